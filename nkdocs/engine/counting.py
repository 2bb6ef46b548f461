"""How often a leaf occurs in each document of a segment, field by field."""

from __future__ import annotations

import contextlib
import itertools
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from operator import add

from nkdocs.engine import vectors
from nkdocs.engine.forms import keys_of_forms, keys_of_term
from nkdocs.engine.keys import GAP
from nkdocs.engine.phrases import count_phrase
from nkdocs.engine.posting import Posting
from nkdocs.engine.segment import Segment
from nkdocs.engine.segment_format import DENSE
from nkdocs.engine.vectors import Counts
from nkdocs.errors import TooBroadError
from nkdocs.query import Phrase, TextLeaf, Word

#: How many documents may be read for all patterns of a query, one by one: about a second's work; and as how many a key counts.
_MOST, _KEY = 15_000_000, 100
#: As how many a place counts at which a word of a near group stands; that of a phrase counts as one.
_NEAR = 3

ByField = dict[int, Counts]
Posted = Mapping[int, Sequence[Posting]]


class Effort:
    """How much is read for patterns, and for words together. Raises `TooBroadError` where that is too much."""

    def __init__(self) -> None:
        self._left = _MOST

    def read(self, leaf: TextLeaf, segment: Segment, keys: Iterable[int]) -> Iterator[Posting]:
        """The postings of the keys that a leaf means."""
        for key in keys:
            self._left -= _KEY
            for posting in segment.postings(key):
                self._left -= min(posting.documents, segment.size)  # unless it is damaged
                yield posting
            if self._left < 0:
                raise TooBroadError(f"{leaf.text} stands for too many words of this archive", "write more letters of the word")

    def compare(self, leaf: Phrase, places: int) -> None:
        """So many places of the words of a phrase or near group are looked through."""
        self._left -= places * (_NEAR if leaf.slop else 1)
        if self._left < 0:
            message = f"the words {' '.join(leaf.terms)} stand in too many articles for all that the query asks"
            raise TooBroadError(message, "leave out the commonest, or ask for fewer phrases at once")


def count_leaf(leaf: TextLeaf, segment: Segment, effort: Effort) -> ByField:
    """The counts of a leaf, by text field; a field where it does not occur is left out. Removed documents count too."""
    match leaf:
        case Word(term):
            return _sum_fields(_postings(segment, keys_of_term(segment, term)), segment.size)
        case Phrase():
            return _count_together(leaf, segment, effort)
        case _:
            return _sum_fields(_by_field(effort.read(leaf, segment, keys_of_forms(segment, leaf))), segment.size)


def count_places(leaf: Phrase, segment: Segment) -> int:
    """In how many places the words of a phrase stand, together or not: what it costs to count the phrase."""
    return _places({term: postings_of(term, segment) for term in leaf.terms})


def _places(posted: Mapping[str, Posted]) -> int:
    """A place takes two bytes or more, so no count that was changed makes this more than what there is to read."""
    several = itertools.chain.from_iterable(itertools.chain.from_iterable(fields.values() for fields in posted.values()))
    return sum(min(posting.occurrences, (posting.end - posting.start) // 2) for posting in several)


def _count_together(leaf: Phrase, segment: Segment, effort: Effort) -> ByField:
    posted = {term: postings_of(term, segment) for term in leaf.terms}
    effort.compare(leaf, _places(posted))
    found: ByField = {}
    for field in set.intersection(*({*fields} for fields in posted.values())) if posted else ():
        postings = {term: posted[term][field] for term in posted}
        together = count_phrase(leaf.terms, min(leaf.slop, GAP - len(leaf.terms)), postings, segment)
        if together is not None:
            found[field] = together
    return found


def postings_of(term: str, segment: Segment) -> dict[int, list[Posting]]:
    """Where a term occurs, by text field."""
    return _postings(segment, keys_of_term(segment, term))


def _postings(segment: Segment, keys: Iterable[int]) -> dict[int, list[Posting]]:
    return _by_field(itertools.chain.from_iterable(map(segment.postings, keys)))


def _by_field(postings: Iterable[Posting]) -> dict[int, list[Posting]]:
    found: dict[int, list[Posting]] = {}
    for posting in postings:
        found.setdefault(posting.field, []).append(posting)
    return found


def _sum_fields(posted: Posted, size: int) -> ByField:
    return {field: _total(postings, size) for field, postings in posted.items()}


def _total(postings: Sequence[Posting], size: int) -> Counts:
    """The counts of several keys together."""
    if len(postings) == 1:
        return postings[0].counts()
    dense = [posting for posting in postings if posting.flags & DENSE]
    others = [posting for posting in postings if not posting.flags & DENSE]
    most = sum(posting.most for posting in postings)
    if not dense and vectors.are_few(sum(posting.documents for posting in others), size):
        added: Counter[int] = Counter()
        for posting in others:
            added.update(dict(posting.pairs()))
        return vectors.from_listed([*added], [*added.values()], size, most)
    if sum(posting.most for posting in dense) < 256:
        if len(dense) == 1:
            held = bytearray(dense[0].exact())
        else:
            sums = sum(int.from_bytes(posting.exact(), "little") for posting in dense)
            held = bytearray(sums.to_bytes(size, "little"))
        # Few have so many words together that a byte is too small.
        with contextlib.suppress(ValueError):
            _add(others, held)
            return vectors.from_bytes(bytes(held), min(most, 255))
    several = [0] * size
    for posting in dense:
        several = list(map(add, several, posting.exact()))
    _add(others, several)
    return vectors.from_list(several)


def _add(postings: Iterable[Posting], held: bytearray | list[int]) -> None:
    """Add the counts of each posting. Raises `ValueError` where one is too great to be held."""
    for posting in postings:
        for document, count in posting.pairs():
            held[document] += count
