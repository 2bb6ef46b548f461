"""Whether what is shown is still what the disk holds: of one article its dump, of all their stamps, and the corrections."""

from __future__ import annotations

import hashlib
import itertools
import os
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from nkdocs.answers import Problem
from nkdocs.archive import Archive
from nkdocs.generations import Generation
from nkdocs.inventory import CURRENT
from nkdocs.manifest import STAMPED
from nkdocs.model import Article
from nkdocs.strange_files import open_file

if TYPE_CHECKING:
    from nkdocs.opening import OpenIndex

#: As `corrections_file` calls it, which is loaded where there is one.
_CORRECTIONS = "corrections.toml"

#: So many names in the folders of an archive are looked at for files that are new: a few milliseconds.
_LOOKED_AT = 4_000
#: So many dumps that changed are looked into, whether `index` can read them.
_LOOKED_INTO = 20


def about_dump(archive: Archive, article: Article, limit: int) -> tuple[str, ...]:
    """That the article's dump has changed or is gone since it was indexed: its lines may be others now. Else nothing.

    `limit`: the most bytes that a dump may have; one with more is another.
    """
    try:
        with open_file(archive.root / article.source.path) as file:
            is_large = os.fstat(file.fileno()).st_size > limit
            if not is_large and hashlib.file_digest(file, "sha256").hexdigest() == article.source.digest:
                return ()
    except OSError:
        pass  # said below, in our words
    from nkdocs import illegible  # for those whose dumps changed

    what, way, is_kept = illegible.about_changed(archive, article.source.path, limit)
    left = "as it was when it was last read" if is_kept else "as it was, and its lines may be others now"
    return (f"{what}; this is the article {left}; {way}",)


def about_place(archive: Archive) -> tuple[str, ...]:
    """That the archive is one that encloses the folder in which the person stands. Else nothing."""
    if archive.start == archive.root or not archive.start.is_relative_to(archive.root):
        return ()
    return (f"this folder is part of the archive {archive.root}",)


def about_index(index: OpenIndex, told: Collection[str] = ()) -> tuple[str, ...]:
    """What should be known of all that this index answers: what opening it told, and which dumps or corrections it lacks.

    `told`: dumps of which it has been said that they changed.
    """
    return (*about_articles(index), *about_changes(index, told))


def about_articles(index: OpenIndex) -> tuple[str, ...]:
    """As `about_index`, but for dumps: of articles that are shown by themselves, `about_dump` reads them."""
    return (*index.notices, *_about_corrections(index))


def _about_corrections(index: OpenIndex) -> tuple[str, ...]:
    """That corrections of the archive do not hold: malformed, fitting nothing, or waiting for `index`. Else nothing."""
    if not index.generation.manifest.corrections and not (index.archive.root / _CORRECTIONS).exists():
        return ()
    from nkdocs import comparing  # for those who correct

    problems, changed = comparing.about_corrections_of(index.archive, index.generation)
    waiting = about_waiting(changed)
    if not problems:
        return waiting
    first, number = problems[0], len(problems)
    what = "a correction cannot be applied" if number == 1 else f"{number:,} corrections cannot be applied"
    about = f"{_CORRECTIONS}: {first.what}" if first.source == _CORRECTIONS else f"{what} ({first.source})"
    return (f"{about}; see: {index.archive.command('status')}", *waiting)


def about_waiting(found: Iterable[Problem]) -> tuple[str, ...]:
    """What `comparing` finds of corrections that wait, as sentences."""
    return tuple(f"{each.source} {each.what}; run: {each.hint}" for each in found)


def about_changes(index: OpenIndex, without: Collection[str] = ()) -> tuple[str, ...]:
    """Whether dumps, but for some, changed, went or came since they were indexed, where that costs milliseconds."""
    archive, generation = index.archive, index.generation
    if generation.manifest.counts.files > STAMPED:
        return ()  # that is too much for every search; `status` does it
    known = generation.stamps()
    changed = {path: is_touched for path, is_touched in _differing(archive, known) if path not in without}
    # Files without a suffix that came are for `status` to see, which looks into them.
    new = _new(archive, generation, known, index.suffixes)
    told = (f"{_dumps(new)} not indexed yet; run: {archive.command('index')}",) if new else ()
    if not changed:
        return told
    from nkdocs import illegible  # for those whose dumps changed

    more = len(changed) > _LOOKED_INTO
    looked = itertools.islice(changed, _LOOKED_INTO)
    tried = [(path, illegible.fault(archive.root, path, index.settings.max_file_size, quickly=True)) for path in looked]
    faults = [(path, error) for path, error in tried if error is not None]
    for path, _ in faults:
        del changed[path]
    told = (*illegible.about_several(faults, archive.command("index")), *told)
    if not changed:
        return told
    if faults and more:  # `index` may keep others as they were, too: `status` looks into all of them
        return (f"{_dumps(len(changed))} more may have changed since indexing; see: {archive.command('status')}", *told)
    # Only the bytes would tell whether one that has another time has changed, and a search does not read dumps.
    what = f"{_dumps(len(changed))} {'may have ' if any(changed.values()) else ''}changed"
    return (f"{what} since indexing; run: {archive.command('index')}", *told)


def _differing(archive: Archive, known: Mapping[str, tuple[int, int]]) -> Iterator[tuple[str, bool]]:
    """The files that have not the size and time that are known, and whether one has another time alone."""
    root = f"{archive.root}/"
    for path, (size, mtime_ns) in known.items():
        try:
            status = os.stat(root + path)  # noqa: PTH116  # a Path for each of a thousand files is half of the cost
        except OSError:
            yield path, False
        else:
            if (status.st_size, status.st_mtime_ns) != (size, mtime_ns):
                yield path, status.st_size == size


def _dumps(count: int) -> str:
    return f"{count} {'dump' if count == 1 else 'dumps'}"


def _new(archive: Archive, generation: Generation, known: Collection[str], suffixes: Collection[str]) -> int:
    """How many files by the names of dumps came after the index was made. One that was there, and is not in it, is no dump."""
    try:
        since = (archive.index_dir / CURRENT).stat().st_mtime_ns
    except OSError:
        return 0
    return sum(_came_after(entry, since) for entry in names_below(archive, generation.manifest.roots, suffixes, known))


def _came_after(entry: os.DirEntry[str], since: int) -> bool:
    try:
        status = entry.stat(follow_symlinks=False)
    except OSError:
        return False
    return max(status.st_ctime_ns, status.st_mtime_ns) > since


def names_below(
    archive: Archive, roots: Sequence[str], suffixes: Collection[str], without: Collection[str]
) -> Iterator[os.DirEntry[str]]:
    """The files at or below the roots whose names end as those of dumps, but for some, among the first so many of all names.

    Links and what is hidden are passed over, as `corpus` does. `roots` and `without` are relative to the archive.
    """
    top = f"{archive.root}/"
    folders = [str(archive.root) if root == "." else top + root for root in roots if root not in without]
    left, wanted = _LOOKED_AT, {suffix for suffix in suffixes if suffix}
    while folders and left > 0:
        try:
            with os.scandir(folders.pop()) as entries:
                found = list(itertools.islice(entries, left))
        except OSError:  # a file, or gone
            continue
        left -= len(found)
        for entry in found:
            label = entry.path.removeprefix(top)
            if entry.name.startswith(".") or label in without:
                continue
            if entry.is_dir(follow_symlinks=False):
                folders.append(entry.path)
            elif _suffix(entry.name) in wanted and entry.is_file(follow_symlinks=False):
                yield entry


def _suffix(name: str) -> str:
    _, dot, suffix = name.rpartition(".")
    return dot + suffix.lower() if dot else ""


def about_others(archive: Archive, suffixes: Collection[str]) -> tuple[str, ...]:
    """That what was taken of its own accord, ``seeds``, is not all that may be dumps in the archive. Else nothing."""
    other = next(names_below(archive, (".",), suffixes, ("seeds",)), None)
    if other is None:
        return ()
    example, every = other.path.removeprefix(f"{archive.root}/"), archive.command("index .")
    return (f"only seeds/ is indexed; other files may be dumps too, such as {example}; to index all: {every}",)
