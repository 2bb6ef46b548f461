"""Our documents as Whoosh stores them: its schema, built from our table of fields, and one document as the row it takes.

A word is written once, under a key that holds its term and, where that is another, its form: ``remitt NUL remittances``. All
forms of a term are neighbours in Whoosh's sorted list of keys, and a form is found among the keys with its first letter, which
stemming never changes. There is no field for "anywhere" either: what stands in title, author or body is added up when it is
read. Words come from `analysis`; Whoosh's analyzers have no part in it.

Strings are written as UTF-8 with surrogates let through, since names of files may hold bytes that no encoding has.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from nkdocs.analysis import fold, tokens
from nkdocs.engine.stock import COLUMN, STORED, Existence, FieldType, NumericColumn, Positions, Schema, VarBytesColumn
from nkdocs.model import Document
from nkdocs.schema import BREAK, FIELDS, MISSING, FieldKind

#: Positions left free between passages: more than any near group may span.
GAP = 1_000_000

#: Fields of the engine's own, beside those of the table.
ID, MISSING_FIELDS, TITLE_KEY, LENGTH = "id", "missing", "title_key", "length"

Positioned = Mapping[str, Sequence[int]]


def length(name: str) -> str:
    """The name of the column that holds how many words a text field has. Whoosh's own keeps long ones only roughly."""
    return f"{name}_length"


def beginning(term: str) -> str:
    """What the keys of all forms of a term begin with, and no other key does."""
    return term + "\0"


def form_of(key: str) -> str:
    """The form that a key stands for."""
    term, _, form = key.partition("\0")
    return form or term


def encode(text: str) -> bytes:
    """The bytes under which a string is stored."""
    return text.encode("utf-8", "surrogatepass")


def decode(stored: bytes) -> str:
    """The string that `encode` stored."""
    return stored.decode("utf-8", "surrogatepass")


class Terms(FieldType):  # type: ignore[misc]  # Whoosh has no types
    """A field that is given terms, with the positions of each, instead of a text to analyse.

    Its postings hold how often a term occurs in either format. Only with positions are the lengths of documents kept as well.
    """

    def __init__(self, posting_format: Positions | Existence, sortable: VarBytesColumn | None = None) -> None:
        super().__init__(posting_format, None, scorable=isinstance(posting_format, Positions), sortable=sortable)

    def index(self, value: Positioned, **_: object) -> Iterator[tuple[bytes, int, float, bytes]]:
        """A posting for each term: its bytes, how often it occurs (twice, as Whoosh wants it), and its encoded positions."""
        for term, positions in value.items():
            yield encode(term), len(positions), float(len(positions)), self.format.encode(positions)

    def to_column_value(self, value: Positioned) -> bytes:
        """The single term of the field, for its column."""
        return encode(next(iter(value)))

    def from_bytes(self, stored: bytes) -> str:
        """The term of a posting."""
        return decode(stored)


def build_schema() -> Schema:
    """Whoosh's schema for `schema.FIELDS`."""
    columns: dict[str, Any] = {
        ID: Terms(Existence(), sortable=VarBytesColumn()),
        MISSING_FIELDS: Terms(Existence()),
        TITLE_KEY: COLUMN(VarBytesColumn()),
        LENGTH: COLUMN(NumericColumn("I")),
    }
    for row in FIELDS:
        match row.kind:
            case FieldKind.TEXT:
                columns[row.name] = Terms(Positions())
                columns[length(row.name)] = COLUMN(NumericColumn("I"))
            case FieldKind.PATH | FieldKind.WORDS:
                columns[row.name] = Terms(Existence())
            case FieldKind.DAY:
                columns[row.name] = COLUMN(NumericColumn("I"))
            case FieldKind.COLUMN:
                columns[row.name] = COLUMN(VarBytesColumn())
            case FieldKind.STORED:
                columns[row.name] = STORED()
            case FieldKind.PRESENCE:  # told by the field of what is missing
                pass
    return Schema(**columns)


def to_row(document: Document) -> dict[str, Any]:
    """The document as the arguments of Whoosh's ``add_document``."""
    values = document.fields
    missing = {name: (0,) for name, field in MISSING.items() if values.get(field) is None}
    title = encode(fold(str(values.get("title") or "")))
    row: dict[str, Any] = {ID: {document.id: (0,)}, MISSING_FIELDS: missing, TITLE_KEY: title}
    words = 0
    for field in FIELDS:
        value = values.get(field.name)
        if value is None:
            continue
        match field.kind:
            case FieldKind.TEXT:
                row[field.name] = positions = _positions(str(value))
                row[length(field.name)] = count = sum(map(len, positions.values()))
                words += count
            case FieldKind.PATH:
                row[field.name] = {str(value).casefold(): (0,)}
            case FieldKind.WORDS:
                row[field.name] = dict.fromkeys(str(value).split(" "), (0,))
            case FieldKind.COLUMN:
                row[field.name] = encode(str(value))
            case FieldKind.PRESENCE:
                pass
            case _:
                row[field.name] = value
    return row | {LENGTH: words}


def _positions(text: str) -> dict[str, list[int]]:
    """The positions of every key in the passages of a text field."""
    found: dict[str, list[int]] = {}
    base = 0
    for passage in text.split(BREAK):
        last = 0
        for token in tokens(passage):
            last = token.position
            key = beginning(token.term) + (token.form if token.form != token.term else "")
            found.setdefault(key, []).append(base + last)
        base += last + GAP
    return found
