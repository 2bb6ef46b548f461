"""JSON, the form that programs rely on: keys are never left out, what is not known is null, text is as in the dump.

``schema`` changes when a key changes its meaning or goes; new keys may come without notice. Characters that a terminal would
obey are written as escapes, which is the same text to whoever reads the JSON.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, TextIO

from nkdocs.answers import Answer, IndexReport, Status
from nkdocs.model import Article, Span
from nkdocs.render import SELECTORS, UNSEEN, View
from nkdocs.render.objects import (
    VIEWS,
    article_with_claims,
    article_with_lines,
    correction_rows,
    excerpt_value,
    explained_lines,
    facet_values,
    finding_rows,
    hit_value,
    in_force_rows,
    listed_article,
    problem_rows,
    run_value,
    status_value,
    whole_article,
)

if TYPE_CHECKING:
    from nkdocs.correction_plans import FixReport
    from nkdocs.excerpts import Excerpt
    from nkdocs.health import Diagnosis
    from nkdocs.parsing import ParseReport

SCHEMA = 1
#: All that is not printed as such: C1, bidi and unseen characters, selectors of forms, and half surrogate pairs, which no
#: encoding takes.
_ESCAPED = re.compile(
    f"[{UNSEEN}{SELECTORS}\x7f-\x9f\xad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ud800-\udfff\ufeff"
    "\ufff9-\ufffb\U00013430-\U0001343f\U0001bca0-\U0001bca3\U0001d173-\U0001d17a]"
)


def _escape(match: re.Match[str]) -> str:
    # A character beyond the first plane takes two escapes.
    units = match[0].encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{units[at : at + 2].hex()}" for at in range(0, len(units), 2))


def write_json(out: TextIO, value: object, indent: int | None = None) -> None:
    """The value, and the end of its line."""
    is_unicode = (out.encoding or "utf-8").lower().replace("-", "").startswith("utf")
    out.write(_ESCAPED.sub(_escape, json.dumps(value, ensure_ascii=not is_unicode, indent=indent)) + "\n")


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
            facets=facet_values(answer.results.facets),
            notices=list(answer.notices),
        )

    def listing(self, answer: Answer) -> None:
        """``{"schema", "query", "total", "copies", "articles", "facets", "notices"}``."""
        self._object(
            query=answer.request.query,
            total=answer.results.total,
            copies=answer.results.copies,
            articles=[listed_article(hit) for hit in answer.results.hits],
            facets=facet_values(answer.results.facets),
            notices=list(answer.notices),
        )

    def article(self, article: Article, highlights: Sequence[Span] = ()) -> None:
        """``{"schema", "articles": [one], "notices"}``; highlights are for people."""
        del highlights
        self.articles([article], "article")

    def raw(self, article: Article, highlights: Sequence[Span] = ()) -> None:
        """The article, with ``lines``: its lines in the file, as ``{"line", "text"}``."""
        del highlights
        self.articles([article], "raw")

    def evidence(self, article: Article) -> None:
        """The article, with ``claims``: all of them, chosen or not."""
        self.articles([article], "evidence")

    def articles(self, articles: Sequence[Article], view: View, notices: Sequence[str] = ()) -> None:
        """Several articles at once, each as `article`, `raw` or `evidence` has it, and what should be known of them."""
        self._object(articles=[VIEWS[view](article) for article in articles], notices=list(notices))

    def excerpt(self, excerpt: Excerpt, highlights: Sequence[Span] = ()) -> None:
        """``{"schema", "excerpts": [one]}``: ``{"source", "line", "lines": [{"line", "kind", "id", "text"}]}``."""
        del highlights
        self.excerpts([excerpt])

    def excerpts(self, excerpts: Sequence[Excerpt]) -> None:
        """Several of them."""
        self._object(excerpts=list(map(excerpt_value, excerpts)))

    def parsed(self, report: ParseReport) -> None:
        """``{"schema", "articles", "corrections", "problems"}``, and ``lines`` of each file if they were explained."""
        keys = {"lines": explained_lines(report)} if report.explained else {}
        self._object(
            articles=[whole_article(article) for article in report.articles],
            corrections=in_force_rows(report),
            problems=problem_rows(report.problems),
            **keys,
        )

    def status(self, status: Status) -> None:
        """The status, key by key."""
        self._object(**status_value(status))

    def indexed(self, report: IndexReport) -> None:
        """The report, key by key."""
        self._object(**run_value(report))

    def fixed(self, report: FixReport) -> None:
        """``{"schema", "file", "applied", "corrections": [{"target", "what", "before", "after"}], "problems", "notices"}``."""
        self._object(
            file=report.file,
            applied=report.applied,
            corrections=correction_rows(report),
            problems=problem_rows(report.problems),
            notices=list(report.notices),
        )

    def diagnosed(self, diagnosis: Diagnosis) -> None:
        """``{"schema", "archive", "articles", "findings": [{"kind", "what", "places", "mend"}]}``."""
        self._object(archive=diagnosis.archive, articles=diagnosis.articles, findings=finding_rows(diagnosis))


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
            write_json(self._out, listed_article(hit))

    def article(self, article: Article, highlights: Sequence[Span] = ()) -> None:
        """The article."""
        del highlights
        write_json(self._out, whole_article(article))

    def raw(self, article: Article, highlights: Sequence[Span] = ()) -> None:
        """The article, with ``lines``."""
        del highlights
        write_json(self._out, article_with_lines(article))

    def evidence(self, article: Article) -> None:
        """The article, with ``claims``."""
        write_json(self._out, article_with_claims(article))

    def excerpt(self, excerpt: Excerpt, highlights: Sequence[Span] = ()) -> None:
        """The excerpt."""
        del highlights
        write_json(self._out, excerpt_value(excerpt))

    def parsed(self, report: ParseReport) -> None:
        """Articles; or, explained, lines of dumps."""
        rows = explained_lines(report) if report.explained else map(whole_article, report.articles)
        for row in rows:
            write_json(self._out, row)

    def status(self, status: Status) -> None:
        """One object."""
        write_json(self._out, status_value(status))

    def indexed(self, report: IndexReport) -> None:
        """One object."""
        write_json(self._out, run_value(report))

    def fixed(self, report: FixReport) -> None:
        """Corrections."""
        for row in correction_rows(report):
            write_json(self._out, row)

    def diagnosed(self, diagnosis: Diagnosis) -> None:
        """Findings."""
        for row in finding_rows(diagnosis):
            write_json(self._out, row)
