"""Copies of one article are one hit: which are left out of a list, and how a search goes on without them.

Of each group the article that comes first in the order asked for stays, and it names the others; but one that a person
corrected comes before those that nobody did, or else what was not corrected would hide what was. Which copies match is asked
anew for every query: a copy may have a date, or a sentence, that the first of its group lacks, and is found by it. So may one
that was not corrected, by what was wrong with it: that is told (`Folded.behind`).
"""

from __future__ import annotations

import functools
from collections.abc import Collection, Iterator
from typing import Protocol

from nkdocs.engine import Engine
from nkdocs.model import Copy, Listed, Results, Sort
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
    """An engine that does not list the articles with the ids that are `hidden`.

    `behind`: those that it lists without the corrections that a copy has, which does not match as they do.
    """

    engine: Engine
    hidden: frozenset[str] = frozenset()
    behind: frozenset[str] = frozenset()

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
        """What is told of all articles, of each group one: the one whose id was `found`, or else its leader."""
        counted = {groups.of[id_][0].id for id_ in found if id_ in groups.of}
        leader = functools.cache(groups.leader)
        for article in self.engine.listings(Everything()):
            group = groups.of.get(article.id)
            if group is None or article.id in found or (group[0].id not in counted and article.id == leader(group[0].id)):
                yield article

    def count_hidden(self, query: Query) -> int:
        """How many of the hidden articles match."""
        return self.engine.search(And((query, Among(self.hidden))), limit=0).total if self.hidden else 0

    def list_behind(self, query: Query) -> list[str]:
        """The ids of those that match and are `behind`, in order."""
        return sorted(each.id for each in self.engine.listings(And((query, Among(self.behind))))) if self.behind else []


def fold(engine: Engine, tiers: Tiers, groups: Groups, sort: Sort) -> Folded:
    """The engine without the copies of what it lists: of each group all that match the tiers, but one of them.

    That is one of those that match the first tier, if any does.
    """
    if not groups.of:
        return Folded(engine)
    grouped = Among(frozenset(groups.of))
    hidden: set[str] = set()
    behind: set[str] = set()
    kept: dict[str, str] = {}  # by the first of the group: to hash a group is to look at all of it
    for query in (tiers.all_words, tiers.some_words):
        matching: dict[str, tuple[tuple[Copy, ...], list[str]]] = {}
        for article in engine.survey(And((query, grouped)), sort=sort) if query is not None else ():
            group = groups.of[article.id]
            matching.setdefault(group[0].id, (group, []))[1].append(article.id)
        for first, (group, ids) in matching.items():
            if first not in kept:
                corrected = {copy.id for copy in group if copy.corrected}
                kept[first] = next((article_id for article_id in ids if article_id in corrected), ids[0])
                behind |= {kept[first]} - corrected if corrected else set()
            hidden.update(article_id for article_id in ids if article_id != kept[first])
    return Folded(engine, frozenset(hidden), frozenset(behind))
