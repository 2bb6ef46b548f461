"""The verb `pack`: an evidence folder, whole in itself: a report, the untouched dumps, texts, citations, and a manifest.

A plain function like those of `commands`. The folder is made beside its place and moved there when it is complete, so that no
half of one is ever taken for evidence. A dump goes in byte for byte, and only if it still is what the index was made from: what
the report says of its lines would be of another file otherwise. With SOURCE_DATE_EPOCH set, the same archive and query give
the same bytes.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import os
import platform
import shlex
import shutil
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from nkdocs import __version__, commands, corpus, illegible, scripting
from nkdocs import archive as archives
from nkdocs.answers import SearchRequest
from nkdocs.archive import Archive, Where
from nkdocs.citations import cite_article
from nkdocs.decoding import decode
from nkdocs.errors import ConfigError, CorpusError, NkdocsError
from nkdocs.filing import file_name, outside_dumps
from nkdocs.model import Hit, Sort
from nkdocs.pack_manifest import MANIFEST, SUMS, describe, is_safe_path, manifest_bytes, sums_bytes
from nkdocs.pack_reports import Packed
from nkdocs.render.bibliography import FORMS, write_bibliography
from nkdocs.render.export import one_file
from nkdocs.render.objects import article_row
from nkdocs.render.report import Exhibit, Report, html_report, markdown_report
from nkdocs.render.styled import STYLES, style_texts
from nkdocs.testimony import evidence_of

#: More articles than this are an archive of their own, and nobody reads the report.
MOST_ARTICLES = 1_000
_LIBRARIES = ("citeproc-py", "pybtex", "rispy", "PyYAML")


def pack(
    where: Where,
    request: SearchRequest,
    ids: Sequence[str],
    folder: str,
    *,
    now: dt.datetime | None = None,
    environment: Mapping[str, str] = os.environ,
) -> Packed:
    """Pack the articles that match the request, or those with the `ids`, into a new folder; none is made if there are none.

    Raises `ConfigError` for a folder that is there already, lies among the dumps or cannot be written, `UnknownArticleError`
    for an id, `CorpusError` for a dump that changed since it was indexed, and what `commands.list_articles` raises.
    """
    made = _moment(now, environment)
    place = outside_dumps(archives.find_archive(where), Path(folder))
    try:
        is_taken = place.is_dir() and any(place.iterdir())
    except OSError as error:
        raise ConfigError(f"{folder} cannot be read: {error.strerror}", "name a new folder: -o DIR") from error
    if is_taken:
        raise ConfigError(f"{folder} is there already, and not empty", "name a new folder: -o DIR")
    hits, notices = _found(where, request, ids)
    if not hits:
        return Packed(folder, 0, 0, 0, 0, "", made, tuple(notices))
    archive = archives.find_archive(where)
    dumps = _dumps(archive, hits, commands.settings(where).max_file_size)
    exhibits = tuple(_exhibit(where, number, hit, dumps, request) for number, hit in enumerate(hits, 1))
    report = Report(made, __version__, request, tuple(ids), archive.root.name, exhibits, tuple(notices))
    files = _files(report, dumps)
    listed = [describe(path, raw) for path, raw in sorted(files.items())]
    about = {
        "made": made,
        "made_with": {"nkdocs": __version__, "python": platform.python_version(), **_versions()},
        "query": request.query or None,
        "ids": list(ids),
        "filters": _filters(request),
        "archive": archive.root.name,
        "notices": list(notices),
    }
    files[MANIFEST] = manifest_bytes(about, [_listed(exhibit) for exhibit in exhibits], listed)
    files[SUMS] = sums_bytes([*listed, describe(MANIFEST, files[MANIFEST])])
    _write(place, files)
    size = sum(map(len, files.values()))
    digest = hashlib.sha256(files[MANIFEST]).hexdigest()
    return Packed(folder, len(hits), len(dumps), len(files), size, digest, made, tuple(notices))


def _moment(now: dt.datetime | None, environment: Mapping[str, str]) -> str:
    """When it is made, to the second, in UTC. Raises `ConfigError` for a SOURCE_DATE_EPOCH that is no moment."""
    if epoch := environment.get("SOURCE_DATE_EPOCH"):
        try:
            now = dt.datetime.fromtimestamp(int(epoch), dt.UTC)
        except (ValueError, OverflowError, OSError):
            raise ConfigError(
                f"SOURCE_DATE_EPOCH is {epoch!r}, and not a number of seconds", "unset SOURCE_DATE_EPOCH"
            ) from None
    return (now or dt.datetime.now(dt.UTC)).strftime("%Y-%m-%dT%H:%M:%SZ")


def _found(where: Where, request: SearchRequest, ids: Sequence[str]) -> tuple[Sequence[Hit], Sequence[str]]:
    if ids:
        articles, problems, notices = scripting.show_many(where, ids)
        if problems:
            raise NkdocsError(f"{problems[0].what}: nothing was packed", problems[0].hint)
        once = {article.id: article for article in articles}
        return [Hit(rank, 0.0, article) for rank, article in enumerate(once.values(), 1)], notices
    answer = commands.list_articles(where, replace(request, limit=MOST_ARTICLES, sort=Sort.TITLE))
    if answer.results.total > MOST_ARTICLES:
        raise ConfigError(
            f"{answer.results.total:,} articles match, and more than {MOST_ARTICLES:,} are not packed",
            "narrow the query, such as with --since 2019",
        )
    return answer.results.hits, answer.notices


def _dumps(archive: Archive, hits: Sequence[Hit], limit: int) -> dict[str, tuple[str, bytes, str]]:
    """Of each dump, by its path in the archive: the path it has in the folder, its bytes and its text."""
    dumps: dict[str, tuple[str, bytes, str]] = {}
    taken: set[str] = set()
    for hit in hits:
        source = hit.article.source
        if source.path in dumps:
            continue
        try:
            raw = corpus.read_bytes(archive.root, source.path, limit)[0]
        except CorpusError:
            raw = b""
        if hashlib.sha256(raw).hexdigest() != source.digest:
            what, way, _ = illegible.about_changed(archive, source.path, limit)
            raise CorpusError(f"{what}: it cannot be packed, for it is not what the articles were read from", way)
        path = f"dumps/{source.path}"
        if not is_safe_path(path) or path.casefold() in taken:
            path = f"dumps/renamed/{len(dumps) + 1:04d}-{source.digest[:16]}.txt"
        taken.add(path.casefold())
        dumps[source.path] = (path, raw, decode(raw)[0])
    return dumps


def _exhibit(
    where: Where, number: int, hit: Hit, dumps: Mapping[str, tuple[str, bytes, str]], request: SearchRequest
) -> Exhibit:
    article = hit.article
    path, _, text = dumps[article.source.path]
    if text[article.span.start : article.span.end] != article.text:
        raise CorpusError(f"{article.source.path} is not read as it was when it was indexed", "run: nkdocs index --rebuild")
    spans = commands.highlights(article, request.query, where=where) if request.query.strip() else ()
    name = file_name(article.id, "")
    return Exhibit(number, cite_article(article), path, f"articles/{name}.md", f"articles/{name}.json", spans, hit.copies)


def _files(report: Report, dumps: Mapping[str, tuple[str, bytes, str]]) -> dict[str, bytes]:
    citations = [exhibit.citation for exhibit in report.exhibits]
    texts = {"report.md": markdown_report(report), "report.html": html_report(report)}
    for exhibit in report.exhibits:
        article = exhibit.citation.article
        texts[exhibit.text] = one_file(article, "markdown")
        texts[exhibit.evidence] = json.dumps(evidence_of(article), ensure_ascii=True, indent=1) + "\n"
    for form in FORMS:
        texts[f"citations/{form}{FORMS[form]}"] = write_bibliography(citations, form)
    for style in STYLES:
        texts[f"citations/{style}.txt"] = "\n".join(style_texts(citations, style)) + "\n"
    files = {path: text.encode("utf-8") for path, text in texts.items()}
    return {**files, **{path: raw for path, raw, _ in dumps.values()}}


def _listed(exhibit: Exhibit) -> dict[str, object]:
    article = exhibit.citation.article
    return {
        **article_row(article),
        "dump": exhibit.dump,
        "text": exhibit.text,
        "evidence": exhibit.evidence,
        "copies": [copy.id for copy in exhibit.copies],
    }


def _filters(request: SearchRequest) -> dict[str, object]:
    names = ("since", "until", "author", "source", "any_word", "all_words", "copies")
    return {name: value for name in names if (value := getattr(request, name))}


def _versions() -> dict[str, str]:
    from importlib import metadata  # for those who pack

    return {name: metadata.version(name) for name in _LIBRARIES}


def _write(place: Path, files: Mapping[str, bytes]) -> None:
    """Write all of it beside the place, and move it there. Raises `ConfigError`; then nothing of it is left."""
    beside = None
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        beside = Path(tempfile.mkdtemp(prefix=f".{place.name}.", dir=place.parent))
        for path, raw in files.items():
            file = beside / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(raw)
        beside.chmod(0o755)
        if place.is_dir():
            place.rmdir()
        beside.rename(place)
    except OSError as error:
        named = shlex.quote(str(place))
        raise ConfigError(f"{place} cannot be written: {error.strerror}", f"see its permissions: ls -ld {named}") from error
    finally:
        if beside is not None and beside.exists():
            shutil.rmtree(beside, ignore_errors=True)
