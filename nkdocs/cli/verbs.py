"""What each command does: one call of `commands`, and one renderer for what it gives back."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

import click

from nkdocs import __version__
from nkdocs.cli import candidates
from nkdocs.cli.arguments import (
    HELP_NAMES,
    QueryVerb,
    Verb,
    Verbs,
    asked_options,
    at_most,
    given,
    json_options,
    shared_options,
)
from nkdocs.errors import NkdocsError

if TYPE_CHECKING:
    from nkdocs.cli.session import Session


@click.group(
    cls=Verbs,
    params=shared_options(hidden=False),
    invoke_without_command=True,
    context_settings={**HELP_NAMES, "max_content_width": 100},
)
@click.version_option(__version__, "--version", prog_name="nkdocs", message="%(prog)s %(version)s")
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


def _verb(name: str, cls: type[Verb] = Verb) -> Callable[[Callable[..., int]], click.Command]:
    return nkdocs.command(name, cls=cls, context_settings=HELP_NAMES)


def _begin(flags: dict[str, Any]) -> Session:
    """What the command works with. The options that ask for a form are the session's, and taken out of the command's own."""
    from nkdocs.cli.session import FORMS, begin

    return begin(given(), **{name: flags.pop(name) for name in FORMS if name in flags})


@_verb("index")
@click.argument("paths", nargs=-1, metavar="[PATH]...", shell_complete=candidates.files)
@click.option("--rebuild", is_flag=True, help="Read everything again.")
@click.option("--dry-run", is_flag=True, help="Say what would change, and change nothing.")
@click.option("--wait", type=float, callback=at_most(86_400), default=0.0, metavar="SECONDS", help="Wait for another nkdocs.")
@json_options
def index(paths: tuple[str, ...], **flags: Any) -> int:  # noqa: ANN401  # handed through
    """Index the dumps at PATH, or refresh what is indexed.

    \b
    nkdocs index              refresh; the first time, seeds/ if there is one
    nkdocs index dumps/ a.txt
    nkdocs index --dry-run    what would change
    """  # noqa: D301  # \b keeps Click from filling the lines
    from nkdocs import commands

    session = _begin(flags)
    with session.progress() as progress:
        report = commands.index(session.where, paths, progress=progress, **flags)
    session.renderer().indexed(report)
    session.tell(problems=report.problems)
    return 0


@_verb("search", QueryVerb)
@asked_options
@click.option("--queries", type=click.File("rb"), metavar="FILE", help="Many queries, one a line; - is standard input.")
def search(query: tuple[str, ...], *, limit: int | str | None, queries: BinaryIO | None, **flags: Any) -> int:  # noqa: ANN401
    """Search for articles.

    \b
    nkdocs search remittances
    nkdocs search women -china date:2019..2023
    nkdocs search '"sends money back home"' --json
    nkdocs search --queries names.txt --csv
    nkdocs help query                 the whole language

    The words of QUERY are joined; -word leaves out articles with the word;
    after -- nothing is an option; - alone reads the query from standard input.

    A line of --queries is a query, or a name, a tab and a query; one that begins
    with # says nothing. Each row then begins with name and query.

    \b
    Piped, a line an article, columns between tabs, empty where nothing is known:
      id, date, title, authors, FILE:LINE of the match, text
    --format knows: id title date authors source start_line end_line line rank
    score snippet, each in braces; \\t \\n \\0 {{ }}
    Default: the 10 best; -n all for all. Exit status 1: nothing found.
    """  # noqa: D301  # \b keeps Click from filling the lines
    from nkdocs import commands
    from nkdocs.cli.piped import typed_query

    if queries is not None:
        from nkdocs.cli.shell import search_many

        return search_many(query, queries, limit, flags)
    query = typed_query(query)
    if not query:
        raise NkdocsError("search needs a query", "type words: nkdocs search remittances; all articles: nkdocs list")
    session = _begin(flags)
    renderer = session.answer_renderer()
    many = session.settings.limit if limit is None else limit
    answer = commands.search(session.where, session.request(query, many, session.settings.snippets, **flags))
    renderer.search(answer)
    session.tell_of(answer, renderer)
    return 0 if answer.results.total else 1


@_verb("show")
@click.argument("articles", nargs=-1, required=True, metavar="ID...", shell_complete=candidates.ids)
@click.option("--highlight", metavar="QUERY", shell_complete=candidates.query, help="Mark what a query matches.")
@click.option("--raw", is_flag=True, help="The lines of the dump, with their numbers.")
@click.option("--why", is_flag=True, help="Where title, date and authors were read, and what was not believed.")
@click.option("--context", type=int, metavar="LINES", help="Only so many lines around FILE:LINE, with their kinds.")
@click.option("-0", "nul", is_flag=True, help="With -: ids end with a NUL, not a line.")
@json_options
def show(
    articles: tuple[str, ...],
    *,
    highlight: str | None,
    raw: bool,
    why: bool,
    context: int | None,
    nul: bool,
    **flags: Any,  # noqa: ANN401
) -> int:
    """Read articles.

    \b
    nkdocs show how-a-north
    nkdocs show seeds/001.txt:45 --highlight money
    nkdocs show seeds/001.txt:45 --context 3
    nkdocs show how-a-north --why
    nkdocs search remittances -l | nkdocs show -

    ID is an id, the beginning of one, or FILE:LINE. - reads ids from standard
    input, one a line, up to the first tab.

    \b
    Piped, columns between tabs: with --raw the line's number, the line;
    with --context number, kind, line; with --why field, chosen or not chosen or
    none, value, trust, rule, FILE:LINE, reason
    """  # noqa: D301  # \b keeps Click from filling the lines
    from nkdocs.cli.piped import typed_ids
    from nkdocs.cli.shell import show_articles, show_excerpts

    asked = [name for name, wish in (("--raw", raw), ("--why", why), ("--context", context is not None)) if wish]
    if len(asked) > 1:
        raise NkdocsError(f"{' and '.join(asked)} ask for different forms", f"choose one, such as {asked[0]}")
    ids = typed_ids(articles, nul=nul)
    session = _begin(flags)
    if context is not None:
        return show_excerpts(session, ids, context, highlight)
    return show_articles(session, ids, "evidence" if why else "raw" if raw else "article", highlight)


@_verb("list", QueryVerb)
@asked_options
def list_(query: tuple[str, ...], *, limit: int | str | None, **flags: Any) -> int:  # noqa: ANN401  # handed through
    """List the articles, all or those that match.

    \b
    nkdocs list --sort newest
    nkdocs list missing:date
    nkdocs list --since 2019 --format '{date}\\t{title}'

    \b
    Piped, a line an article, columns between tabs, empty where nothing is known:
      id, date, title, authors, FILE:LINE
    --format knows: id title date authors source start_line end_line line rank
    score snippet, each in braces; \\t \\n \\0 {{ }}
    """  # noqa: D301  # \b keeps Click from filling the lines
    from nkdocs import commands
    from nkdocs.cli.piped import typed_query

    query = typed_query(query)
    session = _begin(flags)
    renderer = session.answer_renderer()
    many = "all" if limit is None else limit
    answer = commands.list_articles(session.where, session.request(query, many, 0, **flags))
    renderer.listing(answer)
    session.tell_of(answer, renderer)
    return 0 if answer.results.total else 1


@_verb("parse")
@click.argument("paths", nargs=-1, required=True, metavar="PATH...", shell_complete=candidates.files)
@click.option("--explain", is_flag=True, help="Every line with what it was taken for, and why.")
@json_options
def parse(paths: tuple[str, ...], *, explain: bool, **flags: Any) -> int:  # noqa: ANN401  # the form
    """Show what dumps are read as, without an index.

    \b
    nkdocs parse seeds/
    nkdocs parse --explain dump.txt
    pdftotext paper.pdf - | nkdocs parse -

    PATH may be a file, a folder, or - for standard input.

    \b
    Piped, columns between tabs, a line an article:
      FILE, first line, last line, id, date, title, authors
    Explained, a line a line:
      FILE, line, cut (an article begins), kind, reason
    """  # noqa: D301  # \b keeps Click from filling the lines
    from nkdocs import commands

    session = _begin(flags)
    report = commands.parse(session.where, paths, explain=explain, stdin=sys.stdin.buffer)
    session.renderer(Path.cwd()).parsed(report)
    session.tell(problems=report.problems)
    return 0 if report.articles else 1


@_verb("status")
@json_options
def status(**flags: Any) -> int:  # noqa: ANN401  # the form
    """Say what the archive holds, and how fresh the index is.

    \b
    nkdocs status
    nkdocs status --json | jq .changes

    \b
    Piped, a line a value: name, value; a line a file that changed: how, FILE
    """  # noqa: D301
    from nkdocs import commands

    session = _begin(flags)
    told = commands.status(session.where)
    session.renderer().status(told)
    session.tell(told.notices, told.problems)
    return 0


@_verb("fix")
@click.argument("target", required=False, metavar="[ID|FILE:LINE]", shell_complete=candidates.ids)
@click.argument("changes", nargs=-1, metavar="[CHANGE]...")
@click.option("--clear", multiple=True, metavar="FIELD", help="There is none to be known: date, author or title.")
@click.option("--because", default="", metavar="TEXT", help="Why, for whoever asks later.")
@click.option("--from", "table", type=click.File("rb"), metavar="FILE", help="Many corrections at once: a table in CSV.")
@json_options
def fix(target: str | None, changes: tuple[str, ...], *, table: BinaryIO | None, **flags: Any) -> int:  # noqa: ANN401
    """Correct what was read, for good.

    \b
    nkdocs fix how-a-north date=2021-05-04 author="A. B." --because "in print"
    nkdocs fix how-a-north --clear date
    nkdocs fix seeds/001.txt:45 split         an article begins at this line
    nkdocs fix seeds/001.txt:45 join          it is part of the one before
    nkdocs fix seeds/001.txt:50 boilerplate   no part of the text; or: body
    nkdocs fix --from corrections.csv

    A date is written 2021-05-04, 2021-05 or 2021; several authors "A. B.; C. D.".
    Corrections are kept in corrections.toml in the archive; edit it to take one
    back. A table has columns out of: article, date, author, title, action, because.
    An empty cell says nothing; one with - clears. Exit status 2: a row was refused.

    \b
    Piped, a line a correction: id or FILE:LINE, what, before, after
    """  # noqa: D301
    from nkdocs import commands

    if (table is None) == (target is None):
        raise NkdocsError("fix corrects an article or line, or what a table names", "nkdocs fix --help shows examples")
    named = (table.read(), table.name) if table else None
    session = _begin(flags)
    report = commands.fix(session.where, target or "", changes, table=named, **flags)
    session.renderer().fixed(report)
    session.tell(report.notices, report.problems)
    return 2 if report.problems else 0


@_verb("doctor")
@json_options
def doctor(**flags: Any) -> int:  # noqa: ANN401  # the form
    """Look for what is missing or suspect, and say what mends it.

    \b
    nkdocs doctor
    nkdocs doctor --json | jq '.findings[] | select(.kind == "menu")'

    Missing dates and authors, doubtful values, suspicious cuts, copies, garbled
    characters, dumps that changed, corrections that fit nothing.

    \b
    Piped, a line a finding, columns between tabs:
      kind, what, places (FILE:LINE, with spaces between), command
    Exit status: 0 all is well, 1 there are findings.
    """  # noqa: D301
    from nkdocs import commands

    session = _begin(flags)
    diagnosis = commands.doctor(session.where)
    session.renderer().diagnosed(diagnosis)
    return 1 if diagnosis.findings else 0


@_verb("help")
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
