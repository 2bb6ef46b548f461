"""Where in its slice an article's own text begins and ends.

The text is the stretch, from the title on, whose lines are worth most together: sentences count for it, furniture of the page
counts against it, and the beginning of reader comments ends it for good. What each line of it is, is not known here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Final

from nkdocs.lines import Line, ends_sentence, words_in
from nkdocs.rules import Sign
from nkdocs.threads import find_thread
from nkdocs.values import dataclass

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
#: What stands after an article rather than in it: text that resumes after it must make up for this much.
_BREAKS: Final = frozenset({Sign.SHARE, Sign.TAGS, Sign.FORM, Sign.BIO, Sign.FOOTER, Sign.COUNT})
_BREAK_COST: Final = 2.0
#: What ends an article so far that short lines with a paragraph under each are likely to tell of other pages.
_ENDS: Final = _BREAKS - {Sign.COUNT} | {Sign.RELATED, Sign.END, Sign.APPEAL}
_TEASED: Final = -0.3
_LONGEST_TEASER: Final = 320
#: A line of dashes or stars parts the text as often as it ends it.
_RULE: Final = -0.6
_MARKS: Final = "#∎■□◼♦◆"
#: Words of a short line that is long, of one that is half as long, and of one that is a label.
_LONG_LINE, _HALF_LINE, _FEW = 14, 6, 3
#: What an item of a list is worth whose kind only the line over it, or a measure in most items, tells.
_LIST_ITEM: Final = 0.1
_FEWEST_ITEMS: Final = 3
_LONGEST_ITEM: Final = 100
_COLONS: Final = ":："
_POINTS_ELSEWHERE: Final = re.compile(
    r"\W*(?:more|mehr|weitere|plus d[eu]?s?|autres|lire|voir|read|see|watch|browse|related|popular|top|latest|más|otr[ao]s|ver|"
    r"leer|leia|mais|altr[ei]|leggi)\b",
    re.IGNORECASE,
)
_MEASURED: Final = re.compile(r"(?:\d{1,4}(?:[.,/]\d{1,2})?|[½¼¾⅓⅔])\s?[^\W\d]")
#: "Goalkeepers: Ali, Etse": a label of a few words, and more than one after it.
_FIELD: Final = re.compile(r"[^\W\d_][^:：.!?]{1,40}[:：]\s?(?=[^\s:][^:]{0,90}\s)[^:]{3,90}")
#: What may stand between the last sentence of a text and its comments.
_TRAILING: Final = frozenset({Sign.SHORT, Sign.LISTED, Sign.CAPTION, Sign.IMAGE, Sign.ATTRIBUTION})
#: What may stand between the text and the stamp that closes the article, and so many lines of it; a head's lines.
_BETWEEN: Final = _TRAILING | {Sign.PROSE, Sign.COUNT, Sign.NOTE}
_MOST_BETWEEN, _HEAD = 60, 6
#: With so many characters of text before it, what says "comments" begins them.
_ENOUGH: Final = 600


@dataclass(frozen=True, slots=True)
class Stretch:
    """Where an article's own text is among the lines of its slice: from `first` up to, and not with, `end`."""

    first: int
    end: int


def find_stretch(lines: Sequence[Line], title: int) -> Stretch:
    """The stretch after the title that is worth most as text."""
    worth, best, end = 0.0, 0.0, title + 1
    text = 0
    broken = False
    thread = find_thread(lines, title + 1)
    listed = _places_in_lists(lines, title + 1, thread)
    for place in range(title + 1, thread):
        line = lines[place]
        if line.sign in (Sign.COMMENTS, Sign.COMMENTER) and text and (text >= _ENOUGH or comments_follow(lines, place)):
            thread = place
            break
        if not text and line.sign is not Sign.PROSE:
            end = end if line.is_chrome else place + 1
            continue
        inside = place in listed and text > 0 and not broken
        worth += _LIST_ITEM if inside else _TEASED if broken and _is_teaser(lines, place) else _worth_at(lines, place)
        text += line.size if line.sign is Sign.PROSE else 0
        if text >= _ENOUGH and line.sign in _BREAKS and lines[place - 1].sign not in _BREAKS:
            worth -= _BREAK_COST
        broken = broken or (text >= _ENOUGH and _ends(line))
        if worth > best:
            best, end = worth, place + 1
    if end < thread < len(lines) and text and all(line.sign in _TRAILING for line in lines[end:thread]):
        end = thread
    end = _up_to_stamp(lines, end, thread, title) if text else end
    return Stretch(title + 1, _with_closing(lines, end, title))


def _places_in_lists(lines: Sequence[Line], begin: int, end: int) -> frozenset[int]:
    """Where the items of lists are that no bullets mark: short lines in a row under a colon, or most of them with a measure."""
    listed: set[int] = set()
    place = begin
    while place < end:
        last = place
        while last < end and lines[last].sign is Sign.SHORT and lines[last].size <= _LONGEST_ITEM:
            last += 1
        if last == place:
            place += 1
            continue
        run = range(place, last)
        opened = place > begin and lines[place - 1].sign is Sign.PROSE and _opens_list(lines[place - 1])
        first = place if opened else next((at for at in run if _opens_list(lines[at])), last)
        if last - first >= _FEWEST_ITEMS:
            listed.update(range(first, last))
        texts = [line.text for line in lines[place:last]]
        if _count(_FIELD, [text for text in texts if ":" in text or "：" in text]) >= max(_FEWEST_ITEMS, len(run) - 1):
            listed.update(run)
        if _count(_MEASURED, [text for text in texts if text[0].isnumeric()]) * 2 >= max(len(run), 2 * _FEWEST_ITEMS):
            listed.update(run)
        place = last
    return frozenset(listed)


def _count(pattern: re.Pattern[str], texts: Iterable[str]) -> int:
    return sum(pattern.match(text) is not None for text in texts)


def _opens_list(line: Line) -> bool:
    """Whether a line ends with a colon, and points to nothing else: "More stories of the harbour:" does."""
    return line.text[-1] in _COLONS and _POINTS_ELSEWHERE.match(line.text) is None


def _up_to_stamp(lines: Sequence[Line], end: int, thread: int, title: int) -> int:
    """`end`, moved to a closing date and name after it: between text and these, where text goes on, all is of the article."""
    if any(line.is_stamp and line.dates for line in lines[title + 1 : min(title + 1 + _HEAD, end)]):
        return end
    goes_on = False
    for place in range(end, min(thread, end + _MOST_BETWEEN)):
        line = lines[place]
        if line.is_stamp and line.dates and (goes_on or line.byline is not None):
            return place
        if line.sign not in _BETWEEN and line.rule != "between page furniture":
            return end
        goes_on = goes_on or line.sign is Sign.PROSE
    return end


def _ends(line: Line) -> bool:
    """Whether a line stands at the end of articles: furniture of the end, arrows to other pages, who posted it when."""
    signed = line.sign is Sign.BYLINE and line.rule == "byline" and bool(line.dates)
    return line.sign in _ENDS or line.rule == "arrows to other pages" or signed


def _is_teaser(lines: Sequence[Line], place: int) -> bool:
    """Whether a paragraph alone under a short line is likely to tell of another page, after the end of an article."""
    line, before = lines[place], lines[place - 1]
    if line.sign is Sign.SHORT:
        return True
    after = lines[place + 1] if place + 1 < len(lines) else None
    alone = after is None or after.sign not in (Sign.PROSE, Sign.LISTED, Sign.ATTRIBUTION)
    headed = before.sign in (Sign.SHORT, Sign.RELATED, Sign.IMAGE, Sign.CAPTION)
    return line.sign is Sign.PROSE and line.size <= _LONGEST_TEASER and headed and alone


def comments_follow(lines: Sequence[Line], place: int) -> bool:
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
        return _worth_of_short(line)
    if line.sign is Sign.END and not any(character.isalnum() or character in _MARKS for character in line.text):
        return _RULE
    return _WORTH[line.sign]


def _worth_of_short(line: Line) -> float:
    """A short line that ends as a sentence does, that goes on from the one before, or that is long, is text."""
    words = words_in(line.text)
    if line.text[-1] in ".!?。":
        return 0.3
    goes_on = line.text[0].islower() or line.text[-1] in ",:;"
    return 0.1 if words >= _LONG_LINE or (goes_on and words > _FEW) else -0.05 if words >= _HALF_LINE else -0.15


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
