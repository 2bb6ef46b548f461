"""How much each line of a dump is worth as the title of an article, and why.

No single sign says where an article begins. A line is weighed by its shape, by what stands after it (a byline, a date, a
share bar, text), by what stands before it (the end of something: tags, forms, footers, sign-offs), by surroundings that
recur in the dump, and by the words it shares with the text around it. All weights stand in one table, `weights`; a reason is
its name there. Which lines are taken as titles is decided by `split`, over the whole dump.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import repeat
from typing import Final

from nkdocs.code_lines import CODE
from nkdocs.cohesion import is_paragraph
from nkdocs.layout import (
    FAR,
    LONGEST_TITLE,
    NEAR,
    TEXT,
    Layout,
    away_from_text,
    comment_zones,
    head_end,
    label_runs,
    lay_out,
    recurring,
)
from nkdocs.lines import Line
from nkdocs.reasons import after_reasons, before_reasons, shape_reasons
from nkdocs.rules import Sign
from nkdocs.series import clocked, linked_series
from nkdocs.surroundings import Surroundings
from nkdocs.values import dataclass
from nkdocs.weights import THRESHOLD, WEIGHTS

#: A line of fewer characters is a title only among so many first lines.
_TINY: Final = 6
_TOP: Final = 12
#: So many labels in a row are a menu.
_MENU: Final = 4
#: Beginnings of the reasons that a date, a byline or a name is near.
_STAMPED: Final = ("date or byline", "date and byline", "name ")
#: Of the reasons for a title, so many are told.
_SHOWN: Final = 5
#: A line of less worth is never a title, where text stands before it.
WORTHLESS: Final = -4.0
#: Of the lines before the first paragraph, so many may be the dump's first title, whatever they are worth.
_FIRST_LINES: Final = 400
#: A line without prose in so many lines after it begins no article. (Of some 350 articles of other people's pages, with all
#: that stands between title and text, 27 was the most.)
_FAR: Final = 100
#: Furniture that stands inside an article too.
_INSERTS: Final = frozenset({Sign.PROMO, Sign.SHARE, Sign.APPEAL, Sign.COUNT})
#: What is known for something else by the line beside it, or by its characters.
_NEVER: Final = frozenset({CODE, "under the button of a caption"})
_CUTTABLE: Final = frozenset({Sign.SHORT, Sign.PROSE, Sign.LISTED, Sign.CAPTION})


@dataclass(frozen=True, slots=True)
class Candidate:
    """A line, by its place among the lines, that may be a title: what it is worth, and why.

    `lead` is what it is worth besides as the first title of the dump; `head` is the place after the last of the dates and
    bylines that stand right under it. `why` holds reasons of the table; `said` is the reason of a person.
    """

    place: int
    score: float
    why: tuple[str, ...]
    lead: float
    head: int
    said: str = ""

    @property
    def reasons(self) -> str:
        """Why the line is a title, in words, what counts most first."""
        worth = {reason: WEIGHTS.get(reason, 0.0) * times for reason, times in Counter(self.why).items()}
        ordered = sorted(worth, key=lambda reason: -abs(worth[reason]))[:_SHOWN]
        return self.said or "; ".join(f"{reason} {worth[reason]:+.1f}".replace(": up to 0 ", ": none ") for reason in ordered)


def find_candidates(lines: Sequence[Line], worthless: float = WORTHLESS, layout: Layout | None = None) -> list[Candidate]:
    """The lines of a dump that may be titles, in order: worth more than `worthless`, or before the first paragraph.

    `layout` is that of the lines; it is found if it is not given.
    """
    around = _Around(lines, layout or lay_out(lines))
    shapes: dict[tuple[Sign, str], tuple[str, ...]] = {}
    dated = any(line.is_stamp for line in lines[: 2 * NEAR])
    found = []
    for place, line in enumerate(lines):
        if line.sign not in _CUTTABLE or line.size > LONGEST_TITLE or (line.size < _TINY and place > _TOP):
            continue
        if line.rule in _NEVER or around.within[place] or (around.textless[place] and place > around.first_text):
            continue
        if place + 1 < len(lines) and lines[place + 1].text == line.text and line.sign is Sign.SHORT:
            continue  # of two lines that say the same, the second is the title
        if (shape := shapes.get((line.sign, line.text))) is None:
            shape = shapes[line.sign, line.text] = tuple(shape_reasons(line))
        why = (
            *shape,
            *after_reasons(lines, place, around.leading),
            *before_reasons(lines, place, linked=around.linked[place]),
            *around.reasons(place),
        )
        if dated and not any(reason.startswith(_STAMPED) for reason in why):
            why = (*why, "no date or byline, where the dump begins with one")
        why = (*why, *around.surroundings.reasons(place))
        score = sum(map(WEIGHTS.get, why, repeat(0.0))) - THRESHOLD
        if score > worthless or place <= around.first_text:
            lead = max(2.0 - 0.05 * place, 0.5) if 0 < place <= around.first_text else 0.0
            why = tuple(map(sys.intern, why))  # a long dump has many candidates, and they say the same of themselves
            found.append(Candidate(place, score, why, lead, head_end(lines, place, around.leading)))
    return found


def first_paragraph(lines: Sequence[Line]) -> int:
    """The place of the first paragraph, or that up to which the dump's first title is looked for."""
    return next((place for place, line in enumerate(lines[:_FIRST_LINES]) if is_paragraph(line)), min(len(lines), _FIRST_LINES))


def _textless(lines: Sequence[Line]) -> list[bool]:
    """For each line whether no prose stands in the `_FAR` lines after it."""
    found = [True] * len(lines)
    text = len(lines) + _FAR
    for place in range(len(lines) - 1, -1, -1):
        found[place] = text - place > _FAR
        text = place if lines[place].sign is Sign.PROSE else text
    return found


class _Around:
    """What the layout of a whole dump says about its lines, found once."""

    def __init__(self, lines: Sequence[Line], layout: Layout) -> None:
        self.lines = lines
        self.leading, self.opens, self.linked = layout.leading, layout.opens, layout.linked
        self.dated_links = layout.dated_links
        self.commented = comment_zones(lines, self.opens)
        self.surroundings = Surroundings(lines)
        self.away = away_from_text(lines)
        self.layouts = recurring(lines, self.away)
        self.labels = label_runs(lines)
        self.paragraphs = [is_paragraph(line) for line in lines]
        self.first_text = first_paragraph(lines)
        self.textless = _textless(lines)
        self.within = [one or other for one, other in zip(clocked(lines), linked_series(lines), strict=True)]

    def reasons(self, place: int) -> Iterator[str]:
        """What the layout says for and against a line as a title."""
        yield from _far(self.away[place])
        yield from _recurring(self.layouts.get(place, ()), linked=self.linked[place])
        if self.commented[place]:
            yield "among comments"
        if self.dated_links[place] and not self.opens[place]:
            yield "among dated links"
        if self.linked[place]:
            yield "under related links"
        if self.opens[place]:
            yield "date or byline and paragraphs after it"
        if place and self.leading[place - 1]:
            yield "under a date that opens it"
        if place and self.labels[place - 1] >= _MENU and self.lines[place].sign is not Sign.PROSE:
            yield "run of labels before it"
        if place + _MENU < len(self.lines) and self.labels[place + _MENU] >= _MENU:
            yield "labels after it"
        yield from self._text(place)

    def _text(self, place: int) -> Iterator[str]:
        """What the paragraphs around a line say about it."""
        count = sum(self.paragraphs[place + 1 : place + 1 + NEAR])
        if count:
            yield "paragraphs after it" if count > 2 else "a paragraph after it"
        after = self.lines[place + 1].sign if place + 1 < len(self.lines) else None
        before = self.lines[place - 1] if place else None
        stamped = any(near.is_stamp for near in self.lines[place + 1 : place + 4])
        if before is not None and after in TEXT and before.sign in TEXT and not stamped:
            yield "between paragraphs"
        elif (
            before is not None
            and before.is_chrome
            and before.sign not in _INSERTS
            and place + 1 < len(self.lines)
            and self.paragraphs[place + 1]
        ):
            yield "between furniture and a paragraph"


def _recurring(reasons: Sequence[str], *, linked: bool) -> Iterator[str]:
    """The reasons of a recurring layout that hold for a line: dates over every line are what a list of links has."""
    yield from (reason for reason in reasons if not (linked and reason.startswith("date or byline before")))


def _far(away: int) -> Iterator[str]:
    yield from ["no text near"] if away > 2 * FAR else ["a line away from text"] * min(away - FAR, 5)
