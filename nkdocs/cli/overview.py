"""The commands that look at an archive as a whole: what is found over time, and what is like an article."""

from __future__ import annotations

from typing import Any

import click

from nkdocs.cli import candidates
from nkdocs.cli.arguments import QueryVerb, filter_options, json_options, line_options
from nkdocs.cli.lean import option
from nkdocs.cli.tool import begin, verb
from nkdocs.errors import NkdocsError


@verb("timeline", QueryVerb)
@filter_options
@option(
    "--by",
    "unit",
    default="year",
    metavar="UNIT",
    shell_complete=candidates.units,
    help="decade, year, month or day.  [default: year]",
)
@json_options
def timeline(query: tuple[str, ...], *, unit: str, **flags: Any) -> int:  # noqa: ANN401  # handed through
    """Show how the articles that match are spread over time.

    \b
    nkdocs timeline remittances
    nkdocs timeline women --by month --since 2022
    nkdocs timeline '"money home"' --csv > money.csv

    Without QUERY it is of all articles. Each row says how many match, of how many
    articles of that time. An article known as of 2019 is of no month: among
    months it is in a row 2019. More than 3 decades or years, 12 months or 14 days
    that follow each other without an article that matches have no rows.

    \b
    Piped, a line a time, columns between tabs:
      time (empty: undated), count, of, share
    """  # noqa: D301  # \b keeps Click from filling the lines
    from nkdocs import overview
    from nkdocs.cli.piped import typed_query

    query = typed_query(query)
    session = begin(flags)
    renderer = session.counts_renderer()
    told = overview.timeline(session.where, session.request(query, 0, 0, sort="relevance", **flags), unit)
    renderer.timeline(told)
    session.tell(told.notices, nothing=not told.total)
    return 0 if told.total else 1


@verb("similar")
@click.argument("article", metavar="ID", shell_complete=candidates.ids)
@line_options
def similar(article: str, *, limit: int | str | None, snippets: int | None, **flags: Any) -> int:  # noqa: ANN401
    """Find the articles that are most like one.

    \b
    nkdocs similar how-a-north
    nkdocs similar seeds/001.txt:45 -n 3

    ID is an id, the beginning of one, or FILE:LINE, as for show. The words that
    say most about the article are searched for; with each hit stand those that it
    shares.

    \b
    Piped, a line an article, columns as of search, and last the words they share
    """  # noqa: D301  # \b keeps Click from filling the lines
    from nkdocs import overview
    from nkdocs.cli.piped import typed_ids

    article, *more = typed_ids([article])
    if more:
        raise NkdocsError(f"similar is asked for one article, and here are {1 + len(more):,}", "send one: head -n 1")
    session = begin(flags)
    renderer = session.answer_renderer()
    many = session.settings.limit if limit is None else limit
    pieces = session.settings.snippets if snippets is None else snippets
    answer = overview.similar(session.where, article, session.request((), many, pieces, sort="relevance", **flags))
    renderer.search(answer)
    session.tell_of(answer, renderer)
    return 0 if answer.results.total else 1
