"""Manual pages made of the commands themselves, when a wheel is built: `man nkdocs`, `man nkdocs-search`, `man 7 nkdocs-query`.

A page says what ``--help`` says, in the order in which manuals say it; nothing is written twice. The build imports this module
with Click alone installed, so it must need nothing else.
"""

from __future__ import annotations

import re
import shlex
import textwrap
from collections.abc import Iterator

import click

from nkdocs import __version__
from nkdocs.cli.arguments import COMMANDS
from nkdocs.cli.lean import tidy
from nkdocs.cli.tool import nkdocs
from nkdocs.forms import GRAMMAR

_STATUS = (
    ("0", "found, or done"),
    ("1", "nothing found; of doctor, verify and status --check: something was; of quote: not word for word"),
    ("2", "trouble, with a sentence on standard error, or wrong usage"),
    ("130", "interrupted"),
)
_FILES = (
    ("nkdocs.toml", "settings, saved queries and synonyms of an archive, in its folder"),
    ("corrections.toml", "corrections of an archive, in its folder, as nkdocs-fix(1) writes them"),
    ("~/.config/nkdocs/config.toml", "your own settings (or in $XDG_CONFIG_HOME/nkdocs)"),
)


def pages() -> dict[str, str]:
    """Every page by the name of its file: ``nkdocs.1``, one for each command, and ``nkdocs-query.7``."""
    root = click.Context(nkdocs, info_name="nkdocs")
    found = {"nkdocs.1": _page(root, _commands())}
    for name in COMMANDS:
        command = nkdocs.get_command(root, name)
        if command is not None:
            found[f"nkdocs-{name}.1"] = _page(click.Context(command, root, name), ())
    return {**found, "nkdocs-query.7": _query_page()}


def _page(ctx: click.Context, rest: tuple[str, ...] | Iterator[str]) -> str:
    command = ctx.command
    name = ctx.command_path.replace(" ", "-")
    summary, examples, prose = _parts(tidy(command.help or ""))
    lines = [*_head(name, 1, summary), ".SH SYNOPSIS", f".B {_escaped(ctx.command_path)}"]
    lines.append(_escaped(" ".join(command.collect_usage_pieces(ctx))))
    if examples:
        lines += [".SH EXAMPLES", *_as_typed(examples)]
    if prose:
        # Between them, and not before the first.
        lines += [".SH DESCRIPTION", *[line for paragraph in prose for line in (".PP", *_paragraph(paragraph))][1:]]
    lines += [".SH OPTIONS", *(line for param in command.get_params(ctx) for line in _option(param, ctx))]
    if ctx.parent:
        lines += [".PP", "The options of all commands are in", ".BR nkdocs (1)."]
    lines += rest
    lines += [".SH EXIT STATUS", *_rows(_STATUS)]
    lines += [".SH SEE ALSO", ".BR nkdocs (1)," if ctx.parent else ".BR nkdocs-search (1),", ".BR nkdocs-query (7)"]
    return "\n".join(lines) + "\n"


def _commands() -> Iterator[str]:
    yield ".SH COMMANDS"
    for name, (_, sentence) in COMMANDS.items():
        yield from (".TP", f".BR nkdocs\\-{name} (1)", *_filled(sentence))
    yield ".SH FILES"
    yield from _rows(_FILES)


def _query_page() -> str:
    lines = _head("nkdocs-query", 7, "the language of queries of nkdocs")
    lines += [".SH DESCRIPTION", "What stands for QUERY in", ".BR nkdocs-search (1)", "and", ".BR nkdocs-list (1)."]
    for row in GRAMMAR:
        example = f"nkdocs search {shlex.quote(row.example)}"
        lines += [".TP", f".B {_quoted(row.form)}", *_filled(row.meaning), ".RS", ".PP", ".EX", _escaped(example), ".EE", ".RE"]
    return "\n".join([*lines, ".SH SEE ALSO", ".BR nkdocs-search (1)"]) + "\n"


def _head(name: str, section: int, summary: str) -> list[str]:
    version = f"nkdocs {__version__}"
    said = summary.rstrip(".")
    told = f"{_escaped(name)} \\- {_escaped(said[:1].lower() + said[1:])}"
    return [f'.TH {_quoted(name.upper())} {section} "" "{version}" "Manual of nkdocs"', ".SH NAME", told]


def _parts(text: str) -> tuple[str, list[str], list[str]]:
    r"""A help text: its first sentence, the lines of its examples, and its other paragraphs (``\b``: kept as typed)."""
    first, *paragraphs = text.split("\n\n")
    examples: list[str] = []
    prose = []
    for paragraph in paragraphs:
        lines = paragraph.removeprefix("\b\n").split("\n")
        if paragraph.startswith("\b") and lines[0].startswith("nkdocs "):
            examples += lines
        else:
            prose.append(paragraph)
    return " ".join(first.split()), examples, prose


def _paragraph(text: str) -> list[str]:
    if text.startswith("\b"):
        return _as_typed(text.removeprefix("\b\n").split("\n"))
    return _filled(text)


def _as_typed(lines: list[str]) -> list[str]:
    return [".EX", *map(_escaped, lines), ".EE"]


def _filled(text: str) -> list[str]:
    return [_escaped(line) for line in textwrap.wrap(text, 76, break_long_words=False, break_on_hyphens=False)]


def _option(param: click.Parameter, ctx: click.Context) -> list[str]:
    told = param.get_help_record(ctx) if isinstance(param, click.Option) else None
    if told is None:
        return []
    names = re.sub(r"(?<![\w-])(-{1,2}[A-Za-z0-9-]+)", r"\\fB\1\\fR", told[0].replace("\\", "\\e"))
    return [".TP", names.replace("-", "\\-"), *_filled(told[1])]


def _rows(rows: tuple[tuple[str, str], ...]) -> Iterator[str]:
    for name, meaning in rows:
        yield from (".TP", f".B {_quoted(name)}", _escaped(meaning))


def _escaped(text: str) -> str:
    """A line that says what it says: no character of it is a command of the formatter, and each is in ASCII."""
    plain = text.replace("\\", "\\e").replace("-", "\\-").replace("'", "\\(aq").replace("`", "\\(ga")
    plain = plain.replace("^", "\\(ha").replace("~", "\\(ti")
    plain = "".join(character if character.isascii() else f"\\[u{ord(character):04X}]" for character in plain)
    return f"\\&{plain}" if plain.startswith(".") else plain


def _quoted(text: str) -> str:
    """As `_escaped`, as one argument of a command of the formatter."""
    return '"' + _escaped(text).replace('"', "\\(dq") + '"'
