r"""What must be the same in a quotation: the words, numbers and marks of a text, compared as they are written.

The words of `analysis` are made to be found: case, accents and endings are taken from them. A quotation must say what its
source says, so nothing is taken from words here but what a typesetter may change:

- kinds of quotation marks, apostrophes, dashes and spaces, and how many spaces there are (none too, after digits and in
  scripts without spaces); unseen characters; how an accent is encoded; wide forms of letters, digits and marks;
- the mark that a note hangs on (``Min Jeong*``, ``said.[12]``), and a word broken at the end of a line (``exam-`` ``ple``).

Everything else counts: case, commas, the spelling of numbers. What a quotation may leave out at its ends is in `quotation`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from typing import Literal, NamedTuple

from nkdocs.characters import APOSTROPHES, HYPHENS, UNSEEN, UNSPACED

Sort = Literal["word", "number", "mark", "dash", "quote", "cut"]

_DASHES = HYPHENS + "—―"
_DOUBLE = '"“”„‟«»″＂「」『』'
_ACCENTS = "\u0300-\u036f"
#: A letter or digit of a script with spaces. In others each character is a word, so that spaces between them do not count.
_LETTER = rf"(?:(?![{UNSPACED}])[^\W_])"
_TOKEN = re.compile(
    rf"(?P<skip>[{UNSEEN}]+|(?<=\w)[*†‡]+|(?<=[\w.,;:!?'\"”’)])\[\d{{1,3}}\])"
    r"|(?P<number>\d+(?:[.,:]\d+)*)"
    rf"|(?P<word>[{UNSPACED}]|{_LETTER}(?:{_LETTER}|[{_ACCENTS}{UNSEEN}]|[{APOSTROPHES}](?={_LETTER}))*)"
    r"|(?P<cut>\.{3,}|…+|\.(?:[ \u00a0]\.){2,})"
    rf"|(?P<dash>[{_DASHES}]+)"
    rf"|(?P<quote>[{_DOUBLE}‹›‚]|[{APOSTROPHES}]{{1,2}})"
    r"|(?P<mark>\S)"
)
_KEYS: dict[str, str] = {"dash": "-", "quote": '"', "cut": "…"}
_SAME = {**dict.fromkeys(map(ord, APOSTROPHES), "'"), **{code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}}
_UNSEEN_RUN = re.compile(f"[{UNSEEN}]")
_UNSPACED_ONE = re.compile(f"[{UNSPACED}]")
#: One letter that stands for two or three, to look better.
_LIGATURES = {0xFB00: "ff", 0xFB01: "fi", 0xFB02: "fl", 0xFB03: "ffi", 0xFB04: "ffl", 0xFB05: "st", 0xFB06: "st"}
_SAME |= _LIGATURES


class QuotedWord(NamedTuple):
    """A word, number or mark of a text, at ``text[start:end]``. Two are the same if their keys are."""

    key: str
    sort: Sort
    start: int
    end: int

    @property
    def says(self) -> bool:
        """Whether it is more than a mark."""
        return self.sort in ("word", "number")


def quoted_words(text: str) -> list[QuotedWord]:
    """The words, numbers and marks of a text, in order. Never raises."""
    found = []
    for match in _TOKEN.finditer(text):
        sort = match.lastgroup
        if sort == "skip" or sort is None:
            continue
        key = _KEYS.get(sort) or _key(match[0])
        found.append(QuotedWord(key, sort, match.start(), match.end()))  # type: ignore[arg-type]  # the groups' names are sorts
    return found


def _key(text: str) -> str:
    if text.isascii():
        return text.replace("`", "'")
    plain = unicodedata.normalize("NFC", _UNSEEN_RUN.sub("", text).translate(_SAME))
    # Other digits than ours say the same number.
    return "".join(str(unicodedata.digit(each)) if each.isdecimal() else each for each in plain)


def join_broken(words: Sequence[QuotedWord], text: str) -> list[QuotedWord] | None:
    """The words with those joined that a hyphen breaks at the end of a line; None if there are none."""
    joined: list[QuotedWord] = []
    at = 0
    while at < len(words):
        word = words[at]
        if at + 2 < len(words) and _is_broken(words[at : at + 3], text):
            last = words[at + 2]
            word = QuotedWord(word.key + last.key, "word", word.start, last.end)
            at += 2
        joined.append(word)
        at += 1
    return joined if len(joined) < len(words) else None


def _is_broken(three: Sequence[QuotedWord], text: str) -> bool:
    one, dash, other = three
    between = text[dash.end : other.start]
    return (
        (one.sort, dash.sort, other.sort) == ("word", "dash", "word")
        and one.end == dash.start
        and between.count("\n") == 1
        and not between.strip()
        and other.key[:1].islower()
    )


def is_unspaced(word: QuotedWord) -> bool:
    """Whether it is a character of a script without spaces."""
    return _UNSPACED_ONE.match(word.key) is not None


def same_but_first_case(one: str, other: str) -> bool:
    """Whether two keys are the same but for the case of their first letter."""
    return one == other or (one[1:] == other[1:] and one[:1].lower() == other[:1].lower())
