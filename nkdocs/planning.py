"""What an index run has to do: what there is before it, and which files came, went, or may differ from what is remembered.

A file whose size and time are as remembered is not opened, unless the person may not read it any more, so that whoever reads it
says so. A file's corrections are part of what it says: when one is made or taken out, the file counts as modified. Nothing is
read or written here but the notes of the last run.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from nkdocs import __version__
from nkdocs.archive import Archive, check_index_dir, read_roots
from nkdocs.config import Settings
from nkdocs.corpus import Found, FoundFile, is_settled, may_read
from nkdocs.corrections import Corrections, digest
from nkdocs.engine import CAREFUL
from nkdocs.errors import IndexDamagedError
from nkdocs.generations import Generation, reading
from nkdocs.makers import engine_version, makers, parser_digest
from nkdocs.manifest import FORMAT, Manifest
from nkdocs.notes import Notes
from nkdocs.values import dataclass

#: Bytes of an index that are read whole to see that they are as they were written: a tenth of a second. Of a larger index the
#: engine checks what it reads, and `status --check` all: what a run leaves alone keeps its checksums, so no damage is lost.
READ_WHOLE = 100_000_000


@dataclass(frozen=True, slots=True)
class Before:
    """What there is before the run.

    `roots` are the paths that are indexed so far, () if there is no index, or one that cannot say it. `rebuild` says why the
    engine must start anew, or is ""; `gives`: the old engine can be asked for its articles.
    """

    notes: Notes
    generation: Generation | None = None
    roots: tuple[str, ...] = ()
    rebuild: str = ""
    gives: bool = False

    @property
    def is_worn(self) -> bool:
        """Whether another release of nkdocs, if it reads dumps as this one does, has written the index."""
        return self.generation is not None and bool(self.generation.manifest.wear(__version__))


def look_back(archive: Archive, settings: Settings, *, rebuild: bool) -> Before:
    """What the archive's index holds, and whether it must be made anew: asked for, damaged, or made by others.

    Its notes are open, and to be closed.
    """
    if not archive.has_index:
        return Before(Notes())
    generation: Generation | None = None
    notes: Notes | None = None
    roots = read_roots(archive)
    why, gives = "", False
    try:
        with reading(archive.index_dir) as generation:
            roots = generation.manifest.roots or roots
            check_index_dir(generation.folder, generation.engine_dir)
            if generation.manifest.format == FORMAT:  # files of another one mean nothing to us
                notes = generation.open_notes()
                generation.check(READ_WHOLE, CAREFUL[settings.engine])
        why, gives = _outdated(generation.manifest, settings)
    except IndexDamagedError as error:
        why = str(error)
    return Before(notes or Notes(), generation, roots, "asked for" if rebuild else why, gives)


def _outdated(manifest: Manifest, settings: Settings) -> tuple[str, bool]:
    """Why an index must be made anew, or nothing; and whether its engine can be asked for its articles all the same."""
    if age := manifest.age(makers(settings.engine)):
        return f"the index was made {age}", False
    if manifest.engine_version != engine_version(settings.engine):
        return f"the index was made by another version of {settings.engine}", False
    return "the rules that read dumps have changed" if manifest.parser != parser_digest() else "", True


def covers(root: str, path: str) -> bool:
    """Whether a path is one of the archive's roots, or lies below it; "." is the archive's own root."""
    return root in (".", path) or path.startswith(root + "/")


@dataclass(frozen=True, slots=True)
class Plan:
    """What a run has to do: files to read in order of their paths, those that are gone, and those that cannot be looked at.

    `total`: files that were compared.
    """

    to_read: tuple[FoundFile, ...] = ()
    gone: tuple[str, ...] = ()
    unreadable: tuple[str, ...] = ()
    total: int = 0

    def __bool__(self) -> bool:
        return bool(self.to_read or self.gone)


def plan_reading(  # what a run knows, and where it is
    before: Before, root: Path, scope: Iterable[str], found: Found, corrections: Corrections, *, verify: bool = False
) -> Plan:
    """What may have changed within `scope`: files that came, went, or differ by their size or time from what is remembered.

    Also those that may not be read any more. Paths are relative to `root`. To `verify` is to read every file, whatever its size
    and time say. A file out of scope stays as it is held, unless all is made anew.
    """
    scope = tuple(scope)
    everywhere = "." in scope
    here = {file.path: file for file in found.files}
    total = len(here)
    doubted = Corrected(before, corrections)
    where = str(root)
    to_read: list[FoundFile] = []
    gone: list[str] = []
    unreadable: list[str] = []
    for path, size, mtime_ns, read_ns in before.notes.stamps():
        if not everywhere and not any(covers(place, path) for place in scope):
            continue
        file = here.pop(path, None)
        if file is None:
            total += 1
            (unreadable if found.may_hold(path) else gone).append(path)
        elif (
            (size, mtime_ns) != (file.size, file.mtime_ns)
            or not is_settled(mtime_ns, read_ns)
            or verify
            or before.rebuild
            or (doubted and doubted.anew(path))
            or not may_read(where, path)
        ):
            to_read.append(file)
    to_read += here.values()
    to_read.sort(key=lambda file: file.path)
    return Plan(tuple(to_read), tuple(gone), tuple(unreadable), total)


class Corrected:
    """Whether the corrections that were made in files, or fitted them, are still those they were read with."""

    def __init__(self, before: Before, corrections: Corrections) -> None:
        #: The digests of all corrections.
        self.there = frozenset(digest(row) for row in corrections.rows)
        self._corrections = corrections
        self._held = before.notes.with_corrections()

    def __bool__(self) -> bool:
        return bool(self.there or self._held)

    def anew(self, path: str) -> bool:
        """Whether a correction was made in a file that is held, or one that fitted it is no more."""
        own = {digest(row) for row in self._corrections.of_file(path)}
        held = self._held.get(path)
        if held is None:
            return bool(own)
        return not own <= {*held.corrected, *held.unfit} or not self.there.issuperset(held.corrected)
