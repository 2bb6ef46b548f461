"""How a date is written for people. Apart from what reads dates, so that a screen full of hits costs nothing of that."""

from __future__ import annotations

from nkdocs.model import PartialDate

MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


def format_date(date: PartialDate) -> str:
    """A date for people: ``17 March 2023``, ``March 2023`` or ``2023``."""
    if date.month is None:
        return str(date.year)
    month = f"{MONTHS[date.month - 1]} {date.year}"
    return month if date.day is None else f"{date.day} {month}"
