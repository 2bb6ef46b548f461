"""What the rest of nkdocs knows of dates: finding them in a line, writing them for people, and reading the ranges people type.

Which dates a line states is found by `date_reading`, and handed on from here. A range is a pair of plain days: no time zone,
so that the same words mean the same articles everywhere, and "today" is given by the caller.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
import unicodedata
from collections.abc import Sequence

from nkdocs.date_reading import DateMatch, DayOrder, day_order, find_dates, is_relative
from nkdocs.date_shapes import RELATIVE
from nkdocs.date_words import format_date
from nkdocs.model import PartialDate
from nkdocs.month_names import months

__all__ = [
    "RELATIVE",
    "DateMatch",
    "DayOrder",
    "day_order",
    "find_dates",
    "format_date",
    "is_relative",
    "likely",
    "months",
    "parse_range",
]

_FORMS = (
    "a date is written 2023, 2023-03, 2023-03-17, March 2023, 2024-Q1, 2010s, 2019..2023, ..2020-06, 2021.., >=2020, "
    "-90d (d w m y), today, yesterday, this_month, last_month (week, month, year)"
)
_LONGEST = 100
_DASHES = re.compile("[\u2010-\u2015\u2212\ufe58\ufe63\uff0d]")
_DECADE = re.compile(r"(\d{3}0)s")
_QUARTER = re.compile(r"(\d{4})-?q([1-4])")
_AGO = re.compile(r"-(\d{1,6})([dwmy])")
_CALENDAR = re.compile(r"(\d{4})(?:-(\d{1,2}))?(?:-(\d{1,2}))?")
_YEARS = re.compile(r"\d{4}\s?-\s?\d{4}")
_DAY = dt.timedelta(days=1)
#: What other tools, and habits, write for a date, and how it is written here.
_MEANT = (
    (r"(\d{4})([01]\d)([0-3]\d)", r"date:\1-\2-\3"),
    (r"(\d\d?)[/.](\d\d?)[/.](\d{4})", r"date:\3-\2-\1 or date:\3-\1-\2, as year-month-day"),
    (r"(\d{4})[/.](\d\d?)[/.](\d\d?)", r"date:\1-\2-\3"),
    (r"==?\s*(.+)", r"date:\1"),
    (r"!=\s*(.+)|<>\s*(.+)", r"-date:\1\2"),
    (r"[<>]=?\s*(\w+)\.\.(\w+)", r"date:\1..\2"),
    (r"(\d{4})[,;|](\d{4})", r"(date:\1 OR date:\2)"),
    (r"(\d+[dwmy])", r"date:-\1"),
    (r"q([1-4])", r"date:2024-Q\1, with the year"),
    (r"(?:spring|summer|autumn|fall|winter)\s+(?:of\s+)?(\d{4})", r"date:\1, or from and to: date:\1-03..\1-05"),
    (r"((?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6})", r'date:"\1 2019", with the year'),
)
_Period = tuple[dt.date, dt.date]


def parse_range(text: str, today: dt.date) -> tuple[dt.date | None, dt.date | None]:
    """The first and last day, both included, that a person means by `text`; None: open on that side.

    ``-90d`` alone is the last 90 days up to `today`; at an end of a range it is that one day. Raises `ValueError` with a
    sentence that names the accepted forms.
    """
    written = re.sub(r"\.{2,}", "..", _DASHES.sub("-", unicodedata.normalize("NFKC", text[: _LONGEST + 1])).strip().casefold())
    if len(text) > _LONGEST or not written.strip(". "):
        raise ValueError(f"{_shown(text)} is not a date: {_FORMS}")
    if _YEARS.fullmatch(written):
        written = f"{written[:4]}..{written[-4:]}"
    try:
        start, end = _range(written, today)
    except (ValueError, OverflowError):
        raise ValueError(f"{_shown(text)} is not a date: {_FORMS}") from None
    if start is not None and end is not None and start > end:
        raise ValueError(f"{_shown(text)} ends before it starts: {start} is after {end}")
    return start, end


def likely(text: str) -> str:
    """What to type in place of a date that `parse_range` refused: what was perhaps meant, or an example."""
    written = re.sub(r"\.{2,}", "..", _DASHES.sub("-", text[:_LONGEST]).strip())
    if quarter := re.fullmatch(r"(\d{4})-?[qQ]\d+", written):
        return f"quarters are Q1 to Q4: type date:{quarter[1]}-Q1"
    years = re.fullmatch(r"(\d\d)(\d\d)-(\d\d)", written)
    if years and years[2] < years[3]:
        return f"type date:{years[1]}{years[2]}..{years[1]}{years[3]}"
    if (month := re.fullmatch(r"(\d{4})-(\d\d)(?:-\d\d)?", written)) and not 1 <= int(month[2]) <= 12:
        return f"months are 01 to 12: type date:{month[1]}-01"
    if (day := re.fullmatch(r"(\d{4}-(\d\d))-\d\d", written)) and int(day[1][:4]):
        last = PartialDate.from_iso(day[1]).last_day()
        return f"the last day of that month is {last}: type date:{last}"
    for pattern, instead in _MEANT:
        if found := re.fullmatch(pattern, written.strip("'’‘"), re.IGNORECASE):
            return f"type {found.expand(instead)}"
    ends = [end.strip() for end in written.split("..")]
    if len(ends) == 2 and all(re.fullmatch(r"[\w-]+", end) for end in ends) and _is_late(ends):
        return f"type date:{ends[1]}..{ends[0]}"
    return "type date:2019..2023"


def _is_late(ends: Sequence[str]) -> bool:
    """Whether the ends of a range are right the other way round."""
    try:
        first, last = (_period(end.casefold(), dt.date.today())[0] for end in ends)
    except (ValueError, OverflowError):
        return False
    return first > last


def _range(written: str, today: dt.date) -> tuple[dt.date | None, dt.date | None]:
    if compared := re.fullmatch(r"([<>]=?)\s*(.+)", written):
        first, last = _period(compared[2], today)
        return {">=": (first, None), "<=": (None, last), ">": (last + _DAY, None), "<": (None, first - _DAY)}[compared[1]]
    if ".." in written:
        left, right = (side.strip() for side in written.split("..", 1))
        return _period(left, today)[0] if left else None, _period(right, today)[1] if right else None
    if _AGO.fullmatch(written):
        return _period(written, today)[0], today
    return _period(written, today)


def _period(written: str, today: dt.date) -> _Period:
    """The first and last day of a period without "..". Raises `ValueError` or `OverflowError`."""
    if found := _AGO.fullmatch(written):
        day = _back(today, int(found[1]), found[2])
        return day, day
    if found := _DECADE.fullmatch(written):
        return dt.date(int(found[1]), 1, 1), dt.date(int(found[1]) + 9, 12, 31)
    if found := _QUARTER.fullmatch(written):
        year, month = int(found[1]), 3 * int(found[2]) - 2
        return dt.date(year, month, 1), PartialDate(year, month + 2).last_day()
    if found := _CALENDAR.fullmatch(written):
        date = PartialDate(*(int(part) for part in found.groups() if part))
        return date.first_day(), date.last_day()
    if (named := _named(re.sub(r"[\s_-]+", "_", written), today)) is not None:
        return named
    matches = find_dates(written)
    if len(matches) != 1 or matches[0].reason or (matches[0].start, matches[0].end) != (0, len(written)):
        raise ValueError(written)
    return matches[0].date.first_day(), matches[0].date.last_day()


def _named(name: str, today: dt.date) -> _Period | None:
    """The period that a word for it means on the day `today`; weeks start on Monday."""
    monday = today - today.weekday() * _DAY
    if name in {"today", "yesterday"}:
        day = today if name == "today" else today - _DAY
        return day, day
    if name in {"this_week", "last_week"}:
        start = monday if name == "this_week" else monday - 7 * _DAY
        return start, start + 6 * _DAY
    if name in {"this_month", "last_month"}:
        date = today if name == "this_month" else today.replace(day=1) - _DAY
        return date.replace(day=1), PartialDate(date.year, date.month).last_day()
    if name in {"this_year", "last_year"}:
        year = today.year if name == "this_year" else today.year - 1
        return dt.date(year, 1, 1), dt.date(year, 12, 31)
    return None


def _back(day: dt.date, number: int, unit: str) -> dt.date:
    """The day that many days, weeks, months or years before; a month too short for it gives its last day."""
    if unit in "dw":
        return day - number * (7 if unit == "w" else 1) * _DAY
    year, month = divmod(day.year * 12 + day.month - 1 - number * (12 if unit == "y" else 1), 12)
    return dt.date(year, month + 1, min(day.day, calendar.monthrange(max(year, 1), month + 1)[1]))


def _shown(text: str) -> str:
    return repr(text if len(text) <= _LONGEST else text[:_LONGEST] + "…")
