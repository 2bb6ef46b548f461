"""How far an index run is, for whoever waits for it.

To take an article in is about half of the work of writing it: the other half is done when its part of the index is full, for
many articles at once. So an article counts by halves.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator

#: Called with files read, files in all, and the path being read; then with articles written, articles in all, and "".
Progress = Callable[[int, int, str], None]
#: Who watches is told so many times at most.
_TIMES = 2_000


class _WatchError(Exception):
    """What befell who watches."""


@contextlib.contextmanager
def heard() -> Iterator[None]:
    """Around all that is watched: what befell who watches is raised as it was, and is taken for no trouble of the index."""
    try:
        yield
    except _WatchError as error:
        raise error.__cause__ or error from None


class Watch:
    """Tells how many of `total` articles are written, if anybody watches. To be used within `heard`."""

    def __init__(self, progress: Progress | None, total: int) -> None:
        self._progress = progress
        self._total = total
        self._step = max(1, total // _TIMES)
        self._taken = 0
        self._told = -self._step
        self.written(0)

    def take(self) -> None:
        """One article more was taken in."""
        self._taken += 1
        self._tell(self._taken / 2 + self._written / 2)

    def written(self, articles: float) -> None:
        """So many articles were written for good, the one at hand in part."""
        self._written = articles
        self._tell(self._taken / 2 + articles / 2)

    def finish(self) -> None:
        """All of them were."""
        if self._told < self._total:
            self._told = self._total - self._step
            self._tell(self._total)

    def _tell(self, done: float) -> None:
        if self._progress is None or done < self._told + self._step:
            return
        self._told = min(int(done), self._total)
        try:
            self._progress(self._told, self._total, "")
        except OSError as error:
            raise _WatchError from error
