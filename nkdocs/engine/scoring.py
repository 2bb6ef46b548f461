"""What scores are made of: parts, how much each adds to a document, and what it adds at most.

BM25 of the counts of a leaf, for chosen documents one by one, and as a bound, a byte each, for all of a segment at once.
"""

from __future__ import annotations

import functools
import itertools
import math
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from operator import add, or_

from nkdocs.engine import vectors
from nkdocs.engine.counting import ByField
from nkdocs.engine.segment import Segment
from nkdocs.engine.vectors import MANY, Counts
from nkdocs.schema import TEXT_FIELDS
from nkdocs.values import dataclass

#: BM25's parameters: how soon more occurrences stop to count, and how far long texts are marked down.
K1, B = 1.2, 0.75
_BODY = next(place for place, row in enumerate(TEXT_FIELDS) if row.name == "body")

#: Bounds are counted out for these counts; what lies between has the bound of the next of them.
_STEPS = (1, 2, 3, 4, 5, 6, 8, 11, 16, 28, MANY - 1)
#: For every count, the number of its step, from 1 on; for `MANY` or more, the one after the last.
_STEP_OF = bytes([0, *(bisect_left(_STEPS, count) + 1 for count in range(1, 256))])

#: A segment of so few documents is bounded as one band: what bands save is less than what they cost.
_ONE_BAND = 1_024
#: A mask for each segment.
Masks = Sequence[int]


def idf(documents: int, having: int) -> float:
    """How much a word tells that `having` of all `documents` have: Lucene's formula, which is never negative."""
    return math.log(1 + (documents - having + 0.5) / (having + 0.5))


@dataclass(frozen=True, slots=True)
class Part:
    """A summand of the score: ``weight * tf / (tf + base + slope * length)`` where tf is not 0, in the documents of `gate`.

    `counts`: for each segment those of the text fields that count together, by field. `plain`: the weight alone is the score.
    """

    weight: float
    fields: tuple[int, ...]
    counts: Sequence[ByField]
    base: float = 0.0
    slope: float = 0.0
    gate: Masks | None = None
    plain: bool = False

    def scores(self, number: int, segment: Segment, documents: Sequence[int]) -> list[float]:
        """What it adds to the scores of some documents of the segment of this number."""
        scores = [self.weight] * len(documents) if self.plain else self._bm25(number, segment, documents)
        if self.gate is None:
            return scores
        gate = self.gate[number].to_bytes(segment.size, "little")
        return [score if gate[document] else 0.0 for document, score in zip(documents, scores, strict=True)]

    def _bm25(self, number: int, segment: Segment, documents: Sequence[int]) -> list[float]:
        tfs: Sequence[float] = ()
        for share, counts in [(TEXT_FIELDS[field].share, counts) for field, counts in self._held(number)]:
            held = counts.among(documents)
            more = held if share == 1.0 else [share * count for count in held]
            tfs = list(map(add, tfs, more)) if tfs else more
        if not any(tfs):
            return [0.0] * len(documents)
        columns = [vectors.pick(column, documents) for column in segment.lengths(self.fields)]
        lengths = columns[0] if len(columns) == 1 else list(map(sum, zip(*columns, strict=True)))
        weight, base, slope = self.weight, self.base, self.slope
        return [weight * tf / (tf + base + slope * length) if tf else 0.0 for tf, length in zip(tfs, lengths, strict=True)]

    def few_bounds(self, number: int, segment: Segment, scale: float) -> list[tuple[int, int]] | None:
        """Those documents of the segment to whose score this adds something, each once, with what `bounds` says of it.

        None, if they are not few, or not listed.
        """
        if self.plain:
            return None
        held = [counts for _, counts in self._held(number)]
        if not held:
            return []
        if len(held) > 1 or held[0].listed is None or self.gate is not None or _BODY in self.fields:
            return None
        return list(zip(held[0].listed[0], itertools.repeat(self._whole_bound(held[0].most, segment, scale)), strict=False))

    def bounds(self, number: int, segment: Segment, scale: float) -> bytes:
        """A byte for every document of the segment, no less than `scale` times what this adds to its score."""
        gate = self.gate[number] if self.gate is not None else segment.everyone
        if self.plain:
            return (gate * over(self.weight * scale)).to_bytes(segment.size, "little")
        held = [counts for _, counts in self._held(number)]
        if not held:
            return bytes(segment.size)
        most, whole, worth = sum(counts.most for counts in held), len(self.fields) == len(TEXT_FIELDS), self.weight * scale
        if _BODY not in self.fields:
            # Bands tell the length of the whole; that of a title alone varies within them as it does anywhere.
            having = gate & functools.reduce(or_, (counts.mask for counts in held))
            return (having * self._whole_bound(most, segment, scale)).to_bytes(segment.size, "little")
        sums, top, start = vectors.add_few(held), over(worth), 0
        steps = _STEPS[: bisect_left(_STEPS, min(most, MANY - 1)) + 1]
        rest = bytes([top]) * (255 - len(steps))
        pieces = []
        for band in segment.bands if segment.size > _ONE_BAND else (segment.whole_band,):
            least = band[-1] if whole else sum(band[1 + field] for field in self.fields)
            norm = self.base + self.slope * least
            values = bytes([0, *[int(worth * tf / (tf + norm)) + 1 for tf in steps]]) + rest
            pieces.append(sums[start : band[0]].translate(_STEP_OF.translate(values)))
            start = band[0]
        bounds = b"".join(pieces)
        if self.gate is None:
            return bounds
        return (int.from_bytes(bounds, "little") & gate * 255).to_bytes(segment.size, "little")

    def _whole_bound(self, most: int, segment: Segment, scale: float) -> int:
        """The bound of the shortest document with so many occurrences."""
        least = sum(segment.whole_band[1 + field] for field in self.fields)
        return over(self.weight * scale * most / (most + self.base + self.slope * least))

    def _held(self, number: int) -> Iterator[tuple[int, Counts]]:
        found = self.counts[number] if self.counts else {}
        return ((field, found[field]) for field in self.fields if field in found)


def over(value: float) -> int:
    """The next greater whole number: no rounding makes a bound less than what it bounds."""
    return int(value) + 1
