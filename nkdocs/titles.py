"""How much each line of a dump is worth as the title of an article, and why.

No single sign says where an article begins. A line is weighed by its shape, by what stands after it (a byline, a date, a
share bar, text), by what stands before it (the end of something: tags, forms, footers, sign-offs), and by surroundings that
recur in the dump. All weights stand in one table (`weights`); a reason is its name there. Which lines are taken as titles
is decided by `split`, over the whole dump.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from nkdocs.layout import (
    ENDS_HEAD,
    FAR,
    LONGEST_TITLE,
    NEAR,
    TEXT,
    away_from_text,
    comment_zones,
    head_end,
    recurring,
    related_zones,
    tails,
)
from nkdocs.lines import Line, ends_sentence, width_of, words_in
from nkdocs.rules import Sign, words_of
from nkdocs.weights import THRESHOLD, WEIGHTS

_DISTANCES: Final = ("right after it", "one line on", "two lines on", "not far on")
#: So many lines of page furniture may stand between a date and the title under it.
_FEW: Final = 3
#: Beginnings of the reasons that a date, a byline or a name is near.
_STAMPED: Final = ("date or byline", "date and byline", "name ")
#: Text longer than this under a date or byline is the article's, and what stands after it says nothing of the title.
_PARAGRAPH: Final = 120
_CUTTABLE: Final = frozenset({Sign.SHORT, Sign.PROSE, Sign.LISTED, Sign.CAPTION})
_END_MARKS: Final = ("-0-", "###", "■", "□", "(END)", "∎", "♦")
_CAPITAL = re.compile(r"[^\W\d_]")
_SMALL_WORDS = words_of("a an and as at but by for from in into is it of on or the to vs with")
#: What stands before a title in a breadcrumb, or in a link to the comments on it.
_LEADS_TO = re.compile(r"(?:[»›>/|:–-]|\b(?:on|to|zu|sur|auf|à|a|su))\s*[“\"‘'«„]?$")
_DATELINE = re.compile(
    r"[^a-z]{3,40}(?:[,(][^.]{2,40})?\)?\s*(?:[–—-]{1,2}|:)\s|.{3,60}\((?:[A-Z]{2,8}|[A-Z]\w{2,12})\)\s*[–—-]{1,2}"
)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A line, by its place among the lines, that may be a title: what it is worth, and why.

    `lead` is what it is worth besides as the first title of the dump; `head` is the place after the last of the dates and
    bylines that stand right under it.
    """

    place: int
    score: float
    reasons: str
    lead: float
    head: int


def find_candidates(lines: Sequence[Line]) -> list[Candidate]:
    """The lines of a dump that may be titles, in order."""
    in_comments, linked, away = comment_zones(lines), related_zones(lines), away_from_text(lines)
    layouts, over = recurring(lines, away), tails(lines)
    first_text = next(
        (place for place, line in enumerate(lines) if line.sign is Sign.PROSE and width_of(line.text) > 100), len(lines)
    )
    dated = any(line.is_stamp for line in lines[: 2 * NEAR])
    found = []
    for place, line in enumerate(lines):
        if line.sign not in _CUTTABLE or line.size > LONGEST_TITLE:
            continue
        reasons = Counter(_shape(line))
        reasons.update(_after(lines, place))
        reasons.update(_far(away[place], linked=linked[place]))
        reasons.update(_before(lines, place, linked=linked[place]))
        reasons.update(_recurring(layouts.get(place, ()), linked=linked[place]))
        reasons.update(["among comments"] * in_comments[place] + ["under related links"] * linked[place])
        if over[place] and _begins_text(lines, place):
            reasons["text begins again under it"] += 1
        if dated and not any(reason.startswith(_STAMPED) for reason in reasons):
            reasons["no date or byline, where the dump begins with one"] += 1
        score = sum(WEIGHTS[reason] * times for reason, times in reasons.items()) - THRESHOLD
        if score > -THRESHOLD or place <= first_text:
            lead = max(2.0 - 0.05 * place, 0.5) if 0 < place <= first_text else 0.0
            found.append(Candidate(place, score, _explain(reasons), lead, head_end(lines, place)))
    return found


def _recurring(reasons: Sequence[str], *, linked: bool) -> Iterator[str]:
    """The reasons of a recurring layout that hold for a line: dates over every line are what a list of links has."""
    yield from (reason for reason in reasons if not (linked and reason.startswith("date or byline before")))


def _explain(reasons: Counter[str]) -> str:
    worth = {reason: WEIGHTS[reason] * times for reason, times in reasons.items()}
    return "; ".join(f"{reason} {worth[reason]:+.1f}" for reason in sorted(worth, key=lambda reason: -abs(worth[reason])))


def _shape(line: Line) -> Iterator[str]:
    """How much a line looks like a title by itself."""
    text, width = line.text, width_of(line.text)
    if line.sign is Sign.PROSE:
        yield "reads like an exclamation" if text[-1] in "?!？！" and width < 110 else "reads like text"
    elif line.sign is Sign.CAPTION:
        yield "reads like a caption"
    elif line.sign is Sign.LISTED:
        yield "list item"
    yield from _length(width, words_in(text))
    yield from _ending(text, words_in(text))
    if text[0].islower() or text[0] in ",;)&%":
        yield "begins in the middle"
    if any(date.date.day is not None for date in line.dates):
        yield "states a day"
    if _is_title_case(text):
        yield "capitals"


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


def _after(lines: Sequence[Line], place: int) -> Iterator[str]:
    """What the lines after a line say about it."""
    steps, chrome = 0, 0
    stamped: set[Sign] = set()
    for step, near in enumerate(lines[place + 1 : place + 1 + NEAR]):
        if _ends_head(near, steps, stamped=bool(stamped)):
            break
        if stamped and _is_title_like(near) and near.byline is None:
            yield from ["another line under its date"] * (chrome > 0 and _is_stamped(lines, place + 1 + step))
            break
        if near.is_stamp and near.sign not in stamped:
            yield "both date and byline after it" if stamped else f"date or byline {_DISTANCES[steps]}"
            if near.sign is Sign.BYLINE and near.dates:
                yield "date and byline in one line"
            stamped.add(near.sign)
        elif near.sign is Sign.SHORT and near.byline is not None and Sign.BYLINE not in stamped:
            yield f"name {_DISTANCES[steps]}"
            stamped.add(Sign.BYLINE)
        elif near.sign is Sign.PROSE:
            yield from _text_after(near, steps, stamped=bool(stamped))
        chrome += near.is_chrome
        steps += _step(near)
    if chrome > 1:
        yield "page furniture after it"
    if lines[place].repeats > 2:
        yield "stands here often, dated" if stamped else "stands here often"


def _ends_head(near: Line, steps: int, *, stamped: bool) -> bool:
    """Whether a line, so many steps after a title, speaks no more of it."""
    over = near.sign is Sign.PROSE and near.size > _PARAGRAPH if stamped else near.sign in ENDS_HEAD
    return over or steps >= len(_DISTANCES)


def _far(away: int, *, linked: bool) -> Iterator[str]:
    """How a line is the worse for standing away from text; of the links in a list, the nearest to text may be a title."""
    if away > 2 * FAR:
        yield "no text near"
    elif linked:
        yield from ["a line away from text"] * min(max(away - 1, 0), 5)
    else:
        yield from ["a line away from text"] * min(away - FAR, 5)


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


def _before(lines: Sequence[Line], place: int, *, linked: bool) -> Iterator[str]:
    """What the lines before a line say about it."""
    if place == 0:
        yield "first line"
        return
    last, near, follow = lines[place - 1], lines[max(0, place - NEAR) : place], lines[place + 1 : place + 5]
    labelled = place > 1 and last.sign is Sign.SHORT and words_in(last.text) <= 2 and lines[place - 2].is_chrome
    reason = _just_before(lines[place - 2] if labelled else last)
    if reason and (WEIGHTS[reason] > 0 or not (linked or (follow and follow[0].is_stamp))):
        yield reason
    if linked and len(follow) > 2 and _is_over_a_title(follow):
        yield "a link, over the date of a title"
    if last.is_stamp:
        yield from _stamp_before(lines, place, linked=linked)
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
    if line.byline is not None:
        yield from ["reads like a name"] * (2 if _is_title_like(last) else 1)
    if _is_named(line, [*lines[max(0, place - 3) : place], *lines[place + 1 : place + 4]]):
        yield "named by a line beside it"


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
    if last.sign in TEXT:
        return "text before it"
    if last.sign is Sign.NOTE:
        return "note before it"
    return "short line before it" if _is_title_like(last) else ""


def _stamp_before(lines: Sequence[Line], place: int, *, linked: bool) -> Iterator[str]:
    last = lines[place - 1]
    earlier = lines[place - 2].sign if place > 1 else None
    if last.dates and last.byline is not None and not (place > 1 and _is_title_like(lines[place - 2])):
        yield "date and byline before it"
    else:
        under = earlier is Sign.SHORT and not linked
        yield "date or byline under a line before it" if under else "date or byline before it"
        text = place + 1 < len(lines) and lines[place + 1].sign is Sign.PROSE
        if text and not under and last.sign is Sign.DATE:
            yield "between a date and text"
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


def _begins_text(lines: Sequence[Line], place: int) -> bool:
    """Whether a line stands right over text or over its date or byline, or right under them and over a standfirst."""
    follow = lines[place + 1 : place + 3]
    led = place > 0 and lines[place - 1].is_stamp
    return any(line.is_stamp or line.sign is Sign.PROSE for line in follow[: 2 if led else 1])


def _is_over_a_title(follow: Sequence[Line]) -> bool:
    """Whether a date, then a line like a title, then text or a byline follow."""
    text = follow[2].is_stamp or (follow[2].sign is Sign.PROSE and ends_sentence(follow[2].text))
    return follow[0].sign is Sign.DATE and _is_title_like(follow[1]) and text


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
