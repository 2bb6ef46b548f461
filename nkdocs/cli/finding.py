"""The commands that find articles and read them: one call of what is below, and one renderer for what it gives back."""

from __future__ import annotations

from typing import Any, BinaryIO

import click

from nkdocs.cli import candidates
from nkdocs.cli.arguments import QueryVerb, asked_options, json_options, snippets_option
from nkdocs.cli.lean import option
from nkdocs.cli.tool import begin, verb
from nkdocs.errors import NkdocsError


@verb("search", QueryVerb)
@asked_options
@snippets_option
@option("--queries", type=click.File("rb"), metavar="FILE", help="Many queries, one a line; - is standard input.")
def search(
    query: tuple[str, ...],
    *,
    limit: int | str | None,
    snippets: int | None,
    queries: BinaryIO | None,
    **flags: Any,  # noqa: ANN401  # handed through
) -> int:
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
    With --facets: facet, value, count.
    --format knows: id title date authors source start_line end_line line rank
    score copies shared snippet, each in braces; \\t \\n \\0 {{ }}
    Default: the 10 best; -n all for all. Exit status 1: nothing found.
    """  # noqa: D301  # \b keeps Click from filling the lines
    from nkdocs import commands
    from nkdocs.cli.piped import typed_query

    if queries is not None:
        from nkdocs.cli.shell import search_many

        return search_many(query, queries, limit, snippets, flags)
    query = typed_query(query)
    if not query:
        raise NkdocsError("search needs a query", "type words: nkdocs search remittances; all articles: nkdocs list")
    session = begin(flags)
    renderer = session.answer_renderer(flags["facets"])
    many = session.settings.limit if limit is None else limit
    pieces = session.settings.snippets if snippets is None else snippets
    answer = commands.search(session.where, session.request(query, many, pieces, **flags))
    renderer.search(answer)
    session.tell_of(answer, renderer)
    return 0 if answer.results.total else 1


@verb("show")
@click.argument("articles", nargs=-1, required=True, metavar="ID...", shell_complete=candidates.ids)
@option("--highlight", metavar="QUERY", shell_complete=candidates.query, help="Mark what a query matches.")
@option("--raw", is_flag=True, help="The lines of the dump, with their numbers.")
@option("--why", is_flag=True, help="Where title, date and authors were read, and what was not believed.")
@option("--context", type=int, metavar="LINES", help="Only so many lines around FILE:LINE, with their kinds.")
@option("-0", "nul", is_flag=True, help="With -: ids end with a NUL, not a line.")
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
    session = begin(flags)
    if context is not None:
        return show_excerpts(session, ids, context, highlight)
    return show_articles(session, ids, "evidence" if why else "raw" if raw else "article", highlight)


@verb("list", QueryVerb)
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
    With --facets: facet, value, count.
    --format knows: id title date authors source start_line end_line line rank
    score copies shared snippet, each in braces; \\t \\n \\0 {{ }}
    """  # noqa: D301  # \b keeps Click from filling the lines
    from nkdocs import commands
    from nkdocs.cli.piped import typed_query

    query = typed_query(query)
    session = begin(flags)
    renderer = session.answer_renderer(flags["facets"])
    many = "all" if limit is None else limit
    answer = commands.list_articles(session.where, session.request(query, many, 0, **flags))
    renderer.listing(answer)
    session.tell_of(answer, renderer)
    return 0 if answer.results.total else 1
