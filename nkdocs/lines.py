"""What every line of a dump is by itself and among its neighbours: the features that `split` and `extract` weigh.

Blank lines are not lines here; they are counted as the gap before the next one. A line's `sign` comes from its shape (length,
case, punctuation), from its dates and names, and from the tables of `rules` and `chrome`. What neighbours say of each other is
added in `neighbours`. Nothing here knows where an article begins.

Only the first `LOOK` characters of a line are looked at, so a line of a megabyte costs no more than a paragraph.
"""

from __future__ import annotations

import functools
import re
from typing import Final

from nkdocs.authors import Byline, read_bio
from nkdocs.chrome import sign_of_chrome
from nkdocs.code_lines import CODE, is_code
from nkdocs.dates import DateMatch, DayOrder, find_dates
from nkdocs.named_fields import LONGEST_NAMED, read_named_role
from nkdocs.rules import CHROME, Sign, bare, sign_of_shape
from nkdocs.stamps import UPDATED, read_stamp
from nkdocs.values import dataclass

#: Characters of a line that patterns look at.
LOOK: Final = 700
#: A line longer than this is text, whatever its words are, and its dates are of no interest.
LONG: Final = 320
#: Characters of a text whose words are quickly counted.
_QUICK: Final = 40
#: The first paragraph of an article is as wide as so many letters.
OPENING: Final = 110
#: Characters of white space before a line's text that are looked through.
_INDENT: Final = 200
#: Lines whose signs are remembered, for when they come again.
_REMEMBERED: Final = 20_000
#: White space, and characters that take no room: a line of nothing else is blank.
_EMPTY: Final = (
    " \t\r\f\v\u00a0\u00ad\u200b\u200c\u200d\u200e\u200f\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009"
    "\u200a\u202f\u2060\u3000\ufeff"
)
_SENTENCE_END = re.compile(
    r"[.!?…。！？\U0001f300-\U0001faff\u2600-\u27bf][\"'”’“‘»」』)\]*\ufe0f]{0,4}(?:\s*\[\d+\]|\s*-0-|\s*#{2,3}|\s*[■□∎♦◆●])?$"
)
#: What ends with a dot without ending a sentence, at the end of a line that is as short as a heading: "3 a.m.", "Mills Inc."
_ABBREVIATION = re.compile(r"(?<![^\W\d_])(?:(?:[^\W\d_]\.){2,4}|(?:Inc|Jr|Sr|Co|Corp|Ltd|Bros)\.)$")
_LONGEST_HEADING: Final = 80
_SENTENCE_BREAK = re.compile(r"[a-zà-ÿа-я0-9)\"”’][.!?] +[\"“‘«(]?[A-ZÀ-ÝА-Я0-9]|[。！？]")
#: The place and the agency with which Korean reports begin: "(서울=연합뉴스) ".
_AGENCY = re.compile(r"[(（\[【][^()（）=\]】]{1,15}=[^()（）=\]】]{2,15}[)）\]】]\s?(?=\S)")
_CJK = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]")
_BULLET = re.compile(r"\s*(?:[-–—*•·▪◦‣✓●○]\s+|\(?\d{1,3}[.)]\s+|[a-z]\)\s+)")
_TRAIL = re.compile(r"\s[|/›»>·▪•]\s")
_DASHED = re.compile(r"[–—―~]\s*\S|--?\s+[^\W\d]")
#: Parts of the line under a post: where it was filed, its comments, its address.
_FOOTER_PARTS: Final = 3
#: Characters of the longest bar of services that is looked at for where it is glued; names that have capitals inside.
_LONGEST_BAR: Final = 120
_GLUED = re.compile(r"(?<=[a-z])(?=[A-Z])")
_OWN_CAPITALS = re.compile(r"LinkedIn|WhatsApp|YouTube|StumbleUpon|WeChat|AddThis|ShareThis|BlogThis")
_STAMPS: Final = frozenset({Sign.DATE, Sign.BYLINE})
#: What stands around a heading, and around a date or byline of few letters, in texts that were saved as Markdown.
_HEADING_MARK = re.compile(r"#{1,6} +(?=[^\W\d_]|[\"“«‘'])")
_EMPHASIS = re.compile(r"([*_]{1,3})(?=[^\s*_])[^*]{3,120}(?<=[^\s*_])\1")
_QUOTES: Final = "“\"«„‘'「『"
_UNQUOTES: Final = "”\"»“’'」』"


@dataclass(slots=True)
class Line:
    """A line that is not blank: its 1-based number, its text without white space around, and where it stands in the dump.

    `start` and `end` bound the whole line in the dump without its line end, `indent` is where `text` begins in it, and `gap`
    the number of blank lines before it. `text` is cut at `LOOK` characters; `size` is its full length.
    """

    number: int
    start: int
    end: int
    indent: int
    gap: int
    text: str
    size: int
    sign: Sign
    rule: str
    dates: tuple[DateMatch, ...] = ()
    byline: Byline | None = None
    updated: bool = False
    repeats: int = 1

    @property
    def is_chrome(self) -> bool:
        """Whether the line is page furniture."""
        return self.sign in CHROME

    @property
    def is_stamp(self) -> bool:
        """Whether the line says when or by whom, and nothing else."""
        return self.sign in _STAMPS


def read_lines(text: str, order: DayOrder | None = None, begin: int = 0, stop: int | None = None, first: int = 1) -> list[Line]:
    """The lines of a dump that are not blank, each by itself. `order`: how the dump writes days and months in numbers.

    Only those from the character `begin` on, where the line with the number `first` begins, up to the character `stop`.
    """
    lines: list[Line] = []
    known: dict[str, Line] = {}
    stop = len(text) if stop is None else stop
    start, number, gap = begin, first - 1, 0
    while start <= stop:
        end = text.find("\n", start, stop)
        end = stop if end < 0 else end
        number += 1
        indent, stripped, size = _measure(text, start, end)
        if size:
            same = known.get(stripped) or _classify(stripped, size, order)
            if size <= LONG and len(known) < _REMEMBERED:
                known[stripped] = same
            lines.append(_placed(same, number, (start, end), indent + same.indent, gap))
        gap = 0 if size else gap + 1
        start = end + 1
    return lines


def words_in(text: str) -> int:
    """How many words a text has; in a script without spaces, about how many."""
    # Counted faster than looked up, and a dump may have more lines than are remembered.
    return len(text.split()) if len(text) <= _QUICK and text.isascii() else _words_in(text)


@functools.lru_cache(maxsize=8192)
def _words_in(text: str) -> int:
    cjk = len(_CJK.findall(text))
    return len(text.split()) if cjk < len(text) / 3 else max(len(text.split()), cjk // 3)


def width_of(text: str) -> int:
    """How long a text is for a reader: a character of Chinese, Japanese or Korean says about twice as much as a letter."""
    return len(text) if text.isascii() else _width_of(text)


@functools.lru_cache(maxsize=8192)
def _width_of(text: str) -> int:
    return len(text) + len(_CJK.findall(text))


def opens_text(line: Line) -> bool:
    """Whether a line is text, and as wide as the first paragraph of an article."""
    return line.sign is Sign.PROSE and width_of(line.text) >= OPENING


def ends_sentence(text: str) -> bool:
    """Whether a text ends as a sentence ends."""
    if _SENTENCE_END.search(text[-12:]) is None:
        return False
    return len(text) > _LONGEST_HEADING or _ABBREVIATION.search(text[-12:]) is None or _SENTENCE_BREAK.search(text) is not None


def is_quotation(text: str) -> bool:
    """Whether a line is one quotation from its beginning to its end."""
    return len(text) > 1 and text[0] in _QUOTES and text[-1] in _UNQUOTES


def _measure(text: str, start: int, end: int) -> tuple[int, str, int]:
    """Of the line at ``text[start:end]``: its indent, its text up to `LOOK` characters, its full length (0: blank)."""
    head = text[start : min(end, start + LOOK + _INDENT)]
    stripped = head.strip(_EMPTY)
    if not stripped:
        return 0, "", end - start if text[start:end].strip(_EMPTY) else 0
    indent = head.index(stripped[0])
    size = len(stripped) if end - start == len(head) else end - start - indent
    return indent, stripped[:LOOK], size


def _placed(same: Line, number: int, bounds: tuple[int, int], indent: int, gap: int) -> Line:
    """A line that says what another says, at a place of its own (`dataclasses.replace` is slow, and dumps are long)."""
    return Line(
        number,
        *bounds,
        indent,
        gap,
        same.text,
        same.size,
        same.sign,
        same.rule,
        same.dates,
        same.byline,
        same.updated,
    )


def _classify(text: str, size: int, order: DayOrder | None) -> Line:
    """What the text of a line is. Markdown's marks of a heading, a date or a byline are no part of it: they are its indent."""
    if text.startswith("#") and (mark := _HEADING_MARK.match(text)) is not None:
        line = _classify(text[mark.end() :], size - mark.end(), order)
        line.indent += mark.end()
        return line
    if text.startswith(("*", "_")) and size == len(text) and (marked := _EMPHASIS.fullmatch(text)) is not None:
        around = marked.end(1)
        line = _classify(text[around:-around], size - 2 * around, order)
        if line.is_stamp:
            line.indent += around
            return line
    line = Line(0, 0, 0, 0, 0, text, size, Sign.PROSE, "long line")
    if size <= LONG:
        line.dates = tuple(find_dates(text, order))
        line.updated = bool(line.dates) and UPDATED.search(text) is not None
        line.sign, line.rule = _sign_of(line)
    elif size <= LOOK and (found := sign_of_shape(text) or sign_of_chrome(bare(text))) is not None:
        line.sign, line.rule = found
    return line


def _sign_of(line: Line) -> tuple[Sign, str]:
    text, folded = line.text, bare(line.text)
    shape = sign_of_shape(text)
    if shape is not None and shape[0] in (Sign.END, Sign.NOTE, Sign.ATTRIBUTION):
        return shape
    prose = _is_prose(text)
    if (stamp := read_stamp(text, line.size, line.dates, prose=prose)) is not None:
        line.byline = stamp.byline
        return stamp.sign, stamp.rule
    if line.size <= LONGEST_NAMED and (named := read_named_role(text)) is not None:
        line.byline = named
        return Sign.BYLINE, named.rule
    if (told := _told_by_characters(text, folded)) is not None:
        return told
    if (chrome := sign_of_chrome(folded) or _sign_of_glued(text)) is not None:
        return chrome
    if line.size <= 60 and (bio := read_bio(text)) is not None:
        line.byline = bio
        return Sign.BIO, bio.rule
    if shape is not None:
        return shape
    if prose:
        return Sign.PROSE, "sentences"
    if _DASHED.match(text) and line.size <= 160:
        return Sign.ATTRIBUTION, "dash and name"
    return (Sign.LISTED, "bullet or number") if _BULLET.match(text) else (Sign.SHORT, "short line")


def _sign_of_glued(text: str) -> tuple[Sign, str] | None:
    """The sign of a bar of services that a page without its layout glues together: "FacebookTwitterPrint"."""
    if len(text) > _LONGEST_BAR or _GLUED.search(text) is None:
        return None
    found = sign_of_chrome(bare(_GLUED.sub(" ", _OWN_CAPITALS.sub(lambda name: name[0].capitalize(), text))))
    return found if found is not None and found[0] is Sign.SHARE else None


def _told_by_characters(text: str, folded: str) -> tuple[Sign, str] | None:
    """The sign of a line that its characters alone make code, or a bar of links."""
    if is_code(text):
        return Sign.LISTED, CODE
    bar = _bar_of(text, folded)
    return None if bar is None else (Sign.MENU, bar)


def _bar_of(text: str, folded: str) -> str | None:
    """Why a line is a bar of links by its characters alone; None if it is not."""
    if not folded:
        return "no words"
    if _is_arrowed(text):
        return "arrows to other pages"
    if _TRAIL.search(text) is None:
        return None
    if _is_trail(text):
        return "labels in a row"
    return "count of comments in a row" if _is_footer(text) else None


def _is_arrowed(text: str) -> bool:
    """Whether a line points to a page before or after: one arrow at an end, or two with a bar between."""
    back = text[0] in "«‹←◀" or text.startswith("<<")
    forth = text[-1] in "»›→▶" or text.endswith(">>")
    return (
        (back and forth and ("|" in text or text.startswith("<<")))
        or (back != forth and not (text.count("«") and text.count("»")))
        or text.startswith("../")
    )


def _is_trail(text: str) -> bool:
    """Whether a line is a trail of pages or a bar of links: labels of a few words with bars, slashes or arrows between."""
    parts = _TRAIL.split(text)
    if len(parts) < 2 or len(text) > 120 or text[-1] in ".!?":
        return False
    return (
        all(len(part.split()) <= 2 for part in parts)
        if "|" in text
        else len(parts) > 2 and all(len(part.split()) <= (4 if len(parts) < 4 else 6) for part in parts)
    )


def _is_footer(text: str) -> bool:
    """Whether a line with bars holds a count of comments, as the line under a post does."""
    parts = _TRAIL.split(text)
    if len(parts) < _FOOTER_PARTS or len(text) > 160 or text[-1] in ".!?":
        return False
    found = [sign_of_chrome(bare(part)) for part in parts]
    return any(chrome is not None and chrome[0] is Sign.COMMENTS for chrome in found)


def _is_prose(text: str) -> bool:
    width, words = width_of(text), words_in(text)
    if width >= 150 or (width >= _LONGEST_HEADING // 2 and _AGENCY.match(text)):
        return True
    if ends_sentence(text):
        return words >= 7 or (width >= 40 and words >= 5)
    return width >= 70 and _SENTENCE_BREAK.search(text) is not None
