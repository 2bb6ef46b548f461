"""The seam: what nkdocs asks of a search engine, in our own words, and the one place that knows which engines there are.

An engine receives our query tree and our documents, and gives back our results. No string in an engine's syntax, no
markup and no exception of an engine's passes through. It is given words that `analysis` made, and it makes none itself.

**Transactions.** `writing()` is all or nothing: leaving the block commits, an exception out of it leaves what was there.
**Matching** is defined by the docstrings in `query`, exactly: two engines that hold the same documents give the same set
of hits for the same query. **Relevance** is BM25; its figures may differ in rounding, so only the set, the total, and the
orders by date and title are promised to be the same.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Protocol

from nkdocs.errors import EngineUnavailableError
from nkdocs.model import Article, Document, Listed, Results, Sort
from nkdocs.query import Query

#: By the names of engines: suffixes of files of which they check what they read, whenever they do.
CAREFUL = {"whoosh": frozenset({".seg"})}


class Transaction(Protocol):
    """Changes that become visible together."""

    def put(self, document: Document) -> None:
        """Add the document, in place of the one with the same id."""

    def drop(self, article_id: str) -> None:
        """Remove the document with this id; nothing happens if there is none."""


class Engine(Protocol):
    """A store of documents that can be searched."""

    def writing(self) -> AbstractContextManager[Transaction]:
        """A transaction: committed at the end of the block, undone if an exception leaves it."""

    def search(self, query: Query, *, limit: int | None = 10, offset: int = 0, sort: Sort = Sort.RELEVANCE) -> Results:
        """The hits from `offset` (0-based) on, at most `limit` (None: all; 0: only the total is wanted), without snippets.

        Ties are broken by id; undated articles come last in both date orders; titles are compared folded.
        """

    def survey(self, query: Query, *, sort: Sort = Sort.RELEVANCE) -> tuple[Listed, ...]:
        """What is told of every hit, in the order of `search`, for as little as can be: no text is read."""

    def listings(self, query: Query) -> Iterator[Listed]:
        """The same in no order, read while they are gone through: for who counts, and keeps none of them."""

    def get(self, article_id: str) -> Article | None:
        """The article with exactly this id."""

    def close(self) -> None:
        """Let go of files. The engine is not used afterwards."""


def open_engine(name: str, folder: Path, memory: int | None = None, written: Callable[[float], None] | None = None) -> Engine:
    """The engine of this name over a folder of its own, which exists; an empty folder is an empty store.

    `memory`: bytes that the process may take while it writes; None: as many as an engine takes by itself. `written` is told
    while a transaction writes how many of its documents are written, the one at hand in part.
    Raises `EngineUnavailableError` for a name we do not know, `IndexDamagedError` for a folder the engine cannot read.
    """
    if name == "whoosh":
        from nkdocs.engine.store import StoreEngine

        return StoreEngine(folder, memory, written)
    raise EngineUnavailableError(f"there is no engine called {name!r}", 'set engine = "whoosh" in nkdocs.toml')
