"""Names and dates that only the lines beside them tell: after a lone "By", over a date, under an avatar, after a dash.

Each function is one sentence about the lines of a whole dump in order, as those of `neighbours`, which says when each is used.
"""

from __future__ import annotations

import functools
import re
from bisect import bisect_right
from itertools import pairwise

from nkdocs.authors import Byline, read_bare_names, read_byline, read_signoff
from nkdocs.lines import Line, is_quotation, words_in
from nkdocs.people import is_role
from nkdocs.rules import Sign, bare
from nkdocs.stamps import is_date_label

_LONE_BY = frozenset(
    {
        "by",
        "von",
        "par",
        "por",
        "di",
        "door",
        "author",
        "autor",
        "auteur",
        "autore",
        "writer",
        "reporter",
        "작성자",
        "글쓴이",
        "작성",
        "written by",
        "posted by",
        "words by",
        "автор",
    }
)
#: Words of publishing that ask for a name in the next line.
_OPEN_BY = re.compile(
    r"(?:written|posted|published|submitted|created|filed|reported|story|text|words|article)\b(?: \S{1,12}){0,5} by ?:?|"
    r"(?:geschrieben|veröffentlicht|erstellt)\b(?: \S{1,12}){0,5} von ?:?|"
    r"(?:écrit|publié|rédigé|posté)\b(?: \S{1,12}){0,5} par ?:?|"
    r"(?:escrito|publicado|postado)\b(?: \S{1,12}){0,5} por ?:?|(?:scritto|pubblicato)\b(?: \S{1,12}){0,5} d[ai] ?:?",
    re.IGNORECASE,
)
#: A name is over a date if that stands no more lines on.
_REACH = 5
#: What may stand between a name and its date.
_BUTTONS = frozenset({Sign.SHARE, Sign.COUNT, Sign.MENU})
_BAR = re.compile(r"\s[|•·]\s")
#: So many names in a row under a line of as many words are its writers.
_SEVERAL = 3
#: A title has more words.
_TITLE = 4
#: A label, or the name alone under one, is said in so many characters.
_BUTTON = 40
#: Characters of the shortest line that was broken because it was full.
_WRAPPED = 45
#: So many lines from a byline its name may stand again.
_ECHO = 4


def join_lone_by(lines: list[Line]) -> None:
    """A lone "By", or words of publishing that end with one ("Written on May 4 by"), and the name in the line after it."""
    for line, after in pairwise(lines):
        if after.size > 80 or line.size > _BUTTON or not _asks_for_name(line.text):
            continue
        names = read_byline("by " + after.text)
        if names is None:
            continue
        moved = tuple(type(name)(name.text, name.start - 3, name.end - 3) for name in names.names)
        after.byline = Byline(moved, "name after a lone by", names.address_only)
        line.sign = after.sign = Sign.BYLINE
        line.rule, after.rule = "lone by", "name after a lone by"


@functools.lru_cache(maxsize=4096)
def _asks_for_name(text: str) -> bool:
    """Whether a line says no more than "by", or ends its words of publishing with that."""
    return bare(text[:20]) in _LONE_BY or _OPEN_BY.fullmatch(text) is not None


def doubt_wrapped(lines: list[Line]) -> None:
    """A line that goes on from a long one before it, and into one after it, names nobody: text was broken before its "by"."""
    for before, line, after in zip(lines, lines[1:], lines[2:], strict=False):
        if line.rule != "byline" or line.dates or not line.text[0].islower() or before.size < _WRAPPED:
            continue
        goes_on = before.sign in (Sign.PROSE, Sign.SHORT) and before.text[-1].isalnum() and line.gap == before.gap == after.gap
        if goes_on and after.text[0].islower():
            line.sign, line.rule, line.byline = Sign.SHORT, "goes on from the line before", None


def join_date_labels(lines: list[Line]) -> None:
    """Words of publishing alone in a line, and the date in the line after it."""
    for line, after in pairwise(lines):
        if line.sign is Sign.SHORT and after.sign is Sign.DATE and is_date_label(line.text):
            line.sign, line.rule = Sign.DATE, "label of a date"


def echo_bylines(lines: list[Line]) -> None:
    """A line near a byline that says a part of it, with its first name, says the same again."""
    for place, line in enumerate(lines):
        if line.sign is not Sign.BYLINE or line.byline is None or not line.byline.names:
            continue
        name, whole = line.byline.names[0].text.casefold(), line.text.casefold()
        for near in lines[max(0, place - _ECHO) : place + _ECHO + 1]:
            said = near.text.casefold()
            if near.sign in (Sign.SHORT, Sign.CAPTION) and (said == name or (name in said and said in whole)):
                near.sign, near.rule = Sign.BYLINE, "said again by a byline"


def name_before_date(lines: list[Line]) -> None:
    """A name alone beside a date line, over its role or a few buttons before one, or under its avatar, is a byline."""
    dates = [place for place, line in enumerate(lines) if line.sign is Sign.DATE]
    for place, line in enumerate(lines):
        if (line.sign is not Sign.SHORT and line.sign is not Sign.CAPTION) or line.size > 80:
            continue
        before = lines[place - 1] if place else None
        avatar = before is not None and before.rule == "avatar" and line.text.casefold() in before.text.casefold()
        role = _BAR.search(line.text) is not None
        dated = before is not None and before.sign is Sign.DATE
        if not (avatar or role or dated or _role_follows(lines, place)):
            following = bisect_right(dates, place)
            if following == len(dates) or dates[following] > place + _REACH:
                continue
            if not (_date_follows(lines, place) or _standfirst_follows(lines, place)):
                continue
        if (names := read_bare_names(line.text)) is None:
            continue
        line.byline = names
        if avatar or role:
            line.sign, line.rule = Sign.BYLINE, "name after its avatar" if avatar else "name and role"
        elif (
            len(names.names) >= _SEVERAL
            and before is not None
            and before.sign is Sign.SHORT
            and words_in(before.text) >= _SEVERAL
        ):
            line.sign, line.rule = Sign.BYLINE, "several names over a date"


def _date_follows(lines: list[Line], place: int) -> bool:
    """Whether a date line stands after a line, with no more between them than a role or a few buttons."""
    for step, at in enumerate(range(place + 1, min(place + 1 + _REACH, len(lines)))):
        near = lines[at]
        if near.sign is Sign.DATE:
            return True
        if not (near.sign in _BUTTONS or (step == 0 and is_role(near.text))):
            return False
    return False


def _role_follows(lines: list[Line], place: int) -> bool:
    """Whether a line stands right between a line like a title and what somebody is: "Staff Writer"."""
    if not 0 < place < len(lines) - 1:
        return False
    above, below = lines[place - 1], lines[place + 1]
    titled = above.sign is Sign.SHORT and words_in(above.text) > _TITLE and not is_quotation(above.text)
    return titled and below.sign is Sign.SHORT and words_in(below.text) <= _TITLE and is_role(below.text)


def _standfirst_follows(lines: list[Line], place: int) -> bool:
    """Whether a line stands between a title and its standfirst: a short line above it, another below, and then a date."""
    if not 0 < place < len(lines) - 2:
        return False
    above, below = lines[place - 1], lines[place + 1]
    titled = all(near.sign is Sign.SHORT and words_in(near.text) > _TITLE for near in (above, below))
    return titled and lines[place + 2].sign is Sign.DATE and bool(lines[place + 2].dates)


def name_signoffs(lines: list[Line]) -> None:
    """A name after a dash signs the text, unless what stands before it is a quotation."""
    for before, line in pairwise(lines):
        if line.sign is Sign.ATTRIBUTION and line.rule == "dash and name" and not is_quotation(before.text):
            line.byline = read_signoff(line.text)
            line.rule = line.byline.rule if line.byline is not None else line.rule


def name_author_boxes(lines: list[Line]) -> None:
    """The name alone under "About the author" is the author's."""
    for before, line in pairwise(lines):
        if before.rule == "about the author" and before.byline is None and line.sign is Sign.SHORT and line.size <= _BUTTON:
            names = read_bare_names(line.text)
            if names is not None and len(names.names) == 1:
                line.sign, line.rule = Sign.BIO, "name in a box about the author"
                line.byline = Byline(names.names, line.rule)
