"""How often words stand together in each document of a segment: phrases, and near groups.

An occurrence is one number (`Posting.places`), so that those of all documents in question are moved and compared at once, as
sets, or sorted. For a phrase only those places are looked at that a word next to them, or its follower, leaves in question;
only groups of more words are sought document by document.
"""

from __future__ import annotations

import functools
import itertools
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from operator import add, or_, rshift

from nkdocs.engine import vectors
from nkdocs.engine.posting import PLACE_BITS, Posting
from nkdocs.engine.segment import Segment
from nkdocs.engine.segment_format import DENSE
from nkdocs.engine.vectors import Counts
from nkdocs.errors import TooBroadError
from nkdocs.matching import phrase_places

_POSITION = (1 << PLACE_BITS) - 1
#: Before all places.
_NOWHERE = -(1 << 63)
#: Groups are sought place by place: in so many it takes a second.
_MOST_GROUPED = 1_000_000
#: About so many places of a near group are held at a time; in more turns than this nothing is looked through.
_HELD, _MOST_TURNS = 150_000, 50
#: So many places are looked at without asking first which documents have the other words.
_FEW = 100


def count_phrase(terms: Sequence[str], slop: int, postings: Mapping[str, Sequence[Posting]], segment: Segment) -> Counts | None:
    """The counts of a phrase (`slop` 0) or near group in one text field, where `postings` are those of each term; or None."""
    if not slop and len(terms) > 1:
        found = _count_runs(terms, postings, segment)
    elif among := _having(postings.values(), segment):
        found, grouped = dict[int, int](), 0
        occurrences = sum(posting.occurrences for posting in itertools.chain.from_iterable(postings.values()))
        for some in _in_turn(among, occurrences):
            places = [_places(postings[term], some) for term in sorted(postings)]
            if len(terms) == len(places) == 2:
                found.update(count_pairs(slop, *places))
                continue
            grouped += sum(map(len, places))
            if grouped > _MOST_GROUPED:
                raise TooBroadError(
                    f"the words {' '.join(terms)} stand in too many articles together", "leave out the commonest"
                )
            found.update(_count_groups(terms, slop, dict(zip(sorted(postings), places, strict=True))))
    else:
        found = {}
    return vectors.from_listed([*found], [*found.values()], segment.size, max(found.values())) if found else None


def _having(several: Iterable[Sequence[Posting]], segment: Segment) -> bytes:
    """A byte each document, 1 for those with one of each of several postings; nothing, if there are none."""
    every = segment.live
    for postings in several:
        every &= functools.reduce(or_, (posting.mask() for posting in postings))
    return every.to_bytes(segment.size, "little") if every else b""


def _in_turn(among: bytes, occurrences: int) -> Iterator[bytes]:
    """The documents, as many at a time as have about so many of all occurrences as memory is to hold."""
    step = len(among) // min(occurrences // _HELD + 1, _MOST_TURNS) + 1
    for start in range(0, len(among), step):
        yield bytes(start) + among[start : start + step] + bytes(max(0, len(among) - start - step))


def _places(several: Sequence[Posting], among: bytes) -> list[int]:
    return list(itertools.chain.from_iterable(posting.places(among) for posting in several))


def _count_runs(terms: Sequence[str], postings: Mapping[str, Sequence[Posting]], segment: Segment) -> Mapping[int, int]:
    """Where the word stands that is looked for with the least work, and then at which of these places the others stand."""
    work = [sum(_work(posting, place + 1 < len(terms)) for posting in postings[term]) for place, term in enumerate(terms)]
    first, *others = sorted(range(len(terms)), key=work.__getitem__)
    after = terms[first + 1] if first + 1 < len(terms) else None
    unfollowed = [posting for posting in postings[terms[first]] if after is None or not posting.flags & DENSE]
    if sum(posting.occurrences for posting in unfollowed) <= _FEW and not any(each.flags & DENSE for each in unfollowed):
        found = [posting.every_place() for posting in unfollowed]
    elif among := _having((postings[term] for term in postings if term != terms[first]), segment):
        found = [posting.places(among) for posting in unfollowed]
    else:
        found = []
    found += [posting.places_before(str(after)) for posting in postings[terms[first]] if posting not in unfollowed]
    starts = _together(found, first)
    for place in others:
        if not starts:
            break
        left = list(_moved(starts, place))
        starts = _together([posting.standing(left) for posting in postings[terms[place]]], place)
    return Counter(map(rshift, starts, itertools.repeat(PLACE_BITS)))


def _together(several: Sequence[list[int]], place: int) -> Sequence[int]:
    """Where phrases start whose words stand at the places that several keys have, in order, each once."""
    every = several[0] if len(several) == 1 else sorted(set(itertools.chain.from_iterable(several)))
    # Nothing starts before its document does: the place before that would be one of another document, or of none.
    return [each - place for each in every if each & _POSITION >= place] if place else every


def _work(posting: Posting, followed: bool) -> int:
    """How long it takes to find where a key may be part of a phrase, about: of what is followed, most is passed over."""
    if followed and posting.flags & DENSE:
        return (posting.segment.size >> 8) + (posting.occurrences >> 5)
    return posting.occurrences


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
