"""What can be typed: options of all commands and of several, which word is an option, and which command was perhaps meant."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Mapping
from typing import Any, TypeVar

import click

from nkdocs.cli import candidates
from nkdocs.cli.lean import Command, Option, option
from nkdocs.errors import NkdocsError

F = TypeVar("F", bound=Callable[..., Any])
#: The options of one letter, of all commands.
SHORT = frozenset({"-0", "-c", "-f", "-h", "-l", "-n", "-o"})
_SORT = click.Choice(["relevance", "newest", "oldest", "title"])
_WHEN = click.Choice(["auto", "always", "never"])
#: The commands as a person meets them: where each is made, and the first sentence of its help. Only the one that is typed
#: is loaded.
COMMANDS = {
    "index": ("keeping", "Index the dumps at PATH, or refresh what is indexed."),
    "search": ("finding", "Search for articles."),
    "show": ("finding", "Read articles."),
    "list": ("finding", "List the articles, all or those that match."),
    "timeline": ("overview", "Show how the articles that match are spread over time."),
    "similar": ("overview", "Find the articles that are most like one."),
    "cite": ("citing", "Cite articles as sources."),
    "export": ("citing", "Write articles as files for other programs."),
    "pack": ("citing", "Pack articles into an evidence folder."),
    "verify": ("citing", "Check an evidence folder, without its archive."),
    "quote": ("quoting", "Say whether the archive says what a quotation says."),
    "quotes": ("quoting", "List who said what: quoted passages, with their speakers."),
    "figures": ("quoting", "List the numbers in sentences that have a word, by date."),
    "parse": ("keeping", "Show what dumps are read as, without an index."),
    "status": ("keeping", "Say what the archive holds, and how fresh the index is."),
    "fix": ("keeping", "Correct what was read, for good."),
    "doctor": ("keeping", "Look for what is missing or suspect, and say what mends it."),
    "open": ("shell", "Open articles in your editor, at their line."),
    "completion": ("shell", "Print what a shell needs to complete what you type."),
    "help": ("tool", "Explain a command, or the language of queries."),
}


class Verb(Command):
    """A command with its examples before its options, that takes the options of all commands as well."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401  # handed through to Click
        super().__init__(*args, **kwargs)
        self.params += shared_options(hidden=True)


class QueryVerb(Verb):
    """A command whose words are a query: ``-word`` excludes the word, unless it is an option to the letter.

    A single dash and one letter that some command has for an option (``-c``), and ``-n`` with a number, are options: where the
    command has it not, it is refused, for as a word it would leave out articles that nobody meant. After ``--`` nothing is one.
    """

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Options first, then ``--``, then the words, so that Click takes no word for an option."""
        takes_value = {
            name: isinstance(param, click.Option) and not (param.is_flag or param.count)
            for param in self.get_params(ctx)
            for name in param.opts
        }
        options: list[str] = []
        words: list[str] = []
        waiting = list(args)
        while waiting:
            arg = waiting.pop(0)
            if arg == "--":
                words += waiting
                break
            if takes_value.get(arg):
                if not waiting:
                    if ctx.resilient_parsing:  # a shell asks what the value could be
                        options.append(arg)
                        break
                    raise click.BadOptionUsage(arg, f"the option {arg} needs a value", ctx)
                options += [arg, waiting.pop(0)]
            elif arg in takes_value or arg in SHORT or (arg.startswith("--") and arg[2:3].isalnum()) or _is_number_option(arg):
                options.append(arg)
            else:
                if not ctx.resilient_parsing and (meant := _options_like(arg, takes_value)):
                    click.echo(f"note: {arg} leaves out articles with the word {arg[1:]}; {meant}", err=True)
                words.append(arg)
        return super().parse_args(ctx, [*options, "--", *words])


def _is_number_option(arg: str) -> bool:
    return arg.startswith("-n") and arg[2:].isdecimal()


def _options_like(arg: str, options: Mapping[str, bool]) -> str:
    """The options that a word to be left out looks like: ``-json`` as ``--json``, ``-lc`` as ``-l -c``; "" if none."""
    if not arg.startswith("-") or len(arg) < 3:
        return ""
    if f"-{arg}" in options:
        return f"the option is -{arg}"
    letters = [f"-{letter}" for letter in arg[1:]]
    return f"the options are {' '.join(letters)}" if all(letter in options for letter in letters) else ""


class Verbs(Command, click.Group):
    """The commands, in the order in which a person meets them. One that does not exist gets the nearest that does."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """In the order of `COMMANDS`."""
        del ctx
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of this name, loaded."""
        if cmd_name in COMMANDS and cmd_name not in self.commands:
            importlib.import_module(f"nkdocs.cli.{COMMANDS[cmd_name][0]}")
        return super().get_command(ctx, cmd_name)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the commands below the options."""
        del ctx
        with formatter.section("Commands"):
            formatter.write_dl([(name, sentence) for name, (_, sentence) in COMMANDS.items()])

    def resolve_command(self, ctx: click.Context, args: list[str]) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command, or say which was perhaps meant."""
        if args and args[0] not in COMMANDS and not args[0].startswith("-"):
            import difflib
            import shlex

            near = difflib.get_close_matches(args[0], COMMANDS, 1)
            meant = f"did you mean {near[0]}?" if near else f"commands are: {', '.join(COMMANDS)};"
            search = f"to search for the word, type: nkdocs search {shlex.quote(args[0])}"
            raise NkdocsError(f"there is no command {args[0]!r}", f"{meant} {search}")
        return super().resolve_command(ctx, args)


def _remember(ctx: click.Context, param: click.Parameter, value: object) -> None:
    """Keep an option of all commands, given before or after the command's name; the later one holds."""
    if value not in (None, False):
        ctx.find_root().meta[str(param.name)] = value


def given() -> Mapping[str, Any]:
    """The options of all commands that were typed, by name."""
    return click.get_current_context().find_root().meta


def shared_options(*, hidden: bool) -> list[click.Parameter]:
    """The options of all commands."""
    rows: tuple[tuple[str, dict[str, Any]], ...] = (
        (
            "--archive",
            {
                "metavar": "DIR",
                "shell_complete": candidates.folders,
                "help": "The archive's folder. [default: the nearest above, or NKDOCS_ARCHIVE]",
            },
        ),
        (
            "--index",
            {
                "metavar": "DIR",
                "shell_complete": candidates.folders,
                "help": "Where the index lies. [default: in your cache, or NKDOCS_INDEX]",
            },
        ),
        ("--color", {"type": _WHEN, "metavar": "WHEN", "help": "Colours: auto (on a terminal; NO_COLOR), always or never."}),
        (
            "--hyperlink",
            {"type": _WHEN, "metavar": "WHEN", "help": "Links to file and line: auto (on a terminal), always or never."},
        ),
        ("--no-pager", {"is_flag": True, "help": "Print long texts at once. [pager: NKDOCS_PAGER, PAGER or less]"}),
    )
    return [Option([name], hidden=hidden, expose_value=False, callback=_remember, **row) for name, row in rows]


def _options(*rows: Callable[[F], F]) -> Callable[[F], F]:
    def add(function: F) -> F:
        for row in reversed(rows):
            function = row(function)
        return function

    return add


def at_most_articles(ctx: click.Context, param: click.Parameter, value: str | None) -> int | str | None:
    """A whole number, or ``all``."""
    del ctx, param
    if value is None or value == "all":
        return value
    if value.isascii() and value.isdecimal() and len(value) < 10:
        return int(value)
    raise click.BadParameter(f"{value!r} is not a whole number, nor 'all'.")


def at_most(most: int) -> Callable[[click.Context, click.Parameter, float | None], float | None]:
    """A check that a number is from 0 to this; help is not to show it as a formula."""

    def check(ctx: click.Context, param: click.Parameter, value: float | None) -> float | None:
        del ctx, param
        if value is not None and not 0 <= value <= most:
            raise click.BadParameter(f"{value} is not from 0 to {most:,}.")
        return value

    return check


#: The forms for programs that every command has.
json_options = _options(
    option("--json", "as_json", is_flag=True, help="Print one JSON object."),
    option("--jsonl", is_flag=True, help="Print a JSON object a line."),
    option("--csv", is_flag=True, help="Print a table in CSV, with a line of names."),
)


def _names(ctx: click.Context, param: click.Parameter, value: str) -> tuple[str, ...]:
    del ctx, param
    return tuple(dict.fromkeys(name.strip().lower() for name in value.split(",") if name.strip()))


_page_options = _options(
    option("-n", "--limit", metavar="N", callback=at_most_articles, help="At most N articles, or 'all'."),
    option("--offset", type=int, callback=at_most(10**9), default=0, metavar="N", help="Leave out the first N."),
)
_copies_option = option("--copies", is_flag=True, help="List copies of an article each for itself.")
snippets_option = option(
    "--snippets", type=int, callback=at_most(50), metavar="N", help="Pieces of text for each article.  [default: 2]"
)
#: What is searched for, and where.
filter_options = _options(
    click.argument("query", nargs=-1, metavar="[QUERY]...", shell_complete=candidates.query),
    option("--since", metavar="DATE", help="From this date on: 2019, 2019-03, 2019-03-04, -90d, last_year."),
    option("--until", metavar="DATE", help="Up to this date, the end of it included."),
    option("--author", metavar="NAME", shell_complete=candidates.authors, help="Only by an author with this name."),
    option("--source", metavar="TEXT", help="Only from files with this in their path."),
    option("--any", "any_word", is_flag=True, help="One of the words is enough."),
    option("--all", "all_words", is_flag=True, help="No word may be lacking, however few articles have them all."),
    _copies_option,
)
_form_options = _options(
    option("-c", "--count", is_flag=True, help="Print only how many articles match."),
    option("-l", "--ids", is_flag=True, help="Print only ids, one a line."),
    option("-0", "nul", is_flag=True, help="Print only ids, with a NUL after each (xargs -0)."),
    json_options,
    option("--format", "template", metavar="TEMPLATE", help=r"Print a line each: '{id}\t{date}'."),
)
#: What `search` and `list` are asked.
asked_options = _options(
    _page_options,
    filter_options,
    option("--sort", type=_SORT, default="relevance", metavar="ORDER", help="relevance, newest, oldest or title."),
    option(
        "--facets",
        default="",
        callback=_names,
        metavar="NAMES",
        shell_complete=candidates.facets,
        help="Count all hits: author,year,month,source.",
    ),
    _form_options,
)
#: How hits are listed that no query asked for.
line_options = _options(_page_options, snippets_option, _copies_option, _form_options)
