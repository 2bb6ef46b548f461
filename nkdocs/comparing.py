"""How an archive on disk compares with its index: which dumps changed, and which corrections wait or fit nothing.

It reads, and changes nothing; what to do about a difference is for `indexing`.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Mapping, Sequence

from nkdocs import config, corpus, corrections_file
from nkdocs.answers import Change, ChangeKind, Problem
from nkdocs.archive import Archive
from nkdocs.corrections import Correction, Corrections, digest, portable
from nkdocs.errors import CorpusError
from nkdocs.generations import Generation, reading
from nkdocs.illegible import fault, trouble
from nkdocs.manifest import HeldFile

#: So many dumps with corrections that wait are looked into beside an answer; and so many are named.
_LOOKED_INTO, _NAMED = 20, 3


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
                problems += trouble(archive.root, change.path, chosen.max_file_size, len(held[change.path].articles))
            continue
        same = False
        if change.kind is ChangeKind.MODIFIED:
            with contextlib.suppress(CorpusError):
                same = corpus.is_same(archive.root, change.path, held[change.path], chosen.max_file_size)
            if not same:
                problems += trouble(archive.root, change.path, chosen.max_file_size, len(held[change.path].articles))
        elif change.kind is ChangeKind.ADDED and (unread := trouble(archive.root, change.path, chosen.max_file_size)):
            problems += unread  # no change that another run of index would take in
            continue
        if not same:
            changes.append(change)
    return tuple(changes), tuple(problems)


def unfitted(archive: Archive, made: Sequence[Correction]) -> list[Correction]:
    """Those of the corrections that fit in no dump of the index. Raises `IndexDamagedError`."""
    with reading(archive.index_dir) as generation, generation.notes() as notes:
        fitted = {each for file in notes.with_corrections().values() for each in file.corrected}
    return [row for row in made if digest(row) not in fitted]


def about_corrections(archive: Archive, held: Mapping[str, HeldFile]) -> tuple[tuple[Problem, ...], tuple[Problem, ...]]:
    """Corrections that are malformed or fit nothing; and that some wait for the next `index`, or for a dump, if they do."""
    return _judged(archive, corrections_file.read_corrections(archive.root), held)


def about_corrections_of(archive: Archive, generation: Generation) -> tuple[tuple[Problem, ...], tuple[Problem, ...]]:
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
    return _judged(archive, corrections, held, _LOOKED_INTO)


def _judged(
    archive: Archive, corrections: Corrections, held: Mapping[str, HeldFile], most: int | None = None
) -> tuple[tuple[Problem, ...], tuple[Problem, ...]]:
    """`most`: so many dumps with corrections that wait are looked into, whether `index` can read them; None: all."""
    waiting = corrections_file.waiting(corrections, held)
    problems = (*corrections.problems, *corrections_file.unused(corrections, held.values(), besides=waiting))
    rows = [row for row in corrections.rows if digest(row) in waiting]
    real = {portable(path): path for path in held} if rows else {}
    paths = sorted({real.get(row.key.path, row.key.path) for row in rows})
    limit = config.load(archive.root).max_file_size if rows else 0
    shut = [path for path in paths[:most] if fault(archive.root, path, limit, quickly=True)]
    waits = sum(real.get(row.key.path, row.key.path) in shut for row in rows)
    surely = not shut or len(paths) == len(paths[:most])
    return problems, tuple(_told(archive, len(waiting) - waits, waits, shut, surely=surely))


def _told(archive: Archive, others: int, waits: int, shut: Sequence[str], *, surely: bool) -> Iterator[Problem]:
    """That corrections wait for `index` (`surely` for no more than that), and others until what is `shut` can be read."""
    if others:
        yield Problem(corrections_file.FILE, "changed since indexing", archive.command("index" if surely else "status"))
    if waits:
        what = "1 correction that waits" if waits == 1 else f"{waits:,} corrections that wait"
        more = f" and {len(shut) - _NAMED:,} more" if len(shut) > _NAMED else ""
        can = f"has {what} until {', '.join(shut[:_NAMED])}{more} can be read"
        yield Problem(corrections_file.FILE, can, archive.command("status"))
