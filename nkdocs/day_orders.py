"""Whether a dump, or an article of it, writes the day before the month: told by its language, or by dates of one reading only.

Every language with a list of small words here but English puts the day first (the short forms of the Unicode locale data).
English does both, so there only a date that can be read in one way decides; and since a dump may hold pages in several
languages, the dates of the others say nothing about it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Final

from nkdocs.dates import DayOrder, day_order, find_dates
from nkdocs.function_words import language_of
from nkdocs.lines import Line
from nkdocs.rules import Sign

#: Characters before and after a date that tell its language, and dates that are asked for theirs.
_AROUND: Final = 1500
_ASKED: Final = 64
#: Paragraphs of an article that tell its language.
_PARAGRAPHS: Final = 12
_ENGLISH: Final = "english"


def order_of_dump(text: str) -> DayOrder | None:
    """What a dump's dates of one reading only say of the others; those in a language that has one order do not count."""
    asked: Counter[bool] = Counter()

    def counts(start: int, end: int) -> bool:
        if asked.total() < _ASKED:
            asked[_of_language(text[max(0, start - _AROUND) : end + _AROUND].split()) is None] += 1
        return asked[True] > 0

    return day_order(text, counts)


def order_days(lines: Sequence[Line]) -> None:
    """Read the dates in figures of one article's lines, in place, as its language writes them, if it has one way."""
    figures = [line for line in lines if line.dates and any(mark in line.text for mark in "/-.")]
    if figures and (order := _of_language(_words(lines))) is not None:
        for line in figures:
            line.dates = tuple(find_dates(line.text, order))


def _words(lines: Iterable[Line]) -> list[str]:
    paragraphs = [line.text for line in lines if line.sign is Sign.PROSE][:_PARAGRAPHS]
    return " ".join(paragraphs).split()


def _of_language(words: Sequence[str]) -> DayOrder | None:
    language = language_of(words)
    return None if language in (None, _ENGLISH) else DayOrder.DMY
