"""How a dump is laid out: where comments and related links run, how far a line is from text, and which surroundings recur.

A dump mostly repeats one site's pages, so what stands around one title tends to stand around the next. All of it is learnt
within the dump, in time linear in its lines. What a title is worth is not known here: that is for `titles`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import Final

from nkdocs.lines import Line, ends_sentence, opens_text, width_of, words_in
from nkdocs.rules import Sign
from nkdocs.stamps import TIME
from nkdocs.values import dataclass

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
#: What ends a list of related links besides text.
_ENDS_LINKS: Final = ("navigation", "run that stands here twice")
_COUNT: Final = re.compile(r"(?<!\d)\d{1,4}(?!\d)")
#: A date after one of these is a comment's.
_IN_COMMENTS: Final = (Sign.COMMENTER, Sign.REPLY)
#: Signs of lines that can be one of the labels or buttons of a menu.
_LABELS: Final = frozenset({Sign.SHORT, Sign.MENU, Sign.SHARE, Sign.COUNT})
#: A label has no more words.
_LABEL: Final = 3
#: A title is never longer.
LONGEST_TITLE: Final = 240


@dataclass(frozen=True, slots=True)
class Layout:
    """What the zones of a whole dump say of each of its lines.

    `leading`: it is a date over the title it belongs to; `dated_links`: it is one of a list of links with dates; `opens`: an
    article plainly begins with it; `linked`: it stands in a list of related links.
    """

    leading: Sequence[bool]
    dated_links: Sequence[bool]
    opens: Sequence[bool]
    linked: Sequence[bool]


def lay_out(lines: Sequence[Line]) -> Layout:
    """The layout of a dump, found once for all that ask for it."""
    leading, links = leading_dates(lines), dated_links(lines)
    opens = opens_article(lines, leading, links)
    return Layout(leading, links, opens, related_zones(lines, opens))


def head_end(lines: Sequence[Line], place: int, leading: Sequence[bool]) -> int:
    """The place after the last date or byline that stands before the first paragraph under a title."""
    end, text = place + 1, 0
    for near in range(place + 1, min(place + 1 + NEAR, len(lines))):
        line = lines[near]
        if leading[near] or (text and line.sign is Sign.COMMENTS):
            break
        if line.is_stamp:
            end = near + 1
        text += line.sign is Sign.PROSE
        if line.sign in ENDS_HEAD and not files_article(lines, near):
            break
        if line.sign is Sign.PROSE and (end > place + 1 or text > 1 or line.size > 200):
            break
    return end


def files_article(lines: Sequence[Line], place: int) -> bool:
    """Whether a line of tags stands in the head of an article: only stamps and counts part it from a paragraph."""
    if lines[place].sign is not Sign.TAGS:
        return False
    after = place + 1
    while after < len(lines) and (lines[after].is_stamp or lines[after].sign in (Sign.COUNT, Sign.SHARE)):
        after += 1
    stamped = any(line.is_stamp and line.dates for line in lines[place + 1 : after])
    return stamped and after < len(lines) and opens_text(lines[after])


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


def leading_dates(lines: Sequence[Line]) -> list[bool]:
    """For each line, whether it is a date over the title it belongs to, as diaries and the archives of blogs have it.

    A short line and then text under it, and furniture or nothing over it, make it one. Where a dump has more dates of that
    kind than dates under a title, one under a short line leads too; and one under text, if the dump begins with a date.
    """
    found = [False] * len(lines)
    doubtful, under = [], 0
    for place, line in enumerate(lines):
        if line.sign is not Sign.DATE or not line.dates:
            continue
        before, after = lines[place - 1] if place else None, lines[place + 1 : place + 3]
        if _is_under_title(lines, place):
            continue
        titled = len(after) > 1 and after[0].sign is Sign.SHORT and _has_text_soon(lines, place + 2)
        titled = titled and (after[0].byline is None or (before is not None and before.sign in ENDS_HEAD))
        if before is None or (before.is_chrome and before.sign not in _IN_COMMENTS):
            found[place] = titled
        elif before.sign is Sign.PROSE and line.dates[0].weekday is not None:
            found[place] = titled and TIME.search(line.text) is None
        elif titled and not before.is_stamp and (found[0] or before.sign is not Sign.PROSE):
            doubtful.append(place)
        elif before.sign is Sign.SHORT and not (place > 1 and lines[place - 2].sign is Sign.DATE):
            under += 1
    if sum(found) > under:
        for place in doubtful:
            found[place] = True
    return found


def _is_under_title(lines: Sequence[Line], place: int) -> bool:
    """Whether nothing but a share bar or a count stands between a line and a title over it."""
    above = place - 1
    while above >= 0 and lines[above].sign in (Sign.SHARE, Sign.COUNT):
        above -= 1
    return 0 <= above < place - 1 and lines[above].sign is Sign.SHORT and words_in(lines[above].text) > _LABEL


def _has_text_soon(lines: Sequence[Line], place: int) -> bool:
    """Whether text, or a date of its own, follows with no more than a place or a standfirst before it."""
    for line in lines[place : place + 3]:
        if line.sign is Sign.PROSE or line.sign is Sign.DATE:
            return True
        if not (line.sign is Sign.SHORT and line.byline is None) and line.sign is not Sign.BYLINE:
            return False
    return False


def opens_article(lines: Sequence[Line], leading: Sequence[bool], linked: Sequence[bool]) -> list[bool]:
    """For each line, whether an article plainly begins with it, whatever stood before.

    Either a leading date, or a line of more than a name's words with a date or byline soon after it and paragraphs after
    that; links to other articles have dates too, but then comes the next link.
    """
    found = list(leading)
    paragraphs = [opens_text(line) for line in lines]
    for place, line in enumerate(lines):
        if line.sign is not Sign.SHORT or line.size < 10 or words_in(line.text) <= 3 or width_of(line.text) < 20:
            continue
        stamp = _stamp_under(lines, place)
        if stamp is not None and not leading[stamp] and not linked[place] and not is_linked_next(lines, stamp):
            found[place] = sum(paragraphs[stamp + 1 : stamp + NEAR]) > 1
    return found


def _stamp_under(lines: Sequence[Line], place: int) -> int | None:
    """The place of the date or byline soon after a line, with nothing before it that ends an article or heads a comment."""
    for at in range(place + 1, min(place + 5, len(lines))):
        if lines[at].is_stamp:
            return at
        if lines[at].sign in ENDS_HEAD and not files_article(lines, at):
            return None
    return None


def is_linked_next(lines: Sequence[Line], stamp: int) -> bool:
    """Whether another line with a date or byline of its own follows a date or byline before any text: a list of links."""
    for place in range(stamp + 1, min(stamp + NEAR, len(lines) - 1)):
        line = lines[place]
        if line.sign in TEXT:
            return False
        if line.sign is Sign.SHORT and line.byline is None and words_in(line.text) > 2 and line.repeats == 1:
            return any(near.is_stamp for near in lines[place + 1 : place + 3])
    return False


def dated_links(lines: Sequence[Line]) -> list[bool]:
    """For each line, whether it follows a date or byline in a list under a heading of related links, before any text."""
    found, linked = [], False
    for place, line in enumerate(lines):
        linked = line.sign is Sign.RELATED or (linked and line.sign not in TEXT and line.sign is not Sign.FOOTER)
        found.append(linked and any(near.is_stamp for near in lines[max(0, place - 2) : place]))
    return found


def label_runs(lines: Sequence[Line]) -> list[int]:
    """For each line, how many labels of a few words, or buttons, stand in a row up to it: what menus are made of."""
    found: list[int] = []
    for line in lines:
        label = line.size <= 30 and line.sign in _LABELS and line.byline is None
        label = label and words_in(line.text) <= 4 and not ends_sentence(line.text)
        found.append(found[-1] + 1 if found and label else int(label))
    return found


def comment_zones(lines: Sequence[Line], opens: Sequence[bool]) -> list[bool]:
    """For each line, whether it stands among reader comments: after the first of them, before a form or footer ends them."""
    zones = []
    inside, text, announced = False, 0, False
    for place, line in enumerate(lines):
        text += line.sign is Sign.PROSE
        if opens[place]:
            inside, text, announced = False, 0, False
        if text and (line.sign in (Sign.COMMENTER, Sign.REPLY) or (announced and _is_dated_name(lines, place))):
            inside = True
        elif line.sign in (Sign.FOOTER, Sign.FORM) or (line.sign is Sign.BYLINE and line.rule == "byline"):
            inside, text, announced = False, 0, False
        inside = inside or (text > 0 and _begins_thread(lines, place))
        announced = announced or (line.sign is Sign.COMMENTS and text > 0)
        zones.append(inside)
    return zones


def _begins_thread(lines: Sequence[Line], place: int) -> bool:
    """Whether a line counts more than one comment, and text follows at once."""
    line = lines[place]
    count = _COUNT.search(line.text) if line.sign is Sign.COMMENTS else None
    return count is not None and int(count[0]) > 1 and place + 1 < len(lines) and lines[place + 1].sign is Sign.PROSE


def _is_dated_name(lines: Sequence[Line], place: int) -> bool:
    line = lines[place]
    dated = place + 1 < len(lines) and lines[place + 1].sign is Sign.DATE
    return dated and line.sign is Sign.SHORT and words_in(line.text) <= 3 and line.size <= 40 and not ends_sentence(line.text)


def related_zones(lines: Sequence[Line], opens: Sequence[bool]) -> list[bool]:
    """For each line, whether it stands in a list of related links: after its heading, before text or navigation ends it."""
    zones = []
    inside = follows_text = False
    for place, line in enumerate(lines):
        sign = line.sign
        if inside:
            text = sign is Sign.PROSE and (follows_text or width_of(line.text) >= 90)
            inside = not (opens[place] or text or line.rule in _ENDS_LINKS or sign is Sign.FOOTER)
        zones.append(inside)
        inside = inside or sign is Sign.RELATED
        follows_text = sign is Sign.PROSE
    return zones


def recurring(lines: Sequence[Line], away: Sequence[int]) -> dict[int, list[str]]:
    """For each line whose surroundings recur elsewhere in the dump, the reasons why it may be a title there too.

    `away` is what `away_from_text` says of the lines.
    """
    after: dict[int, tuple[str, str]] = {}
    steps: dict[int, int] = {}
    before: dict[int, str] = {}
    seen: set[tuple[int, tuple[str, ...]]] = set()
    shown = [_form(line) for line in lines]
    for place, line in enumerate(lines):
        if line.sign not in (Sign.SHORT, Sign.PROSE) or line.size > LONGEST_TITLE:
            continue
        forms = [(step, form) for step, form in enumerate(shown[place + 1 : place + 5]) if form]
        if forms and forms[0][0] <= 1 and away[place] <= FAR:
            after[place] = (forms[0][1], forms[1][1] if len(forms) > 1 else "")
            steps[place] = forms[0][0]
            seen |= {(place + steps[place], after[place]), (place + steps[place], after[place][:1])}
        if place and (lead := shown[place - 1]):
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
