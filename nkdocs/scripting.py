"""The verbs of shells and scripts as plain functions: many queries, many articles, lines, places to open, completions.

They ask what `commands` asks, many times in one opening of the index, and like those they print nothing.
"""

from __future__ import annotations

import datetime as dt
import functools
import re
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from nkdocs import archive as archives
from nkdocs import commands, freshness, lookup
from nkdocs.answers import Answer, Problem, SearchRequest
from nkdocs.archive import Where
from nkdocs.errors import ConfigError, NkdocsError, QueryError, UnknownArticleError
from nkdocs.model import Article, Copy, Span
from nkdocs.values import dataclass

if TYPE_CHECKING:
    from nkdocs.excerpts import Excerpt
    from nkdocs.inquiries import Inquiry, Reply
    from nkdocs.opening import OpenIndex
    from nkdocs.twins import Groups

T = TypeVar("T")

#: More lines than this around one are asked for by mistake, or want `show --raw`.
MOST_AROUND = 10_000
#: Nobody reads so many articles at once, each in an editor of its own.
MOST_OPENED = 20
#: Copies whose places are named.
MOST_COPIES = 4


def search_many(
    where: Where,
    request: SearchRequest,
    inquiries: Iterable[Inquiry],
    receive: Callable[[Reply], None],
    *,
    today: dt.date | None = None,
) -> tuple[str, ...]:
    """Answer each inquiry as `commands.search` would, with the filters of the request, in one opening of the index.

    Each reply is handed to `receive` as it comes, so that none has to be kept; one that is not understood is a reply too. Gives
    back what should be known of the index. Raises `ConfigError` for a filter, and what opening an index raises.
    """
    from nkdocs import answering  # the grammar, for those who search
    from nkdocs.inquiries import Reply  # the same
    from nkdocs.opening import ask  # the engine

    known = commands.vocabulary(commands.settings(where))
    day = today or dt.date.today()

    def reply(index: OpenIndex, inquiry: Inquiry, groups: Groups) -> Reply:
        started = time.perf_counter()
        wanted = replace(request, query=inquiry.query)
        try:
            asked = answering.understand(wanted, day, known)
        except QueryError as error:
            return Reply(inquiry, error=error)
        results, notices = answering.answer(index.engine, asked, wanted, index.archive.command("search"), groups)
        return Reply(inquiry, Answer(wanted, results, notices, time.perf_counter() - started))

    def question(index: OpenIndex) -> tuple[str, ...]:
        groups = index.groups()
        for inquiry in inquiries:
            receive(reply(index, inquiry, groups))
        return freshness.about_index(index)

    return ask(where, question)


def show_many(where: Where, texts: Sequence[str]) -> tuple[list[Article], list[Problem], list[str]]:
    """The articles that are meant, in this order, why others could not be found, and what should be known of the index.

    One alone that cannot be found raises `UnknownArticleError`, as for `commands.show`.
    """
    from nkdocs.opening import ask  # the engine

    return ask(where, lambda index: (*_each(texts, _Desk(index).find), [*freshness.about_articles(index)]))


def read_many(where: Where, texts: Sequence[str]) -> tuple[list[Article], list[Problem], list[str]]:
    """As `show_many`, and where their copies are."""
    from nkdocs.opening import ask  # the engine

    def question(index: OpenIndex) -> tuple[list[Article], list[Problem], list[str]]:
        found, problems = _each(texts, _Desk(index).find)
        groups = index.groups()
        copies = ((article, groups.copies(article.id)) for article in found)
        told = [_about_copies(*each) for each in copies if each[1]]
        return found, problems, [*told, *freshness.about_articles(index)]

    return ask(where, question)


def _about_copies(article: Article, copies: Sequence[Copy]) -> str:
    """Where the copies of an article are, and which of them a person corrected."""
    places = ", ".join(f"{copy.source}:{copy.line}{' (corrected)' * copy.corrected}" for copy in copies[:MOST_COPIES])
    more = f" and {len(copies) - MOST_COPIES:,} more" if len(copies) > MOST_COPIES else ""
    return f"{article.id} has {'1 copy' if len(copies) == 1 else f'{len(copies):,} copies'}: {places}{more}"


def excerpts(where: Where, texts: Sequence[str], around: int) -> tuple[list[Excerpt], list[Problem], list[str]]:
    """The lines around each FILE:LINE, at most `around` before and after it. Otherwise as `show_many`.

    Raises `ConfigError` for a text that names no line.
    """
    from nkdocs.excerpts import cut_excerpt  # for those who ask
    from nkdocs.opening import ask  # the engine

    if not 0 <= around <= MOST_AROUND:
        raise ConfigError(f"--context {around}: from 0 to {MOST_AROUND:,} lines can be shown", "the whole article: --raw")

    def question(index: OpenIndex) -> tuple[list[Excerpt], list[Problem], list[str]]:
        desk = _Desk(index)

        def one(text: str) -> Excerpt:
            article = desk.find(text)
            found = desk.locate(text)
            if found is None:
                raise ConfigError(
                    f"--context shows lines around a line, and {text!r} names none",
                    f"name a line: nkdocs show {article.source.path}:{article.start_line} --context {around}",
                )
            return cut_excerpt(*found, around, desk.files()[found[0]], index.engine.get)

        return *_each(texts, one), [*freshness.about_articles(index)]

    return ask(where, question)


def _each(texts: Sequence[str], find: Callable[[str], T]) -> tuple[list[T], list[Problem]]:
    found: list[T] = []
    problems = []
    for text in texts:
        try:
            found.append(find(text))
        except UnknownArticleError as error:
            if len(texts) == 1:
                raise
            problems.append(Problem(text, str(error), error.hint))
    return found, problems


class _Desk:
    """An open index, at which many articles and lines are looked up; its list of files is read once, and only if needed."""

    def __init__(self, index: OpenIndex) -> None:
        self.index = index
        self.files = functools.cache(index.generation.files)

    def find(self, text: str) -> Article:
        """The article that is meant."""
        return lookup.find_article(self.index, text, self.files)

    def locate(self, text: str) -> tuple[str, int] | None:
        """The file and line that are meant by FILE:LINE; None if the text is something else."""
        from nkdocs.ids import locate  # for those who name lines

        archive = self.index.archive
        return locate(archives.from_root(archive, text), self.files(), lookup.folder(archive))


@dataclass(frozen=True, slots=True)
class Spot:
    """A line to open: the absolute path of a file, and a 1-based line of it."""

    file: Path
    line: int


def spots(where: Where, texts: Sequence[str]) -> tuple[Spot, ...]:
    """The file and line of each article, or of FILE:LINE. Raises `UnknownArticleError`, and `NkdocsError` if a file is gone."""
    from nkdocs.opening import ask  # the engine

    if len(texts) > MOST_OPENED:
        raise NkdocsError(
            f"{len(texts)} articles at once are more than {MOST_OPENED}", f"open fewer: nkdocs open {texts[0]} {texts[1]}"
        )

    def question(index: OpenIndex) -> tuple[Spot, ...]:
        desk = _Desk(index)
        return tuple(_spot(desk, text) for text in texts)

    return ask(where, question)


def _spot(desk: _Desk, text: str) -> Spot:
    article = desk.find(text)
    path, line = desk.locate(text) or (article.source.path, article.start_line)
    archive = desk.index.archive
    if not (archive.root / path).is_file():
        raise NkdocsError(f"the file {path} is gone", f"bring the index up to date: {archive.command('index')}")
    return Spot(archive.root / path, line)


def about_dumps(where: Where, articles: Iterable[Article]) -> list[str]:
    """What should be known of articles that are shown, once for each dump: that their dumps have changed since, or are gone."""
    dumps = {article.source.path: article for article in articles}
    return [notice for article in dumps.values() for notice in commands.about_dump(where, article)]


def known_ids(where: Where, beginning: str, most: int) -> list[str]:
    """At most so many ids that begin so, in order. Raises what finding an index raises."""
    from nkdocs.archive import check_index_dir, find_archive  # for those who complete
    from nkdocs.generations import reading  # the same

    with reading(find_archive(where).index_dir) as generation:
        check_index_dir(generation.folder)
        with generation.notes() as notes:
            return notes.ids_from(beginning.lower(), most)


def known_queries(where: Where) -> list[str]:
    """The names of the saved queries."""
    return [name for name, _ in commands.settings(where).queries]


def known_authors(where: Where, beginning: str, most: int) -> list[str]:
    """Names of authors that begin so, or else have a word that does, of at most so many articles. Raises as `known_ids`."""
    from nkdocs.grammar import parse_query  # the grammar, for those who complete
    from nkdocs.opening import ask  # the engine
    from nkdocs.query import Everything  # the same

    words = re.findall(r"\w+", beginning)
    query = parse_query(f"author:{words[0]}*", today=dt.date.today()) if words else Everything()

    def question(index: OpenIndex) -> list[str]:
        hits = index.engine.search(query, limit=most).hits
        return sorted({claim.value for hit in hits for claim in hit.article.authors})

    names = ask(where, question)
    folded = beginning.casefold()
    begun = [name for name in names if name.casefold().startswith(folded)]
    return begun or [name for name in names if any(word.startswith(folded) for word in name.casefold().split())]


def lights(where: Where, articles: Iterable[Article], query: str | None) -> list[tuple[Span, ...]]:
    """What a query matches in each of the articles; nothing without a query. Raises `QueryError`."""
    return [commands.highlights(article, query, where=where) if query else () for article in articles]
