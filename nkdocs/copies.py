"""Which texts are the same, or nearly: compared by the runs of words they share.

Two texts are near if the runs of `_RUN` words that occur in both are at least `NEAR` of those that occur in either (Jaccard).
To compare all with all would take the square of their number, so only those are compared that can be near: of each text, so
many of its rarest runs are looked at that two near texts must share one of them. The result is exact, but for runs that are
among the rarest of more than `CROWD` texts: there neighbours alone are compared.
"""

from __future__ import annotations

import functools
import math
import re
import zlib
from array import array
from collections.abc import Iterator, Sequence
from itertools import combinations, groupby, pairwise

from nkdocs.values import dataclass

#: Texts with so many of their runs in common are near.
NEAR = 0.7
_RUN = 4
#: Of more texts that share a run not all are compared with all.
CROWD = 24
_COUNTERS = 1 << 22
#: A text of fewer words is too short to say that another is a copy of it.
_FEWEST = 12
_CJK = "\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3"
_WORD = re.compile(rf"[{_CJK}]|[^\W{_CJK}]+")


@dataclass(frozen=True, slots=True)
class Copies:
    """Texts that are copies of each other, by their places, and how alike the least alike of those compared are (1.0: same)."""

    places: tuple[int, ...]
    likeness: float


def find_copies(texts: Sequence[str]) -> list[Copies]:
    """The groups of texts that are the same or nearly, in order of their first. Time grows about as the texts do."""
    same: dict[str, list[int]] = {}
    for place, text in enumerate(texts):
        if key := text_key(text):
            same.setdefault(key, []).append(place)
    firsts = [places[0] for places in same.values()]
    groups = {places[0]: places for places in same.values()}
    leader = {place: place for place in firsts}
    least = dict.fromkeys(firsts, 1.0)
    runs_of = functools.lru_cache(maxsize=4096)(lambda place: shingles(texts[place]))
    for one, two in sorted(_candidates(firsts, texts)):
        alike = likeness(runs_of(one), runs_of(two))
        if alike >= NEAR:
            first, second = sorted((_find(leader, one), _find(leader, two)))
            least[first] = min(least[first], least[second], alike)
            if first != second:
                leader[second] = first
    for place in firsts:
        first = _find(leader, place)
        if first != place:
            groups[first] = groups[first] + groups.pop(place)
    return [Copies(tuple(sorted(places)), least[first]) for first, places in sorted(groups.items()) if len(places) > 1]


def text_key(text: str) -> str:
    """What says which text this is, but for its spaces, marks and case; "" if it is too short to say that another is a copy."""
    words = _WORD.findall(text.casefold())
    if len(words) < _FEWEST:
        return ""
    joined = " ".join(words).encode("utf-8", "surrogatepass")
    return f"{len(joined):x}.{zlib.crc32(joined):08x}{zlib.adler32(joined):08x}"


def shingles(text: str) -> frozenset[int]:
    """The hashes of the runs of words of a text."""
    words = _WORD.findall(text.casefold())
    runs = (" ".join(words[at : at + _RUN]) for at in range(max(1, len(words) - _RUN + 1)))
    return frozenset(zlib.crc32(run.encode("utf-8", "surrogatepass")) for run in runs)


def _candidates(places: Sequence[int], texts: Sequence[str]) -> set[tuple[int, int]]:
    """Pairs of texts that share one of the runs that two near texts must share one of."""
    # How often a run occurs, or at least: some share a counter. Any order does, as long as it is the same for all texts.
    often = array("L", [0]) * _COUNTERS
    for place in places:
        for run in shingles(texts[place]):
            often[run % _COUNTERS] += 1
    begun: list[tuple[int, int]] = []
    for place in places:
        runs = shingles(texts[place])
        enough = len(runs) - math.ceil(NEAR * len(runs)) + 1
        rarest = sorted(runs, key=lambda run: (often[run % _COUNTERS], run))[:enough]
        begun += [(run, place) for run in rarest if often[run % _COUNTERS] > 1]
    begun.sort()
    pairs: set[tuple[int, int]] = set()
    for _, group in groupby(begun, key=lambda pair: pair[0]):
        sharing = [place for _, place in group]
        pairs.update(combinations(sharing, 2) if len(sharing) <= CROWD else _beside(sharing))
    return pairs


def _beside(sharing: Sequence[int]) -> Iterator[tuple[int, int]]:
    return pairwise(sharing)


def likeness(one: frozenset[int], two: frozenset[int]) -> float:
    """How many of the runs of two texts they share (Jaccard): 0.0 to 1.0, the same."""
    common = len(one & two)
    return common / (len(one) + len(two) - common) if common else 0.0


def _find(leader: dict[int, int], place: int) -> int:
    while leader[place] != place:
        leader[place] = leader[leader[place]]
        place = leader[place]
    return place
