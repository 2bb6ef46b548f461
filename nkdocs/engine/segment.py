"""One segment, read: which keys there are, in which documents and how often, what the columns say, and the articles.

A document is its number in the segment here. What was removed from the segment since it was written is known, and left out of
`live`; everything else of it is still there.
"""

from __future__ import annotations

import functools
import itertools
import re
import zlib
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable, Iterator, Sequence
from pathlib import Path

from nkdocs.engine import vectors
from nkdocs.engine.posting import Posting
from nkdocs.engine.segment_file import Numbers, SegmentFile, Strings
from nkdocs.engine.segment_format import HEAD, PIVOTED, DamagedError, inflate
from nkdocs.schema import TEXT_FIELDS

#: Strings are read all at once rather than searched for, if more than one of so many is wanted.
_FEW = 50


class Segment:
    """A segment, open. `removed` are the documents that are no more; `seal` the one it must have, if that is known.

    Raises `DamagedError` and `OSError`.
    """

    def __init__(self, path: Path, removed: Collection[int] = (), seal: int | None = None) -> None:
        self._file = SegmentFile(path)
        if seal not in (None, self._file.seal):
            self._file.close()
            raise DamagedError(path.name)
        facts = self._file.facts
        self.name = path.name
        self.seal: int = self._file.seal
        self.size: int = facts["documents"]
        self.bands: list[list[int]] = facts["bands"]
        self.words: dict[str, int] = facts["words"]
        self.longest_stay: int = facts["days"]
        self.keys = Strings(self._file, "keys")
        self._postings_start = self._file.span("postings")[0]
        self._looked_at: dict[int, list[bytes]] = {}
        self._posting_ends = Numbers(self._file, "keys.postings", "Q")
        self._article_places = Numbers(self._file, "stored.places", "I")
        self._article_ends = Numbers(self._file, "stored.ends", "Q")
        self._columns: dict[str, memoryview[int]] = {}
        self._strings: dict[str, Strings] = {}
        self._sample: bytes | None = None
        self.removed = frozenset(removed)
        self.everyone = vectors.everyone(self.size)
        self.live = self.everyone ^ vectors.mask_of(self.removed, self.size)

    def is_whole(self) -> bool:
        """Whether every byte, looked at again, is as it was written."""
        return self._file.is_whole()

    def rest(self) -> None:
        """Let go of memory, between much that is read."""
        self._file.rest()

    def close(self) -> None:
        """Let go of the file."""
        self._file.close()

    def read(self, start: int, length: int) -> bytes:
        """Bytes of the file, as they were written."""
        return self._file.read(start, length)

    def count(self) -> int:
        """How many documents there are."""
        return self.size - len(self.removed)

    @functools.cached_property
    def whole_band(self) -> list[int]:
        """All documents as one band."""
        least = (min(band[place] for band in self.bands) for place in range(1, len(self.bands[0])))
        return [self.size, *least]

    # keys

    def keys_from(self, beginning: bytes) -> range:
        """The keys that begin so, by number."""
        return range(self._keys_before(beginning), self._keys_before(beginning + b"\xff"))

    def _keys_before(self, wanted: bytes) -> int:
        """How many keys come before this one. Only the keys from a pivot to the next are looked at."""
        number = max(0, bisect_left(self._pivots, wanted) - 1) * PIVOTED
        if number not in self._looked_at:
            keys = self.keys.between(number, min(number + PIVOTED, len(self.keys)))
            self._looked_at = {number: keys.splitlines(keepends=True)}
        return number + bisect_left(self._looked_at[number], wanted)

    @functools.cached_property
    def _pivots(self) -> list[bytes]:
        return self.read(*self._file.places["keys.pivots"]).splitlines(keepends=True)

    def keys_with(self, parts: Iterable[bytes], within: range) -> Iterator[int]:
        """The keys among these with one of the parts in them: with their NUL and LF, so that both ends can be asked for.

        A key is given once for each of the parts.
        """
        text, start, ends = self._text_of(within)
        for part in parts:
            place = text.find(part)
            while place >= 0:
                number = bisect_right(ends, start + place, within.start, within.stop)
                yield number
                place = text.find(part, ends[number] - start)

    def forms_fitting(self, patterns: Iterable[re.Pattern[bytes]], within: range) -> Iterator[tuple[int, bytes]]:
        """The keys among these whose form, with its marks, has a part that fits one of the patterns, each with its form.

        Once for each pattern: none fits in a form twice.
        """
        text, start, ends = self._text_of(within)
        for pattern in patterns:
            for match in pattern.finditer(text):
                place = match.start()
                form = text[text.rfind(b"\0", 0, place + 1) + 1 : text.index(b"\n", place)]
                yield bisect_right(ends, start + place, within.start, within.stop), form

    def _text_of(self, within: range) -> tuple[bytes, int, Sequence[int]]:
        """The keys, one after the other, where the first starts, and where each ends.

        Bytes are searched much faster than a mapped file.
        """
        start = self.keys.starts_at(within.start) - self.keys.start
        return self.keys.between(within.start, within.stop), start, self.keys.ends.between(within.start, within.stop)

    def postings(self, key: int) -> Iterator[Posting]:
        """Where a key occurs, by text field."""
        ends = self._posting_ends.between(max(key - 1, 0), key + 1)
        at, end = self._postings_start + (ends[key - 1] if key else 0), self._postings_start + ends[key]
        while at < end:
            field, flags, documents, occurrences, most, length = HEAD.unpack(self.read(at, HEAD.size))
            at += HEAD.size
            yield Posting(self, field, flags, documents, occurrences, most, at, at + length)
            at += length

    def marked(self, key: bytes) -> int:
        """The mask of the documents with a key that is no term's."""
        found = 0
        for number in self.keys_from(key + b"\0\n"):
            for posting in self.postings(number):
                found |= posting.counts().mask
        return found

    # columns

    def column(self, name: str) -> memoryview[int]:
        """The numbers of a column, by document."""
        if name not in self._columns:
            kind = "H" if name.startswith(("order.", "ids.", "sources.")) else "I"
            self._columns[name] = self._file.numbers(name, kind)
        return self._columns[name]

    def strings(self, name: str) -> Strings:
        """A column of strings: ``ids``, ``titles`` (both sorted), ``sources`` or ``cards``."""
        if name not in self._strings:
            self._strings[name] = Strings(self._file, name)
        return self._strings[name]

    def id_of(self, document: int) -> bytes:
        """The id of a document."""
        return self.strings("ids")[self.column("ids.ranks")[document]]

    def documents_among(self, ids: Collection[bytes]) -> list[int]:
        """The documents with one of these ids, those that were removed too."""
        if len(ids) * _FEW > self.size:
            named = map(frozenset(ids).__contains__, self.strings("ids"))
            return list(itertools.compress(self.column("ids.documents"), named))
        return list(itertools.chain.from_iterable(map(self.documents_with, ids)))

    def documents_with(self, article_id: bytes) -> list[int]:
        """The documents with this id, those that were removed too."""
        ids = self.strings("ids")
        start = bisect_left(ids, article_id)
        end = start
        while end < len(ids) and ids[end] == article_id:
            end += 1
        return self.column("ids.documents")[start:end].tolist()

    def find(self, article_id: bytes) -> int | None:
        """The document with this id, if it has not been removed."""
        return next((document for document in self.documents_with(article_id) if document not in self.removed), None)

    def first_in(self, order: str, mask: int, count: int) -> list[int]:
        """The first documents of a mask, so many, in one of the orders of the file."""
        documents, held = self.column(order), mask.to_bytes(self.size, "little")
        if count * _FEW < self.size:
            # What matches often is soon found; what matches seldom is sought to the end, at the cost of the other way.
            return list(itertools.islice((document for document in documents if held[document]), count))
        return list(itertools.islice(itertools.compress(documents, vectors.pick(held, documents)), count))

    def lengths(self, fields: Collection[int]) -> list[memoryview[int]]:
        """Columns that tell together how many words each document has in these text fields."""
        if len(fields) == len(TEXT_FIELDS):
            return [self.column("length")]
        return [self.column(f"length.{TEXT_FIELDS[field].name}") for field in fields]

    # articles

    def card(self, document: int) -> bytes:
        """What a survey tells of a document."""
        return self.strings("cards")[document]

    def cards(self, documents: Sequence[int]) -> list[bytes]:
        """The same of several documents, which are in order."""
        if documents[-1] - documents[0] > len(documents) * _FEW:
            return list(map(self.card, documents))
        return self.strings("cards").among(documents)

    def article(self, document: int) -> str:
        """The stored article."""
        place, ends = self._article_places[document], self._article_ends
        start, end = ends[place - 1] if place else 0, ends[place]
        base = self._file.span("stored")[0]
        if self._sample is None:
            self._sample = zlib.decompress(self.read(*self._file.places["stored.sample"]))
        return inflate(self.read(base + start, end - start), self._sample).decode("utf-8", "surrogatepass")
