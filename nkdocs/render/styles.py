"""How things look: one table of style names that say what a thing is, never what colour it has.

Colours are those of the terminal, so that they follow the person's light or dark theme. White, black, yellow, blue and cyan are
none of them: each is unreadable in one of both. Nothing is told by colour alone: with NO_COLOR bold and the like remain.
`plain` paints with the codes, `rich` reads the same words.
"""

from __future__ import annotations

from nkdocs.model import Kind

STYLES = {
    "title": "bold",
    "title.term": "bold underline red",
    "term": "bold red",
    "rank": "dim",
    "date": "default",
    "absent": "dim",
    "author": "default",
    "id": "green",
    "path": "dim",
    "line": "dim",
    "doubt": "bold magenta",
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
    "modified": "magenta",
    "removed": "red",
    "faint": "dim",
    "bar": "green",
    "badge": "magenta",
    "verbatim": "bold green",
    "altered": "bold red",
    "quoted": "bold",
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
    "magenta": 35,
}


#: From this code on it is a colour.
_FIRST_COLOR = 30


def paint(text: str, style: str, *, colors: bool = True) -> str:
    """The text between the codes of a style of the table, its colours among them or not. The text must be safe already."""
    wanted = [_CODES[word] for word in STYLES[style].split() if word in _CODES]
    codes = ";".join(str(code) for code in wanted if colors or code < _FIRST_COLOR)
    return f"\x1b[{codes}m{text}\x1b[0m" if codes and text else text
