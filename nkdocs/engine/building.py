"""Writing a segment: columns, articles and postings, wherever they come from, become one file.

Articles are written as they come; what is sorted is kept until the end. Documents get their final numbers then, by length.
"""

from __future__ import annotations

import itertools
import struct
import sys
import zlib
from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from operator import itemgetter
from pathlib import Path
from typing import NamedTuple

from nkdocs.engine.keys import encode
from nkdocs.engine.segment_format import (
    DENSE,
    DENSE_FROM,
    HALVED,
    HEAD,
    MOST_ABOVE,
    PIVOTED,
    POSITIONS,
    SAMPLE,
    STRIDE_BITS,
    WIDE_COUNTS,
    WIDE_POSITIONS,
    deflater,
    halve,
)
from nkdocs.engine.segment_writer import SegmentFileWriter
from nkdocs.schema import TEXT_FIELDS

#: The lengths of the documents of a band differ by this factor at most.
_BAND = 1.17
_NUMBER = struct.Struct("=H")
#: Pieces of postings that are written together.
_TOGETHER = 1_000


class Row(NamedTuple):
    """The columns of a document. `lengths`: words, by text field; `title` is folded; `card` is what a survey tells of it."""

    id: str
    title: str
    source: str
    first_day: int
    last_day: int
    lengths: tuple[int, ...]
    card: bytes


class Occurrences(NamedTuple):
    """A key's in one text field: the documents, each once and in order, how often in each, and all positions, in that order.

    `positions` None: there are none to be kept. `followers`: those of the positions; fewer, where no more are known.
    """

    documents: array[int]
    counts: Sequence[int]
    positions: array[int] | None = None
    followers: bytes = b""


#: A key, with its occurrences by the number of the text field.
Postings = Iterable[tuple[bytes, Sequence[tuple[int, Occurrences]]]]


class SegmentBuilder:
    """A segment that is being written."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.rows: list[Row] = []
        self._file = SegmentFileWriter(path)
        self._waiting: list[bytes] | None = []
        self._sample = b""
        self._packer = deflater(b"")
        self._ends = array("Q")

    def add(self, row: Row, article: bytes) -> int:
        """Take a document; gives its number for now."""
        self.rows.append(row)
        if self._waiting is None:
            self._pack(article)
        else:
            self._waiting.append(article)
            if sum(map(len, self._waiting)) >= SAMPLE:
                self._sample = b"".join(self._waiting)[-SAMPLE:]
                self._packer = deflater(self._sample)
                self._pack_waiting()
        return len(self.rows) - 1

    def _pack_waiting(self) -> None:
        waiting, self._waiting = self._waiting, None
        for article in waiting or ():
            self._pack(article)

    def _pack(self, article: bytes) -> None:
        packer = self._packer.copy()
        self._file.write(packer.compress(article) + packer.flush())
        self._ends.append(self._file.written)

    def numbers(self) -> list[int]:
        """The final number of each document, by its number for now."""
        final = [0] * len(self.rows)
        for number, document in enumerate(self._by_length()):
            final[document] = number
        return final

    def _by_length(self) -> list[int]:
        return sorted(range(len(self.rows)), key=lambda document: sum(self.rows[document].lengths))

    def finish(self, postings: Postings) -> None:
        """Write all the rest. `postings` are sorted by key, and have final numbers."""
        self._pack_waiting()
        self._file.end("stored")
        self._file.add("stored.sample", zlib.compress(self._sample))
        before = self._by_length()
        rows = [self.rows[document] for document in before]
        self._write_postings(postings, len(rows))
        self._write_columns(rows)
        self._file.add("stored.ends", self._ends)
        self._file.add("stored.places", array("I", before))
        names = [row.name for row in TEXT_FIELDS]
        words = {name: sum(row.lengths[place] for row in rows) for place, name in enumerate(names)}
        widest = max((row.last_day - row.first_day for row in rows if row.first_day), default=0)
        self._file.finish({"documents": len(rows), "words": words, "bands": list(_bands(rows)), "days": widest})

    def abandon(self) -> None:
        """Leave it, and remove what was written."""
        self._file.abandon()
        self.path.unlink(missing_ok=True)

    def _write_postings(self, postings: Postings, size: int) -> None:
        keys, ends, end = [], array("Q"), 0
        waiting: list[bytes] = []
        for key, fields in postings:
            keys.append(key)
            for field, occurrences in fields:
                written = _encode(field, occurrences, size)
                waiting += written
                end += sum(map(len, written))
            ends.append(end)
            if len(waiting) > _TOGETHER:
                self._file.write(b"".join(waiting))
                waiting.clear()
        self._file.write(b"".join(waiting))
        self._file.end("postings")
        self._file.add_strings("keys", keys)
        self._file.add("keys.pivots", b"".join(keys[::PIVOTED]))
        self._file.add("keys.postings", ends)

    def _write_columns(self, rows: Sequence[Row]) -> None:
        size, file = len(rows), self._file
        by_id = sorted(range(size), key=lambda document: encode(rows[document].id))
        ranks = array("H", bytes(2 * size))
        for rank, document in enumerate(by_id):
            ranks[document] = rank
        by_title = sorted(by_id, key=lambda document: (not rows[document].title, encode(rows[document].title)))
        file.add_strings("ids", (encode(rows[document].id) for document in by_id))
        file.add("ids.documents", array("H", by_id))
        file.add("ids.ranks", ranks)
        file.add_strings("titles", (encode(rows[document].title) for document in by_title))
        sources = {source: number for number, source in enumerate(sorted({row.source for row in rows}))}
        file.add_strings("sources", map(encode, sources))
        file.add("sources.numbers", array("H", (sources[row.source] for row in rows)))
        file.add("order.title", array("H", by_title))
        oldest = sorted(by_id, key=lambda n: (not rows[n].first_day, rows[n].first_day, rows[n].last_day))
        newest = sorted(by_id, key=lambda n: (-rows[n].first_day, -rows[n].last_day))
        file.add("order.oldest", array("H", oldest))
        file.add("order.newest", array("H", newest))
        file.add("first_day", array("I", (row.first_day for row in rows)))
        file.add("last_day", array("I", (row.last_day for row in rows)))
        for place, field in enumerate(TEXT_FIELDS):
            file.add(f"length.{field.name}", array("I", (row.lengths[place] for row in rows)))
        file.add("length", array("I", (sum(row.lengths) for row in rows)))
        file.add_strings("cards", (row.card for row in rows))


def _bands(rows: Sequence[Row]) -> Iterator[list[int]]:
    """Runs of documents of almost the same length: where each ends, and the least length in it, of each field and of all."""
    start = 0
    while start < len(rows):
        reach = max(1, sum(rows[start].lengths)) * _BAND
        end = start + 1
        while end < len(rows) and sum(rows[end].lengths) <= reach:
            end += 1
        least = [min(lengths) for lengths in zip(*(row.lengths for row in rows[start:end]), strict=True)]
        yield [end, *least, sum(rows[start].lengths)]
        start = end


def gather(rows: list[tuple[int, array[int] | None, bytes]]) -> Occurrences:
    """Occurrences of documents, each once in any order, with their positions and the followers of these."""
    rows.sort(key=itemgetter(0))
    documents = array("H", [document for document, _, _ in rows])
    pieces = [positions for _, positions, _ in rows if positions is not None]
    if not pieces:
        return Occurrences(documents, [1] * len(documents))
    wide = any(piece.typecode == "I" for piece in pieces)
    positions = array("I" if wide else "H")
    for piece in pieces:
        positions.extend(piece if piece.typecode == positions.typecode else piece.tolist())
    return Occurrences(documents, list(map(len, pieces)), positions, b"".join(followers for _, _, followers in rows))


def _encode(field: int, occurrences: Occurrences, size: int) -> Sequence[bytes]:
    """The postings of a key in a field, as they are written."""
    documents, counts, positions, followers = occurrences
    if len(documents) == 1:
        return (_encode_lone(field, documents[0], counts[0], positions),)
    most, flags, held = max(counts), 0, b""
    if positions is not None:
        flags |= POSITIONS | (WIDE_POSITIONS if positions.typecode == "I" else 0)
        held = positions.tobytes()
    if len(counts) * DENSE_FROM > size:
        flags |= DENSE
        dense, above = bytearray(size), [count for count in counts if count >= 15]
        if len(above) * MOST_ABOVE <= size:
            flags |= HALVED
        greatest = 15 if flags & HALVED else 255
        for document, count in zip(documents, counts, strict=True):
            dense[document] = min(count, greatest)
        body = (halve(dense) if flags & HALVED else bytes(dense)) + array("I", [n for n in above if n >= greatest]).tobytes()
        if positions is not None:
            held += _sums(documents, counts, size).tobytes() + followers.ljust(len(positions), b"\0")
    elif most == 1:
        body = documents.tobytes()
    elif most < 256:
        body = documents.tobytes() + bytes(counts)
    else:
        flags |= WIDE_COUNTS
        body = documents.tobytes() + array("I", counts).tobytes()
    return HEAD.pack(field, flags, len(counts), sum(counts), most, len(body) + len(held)), body, held


def _sums(documents: Sequence[int], counts: Sequence[int], size: int) -> array[int]:
    """The sum of the counts of all documents before each stride of them."""
    sums = [0, *itertools.accumulate(counts)]
    return array("I", [sums[bisect_left(documents, start)] for start in range(0, size, 1 << STRIDE_BITS)])


def _encode_lone(field: int, document: int, count: int, positions: array[int] | None) -> bytes:
    """The same, where there is one document: that is so for most keys, and most of a segment's postings are the others'."""
    flags, raw = 0, _NUMBER.pack(document)
    if positions is not None:
        flags = POSITIONS | (WIDE_POSITIONS if positions.typecode == "I" else 0) | (WIDE_COUNTS if count > 255 else 0)
        if count > 1:
            raw += count.to_bytes(4 if count > 255 else 1, sys.byteorder)
        raw += positions.tobytes()
    return HEAD.pack(field, flags, 1, count, count, len(raw)) + raw
