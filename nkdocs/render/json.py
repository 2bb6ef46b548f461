"""JSON, the form that programs rely on: keys are never left out, what is not known is null, text is as in the dump.

``schema`` changes when a key changes its meaning or goes; new keys may come without notice. Characters that a terminal would
obey are written as escapes, which is the same text to whoever reads the JSON.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, TextIO

from nkdocs.answers import Answer, Change, IndexReport, Problem, Status
from nkdocs.model import Article, Facet, Hit, Span
from nkdocs.render import View, layout, remarks

if TYPE_CHECKING:
    from nkdocs.excerpts import Excerpt
    from nkdocs.fixing import FixReport
    from nkdocs.health import Diagnosis
    from nkdocs.parsing import ParseReport

SCHEMA = 1
#: All that is not printed as such: C1, bidi and unseen characters, and half surrogate pairs, which no encoding takes.
_ESCAPED = re.compile(
    "[\x7f-\x9f\xad\u034f\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ud800-\udfff\ufeff\ufff9-\ufffb\U000e0000-\U000e007f]"
)


def _escape(match: re.Match[str]) -> str:
    # A character beyond the first plane takes two escapes.
    units = match[0].encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{units[at : at + 2].hex()}" for at in range(0, len(units), 2))


def write_json(out: TextIO, value: object, indent: int | None = None) -> None:
    """The value, and the end of its line."""
    is_unicode = (out.encoding or "utf-8").lower().replace("-", "").startswith("utf")
    out.write(_ESCAPED.sub(_escape, json.dumps(value, ensure_ascii=not is_unicode, indent=indent)) + "\n")


def article_row(article: Article) -> dict[str, Any]:
    """What is said of an article everywhere."""
    return {
        "id": article.id,
        "title": article.title.value if article.title else None,
        "date": article.date.value.isoformat() if article.date else None,
        "authors": [claim.value for claim in article.authors],
        "source": article.source.path,
        "start_line": article.start_line,
        "end_line": article.end_line,
    }


def _claim(article: Article, claim: layout.AnyClaim | None) -> dict[str, Any] | None:
    if claim is None:
        return None
    return {"line": article.line_of(claim.span.start), "rule": claim.rule, "trust": claim.trust.name.lower()}


def _whole(article: Article) -> dict[str, Any]:
    """An article with its text, and where each field was read. The evidence of authors is that of the least trusted."""
    weakest = min(article.authors, key=lambda claim: claim.trust, default=None)
    return {
        **article_row(article),
        "body": article.body,
        "notes": list(article.notes),
        "evidence": {
            "title": _claim(article, article.title),
            "date": _claim(article, article.date),
            "authors": _claim(article, weakest),
        },
    }


def hit_value(hit: Hit) -> dict[str, Any]:
    """What is said of an article that was found."""
    pieces = [
        {
            "text": piece.text,
            "line": piece.line,
            "highlights": [[span.start, span.end] for span in piece.highlights],
            "kind": piece.kind.value,
        }
        for piece in hit.snippets
    ]
    more = {"rank": hit.rank, "score": round(hit.score, 6), "snippets": pieces, "shared": list(hit.shared)}
    doubts = [{"field": doubt.field, "line": doubt.line, "why": doubt.why} for doubt in remarks.doubts(hit.article)]
    return {**_listed(hit), **more, "doubts": doubts, "badges": [badge for badge, _ in remarks.badges(hit.article)]}


def _listed(hit: Hit) -> dict[str, Any]:
    return {**article_row(hit.article), "copies": [copy.id for copy in hit.copies]}


def _facets(facets: Sequence[Facet]) -> dict[str, list[dict[str, Any]]]:
    return {facet.name: [{"value": row.value, "count": row.count} for row in facet.rows] for facet in facets}


def _changes(changes: Sequence[Change]) -> list[dict[str, str]]:
    return [{"path": change.path, "kind": change.kind.value} for change in changes]


def _problems(problems: Sequence[Problem]) -> list[dict[str, str]]:
    return [{"source": problem.source, "what": problem.what, "hint": problem.hint} for problem in problems]


def _with_lines(article: Article) -> dict[str, Any]:
    lines = [{"line": number, "text": text} for number, _, text in layout.raw_lines(article)]
    return {**_whole(article), "lines": lines}


def _with_claims(article: Article) -> dict[str, Any]:
    claims = [
        {
            "field": row.field,
            "value": layout.value(row.claim),
            "chosen": row.chosen,
            **(_claim(article, row.claim) or {}),
            "reason": row.claim.reason,
        }
        for row in layout.evidence(article)
        if row.claim is not None
    ]
    return {**_whole(article), "claims": claims}


def _excerpt(excerpt: Excerpt) -> dict[str, Any]:
    lines = [
        {"line": line.number, "kind": line.kind.value if line.kind else None, "id": line.article_id, "text": line.text}
        for line in excerpt.lines
    ]
    return {"source": excerpt.source, "line": excerpt.line, "lines": lines}


def _explained(report: ParseReport) -> list[dict[str, Any]]:
    return [
        {
            "source": path,
            "line": line.line,
            "kind": line.kind.value if line.kind else None,
            "reason": line.reason,
            "cut": line.is_cut,
        }
        for path, lines in report.explained
        for line in lines
    ]


def _status(status: Status) -> dict[str, Any]:
    return {
        **{name: getattr(status, name) for name in layout.STATUS_NAMES},
        "roots": list(status.roots),
        "changes": _changes(status.changes),
        "problems": _problems(status.problems),
        "notices": list(status.notices),
    }


def _run(report: IndexReport) -> dict[str, Any]:
    names = ("archive", "files", "articles", "added", "updated", "removed", "unchanged", "seconds", "dry_run", "rebuilt")
    return {
        **{name: getattr(report, name) for name in names},
        "changes": _changes(report.changes),
        "problems": _problems(report.problems),
        "notices": list(report.notices),
    }


def _corrections(report: FixReport) -> list[dict[str, Any]]:
    return [{name: getattr(row, name) for name in ("target", "what", "before", "after")} for row in report.made]


def _findings(diagnosis: Diagnosis) -> list[dict[str, Any]]:
    return [
        {"kind": found.kind, "what": found.what, "places": list(found.places), "mend": found.mend}
        for found in diagnosis.findings
    ]


_VIEWS: dict[View, Callable[[Article], dict[str, Any]]] = {
    "article": _whole,
    "raw": _with_lines,
    "evidence": _with_claims,
}


class JsonRenderer:
    """One JSON value, indented for the eye, for each command."""

    tells_total = True

    def __init__(self, out: TextIO) -> None:
        self._out = out

    def _object(self, **keys: object) -> None:
        write_json(self._out, {"schema": SCHEMA, **keys}, indent=2)

    def search(self, answer: Answer) -> None:
        """``{"schema", "query", "total", "copies", "hits", "facets", "notices"}``."""
        self._object(
            query=answer.request.query,
            total=answer.results.total,
            copies=answer.results.copies,
            hits=[hit_value(hit) for hit in answer.results.hits],
            facets=_facets(answer.results.facets),
            notices=list(answer.notices),
        )

    def listing(self, answer: Answer) -> None:
        """``{"schema", "query", "total", "copies", "articles", "facets", "notices"}``."""
        self._object(
            query=answer.request.query,
            total=answer.results.total,
            copies=answer.results.copies,
            articles=[_listed(hit) for hit in answer.results.hits],
            facets=_facets(answer.results.facets),
            notices=list(answer.notices),
        )

    def article(self, article: Article, highlights: Sequence[Span] = ()) -> None:
        """``{"schema", "articles": [one]}``; highlights are for people."""
        del highlights
        self._object(articles=[_whole(article)])

    def raw(self, article: Article, highlights: Sequence[Span] = ()) -> None:
        """The article, with ``lines``: its lines in the file, as ``{"line", "text"}``."""
        del highlights
        self._object(articles=[_with_lines(article)])

    def evidence(self, article: Article) -> None:
        """The article, with ``claims``: all of them, chosen or not."""
        self._object(articles=[_with_claims(article)])

    def articles(self, articles: Sequence[Article], view: View) -> None:
        """Several articles at once, each as `article`, `raw` or `evidence` has it."""
        self._object(articles=[_VIEWS[view](article) for article in articles])

    def excerpt(self, excerpt: Excerpt, highlights: Sequence[Span] = ()) -> None:
        """``{"schema", "excerpts": [one]}``: ``{"source", "line", "lines": [{"line", "kind", "id", "text"}]}``."""
        del highlights
        self.excerpts([excerpt])

    def excerpts(self, excerpts: Sequence[Excerpt]) -> None:
        """Several of them."""
        self._object(excerpts=list(map(_excerpt, excerpts)))

    def parsed(self, report: ParseReport) -> None:
        """``{"schema", "articles", "problems"}``, and ``lines`` of each file if they were explained."""
        keys = {"lines": _explained(report)} if report.explained else {}
        self._object(articles=[_whole(article) for article in report.articles], problems=_problems(report.problems), **keys)

    def status(self, status: Status) -> None:
        """The status, key by key."""
        self._object(**_status(status))

    def indexed(self, report: IndexReport) -> None:
        """The report, key by key."""
        self._object(**_run(report))

    def fixed(self, report: FixReport) -> None:
        """``{"schema", "file", "applied", "corrections": [{"target", "what", "before", "after"}], "problems", "notices"}``."""
        self._object(
            file=report.file,
            applied=report.applied,
            corrections=_corrections(report),
            problems=_problems(report.problems),
            notices=list(report.notices),
        )

    def diagnosed(self, diagnosis: Diagnosis) -> None:
        """``{"schema", "archive", "articles", "findings": [{"kind", "what", "places", "mend"}]}``."""
        self._object(archive=diagnosis.archive, articles=diagnosis.articles, findings=_findings(diagnosis))


class JsonLinesRenderer:
    """One JSON object a line, for streams: a line for each of what the JSON form lists, or for all that a command says."""

    tells_total = False

    def __init__(self, out: TextIO) -> None:
        self._out = out

    def search(self, answer: Answer) -> None:
        """Hits, as in ``hits`` of the JSON form."""
        for hit in answer.results.hits:
            write_json(self._out, hit_value(hit))

    def listing(self, answer: Answer) -> None:
        """Articles, as in ``articles`` of the JSON form."""
        for hit in answer.results.hits:
            write_json(self._out, _listed(hit))

    def article(self, article: Article, highlights: Sequence[Span] = ()) -> None:
        """The article."""
        del highlights
        write_json(self._out, _whole(article))

    def raw(self, article: Article, highlights: Sequence[Span] = ()) -> None:
        """The article, with ``lines``."""
        del highlights
        write_json(self._out, _with_lines(article))

    def evidence(self, article: Article) -> None:
        """The article, with ``claims``."""
        write_json(self._out, _with_claims(article))

    def excerpt(self, excerpt: Excerpt, highlights: Sequence[Span] = ()) -> None:
        """The excerpt."""
        del highlights
        write_json(self._out, _excerpt(excerpt))

    def parsed(self, report: ParseReport) -> None:
        """Articles; or, explained, lines of dumps."""
        rows = _explained(report) if report.explained else map(_whole, report.articles)
        for row in rows:
            write_json(self._out, row)

    def status(self, status: Status) -> None:
        """One object."""
        write_json(self._out, _status(status))

    def indexed(self, report: IndexReport) -> None:
        """One object."""
        write_json(self._out, _run(report))

    def fixed(self, report: FixReport) -> None:
        """Corrections."""
        for row in _corrections(report):
            write_json(self._out, row)

    def diagnosed(self, diagnosis: Diagnosis) -> None:
        """Findings."""
        for row in _findings(diagnosis):
            write_json(self._out, row)
