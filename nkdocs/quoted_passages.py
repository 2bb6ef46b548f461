"""The quotations in a paragraph, in any style of quotation marks.

``“ ”``, ``„ “``, ``« »``, ``» «``, ``" "``, ``‘ ’``, ``' '``, ``「 」``: a mark opens before a word and closes behind one, and
what opens with a mark closes with its own, so that marks inside of a quotation belong to it. An apostrophe is no mark: it has
letters on both sides, or stands where nothing is open. Where a possessive (``the workers’ rights``) stands in single marks, the
mark that has a comma or full stop before it closes, or else the first that is not behind an s.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal

from nkdocs.quotation import read_quotation
from nkdocs.values import dataclass

_CLOSINGS = {
    "“": "”", "„": "“”", "«": "»", "»": "«", "‹": "›", "›": "‹", "‘": "’", "‚": "‘’", '"': '"', "'": "'", "”": "”", "「": "」",
    "『": "』", "‟": "”",
}  # fmt: skip
_BEFORE = "([{—–-/…:“‘„«\"'「"
#: A word that begins with an apostrophe.
_ELIDED = re.compile(r"['’](?:\d|(?:em|tis|twas|til|cause|bout|n)\b)", re.IGNORECASE)
_ENDS = ".,!?;:…"
_ATTRIBUTION = re.compile(r"\s*(?:[—–―]|--|-)\s*\S")
_WORD = re.compile(r"[^\W\d_]+")
_SMALL = 4
#: Words of the longest title.
_LONGEST_TITLE = 14


@dataclass(frozen=True, slots=True)
class Found:
    """A quotation in a text, at ``text[start:end]`` with its marks. `sort`: `term` is a word or two, `title` a work's name."""

    text: str
    start: int
    end: int
    sort: Literal["quotation", "term", "title"]


def find_quotations(text: str, following: str = "") -> tuple[list[Found], list[int]]:
    """The quotations of a paragraph in order, none inside another; and where marks stand that open and never close.

    A quotation of several paragraphs opens anew with each, and closes with the last: `following` is what the next begins with.
    """
    found: list[Found] = []
    unclosed: list[int] = []
    place = 0
    while place < len(text):
        if not _opens(text, place):
            place += 1
            continue
        end = _closing(text, place)
        if end is None and text[place] == following[:1]:
            end = len(text)
        if end is None:
            # A single mark that nothing closes is an apostrophe.
            unclosed += [place] if text[place] not in "'‘”" else []
            place += 1
            continue
        inner = text[place + 1 : end]
        if read_quotation(inner).size:
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
    if mark in "'‘" and _ELIDED.match("'" + text[place + 1 :]):
        return False
    return not before or before.isspace() or before in _BEFORE


def _closing(text: str, place: int) -> int | None:
    mark = text[place]
    closings = _CLOSINGS[mark]
    if mark in "'‘‚":
        return _closing_single(text, place, closings)
    depth = 0
    for at in range(place + 1, len(text)):
        letter = text[at]
        if letter == mark and mark not in closings and _opens(text, at):
            depth += 1
        elif letter in closings and (letter != '"' or _is_behind_word(text, at)):
            if depth == 0:
                return at
            depth -= 1
    return None


def _is_behind_word(text: str, at: int) -> bool:
    after = text[at + 1 : at + 2]
    return not text[at - 1].isspace() and not (after.isalnum())


def _closing_single(text: str, place: int, closings: str) -> int | None:
    """The mark that closes a quotation in single marks, among apostrophes."""
    marks = [at for at in range(place + 1, len(text)) if text[at] in closings or text[at] == text[place]]
    behind = [at for at in marks if at > place + 1 and text[at] in closings and _is_behind_word(text, at)]
    following = next((at for at in marks if at not in behind and _opens(text, at)), len(text))
    candidates = [at for at in behind if at < following] or behind[:1]
    surely = (at for at in candidates if text[at - 1] in _ENDS)
    perhaps = (at for at in candidates if text[at - 1] != "s")
    return next(surely, next(perhaps, candidates[0] if candidates else None))


def sort_of(text: str) -> Literal["quotation", "term", "title"]:
    """What a text in quotation marks is: one or two words without a number are a term, capitalised ones a title."""
    size = read_quotation(text).size
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
    if read_quotation(whole).size:
        yield whole
