"""The engine that nkdocs comes with: a folder of segments, our words, and our own answers to queries.

Reading needs nothing of Whoosh. Writing takes Whoosh's lock, and leaves Whoosh's table of contents beside ours, so that the
store is a Whoosh index as well, which Whoosh itself can open and search (`codec`).
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from nkdocs.engine import vectors
from nkdocs.engine.contents import Snapshot, open_segments, read_contents
from nkdocs.engine.evaluation import Evaluation
from nkdocs.engine.keys import decode, encode
from nkdocs.engine.ranking import first
from nkdocs.engine.segment_format import DamagedError
from nkdocs.errors import IndexDamagedError, NkdocsError
from nkdocs.model import Article, Hit, Listed, Results, Sort
from nkdocs.query import Query
from nkdocs.schema import to_article, to_listing

if TYPE_CHECKING:
    from nkdocs.engine.writing import StoreTransaction

#: Of so many documents is told at once, by who goes through all of them.
_AT_ONCE = 4_096


class StoreEngine:
    """A store of documents in a folder. See `nkdocs.engine.Engine`."""

    def __init__(self, folder: Path, memory: int | None = None, written: Callable[[float], None] | None = None) -> None:
        self._folder = folder
        self._memory = memory
        self._written = written
        self._snapshot: Snapshot | None = None
        self._open()

    def _open(self) -> None:
        self.close()
        with self._reading():
            self._snapshot = open_segments(self._folder, read_contents(self._folder))

    def close(self) -> None:
        """Let go of files."""
        if self._snapshot is not None:
            self._snapshot.close()
            self._snapshot = None

    @contextlib.contextmanager
    def writing(self) -> Iterator[StoreTransaction]:
        """A transaction: committed at the end of the block, undone if an exception leaves it.

        Raises `IndexLockedError` where another one is open, in this process or in another, `IndexDamagedError`.
        """
        from nkdocs.engine.writing import StoreTransaction, budget_within, lock  # for those who write

        with lock(self._folder):
            with self._reading():
                transaction = StoreTransaction(self._folder, budget_within(self._memory), self._written)
            try:
                yield transaction
                transaction.commit()
            except BaseException as error:
                transaction.abandon()
                if isinstance(error, DamagedError):  # of a segment that was there before
                    raise IndexDamagedError.of(str(error), error) from error
                raise
        self._open()

    def search(self, query: Query, *, limit: int | None = 10, offset: int = 0, sort: Sort = Sort.RELEVANCE) -> Results:
        """The hits from `offset` on, at most `limit` of them. See `nkdocs.engine.Engine.search`."""
        snapshot = self._snapshot
        if snapshot is None:
            return Results(0)
        with self._reading():
            evaluation = Evaluation(query, snapshot)
            total = evaluation.total
            page = first(evaluation, snapshot, total if limit is None else min(offset + limit, total) if limit else 0, sort)
            hits = (
                Hit(rank, found.score, to_article(found.segment.article(found.document)))
                for rank, found in enumerate(page[offset:], start=offset + 1)
            )
            return Results(total, tuple(hits))

    def survey(self, query: Query, *, sort: Sort = Sort.RELEVANCE) -> tuple[Listed, ...]:
        """What is told of every hit. See `nkdocs.engine.Engine.survey`."""
        snapshot = self._snapshot
        if snapshot is None:
            return ()
        with self._reading():
            evaluation = Evaluation(query, snapshot)
            found = first(evaluation, snapshot, evaluation.total, sort)
            return to_listing([decode(each.segment.card(each.document)) for each in found])

    def listings(self, query: Query) -> Iterator[Listed]:
        """What is told of every hit, in no order. See `nkdocs.engine.Engine.listings`."""
        snapshot = self._snapshot
        if snapshot is None:
            return
        with self._reading():
            for segment, mask in zip(snapshot.segments, Evaluation(query, snapshot).masks, strict=True):
                documents = vectors.documents_of(mask, segment.size)
                for start in range(0, len(documents), _AT_ONCE):
                    yield from to_listing([decode(card) for card in segment.cards(documents[start : start + _AT_ONCE])])

    def get(self, article_id: str) -> Article | None:
        """The article with exactly this id."""
        with self._reading():
            for segment in self._snapshot.segments if self._snapshot else ():
                document = segment.find(encode(article_id))
                if document is not None:
                    return to_article(segment.article(document))
        return None

    @contextlib.contextmanager
    def _reading(self) -> Iterator[None]:
        """Around all that reads: damage is named. Any other error is damage if a byte is not as written, and else ours."""
        try:
            yield
        except NkdocsError:
            raise
        except (DamagedError, OSError) as error:
            name = str(error) if isinstance(error, DamagedError) else getattr(error, "filename", None)
            raise IndexDamagedError.of(Path(name or self._folder).name, error) from error
        except Exception as error:
            for segment in self._snapshot.segments if self._snapshot else ():
                if not segment.is_whole():
                    raise IndexDamagedError.of(segment.name) from error
            raise
