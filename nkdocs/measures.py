"""The figures that are taken of what stands around a line, and the steps they are put into.

A step is a name that holds or does not, and so can have a worth of its own in a table: that a title stands two lines over a
paragraph and that it stands nine lines over one are different things, not one thing in different amounts. How the figures are
found is not known here.
"""

from __future__ import annotations

import sys
from bisect import bisect_left
from collections.abc import Mapping
from typing import Final

#: What is measured around a line, and the bounds of the steps: at most the first, the second, ..., or more than the last.
MEASURES: Final[dict[str, tuple[float, ...]]] = {
    "lines to the next paragraph": (1, 2, 3, 4, 5, 6, 8, 11, 15),
    "lines from the last paragraph": (1, 2, 3, 4, 6, 9, 15),
    "lines between the paragraphs": (0, 1, 2, 3, 4, 6, 9, 14, 22, 40),
    "lines like a title before the text": (0, 1, 2, 3, 4, 6),
    "short lines before the text": (0, 1, 2, 3, 5, 8),
    "furniture before the text": (0, 1, 2, 4, 7),
    "menus before the text": (0, 1, 3),
    "ends before the text": (0, 1, 2),
    "dates and bylines before the text": (0, 1, 2),
    "names before the text": (0, 1, 2),
    "dates and bylines since the text": (0, 1, 2),
    "names since the text": (0, 1, 2),
    "furniture since the text": (0, 1, 2, 4, 7),
    "short lines since the text": (0, 1, 2, 4, 8, 14),
    "lines like a title since the text": (0, 1, 2, 4, 7),
    "menus since the text": (0, 1, 3, 6),
    "share bars since the text": (0, 1, 3),
    "related links since the text": (0, 1),
    "footers since the text": (0, 1),
    "comments, tags, notes since the text": (0, 1, 2),
    "paragraphs close after": (0, 1, 2, 3, 5, 8),
    "paragraphs close before": (0, 1, 2, 3, 5, 8),
    "comment heads close before": (0, 1, 2),
    "comment heads close after": (0, 1, 2),
    "times of day close before": (0, 1, 2),
    "times of day close after": (0, 1, 2),
    "text after it (thousand letters)": (0, 0.3, 0.6, 1, 1.5, 2.2),
    "its words in the text after": (0, 0.15, 0.3, 0.45, 0.6, 0.8),
    "its words in the text before": (0, 0.15, 0.3, 0.45, 0.6, 0.8),
    "its words rather after than before": (-0.5, -0.25, -0.1, 0.001, 0.1, 0.25, 0.4, 0.6),
    "words shared with the text after": (0, 1, 2, 3, 4),
    "words shared with the first paragraph": (0, 1, 2, 3),
    "words shared with the text before": (0, 1, 2, 3, 4),
    "words shared with the last paragraph": (0, 1, 2, 3),
    "texts before and after alike": (0, 0.02, 0.05, 0.08, 0.12, 0.18, 0.25, 0.4),
    "more text before and after alike": (0.02, 0.05, 0.1, 0.15, 0.2, 0.3, 0.4),
    "names before and after alike": (0, 0.1, 0.2, 0.3, 0.5),
    "length of paragraphs after": (90, 150, 240, 360, 480),
    "length of paragraphs before": (90, 150, 240, 360, 480),
    "width": (15, 25, 40, 60, 80, 110, 150),
    "words": (1, 2, 3, 4, 6, 8, 12, 16),
    "share of capitals": (0.01, 0.2, 0.4, 0.6, 0.8, 0.99),
    "blank lines before, more than usual": (-1, 0, 1, 2),
    "blank lines after, more than usual": (-1, 0, 1, 2),
    "lines from the beginning": (0, 1, 2, 4, 8, 15, 30),
    "times it stands here": (1, 2, 3),
    "lines of the same kind near": (0, 1, 2, 4),
    "dates and bylines in the dump, a paragraph": (0.03, 0.08, 0.15, 0.3),
    "short lines in the dump": (0.2, 0.4, 0.6, 0.75),
}


def _names_of(name: str, bounds: tuple[float, ...]) -> tuple[str, ...]:
    steps = (*(f"up to {bound:g}" for bound in bounds), f"more than {bounds[-1]:g}")
    return tuple(sys.intern(f"{name}: {step}") for step in steps)


_NAMES: Final = {name: _names_of(name, bounds) for name, bounds in MEASURES.items()}
_NOTHING: Final = {name: sys.intern(f"{name}: nothing to compare") for name in MEASURES}


def steps_of(figures: Mapping[str, float | None]) -> list[str]:
    """Measures and the steps that their figures fall into, as reasons: "width: up to 40"; None: there is nothing to take."""
    return [
        _NOTHING[name] if figure is None else _NAMES[name][bisect_left(MEASURES[name], figure)]
        for name, figure in figures.items()
    ]
