"""Turning documents into postings: from key to documents and positions, in memory, until a segment is full.

The words of a text are looked up a piece at a time: what `analysis` makes of a piece is asked once, and then it is a number.
What is held is counted, and is written as a segment before it outgrows the budget.
"""

from __future__ import annotations

import functools
from array import array
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path

from nkdocs.analysis import analyse, pieces
from nkdocs.characters import fold
from nkdocs.engine.building import Occurrences, Row, SegmentBuilder
from nkdocs.engine.keys import GAP, encode, key_of
from nkdocs.engine.segment_file import ACCENTED, LACKING, MOST_DOCUMENTS
from nkdocs.model import Document
from nkdocs.schema import BREAK, FIELDS, MISSING, TEXT_FIELDS, FieldKind

_WORDS = next(row.name for row in FIELDS if row.kind is FieldKind.WORDS)
_PATH = next(row.name for row in FIELDS if row.kind is FieldKind.PATH)
_CARD = next(row.name for row in FIELDS if row.kind is FieldKind.COLUMN)
_STORED = next(row.name for row in FIELDS if row.kind is FieldKind.STORED)
_NARROW = 65_536
#: Bytes that a key takes beside its positions, and a document beside its words: measured, and rounded up.
_KEY_BYTES, _ROW_BYTES, _PIECE_BYTES = 420, 900, 260
#: Pieces of text whose keys are remembered.
_MOST_PIECES = 400_000


class Inverter:
    """A segment in the making. `size` is about how many bytes of memory it takes."""

    def __init__(self, path: Path) -> None:
        self.size = 0
        self.builder = SegmentBuilder(path)
        self._keys: dict[bytes, int] = {}
        self._pieces = _Pieces(self._keys)
        # By width of positions and text field: key to numbers, for each document its number, its count, its positions.
        self._held: dict[str, list[defaultdict[int, array[int]]]] = {
            kind: [defaultdict(functools.partial(array, kind)) for _ in TEXT_FIELDS] for kind in ("H", "I")
        }
        self._dropped: list[int] = []
        self._marked: dict[bytes, list[int]] = defaultdict(list)

    def __len__(self) -> int:
        return len(self.builder.rows)

    def is_full(self, budget: int) -> bool:
        """Whether it must be written now, to stay within so many bytes of memory."""
        keys = len(self._keys) * _KEY_BYTES + len(self._pieces) * _PIECE_BYTES + len(self) * _ROW_BYTES
        return len(self) == MOST_DOCUMENTS or self.size + keys > budget

    def add(self, document: Document) -> int:
        """Take a document; gives its number for now."""
        values = document.fields
        number = len(self)
        lengths = tuple(self._add_text(place, row.name, values, number) for place, row in enumerate(TEXT_FIELDS))
        if accented := values.get(_WORDS):
            for word in str(accented).split(" "):
                self._marked[ACCENTED + encode(word) + b"\0\n"].append(number)
        for name, field in MISSING.items():
            if values.get(field) is None:
                self._marked[LACKING + encode(name) + b"\0\n"].append(number)
        row = Row(
            document.id,
            fold(str(values.get("title") or "")),
            str(values[_PATH]).casefold(),
            int(values.get("first_day") or 0),
            int(values.get("last_day") or 0),
            lengths,
            encode(str(values[_CARD])),
        )
        self.size += len(row.card)
        return self.builder.add(row, encode(str(values[_STORED])))

    def _add_text(self, place: int, name: str, values: dict[str, str | int | None], number: int) -> int:
        """Take the words of a text field; gives how many there are."""
        text = values.get(name)
        if text is None:
            return 0
        found, last = _positions(str(text), self._pieces)
        words = sum(map(len, found.values()))
        kind = "H" if max(last, words) < _NARROW else "I"
        held = self._held[kind][place]
        for key, positions in found.items():
            held[key].fromlist([number, len(positions), *positions])
        self.size += (words + 2 * len(found)) * array(kind).itemsize * 9 // 8
        return words

    def drop(self, number: int) -> None:
        """Take back a document. It stays in the segment, and is to be counted as removed from it."""
        self._dropped.append(number)

    def finish(self) -> set[int]:
        """Write the segment; gives the documents that are removed from it, by their final numbers."""
        final = self.builder.numbers()
        self.builder.finish(self._postings(final))
        return {final[number] for number in self._dropped}

    def _postings(self, final: Sequence[int]) -> Iterator[tuple[bytes, list[tuple[int, Occurrences]]]]:
        for key in sorted(self._marked):
            yield key, [(0, [(final[number], None) for number in self._marked[key]])]
        for key in sorted(self._keys):
            number = self._keys[key]
            fields = []
            for place in range(len(TEXT_FIELDS)):
                occurrences: Occurrences = []
                for kind in self._held.values():
                    numbers = kind[place].pop(number, None)
                    if numbers is not None:
                        occurrences += _occurrences(numbers, final)
                if occurrences:
                    fields.append((place, occurrences))
            if fields:
                yield key, fields


def _occurrences(numbers: array[int], final: Sequence[int]) -> Iterator[tuple[int, array[int]]]:
    at, end = 0, len(numbers)
    while at < end:
        after = at + 2 + numbers[at + 1]
        yield final[numbers[at]], numbers[at + 2 : after]
        at = after


class _Pieces(dict[str, int]):
    """The keys of pieces of text, learned when they are first asked for; of a piece that is not one word, a number below 0."""

    def __init__(self, keys: dict[bytes, int]) -> None:
        self._keys = keys
        self._several: list[tuple[tuple[int, int], ...]] = []

    def __missing__(self, piece: str) -> int:
        held = tuple((self._number(key_of(term, form)), place) for term, form, _, _, place in analyse(piece))
        if len(self) >= _MOST_PIECES:
            self.clear()
            self._several.clear()
        if len(held) == 1:
            number = held[0][0]
        else:
            self._several.append(held)
            number = -len(self._several)
        self[piece] = number
        return number

    def several(self, number: int) -> tuple[tuple[int, int], ...]:
        """The keys of a piece that is not one word, each with its place in it, in order."""
        return self._several[-number - 1]

    def _number(self, key: bytes) -> int:
        return self._keys.setdefault(key, len(self._keys))


def _positions(text: str, known: _Pieces) -> tuple[dict[int, list[int]], int]:
    """The positions of every key in the passages of a text field, and the last of them."""
    found: defaultdict[int, list[int]] = defaultdict(list)
    place = base = 0
    for passage in text.split(BREAK):
        place = base
        for key in map(known.__getitem__, pieces(passage)):
            if key >= 0:
                found[key].append(place)
                place += 1
            elif held := known.several(key):
                for each, offset in held:
                    found[each].append(place + offset)
                place += held[-1][1] + 1
        base = max(place - 1, base) + GAP
    return found, place
