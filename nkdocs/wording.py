"""What typed words become in the tree: a word, a phrase, a compound, a name in all its spellings, what means the same.

The grammar decides which characters are words; here it is decided what finds them. What has no word in it is nothing (None).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence

from nkdocs.analysis import Token, run, sequence, tokens, word_form
from nkdocs.characters import APOSTROPHES, fold, is_unspaced
from nkdocs.function_words import function_words
from nkdocs.lexer import Mark, RefusedError
from nkdocs.names import given_names, syllables
from nkdocs.query import Exact, Fuzzy, Or, Phrase, Prefix, Query, TextField, Wildcard, Word, any_of
from nkdocs.terms import language, term_of
from nkdocs.vocabulary import Vocabulary

#: A pattern has at least so many letters, one more where it does not begin with one, and at most so many marks.
LEAST_LETTERS, MOST_MARKS = 2, 8
#: A word of which any letter may be another has at least so many, and where two may be: of fewer, most short words are near.
LEAST_NEAR, LEAST_FARTHER = 4, 6
#: What stands for an operator in a sentence about it.
_SHOWN = {"~~": "~"}
#: What is typed before and after a word.
_AROUND = {"=": ("=", ""), "~~": ("~", "")}

#: Words with hyphens in a phrase of which each is looked for as one word too.
MOST_JOINED = 4

Same = Callable[[tuple[str, ...], str], tuple[Query, ...]]


def plain_text(
    text: str, field: TextField | None, vocabulary: Vocabulary | None = None, *, slop: int = 0, quoted: bool = False
) -> Query | None:
    """What finds a text: all its words, one after another, or, `quoted` with a slop, near each other."""
    words = _words(text)
    if not words:
        return None
    first, last = words[0].start, words[-1].end
    written, terms = text[first:last], tuple(token.term for token in words)
    found: list[Query] = []
    if len(words) == 1:
        found.append(one_word(words[0].form, Word(terms[0], written, field)))
    else:
        found.append(Phrase(terms, written, slop, field))
        if not quoted:
            whole = [token for token in tokens(text) if token.start == first and token.end == last]
            found += [Word(token.term, written, field) for token in whole]
        else:
            found += [_row(joined, written, slop, field) for joined in _joined(text, words)]
            if not slop:
                found += [Phrase(spelled, written, 0, field) for spelled in _spellings([fold(token.form) for token in words])]
    if language() != "english" and terms != (plain := tuple(term_of(token.form) for token in words)):
        found.append(_row(plain, written, slop, field))  # as it is written without accents
    for other in vocabulary.meaning_the_same(terms) if vocabulary else ():
        if (tree := plain_text(other, field)) is not None:
            found.append(tree)
    return any_of(found)


def _row(terms: tuple[str, ...], written: str, slop: int, field: TextField | None) -> Query:
    return Word(terms[0], written, field) if len(terms) == 1 else Phrase(terms, written, slop, field)


def _joined(text: str, words: Sequence[Token]) -> list[tuple[str, ...]]:
    """The terms of a phrase with what hyphens join in it as one word each: all of it so, and each alone."""
    starts, ends = [word.start for word in words], [word.end for word in words]
    compounds = [
        (starts.index(token.start), ends.index(token.end) + 1, token.term)
        for token in tokens(text)
        if token.start in starts and token.end in ends and starts.index(token.start) < ends.index(token.end)
    ][:MOST_JOINED]
    found = []
    for some in dict.fromkeys((tuple(compounds), *((compound,) for compound in compounds))):
        terms = [word.term for word in words]
        for start, end, term in reversed(some):
            terms[start:end] = [term]
        found.append(tuple(terms))
    return found if compounds else []


def _words(text: str) -> list[Token]:
    """The words of a typed text; what looks like an abbreviation in a name is a part of the name."""
    words, small = run(text), sequence(text)
    for _, start, end in _given([token.form for token in small]):
        words[start:end] = small[start:end]
    return words


def _given(forms: Sequence[str]) -> list[tuple[int, int, int]]:
    return list(given_names(["" if form in function_words() else form for form in forms]))


def one_word(form: str, word: Word) -> Word | Wildcard:
    """A word; one character of a script without spaces is found in the pairs that stand in the index."""
    if len(form) == 1 and is_unspaced(form):
        return Wildcard(f"*{form}*", word.text, word.field)
    return word


def unsearched(text: str, words: Sequence[Token]) -> list[str]:
    """What of a text with these words is in none, and is no mark of a sentence: ``C++ as C``, ``& not at all``."""
    found = []
    for chunk in re.finditer(r"\S+", text):
        inside = [word for word in words if chunk.start() <= word.start and word.end <= chunk.end()]
        rest = set(chunk[0]) - {character for word in inside for character in text[word.start : word.end]}
        if any(map(_is_symbol, rest)):
            kept = " ".join(text[word.start : word.end] for word in inside)
            found.append(f"{chunk[0][:60]} as {kept[:60]}" if kept else f"{chunk[0][:60]} not at all")
    return found


def _is_symbol(character: str) -> bool:
    return character not in APOSTROPHES and (unicodedata.category(character)[0] == "S" or character in "#&@*%\\§†‡‰")


def with_operator(mark: Mark, written: str, field: TextField | None) -> Query:
    """``=word``, ``begin*``, ``word~``, ``~word``, ``wom?n``. Raises `RefusedError` where it is not at one word."""
    if mark.operator == "?":
        return _pattern(mark.text, field)
    words = run(mark.text) if mark.operator == "=" else sequence(mark.text)
    if len(words) != 1:
        if mark.operator == "=" and words and is_unspaced(mark.text):
            return Phrase(tuple(token.term for token in words), written, 0, field)
        what = "is more than one word" if words else "is no word"
        hint = f'type "{mark.text[:60]}" in quotes' if words else "type a word, such as remit*"
        if one := _without_hyphens(mark.text, words):
            before, after = _AROUND.get(mark.operator, ("", mark.operator))
            hint = f"type {before}{one[:60]}{after}: a word with hyphens is known without them too"
        place = "before" if mark.operator in ("=", "~~") else "after"
        shown = _SHOWN.get(mark.operator, mark.operator)
        raise RefusedError(f"{shown} stands {place} one word, and {mark.text[:60]!r} {what}", hint)
    form = words[0].form
    match mark.operator:
        case "=":
            return Exact(form, written, field)
        case "*":
            return Prefix(form, written, field)
        case "~":
            return Fuzzy(form, written, mark.number, field)
        case _:
            least = LEAST_NEAR if mark.number == 1 else LEAST_FARTHER
            if len(form) < least:
                edits = "" if mark.number == 1 else "~2"
                message = f"~ before a word{' with ~2 after it' * bool(edits)} needs {least} letters or more"
                raise RefusedError(message, f"type {mark.text[:60]}~{edits[1:]}")
            return Fuzzy(form, written, mark.number, field, any_first=True)


def _without_hyphens(text: str, words: Sequence[Token]) -> str:
    """A word with hyphens, written as one; "" if it is not one."""
    if len(words) < 2:
        return ""
    whole = (words[0].start, words[-1].end)
    return next((token.form for token in tokens(text) if (token.start, token.end) == whole), "")


def _pattern(text: str, field: TextField | None) -> Wildcard:
    pieces = re.split(r"([*?])", text)
    letters, marks = [word_form(piece) for piece in pieces[::2]], pieces[1::2]
    if any(piece and not form for piece, form in zip(pieces[::2], letters, strict=True)) or is_unspaced(text):
        message = f"* and ? stand for letters of one word, and {text[:60]!r} is no such word"
        raise RefusedError(message, f'type "{text[:60]}" in quotes')
    least = LEAST_LETTERS + (not letters[0])
    if len("".join(letters)) < least or len(marks) > MOST_MARKS:
        message = f"* and ? need {least} letters or more beside them, and there may be {MOST_MARKS} of them"
        raise RefusedError(message, "type more letters, such as remit* or wom?n")
    pattern = letters[0] + "".join(mark + form for mark, form in zip(marks, letters[1:], strict=True))
    return Wildcard(pattern, text, field)


def join_words(trees: Sequence[Query], bare: Sequence[bool], same: Same) -> tuple[list[Query], list[bool]]:
    """The trees side by side, with what several bare words mean together in the place of those words."""
    joined: list[Query] = []
    marks: list[bool] = []
    at = 0
    found = _names(trees, bare)
    names = {start: end for _, start, end in found}
    # A person is one thing: an article about another of the family is no part of an answer.
    persons = {family for family, _, _ in found}
    while at < len(trees):
        end = names.get(at, at)
        if end > at:
            name = [tree for tree in trees[at:end] if isinstance(tree, Word)]
            joined.append(_name(name) if name else _hyphenated(trees[at]))
            marks.append(False)
        else:
            end, tree = _together(trees, bare, at, same)
            joined.append(tree)
            marks.append(bare[at] and at not in persons)
        at = end
    return joined, marks


def _together(trees: Sequence[Query], bare: Sequence[bool], at: int, same: Same) -> tuple[int, Query]:
    """Where several bare words from `at` on have a synonym, all of that; else the tree there."""
    words: list[Word] = []
    for tree, is_bare in zip(trees[at : at + 6], bare[at : at + 6], strict=True):
        if not is_bare or not isinstance(tree, Word) or tree.field is not None:
            break
        words.append(tree)
    for count in range(len(words), 1, -1):
        terms, written = tuple(word.term for word in words[:count]), " ".join(word.text for word in words[:count])
        if others := same(terms, written):
            return at + count, any_of([Phrase(terms, written), *others])
    return at + 1, trees[at]


def _names(trees: Sequence[Query], bare: Sequence[bool]) -> list[tuple[int, int, int]]:
    """Where family names, and beside them given names from and to, stand among bare words."""
    forms = [fold(_written(tree)) if is_bare else "" for tree, is_bare in zip(trees, bare, strict=True)]
    return _given(forms)


def _written(tree: Query) -> str:
    """A word, or a word with a hyphen, as typed; else nothing."""
    match tree:
        case Word(_, text, None):
            return text
        case Or((Phrase((_, _), text, 0, None), Word(_, other, None))) if text == other:
            return text
        case _:
            return ""


def _name(words: Sequence[Word]) -> Query:
    """A given name typed as one word or as two, in all its spellings."""
    written = " ".join(word.text for word in words)
    forms = [fold(word.text) for word in words]
    terms = tuple(_terms(forms))
    ways: list[Query] = [words[0] if len(words) == 1 else Phrase(terms, written)]
    ways += [Phrase(tuple(_terms(spelled)), written) for spelled in _given_spellings(forms) if len(spelled) > 1]
    ways += [Word(_terms(spelled)[0], written) for spelled in _given_spellings(forms) if len(spelled) == 1]
    return any_of(ways)


def _hyphenated(name: Query) -> Query:
    """A given name typed with a hyphen: it has its spellings already, but no part of it is an abbreviation."""
    match name:
        case Or((Phrase(_, text), word)):
            return Or((Phrase(tuple(token.term for token in sequence(text)), text), word))
        case _:
            return name


def _given_spellings(forms: Sequence[str]) -> list[tuple[str, ...]]:
    return [("".join(forms),)] if len(forms) == 2 else list(syllables(forms[0]))


def _spellings(forms: Sequence[str]) -> list[tuple[str, ...]]:
    """The other ways to write a phrase in which a given name stands, as terms."""
    found = []
    for _, start, end in _given(forms):
        ways = _given_spellings(forms[start:end])
        found += [tuple(_terms([*forms[:start], *spelled, *forms[end:]])) for spelled in ways]
    return found


def _terms(forms: Sequence[str]) -> list[str]:
    return [token.term for form in forms for token in sequence(form)]
