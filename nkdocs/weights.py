"""What each reason for and against a line being a title is worth: one table, `weights.tsv`, and how it came about.

A row is a reason and its worth. The worths of all that holds for the lines of a set of titles, summed, say how likely that
set is against all others (`split`). The figures were fitted to labelled dumps of some four hundred sites, and to tidy dumps of
the same articles (``benchmarks/weigh_titles.py`` and ``benchmarks/tidy.py``, which read labels of anybody's own). A reason
without a row is worth nothing. A reason names a sign, a shape or a distance, never words of a site. How a reason is found in a
dump is not known here: see `reasons`, `surroundings`, `shapes` and `titles`.
"""

from __future__ import annotations

from importlib import resources
from typing import Final

#: The row of the table that holds for every line.
EVERY: Final = "every line"


def read_weights(text: str) -> dict[str, float]:
    """The table: a line a reason, a tab, its worth."""
    rows = (line.split("\t") for line in text.splitlines() if line)
    return {reason: float(worth) for reason, worth in rows}


_TABLE: Final = read_weights(resources.files("nkdocs").joinpath("weights.tsv").read_text(encoding="utf-8"))
#: What every line is worth less than nothing by: most are no titles.
THRESHOLD: Final = -_TABLE[EVERY]
#: What each reason is worth. A reason may hold more than once for a line, and then counts as often; others are worth nothing.
WEIGHTS: Final = {reason: worth for reason, worth in _TABLE.items() if reason != EVERY}
#: With one of these a title is never believed without a doubt, whatever it is worth.
DOUBTS: Final = frozenset(
    {
        "line like a title right after it",
        "short line before it",
        "among comments",
        "under related links",
        "among dated links",
        "another line with a date follows",
        "could be a name",
        "reads like a name",
        "nothing but capitals",
        "stands here twice",
        "stands here often",
        "begins in the middle",
        "no text near",
    }
)
