"""The tiers of a query, searched: articles with all words first, and where too few have them, those with some.

Both are pages of one list: what is counted is what is listed, ranks go on, and no article with all words stands below one that
lacks any. Why some are lacking is said elsewhere (`explaining`); here is only found that they are.
"""

from __future__ import annotations

from dataclasses import replace

from nkdocs.answers import SearchRequest
from nkdocs.folding import Searching
from nkdocs.model import Results, Sort
from nkdocs.query import And, Not, Query
from nkdocs.tiers import ENOUGH, Tiers
from nkdocs.values import dataclass


@dataclass(frozen=True, slots=True)
class Found:
    """A page of results, the query that they all match, how many have all words, and the words given up for them.

    `is_mixed`: those that have all words do not come first, as another order than by relevance was asked for.
    """

    results: Results
    query: Query
    complete: int
    given_up: tuple[Query, ...] = ()
    is_mixed: bool = False

    @property
    def is_partial(self) -> bool:
        """Whether articles are listed that lack words."""
        return bool(self.given_up) or self.results.total > self.complete


def find(engine: Searching, tiers: Tiers, request: SearchRequest) -> Found:
    """The page that the request wants."""
    if request.any_word and request.sort is not Sort.RELEVANCE and tiers.some_words is not None:
        complete = engine.search(tiers.all_words, limit=0).total
        return Found(_page(engine, tiers.some_words, request), tiers.some_words, complete, is_mixed=True)
    first = _page(engine, tiers.all_words, request)
    if request.all_words or tiers.some_words is None or not _is_short(first.total, tiers, request):
        return Found(first, tiers.all_words, first.total)
    if first.total:
        return Found(_followed(engine, tiers, tiers.some_words, request, first), tiers.some_words, first.total)
    lacking = tuple(word for word in tiers.words if not engine.search(word, limit=0).total)
    rest = tiers.without(lacking) if lacking else tiers
    if not rest.words and not tiers.holds:
        return Found(first, tiers.all_words, 0)
    if rest.some_words is None:
        return Found(_page(engine, rest.all_words, request), rest.all_words, 0, lacking)
    if request.sort is not Sort.RELEVANCE:
        return Found(_page(engine, rest.some_words, request), rest.some_words, 0, lacking)
    if lacking and not rest.is_sentence:
        first = _page(engine, rest.all_words, request)
    return Found(_followed(engine, rest, rest.some_words, request, first), rest.some_words, 0, lacking)


def _is_short(total: int, tiers: Tiers, request: SearchRequest) -> bool:
    """Whether articles with all words are too few to be the whole answer."""
    if request.any_word or not total:
        return True
    return tiers.is_loose and total < ENOUGH and request.sort is Sort.RELEVANCE


def _page(engine: Searching, query: Query, request: SearchRequest) -> Results:
    return engine.search(query, limit=request.limit, offset=request.offset, sort=request.sort)


def _followed(engine: Searching, tiers: Tiers, some_words: Query, request: SearchRequest, first: Results) -> Results:
    """The page of what has all words, and then of what has some."""
    others = And((some_words, Not(tiers.all_words))) if first.total else some_words
    limit = None if request.limit is None else request.limit - len(first.hits)
    offset = max(0, request.offset - first.total)
    rest = engine.search(others, limit=limit, offset=offset, sort=request.sort)
    following = tuple(replace(hit, rank=hit.rank + first.total) for hit in rest.hits)
    return Results(first.total + rest.total, (*first.hits, *following))
