"""What a line that may be a title stands among, said in steps: what is next to it, how far text is, what it shares with text.

Each figure is put into a step of a table (`measures`), so that every reason is a name that either holds or does not, and has
one worth in `weights`. Lines are described by their sign and shape only, never by their words.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate
from typing import Final

from nkdocs.beside import BESIDE, told_beside
from nkdocs.cohesion import Cohesion, Ties
from nkdocs.kindred import ALIKE, NUMBERED, Kinds
from nkdocs.lines import Line, width_of, words_in
from nkdocs.measures import steps_of
from nkdocs.rules import CHROME, Sign
from nkdocs.shapes import rows_of, shape_of, together
from nkdocs.stamps import TIME

#: Lines before and after within which the same text says something.
_AGAIN: Final = 40
_CLOSE: Final = 12
_QUESTIONS: Final = 4
#: Characters of the longest line that says when something was written.
_STAMP: Final = 90
#: A line of so many characters does not stand in another by chance.
_TELLING: Final = 14
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
    "heads": frozenset({Sign.COMMENTER, Sign.REPLY}),
    "closers": frozenset({Sign.COMMENTS, Sign.FORM, Sign.TAGS, Sign.BIO, Sign.NOTE, Sign.APPEAL}),
}


class Surroundings:
    """The lines of a dump, asked for the surroundings of each."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self._lines = lines
        self._cohesion = Cohesion(lines)
        self._paragraphs = self._cohesion.paragraphs
        self._is_paragraph = [False] * len(lines)
        for place in self._paragraphs:
            self._is_paragraph[place] = True
        self._widths = [width_of(lines[place].text) for place in self._paragraphs]
        self._beside: dict[int, tuple[tuple[str, ...], ...]] = {}
        self._shapes = [shape_of(line) for line in lines]
        self._rows_after, self._rows_before = rows_of(lines, self._paragraphs)
        signs = [line.sign for line in lines]
        self._counts = {name: _summed([sign in counted for sign in signs]) for name, counted in _COUNTED.items()}
        self._counts |= {
            "titles": _summed(map(self._is_title_like, range(len(lines)))),
            "nameless": _summed([line.sign in _SHORT and line.byline is None for line in lines]),
            "names": _summed([line.byline is not None for line in lines]),
            "questions": _summed(
                [line.text[-1] == "?" and not long for line, long in zip(lines, self._is_paragraph, strict=True)]
            ),
            "paragraphs": _summed(self._is_paragraph),
            "timed": _summed(
                [bool(line.dates) and line.size <= _STAMP and TIME.search(line.text) is not None for line in lines]
            ),
        }
        gaps = sorted([line.gap for line in lines])
        self._usual_gap = gaps[len(gaps) // 2] if gaps else 0
        self._places: dict[str, list[int]] = {}
        self._kinds = Kinds(lines, self._is_paragraph, self._is_stamped)
        self._numbered = [place for place, line in enumerate(lines) if NUMBERED.match(line.text)]
        for place, line in enumerate(lines):
            if line.repeats > 1:
                self._places.setdefault(line.text, []).append(place)
        total = max(1, len(lines))
        self._stamped = min(1.0, self._counts["stamps"][-1] / max(1, len(self._paragraphs)))
        self._shortness = sum([sign in (Sign.SHORT, Sign.MENU) for sign in signs]) / total

    def reasons(self, place: int) -> Iterator[str]:
        """What stands around the line at a place, as reasons of the table of weights."""
        for order, (steps, where) in enumerate(BESIDE.items()):
            at = place + steps
            if 0 <= at < len(self._lines):
                yield from self._description(at)[order]
            else:
                yield f"{where}: none"
        measures = self._measures(place)
        yield from steps_of(measures)
        yield from steps_of(_tied(self._cohesion.ties(place)))
        yield from self._said(place, measures)
        yield from self._together(place, measures)
        yield from together(self._lines, self._shapes, place)

    def _description(self, place: int) -> tuple[tuple[str, ...], ...]:
        """A line as those beside it say it, in the order of `BESIDE`."""
        found = self._beside.get(place)
        if found is None:
            found = self._beside[place] = told_beside(self._lines[place])
        return found

    def _measures(self, place: int) -> dict[str, float]:
        line, lines, paragraphs, counts = self._lines[place], self._lines, self._paragraphs, self._counts
        following, last = bisect_right(paragraphs, place), bisect_left(paragraphs, place)
        upto = paragraphs[following] if following < len(paragraphs) else len(lines)
        since = paragraphs[last - 1] if last else -1
        before, after = since + 1, place + 1
        near = bisect_left(paragraphs, place + ALIKE, following, min(following + 6, len(paragraphs)))
        words = [word for word in line.text.split() if word[0].isalpha()]
        gap_after = min(lines[after].gap, 4) if after < len(lines) else 0

        def within(name: str) -> int:
            return counts[name][upto] - counts[name][after]

        def earlier(name: str) -> int:
            return counts[name][place] - counts[name][before]

        def close_after(name: str) -> int:
            return counts[name][min(after + _CLOSE, len(lines))] - counts[name][after]

        def close_before(name: str) -> int:
            return counts[name][place] - counts[name][max(place - _CLOSE, 0)]

        return {
            "lines to the next paragraph": upto - place if following < len(paragraphs) else len(lines),
            "lines from the last paragraph": place - since,
            "lines between the paragraphs": upto - since - 1,
            "lines like a title before the text": within("titles"),
            "short lines before the text": within("nameless"),
            "furniture before the text": within("furniture"),
            "menus before the text": within("menus"),
            "ends before the text": within("ends"),
            "dates and bylines before the text": within("stamps"),
            "names before the text": within("names"),
            "dates and bylines since the text": earlier("stamps"),
            "names since the text": earlier("names"),
            "furniture since the text": earlier("furniture"),
            "short lines since the text": earlier("short"),
            "lines like a title since the text": earlier("titles"),
            "menus since the text": earlier("menus"),
            "share bars since the text": earlier("shares"),
            "related links since the text": earlier("related"),
            "footers since the text": earlier("footers"),
            "comments, tags, notes since the text": earlier("closers"),
            "paragraphs close after": close_after("paragraphs"),
            "paragraphs close before": close_before("paragraphs"),
            "comment heads close before": close_before("heads"),
            "comment heads close after": close_after("heads"),
            "times of day close before": close_before("timed"),
            "times of day close after": close_after("timed"),
            "text after it (thousand letters)": sum([len(lines[at].text) for at in paragraphs[following:near]]) / 1000,
            "length of paragraphs after": _mean(self._widths[following : min(near, following + 4)]),
            "length of paragraphs before": _mean(self._widths[max(0, last - 4) : last]),
            "width": width_of(line.text),
            "words": words_in(line.text),
            "share of capitals": sum([word[0].isupper() for word in words]) / max(1, len(words)),
            "blank lines before, more than usual": min(line.gap, 4) - self._usual_gap,
            "blank lines after, more than usual": gap_after - self._usual_gap,
            "lines from the beginning": place,
            "times it stands here": line.repeats,
            "lines of the same kind near": self._kinds.near(place),
            "dates and bylines in the dump, a paragraph": self._stamped,
            "short lines in the dump": self._shortness,
        }

    def _said(self, place: int, measures: dict[str, float]) -> Iterator[str]:
        """What holds or does not."""
        holds = {
            "before the first paragraph": measures["lines from the last paragraph"] == place + 1,
            "one question of many": self._is_question_of_many(place),
            "part of a line near": self._is_part_of_another(place),
            "right under a comment's head": self._is_under_head(place),
        }
        yield from (what for what, yes in holds.items() if yes)
        beside = [self._cohesion.told(at) for at in self._rivals(place)]
        if beside:
            own, most = self._cohesion.told(place), max(beside)
            than = "more" if own > most else "fewer" if own < most else "as many"
            yield f"{than} words of the text than the lines beside it have"
        same = self._places.get(self._lines[place].text, (place,))
        at = bisect_left(same, place)
        if at and place - same[at - 1] <= _AGAIN:
            yield "stands here before"
        if at + 1 < len(same) and same[at + 1] - place < _AGAIN:
            yield "stands here again"
        if NUMBERED.match(self._lines[place].text):
            others = any(0 < abs(other - place) <= _AGAIN for other in _near(self._numbered, place))
            yield "numbered, as others are" if others else "numbered"

    def _is_question_of_many(self, place: int) -> bool:
        asks = self._lines[place].text[-1] == "?"
        return asks and self._count("questions", (place - _AGAIN, place + _AGAIN + 1)) >= _QUESTIONS

    def _rivals(self, place: int) -> list[int]:
        """The lines next to a line, or next but one, that may be the title in its place."""
        near = [at for at in range(max(0, place - 2), min(place + 3, len(self._lines))) if at != place]
        return [at for at in near if self._lines[at].sign in _SHORT and self._lines[at].byline is None]

    def _is_under_head(self, place: int) -> bool:
        """Whether nothing but a date stands between a line and the head of a comment over it."""
        above = place - 1
        while above >= max(0, place - 2) and self._lines[above].sign is Sign.DATE:
            above -= 1
        return above >= 0 and self._lines[above].sign is Sign.COMMENTER

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
        after = bisect_left(self._paragraphs, place + 1)
        row = "far" if measures["lines to the next paragraph"] > _CLOSE else self._rows_after[after]
        yield f"{noisy} before, {row} paragraphs in a row after, {min(titles, 2):.0f} lines like a title between"
        yield f"{noisy} before, {self._rows_before[bisect_left(self._paragraphs, place)]} paragraphs in a row before that"
        yield f"{noisy} before, text {min(measures['lines to the next paragraph'], 5):.0f} lines on"
        above = "stamps" if measures["dates and bylines since the text"] else "no stamps"
        yield f"{above} above, {'stamps' if stamped else 'none'} below"
        often = "dates often" if self._stamped > 0.12 else "dates seldom"
        yield f"{often}, {'one' if stamped else 'none'} here"
        alike = measures["lines of the same kind near"]
        count = "none" if not alike else "one" if alike == 1 else "some" if alike < 4 else "many"
        yield f"{count} of the same kind near, {'stamped' if self._is_stamped(place) else 'not stamped'}"

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


def _mean(figures: Sequence[float]) -> float:
    return sum(figures) / len(figures) if figures else 0.0


def _near(places: Sequence[int], place: int) -> Sequence[int]:
    """Those of many places, in order, that are near one."""
    return places[bisect_left(places, place - _AGAIN) : bisect_right(places, place + _AGAIN)]
