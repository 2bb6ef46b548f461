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
from collections import Counter
from collections.abc import Iterable, Sequence
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
        self._words = [words_of_line(line.text) for line in lines]
        self._lines = lines
        self.paragraphs = [place for place, line in enumerate(lines) if is_paragraph(line)]
        spread = Counter(word for words in self._words for word in words)
        self._rarity = {word: math.log((len(lines) + 1) / (count + 0.5)) for word, count in spread.items()}
        self._alike: dict[tuple[int, int], float] = {}
        self._names: dict[int, frozenset[str]] = {}

    def ties(self, place: int) -> Ties:
        """What ties the line at a place among the lines to the text around it."""
        first, last = bisect_right(self.paragraphs, place), bisect_left(self.paragraphs, place)
        after = [near for near in self.paragraphs[first : first + _NEAR] if near - place < _REACH]
        before = self.paragraphs[max(0, last - _NEAR) : last]
        own = self._words[place]
        telling = [word for word in own if len(word) > 3 or _CJK.match(word)]
        known_after, known_before = self._union(after), self._union(before)
        weight = sum(self._rarity[word] for word in own) or 1.0
        wide_after, wide_before = self.paragraphs[first : first + _WIDE], self.paragraphs[max(0, last - _WIDE) : last]
        return Ties(
            own_after=sum(self._rarity[word] for word in own if word in known_after) / weight,
            own_before=sum(self._rarity[word] for word in own if word in known_before) / weight,
            words_after=sum(word in known_after for word in telling),
            words_first=sum(word in self._words[after[0]] for word in telling) if after else 0,
            words_before=sum(word in known_before for word in telling),
            words_last=sum(word in self._words[before[-1]] for word in telling) if before else 0,
            texts=self._compared(before, after) if before and after else None,
            wide=self._compared(wide_before, wide_after) if wide_before and wide_after else None,
            names=self._shared_names(wide_before, wide_after),
        )

    def _union(self, places: Iterable[int]) -> set[str]:
        return set().union(*(self._words[place] for place in places))

    def _compared(self, before: Sequence[int], after: Sequence[int]) -> float:
        """The cosine of two stretches of paragraphs, each word weighed by its rarity and how many paragraphs have it."""
        key = (before[0] * len(self._lines) + before[-1], after[0] * len(self._lines) + after[-1])
        if key not in self._alike:
            one, two = self._counted(before), self._counted(after)
            norms = math.sqrt(_square(one) * _square(two)) or 1.0
            fewer, more = sorted((one, two), key=len)
            self._alike[key] = sum(weight * more[word] for word, weight in fewer.items() if word in more) / norms
        return self._alike[key]

    def _counted(self, places: Iterable[int]) -> dict[str, float]:
        counts = Counter(word for place in places for word in self._words[place])
        return {word: count * self._rarity[word] for word, count in counts.items()}

    def _shared_names(self, before: Sequence[int], after: Sequence[int]) -> float | None:
        one = frozenset().union(*(self._named(place) for place in before))
        two = frozenset().union(*(self._named(place) for place in after))
        fewest = min(len(one), len(two))
        return len(one & two) / fewest if fewest >= _NAMES else None

    def _named(self, place: int) -> frozenset[str]:
        if place not in self._names:
            self._names[place] = frozenset(_NAME.findall(self._lines[place].text))
        return self._names[place]


def is_paragraph(line: Line) -> bool:
    """Whether a line is text, and as long as a paragraph."""
    return line.sign is Sign.PROSE and width_of(line.text) >= PARAGRAPH


def words_of_line(text: str) -> frozenset[str]:
    """The words of a line as they are compared: their beginnings in lower case; pairs of characters where no spaces are."""
    words = {word.casefold()[:_STEM] for word in _WORD.findall(text) if not _CJK.search(word)}
    for run in _CJK.findall(text):
        words |= {run[at : at + 2] for at in range(len(run) - 1)}
    return frozenset(words if len(words) <= _WORDS else sorted(words)[:_WORDS])


def _square(weights: dict[str, float]) -> float:
    return sum(weight * weight for weight in weights.values())
