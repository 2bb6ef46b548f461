"""What is said on stderr: errors with the place and the next command, problems with files, notices.

One sentence each, without the levels and dates of a log. Everything quoted in them is as hostile as article text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from nkdocs.answers import Answer, Problem
from nkdocs.errors import NkdocsError, QueryError, UnknownArticleError
from nkdocs.render import layout, sanitize
from nkdocs.render.terminal import cells

#: Columns of a long query that are shown on either side of the place.
_AROUND = 60
#: What is there to be pasted, up to the end of a sentence: it is not cut into lines.
_COMMAND = re.compile(r"\bnkdocs (?:--\S+ )*[a-z-]+.*")
#: Below this width nothing is wrapped by us: a terminal does it as well.
_NARROWEST = 20


def error_lines(error: NkdocsError) -> Iterator[str]:
    """The sentence; for a query, its text with a caret under the place; ids that the hint does not name; the hint."""
    yield f"nkdocs: {sanitize(str(error))}"
    if isinstance(error, QueryError) and error.query.strip():
        yield from _point(error)
    if isinstance(error, UnknownArticleError):
        yield from (f"    {sanitize(id_)}" for id_ in error.candidates if id_ not in error.hint)
    if error.hint:
        yield f"hint: {sanitize(error.hint)}"


def _point(error: QueryError) -> Iterator[str]:
    column = min(max(error.column, 0), len(error.query))
    end = min(column + max(error.length, 1), len(error.query), column + _AROUND)
    start, stop = max(0, column - _AROUND), min(len(error.query), end + _AROUND)
    before = ("… " if start else "") + sanitize(error.query[start:column])
    faulty = sanitize(error.query[column:end])
    after = sanitize(error.query[end:stop]) + (" …" if stop < len(error.query) else "")
    yield f"    {before}{faulty}{after}"
    yield f"    {' ' * cells(before)}{'^' * max(1, cells(faulty))}"


def problem_line(problem: Problem) -> str:
    """``FILE: what is wrong; what to do``."""
    hint = f"; {problem.hint}" if problem.hint else ""
    return sanitize(f"{problem.source}: {problem.what}{hint}")


def notice_line(notice: str) -> str:
    """``note: ...``."""
    return sanitize(f"note: {notice}")


def fit(lines: Iterable[str], width: int) -> Iterator[str]:
    """The lines of a terminal so many columns wide: sentences wrapped between words, what goes on indented.

    A command to paste is not cut, and stands on a line of its own where it does not fit; nor is a query with its caret.
    """
    for whole in lines:
        for line in whole.split("\n"):
            if cells(line) <= width or line.startswith(" ") or width < _NARROWEST:
                yield line
            else:
                yield from _wrapped(line, width)


def _wrapped(line: str, width: int) -> Iterator[str]:
    command = _COMMAND.search(line, 1)  # "nkdocs: ..." says who speaks
    sentence = line[: command.start()] if command else line
    words = [*sentence.split(), *([command[0]] if command else [])]
    row = ""
    for word in words:
        longer = f"{row} {word}" if row.strip() else row + word
        if row.strip() and cells(longer) > width:
            yield row
            longer = f"    {word}"
        row = longer
    yield row


def answer_lines(answer: Answer, *, cut: bool) -> Iterator[str]:
    """What to say beside an answer. `cut`: also that only a part is shown, where the results themselves do not say it."""
    total, shown, offset = answer.results.total, len(answer.results.hits), answer.request.offset
    if not total:
        yield "nothing found"
    elif cut and offset + shown < total:
        rest = f"; -n all shows all, --offset {offset + shown} the next" if shown else ""
        yield notice_line(f"{shown:,} of {layout.plural(total, 'article')} shown{rest}")
    elif not shown and offset >= total:
        yield notice_line(f"--offset {offset:,} leaves out all of {layout.plural(total, 'article')}")
    yield from map(notice_line, answer.notices)
