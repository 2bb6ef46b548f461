"""Where a key occurs in one text field, read: in which documents, how often, at which positions, and before which words."""

from __future__ import annotations

import itertools
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from nkdocs.engine import vectors
from nkdocs.engine.keys import encode, follower
from nkdocs.engine.segment_format import DENSE, HALVED, POSITIONS, STRIDE_BITS, WIDE_COUNTS, WIDE_POSITIONS, unhalve
from nkdocs.engine.vectors import Counts

if TYPE_CHECKING:
    from nkdocs.engine.segment import Segment

#: Bits of a position: an occurrence anywhere in a segment is one number.
PLACE_BITS = 32
_POSITION = (1 << PLACE_BITS) - 1
STRIDE = 1 << STRIDE_BITS
#: Where more than one of so many documents are asked for, all are counted through.
_CROWDED = 16
#: The last document there may be, of which none comes after.
_LAST = 65_535


class Posting(NamedTuple):
    """Where a key occurs in one text field: `documents` many, `occurrences` times, at most `most` times in one of them.

    `start` and `end`: where in the file its bytes are.
    """

    segment: Segment
    field: int
    flags: int
    documents: int
    occurrences: int
    most: int
    start: int
    end: int

    def counts(self) -> Counts:
        """How often it occurs in each document."""
        size = self.segment.size
        if self.flags & DENSE:
            return vectors.from_capped(*self._dense(), self._above(), self.most)
        return vectors.from_listed(self._documents(), self._counts(), size, self.most)

    def mask(self) -> int:
        """The documents it occurs in."""
        if self.flags & DENSE:
            return vectors.nonzero(self._dense()[0])
        return vectors.mask_of(self._documents(), self.segment.size)

    def exact(self) -> Sequence[int]:
        """The count of every document, where they are stored so; as bytes, if none is above 255."""
        numbers, greatest = self._dense()
        if self.most < greatest:
            return numbers
        held = bytearray(numbers) if self.most < 256 else list(numbers)
        for document, count in zip(vectors.places_of(numbers, greatest), self._above(), strict=True):
            held[document] = count
        return held

    def pairs(self) -> Iterable[tuple[int, int]]:
        """The documents, in order, each with its count."""
        if self.flags & DENSE:
            held = self.exact()
            return zip(itertools.compress(range(len(held)), held), filter(None, held), strict=True)
        return zip(self._documents(), self._counts(), strict=True)

    def rows(self) -> Iterator[tuple[int, array[int], bytes]]:
        """Every document with its positions and their followers, in order."""
        whole, start = self._positions(), 0
        followers = self._followers() if self.flags & DENSE else bytes(len(whole))
        for document, count in self.pairs():
            end = start + count
            yield document, whole[start:end], followers[start:end]
            start = end

    # An occurrence anywhere in the segment is one number, a place: ``document << PLACE_BITS | position``.

    def places(self, among: bytes) -> list[int]:
        """All places in the documents whose byte is 1, in order."""
        if self.flags & DENSE:
            documents = vectors.places_in(among)
            return self._places(documents, *self._of_dense(documents))
        held, counts = self._documents(), self._counts()
        begins = itertools.accumulate(counts, initial=0)  # one more than documents
        chosen = vectors.pick(among, held)
        return self._places(*(list(itertools.compress(each, chosen)) for each in (held, begins, counts)))

    def every_place(self) -> list[int]:
        """All places, in order. Only of what is not DENSE."""
        held, counts = self._documents(), self._counts()
        return self._places(held, [0, *itertools.accumulate(counts)][:-1], counts)

    def places_before(self, term: str) -> list[int]:
        """All places, in order, of which a follower may be this term. Only of what is DENSE are followers known."""
        wanted = bytearray(256)
        wanted[0] = wanted[follower(encode(term))] = 1
        found = vectors.places_in(self._followers().translate(wanted))
        documents, positions = self._holders(found), vectors.pick(self._positions(), found)
        return [document << PLACE_BITS | position for document, position in zip(documents, positions, strict=True)]

    def standing(self, places: Sequence[int]) -> list[int]:
        """Those of these places, in order, at which it stands."""
        if not self.flags & DENSE and self.occurrences < len(places):
            return sorted(set(self.every_place()).intersection(places))
        documents = [place >> PLACE_BITS for place in places]
        starts, counts = self._of_dense(documents) if self.flags & DENSE else self._of_listed(documents)
        positions = self._positions()
        positions.append(0)  # what follows the last may be asked for, where there is none
        return [
            place
            for place, start, count, first in zip(places, starts, counts, vectors.pick(positions, starts), strict=True)
            if count
            and (first == (wanted := place & _POSITION) or (count > 1 and wanted in positions[start + 1 : start + count]))
        ]

    def _holders(self, numbers: Sequence[int]) -> list[int]:
        """The documents of the occurrences with these numbers, which are in order. DENSE only."""
        counts, before = self.exact(), self._sums()
        if len(numbers) * _CROWDED > len(counts):
            return list(map(bisect_right, itertools.repeat(list(itertools.accumulate(counts))), numbers))
        starts, documents, done = before.tolist(), list[int](), 0
        ends: list[int] = []
        for number, after in zip(numbers, map(bisect_right, itertools.repeat(starts), numbers), strict=True):
            first = after - 1 << STRIDE_BITS
            if after != done:  # small numbers are not made anew
                done, ends = after, list(itertools.accumulate(counts[first : first + STRIDE]))
            documents.append(first + bisect_right(ends, number - starts[after - 1]))
        return documents

    def _of_dense(self, documents: Sequence[int]) -> tuple[Sequence[int], Sequence[int]]:
        """Where the positions of these documents start, and their counts."""
        counts, before = self.exact(), self._sums()
        if len(documents) * _CROWDED > len(counts):
            starts = vectors.pick(list(itertools.accumulate(counts, initial=0)), documents)
        else:
            starts = [before[each >> STRIDE_BITS] + sum(counts[each & -STRIDE : each]) for each in documents]
        return starts, vectors.pick(counts, documents)

    def _of_listed(self, documents: Sequence[int]) -> tuple[Sequence[int], Sequence[int]]:
        """The same. Of a document that does not have it the count is 0."""
        held, counts = self._documents().tolist(), [*self._counts(), 0]
        begins = list(itertools.accumulate(counts, initial=0))
        places = list(map(bisect_left, itertools.repeat(held), documents))
        held.append(_LAST)  # its count is 0, unless it stands there before
        numbers = [
            place if found == each else -1
            for place, found, each in zip(places, vectors.pick(held, places), documents, strict=True)
        ]
        return vectors.pick(begins, numbers), vectors.pick(counts, numbers)

    def _places(self, documents: Sequence[int], starts: Sequence[int], counts: Sequence[int]) -> list[int]:
        positions = self._positions()
        found: list[int] = []
        for document, start, count in zip(documents, starts, counts, strict=True):
            base = document << PLACE_BITS
            if count == 1:
                found.append(base | positions[start])
            else:
                found += [base | position for position in positions[start : start + count]]
        return found

    # its bytes

    def _tail(self) -> tuple[int, int, int]:
        """Where the positions, the sums before documents, and the followers start, as far as it has them."""
        followers = self.end - (self.occurrences if self.flags & DENSE else 0)
        sums = followers - (4 * len(range(0, self.segment.size, STRIDE)) if self.flags & DENSE else 0)
        return sums - self.occurrences * (4 if self.flags & WIDE_POSITIONS else 2), sums, followers

    def _positions(self) -> array[int]:
        start, end, _ = self._tail()
        return array("I" if self.flags & WIDE_POSITIONS else "H", self.segment.read(start, end - start))

    def _sums(self) -> array[int]:
        _, start, end = self._tail()
        return array("I", self.segment.read(start, end - start))

    def _followers(self) -> bytes:
        return self.segment.read(self.end - self.occurrences, self.occurrences)

    def _documents(self) -> array[int]:
        return array("H", self.segment.read(self.start, 2 * self.documents))

    def _counts(self) -> Sequence[int]:
        """The counts of the documents, where those are listed."""
        start = self.start + 2 * self.documents
        if self.most == 1:
            return bytes([1]) * self.documents
        if self.flags & WIDE_COUNTS:
            return array("I", self.segment.read(start, 4 * self.documents))
        return self.segment.read(start, self.documents)

    def _dense(self) -> tuple[bytes, int]:
        """A byte each document, and the number that means so many or more."""
        size = self.segment.size
        if self.flags & HALVED:
            return unhalve(self.segment.read(self.start, (size + 1) // 2), size), 15
        return self.segment.read(self.start, size), 255

    def _above(self) -> array[int]:
        """The counts of the documents whose number is the greatest."""
        size = self.segment.size
        start = self.start + ((size + 1) // 2 if self.flags & HALVED else size)
        end = self._tail()[0] if self.flags & POSITIONS else self.end
        return array("I", self.segment.read(start, end - start))
