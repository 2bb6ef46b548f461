"""Which words of a text hyphens join: by them it is known that ``selfreliance`` and ``self reliance`` are one word here.

What is done with that is not known here.
"""

from __future__ import annotations

import itertools
import re
from typing import NamedTuple

from nkdocs.analysis import analysed
from nkdocs.characters import HYPHENS

_HYPHENATED = re.compile(rf"\w[{HYPHENS}]\w")


class Joined(NamedTuple):
    """A word that hyphens join: its form without them, and the forms of its parts."""

    form: str
    parts: tuple[str, ...]


def joined(text: str) -> list[Joined]:
    """The words of a text that hyphens join, each once."""
    found: dict[Joined, None] = {}
    for piece in dict.fromkeys(text.split()):
        if _HYPHENATED.search(piece):
            words = analysed(piece)
            for first, whole in itertools.pairwise(words):
                if (whole.position, whole.start) == (first.position, first.start) and whole.end > first.end:
                    inside = (word for word in words if word.position >= first.position and word.end <= whole.end)
                    parts = {word.position: word.form for word in inside if word is not whole}
                    found[Joined(whole.form, tuple(parts.values()))] = None
    return list(found)
