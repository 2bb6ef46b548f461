"""How often words stand together in each document of a segment: phrases, and near groups.

An occurrence is one number (`Posting.places`), so that those of all documents in question are moved and compared at once, as
sets. Only where a document has several pairs of words near each other are its places counted one by one.
"""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from operator import add

from nkdocs.engine import vectors
from nkdocs.engine.segment import PLACE_BITS, Posting, Segment
from nkdocs.engine.vectors import Counts
from nkdocs.matching import phrase_places

_POSITION = (1 << PLACE_BITS) - 1
#: Pairs farther apart than this are not looked for by moving all places.
_FAR = 6


def count_phrase(
    terms: Sequence[str], slop: int, postings: Mapping[str, Sequence[Posting]], counts: Mapping[str, Counts], segment: Segment
) -> Counts | None:
    """The counts of a phrase (`slop` 0) or near group in one text field; None if there are none.

    `postings` and `counts` are those of each term in the field.
    """
    every = segment.live
    for held in counts.values():
        every &= held.mask()
    documents = vectors.documents_of(every, segment.size)
    if not documents:
        return None
    places = {
        term: list(itertools.chain.from_iterable(posting.places(documents) for posting in several))
        for term, several in postings.items()
    }
    if not slop:
        found = _count_runs(terms, places)
    elif len(terms) == len(places) == 2 and slop + 1 <= _FAR:
        found = count_pairs((terms[0], terms[1]), slop, (places[terms[0]], places[terms[1]]))
    else:
        found = _count_groups(terms, slop, places)
    return vectors.from_pairs(found.items(), segment.size) if found else None


def _count_runs(terms: Sequence[str], places: Mapping[str, Sequence[int]]) -> Mapping[int, int]:
    order = sorted(range(len(terms)), key=lambda place: len(places[terms[place]]))
    starts = set(_moved(places[terms[order[0]]], -order[0]))
    for place in order[1:]:
        starts.intersection_update(_moved(places[terms[place]], -place))
    return Counter(start >> PLACE_BITS for start in starts)


def count_pairs(terms: tuple[str, str], slop: int, places: tuple[Sequence[int], Sequence[int]]) -> Mapping[int, int]:
    """How often two terms that occur at these places stand together, by document; `slop` is at most 5."""
    some, others = sorted(places, key=len)
    known = set(others)
    pairs: Counter[int] = Counter()
    for distance in range(-slop - 1, slop + 2):
        pairs.update(place >> PLACE_BITS for place in known.intersection(_moved(some, distance)))
    several = {document for document, count in pairs.items() if count > 1}
    if not several:
        return pairs
    within = {
        term: [place for place in held if place >> PLACE_BITS in several] for term, held in zip(terms, places, strict=True)
    }
    return {**pairs, **_count_groups(terms, slop, within)}


def _count_groups(terms: Sequence[str], slop: int, places: Mapping[str, Iterable[int]]) -> Mapping[int, int]:
    by_document: dict[int, dict[str, list[int]]] = {}
    for term, held in places.items():
        for place in held:
            by_document.setdefault(place >> PLACE_BITS, {}).setdefault(term, []).append(place & _POSITION)
    counts = {document: len(phrase_places(terms, slop, held)) for document, held in by_document.items()}
    return {document: count for document, count in counts.items() if count}


def _moved(places: Iterable[int], distance: int) -> Iterable[int]:
    """The places, so many words on. None reaches the next document: positions are far fewer than there are numbers for them."""
    return map(add, places, itertools.repeat(distance)) if distance else places
