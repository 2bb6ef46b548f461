"""Which lines of a slice are the article's own, and of what kind each line is.

Inside the stretch of the article's text (`stretch`) every line gets a kind; after it only notes, credits of pictures and lines
that a claim was read from are the article's.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from nkdocs.authors import read_bare_names
from nkdocs.lines import LOOK, Line, is_quotation, words_in
from nkdocs.model import Block, Kind, Span
from nkdocs.rules import CHROME, Sign
from nkdocs.stretch import Stretch

_KINDS: Final = {
    Sign.PROSE: Kind.PROSE,
    Sign.LISTED: Kind.PROSE,
    Sign.ATTRIBUTION: Kind.ATTRIBUTION,
    Sign.CAPTION: Kind.CAPTION,
    Sign.IMAGE: Kind.IMAGE,
    Sign.NOTE: Kind.NOTE,
}
#: What points to another page, however it ends.
_ALSO: Final = re.compile(
    r"(?:read|see|watch|hear) also\b|also (?:read|see)\b|(?:à )?lire (?:aussi|également)\b|voir aussi\b|"
    r"lesen sie auch\b|lies auch\b|siehe auch\b|l[ée]e también\b|le[ei]r? (?:también|también:|também|más)\b|"
    r"leia (?:também|mais)\b|veja (?:também|mais)\b|leggi anche\b|lees ook\b|читайте также\b",
    re.IGNORECASE,
)
#: Rules so sure that what they name is no sentence of the text, wherever it stands.
_PLAIN: Final = frozenset({"newsletter form", "invitation to a newsletter", "where to read more", "articles a reader has left"})
#: Signs of lines that are worded like something asked of the reader, and may yet be sentences of the text.
_WORDED: Final = frozenset({Sign.PROMO, Sign.APPEAL, Sign.FORM, Sign.TAGS})
#: Rules of bylines that say so in words: no text of an article wherever they stand.
_SIGNED: Final = frozenset({"byline", "author label", "name after a lone by", "lone by"})
#: So many short lines in a row before any text are a menu, not the article.
_MENU_RUN: Final = 5
#: Words of the longest label.
_LABEL: Final = 4


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
            linked = line.sign is Sign.RELATED or (linked and _still_linked(lines, place))
            if place in menus or (linked and line.sign is Sign.SHORT):
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
    if line.sign is Sign.BYLINE and line.rule in _SIGNED:
        return Kind.BYLINE, line.rule
    if line.sign in _WORDED and _is_said(lines, place):
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
    if _ALSO.match(line.text) or line.rule in _PLAIN or ":" in line.text[:30] or not 0 < place < len(lines) - 1:
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


def _still_linked(lines: Sequence[Line], place: int) -> bool:
    """Whether a line still belongs to a heading of related links: up to the next text, a heading of that text left out."""
    line = lines[place]
    if line.sign is Sign.PROSE:
        return False
    before = lines[place - 1]
    named = before.sign is Sign.SHORT and words_in(before.text) > _LABEL and read_bare_names(line.text) is not None
    if before.sign is Sign.RELATED or line.repeats > 1 or named:
        return True
    after = [near.sign for near in lines[place + 1 : place + 3]]
    text = (Sign.PROSE, Sign.LISTED)
    return not after or not (
        after[0] in text or (after[0] is Sign.SHORT and words_in(line.text) <= _LABEL and after[-1] in text)
    )


def _menus(lines: Sequence[Line], stretch: Stretch) -> frozenset[int]:
    """Places of short lines before any text that are too many in a row to be anything but a menu or a table of contents."""
    places: list[int] = []
    for place in range(stretch.first, stretch.end):
        line = lines[place]
        if line.sign is Sign.PROSE and line.size > 100 and len(places) < _MENU_RUN:
            return frozenset()
        if line.sign is Sign.SHORT and words_in(line.text) <= 4:
            places.append(place)
        elif line.is_chrome:
            continue
        elif len(places) >= _MENU_RUN:
            break
        else:
            places = []
    return frozenset(places) if len(places) >= _MENU_RUN else frozenset()
