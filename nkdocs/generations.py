"""What lies in an index folder: one whole generation, with the checksum of every file, and a pointer that says which it is.

    index folder/
        CACHEDIR.TAG     says that the folder is ours
        archive.txt      the archive's path; written when the first generation is complete
        roots.json       the paths that the archive indexes, for when no manifest can be read
        lock             see `locking`
        CURRENT          the name of the generation that answers, and the sha256 of its manifest
        g000007/
            engine/        the engine's own files
            notes.db, changes.db  see `notes`
            stamps.json    see `manifest`
            copies.json    see `twins`
            manifest.json  see `manifest`; with the checksum of every other file here

How one generation takes the place of another is `succession`'s to know; here it is found, seen to be whole, and read. It
knows no archive, no dumps and no engine: folders, files and bytes only.
"""

from __future__ import annotations

import contextlib
import hashlib
import re
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from nkdocs.errors import IndexDamagedError
from nkdocs.inventory import CURRENT
from nkdocs.manifest import CHANGES, NOTES, STAMPS, HeldFile, Manifest, read_manifest, read_stamps
from nkdocs.values import dataclass

if TYPE_CHECKING:
    from nkdocs.notes import Notes

ENGINE = "engine"
MANIFEST = "manifest.json"
_TRIES = 10


@dataclass(frozen=True, slots=True)
class Generation:
    """A complete generation: its folder, and its manifest."""

    folder: Path
    manifest: Manifest

    @property
    def engine_dir(self) -> Path:
        """The folder of the engine's own files."""
        return self.folder / ENGINE

    def files(self) -> dict[str, HeldFile]:
        """The files of the archive and their articles, by path: all of them. Raises `IndexDamagedError`."""
        with self.notes() as notes:
            return notes.files()

    @contextlib.contextmanager
    def notes(self) -> Iterator[Notes]:
        """What is remembered of files and articles, to be asked within the block. Raises `IndexDamagedError`."""
        import sqlite3  # for those who ask

        with contextlib.ExitStack() as stack:
            try:
                yield stack.enter_context(contextlib.closing(self.open_notes()))
            except (sqlite3.DatabaseError, ValueError) as error:
                raise damaged(NOTES) from error

    def open_notes(self) -> Notes:
        """The notes, once they are seen to be as they were written. Raises `IndexDamagedError`."""
        import sqlite3  # for those who ask

        from nkdocs.notes import Notes  # the same

        changes = CHANGES in self.manifest.checksums
        for name in (NOTES, *([CHANGES] if changes else ())):
            if name not in self.manifest.checksums:
                raise damaged(name)
            self._check_file(name, whole=True)
        try:
            return Notes(self.folder / NOTES, self.folder / CHANGES if changes else None)
        except sqlite3.DatabaseError as error:
            raise damaged(NOTES) from error

    def stamps(self) -> dict[str, tuple[int, int]]:
        """Size and time of every file, by path, in an archive of no more than `STAMPED`. Raises `IndexDamagedError`."""
        try:
            return read_stamps(self._read_whole(STAMPS))
        except ValueError as error:
            raise damaged(STAMPS) from error

    def side_file(self, name: str) -> bytes:
        """The bytes of another file of the generation; none if it has no such file. Raises `IndexDamagedError`."""
        if name not in self.manifest.checksums:
            return b""
        return self._read_whole(name)

    def _read_whole(self, name: str) -> bytes:
        """The bytes of a file, as they were written."""
        raw = _read(self.folder / name)
        if self.manifest.checksums.get(name) != (len(raw), hashlib.sha256(raw).hexdigest()):
            raise damaged(name)
        return raw

    def check_quickly(self, careful: Collection[str] = ()) -> None:
        """See that every file is there at its full length, and the engine's as they were written. Raises `IndexDamagedError`.

        Whatever is used must have been seen to be whole, and a search is to cost what it uses. The engine itself checks what it
        reads of files with the suffixes in `careful`; the files beside the engine's are checked where they are read. `check`
        reads all.
        """
        for name in self.manifest.checksums:
            self._check_file(name, whole=name.startswith(f"{ENGINE}/") and Path(name).suffix not in careful)

    def check(self, most: int | None = None, careful: Collection[str] = ()) -> None:
        """See that every byte is as it was written; of an index of more bytes than `most` only what `check_quickly` sees.

        Raises `IndexDamagedError`. Reads everything: not for each search.
        """
        if most is not None and sum(size for size, _ in self.manifest.checksums.values()) > most:
            self.check_quickly(careful)
            return
        for name in self.manifest.checksums:
            self._check_file(name, whole=True)

    def faults(self) -> Iterator[tuple[str, IndexDamagedError]]:
        """Every file that is not as it was written, and what is wrong with it. Reads everything."""
        for name in self.manifest.checksums:
            try:
                self._check_file(name, whole=True)
            except IndexDamagedError as error:
                yield name, error

    def strangers(self) -> list[Path]:
        """What lies in the folder and is no part of the generation. An engine's lock is none of either."""
        ours = {self.folder / name for name in (*self.manifest.checksums, MANIFEST)}
        return sorted(path for path in self.folder.rglob("*") if path not in ours and path.is_file() and path.stat().st_size)

    def _check_file(self, name: str, *, whole: bool) -> None:
        path, expected = self.folder / name, self.manifest.checksums[name]
        try:
            same = checksum(path) == expected if whole else path.stat().st_size == expected[0]
        except OSError as error:
            raise damaged(name, error) from error
        if not same:
            raise damaged(name)


def current(index_dir: Path) -> Generation:
    """The generation that answers now; `reading` is for those who open its files. Raises `IndexDamagedError`."""
    for _ in range(_TRIES):
        pointer = _read(index_dir / CURRENT)
        match = re.fullmatch(rb"(g\d{6,}) ([0-9a-f]{64})\n", pointer)
        if match is None:
            raise damaged(CURRENT)
        folder = index_dir / match[1].decode("ascii")
        try:
            raw = _read(folder / MANIFEST)
        except IndexDamagedError:
            # Moved on between two looks: the writer removes a generation as soon as the next one answers.
            if _read(index_dir / CURRENT) != pointer:
                continue
            raise
        if hashlib.sha256(raw).hexdigest().encode("ascii") != match[2]:
            raise damaged(f"{CURRENT} or {MANIFEST}")
        try:
            return Generation(folder, read_manifest(raw))
        except (ValueError, TypeError, KeyError) as error:
            raise damaged(MANIFEST) from error
    raise damaged(CURRENT)


@contextlib.contextmanager
def reading(index_dir: Path) -> Iterator[Generation]:
    """The generation that answers, and stays on disk while the block asks it. Raises `IndexDamagedError`."""
    for _ in range(_TRIES):
        generation = current(index_dir)
        with contextlib.ExitStack() as stack:
            here = False
            try:
                stack.enter_context(marked(generation.folder, exclusive=False))
                here = generation.folder.is_dir()  # not put out of sight before we marked it
            except FileNotFoundError:
                pass
            except OSError as error:
                raise damaged(MANIFEST, error) from error
            if here:
                yield generation
                return
    raise damaged(CURRENT)


@contextlib.contextmanager
def marked(folder: Path, *, exclusive: bool) -> Iterator[None]:
    """Mark a generation as in use: by any number of readers, or by who removes it.

    Raises `BlockingIOError` for who would remove what is read.
    Where a system or a file system has no such marks, removing what is in use fails, or is harmless to who has it open.
    """
    with (folder / MANIFEST).open("rb") as file:
        with contextlib.suppress(ImportError):
            import fcntl  # not on Windows

            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB if exclusive else fcntl.LOCK_SH)
            except BlockingIOError:
                raise
            except OSError:
                pass
        yield


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise damaged(path.name, error) from error


def checksum(path: Path) -> tuple[int, str]:
    """The bytes of a file, and their sha256."""
    with path.open("rb") as file:
        return path.stat().st_size, hashlib.file_digest(file, "sha256").hexdigest()


def damaged(name: str, error: OSError | None = None) -> IndexDamagedError:
    """The error that says which file is not as it was written."""
    return IndexDamagedError.of(name, error)
