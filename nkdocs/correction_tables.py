"""Tables of corrections, as people make them in a spreadsheet: each row is a wish, understood as if it were typed.

What a wish comes to is for `fixing`, which checks it against the archive.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from typing import get_args

from nkdocs.answers import Problem
from nkdocs.corrections import clean
from nkdocs.errors import ConfigError
from nkdocs.model import FieldName
from nkdocs.values import dataclass

#: The columns of a table of corrections. An empty cell says nothing; one with ``-`` says that there is none.
COLUMNS = ("article", "date", "author", "title", "action", "because")
#: Nobody corrects so much by hand: a larger table was not meant for us.
MOST_BYTES = 16_000_000
_FIELDS: tuple[FieldName, ...] = get_args(FieldName)


@dataclass(frozen=True, slots=True)
class Wish:
    """What a person wants of one article or line: changes as typed, fields to clear, why. `origin` is FILE:ROW in a table.

    `undo`: the fields of which, or the actions at the line of which, a correction is taken back.
    """

    target: str
    changes: tuple[str, ...]
    clear: tuple[str, ...] = ()
    because: str = ""
    origin: str = ""
    undo: tuple[str, ...] = ()


def read_table(raw: bytes, name: str) -> tuple[list[Wish], list[Problem]]:
    """The wishes in a CSV table, one a row, and the rows that cannot be understood. The first row names the columns.

    Commas, semicolons or tabs between cells. Raises `ConfigError` if it is no such table at all.
    """
    if len(raw) > MOST_BYTES:
        raise ConfigError(f"{name} is larger than {MOST_BYTES:,} bytes", "correct it in several tables")
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise ConfigError(f"{name} is no UTF-8 text", "save the table as CSV in UTF-8") from None
    first = text.split("\n", 1)[0]
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=max(",;\t", key=first.count), strict=True)
    wishes: list[Wish] = []
    problems: list[Problem] = []
    header: list[str] = []
    try:
        for cells in rows:
            row = [clean(cell) for cell in cells]
            origin = f"{name}:{rows.line_num}"
            if not header:
                header = [cell.lower() for cell in row]
                _check_header(header, name)
            elif len(row) > len(header):
                problems.append(
                    Problem(origin, "the row has more cells than there are columns", 'quote a cell with a comma: "a, b"')
                )
            elif any(row):
                wishes.append(_wish(dict(zip(header, row, strict=False)), origin))
    except csv.Error as error:
        problems.append(Problem(f"{name}:{rows.line_num}", f"no row of CSV: {error}", "the rows after it were not read"))
    if not header:
        raise ConfigError(f"{name} is empty", f"the first row names the columns: {','.join(COLUMNS)}")
    return wishes, problems


def _check_header(header: Sequence[str], name: str) -> None:
    strange = [cell for cell in header if cell not in COLUMNS]
    if strange or "article" not in header or len(set(header)) < len(header):
        what = f"there is no column {strange[0]!r}" if strange else "there is no column 'article', or one is there twice"
        raise ConfigError(f"{name}: {what}", f"the first row names columns out of: {', '.join(COLUMNS)}")


def _wish(cells: Mapping[str, str], origin: str) -> Wish:
    changes = tuple(f"{name}={cells[name]}" for name in _FIELDS if cells.get(name) not in (None, "", "-"))
    action = (cells["action"],) if cells.get("action") else ()
    cleared = tuple(name for name in _FIELDS if cells.get(name) == "-")
    return Wish(cells.get("article", ""), (*changes, *action), cleared, cells.get("because", ""), origin)
