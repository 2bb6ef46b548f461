"""What a store consists of: ``segments.json``, the only file that is written anew, and the segments it names, opened.

    {"format": 2, "written": 9, "next": 8, "segments": [{"name": "000007.seg", "seal": 5, "documents": 3, "removed": [1]}]}

`written` counts how often it was, and `next` is the number of the next segment: no name is used twice. A reader opens what the
file names, and keeps it: what a writer removes afterwards stays readable to who has it open.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import field
from pathlib import Path

from nkdocs.engine.segment import Segment
from nkdocs.engine.segment_format import SUFFIX, DamagedError
from nkdocs.schema import TEXT_FIELDS
from nkdocs.values import dataclass

FILE = "segments.json"
_FORMAT = 2
_NAME = re.compile(rf"\d{{6,}}{re.escape(SUFFIX)}")


@dataclass(frozen=True, slots=True)
class Held:
    """A segment of the store: its file and its seal, how many documents it was written with, and which of them are removed."""

    name: str
    seal: int
    documents: int
    removed: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Contents:
    """The segments of a store, the number of the next one, and how often the contents were written."""

    segments: tuple[Held, ...] = ()
    next: int = 1
    written: int = 0


def read_contents(folder: Path) -> Contents:
    """What the folder holds; nothing if nothing was ever written. Raises `DamagedError`, `OSError`."""
    path = folder / FILE
    if not path.exists():
        if any(folder.glob(f"*{SUFFIX}")):
            raise DamagedError(FILE)
        return Contents()
    try:
        table = json.loads(path.read_bytes())
        if table["format"] != _FORMAT:
            raise DamagedError(FILE)
        rows = (Held(row["name"], row["seal"], row["documents"], tuple(row["removed"])) for row in table["segments"])
        return _checked(Contents(tuple(rows), table["next"], table["written"]))
    except (ValueError, TypeError, KeyError) as error:
        raise DamagedError(FILE) from error


def _checked(contents: Contents) -> Contents:
    """The contents, if they can be those of a store. Raises `ValueError`."""
    numbers = [contents.next, contents.written]
    for held in contents.segments:
        if not _NAME.fullmatch(held.name):
            raise ValueError(held.name)
        numbers += [held.seal, held.documents, *held.removed]
        if not all(0 <= document < held.documents for document in held.removed):
            raise ValueError(held.removed)
    if not all(isinstance(number, int) for number in numbers):
        raise ValueError(numbers)
    return contents


def write_contents(folder: Path, contents: Contents) -> None:
    """Make these the contents, in one step."""
    rows = [
        {"name": held.name, "seal": held.seal, "documents": held.documents, "removed": list(held.removed)}
        for held in contents.segments
    ]
    temporary = folder / f"{FILE}.new"
    table = {"format": _FORMAT, "written": contents.written, "next": contents.next, "segments": rows}
    temporary.write_text(json.dumps(table, separators=(",", ":")) + "\n", encoding="ascii")
    temporary.replace(folder / FILE)


@dataclass(slots=True)
class Snapshot:
    """The segments of a store as of one moment, open. Nothing of it ever changes."""

    segments: list[Segment]
    #: What was found out about these segments, for whoever asks again.
    kept: dict[object, object] = field(default_factory=dict)

    def close(self) -> None:
        """Let go of the files."""
        for segment in self.segments:
            segment.close()

    def count(self) -> int:
        """How many documents there are."""
        return sum(segment.count() for segment in self.segments)

    def average_length(self, fields: Sequence[int]) -> float:
        """How many words these text fields together have in a document, on average."""
        words = 0
        for segment in self.segments:
            words += sum(segment.words[TEXT_FIELDS[field].name] for field in fields)
            for column in segment.lengths(fields) if segment.removed else ():
                words -= sum(column[document] for document in segment.removed)
        return words / max(1, self.count())


def open_segments(folder: Path, contents: Contents) -> Snapshot:
    """The segments, opened. Raises `DamagedError`, `OSError`."""
    opened: list[Segment] = []
    try:
        for held in contents.segments:
            opened.append(_open(folder, held))  # noqa: PERF401  # what is open is closed if the next cannot be
    except BaseException:
        Snapshot(opened).close()
        raise
    return Snapshot(opened)


def _open(folder: Path, held: Held) -> Segment:
    segment = Segment(folder / held.name, held.removed, held.seal)
    if segment.size != held.documents:
        segment.close()
        raise DamagedError(held.name)
    return segment
