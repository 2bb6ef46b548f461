"""Our query tree, answered: which documents match, and what their scores are made of.

Every node of the tree becomes a mask: And, Or and Not are operations on masks. The score of a document is a sum of parts, one
or a few from each leaf that matches (`Part`); they are only described here, and counted out by `ranking` for the documents that
can be among the best.

**Score.** Every leaf is treated as one word that may be written in several ways: its documents are counted, its occurrences
are counted, and BM25 makes a score of them. So a phrase is as rare as the phrase is, and ``remit*`` weighs what all its words
weigh together. Without a field, a leaf counts wherever it stands, and once more, by the weight of the table, where it stands
in a title or an author. Only documents that are left count, in the numbers of documents and in their average length. Phrases
that only lift what is found are left out where their words stand in a million places.
"""

from __future__ import annotations

import datetime as dt
import functools
import itertools
import math
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from operator import add, and_, or_
from typing import Any

from nkdocs.engine import vectors
from nkdocs.engine.contents import Snapshot
from nkdocs.engine.counting import ByField, Effort, count_leaf, count_places
from nkdocs.engine.keys import decode, encode
from nkdocs.engine.segment import Segment
from nkdocs.engine.segment_file import ACCENTED, LACKING
from nkdocs.engine.vectors import MANY, Counts
from nkdocs.matching import is_from
from nkdocs.query import (
    Among,
    And,
    Beside,
    Boost,
    Boosted,
    DateRange,
    Everything,
    FromSource,
    Identified,
    Leaf,
    Missing,
    Not,
    Or,
    Phrase,
    Query,
    Spelled,
    TextLeaf,
)
from nkdocs.schema import TEXT_FIELDS, rows_of
from nkdocs.values import dataclass

#: BM25's parameters: how soon more occurrences stop to count, and how far long texts are marked down.
K1, B = 1.2, 0.75
#: Leaves whose counts are kept for the next search: one question is several searches with the same leaves.
_MOST_KEPT = 64
#: Words that stand in so many places are often together by chance: that lifts nothing, and takes long to count.
_EVERYWHERE = 1_000_000
_BODY = next(place for place, row in enumerate(TEXT_FIELDS) if row.name == "body")

#: Bounds are counted out for these counts; what lies between has the bound of the next of them.
_STEPS = (1, 2, 3, 4, 5, 6, 8, 11, 16, 28, MANY - 1)
#: For every count, the number of its step, from 1 on; for `MANY` or more, the one after the last.
_STEP_OF = bytes([0, *(bisect_left(_STEPS, count) + 1 for count in range(1, 256))])

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

    def bounds(self, number: int, segment: Segment, scale: float) -> int:
        """A byte for every document of the segment, no less than `scale` times what this adds to its score; as an integer."""
        if self.plain:
            gate = self.gate[number] if self.gate is not None else segment.everyone
            return gate * _over(self.weight * scale)
        held = [counts for _, counts in self._held(number)]
        if not held:
            return 0
        most, whole, worth = sum(counts.most for counts in held), len(self.fields) == len(TEXT_FIELDS), self.weight * scale
        if _BODY not in self.fields:
            # Bands tell the length of the whole; that of a title alone varies within them as it does anywhere.
            having = functools.reduce(or_, (counts.mask for counts in held))
            if self.gate is not None:
                having &= self.gate[number]
            least = sum(segment.whole_band[1 + field] for field in self.fields)
            return having * (int(worth * most / (most + self.base + self.slope * least)) + 1)
        sums, top, start = vectors.add_bounds(held), _over(worth), 0
        steps = _STEPS[: bisect_left(_STEPS, min(most, MANY - 1)) + 1]
        rest = bytes([top]) * (255 - len(steps))
        pieces = []
        for band in segment.bands:
            least = band[-1] if whole else sum(band[1 + field] for field in self.fields)
            norm = self.base + self.slope * least
            values = bytes([0, *[int(worth * tf / (tf + norm)) + 1 for tf in steps]]) + rest
            pieces.append(sums[start : band[0]].translate(_STEP_OF.translate(values)))
            start = band[0]
        bounds = int.from_bytes(b"".join(pieces), "little")
        return bounds if self.gate is None else bounds & (self.gate[number] * 255)

    def _held(self, number: int) -> Iterator[tuple[int, Counts]]:
        found = self.counts[number] if self.counts else {}
        return ((field, found[field]) for field in self.fields if field in found)


def _over(value: float) -> int:
    """The next greater whole number: no rounding makes a bound less than what it bounds."""
    return int(value) + 1


class Evaluation:
    """A query, put to a snapshot."""

    def __init__(self, query: Query, snapshot: Snapshot) -> None:
        self._query = query
        self._snapshot = snapshot
        self._segments = snapshot.segments
        self._masks: dict[Query, Masks] = {}
        self._effort = Effort()
        self.masks = self._match(query)

    @property
    def total(self) -> int:
        """How many documents match."""
        return _total(self.masks)

    def parts(self) -> list[Part]:
        """What the scores of the documents that match are made of."""
        return list(self._weigh(self._query, 1.0, None))

    def beside(self) -> list[Beside]:
        """The pairs of words that add to the scores of the best documents."""
        return list(dict.fromkeys(pair for boosted in _boosted(self._query) for pair in boosted.beside))

    def wanted(self) -> list[tuple[float, Masks]]:
        """What the best documents should have, each with its worth."""
        wanted = dict.fromkeys(query for boosted in _boosted(self._query) for query in boosted.wanted)
        masks = map(self._match, wanted)
        return [(idf(self._snapshot.count(), having), each) for each in masks if (having := _total(each))]

    # which documents

    def _match(self, query: Query) -> Masks:
        if isinstance(query, TextLeaf):  # its counts are kept, and there may be hundreds
            return self._match_afresh(query)
        if query not in self._masks:
            self._masks[query] = self._match_afresh(query)
        return self._masks[query]

    def _match_afresh(self, query: Query) -> Masks:
        match query:
            case And(children):
                return self._join(and_, map(self._match, children), [each.live for each in self._segments])
            case Or(children):
                return self._join(or_, map(self._match, children), [0] * len(self._segments))
            case Not(child):
                return [segment.live & ~mask for segment, mask in zip(self._segments, self._match(child), strict=True)]
            case Boosted(child):
                return self._match(child)
            case _ if isinstance(query, TextLeaf):
                return _mask_of(self._counts(query), tuple(range(len(TEXT_FIELDS))), self._segments, query.field)
            case Among():
                # One question is asked several times without the same articles.
                masks: Masks = self._keep(query, lambda: self._filter(query))
                return masks
            case _:
                return self._filter(query)

    def _filter(self, leaf: Leaf) -> Masks:
        return [segment.live & _filter(leaf, segment) for segment in self._segments]

    @staticmethod
    def _join(how: Callable[[int, int], int], several: Iterable[Masks], start: Masks) -> Masks:
        return functools.reduce(lambda masks, others: list(map(how, masks, others)), several, start)

    # what the score is made of

    def _weigh(self, query: Query, weight: float, gate: Masks | None) -> Iterator[Part]:
        match query:
            case And(children):
                inner = self._within(gate, query)
                for child in children:
                    yield from self._weigh(child, weight, inner)
            case Or(children):
                for child in children:
                    yield from self._weigh(child, weight, gate)
            case Boosted(child, boosts):
                yield from self._weigh(child, weight, gate)
                inner = self._within(gate, child)
                for boost in itertools.filterfalse(self._is_everywhere, boosts):
                    yield from self._weigh(boost.query, weight * boost.weight, inner)
            case Spelled():
                yield Part(weight, (), (), gate=self._within(gate, query), plain=True)
            case _ if isinstance(query, TextLeaf):
                for part in self._leaf_parts(query):
                    yield Part(part.weight * weight, part.fields, part.counts, part.base, part.slope, gate)
            case _:
                pass

    def _is_everywhere(self, boost: Boost) -> bool:
        phrase = boost.query
        return isinstance(phrase, Phrase) and sum(count_places(phrase, each) for each in self._segments) > _EVERYWHERE

    def _within(self, gate: Masks | None, query: Query) -> Masks | None:
        """The documents of the gate that match the query; None where the query is what all documents in question match."""
        if query is self._query or (isinstance(self._query, Boosted) and query is self._query.child):
            return gate
        masks = self._match(query)
        return masks if gate is None else [one & other for one, other in zip(gate, masks, strict=True)]

    def _leaf_parts(self, leaf: TextLeaf) -> list[Part]:
        kept = self._snapshot.kept
        key = (leaf, "parts")
        if key not in kept:
            rows = rows_of(leaf.field)
            groups = [(1.0, rows), *((row.weight, (row,)) for row in TEXT_FIELDS if row.weight and leaf.field is None)]
            kept[key] = [
                part for weight, group in groups if (part := self._part(leaf, weight, tuple(map(TEXT_FIELDS.index, group))))
            ]
        parts: list[Part] = kept[key]  # type: ignore[assignment]
        return parts

    def _part(self, leaf: TextLeaf, weight: float, fields: tuple[int, ...]) -> Part | None:
        counts = self._counts(leaf)
        having = _total(_mask_of(counts, fields, self._segments))
        if not having:
            return None
        weight *= idf(self._snapshot.count(), having) * (K1 + 1)
        average = max(self._snapshot.average_length(fields), 1e-9)
        return Part(weight, fields, counts, K1 * (1 - B), K1 * B / average)

    def _counts(self, leaf: TextLeaf) -> Sequence[ByField]:
        """The counts of a leaf in all segments."""
        counts: Sequence[ByField] = self._keep(
            leaf, lambda: [count_leaf(leaf, segment, self._effort) for segment in self._segments]
        )
        return counts

    def _keep(self, key: object, find: Callable[[], object]) -> Any:  # noqa: ANN401  # what `find` finds
        """What is found, kept for the next search as far as is wise."""
        kept = self._snapshot.kept
        if key not in kept:
            if len(kept) >= _MOST_KEPT:
                kept.clear()
            kept[key] = find()
        return kept[key]


def _total(masks: Masks) -> int:
    return sum(mask.bit_count() for mask in masks)


def _boosted(query: Query) -> Iterator[Boosted]:
    match query:
        case Boosted(child):
            yield query
            yield from _boosted(child)
        case And(children):
            for each in children:
                yield from _boosted(each)
        case _:
            pass


def _mask_of(
    counts: Sequence[ByField], fields: Sequence[int], segments: Sequence[Segment], field: str | None = None
) -> list[int]:
    """The documents with any occurrence in these text fields, or those that queries call by the name of one."""
    if field is not None:
        fields = [TEXT_FIELDS.index(row) for row in rows_of(field)]
    return [
        segment.live & functools.reduce(or_, (held[each].mask for each in fields if each in held), 0)
        for segment, held in zip(segments, counts, strict=True)
    ]


def _filter(leaf: Leaf, segment: Segment) -> int:
    """The documents of a leaf that matches no words."""
    match leaf:
        case Everything():
            return segment.everyone
        case Missing(field):
            return segment.marked(LACKING + encode(field))
        case Spelled(word):
            return segment.marked(ACCENTED + encode(word))
        case FromSource(text):
            paths = segment.strings("sources")
            meant = {number for number, path in enumerate(paths) if is_from(decode(path), text)}
            return vectors.mask_of(_having(segment.column("sources.numbers"), meant), segment.size)
        case Identified(prefix):
            ids, beginning = segment.strings("ids"), encode(prefix)
            places = slice(bisect_left(ids, beginning), bisect_left(ids, beginning + b"\xff"))
            return vectors.mask_of(segment.column("ids.documents")[places], segment.size)
        case Among(ids):
            return vectors.mask_of(segment.documents_among(set(map(encode, ids))), segment.size)
        case DateRange(start, end):
            return _dated(start or dt.date.min, end or dt.date.max, segment)
        case _:
            raise AssertionError(leaf)


def _having(numbers: Sequence[int], meant: set[int]) -> Iterator[int]:
    return itertools.compress(range(len(numbers)), map(meant.__contains__, numbers))


def _dated(start: dt.date, end: dt.date, segment: Segment) -> int:
    """The documents whose days, of which the order knows the first, have one in common with the range."""
    first, last, order = segment.column("first_day"), segment.column("last_day"), segment.column("order.oldest")
    earliest, latest = start.toordinal(), end.toordinal()
    dated = bisect_left(order, True, key=lambda document: not first[document])
    reach = bisect_left(order, earliest - segment.longest_stay, 0, dated, key=first.__getitem__)
    inside = bisect_left(order, earliest, 0, dated, key=first.__getitem__)
    beyond = bisect_right(order, latest, 0, dated, key=first.__getitem__)
    before = [document for document in order[reach : min(inside, beyond)] if last[document] >= earliest]
    return vectors.mask_of([*before, *order[inside:beyond]], segment.size)
