"""Counting articles by what is known of them: facets of a search, and how many there are of each time.

What is not known is counted too, and never guessed: an article known as of 2019 is of no month, so among months it has a row of
its own, "2019". Where articles come from, and how a row is shown, is not known here.
"""

from __future__ import annotations

import datetime as dt
import itertools
from collections import Counter
from collections.abc import Callable, Iterable, Sequence

from nkdocs.characters import fold
from nkdocs.model import Facet, FacetRow, Listed, PartialDate

#: Spans of time that can be counted by, from the longest.
UNITS = ("decade", "year", "month", "day")
#: What a search can be counted by.
FACETS = ("author", *UNITS, "source")
#: Rows without an article are shown between two others if there are no more of them.
LONGEST_GAP = {"decade": 3, "year": 3, "month": 12, "day": 14}


def count_by(name: str, articles: Sequence[Listed]) -> Facet:
    """How many articles have each value of a facet: times in their order, other values by how many they have.

    An article with several authors counts for each; names that differ only in case or accents are one, as most write it.
    """
    values = list(map(_KEYS[name], articles))
    absent = values.count(())
    if name == "author":
        rows = [FacetRow(spelling, count) for spelling, count in _people(values)]
    else:
        rows = [FacetRow(value, count) for value, count in Counter(itertools.chain.from_iterable(values)).items()]
    rows.sort(key=lambda row: row.value or "")
    if name not in UNITS:
        rows.sort(key=lambda row: -row.count)
    return Facet(name, (*rows, *([FacetRow(None, absent)] if absent else [])))


def _people(named: Iterable[tuple[str, ...]]) -> Iterable[tuple[str, int]]:
    """Each name as most write it, and how many articles have it."""
    spellings: dict[str, Counter[str]] = {}
    counts: Counter[str] = Counter()
    for names in named:
        for key, name in {fold(name): name for name in names}.items():
            counts[key] += 1
            spellings.setdefault(key, Counter())[name] += 1
    return ((spellings[key].most_common(1)[0][0], count) for key, count in counts.items())


def count_times(unit: str, found: Sequence[Listed], everyone: Iterable[Listed]) -> Facet:
    """How many of the found articles are of each time, and of how many in all; with the times between them that have none.

    Of no articles there are no times.
    """
    if not found:
        return Facet(unit)
    counts = {row.value: row.count for row in count_by(unit, found).rows}
    of = {row.value: row.count for row in count_by(unit, tuple(everyone)).rows}
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


def _time(unit: str) -> Callable[[Listed], tuple[str, ...]]:
    length = {"year": 4, "month": 7, "day": 10}.get(unit)

    def value(article: Listed) -> tuple[str, ...]:
        if article.date is None:
            return ()
        return (_at(unit, article.date.year // 10) if length is None else article.date.isoformat()[:length],)

    return value


_KEYS: dict[str, Callable[[Listed], tuple[str, ...]]] = {
    "author": lambda article: article.authors,
    "source": lambda article: (article.source,),
    **{unit: _time(unit) for unit in UNITS},
}
