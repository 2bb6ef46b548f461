"""The language of queries on one page: each form with its meaning and an example to paste."""

from __future__ import annotations

import shlex
import textwrap
from collections.abc import Iterator

from nkdocs.grammar import GRAMMAR

#: Where the meanings begin; on a screen of fewer columns they stand under the forms.
_MARGIN, _NARROW, _INDENT = 24, 60, 4
_READABLE = 98


def query_lines(width: int) -> Iterator[str]:
    """The page, in lines for a screen of this width. An example is one line, whatever the width, so that it can be pasted."""
    margin = _MARGIN if width >= _NARROW else _INDENT
    for row in GRAMMAR:
        room = max(10, min(width - 2, _READABLE) - margin - 2)
        meaning = textwrap.wrap(row.meaning, room, break_long_words=False, break_on_hyphens=False)
        if len(row.form) > margin - 2:
            yield row.form
        else:
            meaning[0] = f"{row.form:<{margin}}{meaning[0]}"
        yield from (line if line.startswith(row.form) else " " * margin + line for line in meaning)
        yield f"{'':<{margin}}nkdocs search {shlex.quote(row.example)}"
