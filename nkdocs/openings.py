"""Where an article begins that is titled at a line: there, or at a date, a byline or a label over the title that is its own.

What stands between two articles may close the first or open the second. It is the second's if the first has its own already, if
other articles of the dump have theirs there, or if the second says the same again.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from nkdocs.dates import find_dates
from nkdocs.layout import TEXT, Layout
from nkdocs.lines import Line, ends_sentence, words_in
from nkdocs.rules import Sign

#: Lines before a title that may be its own: a date, a byline, a label.
_OPENING_LINES: Final = 4
#: Characters at the beginning of a report in which its place and day stand.
_DATELINE: Final = 90
#: Lines of furniture (menus, sharing) after which a page has begun.
_FURNITURE: Final = 3
#: How feeds sign an entry at its end: "by Ana at April 4, 2008 05:56 PM".
_SIGNED: Final = re.compile(r"(?:posted )?by\s[^|]{2,80}\sat\s", re.IGNORECASE)
#: What may stand between a date and the title under it.
_IN_HEAD: Final = (Sign.IMAGE, Sign.COUNT, Sign.SHARE, Sign.COMMENTS)


def find_opening(lines: Sequence[Line], title: int, previous: int, first: int, layout: Layout) -> int:
    """Where the slice of a title begins: at the title, or at a date, a byline or a label before it that is its own.

    `previous` is the place of the title before it, `first` that of the dump's first title.
    """
    opening = title
    leads_first = any(near.is_stamp for near in lines[max(0, first - _OPENING_LINES) : first])
    for place in range(title - 1, max(previous, title - 1 - _OPENING_LINES), -1):
        line = lines[place]
        label = line.sign is Sign.SHORT and words_in(line.text) <= 3 and not ends_sentence(line.text)
        if line.is_stamp and _closes_text(lines, place):
            break
        if line.is_stamp and layout.linked[place] and not layout.leading[place] and _is_dated(lines, title):
            break
        if line.is_stamp and layout.leading[place]:
            return place
        if line.is_stamp and _belongs_after(lines, place, previous, title, leads_first=leads_first):
            opening = place
        elif (
            line.sign is Sign.BYLINE
            and not line.dates
            and not layout.linked[place - 1]
            and _is_under_date(lines, place, previous, title, leads_first=leads_first)
        ):
            continue
        elif not (label or line.sign in _IN_HEAD or line.rule == "labels in a row" or (leads_first and line.is_chrome)):
            break
    return opening


def _is_dated(lines: Sequence[Line], title: int) -> bool:
    """Whether one of the lines under a title states a date: then the date of a link over it is the link's."""
    return any(line.is_stamp and line.dates for line in lines[title + 1 : title + 1 + _OPENING_LINES])


def _is_under_date(lines: Sequence[Line], place: int, previous: int, title: int, *, leads_first: bool) -> bool:
    """Whether the line over a byline is a date that opens the second article: date, name and title then stand in a row."""
    above = place - 1
    dated = above > previous and lines[above].sign is Sign.DATE and bool(lines[above].dates)
    return dated and not _closes_text(lines, above) and _belongs_after(lines, above, previous, title, leads_first=leads_first)


def _dates_page(lines: Sequence[Line], stamp: int, title: int) -> bool:
    """Whether a date over a title, under lines without text or what says the title, is the only one it has near it."""
    above, below = lines[max(0, stamp - _FURNITURE) : stamp], lines[title + 1 : title + 1 + _OPENING_LINES]
    is_furnished = len(above) == _FURNITURE and not any(line.sign in TEXT or line.is_stamp for line in above)
    is_said = bool(above) and above[-1].text.startswith(lines[title].text)
    return (is_furnished or is_said) and bool(lines[stamp].dates) and not any(line.is_stamp and line.dates for line in below)


def _closes_text(lines: Sequence[Line], stamp: int) -> bool:
    """Whether a date stands under the name with which the writer of a text before it signs: "-- Ada" and a day."""
    if stamp and not lines[stamp - 1].is_chrome and not lines[stamp - 1].is_stamp and _signs_entry(lines[stamp]):
        return True
    signed = stamp >= 2 and lines[stamp - 1].sign is Sign.ATTRIBUTION and lines[stamp - 2].sign is Sign.PROSE
    return signed and lines[stamp].sign is Sign.DATE


def _signs_entry(line: Line) -> bool:
    """Whether a line is all that a feed puts under an entry: by whom, and at which day and time."""
    if line.sign is not Sign.BYLINE or len(line.dates) != 1:
        return False
    found = line.dates[0]
    return line.size == found.end and _SIGNED.fullmatch(line.text, 0, found.start) is not None


def _says_same_day(lines: Sequence[Line], stamp: int, title: int) -> bool:
    """Whether the lines under a title state the very day of a date over it, as the first words of a report do."""
    days = {found.date for found in lines[stamp].dates if found.date.day is not None and not found.ambiguous}
    below = lines[title + 1 : title + 1 + _OPENING_LINES] if days else ()
    return any(found.date in days for line in below for found in line.dates or find_dates(line.text[:_DATELINE]))


def _belongs_after(lines: Sequence[Line], stamp: int, previous: int, title: int, *, leads_first: bool) -> bool:
    """Whether a date or byline between two articles is the second's: the first has its own, or the dump's first has it so.

    Or it stands right over the title, and the second page has begun before it.
    """
    line = lines[stamp]
    header = [near for near in lines[previous + 1 : min(previous + 7, stamp)] if near.is_stamp]
    if any(near.sign is line.sign or (near.dates and line.dates) for near in header):
        return True
    led = [near for near in lines[max(0, previous - 2) : previous] if near.is_stamp and near.dates]
    if led and line.dates and stamp == title - 1 and not any(near.dates for near in header):
        return not any(near.is_stamp and near.dates for near in lines[title + 1 : title + 1 + _OPENING_LINES])
    if _dates_page(lines, stamp, title) or _says_same_day(lines, stamp, title):
        return True
    return leads_first and (line.sign is Sign.DATE or bool(line.dates))
