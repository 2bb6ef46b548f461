"""Where the sentences of a text begin: at the end of what is before them, and of the space between.

A dot after a short capitalised word is an abbreviation (Mr. Dr. U.S. Jan.), and a small letter goes on with a sentence. What a
sentence is asked for, and which blocks a text was made of, is not known here.
"""

from __future__ import annotations

import re

from nkdocs.characters import compiled

#: A mark, closed quotations and brackets, and space. A group tells of a dot with something else than small letters before it.
_END = re.compile(r"""[.!?…](?>(?<=[a-z0-9]{3}\.)|(?<=[!?…])|())["'”’»)\]]{0,4}+\s++(?![a-z])""")
_EMPTY_LINE = re.compile(r"\n[^\S\n]*\n\s*")
#: The marks of languages that write no space after them.
_WIDE_MARKS = "。！？"
_WIDE_END = rf"[{_WIDE_MARKS}][”’」』）]*\s*"
_OPENING = "\"'“‘«(["


def beginnings(text: str) -> set[int]:
    """Where sentences begin, but for the first; after the last one ends, that may be the end of the text. Never at a space."""
    found = {end.end() for end in _END.finditer(text) if end.lastindex is None or not _is_abbreviated(text, end.start())}
    if not text.isascii():
        found = {place for place in found if not text[place : place + 1].islower()}
        if any(map(text.count, _WIDE_MARKS)):
            found.update(end.end() for end in compiled(_WIDE_END).finditer(text))
    if "\n" in text:
        found.update(line.end() for line in _EMPTY_LINE.finditer(text))
    return found


def _is_abbreviated(text: str, dot: int) -> bool:
    words = text[max(0, dot - 5) : dot].split()
    word = words[-1].lstrip(_OPENING) if words else ""
    return len(word) <= 3 and word[:1].isupper()
