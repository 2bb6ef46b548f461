"""Which lines of a slice are the article's own, and of what kind each line is.

The article's text is the stretch, from the title on, whose lines are worth most together: sentences count for it, furniture of
the page counts against it, and the beginning of reader comments ends it for good. Inside the stretch every line gets a kind;
after it only notes, credits of pictures and lines that a claim was read from are the article's.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from nkdocs.lines import LOOK, Line, ends_sentence, is_quotation, words_in
from nkdocs.model import Block, Kind, Span
from nkdocs.rules import CHROME, Sign

#: What a line is worth to the stretch of text it stands in, or at whose end; prose is worth more the longer it is.
_WORTH: Final = {
    Sign.LISTED: 0.4,
    Sign.ATTRIBUTION: 0.2,
    Sign.CAPTION: 0.1,
    Sign.IMAGE: -0.05,
    Sign.NOTE: 0.0,
    Sign.DATE: -0.7,
    Sign.BYLINE: -0.7,
    Sign.BIO: -2.0,
    Sign.SHARE: -0.4,
    Sign.MENU: -0.5,
    Sign.COUNT: -0.2,
    Sign.TAGS: -1.5,
    Sign.APPEAL: -1.2,
    Sign.PROMO: -0.8,
    Sign.FORM: -2.5,
    Sign.REPLY: -1.5,
    Sign.TEASER: -2.0,
    Sign.RELATED: -3.0,
    Sign.END: -4.0,
    Sign.FOOTER: -5.0,
    Sign.COMMENTS: -4.0,
    Sign.COMMENTER: -4.0,
}
_KINDS: Final = {
    Sign.PROSE: Kind.PROSE,
    Sign.LISTED: Kind.PROSE,
    Sign.ATTRIBUTION: Kind.ATTRIBUTION,
    Sign.CAPTION: Kind.CAPTION,
    Sign.IMAGE: Kind.IMAGE,
    Sign.NOTE: Kind.NOTE,
}
#: What stands after an article rather than in it: text that resumes after it must make up for this much.
_BREAKS: Final = frozenset({Sign.SHARE, Sign.TAGS, Sign.FORM, Sign.BIO, Sign.FOOTER, Sign.COUNT})
_BREAK_COST: Final = 2.0
#: With so many characters of text before it, what says "comments" begins them.
_ENOUGH: Final = 600
#: So many short lines in a row before any text are a menu, not the article.
_MENU_RUN: Final = 5


@dataclass(frozen=True, slots=True)
class Stretch:
    """Where an article's own text is among the lines of its slice: from `first` up to, and not with, `end`."""

    first: int
    end: int


def find_stretch(lines: Sequence[Line], title: int) -> Stretch:
    """The stretch after the title that is worth most as text."""
    worth, best, end = 0.0, 0.0, title + 1
    text = 0
    for place in range(title + 1, len(lines)):
        line = lines[place]
        if line.sign in (Sign.COMMENTS, Sign.COMMENTER) and text and (text >= _ENOUGH or _comments_follow(lines, place)):
            break
        if not text and line.sign is not Sign.PROSE:
            end = end if line.is_chrome else place + 1
            continue
        worth += _worth_at(lines, place)
        text += line.size if line.sign is Sign.PROSE else 0
        if text >= _ENOUGH and line.sign in _BREAKS and lines[place - 1].sign not in _BREAKS:
            worth -= _BREAK_COST
        if worth > best:
            best, end = worth, place + 1
    return Stretch(title + 1, _with_closing(lines, end, title))


def _comments_follow(lines: Sequence[Line], place: int) -> bool:
    """Whether what stands after a line that may begin the comments looks like comments, or like their form."""
    return any(line.sign in (Sign.COMMENTER, Sign.REPLY, Sign.FORM) for line in lines[place + 1 : place + 12])


def _worth_at(lines: Sequence[Line], place: int) -> float:
    line = lines[place]
    if line.sign is Sign.PROMO and lines[place - 1].sign is Sign.PROMO:
        return 0.0
    return _WORTH[Sign.PROMO] if line.sign is Sign.RELATED and _is_insert(lines, place) else _worth(line)


def _is_insert(lines: Sequence[Line], place: int) -> bool:
    """Whether a heading of related links stands inside the text: two paragraphs in a row follow it soon."""
    near = [line.sign is Sign.PROSE and ends_sentence(line.text) for line in lines[place + 1 : place + 11]]
    return any(first and second for first, second in pairwise(near))


def _worth(line: Line) -> float:
    if line.sign is Sign.PROSE:
        return max(0.6, min(line.size, 400) / 100)
    if line.sign is Sign.SHORT:
        return 0.3 if line.text[-1] in ".!?。" else -0.05 if words_in(line.text) >= 6 else -0.15
    return _WORTH[line.sign]


def _with_closing(lines: Sequence[Line], end: int, title: int) -> int:
    """`end`, moved over what closes an article right after its last text: a credit, a note, an attribution."""
    if (
        title + 1 < end < len(lines) - 1
        and lines[end].sign is Sign.SHORT
        and lines[end].text[-1] in ",，"
        and words_in(lines[end].text) <= 4
    ):
        end += 2 if lines[end + 1].sign is Sign.SHORT and words_in(lines[end + 1].text) <= 4 else 0
    while end < len(lines) and end > title + 1 and lines[end].sign in (Sign.ATTRIBUTION, Sign.NOTE, Sign.CAPTION):
        end += 1
    return end


def kinds_of(lines: Sequence[Line], title: int | None, stretch: Stretch, claimed: frozenset[int]) -> list[tuple[Kind, str]]:
    """For each line its kind and the reason. `claimed`: the places of lines that state the article's date or authors."""
    found: list[tuple[Kind, str]] = []
    commented = linked = text = False
    menus = _menus(lines, stretch)
    for place, line in enumerate(lines):
        if place == title:
            found.append((Kind.TITLE, line.rule))
        elif place < stretch.first:
            found.append(_outside(line, place in claimed, "before the title"))
        elif place < stretch.end:
            linked = _still_linked(lines, place, linked=linked)
            if place in menus or (
                linked and line.sign is Sign.SHORT and (words_in(line.text) > 4 or lines[place - 1].sign is Sign.RELATED)
            ):
                found.append((Kind.BOILERPLATE, "run of short lines" if place in menus else "under related links"))
            else:
                found.append(_inside(lines, place, place in claimed, text=text))
            text = text or line.sign is Sign.PROSE
        else:
            commented = commented or line.sign in (Sign.COMMENTS, Sign.COMMENTER)
            kind, reason = _outside(line, place in claimed, "after the text")
            if commented and kind is Kind.BOILERPLATE and not line.is_chrome:
                kind, reason = Kind.COMMENT, "among comments"
            found.append((kind, reason))
    return found


def blocks_of(lines: Sequence[Line], kinds: Sequence[tuple[Kind, str]], span: Span) -> tuple[Block, ...]:
    """One block a line, each with the blank lines after it; the first begins with the slice, the last ends with it."""
    starts = [span.start, *(line.start for line in lines[1:])]
    ends = [*starts[1:], span.end]
    return tuple(Block(Span(start, end), *kind) for start, end, kind in zip(starts, ends, kinds, strict=True))


def _inside(lines: Sequence[Line], place: int, claimed: bool, *, text: bool) -> tuple[Kind, str]:
    line = lines[place]
    if (claimed and line.sign is not Sign.PROSE) or (line.is_stamp and not text):
        return (Kind.DATELINE if line.sign is Sign.DATE else Kind.BYLINE), line.rule
    if _is_said(lines, place):
        return Kind.PROSE, "a sentence between sentences"
    if line.sign in CHROME or line.sign is Sign.BIO:
        return Kind.BOILERPLATE, f"{line.sign.value}: {line.rule}"
    if line.sign is Sign.PROSE and is_quotation(line.text) and line.size < LOOK:
        return Kind.QUOTE, "stands in quotation marks"
    if line.sign in _KINDS:
        return _KINDS[line.sign], line.rule
    if not text and _is_label(lines, place):
        return Kind.BOILERPLATE, "label over a byline"
    if place and lines[place - 1].sign is Sign.IMAGE and line.sign is Sign.SHORT:
        return Kind.CAPTION, "short line under a picture"
    return (Kind.HEADING if words_in(line.text) <= 16 else Kind.PROSE), line.rule


def _is_label(lines: Sequence[Line], place: int) -> bool:
    """Whether a line of a word or two right over a date or byline is the name of a section."""
    line = lines[place]
    if line.sign is not Sign.SHORT or line.byline is not None or words_in(line.text) > 2 or line.text[-1] in ".!?":
        return False
    return place + 1 < len(lines) and lines[place + 1].is_stamp


def _is_said(lines: Sequence[Line], place: int) -> bool:
    """Whether a line that is worded like a promotion is a sentence of the text: it ends like one, and stands between others."""
    line = lines[place]
    if (
        line.sign not in (Sign.PROMO, Sign.APPEAL, Sign.FORM, Sign.TAGS)
        or ":" in line.text[:30]
        or not 0 < place < len(lines) - 1
    ):
        return False
    text = (Sign.PROSE, Sign.LISTED, Sign.SHORT)
    return (
        line.text[-1] in ".!?" and words_in(line.text) >= 5 and all(lines[near].sign in text for near in (place - 1, place + 1))
    )


def _outside(line: Line, claimed: bool, where: str) -> tuple[Kind, str]:
    if claimed and line.sign is not Sign.IMAGE:
        return (Kind.DATELINE if line.sign is Sign.DATE else Kind.BYLINE), line.rule
    if line.sign in (Sign.NOTE, Sign.IMAGE):
        return _KINDS[line.sign], line.rule
    return Kind.BOILERPLATE, f"{line.sign.value}: {line.rule}" if line.is_chrome else where


def _still_linked(lines: Sequence[Line], place: int, *, linked: bool) -> bool:
    """Whether a line still belongs to a heading of related links: up to the next text, a heading of that text left out."""
    line = lines[place]
    if line.sign is Sign.RELATED:
        return True
    if line.sign is Sign.PROSE:
        return False
    heads_text = place + 1 < len(lines) and lines[place + 1].sign is Sign.PROSE and lines[place - 1].sign is not Sign.RELATED
    return linked and not heads_text


def _menus(lines: Sequence[Line], stretch: Stretch) -> frozenset[int]:
    """Places of short lines before any text that are too many in a row to be anything but a menu or a table of contents."""
    places: list[int] = []
    for place in range(stretch.first, stretch.end):
        line = lines[place]
        if line.sign is Sign.PROSE and line.size > 100 and len(places) < _MENU_RUN:
            return frozenset()
        if line.sign is Sign.SHORT and words_in(line.text) <= 4:
            places.append(place)
        elif len(places) >= _MENU_RUN:
            break
        else:
            places = []
    return frozenset(places) if len(places) >= _MENU_RUN else frozenset()
