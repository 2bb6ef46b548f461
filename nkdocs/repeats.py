"""Lines that stand in a dump more than once: furniture of its pages, or a picture and its caption.

Each function is one sentence about the lines of a whole dump in order, as those of `neighbours`, which says when each is used.
"""

from __future__ import annotations

from nkdocs.lines import LONG, Line
from nkdocs.rules import Sign

#: A line of furniture has so many characters.
_BUTTON = 40
#: Copies of a text so few lines apart are no furniture.
_ECHO = 4
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
