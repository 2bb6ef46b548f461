"""More like this: what an article is about, in its own words, and the other articles that are about it too.

The words are chosen as by Lucene's MoreLikeThis: those of the article with the highest tf-idf, where tf is how often the
article has a word and idf how few articles have it (Salton and Buckley, "Term-weighting approaches in automatic text
retrieval", 1988). A word must occur in another article, and may not be in every second one of many. They are searched for as
alternatives and ranked by BM25, each weighing more the more it says about the article. What scores less than a fifth of what
the article itself scores shares a few words by chance, as two of any articles do, and is left out.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

from nkdocs.analysis import tokens
from nkdocs.answers import SearchRequest
from nkdocs.engine import Engine
from nkdocs.errors import ConfigError
from nkdocs.folding import fold
from nkdocs.function_words import function_words
from nkdocs.model import Article, Results
from nkdocs.query import Among, And, Boost, Boosted, Everything, Not, Or, Query, Word
from nkdocs.schema import passages
from nkdocs.snippets import cut_snippets
from nkdocs.tiers import Tiers
from nkdocs.twins import Groups
from nkdocs.values import dataclass

#: Words that an article is searched by, and of those that are asked how many articles have them.
_WORDS, _ASKED = 25, 80
#: With so many words that are said more than once, the others are left out.
_FEWEST = 6
#: A word counts once more where it stands in the title.
_IN_TITLE = 2
#: Words named as what two articles share, and as what was searched for.
_NAMED, _SAID = 6, 12
#: A word in more than this share of an archive of so many articles says nothing.
_COMMON, _ENOUGH = 0.5, 100
_SHORTEST = 3
#: What share of the article's own score makes another one like it, and how many that are like it are looked for.
ALIKE, _MOST = 0.2, 200


@dataclass(frozen=True, slots=True)
class _Theme:
    """A word that says what an article is about, as it is written there, and how much it says."""

    word: Word
    weight: float


def resemble(engine: Engine, article: Article, request: SearchRequest, groups: Groups) -> tuple[Results, tuple[str, ...]]:
    """The articles that share the most telling words, and what a person should know of them."""
    if request.facets:
        raise ConfigError("similar articles are not counted by facets", "leave out --facets")
    themes = _themes(engine, article)
    copies = groups.copies(article.id)
    notices = [f"copies of it, not listed: {', '.join(copy.id for copy in copies)}"] if copies else []
    if not themes:
        return Results(0), (*notices, "the article shares no telling word with another")
    unwanted = Not(Among(frozenset({article.id, *(copy.id for copy in copies)})))
    some = Or(tuple(theme.word for theme in themes))
    query: Query = And((some, unwanted))
    boosted = Boosted(query, tuple(Boost(theme.word, theme.weight) for theme in themes))
    folded = fold(engine, Tiers(boosted), Groups() if request.copies else groups, request.sort)
    itself = Boosted(And((some, Among(frozenset({article.id})))), boosted.boosts)
    own = max((hit.score for hit in engine.search(itself, limit=1).hits), default=0.0)
    nearest = folded.search(boosted, limit=_MOST)
    alike = [hit for hit in nearest.hits if hit.score >= ALIKE * own]
    hits = []
    for hit in alike[request.offset : None if request.limit is None else request.offset + request.limit]:
        pieces = cut_snippets(hit.article, some, request.snippets) if request.snippets else ()
        shared = tuple(_shared(hit.article, themes)[:_NAMED])
        hits.append(replace(hit, snippets=pieces, shared=shared, copies=groups.copies(hit.article.id)))
    named = ", ".join(theme.word.text for theme in themes[:_SAID])
    notices.insert(0, f"searched for its most telling words: {named}{', ...' if len(themes) > _SAID else ''}")
    if nearest.hits and not alike:
        first = nearest.hits[0].article
        notices.append(f"none is much like it; the nearest is {first.id} ({', '.join(_shared(first, themes)[:_NAMED])})")
    elif nearest.total > len(alike):
        notices.append(f"{nearest.total - len(alike):,} that share fewer of these words are left out")
    copies_of_those = 0 if request.copies else sum(len(groups.copies(hit.article.id)) for hit in alike)
    return Results(len(alike), tuple(hits), copies_of_those), tuple(notices)


def _themes(engine: Engine, article: Article) -> list[_Theme]:
    """The most telling words of an article that another has too, the most telling first."""
    often: Counter[str] = Counter()
    written: dict[str, Counter[str]] = {}
    for text, times in _texts(article):
        for token in tokens(text):
            form = token.form
            if (len(form) < _SHORTEST and form.isascii()) or form in function_words() or form.isdecimal():
                continue
            often[token.term] += times
            written.setdefault(token.term, Counter())[text[token.start : token.end]] += 1
    count = engine.search(Everything(), limit=0).total
    themes = []
    for term, frequency in often.most_common(_ASKED):
        word = Word(term, written[term].most_common(1)[0][0])
        having = engine.search(word, limit=0).total
        if having < 2 or (count >= _ENOUGH and having > _COMMON * count):
            continue
        themes.append(_Theme(word, frequency * math.log(1 + (count - having + 0.5) / (having + 0.5))))
    # A word said once says little, if there are enough others (Lucene's default).
    repeated = [theme for theme in themes if often[theme.word.term] > 1]
    if len(repeated) >= _FEWEST:
        themes = repeated
    themes.sort(key=lambda theme: (-theme.weight, theme.word.term))
    most = themes[0].weight if themes else 1.0
    return [replace(theme, weight=theme.weight / most) for theme in themes[:_WORDS]]


def _texts(article: Article) -> Iterable[tuple[str, int]]:
    if article.title is not None:
        yield article.title.value, _IN_TITLE
    for passage in passages(article):
        yield passage.text, 1


def _shared(article: Article, themes: Iterable[_Theme]) -> list[str]:
    """The words that the article has as well, as they are named."""
    terms = {token.term for text, _ in _texts(article) for token in tokens(text)}
    return [theme.word.text for theme in themes if theme.word.term in terms]
