"""Everything that an index rests on, looked at again: its own bytes, what it counts, and the dumps, byte for byte.

A search checks what it uses, and `index` what changed by its size and time. This trusts neither, and reads all: every file of
the index, every article in it, every dump; and sees whether the text of each article still stands in its dump where the index
says. It changes nothing. What it finds is a finding as `doctor` has them: what, where, and the command that mends it.
"""

from __future__ import annotations

import contextlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from nkdocs.analysis import speak
from nkdocs.archive import Archive, check_index_dir, read_roots
from nkdocs.comparing import about_corrections
from nkdocs.config import Settings
from nkdocs.corpus import read_dump
from nkdocs.corrections import digest_of_all
from nkdocs.engine import Engine, open_engine
from nkdocs.errors import CorpusError, IndexDamagedError
from nkdocs.generations import Generation, reading
from nkdocs.health import Diagnosis, Finding
from nkdocs.illegible import is_gone, what_helps
from nkdocs.inventory import OWNER, ROOTS
from nkdocs.makers import makers
from nkdocs.manifest import HeldArticle, HeldFile, count
from nkdocs.model import Article, Dump
from nkdocs.query import Everything


def check(archive: Archive, settings: Settings) -> Diagnosis:
    """All that is not as it should be. Raises `ConfigError` for an index that is not to be trusted at all."""
    speak(settings.language)
    articles = 0
    findings: list[Finding] = []
    rebuild = archive.command("index --rebuild")
    try:
        with reading(archive.index_dir) as generation:
            check_index_dir(generation.folder, generation.engine_dir)
            articles = generation.manifest.counts.articles
            damaged = list(_damaged(generation, rebuild))
            findings += damaged
            findings += _notes(archive, generation)
            if age := generation.manifest.age(makers(settings.engine)):
                findings.append(Finding("outdated", f"the index was made {age}", (), archive.command("index")))
            elif not damaged:
                findings += _compare(archive, generation, settings)
    except IndexDamagedError as error:
        findings.append(Finding("damaged", str(error), (), rebuild))
    return Diagnosis(str(archive.root), articles, tuple(findings), "status --check")


def _damaged(generation: Generation, rebuild: str) -> Iterator[Finding]:
    for name, error in generation.faults():
        yield Finding("damaged", str(error), (str(generation.folder / name),), rebuild)
    for path in generation.strangers():
        yield Finding("stranger", "a file that is no part of the index lies in it", (str(path),), rebuild)


def _notes(archive: Archive, generation: Generation) -> Iterator[Finding]:
    """The notes that are read where a manifest cannot be."""
    lost = [ROOTS] if read_roots(archive) != generation.manifest.roots else []
    lost += [OWNER] if not archive.knows_its_owner else []
    for name in lost:
        place = str(archive.index_dir / name)
        yield Finding("damaged", f"the index is damaged ({name})", (place,), archive.command("index --rebuild"))


def _compare(archive: Archive, generation: Generation, settings: Settings) -> Iterator[Finding]:
    """What the files, the engine and the dumps say of each other."""
    files = generation.files()
    rebuild, refresh = archive.command("index --rebuild"), archive.command("index")
    if (now := count(files.values())) != generation.manifest.counts:
        yield Finding("count", f"the index says {generation.manifest.counts}, and holds {now}", (), rebuild)
    if digest_of_all(each for file in files.values() for each in file.corrected) != generation.manifest.corrections:
        yield Finding("count", "the index says that other corrections fit than those it holds", (), rebuild)
    with contextlib.closing(open_engine(settings.engine, generation.engine_dir)) as engine:
        yield from _ids(files, (listed.id for listed in engine.listings(Everything())), rebuild)
        for path, held in sorted(files.items()):
            dump = None
            try:
                dump, found = read_dump(archive.root, path, settings.max_file_size)
            except CorpusError as error:
                gone = is_gone(error)
                what, mend = ("it is gone since it was indexed", refresh) if gone else (str(error), what_helps(error, refresh))
                yield Finding("dump", what, (path,), mend or refresh)
            else:
                if dump.source.digest != held.digest:
                    same = (found.size, found.mtime_ns) == (held.size, held.mtime_ns)
                    what = "other bytes, though size and time are as they were" if same else "it changed since it was indexed"
                    yield Finding("dump", what, (path,), archive.command("index --verify") if same else refresh)
                    dump = None
            yield from _articles(path, held, dump, engine, rebuild)
    unfit, waiting = about_corrections(archive, files)
    for problem in (*unfit, *waiting):
        yield Finding("correction", problem.what, (problem.source,), problem.hint)


def _ids(files: Mapping[str, HeldFile], stored: Iterable[str], rebuild: str) -> Iterator[Finding]:
    """Every article is in the engine once, and no other is."""
    noted = Counter(article.id for file in files.values() for article in file.articles)
    there = Counter(stored)
    for article_id in sorted(noted.keys() | there.keys()):
        if noted[article_id] != 1 or there[article_id] != 1:
            what = f"{article_id} is noted {noted[article_id]} times, and stored {there[article_id]} times"
            yield Finding("id", what, (), rebuild)


def _articles(path: str, held: HeldFile, dump: Dump | None, engine: Engine, rebuild: str) -> Iterator[Finding]:
    """The articles of a file: as they are stored, as they are noted, and as the dump (None: it is another now) has them."""
    for note in held.articles:
        article = engine.get(note.id)
        if article is not None and (what := _differs(article, note, path, held.digest) or (dump and _moved(article, dump))):
            yield Finding("article", f"{note.id}: {what}", (f"{path}:{note.start_line}",), rebuild)


def _differs(article: Article, note: HeldArticle, path: str, digest: str) -> str:
    """How a stored article is not the one that is noted; "" if it is."""
    stored = (article.source.path, article.source.digest, article.ordinal, article.first_line, article.start_line)
    noted = (path, digest, note.ordinal, note.first_line, note.start_line)
    return "" if stored == noted else "what is stored and what is noted of it are of different places"


def _moved(article: Article, dump: Dump) -> str:
    """How an article does not stand in its dump where it should; "" if it does."""
    span = article.span
    if dump.text[span.start : span.end] != article.text:
        return "its text does not stand in the dump where the index says"
    if dump.text.count("\n", 0, span.start) + 1 != article.first_line:
        return "its text stands in other lines of the dump than the index says"
    outside = [claim for claim in article.claims if claim.span.end > len(dump.text)]
    return "what is said of it is said of places beyond the end of the dump" if outside else ""
