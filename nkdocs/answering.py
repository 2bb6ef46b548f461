"""From what a person asked to what they are told: the query with its filters, the hits with their pieces, and the notices.

Notices are what keeps an answer honest: articles that a date filter cannot judge, why nothing was found, what would find
something. They are sentences for people; what stands in them of queries and articles is as hostile as all text, and made safe
where it is shown.
"""

from __future__ import annotations

import bisect
import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import replace

from nkdocs.answers import SearchRequest
from nkdocs.engine import Engine
from nkdocs.errors import ConfigError
from nkdocs.explaining import (
    about_behind,
    about_copies,
    about_filters,
    about_given_up,
    about_joined,
    about_nothing,
    about_undated,
    about_words,
    undated_of,
)
from nkdocs.finding import Found, find
from nkdocs.folding import Folded, fold
from nkdocs.grammar import parse_query, read_query
from nkdocs.matching import join_spans
from nkdocs.model import Article, Facet, Hit, Listed, Results, Sort, Span
from nkdocs.pasted import plain_words
from nkdocs.query import And, DateRange, Everything, FromSource, Phrase, Query, TextField, text_leaves
from nkdocs.respelling import Parted, Respelled, joins, parted, respell
from nkdocs.schema import passages
from nkdocs.snippets import cut_snippets, highlight
from nkdocs.tiers import Tiers, arrange
from nkdocs.twins import Groups
from nkdocs.values import dataclass
from nkdocs.vocabulary import Vocabulary
from nkdocs.wording import plain_text


@dataclass(frozen=True, slots=True)
class Question:
    """A request as understood: its query with the filters, the tiers it is answered in, and what was put in place of what.

    `words`: those that were typed side by side. `plain`: the same of a sentence that was pasted with quotation marks in it,
    `quoted` being what stands in them, as its words.
    """

    query: Query
    tiers: Tiers
    expansions: tuple[str, ...] = ()
    words: tuple[Query, ...] = ()
    quoted: tuple[Query, ...] = ()
    plain: Question | None = None


def understand(request: SearchRequest, today: dt.date, vocabulary: Vocabulary | None = None) -> Question:
    """The query as typed, and the filters given beside it. Raises `QueryError` for the query, `ConfigError` for a filter."""
    if request.any_word and request.all_words:
        raise ConfigError("--any and --all contradict each other", "choose one of them, such as --all")
    check_facets(request.facets)
    filters = tuple(_filters(request, today))
    reading = read_query(request.query, today=today, vocabulary=vocabulary)
    query = _within(reading.tree, filters)
    tiers = arrange(query, reading.words, every_word=request.all_words)
    if request.any_word and len(reading.words) < sum(1 for child in _parts(reading.tree) if any(text_leaves(child))):
        # Phrases and what operators join are alternatives too.
        some = parse_query(request.query, today=today, any_word=True, vocabulary=vocabulary)
        tiers = Tiers(query, _within(some, filters), reading.words, typed=reading.words)
    question = Question(query, tiers, reading.expansions, reading.words)
    quoted = tuple(child for child in _parts(reading.tree) if child not in reading.words and _is_quoted(child))
    words = plain_words(request.query) if quoted and not request.all_words else None
    if words is None or words == request.query:
        return question
    return replace(question, quoted=quoted, plain=understand(replace(request, query=words), today, vocabulary))


def _is_quoted(query: Query) -> bool:
    return any(isinstance(leaf, Phrase) and leaf.field is None and " " in leaf.text for leaf in text_leaves(query))


def check_facets(names: Sequence[str]) -> None:
    """Raises `ConfigError` for a facet that articles cannot be counted by."""
    if not names:
        return
    from nkdocs.counting import FACETS  # for those who count

    for name in names:
        if name not in FACETS:
            raise ConfigError(f"articles cannot be counted by {name!r}", f"facets are: {', '.join(FACETS)}")


def understand_listing(request: SearchRequest, today: dt.date, vocabulary: Vocabulary | None = None) -> Question:
    """As `understand`, but all words are meant, unless any is enough, and an empty query means all articles."""
    if request.query.strip():
        return understand(request if request.any_word else replace(request, all_words=True), today, vocabulary)
    check_facets(request.facets)
    query = _within(Everything(), tuple(_filters(request, today)))
    return Question(query, Tiers(query))


def _within(query: Query, filters: tuple[Query, ...]) -> Query:
    if not filters:
        return query
    return And((*_parts(query), *filters))


def _parts(query: Query) -> tuple[Query, ...]:
    return query.children if isinstance(query, And) else (query,)


def _filters(request: SearchRequest, today: dt.date) -> Iterator[Query]:
    if request.since is not None or request.until is not None:
        yield _between(request.since, request.until, today)
    if request.author is not None:
        author = plain_text(request.author, "author", quoted=True)
        if author is None:
            raise ConfigError(f"--author {request.author!r} has no word in it", 'name an author: --author "Jane Doe"')
        yield author
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
    from nkdocs.dates import parse_range  # for those who name a date

    try:
        return parse_range(value, today)
    except ValueError:
        raise ConfigError(
            f"{option} {value!r} is not a date",
            "a date is written 2023, 2023-03, 2023-03-17, March 2023, last_month, yesterday or -90d",
        ) from None


def answer(
    engine: Engine, question: Question, request: SearchRequest, command: str, groups: Groups | None = None
) -> tuple[Results, tuple[str, ...]]:
    """The page of hits that the request wants, with as many pieces of text, and what the person should know of them.

    `groups` are the copies in the archive: of each one is listed, unless the request wants them all.
    """
    groups = groups or Groups()
    question, engine, known = _meant(engine, question)
    folded = fold(engine, question.tiers, Groups() if request.copies else groups, request.sort)
    found = find(folded, question.tiers, request)
    shown = respell(question.tiers.all_words, known)
    hits = tuple(_illustrate(hit, shown, request.snippets, groups) for hit in found.results.hits)
    notices = (*question.expansions, *about_words(question.tiers, found))
    notices += tuple(about_given_up(engine, found, request, command))
    if not found.results.total:
        notices += tuple(about_nothing(engine, question.query, request, command))
    else:
        notices += tuple(about_filters(engine, question.tiers, found.complete)) if found.is_partial else ()
        notices += tuple(about_joined(engine, question.query, tuple(joins(question.words, known)), request, command))
    undated = _undated(engine, found, groups, request)
    copies = folded.count_hidden(found.query)
    notices += (*about_copies(copies), *about_behind(folded, found.query, groups))
    facets = _count(folded, found.query, request.facets)
    return replace(found.results, hits=hits, copies=copies, facets=facets), (*((undated,) if undated else ()), *notices)


def _meant(engine: Engine, question: Question) -> tuple[Question, Engine, Parted]:
    """The question, the engine, finding words that the archive writes with a hyphen in all spellings, and those words.

    A sentence with quotation marks is its words, where no article has what stands in them.
    """
    known = parted(engine, question.query, question.words)
    spelled = Respelled(engine, known) if known else engine
    if question.plain is None or spelled.search(And(question.quoted), limit=0).total:
        return question, spelled, known
    said = "no article has what stands in quotes; its words are searched for instead (with --all it must occur)"
    return _meant(engine, replace(question.plain, expansions=(said, *question.plain.expansions)))


def spread(
    engine: Engine, question: Question, request: SearchRequest, unit: str, command: str, groups: Groups
) -> tuple[int, Facet, tuple[str, ...]]:
    """How many articles match, how they and all there are lie in time, of copies one, and what the person should know."""
    from nkdocs.counting import count_times  # for those who count

    groups = Groups() if request.copies else groups
    question, engine, _ = _meant(engine, question)
    folded = fold(engine, question.tiers, groups, request.sort)
    found = find(folded, question.tiers, request)
    notices = (*question.expansions, *about_words(question.tiers, found), *about_copies(folded.count_hidden(found.query)))
    notices += tuple(about_behind(folded, found.query, groups))
    if not found.results.total:
        notices += tuple(about_nothing(engine, question.query, request, command))
    undated = _undated(engine, found, groups, request)
    met: set[str] = set()
    everyone = None if isinstance(found.query, Everything) else folded.everyone(met, groups)
    times = count_times(unit, _noting(met, folded.listings(found.query), groups), everyone)
    return found.results.total, times, (*((undated,) if undated else ()), *notices)


def _noting(met: set[str], articles: Iterator[Listed], groups: Groups) -> Iterator[Listed]:
    """The same articles; of those that have copies, the ids are noted while they pass."""
    for article in articles:
        if article.id in groups.of:
            met.add(article.id)
        yield article


def _undated(engine: Engine, found: Found, groups: Groups, request: SearchRequest) -> str:
    """How many undated articles a date filter left out, copies counted as in the answer."""
    undated = undated_of(found.query)
    if undated is None:
        return ""
    return about_undated(fold(engine, Tiers(undated), Groups() if request.copies else groups, request.sort), found.query)


def _count(folded: Folded, query: Query, names: Sequence[str]) -> tuple[Facet, ...]:
    """All hits, counted by each of the facets."""
    if not names:
        return ()
    from nkdocs.counting import count_by  # the same

    return count_by(names, folded.listings(query))


def _illustrate(hit: Hit, query: Query, count: int, groups: Groups) -> Hit:
    article = hit.article
    spans = highlight(article.title.value, query, "title") if article.title else ()
    pieces = cut_snippets(article, query, count) if count else ()
    return replace(hit, snippets=pieces, title_highlights=spans, copies=groups.copies(article.id))


def light_up(
    article: Article, query: str, today: dt.date, vocabulary: Vocabulary | None = None, engine: Engine | None = None
) -> tuple[Span, ...]:
    """Where the query matches in the article, in characters of the dump: where its snippets light up, and title and authors.

    A phrase that goes on in another block has a span in each. `engine` knows which words the archive writes with hyphens.
    Raises `QueryError`.
    """
    tree = parse_query(query, today=today, vocabulary=vocabulary)
    if engine is not None:
        tree = respell(tree, parted(engine, tree))
    spans = []
    for passage in passages(article):
        starts = [part.start for part in passage.parts]
        for match in highlight(passage.text, tree, "body"):
            # Only the parts that it reaches over: an article may have very many of both.
            for number in range(max(0, bisect.bisect_right(starts, match.start) - 1), bisect.bisect_left(starts, match.end)):
                part = passage.parts[number]
                # Two newlines stand between the parts of a passage, which are none of the dump's.
                end = starts[number + 1] - 2 if number + 1 < len(starts) else len(passage.text)
                if match.start < end:
                    here = Span(max(match.start, part.start), min(match.end, end))
                    spans.append(here.shift(part.offset - part.start))
    for claim in (article.title, *article.authors):
        if claim is not None:
            field: TextField = "title" if claim.field == "title" else "author"
            spans += [match.shift(claim.span.start) for match in highlight(article.cut(claim.span), tree, field)]
    return join_spans(spans)


def default_sort(request: SearchRequest) -> SearchRequest:
    """A listing without words has no relevance to sort by: it goes by title."""
    if request.sort is Sort.RELEVANCE and not request.query.strip():
        return replace(request, sort=Sort.TITLE)
    return request
