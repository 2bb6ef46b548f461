"""The reading half of an index run: which of the files that `planning` names were kept, read anew, or lost.

A file with the same bytes as before is not parsed. One that cannot be read keeps the articles it had, and is reported: only a
file that is gone takes its articles along. Nothing is written here, and no id is given.

A correction that fits nothing in the file it was made in is offered to the other files that are read, for a file that was
renamed is among them.
"""

from __future__ import annotations

import contextlib
from collections.abc import Sequence
from dataclasses import field
from pathlib import Path
from typing import TYPE_CHECKING, overload

from nkdocs.answers import Change, ChangeKind, Problem
from nkdocs.config import Settings
from nkdocs.corpus import FoundFile, is_settled
from nkdocs.corrections import Corrections, digest
from nkdocs.drafting import Draft, Noted
from nkdocs.illegible import of_kept
from nkdocs.manifest import HeldFile
from nkdocs.model import Dump
from nkdocs.planning import Before, Corrected, Plan
from nkdocs.spooling import Spool
from nkdocs.values import dataclass
from nkdocs.watching import Progress
from nkdocs.working import spread

if TYPE_CHECKING:
    from nkdocs.taking import Reading, Task

#: Bytes of dumps that are worth starting processes for: a second's work.
_WORTH_SPREADING = 3_000_000


@dataclass(frozen=True, slots=True)
class Sources:
    """What a run reads from: the archive's root, the settings, the person's corrections; and where it puts what it read."""

    root: Path
    settings: Settings
    corrections: Corrections
    spool: Spool


@dataclass(slots=True)
class Intake:
    """What the run read, besides what its draft holds: which files changed, and what is to be said about them.

    `touched`: what is remembered must be written anew though no dump changed: of a file that has another time, or that was read
    too soon after it was written to be known by its time; or of the index itself.
    """

    changes: list[Change] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    touched: bool = False


def read_planned(
    plan: Plan, sources: Sources, before: Before, draft: Draft, progress: Progress | None = None, jobs: int = 1
) -> Intake:
    """Read what is planned into the draft, in so many processes where there is much to read."""
    from nkdocs.taking import take_file  # the parser, for those who have something to read

    intake = Intake(touched=before.is_worn)
    reader = _Reader(sources, before, draft, intake, Corrected(before, sources.corrections))
    for path in plan.gone:
        reader.lose(path)
    for path in plan.unreadable:
        reader.keep(path)
    jobs = jobs if sum(file.size for file in plan.to_read) >= _WORTH_SPREADING else 1
    with contextlib.closing(spread(take_file, _Tasks(reader, plan.to_read), jobs)) as results:
        for done, file in enumerate(plan.to_read, start=plan.total - len(plan.to_read)):
            if progress:
                progress(done, plan.total, file.path)
            reader.take(file.path, next(results))
    reader.place_strays()
    return intake


class _Tasks(Sequence["Task"]):
    """The tasks of files, each made when it is asked for."""

    def __init__(self, reader: _Reader, files: Sequence[FoundFile]) -> None:
        self._reader = reader
        self._files = files

    def __len__(self) -> int:
        return len(self._files)

    @overload
    def __getitem__(self, number: int) -> Task: ...
    @overload
    def __getitem__(self, number: slice) -> Sequence[Task]: ...
    def __getitem__(self, number: int | slice) -> Task | Sequence[Task]:
        if isinstance(number, slice):
            return [self._reader.task(file.path) for file in self._files[number]]
        return self._reader.task(self._files[number].path)


@dataclass(frozen=True, slots=True)
class _Reader:
    sources: Sources
    before: Before
    draft: Draft
    intake: Intake
    corrected: Corrected

    def place_strays(self) -> None:
        """Offer the corrections that fit nowhere to the files that were read; one takes a correction that no other would."""
        if not self.corrected.there:
            return
        from nkdocs.correcting import read_corrected  # the parser, for those who have something to read
        from nkdocs.taking import take  # the same

        notes, rows = self.draft.notes, self.sources.corrections.rows
        fitted = {each for file in notes.with_corrections("now").values() for each in file.corrected}
        strays = [row for row in rows if digest(row) not in fitted]
        takers: dict[str, list[str]] = {}
        for path in self.draft.read_paths() if strays else ():
            for each in read_corrected(self._dump_of(path), strays).fits:
                takers.setdefault(each, []).append(path)
        for path in sorted({paths[0] for paths in takers.values() if len(paths) == 1}):
            file, taken = notes.held(path, "draft"), {each for each, paths in takers.items() if paths == [path]}
            if file is not None:
                own = [row for row in rows if digest(row) in {*taken, *file.corrected, *file.unfit}]
                self._put(path, take(file._replace(articles=()), self._dump_of(path), own, taken))

    def _dump_of(self, path: str) -> Dump:
        """The dump that articles were read from: their slices are all of it."""
        articles = [self.sources.spool.read(place) for place in self.draft.places(path)]
        return Dump(articles[0].source, "".join(article.text for article in articles))

    def task(self, path: str) -> Task:
        """What reading this file takes."""
        from nkdocs.taking import Task  # the parser, for those who have something to read

        held = None if self.before.rebuild or self.corrected.anew(path) else self.before.notes.held(path)
        limit = self.sources.settings.max_file_size
        return Task(self.sources.root, path, limit, held.digest if held else "", self.sources.corrections.of_file(path))

    def take(self, path: str, read: Reading) -> None:
        """Take in what a file was read as."""
        file = read.file
        if file is None:
            kept = self.keep(path)
            self.intake.problems += (of_kept(problem, kept, no_text=read.no_text) for problem in read.problems)
            return
        held = self.before.notes.held(path)
        if read.articles is None and held is not None:
            moved = (held.size, held.mtime_ns) != (file.size, file.mtime_ns)
            if moved or (_is_settled(file) and not _is_settled(held)):
                self.intake.touched = True
                self.draft.keep(path, file)
            return
        if held is None or held.digest != file.digest or self.corrected.anew(path):
            self.intake.changes.append(Change(path, ChangeKind.ADDED if held is None else ChangeKind.MODIFIED))
        self._put(path, read)

    def _put(self, path: str, read: Reading) -> None:
        articles = read.articles or ()
        places = self.sources.spool.keep(each.packed for each in articles)
        noted = (Noted(each.held, each.hashes, place) for each, place in zip(articles, places, strict=True))
        if read.file is not None:
            self.draft.put(path, read.file, noted)

    def keep(self, path: str) -> int:
        """Leave a file's articles as they are, unless the engine that holds them cannot be asked; gives how many are left."""
        held = self.before.notes.held(path)
        if held is None:
            return 0
        if self.before.rebuild and not self.before.gives:
            self.lose(path)
            return 0
        if self.before.rebuild:
            self.draft.keep(path)
        return len(held.articles)

    def lose(self, path: str) -> None:
        """Let go of a file."""
        self.intake.changes.append(Change(path, ChangeKind.REMOVED))
        self.draft.lose(path)


def _is_settled(held: HeldFile) -> bool:
    return is_settled(held.mtime_ns, held.read_ns)
