"""How often words stand together in each document of a segment: phrases, and near groups.

An occurrence is one number (`Posting.places`), so that those of all documents in question are moved and compared at once, as
sets, or sorted. Only groups of more words are sought document by document.
"""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from operator import add

from nkdocs.engine import vectors
from nkdocs.engine.segment import PLACE_BITS, Posting, Segment
from nkdocs.engine.vectors import Counts
from nkdocs.errors import TooBroadError
from nkdocs.matching import phrase_places

_POSITION = (1 << PLACE_BITS) - 1
#: Before all places.
_NOWHERE = -(1 << 63)
#: Groups are sought place by place: in so many it takes a second.
_MOST_GROUPED = 1_000_000


def count_phrase(
    terms: Sequence[str], slop: int, postings: Mapping[str, Sequence[Posting]], counts: Mapping[str, Counts], segment: Segment
) -> Counts | None:
    """The counts of a phrase (`slop` 0) or near group in one text field; None if there are none.

    `postings` and `counts` are those of each term in the field.
    """
    every = segment.live
    for held in counts.values():
        every &= held.mask
    if not every:
        return None
    among = every.to_bytes(segment.size, "little")
    if not slop and len(terms) > 1:
        found = _count_runs(terms, postings, among)
    else:
        places = [_places(postings[term], among) for term in sorted(postings)]
        if len(terms) == len(places) == 2:
            found = count_pairs(slop, *places)
        elif sum(map(len, places)) > _MOST_GROUPED:
            raise TooBroadError(f"the words {' '.join(terms)} stand in too many articles together", "leave out the commonest")
        else:
            found = _count_groups(terms, slop, dict(zip(sorted(postings), places, strict=True)))
    return vectors.from_pairs(found.items(), segment.size, max(found.values())) if found else None


def _places(several: Sequence[Posting], among: bytes) -> list[int]:
    return list(itertools.chain.from_iterable(posting.places(among) for posting in several))


def _count_runs(terms: Sequence[str], postings: Mapping[str, Sequence[Posting]], among: bytes) -> Mapping[int, int]:
    """Where the two rarest words stand as far apart as they must, and then where the others stand with them."""
    first, second, *others = sorted(
        range(len(terms)), key=lambda place: sum(posting.occurrences for posting in postings[terms[place]])
    )
    starts: set[int] = set()
    for some, more in itertools.product(postings[terms[first]], postings[terms[second]]):
        starts.update(_moved(_apart(some, more, second - first, among), -first))
    for place in others:
        if not starts:
            break
        left = vectors.bytes_of({start >> PLACE_BITS for start in starts}, len(among))
        starts.intersection_update(_moved(_places(postings[terms[place]], left), -place))
    return Counter(start >> PLACE_BITS for start in starts)


def _apart(some: Posting, others: Posting, distance: int, among: bytes) -> list[int]:
    """The places of some words that one of the others stands so far after."""
    documents, starts, counts, positions = some.spots(among)
    if not documents:
        return []
    also, other_starts, other_counts, other_positions = others.spots(vectors.bytes_of(documents, len(among)), documents)
    if len(also) < len(documents):
        chosen = list(map(set(also).__contains__, documents))
        documents, starts, counts = (list(itertools.compress(each, chosen)) for each in (documents, starts, counts))
    found: list[int] = []
    for document, start, count, at, often in zip(documents, starts, counts, other_starts, other_counts, strict=True):
        base = document << PLACE_BITS
        if often == 1:
            wanted = other_positions[at] - distance
            if positions[start] == wanted if count == 1 else wanted in positions[start : start + count]:
                found.append(base | wanted)
        else:
            several = {position - distance for position in other_positions[at : at + often]}
            several.intersection_update(positions[start : start + count])
            found += [base | wanted for wanted in several]
    return found


def count_pairs(slop: int, ones: Iterable[int], others: Iterable[int]) -> Mapping[int, int]:
    """As `phrase_places` counts two words: each with the next of the other, if that is near, and no word twice."""
    places = [place << 1 for place in ones]
    places += [place << 1 | 1 for place in others]
    places.sort()  # that is quick: there are two runs
    found: list[int] = []
    reach, before, done = slop + 1, _NOWHERE, _NOWHERE
    for each in places:
        place = each >> 1
        if (each ^ before) & 1 and place - (before >> 1) <= reach:
            found.append(place >> PLACE_BITS)
            before, done = _NOWHERE, place
        elif place != done:
            before = each
    return Counter(found)


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
