"""What lines say about each other: what stands between two pieces of page furniture is furniture, a name beside a date signs.

Each function here is one such sentence, applied to the lines of a whole dump in order; they change the `sign` of a line
where its neighbours know better than its words. Where articles begin is not known here.
"""

from __future__ import annotations

import functools
import re
from bisect import bisect_right
from itertools import pairwise

from nkdocs.authors import Byline, read_bare_names, read_byline, read_signoff
from nkdocs.code_lines import CODE
from nkdocs.lines import LONG, Line, ends_sentence, is_quotation, words_in
from nkdocs.people import is_role
from nkdocs.rules import Sign, bare
from nkdocs.stamps import is_date_label
from nkdocs.threads import doubt_commenters, find_commenters

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
#: A name has at least so many characters.
#: A name is over a date if that stands no more lines on.
_REACH = 5
#: What may stand between a name and its date.
_BUTTONS = frozenset({Sign.SHARE, Sign.COUNT, Sign.MENU})
_BAR = re.compile(r"\s[|•·]\s")
#: A label between two pieces of furniture is furniture itself if it has no more characters than this.
_FURNITURE_LENGTH = 24
#: A label this short is furniture when only furniture follows it.
_TINY = 16
_FEW = 3
#: A button says what it does in so many characters.
_BUTTON = 40
_TAG_HEADINGS = frozenset({"categories", "category", "tags", "topics", "filed under", "related tags", "labels", "keywords"})
_FIRST_PAGES = frozenset({"home", "homepage", "accueil", "startseite", "inicio", "início", "home/", "главная", "홈"})
#: What shows and hides the caption that follows it.
_CAPTION_BUTTONS = frozenset(
    f"{what} {caption}" for what in ("show", "hide", "view", "toggle") for caption in ("caption", "captions")
) | {"bildunterschrift anzeigen", "bildunterschrift ausblenden", "afficher la légende", "masquer la légende"}
#: So many names in a row under a line of as many words are its writers.
_SEVERAL = 3
#: So many lines from a byline its name may stand again.
_ECHO = 4
#: Text that is said twice in a dump is furniture if it has at least so many characters.
_SENTENCE = 60
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
    _join_date_labels(lines)
    _echo_bylines(lines)
    _name_before_date(lines)
    _repeated_runs(lines)
    _close_ranks(lines)
    _lone_credits(lines)
    _breadcrumbs(lines)
    _repeated_text(lines)
    find_commenters(lines)
    doubt_commenters(lines)
    _name_signoffs(lines)
    _name_author_boxes(lines)
    _tag_words(lines)
    _spread_appeals(lines)
    _twice_in_a_row(lines)
    _join_code(lines)


def _join_code(lines: list[Line]) -> None:
    """What stands between two lines of code, and is no text, is code too, whatever it looks like."""
    for before, line, after in zip(lines, lines[1:], lines[2:], strict=False):
        if before.rule == after.rule == CODE and line.sign in (Sign.SHORT, Sign.MENU, Sign.CAPTION, Sign.COUNT):
            line.sign, line.rule = Sign.LISTED, CODE


def _count_repeats(lines: list[Line]) -> None:
    counts: dict[str, int] = {}
    for line in lines:
        if line.size <= LONG:
            counts[line.text] = counts.get(line.text, 0) + 1
    for line in lines:
        line.repeats = counts.get(line.text, 1)


def _join_lone_by(lines: list[Line]) -> None:
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


def _join_date_labels(lines: list[Line]) -> None:
    """Words of publishing alone in a line, and the date in the line after it."""
    for line, after in pairwise(lines):
        if line.sign is Sign.SHORT and after.sign is Sign.DATE and is_date_label(line.text):
            line.sign, line.rule = Sign.DATE, "label of a date"


def _echo_bylines(lines: list[Line]) -> None:
    """A line near a byline that says a part of it, with its first name, says the same again."""
    for place, line in enumerate(lines):
        if line.sign is not Sign.BYLINE or line.byline is None or not line.byline.names:
            continue
        name, whole = line.byline.names[0].text.casefold(), line.text.casefold()
        for near in lines[max(0, place - _ECHO) : place + _ECHO + 1]:
            said = near.text.casefold()
            if near.sign in (Sign.SHORT, Sign.CAPTION) and (said == name or (name in said and said in whole)):
                near.sign, near.rule = Sign.BYLINE, "said again by a byline"


def _name_before_date(lines: list[Line]) -> None:
    """A name alone beside a date line, over its role or a few buttons before one, or under its avatar, is a byline."""
    dates = [place for place, line in enumerate(lines) if line.sign is Sign.DATE]
    for place, line in enumerate(lines):
        if (line.sign is not Sign.SHORT and line.sign is not Sign.CAPTION) or line.size > 80:
            continue
        before = lines[place - 1] if place else None
        avatar = before is not None and before.rule == "avatar" and line.text.casefold() in before.text.casefold()
        role = _BAR.search(line.text) is not None
        dated = before is not None and before.sign is Sign.DATE
        if not (avatar or role or dated):
            following = bisect_right(dates, place)
            if following == len(dates) or dates[following] > place + _REACH or not _date_follows(lines, place):
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


def _close_ranks(lines: list[Line]) -> None:
    """A few short words between two pieces of page furniture are furniture: a button, a label, a count."""
    for place in range(1, len(lines) - 1):
        line = lines[place]
        if line.sign is not Sign.SHORT or not lines[place + 1].is_chrome or len(line.text) > _FURNITURE_LENGTH:
            continue
        if words_in(line.text) > _FEW:
            continue
        after = lines[place + 1 : place + 3]
        tiny = len(line.text) <= _TINY and words_in(line.text) <= 2 and all(near.is_chrome for near in after)
        tiny = tiny and lines[place - 1].sign is Sign.PROSE
        if (lines[place - 1].is_chrome or tiny) and after[0].is_chrome and not ends_sentence(line.text):
            line.sign, line.rule = Sign.MENU, "between page furniture"


def _lone_credits(lines: list[Line]) -> None:
    """The short line after a lone "Photo by:" is the name of whoever made the picture; after "Hide caption", its caption."""
    for line, after in pairwise(lines):
        if line.sign is Sign.MENU and after.sign is Sign.SHORT and bare(line.text) in _CAPTION_BUTTONS:
            after.sign, after.rule = Sign.CAPTION, "under the button of a caption"
        if line.sign is Sign.CAPTION and line.text[-1] == ":" and line.size <= _FURNITURE_LENGTH and after.sign is Sign.SHORT:
            after.sign, after.rule = Sign.CAPTION, "under a lone credit"


def _breadcrumbs(lines: list[Line]) -> None:
    """A line that leads from the first page to the title after it, without marks between."""
    for place, line in enumerate(lines):
        if line.sign is Sign.SHORT and line.text.split(" ")[0].casefold() in _FIRST_PAGES:
            near = lines[place + 1 : place + 4]
            if any(line.text.endswith(" " + other.text) for other in near):
                line.sign, line.rule = Sign.MENU, "leads to the title under it"


def _repeated_text(lines: list[Line]) -> None:
    """A paragraph that stands in two places of a dump is furniture of its pages, unless the text around it does too."""
    last: dict[str, int] = {}
    repeated = [line.sign is Sign.PROSE and line.repeats > 1 for line in lines]
    for place, line in enumerate(lines):
        if not repeated[place] or line.size < _SENTENCE:
            continue
        alone = not any(repeated[max(0, place - 1) : place] + repeated[place + 1 : place + 2])
        if not alone or (place and lines[place - 1].sign is Sign.SHORT):
            continue
        if line.text in last and place - last[line.text] > _ECHO:
            for copy in (lines[last[line.text]], line):
                copy.sign, copy.rule = Sign.PROMO, "text that stands here twice"
        last[line.text] = place


def _name_signoffs(lines: list[Line]) -> None:
    """A name after a dash signs the text, unless what stands before it is a quotation."""
    for before, line in pairwise(lines):
        if line.sign is Sign.ATTRIBUTION and line.rule == "dash and name" and not is_quotation(before.text):
            line.byline = read_signoff(line.text)
            line.rule = line.byline.rule if line.byline is not None else line.rule


def _name_author_boxes(lines: list[Line]) -> None:
    """The name alone under "About the author" is the author's."""
    for before, line in pairwise(lines):
        if before.rule == "about the author" and before.byline is None and line.sign is Sign.SHORT and line.size <= _BUTTON:
            names = read_bare_names(line.text)
            if names is not None and len(names.names) == 1:
                line.sign, line.rule = Sign.BIO, "name in a box about the author"
                line.byline = Byline(names.names, line.rule)


def _tag_words(lines: list[Line]) -> None:
    """The words under a heading that says no more than "tags"."""
    for before, line in pairwise(lines):
        if (
            before.is_chrome
            and bare(before.text[:20]) in _TAG_HEADINGS
            and line.text.count(",") > 1
            and line.sign is Sign.SHORT
            and not ends_sentence(line.text)
        ):
            line.sign, line.rule = Sign.TAGS, "under a heading of tags"
            continue
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
    """The same short line twice in a row is a picture and its caption, unless a date, a byline or a menu make it a title."""
    stamped = [line.is_stamp for line in lines]
    for place in range(1, len(lines) - 1):
        line, after = lines[place], lines[place + 1]
        if line.sign is not Sign.SHORT and line.sign is not Sign.CAPTION:
            continue
        if line.text != after.text and line.text.strip("()") != after.text.strip("()"):
            continue
        if not (lines[place - 1].is_chrome or True in stamped[place + 2 : place + 5]):
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
