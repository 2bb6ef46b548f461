"""What a person's words ask for, in the order of what they get: articles with all the words first, then those with some.

A question ("how do defectors send money home?") is rarely answered in its own words, and a search that demands every one of
them answers with an empty page. So the words that say little by themselves are left out where others remain, words side by
side may be loosened when too few articles have them all, a word said twice weighs more, and words that stand together in the
query weigh more where they do so in the text: those that say little as well, by which a remembered sentence is known again.
An article that has all the words comes first, however many they are; among those that lack some words of a sentence it counts
how many they have. What was typed with an operator is meant as typed, and never loosened. The figures were measured on test
collections of several kinds and are flat optima. How an engine scores a word is not known here.
"""

from __future__ import annotations

import itertools
import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

from nkdocs.analysis import sequence
from nkdocs.characters import accented, fold
from nkdocs.function_words import function_words
from nkdocs.query import And, Beside, Boost, Boosted, Or, Phrase, Query, Spelled, Word, text_leaves
from nkdocs.values import dataclass

#: A query of so many different words is a sentence: hardly an article has them all, and it counts how many one has.
SENTENCE = 5
#: Of so many words all are expected, if any article has them.
KEYWORDS = 3
#: Articles with all words that are enough of an answer, where not all are expected.
ENOUGH = 10
#: From so many words on, the words that say little are left out.
MANY = 3
#: What neighbours in the query add where they stand together, and how many words may stand between.
NEIGHBOURS, APART = 0.25, 1
#: What a word with an accent adds where it is spelled so: more than a word can score, so that the exact form comes first.
SPELLED = 30.0
#: More pairs of neighbours than this are not looked for: each costs a look at positions.
_MOST_PAIRS = 24

#: Those that are something else where they stand with a capital inside a query: a month, a name, a country, an organisation.
NAMES_TOO = frozenset({"may", "will", "us", "who", "it", "can", "mine", "so"})


@dataclass(frozen=True, slots=True)
class Tiers:
    """What to search for first, and what after it; `some_words` finds all that `all_words` does, and more. None: nothing more.

    `words` are those that may be lacking, `left_out` those that are not searched for, as typed; `typed` all of both, in order.
    """

    all_words: Query
    some_words: Query | None = None
    words: tuple[Query, ...] = ()
    left_out: tuple[str, ...] = ()
    typed: tuple[Query, ...] = ()

    @property
    def is_sentence(self) -> bool:
        """Whether the words are so many that it counts how many of them an article has."""
        return is_sentence(self.typed)

    @property
    def is_loose(self) -> bool:
        """Whether articles that lack words may follow even where some have them all."""
        return len(set(self.typed)) > KEYWORDS

    @property
    def holds(self) -> bool:
        """Whether there is something to search for without any of the words, other than filters and fields."""
        return _are_text(child for child in _children(self.all_words) if child not in self.words)

    def without(self, lacking: Sequence[Query]) -> Tiers:
        """The tiers of the words that are left when these are given up; of one with hyphens its parts are left."""
        kept = [part for word in self.words for part in (parts_of(word) if word in lacking else (word,))]
        typed = [part for word in self.typed for part in (parts_of(word) if word in lacking else (word,))]
        return _tiers(_children(self.all_words), kept, self.words, typed)


def arrange(query: Query, words: Sequence[Query], *, every_word: bool = False) -> Tiers:
    """The tiers of a query, in which `words`, each a child of its And, were typed side by side, in this order.

    `every_word`: all words are meant, also those that say little, and none may be lacking.
    """
    if every_word:
        return Tiers(_boosted(query, words, words))
    kept = [word for word in words if not _says_little(word, is_first=word is words[0])]
    if len(words) < MANY or not kept:
        kept = list(words)
    left_out = tuple(dict.fromkeys(word.text for word in words if isinstance(word, Word) and word not in kept))
    others = [child for child in _children(query) if child not in words]
    tiers = _tiers(others, kept, (), words)
    return Tiers(tiers.all_words, tiers.some_words, tiers.words, left_out, tuple(words))


def is_sentence(words: Sequence[Query]) -> bool:
    """Whether these words are so many, a word said twice taken once, that hardly an article has them all."""
    return len(set(words)) >= SENTENCE


def _tiers(children: Sequence[Query], kept: Sequence[Query], given_up: Sequence[Query], typed: Sequence[Query]) -> Tiers:
    others = [child for child in children if child not in given_up]
    different = tuple(dict.fromkeys(kept))
    everything = [*others, *different]
    all_words = _boosted(everything[0] if len(everything) == 1 else And(tuple(everything)), kept, typed)
    some_words: Query | None = None
    if len(different) == 1 and _are_text(others):
        some_words = others[0] if len(others) == 1 else And(tuple(others))
    elif len(different) > 1:
        either = Or(tuple(dict.fromkeys((*different, *itertools.chain.from_iterable(map(parts_of, different))))))
        some_words = _boosted(And((*others, either)) if others else either, kept, typed)
        if is_sentence(typed) and isinstance(some_words, Boosted):
            some_words = replace(some_words, wanted=different)
    return Tiers(all_words, some_words, different, (), tuple(typed))


def parts_of(word: Query) -> tuple[Word, ...]:
    """The words of one typed with hyphens, but for those that say little: an article without it may have them apart."""
    match word:
        case Or((Phrase(terms, text, 0, None), *_)):
            found = [text[token.start : token.end] for token in sequence(text)]
            written = found if len(found) == len(terms) else terms
            return tuple(Word(term, part) for term, part in zip(terms, written, strict=True) if term not in function_words())
        case _:
            return ()


def _are_text(trees: Iterable[Query]) -> bool:
    return any(leaf.field is None for tree in trees for leaf in text_leaves(tree))


def _children(query: Query) -> tuple[Query, ...]:
    match query:
        case Boosted(child):
            return _children(child)
        case And(children):
            return children
        case _:
            return (query,)


def _boosted(query: Query, words: Sequence[Query], typed: Sequence[Query]) -> Query:
    """The query with what is said twice, stands together, or is spelled as typed, weighing more.

    Together stand neighbours among the `words` searched for, and among all that were `typed`.
    """
    boosts = [Boost(word, math.log(often)) for word, often in Counter(words).items() if often > 1]
    pairs = dict.fromkeys(
        (one.term, other.term)
        for one, other in itertools.chain.from_iterable(itertools.pairwise(_taken_apart(some)) for some in (words, typed))
        if isinstance(one, Word) and isinstance(other, Word) and one.term != other.term
    )
    beside = tuple(Beside(pair, APART, NEIGHBOURS) for pair in itertools.islice(pairs, _MOST_PAIRS))
    spelled = [
        Boost(Spelled(word), SPELLED) for one in dict.fromkeys(words) if isinstance(one, Word) for word in accented(one.text)
    ]
    return Boosted(query, (*boosts, *spelled), beside) if boosts or beside or spelled else query


def _taken_apart(words: Sequence[Query]) -> list[Query]:
    return [part for word in words for part in (parts_of(word) or (word,))]


def _says_little(word: Query, *, is_first: bool) -> bool:
    if not isinstance(word, Word):
        return False
    form = fold(word.text)
    capital = word.text[:1].isupper() and not (is_first and word.text[1:].islower())
    return form in function_words() and not (form in NAMES_TOO and capital)
