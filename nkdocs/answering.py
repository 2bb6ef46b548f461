"""From what a person asked to what they are told: the query with its filters, the hits with their pieces, and the notices.

Notices are what keeps an answer honest: articles that a date filter cannot judge, why nothing was found, what would find
something. They are sentences for people; what stands in them of queries and articles is as hostile as all text, and made safe
where it is shown.
"""

from __future__ import annotations

import datetime as dt
import itertools
import re
import shlex
from collections.abc import Iterator
from dataclasses import replace

from nkdocs import analysis, dates
from nkdocs.engine import Engine
from nkdocs.errors import ConfigError
from nkdocs.grammar import parse_query
from nkdocs.matching import join_spans
from nkdocs.model import Article, Hit, Results, SearchRequest, Sort, Span
from nkdocs.query import (
    And,
    DateRange,
    Everything,
    FromSource,
    Fuzzy,
    Missing,
    Not,
    Or,
    Phrase,
    Query,
    TextField,
    TextLeaf,
    Word,
    leaves,
    text_leaves,
)
from nkdocs.schema import passages
from nkdocs.snippets import cut_snippets, highlight

#: Words of a query without hits that are counted one by one.
_COUNTED = 10


def understand(request: SearchRequest, today: dt.date) -> Query:
    """The query as typed, and the filters given beside it. An empty query means all articles only if the request says so.

    Raises `QueryError` for the query, `ConfigError` for a filter.
    """
    filters = tuple(_filters(request, today))
    query = parse_query(request.query, today=today, any_word=request.any_word)
    if not filters:
        return query
    return And((*(query.children if isinstance(query, And) else (query,)), *filters))


def understand_listing(request: SearchRequest, today: dt.date) -> Query:
    """As `understand`, but an empty query means all articles."""
    if request.query.strip():
        return understand(request, today)
    filters = tuple(_filters(request, today))
    return And((Everything(), *filters)) if filters else Everything()


def _filters(request: SearchRequest, today: dt.date) -> Iterator[Query]:
    if request.since is not None or request.until is not None:
        yield _between(request.since, request.until, today)
    if request.author is not None:
        terms = tuple(token.term for token in analysis.sequence(request.author))
        if not terms:
            raise ConfigError(f"--author {request.author!r} has no word in it", 'name an author: --author "Jane Doe"')
        yield Word(terms[0], request.author, "author") if len(terms) == 1 else Phrase(terms, request.author, field="author")
    if request.source is not None:
        if not request.source:
            raise ConfigError("--source is empty", "name a part of a path: --source 2019/")
        yield FromSource(request.source)


def _between(since: str | None, until: str | None, today: dt.date) -> DateRange:
    start = _day("--since", since, today)[0] if since is not None else None
    end = _day("--until", until, today)[1] if until is not None else None
    text = " ".join(f"{name} {value}" for name, value in (("--since", since), ("--until", until)) if value is not None)
    if start is not None and end is not None and start > end:
        raise ConfigError(f"{text}: the end lies before the start", "change them round")
    return DateRange(start, end, text)


def _day(option: str, value: str, today: dt.date) -> tuple[dt.date | None, dt.date | None]:
    if any(mark in value for mark in ("..", "<", ">")):
        raise ConfigError(
            f"{option} {value}: one date is wanted here, not a range", f"a range goes into the query: date:{value}"
        )
    try:
        return dates.parse_range(value, today)
    except ValueError:
        raise ConfigError(
            f"{option} {value!r} is not a date",
            "a date is written 2023, 2023-03, 2023-03-17, March 2023, last_month, yesterday or -90d",
        ) from None


def find(engine: Engine, query: Query, request: SearchRequest) -> Results:
    """The page of hits that the request wants, with as many pieces of text as it wants."""
    results = engine.search(query, limit=request.limit, offset=request.offset, sort=request.sort)
    return replace(results, hits=tuple(_illustrate(hit, query, request.snippets) for hit in results.hits))


def _illustrate(hit: Hit, query: Query, count: int) -> Hit:
    article = hit.article
    spans = highlight(article.title.value, query, "title") if article.title else ()
    return replace(hit, snippets=cut_snippets(article, query, count) if count else (), title_highlights=spans)


def light_up(article: Article, query: str, today: dt.date) -> tuple[Span, ...]:
    """Where the query matches in the article, in characters of the dump: where its snippets light up, and title and authors.

    A phrase that goes on in another block has a span in each. Raises `QueryError`.
    """
    tree = parse_query(query, today=today)
    spans = []
    for passage in passages(article):
        for match in highlight(passage.text, tree, "body"):
            for part, after in itertools.zip_longest(passage.parts, passage.parts[1:]):
                # Two newlines stand between the parts of a passage, which are none of the dump's.
                end = after.start - 2 if after else len(passage.text)
                if match.start < end and part.start < match.end:
                    here = Span(max(match.start, part.start), min(match.end, end))
                    spans.append(here.shift(part.offset - part.start))
    for claim in (article.title, *article.authors):
        if claim is not None:
            field: TextField = "title" if claim.field == "title" else "author"
            spans += [match.shift(claim.span.start) for match in highlight(article.cut(claim.span), tree, field)]
    return join_spans(spans)


def explain(engine: Engine, query: Query, request: SearchRequest, total: int, command: str) -> tuple[str, ...]:
    """What the person should know of the answer. `command` is what they typed before the query: ``nkdocs search``."""
    notices = [_about_undated(engine, query)]
    if total == 0:
        notices += _about_nothing(engine, query, request, command)
    return tuple(notice for notice in notices if notice)


def _about_undated(engine: Engine, query: Query) -> str:
    """How many undated articles a date filter left out: those that would match if their date were any."""
    if not any(isinstance(leaf, DateRange) for leaf in leaves(query)):
        return ""
    undated = Missing("date")
    left_out = _total(engine, And((undated, _with_any_date(query)))) - _total(engine, And((undated, query)))
    if left_out < 1:
        return ""
    what, whom = ("1 undated article", "it") if left_out == 1 else (f"{left_out:,} undated articles", "them")
    return f"{what} not shown (no date is known to compare); to see {whom}, search with missing:date in place of the date"


def _with_any_date(query: Query) -> Query:
    match query:
        case And(children):
            return And(tuple(map(_with_any_date, children)))
        case Or(children):
            return Or(tuple(map(_with_any_date, children)))
        case DateRange():
            return Everything()
        case _:  # below a Not too: an undated article is in no range, and so is not excluded by one
            return query


def _about_nothing(engine: Engine, query: Query, request: SearchRequest, command: str) -> Iterator[str]:
    """Why nothing was found: what each word finds alone, a word spelled nearly so, and what the filters hid."""
    words = list({leaf.text: leaf for leaf in text_leaves(query)}.values())
    counts = [(leaf, _total(engine, leaf)) for leaf in words[:_COUNTED]]
    if counts:
        more = f", and {len(words) - _COUNTED} more" if len(words) > _COUNTED else ""
        yield "words alone: " + ", ".join(f"{_shown(leaf)} in {_articles(count)}" for leaf, count in counts) + more
    for leaf, count in counts:
        if count == 0 and isinstance(leaf, Word) and (near := _spelled_nearly(engine, leaf)):
            yield f"did you mean {near}? {command} {_typed(_with_word(request, leaf, near))}"
    if isinstance(query, And):
        kept = tuple(child for child in query.children if _is_about_words(child))
        if kept and len(kept) < len(query.children) and (count := _total(engine, And(kept))):
            yield f"without the filters: {_articles(count)}"


def _with_word(request: SearchRequest, leaf: Word, near: str) -> SearchRequest:
    """The request with a word spelled as the archive spells it, where the person typed it."""
    typed = re.compile(rf"(?<!\w){re.escape(leaf.text)}(?!\w)")
    if typed.search(request.query):
        return replace(request, query=typed.sub(lambda _: near, request.query))
    if leaf.text == request.author:
        return replace(request, author=near)
    return replace(request, query=near)


def _typed(request: SearchRequest) -> str:
    """What a person types after the command to ask this: the query and the filters, quoted for a shell."""
    options = {"--since": request.since, "--until": request.until, "--author": request.author, "--source": request.source}
    words = [request.query] if request.query.strip() else []
    words += [word for name, given in options.items() if given is not None for word in (name, given)]
    usual = default_sort(replace(request, sort=Sort.RELEVANCE)).sort
    words += ["--sort", request.sort.value] if request.sort is not usual else []
    words += ["--any"] if request.any_word else []
    return shlex.join(words)


def _is_about_words(query: Query) -> bool:
    """Whether the part of a query is what was searched for, rather than a filter."""
    return not isinstance(query, Not) and all(isinstance(leaf, TextLeaf) for leaf in leaves(query))


def _spelled_nearly(engine: Engine, leaf: Word) -> str:
    """A word of the archive that is one or two letters away; "" if there is none, or the word is short."""
    tokens = analysis.sequence(leaf.text)
    if len(tokens) != 1 or len(tokens[0].form) < 4:
        return ""
    for distance in (1, 2) if len(tokens[0].form) > 5 else (1,):
        nearly = Fuzzy(tokens[0].form, leaf.text, distance, leaf.field)
        for hit in engine.search(nearly, limit=1).hits:
            article = hit.article
            for field, text in (
                ("title", article.title.value if article.title else ""),
                ("author", " ".join(claim.value for claim in article.authors)),
                ("body", "\n".join([article.body, *article.notes])),
            ):
                for span in highlight(text, nearly, field):  # type: ignore[arg-type]  # the three names are fields
                    return text[span.start : span.end]
    return ""


def _total(engine: Engine, query: Query) -> int:
    return engine.search(query, limit=0).total


def _articles(count: int) -> str:
    return "no article" if count == 0 else "1 article" if count == 1 else f"{count:,} articles"


def _shown(leaf: TextLeaf) -> str:
    return leaf.text if leaf.field is None or ":" in leaf.text else f"{leaf.field}:{leaf.text}"


def default_sort(request: SearchRequest) -> SearchRequest:
    """A listing without words has no relevance to sort by: it goes by title."""
    if request.sort is Sort.RELEVANCE and not request.query.strip():
        return replace(request, sort=Sort.TITLE)
    return request
