"""The reading half of an index run: what there is before it, and which files were kept, read anew, or lost.

A file whose size and time are as remembered is not opened; one with the same bytes is not parsed. One that cannot be read
keeps the articles it had, and is reported: only a file that is gone takes its articles along. Nothing is written here, and no
id is given.

A file's corrections are part of what it says: when one is made or taken out, the file counts as modified. A correction that
fits nothing in the file it was made in is offered to the other files that are read, for a file that was renamed is among them.
"""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import field, replace
from pathlib import Path

from nkdocs import __version__
from nkdocs.answers import Change, ChangeKind, Problem
from nkdocs.archive import Archive, check_index_dir, read_roots
from nkdocs.config import Settings
from nkdocs.corpus import Found, compare, is_settled, read_dump
from nkdocs.corrections import Correction, Corrections, digest
from nkdocs.errors import CorpusError, IndexDamagedError
from nkdocs.generations import Generation, reading
from nkdocs.makers import engine_version, makers, parser_digest
from nkdocs.manifest import FORMAT, HeldFile
from nkdocs.model import Article, Dump
from nkdocs.spooling import Kept, Spool
from nkdocs.values import dataclass
from nkdocs.working import spread

#: Bytes of dumps that are worth starting processes for: a second's work.
_WORTH_SPREADING = 3_000_000
#: Bytes of an index that are read whole to see that they are as they were written: a tenth of a second. Of a larger index that
#: is done where it is written (`indexing`), and by `status`.
_READ_WHOLE = 100_000_000
#: Called with files done, files in all, and the path being read ("" while the index is written).
Progress = Callable[[int, int, str], None]


@dataclass(frozen=True, slots=True)
class Before:
    """What there is before the run.

    `roots` are the paths that are indexed so far, () if there is no index, or one that cannot say it. `rebuild` says why the
    engine must start anew, or is ""; `gives`: the old engine can be asked for its articles.
    """

    generation: Generation | None = None
    files: Mapping[str, HeldFile] = field(default_factory=dict)
    roots: tuple[str, ...] = ()
    rebuild: str = ""
    gives: bool = False

    @property
    def is_worn(self) -> bool:
        """Whether another release of nkdocs, if it reads dumps as this one does, has written the index."""
        return self.generation is not None and bool(self.generation.manifest.wear(__version__))


@dataclass(slots=True)
class Intake:
    """What the run read: files kept as they were held, files parsed with their articles, and what is to be said about them.

    `touched`: what is remembered must be written anew though no dump changed: of a file that has another time, or that was read
    too soon after it was written to be known by its time; or of the index itself.
    """

    kept: dict[str, HeldFile] = field(default_factory=dict)
    fresh: dict[str, tuple[HeldFile, Kept]] = field(default_factory=dict)
    changes: list[Change] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    touched: bool = False


def look_back(archive: Archive, settings: Settings, *, rebuild: bool) -> Before:
    """What the archive's index holds, and whether it must be made anew: asked for, damaged, or made by others."""
    if not archive.has_index:
        return Before()
    asked = "asked for" if rebuild else ""
    before = Before(roots=read_roots(archive))
    try:
        with reading(archive.index_dir) as generation:
            manifest = generation.manifest
            before = Before(generation, roots=manifest.roots or before.roots)
            check_index_dir(generation.folder, generation.engine_dir)
            if manifest.format == FORMAT:  # files of another one mean nothing to us
                before = replace(before, files=generation.files())
                generation.check(_READ_WHOLE)
    except IndexDamagedError as error:
        return replace(before, rebuild=asked or str(error))
    if age := manifest.age(makers(settings.engine)):
        return replace(before, rebuild=asked or f"the index was made {age}")
    if manifest.engine_version != engine_version(settings.engine):
        return replace(before, rebuild=asked or f"the index was made by another version of {settings.engine}")
    changed = manifest.parser != parser_digest()
    return replace(before, rebuild=asked or ("the rules that read dumps have changed" if changed else ""), gives=True)


def covers(root: str, path: str) -> bool:
    """Whether a path is one of the archive's roots, or lies below it; "." is the archive's own root."""
    return root in (".", path) or path.startswith(root + "/")


@dataclass(frozen=True, slots=True)
class Sources:
    """What a run reads from: the archive's root, the settings, the person's corrections; and where it puts what it read."""

    root: Path
    settings: Settings
    corrections: Corrections
    spool: Spool


def read_changes(
    sources: Sources,
    before: Before,
    scope: Iterable[str],
    found: Found,
    progress: Progress | None = None,
    jobs: int = 1,
    *,
    verify: bool = False,
) -> Intake:
    """Read what may have changed within `scope`, in so many processes where there is much to read.

    To `verify` is to read every file, whatever its size and time say. A file out of scope stays as it is held, unless all is
    made anew.
    """
    scope = tuple(scope)
    held = {path: file for path, file in before.files.items() if any(covers(place, path) for place in scope)}
    there = frozenset(digest(row) for row in sources.corrections.rows)
    reader = _Reader(sources, before, Intake(problems=list(found.problems), touched=before.is_worn), there)
    if not before.rebuild:
        reader.intake.kept = {path: file for path, file in before.files.items() if path not in held}
    here = {file.path: file for file in found.files}
    changes = compare(found.files, held)
    to_read = []
    for change in changes:
        path = change.path
        doubted = verify or change.kind is not ChangeKind.UNCHANGED or before.rebuild
        if path in here and (doubted or reader.is_corrected_anew(path)):
            to_read.append(here[path])
        elif path in here:
            reader.intake.kept[path] = held[path]
        elif found.may_hold(path):
            reader.keep(path)
        else:
            reader.intake.changes.append(change)
    jobs = jobs if sum(file.size for file in to_read) >= _WORTH_SPREADING else 1
    tasks = [reader.task(file.path) for file in to_read]
    with contextlib.closing(spread(_read_file, tasks, jobs)) as results:
        for done, task in enumerate(tasks, start=len(changes) - len(tasks)):
            if progress:
                progress(done, len(changes), task.path)
            reader.take(task.path, next(results))
    reader.place_strays()
    return reader.intake


@dataclass(frozen=True, slots=True)
class _Task:
    """A file to be read, with its corrections. `known`: the digest of bytes that need no parsing; "": none do."""

    root: Path
    path: str
    limit: int
    known: str
    corrections: tuple[Correction, ...]


@dataclass(frozen=True, slots=True)
class _Read:
    """What a file was read as: articles None if its bytes are known, no file if it could not be read."""

    file: HeldFile | None
    articles: tuple[Article, ...] | None = None
    problems: tuple[Problem, ...] = ()


def _read_file(task: _Task) -> _Read:
    """Read one file, and parse it if its bytes are not those that were parsed before. May run in a process of its own."""
    read_ns = time.time_ns()
    try:
        dump, read = read_dump(task.root, task.path, task.limit)
    except CorpusError as error:
        return _Read(None, problems=(Problem(task.path, str(error), error.hint),))
    file = HeldFile(read.size, read.mtime_ns, read_ns, dump.source.digest)
    if dump.source.digest == task.known:
        return _Read(file)
    return _Read(*_correct(file, dump, task.corrections))


@dataclass(frozen=True, slots=True)
class _Reader:
    sources: Sources
    before: Before
    intake: Intake
    #: The digests of all corrections.
    there: frozenset[str]

    def is_corrected_anew(self, path: str) -> bool:
        """Whether a correction was made in a file that is held, or one that fitted it is no more."""
        held = self.before.files.get(path)
        if held is None or not (self.there or held.corrected):
            return False
        own = {digest(row) for row in self.sources.corrections.of_file(path)}
        return not own <= {*held.corrected, *held.unfit} or not self.there.issuperset(held.corrected)

    def place_strays(self) -> None:
        """Offer the corrections that fit nowhere to the files that were read; one takes a correction that no other would."""
        if not self.there:
            return
        from nkdocs.correcting import read_corrected  # the parser, for those who have something to read

        intake = self.intake
        fitted = {each for file in intake.kept.values() for each in file.corrected}
        fitted |= {each for file, _ in intake.fresh.values() for each in file.corrected}
        strays = [row for row in self.sources.corrections.rows if digest(row) not in fitted]
        takers: dict[str, list[str]] = {}
        for path, (_, articles) in intake.fresh.items() if strays else ():
            for each in read_corrected(_dump_of(articles), strays).fits if articles else ():
                takers.setdefault(each, []).append(path)
        for path in {paths[0] for paths in takers.values() if len(paths) == 1}:
            file, articles = intake.fresh[path]
            taken = {each for each, paths in takers.items() if paths == [path]}
            rows = [row for row in self.sources.corrections.rows if digest(row) in {*taken, *file.corrected, *file.unfit}]
            corrected, again = _correct(file, _dump_of(articles), rows, taken)
            intake.fresh[path] = (corrected, self.sources.spool.keep(again))

    def task(self, path: str) -> _Task:
        """What reading this file takes."""
        held = self.before.files.get(path)
        known = held.digest if held is not None and not self.before.rebuild and not self.is_corrected_anew(path) else ""
        limit = self.sources.settings.max_file_size
        return _Task(self.sources.root, path, limit, known, self.sources.corrections.of_file(path))

    def take(self, path: str, read: _Read) -> None:
        """Take in what a file was read as."""
        held, file = self.before.files.get(path), read.file
        if file is None:
            self.intake.problems += read.problems
            self.keep(path)
        elif read.articles is None and held is not None:
            self.intake.touched |= (held.size, held.mtime_ns) != (file.size, file.mtime_ns)
            self.intake.touched |= is_settled(file) and not is_settled(held)
            self.intake.kept[path] = file._replace(articles=held.articles, corrected=held.corrected, unfit=held.unfit)
        else:
            if held is None or held.digest != file.digest or self.is_corrected_anew(path):
                self.intake.changes.append(Change(path, ChangeKind.ADDED if held is None else ChangeKind.MODIFIED))
            self.intake.fresh[path] = (file, self.sources.spool.keep(read.articles or ()))

    def keep(self, path: str) -> None:
        """Leave a file's articles as they are, if it has any; they are lost if the engine that holds them cannot be asked."""
        held = self.before.files.get(path)
        if held is None:
            return
        if not self.before.rebuild or self.before.gives:
            self.intake.kept[path] = held
        else:
            self.intake.changes.append(Change(path, ChangeKind.REMOVED))


def _correct(
    file: HeldFile, dump: Dump, corrections: Sequence[Correction], strays: Iterable[str] = ()
) -> tuple[HeldFile, tuple[Article, ...]]:
    """A file that was read, with its corrections, and which of them fitted. No stray has to."""
    from nkdocs.correcting import read_corrected  # the parser, for those who have something to read

    read = read_corrected(dump, corrections)
    unfit = {digest(row) for row in corrections} - read.fits - set(strays)
    return file._replace(corrected=tuple(sorted(read.fits)), unfit=tuple(sorted(unfit))), read.articles


def _dump_of(articles: Sequence[Article]) -> Dump:
    """The dump that articles were read from: their slices are all of it."""
    return Dump(articles[0].source, "".join(article.text for article in articles))
