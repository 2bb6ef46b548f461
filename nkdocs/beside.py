"""A line as the lines beside it see it: its sign, its size and a few traits, each as a reason of the table of weights.

What stands beside a title tells more by what it is than by its words, so no word of a line is looked at here.
"""

from __future__ import annotations

import functools
import sys
from bisect import bisect_right
from typing import Final

from nkdocs.lines import Line, ends_sentence, width_of

#: Where a line stands that is described, by its distance, and how that is said.
BESIDE: Final = {-2: "two lines before", -1: "line before", 0: "it", 1: "line after", 2: "two lines after"}
_WIDTHS: Final = (12, 25, 45, 80, 130, 240)


def told_beside(line: Line) -> tuple[tuple[str, ...], ...]:
    """A line's description as each of the lines beside it says it, in the order of `BESIDE`: "line after: short line"."""
    return _told(_described(line))


@functools.lru_cache(maxsize=4096)
def _told(described: tuple[str, ...]) -> tuple[tuple[str, ...], ...]:
    """The same for every line of one description, and so found once."""
    return tuple(tuple(sys.intern(f"{where}: {what}") for what in described) for where in BESIDE.values())


def _described(line: Line) -> tuple[str, ...]:
    """A line as its neighbours see it."""
    holds = {
        "furniture": line.is_chrome,
        "date or byline": line.is_stamp,
        "a date in it": bool(line.dates),
        "a name in it": line.byline is not None,
        "a whole sentence": ends_sentence(line.text),
        "stands here often": line.repeats > 1,
        "capitals only": line.text.isupper(),
        "ends with a colon": line.text[-1] in ":：",
        "begins small": line.text[0].islower(),
    }
    wide = bisect_right(_WIDTHS, width_of(line.text))
    size = f"wider than {_WIDTHS[-1]}" if wide == len(_WIDTHS) else f"narrower than {_WIDTHS[wide]}"
    return (line.sign.value, size, *(what for what, yes in holds.items() if yes))
