"""One family of errors: every trouble a person can cause or meet, with its exit status and the next command to type.

`cli.main` catches `NkdocsError` in one place and prints the sentence and the hint. Anything else that escapes is a bug of
ours, and shows its traceback. A file that cannot be read is no error but data: see `model.Problem`.
"""

from __future__ import annotations

import errno

#: What mends an index of the archive a person stands in.
REBUILD = "run: nkdocs index --rebuild"
#: What the system says of a file that is gone, or is none.
_GONE = frozenset({errno.ENOENT, errno.ENOTDIR, errno.EISDIR, errno.ELOOP})


class NkdocsError(Exception):
    """A foreseeable trouble. `str(error)` is one sentence; `hint` what to type next (may be empty)."""

    exit_code = 2

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.hint = hint


class ConfigError(NkdocsError):
    """A setting or an option has a value that cannot be used."""


class CorpusError(NkdocsError):
    """A path named by the person cannot be read at all."""


class NoFileError(CorpusError):
    """What stands in the place of a file is a pipe, a socket or a device."""


class NoTextError(CorpusError):
    """A file can be read, and has no text in it: it is empty, or something else."""


class QueryError(NkdocsError):
    """A query is not understood. `column` is the 0-based character of `query` to point at, `length` how many."""

    def __init__(self, message: str, query: str, column: int, length: int = 1, hint: str = "") -> None:
        super().__init__(message, hint)
        self.query = query
        self.column = column
        self.length = length


class TooBroadError(NkdocsError):
    """A word with ``*``, ``?`` or ``~`` stands for more words of the archive than can be searched for in reasonable time."""


class NoIndexError(NkdocsError):
    """No archive with an index was found."""


class IndexOutdatedError(NkdocsError):
    """The index was written by another version, schema or analyzer."""


class IndexDamagedError(NkdocsError):
    """The index is there, but cannot be read."""

    @classmethod
    def of(cls, name: str, error: BaseException | None = None) -> IndexDamagedError:
        """Of this file: it is not as it was written, or is gone; or the system does not give it, as its `error` says."""
        if isinstance(error, OSError) and error.strerror and error.errno not in _GONE:
            way = "see the permissions and the disk; nkdocs index --rebuild makes the index anew"
            return cls(f"the index cannot be read ({name}): {error.strerror}", way)
        return cls(f"the index is damaged ({name})", REBUILD)


class IndexLockedError(NkdocsError):
    """Another process is writing the index."""


class UnknownArticleError(NkdocsError):
    """No article, or more than one, is meant by an id. `candidates` are the ids it may mean."""

    def __init__(self, message: str, hint: str = "", candidates: tuple[str, ...] = ()) -> None:
        super().__init__(message, hint)
        self.candidates = candidates


class EngineUnavailableError(NkdocsError):
    """The engine asked for is not installed, or unknown."""
