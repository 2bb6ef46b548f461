"""The quotations in a paragraph, in any style of quotation marks.

``“ ”``, ``„ “``, ``« »``, ``» «``, ``" "``, ``‘ ’``, ``' '``, ``「 」``: a mark opens before a word and closes behind one, and
what opens with a mark closes with its own, so that marks inside of a quotation belong to it. An apostrophe is no mark: it has
letters on both sides, or stands where nothing is open. Where a possessive (``the workers’ rights``) stands in single marks, the
mark that has a comma or full stop before it closes, or else the first that is not behind an s.
"""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterator
from typing import Literal

from nkdocs.quotation import MOST_RUNS, read_quotation
from nkdocs.values import dataclass

_CLOSINGS = {
    "“": "”", "„": "“”", "«": "»", "»": "«", "‹": "›", "›": "‹", "‘": "’", "‚": "‘’", '"': '"', "'": "'", "”": "”", "「": "」",
    "『": "』", "‟": "”",
}  # fmt: skip
_MARK = re.compile("[" + "".join(_CLOSINGS) + "]")
_BEFORE = "([{—–-/…:“‘„«\"'「"
#: A word that begins with an apostrophe.
_ELIDED = re.compile(r"['’](?:\d|(?:em|tis|twas|til|cause|bout|n)\b)", re.IGNORECASE)
_ENDS = ".,!?;:…"
_ATTRIBUTION = re.compile(r"\s*(?:[—–―]|--|-)\s*\S")
_WORD = re.compile(r"[^\W\d_]+")
_SMALL = 4
#: Letters of the longest word that begins with an apostrophe.
_LONGEST_ELIDED = 6
#: Words of the longest title.
_LONGEST_TITLE = 14
#: Characters of a quotation. What is longer is a text, and no quotation.
MOST_CHARACTERS = 20_000
Sort = Literal["quotation", "term", "title", "too long"]


@dataclass(frozen=True, slots=True)
class Found:
    """A quotation in a text, at ``text[start:end]`` with its marks.

    `sort`: `term` is a word or two, `title` a work's name, `too long` what has more than `MOST_CHARACTERS` or `MOST_RUNS`.
    """

    text: str
    start: int
    end: int
    sort: Sort


def find_quotations(text: str, following: str = "") -> tuple[list[Found], list[int]]:
    """The quotations of a paragraph in order, none inside another; and where marks stand that open and never close.

    A quotation of several paragraphs opens anew with each, and closes with the last: `following` is what the next begins with.
    """
    found: list[Found] = []
    unclosed: list[int] = []
    marks = _Marks(text)
    place = 0
    while (place := marks.next_opening(place)) < len(text):
        end = marks.closing(place)
        if end is None and text[place] == following[:1]:
            end = len(text)
        if end is None:
            # A single mark that nothing closes is an apostrophe.
            unclosed += [place] if text[place] not in "'‘”" else []
            place += 1
            continue
        inner = text[place + 1 : end]
        if len(inner) > MOST_CHARACTERS or read_quotation(inner).size:
            found.append(Found(inner.strip(), place, end + 1, sort_of(inner)))
        place = end + 1
    return found, unclosed


def _opens(text: str, place: int) -> bool:
    mark = text[place]
    if mark not in _CLOSINGS:
        return False
    before, after = text[place - 1 : place], text[place + 1 : place + 2]
    if not after or (after.isspace() and mark not in "«»‹›„"):
        return False
    if mark in "“„「『‟«":
        return mark != "«" or not before or not before.isalnum()
    if mark in "'‘" and _ELIDED.match("'" + text[place + 1 : place + 1 + _LONGEST_ELIDED]):
        return False
    return not before or before.isspace() or before in _BEFORE


def _is_behind_word(text: str, at: int) -> bool:
    after = text[at + 1 : at + 2]
    return not text[at - 1].isspace() and not (after.isalnum())


class _Marks:
    """The marks of a text that open, and what closes each. The text is gone over once for each kind, not once for each mark."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._openings = [found.start() for found in _MARK.finditer(text) if _opens(text, found.start())]
        self._closings: dict[str, dict[int, int]] = {}
        self._behind: dict[str, list[int]] = {}

    def next_opening(self, place: int) -> int:
        """The next mark that opens, from a place on; the length of the text if there is none."""
        at = bisect.bisect_left(self._openings, place)
        return self._openings[at] if at < len(self._openings) else len(self._text)

    def closing(self, place: int) -> int | None:
        """The mark that closes the one there."""
        mark = self._text[place]
        closings = _CLOSINGS[mark]
        if mark in "'‘‚":
            return self._closing_single(place, closings)
        if mark in closings:
            return self._next_behind(place, closings)
        if mark not in self._closings:
            self._closings[mark] = self._pairs(mark, closings)
        return self._closings[mark].get(place)

    def _pairs(self, mark: str, closings: str) -> dict[int, int]:
        """What closes each mark of a kind; a quotation may have others of its kind in it."""
        pairs: dict[int, int] = {}
        opened: list[int] = []
        for found in re.finditer(f"[{mark}{closings}]", self._text):
            at = found.start()
            if found[0] == mark:
                opened += [at] if _opens(self._text, at) else []
            elif opened:
                pairs[opened.pop()] = at
        return pairs

    def _next_behind(self, place: int, closings: str) -> int | None:
        """The next mark that may close, and stands behind a word where it could be one that opens."""
        if closings not in self._behind:
            marks = (found.start() for found in re.finditer(f"[{closings}]", self._text))
            self._behind[closings] = [at for at in marks if self._text[at] == "”" or _is_behind_word(self._text, at)]
        behind = self._behind[closings]
        at = bisect.bisect_right(behind, place)
        return behind[at] if at < len(behind) else None

    def _closing_single(self, place: int, closings: str) -> int | None:
        """The mark that closes a quotation in single marks, among apostrophes: before the next that opens, if there is one."""
        text = self._text
        first = perhaps = None
        for found in re.compile(f"[{closings}{text[place]}]").finditer(text, place + 1):
            at = found.start()
            if at > place + 1 and text[at] in closings and _is_behind_word(text, at):
                if text[at - 1] in _ENDS:
                    return at
                first = at if first is None else first
                perhaps = at if perhaps is None and text[at - 1] != "s" else perhaps
            elif _opens(text, at):
                break
        if first is None:
            return self._next_behind(place + 1, closings)
        return first if perhaps is None else perhaps


def sort_of(text: str) -> Sort:
    """What a text in quotation marks is: one or two words without a number are a term, capitalised ones a title."""
    if len(text) > MOST_CHARACTERS:
        return "too long"
    quotation = read_quotation(text)
    size = quotation.size
    if len(quotation.runs) > MOST_RUNS:
        return "too long"
    if size <= 2 and not any(letter.isdigit() for letter in text):
        return "term"
    words = _WORD.findall(text)
    long = [word for word in words if len(word) >= _SMALL]
    titled = len(long) >= 2 and all(word[0].isupper() for word in (words[0], words[-1], *long))
    return "title" if titled and size <= _LONGEST_TITLE and text.rstrip()[-1] not in ".,;" else "quotation"


def block_quotation(text: str) -> Iterator[str]:
    """The quotation that a whole paragraph is, without its marks and the line that says whose it is."""
    lines = text.strip().split("\n")
    while len(lines) > 1 and _ATTRIBUTION.match(lines[-1]):
        lines.pop()
    whole = "\n".join(lines).strip()
    if _ATTRIBUTION.match(whole) and len(lines) == 1 and len(whole) < 80:
        return
    if len(whole) > MOST_CHARACTERS or read_quotation(whole).size:
        yield whole
