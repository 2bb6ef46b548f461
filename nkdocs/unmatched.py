"""What a filter could have meant that no article fits: the values that there are near it, and what to type.

A word that nothing has is the business of `explaining`. Here all articles are gone through, once, and only where a filter fits
none of them.
"""

from __future__ import annotations

import difflib
import itertools
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from nkdocs.answers import SearchRequest
from nkdocs.characters import fold
from nkdocs.engine import Engine
from nkdocs.ids import nearest
from nkdocs.model import Listed, PartialDate
from nkdocs.query import (
    And,
    Boosted,
    DateRange,
    Everything,
    FromSource,
    Identified,
    Missing,
    Not,
    Or,
    Query,
    TextLeaf,
    text_leaves,
)
from nkdocs.retrying import retry, with_words
from nkdocs.values import dataclass

#: Filters of a query that are looked into; values that are named of those there are.
_MOST, _NAMED = 5, 3
#: Values that a typed one is compared with.
_COMPARED = 20_000
#: Letters of a word of a name that is compared.
_LETTERS = 4


@dataclass(frozen=True, slots=True)
class Values:
    """The values that the articles of an archive have."""

    sources: Counter[str]
    authors: Counter[str]
    ids: list[str]
    dates: list[PartialDate]


class Said(NamedTuple):
    """A filter as it is typed, and the part of it that is another in what is offered."""

    filter: Query
    name: str
    typed: str


def about_unmatched(engine: Engine, query: Query, request: SearchRequest, command: str) -> Iterator[str]:
    """For each filter of the query that fits no article: what there is, and a command. `command`: as for `about_nothing`."""
    found = list(itertools.islice(dict.fromkeys(_filters(query)), _MOST))
    counts = {said: engine.search(said.filter, limit=0).total for said in found}
    unmet = [said for said in found if not counts[said]]
    if not engine.search(Everything(), limit=0).total:
        return
    if not unmet and not any(text_leaves(query)):
        alone = ", ".join(f"{said.name} in {_articles(count)}" for said, count in counts.items())
        yield f"no article fits all of it{f'; alone: {alone}' if alone else ''}"
    if not unmet:
        return
    values = _values(engine.listings(Everything()))

    def again(said: Said, near: str) -> str:
        quoted = f'"{near}"' if " " in near and f":{said.typed}" in request.query else near
        return f"did you mean {near}? {command} {retry(with_words(request, said.typed, quoted))}"

    for said in unmet:
        yield from _explain(said, values, again, command.rpartition(" ")[0])


def _filters(query: Query) -> Iterator[Said]:
    match query:
        case And(children) | Or(children):
            for child in children:
                yield from _filters(child)
        case Boosted(child):
            yield from _filters(child)
        case FromSource(text):
            yield Said(query, f"source:{text}", text)
        case Identified(prefix):
            yield Said(query, f"id:{prefix}", prefix)
        case DateRange(_, _, text):
            yield Said(query, text if text.startswith("--") else f"date:{text}", text)
        case Missing(field):
            yield Said(query, f"missing:{field}", field)
        case Not(Missing(field)):
            yield Said(query, f"has:{field}", field)
        case _ if isinstance(query, TextLeaf) and query.field == "author":
            yield Said(query, f"author:{query.text}", query.text)
        case _:
            pass


def _values(articles: Iterable[Listed]) -> Values:
    sources: Counter[str] = Counter()
    authors: Counter[str] = Counter()
    ids, dates = [], set()
    for article in articles:
        sources[article.source] += 1
        authors.update(article.authors)
        ids.append(article.id)
        if article.date is not None:
            dates.add(article.date)
    return Values(sources, authors, ids, sorted(dates))


def _explain(said: Said, values: Values, again: Callable[[Said, str], str], nkdocs: str) -> Iterator[str]:
    match said.filter:
        case FromSource():
            near = _nearest_source(said.typed, values.sources)
            yield f"{said.name} is in the path of no file"
            yield again(said, near) if near else f"the files are {_some(values.sources)}: {nkdocs} list --facets source -n 0"
        case Identified(prefix):
            alike = nearest(prefix, values.ids)
            yield f"no id begins with {prefix}"
            yield again(said, alike[0]) if alike else f"all ids: {nkdocs} list -l"
        case DateRange(start, end, _):
            before = [date for date in values.dates if start is not None and date.last_day() < start]
            after = [date for date in values.dates if end is not None and date.first_day() > end]
            near_dates = [date.isoformat() for date in (*before[-1:], *after[:1])]
            if not near_dates:
                yield f"no article has a date: {nkdocs} list missing:date"
                return
            are = "nearest are of" if len(near_dates) > 1 else "nearest is of"
            known = " and ".join(near_dates)
            yield f"no article has such a date ({said.name}); the {are} {known}: {nkdocs} list date:{near_dates[-1]}"
        case Missing(field):
            yield f"every article has {_one(field)}"
        case Not():
            yield f"no article has {_one(said.typed)}"
        case _:
            near = _nearest_author(said.typed, values.authors)
            if near:
                yield again(said, near)
            elif values.authors:
                yield f"authors are {_some(values.authors)}: {nkdocs} list --facets author -n 0"
            else:
                yield "no article has an author"


def _articles(count: int) -> str:
    return "1 article" if count == 1 else f"{count:,} articles"


def _one(field: str) -> str:
    return f"an {field}" if field[0] in "aeiou" else f"a {field}"


def _some(values: Counter[str]) -> str:
    """Some of the values, the commonest first."""
    named = [value for value, _ in sorted(values.items(), key=lambda row: (-row[1], row[0]))[:_NAMED]]
    more = len(values) - len(named)
    return ", ".join(named) + (f" and {more:,} more" if more > 0 else "")


def _nearest_source(typed: str, sources: Iterable[str]) -> str:
    """A file, or a part of its path, that is written nearly as what was typed; "" if there is none."""
    parts: dict[str, str] = {}
    for path in itertools.islice(sources, _COMPARED):
        pieces = path.split("/")
        for part in (path, *pieces, pieces[-1].rpartition(".")[0]):
            parts.setdefault(part.casefold(), part)
    near = difflib.get_close_matches(typed.strip("*?/").casefold(), parts, 1)
    return parts[near[0]] if near else ""


def _nearest_author(typed: str, authors: Iterable[str]) -> str:
    """A name that is written nearly as what was typed, or has a word that is; "" if there is none."""
    names: dict[str, str] = {}
    for author in itertools.islice(authors, _COMPARED):
        folded = fold(author)
        for part in (folded, *(word for word in folded.split() if len(word) >= _LETTERS)):
            names.setdefault(part, author)
    words = set(fold(typed).split())
    if turned := next((author for folded, author in names.items() if words <= set(folded.split())), None):
        return turned
    near = difflib.get_close_matches(fold(typed), names, 1, 0.7)
    return names[near[0]] if near else ""
