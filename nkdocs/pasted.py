"""Sentences pasted as queries, in which what could be syntax is punctuation.

A question or a headline is pasted as it stands: in capitals, with a bracket that closes elsewhere, a dash between blanks. It is
asked for as its words, and the person is told so. Only what reads as a sentence is taken so: many words, among them some that
say little by themselves, and nothing that a person types only to mean it (a field, a capital OR, a word with - or * to it). All
else that is not understood stays a mistake, with its column.
"""

from __future__ import annotations

from nkdocs.characters import compiled
from nkdocs.function_words import function_words
from nkdocs.tiers import NAMES_TOO, SENTENCE

#: What a query joins words by, in capitals.
OPERATORS = frozenset({"AND", "OR", "NOT"})
#: Characters of which any means that a query was not only written down.
_SYNTAX = frozenset('"“”„()（）:@*~=_')
#: What is typed to be obeyed: a word with a hyphen before it, a value after a colon, a mark in a word, two of | or &.
_MEANT = r"(?<!\S)[(（]*-[^\W_]|[^\W\d]\w*[:：](?=\S)(?!//)|(?<!\S)[=@~]\w|[*~^]|\|\||&&"
#: What a sentence has between its words: quotation marks, brackets, dashes that stand alone.
_PUNCTUATION = r"""["“”„‟«»″＂()（）]|(?<!\S)[-‐‑–−﹣－]+(?!\S)|(?<=\w)[:：](?=\s|$)"""


def is_capital_sentence(text: str) -> bool:
    """Whether a query is a sentence in capitals, in which AND, OR and NOT are words as all others.

    It has a word in it that says little by itself and is no name; nobody joins words by operators and types such.
    """
    words = text.split()
    if not text.isupper() or len(words) < SENTENCE or len(text.lower()) != len(text) or not _SYNTAX.isdisjoint(text):
        return False
    return any(word.lower() in function_words() - NAMES_TOO for word in words if word not in OPERATORS)


def plain_words(text: str) -> str | None:
    """A sentence without its quotation marks, brackets and lone dashes, each made a blank. None: it is none."""
    words = [word for word in compiled(_PUNCTUATION).sub(" ", text).split() if any(map(str.isalnum, word))]
    if len(set(words)) < SENTENCE or compiled(_MEANT).search(text) is not None or not OPERATORS.isdisjoint(words):
        return None
    if not any(word in function_words() for word in words):
        return None
    return compiled(_PUNCTUATION).sub(lambda mark: " " * len(mark[0]), text)
