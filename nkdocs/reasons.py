"""What speaks for and against one line being a title: its own shape, the lines after it, the lines before it.

Each function gives the names of reasons; what they are worth stands in `weights`. What the layout of the whole dump says is
found in `titles`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from nkdocs.authors import read_bare_names
from nkdocs.layout import ENDS_HEAD, NEAR, TEXT, files_article, is_linked_next
from nkdocs.lines import Line, ends_sentence, width_of, words_in
from nkdocs.rules import Sign, words_of

#: A name is shorter than so many letters.
_NAME: Final = 30
_TWICE: Final = 2
_DISTANCES: Final = ("right after it", "one line on", "two lines on", "not far on")
#: So many lines of page furniture may stand between a date and the title under it.
_FEW: Final = 3
_END_MARKS: Final = ("-0-", "###", "■", "□", "(END)", "∎", "♦")
_CAPITAL = re.compile(r"[^\W\d_]")
#: What stands right before a line and speaks against it, unless a date or byline follows.
_AGAINST: Final = frozenset({"text before it", "short line before it", "attribution before it", "first of related links"})
_SMALL_WORDS = words_of("a an and as at but by for from in into is it of on or the to vs with")
#: What stands before a title in a breadcrumb, or in a link to the comments on it.
_LEADS_TO = re.compile(r"(?:[»›>/|:–-]|\b(?:on|to|zu|sur|auf|à|a|su))\s*[“\"‘'«„]?$")
#: "Small Harbours, issue 31": the line of a paper or a letter that comes again and again.
_ISSUE = re.compile(
    r"(?:^|[\s,·|–—#-])(?:issue|no\.|vol(?:ume|\.)|edition|ausgabe|nr\.|numéro|n°|número|num\.|numero|nummer|выпуск)\s?#?\d{1,5}$|"
    r"제\s?\d{1,5}\s?호$",
    re.IGNORECASE,
)
_DATELINE = re.compile(
    r"[^a-z]{3,40}(?:[,(][^.]{2,40})?\)?\s*(?:[–—-]{1,2}|[:=])\s|.{3,60}\((?:[A-Z]{2,8}|[A-Z]\w{2,12})\)\s*[–—-]{1,2}"
)


def shape_reasons(line: Line) -> Iterator[str]:
    """How much a line looks like a title by itself."""
    text, width = line.text, width_of(line.text)
    if line.sign is Sign.PROSE:
        yield "reads like an exclamation" if text[-1] in "?!？！" and width < 110 else "reads like text"
    elif line.sign is Sign.CAPTION:
        yield "reads like a caption"
    elif line.sign is Sign.LISTED:
        yield "list item"
    if _ISSUE.search(text) is not None:
        yield "numbers an issue"
    yield from _length(width, words_in(text))
    yield from _ending(text, words_in(text))
    if text[0].islower() or text[0] in ",;)&%":
        yield "begins in the middle"
    if any(date.date.day is not None for date in line.dates):
        yield "states a day"
    if _is_title_case(text):
        yield "capitals"
    if width < _NAME and read_bare_names(text) is not None:
        yield "could be a name"
    if text.isupper():
        yield "nothing but capitals"


def _length(width: int, words: int) -> Iterator[str]:
    if words > 2 and width >= 12:
        if 18 <= width <= 120:
            yield "as long as a title"
        yield from ["long"] * ((width > 150) + (width > 190))
    elif width >= 25:
        yield "few words, but long ones"
    else:
        yield "a few letters" if width < 6 else "one word" if words < 2 else "few words"


def _ending(text: str, words: int) -> Iterator[str]:
    last = text[-1]
    if last in ",;-–—&/":
        yield "goes on"
    elif last in ":：":
        yield "ends with a colon"
    elif last in "”\"’'»" and text[0] in "“\"‘'«":
        yield "quotation"
    elif last == "?":
        yield "question"
    elif last in ".。" and not text.endswith("...") and ends_sentence(text):
        yield "short sentence" if words <= 10 else "long sentence"


def _is_title_case(text: str) -> bool:
    words = [word for word in text.split() if _CAPITAL.match(word) and word.casefold() not in _SMALL_WORDS]
    return len(words) >= 3 and sum(word[0].isupper() for word in words) >= 0.75 * len(words)


def after_reasons(lines: Sequence[Line], place: int, leading: Sequence[bool]) -> Iterator[str]:
    """What the lines after a line say about it."""
    line, steps, chrome = lines[place], 0, 0
    stamped: set[Sign] = set()
    for at in range(place + 1, min(place + 1 + NEAR, len(lines))):
        near = lines[at]
        if steps >= len(_DISTANCES) or leading[at] or (near.sign in ENDS_HEAD and not stamped and not files_article(lines, at)):
            break
        if near.text == line.text:
            continue
        if stamped and _is_title_like(near) and near.byline is None:
            yield from ["another line under its date"] * (chrome > 0 and _is_stamped(lines, at))
            break
        if near.is_stamp or (near.sign is Sign.SHORT and near.byline is not None):
            yield from _stamp_after(lines, at, steps, stamped)
        elif at == place + 1 and _is_title_like(near):
            yield "line like a title right after it"
        elif near.sign is Sign.PROSE:
            yield from _text_after(near, steps, stamped=bool(stamped))
        chrome += near.is_chrome
        steps += _step(near)
    if chrome > 1:
        yield "page furniture after it"
    yield from _again(lines, place, stamped=bool(stamped))
    if place and lines[place - 1].sign is Sign.SHORT and lines[place - 1].byline is not None and _is_dated_next(lines, place):
        yield "under a name, over a date"


def _is_dated_next(lines: Sequence[Line], place: int) -> bool:
    return place + 1 < len(lines) and lines[place + 1].sign is Sign.DATE and bool(lines[place + 1].dates)


def _stamp_after(lines: Sequence[Line], at: int, steps: int, stamped: set[Sign]) -> Iterator[str]:
    """What a date, a byline or a name so many steps after a line says about it; `stamped`: which were there before."""
    near = lines[at]
    if near.is_stamp and near.sign not in stamped:
        yield "both date and byline after it" if stamped else f"date or byline {_DISTANCES[steps]}"
        if near.sign is Sign.BYLINE and near.dates:
            yield "date and byline in one line"
        if not stamped and is_linked_next(lines, at):
            yield "another line with a date follows"
        stamped.add(near.sign)
    elif not near.is_stamp and Sign.BYLINE not in stamped:
        yield f"name {_DISTANCES[steps]}"
        stamped.add(Sign.BYLINE)


def _again(lines: Sequence[Line], place: int, *, stamped: bool) -> Iterator[str]:
    """What it says about a line that it stands in other places of the dump too."""
    line = lines[place]
    if line.repeats == _TWICE and not any(other.text == line.text for other in _beside_of(lines, place)):
        yield "stands here twice"
    if line.repeats > _TWICE:
        yield "stands here often, dated" if stamped else "stands here often"


def _beside_of(lines: Sequence[Line], place: int) -> Sequence[Line]:
    return [*lines[max(0, place - 6) : place], *lines[place + 1 : place + 7]]


def _text_after(near: Line, steps: int, *, stamped: bool) -> Iterator[str]:
    if not steps and not stamped:
        yield "text right after it"
    if steps <= 1 and _DATELINE.match(near.text[:100]):
        yield "dateline after it"


def _step(line: Line) -> int:
    """How much farther from a title what stands after a line is: a standfirst is a step, a paragraph two."""
    if line.sign is Sign.PROSE:
        return 1 if line.size < 260 else 2
    return not (line.is_chrome or line.is_stamp or line.byline is not None or line.sign in (Sign.IMAGE, Sign.CAPTION))


def before_reasons(lines: Sequence[Line], place: int, *, linked: bool) -> Iterator[str]:
    """What the lines before a line say about it."""
    if place == 0:
        yield "first line"
        return
    twin = place > 1 and lines[place - 1].text == lines[place].text
    above, follow = place - twin, lines[place + 1 : place + 5]
    last, near = lines[above - 1], lines[max(0, above - NEAR) : above]
    labelled = above > 1 and last.sign is Sign.SHORT and words_in(last.text) <= 2 and lines[above - 2].is_chrome
    inserted = (
        last.sign is Sign.PROMO and above > 1 and lines[above - 2].sign in TEXT and bool(follow) and follow[0].sign in TEXT
    )
    reason = "text before it" if inserted else _just_before(lines[above - 2] if labelled else last)
    if reason and not (reason in _AGAINST and (linked or (follow and follow[0].is_stamp))):
        yield reason
    if last.is_stamp:
        yield from _stamp_before(lines, above)
    elif last.is_chrome and _is_dated_above(near):
        yield "date or byline not far before it"
    if sum(other.rule == "navigation" for other in near) > 1:
        yield "navigation before it"
    furniture = sum(other.is_chrome for other in near)
    yield from ["furniture line before it"] * (furniture if furniture > 1 else 0)
    if any(other.sign is Sign.NOTE for other in near[-6:-1]):
        yield "note not far before it"
    if any(other.sign is Sign.APPEAL for other in follow):
        yield "appeal after it"
    yield from _beside(lines, place)


def _beside(lines: Sequence[Line], place: int) -> Iterator[str]:
    """What lines that say the same as a line, or a part of it, say about it."""
    line, last = lines[place], lines[place - 1]
    if last.text == line.text:
        yield "said twice in a row"
    elif place > 1 and last.text == lines[place - 2].text:
        yield "under a line said twice"
    if place + 2 < len(lines) and lines[place + 2].text == line.text:
        yield "said again under a label"
    if _is_said_above(lines, place):
        yield "said already, over a date"
    if line.byline is not None:
        yield from ["reads like a name"] * (2 if _is_title_like(last) else 1)
    if _is_named(line, [*lines[max(0, place - 3) : place], *lines[place + 1 : place + 4]]):
        yield "named by a line beside it"


def _is_said_above(lines: Sequence[Line], place: int) -> bool:
    """Whether the same line stands a few lines above, with a date or byline between and no more text than a standfirst."""
    above = next((at for at in range(place - 2, max(-1, place - 7), -1) if lines[at].text == lines[place].text), None)
    if above is None:
        return False
    between = lines[above + 1 : place]
    return any(line.is_stamp for line in between) and sum(line.sign is Sign.PROSE for line in between) < 2


def _just_before(last: Line) -> str:
    """What the line right before a line says about it; "" if nothing."""
    if last.sign in (Sign.END, Sign.FOOTER) or last.text.endswith(_END_MARKS):
        return "end of an article before it"
    if last.sign in (Sign.FORM, Sign.APPEAL, Sign.TAGS, Sign.COMMENTS):
        return "form, tags or comments before it"
    if last.is_chrome:
        return "first of related links" if last.sign is Sign.RELATED else "furniture right before it"
    if last.sign is Sign.ATTRIBUTION:
        return "sign-off before it" if last.rule == "sign-off with a role" else "attribution before it"
    if last.sign is Sign.BIO:
        return "about the author before it"
    if last.sign in TEXT:
        return "text before it"
    if last.sign is Sign.NOTE:
        return "note before it"
    return "short line before it" if _is_title_like(last) else ""


def _stamp_before(lines: Sequence[Line], place: int) -> Iterator[str]:
    last = lines[place - 1]
    earlier = lines[place - 2].sign if place > 1 else None
    if last.dates and last.byline is not None:
        yield "date and byline before it"
    else:
        yield "date or byline under a line before it" if earlier is Sign.SHORT else "date or byline before it"
    if earlier is Sign.ATTRIBUTION:
        yield "signed and dated before it"


def _is_dated_above(near: Sequence[Line]) -> bool:
    """Whether only a few lines of page furniture stand between a line and a date line, with no name over it, before it."""
    above = next((steps for steps, line in enumerate(reversed(near)) if not line.is_chrome), len(near))
    if not 0 < above <= _FEW or above >= len(near) or near[-1 - above].sign is not Sign.DATE:
        return False
    return above + 2 > len(near) or not (near[-2 - above].is_stamp or near[-2 - above].byline is not None)


def _is_stamped(lines: Sequence[Line], place: int) -> bool:
    return any(line.is_stamp for line in lines[place + 1 : place + 3])


def _is_title_like(line: Line) -> bool:
    return line.sign is Sign.SHORT and words_in(line.text) > 2


def _is_named(line: Line, near: Sequence[Line]) -> bool:
    """Whether a line near by ends with the line's text, as a breadcrumb or a link to an article's comments does."""
    return line.size >= 16 and any(
        other.size > line.size + 3
        and other.text.casefold().endswith(line.text.casefold())
        and _LEADS_TO.search(other.text[: len(other.text) - len(line.text)]) is not None
        for other in near
    )
