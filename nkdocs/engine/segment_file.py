r"""The format on disk: what a segment is, and the file that holds it.

A store is a folder. ``segments.json`` (see `contents`) names the segments that count and the documents removed from them; a
segment is one file, written once and never changed, with at most 65,536 documents. Its documents are numbered by their length,
the shortest first, so that neighbours have almost the same length, and what a count is worth is almost the same for them::

    000007.seg
    +--------------------------------------------------------------------------+
    | stored           articles, each deflated, with the sample before it      |
    | stored.sample    deflated; empty if there are few articles               |
    | postings         one after the other; see below                          |
    | keys             term NUL form LF, sorted, one after the other (UTF-8)   |
    | keys.ends        u32 each: where the key ends                            |
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
    | directory        JSON: the sections above, and facts of the segment      |
    +--------------------------------------------------------------------------+
    | u32 its length, u32 its CRC-32, "nkdocs seg 2\n\n\n\n"                   |
    +--------------------------------------------------------------------------+

**Postings** of a key in one text field (those of all its fields follow each other)::

    u8 field  u8 flags  u32 documents  u32 occurrences  u32 the greatest count  u32 bytes that follow
    DENSE:   a byte each document of the segment, its count
    else:    u16 each: the documents; then u8 each: their counts, left out where all are 1 (WIDE_COUNTS: u32 each)
    then, with POSITIONS: u16 each (WIDE_POSITIONS: u32 each), those of a document in order, document after document

Words with accents, and what documents lack, are keys too, marked by a first byte that no term has.

Numbers are written in the byte order of the machine, which the directory names: an index is a cache, and stays where it is
made. Every byte is covered by the checksums of the manifest; what is read wrong nevertheless raises one of `DAMAGE`.
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
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

#: Raised when the format changes, and with it `manifest.FORMAT`.
MAGIC = b"nkdocs seg 2\n\n\n\n"
#: Documents of a segment: their numbers are 16 bits wide.
MOST_DOCUMENTS = 65_536
#: Bytes of articles that all articles of a segment are deflated with: what they say alike is then said once.
SAMPLE = 32_768
SUFFIX = ".seg"

HEAD = struct.Struct("=BBIIII")
DENSE, POSITIONS, WIDE_POSITIONS, WIDE_COUNTS = 1, 2, 4, 8
_FOOT = struct.Struct("=II16s")

#: Keys that are no terms begin so: words with their accents, and the names of fields of which nothing is known.
ACCENTED, LACKING = b"\1", b"\2"
#: No term's key comes before this.
FIRST_TERM = b"\3"


class DamagedError(Exception):
    """The bytes of a segment are not what was written."""


#: What reading raises where the bytes are not what was written.
DAMAGE = (DamagedError, OSError, EOFError, ValueError, IndexError, OverflowError, struct.error, zlib.error)


class SegmentFile:
    """A segment's file, mapped into memory: its sections, and the facts in its directory."""

    def __init__(self, path: Path) -> None:
        with path.open("rb") as file:
            size = os.fstat(file.fileno()).st_size
            if size < _FOOT.size:
                raise DamagedError(path.name)
            self.map = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        length, check, magic = _FOOT.unpack(self.map[-_FOOT.size :])
        raw = self.map[max(0, size - _FOOT.size - length) : size - _FOOT.size]
        if magic != MAGIC or zlib.crc32(raw) != check:
            self.map.close()
            raise DamagedError(path.name)
        directory = json.loads(raw)
        self.facts: dict[str, Any] = directory["facts"]
        #: Where each section starts, and how long it is.
        self.places: dict[str, tuple[int, int]] = directory["sections"]
        if directory["order"] != sys.byteorder:
            raise DamagedError(path.name)
        self._views: list[memoryview] = []

    def span(self, name: str) -> tuple[int, int]:
        """Where a section starts and ends in `map`."""
        start, length = self.places[name]
        return start, start + length

    def numbers(self, name: str, kind: str) -> memoryview[int]:
        """A section as numbers of one kind (as `array` calls them). Nothing is copied."""
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


class Strings(Sequence[bytes]):
    """A section of strings, one after the other, with where each ends: to be bisected if sorted."""

    def __init__(self, file: SegmentFile, name: str) -> None:
        self._map = file.map
        self.start, self.end = file.span(name)
        self.ends = file.numbers(f"{name}.ends", "I")

    def __len__(self) -> int:
        return len(self.ends)

    def __getitem__(self, number: int) -> bytes:  # type: ignore[override]  # nobody slices it
        return self._map[self.starts_at(number) : self.start + self.ends[number]]

    def all(self) -> list[bytes]:
        """All of them, quicker than one by one."""
        raw = self._map[self.start : self.end]
        return [raw[start:end] for start, end in itertools.pairwise(itertools.chain((0,), self.ends))]

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
        self._file = path.open("xb")
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
        directory = {"order": sys.byteorder, "facts": facts, "sections": self._sections}
        raw = json.dumps(directory, separators=(",", ":")).encode("ascii")
        self._file.write(raw + _FOOT.pack(len(raw), zlib.crc32(raw), MAGIC))
        self._file.close()

    def abandon(self) -> None:
        """Close the file, as far as it is."""
        self._file.close()
