"""What comes through a pipe in place of an argument: ``-`` for a query, or for a list of ids."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from nkdocs.errors import ConfigError

#: More than this is no query and no list of ids, and is not read to its end.
_MOST_BYTES = 16_000_000
_MOST_IDS = 10_000


def _read(what: str) -> str:
    if sys.stdin is None:
        raise ConfigError(f"- stands for standard input, which is closed, and there is no {what}", f"type the {what} instead")
    raw = sys.stdin.buffer.read(_MOST_BYTES + 1)
    if len(raw) > _MOST_BYTES:
        raise ConfigError(f"standard input is larger than {_MOST_BYTES:,} bytes, and no {what}", f"send a {what}")
    # As file names are read, so that FILE:LINE may be of any file.
    return raw.decode("utf-8", "surrogateescape").removeprefix("\ufeff")


def typed_query(words: Sequence[str]) -> tuple[str, ...]:
    """The words of a query; a lone ``-`` is the query that comes through standard input, its lines joined."""
    if tuple(words) != ("-",):
        return tuple(words)
    query = " ".join(_read("query").split("\n")).strip()
    if not query:
        raise ConfigError("standard input holds no query", "send one: echo remittances | nkdocs search -")
    return (query.encode("utf-8", "surrogateescape").decode("utf-8", "replace"),)


def typed_text(words: Sequence[str]) -> str:
    """A quotation as typed, its words joined; a lone ``-`` is the one that comes through standard input, with its lines."""
    if tuple(words) != ("-",):
        return " ".join(words)
    text = _read("quotation")
    return text.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def typed_ids(words: Sequence[str], *, nul: bool = False) -> list[str]:
    """The ids, each as typed; ``-`` among them is the list that comes through standard input, once.

    The list has one a line, up to the first tab, so that lines of `search` and `list` will do; with `nul`, one before each NUL.
    Raises `ConfigError` if no id is left, or there are too many.
    """
    ids: list[str] = []
    read = False
    for word in words:
        if word != "-":
            ids.append(word)
        elif not read:
            read = True
            text = _read("list of ids")
            named = text.split("\0") if nul else [line.partition("\t")[0].strip() for line in text.split("\n")]
            ids += [name for name in named if name]
    if not ids:
        raise ConfigError("standard input holds no id", "send some: nkdocs search remittances -l | nkdocs show -")
    if len(ids) > _MOST_IDS:
        raise ConfigError(f"{len(ids):,} ids at once are more than {_MOST_IDS:,}", "send fewer: head -n 1000")
    return ids
