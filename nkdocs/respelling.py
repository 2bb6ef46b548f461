"""Words that the archive writes with a hyphen, found in all spellings: ``self-reliance``, ``selfreliance``, ``self reliance``.

A query typed with the hyphen says where the parts of the word are, and the grammar asks for all spellings of it. One typed
without does not: ``selfreliance`` may be anything. But where hyphens join just this word in some article, the archive itself
says so, and then a word is looked for as its parts too, and the parts as the word, in phrases and near groups wherever they
stand in them. Where no article has it with a hyphen, nothing is taken apart: ``maybe`` is no ``may be``.

The parts of a single word add to what is found, but not to scores: they would be the rarer, and weigh more, than the word.
Words side by side are never joined: an article that has both words has each of them.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import replace

from nkdocs.analysis import sequence
from nkdocs.engine import Engine, Transaction
from nkdocs.folding import Searching
from nkdocs.hyphens import joined
from nkdocs.model import Article, Listed, Results, Sort
from nkdocs.query import And, Boosted, Not, Or, Phrase, Query, Spelled, TextLeaf, Word, any_of
from nkdocs.schema import joined_as, passages, texts_of
from nkdocs.terms import term_of
from nkdocs.values import dataclass

#: Parts of a word with hyphens that are looked for as one.
_MOST_PARTS = 4
#: Articles that are read for how a word is parted: nearly always alike in all.
_READ = 3
#: Ways to write one phrase.
_MOST_WAYS = 16

#: By their forms: in which parts the archive has words with hyphens.
Parted = Mapping[str, tuple[tuple[str, ...], ...]]


def parted(engine: Searching, query: Query, typed: Sequence[Query] = ()) -> Parted:
    """The words of a query, and words side by side in its phrases or `typed` so, that hyphens join in some article."""
    forms = dict.fromkeys(itertools.chain.from_iterable(map(_candidates, _leaves(query))))
    forms |= {one + other: None for one, other in itertools.pairwise(_form(word) for word in typed) if one and other}
    asked = {form: Spelled(joined_as(form)) for form in forms}
    if not asked or not engine.search(any_of(asked.values()), limit=0).total:
        return {}
    found: dict[str, tuple[tuple[str, ...], ...]] = {}
    for form, spelled in asked.items():
        articles = [hit.article for hit in engine.search(spelled, limit=_READ).hits]
        words = (word for article in articles for word in joined(texts_of(article, passages(article))))
        if ways := tuple(dict.fromkeys(word.parts for word in words if word.form == form)):
            found[form] = ways
    return found


def joins(typed: Sequence[Query], known: Parted) -> Iterator[tuple[str, Word]]:
    """Words typed side by side that the archive joins: both as typed, and the one word."""
    for one, other in itertools.pairwise(typed):
        parts = (_form(one), _form(other))
        if parts in known.get("".join(parts), ()):
            yield f"{_text(one)} {_text(other)}", Word(term_of("".join(parts)), f"{_text(one)}{_text(other)}")


def respell(query: Query, known: Parted, *, weigh: bool = True) -> Query:
    """The query with the other spellings of such words beside them; unless `weigh`, the parts of a word add to no score."""
    if not known:
        return query
    match query:
        case And(children):
            return And(tuple(respell(child, known, weigh=weigh) for child in children))
        case Or(children):
            kept = [child if isinstance(child, TextLeaf) else respell(child, known, weigh=weigh) for child in children]
            return _with_others(kept, [child for child in children if isinstance(child, TextLeaf)], known, weigh=weigh)
        case Not(child):
            return Not(respell(child, known, weigh=weigh))
        case Boosted(child):
            return replace(query, child=respell(child, known, weigh=weigh))
        case Word() | Phrase():
            return _with_others([query], [query], known, weigh=weigh)
        case _:
            return query


def _with_others(trees: Sequence[Query], leaves: Sequence[TextLeaf], known: Parted, *, weigh: bool) -> Query:
    """Any of the trees, or of the other spellings of these leaves, each that is not there already."""
    there = {replace(leaf, text="") if isinstance(leaf, Word | Phrase) else leaf for leaf in leaves}
    others: list[Query] = []
    for leaf in leaves:
        for other in _others(leaf, known):
            if (plain := replace(other, text="")) not in there:
                there.add(plain)
                others.append(other if weigh or isinstance(leaf, Phrase) else Not(Not(other)))
    return any_of([*trees, *others])


def _others(leaf: TextLeaf, known: Parted) -> list[Word | Phrase]:
    """The other spellings of a word or phrase."""
    match leaf:
        case Word():
            return [_row(forms, leaf) for forms in known.get(_form(leaf), ())]
        case Phrase() if not known.keys().isdisjoint(_candidates(leaf)):
            return [_row(forms, leaf) for forms in _ways(_forms(leaf), known)]
        case _:
            return []


@dataclass(frozen=True, slots=True)
class Respelled:
    """An engine that finds such words in all spellings."""

    engine: Engine
    known: Parted

    def writing(self) -> AbstractContextManager[Transaction]:
        """A transaction of the engine."""
        return self.engine.writing()

    def search(self, query: Query, *, limit: int | None = 10, offset: int = 0, sort: Sort = Sort.RELEVANCE) -> Results:
        """See `nkdocs.engine.Engine.search`."""
        return self.engine.search(self._respell(query), limit=limit, offset=offset, sort=sort)

    def survey(self, query: Query, *, sort: Sort = Sort.RELEVANCE) -> tuple[Listed, ...]:
        """See `nkdocs.engine.Engine.survey`."""
        return self.engine.survey(self._respell(query), sort=sort)

    def listings(self, query: Query) -> Iterator[Listed]:
        """See `nkdocs.engine.Engine.listings`."""
        return self.engine.listings(self._respell(query))

    def get(self, article_id: str) -> Article | None:
        """See `nkdocs.engine.Engine.get`."""
        return self.engine.get(article_id)

    def close(self) -> None:
        """See `nkdocs.engine.Engine.close`."""
        self.engine.close()

    def _respell(self, query: Query) -> Query:
        return respell(query, self.known, weigh=False)


def _leaves(query: Query) -> Iterator[TextLeaf]:
    """All leaves that match words, those that exclude too."""
    match query:
        case And(children) | Or(children):
            for child in children:
                yield from _leaves(child)
        case Not(child) | Boosted(child):
            yield from _leaves(child)
        case _ if isinstance(query, TextLeaf):
            yield query
        case _:
            pass


def _candidates(leaf: TextLeaf) -> Iterator[str]:
    """The forms that a word with hyphens may have here."""
    match leaf:
        case Word():
            yield _form(leaf)
        case Phrase():
            forms = _forms(leaf)
            for start in range(len(forms)):
                for end in range(start + 1, min(start + _MOST_PARTS, len(forms)) + 1):
                    yield "".join(forms[start:end])


def _form(word: Query) -> str:
    """The form of a word as it was typed; "" if it is not what is looked for."""
    if not isinstance(word, Word):
        return ""
    tokens = sequence(word.text)
    return tokens[0].form if [token.term for token in tokens] == [word.term] else ""


def _text(word: Query) -> str:
    return word.text if isinstance(word, Word) else ""


def _forms(phrase: Phrase) -> list[str]:
    tokens = sequence(phrase.text)
    return [token.form for token in tokens] if tuple(token.term for token in tokens) == phrase.terms else []


def _ways(forms: Sequence[str], known: Parted) -> list[tuple[str, ...]]:
    """The other ways to write a row of words, at most so many."""
    reaching: list[list[tuple[str, ...]]] = [[()], *([] for _ in forms)]
    for start, form in enumerate(forms):
        following = [((form,), 1), *((parts, 1) for parts in known.get(form, ()))]
        for count in range(2, min(_MOST_PARTS, len(forms) - start) + 1):
            parts = tuple(forms[start : start + count])
            if parts in known.get("".join(parts), ()):
                following.append((("".join(parts),), count))
        for words, count in following:
            end = reaching[start + count]
            end += [(*way, *words) for way in reaching[start][: _MOST_WAYS - len(end)]]
    return [way for way in dict.fromkeys(reaching[-1]) if way != tuple(forms)]


def _row(forms: Sequence[str], leaf: Word | Phrase) -> Word | Phrase:
    terms = tuple(map(term_of, forms))
    slop = leaf.slop if isinstance(leaf, Phrase) else 0
    return Word(terms[0], leaf.text, leaf.field) if len(terms) == 1 else Phrase(terms, leaf.text, slop, leaf.field)
