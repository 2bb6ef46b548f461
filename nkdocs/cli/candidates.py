"""What can stand for an argument or an option, as completion asks: the context, the parameter, and the beginning that is typed.

Every command names these, so they load nothing until a shell asks. What they find is the archive's, and so hostile: it is made
safe here, and quoted for the shell in `completing`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

    from nkdocs.archive import Where

#: More candidates than this are no help.
MOST = 200
#: The last word of a query: behind white space, a parenthesis or a minus, or the value of a field with its quote still open.
_LAST = r'(?:^|[\s(])-?(\w+:"[^"]*|[^\s(]*)$'


def files(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem[str]]:
    """Names of files and folders, which the shell knows itself."""
    del ctx, param
    return [_item(incomplete, "file")]


def folders(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem[str]]:
    """Names of folders."""
    del ctx, param
    return [_item(incomplete, "dir")]


def ids(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem[str]]:
    """Ids of articles; if none begins so, files, for FILE:LINE."""
    from nkdocs import scripting

    known = scripting.known_ids(_where(ctx), incomplete, MOST)
    return _items(known) or files(ctx, param, incomplete)


def authors(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem[str]]:
    """Names of authors."""
    del param
    return _items(_authors(ctx, incomplete))


def topics(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem[str]]:
    """What `help` explains."""
    del param
    root = ctx.find_root().command
    names = root.list_commands(ctx) if isinstance(root, click.Group) else []
    return _items(name for name in (*names, "query", "json") if name.startswith(incomplete))


def facets(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem[str]]:
    """What can be counted by: names with commas between."""
    del ctx, param
    from nkdocs.counting import FACETS

    before, comma, last = incomplete.rpartition(",")
    return _items(before + comma + name for name in FACETS if name.startswith(last) and name not in before.split(","))


def units(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem[str]]:
    """What a timeline can be by."""
    del ctx, param
    from nkdocs.counting import UNITS

    return _items(unit for unit in UNITS if unit.startswith(incomplete))


def query(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem[str]]:
    """What the last word of a query could be: a field, a value of one, a saved query."""
    del param
    word = re.search(_LAST, incomplete)
    if word is None:
        return []
    before = incomplete[: word.start(1)]
    return _items(before + known for known in _words(ctx, word[1]))


def _words(ctx: click.Context, last: str) -> Iterator[str]:
    from nkdocs import scripting
    from nkdocs.filters import KNOWN
    from nkdocs.lexer import FIELDS

    name, colon, value = last.partition(":")
    if not colon:
        yield from (f"@{name}" for name in scripting.known_queries(_where(ctx)) if last and f"@{name}".startswith(last))
        yield from (f"{field}:" for field in FIELDS if field.startswith(last))
        return
    known: Iterable[str] = ()
    match name:
        case "missing" | "has":
            known = KNOWN
        case "id":
            known = scripting.known_ids(_where(ctx), value, MOST)
        case "author":
            value = value.removeprefix('"')
            names = _authors(ctx, value)
            known = (f'"{name}"' if " " in name else name for name in names if '"' not in name)
            yield from (f"{name}:{word}" for word in known)
            return
        case "date":
            known = ("today", "yesterday", "this_week", "last_week", "this_month", "last_month", "this_year", "last_year")
    yield from (f"{name}:{word}" for word in known if word.startswith(value))


def _authors(ctx: click.Context, beginning: str) -> list[str]:
    from nkdocs import scripting
    from nkdocs.render import sanitize

    names = (sanitize(name).strip() for name in scripting.known_authors(_where(ctx), beginning, MOST))
    return [name for name in names if name]


def _items(words: Iterable[str]) -> list[CompletionItem[str]]:
    return [_item(word) for word in words]


def _item(value: str, kind: str = "plain") -> CompletionItem[str]:
    from click.shell_completion import CompletionItem  # for those who complete

    return CompletionItem(value, type=kind)


def _where(ctx: click.Context) -> Where:
    """The archive that the options name, or the one around."""
    from nkdocs.cli.session import begin

    return begin(ctx.find_root().meta).where
