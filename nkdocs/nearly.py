"""What the archive has instead of a word that no article has: another form of it, its parts, a word spelled nearly so.

How it is offered is the business of `explaining`.
"""

from __future__ import annotations

from collections.abc import Iterator

from nkdocs import analysis
from nkdocs.folding import Searching
from nkdocs.query import Exact, Fuzzy, Phrase, Query, TextLeaf, Word
from nkdocs.snippets import highlight
from nkdocs.terms import is_word

#: Words of a phrase that are taken apart.
_MOST = 10
#: Letters of a word in which two may be wrong: of shorter ones, two others are another word (strike, stories).
_LONG = 8
#: Letters of a word that is offered where other words were found.
_SURE = 5
#: Letters that a part of a word has at least.
_PART = 3


def nearly(engine: Searching, leaf: TextLeaf) -> str:
    """What to type for a leaf that finds nothing: any form of the word, its parts, or a word spelled nearly so."""
    match leaf:
        case Exact(form, _, field):
            (token,) = analysis.sequence(form)[:1]
            return form.lower() if _total(engine, Word(token.term, form, field)) else ""
        case Word(term, _, field) if term.lower() in analysis.ABBREVIATIONS and term.isupper():
            (token,) = analysis.sequence(term.lower())
            return term.lower() if _total(engine, Word(token.term, term, field)) else ""
        case Word(_, _, field):
            parts = next((pair for pair in _parts(leaf) if _total(engine, Phrase(pair[1], pair[0], 0, field))), None)
            return _spelled_nearly(engine, leaf) or (f'"{parts[0]}"' if parts else "")
        case _:
            return ""


def taken_apart(engine: Searching, leaf: Phrase) -> str:
    """A phrase of which a word is written as two in the archive, as those; "" if there is no such word."""
    words = leaf.text.split()
    for place, word in enumerate(words[:_MOST]):
        for text, _ in _parts(Word("", word)):
            other = " ".join([*words[:place], text, *words[place + 1 :]])
            terms = tuple(token.term for token in analysis.run(other))
            if _total(engine, Phrase(terms, other, leaf.slop, leaf.field)):
                return other
    return ""


def _parts(leaf: Word) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The ways to write a word as two, each as text and as terms."""
    run = analysis.sequence(leaf.text)
    if len(run) == 1 and run[0].form.isascii():
        form = run[0].form[:24]
        for place in range(_PART, len(form) - _PART + 1):
            text = f"{form[:place]} {form[place:]}"
            yield text, tuple(token.term for token in analysis.sequence(text))


def misspelled(engine: Searching, word: Word) -> str:
    """A word of the archive that is one letter away, where this is no short one; "" if there is none."""
    return _spelled_nearly(engine, word, _SURE, farthest=1)


def _spelled_nearly(engine: Searching, leaf: Word, least: int = 4, farthest: int = 2) -> str:
    """A word of the archive that is one or two letters away; "" if there is none, or the word is short."""
    tokens = analysis.sequence(leaf.text)
    if len(tokens) != 1 or len(tokens[0].form) < least or any(map(str.isdecimal, tokens[0].form)):
        return ""  # one number is as good as any other
    if is_word(tokens[0].form):
        return ""  # a word that no article has: strike is no way to write stroke
    for distance in (1, 2)[:farthest] if len(tokens[0].form) >= _LONG else (1,):
        nearly = Fuzzy(tokens[0].form, leaf.text, distance, leaf.field)
        for hit in engine.search(nearly, limit=1).hits:
            article = hit.article
            for field, text in (
                ("title", article.title.value if article.title else ""),
                ("author", " ".join(claim.value for claim in article.authors)),
                ("body", "\n".join([article.body, *article.notes])),
            ):
                for span in highlight(text, nearly, field):  # type: ignore[arg-type]  # the three names are fields
                    return text[span.start : span.end]
    return ""


def _total(engine: Searching, query: Query) -> int:
    return engine.search(query, limit=0).total
