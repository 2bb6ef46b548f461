"""Turning documents into postings: which keys stand where in each text, in memory, until a segment is full.

The words of a text are looked up a piece at a time: what `analysis` makes of a piece is asked once, and then it is a number.
A text is held as the numbers of its keys, one after the other, with their positions. Only at the end, when the final numbers
of documents are known, is each word given to its key, as one number that says all of it: nothing is done for each word of each
document but what Python does in C. What is held is counted, and is written as a segment before it outgrows the budget.

A word as one number, 64 bits, the lowest first: 32 its position, 16 its document, 8 its follower, 8 its text field.
"""

from __future__ import annotations

import contextlib
import itertools
import sys
from array import array
from bisect import bisect_right
from collections import Counter, defaultdict, deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from operator import add, lshift, sub
from pathlib import Path
from typing import NamedTuple

from nkdocs.analysis import analyse, pieces, plain_word
from nkdocs.characters import title_key
from nkdocs.engine.building import Occurrences, Row, SegmentBuilder
from nkdocs.engine.keys import GAP, encode, follower, key_of
from nkdocs.engine.segment_format import ACCENTED, LACKING, MOST_DOCUMENTS
from nkdocs.model import Document
from nkdocs.schema import BREAK, FIELDS, MISSING, TEXT_FIELDS, FieldKind

_WORDS = next(row.name for row in FIELDS if row.kind is FieldKind.WORDS)
_PATH = next(row.name for row in FIELDS if row.kind is FieldKind.PATH)
_CARD = next(row.name for row in FIELDS if row.kind is FieldKind.COLUMN)
_STORED = next(row.name for row in FIELDS if row.kind is FieldKind.STORED)
_NARROW = 65_536
#: Bytes that a key, a document and a remembered piece take beside the words of texts: measured, and rounded up.
_KEY_BYTES, _ROW_BYTES, _PIECE_BYTES = 260, 1_500, 260
#: Bytes of a word of a text.
_WORD_BYTES = 6
#: Pieces of text whose keys are remembered.
_MOST_PIECES = 400_000
#: A word as one number: the first bit of its document, its follower and its field; and where these stand in the bytes of an
#: array of such numbers, taken as narrower numbers.
_DOCUMENT_FROM, _FOLLOWER_FROM, _FIELD_FROM = 32, 48, 56
_ALL_OF_POSITION = (1 << _DOCUMENT_FROM) - 1
_LITTLE = sys.byteorder == "little"
_LOW, _HIGH, _DOCUMENT = (0, 1, 2) if _LITTLE else (3, 2, 1)
_POSITION = 0 if _LITTLE else 1
_FOLLOWER_BYTE, _FIELD_BYTE = (6, 7) if _LITTLE else (1, 0)
_LOW_BYTE, _HIGH_BYTE = (0, 1) if _LITTLE else (7, 6)
#: The share of writing a segment that it takes to collect its words; of so many texts or keys it is told once.
_COLLECTING, _NOW_AND_THEN = 0.5, 512
#: The first positions, to be copied; and the bytes of each.
_FOLLOWING = array("H", range(_NARROW))
_LOW_BYTES, _HIGH_BYTES = bytes(range(256)) * 256, b"".join(bytes([high]) * 256 for high in range(256))


#: A key, and its words by text field.
_Postings = tuple[bytes, list[tuple[int, Occurrences]]]


class _Text(NamedTuple):
    """The words of a text field of a document: their keys by number, and their positions, in order; None: 0, 1, 2 and so on."""

    document: int
    keys: array[int]
    positions: array[int] | None


class Inverter:
    """A segment in the making. `size` is about how many bytes of memory it takes."""

    def __init__(self, path: Path) -> None:
        self.size = 0
        self.builder = SegmentBuilder(path)
        self._keys: dict[bytes, int] = {}
        self._pieces = _Pieces(self._keys)
        self._texts: list[list[_Text]] = [[] for _ in TEXT_FIELDS]
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
        self._pieces.forget()
        lengths = tuple(self._add_text(place, row.name, values, number) for place, row in enumerate(TEXT_FIELDS))
        if spelled := values.get(_WORDS):
            for word in str(spelled).split(" "):
                self._marked[ACCENTED + encode(word) + b"\0\n"].append(number)
        for name, field in MISSING.items():
            if values.get(field) is None:
                self._marked[LACKING + encode(name) + b"\0\n"].append(number)
        row = Row(
            document.id,
            title_key(str(values.get("title") or "")),
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
        value = values.get(name)
        if value is None:
            return 0
        text = _read(str(value), self._pieces, number)
        self._texts[place].append(text)
        self.size += len(text.keys) * _WORD_BYTES
        return len(text.keys)

    def drop(self, number: int) -> None:
        """Take back a document. It stays in the segment, and is to be counted as removed from it."""
        self._dropped.append(number)

    def finish(self, told: Callable[[float], None] | None = None) -> set[int]:
        """Write the segment; gives the documents that are removed from it, by their final numbers.

        `told` is told now and then which share of the work is done, from 0 to 1.
        """
        final = self.builder.numbers()
        self._pieces.clear()
        self.builder.finish(self._postings(final, told or (lambda _: None)))
        return {final[number] for number in self._dropped}

    def _postings(self, final: Sequence[int], told: Callable[[float], None]) -> Iterator[_Postings]:
        for key in sorted(self._marked):
            documents = array("H", sorted(final[number] for number in self._marked[key]))
            yield key, [(0, Occurrences(documents, [1] * len(documents)))]
        followers = [follower(key[: key.index(0)]) for key in self._keys]  # in the order of their numbers
        words = _collect(self._texts, final, followers, lambda share: told(share * _COLLECTING))
        nothing = array("Q")
        for place, key in enumerate(sorted(self._keys)):
            if place % _NOW_AND_THEN == 0:
                told(_COLLECTING + (1 - _COLLECTING) * place / len(followers))
            number = self._keys[key]
            if words[number]:  # a key may be of what was not taken
                yield key, _by_field(words[number])
                words[number] = nothing


def _collect(
    several: Sequence[list[_Text]], final: Sequence[int], followers: Sequence[int], told: Callable[[float], None]
) -> list[array[int]]:
    """By the number of each key its words, each one number, by field and document. Nothing of the texts is left.

    `followers`: of every key, by its number. `told` is told now and then which share is done.
    """
    held = [array("Q") for _ in followers]
    left = every = sum(map(len, several))
    for field, texts in enumerate(several):
        texts.sort(key=lambda text: final[text.document], reverse=True)
        while texts:
            text = texts.pop()
            left -= 1
            if left % _NOW_AND_THEN == 0:
                told(1 - left / every)
            words = _words(text, field << _FIELD_FROM | final[text.document] << _DOCUMENT_FROM, followers)
            deque(map(array.append, map(held.__getitem__, text.keys), words), maxlen=0)
    return held


def _words(text: _Text, base: int, followers: Sequence[int]) -> Iterable[int]:
    """What is known of every word of a text, as one number.

    Its follower is 0 where no word is next, or where several words share a place.
    """
    after = bytes(map(followers.__getitem__, text.keys[1:])) + b"\0"
    positions, count = text.positions, len(text.keys)
    if positions is None and 0 < count <= _NARROW:
        words = bytearray(array("Q", (base,)).tobytes() * count)
        words[_LOW_BYTE::8], words[_HIGH_BYTE::8], words[_FOLLOWER_BYTE::8] = _LOW_BYTES[:count], _HIGH_BYTES[:count], after
        return array("Q", bytes(words))
    known = list(after)
    for place, step in enumerate(map(sub, positions[1:], positions) if positions else ()):
        if step != 1:
            known[place] = 0
            if not step and place:  # whatever stands before the place has more than one word after it
                known[place - 1] = 0
    begun = map(base.__add__, range(count) if positions is None else positions)
    return map(add, map(lshift, known, itertools.repeat(_FOLLOWER_FROM)), begun)


def _as(kind: str, numbers: array[int]) -> array[int]:
    return numbers if numbers.typecode == kind else array(kind, numbers.tolist())


def _by_field(words: array[int]) -> list[tuple[int, Occurrences]]:
    """A key's words, by text field."""
    if len(words) == 1:
        return [_lone(words[0])]
    raw = words.tobytes()
    fields = raw[_FIELD_BYTE::8]
    first, last = fields[0], fields[-1]
    if first == last:
        return [(first, _occurrences(raw))]
    ends = [(field, bisect_right(fields, field) * 8) for field in range(first, last + 1)]
    starts = [0, *(end for _, end in ends)]
    return [(field, _occurrences(raw[start:end])) for start, (field, end) in zip(starts, ends, strict=False) if end > start]


def _lone(word: int) -> tuple[int, Occurrences]:
    """The only word of a key: most keys have no more."""
    position = word & _ALL_OF_POSITION
    documents = array("H", (word >> _DOCUMENT_FROM & _NARROW - 1,))
    return word >> _FIELD_FROM, Occurrences(documents, (1,), array("H" if position < _NARROW else "I", (position,)))


def _occurrences(raw: bytes) -> Occurrences:
    """A key's words in a text field."""
    numbers = array("H", raw)
    documents = numbers[_DOCUMENT::4]
    positions = array("I", raw)[_POSITION::2] if any(numbers[_HIGH::4]) else numbers[_LOW::4]
    if len(documents) == 1:
        return Occurrences(documents, (1,), positions, raw[_FOLLOWER_BYTE::8])
    counted = Counter(documents)
    return Occurrences(array("H", list(counted)), list(counted.values()), positions, raw[_FOLLOWER_BYTE::8])


class _Pieces(dict[str, int]):
    """The keys of pieces of text, learned when they are first asked for; of a piece that is not one word, a number below 0."""

    def __init__(self, keys: dict[bytes, int]) -> None:
        self._keys = keys
        self._several: list[tuple[tuple[int, int], ...]] = []

    def __missing__(self, piece: str) -> int:
        word = plain_word(piece)
        if word and word != piece:
            number = self[word]
        else:
            held = tuple((self._number(key_of(term, form)), place) for term, form, _, _, place in analyse(piece))
            if len(held) == 1:
                number = held[0][0]
            else:
                self._several.append(held)
                number = -len(self._several)
        self[piece] = number
        return number

    def forget(self) -> None:
        """Begin anew, if very much is remembered. No number below 0 given before means anything afterwards."""
        if len(self) >= _MOST_PIECES:
            self.clear()
            self._several.clear()

    def several(self, number: int) -> tuple[tuple[int, int], ...]:
        """The keys of a piece that is not one word, each with its place in it, in order."""
        return self._several[-number - 1]

    def _number(self, key: bytes) -> int:
        return self._keys.setdefault(key, len(self._keys))


def _read(text: str, known: _Pieces, document: int) -> _Text:
    """The words of the passages of a text field."""
    if BREAK not in text:
        numbers = list(map(known.__getitem__, pieces(text)))
        with contextlib.suppress(OverflowError):  # of a number below 0: a piece is not one word
            return _Text(document, array("I", numbers), None)
    keys: list[int] = []
    positions = array("H")
    place = base = 0

    def follow(numbers: list[int]) -> None:
        nonlocal positions, place
        keys.extend(numbers)
        end = place + len(numbers)
        if end <= _NARROW and positions.typecode == "H":
            positions += _FOLLOWING[place:end]
        else:
            positions = _as("I", positions)
            positions.extend(range(place, end))
        place = end

    for passage in text.split(BREAK):
        place = base
        numbers = list(map(known.__getitem__, pieces(passage)))
        start = 0
        for at in [at for at, number in enumerate(numbers) if number < 0]:
            follow(numbers[start:at])
            start = at + 1
            first = place
            for key, offset in known.several(numbers[at]):
                place = first + offset
                follow([key])
        follow(numbers[start:])
        base = max(place - 1, base) + GAP
    return _Text(document, array("I", keys), positions)
