"""The screen of a terminal: results laid out for reading, wrapped to its width, through the pager when they are long.

This folder is the only door to Rich; what is laid out on is `paper`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from rich.console import RenderableType
from rich.padding import Padding
from rich.text import Text

from nkdocs.answers import Answer, IndexReport, Status
from nkdocs.model import Article, Hit, Kind, Snippet, Span
from nkdocs.render import layout, remarks
from nkdocs.render.rich.paper import Barred, Paper, hang, labelled, marked, styled
from nkdocs.render.styles import BLOCK_STYLES

if TYPE_CHECKING:
    from nkdocs.correction_plans import FixReport
    from nkdocs.excerpts import Excerpt
    from nkdocs.health import Diagnosis
    from nkdocs.parsing import ParseReport

#: The longest line that is pleasant to read.
_READABLE = 88
#: From this width on a list has room for the longest id beside the title.
_WIDE = 130
#: The widest column of authors.
_AUTHORS = 24
#: Below this width there is no room for a second column beside a text.
_NARROW = 60


class RichRenderer(Paper):
    """Text, tables and colours."""

    tells_total = True

    def search(self, answer: Answer) -> None:
        """For each hit what is known of it, and the pieces that show why; then how many there are."""
        margin = max((len(str(value)) for hit in answer.results.hits for value in (hit.rank, *_lines(hit))), default=1) + 1
        for hit in answer.results.hits:
            self._hit(hit, margin)
        found, shown = answer.results.total, len(answer.results.hits)
        if shown:
            first = answer.results.hits[0].rank
            part = f"{first:,}–{first + shown - 1:,} of " if shown < found else ""
            self.print(styled((f"{part}{layout.plural(found, 'article')} · {layout.seconds(answer.seconds)}", "faint")))
        self.show()

    def _hit(self, hit: Hit, margin: int) -> None:
        article = hit.article
        line = hit.line
        known = Text(" · ").join([self.date(article), self.authors(article), styled((article.id, "id"))])
        head = styled((str(hit.rank), "rank"))
        more = (styled(line_and_style) for line_and_style in remarks.beside(hit))
        body = Text("\n").join([self.title(article, hit.title_highlights), known, self.place(article, line), *more])
        places = ((self.place(article, piece.line, str(piece.line), "line"), self._piece(piece)) for piece in hit.snippets)
        rows = [hang(*row, margin) for row in ((head, body), *places)]
        self.print(*rows, most=_READABLE + margin)
        self.print("")

    def _piece(self, piece: Snippet) -> Text:
        mark = f"{piece.kind.value}: " if piece.kind in (Kind.CAPTION, Kind.NOTE) else ""
        return styled((mark, "label")) + marked(piece.text, piece.highlights, BLOCK_STYLES.get(piece.kind, "") if mark else "")

    def listing(self, answer: Answer) -> None:
        """A table: date, title, authors, id. On a narrow screen the id, and then the authors, stand under the title."""
        rows = [self._listed(hit) for hit in answer.results.hits]
        self.columns(rows, [None, None, _AUTHORS, None] if self.screen.width >= _WIDE else [None, None], stretched=1)
        if rows:
            found, shown = answer.results.total, len(rows)
            part = f"{shown:,} of " if shown < found else ""
            self.print("", styled((f"{part}{layout.plural(found, 'article')}", "faint")))
        self.show()

    def _listed(self, hit: Hit) -> list[list[Text]]:
        """The cells of an article in a list, each of some lines."""
        article = hit.article
        date, title = [self.date(article, iso=True)], self.title(article)
        name = self.place(article, article.start_line, article.id, "id")
        copied = [styled((remarks.copies_line(hit.copies), "faint"))] if hit.copies else []
        if self.screen.width >= _WIDE:
            return [date, [title, *copied], [self.authors(article, "–")], [name]]
        return [date, [title, *([self.authors(article)] if article.authors else []), name, *copied]]

    def article(self, article: Article, highlights: Sequence[Span] = ()) -> None:
        """What is known of it, then its blocks, told apart by indent, mark and style."""
        spans = layout.within(article.title.span.start, article.title.value, highlights) if article.title else []
        signed = Text("By ") + self.authors(article) if article.authors else self.authors(article)
        where = self.place(article, article.start_line, f"{layout.place(article)}–{article.end_line}")
        rows: list[RenderableType] = [self.title(article, spans), Text(" · ").join([signed, self.date(article)])]
        rows += [Text("  ").join([where, styled((article.id, "id"))])]
        rows += [styled((f"{badge} (note in line {line})", "badge")) for badge, line in remarks.badges(article)]
        for piece in layout.pieces(article):
            text = marked(piece.text, layout.within(piece.start, piece.text, highlights), BLOCK_STYLES.get(piece.kind, ""))
            rows += ["", self._block(piece, text)]
        self.print(*rows, most=_READABLE)
        self.show()

    def _block(self, piece: layout.Piece, text: Text) -> RenderableType:
        match piece.kind:
            case Kind.QUOTE:
                bar = styled(("│", "faint"))
                return Barred(text, bar)
            case Kind.ATTRIBUTION | Kind.BYLINE | Kind.DATELINE:
                return Padding(text, (0, 0, 0, 4), expand=False)
            case Kind.CAPTION | Kind.NOTE:
                return Padding(styled((f"{piece.kind.value}: ", "label")) + text, (0, 0, 0, 2), expand=False)
            case _:
                return text

    def raw(self, article: Article, highlights: Sequence[Span] = ()) -> None:
        """The lines as they stand in the dump, with their numbers."""
        lines = list(layout.raw_lines(article))
        margin = len(str(lines[-1][0])) + 1
        for number, start, line in lines:
            text = marked(line, layout.within(start, line, highlights))
            self.print(hang(self.place(article, number, str(number), "line"), text, margin))
        self.show()

    def excerpt(self, excerpt: Excerpt, highlights: Sequence[Span] = ()) -> None:
        """The lines with their numbers and kinds; the one that was asked for has a mark."""
        owners = {article.id: article for article in excerpt.articles}
        margin = len(str(excerpt.lines[-1].number)) + 1
        last = ""
        for line in excerpt.lines:
            if line.article_id != last:
                self.print(
                    *([""] if last else []), self.title(owners[line.article_id]) + styled((f"  {line.article_id}", "id"))
                )
            last = line.article_id
            asked = line.number == excerpt.line
            number = f"{'>' if asked else ''}{line.number}"
            place = self.place(owners[last], line.number, number, "number" if asked else "line")
            text = marked(line.text, layout.within(line.start, line.text, highlights))
            kind = styled((line.kind_name if line.kind else "", "faint"))
            narrow = Text("\n").join([kind, text] if kind.plain else [text])
            self.print(hang(place, narrow if self.screen.width < _NARROW else labelled(kind, text), margin))
        self.show()

    def evidence(self, article: Article) -> None:
        """For each field what was chosen and where it was read, and below it what was not."""
        self.print(self.title(article), styled((article.id, "id")))
        for row in layout.evidence(article):
            label = styled((row.field if row.chosen else "", "label"))
            if row.claim is None:
                self.print("", hang(label, styled(("none", "absent")), 8))
                continue
            line = layout.stated_line(article, row.claim)
            said = styled(
                (layout.value(row.claim) or "none", "title" if row.chosen else "refused"), (layout.doubt(row.claim), "doubt")
            )
            why = f" · {row.claim.rule} · {row.claim.trust.name.lower()} trust"
            reason = f" · {row.claim.reason}" if row.claim.reason else ""
            lost = styled(("" if row.chosen else "not chosen: ", "label"))
            read = styled((layout.CORRECTIONS, "path")) if line is None else self.place(article, line)
            proof = read + styled((why + reason, "faint"))
            self.print(*([""] if row.chosen else []), hang(label, Text("\n").join([lost + said, proof]), 8))
        self.show()

    def parsed(self, report: ParseReport) -> None:
        """For each file its articles; or, explained, each of its lines with what it was taken for."""
        from nkdocs.render.rich import reports  # for those who look after an archive

        reports.parsed(self, report)

    def status(self, status: Status) -> None:
        """What the archive holds, what lacks what, how fresh the index is."""
        from nkdocs.render.rich import reports  # for those who look after an archive

        reports.status(self, status)

    def indexed(self, report: IndexReport) -> None:
        """The files that changed, if that is all that was asked for; then one line that sums up."""
        from nkdocs.render.rich import reports  # for those who look after an archive

        reports.indexed(self, report)

    def fixed(self, report: FixReport) -> None:
        """For each article or line what it was, and what it is now."""
        from nkdocs.render.rich import reports  # for those who look after an archive

        reports.fixed(self, report)

    def diagnosed(self, diagnosis: Diagnosis) -> None:
        """The findings by kind, with where and what mends it; of many of a kind the first."""
        from nkdocs.render.rich import reports  # for those who look after an archive

        reports.diagnosed(self, diagnosis)


def _lines(hit: Hit) -> Iterator[int]:
    return (piece.line for piece in hit.snippets)
