"""A store as a Whoosh index: what Whoosh needs to open our segments itself, and to run its own queries on them.

``whoosh.index.open_dir(FOLDER)`` finds the table of contents that `write_toc` leaves beside ours, and reads by `StoreCodec`.
Whoosh sees a field for each text field, with terms as `analysis` makes them (``Term("body", "remitt")``), positions, and exact
lengths, and the stored article. nkdocs itself reads no such table: it is a pickle, and what opens one runs what it says.

Only for reading: a writer of Whoosh's knows nothing of our contents.
"""

from __future__ import annotations

import heapq
import itertools
import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from nkdocs.engine.contents import Contents
from nkdocs.engine.keys import beginning, decode, encode
from nkdocs.engine.posting import Posting
from nkdocs.engine.segment import Segment
from nkdocs.engine.segment_format import FIRST_TERM
from nkdocs.engine.stock import (
    STORED,
    TOC,
    Codec,
    FieldType,
    FileStorage,
    ListMatcher,
    PerDocumentReader,
    Positions,
    Schema,
    Span,
    TermInfo,
    TermsReader,
    WhooshSegment,
)
from nkdocs.schema import TEXT_FIELDS

INDEX = "MAIN"
_NUMBERS = {row.name: place for place, row in enumerate(TEXT_FIELDS)}


def write_toc(folder: Path, contents: Contents) -> None:
    """Write Whoosh's table of contents anew, in one step; older ones are removed."""
    storage = FileStorage(str(folder))
    before = [path.name for path in folder.glob(f"_{INDEX}_*.toc")]
    fields = {row.name: FieldType(Positions(), None, scorable=True) for row in TEXT_FIELDS}
    segments = [StoreSegment(held.name, held.documents, held.removed) for held in contents.segments]
    # Pickles of the same contents are the same bytes: nothing in them is of this moment.
    TOC(Schema(article=STORED(), **fields), segments, contents.written).write(storage, INDEX)
    for name in before:
        if name != TOC._filename(INDEX, contents.written):  # noqa: SLF001  # Whoosh has no other name for it
            (folder / name).unlink(missing_ok=True)


class StoreSegment(WhooshSegment):  # type: ignore[misc]  # Whoosh has no types
    """A segment of ours as an entry of Whoosh's table of contents."""

    def __init__(self, name: str, documents: int, removed: Sequence[int]) -> None:
        super().__init__(INDEX)
        self.segid = name
        self.documents = documents
        self.removed = tuple(removed)

    def codec(self) -> StoreCodec:
        """What reads it."""
        return StoreCodec()

    def open(self, storage: FileStorage) -> Segment:
        """The segment itself."""
        return Segment(Path(storage.folder) / self.segid, self.removed)

    def doc_count_all(self) -> int:
        """How many documents it has, removed ones too."""
        return self.documents

    def deleted_count(self) -> int:
        """How many are removed."""
        return len(self.removed)

    def deleted_docs(self) -> Sequence[int]:
        """Those that are removed."""
        return self.removed

    def is_deleted(self, docnum: int) -> bool:
        """Whether one is removed."""
        return docnum in self.removed

    def should_assemble(self) -> bool:
        """It is one file already."""
        return False


class StoreCodec(Codec):  # type: ignore[misc]  # the same
    """Reads segments of ours for Whoosh."""

    def terms_reader(self, storage: FileStorage, segment: StoreSegment) -> StoreTerms:
        """What reads terms and postings."""
        return StoreTerms(segment.open(storage))

    def per_document_reader(self, storage: FileStorage, segment: StoreSegment) -> StoreDocuments:
        """What reads lengths and articles."""
        return StoreDocuments(segment.open(storage), segment)


class StoreDocuments(PerDocumentReader):  # type: ignore[misc]  # the same
    """Lengths and articles."""

    def __init__(self, segment: Segment, entry: StoreSegment) -> None:
        self._segment = segment
        self.doc_count, self.doc_count_all, self.has_deletions = entry.doc_count, entry.doc_count_all, entry.has_deletions
        self.is_deleted, self.deleted_docs = entry.is_deleted, entry.deleted_docs

    def close(self) -> None:
        """Let go of the file."""
        self._segment.close()

    def _lengths(self, fieldname: str) -> Sequence[int]:
        return self._segment.column(f"length.{fieldname}") if fieldname in _NUMBERS else [0]

    def doc_field_length(self, docnum: int, fieldname: str, default: int = 0) -> int:
        """Words of a field in a document."""
        return self._lengths(fieldname)[docnum] if fieldname in _NUMBERS else default

    def field_length(self, fieldname: str) -> int:
        """Words of a field in all documents."""
        return self._segment.words.get(fieldname, 0)

    def min_field_length(self, fieldname: str) -> int:
        """The fewest words of a field in a document."""
        return min(self._lengths(fieldname))

    def max_field_length(self, fieldname: str) -> int:
        """The most."""
        return max(self._lengths(fieldname))

    def has_column(self, fieldname: str) -> bool:
        """Columns of ours are none of Whoosh's."""
        del fieldname
        return False

    def stored_fields(self, docnum: int) -> dict[str, Any]:
        """The article, as `schema` writes it."""
        return {"article": json.loads(self._segment.article(docnum))}


class StoreTerms(TermsReader):  # type: ignore[misc]  # the same
    """Terms and their postings: the forms of a term are one."""

    def __init__(self, segment: Segment) -> None:
        self._segment = segment

    def close(self) -> None:
        """Let go of the file."""
        self._segment.close()

    def _postings(self, fieldname: str, term: bytes) -> list[Posting]:
        keys = self._segment.keys_from(encode(beginning(decode(term))))
        every = itertools.chain.from_iterable(map(self._segment.postings, keys))
        return [posting for posting in every if posting.field == _NUMBERS.get(fieldname)]

    def _documents(self, fieldname: str, term: bytes) -> dict[int, list[int]]:
        """Every document, in order, with its positions."""
        found: dict[int, list[int]] = {}
        for document, positions, _ in heapq.merge(*(posting.rows() for posting in self._postings(fieldname, term))):
            found[document] = sorted([*found.get(document, ()), *positions])
        return found

    def __contains__(self, term: tuple[str, bytes]) -> bool:
        return bool(self._postings(*term))

    def terms(self) -> Iterator[tuple[str, bytes]]:
        """Every field and term, sorted."""
        return itertools.chain.from_iterable(self.terms_from(name, b"") for name in sorted(_NUMBERS))

    def terms_from(self, fieldname: str, prefix: bytes) -> Iterator[tuple[str, bytes]]:
        """The terms of a field from this one on, sorted."""
        keys = self._segment.keys
        start = self._segment.keys_from(max(prefix, FIRST_TERM)).start
        terms = (keys[number].partition(b"\0")[0] for number in range(start, len(keys)))
        return ((fieldname, term) for term, _ in itertools.groupby(terms) if (fieldname, term) in self)

    def items(self) -> Iterator[tuple[tuple[str, bytes], TermInfo]]:
        """Every field and term, with what is known of it."""
        return ((term, self.term_info(*term)) for term in self.terms())

    def items_from(self, fieldname: str, prefix: bytes) -> Iterator[tuple[tuple[str, bytes], TermInfo]]:
        """The terms of a field from this one on, with what is known of them."""
        return ((term, self.term_info(*term)) for term in self.terms_from(fieldname, prefix))

    def term_info(self, fieldname: str, text: bytes) -> TermInfo:
        """What is known of a term. Raises `KeyError`."""
        found = self._documents(fieldname, text)
        if not found:
            raise KeyError((fieldname, text))
        lengths = self._segment.column(f"length.{fieldname}")
        known = TermInfo()
        for document, positions in found.items():
            known.add_posting(document, len(positions), lengths[document])
        return known

    def frequency(self, fieldname: str, text: bytes) -> int:
        """How often a term occurs."""
        return int(self.term_info(fieldname, text).weight())

    def doc_frequency(self, fieldname: str, text: bytes) -> int:
        """In how many documents a term occurs."""
        return len(self._documents(fieldname, text))

    def matcher(self, fieldname: str, text: bytes, format_: Positions, scorer: object = None) -> StoreMatcher:
        """The postings of a term."""
        found = self._documents(fieldname, text)
        weights = [float(len(positions)) for positions in found.values()]
        values = [format_.encode(positions) for positions in found.values()]
        known = self.term_info(fieldname, text)
        return StoreMatcher(list(found), weights, values, format_, scorer, term=(fieldname, text), terminfo=known)

    def indexed_field_names(self) -> list[str]:
        """The fields."""
        return list(_NUMBERS)


class StoreMatcher(ListMatcher):  # type: ignore[misc]  # the same
    """Postings of a term, that know where in a document they are."""

    def spans(self) -> list[Span]:
        """The positions in the current document."""
        return [Span(position) for position in self.value_as("positions")]
