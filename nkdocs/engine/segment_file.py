"""A segment's file, read: no byte of its sections (`segment_format`) is used before it was compared with its checksum."""

from __future__ import annotations

import itertools
import json
import mmap
import os
import sys
import zlib
from array import array
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from nkdocs.engine.segment_format import BLOCK, BLOCK_BITS, FOOT, MAGIC, DamagedError

#: Blocks that are read at a time to be checked.
_AT_ONCE = 256
#: What is shorter is read of the map.
_SHORT = 256


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
        end = os.fstat(self._file.fileno()).st_size - FOOT.size
        length, self.seal, magic = FOOT.unpack(self._read(end, FOOT.size))
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
        if end > self._covered or self._seen.find(0, start >> BLOCK_BITS, (end - 1 >> BLOCK_BITS) + 1) >= 0:
            self._need(end <= self._covered)
            first, last = start >> BLOCK_BITS, (end - 1 >> BLOCK_BITS) + 1
            for piece in range(first, last, _AT_ONCE):
                self._check_blocks(piece, min(piece + _AT_ONCE, last))

    def _check_blocks(self, first: int, last: int) -> None:
        start = first << BLOCK_BITS
        raw = memoryview(self._read(start, min(last << BLOCK_BITS, self._covered) - start))
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
