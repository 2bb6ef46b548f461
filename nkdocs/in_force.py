"""Which corrections are in force for a file that is parsed: those of the archive that it lies in.

`parse` needs no index, and takes no account of one but for this: a correction that was made in a file that has another name
now is known there by the index, or by that no file has its name any more.
"""

from __future__ import annotations

import functools
import os
from collections.abc import Collection, Mapping
from pathlib import Path

from nkdocs import archive as archives
from nkdocs.answers import Problem
from nkdocs.archive import Archive, Where
from nkdocs.corrections import Correction, Corrections, digest, portable
from nkdocs.corrections_file import read_corrections, unused
from nkdocs.errors import NkdocsError
from nkdocs.manifest import FORMAT, HeldFile


class Ledger:
    """The corrections of the archive with this root.

    `known` are the paths of the files that its index holds, `held` what it holds of those with corrections.
    """

    def __init__(
        self, root: Path, corrections: Corrections, known: Collection[str] = (), held: Mapping[str, HeldFile] | None = None
    ) -> None:
        self.corrections = corrections
        self._root = root
        self._known = known
        self._held = held or {}

    def of_file(self, path: str) -> tuple[Correction, ...]:
        """Those for the file with this path, relative to the root: made in it, or in one that it may have been."""
        rows, here = self.corrections.rows, portable(path)
        if path in self._known:
            own = frozenset(self._held[path].corrected if path in self._held else ())
            return tuple(row for row in rows if row.key.path == here or (own and digest(row) in own))
        return tuple(row for at, row in enumerate(rows) if row.key.path == here or at in self._strays)

    @functools.cached_property
    def _strays(self) -> frozenset[int]:
        """Which corrections, by their places, are of a file that is gone, and are in force in no other."""
        gone = {path for path in {row.key.path for row in self.corrections.rows} if self._is_gone(path)}
        taken = {each for path, file in self._held.items() if not self._is_gone(path) for each in file.corrected}
        rows = enumerate(self.corrections.rows)
        return frozenset(at for at, row in rows if row.key.path in gone and digest(row) not in taken)

    def unfit(self, path: str, fits: Collection[str]) -> tuple[Problem, ...]:
        """A problem for each correction that was made in the file, and fits nothing in it, nor in another."""
        others = [file for other, file in self._held.items() if other != path]
        return unused(Corrections(self.corrections.of_file(path)), others, besides=fits)

    def _is_gone(self, path: str) -> bool:
        return archives.is_within(path) and not os.path.lexists(self._root / path)


class Ledgers:
    """The ledgers of the archives that files lie in, each read once. `problems`: what could not be read of them."""

    def __init__(self, where: Where) -> None:
        self.problems: list[Problem] = []
        self._where = where
        self._start = archives.start_of(where)
        self._ledgers: dict[Path, Ledger] = {}
        self._found: dict[Path, tuple[Path, Archive | None]] = {}

    def find(self, path: str) -> tuple[str, Ledger]:
        """The path, as typed or absolute, relative to the root of the archive it lies in, and the ledger of that."""
        place = archives.place_of(self._start, path)
        if place.parent not in self._found:
            self._found[place.parent] = self._lead(place)
        root, archive = self._found[place.parent]
        if root not in self._ledgers:
            self._ledgers[root] = self._open(root, archive)
        return place.relative_to(root).as_posix() if place.is_relative_to(root) else path, self._ledgers[root]

    def _lead(self, place: Path) -> tuple[Path, Archive | None]:
        try:
            archive = archives.archive_around(self._where, place.parent)
        except NkdocsError:
            archive = None
        # A folder without an index: as for settings, that in which the person stands.
        return (archive.root, archive) if archive else (self._start, None)

    def _open(self, root: Path, archive: Archive | None) -> Ledger:
        corrections = read_corrections(root)
        self.problems += corrections.problems
        return Ledger(root, corrections, *(_held(archive) if archive and corrections.rows else ()))


def _held(archive: Archive) -> tuple[frozenset[str], dict[str, HeldFile]]:
    """The paths of the files that the index holds, and what it holds of those with corrections; none if it cannot be asked."""
    from nkdocs.generations import reading  # for those who have corrections

    try:
        if archive.has_index:
            archives.check_index_dir(archive.index_dir)
            with reading(archive.index_dir) as generation:
                archives.check_index_dir(generation.folder)
                if generation.manifest.format == FORMAT:
                    with generation.notes() as notes:
                        return frozenset(path for path, *_ in notes.stamps()), notes.with_corrections()
    except NkdocsError:  # `status` and all that answer from the index say what is wrong with it
        pass
    return frozenset(), {}
