"""The engine that nkdocs comes with: Whoosh's files and readers, our words, and our own answers to queries.

Layout of the folder: Whoosh's table of contents (``_MAIN_N.toc``) names the segments that count; each segment is a handful of
files that are never changed once they are written, so that they can be hard-linked, and a reader keeps what it opened.
``MAIN_WRITELOCK`` is the only file written twice, and holds nothing. Segments are not packed into one file each (compound):
Whoosh would read such a file whole into memory to open it.

Opening an index unpickles its table of contents, so the folder must be one that only we wrote: `archive` sees to it.
"""

from __future__ import annotations

import contextlib
import heapq
import pickle
import struct
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from nkdocs.engine.evaluation import Scores, evaluate
from nkdocs.engine.fields import ID, TITLE_KEY, build_schema, decode, to_row
from nkdocs.engine.postings import Postings
from nkdocs.engine.stock import FileStorage, LockError, SegmentWriter
from nkdocs.errors import IndexDamagedError, IndexLockedError
from nkdocs.model import Article, Document, Hit, Listed, Results, Sort
from nkdocs.query import Query
from nkdocs.schema import to_article, to_listed

#: Megabytes of postings that are held before they are sorted and written aside.
POOL_MEGABYTES = 128
#: What reading raises where the bytes of an index are not what was written, beside Whoosh's own exceptions.
DAMAGE = (OSError, EOFError, ValueError, struct.error, zlib.error, pickle.UnpicklingError)


class WhooshEngine:
    """A store of documents in a folder, by Whoosh. See `nkdocs.engine.Engine`."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._storage = FileStorage(str(folder))
        self._schema = build_schema()
        self._postings: Postings | None = None
        self._open()

    def _open(self) -> None:
        """Read what is committed. A folder with segments but no table of contents has lost it."""
        self.close()
        try:
            if self._exists():
                self._postings = Postings(self._storage.open_index(schema=self._schema).reader())
                self._postings.hold()
                return
        except Exception as error:  # Whoosh reads pickles: what damaged ones raise has no end
            raise self._damaged() from error
        if any(self._folder.glob("*.trm")):
            raise self._damaged()

    def _exists(self) -> bool:
        return any(self._folder.glob("*.toc"))

    def _damaged(self) -> IndexDamagedError:
        return IndexDamagedError(f"the index in {self._folder} is damaged and cannot be read", "run: nkdocs index --rebuild")

    def close(self) -> None:
        """Let go of files."""
        if self._postings is not None:
            self._postings.close()
            self._postings = None

    @contextlib.contextmanager
    def writing(self) -> Iterator[WhooshTransaction]:
        """A transaction: committed at the end of the block, undone if an exception leaves it.

        Raises `IndexLockedError` where another one is open, in this process or in another.
        """
        writer = self._writer()
        try:
            transaction = WhooshTransaction(writer)
            try:
                yield transaction
            finally:
                transaction.release()
            writer.commit()
        except BaseException:
            _abandon(writer)
            raise
        self._open()

    def _writer(self) -> SegmentWriter:
        try:
            storage, schema = self._storage, self._schema
            index = storage.open_index(schema=schema) if self._exists() else storage.create_index(schema)
            return index.writer(limitmb=POOL_MEGABYTES, compound=False)
        except LockError as error:
            message = f"another process is writing the index in {self._folder}"
            raise IndexLockedError(message, "wait until it is done, then try again") from error

    def search(self, query: Query, *, limit: int | None = 10, offset: int = 0, sort: Sort = Sort.RELEVANCE) -> Results:
        """The hits from `offset` on, at most `limit` of them. See `nkdocs.engine.Engine.search`."""
        postings = self._postings
        if postings is None:
            return Results(0)
        with self._reading():
            scores = evaluate(query, postings)
            end = len(scores) if limit is None else offset + limit
            page = _first(scores, end, _order(sort, scores, postings), postings)[offset:]
            articles = [self._article(postings, document) for document in page]
            hits = [Hit(offset + place, scores[page[place - 1]], article) for place, article in enumerate(articles, start=1)]
            return Results(len(scores), tuple(hits))

    def survey(self, query: Query, *, sort: Sort = Sort.RELEVANCE) -> tuple[Listed, ...]:
        """What is told of every hit. See `nkdocs.engine.Engine.survey`."""
        postings = self._postings
        if postings is None:
            return ()
        with self._reading():
            scores = evaluate(query, postings)
            card = postings.column("card")
            found = _first(scores, len(scores), _order(sort, scores, postings), postings)
            return tuple(to_listed(decode(card(document))) for document in found)

    def get(self, article_id: str) -> Article | None:
        """The article with exactly this id."""
        postings = self._postings
        if postings is None:
            return None
        with self._reading():
            document = postings.find(article_id)
            return None if document is None else self._article(postings, document)

    def _article(self, postings: Postings, document: int) -> Article:
        return to_article(postings.stored(document, "article"))

    @contextlib.contextmanager
    def _reading(self) -> Iterator[None]:
        try:
            yield
        except Exception as error:
            # Whoosh says "block tag error" with a plain Exception; its successors have classes of their own for it.
            if isinstance(error, DAMAGE) or type(error) is Exception or type(error).__module__.startswith("whoosh."):
                raise self._damaged() from error
            raise


def _order(sort: Sort, scores: Scores, postings: Postings) -> Callable[[int], Any]:
    """What documents are sorted by, smallest first. What lacks a date, or a title, is last."""
    first, last, title = postings.column("first_day"), postings.column("last_day"), postings.column(TITLE_KEY)
    match sort:
        case Sort.RELEVANCE:
            return lambda document: -scores[document]
        case Sort.NEWEST:
            return lambda document: (-first(document), -last(document))
        case Sort.OLDEST:
            return lambda document: (not first(document), first(document), last(document))
        case Sort.TITLE:
            return lambda document: (not title(document), title(document))


def _first(documents: Scores, count: int, key: Callable[[int], Any], postings: Postings) -> list[int]:
    """The first `count` documents by key and then id; ids are read only of those that may be among them."""
    if count < 1:
        return []
    keyed = [(key(document), document) for document in documents]
    if count < len(keyed):
        last = heapq.nsmallest(count, keyed)[-1][0]
        keyed = [pair for pair in keyed if pair[0] <= last]
    ids = postings.column(ID)
    return [document for _, _, document in sorted((value, ids(document), document) for value, document in keyed)][:count]


class WhooshTransaction:
    """Changes that become visible together. See `nkdocs.engine.Transaction`."""

    def __init__(self, writer: SegmentWriter) -> None:
        self._writer = writer
        self._committed = Postings(writer.reader())
        self._added: dict[str, int] = {}

    def put(self, document: Document) -> None:
        """Add the document, in place of the one with the same id."""
        self.drop(document.id)
        self._added[document.id] = self._writer.docnum
        self._writer.add_document(**to_row(document))

    def drop(self, article_id: str) -> None:
        """Remove the document with this id, be it committed or of this transaction."""
        committed = self._committed.find(article_id)
        if committed is not None:
            self._writer.delete_document(committed)
        if article_id in self._added:
            # Whoosh's own methods reach only what is committed.
            self._writer.newsegment.delete_document(self._added.pop(article_id))

    def release(self) -> None:
        """Let go of what was read, so that the files can be replaced."""
        self._committed.close()


def _abandon(writer: SegmentWriter) -> None:
    """Undo; and give back the lock also where Whoosh, out of disk space, fails to."""
    with contextlib.suppress(Exception):
        writer.cancel()
    with contextlib.suppress(Exception):
        writer.writelock.release()
