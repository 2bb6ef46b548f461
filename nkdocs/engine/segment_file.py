r"""The format on disk: what a segment is, and the file that holds it.

A store is a folder. ``segments.json`` (see `contents`) names the segments that count and the documents removed from them; a
segment is one file, written once and never changed, with at most 65,536 documents. Its documents are numbered by their length,
the shortest first, so that neighbours have almost the same length, and what a count is worth is almost the same for them::

    000007.seg
    +--------------------------------------------------------------------------+
    | stored           articles, each deflated (raw), after the sample         |
    | stored.sample    deflated; empty if there are few articles               |
    | postings         one after the other; see below                          |
    | keys             term NUL form LF, sorted, one after the other (UTF-8)   |
    | keys.ends        u32 each: where the key ends                            |
    | keys.pivots      every 128th key, to begin a search with                 |
    | keys.postings    u64 each: where the key's postings end                  |
    | ids, ids.ends    the ids, sorted, and where each ends                    |
    | ids.documents    u16 each: the document of the id                        |
    | ids.ranks        u16 each document: the place of its id                  |
    | titles, titles.ends         folded titles, sorted, those without last    |
    | sources, sources.ends       paths, without regard to case, each once     |
    | sources.numbers             u16 each document: which of them             |
    | order.title order.oldest order.newest    u16 each: documents so sorted   |
    | first_day last_day          u32 each document: ordinals, 0 if undated    |
    | length.title ... length.aside length    u32 each document: words         |
    | stored.ends      u64 each: where the article ends                        |
    | stored.places    u32 each document: which article is its own             |
    | cards, cards.ends           of each document what a survey tells (JSON)  |
    +--------------------------------------------------------------------------+
    | checks           u32 each 4,096 bytes of all above: their CRC-32         |
    +--------------------------------------------------------------------------+
    | directory        JSON: the sections above, and facts of the segment      |
    +--------------------------------------------------------------------------+
    | u32 its length, u32 its CRC-32, "nkdocs seg 5\n\n\n\n"                   |
    +--------------------------------------------------------------------------+

**Postings** of a key in one text field (those of all its fields follow each other)::

    u8 field  u8 flags  u32 documents  u32 occurrences  u32 the greatest count  u32 bytes that follow
    DENSE:   a byte each document of the segment, its count (HALVED: four bits, the high ones first); the greatest number
             there is, 255 or 15, means that many or more: then u32 each, the counts of documents with that number
    else:    u16 each: the documents; then u8 each: their counts, left out where all are 1 (WIDE_COUNTS: u32 each)
    then, with POSITIONS: u16 each (WIDE_POSITIONS: u32 each), those of a document in order, document after document
    then, with POSITIONS and DENSE: u32 each 32 documents, the occurrences before them; u8 each occurrence, its follower

A **follower** is a number for the term of the next word (`keys.follower`), 0 if that is not known. A phrase of frequent words
is looked for only where the follower says that it may be.

Words with accents, and what documents lack, are keys too, marked by a first byte that no term has.

Numbers are written in the byte order of the machine, which the directory names: an index is a cache, and stays where it is
made.

**Nothing is believed unseen.** A block of 4,096 bytes is compared with its checksum before the first byte of it is used, and
not again: a search pays for what it reads, and not for how large the store is. The directory has the checksum of the checks,
and whoever names the segment (`contents`) keeps that of the directory, its `seal`: an older file of that name does not pass.
Blocks are read by a call before they are used through the map, so that a failing disk is an error and no end of all.
"""

from __future__ import annotations

import itertools
import json
import mmap
import os
import struct
import sys
import zlib
from array import array
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

#: Raised when the format changes, and with it `manifest.FORMAT`.
MAGIC = b"nkdocs seg 5\n\n\n\n"
#: Documents of a segment: their numbers are 16 bits wide.
MOST_DOCUMENTS = 65_536
#: Bytes of articles that all articles of a segment are deflated with: what they say alike is then said once.
SAMPLE = 32_768
SUFFIX = ".seg"

HEAD = struct.Struct("=BBIIII")
DENSE, POSITIONS, WIDE_POSITIONS, WIDE_COUNTS, HALVED = 1, 2, 4, 8, 16
#: What more than one of so many documents have is DENSE: as small, and many times as quick to read.
DENSE_FROM = 12
#: Keys of which the first is a pivot.
PIVOTED = 128
#: Documents, as a power of two, before each so many of which the occurrences of a DENSE key are known.
STRIDE_BITS = 5
#: A DENSE key is HALVED unless more than one of so many documents have 15 or more of it.
MOST_ABOVE = 64
_FOOT = struct.Struct("=II16s")
#: Bytes that have a checksum of their own, as a power of two: a page, the least that a disk is asked for.
_BLOCK_BITS = 12
BLOCK = 1 << _BLOCK_BITS
#: Blocks that are read at a time to be checked.
_AT_ONCE = 256
#: What is shorter is read of the map.
_SHORT = 256
_DEFLATION, _RAW = 4, -15
_DIGITS = b"0123456789abcdef"
_TO_DIGITS, _FROM_DIGITS = bytes.maketrans(bytes(range(16)), _DIGITS), bytes.maketrans(_DIGITS, bytes(range(16)))

#: Keys that are no terms begin so: words with their accents, and the names of fields of which nothing is known.
ACCENTED, LACKING = b"\1", b"\2"
#: No term's key comes before this.
FIRST_TERM = b"\3"


class DamagedError(Exception):
    """The bytes of a segment are not what was written."""


def halve(numbers: bytes | bytearray) -> bytes:
    """Numbers below 16, two to a byte."""
    return bytes.fromhex((numbers + bytes(len(numbers) % 2)).translate(_TO_DIGITS).decode("ascii"))


def unhalve(raw: bytes, size: int) -> bytes:
    """The first `size` numbers that `halve` packed."""
    numbers = raw.hex().encode("ascii").translate(_FROM_DIGITS)
    return numbers if len(numbers) == size else numbers[:size]


def deflater(sample: bytes) -> zlib._Compress:
    """What deflates an article after the sample; copy it for each."""
    return (
        zlib.compressobj(_DEFLATION, zlib.DEFLATED, _RAW, zdict=sample) if sample else zlib.compressobj(_DEFLATION, wbits=_RAW)
    )


def inflate(raw: bytes, sample: bytes) -> bytes:
    """The article that was deflated after the sample. Raises `zlib.error`, `DamagedError`."""
    inflater = zlib.decompressobj(_RAW, zdict=sample) if sample else zlib.decompressobj(_RAW)
    article = inflater.decompress(raw)
    if not inflater.eof:
        raise DamagedError
    return article


class SegmentFile:
    """A segment's file, mapped into memory: its sections, and the facts in its directory.

    Raises `DamagedError` and `OSError`, as everything does that looks at bytes for the first time.
    """

    def __init__(self, path: Path) -> None:
        self.name = path.name
        self._views: list[memoryview] = []
        self._file = path.open("rb", buffering=0)
        try:
            self._open()
        except BaseException:
            self._file.close()
            raise

    def _open(self) -> None:
        end = os.fstat(self._file.fileno()).st_size - _FOOT.size
        length, self.seal, magic = _FOOT.unpack(self._read(end, _FOOT.size))
        self._need(magic == MAGIC)
        raw = self._read(end - length, length)
        self._need(zlib.crc32(raw) == self.seal)
        directory = json.loads(raw)
        self._need(directory["order"] == sys.byteorder)
        self.facts: dict[str, Any] = directory["facts"]
        #: Where each section starts, and how long it is.
        self.places: dict[str, tuple[int, int]] = directory["sections"]
        #: What stands before the checks has one.
        self._covered, length = self.places["checks"]
        checks = self._read(self._covered, length)
        self._need(zlib.crc32(checks) == directory["checks"])
        self._checks = array("I", checks)
        #: Of every block whether it was looked at.
        self._seen = bytearray(len(self._checks))
        self.map = mmap.mmap(self._file.fileno(), 0, access=mmap.ACCESS_READ)

    def _need(self, whole: bool) -> None:
        if not whole:
            raise DamagedError(self.name)

    def _read(self, start: int, length: int) -> bytes:
        """Bytes of the file, by a call."""
        self._need(start >= 0)
        if hasattr(os, "pread"):
            raw = os.pread(self._file.fileno(), length, start)
        else:  # Windows
            self._file.seek(start)
            raw = self._file.read(length) or b""
        self._need(len(raw) == length)
        return raw

    def check(self, start: int, end: int) -> None:
        """See that these bytes are as they were written. What was seen before is not looked at again."""
        if end > self._covered or self._seen.find(0, start >> _BLOCK_BITS, (end - 1 >> _BLOCK_BITS) + 1) >= 0:
            self._need(end <= self._covered)
            first, last = start >> _BLOCK_BITS, (end - 1 >> _BLOCK_BITS) + 1
            for piece in range(first, last, _AT_ONCE):
                self._check_blocks(piece, min(piece + _AT_ONCE, last))

    def _check_blocks(self, first: int, last: int) -> None:
        start = first << _BLOCK_BITS
        raw = memoryview(self._read(start, min(last << _BLOCK_BITS, self._covered) - start))
        for block, place in zip(range(first, last), range(0, len(raw), BLOCK), strict=True):
            self._need(zlib.crc32(raw[place : place + BLOCK]) == self._checks[block])
            self._seen[block] = 1

    def is_whole(self) -> bool:
        """Whether every byte, looked at again, is as it was written."""
        self._seen = bytearray(len(self._seen))
        try:
            self.check(0, self._covered)
        except (DamagedError, OSError):
            return False
        return True

    def rest(self) -> None:
        """Let go of the memory that what was used of the map takes: it is read again when it is used again."""
        if hasattr(mmap, "MADV_DONTNEED"):  # not on Windows
            self.map.madvise(mmap.MADV_DONTNEED)

    def span(self, name: str) -> tuple[int, int]:
        """Where a section starts and ends in `map`."""
        start, length = self.places[name]
        return start, start + length

    def read(self, start: int, length: int) -> bytes:
        """Bytes as they were written."""
        self.check(start, start + length)
        # Of the map it is quick, but every page that is touched, and those around, count as memory of this process.
        return self.map[start : start + length] if length < _SHORT else self._read(start, length)

    def numbers(self, name: str, kind: str) -> memoryview[int]:
        """A section as numbers of one kind (as `array` calls them). Nothing is copied."""
        self.check(*self.span(name))
        return self.unchecked(name, kind)

    def unchecked(self, name: str, kind: str) -> memoryview[int]:
        """The same, for who checks what is used of it."""
        start, end = self.span(name)
        whole = memoryview(self.map)
        view: memoryview[int] = whole[start:end].cast(kind)  # type: ignore[call-overload]  # one of "H", "I" and "Q"
        self._views += [view, whole]
        return view

    def close(self) -> None:
        """Let go of the file. What was read of it as `numbers` is gone as well."""
        for view in self._views:
            view.release()
        self.map.close()
        self._file.close()


class Numbers(Sequence[int]):
    """A section of numbers of which few are wanted: only these are checked."""

    def __init__(self, file: SegmentFile, name: str, kind: str) -> None:
        self._file = file
        self._start, _ = file.span(name)
        self._numbers = file.unchecked(name, kind)
        self._size = self._numbers.itemsize

    def __len__(self) -> int:
        return len(self._numbers)

    def __getitem__(self, number: int) -> int:  # type: ignore[override]  # nobody slices it
        found = self._numbers[number]
        at = self._start + number * self._size
        self._file.check(at, at + self._size)
        return found

    def between(self, start: int, end: int) -> memoryview[int]:
        """All of them, of which those from `start` to `end` may be used."""
        self._file.check(self._start + start * self._size, self._start + min(end, len(self)) * self._size)
        return self._numbers


class Strings(Sequence[bytes]):
    """A section of strings, one after the other, with where each ends: to be bisected if sorted."""

    def __init__(self, file: SegmentFile, name: str) -> None:
        self._file = file
        self.start, self.end = file.span(name)
        self.ends = Numbers(file, f"{name}.ends", "I")

    def __len__(self) -> int:
        return len(self.ends)

    def __getitem__(self, number: int) -> bytes:  # type: ignore[override]  # nobody slices it
        start, end = self.starts_at(number), self.start + self.ends[number]
        return self._file.read(start, end - start)

    def __iter__(self) -> Iterator[bytes]:
        self._file.check(self.start, self.end)
        ends = self.ends.between(0, len(self.ends))
        places = itertools.pairwise(itertools.chain((self.start,), map(self.start.__add__, ends)))
        return map(self._file.map.__getitem__, itertools.starmap(slice, places))

    def among(self, numbers: Sequence[int]) -> list[bytes]:
        """Those with these numbers, which are in order: all that stands between the first and the last is read."""
        first, last = numbers[0], numbers[-1]
        ends = self.ends.between(max(first - 1, 0), last + 1)
        start = self.starts_at(first)
        raw = self._file.read(start, self.start + ends[last] - start)
        places = [0, *(end - (start - self.start) for end in ends[first : last + 1])]
        return [raw[places[number - first] : places[number - first + 1]] for number in numbers]

    def between(self, start: int, end: int) -> bytes:
        """Those from `start` to `end`, one after the other."""
        first = self.starts_at(start)
        return self._file.read(first, self.starts_at(end) - first)

    def starts_at(self, number: int) -> int:
        """Where in the map the string starts, or where it would if it were one more."""
        return self.start + (self.ends[number - 1] if number else 0)


class Place(NamedTuple):
    """Where a section is."""

    start: int
    length: int


class SegmentFileWriter:
    """A segment's file while it is written, section after section. Nobody reads it before it is finished."""

    def __init__(self, path: Path) -> None:
        self._file = path.open("x+b")
        self._sections: dict[str, Place] = {}
        self._start = 0

    def write(self, raw: bytes | bytearray | array[int]) -> None:
        """Write into the section that is open."""
        self._file.write(raw)

    @property
    def written(self) -> int:
        """Bytes of the section that is open."""
        return self._file.tell() - self._start

    def end(self, name: str) -> None:
        """Close the open section, and open the next. They start at multiples of 8."""
        self._sections[name] = Place(self._start, self.written)
        self._file.write(bytes(-self._file.tell() % 8))
        self._start = self._file.tell()

    def add(self, name: str, raw: bytes | array[int]) -> None:
        """Write a whole section."""
        self.write(raw)
        self.end(name)

    def add_strings(self, name: str, strings: Iterable[bytes]) -> None:
        """Write strings, and where each ends."""
        ends, end = array("I"), 0
        for string in strings:
            self.write(string)
            end += len(string)
            ends.append(end)
        self.end(name)
        self.add(f"{name}.ends", ends)

    def finish(self, facts: dict[str, Any]) -> None:
        """Write the directory, and close the file."""
        self._file.seek(0)
        blocks = iter(lambda: self._file.read(BLOCK), b"")
        checks = array("I", map(zlib.crc32, blocks))
        self.add("checks", checks)
        directory = {"order": sys.byteorder, "facts": facts, "checks": zlib.crc32(checks), "sections": self._sections}
        raw = json.dumps(directory, separators=(",", ":")).encode("ascii")
        self._file.write(raw + _FOOT.pack(len(raw), zlib.crc32(raw), MAGIC))
        self._file.close()

    def abandon(self) -> None:
        """Close the file, as far as it is."""
        self._file.close()
