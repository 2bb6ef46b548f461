"""Lines of the same kind: headings of one article look alike and stand among alike lines, titles of articles do too.

A kind is a line's shape and what stands right before and after it, never its words.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Final

from nkdocs.lines import Line
from nkdocs.rules import Sign

#: A line with a number before it, as points of a list have it.
NUMBERED: Final = re.compile(r"[#(]?\d{1,2}[.):]")
#: Lines before and after within which a line of the same kind says something.
ALIKE: Final = 30
#: In place of the number of a kind, where that was not asked for.
_UNKNOWN: Final = -1


class Kinds:
    """The lines of a dump, asked how many near one are of its kind.

    `is_paragraph` has each line's answer; `is_stamped` says whether a date or byline stands near a place.
    """

    def __init__(self, lines: Sequence[Line], is_paragraph: Sequence[bool], is_stamped: Callable[[int], bool]) -> None:
        self._lines = lines
        self._is_paragraph = is_paragraph
        self._is_stamped = is_stamped
        self._kinds = [_UNKNOWN] * len(lines)
        self._numbers: dict[tuple[object, ...], int] = {}

    def near(self, place: int) -> int:
        """How many of the lines near the one at a place are of its kind."""
        begin, end = max(0, place - ALIKE), min(place + ALIKE + 1, len(self._lines))
        if _UNKNOWN in self._kinds[begin:end]:
            for at in range(begin, end):
                if self._kinds[at] == _UNKNOWN:
                    self._kinds[at] = self._numbers.setdefault(self._kind(at), len(self._numbers))
        return self._kinds[begin:end].count(self._kinds[place]) - 1

    def _kind(self, place: int) -> tuple[object, ...]:
        """What makes two lines the same kind of heading: their shape, and what stands right before and after."""
        line = self._lines[place]
        return (
            self._group(place - 1),
            self._group(place),
            self._group(place + 1),
            NUMBERED.match(line.text) is not None,
            ":" in line.text[3:-1],
            line.text[-1] == "?",
            min(line.gap, 2),
            self._is_stamped(place),
        )

    def _group(self, place: int) -> str:
        if not 0 <= place < len(self._lines):
            return "none"
        line = self._lines[place]
        if line.sign in (Sign.PROSE, Sign.LISTED):
            return "paragraph" if self._is_paragraph[place] else "text"
        if line.is_stamp or line.is_chrome:
            return "stamp" if line.is_stamp else "furniture"
        return "picture" if line.sign in (Sign.IMAGE, Sign.CAPTION) else "short"
