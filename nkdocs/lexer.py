"""The marks of a typed query: which characters are syntax, and at which column they stand.

Few characters are syntax, so that a sentence pasted from a page is a query: quotes, parentheses, a hyphen before a word, a
colon after the name of a field, ``=`` and ``@`` before a word, ``*`` and ``?`` in one, ``~`` after one, and the capital words
AND, OR, NOT. What other search tools have, and we do not, is refused here with its column: never ignored. What the marks mean
together is not known here (see `grammar`).
"""

from __future__ import annotations

import re
from enum import Enum, auto

from nkdocs.characters import compiled
from nkdocs.errors import QueryError
from nkdocs.values import dataclass

TEXT_FIELDS = ("title", "author", "body")
FIELDS = (*TEXT_FIELDS, "date", "source", "id", "missing", "has")
LONGEST = 20_000
#: A ~ and a number of words that may stand between: longer ones are numbers with typing errors.
_SLOP_LENGTH = 4
#: How much a name is like that of a field that may be meant, from 0 to 1.
_LIKE = 0.7
MOST_MARKS = 4_000

_QUOTES = '"“”„‟«»″＂'
_OPENING, _CLOSING = "(（", ")）"
_HYPHENS = "-‐‑–−﹣－"
#: What a terminal obeys and nobody reads. White space is none of it.
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f]")
_CHUNK = re.compile(rf"[^\s{_QUOTES}{_OPENING}{_CLOSING}]+")
_PHRASE = rf"[{_QUOTES}]([^{_QUOTES}]*)[{_QUOTES}]"
_SLOP = re.compile(r"~(\w*)")
_FIELD = re.compile(r"([^\W\d]\w*)[:：](?!//)")
_ADDRESS = re.compile(r"[^\W\d][\w+.-]*://")
#: Word, operator, punctuation of the sentence it ends.
_OPERATOR = re.compile(r"([^*]*[^*~])(\*|~\w*)[,.;:!?]*", re.DOTALL)
#: What makes a word a pattern; what ends a sentence after a word is not of it.
_PATTERN = re.compile(r"\*|\?(?=\w)")
_SAVED = re.compile(r"@(\w[\w-]*)[,.;:!?]*")
#: What others understand and we do not: where in a chunk, none of letters and digits alone, what it is called, what to type.
_REFUSED = (
    (r"\|\||&&", "|| or &&", "type OR between words for either; a space means both"),
    (r"\A\.\.(?=\d|\Z)", ".. with a space before it, or outside date:", "type date:2019..2023"),
    (
        r"(?s)\A/(?=.+/\Z)",
        "a regular expression between slashes",
        "type words, or a beginning such as remit*",
    ),
    (r"(?<=\w)\^(?=[\d.])", "^ (a weight for a word)", "type the word without ^"),
    (r"(?<=\w)~(?=[~\d]|\Z)", "~ anywhere but at the end of a word", "type women~ or women~2"),
    (r"\A[!！](?=\w)", "! before a word", "type -word to exclude one"),
    (r"\*\*+", "** anywhere in a word", "type one *, such as remit*"),
)


class RefusedError(ValueError):
    """What a mark says is not understood; the grammar knows at which column it stands."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message)
        self.hint = hint


class Sort(Enum):
    """What a mark is."""

    WORD = auto()
    PHRASE = auto()
    SAVED = auto()
    FIELD = auto()
    OPEN = auto()
    CLOSE = auto()
    AND = auto()
    OR = auto()
    NOT = auto()
    ALONE = auto()


@dataclass(frozen=True, slots=True)
class Mark:
    """A piece of a query: what it is, its characters without the syntax around them, and where it stands (`length` long).

    Of a word, `operator` is ``""``, ``"="``, ``"*"``, ``"?"`` (a pattern), ``"~"``, or ``"~~"`` (its first letter may vary
    too); `number` is the edits of a fuzzy word, or the slop of a phrase.
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
    if (control := _CONTROL.search(query)) is not None:
        message = f"there is a control character in the query ({ord(control[0]):#04x})"
        raise QueryError(message, query, control.start(), hint="type it without, or paste plain text")
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
                hint = f"type -{field[1].lower()}:{_chunk(query, after).lstrip(_HYPHENS)[:60] or 'word'}"
                raise QueryError("- stands before the name of a field", query, after, hint=hint)
            return _read_word(query, after, marks, raw=not is_text)
    return _read_word(query, column, marks)


def _chunk(query: str, column: int) -> str:
    found = _CHUNK.match(query, column)
    return found[0] if found else ""


def _read_phrase(query: str, column: int, marks: list[Mark]) -> int:
    found = compiled(_PHRASE).match(query, column)
    if found is None:
        beginning = query[column + 1 : column + 30].strip()
        hint = f'type "{beginning}" with a quote at both ends, or none' if beginning else "leave this quote out"
        raise QueryError("the quote is not closed", query, column, hint=hint)
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
    """A hyphen before something excludes it; dashes that stand alone are punctuation, which is said of a plain hyphen."""
    dashes = len(chunk) - len(chunk.lstrip(_HYPHENS))
    following = query[column + dashes : column + dashes + 1]
    if not following or following.isspace() or following in _CLOSING:
        if chunk == "-":
            marks.append(Mark(Sort.ALONE, chunk, column, 1))
        return column + dashes
    if dashes > 1:
        hint = f"type -{chunk[dashes : dashes + 60]}"
        raise QueryError("one - excludes a word; options stand outside the query", query, column, dashes, hint)
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
    import difflib

    near = difflib.get_close_matches(name.lower(), FIELDS, 1, _LIKE)
    literal = f'"{name}:{value}"' if value[0] not in _QUOTES + _OPENING else f'"{name}" and what follows without the colon'
    message = f"there is no field {name!r}; the fields are {', '.join(FIELDS)}"
    raise QueryError(
        message, query, column, length, hint=f"type {near[0]}:{value}, or {literal}" if near else f"type {literal}"
    )


_EXAMPLES = {
    "title": "word",
    "author": "name",
    "body": "word",
    "date": "2019..2023",
    "source": "2019.txt",
    "id": "beginning",
    "missing": "date",
    "has": "note",
}


def _read_word(query: str, column: int, marks: list[Mark], *, raw: bool = False) -> int:
    """A chunk of characters, with its operator; `raw`: the value of a field that is no text, taken as it stands."""
    chunk = _chunk(query, column)
    if not raw and (saved := _SAVED.fullmatch(chunk)) is not None:
        marks.append(Mark(Sort.SAVED, saved[1], column, saved.end(1)))
        return column + len(chunk)
    if raw or _ADDRESS.match(chunk):
        marks.append(Mark(Sort.WORD, chunk, column, len(chunk)))
        return column + len(chunk)
    text, operator, number = _operator(query, column, chunk)
    for pattern, what, instead in () if text.isalnum() else _REFUSED:
        if (refused := compiled(pattern).search(text)) is not None:
            hint = f'{instead}, or "{chunk[:60]}" in quotes'
            message = f"{what} is not understood"
            raise QueryError(message, query, column + refused.start(), len(refused[0]), hint)
    marks.append(Mark(Sort.WORD, text, column, len(chunk), operator, number))
    return column + len(chunk)


def _operator(query: str, column: int, chunk: str) -> tuple[str, str, int]:
    """A chunk's word, its operator, and the edits of a fuzzy word."""
    if chunk[0] == "=" and chunk[1:2].isalnum():
        return chunk[1:], "=", 0
    if chunk[0] == "~" and chunk[1:].isdecimal() and len(chunk) <= _SLOP_LENGTH:
        message, hint = f"{chunk[:60]} stands after nothing", f'type "two words"{chunk[:60]} without a space before ~'
        raise QueryError(message, query, column, len(chunk), hint)
    if chunk[0] == "~" and chunk[1:2].isalnum():
        text, operator, number = _operator(query, column + 1, chunk[1:])
        if operator not in ("", "~"):
            hint = f"type {chunk[1:61]} or ~{text[:60]}"
            raise QueryError(f"~ and {operator} do not go together", query, column, len(chunk), hint)
        return text, "~~", number or 1
    found = _OPERATOR.fullmatch(chunk)
    if found is None or _PATTERN.search(found[1]):
        if _PATTERN.search(chunk) is None:
            return chunk, "", 0
        return re.sub(r"\A[^\w*?]+", "", chunk).rstrip(",.;:!?") or chunk, "?", 0
    number = 0
    if found[2][0] == "~":
        number = {"": 1, "1": 1, "2": 2}.get(found[2][1:], 0)
        if not number:
            where = column + found.start(2)
            hint = f'type {found[1][:60]}~2, or "{chunk[:60]}" in quotes'
            raise QueryError("~ after a word takes 1 or 2 edits", query, where, len(found[2]), hint)
    return found[1], found[2][0], number
