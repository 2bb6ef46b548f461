"""The tool itself: its name and the options of all commands, how a command is made and begun, and the help."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import click

from nkdocs import __version__
from nkdocs.cli import candidates
from nkdocs.cli.arguments import Verb, Verbs, shared_options
from nkdocs.cli.lean import option

if TYPE_CHECKING:
    from nkdocs.cli.session import Session


def _show_version(ctx: click.Context, param: click.Parameter, value: object) -> None:
    del param
    if value and not ctx.resilient_parsing:
        click.echo(f"nkdocs {__version__}")
        ctx.exit()


@click.group(
    cls=Verbs,
    params=shared_options(hidden=False),
    invoke_without_command=True,
    context_settings={"max_content_width": 100},
)
@option("--version", is_flag=True, is_eager=True, expose_value=False, callback=_show_version, help="Show the version and exit.")
@click.pass_context
def nkdocs(ctx: click.Context) -> int:
    """Full-text search for archives of web articles kept as raw text dumps.

    \b
    nkdocs index                          index the dumps of this archive
    nkdocs search remittances             articles with the word, in any form
    nkdocs search '"money home" -china'   a phrase, and without a word
    nkdocs show 001.txt:39                read an article

    Exit status: 0 found, 1 nothing found, 2 trouble.
    """  # noqa: D301  # \b keeps Click from filling the lines
    if ctx.invoked_subcommand is None:
        click.echo(ctx.get_help())
    return 0


def verb(name: str, cls: type[Verb] = Verb) -> Callable[[Callable[..., int]], click.Command]:
    """Make a function a command of the tool; what it gives back is the exit status."""
    return nkdocs.command(name, cls=cls)


def begin(flags: dict[str, Any]) -> Session:
    """What the command works with. The options that ask for a form are the session's, and taken out of the command's own."""
    from nkdocs.cli.session import open_session

    return open_session(flags)


@verb("help")
@click.argument("topic", required=False, shell_complete=candidates.topics)
@click.pass_context
def help_(ctx: click.Context, topic: str | None) -> int:
    """Explain a command, or the language of queries.

    \b
    nkdocs help search
    nkdocs help query     the language of queries
    nkdocs help json      the JSON Schema of what --json and --jsonl print
    """  # noqa: D301
    if topic == "json":
        from nkdocs.render.schema import schema_text

        click.echo(schema_text(), nl=False)
        return 0
    if topic == "query":
        import shutil

        from nkdocs.render.query_page import query_lines

        click.echo("\n".join(query_lines(shutil.get_terminal_size().columns)))
        return 0
    root = ctx.find_root()
    command = nkdocs.resolve_command(root, [topic])[1] if topic else None
    click.echo(command.get_help(click.Context(command, root, topic)) if command else root.get_help())
    return 0
