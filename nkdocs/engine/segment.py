"""One segment, read: which keys there are, in which documents and how often, what the columns say, and the articles.

A document is its number in the segment here. What was removed from the segment since it was written is known, and left out of
`live`; everything else of it is still there.
"""

from __future__ import annotations

import functools
import itertools
import re
import zlib
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from nkdocs.engine import vectors
from nkdocs.engine.keys import encode, follower
from nkdocs.engine.segment_file import (
    DENSE,
    HALVED,
    HEAD,
    PIVOTED,
    POSITIONS,
    STRIDE_BITS,
    WIDE_COUNTS,
    WIDE_POSITIONS,
    DamagedError,
    Numbers,
    SegmentFile,
    Strings,
    inflate,
    unhalve,
)
from nkdocs.engine.vectors import Counts
from nkdocs.schema import TEXT_FIELDS

#: Strings are read all at once rather than searched for, if more than one of so many is wanted.
_FEW = 50
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
        if self.most == 1:
            return Counts(vectors.bytes_of(self._documents(), size), 1)
        return vectors.from_pairs(self.pairs(), size, self.most)

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

    def places_before(self, term: str, among: bytes) -> list[int]:
        """Those of `places` of which a follower may be this term, in order."""
        if not self.flags & DENSE:
            return self.places(among)
        wanted = bytearray(256)
        wanted[0] = wanted[follower(encode(term))] = 1
        found = vectors.places_in(self._followers().translate(wanted))
        ends, positions = list(itertools.accumulate(self.exact())), self._positions()
        documents = map(bisect_right, itertools.repeat(ends), found)
        return [
            document << PLACE_BITS | position
            for document, position in zip(documents, vectors.pick(positions, found), strict=True)
            if among[document]
        ]

    def standing(self, places: Sequence[int]) -> list[int]:
        """Those of these places, in order, at which it stands."""
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
        held, counts = self._documents(), [*self._counts(), 0]
        begins = list(itertools.accumulate(counts, initial=0))
        held.append(_LAST)  # its count is 0, unless it stands there before
        numbers = [number if held[number] == each else -1 for each in documents for number in (bisect_left(held, each),)]
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


class Segment:
    """A segment, open. `removed` are the documents that are no more; `seal` the one it must have, if that is known.

    Raises `DamagedError` and `OSError`.
    """

    def __init__(self, path: Path, removed: Collection[int] = (), seal: int | None = None) -> None:
        self._file = SegmentFile(path)
        if seal not in (None, self._file.seal):
            self._file.close()
            raise DamagedError(path.name)
        facts = self._file.facts
        self.name = path.name
        self.seal: int = self._file.seal
        self.size: int = facts["documents"]
        self.bands: list[list[int]] = facts["bands"]
        self.words: dict[str, int] = facts["words"]
        self.longest_stay: int = facts["days"]
        self.keys = Strings(self._file, "keys")
        self._postings_start = self._file.span("postings")[0]
        self._looked_at: dict[int, list[bytes]] = {}
        self._posting_ends = Numbers(self._file, "keys.postings", "Q")
        self._article_places = Numbers(self._file, "stored.places", "I")
        self._article_ends = Numbers(self._file, "stored.ends", "Q")
        self._columns: dict[str, memoryview[int]] = {}
        self._strings: dict[str, Strings] = {}
        self._sample: bytes | None = None
        self.removed = frozenset(removed)
        self.everyone = vectors.everyone(self.size)
        self.live = self.everyone ^ vectors.mask_of(self.removed, self.size)

    def is_whole(self) -> bool:
        """Whether every byte, looked at again, is as it was written."""
        return self._file.is_whole()

    def close(self) -> None:
        """Let go of the file."""
        self._file.close()

    def read(self, start: int, length: int) -> bytes:
        """Bytes of the file, as they were written."""
        return self._file.read(start, length)

    def count(self) -> int:
        """How many documents there are."""
        return self.size - len(self.removed)

    @functools.cached_property
    def whole_band(self) -> list[int]:
        """All documents as one band."""
        least = (min(band[place] for band in self.bands) for place in range(1, len(self.bands[0])))
        return [self.size, *least]

    # keys

    def keys_from(self, beginning: bytes) -> range:
        """The keys that begin so, by number."""
        return range(self._keys_before(beginning), self._keys_before(beginning + b"\xff"))

    def _keys_before(self, wanted: bytes) -> int:
        """How many keys come before this one. Only the keys from a pivot to the next are looked at."""
        number = max(0, bisect_left(self._pivots, wanted) - 1) * PIVOTED
        if number not in self._looked_at:
            keys = self.keys.between(number, min(number + PIVOTED, len(self.keys)))
            self._looked_at = {number: keys.splitlines(keepends=True)}
        return number + bisect_left(self._looked_at[number], wanted)

    @functools.cached_property
    def _pivots(self) -> list[bytes]:
        return self.read(*self._file.places["keys.pivots"]).splitlines(keepends=True)

    def keys_with(self, parts: Iterable[bytes], within: range) -> Iterator[int]:
        """The keys among these with one of the parts in them: with their NUL and LF, so that both ends can be asked for.

        A key is given once for each of the parts.
        """
        text, start, ends = self._text_of(within)
        for part in parts:
            place = text.find(part)
            while place >= 0:
                number = bisect_right(ends, start + place, within.start, within.stop)
                yield number
                place = text.find(part, ends[number] - start)

    def keys_fitting(self, pattern: re.Pattern[bytes], within: range) -> Iterator[int]:
        """The keys among these of which a part fits; the pattern fits in none twice."""
        text, start, ends = self._text_of(within)
        for match in pattern.finditer(text):
            yield bisect_right(ends, start + match.start(), within.start, within.stop)

    def _text_of(self, within: range) -> tuple[bytes, int, Sequence[int]]:
        """The keys, one after the other, where the first starts, and where each ends.

        Bytes are searched much faster than a mapped file.
        """
        start = self.keys.starts_at(within.start) - self.keys.start
        return self.keys.between(within.start, within.stop), start, self.keys.ends.between(within.start, within.stop)

    def postings(self, key: int) -> Iterator[Posting]:
        """Where a key occurs, by text field."""
        ends = self._posting_ends.between(max(key - 1, 0), key + 1)
        at, end = self._postings_start + (ends[key - 1] if key else 0), self._postings_start + ends[key]
        while at < end:
            field, flags, documents, occurrences, most, length = HEAD.unpack(self.read(at, HEAD.size))
            at += HEAD.size
            yield Posting(self, field, flags, documents, occurrences, most, at, at + length)
            at += length

    def marked(self, key: bytes) -> int:
        """The mask of the documents with a key that is no term's."""
        found = 0
        for number in self.keys_from(key + b"\0\n"):
            for posting in self.postings(number):
                found |= posting.counts().mask
        return found

    # columns

    def column(self, name: str) -> memoryview[int]:
        """The numbers of a column, by document."""
        if name not in self._columns:
            kind = "H" if name.startswith(("order.", "ids.", "sources.")) else "I"
            self._columns[name] = self._file.numbers(name, kind)
        return self._columns[name]

    def strings(self, name: str) -> Strings:
        """A column of strings: ``ids``, ``titles`` (both sorted), ``sources`` or ``cards``."""
        if name not in self._strings:
            self._strings[name] = Strings(self._file, name)
        return self._strings[name]

    def id_of(self, document: int) -> bytes:
        """The id of a document."""
        return self.strings("ids")[self.column("ids.ranks")[document]]

    def documents_among(self, ids: Collection[bytes]) -> list[int]:
        """The documents with one of these ids, those that were removed too."""
        if len(ids) * _FEW > self.size:
            named = map(frozenset(ids).__contains__, self.strings("ids"))
            return list(itertools.compress(self.column("ids.documents"), named))
        return list(itertools.chain.from_iterable(map(self.documents_with, ids)))

    def documents_with(self, article_id: bytes) -> list[int]:
        """The documents with this id, those that were removed too."""
        ids = self.strings("ids")
        start = bisect_left(ids, article_id)
        end = start
        while end < len(ids) and ids[end] == article_id:
            end += 1
        return self.column("ids.documents")[start:end].tolist()

    def find(self, article_id: bytes) -> int | None:
        """The document with this id, if it has not been removed."""
        return next((document for document in self.documents_with(article_id) if document not in self.removed), None)

    def first_in(self, order: str, mask: int, count: int) -> list[int]:
        """The first documents of a mask, so many, in one of the orders of the file."""
        documents, held = self.column(order), mask.to_bytes(self.size, "little")
        if count * _FEW < self.size:
            # What matches often is soon found; what matches seldom is sought to the end, at the cost of the other way.
            return list(itertools.islice((document for document in documents if held[document]), count))
        return list(itertools.islice(itertools.compress(documents, vectors.pick(held, documents)), count))

    def lengths(self, fields: Collection[int]) -> list[memoryview[int]]:
        """Columns that tell together how many words each document has in these text fields."""
        if len(fields) == len(TEXT_FIELDS):
            return [self.column("length")]
        return [self.column(f"length.{TEXT_FIELDS[field].name}") for field in fields]

    # articles

    def card(self, document: int) -> bytes:
        """What a survey tells of a document."""
        return self.strings("cards")[document]

    def cards(self, documents: Sequence[int]) -> list[bytes]:
        """The same of several documents, which are in order."""
        if documents[-1] - documents[0] > len(documents) * _FEW:
            return list(map(self.card, documents))
        return self.strings("cards").among(documents)

    def article(self, document: int) -> str:
        """The stored article."""
        place, ends = self._article_places[document], self._article_ends
        start, end = ends[place - 1] if place else 0, ends[place]
        base = self._file.span("stored")[0]
        if self._sample is None:
            self._sample = zlib.decompress(self.read(*self._file.places["stored.sample"]))
        return inflate(self.read(base + start, end - start), self._sample).decode("utf-8", "surrogatepass")
