"""Names in lines that are told by their fields: beside a date, a place, a role or an address.

What a name is, is known by `people`; bylines with words of their own are read by `authors`.
"""

from __future__ import annotations

import re

from nkdocs.authors import LABELS, Byline
from nkdocs.people import is_office, is_role, read_names

#: Characters of the longest line that is a name with a role or an address beside it.
LONGEST_NAMED = 120
#: Such a line has at most so many parts, a name so many words, a role so many.
_BARS, _NAME, _ROLE = 5, 4, 5
_BAR = re.compile(r"\s[|•·]\s")
_BEFORE_DATE = re.compile(
    r"(?:^|\s)(?:by|von|par|por|di|door)\s((?:[^\W\d_][\w'’.-]{0,20}\s){1,3}?[^\W\d_][\w'’.-]{1,20})\s(?:(?:on|am|le|el|del|em|op|il)\s)?$"
)
_PLACED = r"([^\W\d_][\w'’.-]{0,20}(?: [^\W\d_][\w'’.-]{1,20}){1,2}) in [A-Z][\w'’.-]{1,20}(?: [A-Z][\w'’.-]{1,20}){0,2}"
_IN_PLACE = re.compile(rf"{_PLACED}(?: and {_PLACED})?")
#: Between the fields of a line, and a field that is a count or holds a time of day.
_FIELD = re.compile(r"\s*[|•·]\s*|\s*//?\s+|\s+//?|^/\s*|/\s*$")
_COUNT = re.compile(r"\s*\d+\s[^\W\d_]{2,14}\s*", re.IGNORECASE)
_READING = re.compile(
    r"\s[|•·∙–—-]\s\d{1,3}[ -](?:min(?:ute)?s?\.?|minuten)(?:[ -](?:read|lesezeit|de lecture|de lectura|leestijd))?\s*$",
    re.IGNORECASE,
)
_CLOCK = re.compile(r"\d[:.]\d\d(?!\d|\.)")
_CONTACT = re.compile(r"@\w|[\w.+-]{1,64}@[\w-]{1,64}\.[\w.-]{2,20}")


def read_field_name(text: str, taken: tuple[tuple[int, int], ...]) -> Byline | None:
    """The name in a line of fields with a date: "May 4, 2020 / Ana Quill / 3 comments", "4. Mai 2020, 19:49 | Ana".

    All fields but the date and the name must be counts. One word alone is the name only beside a count or a time of day: a
    single word may be a category.
    """
    masked = text
    for start, end in taken:
        masked = masked[:start] + "x" * (end - start) + masked[end:]
    if not taken or not (bars := list(_FIELD.finditer(masked))):
        return None
    starts, ends = [0, *(bar.end() for bar in bars)], [*(bar.start() for bar in bars), len(text)]
    words, sure = [], False
    for start, end in zip(starts, ends, strict=True):
        inside = any(start <= first < end for first, _ in taken)
        sure = (
            sure or (inside and _CLOCK.search(text, start, end) is not None) or _COUNT.fullmatch(text, start, end) is not None
        )
        if not inside and any(map(str.isalpha, text[start:end])) and not _COUNT.fullmatch(text, start, end):
            words.append((start, end))
    if len(words) != 1:
        return None
    start, end = words[0]
    names = read_names(text, start, end)
    folded = [word.casefold() for word in text[start:end].split()]
    if len(names) != 1 or names[0].text != text[start:end].strip() or LABELS.intersection(folded) or len(folded) > _NAME:
        return None
    return Byline(names, "name among fields") if len(folded) > 1 or sure else None


def read_name_beside_count(text: str) -> Byline | None:
    """The name of two words or more beside how long its text takes to read: "Ana Quill · 5 min read"."""
    timed = _READING.search(text)
    names = read_names(text, 0, timed.start()) if timed is not None else ()
    whole = len(names) == 1 and names[0].text == text[: timed.start() if timed else 0].strip() and " " in names[0].text
    labelled = LABELS.intersection(text.casefold().split())
    return Byline(names, "name among fields") if whole and not labelled else None


def read_name_before_date(text: str, taken: tuple[tuple[int, int], ...]) -> Byline | None:
    """The name of two words or more between a word for "by" and the first date: "Pane nero di Ana Quill del 4/5/2020"."""
    found = _BEFORE_DATE.search(text[: taken[0][0]]) if taken else None
    names = read_names(text, found.start(1), found.end(1)) if found is not None else ()
    whole = found is not None and len(names) == 1 and names[0].text == found[1]
    return Byline(names, "byline before a date") if whole else None


def read_name_in_place(text: str) -> Byline | None:
    """Names of two words or three, each with the place it writes from: "Ana Quill in Riverton and Ben Low in Hull"."""
    found = _IN_PLACE.fullmatch(text) if len(text) <= LONGEST_NAMED else None
    names = [read_names(text, *found.span(group)) for group in (1, 2) if found[group]] if found is not None else []
    whole = found is not None and all(len(read) == 1 and read[0].text == found[at] for at, read in enumerate(names, 1))
    return Byline(tuple(read[0] for read in names), "name and place") if whole else None


def read_named_role(text: str) -> Byline | None:
    """A name, a bar, and what the person is or how to write to the person: "Ana Author | Staff Writer | @ana"."""
    parts = [part.strip() for part in _BAR.split(text)]
    if not 2 <= len(parts) <= _BARS or not (_CONTACT.match(parts[1]) or (len(parts[1].split()) <= _ROLE and is_role(parts[1]))):
        return None
    names = read_names(text, 0, text.index(parts[0]) + len(parts[0]))
    whole = len(names) == 1 and names[0].text == parts[0] and 2 <= len(parts[0].split()) <= _NAME and not is_office(parts[0])
    return Byline(names, "name and role") if whole and not is_role(parts[0]) else None
