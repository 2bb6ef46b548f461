"""What lines say about each other: what stands between two pieces of page furniture is furniture, a name beside a date signs.

Each function here is one such sentence, applied to the lines of a whole dump in order; they change the `sign` of a line
where its neighbours know better than its words. Where articles begin is not known here.
"""

from __future__ import annotations

import re
from itertools import pairwise

from nkdocs.authors import Byline, is_role, read_bare_names, read_byline, read_signoff
from nkdocs.lines import LONG, Line, ends_sentence, is_quotation, words_in
from nkdocs.rules import Sign, bare
from nkdocs.stamps import TIME

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
        "written by",
        "posted by",
        "words by",
        "автор",
    }
)
#: A label between two pieces of furniture is furniture itself if it has no more characters than this.
_FURNITURE_LENGTH = 24
#: A label this short is furniture when only furniture follows it.
_TINY = 16
#: A button says what it does in so many characters.
_BUTTON = 40
_ASKING = re.compile(
    r"\b(?:donat(?:e|es|ion|ions)|donors?|pledge|stand with|support (?:us|our|the)|your (?:gift|support|help)|become a|"
    r"(?:monthly|generous) (?:gift|giving)|sign up|subscrib\w+|spenden?|spende|dons?|donaci[oó]n|"
    r"doa(?:ção|ções)|donazione|doneren|후원|기부)\b",
    re.IGNORECASE,
)


def ask_neighbours(lines: list[Line]) -> None:
    """Correct the signs of a dump's lines, in place, by what stands around them."""
    _count_repeats(lines)
    _join_lone_by(lines)
    _name_before_date(lines)
    _repeated_runs(lines)
    _close_ranks(lines)
    _find_commenters(lines)
    _doubt_commenters(lines)
    _name_signoffs(lines)
    _tag_words(lines)
    _spread_appeals(lines)
    _twice_in_a_row(lines)


def _count_repeats(lines: list[Line]) -> None:
    counts: dict[str, int] = {}
    for line in lines:
        if line.size <= LONG:
            counts[line.text] = counts.get(line.text, 0) + 1
    for line in lines:
        line.repeats = counts.get(line.text, 1)


def _join_lone_by(lines: list[Line]) -> None:
    """A lone "By", and the name in the line after it."""
    for line, after in pairwise(lines):
        if bare(line.text[:20]) not in _LONE_BY or after.size > 80:
            continue
        names = read_byline("by " + after.text)
        if names is None:
            continue
        moved = tuple(type(name)(name.text, name.start - 3, name.end - 3) for name in names.names)
        after.byline = Byline(moved, "name after a lone by", names.address_only)
        line.sign = after.sign = Sign.BYLINE
        line.rule, after.rule = "lone by", "name after a lone by"


def _name_before_date(lines: list[Line]) -> None:
    """A name alone beside a date line, over its role or a few buttons before one, or under its avatar, is a byline."""
    for place, line in enumerate(lines):
        if line.sign not in (Sign.SHORT, Sign.CAPTION) or line.size > 80 or (names := read_bare_names(line.text)) is None:
            continue
        before = lines[place - 1] if place else None
        avatar = before is not None and before.rule == "avatar" and line.text.casefold() in before.text.casefold()
        role = "|" in line.text
        dated = before is not None and before.sign is Sign.DATE
        if avatar or role or dated or _date_follows(lines, place):
            line.byline = names
        if avatar or role:
            line.sign, line.rule = Sign.BYLINE, "name after its avatar" if avatar else "name and role"


def _date_follows(lines: list[Line], place: int) -> bool:
    """Whether a date line stands after a line, with no more between them than a role or a few buttons."""
    for step, near in enumerate(lines[place + 1 : place + 6]):
        if near.sign is Sign.DATE:
            return True
        if not (near.sign in (Sign.SHARE, Sign.COUNT, Sign.MENU) or (step == 0 and is_role(near.text))):
            return False
    return False


def _close_ranks(lines: list[Line]) -> None:
    """A few short words between two pieces of page furniture are furniture: a button, a label, a count."""
    for place in range(1, len(lines) - 1):
        line = lines[place]
        if line.sign is not Sign.SHORT or len(line.text) > _FURNITURE_LENGTH or words_in(line.text) > 3:
            continue
        after = lines[place + 1 : place + 3]
        tiny = len(line.text) <= _TINY and words_in(line.text) <= 2 and all(near.is_chrome for near in after)
        tiny = tiny and lines[place - 1].sign is Sign.PROSE
        if (lines[place - 1].is_chrome or tiny) and after[0].is_chrome and not ends_sentence(line.text):
            line.sign, line.rule = Sign.MENU, "between page furniture"


def _find_commenters(lines: list[Line]) -> None:
    """A name over, or before, a date with its time of day heads a comment, where comments are or where such heads recur."""
    heads = [place for place in range(1, len(lines) - 1) if _is_comment_head(lines[place], lines[place + 1])]
    announced, text = -1, 0
    for place, line in enumerate(lines):
        text += line.sign is Sign.PROSE
        if line.sign is Sign.COMMENTS and text:
            announced = place
        elif line.sign is Sign.BYLINE and line.rule in ("byline", "author label"):
            announced = -1
        elif announced >= 0 and line.rule == "name and date" and TIME.search(line.text):
            line.sign, line.rule = Sign.COMMENTER, "name and time among comments"
    for place in heads:
        if len(heads) > 1 and any(line.sign is Sign.PROSE for line in lines[max(0, place - 40) : place]):
            lines[place].sign, lines[place].rule = Sign.COMMENTER, "name over a time"


def _is_comment_head(line: Line, after: Line) -> bool:
    if line.sign is not Sign.SHORT or line.size > 40 or words_in(line.text) > 2 or ends_sentence(line.text.rstrip(".")):
        return False
    return after.sign is Sign.DATE and after.byline is None and TIME.search(after.text) is not None


def _doubt_commenters(lines: list[Line]) -> None:
    """A line such as "Ana says" heads a comment only where comments are.

    That is with a date or a reply link after it, or with their beginning before it.
    """
    for place, line in enumerate(lines):
        if line.sign is not Sign.COMMENTER or any(character.isdigit() for character in line.text):
            continue
        after, before = lines[place + 1 : place + 7], lines[max(0, place - 6) : place]
        dated = place + 1 < len(lines) and bool(lines[place + 1].dates)
        if not dated and not any(near.sign in (Sign.REPLY, Sign.COMMENTS) for near in [*before, *after]):
            line.sign, line.rule = Sign.SHORT, "short line"


def _name_signoffs(lines: list[Line]) -> None:
    """A name after a dash signs the text, unless what stands before it is a quotation."""
    for before, line in pairwise(lines):
        if line.sign is Sign.ATTRIBUTION and line.rule == "dash and name" and not is_quotation(before.text):
            line.byline = read_signoff(line.text)
            line.rule = line.byline.rule if line.byline is not None else line.rule


def _tag_words(lines: list[Line]) -> None:
    """The words under a heading that says no more than "tags"."""
    for before, line in pairwise(lines):
        listed = words_in(line.text) <= 3 or ("," in line.text and line.text.islower())
        if listed and before.rule == "tags" and words_in(before.text) == 1 and line.sign is Sign.SHORT:
            line.sign, line.rule = Sign.TAGS, "under tags"


def _spread_appeals(lines: list[Line]) -> None:
    """What stands between the close of an article (its note, its sign-off) and a button asks for support.

    So does a paragraph with words of asking right before the button.
    """
    for place, line in enumerate(lines):
        if line.sign is not Sign.APPEAL or line.size > _BUTTON:
            continue
        first = place
        while first and lines[first - 1].sign is Sign.PROSE and _ASKING.search(lines[first - 1].text):
            first -= 1
        for close in range(place - 1, max(-1, place - 7), -1):
            if lines[close].sign in (Sign.NOTE, Sign.ATTRIBUTION):
                first = min(first, close + 1)
                break
            if lines[close].is_stamp:
                break
        for near in lines[first:place]:
            if near.sign in (Sign.PROSE, Sign.SHORT):
                near.sign, near.rule = Sign.APPEAL, "asks for support"


def _twice_in_a_row(lines: list[Line]) -> None:
    """The same short line twice in a row is a picture and its caption, unless a date or byline makes it a title."""
    for place in range(1, len(lines) - 1):
        line, after = lines[place], lines[place + 1]
        stamped = any(near.is_stamp for near in lines[place + 2 : place + 5])
        if line.sign in (Sign.SHORT, Sign.CAPTION) and line.text.strip("()") == after.text.strip("()") and not stamped:
            line.sign = after.sign = Sign.CAPTION
            line.rule = after.rule = "twice in a row"


def _repeated_runs(lines: list[Line]) -> None:
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
