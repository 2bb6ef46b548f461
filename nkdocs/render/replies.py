"""What many queries at once are answered, one after another as the answers come, so that none has to be kept.

A row for each query and article. A query without hits has no row, and is named on stderr (`reply_lines`), as is one that was
not understood; in JSON each has its place.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, TextIO

from nkdocs.errors import ConfigError
from nkdocs.render import layout, sanitize
from nkdocs.render.csv import HIT, CsvWriter, cell, hit_row
from nkdocs.render.forms import Form, choose
from nkdocs.render.json import SCHEMA, write_json
from nkdocs.render.objects import hit_value
from nkdocs.render.plain import PlainRenderer
from nkdocs.render.terminal import Screen
from nkdocs.render.trouble import notice_line

if TYPE_CHECKING:
    from nkdocs.answers import Answer
    from nkdocs.inquiries import Inquiry, Reply


class ReplyRenderer(Protocol):
    """Shows replies as they come. `tells_total`: what is printed says itself how many articles there are."""

    tells_total: bool

    def reply(self, reply: Reply) -> None:
        """One of them."""

    def close(self, notices: Sequence[str]) -> None:
        """All were shown. `notices` are about the index."""


def choose_for_replies(out: TextIO, screen: Screen, form: Form, root: Path | None = None) -> ReplyRenderer:
    """What shows replies in this form. Raises `ConfigError` for a form that cannot say which query found an article."""
    if form.template is not None or form.ids or form.nul:
        raise ConfigError(
            "--queries prints rows with the query that found them", "choose --csv, --json, --jsonl or --count, or none of these"
        )
    if form.as_json:
        return _Json(out)
    if form.jsonl:
        return _JsonLines(out)
    if form.csv:
        return _Csv(out)
    if form.count:
        return _Counts(out)
    return _People(out, screen, root) if screen.is_terminal else _Plain(out, screen, root)


class _Silent:
    """What has nothing to add at the end."""

    tells_total = False

    def __init__(self, out: TextIO) -> None:
        self._out = out

    def close(self, notices: Sequence[str]) -> None:
        """Nothing."""


class _Csv(_Silent):
    """``name, query, total``, and the columns of a hit."""

    def __init__(self, out: TextIO) -> None:
        super().__init__(out)
        self._table = CsvWriter(out).table
        self._table(("name", "query", "total", *HIT), [])

    def reply(self, reply: Reply) -> None:
        if reply.answer is not None:
            asked = (cell(reply.inquiry.name), cell(reply.inquiry.query), reply.answer.results.total)
            self._table(("name", "query", "total", *HIT), ([*asked, *hit_row(hit)] for hit in reply.answer.results.hits))


class _Counts(_Silent):
    """Columns: name, query, how many articles; also for queries without hits."""

    tells_total = True

    def reply(self, reply: Reply) -> None:
        if reply.answer is not None:
            name, query = sanitize(reply.inquiry.name), sanitize(reply.inquiry.query)
            self._out.write(f"{name}\t{query}\t{reply.answer.results.total}\n")


class _Plain(_Silent):
    """Columns: name, query, and those of `search`."""

    def __init__(self, out: TextIO, screen: Screen, root: Path | None) -> None:
        super().__init__(out)
        self._screen = screen
        self._root = root

    def reply(self, reply: Reply) -> None:
        if reply.answer is not None:
            before = (sanitize(reply.inquiry.name), sanitize(reply.inquiry.query))
            PlainRenderer(self._out, self._screen, self._root, before).search(reply.answer)


class _People(_Silent):
    """Each query as a heading, and its hits below it. The pager would be opened for each, and so is left out."""

    tells_total = True

    def __init__(self, out: TextIO, screen: Screen, root: Path | None) -> None:
        super().__init__(out)
        self._hits = choose(out, replace(screen, pager=()), None, root)

    def reply(self, reply: Reply) -> None:
        if reply.answer is not None and reply.answer.results.total:
            name = f"{reply.inquiry.name}: " if reply.inquiry.name else ""
            self._out.write(f"== {sanitize(name + reply.inquiry.query)}\n\n")
            self._hits.search(reply.answer)
            self._out.write("\n")


class _JsonLines(_Silent):
    """A hit a line, with ``name``, ``query``, ``query_line`` and ``total`` before its own keys."""

    def reply(self, reply: Reply) -> None:
        if reply.answer is not None:
            for hit in reply.answer.results.hits:
                total = {"total": reply.answer.results.total}
                write_json(self._out, {**_asked(reply.inquiry), **total, **hit_value(hit)})


class _Json:
    """``{"schema", "queries", "notices"}``.

    Of each query ``"name", "query", "query_line"``, as `search` has them ``"total", "copies", "hits", "notices"``,
    and ``"problem"``.
    """

    tells_total = True

    def __init__(self, out: TextIO) -> None:
        self._out = out
        self._queries: list[dict[str, Any]] = []

    def reply(self, reply: Reply) -> None:
        answer, error = reply.answer, reply.error
        told = {
            "total": answer.results.total if answer else 0,
            "copies": answer.results.copies if answer else 0,
            "hits": [hit_value(hit) for hit in answer.results.hits] if answer else [],
            "notices": list(answer.notices) if answer else [],
            "problem": {"what": str(error), "column": _column(reply), "hint": error.hint} if error else None,
        }
        self._queries.append({**_asked(reply.inquiry), **told})

    def close(self, notices: Sequence[str]) -> None:
        write_json(self._out, {"schema": SCHEMA, "queries": self._queries, "notices": list(notices)}, indent=2)


def _asked(inquiry: Inquiry) -> dict[str, Any]:
    return {"name": inquiry.name or None, "query": inquiry.query, "query_line": inquiry.line}


def _column(reply: Reply) -> int:
    """The 1-based character of the line that is not understood."""
    return reply.inquiry.column + (reply.error.column if reply.error else 0) + 1


def reply_lines(reply: Reply, file: str, *, with_notices: bool = True, cut: bool = True) -> Iterator[str]:
    """What to say on stderr: ``FILE:LINE:COLUMN:`` why a query is not understood, that it found nothing, what it left out.

    `cut`: also that only a part is shown, where the results themselves do not say it.
    """
    inquiry = reply.inquiry
    place = f"{file}:{inquiry.line}"
    if reply.error is not None:
        hint = f"; {reply.error.hint}" if reply.error.hint else ""
        yield sanitize(f"{place}:{_column(reply)}: {reply.error}{hint}")
    if reply.answer is not None and with_notices:
        if not reply.answer.results.total:
            yield sanitize(f"{place}: nothing found: {inquiry.query}")
        yield from (
            notice_line(f"{place}: {notice}") for notice in (*(_cut(reply.answer) if cut else ()), *reply.answer.notices)
        )


def _cut(answer: Answer) -> Iterator[str]:
    total, shown, offset = answer.results.total, len(answer.results.hits), answer.request.offset
    if offset + shown < total:
        yield f"{shown:,} of {layout.plural(total, 'article')} shown; -n all shows all"
