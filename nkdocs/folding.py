"""Copies of one article are one hit: which are left out of a list, and how a search goes on without them.

Of each group the article that comes first in the order asked for stays, and it names the others. Which copies match is asked
anew for every query: a copy may have a date, or a sentence, that the first of its group lacks, and is found by it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Protocol

from nkdocs.engine import Engine
from nkdocs.model import Listed, Results, Sort
from nkdocs.query import Among, And, Everything, Not, Query
from nkdocs.tiers import Tiers
from nkdocs.twins import Groups
from nkdocs.values import dataclass


class Searching(Protocol):
    """What can be searched."""

    def search(self, query: Query, *, limit: int | None = 10, offset: int = 0, sort: Sort = Sort.RELEVANCE) -> Results:
        """See `nkdocs.engine.Engine.search`."""


@dataclass(frozen=True, slots=True)
class Folded:
    """An engine that does not list the articles with these ids."""

    engine: Engine
    hidden: frozenset[str] = frozenset()

    def narrow(self, query: Query) -> Query:
        """The query without what is hidden."""
        return And((query, Not(Among(self.hidden)))) if self.hidden else query

    def search(self, query: Query, *, limit: int | None = 10, offset: int = 0, sort: Sort = Sort.RELEVANCE) -> Results:
        """The hits that are not hidden."""
        return self.engine.search(self.narrow(query), limit=limit, offset=offset, sort=sort)

    def listings(self, query: Query) -> Iterator[Listed]:
        """What is told of every hit that is not hidden, in no order."""
        return self.engine.listings(self.narrow(query))

    def everyone(self, found: Collection[str], groups: Groups) -> Iterator[Listed]:
        """What is told of all articles, of each group one: the one whose id was `found`, or else any."""
        counted = {groups.of[id_] for id_ in found if id_ in groups.of}
        for article in self.engine.listings(Everything()):
            group = groups.of.get(article.id)
            if group is None or article.id in found:
                yield article
            elif group not in counted:
                counted.add(group)
                yield article

    def count_hidden(self, query: Query) -> int:
        """How many of the hidden articles match."""
        return self.engine.search(And((query, Among(self.hidden))), limit=0).total if self.hidden else 0


def fold(engine: Engine, tiers: Tiers, groups: Groups, sort: Sort) -> Folded:
    """The engine without the copies of what it lists: of each group all that match the tiers, but the first of them."""
    if not groups.of:
        return Folded(engine)
    grouped = Among(frozenset(groups.of))
    hidden: set[str] = set()
    seen: dict[tuple[object, ...], str] = {}
    for query in (tiers.all_words, tiers.some_words):
        for article in engine.survey(And((query, grouped)), sort=sort) if query is not None else ():
            first = seen.setdefault(groups.of[article.id], article.id)
            if article.id != first:
                hidden.add(article.id)
    return Folded(engine, frozenset(hidden))
