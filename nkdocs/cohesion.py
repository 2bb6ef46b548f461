"""How far what stands after a line speaks of the same as the line itself, and as what stands before it.

A title shares words with the text under it, a link to another article does not; where a new article begins, the words change,
and at a heading within one they go on (lexical cohesion: Hearst, "TextTiling", 1997). That holds in every language and for
every site, so it says more than wording. Words weigh by how rare they are in the dump. Only the paragraphs around a line are
looked at, so the time is linear in the lines. Nothing here knows what a title is.
"""

from __future__ import annotations

import math
import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import accumulate
from typing import Final

from nkdocs.lines import Line, width_of
from nkdocs.rules import Sign
from nkdocs.values import dataclass

#: Text as wide as so many letters is a paragraph.
PARAGRAPH: Final = 100
#: Paragraphs after and before a line that it is compared with: by its own words, and widely.
_NEAR: Final = 6
_WIDE: Final = 12
#: Paragraphs that come later than so many lines after a line are not its own.
_REACH: Final = 30
#: Letters of a word that count: its ending does not.
_STEM: Final = 6
#: Different words of a paragraph that are looked at.
_WORDS: Final = 80
#: Names are compared where there are so many on both sides.
_NAMES: Final = 3
_CJK = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]+")
_WORD = re.compile(r"[^\W\d_]{3,}")
_NAME = re.compile(r"(?<=[a-z,;] )[A-Z][\w'’]{2,}")


@dataclass(frozen=True, slots=True)
class Ties:
    """What ties a line to the text around it: shares from 0 to 1, or counts of words; None where there is too little text.

    `own_after` and `own_before`: the share of the line's own words that the paragraphs after and before it have. `words_after`
    and so on: how many of its words. `texts`, `wide` and `names`: how alike the paragraphs before and after are.
    """

    own_after: float
    own_before: float
    words_after: int
    words_first: int
    words_before: int
    words_last: int
    texts: float | None
    wide: float | None
    names: float | None


class Cohesion:
    """The words of a dump's lines, asked for line by line."""

    def __init__(self, lines: Sequence[Line]) -> None:
        known: dict[str, frozenset[str]] = {}
        for line in lines:
            if line.text not in known:
                known[line.text] = words_of_line(line.text)
        self._words = [known[line.text] for line in lines]
        self._lines = lines
        self.paragraphs = [place for place, line in enumerate(lines) if is_paragraph(line)]
        spread: dict[str, int] = {}
        for words in self._words:
            for word in words:
                spread[word] = spread.get(word, 0) + 1
        self._rarity = {word: math.log((len(lines) + 1) / (count + 0.5)) for word, count in spread.items()}
        self._square = {word: rarity * rarity for word, rarity in self._rarity.items()}
        self._told: dict[int, int] = {}
        self._shared: dict[int, list[float]] = {}
        self._norms: dict[tuple[int, int], float] = {}
        self._alike: dict[tuple[int, int, int, int], float] = {}
        self._names: dict[int, frozenset[str]] = {}
        self._named_alike: dict[tuple[int, int, int, int], float | None] = {}

    def ties(self, place: int) -> Ties:
        """What ties the line at a place among the lines to the text around it."""
        paragraphs, all_words, rarity = self.paragraphs, self._words, self._rarity
        first, last = bisect_right(paragraphs, place), bisect_left(paragraphs, place)
        end = bisect_left(paragraphs, place + _REACH, first, min(first + _NEAR, len(paragraphs)))
        begin = max(0, last - _NEAR)
        own = all_words[place]
        telling = [word for word in own if len(word) > 3 or _CJK.match(word)]
        known_after = self._own_in(own, first, end)
        known_before = self._own_in(own, begin, last)
        weight = sum([rarity[word] for word in own]) or 1.0
        wide = (max(0, last - _WIDE), last, first, min(first + _WIDE, len(paragraphs)))
        return Ties(
            own_after=sum([rarity[word] for word in known_after]) / weight,
            own_before=sum([rarity[word] for word in known_before]) / weight,
            words_after=self.told(place),
            words_first=sum([word in all_words[paragraphs[first]] for word in telling]) if first < end else 0,
            words_before=sum([word in known_before for word in telling]),
            words_last=sum([word in all_words[paragraphs[last - 1]] for word in telling]) if last else 0,
            texts=self._compared(begin, last, first, end),
            wide=self._compared(*wide),
            names=self._shared_names(*wide),
        )

    def told(self, place: int) -> int:
        """How many of a line's longer words the paragraphs after it have."""
        if place not in self._told:
            first = bisect_right(self.paragraphs, place)
            end = bisect_left(self.paragraphs, place + _REACH, first, min(first + _NEAR, len(self.paragraphs)))
            known = self._own_in(self._words[place], first, end)
            self._told[place] = sum([len(word) > 3 or _CJK.match(word) is not None for word in known])
        return self._told[place]

    def _own_in(self, own: frozenset[str], begin: int, end: int) -> set[str]:
        """Those of a line's words that stand in some of the paragraphs from one up to another."""
        return set().union(*[own & self._words[place] for place in self.paragraphs[begin:end]])

    def _compared(self, begin: int, last: int, first: int, end: int) -> float | None:
        """The cosine of two stretches of paragraphs, each word weighed by its rarity and how many paragraphs have it.

        The stretches are the paragraphs ``begin:last`` and ``first:end``; None if one of them is empty. What two paragraphs
        share is found once, and stretches are compared by sums of it.
        """
        if begin == last or first == end:
            return None
        key = (begin, last, first, end)
        if key not in self._alike:
            shared = 0.0
            for at in range(begin, last):
                row = self._row(at)
                shared += row[end - 1 - at] - row[first - 1 - at]
            norms = math.sqrt(self._norm(begin, last) * self._norm(first, end))
            self._alike[key] = shared / norms if norms else 0.0
        return self._alike[key]

    def _norm(self, begin: int, end: int) -> float:
        """The square of the length of a stretch of paragraphs, as the cosine has it."""
        if (begin, end) not in self._norms:
            rows = [(self._row(at), end - 1 - at) for at in range(begin, end)]
            self._norms[begin, end] = sum([2 * row[upto] - row[0] for row, upto in rows])
        return self._norms[begin, end]

    def _row(self, at: int) -> list[float]:
        """What a paragraph shares with itself, with itself and the next, and so on, to as many as are ever compared."""
        row = self._shared.get(at)
        if row is None:
            own, square, words = self._words[self.paragraphs[at]], self._square, self._words
            others = self.paragraphs[at : at + 2 * _WIDE + 1]
            row = list(accumulate([sum([square[word] for word in own & words[other]]) for other in others]))
            self._shared[at] = row
        return row

    def _shared_names(self, begin: int, last: int, first: int, end: int) -> float | None:
        key = (begin, last, first, end)
        if key not in self._named_alike:
            one = frozenset().union(*[self._named(place) for place in self.paragraphs[begin:last]])
            two = frozenset().union(*[self._named(place) for place in self.paragraphs[first:end]])
            fewest = min(len(one), len(two))
            self._named_alike[key] = len(one & two) / fewest if fewest >= _NAMES else None
        return self._named_alike[key]

    def _named(self, place: int) -> frozenset[str]:
        if place not in self._names:
            self._names[place] = frozenset(_NAME.findall(self._lines[place].text))
        return self._names[place]


def is_paragraph(line: Line) -> bool:
    """Whether a line is text, and as long as a paragraph."""
    return line.sign is Sign.PROSE and width_of(line.text) >= PARAGRAPH


def words_of_line(text: str) -> frozenset[str]:
    """The words of a line as they are compared: their beginnings in lower case; pairs of characters where no spaces are."""
    runs = () if text.isascii() else _CJK.findall(text)
    if not runs:
        words = {word[:_STEM] for word in _WORD.findall(text.casefold())}
    else:
        words = {word.casefold()[:_STEM] for word in _WORD.findall(text) if not _CJK.search(word)}
        words |= {run[at : at + 2] for run in runs for at in range(len(run) - 1)}
    return frozenset(words if len(words) <= _WORDS else sorted(words)[:_WORDS])
