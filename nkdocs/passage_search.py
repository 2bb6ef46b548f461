"""The articles that a quotation may be from: those with its rarest words, asked of the index.

The index knows words in any form and spelling; so every article that has the quotation as it stands is among those with all of
its words, and an altered one among those with most of them. What is really there is judged from the articles' text.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from nkdocs.analysis import sequence
from nkdocs.characters import is_unspaced
from nkdocs.engine import Engine
from nkdocs.model import Article, Results
from nkdocs.query import Among, And, Fuzzy, Not, Or, Phrase, Query, Wildcard, Word, all_of
from nkdocs.quoted_words import QuotedWord
from nkdocs.sources import Text, texts_of
from nkdocs.twins import Groups
from nkdocs.values import dataclass
from nkdocs.wording import one_word

#: Words whose articles are counted, how many of the rarest must all occur, or are searched for as alternatives.
_COUNTED, _ALL, _SOME = 8, 4, 5
#: Articles with all of them that are read; where there are more, the whole phrase is asked for, and so many are read, or up to
#: `MOST_SOUGHT` where none of those is word for word.
_FEW, MOST_READ, MOST_SOUGHT = 30, 100, 1000
#: Articles that are read for what is only near.
NEAR = 6
#: Articles whose words are kept.
_MOST_KEPT = 100


class Reader:
    """What is asked: the engine, which articles are copies of each other, and the texts of those that were read last.

    `without`: the ids of articles that count for nothing, as those of the draft whose quotations are checked.
    """

    def __init__(self, engine: Engine, groups: Groups, without: frozenset[str] = frozenset()) -> None:
        self.engine = engine
        self.groups = groups
        self._without = without
        self._read: dict[str, tuple[Text, ...]] = {}

    def search(self, query: Query, limit: int, offset: int = 0) -> Results:
        """The hits among the articles that count, as `Engine.search` gives them."""
        if self._without:
            query = all_of((query, Not(Among(self._without))))
        return self.engine.search(query, limit=limit, offset=offset)

    def texts(self, article: Article) -> tuple[Text, ...]:
        """The texts of an article. Several questions about a quotation, and a draft, are about the same articles."""
        if article.id not in self._read:
            if len(self._read) >= _MOST_KEPT:
                self._read.clear()
            self._read[article.id] = tuple(texts_of(article))
        return self._read[article.id]


@dataclass(frozen=True, slots=True)
class Sought:
    """The words of a quotation, by how few articles have them: those of no article, and the others, the rarest first."""

    run: tuple[str, ...]
    unknown: tuple[str, ...]
    rare: tuple[str, ...]


def seek(reader: Reader, words: Sequence[QuotedWord], text: str) -> Sought:
    """What is searched for to find these words, which stand in `text`."""
    run = _terms(words, text)
    counted = sorted(dict.fromkeys(run), key=len, reverse=True)[:_COUNTED]
    having = {term: reader.search(_leaf(term), limit=0).total for term in counted}
    known = sorted((term for term in counted if having[term]), key=having.__getitem__)
    return Sought(run, tuple(term for term in counted if not having[term]), tuple(known))


def _leaf(term: str) -> Word | Wildcard:
    return one_word(term, Word(term, term))


def _terms(words: Sequence[QuotedWord], text: str) -> tuple[str, ...]:
    """What the index has of the words, in order. One character of a script without spaces is found beside another only."""
    if not words:
        return ()
    run = [token.term for token in sequence(text[words[0].start : words[-1].end])]
    while len(run) > 1 and len(run[0]) == 1 and is_unspaced(run[0]):
        run.pop(0)
    while len(run) > 1 and len(run[-1]) == 1 and is_unspaced(run[-1]):
        run.pop()
    return tuple(run)


@dataclass(frozen=True, slots=True)
class Held:
    """Which articles may have words as they stand, and how many those are."""

    query: Query | None = None
    total: int = 0

    def articles(self, reader: Reader) -> Iterator[Article]:
        """At most `MOST_SOUGHT` of them, asked of the index `MOST_READ` at a time, as they are gone through."""
        if self.query is not None:
            for offset in range(0, min(self.total, MOST_SOUGHT), MOST_READ):
                for hit in reader.search(self.query, limit=MOST_READ, offset=offset).hits:
                    yield hit.article


def holding(reader: Reader, sought: Sought) -> Held:
    """The articles that may have the words as they stand."""
    if sought.unknown or not sought.rare:
        return Held()
    every: Query = And(tuple(_leaf(term) for term in sought.rare[:_ALL]))
    total = reader.search(every, limit=0).total
    if total > _FEW:
        every = Phrase(sought.run, " ".join(sought.run))
        total = reader.search(every, limit=0).total
    return Held(every, total)


def nearest(reader: Reader, sought: Sought, limit: int = NEAR) -> list[Article]:
    """The articles with most of the rarest words. A word that no article has may be one with a typing error."""
    leaves: list[Query] = [_leaf(term) for term in sought.rare[:_SOME]]
    if len(leaves) < 3:
        leaves += [Fuzzy(term, term, 1 if len(term) < 8 else 2) for term in sought.unknown[:2]]
    if not leaves:
        return []
    return [hit.article for hit in reader.search(Or(tuple(leaves)), limit=limit).hits]
