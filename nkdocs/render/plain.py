"""Plain lines for pipes, files and programs: one answer a line, never wrapped, columns between tabs, no escape codes.

The columns below are a promise, and stand in ``--help``. Colours and links are printed only where a person insists
(``--color always``, FORCE_COLOR, ``--hyperlink always``); they never change the layout.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from nkdocs.answers import Answer, IndexReport, Status
from nkdocs.model import Article, Kind, Span
from nkdocs.render import layout, sanitize
from nkdocs.render.links import link_target
from nkdocs.render.styles import BLOCK_STYLES, paint
from nkdocs.render.terminal import Paint, Screen, show

if TYPE_CHECKING:
    from nkdocs.correction_plans import FixReport
    from nkdocs.excerpts import Excerpt
    from nkdocs.health import Diagnosis
    from nkdocs.parsing import ParseReport

#: What stands before the text of a block, so that kinds can be told apart without colour.
_MARKS = {Kind.HEADING: "## ", Kind.QUOTE: "> ", Kind.CAPTION: "[caption] ", Kind.NOTE: "[note] "}


class PlainRenderer:
    """Lines of text. `before` are columns, safe already, that stand before those of every row."""

    tells_total = False

    def __init__(self, out: TextIO, screen: Screen, root: Path | None = None, before: tuple[str, ...] = ()) -> None:
        self._out = out
        self._screen = screen
        self._root = root
        self._before = before

    def _paint(self, text: str, style: str) -> str:
        safe = sanitize(text)
        return paint(safe, style) if self._screen.paint is Paint.COLORS else safe

    def _marked(self, text: str, spans: Iterable[Span], style: str, term: str = "term") -> str:
        return "".join(self._paint(part, term if matched else style) for part, matched in layout.cut(text, spans))

    def _place(self, article: Article, line: int) -> str:
        shown = self._paint(layout.place(article, line), "path")
        if not self._screen.links or self._root is None:
            return shown
        return (
            f"\x1b]8;;{link_target(self._root, article.source.path, line, self._screen.link_form)}\x1b\\{shown}\x1b]8;;\x1b\\"
        )

    def _row(self, *columns: str) -> None:
        self._out.write("\t".join([*self._before, *columns]) + "\n")

    def _columns(self, article: Article, title: Sequence[Span] = ()) -> tuple[str, str, str, str]:
        """The columns that every list of articles begins with: id, date, title, authors. What is not known is empty."""
        return (
            self._paint(article.id, "id"),
            self._paint(layout.value(article.date), "date") if article.date else "",
            self._marked(article.title.value, title, "title", "title.term") if article.title else "",
            self._paint("; ".join(claim.value for claim in article.authors), "author"),
        )

    def search(self, answer: Answer) -> None:
        """Columns: id, date, title, authors, FILE:LINE of the match, the pieces of text."""
        for hit in answer.results.hits:
            line = hit.line
            text = " … ".join(self._marked(piece.text, piece.highlights, "author") for piece in hit.snippets)
            shared = (", ".join(map(sanitize, hit.shared)),) if hit.shared else ()
            self._row(*self._columns(hit.article, hit.title_highlights), self._place(hit.article, line), text, *shared)

    def listing(self, answer: Answer) -> None:
        """Columns: id, date, title, authors, FILE:LINE where the article begins."""
        for hit in answer.results.hits:
            self._row(*self._columns(hit.article), self._place(hit.article, hit.article.start_line))

    def article(self, article: Article, highlights: Sequence[Span] = ()) -> None:
        """The article for reading: what is known of it, then its blocks with a blank line between."""
        title = article.title.value if article.title else layout.UNTITLED
        spans = layout.within(article.title.span.start, title, highlights) if article.title else []
        lines = [self._marked(title, spans, "title", "title.term") + layout.doubt(article.title), self._known(article)]
        lines.append(f"{self._place(article, article.start_line)}  {self._paint(article.id, 'id')}")
        for piece in layout.pieces(article):
            spans = layout.within(piece.start, piece.text, highlights)
            text = self._block(piece.text, spans, BLOCK_STYLES.get(piece.kind, "author"))
            mark = _MARKS.get(piece.kind, "")
            lines += ["", *(mark + line for line in text)] if piece.kind is Kind.QUOTE else ["", mark + "\n".join(text)]
        show("\n".join(lines) + "\n", self._out, self._screen)

    def _block(self, text: str, spans: Sequence[Span], style: str) -> list[str]:
        """The lines of a block, painted."""
        lines = []
        start = 0
        for line in text.split("\n"):
            lines.append(self._marked(line, layout.within(start, line, spans), style))
            start += len(line) + 1
        return lines

    def _known(self, article: Article) -> str:
        names = [sanitize(claim.value) + layout.doubt(claim) for claim in article.authors]
        signed = f"By {layout.joined(names)}" if names else layout.UNSIGNED
        return f"{signed} · {sanitize(layout.date_for_people(article))}"

    def raw(self, article: Article, highlights: Sequence[Span] = ()) -> None:
        """Columns: line number, the line as in the dump."""
        for number, start, text in layout.raw_lines(article):
            self._row(str(number), self._marked(text, layout.within(start, text, highlights), "author"))

    def excerpt(self, excerpt: Excerpt, highlights: Sequence[Span] = ()) -> None:
        """Columns: line number, kind, the line as in the dump."""
        for line in excerpt.lines:
            text = self._marked(line.text, layout.within(line.start, line.text, highlights), "author")
            self._row(str(line.number), line.kind_name, text)

    def evidence(self, article: Article) -> None:
        """Columns: field, ``chosen`` or ``not chosen`` or ``none``, value, trust, rule, FILE:LINE, reason."""
        for row in layout.evidence(article):
            if row.claim is None:
                self._row(row.field, "none", "", "", "", "", "")
                continue
            line = layout.stated_line(article, row.claim)
            self._row(
                row.field,
                self._paint("chosen", "chosen") if row.chosen else "not chosen",
                self._paint(layout.value(row.claim), "title" if row.chosen else "author"),
                row.claim.trust.name.lower(),
                sanitize(row.claim.rule),
                layout.CORRECTIONS if line is None else self._place(article, line),
                sanitize(row.claim.reason),
            )

    def parsed(self, report: ParseReport) -> None:
        """Columns: FILE, first and last line, id, date, title, authors. Explained: FILE, line, ``cut``, kind, reason, text."""
        if not report.explained:
            for article in report.articles:
                path = self._paint(article.source.path, "path")
                self._row(path, str(article.start_line), str(article.end_line), *self._columns(article))
        for path, lines in report.explained:
            for line in lines:
                kind = line.kind.value if line.kind else "blank"
                cut = self._paint("cut", "cut") if line.is_cut else ""
                self._row(self._paint(path, "path"), str(line.line), cut, kind, sanitize(line.reason), sanitize(line.text))

    def status(self, status: Status) -> None:
        """Columns: name, value. A file that changed is a row named by how."""
        for name in layout.STATUS_NAMES:
            self._row(name, sanitize(str(getattr(status, name))))
        for root in status.roots:
            self._row("root", sanitize(root))
        for change in status.changes:
            self._row(change.kind.value, sanitize(change.path))

    def indexed(self, report: IndexReport) -> None:
        """The files that changed, then one line that sums up."""
        for change in report.changes if report.dry_run else ():
            self._row(change.kind.value, sanitize(change.path))
        self._out.write(layout.summary(report) + "\n")

    def fixed(self, report: FixReport) -> None:
        """Columns: id or FILE:LINE, what, before, after."""
        for row in report.made:
            self._row(*map(sanitize, (row.target, row.what, row.before, row.after)))

    def diagnosed(self, diagnosis: Diagnosis) -> None:
        """Columns: kind, what, places with spaces between, command."""
        for found in diagnosis.findings:
            self._row(*map(sanitize, (found.kind, found.what, " ".join(found.places), found.mend)))
