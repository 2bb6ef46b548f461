"""Working out which articles of an archive are copies of each other, from run to run.

Every article has a **sketch**: a key that says which text it is, and the smallest of the hashes of its runs of words (a
bottom-k sketch: Broder, "On the resemblance and containment of documents", 1997). Only texts whose sketches share some are
compared, and by `copies.likeness`, exactly. What was compared once is not compared again: a run with one new dump reads no old
article but those that the new ones may be copies of. Two texts that are just as alike as they must be are missed a few times in
a million.

Where sketches are kept is not known here, and never are all of them in memory.
"""

from __future__ import annotations

import functools
import hashlib
from array import array
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator
from itertools import chain, combinations, islice, pairwise

from nkdocs.copies import CROWD, NEAR, likeness, shingles, text_key
from nkdocs.corrections import title_as_read
from nkdocs.model import Article, Copy
from nkdocs.twins import Groups

#: Hashes in a sketch, and how many of them two texts must share to be compared.
_HASHES, _SHARED = 16, 3
#: Fresh texts whose hashes are few among those of all.
_FEW = 1_000
#: Hashes that are looked at together, and texts whose runs of words are remembered while they are compared.
_AT_A_TIME, _KEPT = 250_000, 256

#: The keys of two texts, in order.
Pair = tuple[int, int]
#: Where an article stands: its id, path and line; and whether a person corrected it.
Spot = tuple[str, str, int, bool]


def compared_text(article: Article) -> str:
    """What two articles are compared by: their titles too, or else pages with a few words of text would all be copies.

    The title as it was read: a correction makes no other article of a copy. `health`, which only suspects, compares what stands
    below the titles.
    """
    return f"{title_as_read(article)}\n\n{article.body}"


def sketch(text: str) -> tuple[int, bytes]:
    """The key of a text and its sketch; 0 and nothing of one that is too short to be a copy."""
    key = text_key(text)
    if not key:
        return 0, b""
    number = int.from_bytes(hashlib.blake2b(key.encode("ascii"), digest_size=8).digest(), "big", signed=True)
    return number or 1, array("I", sorted(shingles(text))[:_HASHES]).tobytes()


def candidates(
    scan: Callable[[], Iterable[tuple[int, bytes]]], fresh: Collection[int], is_there: Callable[[int], bool]
) -> list[Pair]:
    """The keys of texts to be compared, one of them `fresh`. `scan` gives the sketches of all texts, as often as asked.

    It may give some of texts that are not there any more. Of a run that very many texts share only neighbours are taken. Of
    many texts, the hashes are looked at a part at a time.
    """
    shared: Counter[Pair] = Counter()
    parts = 1 + len(fresh) * _HASHES // _AT_A_TIME
    for part in range(parts if fresh else 0):
        for keys in (list(filter(is_there, keys)) for keys in _sharing(scan, fresh, part, parts)):
            shared.update(combinations(keys, 2) if len(keys) <= CROWD else pairwise(keys))
    return sorted(pair for pair, count in shared.items() if count >= _SHARED and (pair[0] in fresh or pair[1] in fresh))


def _sharing(
    scan: Callable[[], Iterable[tuple[int, bytes]]], fresh: Collection[int], part: int, parts: int
) -> Iterator[list[int]]:
    """The texts that share a hash with another, one of them fresh: the keys in order, for each hash of this part."""

    def of_part(hashes: bytes) -> Iterable[int]:
        numbers = memoryview(hashes).cast("I")
        return [number for number in numbers if number % parts == part] if parts > 1 else numbers

    asked = {number for key, hashes in scan() if key in fresh for number in of_part(hashes)}
    if len(fresh) > _FEW:  # then most hashes are asked for, and hardly any is shared
        seen: set[int] = set()
        twice: set[int] = set()
        for _, hashes in scan():
            numbers = asked.intersection(of_part(hashes))
            twice |= numbers & seen
            seen |= numbers
        asked = twice
        del seen
    having: dict[int, set[int]] = defaultdict(set)
    for bundle in _bundles(scan()):
        if not asked.isdisjoint(array("I", b"".join(hashes for _, hashes in bundle))):
            for key, hashes in bundle:
                for number in asked.intersection(of_part(hashes)):
                    having[number].add(key)
    return (sorted(keys) for keys in having.values() if len(keys) > 1)


def _bundles(rows: Iterable[tuple[int, bytes]]) -> Iterator[list[tuple[int, bytes]]]:
    """The rows, some thousand together."""
    rows = iter(rows)
    return iter(lambda: list(islice(rows, 4_096)), [])


def compare(pairs: Iterable[Pair], text_of: Callable[[int], str]) -> Iterator[tuple[int, int, float]]:
    """The pairs that are alike enough to be copies, and how alike they are."""
    runs_of = functools.lru_cache(maxsize=_KEPT)(lambda key: shingles(text_of(key)))
    for one, two in pairs:
        how = likeness(runs_of(one), runs_of(two))
        if how >= NEAR:
            yield one, two, how


def group(several: Iterable[int], alike: Iterable[Pair], spots: Callable[[int], Iterable[Spot]]) -> Groups:
    """The groups of articles: those of `several` have a text that others have too, those of `alike` nearly.

    `spots`: where the articles with a text stand.
    """
    alike = list(alike)
    leader = {key: key for key in chain(several, *alike)}
    for one, two in alike:
        first, second = sorted((_lead(leader, one), _lead(leader, two)))
        leader[second] = first
    members: dict[int, list[Copy]] = defaultdict(list)
    for key in leader:
        members[_lead(leader, key)] += (Copy(*spot) for spot in spots(key))
    groups = [
        tuple(sorted(copies, key=lambda copy: (copy.source, copy.line))) for copies in members.values() if len(copies) > 1
    ]
    groups.sort(key=lambda copies: (copies[0].source, copies[0].line))
    return Groups({copy.id: copies for copies in groups for copy in copies})


def _lead(leader: dict[int, int], key: int) -> int:
    while leader[key] != key:
        leader[key] = key = leader[leader[key]]
    return key
