"""The verbs that look at an archive as a whole: how what is found is spread over time, and what is like an article.

Plain functions beside those of `commands`, of the same kind: values in, values out, nothing printed.
"""

from __future__ import annotations

import datetime as dt
import time
from dataclasses import replace
from typing import TYPE_CHECKING

from nkdocs.answers import Answer, SearchRequest, Timeline
from nkdocs.archive import Where
from nkdocs.commands import settings, vocabulary
from nkdocs.errors import ConfigError
from nkdocs.freshness import about_index
from nkdocs.lookup import find_article
from nkdocs.model import Results

if TYPE_CHECKING:
    from nkdocs.opening import OpenIndex


def timeline(where: Where, request: SearchRequest, unit: str, *, today: dt.date | None = None) -> Timeline:
    """How many of the articles that match are of each decade, year, month or day, and of how many of that time.

    An empty query means all articles. Raises as `commands.search` does, and `ConfigError` for another unit.
    """
    from nkdocs import answering  # for those who ask
    from nkdocs.counting import UNITS  # the same
    from nkdocs.opening import ask  # the engine

    if unit not in UNITS:
        raise ConfigError(f"there is no timeline by {unit!r}", f"it is by {', '.join(UNITS[:-1])} or {UNITS[-1]}: --by year")
    started = time.perf_counter()
    request = replace(request, limit=0, snippets=0)
    understand = answering.understand if request.query.strip() else answering.understand_listing
    asked = understand(request, today or dt.date.today(), vocabulary(settings(where)))

    def question(index: OpenIndex) -> Timeline:
        command = index.archive.command("timeline")
        total, facet, notices = answering.spread(index.engine, asked, request, unit, command, index.groups())
        told = (*notices, *about_index(index))
        return Timeline(request, total, facet, told, time.perf_counter() - started)

    return ask(where, question)


def similar(where: Where, text: str, request: SearchRequest) -> Answer:
    """The articles most like the one that `text` means (as for `show`), best first, each with the words that they share.

    Neither the article itself is among them, nor a copy of it; of copies of another, one. Raises as `commands.show` does.
    """
    from nkdocs import resembling  # for those who ask
    from nkdocs.opening import ask  # the engine

    started = time.perf_counter()

    def question(index: OpenIndex) -> tuple[Results, tuple[str, ...], str]:
        article = find_article(index, text)
        results, notices = resembling.resemble(index.engine, article, request, index.groups())
        return results, (*notices, *about_index(index)), article.id

    results, notices, article_id = ask(where, question)
    return Answer(replace(request, query=article_id), results, notices, time.perf_counter() - started)
