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

import functools
import itertools
from collections.abc import Callable, Iterable, Iterator, Sequence
from operator import and_, or_
from typing import Any

from nkdocs.engine.contents import Snapshot
from nkdocs.engine.counting import ByField, Effort, count_leaf, count_places
from nkdocs.engine.filtering import filtered
from nkdocs.engine.scoring import K1, B, Masks, Part, idf
from nkdocs.engine.segment import Segment
from nkdocs.query import (
    Among,
    And,
    Beside,
    Boost,
    Boosted,
    Leaf,
    Not,
    Or,
    Phrase,
    Query,
    Spelled,
    TextLeaf,
)
from nkdocs.schema import TEXT_FIELDS, rows_of

#: Leaves whose counts are kept for the next search: one question is several searches with the same leaves.
_MOST_KEPT = 64
#: Words that stand in so many places are often together by chance: that lifts nothing, and takes long to count.
_EVERYWHERE = 1_000_000


class Evaluation:
    """A query, put to a snapshot."""

    def __init__(self, query: Query, snapshot: Snapshot) -> None:
        self._query = query
        self._snapshot = snapshot
        self._segments = snapshot.segments
        self._masks: dict[Query, Masks] = {}
        #: How many documents have a leaf in some text fields.
        self._totals: dict[tuple[TextLeaf, tuple[int, ...]], int] = {}
        self._effort = Effort()
        self.masks = self._match(query)

    @functools.cached_property
    def total(self) -> int:
        """How many documents match."""
        query = self._query
        return self._having(query, _fields_of(query)) if isinstance(query, TextLeaf) else _total(self.masks)

    @property
    def is_plain(self) -> bool:
        """Whether a document matches that has anything to which a score is given, and no other does."""
        leaves = self._query.children if isinstance(self._query, Or) else (self._query,)
        return all(isinstance(leaf, TextLeaf) for leaf in leaves) and not any(segment.removed for segment in self._segments)

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
                fields = _fields_of(query)
                held = _mask_of(self._counts(query), fields, self._segments)
                self._totals[query, fields] = _total(held)
                return held
            case Among():
                # One question is asked several times without the same articles.
                masks: Masks = self._keep(query, lambda: self._filter(query))
                return masks
            case _:
                return self._filter(query)

    def _filter(self, leaf: Leaf) -> Masks:
        return [segment.live & filtered(leaf, segment) for segment in self._segments]

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
            weighed = [(field, row.weight) for field, row in enumerate(TEXT_FIELDS) if row.weight and leaf.field is None]
            groups = [(1.0, _fields_of(leaf)), *((weight, (field,)) for field, weight in weighed)]
            kept[key] = [part for weight, group in groups if (part := self._part(leaf, weight, group))]
        parts: list[Part] = kept[key]  # type: ignore[assignment]
        return parts

    def _part(self, leaf: TextLeaf, weight: float, fields: tuple[int, ...]) -> Part | None:
        counts = self._counts(leaf)
        having = self._having(leaf, fields)
        if not having:
            return None
        weight *= idf(self._snapshot.count(), having) * (K1 + 1)
        average = max(self._snapshot.average_length(fields), 1e-9)
        return Part(weight, fields, counts, K1 * (1 - B), K1 * B / average)

    def _having(self, leaf: TextLeaf, fields: tuple[int, ...]) -> int:
        """How many documents have the leaf in one of these fields."""
        if (leaf, fields) not in self._totals:
            counted = zip(self._segments, self._counts(leaf), strict=True)
            self._totals[leaf, fields] = sum(_count(fields, held, segment) for segment, held in counted)
        return self._totals[leaf, fields]

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


def _fields_of(leaf: TextLeaf) -> tuple[int, ...]:
    """The text fields in which a leaf is looked for."""
    return tuple(map(TEXT_FIELDS.index, rows_of(leaf.field)))


def _mask_of(counts: Sequence[ByField], fields: Sequence[int], segments: Sequence[Segment]) -> list[int]:
    """The documents with any occurrence in these text fields."""
    return [_held_in(fields, held, segment) for segment, held in zip(segments, counts, strict=True)]


def _held_in(fields: Sequence[int], held: ByField, segment: Segment) -> int:
    return segment.live & functools.reduce(or_, (held[each].mask for each in fields if each in held), 0)


def _count(fields: Sequence[int], held: ByField, segment: Segment) -> int:
    """How many documents of a segment have any occurrence in these text fields."""
    several = [held[field] for field in fields if field in held]
    if len(several) == 1 and several[0].listed is not None and not segment.removed:
        return len(several[0].listed[0])
    return _held_in(fields, held, segment).bit_count()
