"""Turning documents into postings: which keys stand where in each text, in memory, until a segment is full.

The words of a text are looked up a piece at a time: what `analysis` makes of a piece is asked once, and then it is a number.
A text is held as the numbers of its keys, one after the other, with their positions. Only at the end are they sorted by key,
some hundred thousand at a time (a **run**), and the runs read side by side: nothing is done for each word of each document but
what Python does in C. What is held is counted, and is written as a segment before it outgrows the budget.
"""

from __future__ import annotations

import itertools
from array import array
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from operator import itemgetter, sub
from pathlib import Path
from typing import NamedTuple

from nkdocs.analysis import analyse, pieces, plain_word
from nkdocs.characters import fold
from nkdocs.engine.building import Occurrences, Row, SegmentBuilder
from nkdocs.engine.keys import GAP, encode, follower, key_of
from nkdocs.engine.segment_file import ACCENTED, LACKING, MOST_DOCUMENTS
from nkdocs.model import Document
from nkdocs.schema import BREAK, FIELDS, MISSING, TEXT_FIELDS, FieldKind

_WORDS = next(row.name for row in FIELDS if row.kind is FieldKind.WORDS)
_PATH = next(row.name for row in FIELDS if row.kind is FieldKind.PATH)
_CARD = next(row.name for row in FIELDS if row.kind is FieldKind.COLUMN)
_STORED = next(row.name for row in FIELDS if row.kind is FieldKind.STORED)
_NARROW = 65_536
#: Bytes that a key, a document and a remembered piece take beside the words of texts: measured, and rounded up.
_KEY_BYTES, _ROW_BYTES, _PIECE_BYTES = 260, 1_500, 260
#: Pieces of text whose keys are remembered.
_MOST_PIECES = 400_000
#: Words that are sorted at a time, and keys that are looked for side by side.
_RUN, _SIDE_BY_SIDE = 200_000, 4_096
#: The first positions, to be copied.
_FOLLOWING = array("H", range(_NARROW))


class _Text(NamedTuple):
    """The words of a text field of a document: their keys by number, and their positions, in order."""

    document: int
    keys: array[int]
    positions: array[int]


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
        value = values.get(name)
        if value is None:
            return 0
        text = _read(str(value), self._pieces, number)
        self._texts[place].append(text)
        self.size += len(text.keys) * (text.keys.itemsize + text.positions.itemsize)
        return len(text.keys)

    def drop(self, number: int) -> None:
        """Take back a document. It stays in the segment, and is to be counted as removed from it."""
        self._dropped.append(number)

    def finish(self) -> set[int]:
        """Write the segment; gives the documents that are removed from it, by their final numbers."""
        final = self.builder.numbers()
        self._pieces.clear()
        self.builder.finish(self._postings(final))
        return {final[number] for number in self._dropped}

    def _postings(self, final: Sequence[int]) -> Iterator[tuple[bytes, list[tuple[int, Occurrences]]]]:
        for key in sorted(self._marked):
            documents = array("H", sorted(final[number] for number in self._marked[key]))
            yield key, [(0, Occurrences(documents, [1] * len(documents)))]
        keys = sorted(self._keys)
        ranks = [0] * len(keys)
        for rank, key in enumerate(keys):
            ranks[self._keys[key]] = rank
        self._keys.clear()
        followers = bytes(follower(key[: key.index(0)]) for key in keys)
        runs = [run for place, texts in enumerate(self._texts) for run in _runs(place, texts, ranks, final, followers)]
        for rank, several in _side_by_side(runs, len(keys)):
            yield keys[rank], [(place, _join(list(same))) for place, same in itertools.groupby(several, itemgetter(0))]


class _Run(NamedTuple):
    """Words of a text field sorted by their keys' ranks: each rank once, and where it ends; then what is known of each word."""

    place: int
    ranks: array[int]
    ends: array[int]
    documents: array[int]
    positions: array[int]
    followers: bytes


#: A key's words in a run: the text field, the documents, the positions, the followers.
_Piece = tuple[int, "array[int]", "array[int]", bytes]


def _runs(place: int, texts: list[_Text], ranks: Sequence[int], final: Sequence[int], followers: bytes) -> Iterator[_Run]:
    """The words of a text field in runs, the documents of each after those of the one before. Nothing of `texts` is left."""
    texts.sort(key=lambda text: final[text.document], reverse=True)
    while texts:
        chosen, size = [], 0
        while texts and size < _RUN:
            chosen.append(texts.pop())
            size += len(chosen[-1].keys)
        if size:
            yield _sort(place, chosen, ranks, final, followers)


def _sort(place: int, texts: Sequence[_Text], ranks: Sequence[int], final: Sequence[int], followers: bytes) -> _Run:
    kind = max(text.positions.typecode for text in texts)  # "I" comes after "H"
    words: list[int] = []
    documents, positions, after = array("H"), array(kind), bytearray()
    for text in texts:
        held = list(map(ranks.__getitem__, text.keys))
        words += held
        documents += array("H", (final[text.document],)) * len(held)
        positions += _as(kind, text.positions)
        after += _followers(held, text.positions, followers)
    order = sorted(range(len(words)), key=words.__getitem__)  # those of a key stay as they are, document after document
    counted = Counter(words)
    distinct = sorted(counted)
    ends = itertools.accumulate(map(counted.__getitem__, distinct))
    in_order = itemgetter(*order, order[-1])  # one more, for of one alone it would give no tuple
    documents, positions = (array(column.typecode, in_order(column)) for column in (documents, positions))
    return _Run(place, array("I", distinct), array("I", list(ends)), documents, positions, bytes(in_order(after)))


def _followers(words: Sequence[int], positions: array[int], followers: bytes) -> bytearray:
    """For every word of a text the follower of the word after it; 0 where none is, or where several words share a place."""
    after = bytearray(map(followers.__getitem__, words))
    after.append(0)
    del after[0]
    if positions != _FOLLOWING[: len(positions)]:
        for place, step in enumerate(map(sub, positions[1:], positions)):
            if step != 1:
                after[place] = 0
                if not step and place:  # whatever stands before the place has more than one word after it
                    after[place - 1] = 0
    return after


def _as(kind: str, numbers: array[int]) -> array[int]:
    return numbers if numbers.typecode == kind else array(kind, numbers.tolist())


def _side_by_side(runs: Sequence[_Run], keys: int) -> Iterator[tuple[int, Iterator[_Piece]]]:
    """Every rank with its words in all runs, in the order of the runs."""
    starts = [0] * len(runs)
    for reach in range(_SIDE_BY_SIDE, keys + _SIDE_BY_SIDE, _SIDE_BY_SIDE):
        found: list[tuple[int, int, int]] = []
        for number, run in enumerate(runs):
            start, end = starts[number], bisect_left(run.ranks, reach, starts[number])
            found += zip(run.ranks[start:end], itertools.repeat(number), range(start, end))
            starts[number] = end
        found.sort()
        for rank, same in itertools.groupby(found, itemgetter(0)):
            yield rank, (_piece(runs[number], place) for _, number, place in same)


def _piece(run: _Run, place: int) -> _Piece:
    start, end = run.ends[place - 1] if place else 0, run.ends[place]
    return run.place, run.documents[start:end], run.positions[start:end], run.followers[start:end]


def _join(several: Sequence[_Piece]) -> Occurrences:
    """A key's words in a text field."""
    _, documents, positions, followers = several[0]
    if len(several) > 1:
        kind = max(places.typecode for _, _, places, _ in several)
        documents = array("H", b"".join(each for _, each, _, _ in several))
        positions = array(kind, b"".join(_as(kind, places) for _, _, places, _ in several))
        followers = b"".join(each for _, _, _, each in several)
    if len(documents) == 1:
        return Occurrences(documents, (1,), positions, followers)
    counted = Counter(documents)
    return Occurrences(array("H", list(counted)), list(counted.values()), positions, followers)


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
        for at in [at for at, number in enumerate(numbers) if number < 0] if numbers and min(numbers) < 0 else ():
            follow(numbers[start:at])
            start = at + 1
            first = place
            for key, offset in known.several(numbers[at]):
                place = first + offset
                follow([key])
        follow(numbers[start:])
        base = max(place - 1, base) + GAP
    return _Text(document, array("I", keys), positions)
