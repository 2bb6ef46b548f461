"""The term of a word: its form, without marks that say nothing, and without the endings of its language.

A process is about one archive at a time, and so about one language. Where words begin and end is not known here.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Callable

from nkdocs.characters import fold
from nkdocs.irregular import IRREGULAR

#: Characters of a term. What is longer is no word, and is cut alike in texts and in queries.
LONGEST = 64
_CONTRACTION = re.compile(r"(?:'(?:ll|re|ve|d|m)|n't)\Z")

#: No stemmer: a term is a form.
NONE = "none"
#: The language whose stemmer is asked, by Snowball's name for it, or `NONE`. A process is about one archive at a time.
_spoken = "english"


def languages() -> tuple[str, ...]:
    """The languages that can be spoken, by their names in English, and `NONE`."""
    from Stemmer import algorithms

    return (*(name for name in algorithms() if "porter" not in name), NONE)


def choose_language(language: str) -> bool:
    """Make terms in this language from now on: one of `languages`. Whether it was another until now."""
    global _spoken  # noqa: PLW0603  # it would else be an argument of half the house
    if language == _spoken:
        return False
    _spoken = language
    stemmer.cache_clear()
    return True


def language() -> str:
    """The language that is spoken."""
    return _spoken


@functools.cache
def stemmer() -> Callable[[str], str]:
    """What makes the stem of a word: in English, of ASCII letters."""
    if _spoken == NONE:
        return str
    from Stemmer import Stemmer

    stem: Callable[[str], str] = Stemmer(_spoken).stemWord
    return stem


def folded(word: str) -> str:
    """One word folded, without the marks that do not tell it from others; empty for a word of unseen characters."""
    form = fold(word)
    if not word.isascii():
        form = "".join(character for character in form if character in "'.,⁄" or unicodedata.category(character)[0] in "LMN")
    if "'" in form and not _CONTRACTION.search(form):
        form = form.removesuffix("'s") if form.endswith("s's") else form
        form = form.replace("'", "")
    if "." in form and not any(character.isdigit() for character in form):
        form = form.replace(".", "")
    return form.replace(",", "").strip(".")[:LONGEST]


def terms_of(form: str, written: str) -> tuple[str, ...]:
    """The terms of a word: of its form, or, first, of how it is written where that has marks and another stem."""
    plain = term_of(form)
    if _spoken == "english" or written.isascii():
        return (plain,)
    marked = "".join(filter(str.isalpha, unicodedata.normalize("NFC", written))).lower()
    term = folded(stemmer()(marked)) or plain
    return (term,) if term == plain else (term, plain)


def is_word(form: str) -> bool:
    """Whether this form is known to be spelled as it should be: that of a word with irregular forms, in English."""
    return _spoken == "english" and (form in IRREGULAR or term_of(form) in _irregular_terms())


@functools.cache
def _irregular_terms() -> frozenset[str]:
    return frozenset(map(stemmer(), IRREGULAR.values()))


def term_of(form: str) -> str:
    """The term of a word that is written as this form."""
    if _spoken != "english":
        return (folded(stemmer()(form)) or form) if form.isalpha() else form
    if not (form.isascii() and form.isalpha()):
        return form
    stem = stemmer()(form)
    word = IRREGULAR.get(form) or IRREGULAR.get(stem)  # women, and women's without its apostrophe
    return stemmer()(word) if word else stem
