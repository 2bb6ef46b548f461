"""Which articles of an archive are copies of each other, kept from run to run: what an index knows besides its words.

Every article has a **sketch**: a key that says which text it is, and the smallest of the hashes of its runs of words (a
bottom-k sketch: Broder, "On the resemblance and containment of documents", 1997). Only texts whose sketches share some are
compared, and by `copies.likeness`, exactly. What was compared once is not compared again: a run with one new dump reads no old
article but those that the new ones may be copies of. Two texts that are just as alike as they must be are missed a few times in
a million.

Where the two files of this lie, and what shows a copy, is not known here.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import field
from itertools import combinations, pairwise

from nkdocs.model import Article, Copy
from nkdocs.values import dataclass

#: The files in which a generation keeps what searches need, and what the next run needs.
COPIES, SKETCHES = "copies.json", "sketches.json"
#: Hashes in a sketch, and how many of them two texts must share to be compared.
_HASHES, _SHARED = 16, 3

Pair = tuple[str, str]
#: Where an article stands: its id, path and line.
Spot = tuple[str, str, int]


@dataclass(frozen=True, slots=True)
class Twins:
    """The sketches of articles by their digests, and how alike texts that are near are, by the keys of two in order.

    A sketch is a key, and its hashes in hexadecimal digits with spaces between: of a large archive they are read, and written
    again, at every run, and hardly ever looked at.
    """

    sketches: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    alike: Mapping[Pair, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Groups:
    """The articles that are copies of each other: for each id all of its group, itself included, in order of their places."""

    of: Mapping[str, tuple[Copy, ...]] = field(default_factory=dict)

    def copies(self, article_id: str) -> tuple[Copy, ...]:
        """The copies of an article, without itself."""
        return tuple(copy for copy in self.of.get(article_id, ()) if copy.id != article_id)


def compared_text(article: Article) -> str:
    """What two articles are compared by: their titles too, or else pages with a few words of text would all be copies.

    `health`, which only suspects, compares what stands below the titles.
    """
    title = article.title.value if article.title else ""
    return f"{title}\n\n{article.body}"


def find_twins(digests: Iterable[str], before: Twins, text_of: Callable[[str], str]) -> Twins:
    """The twins among the articles with these digests. `text_of` is asked only for texts that are new or to be compared."""
    from nkdocs.copies import NEAR, likeness, shingles  # a search only reads what was found

    sketches = {digest: before.sketches.get(digest) or _sketch(text_of(digest)) for digest in sorted(set(digests))}
    first = {key: digest for digest, (key, _) in reversed(sketches.items()) if key}
    known = {key for key, _ in before.sketches.values()}
    runs: dict[str, frozenset[int]] = {}
    alike = {pair: how for pair, how in before.alike.items() if first.keys() >= set(pair)}
    for pair in _candidates({key: sketches[digest][1] for key, digest in first.items()}, first.keys() - known):
        for key in pair:
            if key not in runs:
                runs[key] = shingles(text_of(first[key]))
        how = likeness(*(runs[key] for key in pair))
        if how >= NEAR:
            alike[pair] = how
    return Twins(sketches, alike)


def _sketch(text: str) -> tuple[str, str]:
    """A text too short to be a copy has an empty one."""
    from nkdocs.copies import shingles, text_key  # the same

    key = text_key(text)
    return (key, " ".join(f"{number:x}" for number in sorted(shingles(text))[:_HASHES])) if key else ("", "")


def _candidates(sketches: Mapping[str, str], fresh: set[str]) -> list[Pair]:
    """The keys of texts to be compared, one of them `fresh`. Of a run that very many share only neighbours are taken."""
    from nkdocs.copies import CROWD  # the same

    asked = {number for key in fresh for number in sketches[key].split(" ")}
    having: dict[str, list[str]] = defaultdict(list)
    for key in sorted(sketches) if asked else ():
        for number in asked.intersection(sketches[key].split(" ")):
            having[number].append(key)
    shared: Counter[Pair] = Counter()
    for keys in having.values():
        if len(keys) > 1:
            shared.update(combinations(keys, 2) if len(keys) <= CROWD else pairwise(keys))
    return sorted(pair for pair, count in shared.items() if count >= _SHARED and not fresh.isdisjoint(pair))


def group(twins: Twins, places: Mapping[str, Sequence[Spot]]) -> Groups:
    """The groups of the articles, which stand at these places by their digests."""
    often = Counter(key for key, _ in twins.sketches.values())
    leader = {key: key for pair in twins.alike for key in pair}
    leader |= {
        key: key for digest, (key, _) in twins.sketches.items() if key and (often[key] > 1 or len(places.get(digest, ())) > 1)
    }
    for one, two in twins.alike:
        first, second = sorted((_lead(leader, one), _lead(leader, two)))
        leader[second] = first
    members: dict[str, list[Copy]] = defaultdict(list)
    for digest, (key, _) in twins.sketches.items():
        if key in leader:
            members[_lead(leader, key)] += (Copy(*spot) for spot in places.get(digest, ()))
    groups = [
        tuple(sorted(copies, key=lambda copy: (copy.source, copy.line))) for copies in members.values() if len(copies) > 1
    ]
    return Groups({copy.id: copies for copies in groups for copy in copies})


def _lead(leader: dict[str, str], key: str) -> str:
    while leader[key] != key:
        leader[key] = key = leader[leader[key]]
    return key


def write_groups(groups: Groups) -> bytes:
    """The groups as JSON: of each its articles' ids, paths and lines."""
    rows = [[[copy.id, copy.source, copy.line] for copy in copies] for copies in dict.fromkeys(groups.of.values())]
    return _to_json(rows)


def read_groups(raw: bytes) -> Groups:
    """What `write_groups` wrote; nothing at all is no groups. Raises `ValueError`."""
    if not raw:
        return Groups()
    try:
        groups = [tuple(Copy(id_, source, int(line)) for id_, source, line in row) for row in json.loads(raw)]
        return Groups({copy.id: copies for copies in groups for copy in copies})
    except (TypeError, OverflowError) as error:
        raise ValueError(str(error)) from error


def write_twins(twins: Twins) -> bytes:
    """What the next run needs, as JSON."""
    return _to_json([dict(sorted(twins.sketches.items())), [[*pair, how] for pair, how in sorted(twins.alike.items())]])


def read_twins(raw: bytes) -> Twins:
    """What `write_twins` wrote; nothing at all is no twins. Raises `ValueError`."""
    if not raw:
        return Twins()
    try:
        sketches, alike = json.loads(raw)
        return Twins(
            {digest: (str(key), str(numbers)) for digest, (key, numbers) in sketches.items()},
            {(one, two): float(how) for one, two, how in alike},
        )
    except (TypeError, AttributeError, OverflowError) as error:
        raise ValueError(str(error)) from error


def _to_json(value: object) -> bytes:
    return json.dumps(value, separators=(",", ":")).encode("ascii") + b"\n"
