"""Articles put aside until they are wanted: of an archive of any size, only a few are in memory at a time.

They lie pickled in a file that has no name and goes with the process. Only this process writes it, and reads nothing else.
"""

from __future__ import annotations

import pickle
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import overload

from nkdocs.model import Article

#: Bytes that stay in memory before a file is made.
_IN_MEMORY = 32_000_000


class Spool:
    """Where articles are put aside. `folder`: where its file lies, if there has to be one (None: where Python puts such)."""

    def __init__(self, folder: Path | None = None) -> None:
        self._file = tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY, dir=str(folder) if folder else None)  # noqa: SIM115  # `close` closes it

    def keep(self, articles: Sequence[Article]) -> Kept:
        """Put the articles of a file aside."""
        start = self._file.seek(0, 2)
        places = []
        for article in articles:
            self._file.write(pickle.dumps(article, pickle.HIGHEST_PROTOCOL))
            end = self._file.tell()
            places.append((start, end - start))
            start = end
        return Kept(self, tuple(places))

    def read(self, start: int, length: int) -> Article:
        """An article that was put there."""
        self._file.seek(start)
        article: Article = pickle.loads(self._file.read(length))  # noqa: S301  # written by ourselves, in no place of others
        return article

    def close(self) -> None:
        """Let go of the file, and so of what is in it."""
        self._file.close()


class Kept(Sequence[Article]):
    """The articles of one file, read anew each time they are looked at. `ids`: those that they have got since."""

    def __init__(self, spool: Spool, places: tuple[tuple[int, int], ...], ids: tuple[str, ...] = ()) -> None:
        self._spool = spool
        self._places = places
        self._ids = ids

    def __len__(self) -> int:
        return len(self._places)

    @overload
    def __getitem__(self, number: int) -> Article: ...
    @overload
    def __getitem__(self, number: slice) -> tuple[Article, ...]: ...
    def __getitem__(self, number: int | slice) -> Article | tuple[Article, ...]:
        if isinstance(number, slice):
            return tuple(map(self.__getitem__, range(*number.indices(len(self)))))
        article = self._spool.read(*self._places[number])
        return replace(article, id=self._ids[number]) if self._ids else article

    def __iter__(self) -> Iterator[Article]:
        return map(self.__getitem__, range(len(self)))

    def named(self, ids: Sequence[str]) -> Kept:
        """The same articles with these ids."""
        return Kept(self._spool, self._places, tuple(ids))
