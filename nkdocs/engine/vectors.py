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
from operator import itemgetter

from nkdocs.values import dataclass

#: Counts from here on are kept beside the bytes.
MANY = 63
_NONZERO = bytes([0] + [1] * 255)
_SATURATED = bytes([*range(MANY), *[MANY] * (256 - MANY)])


def everyone(size: int) -> int:
    """The mask of all of `size` documents."""
    return int.from_bytes(b"\1" * size, "little")


def mask_of(documents: Iterable[int], size: int) -> int:
    """The mask of some documents."""
    held = bytearray(size)
    for document in documents:
        held[document] = 1
    return int.from_bytes(held, "little")


def nonzero(counts: bytes) -> int:
    """The mask of the documents whose byte is not 0."""
    return int.from_bytes(counts.translate(_NONZERO), "little")


def above(values: bytes, least: int) -> int:
    """The mask of the documents whose byte is `least` or more."""
    return int.from_bytes(values.translate(bytes(least) + b"\1" * (256 - least)), "little")


def documents_of(mask: int, size: int) -> list[int]:
    """The documents of a mask, in order."""
    held = mask.to_bytes(size, "little")
    if mask.bit_count() * 16 > size:
        return list(itertools.compress(range(size), held))
    return list(_places(held))


def _places(held: bytes) -> Iterator[int]:
    place = held.find(1)
    while place >= 0:
        yield place
        place = held.find(1, place + 1)


def pick(values: Sequence[int], places: Sequence[int]) -> Sequence[int]:
    """The values at these places."""
    if len(places) < 2:  # then `itemgetter` gives no sequence
        return [values[place] for place in places]
    return itemgetter(*places)(values)  # type: ignore[no-any-return]  # all at once


@dataclass(frozen=True, slots=True)
class Counts:
    """How often something occurs in each document of a segment; `most` is no less than the greatest count."""

    few: bytes
    most: int
    many: dict[int, int] = field(default_factory=dict)

    def of(self, document: int) -> int:
        """The count of one document."""
        count = self.few[document]
        return self.many[document] if count == MANY else count

    def mask(self) -> int:
        """The documents with any."""
        return nonzero(self.few)


def from_bytes(exact: bytes, most: int) -> Counts:
    """Counts from bytes that hold them exactly; `most` is no less than the greatest."""
    if most < MANY:
        return Counts(exact, most)
    many = {place: exact[place] for place in documents_of(above(exact, MANY), len(exact))}
    return Counts(exact.translate(_SATURATED), most, many)


def from_pairs(pairs: Iterable[tuple[int, int]], size: int) -> Counts:
    """Counts from documents, each once, with their counts."""
    few, many, most = bytearray(size), {}, 0
    for document, count in pairs:
        most = max(most, count)
        if count >= MANY:
            many[document] = count
            few[document] = MANY
        else:
            few[document] = count
    return Counts(bytes(few), most, many)


def from_list(counts: Sequence[int]) -> Counts:
    """Counts from the count of every document."""
    most = max(counts, default=0)
    if most < 256:
        return from_bytes(bytes(counts), most)
    few = bytes(min(count, MANY) for count in counts)
    return Counts(few, most, {place: count for place, count in enumerate(counts) if count >= MANY})


def add_bounds(several: Sequence[Counts]) -> bytes:
    """For every document a byte no less than the sum of its counts, or `MANY` or more; of at most four."""
    if len(several) == 1:
        return several[0].few
    return sum(int.from_bytes(counts.few, "little") for counts in several).to_bytes(len(several[0].few), "little")
