"""The zones of an article in which something is said of it: its head, around the title, and its tail, after the text.

What the lines there claim is not known here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from nkdocs.lines import Line
from nkdocs.model import Claim, PartialDate, Span
from nkdocs.rules import Sign
from nkdocs.split import Slice
from nkdocs.stretch import Stretch
from nkdocs.values import dataclass

#: Characters of text, and lines that are not furniture, up to which the head of an article goes after its title.
_HEAD_TEXT: Final = 420
HEAD_LINES: Final = 14
#: Lines after the text in which its date or authors may still be stated.
_TAIL_LINES: Final = 8
#: The same for lines that say so in words: "by Ana Author".
_FAR_LINES: Final = 12
#: The same for lines that say when it was published, where pages put much between the text and their small print.
_POSTED_LINES: Final = 40
_POSTED: Final = re.compile(
    r"(?:originally )?(?:posted|published|veröffentlicht|publié|publicad[oa]|pubblicato)\b", re.IGNORECASE
)
#: Lines around "Author: Ana Quill" in which the card of a recipe says so.
_CARD_LINES: Final = 16
_CARD: Final = re.compile(
    r"(?:(?:prep|cook|total|active)(?:aration|ing)? time|yields?|servings?|serves|ingredients|vorbereitungszeit|"
    r"zubereitung(?:szeit)?|portionen|zutaten|temps de (?:préparation|cuisson)|ingrédients|"
    r"tiempo de (?:preparación|cocción)|ingredient[ei]s|tempo de preparo|porções|porciones|"
    r"raciones|ingredienti|tempo di (?:preparazione|cottura)|porzioni|bereidingstijd|"
    r"ingrediënten)\b",
    re.IGNORECASE,
)
#: So many of its words make a card.
_CARD_WORDS: Final = 2
#: Lines after the head in which the title may be said again.
_AGAIN: Final = 24
#: Lines at the end of the text among which stamps may be the article's own.
_LAST_LINES: Final = 4


@dataclass(frozen=True, slots=True)
class Ranked:
    """A claim, the place of its line in the slice, and the order of its zone: lower is believed first."""

    claim: Claim[str] | Claim[PartialDate]
    place: int
    zone: int


def head_of(piece: Slice, stretch: Stretch) -> Iterator[tuple[int, Line]]:
    """The lines of the article's head, those after the title first, with their places."""
    title = piece.title if piece.title is not None else -1
    text = own = paragraphs = 0
    led, place = False, title
    for place in range(title + 1, len(piece.lines)):
        line = piece.lines[place]
        under = led or piece.lines[place - 1].sign is Sign.PROSE
        led = paragraphs == 1 and line.is_stamp and under  # under a long standfirst
        if not led and (text >= _HEAD_TEXT or own > HEAD_LINES or (place >= stretch.end and text)):
            break
        yield place, line
        paragraphs += line.sign is Sign.PROSE
        if line.sign in (Sign.PROSE, Sign.LISTED):
            text += line.size if line.size > 200 else line.size // 2
        own += not line.is_chrome and line.sign is not Sign.IMAGE
    yield from _said_again(piece, place)
    for place in range(title - 1, -1, -1):
        yield place, piece.lines[place]


def _said_again(piece: Slice, after: int) -> Iterator[tuple[int, Line]]:
    """The stamps right under the title where it is said again after its head, as over the card of a recipe."""
    if piece.title is None:
        return
    title = piece.lines[piece.title].text
    for place in range(after, min(len(piece.lines), after + _AGAIN)):
        if piece.lines[place].text == title:
            near = range(place + 1, min(len(piece.lines), place + 1 + _LAST_LINES))
            text = next((at for at in near if piece.lines[at].sign is Sign.PROSE), near.stop)
            yield from ((at, piece.lines[at]) for at in range(place + 1, text) if piece.lines[at].is_stamp)
            return


def card_of(piece: Slice) -> Iterator[tuple[int, Line]]:
    """The lines that label an author within the card of a recipe, wherever it stands before the foot of the page."""
    title = piece.title if piece.title is not None else -1
    for place, line in enumerate(piece.lines[title + 1 :], title + 1):
        if line.sign in (Sign.FOOTER, Sign.COMMENTER):
            return
        if line.rule == "author label" and line.size == len(line.text):
            near = piece.lines[max(0, place - _CARD_LINES) : place + _CARD_LINES]
            if sum(_CARD.match(other.text) is not None for other in near) >= _CARD_WORDS:
                yield place, line


def tail_of(piece: Slice, stretch: Stretch) -> Iterator[tuple[int, Line]]:
    """The lines after the article's text that may still speak of it, with their places; its last stamps among them."""
    for place in range(max(stretch.first, stretch.end - _LAST_LINES), stretch.end):
        if piece.lines[place].is_stamp:
            yield place, piece.lines[place]
    for place in range(stretch.end, min(len(piece.lines), stretch.end + _POSTED_LINES)):
        line = piece.lines[place]
        after = place - stretch.end
        if (
            after >= _TAIL_LINES
            and not (after < _FAR_LINES and line.rule in ("byline", "name after a lone by", "lone by"))
            and not (line.sign is Sign.DATE and _POSTED.match(line.text))
        ):
            if after >= _FAR_LINES and line.sign in (Sign.COMMENTS, Sign.COMMENTER, Sign.REPLY, Sign.RELATED):
                return
            continue
        if line.sign in (Sign.COMMENTS, Sign.COMMENTER, Sign.REPLY):
            return
        if line.sign is Sign.RELATED and not (place + 1 < len(piece.lines) and piece.lines[place + 1].is_stamp):
            return
        yield place, line


def span_of(line: Line, start: int, end: int) -> Span:
    """Where ``line.text[start:end]`` stands in the dump."""
    begin = line.start + line.indent
    return Span(begin + start, begin + end)
