"""What a quotation claims to be: runs of words taken from a source, and what its writer says was left out or put in.

Understood: omissions (``…``, ``...``, ``. . .``, also in brackets or parentheses), words put in (``[the regime]``), a changed
letter or ending (``[T]he``, ``friend[s]``), and remarks that stand for nothing (``[sic]``, ``[emphasis added]``). At its ends,
and beside an omission, quotation marks, commas, full stops, colons and dashes belong to the writer; ``?`` and ``!`` do not.
"""

from __future__ import annotations

import bisect
import re
from collections.abc import Sequence
from typing import Literal

from nkdocs.quoted_words import QuotedWord, quoted_words
from nkdocs.values import dataclass

_OMISSION = r"[(\[]\s*(?:…|\.{3,4}|\.\s\.\s\.)\s*[)\]]|…|\.{3,4}|\.(?:[ \u00a0]\.){2,3}"
_SPLIT = re.compile(rf"(?P<omission>{_OMISSION})|\[(?P<insertion>[^\[\]]{{1,200}})\]")
_REMARK = re.compile(
    r"(?i)\s*(?:sic|sic!|!|emphasis (?:added|mine|ours|in (?:the )?original)|my emphasis|italics (?:added|mine))\s*"
)
#: What a writer's own sentence puts at the ends of a quotation.
_WRITERS = frozenset({",", ".", ";", ":", "-", '"', "…", "·", "،", "、", "。", "，", "；", "："})
#: Runs of the longest quotation that is looked for: each is a question to the index by itself.
MOST_RUNS = 100
#: Words of the source that may be left out at an omission, and that an insertion may stand for.
MOST_OMITTED, MOST_REPLACED = 60, 8
Gap = Literal["", "omission", "insertion"]


@dataclass(frozen=True, slots=True)
class Run:
    """Words that stand one after the other in the quotation, at ``text[start:end]`` of it, and what is before them.

    `gap`: an omission, an insertion (`inserted` is its text), or nothing. `frees_case`: its first letter may differ in case.
    `head`, `tail`: so many of its first, or last, words are only the rest of a word that an insertion changed.
    """

    words: tuple[QuotedWord, ...]
    gap: Gap = ""
    inserted: str = ""
    frees_case: bool = False
    head: bool = False
    tail: bool = False

    @property
    def keys(self) -> tuple[str, ...]:
        """What is compared."""
        return tuple(word.key for word in self.words)

    @property
    def whole(self) -> tuple[QuotedWord, ...]:
        """Its words without those that an insertion changed."""
        return self.words[self.head : len(self.words) - self.tail]


@dataclass(frozen=True, slots=True)
class Quotation:
    """A quotation: its text, its words as they stand (`words`, without the writer's marks at the ends), and its runs.

    `ending` is what its writer put in behind the last run; "" is nothing.
    """

    text: str
    words: tuple[QuotedWord, ...]
    runs: tuple[Run, ...]
    ending: str = ""

    @property
    def is_marked(self) -> bool:
        """Whether its writer says that something was left out or put in, or remarks on it."""
        return bool(self.runs) and (len(self.runs) > 1 or self.runs[0].words != self.words or bool(self.runs[0].inserted))

    @property
    def size(self) -> int:
        """How many words it has."""
        return sum(word.says for word in self.words)


def read_quotation(text: str) -> Quotation:
    """The quotation that a text is. It may have no words. Never raises."""
    text = text.strip()
    runs, ending = _runs(text)
    return Quotation(text, tuple(trim(quoted_words(text))), tuple(runs), ending)


def trim(words: Sequence[QuotedWord]) -> Sequence[QuotedWord]:
    """The words without the writer's marks at the ends."""
    start, end = 0, len(words)
    while start < end and words[start].key in _WRITERS and not _is_sign(words, start):
        start += 1
    while end > start and words[end - 1].key in _WRITERS:
        end -= 1
    return words[start:end]


def _is_sign(words: Sequence[QuotedWord], at: int) -> bool:
    """Whether a dash is the sign of the number after it."""
    following = words[at + 1] if at + 1 < len(words) else None
    return (
        words[at].sort == "dash" and following is not None and following.sort == "number" and following.start == words[at].end
    )


def _runs(text: str) -> tuple[list[Run], str]:
    """The runs, and what is put in behind the last of them."""
    runs: list[Run] = []
    place = 0
    gap: Gap = ""
    inserted, free = "", True
    held = quoted_words(text)
    marks = [*_SPLIT.finditer(text), None]
    joined = False
    for mark in marks:
        end = mark.start() if mark else len(text)
        first = bisect.bisect_left(held, place, key=lambda word: word.start)
        words = list(held[first : bisect.bisect_right(held, end, key=lambda word: word.end)])
        tied = mark is not None and mark["insertion"] is not None and _touches(text, end - 1, end)
        if gap == "omission" or not runs:
            words = list(_trim_start(words))
        if mark is None or mark["omission"]:
            words = list(_trim_end(words))
        if any(word.says for word in words):
            head = joined and bool(words) and words[0].start == place
            tail = tied and words[-1].end == end
            runs.append(Run(tuple(words), gap, inserted, free, head, tail))
            gap, inserted, free = "", "", False
        if mark is None:
            break
        place = mark.end()
        joined = False
        if mark["omission"]:
            # One before all words says only that something stands there.
            gap, free = "omission" if runs else "", True
        elif not _REMARK.fullmatch(mark["insertion"]):
            joined = _touches(text, mark.end(), mark.end() + 1)
            gap = gap or "insertion"
            inserted = f"{inserted} {mark['insertion']}".strip()
            free = False
    return runs, inserted


def _trim_start(words: list[QuotedWord]) -> Sequence[QuotedWord]:
    trimmed = trim(words)
    return [word for word in words if trimmed and word.start >= trimmed[0].start]


def _trim_end(words: list[QuotedWord]) -> Sequence[QuotedWord]:
    trimmed = trim(words)
    return [word for word in words if trimmed and word.end <= trimmed[-1].end]


def _touches(text: str, start: int, end: int) -> bool:
    """Whether a letter stands there."""
    return start >= 0 and text[start:end].isalnum()
