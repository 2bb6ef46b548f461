"""A number for every document of a segment, many at a time, in plain Python.

A loop over a hundred thousand documents takes milliseconds; an operation on bytes or on a long integer takes microseconds. So
what is known of all documents of a segment is kept as a byte a document:

- a **mask** is a set of documents: an integer whose bytes, the lowest first, are 1 or 0. And is ``&``, or is ``|``;
- **counts** say how often something occurs in each document: bytes, with `MANY` for "so many or more", so that those of all
  text fields can be added as integers without running over into the neighbour.

What a document or an occurrence is, is not known here.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import field
from operator import add, itemgetter

from nkdocs.values import dataclass

#: Counts from here on are kept beside the bytes.
MANY = 63
#: Where more than one of so many documents is meant, all are gone through, rather than from one to the next.
_CROWDED = 10
#: One of so many documents is asked whether that is so.
_SAMPLED = 16
#: As many documents or more are there to one that is listed.
_FEW = 64
_NONZERO = bytes([0] + [1] * 255)
_IS_MANY = bytes(MANY) + b"\1" * (256 - MANY)
_SATURATED = bytes([*range(MANY), *[MANY] * (256 - MANY)])


def everyone(size: int) -> int:
    """The mask of all of `size` documents."""
    return int.from_bytes(b"\1" * size, "little")


def mask_of(documents: Iterable[int], size: int) -> int:
    """The mask of some documents."""
    return int.from_bytes(bytes_of(documents, size), "little")


def bytes_of(documents: Iterable[int], size: int) -> bytes:
    """The mask of some documents, as bytes."""
    held = bytearray(size)
    for document in documents:
        held[document] = 1
    return bytes(held)


def nonzero(counts: bytes) -> int:
    """The mask of the documents whose byte is not 0."""
    return int.from_bytes(counts.translate(_NONZERO), "little")


def documents_of(mask: int, size: int) -> list[int]:
    """The documents of a mask, in order."""
    return places_in(mask.to_bytes(size, "little"))


def places_in(held: bytes) -> list[int]:
    """The documents whose byte is 1: it is that or 0."""
    if held[::_SAMPLED].count(1) * _SAMPLED * _CROWDED > len(held):
        return list(itertools.compress(range(len(held)), held))
    between = held.split(b"\1")
    between.pop()
    return list(map(add, itertools.accumulate(map(len, between)), itertools.count()))


def places_of(numbers: bytes, wanted: int) -> Iterator[int]:
    """The documents with the wanted number."""
    place = numbers.find(wanted)
    while place >= 0:
        yield place
        place = numbers.find(wanted, place + 1)


def pick(values: Sequence[int], places: Sequence[int]) -> Sequence[int]:
    """The values at these places."""
    if len(places) < 2:  # then `itemgetter` gives no sequence
        return [values[place] for place in places]
    return itemgetter(*places)(values)  # type: ignore[no-any-return]  # all at once


@dataclass(frozen=True)
class Counts:
    """How often something occurs in each document of a segment; `most` is no less than the greatest count.

    A byte for each document, or, where few have any (`listed`), those documents, each once, with their counts.
    """

    size: int
    most: int
    held: bytes = b""
    many: dict[int, int] = field(default_factory=dict)
    listed: tuple[Sequence[int], Sequence[int]] | None = None

    @property
    def few(self) -> bytes:
        """A byte for each document: its count, or `MANY`."""
        if self.listed is None:
            return self.held
        held = bytearray(self.size)
        for document, count in zip(*self.listed, strict=True):
            held[document] = count
        return bytes(held)

    @property
    def mask(self) -> int:
        """The documents with any."""
        if self.listed is not None:
            return mask_of(self.listed[0], self.size)
        return nonzero(self.held) if self.most > 1 else int.from_bytes(self.held, "little")

    def among(self, documents: Sequence[int]) -> Sequence[int]:
        """The counts of some documents."""
        held = pick(self.few, documents)
        if not self.many:
            return held
        return [count if count < MANY else self.many[document] for document, count in zip(documents, held, strict=True)]


def from_bytes(exact: bytes, most: int) -> Counts:
    """Counts from bytes that hold them exactly; `most` is no less than the greatest."""
    if most < MANY:
        return Counts(len(exact), most, exact)
    many = {place: exact[place] for place in places_in(exact.translate(_IS_MANY))}
    return Counts(len(exact), most, exact.translate(_SATURATED) if many else exact, many)


def from_capped(numbers: bytes, greatest: int, above_it: Sequence[int], most: int) -> Counts:
    """Counts from bytes of which the `greatest` number stands for the next of the counts `above_it`."""
    if not above_it:
        return from_bytes(numbers, most)
    held = bytearray(numbers if greatest < MANY else numbers.translate(_SATURATED))
    many = {} if greatest < MANY else from_bytes(numbers, most).many
    for document, count in zip(places_of(numbers, greatest), above_it, strict=True):
        held[document] = min(count, MANY)
        if count >= MANY:
            many[document] = count
    return Counts(len(held), most, bytes(held), many)


def are_few(documents: int, size: int) -> bool:
    """Whether so many documents of `size` are better listed."""
    return documents * _FEW <= size


def from_listed(documents: Sequence[int], counts: Sequence[int], size: int, most: int) -> Counts:
    """Counts from documents, each once, with their counts; `most` is no less than the greatest."""
    many: dict[int, int] = {}
    if most >= MANY:
        numbers = range(len(counts)) if not isinstance(counts, bytes) else places_in(counts.translate(_IS_MANY))
        many = {documents[number]: counts[number] for number in numbers if counts[number] >= MANY}
    few = counts
    if many:
        few = counts.translate(_SATURATED) if isinstance(counts, bytes) else [min(count, MANY) for count in counts]
    if are_few(len(documents), size):
        return Counts(size, most, many=many, listed=(documents, few))
    held = bytearray(size)
    for document, count in zip(documents, few, strict=True):
        held[document] = count
    return Counts(size, most, bytes(held), many)


def from_list(counts: Sequence[int]) -> Counts:
    """Counts from the count of every document."""
    most = max(counts, default=0)
    if most < 256:
        return from_bytes(bytes(counts), most)
    few = bytes(min(count, MANY) for count in counts)
    return Counts(len(few), most, few, {place: count for place, count in enumerate(counts) if count >= MANY})


def add_up(several: Sequence[bytes]) -> bytes:
    """The sums of bytes, document by document; none is above 255."""
    if len(several) == 1:
        return several[0]
    return sum(int.from_bytes(each, "little") for each in several).to_bytes(len(several[0]), "little")


def add_few(several: Sequence[Counts]) -> bytes:
    """For every document the sum of the bytes of its counts (`Counts.few`); of at most four."""
    listed = [counts.listed for counts in several if counts.listed is not None]
    whole = [counts.held for counts in several if counts.listed is None]
    if not whole:
        return add_up([counts.few for counts in several])
    sums = bytearray(add_up(whole))
    for document, count in itertools.chain.from_iterable(zip(*each, strict=True) for each in listed):
        sums[document] += count
    return bytes(sums)
