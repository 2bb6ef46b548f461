"""How things look: one table of style names that say what a thing is, never what colour it has.

Colours are the sixteen of the terminal, so that they follow the person's light or dark theme, and nothing is told by colour
alone: with NO_COLOR the bold, italic and underlined remain. `plain` paints with the codes, `rich` reads the same words.
"""

from __future__ import annotations

from nkdocs.model import Kind

STYLES = {
    "title": "bold",
    "title.term": "bold underline red",
    "term": "bold red",
    "rank": "dim",
    "date": "green",
    "absent": "dim",
    "author": "default",
    "id": "cyan",
    "path": "dim",
    "line": "dim",
    "doubt": "bold yellow",
    "heading": "bold",
    "quote": "italic",
    "attribution": "italic dim",
    "caption": "italic dim",
    "note": "italic magenta",
    "label": "dim",
    "number": "bold",
    "chosen": "green",
    "refused": "dim",
    "cut": "bold",
    "chrome": "dim",
    "added": "green",
    "modified": "yellow",
    "removed": "red",
    "faint": "dim",
}

#: The style of a block of text by its kind; the others have none.
BLOCK_STYLES = {
    Kind.HEADING: "heading",
    Kind.QUOTE: "quote",
    Kind.ATTRIBUTION: "attribution",
    Kind.CAPTION: "caption",
    Kind.NOTE: "note",
}

_CODES = {
    "bold": 1,
    "dim": 2,
    "italic": 3,
    "underline": 4,
    "red": 31,
    "green": 32,
    "yellow": 33,
    "magenta": 35,
    "cyan": 36,
}


def paint(text: str, style: str) -> str:
    """The text between the codes of a style of the table. The text must be safe already."""
    codes = ";".join(str(_CODES[word]) for word in STYLES[style].split() if word in _CODES)
    return f"\x1b[{codes}m{text}\x1b[0m" if codes and text else text
