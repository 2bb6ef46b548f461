r"""Many queries at once: a file with a query a line, and what each is answered.

A line is a query, or ``name<TAB>query``; blank lines, and those that begin with ``#``, say nothing. Where a query stands is
remembered, so that one that is not understood can be pointed at. Knows no index: asking is the business of `commands`.
"""

from __future__ import annotations

from nkdocs.answers import Answer
from nkdocs.errors import ConfigError, QueryError
from nkdocs.values import dataclass

#: Nobody writes so many queries by hand; a dump given by mistake is larger.
MOST_BYTES = 16_000_000


@dataclass(frozen=True, slots=True)
class Inquiry:
    """A query of a file: its 1-based line, its name ("" if it has none), its text, and the 0-based character it begins at."""

    line: int
    name: str
    query: str
    column: int = 0


@dataclass(frozen=True, slots=True)
class Reply:
    """What an inquiry is answered, or why it was not understood: one of the two is None."""

    inquiry: Inquiry
    answer: Answer | None = None
    error: QueryError | None = None


def read_inquiries(raw: bytes, name: str) -> list[Inquiry]:
    """The queries of a file, whose name is for messages. Raises `ConfigError` if it is no text, too large, or holds none."""
    if len(raw) > MOST_BYTES:
        raise ConfigError(f"{name} is larger than {MOST_BYTES:,} bytes", "a file of queries has a query a line")
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise ConfigError(f"{name} is not UTF-8: see line {line}", "save it as UTF-8") from None
    found = [_read(number, line) for number, line in enumerate(text.split("\n"), 1) if _says(line)]
    if not found:
        raise ConfigError(f"{name} holds no query", "write a query a line, or name<TAB>query")
    return found


def _says(line: str) -> bool:
    return bool(line.strip()) and not line.lstrip().startswith("#")


def _read(number: int, line: str) -> Inquiry:
    before, tab, after = line.partition("\t")
    name, query, column = (before.strip(), after, len(before) + 1) if tab else ("", line, 0)
    column += len(query) - len(query.lstrip())
    return Inquiry(number, name, query.strip().replace("\t", " "), column)
