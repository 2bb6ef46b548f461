r"""CSV for spreadsheets and tables of data: a line of names, and a row for each of what a command lists (RFC 4180).

A cell that begins with ``=``, ``+``, ``-`` or ``@``, also in their wide forms, is a formula to a spreadsheet, and so may be
one behind a tab or a line end; article text comes from strangers. Such a cell gets an apostrophe before it, which spreadsheets
take for "this is text". Everything else is as in the dump, on one line, without what a terminal would obey. The names of the
columns are the keys of JSON and of ``--format``, and a promise.
"""

from __future__ import annotations

import csv
import os
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, TextIO

from nkdocs.answers import Answer, Change, IndexReport, Status
from nkdocs.model import Article, Hit, Span
from nkdocs.render import layout, sanitize
from nkdocs.render.template import KEYS

if TYPE_CHECKING:
    from nkdocs.correction_plans import FixReport
    from nkdocs.excerpts import Excerpt
    from nkdocs.health import Diagnosis
    from nkdocs.parsing import ParseReport

#: What is said of an article, by `list`, and of a hit by `search` and `similar`.
ARTICLE = ("id", "title", "date", "authors", "source", "start_line", "end_line")
LISTED = (*ARTICLE, "copies")
HIT = (*ARTICLE, "line", "rank", "score", "copies", "shared", "snippet")
_NUMBERS = frozenset({"start_line", "end_line", "line", "rank", "score"})
_FORMULAS = tuple("=+-@＝＋－＠\t\r\n")
#: A stream of ours in text mode ends lines as the system does; the standard wants these two characters.
_END = "\n" if os.linesep == "\r\n" else "\r\n"


def cell(text: str, *, keep_newlines: bool = False) -> str:
    """The text as a cell that no spreadsheet takes for a formula, and no terminal obeys."""
    shown = sanitize(text, keep_newlines=keep_newlines)
    return f"'{shown}" if text.startswith(_FORMULAS) or shown.lstrip().startswith(_FORMULAS) else shown


def hit_row(hit: Hit, columns: Sequence[str] = HIT) -> list[str]:
    """The cells of a hit."""
    return [KEYS[name](hit) if name in _NUMBERS else cell(KEYS[name](hit)) for name in columns]


def article_cells(article: Article) -> list[str]:
    """The cells of an article: those of `ARTICLE`."""
    return hit_row(Hit(0, 0.0, article), ARTICLE)


class CsvWriter:
    """Rows below the names of their columns, which are written once."""

    def __init__(self, out: TextIO) -> None:
        self._rows = csv.writer(out, lineterminator=_END)
        self._head: Sequence[str] = ()

    def table(self, head: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
        """The rows; a text among their cells has passed through `cell`."""
        if head != self._head:
            self._rows.writerow(head)
            self._head = head
        self._rows.writerows(rows)


class CsvRenderer:
    """A table for each command; empty, it still has its head."""

    tells_total = False

    def __init__(self, out: TextIO) -> None:
        self._table = CsvWriter(out).table

    def search(self, answer: Answer) -> None:
        """Hits."""
        self._table(HIT, map(hit_row, answer.results.hits))

    def listing(self, answer: Answer) -> None:
        """Articles."""
        self._table(LISTED, (hit_row(hit, LISTED) for hit in answer.results.hits))

    def article(self, article: Article, highlights: Sequence[Span] = ()) -> None:
        """The article with its text, which has lines, in one cell; highlights are for people."""
        del highlights
        texts = (cell(text, keep_newlines=True) for text in (article.body, "\n".join(article.notes)))
        self._table((*ARTICLE, "body", "notes"), [[*article_cells(article), *texts]])

    def raw(self, article: Article, highlights: Sequence[Span] = ()) -> None:
        """The lines of the dump that the article was read from."""
        del highlights
        path = cell(article.source.path)
        rows = ([path, number, cell(text)] for number, _, text in layout.raw_lines(article))
        self._table(("source", "line", "text"), rows)

    def evidence(self, article: Article) -> None:
        """Every claim, and the fields without one."""
        head = ("id", "field", "chosen", "value", "trust", "rule", "source", "line", "reason")
        self._table(head, (_evidence(article, row) for row in layout.evidence(article)))

    def excerpt(self, excerpt: Excerpt, highlights: Sequence[Span] = ()) -> None:
        """The lines around a line."""
        del highlights
        path = cell(excerpt.source)
        rows = ([path, line.number, line.kind_name, line.article_id, cell(line.text)] for line in excerpt.lines)
        self._table(("source", "line", "kind", "id", "text"), rows)

    def parsed(self, report: ParseReport) -> None:
        """Articles; or, explained, lines of dumps."""
        if report.explained:
            rows = (
                [
                    cell(path),
                    line.line,
                    "cut" if line.is_cut else "",
                    line.kind.value if line.kind else "blank",
                    cell(line.reason),
                    cell(line.text),
                ]
                for path, lines in report.explained
                for line in lines
            )
            self._table(("source", "line", "cut", "kind", "reason", "text"), rows)
        else:
            self._table(ARTICLE, map(article_cells, report.articles))

    def status(self, status: Status) -> None:
        """A row a value, then a row a file that changed."""
        rows = [[name, cell(str(getattr(status, name)))] for name in layout.STATUS_NAMES]
        self._table(("name", "value"), [*rows, *_changes(status.changes)])

    def indexed(self, report: IndexReport) -> None:
        """The files that changed."""
        self._table(("kind", "path"), _changes(report.changes))

    def fixed(self, report: FixReport) -> None:
        """Corrections."""
        rows = ([cell(text) for text in (row.target, row.what, row.before, row.after)] for row in report.made)
        self._table(("target", "what", "before", "after"), rows)

    def diagnosed(self, diagnosis: Diagnosis) -> None:
        """Findings."""
        rows = (
            [cell(text) for text in (found.kind, found.what, " ".join(found.places), found.mend)]
            for found in diagnosis.findings
        )
        self._table(("kind", "what", "places", "mend"), rows)


def _changes(changes: Iterable[Change]) -> list[list[str]]:
    return [[change.kind.value, cell(change.path)] for change in changes]


def _evidence(article: Article, row: layout.Evidence) -> list[object]:
    if row.claim is None:
        return [article.id, row.field, "none", *[""] * 6]
    claim = row.claim
    return [
        article.id,
        row.field,
        "chosen" if row.chosen else "not chosen",
        cell(layout.value(claim)),
        claim.trust.name.lower(),
        cell(claim.rule),
        cell(layout.CORRECTIONS if claim.is_corrected else article.source.path),
        layout.stated_line(article, claim) or "",
        cell(claim.reason),
    ]
