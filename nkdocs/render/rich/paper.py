"""What Rich is given to lay out, and the paper it is laid out on.

Rich is given `Text` made of safe characters and style names of `styles`, never a string it would read as markup. Everything is
laid out into one string first, so that its length decides about the pager.
"""

from __future__ import annotations

import io
import itertools
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TextIO

from rich.color import ColorSystem
from rich.console import Console, RenderableType
from rich.style import Style
from rich.table import Table
from rich.text import Text
from rich.theme import Theme

from nkdocs.date_words import format_date
from nkdocs.model import Article, Span
from nkdocs.render import layout, sanitize
from nkdocs.render.links import link_target
from nkdocs.render.styles import STYLES
from nkdocs.render.terminal import Paint, Screen, show

#: Spaces between columns.
_GAP = 2
_TRAILING = re.compile(r"[ ]+((?:\x1b\[[0-9;]*m)*)(?=\n)")


def styled(*parts: tuple[str, str]) -> Text:
    """Parts of (text, style name) as one run. Every character on the screen comes through here, and is made safe here."""
    text = Text()
    for part, style in parts:
        text.append(sanitize(part), style or None)
    return text


def marked(text: str, spans: Sequence[Span], style: str = "", term: str = "term") -> Text:
    """A text with spans of it highlighted."""
    return styled(*((part, term if matched else style) for part, matched in layout.cut(text, spans)))


def hang(margin: RenderableType, body: RenderableType, width: int) -> Table:
    """A body beside a margin of fixed width: lines of the body that wrap stay beside it."""
    grid = Table.grid(padding=(0, 1, 0, 0), expand=False)
    grid.add_column(width=width, justify="right", no_wrap=True)
    grid.add_column(overflow="fold")
    grid.add_row(margin, body)
    return grid


def labelled(kind: Text, text: Text) -> Table:
    """A line behind the kind of it."""
    grid = Table.grid(padding=(0, 1, 0, 0), expand=False)
    grid.add_column(width=11, no_wrap=True)
    grid.add_column(overflow="fold")
    grid.add_row(kind, text)
    return grid


class Paper:
    """A console that writes into a string, and what is said of an article on every screen."""

    def __init__(self, out: TextIO, screen: Screen, root: Path | None = None) -> None:
        self._out = out
        self.screen = screen
        self._root = root
        styles = dict.fromkeys(STYLES, "") if screen.paint is Paint.NOTHING else STYLES
        self._sheet = io.StringIO()
        self.console = Console(
            file=self._sheet,
            force_terminal=True,
            force_interactive=False,
            no_color=screen.paint is not Paint.COLORS,
            # The table has the sixteen colours of the terminal only, so there is nothing to find out about more.
            color_system="standard",
            width=max(20, screen.width),
            height=screen.height,
            theme=Theme(styles, inherit=False),
            markup=False,
            emoji=False,
            highlight=False,
            legacy_windows=False,
        )

    def print(self, *rows: RenderableType, most: int | None = None) -> None:
        """Lay out rows, one below the other, in at most so many columns."""
        for row in rows:
            self.console.print(row, width=most and min(most, self.console.width))

    def uncut(self, line: Text) -> None:
        """A line to be pasted: where it is too long, the terminal wraps it, and it is copied whole."""
        self.console.print(line, soft_wrap=True)

    def columns(self, rows: Sequence[Sequence[Sequence[Text]]], most: Sequence[int | None], stretched: int) -> None:
        """A table of rows of cells of lines, its columns at most so wide, and the `stretched` one as wide as there is room for.

        Rich's own tables measure and fold every cell several times, which for thousands of rows takes seconds.
        """
        width = self.console.width
        widths = [
            min(max((line.cell_len for row in rows for line in row[place]), default=0), limit or width)
            for place, limit in enumerate(most)
        ]
        others = sum(wide for place, wide in enumerate(widths) if place != stretched)
        widths[stretched] = max(1, min(widths[stretched], width - others - _GAP * (len(widths) - 1)))
        for row in rows:
            cells = [self._folded(lines, wide) for lines, wide in zip(row, widths, strict=True)]
            for parts in itertools.zip_longest(*cells):
                gap = 0
                for part, wide in zip(parts, widths, strict=True):
                    if part is not None:
                        self._sheet.write(" " * gap)
                        self._write(part)
                        gap = -part.cell_len
                    gap += wide + _GAP
                self._sheet.write("\n")

    def _folded(self, lines: Sequence[Text], width: int) -> list[Text]:
        folded: list[Text] = []
        for line in lines:
            folded += [line] if line.cell_len <= width else line.wrap(self.console, width, overflow="fold")
        return folded

    def _write(self, line: Text) -> None:
        """A line that fits, as it stands."""
        for piece in line.render(self.console):
            style = piece.style if self.screen.paint is Paint.COLORS or not piece.style else piece.style.without_color
            self._sheet.write(style.render(piece.text, color_system=ColorSystem.STANDARD) if style else piece.text)

    def show(self) -> None:
        """Print what has been laid out, through the pager if it is long."""
        text = _TRAILING.sub(r"\1", self._sheet.getvalue())
        self._sheet.seek(0)
        self._sheet.truncate()
        show(text, self._out, self.screen)

    def place(self, article: Article, line: int, shown: str = "", style: str = "path") -> Text:
        """``FILE:LINE``, or what is given, as a link to it."""
        text = styled((shown or layout.place(article, line), style))
        if self.screen.links and self._root is not None:
            text.stylize(Style(link=link_target(self._root, article.source.path, line, self.screen.link_form)))
        return text

    def title(self, article: Article, spans: Sequence[Span] = ()) -> Text:
        """The title, with spans of it highlighted, or that there is none."""
        if article.title is None:
            return styled((layout.UNTITLED, "absent"))
        title = marked(article.title.value, spans, "title", "title.term")
        return title + styled((layout.doubt(article.title), "doubt"))

    def date(self, article: Article, *, iso: bool = False) -> Text:
        """The date for people, or as it is kept, or that there is none."""
        if article.date is None:
            return styled((layout.UNDATED, "absent"))
        shown = layout.value(article.date) if iso else format_date(article.date.value)
        return styled((shown, "date"), (layout.doubt(article.date), "doubt"))

    def authors(self, article: Article, absent: str = layout.UNSIGNED) -> Text:
        """The authors, or what is said where there are none."""
        if not article.authors:
            return styled((absent, "absent"))
        names = [styled((claim.value, "author"), (layout.doubt(claim), "doubt")) for claim in article.authors]
        return Text(", ").join(names)


class Barred:
    """Text with a bar at the left of every line of it."""

    def __init__(self, text: Text, bar: Text) -> None:
        self._text = text
        self._bar = bar

    def __rich_console__(self, console: Console, options: object) -> Iterator[RenderableType]:
        width = getattr(options, "max_width", console.width)
        for line in self._text.wrap(console, max(1, width - 2)):
            yield Text(" ").join([self._bar, line])
