"""One segment, read: which keys there are, in which documents and how often, what the columns say, and the articles.

A document is its number in the segment here. What was removed from the segment since it was written is known, and left out of
`live`; everything else of it is still there.
"""

from __future__ import annotations

import itertools
import zlib
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterator, Sequence
from operator import add, itemgetter, sub
from pathlib import Path

from nkdocs.engine import vectors
from nkdocs.engine.segment_file import (
    DENSE,
    HEAD,
    WIDE_COUNTS,
    WIDE_POSITIONS,
    DamagedError,
    Numbers,
    SegmentFile,
    Strings,
)
from nkdocs.engine.vectors import Counts
from nkdocs.schema import TEXT_FIELDS
from nkdocs.values import dataclass

#: Strings are read all at once rather than searched for, if more than one of so many is wanted.
_FEW = 50
#: Bits of a position: an occurrence anywhere in a segment is one number.
PLACE_BITS = 32


@dataclass(frozen=True, slots=True)
class Posting:
    """Where a key occurs in one text field: `documents` many, `occurrences` times, at most `most` times in one of them."""

    segment: Segment
    field: int
    flags: int
    documents: int
    occurrences: int
    most: int
    start: int

    def raw(self) -> bytes:
        """The counts of all documents, where they are stored so."""
        return self._read(self.segment.size)

    def counts(self) -> Counts:
        """How often it occurs in each document."""
        size = self.segment.size
        if self.flags & DENSE:
            return vectors.from_bytes(self.raw(), self.most)
        if self.most == 1:
            held = bytearray(size)
            for document in self._documents():
                held[document] = 1
            return Counts(bytes(held), 1)
        return vectors.from_pairs(self.pairs(), size)

    def pairs(self) -> Iterator[tuple[int, int]]:
        """The documents, in order, each with its count."""
        if self.flags & DENSE:
            held = self.raw()
            places = itertools.compress(range(len(held)), held)
            return zip(places, held.translate(None, b"\0"), strict=True)
        if self.most == 1:
            return zip(self._documents(), itertools.repeat(1))  # one is endless
        return zip(self._documents(), self._counts(), strict=True)

    def rows(self) -> Iterator[tuple[int, array[int]]]:
        """Every document with its positions, in order."""
        whole, start = self._positions(), 0
        for document, count in self.pairs():
            yield document, whole[start : start + count]
            start += count

    def places(self, wanted: Sequence[int]) -> list[int]:
        """All occurrences in the wanted documents (sorted), as ``document << PLACE_BITS | position``, in order."""
        if self.flags & DENSE:
            counts: Sequence[int] = self.raw()
            ends: Sequence[int] = list(itertools.accumulate(counts))
            documents = list(wanted)
            counts, ends = vectors.pick(counts, wanted), vectors.pick(ends, wanted)
        else:
            held = self._documents()
            counts = [1] * len(held) if self.most == 1 else self._counts()
            ends = list(itertools.accumulate(counts))
            if len(wanted) * 16 < len(held):
                at = [(bisect_left(held, document), document) for document in wanted]
                at = [(place, document) for place, document in at if place < len(held) and held[place] == document]
                documents = [document for _, document in at]
                counts, ends = [counts[place] for place, _ in at], [ends[place] for place, _ in at]
            else:
                chosen = list(map(set(wanted).__contains__, held))
                documents, counts, ends = (list(itertools.compress(each, chosen)) for each in (held, counts, ends))
        starts = map(sub, ends, counts)
        positions = vectors.pick(self._positions(), list(itertools.chain.from_iterable(map(range, starts, ends))))
        bases = itertools.chain.from_iterable(map(itertools.repeat, [each << PLACE_BITS for each in documents], counts))
        return list(map(add, bases, positions))

    def _positions(self) -> array[int]:
        kind = "I" if self.flags & WIDE_POSITIONS else "H"
        return array(kind, self.segment.read(self.start + self._body(), self.occurrences * array(kind).itemsize))

    def _documents(self) -> array[int]:
        return array("H", self._read(2 * self.documents))

    def _counts(self) -> Sequence[int]:
        start = self.start + 2 * self.documents
        if self.flags & WIDE_COUNTS:
            return array("I", self.segment.read(start, 4 * self.documents))
        return self.segment.read(start, self.documents)

    def _body(self) -> int:
        """How many bytes tell the documents and their counts."""
        if self.flags & DENSE:
            return self.segment.size
        return self.documents * (2 + (0 if self.most == 1 else 4 if self.flags & WIDE_COUNTS else 1))

    def _read(self, length: int) -> bytes:
        return self.segment.read(self.start, length)


class Segment:
    """A segment, open. `removed` are the documents that are no more."""

    def __init__(self, path: Path, removed: Collection[int] = ()) -> None:
        self._file = SegmentFile(path)
        facts = self._file.facts
        self.name = path.name
        self.seal: int = self._file.seal
        self.size: int = facts["documents"]
        self.bands: list[list[int]] = facts["bands"]
        self.words: dict[str, int] = facts["words"]
        self.longest_stay: int = facts["days"]
        self.keys = Strings(self._file, "keys")
        self._postings_start = self._file.span("postings")[0]
        self._posting_ends = Numbers(self._file, "keys.postings", "Q")
        self._article_places = Numbers(self._file, "stored.places", "I")
        self._article_ends = Numbers(self._file, "stored.ends", "Q")
        self._columns: dict[str, memoryview[int]] = {}
        self._strings: dict[str, Strings] = {}
        self._sample: bytes | None = None
        self.removed = frozenset(removed)
        self.everyone = vectors.everyone(self.size)
        self.live = self.everyone ^ vectors.mask_of(self.removed, self.size)

    def close(self) -> None:
        """Let go of the file."""
        self._file.close()

    def read(self, start: int, length: int) -> bytes:
        """Bytes of the file, as they were written."""
        return self._file.read(start, length)

    def count(self) -> int:
        """How many documents there are."""
        return self.size - len(self.removed)

    def whole_band(self) -> list[int]:
        """All documents as one band."""
        least = (min(band[place] for band in self.bands) for place in range(1, len(self.bands[0])))
        return [self.size, *least]

    # keys

    def keys_from(self, beginning: bytes) -> range:
        """The keys that begin so, by number."""
        return range(bisect_left(self.keys, beginning), bisect_left(self.keys, beginning + b"\xff"))

    def keys_with(self, part: bytes, within: range) -> Iterator[int]:
        """The keys among these in which the bytes stand; those of a key with its NUL and LF, so that both ends can be asked."""
        keys, find = self.keys, self._file.map.find
        start, end = keys.starts_at(within.start), keys.starts_at(within.stop)
        self._file.check(start, end)
        ends = keys.ends.between(within.start, within.stop)
        place = find(part, start, end)
        while place >= 0:
            number = bisect_right(ends, place - keys.start, within.start, within.stop)
            yield number
            place = find(part, keys.start + ends[number], end)

    def postings(self, key: int) -> Iterator[Posting]:
        """Where a key occurs, by text field."""
        at = self._postings_start + (self._posting_ends[key - 1] if key else 0)
        end = self._postings_start + self._posting_ends[key]
        while at < end:
            field, flags, documents, occurrences, most, length = HEAD.unpack(self.read(at, HEAD.size))
            at += HEAD.size
            yield Posting(self, field, flags, documents, occurrences, most, at)
            at += length

    def marked(self, key: bytes) -> int:
        """The mask of the documents with a key that is no term's."""
        found = 0
        for number in self.keys_from(key + b"\0\n"):
            for posting in self.postings(number):
                found |= posting.counts().mask()
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

    def sorted_by(self, order: str, mask: int) -> Iterator[int]:
        """The documents of a mask in one of the orders of the file."""
        documents = self.column(order).tolist()
        if len(documents) == 1:
            return iter(documents if mask else ())
        return itertools.compress(documents, itemgetter(*documents)(mask.to_bytes(self.size, "little")))

    def lengths(self, fields: Collection[int]) -> list[memoryview[int]]:
        """Columns that tell together how many words each document has in these text fields."""
        if len(fields) == len(TEXT_FIELDS):
            return [self.column("length")]
        return [self.column(f"length.{TEXT_FIELDS[field].name}") for field in fields]

    # articles

    def card(self, document: int) -> bytes:
        """What a survey tells of a document."""
        return self.strings("cards")[document]

    def article(self, document: int) -> str:
        """The stored article."""
        place, ends = self._article_places[document], self._article_ends
        start, end = ends[place - 1] if place else 0, ends[place]
        base = self._file.span("stored")[0]
        if self._sample is None:
            self._sample = zlib.decompress(self.read(*self._file.places["stored.sample"]))
        unpacker = zlib.decompressobj(zdict=self._sample) if self._sample else zlib.decompressobj()
        raw = unpacker.decompress(self.read(base + start, end - start))
        if not unpacker.eof:
            raise DamagedError(self.name)
        return raw.decode("utf-8", "surrogatepass")
