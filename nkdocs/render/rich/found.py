"""Quoted passages and figures, on the screen of a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.table import Table
from rich.text import Text

from nkdocs.render import layout
from nkdocs.render.found import qualified
from nkdocs.render.rich.paper import Paper, hang, styled

if TYPE_CHECKING:
    from nkdocs.model import Article
    from nkdocs.passages_found import FiguresFound, QuotesFound

#: The longest line that is pleasant to read.
_READABLE = 88


class ScreenPassages(Paper):
    """Text, a table and colours."""

    def quotes(self, found: QuotesFound) -> None:
        """For each article its passages: who, and below it what."""
        margin = max((len(str(each.line)) for each in found.sayings), default=1) + 1
        last = ""
        for each in found.sayings:
            if each.article.id != last:
                self.print(*([""] if last else []), self.title(each.article), self._known(each.article))
                last = each.article.id
            doubt = "?" if each.inferred else ""
            about = f", {each.about}" if each.about else ""
            who = styled(
                (each.speaker or "nobody is named", "author" if each.speaker else "absent"), (doubt, "doubt"), (about, "faint")
            )
            line = self.place(each.article, each.line, str(each.line), "line")
            self.print(hang(line, who, margin), most=_READABLE + margin)
            self.print(hang(styled(), styled((f"“{each.text}”", "quote")), margin), most=_READABLE + margin)
        self._count(found.total, len(found.sayings), "passage")

    def _known(self, article: Article) -> Text:
        return Text(" · ").join([self.date(article), styled((layout.place(article), "path"))])

    def figures(self, found: FiguresFound) -> None:
        """A table: when, how many of what, and the sentence with its place."""
        grid = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False, show_header=False)
        grid.add_column(no_wrap=True)
        grid.add_column(no_wrap=True, justify="right")
        grid.add_column(overflow="fold")
        for each in found.figures:
            date = styled((each.date.isoformat(), "date")) if each.date else styled((layout.UNDATED, "absent"))
            what = " ".join(part for part in (each.unit if each.unit not in each.number else "", each.what) if part)
            grid.add_row(date, styled((qualified(each), "number")), styled((what, "title")))
            grid.add_row(styled(), styled(), styled((each.sentence, "")))
            grid.add_row(styled(), styled(), self.place(each.article, each.line))
        if found.figures:
            self.print(grid, most=_READABLE + 24)
        self._count(found.total, len(found.figures), "figure")

    def _count(self, total: int, shown: int, what: str) -> None:
        part = f"{shown:,} of " if shown < total else ""
        if shown:
            self.print("", styled((f"{part}{layout.plural(total, what)}", "faint")))
        self.show()
