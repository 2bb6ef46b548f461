"""Counting articles by what is known of them: facets of a search, and how many there are of each time.

What is not known is counted too, and never guessed: an article known as of 2019 is of no month, so among months it has a row of
its own, "2019". Where articles come from, and how a row is shown, is not known here.
"""

from __future__ import annotations

import datetime as dt
import itertools
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from operator import attrgetter
from typing import Any

from nkdocs.characters import fold
from nkdocs.model import Facet, FacetRow, Listed, PartialDate

#: Spans of time that can be counted by, from the longest.
UNITS = ("decade", "year", "month", "day")
#: What a search can be counted by.
FACETS = ("author", *UNITS, "source")
#: What of an article says of which value of a facet it is.
_HELD = {"author": "authors", "source": "source", **dict.fromkeys(UNITS, "date")}
#: So many articles are held at once while they are counted.
_AT_ONCE = 4_096
#: Rows without an article are shown between two others if there are no more of them.
LONGEST_GAP = {"decade": 3, "year": 3, "month": 12, "day": 14}


def count_by(names: Sequence[str], articles: Iterable[Listed]) -> tuple[Facet, ...]:
    """For each facet how many articles have each value: times in their order, other values by how many they have.

    An article with several authors counts for each; names that differ only in case or accents are one, as most write it.
    All are counted while the articles are gone through once, and none of these is kept.
    """
    counts: dict[str, Counter[Any]] = {_HELD[name]: Counter() for name in names}
    passing = iter(articles)
    while some := list(itertools.islice(passing, _AT_ONCE)):
        for held, counter in counts.items():
            counter.update(map(attrgetter(held), some))
    return tuple(Facet(name, _rows(name, counts[_HELD[name]])) for name in names)


def _rows(name: str, held: Counter[Any]) -> tuple[FacetRow, ...]:
    """The rows of a facet, of how many articles have each date, source, or list of authors."""
    values: Counter[str] = Counter()
    absent = 0
    if name == "author":
        absent = held[()]
        values.update(_people(held))
    else:
        for value, count in held.items():
            if value is None:
                absent = count
            else:
                values[_time(name, value) if name in UNITS else value] += count
    ordered = sorted(values.items()) if name in UNITS else sorted(values.items(), key=lambda row: (-row[1], row[0]))
    return (*(FacetRow(value, count) for value, count in ordered), *([FacetRow(None, absent)] if absent else []))


def _people(held: Mapping[tuple[str, ...], int]) -> dict[str, int]:
    """Each name as most write it, and how many articles have it."""
    spellings: dict[str, dict[str, int]] = {}
    for names, count in held.items():
        for key, name in {fold(name): name for name in names}.items():
            written = spellings.setdefault(key, {})
            written[name] = written.get(name, 0) + count
    return {_usual(written): sum(written.values()) for written in spellings.values()}


def _usual(written: Mapping[str, int]) -> str:
    """The spelling that most articles have; of several, one that is not all in capitals."""
    if len(written) == 1:  # as of nearly all
        return next(iter(written))
    return min(written, key=lambda name: (-written[name], name.isupper(), name))


def count_times(unit: str, found: Iterable[Listed], everyone: Iterable[Listed] | None = None) -> Facet:
    """How many of the found articles are of each time, and of how many in all; with the times between them that have none.

    Of no articles there are no times. `everyone` None: all were found; it is gone through after `found`.
    """
    counts = {row.value: row.count for row in count_by((unit,), found)[0].rows}
    if not counts:
        return Facet(unit)
    of = {row.value: row.count for row in count_by((unit,), everyone)[0].rows} if everyone is not None else counts
    times = sorted({*counts, *_between(unit, [value for value in counts if value])} - {None}, key=lambda value: value or "")
    return Facet(
        unit, tuple(FacetRow(value, counts.get(value, 0), of.get(value, 0)) for value in (*times, None) if value or None in of)
    )


def _between(unit: str, values: Iterable[str]) -> Iterable[str]:
    """The times between those that are known to the unit, where there are not too many of them."""
    places = sorted(place for value in values if (place := _place(unit, value)) is not None)
    for before, after in itertools.pairwise(places):
        if after - before - 1 <= LONGEST_GAP[unit]:
            yield from (_at(unit, place) for place in range(before + 1, after))


def gap(unit: str, before: str | None, after: str | None) -> int:
    """How many times were left out between two rows that follow each other."""
    first, second = (_place(unit, value) if value and unit in UNITS else None for value in (before, after))
    return max(0, second - first - 1) if first is not None and second is not None else 0


def _place(unit: str, value: str) -> int | None:
    """The number of a time in the row of all times of a unit; None for a time that is known less precisely."""
    if unit == "decade":
        return int(value[:4]) // 10
    date = PartialDate.from_iso(value)
    if unit == "year":
        return date.year
    if unit == "month":
        return None if date.month is None else date.year * 12 + date.month - 1
    return None if date.day is None else date.first_day().toordinal()


def _at(unit: str, place: int) -> str:
    match unit:
        case "decade":
            return f"{place * 10:04d}s"
        case "year":
            return f"{place:04d}"
        case "month":
            return f"{place // 12:04d}-{place % 12 + 1:02d}"
        case _:
            return dt.date.fromordinal(place).isoformat()


def _time(unit: str, date: PartialDate) -> str:
    if unit == "decade":
        return _at(unit, date.year // 10)
    return date.isoformat()[: {"year": 4, "month": 7, "day": 10}[unit]]
