"""The screen of a terminal: results laid out for reading, wrapped to its width, through the pager when they are long.

The only door to Rich. Rich is given `Text` made of safe characters and style names of `styles`, never a string it would read as
markup. Everything is laid out into one string first, so that its length decides about the pager.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from rich.console import Console, RenderableType
from rich.padding import Padding
from rich.style import Style
from rich.table import Table
from rich.text import Text
from rich.theme import Theme

from nkdocs.answers import Answer, IndexReport, Status
from nkdocs.dates import format_date
from nkdocs.model import CHROME_KINDS, Article, Hit, Kind, Snippet, Span
from nkdocs.render import layout, remarks, sanitize
from nkdocs.render.links import link_target
from nkdocs.render.styles import BLOCK_STYLES, STYLES
from nkdocs.render.terminal import Paint, Screen, show

if TYPE_CHECKING:
    from nkdocs.excerpts import Excerpt
    from nkdocs.fixing import FixReport
    from nkdocs.health import Diagnosis, Finding
    from nkdocs.parsing import ParseReport

#: Findings of a kind, and places of a finding, that are shown.
_FINDINGS, _PLACES = 6, 4
#: The longest line that is pleasant to read.
_READABLE = 88
#: From this width on a list has room for the longest id beside the title.
_WIDE = 130
#: Below this width there is no room for a second column beside a text.
_NARROW = 60
_TRAILING = re.compile(r"[ ]+((?:\x1b\[[0-9;]*m)*)(?=\n)")


def _text(*parts: tuple[str, str]) -> Text:
    """Parts of (text, style name) as one run. Every character on the screen comes through here, and is made safe here."""
    text = Text()
    for part, style in parts:
        text.append(sanitize(part), style or None)
    return text


def _marked(text: str, spans: Sequence[Span], style: str = "", term: str = "term") -> Text:
    return _text(*((part, term if matched else style) for part, matched in layout.cut(text, spans)))


def _hang(margin: RenderableType, body: RenderableType, width: int) -> Table:
    """A body beside a margin of fixed width: lines of the body that wrap stay beside it."""
    grid = Table.grid(padding=(0, 1, 0, 0), expand=False)
    grid.add_column(width=width, justify="right", no_wrap=True)
    grid.add_column(overflow="fold")
    grid.add_row(margin, body)
    return grid


def _labelled(kind: Text, text: Text) -> Table:
    """A line behind the kind of it."""
    grid = Table.grid(padding=(0, 1, 0, 0), expand=False)
    grid.add_column(width=11, no_wrap=True)
    grid.add_column(overflow="fold")
    grid.add_row(kind, text)
    return grid


class RichRenderer:
    """Text, tables and colours."""

    tells_total = True

    def __init__(self, out: TextIO, screen: Screen, root: Path | None = None) -> None:
        self._out = out
        self._screen = screen
        self._root = root
        styles = dict.fromkeys(STYLES, "") if screen.paint is Paint.NOTHING else STYLES
        self._paper = io.StringIO()
        self._console = Console(
            file=self._paper,
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

    def _print(self, *rows: RenderableType, most: int | None = None) -> None:
        for row in rows:
            self._console.print(row, width=most and min(most, self._console.width))

    def _show(self) -> None:
        text = _TRAILING.sub(r"\1", self._paper.getvalue())
        self._paper.seek(0)
        self._paper.truncate()
        show(text, self._out, self._screen)

    def _place(self, article: Article, line: int, shown: str = "", style: str = "path") -> Text:
        """``FILE:LINE``, or what is given, as a link to it."""
        text = _text((shown or layout.place(article, line), style))
        if self._screen.links and self._root is not None:
            text.stylize(Style(link=link_target(self._root, article.source.path, line, self._screen.link_form)))
        return text

    def _title(self, article: Article, spans: Sequence[Span] = ()) -> Text:
        if article.title is None:
            return _text((layout.UNTITLED, "absent"))
        title = _marked(article.title.value, spans, "title", "title.term")
        return title + _text((layout.doubt(article.title), "doubt"))

    def _date(self, article: Article, *, iso: bool = False) -> Text:
        if article.date is None:
            return _text((layout.UNDATED, "absent"))
        shown = layout.value(article.date) if iso else format_date(article.date.value)
        return _text((shown, "date"), (layout.doubt(article.date), "doubt"))

    def _authors(self, article: Article, absent: str = layout.UNSIGNED) -> Text:
        if not article.authors:
            return _text((absent, "absent"))
        names = [_text((claim.value, "author"), (layout.doubt(claim), "doubt")) for claim in article.authors]
        return Text(", ").join(names)

    def search(self, answer: Answer) -> None:
        """For each hit what is known of it, and the pieces that show why; then how many there are."""
        margin = max((len(str(value)) for hit in answer.results.hits for value in (hit.rank, *_lines(hit))), default=1) + 1
        for hit in answer.results.hits:
            self._hit(hit, margin)
        found, shown = answer.results.total, len(answer.results.hits)
        if shown:
            first = answer.results.hits[0].rank
            part = f"{first:,}–{first + shown - 1:,} of " if shown < found else ""
            self._print(_text((f"{part}{layout.plural(found, 'article')} · {layout.seconds(answer.seconds)}", "faint")))
        self._show()

    def _hit(self, hit: Hit, margin: int) -> None:
        article = hit.article
        line = hit.line
        known = Text(" · ").join([self._date(article), self._authors(article), _text((article.id, "id"))])
        head = _text((str(hit.rank), "rank"))
        more = (_text(line_and_style) for line_and_style in remarks.beside(hit))
        body = Text("\n").join([self._title(article, hit.title_highlights), known, self._place(article, line), *more])
        places = ((self._place(article, piece.line, str(piece.line), "line"), self._piece(piece)) for piece in hit.snippets)
        rows = [_hang(*row, margin) for row in ((head, body), *places)]
        self._print(*rows, most=_READABLE + margin)
        self._print("")

    def _piece(self, piece: Snippet) -> Text:
        mark = f"{piece.kind.value}: " if piece.kind in (Kind.CAPTION, Kind.NOTE) else ""
        return _text((mark, "label")) + _marked(piece.text, piece.highlights, BLOCK_STYLES.get(piece.kind, "") if mark else "")

    def listing(self, answer: Answer) -> None:
        """A table: date, title, authors, id. On a narrow screen the id, and then the authors, stand under the title."""
        width = self._screen.width
        grid = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False, show_header=False)
        grid.add_column(no_wrap=True)
        grid.add_column(overflow="fold")
        if width >= _WIDE:
            grid.add_column(overflow="fold", max_width=24)
            grid.add_column(no_wrap=True)
        for hit in answer.results.hits:
            article = hit.article
            name = self._place(article, article.start_line, article.id, "id")
            copied = [_text((remarks.copies_line(hit.copies), "faint"))] if hit.copies else []
            if width >= _WIDE:
                titled = Text("\n").join([self._title(article), *copied])
                grid.add_row(self._date(article, iso=True), titled, self._authors(article, "–"), name)
            else:
                under = [self._title(article), *([self._authors(article)] if article.authors else []), name, *copied]
                grid.add_row(self._date(article, iso=True), Text("\n").join(under))
        if answer.results.hits:
            found, shown = answer.results.total, len(answer.results.hits)
            part = f"{shown:,} of " if shown < found else ""
            self._print(grid, "", _text((f"{part}{layout.plural(found, 'article')}", "faint")))
        self._show()

    def article(self, article: Article, highlights: Sequence[Span] = ()) -> None:
        """What is known of it, then its blocks, told apart by indent, mark and style."""
        spans = layout.within(article.title.span.start, article.title.value, highlights) if article.title else []
        signed = Text("By ") + self._authors(article) if article.authors else self._authors(article)
        where = self._place(article, article.start_line, f"{layout.place(article)}–{article.end_line}")
        rows: list[RenderableType] = [self._title(article, spans), Text(" · ").join([signed, self._date(article)])]
        rows += [Text("  ").join([where, _text((article.id, "id"))])]
        rows += [_text((f"{badge} (note in line {line})", "badge")) for badge, line in remarks.badges(article)]
        for piece in layout.pieces(article):
            text = _marked(piece.text, layout.within(piece.start, piece.text, highlights), BLOCK_STYLES.get(piece.kind, ""))
            rows += ["", self._block(piece, text)]
        self._print(*rows, most=_READABLE)
        self._show()

    def _block(self, piece: layout.Piece, text: Text) -> RenderableType:
        match piece.kind:
            case Kind.QUOTE:
                bar = _text(("│", "faint"))
                return _Barred(text, bar)
            case Kind.ATTRIBUTION | Kind.BYLINE | Kind.DATELINE:
                return Padding(text, (0, 0, 0, 4), expand=False)
            case Kind.CAPTION | Kind.NOTE:
                return Padding(_text((f"{piece.kind.value}: ", "label")) + text, (0, 0, 0, 2), expand=False)
            case _:
                return text

    def raw(self, article: Article, highlights: Sequence[Span] = ()) -> None:
        """The lines as they stand in the dump, with their numbers."""
        lines = list(layout.raw_lines(article))
        margin = len(str(lines[-1][0])) + 1
        for number, start, line in lines:
            text = _marked(line, layout.within(start, line, highlights))
            self._print(_hang(self._place(article, number, str(number), "line"), text, margin))
        self._show()

    def excerpt(self, excerpt: Excerpt, highlights: Sequence[Span] = ()) -> None:
        """The lines with their numbers and kinds; the one that was asked for has a mark."""
        owners = {article.id: article for article in excerpt.articles}
        margin = len(str(excerpt.lines[-1].number)) + 1
        last = ""
        for line in excerpt.lines:
            if line.article_id != last:
                self._print(
                    *([""] if last else []), self._title(owners[line.article_id]) + _text((f"  {line.article_id}", "id"))
                )
            last = line.article_id
            asked = line.number == excerpt.line
            number = f"{'>' if asked else ''}{line.number}"
            place = self._place(owners[last], line.number, number, "number" if asked else "line")
            text = _marked(line.text, layout.within(line.start, line.text, highlights))
            kind = _text((line.kind_name if line.kind else "", "faint"))
            narrow = Text("\n").join([kind, text] if kind.plain else [text])
            self._print(_hang(place, narrow if self._screen.width < _NARROW else _labelled(kind, text), margin))
        self._show()

    def evidence(self, article: Article) -> None:
        """For each field what was chosen and where it was read, and below it what was not."""
        self._print(self._title(article), _text((article.id, "id")))
        for row in layout.evidence(article):
            label = _text((row.field if row.chosen else "", "label"))
            if row.claim is None:
                self._print("", _hang(label, _text(("none", "absent")), 8))
                continue
            line = article.line_of(row.claim.span.start)
            said = _text(
                (layout.value(row.claim) or "none", "title" if row.chosen else "refused"), (layout.doubt(row.claim), "doubt")
            )
            why = f" · {row.claim.rule} · {row.claim.trust.name.lower()} trust"
            reason = f" · {row.claim.reason}" if row.claim.reason else ""
            lost = _text(("" if row.chosen else "not chosen: ", "label"))
            proof = self._place(article, line) + _text((why + reason, "faint"))
            self._print(*([""] if row.chosen else []), _hang(label, Text("\n").join([lost + said, proof]), 8))
        self._show()

    def parsed(self, report: ParseReport) -> None:
        """For each file its articles; or, explained, each of its lines with what it was taken for."""
        files = dict.fromkeys(article.source.path for article in report.articles) if not report.explained else {}
        for path in files:
            articles = [article for article in report.articles if article.source.path == path]
            self._print(_text((path, "title"), (f"  {layout.plural(len(articles), 'article')}", "faint")))
            margin = max(len(f"{article.start_line}–{article.end_line}") for article in articles) + 2
            for article in articles:
                known = Text(" · ").join([self._date(article), self._authors(article)])
                lines = f"{article.start_line}–{article.end_line}"
                margin_text = self._place(article, article.start_line, lines, "line")
                self._print(_hang(margin_text, Text("\n").join([self._title(article), known]), margin))
            self._print("")
        for path, explained in report.explained:
            self._print(_text((path, "title")))
            for line in explained:
                if line.is_cut:
                    self._print(_text(("── article " + "─" * min(40, self._console.width - 12), "cut")))
                kind = line.kind.value if line.kind else ""
                shown = "chrome" if line.kind in CHROME_KINDS else BLOCK_STYLES.get(line.kind or Kind.PROSE, "")
                body = _text((f"{kind:<11} ", shown), (line.reason, "faint"))
                self._print(_hang(_text((str(line.line), "line")), body, 5))
            self._print("")
        self._show()

    def status(self, status: Status) -> None:
        """What the archive holds, what lacks what, how fresh the index is."""
        lacking = [
            f"{count:,} {what}"
            for count, what in (
                (status.untitled, "without a title"),
                (status.undated, "without a date"),
                (status.unsigned, "without an author"),
                (status.low_trust, "with a doubtful value (?)"),
            )
            if count
        ]
        rows = [
            ("archive", _text((status.archive, "path"))),
            (
                "holds",
                _text((f"{layout.plural(status.articles, 'article')} in {layout.plural(status.files, 'file')}", "number")),
            ),
            ("", _text((", ".join(lacking), ""))),
            ("from", _text((", ".join("the whole folder" if root == "." else root for root in status.roots), "path"))),
            ("index", _text((status.index, "path"))),
            ("", _text((f"{layout.size(status.bytes)}, written {layout.moment(status.indexed_at)}", ""))),
        ]
        rows += [(change.kind.value, _text((change.path, change.kind.value))) for change in status.changes]
        if not status.changes:
            rows.append(("fresh", _text(("no file has changed since", ""))))
        for label, text in rows:
            if text.plain:
                self._print(_hang(_text((label, "label")), text, 8))
        self._show()

    def indexed(self, report: IndexReport) -> None:
        """The files that changed, if that is all that was asked for; then one line that sums up."""
        for change in report.changes if report.dry_run else ():
            self._print(_hang(_text((change.kind.value, change.kind.value)), _text((change.path, "")), 8))
        self._print(_text((layout.summary(report), "")))
        self._show()

    def fixed(self, report: FixReport) -> None:
        """For each article or line what it was, and what it is now."""
        last = ""
        for row in report.made:
            if row.target != last:
                self._print(_text((row.target, "id")))
            last = row.target
            change = _text((row.before or "none", "refused"), (" → ", "label"), (row.after or "none", "chosen"))
            self._print(_hang(_text((row.what, "label")), change, 13))
        self._show()

    def diagnosed(self, diagnosis: Diagnosis) -> None:
        """The findings by kind, with where and what mends it; of many of a kind the first."""
        kinds: dict[str, list[Finding]] = {}
        for found in diagnosis.findings:
            kinds.setdefault(found.kind, []).append(found)
        for kind, findings in kinds.items():
            for at, found in enumerate(findings[:_FINDINGS]):
                places = ", ".join(found.places[:_PLACES])
                more = f" and {len(found.places) - _PLACES:,} more" if len(found.places) > _PLACES else ""
                rows = [_text((found.what, "")), _text((places + more, "path")), _text((found.mend, "heading"))]
                self._print(_hang(_text((kind if at == 0 else "", "doubt")), Text("\n").join(rows), 14))
            if len(findings) > _FINDINGS:
                rest = f"and {len(findings) - _FINDINGS:,} more of this kind: nkdocs doctor | grep '^{kind}'"
                self._print(_hang(_text(("", "")), _text((rest, "faint")), 14))
            self._print("")
        count = layout.plural(len(diagnosis.findings), "finding") if diagnosis.findings else "nothing to mend"
        self._print(_text((f"{layout.plural(diagnosis.articles, 'article')}: {count}", "faint")))
        self._show()


def _lines(hit: Hit) -> Iterator[int]:
    return (piece.line for piece in hit.snippets)


class _Barred:
    """Text with a bar at the left of every line of it."""

    def __init__(self, text: Text, bar: Text) -> None:
        self._text = text
        self._bar = bar

    def __rich_console__(self, console: Console, options: object) -> Iterator[RenderableType]:
        width = getattr(options, "max_width", console.width)
        for line in self._text.wrap(console, max(1, width - 2)):
            yield Text(" ").join([self._bar, line])


@contextmanager
def progress_bar(screen: Screen, stream: TextIO) -> Iterator[Callable[[int, int, str], None]]:
    """A bar on stderr while dumps are read: a function that is told files done, files in all, and the path at hand."""
    # Loaded here: only `index` has one.
    import time

    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    console = Console(
        file=stream, theme=Theme({}), markup=False, highlight=False, no_color=screen.paint is not Paint.COLORS, emoji=False
    )
    rate = TextColumn("{task.fields[rate]}", markup=False)
    columns = (TextColumn("{task.description}", markup=False), BarColumn(), MofNCompleteColumn(), rate, TimeRemainingColumn())
    with Progress(*columns, console=console, transient=True) as bar:
        task = bar.add_task("reading", total=None, rate="")
        started = time.monotonic()

        def tell(done: int, total: int, path: str) -> None:
            rate = f"{done / max(time.monotonic() - started, 1e-3):.0f} a second" if done else ""
            bar.update(task, completed=done, total=total, rate=rate, description="reading" if path else "writing the index")

        yield tell
