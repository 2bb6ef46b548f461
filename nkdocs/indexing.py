"""Bringing an index up to date: what changed on disk is read, named and put into the engine, and nothing else is touched.

The run is a diff of the dumps with what the index holds (`reading`); then every article gets its id, for a new one may share
its slug with an old one; then the next generation is written. All of it becomes visible at once, at the end, or not at all.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import sqlite3
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from nkdocs import __version__
from nkdocs.analysis import speak
from nkdocs.answers import IndexReport
from nkdocs.archive import Archive
from nkdocs.config import Settings
from nkdocs.corpus import Found, find_dumps
from nkdocs.corrections import digest, digest_of_all, portable
from nkdocs.corrections_file import read_corrections, unused
from nkdocs.drafting import Draft
from nkdocs.engine import CAREFUL, open_engine
from nkdocs.errors import REBUILD, ConfigError, CorpusError, IndexDamagedError
from nkdocs.generations import ENGINE
from nkdocs.index_folder import make_index_dir, own_index_dir
from nkdocs.locking import locked
from nkdocs.makers import engine_version, makers, parser_digest
from nkdocs.manifest import Manifest
from nkdocs.model import Article
from nkdocs.notes import trouble
from nkdocs.planning import READ_WHOLE, Before, covers, look_back, plan_reading
from nkdocs.reading import Intake, Sources, read_planned
from nkdocs.schema import to_document
from nkdocs.siblings import Texts, find_groups
from nkdocs.spooling import Spool
from nkdocs.succession import clean, commit, next_generation
from nkdocs.tallying import report
from nkdocs.twins import COPIES, write_groups
from nkdocs.values import dataclass
from nkdocs.watching import Progress, Watch, heard


@dataclass(frozen=True, slots=True)
class Order:
    """What a person wants of a run: paths relative to the archive's root, all made anew or not, written or only tried.

    `wait`: seconds, for another process; `jobs`: processes that read and parse; `verify`: also read what seems unchanged.
    """

    paths: tuple[str, ...] = ()
    rebuild: bool = False
    dry_run: bool = False
    wait: float = 0.0
    jobs: int = 1
    verify: bool = False


def index(archive: Archive, order: Order, settings: Settings, progress: Progress | None = None) -> IndexReport:
    """Bring the archive's index up to date with the dumps at the order's paths, or with all it indexes.

    To rebuild with paths makes the archive index exactly these from now on. Raises `CorpusError` if no dump could be read,
    `IndexLockedError` if another process is writing and does not finish within the order's `wait` seconds, `ConfigError` if the
    index cannot be written.
    """
    started = time.perf_counter()
    speak(settings.language)
    if not archive.has_index:
        _find(archive, _roots(archive, order.paths), settings)  # before anything is made on disk for an archive without dumps
    with contextlib.ExitStack() as stack:
        if not order.dry_run:
            with _writing_to(archive):
                make_index_dir(archive)
                stack.enter_context(locked(archive.index_dir, order.wait))
        before = look_back(archive, settings, rebuild=order.rebuild)
        stack.enter_context(contextlib.closing(before.notes))
        with _writing_notes(archive):
            try:
                done = _run(archive, order, settings, before, progress)
            except IndexDamagedError as error:
                if before.generation is None or before.rebuild:
                    raise
                # Not all of a large index was read before, and what was needed of it now is not as it was written.
                again = replace(look_back(archive, settings, rebuild=True), rebuild=str(error))
                stack.enter_context(contextlib.closing(again.notes))
                done = _run(archive, order, settings, again, progress)
    return replace(done, seconds=time.perf_counter() - started)


@contextlib.contextmanager
def _writing_to(archive: Archive) -> Iterator[None]:
    """Around what writes to the index's folder, and nothing else: no other trouble is to be taken for that of a full disk."""
    try:
        yield
    except OSError as error:
        raise ConfigError(
            f"the index cannot be written: {error.strerror or error} ({archive.index_dir})",
            "what was there before is kept; make room, or name another place: --index DIR",
        ) from error


@contextlib.contextmanager
def _writing_notes(archive: Archive) -> Iterator[None]:
    """Around all that asks the notes and drafts them: of these, the troubles with the disk have a class of their own."""
    try:
        yield
    except sqlite3.DatabaseError as error:
        with _writing_to(archive), trouble():
            raise error from None


def _run(archive: Archive, order: Order, settings: Settings, before: Before, progress: Progress | None) -> IndexReport:
    anew = order.rebuild and bool(order.paths)
    if archive.has_index and not before.roots and not anew:
        raise IndexDamagedError(
            "the index is damaged, and so is the note of what it was made of",
            f"name what is to be indexed: {archive.command('index --rebuild')} PATH ...",
        )
    roots = _roots(archive, {*order.paths, *(() if anew else before.roots)})
    scope = roots if before.rebuild or not order.paths else order.paths
    found = _find(archive, scope, settings)
    corrections = read_corrections(archive.root)
    plan = plan_reading(before, archive.root, scope, found, corrections, verify=order.verify)
    problems = [*found.problems, *corrections.problems]
    if before.generation is not None and not (plan or before.rebuild or before.is_worn or roots != before.roots):
        if not order.dry_run:
            with _writing_to(archive):
                clean(archive.index_dir, before.generation)  # what a run left that was killed in its last moments
        problems += unused(corrections, before.notes.with_corrections().values()) if corrections.rows else ()
        return report(archive, before, None, Intake(problems=problems), roots, dry_run=order.dry_run)
    fresh = bool(before.rebuild) or before.generation is None
    with contextlib.ExitStack() as stack:
        folder = None
        if not order.dry_run:
            with _writing_to(archive):
                folder = stack.enter_context(next_generation(archive.index_dir, before.generation, fresh=fresh))
        spool = stack.enter_context(contextlib.closing(Spool(None if order.dry_run else archive.index_dir)))
        with _writing_to(archive):
            draft = Draft(before.notes, folder, anew=fresh)
        sources = Sources(archive.root, settings, corrections, spool)
        intake = read_planned(plan, sources, before, draft, progress, order.jobs)
        # What was made in a file that cannot be read now may fit it again.
        unread = {portable(problem.source) for problem in intake.problems}
        waiting = {digest(row) for row in corrections.rows if row.key.path in unread}
        intake.problems[:0] = problems
        intake.problems += (
            unused(corrections, before.notes.with_corrections("now").values(), waiting) if corrections.rows else ()
        )
        draft.name()
        if not draft.has_files():
            raise _nothing_read(intake)
        told = report(archive, before, draft, intake, roots, dry_run=order.dry_run)
        if folder is not None and (intake.changes or intake.touched or before.rebuild or roots != before.roots):
            with heard(), _writing_to(archive):
                _write(archive, settings, before, draft, spool, folder, roots, Watch(progress, draft.count_work()))
        return told


def _roots(archive: Archive, paths: Iterable[str]) -> tuple[str, ...]:
    """What the archive indexes from now on: no path that another covers. The first time ``seeds``, or else the whole folder."""
    roots = set(paths) or {"seeds" if (archive.root / "seeds").is_dir() else "."}
    return tuple(sorted(root for root in roots if not any(other != root and covers(other, root) for other in roots)))


def _find(archive: Archive, scope: Iterable[str], settings: Settings) -> Found:
    found = find_dumps(archive.root, scope, settings.dump_suffixes)
    if not found.files and not archive.has_index:
        where = ", ".join(str(archive.root / root) for root in scope)
        said = "".join(f"; {problem.what}" for problem in found.problems[:1])
        raise CorpusError(f"there are no dumps in {where}{said}", "put text files there, or name them: nkdocs index PATH ...")
    return found


def _nothing_read(intake: Intake) -> CorpusError:
    bad = [problem for problem in intake.problems if not problem.source.endswith("/")] or intake.problems
    if bad:
        others = f" (and {len(bad) - 1} more)" if len(bad) > 1 else ""
        return CorpusError(f"no dump could be read: {bad[0].source}: {bad[0].what}{others}", bad[0].hint)
    return CorpusError(
        "all dumps are gone; the index is left as it was", "bring them back, or name others: nkdocs index PATH ..."
    )


def _write(  # the values of one run, each made by a step of its own
    archive: Archive,
    settings: Settings,
    before: Before,
    draft: Draft,
    spool: Spool,
    folder: Path,
    roots: tuple[str, ...],
    watch: Watch,
) -> None:
    if before.generation is not None and not draft.anew:
        before.generation.check(READ_WHOLE, CAREFUL[settings.engine])  # all of it becomes part of the next one
    if draft.has_work():
        with (
            contextlib.closing(open_engine(settings.engine, folder / ENGINE, settings.memory, watch.written)) as engine,
            engine.writing() as writing,
        ):
            for article_id in () if draft.anew else sorted(draft.gone()):
                writing.drop(article_id)
            for article in _take_over(before, draft.moved(), settings.engine):
                writing.put(to_document(article))
                watch.take()
            for article_id, place in draft.fresh():
                writing.put(to_document(replace(spool.read(place), id=article_id)))
                watch.take()
    watch.finish()
    with contextlib.closing(Texts(draft, spool, settings.engine, folder / ENGINE)) as texts:
        (folder / COPIES).write_bytes(write_groups(find_groups(draft, texts)))
    manifest = _describe(settings.engine, draft, roots)
    draft.write(folder, before.generation.folder if before.generation else None)
    commit(folder, manifest, before.generation)
    own_index_dir(archive, manifest.roots)


def _take_over(before: Before, moved: Sequence[tuple[str, str]], engine_name: str) -> Iterator[Article]:
    """The articles of these old ids, with their new ones."""
    if not moved or before.generation is None:
        return
    with contextlib.closing(open_engine(engine_name, before.generation.engine_dir)) as engine:
        for old_id, new_id in moved:
            article = engine.get(old_id)
            if article is None:
                raise IndexDamagedError(f"the index is damaged (it lacks {old_id})", REBUILD)
            yield replace(article, id=new_id)


def _describe(engine: str, draft: Draft, roots: tuple[str, ...]) -> Manifest:
    made_by = makers(engine)
    return Manifest(
        format=made_by.format,
        version=__version__,
        engine=engine,
        engine_version=engine_version(engine),
        schema=made_by.schema,
        analyzer=made_by.analyzer,
        parser=parser_digest(),
        indexed_at=dt.datetime.now(dt.UTC).isoformat(timespec="seconds"),
        roots=roots,
        counts=draft.count(),
        corrections=digest_of_all(each for file in draft.notes.with_corrections("now").values() for each in file.corrected),
    )
