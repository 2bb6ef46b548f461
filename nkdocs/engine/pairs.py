"""What words add that stand together in a document as they do in the query: looked for in few documents.

How often two words stand together is known only when the positions of both were read, which for common words are millions. So
only documents are looked into that are the best by their words alone, and how rare the pair is in all documents is judged by
these: of the documents that have both words, as great a part has them together as here.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from nkdocs.engine import vectors
from nkdocs.engine.contents import Snapshot
from nkdocs.engine.counting import ByField, postings_of
from nkdocs.engine.phrases import count_pairs
from nkdocs.engine.scoring import K1, B, Part, idf
from nkdocs.engine.segment import Segment
from nkdocs.query import Beside
from nkdocs.schema import TEXT_FIELDS

_EVERY_FIELD = tuple(range(len(TEXT_FIELDS)))


class _Term(NamedTuple):
    """Where a term occurs in a segment: the documents that have it, and, by text field, its places in those looked into."""

    mask: int
    places: Mapping[int, list[int]]


def score_pairs(pairs: Sequence[Beside], snapshot: Snapshot, documents: Sequence[tuple[Segment, int]]) -> list[float]:
    """What the pairs add to the scores of these documents, each of a segment."""
    wanted = [sorted(document for held, document in documents if held is segment) for segment in snapshot.segments]
    terms = {
        term: [_look(term, segment, some) for segment, some in zip(snapshot.segments, wanted, strict=True)]
        for pair in pairs
        for term in pair.terms
    }
    parts = [part for pair in pairs if (part := _part(pair, snapshot, wanted, [terms[term] for term in pair.terms]))]
    added: dict[tuple[str, int], float] = {}
    for number, (segment, some) in enumerate(zip(snapshot.segments, wanted, strict=True)):
        for part in parts:
            for document, score in zip(some, part.scores(number, segment, some), strict=True):
                added[segment.name, document] = added.get((segment.name, document), 0.0) + score
    return [added.get((segment.name, document), 0.0) for segment, document in documents]


def _look(term: str, segment: Segment, documents: Sequence[int]) -> _Term:
    mask, places = 0, dict[int, list[int]]()
    among = vectors.bytes_of(documents, segment.size)
    for field, several in postings_of(term, segment).items():
        for posting in several:
            mask |= posting.counts().mask
            if documents:
                places.setdefault(field, []).extend(posting.places(among))
    return _Term(mask & segment.live, places)


def _part(pair: Beside, snapshot: Snapshot, wanted: Sequence[Sequence[int]], terms: Sequence[Sequence[_Term]]) -> Part | None:
    counts: list[ByField] = []
    together = here = everywhere = 0
    for segment, some, one, other in zip(snapshot.segments, wanted, *terms, strict=True):
        both = one.mask & other.mask
        everywhere += both.bit_count()
        here += (both & vectors.mask_of(some, segment.size)).bit_count()
        found = {
            field: count_pairs(pair.slop, one.places[field], other.places[field])
            for field in one.places.keys() & other.places.keys()
        }
        together += len({document for held in found.values() for document in held})
        counts.append(
            {
                field: vectors.from_listed([*held], [*held.values()], segment.size, max(held.values()))
                for field, held in found.items()
                if held
            }
        )
    if not together:
        return None
    having = max(together, round(everywhere * together / max(here, 1)))
    average = max(snapshot.average_length(_EVERY_FIELD), 1e-9)
    weight = pair.weight * idf(snapshot.count(), having) * (K1 + 1)
    return Part(weight, _EVERY_FIELD, counts, K1 * (1 - B), K1 * B / average)
