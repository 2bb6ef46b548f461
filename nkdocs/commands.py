"""The verbs as plain functions: values in, values out.

A function here finds the archive, asks the rooms below, and puts together what they say. It prints nothing and asks nobody;
trouble is an `NkdocsError`, and trouble with one file a `Problem` in the answer. What a verb needs is loaded when it is
called: `nkdocs search` pays for no parser of dumps.
"""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, replace
from typing import TYPE_CHECKING, BinaryIO

from nkdocs import analysis, config, freshness
from nkdocs import archive as archives
from nkdocs.answers import Answer, IndexReport, Problem, SearchRequest, Status
from nkdocs.archive import Archive, Where
from nkdocs.config import Settings
from nkdocs.errors import IndexLockedError, NkdocsError
from nkdocs.freshness import about_others, about_place
from nkdocs.inventory import CURRENT
from nkdocs.lookup import find_article
from nkdocs.model import Article, Results, Span

if TYPE_CHECKING:
    from nkdocs.answering import Question
    from nkdocs.correction_plans import FixReport
    from nkdocs.health import Diagnosis
    from nkdocs.opening import OpenIndex
    from nkdocs.parsing import ParseReport
    from nkdocs.vocabulary import Vocabulary
    from nkdocs.watching import Progress

    Understand = Callable[[SearchRequest, dt.date, Vocabulary], Question]


def settings(where: Where, flags: Mapping[str, object] | None = None) -> Settings:
    """All settings, resolved: flags (by setting name; None: not given) > environment > nkdocs.toml > user's > default.

    Raises `ConfigError` that names the file, variable or option, and the key.
    """
    chosen = where.settings if flags is None else None
    chosen = chosen or config.load(archives.settings_root(where), flags)
    analysis.speak(chosen.language)
    return chosen


def settle(where: Where, flags: Mapping[str, object] | None = None) -> tuple[Where, Settings]:
    """Where, with the archive found and its settings read once and for all; and these settings. Raises as `settings` does."""
    where = archives.look(where)
    chosen = settings(where, flags or {})
    return replace(where, settings=chosen), chosen


def index(  # one parameter per option
    where: Where,
    paths: Sequence[str] = (),
    *,
    rebuild: bool = False,
    dry_run: bool = False,
    progress: Progress | None = None,
    wait: float = 0.0,
    jobs: int | None = None,
    verify: bool = False,
) -> IndexReport:
    """Bring the index up to date with the dumps at `paths`, or with all the archive indexes; see `indexing.index`.

    `progress` is called with files read, files in all, and the path being read; then with articles written, articles in all,
    and "". `wait` is in seconds, `jobs` the processes that read dumps (None: as many as is wise). To `verify` reads also what
    seems unchanged. Raises `CorpusError`, `IndexLockedError`, `ConfigError`; a `KeyboardInterrupt` says what the index is then.
    """
    from nkdocs import corrections_file, indexing  # the parser of dumps, for those who parse
    from nkdocs.working import usual_jobs  # the same

    archive = archives.place_archive(where)
    named = archives.inside(archive, paths)
    order = indexing.Order(named, rebuild=rebuild, dry_run=dry_run, wait=wait, jobs=jobs or usual_jobs(), verify=verify)
    chosen = where.settings or config.load(archive.root)
    before = _pointer(archive)
    try:
        first = not archive.has_index
        report = indexing.index(archive, order, chosen, progress)
        others = about_others(archive, chosen.dump_suffixes) if first and not paths and report.roots == ("seeds",) else ()
        broken = corrections_file.read_corrections(archive.root).problems
        missed = any(problem.source in named or problem in broken for problem in report.problems)
        return replace(report, notices=(*report.notices, *about_place(archive), *others), missed=missed)
    except KeyboardInterrupt:
        # What comes after the new index answers takes time too.
        now = _pointer(archive)
        left = "the index is as it was" if now else f"there is no index yet; make it: {archive.command('index')}"
        raise KeyboardInterrupt(left if now == before else "the index is up to date") from None


def _pointer(archive: Archive) -> bytes:
    """What says which generation of the index answers; nothing if none does."""
    try:
        return (archive.index_dir / CURRENT).read_bytes()
    except OSError:
        return b""


def search(where: Where, request: SearchRequest, *, today: dt.date | None = None) -> Answer:
    """The articles that match the request's query and filters, with pieces of their text and what should be known.

    Raises `QueryError`, `ConfigError` for a filter, and what opening an index raises.
    """
    from nkdocs import answering  # the grammar, for those who search

    return _answer(where, "search", request, answering.understand, today)


def list_articles(where: Where, request: SearchRequest, *, today: dt.date | None = None) -> Answer:
    """The articles of the archive, all for an empty query, without pieces of text; by title unless asked otherwise."""
    from nkdocs import answering  # the same

    request = answering.default_sort(replace(request, snippets=0))
    return _answer(where, "list", request, answering.understand_listing, today)


def _answer(
    where: Where,
    verb: str,
    request: SearchRequest,
    understand: Understand,
    today: dt.date | None,
) -> Answer:
    from nkdocs import answering  # the same
    from nkdocs.opening import ask  # the engine

    started = time.perf_counter()
    # "yesterday" is the person's, where they are
    asked = understand(request, today or dt.date.today(), vocabulary(settings(where)))

    def question(index: OpenIndex) -> tuple[Results, tuple[str, ...]]:
        results, notices = answering.answer(index.engine, asked, request, index.archive.command(verb), index.groups())
        return results, (*notices, *freshness.about_index(index))

    results, notices = ask(where, question)
    return Answer(request, results, notices, time.perf_counter() - started)


def vocabulary(chosen: Settings) -> Vocabulary:
    """What the settings add to the language of queries."""
    from nkdocs.vocabulary import Vocabulary  # for those who search

    return Vocabulary(dict(chosen.queries), chosen.synonyms)


def show(where: Where, text: str) -> Article:
    """The article meant by an id, a unique beginning of one, FILE:LINE, or a file with one article.

    Raises `UnknownArticleError` with the candidates or the nearest ids, and what opening an index raises.
    """
    from nkdocs.opening import ask  # the engine

    return ask(where, lambda index: find_article(index, text))


def about_dump(where: Where, article: Article) -> tuple[str, ...]:
    """What should be known of an article that is shown: that its dump has changed since, or is gone."""
    return freshness.about_dump(archives.find_archive(where), article, settings(where).max_file_size)


def highlights(article: Article, query: str, *, where: Where | None = None, today: dt.date | None = None) -> tuple[Span, ...]:
    """Where the query matches in the article: spans in characters of the dump, in order, apart from each other.

    `where`: the archive whose saved queries and synonyms hold. Raises `QueryError`.
    """
    from nkdocs import answering  # for those who ask
    from nkdocs.opening import ask  # the same

    day = today or dt.date.today()
    if where is None:
        return answering.light_up(article, query, day)
    known = vocabulary(settings(where))
    return ask(where, lambda index: answering.light_up(article, query, day, known, index.engine))


def parse(
    where: Where, paths: Sequence[str], *, explain: bool = False, stdin: BinaryIO | None = None, uncorrected: bool = False
) -> ParseReport:
    """What the files, and the dumps in the folders, are read as, without an index. ``-`` reads `stdin`.

    Those that lie in an archive are read with its corrections, unless they are wanted `uncorrected`. Paths are shown relative
    to the current folder where they lie in it. Articles have ids that are unique among them. Raises `CorpusError` if nothing
    could be read at all.
    """
    from nkdocs import in_force, parsing  # the parser of dumps, for those who parse

    ledgers = None if uncorrected else in_force.Ledgers(where)
    return parsing.parse(archives.start_of(where), paths, settings(where), explain=explain, stdin=stdin, ledgers=ledgers)


def status(where: Where) -> Status:
    """What the archive holds, how fresh its index is, and what lacks a date or an author. `bytes` is the index on disk.

    Every file is compared with what was indexed, and read if its size or time differ: one that was only touched has not
    changed.
    """
    from nkdocs import comparing  # for those who ask
    from nkdocs.opening import look_over  # the same

    archive = archives.find_archive(where)
    index = look_over(archive)
    manifest, held = index.generation.manifest, index.files
    changes, problems = comparing.compare(archive, manifest.roots, held)
    bad, stale = comparing.about_corrections(archive, held)
    return Status(
        archive=str(archive.root),
        index=str(archive.index_dir),
        **asdict(manifest.counts),
        indexed_at=manifest.indexed_at,
        bytes=sum(size for size, _ in manifest.checksums.values()),
        changes=changes,
        problems=(*problems, *bad),
        notices=(*index.notices, *about_place(archive), *freshness.about_waiting(stale)),
        roots=manifest.roots,
    )


def check(where: Where) -> Diagnosis:
    """Every byte of the index and of the dumps looked at again: what is not as it should be, and the command that mends it.

    Raises `NoIndexError`, and `ConfigError` for an index that is not to be trusted.
    """
    from nkdocs import checking  # for those who ask

    archive = archives.find_archive(where)
    return checking.check(archive, where.settings or config.load(archive.root))


def fix(  # one parameter per option
    where: Where,
    target: str = "",
    changes: Sequence[str] = (),
    *,
    clear: Sequence[str] = (),
    undo: Sequence[str] = (),
    because: str = "",
    table: tuple[bytes, str] | None = None,
    today: dt.date | None = None,
    wait: float = 10.0,
) -> FixReport:
    """Correct an article (`target` as for `show`), a line (FILE:LINE), or all that a CSV table names (its bytes and name).

    `undo`: fields, or actions at the line, whose corrections are taken back. Corrections are written to the archive, and the
    files they are about are indexed again; if another process is writing the index for longer than `wait` seconds, they hold
    from its next run on. Raises `ConfigError`, `UnknownArticleError`, and what opening an index raises; a row of a table that
    cannot be met is a problem in the report.
    """
    from nkdocs import comparing, corpus, correction_plans, correction_tables, corrections_file, fixing  # for those who correct
    from nkdocs.corrections import portable  # the same
    from nkdocs.opening import ask  # the same

    wishes, problems = (
        correction_tables.read_table(*table)
        if table
        else ([correction_tables.Wish(target, tuple(changes), tuple(clear), because, undo=tuple(undo))], [])
    )

    def question(index: OpenIndex) -> correction_plans.Plan:
        root, limit = index.archive.root, index.settings.max_file_size
        desk = correction_plans.Desk(
            find=lambda text: find_article(index, text),
            copies=index.groups().copies,
            read=lambda path: corpus.read_dump(root, path, limit)[0],
            present=corrections_file.read_corrections(root),
            held=index.generation.files().keys(),
            today=today or dt.date.today(),
        )
        return fixing.plan(wishes, desk)

    planned = ask(where, question)
    archive = archives.find_archive(where)
    if planned.made or planned.taken_back:
        from nkdocs import recording  # for those who write

        recording.write_corrections(archive.root, planned.made, planned.taken_back)
    report = correction_plans.FixReport(
        tuple(planned.fixed), (*problems, *planned.problems), str(archive.root / corrections_file.FILE), applied=False
    )
    if not planned.paths:
        return replace(report, notices=("nothing was corrected",))
    from nkdocs import indexing  # the parser of dumps

    try:
        order = indexing.Order(tuple(sorted(planned.paths)), wait=wait)
        indexed = indexing.index(archive, order, where.settings or config.load(archive.root))
    except IndexLockedError as error:
        kept = f"written to {corrections_file.FILE}; they hold from the next nkdocs index on, for {error}"
        return replace(report, notices=(kept, *planned.notices()))
    except NkdocsError as error:
        kept = f"written to {corrections_file.FILE}; they hold from the next nkdocs index on"
        why = Problem(str(archive.index_dir), str(error).removesuffix(f" ({archive.index_dir})"), error.hint)
        return replace(report, notices=(kept, *planned.notices()), problems=(*report.problems, why))
    left = comparing.unfitted(archive, planned.made)
    # Old corrections that fit nothing are no fault of these: `index`, `status` and `doctor` tell of them.
    sources = {row.key.path for row in left}
    trouble = [problem for problem in indexed.problems if portable(problem.source) in sources]
    told = {portable(problem.source) for problem in trouble}
    fitless = [row for row in left if row.key.path not in told]
    trouble += [problem for problem in indexed.problems if any(row.said in problem.what for row in fitless)]
    kept = f"written to {corrections_file.FILE}, and the index is up to date"
    if left:
        number = "it is" if len(planned.made) == 1 else f"{len(left):,} of {len(planned.made):,} are"
        kept = f"written to {corrections_file.FILE}, but {number} not applied"
    return replace(report, applied=not left, notices=(kept, *planned.notices()), problems=(*report.problems, *trouble))


def doctor(where: Where) -> Diagnosis:
    """What is missing or suspect in the archive, and the command that mends it. Raises what opening an index raises."""
    from nkdocs import comparing, health  # for those who ask
    from nkdocs.opening import ask  # the same
    from nkdocs.query import Everything  # the same

    def question(index: OpenIndex) -> Diagnosis:
        held = index.generation.files()
        changes, problems = comparing.compare(index.archive, index.generation.manifest.roots, held)
        bad, stale = comparing.about_corrections(index.archive, held)
        articles = [hit.article for hit in index.engine.search(Everything(), limit=None).hits]
        findings = health.examine(articles, health.Disk(changes, problems, (*bad, *stale)), index.groups())
        return health.Diagnosis(str(index.archive.root), len(articles), findings)

    return ask(where, question)
