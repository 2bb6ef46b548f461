"""What lines are together: a label over a title, a title over its standfirst, paragraphs in a row.

Which of a few short lines is the title is told by how they stand to each other, not by each for itself: the section over it is
shorter, the standfirst under it is longer or a sentence. And a page's text is told from its teasers by how many paragraphs
stand in a row. Only shapes are looked at, never words.
"""

from __future__ import annotations

import functools
import sys
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

from nkdocs.lines import Line, ends_sentence, width_of, words_in
from nkdocs.rules import Sign

#: A label has no more words, and is no wider.
_LABEL_WORDS: Final = 2
_LABEL_WIDTH: Final = 25
#: A heading as wide as this is a long one; text as wide as this is a paragraph.
_LONG: Final = 45
_PARAGRAPH: Final = 100
#: Lines before and after a heading that it is compared with.
_REACH: Final = 3
_HEADINGS: Final = frozenset({"label", "heading", "long heading"})
_TEXT: Final = frozenset({"paragraph", "sentence"})
#: What may stand between paragraphs of a row, and in how many lines.
_IN_ROW: Final = frozenset({Sign.PROSE, Sign.LISTED, Sign.IMAGE, Sign.CAPTION})
_ROW_STEP: Final = 4
#: A row is said to have at most so many paragraphs: how that is called.
_ROWS: Final = ((1, "no row"), (2, "two"), (4, "a few"))


def shape_of(line: Line) -> str:
    """The shape of a line among others: one of a few."""
    if line.is_stamp:
        return "date or byline"
    if line.is_chrome:
        return "furniture"
    if line.sign in (Sign.IMAGE, Sign.CAPTION):
        return "picture"
    if line.byline is not None:
        return "name"
    width = width_of(line.text)
    if line.sign is Sign.PROSE and width >= _PARAGRAPH:
        return "paragraph"
    if line.sign is not Sign.SHORT or ends_sentence(line.text):
        return "sentence"
    if words_in(line.text) <= _LABEL_WORDS and width <= _LABEL_WIDTH:
        return "label"
    return "long heading" if width >= _LONG else "heading"


def together(lines: Sequence[Line], shapes: Sequence[str], place: int) -> Iterator[str]:
    """What a line is together with the lines before and after it; `shapes` are those of all lines."""
    own = shapes[place]
    before = shapes[place - 1] if place else "nothing"
    after = shapes[place + 1] if place + 1 < len(lines) else "nothing"
    yield _pair(own, "after", before)
    yield _pair(own, "before", after)
    yield _pair(f"between {before}", "and", after)
    yield _rank(lines, shapes, place)


def rows_of(lines: Sequence[Line], paragraphs: Sequence[int]) -> tuple[list[str], list[str]]:
    """How many paragraphs stand in a row, in words: for each and the end, from it on; and up to the one before it.

    `paragraphs` are the places of the paragraphs.
    """
    follows = [
        two - one <= _ROW_STEP and all(line.sign in _IN_ROW for line in lines[one + 1 : two])
        for one, two in pairwise(paragraphs)
    ]
    after, before = [0] * (len(paragraphs) + 1), [0] * (len(paragraphs) + 1)
    for at in reversed(range(len(paragraphs))):
        after[at] = 1 + (after[at + 1] if at < len(follows) and follows[at] else 0)
    for at in range(len(paragraphs)):
        before[at + 1] = 1 + (before[at] if at and follows[at - 1] else 0)
    return [_called(count) for count in after], [_called(count) for count in before]


def _called(count: int) -> str:
    return next((called for most, called in _ROWS if count <= most), "many")


@functools.cache
def _pair(one: str, where: str, other: str) -> str:
    """A reason, each made once: there are few shapes."""
    return sys.intern(f"{one}, {where} {other}")


def _rank(lines: Sequence[Line], shapes: Sequence[str], place: int) -> str:
    """How wide a heading is among those near it, with no text between."""
    if shapes[place] not in _HEADINGS:
        return "no heading"
    own, wider, narrower = width_of(lines[place].text), False, False
    for step in (1, -1):
        at = place + step
        while 0 <= at < len(lines) and abs(at - place) <= _REACH and shapes[at] not in _TEXT:
            if shapes[at] in _HEADINGS and lines[at].text != lines[place].text:
                wide = width_of(lines[at].text) > own
                wider, narrower = wider or wide, narrower or not wide
            at += step
    if wider:
        return "a heading among others" if narrower else "the narrowest heading here"
    return "the widest heading here" if narrower else "the only heading here"
