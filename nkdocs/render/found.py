"""Quoted passages and figures, as rows, as JSON and as CSV; `rich.found` lays them out for people.

The columns and keys are a promise, and stand in ``--help`` and in the JSON Schema.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, TextIO

from nkdocs.render import layout, sanitize
from nkdocs.render.csv import ARTICLE, CsvWriter, article_cells, cell
from nkdocs.render.forms import Form
from nkdocs.render.json import SCHEMA, write_json
from nkdocs.render.objects import article_row
from nkdocs.render.terminal import Screen

if TYPE_CHECKING:
    from nkdocs.figures import Figure
    from nkdocs.model import Article
    from nkdocs.passages_found import FiguresFound, QuotesFound
    from nkdocs.sayings import Saying


class PassagesRenderer(Protocol):
    """Shows quoted passages and figures."""

    def quotes(self, found: QuotesFound) -> None:
        """Who said what."""

    def figures(self, found: FiguresFound) -> None:
        """Numbers, by date."""


def choose_for_passages(out: TextIO, screen: Screen, form: Form, root: Path | None = None) -> PassagesRenderer:
    """What shows them in this form."""
    if form.as_json or form.jsonl:
        return JsonPassages(out, lines=form.jsonl)
    if form.csv:
        return CsvPassages(out)
    if screen.is_terminal:
        from nkdocs.render.rich.found import ScreenPassages

        return ScreenPassages(out, screen, root)
    return PlainPassages(out)


def named(saying: Saying) -> str:
    """Whether the speaker is named beside the quotation."""
    return "" if saying.speaker is None else "inferred" if saying.inferred else "named"


class PlainPassages:
    """Columns between tabs, as ``--help`` says."""

    def __init__(self, out: TextIO) -> None:
        self._out = out

    def _row(self, *columns: str) -> None:
        self._out.write("\t".join(map(sanitize, columns)) + "\n")

    def quotes(self, found: QuotesFound) -> None:
        """A line a passage."""
        for each in found.sayings:
            known = _known(each.article)
            self._row(each.speaker or "", each.about, named(each), layout.place(each.article, each.line), *known, each.text)

    def figures(self, found: FiguresFound) -> None:
        """A line a figure."""
        for each in found.figures:
            date = each.date.isoformat() if each.date else ""
            article_id, _, title = _known(each.article)
            place = layout.place(each.article, each.line)
            self._row(date, qualified(each), each.unit, each.what, place, article_id, title, each.sentence)


def _known(article: Article) -> tuple[str, str, str]:
    date = layout.value(article.date) if article.date else ""
    return article.id, date, article.title.value if article.title else ""


def qualified(each: Figure) -> str:
    """The number as it is written, behind what qualifies it."""
    return f"{each.qualifier} {each.number}" if each.qualifier else each.number


def saying_value(each: Saying) -> dict[str, Any]:
    """A quoted passage, as JSON has it."""
    return {
        **article_row(each.article),
        "line": each.line,
        "speaker": each.speaker,
        "about_speaker": each.about,
        "inferred": each.inferred,
        "rule": each.rule,
        "text": each.text,
    }


def figure_value(each: Figure) -> dict[str, Any]:
    """A figure, as JSON has it."""
    return {
        **article_row(each.article),
        "line": each.line,
        "number": each.number,
        "qualifier": each.qualifier,
        "value": int(each.value) if each.value == int(each.value) else float(each.value),
        "unit": each.unit,
        "what": each.what,
        "when": each.date.isoformat() if each.date else None,
        "year_in_sentence": each.year,
        "sentence": each.sentence,
    }


class JsonPassages:
    """One object, or an object a line for each passage or figure."""

    def __init__(self, out: TextIO, *, lines: bool) -> None:
        self._out = out
        self._lines = lines

    def quotes(self, found: QuotesFound) -> None:
        """``{"schema", "query", "by", "about", "total", "quotes", "notices"}``."""
        about = {"query": found.request.query, "by": found.by, "about": found.about, "total": found.total}
        self._write(about, "quotes", [saying_value(each) for each in found.sayings], found.notices)

    def figures(self, found: FiguresFound) -> None:
        """``{"schema", "words", "total", "figures", "notices"}``."""
        about = {"words": found.words, "total": found.total}
        self._write(about, "figures", [figure_value(each) for each in found.figures], found.notices)

    def _write(self, about: dict[str, Any], name: str, rows: list[dict[str, Any]], notices: tuple[str, ...]) -> None:
        if self._lines:
            for row in rows:
                write_json(self._out, row)
        else:
            write_json(self._out, {"schema": SCHEMA, **about, name: rows, "notices": list(notices)}, indent=2)


class CsvPassages:
    """A row each, with the columns of the article first."""

    def __init__(self, out: TextIO) -> None:
        self._table = CsvWriter(out).table

    def quotes(self, found: QuotesFound) -> None:
        """Quoted passages."""
        rows = (
            [*article_cells(each.article), each.line, cell(each.speaker or ""), cell(each.about), named(each), cell(each.text)]
            for each in found.sayings
        )
        self._table((*ARTICLE, "line", "speaker", "about_speaker", "named", "text"), rows)

    def figures(self, found: FiguresFound) -> None:
        """Figures."""
        rows = (
            [
                *article_cells(each.article),
                each.line,
                each.date.isoformat() if each.date else "",
                cell(each.number),
                cell(each.qualifier),
                f"{each.value:f}",
                cell(each.unit),
                cell(each.what),
                cell(each.sentence),
            ]
            for each in found.figures
        )
        self._table((*ARTICLE, "line", "when", "number", "qualifier", "value", "unit", "what", "sentence"), rows)
