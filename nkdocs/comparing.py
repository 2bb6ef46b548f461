"""How an archive on disk compares with its index: which dumps changed, and which corrections wait or fit nothing.

It reads, and changes nothing; what to do about a difference is for `indexing`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from nkdocs import config, corpus, corrections_file
from nkdocs.answers import Change, ChangeKind, Problem
from nkdocs.archive import Archive
from nkdocs.corrections import Corrections, portable
from nkdocs.errors import CorpusError
from nkdocs.generations import Generation
from nkdocs.manifest import HeldFile


def compare(
    archive: Archive, roots: Sequence[str], held: Mapping[str, HeldFile]
) -> tuple[tuple[Change, ...], tuple[Problem, ...]]:
    """Files that changed, came or went, and files that cannot be read. A file whose size or time differ is read."""
    chosen = config.load(archive.root)
    found = corpus.find_dumps(archive.root, roots, chosen.dump_suffixes)
    problems = list(found.problems)
    changes = []
    for change in corpus.compare(found.files, held):
        if change.kind is ChangeKind.REMOVED and found.may_hold(change.path):
            continue
        if change.kind is ChangeKind.UNCHANGED:
            if not corpus.may_read(str(archive.root), change.path):
                problems += _trouble(archive, change.path, chosen.max_file_size)
            continue
        if change.kind is ChangeKind.MODIFIED:
            try:
                if corpus.is_same(archive.root, change.path, held[change.path], chosen.max_file_size):
                    continue
            except CorpusError as error:
                problems.append(Problem(change.path, str(error), error.hint))
        elif trouble := _trouble(archive, change.path, chosen.max_file_size) if change.kind is ChangeKind.ADDED else ():
            problems += trouble  # a file that cannot be read as text is no change that another run of index would take in
            continue
        changes.append(change)
    return tuple(changes), tuple(problems)


def _trouble(archive: Archive, path: str, limit: int) -> tuple[Problem, ...]:
    """Why a file cannot be read as a dump; nothing if it can."""
    try:
        corpus.read_dump(archive.root, path, limit)
    except CorpusError as error:
        return (Problem(path, str(error), error.hint),)
    return ()


def about_corrections(archive: Archive, held: Mapping[str, HeldFile]) -> tuple[tuple[Problem, ...], tuple[str, ...]]:
    """Corrections that are malformed or fit nothing; and whether some wait for the next `index`."""
    return _judged(archive, corrections_file.read_corrections(archive.root), held)


def about_corrections_of(archive: Archive, generation: Generation) -> tuple[tuple[Problem, ...], tuple[str, ...]]:
    """As `about_corrections`; what the index remembers is asked only if not all of them fit, and of no articles of other files.

    Raises `IndexDamagedError`.
    """
    corrections = corrections_file.read_corrections(archive.root)
    if corrections_file.all_fit(corrections, generation.manifest.corrections):
        return (), ()
    with generation.notes() as notes:
        held = notes.with_corrections()
        paths = {row.key.path for row in corrections.rows} - {portable(path) for path in held}
        if any("\\" in path for path in paths):  # maybe bytes that are no UTF-8, written out
            paths |= {path for path, *_ in notes.stamps() if portable(path) in paths}
        held |= {path: file for path in paths if (file := notes.held(path)) is not None}
    return _judged(archive, corrections, held)


def _judged(
    archive: Archive, corrections: Corrections, held: Mapping[str, HeldFile]
) -> tuple[tuple[Problem, ...], tuple[str, ...]]:
    waiting = corrections_file.waiting(corrections, held)
    problems = (*corrections.problems, *corrections_file.unused(corrections, held.values(), besides=waiting))
    notice = f"corrections.toml changed since indexing; run: {archive.command('index')}"
    return problems, (notice,) if waiting else ()
