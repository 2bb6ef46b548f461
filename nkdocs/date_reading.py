"""Which dates a line states: text to `PartialDate`, as precise as it is stated and no more.

A wrong date is worse than none: "03/04/2020" is claimed as a day only where something decides what it means, and otherwise as
its year with the reason beside it. What a date is the date *of* is not known here: that is for the reader of a whole article.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from enum import Enum

from nkdocs.date_shapes import (
    BARE_YEAR,
    ERAS,
    MAY_HOLD_DATE,
    NAMES_TOO,
    RELATIVE,
    RELATIVE_SMALL,
    WORDS_TOO,
    shapes,
    shapes_in,
    surroundings,
)
from nkdocs.date_words import MONTHS
from nkdocs.model import PartialDate
from nkdocs.month_names import dotted_months, months, weekdays
from nkdocs.values import dataclass

#: Years outside are numbers of something else.
FIRST_YEAR, LAST_YEAR = 1900, 2100
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
#: Characters before a date in which a day of the week and a time of day may stand.
_LOOK_BACK = 64
#: Two digits of a year: up to this, of this century; from the second on, of the last; between, nobody can say.
_LAST_SHORT_YEAR, _FIRST_OLD_SHORT_YEAR = 49, 70
_LAST_DAY, _LAST_MONTH = 31, 12
#: A time of day in a zone of the United States: there the month comes first.
_AMERICAN = re.compile(r"\d\s?[ap]\.?m\.?,?\s\(?[ECMP][SD]?T\b", re.IGNORECASE)
#: What Romance languages put right before a day: those that part its numbers with strokes write the day first.
_DAY_FIRST = re.compile(
    r"(?:(?<!\w)(?:le|du|au|el|il|em)|publiée?|mise? à jour|modifiée?|publicad[oa]|actualizad[oa]|atualizad[oa]|pubblicat[oa]|"
    r"aggiornat[oa])\s?:?\s{0,2}(?:\w{5,10},?\s)?(?=\d{1,2}/\d{1,2}/\d\d)",
    re.IGNORECASE,
)
#: A time of day as German says it: there "12.03.21" is a day first.
_GERMAN = re.compile(r"\d\s?uhr\b", re.IGNORECASE)


class DayOrder(Enum):
    """Which of two numbers before a year is the day."""

    DMY = "day first"
    MDY = "month first"


@dataclass(frozen=True, slots=True)
class DateMatch:
    """A date stated in a text, at ``text[start:end]``: with the day of the week before it and the time of day around it.

    `date` is what is certain. `ambiguous`: the text states a day, but not which; `date` is then the year, and `reason` says
    why. `weekday` is the day of the week that is named with the date, 0 (Monday)..6. A `reason` without `ambiguous`: only a
    part of what stands there is claimed (of a range of days, the month), or the day of the week is another.
    """

    date: PartialDate
    start: int
    end: int
    ambiguous: bool = False
    weekday: int | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class _Reading:
    """What one shape makes of a piece of text: the dates it can mean (none: no calendar has it), and which is preferred."""

    start: int
    end: int
    dates: tuple[PartialDate, ...]
    preferred: PartialDate | None = None
    year: int | None = None
    reason: str = ""


def find_dates(text: str, order: DayOrder | None = None, *, allow_year: bool = False) -> list[DateMatch]:
    """The dates stated in a line of text, left to right and without overlap. Never raises; the time is linear in the text.

    `order` is how the dump, or the person, writes days and months in numbers; None: not known. With `allow_year`, a year
    that stands alone is a date too.
    """
    if not MAY_HOLD_DATE.search(text):
        return []
    readings = list(_readings(text, order))
    if allow_year:
        bare = BARE_YEAR.finditer(text)
        readings += [_Reading(found.start(), found.end(), (PartialDate(int(found["year"])),)) for found in bare]
    readings.sort(key=lambda reading: (reading.start, -reading.end))
    matches: list[DateMatch] = []
    free = 0
    for reading in readings:
        if reading.start < free:
            continue
        free = reading.end
        if (match := _decide(text, reading, matches[-1].end if matches else 0)) is not None:
            matches.append(match)
            free = match.end
    return matches


def day_order(text: str, counts: Callable[[int, int], bool] | None = None) -> DayOrder | None:
    """What the numeric dates of a dump that can be read in one way only say about the others; None: nothing, or both orders.

    Dates with dots do not count: the languages that use them write the day first, whatever the other dates are. Nor do those
    of which `counts` says so, asked with where the date stands.
    """
    orders: set[DayOrder] = set()
    for found in dict(shapes())["numeric"].finditer(text):
        if found["mark"] == "." or _year(found["year"], None) is None:
            continue
        first, second = int(found["first"]), int(found["second"])
        if _LAST_MONTH < first <= _LAST_DAY and 1 <= second <= _LAST_MONTH:
            if DayOrder.DMY not in orders and (counts is None or counts(*found.span())):
                orders.add(DayOrder.DMY)
        elif _LAST_MONTH < second <= _LAST_DAY and 1 <= first <= _LAST_MONTH:
            orders.add(DayOrder.MDY)
    return orders.pop() if len(orders) == 1 else None


def is_relative(text: str) -> bool:
    """Whether a line speaks of a time relative to a day that it does not name ("3 days ago", "yesterday")."""
    if text.isascii() and RELATIVE_SMALL.search(text.lower()) is None:
        return False
    return RELATIVE.search(text) is not None


def _readings(text: str, order: DayOrder | None) -> Iterator[_Reading]:
    rows = shapes_in(text)
    if not rows:
        return
    if (text.count("/") > 1 and _DAY_FIRST.search(text)) or (order is None and _GERMAN.search(text)):
        order = DayOrder.DMY
    elif order is None and _AMERICAN.search(text):
        order = DayOrder.MDY
    for shape, pattern in rows:
        for found in pattern.finditer(text):
            reading = _in_numbers(found, order) if shape == "numeric" else _in_words(shape, found)
            if reading is not None:
                yield reading


def _in_words(shape: str, found: re.Match[str]) -> _Reading | None:
    """What a match of any shape but the numeric states; None: no date at all, and its words are free for another shape."""
    part = found.groupdict()
    year = _year(part.get("year"), part.get("short")) if shape != "era" else _era_year(part["era"], part["count"])
    name = part.get("name")
    month = months().get(name.casefold()) if name else _number(part["month"])
    day, start, reason = _number(part.get("day")), found.start(), ""
    if year is None or month is None or (day is not None and day > _LAST_DAY):
        return None
    if name and shape in {"month", "month first"} and (name.casefold() in WORDS_TOO or name.lower() in NAMES_TOO - {name}):
        return None
    if day is not None and (beside := _number(part.get("since") or part.get("until"))) is not None:
        first, last = (beside, day) if part.get("since") else (day, beside)
        if first < last <= _LAST_DAY:
            day, reason = None, "a range of days"
        elif part.get("since"):
            start = found.start("day")
    if name and day is not None and part.get("dot") and name.casefold() not in dotted_months() and _numbers_a_list(part["day"]):
        day, reason = None, f"{part['day']}. can be the number of a list"
    dates = _valid(year, month, day)
    return _Reading(start, found.end(), dates, year=year, reason=reason)


def _numbers_a_list(digits: str) -> bool:
    """Whether a number with a dot before a month can be that of a list ("3. May 2019"): few lists of months go on to 13."""
    return int(digits) <= _LAST_MONTH and not digits.startswith("0")


def _in_numbers(found: re.Match[str], order: DayOrder | None) -> _Reading | None:
    """What "03/04/2020" can mean. With dots the day comes first, unless the dump writes its other dates month first."""
    first, second, mark = int(found["first"]), int(found["second"]), found["mark"]
    year = _year(found["year"], found["short"])
    by_order = {DayOrder.DMY: _valid(year, second, first), DayOrder.MDY: _valid(year, first, second)}
    dates = by_order[DayOrder.DMY] + by_order[DayOrder.MDY]
    if found["short"]:
        if any(character.isspace() for character in found[0]):
            return None
        if mark != "." or len(found["second"]) > 1:
            dates += _valid(_year(None, found["first"]), second, int(found["short"]))
        if mark == "." and order is None and len(set(dates)) != 1:
            return None
    if mark == "." and order is None:
        order = DayOrder.DMY
    decided = by_order[order] if order is not None and not (mark == "." and order is DayOrder.MDY) else ()
    distinct = tuple(dict.fromkeys(dates))
    return _Reading(found.start(), found.end(), distinct, decided[0] if decided else None, year if found["year"] else None)


def _decide(text: str, reading: _Reading, free: int) -> DateMatch | None:
    """The date that a reading states, after a look at the day of the week beside it; `free`: where the text before is used."""
    dates = reading.dates
    if not dates:
        return None
    start, end, weekday = reading.start, reading.end, None
    if any(date.day for date in dates):
        start, end, weekday = _widen(text, reading, free)
    fitting = [date for date in dates if date.day and date.first_day().weekday() == weekday]
    if len(fitting) == 1:
        return DateMatch(fitting[0], start, end, weekday=weekday, reason=reading.reason)
    date = reading.preferred or (dates[0] if len(dates) == 1 else None)
    if date is not None:
        reason = reading.reason
        if weekday is not None:
            reason = f"the day was a {WEEKDAYS[date.first_day().weekday()]}, not a {WEEKDAYS[weekday]}"
        return DateMatch(date, start, end, weekday=weekday, reason=reason)
    if reading.year is None:
        return None
    meanings = " or ".join(f"{MONTHS[(date.month or 1) - 1]} {date.day}" for date in reversed(dates))
    reason = f"{text[reading.start : reading.end]} can be {meanings}"
    return DateMatch(PartialDate(reading.year), start, end, ambiguous=True, weekday=weekday, reason=reason)


def _widen(text: str, reading: _Reading, free: int) -> tuple[int, int, int | None]:
    """Where a date starts and ends with the day of the week and the time beside it, and which day of the week that is."""
    before, after = surroundings()
    first = max(free, reading.start - _LOOK_BACK)
    start, end, name = reading.start, reading.end, None
    if (ahead := before.search(text[first:start])) is not None:
        start, name = first + ahead.start(), ahead["long"] or ahead["short"]
    if (behind := after.match(text, end)) is not None:
        end, name = behind.end(), name or behind["long"] or behind["single"]
    return start, end, weekdays().get(name.casefold()) if name else None


def _valid(year: int | None, month: int, day: int | None) -> tuple[PartialDate, ...]:
    """The date, if a calendar has it."""
    try:
        return () if year is None else (PartialDate(year, month, day),)
    except ValueError:
        return ()


def _year(digits: str | None, short: str | None) -> int | None:
    """The year, written in four digits or in two; None: none that we take for a year."""
    if digits:
        year = _number(digits)
        return year if year is not None and FIRST_YEAR <= year <= LAST_YEAR else None
    number = int(short.strip("'’‘")) if short else 0
    if not short or _LAST_SHORT_YEAR < number < _FIRST_OLD_SHORT_YEAR:
        return None
    return number + (2000 if number <= _LAST_SHORT_YEAR else 1900)


def _era_year(era: str, count: str) -> int | None:
    """The year of our calendar that a year of another is; its first is written 元."""
    year = ERAS[era.casefold()] + (1 if count == "元" else int(count))
    return year if FIRST_YEAR <= year <= LAST_YEAR else None


def _number(digits: str | None) -> int | None:
    """A number in decimal digits of any script, or in Chinese ones: 二〇二三, 十七, 三十一."""
    if not digits:
        return None
    if digits.isdecimal():
        return int(digits)
    values = ["〇一二三四五六七八九".find(character) for character in digits]
    if "十" not in digits:
        return int("".join(map(str, values))) if -1 not in values else None
    tens, _, ones = digits.partition("十")
    if len(tens) > 1 or len(ones) > 1 or "十" in ones:
        return None
    return (values[0] if tens else 1) * 10 + (values[-1] if ones else 0)
