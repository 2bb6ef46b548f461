"""Articles put aside until they are wanted: of an archive of any size, only a few are in memory at a time.

They lie pickled in a file that has no name and goes with the process. Only this process writes it, with what it and the
processes that read for it have pickled, and reads nothing else.
"""

from __future__ import annotations

import pickle
import tempfile
from collections.abc import Iterable
from pathlib import Path

from nkdocs.model import Article

#: Bytes that stay in memory before a file is made.
_IN_MEMORY = 8_000_000


def pack(article: Article) -> bytes:
    """An article as it is put aside."""
    return pickle.dumps(article, pickle.HIGHEST_PROTOCOL)


class Spool:
    """Where articles are put aside. `folder`: where its file lies, if there has to be one (None: where Python puts such)."""

    def __init__(self, folder: Path | None = None) -> None:
        self._file = tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY, dir=str(folder) if folder else None)  # noqa: SIM115  # `close` closes it
        self._end = 0

    def keep(self, packed: Iterable[bytes]) -> list[tuple[int, int]]:
        """Put articles aside; gives where each lies, and how far it reaches."""
        self._file.seek(self._end)
        places = []
        for raw in packed:
            self._file.write(raw)
            places.append((self._end, len(raw)))
            self._end += len(raw)
        return places

    def read(self, place: tuple[int, int]) -> Article:
        """An article that was put there."""
        start, length = place
        self._file.seek(start)
        article: Article = pickle.loads(self._file.read(length))  # noqa: S301  # written by ourselves, in no place of others
        return article

    def close(self) -> None:
        """Let go of the file, and so of what is in it."""
        self._file.close()
