"""Facets and timelines: what was counted, as bars for a person and as rows for a program.

Rows for programs have the columns below, which are a promise and stand in ``--help``; what is not known (no date, no author) is
an empty value. Bars are as long as the counts are to each other; the figures beside them say the same without looking.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TextIO

from nkdocs.answers import Answer, Timeline
from nkdocs.counting import gap
from nkdocs.model import Facet, FacetRow
from nkdocs.render import layout, sanitize
from nkdocs.render.csv import CsvWriter, cell
from nkdocs.render.json import SCHEMA, write_json
from nkdocs.render.styles import paint
from nkdocs.render.terminal import Paint, Screen, cells, show

#: Said of articles of which a value is not known.
_ABSENT = {"author": layout.UNSIGNED, "source": "no source"}
_UNDATED = "undated"
#: Rows of a facet that are shown to a person, unless it is a row of times.
_MOST = 20
#: Columns of the longest bar, and of the longest name.
_BAR, _NAME = 40, 48

Row = tuple[str | int, ...]


def rows_of(facet: Facet) -> Iterator[Row]:
    """The rows of a facet: its name, value, count."""
    for row in facet.rows:
        yield facet.name, row.value or "", row.count


def times_of(timeline: Timeline) -> Iterator[Row]:
    """The rows of a timeline: time, count, of how many articles of that time, and the share of these."""
    for row in timeline.facet.rows:
        yield row.value or "", row.count, row.of or 0, f"{_share(row):.4f}"


def _share(row: FacetRow) -> float:
    return row.count / row.of if row.of else 0.0


class RowRenderer:
    """Rows with tabs between, or as CSV with a line of names above."""

    tells_total = True

    def __init__(self, out: TextIO, *, as_csv: bool = False) -> None:
        self._out = out
        self._as_csv = as_csv

    def search(self, answer: Answer) -> None:
        """Columns: facet, value, count."""
        self._write(("facet", "value", "count"), (row for facet in answer.results.facets for row in rows_of(facet)))

    listing = search

    def timeline(self, timeline: Timeline) -> None:
        """Columns: time, count, of, share."""
        self._write((timeline.facet.name, "count", "of", "share"), times_of(timeline))

    def _write(self, names: tuple[str, ...], rows: Iterator[Row]) -> None:
        if self._as_csv:
            CsvWriter(self._out).table(names, ([cell(str(value)) for value in row] for row in rows))
        else:
            self._out.writelines("\t".join(sanitize(str(value)) for value in row) + "\n" for row in rows)


class JsonRowRenderer:
    """JSON: an object for a timeline, or, as lines, one for each row."""

    tells_total = True

    def __init__(self, out: TextIO, *, lines: bool) -> None:
        self._out = out
        self._lines = lines

    def search(self, answer: Answer) -> None:
        """``{"facet", "value", "count"}`` a line."""
        for facet in answer.results.facets:
            for row in facet.rows:
                write_json(self._out, {"facet": facet.name, "value": row.value, "count": row.count})

    listing = search

    def timeline(self, timeline: Timeline) -> None:
        """``{"schema", "query", "by", "total", "times": [{"value", "count", "of", "share"}], "notices"}``."""
        times = [
            {"value": row.value, "count": row.count, "of": row.of or 0, "share": round(_share(row), 6)}
            for row in timeline.facet.rows
        ]
        if self._lines:
            for time in times:
                write_json(self._out, time)
            return
        answer = {"schema": SCHEMA, "query": timeline.request.query, "by": timeline.facet.name, "total": timeline.total}
        write_json(self._out, {**answer, "times": times, "notices": list(timeline.notices)}, indent=2)


class BarRenderer:
    """Bars on a terminal."""

    tells_total = True

    def __init__(self, out: TextIO, screen: Screen) -> None:
        self._out = out
        self._screen = screen

    def search(self, answer: Answer) -> None:
        """For each facet its name, and a bar for each value."""
        lines: list[str] = []
        for facet in answer.results.facets:
            rows = facet.rows if facet.name not in _ABSENT else _first(facet.rows)
            lines += [self._paint(facet.name, "heading")]
            lines += self._bars(facet.name, rows, [f"{row.count:,}" for row in rows], indent=2)
            if len(rows) < len(facet.rows):
                more = f"  and {len(facet.rows) - len(rows):,} more; --csv has all"
                lines.append(self._paint(_clip(more, max(20, self._screen.width), keep_end=False), "faint"))
            lines.append("")
        if answer.results.total:
            lines.append(self._paint(_summary(answer.results.total, answer.seconds), "faint"))
            show("\n".join(lines) + "\n", self._out, self._screen)

    listing = search

    def timeline(self, timeline: Timeline) -> None:
        """A bar for each time, with the share of all articles of that time; a line where many times have none."""
        if not timeline.total:
            return
        rows = timeline.facet.rows
        figures = [f"{row.count:,} of {row.of or 0:,} " + (f"{_share(row):>5.0%}" if row.of else "    –") for row in rows]
        lines = self._bars(timeline.facet.name, rows, figures, indent=0)
        lines += ["", self._paint(_summary(timeline.total, timeline.seconds), "faint")]
        show("\n".join(lines) + "\n", self._out, self._screen)

    def _bars(self, name: str, rows: tuple[FacetRow, ...], figures: list[str], indent: int) -> list[str]:
        labels = [sanitize(row.value) if row.value else _ABSENT.get(name, _UNDATED) for row in rows]
        number = max(map(len, figures), default=0)
        free = max(20, self._screen.width - 1) - indent - number - 4
        wide = min(max(map(cells, labels), default=0), _NAME, max(8, free * 3 // 5))
        longest = max((row.count for row in rows), default=0)
        lines = []
        before: str | None = None
        for row, label, figure in zip(rows, labels, figures, strict=True):
            if left_out := gap(name, before, row.value):
                lines.append(self._paint(f"{' ' * indent}⋮ {layout.plural(left_out, name)}", "faint"))
            before = row.value
            shown = _clip(label, wide, keep_end=name == "source")
            style = "absent" if row.value is None else ""
            bar = _bar(row.count, longest, min(_BAR, free - wide))
            padded = self._paint(shown, style) + " " * (wide - cells(shown))
            lines.append(f"{' ' * indent}{padded}  {figure:>{number}}  {self._paint(bar, 'bar')}".rstrip())
        return lines

    def _paint(self, text: str, style: str) -> str:
        if not style or self._screen.paint is Paint.NOTHING:
            return text
        return paint(text, style, colors=self._screen.paint is Paint.COLORS)


def _first(rows: tuple[FacetRow, ...]) -> tuple[FacetRow, ...]:
    """The first rows, and that of what is not known."""
    known, absent = [row for row in rows if row.value is not None], [row for row in rows if row.value is None]
    return (*known[:_MOST], *absent)


def _summary(total: int, seconds: float) -> str:
    return f"{layout.plural(total, 'article')} · {layout.seconds(seconds)}"


def _bar(count: int, longest: int, width: int) -> str:
    """A bar in halves of a column; what is there at all has half a one at least."""
    halves = max(1, round(2 * max(1, width) * count / longest)) if count else 0
    return "█" * (halves // 2) + "▌" * (halves % 2)


def _clip(text: str, width: int, *, keep_end: bool) -> str:
    """The text in at most so many columns: its end is cut off, or its beginning, and ``…`` says so."""
    if cells(text) <= width:
        return text
    kept = list(text)
    while kept and cells("".join(kept)) > width - 1:
        kept.pop(0 if keep_end else -1)
    return "…" + "".join(kept) if keep_end else "".join(kept) + "…"
