"""Bringing an index up to date: what changed on disk is read, named and put into the engine, and nothing else is touched.

The run is a diff of the dumps with what the index holds (`reading`); then every article gets its id, for a new one may share
its slug with an old one; then the next generation is written. All of it becomes visible at once, at the end, or not at all.

**What is counted.** Articles are matched between the old index and the new by file and title. *Updated* is one whose text,
title, date, authors, blocks or id differ; one that only moved up or down in its file is *unchanged*, though its lines are set
right.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import functools
import hashlib
import json
import time
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from nkdocs import __version__
from nkdocs.analysis import speak
from nkdocs.answers import IndexReport
from nkdocs.archive import Archive, make_index_dir, own_index_dir
from nkdocs.config import Settings
from nkdocs.corpus import Found, find_dumps
from nkdocs.corrections_file import read_corrections, unused
from nkdocs.engine import open_engine
from nkdocs.errors import REBUILD, ConfigError, CorpusError, IndexDamagedError
from nkdocs.generations import ENGINE, clean, commit, next_generation
from nkdocs.ids import Place, assign_ids, slug
from nkdocs.locking import locked
from nkdocs.makers import engine_version, makers, parser_digest
from nkdocs.manifest import HeldArticle, HeldFile, Manifest, count
from nkdocs.model import Article, Trust
from nkdocs.reading import Before, Intake, Progress, Sources, covers, look_back, read_changes
from nkdocs.schema import to_document
from nkdocs.spooling import Spool
from nkdocs.twins import COPIES, SKETCHES, Spot, Twins, compared_text, find_twins, group, read_twins, write_groups, write_twins
from nkdocs.values import dataclass

#: Articles with another id that are named.
_NAMED = 3


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
        spool = stack.enter_context(contextlib.closing(Spool(None if order.dry_run else archive.index_dir)))
        report = _run(archive, order, settings, spool, progress)
    return replace(report, seconds=time.perf_counter() - started)


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


def _run(archive: Archive, order: Order, settings: Settings, spool: Spool, progress: Progress | None) -> IndexReport:
    before = look_back(archive, settings, rebuild=order.rebuild)
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
    sources = Sources(archive.root, settings, corrections, spool)
    intake = read_changes(sources, before, scope, found, progress, order.jobs, verify=order.verify)
    intake.problems += [*corrections.problems, *unused(corrections, _held(intake))]
    files = _name(intake) if intake.fresh or intake.changes or before.rebuild else dict(intake.kept)
    if not files:
        raise _nothing_read(intake)
    if not order.dry_run and (intake.changes or intake.touched or before.rebuild or roots != before.roots):
        if progress:
            progress(len(found.files), len(found.files), "")
        with _writing_to(archive):
            _write(archive, settings, before, intake, _describe(settings.engine, files, roots), files)
    elif not order.dry_run and before.generation is not None:
        with _writing_to(archive):
            clean(archive.index_dir, before.generation)  # what a run left that was killed in its last moments
    return _report(archive, before, intake, files, roots, dry_run=order.dry_run)


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


def _held(intake: Intake) -> list[HeldFile]:
    return [*intake.kept.values(), *(file for file, _ in intake.fresh.values())]


def _name(intake: Intake) -> dict[str, HeldFile]:
    """All files as they are held from now on, with the ids of their articles; gives the articles that were read their ids."""
    from nkdocs.correcting import title_as_read  # the parser, for those who have something to read

    slugs = {Place(path, held.ordinal): held.slug for path, file in intake.kept.items() for held in file.articles}
    for path, (_, articles) in intake.fresh.items():
        for article in articles:
            place = Place(path, article.ordinal)
            slugs[place] = slug(title_as_read(article), place)
    ids = assign_ids(slugs)
    files = {path: _renamed(path, file, ids) for path, file in intake.kept.items()}
    for path, (file, articles) in intake.fresh.items():
        named = articles.named([ids[Place(path, article.ordinal)] for article in articles])
        intake.fresh[path] = (file, named)
        files[path] = file._replace(articles=tuple(_hold(each, slugs[Place(path, each.ordinal)]) for each in named))
    return files


def _renamed(path: str, file: HeldFile, ids: Mapping[Place, str]) -> HeldFile:
    """The file with these ids of its articles; the same one if they have them already, as nearly all do."""
    if all(ids[Place(path, held.ordinal)] == held.id for held in file.articles):
        return file
    return file._replace(articles=tuple(held._replace(id=ids[Place(path, held.ordinal)]) for held in file.articles))


def _hold(article: Article, wish: str) -> HeldArticle:
    chosen = [claim for claim in (article.title, article.date, *article.authors) if claim is not None]
    values = [claim.value if isinstance(claim.value, str) else claim.value.isoformat() for claim in chosen]
    blocks = [[block.span.start - article.span.start, len(block.span), block.kind.value] for block in article.blocks]
    return HeldArticle(
        id=article.id,
        slug=wish,
        ordinal=article.ordinal,
        first_line=article.first_line,
        last_line=article.first_line + article.text.removesuffix("\n").count("\n"),
        start_line=article.start_line,
        title=article.title.value if article.title else None,
        digest=hashlib.sha256(json.dumps([article.text, values, blocks]).encode("ascii")).hexdigest()[:32],
        undated=article.date is None,
        unsigned=not article.authors,
        low_trust=any(claim.trust is Trust.LOW for claim in chosen),
    )


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
    intake: Intake,
    manifest: Manifest,
    files: dict[str, HeldFile],
) -> None:
    fresh = bool(before.rebuild) or before.generation is None
    if before.generation is not None and not fresh:
        before.generation.check()  # for all of it becomes part of the next one
    moved = {  # articles to take over from the old engine: those that got another id, and all if the engine starts anew
        held.id: now.id
        for path, file in intake.kept.items()
        if fresh or file.articles is not files[path].articles
        for held, now in zip(file.articles, files[path].articles, strict=True)
        if fresh or held.id != now.id
    }
    ids = {article.id for file in files.values() for article in file.articles}
    gone = [] if fresh else [held.id for file in before.files.values() for held in file.articles if held.id not in ids]
    with next_generation(archive.index_dir, before.generation, fresh=fresh) as folder:
        if moved or gone or intake.fresh or fresh:
            with contextlib.closing(open_engine(settings.engine, folder / ENGINE)) as engine, engine.writing() as writing:
                for article_id in sorted(gone):
                    writing.drop(article_id)
                for article in _take_over(before, moved, settings.engine):
                    writing.put(to_document(article))
                for _, articles in intake.fresh.values():
                    for article in articles:
                        writing.put(to_document(article))
        _write_twins(folder, settings.engine, before, intake, files)
        commit(folder, files, manifest, before.generation)
        own_index_dir(archive, manifest.roots)


def _write_twins(folder: Path, engine_name: str, before: Before, intake: Intake, files: Mapping[str, HeldFile]) -> None:
    """Write down beside the engine which articles are copies of each other."""
    old = Twins()
    if before.generation is not None and not before.rebuild:
        old = read_twins(before.generation.side_file(SKETCHES))
    fresh = {
        held.id: (articles, number)
        for path, (_, articles) in intake.fresh.items()
        for number, held in enumerate(files[path].articles)
    }
    ids: dict[str, str] = {}
    places: dict[str, list[Spot]] = {}
    for path, file in files.items():
        for held in file.articles:
            ids.setdefault(held.digest, held.id)
            places.setdefault(held.digest, []).append((held.id, path, held.start_line))
    with contextlib.ExitStack() as stack:
        engine = functools.cache(
            lambda: stack.enter_context(contextlib.closing(open_engine(engine_name, folder / ENGINE)))  # seldom asked
        )

        def text_of(digest: str) -> str:
            article_id = ids[digest]
            if article_id in fresh:  # where it lies on disk, for not all texts are held at a time
                articles, number = fresh[article_id]
                return compared_text(articles[number])
            article = engine().get(article_id)
            return compared_text(article) if article is not None else ""

        twins = find_twins(ids, old, text_of)
    (folder / SKETCHES).write_bytes(write_twins(twins))
    (folder / COPIES).write_bytes(write_groups(group(twins, places)))


def _take_over(before: Before, moved: Mapping[str, str], engine_name: str) -> Iterator[Article]:
    """The articles of these old ids, with their new ones."""
    if not moved or before.generation is None:
        return
    with contextlib.closing(open_engine(engine_name, before.generation.engine_dir)) as engine:
        for old_id, new_id in moved.items():
            article = engine.get(old_id)
            if article is None:
                raise IndexDamagedError(f"the index is damaged (it lacks {old_id})", REBUILD)
            yield replace(article, id=new_id)


def _describe(engine: str, files: Mapping[str, HeldFile], roots: tuple[str, ...]) -> Manifest:
    made_by, counts = makers(engine), count(files.values())
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
        counts=counts,
    )


def _report(
    archive: Archive, before: Before, intake: Intake, files: Mapping[str, HeldFile], roots: tuple[str, ...], *, dry_run: bool
) -> IndexReport:
    untouched = {
        path: file.articles
        for path, file in files.items()
        if (held := before.files.get(path)) is not None and held.articles is file.articles
    }
    kept = sum(map(len, untouched.values()))
    old, new = (_matchable(each, untouched) for each in (before.files, files))
    both = old.keys() & new.keys()
    same = sum((old[key].digest, old[key].id) == (new[key].digest, new[key].id) for key in both)
    return IndexReport(
        archive=str(archive.root),
        files=len(files),
        articles=kept + len(new),
        added=len(new) - len(both),
        updated=len(both) - same,
        removed=len(old) - len(both),
        unchanged=kept + same,
        problems=tuple(intake.problems),
        changes=tuple(sorted(intake.changes, key=lambda change: change.path)),
        dry_run=dry_run,
        rebuilt=before.rebuild,
        notices=tuple(_about_ids([(old[key].id, new[key].id) for key in sorted(both) if old[key].id != new[key].id])),
        roots=roots,
    )


def _about_ids(renamed: list[tuple[str, str]]) -> Iterator[str]:
    """That articles are called otherwise than before; whoever noted an id finds it among those that `show` names."""
    if renamed:
        named = ", ".join(f"{old} is now {new}" for old, new in renamed[:_NAMED])
        more = f" and {len(renamed) - _NAMED:,} more" if len(renamed) > _NAMED else ""
        what = "1 article has" if len(renamed) == 1 else f"{len(renamed):,} articles have"
        yield f"{what} another id, as one of the same title came or went: {named}{more}"


def _matchable(files: Mapping[str, HeldFile], untouched: Collection[str]) -> dict[tuple[str, str, int], HeldArticle]:
    """The articles by file, title, and which of those with this title in the file: what stays when neighbours come and go."""
    articles = {}
    for path, file in files.items():
        if path in untouched:
            continue
        seen: Counter[str] = Counter()
        for article in file.articles:
            key = article.slug if article.title else ""
            articles[path, key, seen[key]] = article
            seen[key] += 1
    return articles
