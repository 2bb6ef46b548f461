"""How a query is written: text to the tree of `query`, and the page that teaches it.

A query is understood completely or refused, with the column and what to type instead: a search that silently drops a part of
what was asked gives a wrong answer that looks right. How an engine runs a query is not known here.

Which marks make which tree `descent` knows. What is said beside the tree is put together here.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import NamedTuple

from nkdocs.analysis import ABBREVIATIONS
from nkdocs.descent import Descent
from nkdocs.errors import QueryError
from nkdocs.forms import GRAMMAR
from nkdocs.lexer import read_marks
from nkdocs.pasted import OPERATORS, is_capital_sentence, plain_words
from nkdocs.query import And, Query, Word, all_of, text_leaves
from nkdocs.vocabulary import Vocabulary

__all__ = ["GRAMMAR", "Reading", "parse_query", "read_query"]

#: Words of which is said what of them is not searched for.
MOST_NAMED = 10


class Reading(NamedTuple):
    """A query as understood: its tree, the words typed side by side in it, and sentences that say what is searched for instead.

    `words` are children of the tree's And, or the tree itself, in the order typed; none, where AND or OR joins any.
    """

    tree: Query
    words: tuple[Query, ...]
    expansions: tuple[str, ...]


def parse_query(text: str, *, today: dt.date, any_word: bool = False, vocabulary: Vocabulary | None = None) -> Query:
    """The tree of a typed query. `today` is what relative dates count from. Raises `QueryError` and nothing else.

    With `any_word`, one of the words side by side is enough; what stands in parentheses, what AND joins, filters and what is
    excluded, still hold for every article.
    """
    return read_query(text, today=today, any_word=any_word, vocabulary=vocabulary).tree


def read_query(text: str, *, today: dt.date, any_word: bool = False, vocabulary: Vocabulary | None = None) -> Reading:
    """As `parse_query`, with what else is known of the query."""
    try:
        return _read(text, today, vocabulary or Vocabulary(), any_word=any_word)
    except QueryError as error:
        if (words := plain_words(text)) is None:
            raise
        try:
            reading = _read(words, today, vocabulary or Vocabulary(), any_word=any_word)
        except QueryError:
            raise error from None
        return reading._replace(expansions=(f"searched for as plain words, since {error}", *reading.expansions))


def _read(text: str, today: dt.date, vocabulary: Vocabulary, *, any_word: bool) -> Reading:
    if not text.strip():
        raise QueryError("the query is empty", text, 0, hint="type a word to search for")
    is_spoken = is_capital_sentence(text)
    marks = read_marks(text.lower() if is_spoken else text)
    parser = Descent(text, marks, today, vocabulary, any_word=any_word)
    if is_spoken and not OPERATORS.isdisjoint(text.split()):
        parser.expansions.append("a sentence in capitals: AND, OR and NOT are words in it")
    tree = all_of((parser.parse(),))
    required = tree.children if isinstance(tree, And) else (tree,)
    bare = {word for word in parser.side_by_side if parser.is_plain and all(leaf.field is None for leaf in text_leaves(word))}
    words = tuple(child for child in required if child in bare)
    said = [*parser.expansions, *_about_marks(parser.without_marks), *_about_capitals(text, tree)]
    return Reading(tree, words, tuple(dict.fromkeys(said)))


def _about_marks(without_marks: list[str]) -> Iterator[str]:
    """What of the query is not searched for, since it is in no word."""
    if without_marks:
        named = list(dict.fromkeys(without_marks))
        more = f" and {len(named) - MOST_NAMED:,} more" if len(named) > MOST_NAMED else ""
        yield f"only letters and digits are searched for: {', '.join(named[:MOST_NAMED])}{more}"


def _about_capitals(text: str, tree: Query) -> Iterator[str]:
    """That a word is taken for an abbreviation, where all of the query is in capitals, and it may be none."""
    if text.isupper() and len(text.split()) > 1:
        found = [leaf.text for leaf in text_leaves(tree) if isinstance(leaf, Word) and leaf.term.lower() in ABBREVIATIONS]
        yield from (
            f"{word} is taken for the abbreviation; type {word.lower()} for the word" for word in found if word.isupper()
        )
