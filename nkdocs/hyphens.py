"""Which words of a text hyphens join: by them it is known that ``selfreliance`` and ``self reliance`` are one word here.

What is done with that is not known here.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from typing import NamedTuple

from nkdocs.analysis import analysed
from nkdocs.characters import HYPHENS, compiled

#: A hyphen first, for which a text is searched quickly.
_HYPHENATED = rf"[{HYPHENS}](?<=\w.)(?=\w)"
_SPACE = r"\s"


class Joined(NamedTuple):
    """A word that hyphens join: its form without them, and the forms of its parts."""

    form: str
    parts: tuple[str, ...]


def joined(text: str) -> list[Joined]:
    """The words of a text that hyphens join, each once."""
    found: dict[Joined, None] = {}
    for piece in dict.fromkeys(_hyphenated(text)):
        words = analysed(piece)
        for first, whole in itertools.pairwise(words):
            if (whole.position, whole.start) == (first.position, first.start) and whole.end > first.end:
                inside = (word for word in words if word.position >= first.position and word.end <= whole.end)
                parts = {word.position: word.form for word in inside if word is not whole}
                found[Joined(whole.form, tuple(parts.values()))] = None
    return list(found)


def _hyphenated(text: str) -> Iterator[str]:
    """What stands between spaces and has a hyphen between letters or digits."""
    done = 0
    if not any(map(text.__contains__, HYPHENS)):  # a character is sought much faster than a set of them
        return
    for hyphen in compiled(_HYPHENATED).finditer(text):
        start = hyphen.start()
        if start < done:
            continue
        while start and not text[start - 1].isspace():
            start -= 1
        space = compiled(_SPACE).search(text, hyphen.end())
        done = space.start() if space else len(text)
        yield text[start:done]
