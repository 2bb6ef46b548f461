"""How a dump is laid out: where comments and related links run, how far a line is from text, and which surroundings recur.

A dump mostly repeats one site's pages, so what stands around one title tends to stand around the next. All of it is learnt
within the dump, in time linear in its lines. What a title is worth is not known here: that is for `titles`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Final

from nkdocs.lines import Line, ends_sentence, width_of, words_in
from nkdocs.rules import Sign

#: Lines before and after a line that speak about it.
NEAR: Final = 8
#: More other lines than this between a title and text make it a doubtful one; twice as many, no title.
FAR: Final = 6
#: Signs of lines that are text.
TEXT: Final = frozenset({Sign.PROSE, Sign.LISTED})
#: What stands after an article, and so never between a title and its date or byline.
ENDS_HEAD: Final = frozenset(
    {Sign.COMMENTER, Sign.REPLY, Sign.TAGS, Sign.FOOTER, Sign.RELATED, Sign.FORM, Sign.END, Sign.TEASER, Sign.PROMO}
)
#: What may stand between a title and its text in any number.
_HEAD_FURNITURE: Final = frozenset({Sign.SHARE, Sign.COUNT, Sign.IMAGE, Sign.CAPTION})
_ENDS_COMMENTS: Final = (Sign.FOOTER, Sign.FORM)
#: What says that an article is over.
_OVER: Final = frozenset({Sign.TAGS, Sign.COMMENTS, Sign.COMMENTER, Sign.FOOTER, Sign.BIO, Sign.RELATED, Sign.END})
#: What ends a list of related links besides text.
_ENDS_LINKS: Final = ("navigation", "run that stands here twice")
#: A title is never longer.
LONGEST_TITLE: Final = 240


def head_end(lines: Sequence[Line], place: int) -> int:
    """The place after the last date or byline that stands before the first paragraph under a title."""
    end, text = place + 1, 0
    for near in range(place + 1, min(place + 1 + NEAR, len(lines))):
        line = lines[near]
        if line.is_stamp:
            end = near + 1
        text += line.sign is Sign.PROSE
        if line.sign in ENDS_HEAD or (line.sign is Sign.PROSE and (end > place + 1 or text > 1 or line.size > 200)):
            break
    return end


def away_from_text(lines: Sequence[Line]) -> list[int]:
    """For each line, how many lines that are no part of an article's head stand between it and the next text.

    Text is a sentence or a paragraph. Where none comes soon, the number is higher than any that counts.
    """
    never = 2 * FAR + 1
    found: list[int] = []
    away, steps = never, 5 * NEAR
    for line in reversed(lines):
        found.append(min(away, never) if steps < 5 * NEAR else never)
        if line.sign in TEXT and (line.size >= 150 or (width_of(line.text) >= 60 and ends_sentence(line.text))):
            away, steps = 0, 0
        else:
            away += not (line.is_stamp or line.rule == "page furniture" or line.sign in _HEAD_FURNITURE)
            steps += 1
    return found[::-1]


def comment_zones(lines: Sequence[Line]) -> list[bool]:
    """For each line, whether it stands among reader comments: after the first of them, before a form or footer ends them."""
    zones = []
    inside, text, announced = False, 0, False
    for place, line in enumerate(lines):
        text += line.sign is Sign.PROSE
        if text and (line.sign in (Sign.COMMENTER, Sign.REPLY) or (announced and _is_dated_name(lines, place))):
            inside = True
        elif line.sign in _ENDS_COMMENTS or line.rule in _ENDS_LINKS or (line.sign is Sign.BYLINE and line.rule == "byline"):
            inside, text, announced = False, 0, False
        announced = announced or (line.sign is Sign.COMMENTS and text > 0)
        zones.append(inside)
    return zones


def _is_dated_name(lines: Sequence[Line], place: int) -> bool:
    line = lines[place]
    dated = place + 1 < len(lines) and lines[place + 1].sign is Sign.DATE
    return dated and line.sign is Sign.SHORT and words_in(line.text) <= 3 and line.size <= 40


def related_zones(lines: Sequence[Line]) -> list[bool]:
    """For each line, whether it stands in a list of related links: after its heading, before text or navigation ends it."""
    zones = []
    inside = False
    for place, line in enumerate(lines):
        follows_text = place > 0 and lines[place - 1].sign is Sign.PROSE
        text = line.sign is Sign.PROSE and (width_of(line.text) >= 90 or follows_text)
        inside = inside and not text and line.rule not in _ENDS_LINKS and line.sign is not Sign.FOOTER
        zones.append(inside)
        inside = inside or line.sign is Sign.RELATED
    return zones


def tails(lines: Sequence[Line]) -> list[bool]:
    """For each line, whether an article's text is over before it, and no other text has begun."""
    found = []
    over = False
    for line in lines:
        found.append(over)
        if line.sign is Sign.PROSE and width_of(line.text) >= 90:
            over = False
        over = over or line.sign in _OVER or line.rule == "comment form text"
    return found


def recurring(lines: Sequence[Line], away: Sequence[int]) -> dict[int, list[str]]:
    """For each line whose surroundings recur elsewhere in the dump, the reasons why it may be a title there too.

    `away` is what `away_from_text` says of the lines.
    """
    after: dict[int, tuple[str, str]] = {}
    steps: dict[int, int] = {}
    before: dict[int, str] = {}
    seen: set[tuple[int, tuple[str, ...]]] = set()
    for place, line in enumerate(lines):
        if line.sign not in (Sign.SHORT, Sign.PROSE) or line.size > LONGEST_TITLE:
            continue
        forms = [(step, form) for step, other in enumerate(lines[place + 1 : place + 5]) if (form := _form(other))]
        if forms and forms[0][0] <= 1 and away[place] <= FAR:
            after[place] = (forms[0][1], forms[1][1] if len(forms) > 1 else "")
            steps[place] = forms[0][0]
            seen |= {(place + steps[place], after[place]), (place + steps[place], after[place][:1])}
        if place and (lead := _form(lines[place - 1])):
            before[place] = lead
    return _reasons(after, steps, before, Counter(follow for _, follow in seen))


def _reasons(
    after: dict[int, tuple[str, str]], steps: dict[int, int], before: dict[int, str], often: Counter[tuple[str, ...]]
) -> dict[int, list[str]]:
    leads = Counter(before.values())
    found: dict[int, list[str]] = {}
    for place, follow in after.items():
        stamp, both = _is_stamp(follow[0]), often[follow] > 1
        if both or (stamp and often[follow[:1]] > 1):
            where = "right after" if steps[place] == 0 else "after"
            what = "stamps" if stamp and both and follow[1] else "lines"
            found.setdefault(place, []).append(f"{what} {where} it as after another title")
    for place, lead in before.items():
        if leads[lead] > 1 and _is_stamp(lead):
            found.setdefault(place, []).append("date or byline before it as before another title")
        elif leads[lead] > 1:
            found.setdefault(place, []).append("line before it as before another title")
    return found


def _is_stamp(form: str) -> bool:
    return form.startswith((Sign.DATE.value, Sign.BYLINE.value))


def _form(line: Line) -> str:
    """What makes two lines the same part of a layout; "" for lines that are no part of one."""
    if line.is_stamp:
        return f"{line.sign.value} {line.rule}"
    return line.text if line.is_chrome and line.size <= 80 else ""
