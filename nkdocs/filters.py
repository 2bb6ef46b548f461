"""The fields of a query that are no text: the date, the source, the id, and what an article has or lacks.

Each reads one value; what it cannot read it refuses with what to type instead. Where the value stood in the query is not
known here.
"""

from __future__ import annotations

import datetime as dt
from typing import cast

from nkdocs.lexer import RefusedError
from nkdocs.query import DateRange, FromSource, Identified, Missing, MissingField, Not, Query

KNOWN = ("title", "date", "author", "caption", "note")


def read_filter(name: str, value: str, today: dt.date) -> Query:
    """The leaf of a field that is no text, or its exclusion. Raises `RefusedError`."""
    match name:
        case "date":
            return _date(value, today)
        case "source":
            return _source(value)
        case "id":
            return _identified(value)
        case "missing":
            return _missing(name, value)
        case "has":
            return Not(_missing(name, value))
        case _:
            raise AssertionError(name)


def _date(value: str, today: dt.date) -> DateRange:
    from nkdocs.dates import likely, parse_range  # for those who name a date

    try:
        start, end = parse_range(value, today)
    except ValueError as error:
        raise RefusedError(str(error), likely(value)) from None
    return DateRange(start, end, value)


def _missing(name: str, value: str) -> Missing:
    field = value.lower()
    if field not in KNOWN:
        near = next((known for known in KNOWN if field.startswith(known[:4])), "date")
        raise RefusedError(f"{name}: knows {', '.join(KNOWN)}, not {value!r}", f"type {name}:{near}")
    return Missing(cast("MissingField", field))


def _source(value: str) -> FromSource:
    if not value.strip("*? "):
        raise RefusedError("source: takes a part of a path, or a pattern of one", "type source:2019, or source:2019/*.txt")
    return FromSource(value)


def _identified(value: str) -> Identified:
    beginning = value.strip().lower()
    if not beginning or "*" in beginning:
        raise RefusedError(
            "id: takes the beginning of an id, without *", "type id: and the first letters of one that nkdocs list -l shows"
        )
    return Identified(beginning)
