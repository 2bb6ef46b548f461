"""Lines that stand in a dump more than once: furniture of its pages, or a picture and its caption.

Each function is one sentence about the lines of a whole dump in order, as those of `neighbours`, which says when each is used.
"""

from __future__ import annotations

from itertools import pairwise

from nkdocs.authors import read_bare_names
from nkdocs.lines import LONG, Line, words_in
from nkdocs.rules import Sign

#: A line of furniture has so many characters.
_BUTTON = 40
#: Copies of a text so few lines apart are no furniture.
_ECHO = 4
#: What may stand between a title and what is under it; lines that are looked through for that.
_BUTTONS = frozenset({Sign.SHARE, Sign.COUNT, Sign.MENU, Sign.PROMO, Sign.IMAGE, Sign.CAPTION})
_REACH = 6
#: Words and characters of the shortest title that tells.
_WORDS, _TITLE = 3, 15
#: A line stands so often, by twos, under titles or none.
_MANY = 4
#: Text that is said twice in a dump is furniture if it has at least so many characters.
_SENTENCE = 60


def count_repeats(lines: list[Line]) -> None:
    """Count how often each line stands in the dump."""
    counts: dict[str, int] = {}
    for line in lines:
        if line.size <= LONG:
            counts[line.text] = counts.get(line.text, 0) + 1
    for line in lines:
        line.repeats = counts.get(line.text, 1)


def repeated_text(lines: list[Line]) -> None:
    """A paragraph that stands in two places of a dump is furniture of its pages, unless the text around it does too."""
    last: dict[str, int] = {}
    repeated = [line.sign is Sign.PROSE and line.repeats > 1 for line in lines]
    for place, line in enumerate(lines):
        if not repeated[place] or line.size < _SENTENCE:
            continue
        alone = not any(repeated[max(0, place - 1) : place] + repeated[place + 1 : place + 2])
        if not alone or (place and lines[place - 1].sign is Sign.SHORT):
            continue
        if line.text in last and place - last[line.text] > _ECHO:
            for copy in (lines[last[line.text]], line):
                copy.sign, copy.rule = Sign.PROMO, "text that stands here twice"
        last[line.text] = place


def twice_in_a_row(lines: list[Line]) -> None:
    """The same short line twice in a row is a picture and its caption, unless a date, a byline or a menu make it a title."""
    stamped = [line.is_stamp for line in lines]
    for place in range(1, len(lines) - 1):
        line, after = lines[place], lines[place + 1]
        if line.sign is not Sign.SHORT and line.sign is not Sign.CAPTION:
            continue
        if line.text != after.text and line.text.strip("()") != after.text.strip("()"):
            continue
        if not (lines[place - 1].is_chrome or True in stamped[place + 2 : place + 5]):
            line.sign = after.sign = Sign.CAPTION
            line.rule = after.rule = "twice in a row"


def repeated_runs(lines: list[Line]) -> None:
    """Three short lines that follow each other in two places of a dump are furniture of its pages."""
    pairs: dict[tuple[str, str], int] = {}
    short = [line.sign in (Sign.SHORT, Sign.MENU) and line.size <= _BUTTON for line in lines]
    for place in range(len(lines) - 1):
        if short[place] and short[place + 1] and lines[place].text != lines[place + 1].text:
            pair = (lines[place].text, lines[place + 1].text)
            pairs[pair] = pairs.get(pair, 0) + 1
    twice = [False] * len(lines)
    for place in range(len(lines) - 1):
        twice[place] = pairs.get((lines[place].text, lines[place + 1].text), 0) > 1 and short[place] and short[place + 1]
    for place in range(len(lines) - 2):
        if twice[place] and twice[place + 1]:
            for line in lines[place : place + 3]:
                if line.sign is Sign.SHORT:
                    line.sign, line.rule = Sign.MENU, "run that stands here twice"


def repeated_beside_titles(lines: list[Line]) -> None:
    """A short line that stands again and again under another title, and over a date or byline, is furniture of the pages.

    So are two that each time stand over another title together.
    """
    places: dict[str, list[int]] = {}
    for place, line in enumerate(lines):
        if line.sign is Sign.SHORT and line.repeats > 1 and line.byline is None:
            places.setdefault(line.text, []).append(place)
    for same in places.values():
        apart = len(same) > 1 and all(two - one > _REACH for one, two in pairwise(same))
        if not apart or read_bare_names(lines[same[0]].text) is not None:
            continue
        under = sum(_is_under_title(lines, at) for at in same)
        if 2 * under >= max(len(same), _MANY) or all(_is_over_title(lines, at) for at in same):
            for at in same:
                lines[at].sign, lines[at].rule = Sign.MENU, "stands beside another title each time"


def _is_under_title(lines: list[Line], place: int) -> bool:
    above, below = _beside(lines, place, -1), _beside(lines, place, 1)
    return above is not None and _tells(above) and below is not None and below.is_stamp


def _is_over_title(lines: list[Line], place: int) -> bool:
    """Whether a line that stands here again is above a line, and under it a title that does not, over a date or text."""
    paired = place > 0 and lines[place - 1].repeats >= lines[place].repeats and lines[place - 1].sign in (Sign.SHORT, Sign.MENU)
    title = _beside(lines, place, 1)
    if not paired or title is None or not _tells(title):
        return False
    after = next(at for at in range(place + 1, len(lines)) if lines[at] is title)
    return any(line.is_stamp or line.sign is Sign.PROSE for line in lines[after + 1 : after + 4])


def _tells(line: Line) -> bool:
    """Whether a line can be the title of one article: it stands here once."""
    return line.sign is Sign.SHORT and line.repeats == 1 and words_in(line.text) >= _WORDS and line.size >= _TITLE


def _beside(lines: list[Line], place: int, step: int) -> Line | None:
    """The nearest line before or after a line that is no button, no count and no picture."""
    near = range(place + step, max(-1, min(len(lines), place + step * _REACH)), step)
    return next((lines[at] for at in near if lines[at].sign not in _BUTTONS), None)
