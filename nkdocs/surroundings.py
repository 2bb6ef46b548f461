"""What a line that may be a title stands among, said in steps: what is next to it, how far text is, what it shares with text.

Each figure is put into a step of a table (`measures`), so that every reason is a name that either holds or does not, and has
one worth in `weights`. Lines are described by their sign and shape only, never by their words.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate
from typing import Final

from nkdocs.cohesion import Cohesion, Ties, is_paragraph
from nkdocs.lines import Line, ends_sentence, width_of, words_in
from nkdocs.measures import step
from nkdocs.rules import CHROME, Sign

_BESIDE: Final = {-2: "two lines before", -1: "line before", 0: "it", 1: "line after", 2: "two lines after"}
_WIDTHS: Final = (12, 25, 45, 80, 130, 240)
#: Lines before and after within which the same text, or a line of the same kind, says something.
_AGAIN: Final = 40
_ALIKE: Final = 30
_CLOSE: Final = 12
_QUESTIONS: Final = 4
#: A line of so many characters does not stand in another by chance.
_TELLING: Final = 14
_NUMBERED = re.compile(r"[#(]?\d{1,2}[.):]")
_SHORT: Final = frozenset({Sign.SHORT, Sign.LISTED})
_STAMPS: Final = frozenset({Sign.DATE, Sign.BYLINE})
#: Signs of lines that are counted between a line and the text after or before it.
_COUNTED: Final[dict[str, frozenset[Sign]]] = {
    "short": _SHORT,
    "furniture": CHROME,
    "menus": frozenset({Sign.MENU}),
    "ends": frozenset({Sign.RELATED, Sign.COMMENTS, Sign.FORM, Sign.FOOTER, Sign.TAGS, Sign.REPLY}),
    "stamps": _STAMPS,
    "shares": frozenset({Sign.SHARE, Sign.PROMO}),
    "related": frozenset({Sign.RELATED}),
    "footers": frozenset({Sign.FOOTER, Sign.END}),
    "closers": frozenset({Sign.COMMENTS, Sign.FORM, Sign.TAGS, Sign.BIO, Sign.NOTE, Sign.APPEAL}),
}


class Surroundings:
    """The lines of a dump, asked for the surroundings of each."""

    def __init__(self, lines: Sequence[Line], linked: Sequence[bool]) -> None:
        self._lines, self._linked = lines, linked
        self._cohesion = Cohesion(lines)
        self._paragraphs = self._cohesion.paragraphs
        self._is_paragraph = [is_paragraph(line) for line in lines]
        self._beside: dict[int, tuple[str, ...]] = {}
        self._counts = {name: _summed(line.sign in signs for line in lines) for name, signs in _COUNTED.items()}
        self._counts |= {
            "titles": _summed(map(self._is_title_like, range(len(lines)))),
            "nameless": _summed(line.sign in _SHORT and line.byline is None for line in lines),
            "names": _summed(line.byline is not None for line in lines),
            "questions": _summed(
                line.text[-1] == "?" and not long for line, long in zip(lines, self._is_paragraph, strict=True)
            ),
            "paragraphs": _summed(self._is_paragraph),
        }
        gaps = sorted(line.gap for line in lines)
        self._usual_gap = gaps[len(gaps) // 2] if gaps else 0
        self._places: dict[str, list[int]] = {}
        self._kinds: dict[tuple[object, ...], list[int]] = {}
        self._numbered = [place for place, line in enumerate(lines) if _NUMBERED.match(line.text)]
        for place, line in enumerate(lines):
            self._places.setdefault(line.text, []).append(place)
            self._kinds.setdefault(self._kind(place), []).append(place)
        total = max(1, len(lines))
        self._stamped = min(1.0, self._counts["stamps"][-1] / max(1, len(self._paragraphs)))
        self._shortness = sum(line.sign in (Sign.SHORT, Sign.MENU) for line in lines) / total

    def reasons(self, place: int) -> Iterator[str]:
        """What stands around the line at a place, as reasons of the table of weights."""
        for steps, where in _BESIDE.items():
            at = place + steps
            if 0 <= at < len(self._lines):
                yield from (f"{where}: {what}" for what in self._description(at))
            else:
                yield f"{where}: none"
        measures = self._measures(place)
        figures = measures | _tied(self._cohesion.ties(place))
        yield from (f"{name}: {step(name, figure)}" for name, figure in figures.items())
        yield from self._said(place, measures)
        yield from self._together(place, measures)

    def _description(self, place: int) -> tuple[str, ...]:
        if place not in self._beside:
            self._beside[place] = _described(self._lines[place])
        return self._beside[place]

    def _measures(self, place: int) -> dict[str, float]:
        line, lines = self._lines[place], self._lines
        following, last = bisect_right(self._paragraphs, place), bisect_left(self._paragraphs, place)
        upto = self._paragraphs[following] if following < len(self._paragraphs) else len(lines)
        since = self._paragraphs[last - 1] if last else -1
        before = (since + 1, place)
        between = (place + 1, upto)
        near = [at for at in self._paragraphs[following : following + 6] if at - place < _ALIKE]
        alike = _near(self._kinds[self._kind(place)], place)
        earlier = self._paragraphs[max(0, last - 4) : last]
        words = [word for word in line.text.split() if word[0].isalpha()]
        return {
            "lines to the next paragraph": upto - place if following < len(self._paragraphs) else len(lines),
            "lines from the last paragraph": place - since,
            "lines between the paragraphs": upto - since - 1,
            "lines like a title before the text": self._count("titles", between),
            "short lines before the text": self._count("nameless", between),
            "furniture before the text": self._count("furniture", between),
            "menus before the text": self._count("menus", between),
            "ends before the text": self._count("ends", between),
            "dates and bylines before the text": self._count("stamps", between),
            "names before the text": self._count("names", between),
            "dates and bylines since the text": self._count("stamps", before),
            "names since the text": self._count("names", before),
            "furniture since the text": self._count("furniture", before),
            "short lines since the text": self._count("short", before),
            "lines like a title since the text": self._count("titles", before),
            "menus since the text": self._count("menus", before),
            "share bars since the text": self._count("shares", before),
            "related links since the text": self._count("related", before),
            "footers since the text": self._count("footers", before),
            "comments, tags, notes since the text": self._count("closers", before),
            "paragraphs close after": self._count("paragraphs", (place + 1, place + 1 + _CLOSE)),
            "paragraphs close before": self._count("paragraphs", (place - _CLOSE, place)),
            "text after it (thousand letters)": sum(len(lines[at].text) for at in near) / 1000,
            "length of paragraphs after": _mean([width_of(lines[at].text) for at in near[:4]]),
            "length of paragraphs before": _mean([width_of(lines[at].text) for at in earlier]),
            "width": width_of(line.text),
            "words": words_in(line.text),
            "share of capitals": sum(word[0].isupper() for word in words) / max(1, len(words)),
            "blank lines before, more than usual": min(line.gap, 4) - self._usual_gap,
            "blank lines after, more than usual": (min(lines[place + 1].gap, 4) if place + 1 < len(lines) else 0)
            - self._usual_gap,
            "lines from the beginning": place,
            "times it stands here": line.repeats,
            "lines of the same kind near": sum(0 < abs(at - place) <= _ALIKE for at in alike),
            "dates and bylines in the dump, a paragraph": self._stamped,
            "short lines in the dump": self._shortness,
        }

    def _said(self, place: int, measures: dict[str, float]) -> Iterator[str]:
        """What holds or does not."""
        holds = {
            "begins the dump": place == 0,
            "after a heading of related links": self._linked[place],
            "right after a paragraph": measures["lines from the last paragraph"] == 1 or place == 0,
            "last line like a title before the text": not measures["lines like a title before the text"],
            "before the first paragraph": measures["lines from the last paragraph"] == place + 1,
            "one question of many": self._is_question_of_many(place),
            "part of a line near": self._is_part_of_another(place),
        }
        yield from (what for what, yes in holds.items() if yes)
        same = self._places[self._lines[place].text]
        at = bisect_left(same, place)
        if at and place - same[at - 1] <= _AGAIN:
            yield "stands here before"
        if at + 1 < len(same) and same[at + 1] - place < _AGAIN:
            yield "stands here again"
        if _NUMBERED.match(self._lines[place].text):
            others = any(0 < abs(other - place) <= _AGAIN for other in _near(self._numbered, place))
            yield "numbered, as others are" if others else "numbered"

    def _is_question_of_many(self, place: int) -> bool:
        asks = self._lines[place].text[-1] == "?"
        return asks and self._count("questions", (place - _AGAIN, place + _AGAIN + 1)) >= _QUESTIONS

    def _is_part_of_another(self, place: int) -> bool:
        line = self._lines[place]
        near = self._lines[max(0, place - _CLOSE) : place + _CLOSE + 1]
        return line.size >= _TELLING and any(other.size > line.size and line.text in other.text for other in near)

    def _together(self, place: int, measures: dict[str, float]) -> Iterator[str]:
        """What says more together: how noisy it is before the line, and what stands between it and text."""
        noise = measures["short lines since the text"] + measures["furniture since the text"]
        noisy = "no noise" if not noise else "little noise" if noise < 4 else "noise" if noise < 12 else "much noise"
        titles, stamped = (
            min(measures["lines like a title before the text"], 3),
            measures["dates and bylines before the text"] > 0,
        )
        yield f"{noisy} before, {titles:.0f} lines like a title after, {'dated' if stamped else 'no date'}"
        yield f"{noisy} before, text {min(measures['lines to the next paragraph'], 5):.0f} lines on"
        above = "stamps" if measures["dates and bylines since the text"] else "no stamps"
        yield f"{above} above, {'stamps' if stamped else 'none'} below"
        often = "dates often" if self._stamped > 0.12 else "dates seldom"
        yield f"{often}, {'one' if stamped else 'none'} here"
        alike = measures["lines of the same kind near"]
        count = "none" if not alike else "one" if alike == 1 else "some" if alike < 4 else "many"
        yield f"{count} of the same kind near, {'stamped' if self._is_stamped(place) else 'not stamped'}"

    def _kind(self, place: int) -> tuple[object, ...]:
        """What makes two lines the same kind of heading: their shape, and what stands right before and after."""
        line = self._lines[place]
        return (
            self._group(place - 1),
            self._group(place),
            self._group(place + 1),
            _NUMBERED.match(line.text) is not None,
            ":" in line.text[3:-1],
            line.text[-1] == "?",
            min(line.gap, 2),
            self._is_stamped(place),
        )

    def _group(self, place: int) -> str:
        if not 0 <= place < len(self._lines):
            return "none"
        line = self._lines[place]
        if line.sign in (Sign.PROSE, Sign.LISTED):
            return "paragraph" if self._is_paragraph[place] else "text"
        if line.is_stamp or line.is_chrome:
            return "stamp" if line.is_stamp else "furniture"
        return "picture" if line.sign in (Sign.IMAGE, Sign.CAPTION) else "short"

    def _is_stamped(self, place: int) -> bool:
        return self._count("stamps", (place - 2, place + 4)) > 0

    def _is_title_like(self, place: int) -> bool:
        line = self._lines[place]
        return (
            line.sign in (Sign.SHORT, Sign.PROSE)
            and not self._is_paragraph[place]
            and line.byline is None
            and words_in(line.text) >= 3
            and width_of(line.text) >= 15
        )

    def _count(self, name: str, bounds: tuple[int, int]) -> int:
        sums = self._counts[name]
        return sums[min(max(bounds[1], 0), len(self._lines))] - sums[min(max(bounds[0], 0), len(self._lines))]


def _summed(holds: Iterable[bool]) -> list[int]:
    """How often something held before each place, and in all."""
    return list(accumulate(holds, initial=0))


def _tied(ties: Ties) -> dict[str, float | None]:
    return {
        "its words in the text after": ties.own_after,
        "its words in the text before": ties.own_before,
        "its words rather after than before": ties.own_after - ties.own_before,
        "words shared with the text after": ties.words_after,
        "words shared with the first paragraph": ties.words_first,
        "words shared with the text before": ties.words_before,
        "words shared with the last paragraph": ties.words_last,
        "texts before and after alike": ties.texts,
        "more text before and after alike": ties.wide,
        "names before and after alike": ties.names,
    }


def _described(line: Line) -> tuple[str, ...]:
    """A line as its neighbours see it."""
    holds = {
        "furniture": line.is_chrome,
        "date or byline": line.is_stamp,
        "a date in it": bool(line.dates),
        "a name in it": line.byline is not None,
        "a whole sentence": ends_sentence(line.text),
        "stands here often": line.repeats > 1,
        "capitals only": line.text.isupper(),
        "ends with a colon": line.text[-1] in ":：",
        "begins small": line.text[0].islower(),
    }
    wide = bisect_right(_WIDTHS, width_of(line.text))
    size = f"wider than {_WIDTHS[-1]}" if wide == len(_WIDTHS) else f"narrower than {_WIDTHS[wide]}"
    return (line.sign.value, size, *(what for what, yes in holds.items() if yes))


def _mean(figures: Sequence[float]) -> float:
    return sum(figures) / len(figures) if figures else 0.0


def _near(places: Sequence[int], place: int) -> Sequence[int]:
    """Those of many places, in order, that are near one."""
    return places[bisect_left(places, place - _AGAIN) : bisect_right(places, place + _AGAIN)]
