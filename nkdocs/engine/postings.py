"""What an index holds, read as plain sets, counts and positions: the only module that walks Whoosh's readers.

An index consists of segments, each with its own words and its own count of documents. Here they are one: a document is a number
that counts on through all segments, and what is removed is left out. Whoosh's composite reader and its matchers over several
segments are avoided: a segment at a time is simple, and says the same for one segment and for fifty.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Collection, Iterable, Iterator
from typing import Any

from nkdocs.engine.fields import ID, decode, encode
from nkdocs.engine.stock import IndexReader


class Postings:
    """The documents of an index as of when its reader was opened."""

    def __init__(self, reader: IndexReader) -> None:
        self._reader = reader
        self._segments: list[tuple[IndexReader, int]] = [
            (segment, offset) for segment, offset in reader.leaf_readers() if segment.doc_count_all()
        ]
        self._offsets = [offset for _, offset in self._segments]
        self._columns: dict[str, list[Any]] = {}
        #: What was computed from these postings, which never change, for whoever computes it.
        self.kept: dict[object, dict[int, float]] = {}

    def hold(self) -> None:
        """Open every file now. Whoosh opens some when they are first asked for, and by then a writer may have removed them."""
        for segment, _ in self._segments:
            segment.stored_fields(0)
            for name, field in segment.schema.items():
                if field.column_type is not None:
                    self.column(name)

    def close(self) -> None:
        """Let go of the files."""
        self._reader.close()

    def count(self) -> int:
        """How many documents there are."""
        return int(self._reader.doc_count())

    def documents(self) -> Iterator[int]:
        """All documents."""
        for segment, offset in self._segments:
            yield from (offset + number for number in segment.all_doc_ids())

    def frequencies(self, field: str, keys: Iterable[str]) -> dict[int, float]:
        """The documents with any of the keys in a field, and how often these occur in each, together."""
        found: dict[int, float] = {}
        for key in keys:
            for matcher, offset in self._matchers(field, key):
                while matcher.is_active():
                    document = offset + matcher.id()
                    found[document] = found.get(document, 0.0) + matcher.weight()
                    matcher.next()
        return found

    def documents_with(self, field: str, keys: Iterable[str]) -> set[int]:
        """The documents with any of the keys in a field."""
        return {
            offset + number for key in keys for matcher, offset in self._matchers(field, key) for number in matcher.all_ids()
        }

    def positions(self, field: str, keys: Iterable[str], documents: Collection[int]) -> dict[int, list[int]]:
        """The positions of any of the keys in a field of these documents; not in order where a document has several."""
        found: dict[int, list[int]] = {}
        wanted = sorted(documents)
        for key in keys:
            for matcher, offset in self._matchers(field, key):
                for document in wanted[bisect_left(wanted, offset) :]:
                    if not matcher.is_active():
                        break
                    matcher.skip_to(document - offset)
                    if matcher.is_active() and matcher.id() == document - offset:
                        found.setdefault(document, []).extend(matcher.value_as("positions"))
        return found

    def _matchers(self, field: str, key: str) -> Iterator[tuple[Any, int]]:
        stored = encode(key)
        for segment, offset in self._segments:
            if (field, stored) in segment:
                yield segment.postings(field, stored), offset

    def lexicon(self, field: str, beginning: str = "") -> set[str]:
        """The keys of a field that begin so, also such as only stand in removed documents."""
        known: set[bytes] = set()
        for segment, _ in self._segments:
            if field in segment.indexed_field_names():
                known.update(segment.expand_prefix(field, encode(beginning)))
        return set(map(decode, known))

    def column(self, field: str) -> Callable[[int], Any]:
        """What gives a document's value of a field that is kept in a column."""
        if field not in self._columns:
            self._columns[field] = [segment.column_reader(field, translate=False) for segment, _ in self._segments]
        readers, offsets = self._columns[field], self._offsets
        if len(readers) == 1:
            return readers[0].__getitem__  # type: ignore[no-any-return]

        def value(document: int) -> Any:  # noqa: ANN401  # columns hold numbers or bytes
            number = bisect_right(offsets, document) - 1
            return readers[number][document - offsets[number]]

        return value

    def average_length(self, fields: Iterable[str]) -> float:
        """How many words these text fields together have in a document, on average."""
        documents = sum(int(segment.doc_count_all()) for segment, _ in self._segments)
        words = sum(int(segment.field_length(field)) for field in fields for segment, _ in self._segments)
        return words / max(1, documents)

    def stored(self, document: int, field: str) -> str:
        """The value of a stored field."""
        segment, offset = self._segment(document)
        return str(segment.stored_fields(document - offset)[field])

    def find(self, article_id: str) -> int | None:
        """The document with this id."""
        return next(iter(self.documents_with(ID, [article_id])), None)

    def _segment(self, document: int) -> tuple[IndexReader, int]:
        return self._segments[bisect_right(self._offsets, document) - 1]
