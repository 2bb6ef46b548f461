"""A segment's file while it is written (`segment_format`)."""

from __future__ import annotations

import json
import sys
import zlib
from array import array
from collections.abc import Iterable
from pathlib import Path
from typing import Any, NamedTuple

from nkdocs.engine.segment_format import BLOCK, FOOT, MAGIC


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
        self._file.write(raw + FOOT.pack(len(raw), zlib.crc32(raw), MAGIC))
        self._file.close()

    def abandon(self) -> None:
        """Close the file, as far as it is."""
        self._file.close()
