r"""A line a hit in the person's own form: ``--format '{id}\t{date}\t{title}'``, and the fixed forms ``-l``, ``-0`` and ``-c``.

A template is keys in braces and text, and nothing more: no attribute, no index, no format of a number, so that a template
pasted from elsewhere can do no more than print. What is not known is printed as nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import TextIO

from nkdocs.answers import Answer
from nkdocs.errors import ConfigError
from nkdocs.model import Hit
from nkdocs.render import sanitize
from nkdocs.values import dataclass

#: What can stand in braces.
KEYS: dict[str, Callable[[Hit], str]] = {
    "id": lambda hit: hit.article.id,
    "title": lambda hit: hit.article.title.value if hit.article.title else "",
    "date": lambda hit: hit.article.date.value.isoformat() if hit.article.date else "",
    "authors": lambda hit: "; ".join(claim.value for claim in hit.article.authors),
    "source": lambda hit: hit.article.source.path,
    "start_line": lambda hit: str(hit.article.start_line),
    "end_line": lambda hit: str(hit.article.end_line),
    "line": lambda hit: str(hit.line),
    "rank": lambda hit: str(hit.rank),
    "score": lambda hit: f"{hit.score:.4f}",
    "copies": lambda hit: " ".join(copy.id for copy in hit.copies),
    "shared": lambda hit: ", ".join(hit.shared),
    "snippet": lambda hit: " … ".join(piece.text for piece in hit.snippets),
}
_PARTS = re.compile(r"\{\{|\}\}|\{([^{}]*)\}|[{}]|\\[tn0\\]|\\|[^{}\\]+")
_ESCAPES = {"\\t": "\t", "\\n": "\n", "\\0": "\0", "\\\\": "\\", "{{": "{", "}}": "}"}


@dataclass(frozen=True, slots=True)
class Literal:
    """Text of a template that stands for itself."""

    text: str


def read_template(template: str) -> list[str | Literal]:
    r"""The parts of a template: the name of a key, or text. ``\t \n \0 \\ {{ }}`` are escapes.

    Raises `ConfigError` for a brace that is not closed, and for an unknown key.
    """
    parts: list[str | Literal] = []
    for match in _PARTS.finditer(template):
        if match[1] is not None:
            if match[1] not in KEYS:
                raise ConfigError(f"--format: there is no key {{{match[1]}}}", f"keys are: {', '.join(KEYS)}")
            parts.append(match[1])
        elif match[0] in "{}":
            raise ConfigError(
                f"--format: the {match[0]} at character {match.start() + 1} has no partner",
                "a brace that stands for itself is written twice: {{ }}",
            )
        else:
            parts.append(Literal(_ESCAPES.get(match[0]) or match[0]))
    return parts


class TemplateRenderer:
    """A template filled in for each hit, and the character that ends it."""

    tells_total = False

    def __init__(self, out: TextIO, template: Sequence[str | Literal], end: str) -> None:
        self._out = out
        self._template = template
        self._end = end

    def search(self, answer: Answer) -> None:
        """A line a hit."""
        for hit in answer.results.hits:
            line = "".join(part.text if isinstance(part, Literal) else sanitize(KEYS[part](hit)) for part in self._template)
            self._out.write(line + self._end)

    listing = search


class CountRenderer:
    """How many articles match in all."""

    tells_total = True

    def __init__(self, out: TextIO) -> None:
        self._out = out

    def search(self, answer: Answer) -> None:
        """One number."""
        self._out.write(f"{answer.results.total}\n")

    listing = search
