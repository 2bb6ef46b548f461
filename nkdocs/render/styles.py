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
    "bar": "cyan",
    "badge": "magenta",
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


#: From this code on it is a colour.
_FIRST_COLOR = 30


def paint(text: str, style: str, *, colors: bool = True) -> str:
    """The text between the codes of a style of the table, its colours among them or not. The text must be safe already."""
    wanted = [_CODES[word] for word in STYLES[style].split() if word in _CODES]
    codes = ";".join(str(code) for code in wanted if colors or code < _FIRST_COLOR)
    return f"\x1b[{codes}m{text}\x1b[0m" if codes and text else text
