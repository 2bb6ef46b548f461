r"""Text of strangers in Markdown: nothing in it is an order, and read back it is the same text (CommonMark).

Every sign that Markdown might obey gets a backslash before it, of which no reader of Markdown takes any for text; also those
that only some obey: ``$x$`` (formulas), ``==x==`` (marks), ``%%x%%`` (comments). What counts at the beginning of a line only
(``1.``, ``+``) is escaped there only, and a lone ``$`` nowhere, so that prose stays readable as it is.
"""

from __future__ import annotations

import re

from nkdocs.render import sanitize

_SIGNS = re.compile(r"[\\`*_\[\]<>|~]|&(?=#|\w)|(?<!\w)#|!(?=\[)|:(?=//)|@(?=\w)|(?<=www)\.|(?<=WWW)\.|%(?=%)|=(?==)")
_BEGINNING = re.compile(r"(#{1,6}(?=\s|$)|[-+=]+(?=\s|$)|-{2,}|={2,}|>|\d{1,9}(?=[.)](?:\s|$)))")


def escape_inline(text: str) -> str:
    """A text within a line; line ends and runs of spaces are one space."""
    escaped = _SIGNS.sub(r"\\\g<0>", " ".join(sanitize(text).split()))
    return escaped.replace("$", "\\$") if escaped.count("$") > 1 else escaped


def escape_line(text: str) -> str:
    """A text that begins a line."""
    escaped = escape_inline(text)
    found = _BEGINNING.match(escaped)
    if not found:
        return escaped
    if found[0][0].isdigit():
        return f"{found[0]}\\{escaped[found.end() :]}"
    return f"\\{escaped}"


def escape_block(text: str) -> str:
    """A text of several lines: each stays a line (a backslash at its end is Markdown's line end), and blank lines go."""
    lines = [escape_line(line) for line in sanitize(text, keep_newlines=True).split("\n") if line.strip()]
    return "\\\n".join(lines)
