"""The corpus: which files of an archive are dumps, what text is in them, and what changed since they were last read.

It reads; it never writes, and knows neither articles nor the index. Paths are relative to the archive, with ``/`` between, and
may hold any bytes a file system allows (`os.fsdecode`). Trouble with one file or folder is a `Problem`, and the others go on.

**What is a dump.** A file that a person names is always taken. Walking a folder takes regular files whose suffix is in the
setting ``dump_suffixes`` (.txt, .text, .md, .markdown), and files without a suffix that begin like text, for that is how
people keep saved pages. Hidden files and folders (``.git``, ``.venv``) are passed over as everybody expects; other kinds and
symbolic links are counted and said. Links found by walking are not followed: they lead in circles, to what is walked anyway,
or out of the archive, where nothing of a downloaded archive should lead us. A link that a person names is followed.
"""

from __future__ import annotations

import hashlib
import io
import os
import stat
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import field
from pathlib import Path
from typing import BinaryIO, NamedTuple, Protocol

from nkdocs.answers import Change, ChangeKind, Problem
from nkdocs.config import PROJECT_FILE, Settings
from nkdocs.decoding import decode, looks_like_text
from nkdocs.errors import CorpusError, NoFileError
from nkdocs.model import Dump, Source
from nkdocs.values import dataclass

_DEFAULTS = Settings()
_START = 4096
#: Files of ours that stand in an archive, and are neither dumps nor worth a word.
_SETTINGS = frozenset({PROJECT_FILE, "corrections.toml"})
_PERMISSION = "see its permissions (ls -l), then run nkdocs index again"
#: A file changed less than this before it was read may change again within the same tick of its file system's clock.
_TICK_NS = 2_000_000_000
#: Whether the system can be asked what it would say on opening a file.
_AS_OPENED = os.access in os.supports_effective_ids


class FoundFile(NamedTuple):
    """A file that is there: its path, its size in bytes, and when it was last changed, in nanoseconds."""

    path: str
    size: int
    mtime_ns: int


@dataclass(frozen=True, slots=True)
class Found:
    """What a walk found: dumps sorted by path, each once; what to say; and the paths that could not be looked at.

    A problem about a folder has a source that ends with ``/``. What stood at or below an `unreadable` path may still be there.
    """

    files: tuple[FoundFile, ...]
    problems: tuple[Problem, ...] = ()
    unreadable: tuple[str, ...] = ()

    def may_hold(self, path: str) -> bool:
        """Whether the file may be there although it was not found."""
        return any(place in (path, ".") or path.startswith(place + "/") for place in self.unreadable)


class Fingerprint(Protocol):
    """What is remembered of a file that was read: enough to tell, mostly without reading it, whether it is still the same."""

    @property
    def size(self) -> int:
        """Bytes."""

    @property
    def mtime_ns(self) -> int:
        """When it was changed, in nanoseconds."""

    @property
    def read_ns(self) -> int:
        """When it was read, in nanoseconds."""

    @property
    def digest(self) -> str:
        """The sha256 of its bytes, in hexadecimal digits."""


@dataclass(slots=True)
class _Walk:
    root: str
    suffixes: frozenset[str]
    found: dict[str, FoundFile] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    unreadable: list[str] = field(default_factory=list)
    skipped: Counter[str] = field(default_factory=Counter)

    def label(self, path: str) -> str:
        """The path relative to the root, or absolute where it lies elsewhere."""
        inside = os.path.relpath(path, self.root)
        label = path if inside == os.pardir or inside.startswith(os.pardir + os.sep) else inside
        return label.replace(os.sep, "/")

    def take(self, label: str, status: os.stat_result) -> None:
        self.found[label] = FoundFile(label, status.st_size, status.st_mtime_ns)

    def miss(self, path: str, what: str, hint: str, mark: str = "") -> None:
        label = self.label(path)
        self.problems.append(Problem(label + mark, what, hint))
        self.unreadable.append(label)

    def walk(self, folder: str) -> None:
        folders = [folder]
        while folders:
            here = folders.pop()
            try:
                with os.scandir(here) as entries:
                    below = sorted(entries, key=lambda entry: entry.name, reverse=True)
            except OSError as error:
                self.miss(here, f"the folder cannot be read: {_reason(error)}", _PERMISSION, mark="/")
                continue
            label = self.label(here)
            inside = "" if label == "." else label.rstrip("/") + "/"
            while below:  # an entry keeps what was asked of its file, which adds up in a folder of a million
                entry = below.pop()
                name = entry.name
                if not name.startswith(".") and name not in _SETTINGS:
                    self._meet(entry, name, inside, folders)

    def _meet(self, entry: os.DirEntry[str], name: str, inside: str, folders: list[str]) -> None:
        try:
            status = entry.stat(follow_symlinks=False)
            kind = stat.S_IFMT(status.st_mode)
            if kind == stat.S_IFDIR:
                folders.append(entry.path)
            elif kind == stat.S_IFLNK:
                self.skipped["symbolic link"] += 1
            elif kind != stat.S_IFREG:
                self.skipped["pipe, socket or device"] += 1
            elif (suffix := _suffix(name)) not in self.suffixes:
                self.skipped[suffix or "without a suffix"] += 1
            elif not suffix and status.st_size and not _begins_like_text(entry.path):
                self.skipped["without a suffix, not text"] += 1
            else:
                self.take(inside + name, status)
        except OSError as error:
            self.miss(entry.path, f"the file cannot be read: {_reason(error)}", _PERMISSION)

    def report_skipped(self, folder: str) -> None:
        """Say what was passed over since the last report, by kind."""
        total = self.skipped.total()
        if total:
            kinds = [f"{count} {kind}" for kind, count in sorted(self.skipped.items(), key=lambda pair: (-pair[1], pair[0]))]
            shown = ", ".join(kinds[:6]) + (f" and {len(kinds) - 6} other kinds" if len(kinds) > 6 else "")
            self.problems.append(
                Problem(
                    f"{self.label(folder)}/",
                    f"{total} {'file' if total == 1 else 'files'} passed over, not dumps by name or kind: {shown}",
                    "a text file is taken whatever it is called if you name it; or set dump_suffixes in nkdocs.toml",
                )
            )
        self.skipped.clear()


def find_dumps(root: Path, paths: Iterable[str | Path], suffixes: Iterable[str] = _DEFAULTS.dump_suffixes) -> Found:
    """The dumps at and below `paths`, which are relative to `root` or absolute. What cannot be read is a problem."""
    top = os.path.abspath(root)  # noqa: PTH100  # not resolved: a link that a person named keeps its name
    walk = _Walk(top, frozenset(suffix.lower() for suffix in suffixes))
    for path in paths:
        place = os.path.abspath(Path(top, path))  # noqa: PTH100  # the same
        try:
            status = Path(place).stat()
        except FileNotFoundError:
            walk.problems.append(Problem(walk.label(place), "it is not there", "see that the path is right"))
            continue
        except OSError as error:
            walk.miss(place, f"it cannot be read: {_reason(error)}", _PERMISSION)
            continue
        if stat.S_ISDIR(status.st_mode):
            walk.walk(place)
            walk.report_skipped(place)
        elif stat.S_ISREG(status.st_mode):
            walk.take(walk.label(place), status)
        else:
            walk.problems.append(Problem(walk.label(place), "it is no file and no folder", "name a text file or a folder"))
    return Found(tuple(walk.found[path] for path in sorted(walk.found)), tuple(walk.problems), tuple(walk.unreadable))


def _suffix(name: str) -> str:
    """The suffix in lower case; "" for what follows a dot but is no suffix, as in ``Mr. Kim goes home``."""
    stem, dot, suffix = name.rpartition(".")
    return f".{suffix.lower()}" if dot and stem.strip(".") and suffix.isalnum() and len(suffix) < 10 else ""


def _begins_like_text(path: str) -> bool:
    with Path(path).open("rb", buffering=0) as file:
        return looks_like_text(file.read(_START))


def _reason(error: OSError) -> str:
    return (error.strerror or type(error).__name__).lower()


def read_dump(root: Path, path: str, limit: int = _DEFAULTS.max_file_size) -> tuple[Dump, FoundFile]:
    """The decoded text of a file, and the file as it was read: its size and time belong to exactly these bytes.

    Raises `CorpusError` for a file that cannot be read, is empty, binary, larger than `limit` bytes, or changes meanwhile.
    """
    raw, found = read_bytes(root, path, limit)
    text, encoding = decode(raw)
    return Dump(Source(path, hashlib.sha256(raw).hexdigest(), encoding), text), found


def read_stream(stream: BinaryIO, limit: int = _DEFAULTS.max_file_size) -> Dump:
    """The dump that comes through a pipe; its path is ``-``. Raises `CorpusError` as `read_dump` does."""
    raw = stream.read(limit + 1)
    if len(raw) > limit:
        raise _too_large(limit + 1, limit)
    text, encoding = decode(raw)
    return Dump(Source("-", hashlib.sha256(raw).hexdigest(), encoding), text)


def read_bytes(root: Path, path: str, limit: int = _DEFAULTS.max_file_size) -> tuple[bytes, FoundFile]:
    """The bytes of a regular file. Raises as `read_dump` does."""
    place = Path(root, path)
    try:
        # Not blocking: a pipe put in the place of the file would wait for a writer for ever.
        descriptor = os.open(place, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
        with io.FileIO(descriptor) as file:
            before = os.fstat(descriptor)
            if not stat.S_ISREG(before.st_mode):
                raise NoFileError("it is no file", "name a text file")
            if before.st_size > limit:
                raise _too_large(before.st_size, limit)
            raw = _read_all(file, limit)
            after = place.stat()
    except OSError as error:
        raise CorpusError(f"the file cannot be read: {_reason(error)}", _PERMISSION) from error
    if _identity(before) != _identity(after) or len(raw) != after.st_size:
        raise CorpusError("the file changed while it was read", "run nkdocs index again when it is complete")
    return raw, FoundFile(path, after.st_size, after.st_mtime_ns)


def _read_all(file: io.FileIO, limit: int) -> bytes:
    parts = []
    size = 0
    while size <= limit and (part := file.read(1 << 24)):
        parts.append(part)
        size += len(part)
    return b"".join(parts)


def _identity(status: os.stat_result) -> tuple[int, int, int, int]:
    return status.st_dev, status.st_ino, status.st_size, status.st_mtime_ns


def _too_large(size: int, limit: int) -> CorpusError:
    return CorpusError(
        f"the file has {_megabytes(size)}, more than max_file_size ({_megabytes(limit)})",
        "split it, or raise max_file_size in nkdocs.toml (or NKDOCS_MAX_FILE_SIZE)",
    )


def _megabytes(size: int) -> str:
    return f"{size / 1_000_000:,.0f} MB" if size >= 10_000_000 else f"{size:,} bytes"


def compare(found: Iterable[FoundFile], held: Mapping[str, Fingerprint]) -> list[Change]:
    """How the files differ from what is held of them, sorted by path, without reading any.

    MODIFIED means that size or time differ, or are too fresh to be trusted: whoever reads the file compares its digest,
    for a file that was only touched has not changed.
    """
    here = {file.path: file for file in found}
    changes = []
    for path in sorted(here.keys() | held.keys()):
        if path not in held:
            kind = ChangeKind.ADDED
        elif path not in here:
            kind = ChangeKind.REMOVED
        elif _surely_same(here[path], held[path]):
            kind = ChangeKind.UNCHANGED
        else:
            kind = ChangeKind.MODIFIED
        changes.append(Change(path, kind))
    return changes


def _surely_same(found: FoundFile, held: Fingerprint) -> bool:
    return (found.size, found.mtime_ns) == (held.size, held.mtime_ns) and is_settled(held.mtime_ns, held.read_ns)


def may_read(root: str, path: str) -> bool:
    """Whether the person may read the file: what neither its size nor its time tells."""
    return os.access(os.path.join(root, path), os.R_OK, effective_ids=_AS_OPENED)  # noqa: PTH118  # asked of every file: no Path


def is_settled(mtime_ns: int, read_ns: int) -> bool:
    """Whether a file was read so long after its last change that a later change must have given it another time."""
    return mtime_ns + _TICK_NS < read_ns


def is_same(root: Path, path: str, held: Fingerprint, limit: int = _DEFAULTS.max_file_size) -> bool:
    """Whether the file's bytes are those that were read before. Raises `CorpusError` if they cannot be read."""
    return hashlib.sha256(read_bytes(root, path, limit)[0]).hexdigest() == held.digest
