"""The marks of a typed query: which characters are syntax, and at which column they stand.

Few characters are syntax, so that a sentence pasted from a page is a query: quotes, parentheses, a hyphen before a word, a
colon after the name of a field, ``*`` and ``~`` after a word, and the capital words AND, OR, NOT. What other search tools have,
and we do not, is refused here with its column: never ignored. What the marks mean together is not known here (see `grammar`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum, auto

from nkdocs.errors import QueryError

TEXT_FIELDS = ("title", "author", "body")
FIELDS = (*TEXT_FIELDS, "date", "source", "id", "missing")
LONGEST = 20_000
MOST_MARKS = 4_000

_QUOTES = '"“”„‟«»″＂'
_OPENING, _CLOSING = "(（", ")）"
_HYPHENS = "-‐‑–−﹣－"
_CHUNK = re.compile(rf"[^\s{_QUOTES}{_OPENING}{_CLOSING}]+")
_PHRASE = re.compile(rf"[{_QUOTES}]([^{_QUOTES}]*)[{_QUOTES}]")
_SLOP = re.compile(r"~(\w*)")
_FIELD = re.compile(r"([^\W\d]\w*)[:：](?!//)")
_ADDRESS = re.compile(r"[^\W\d][\w+.-]*://")
#: Word, operator, punctuation of the sentence it ends.
_OPERATOR = re.compile(r"(.*[^*~])(\*|~\w*)[,.;:!?]*", re.DOTALL)
#: What others understand and we do not: where in a chunk, what it is called, what to type instead.
_REFUSED = (
    (re.compile(r"\|\||&&"), "|| or &&", "type OR between words for either; a space means both"),
    (re.compile(r"\A\.\.(?=\d|\Z)"), ".. with a space before it, or outside date:", "type date:2019..2023"),
    (re.compile(r"\A=(?=\w)"), "=word (the exact form of a word)", "type the word without ="),
    (re.compile(r"\A@(?=\w)"), "@name (a saved query)", "type the query itself"),
    (
        re.compile(r"\A/(?=.+/\Z)", re.DOTALL),
        "a regular expression between slashes",
        "type words, or a beginning such as remit*",
    ),
    (re.compile(r"(?<=\w)\^(?=[\d.])"), "^ (a weight for a word)", "type the word without ^"),
    (re.compile(r"(?<=\w)~(?=[~\d]|\Z)"), "~ anywhere but at the end of a word", "type women~ or women~2"),
    (re.compile(r"\*"), "* anywhere but at the end of a word", "type the beginning of a word, such as remit*"),
    (re.compile(r"(?<=\w)\?(?=\w)"), "? for a letter inside a word", "type the word with ~ after it, such as women~"),
)


class Sort(Enum):
    """What a mark is."""

    WORD = auto()
    PHRASE = auto()
    FIELD = auto()
    OPEN = auto()
    CLOSE = auto()
    AND = auto()
    OR = auto()
    NOT = auto()


@dataclass(frozen=True, slots=True)
class Mark:
    """A piece of a query: what it is, its characters without the syntax around them, and where it stands (`length` long).

    Of a word, `operator` is ``""``, ``"*"`` or ``"~"``; `number` is the edits of a fuzzy word, or the slop of a phrase.
    """

    sort: Sort
    text: str
    column: int
    length: int
    operator: str = ""
    number: int = 0


def read_marks(query: str) -> list[Mark]:
    """The marks of a query, in order. Raises `QueryError` for what is not understood."""
    if len(query) > LONGEST:
        raise QueryError(f"the query is longer than {LONGEST:,} characters", query, LONGEST, hint="type fewer words")
    marks: list[Mark] = []
    column = 0
    while column < len(query):
        column = _read(query, column, marks)
        if len(marks) > MOST_MARKS:
            raise QueryError("the query has too many parts", query, column - 1, hint="type fewer words")
    return marks


def _read(query: str, column: int, marks: list[Mark]) -> int:
    """Append the mark that starts at `column`, if any does, and give back where the next may start."""
    character = query[column]
    if character.isspace():
        return column + 1
    if character in _OPENING + _CLOSING:
        marks.append(Mark(Sort.OPEN if character in _OPENING else Sort.CLOSE, character, column, 1))
        return column + 1
    if character in _QUOTES:
        return _read_phrase(query, column, marks)
    chunk = _chunk(query, column)
    if character in _HYPHENS and (column == 0 or query[column - 1].isspace() or query[column - 1] in _OPENING):
        return _read_hyphen(query, column, chunk, marks)
    if chunk in {"AND", "OR", "NOT"}:
        marks.append(Mark(Sort[chunk], chunk, column, len(chunk)))
        return column + len(chunk)
    if (field := _FIELD.match(chunk)) is not None:
        after = column + field.end()
        if _is_field(query, field[1], column, after):
            marks.append(Mark(Sort.FIELD, field[1].lower(), column, field.end()))
            if query[after] in _OPENING + _QUOTES:
                return after
            is_text = field[1].lower() in TEXT_FIELDS
            if is_text and query[after] in _HYPHENS:
                hint = f"type -{field[1].lower()}:word"
                raise QueryError("- stands before the name of a field", query, after, hint=hint)
            return _read_word(query, after, marks, raw=not is_text)
    return _read_word(query, column, marks)


def _chunk(query: str, column: int) -> str:
    found = _CHUNK.match(query, column)
    return found[0] if found else ""


def _read_phrase(query: str, column: int, marks: list[Mark]) -> int:
    found = _PHRASE.match(query, column)
    if found is None:
        beginning = query[column + 1 : column + 30].strip()
        raise QueryError(
            "the quote is not closed", query, column, hint=f'type "{beginning}" with a quote at both ends, or none'
        )
    number, end = 0, found.end()
    if (slop := _SLOP.match(query, end)) is not None:
        if not (slop[1].isascii() and slop[1].isdecimal() and len(slop[1]) <= 3):
            message = "~ after a phrase takes the number of words that may stand between, at most 999"
            raise QueryError(message, query, end, len(slop[0]), hint=f"type {found[0][:60]}~5")
        number, end = int(slop[1]), slop.end()
    elif query[end : end + 1] == "*":
        raise QueryError("a phrase cannot be a beginning", query, end, hint=f"type {found[0][:60]} without *")
    marks.append(Mark(Sort.PHRASE, found[1], column, end - column, number=number))
    return end


def _read_hyphen(query: str, column: int, chunk: str, marks: list[Mark]) -> int:
    """A hyphen before something excludes it; dashes that stand alone are punctuation, a plain hyphen alone is a mistake."""
    dashes = len(chunk) - len(chunk.lstrip(_HYPHENS))
    following = query[column + dashes : column + dashes + 1]
    if not following or following.isspace() or following in _CLOSING:
        if chunk == "-":
            raise QueryError("- excludes what follows it at once", query, column, hint="type -word without a space after the -")
        return column + dashes
    if dashes > 1:
        raise QueryError("one - excludes a word; options stand outside the query", query, column, dashes, hint="type -word")
    marks.append(Mark(Sort.NOT, query[column], column, 1))
    return column + 1


def _is_field(query: str, name: str, column: int, after: int) -> bool:
    """Whether ``name:`` starts a field. A word with a colon at its end is a word, unless it is the name of a field."""
    value = _chunk(query, after) or query[after : after + 1].strip()
    is_empty = not value or value in _CLOSING
    length = after - column
    if name.lower() in FIELDS:
        if is_empty:
            hint = f"type {name.lower()}:{_EXAMPLES[name.lower()]} without a space"
            raise QueryError(f"{name}: needs a value", query, column, length, hint=hint)
        return True
    if is_empty:
        return False
    if name.lower() == "has":
        raise QueryError("has: is not understood", query, column, length, hint="type -missing:date for what has a date")
    import difflib

    near = difflib.get_close_matches(name.lower(), FIELDS, 1)
    literal = f'"{name}:{value}"' if value[0] not in _QUOTES + _OPENING else f'"{name}" and what follows without the colon'
    message = f"there is no field {name!r}; the fields are {', '.join(FIELDS)}"
    raise QueryError(
        message, query, column, length, hint=f"type {near[0]}:{value}, or {literal}" if near else f"type {literal}"
    )


_EXAMPLES = {
    "title": "remittances",
    "author": "kim",
    "body": "remittances",
    "date": "2019..2023",
    "source": "2019.txt",
    "id": "women-in",
    "missing": "date",
}


def _read_word(query: str, column: int, marks: list[Mark], *, raw: bool = False) -> int:
    """A chunk of characters, with its operator; `raw`: the value of a field that is no text, taken as it stands."""
    chunk = _chunk(query, column)
    if raw or _ADDRESS.match(chunk):
        marks.append(Mark(Sort.WORD, chunk, column, len(chunk)))
        return column + len(chunk)
    text, operator, number = chunk, "", 0
    if (found := _OPERATOR.fullmatch(chunk)) is not None:
        text, operator = found[1], found[2][0]
        if operator == "~":
            number = {"": 1, "1": 1, "2": 2}.get(found[2][1:], 0)
            if not number:
                where = column + found.start(2)
                hint = f'type {text[:60]}~2, or "{chunk[:60]}" in quotes'
                raise QueryError("~ after a word takes 1 or 2 edits", query, where, len(found[2]), hint)
    for pattern, what, instead in _REFUSED:
        if (refused := pattern.search(text)) is not None:
            hint = f'{instead}, or "{chunk[:60]}" in quotes'
            message = f"{what} is not understood"
            raise QueryError(message, query, column + refused.start(), len(refused[0]), hint)
    marks.append(Mark(Sort.WORD, text, column, len(chunk), operator, number))
    return column + len(chunk)
