"""What lines say about each other: what stands between two pieces of page furniture is furniture, a name beside a date signs.

Each function here and in `names_near`, `repeats` and `threads` is one such sentence, applied to the lines of a whole dump in
order; they change the `sign` of a line where its neighbours know better than its words. Where articles begin is not known here.
"""

from __future__ import annotations

import re
from itertools import pairwise

from nkdocs.code_lines import CODE
from nkdocs.lines import Line, ends_sentence, opens_text, words_in
from nkdocs.names_near import (
    doubt_wrapped,
    echo_bylines,
    join_date_labels,
    join_lone_by,
    name_author_boxes,
    name_before_date,
    name_signoffs,
)
from nkdocs.repeats import count_repeats, repeated_beside_titles, repeated_runs, repeated_text, twice_in_a_row
from nkdocs.rules import Sign, bare
from nkdocs.threads import doubt_commenters, find_commenters

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
_ASKING = re.compile(
    r"\b(?:donat(?:e|es|ion|ions)|donors?|pledge|stand with|support (?:us|our|the)|your (?:gift|support|help)|become a|"
    r"(?:monthly|generous) (?:gift|giving)|sign up|subscrib\w+|spenden?|spende|dons?|donaci[oó]n|"
    r"doa(?:ção|ções)|donazione|doneren|후원|기부)\b",
    re.IGNORECASE,
)


def ask_neighbours(lines: list[Line]) -> None:
    """Correct the signs of a dump's lines, in place, by what stands around them."""
    count_repeats(lines)
    doubt_wrapped(lines)
    join_lone_by(lines)
    join_date_labels(lines)
    echo_bylines(lines)
    name_before_date(lines)
    repeated_runs(lines)
    _close_ranks(lines)
    _lone_credits(lines)
    _described_pictures(lines)
    repeated_beside_titles(lines)
    _breadcrumbs(lines)
    repeated_text(lines)
    find_commenters(lines)
    doubt_commenters(lines)
    name_signoffs(lines)
    name_author_boxes(lines)
    _tag_words(lines)
    _teasers(lines)
    _spread_appeals(lines)
    twice_in_a_row(lines)
    _join_code(lines)


def _join_code(lines: list[Line]) -> None:
    """What stands between two lines of code, and is no text, is code too, whatever it looks like."""
    for before, line, after in zip(lines, lines[1:], lines[2:], strict=False):
        if before.rule == after.rule == CODE and line.sign in (Sign.SHORT, Sign.MENU, Sign.CAPTION, Sign.COUNT):
            line.sign, line.rule = Sign.LISTED, CODE


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
        between = (lines[place - 1].is_chrome or tiny) and after[0].is_chrome and not ends_sentence(line.text)
        if between and not _heads_article(lines, place):
            line.sign, line.rule = Sign.MENU, "between page furniture"


def _heads_article(lines: list[Line], place: int) -> bool:
    """Whether buttons, a name or a date, and a paragraph follow a label of some words: then it is the title over them."""
    after = place + 1
    while after < len(lines) and lines[after].sign in (Sign.SHARE, Sign.COUNT):
        after += 1
    first = after
    while after < len(lines) and (lines[after].is_stamp or lines[after].sign is Sign.COUNT):
        after += 1
    stamped = any(line.dates or line.rule == "byline" for line in lines[first:after])
    text = after < len(lines) and opens_text(lines[after])
    return stamped and text and words_in(lines[place].text) >= _FEW


def _lone_credits(lines: list[Line]) -> None:
    """The short line after a lone "Photo by:" is the name of whoever made the picture; after "Hide caption", its caption."""
    for line, after in pairwise(lines):
        if line.sign is Sign.MENU and after.sign is Sign.SHORT and bare(line.text) in _CAPTION_BUTTONS:
            after.sign, after.rule = Sign.CAPTION, "under the button of a caption"
        if line.sign is Sign.CAPTION and line.text[-1] == ":" and line.size <= _FURNITURE_LENGTH and after.sign is Sign.SHORT:
            after.sign, after.rule = Sign.CAPTION, "under a lone credit"


def _described_pictures(lines: list[Line]) -> None:
    """A short line with which the caption under it begins describes the same picture."""
    for line, after in pairwise(lines):
        if (
            line.sign is Sign.SHORT
            and after.sign is Sign.CAPTION
            and after.size > line.size
            and after.text.startswith(line.text)
        ):
            line.sign, line.rule = Sign.IMAGE, "said again by its caption"


def _breadcrumbs(lines: list[Line]) -> None:
    """A line that leads from the first page to the title after it, without marks between."""
    for place, line in enumerate(lines):
        if line.sign is Sign.SHORT and line.text.split(" ")[0].casefold() in _FIRST_PAGES:
            near = lines[place + 1 : place + 4]
            if any(line.text.endswith(" " + other.text) for other in near):
                line.sign, line.rule = Sign.MENU, "leads to the title under it"


def _teasers(lines: list[Line]) -> None:
    """Under a heading of related links, texts that each break off under a short line of their own only tell of other pages."""
    linked = False
    for before, line in pairwise(lines):
        linked = before.sign is Sign.RELATED or (linked and before.sign in (Sign.SHORT, Sign.TEASER, Sign.IMAGE, Sign.CAPTION))
        if linked and line.sign is Sign.PROSE and line.text.endswith(("...", "…")) and before.sign is not Sign.RELATED:
            line.sign, line.rule = Sign.TEASER, "breaks off, under related links"


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
