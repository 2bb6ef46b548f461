"""Only those words of a long text that may match: what the snippets of a page of hits spend most of their time on.

What a word is, `analysis` alone says: here is found where in a text it need not be asked.
"""

from __future__ import annotations

import functools
import itertools
import re
from collections.abc import Collection, Iterator

from nkdocs.analysis import Token, analysed, tokens
from nkdocs.irregular import IRREGULAR
from nkdocs.terms import language, stemmer

#: Of so many beginnings, most words of a text have one; and so many letters of one are enough.
_MOST_BEGINNINGS, _LONGEST_BEGINNING = 24, 5
_PIECE = re.compile(r"\S+")


def tokens_beginning(text: str, beginnings: Collection[str], reach: int = 0) -> list[Token]:
    """Those `tokens` of a text whose forms begin so, with at least `reach` words after each, and perhaps others.

    Positions are not theirs, but those that differ by `reach` at most differ so in the text, and no others do.
    Much quicker for a long text. A letter that is not of ASCII may be another when it is folded: such are all looked at.
    """
    letters = {_plain(beginning) for beginning in beginnings}
    if len(letters) > _MOST_BEGINNINGS or not all(each.isascii() and each for each in letters):
        return tokens(text)
    begun = tuple(sorted(letters))
    return _with_words_after(text, begun, reach) if reach else list(_alone(text, begun))


def _alone(text: str, beginnings: tuple[str, ...]) -> Iterator[Token]:
    """Those that begin so, with what hangs together with them."""
    position = 0
    for match in _starts(beginnings, whole=True).finditer(text):
        start, end = match.span()
        if start and not text[start - 1].isspace():
            start = _start_of_piece(text, start)
        parts = analysed(text[start:end])
        for term, form, first, last, place in parts:
            yield Token(term, form, start + first, start + last, position + place)
        if parts:
            position += parts[-1][4] + 1


def _with_words_after(text: str, beginnings: tuple[str, ...], reach: int) -> list[Token]:
    """Those that begin so, and so many words after each."""
    found: list[Token] = []
    position = done = left = 0

    def take(start: int, end: int) -> bool:
        nonlocal position, done
        parts = analysed(text[start:end])
        for term, form, first, last, place in parts:
            found.append(Token(term, form, start + first, start + last, position + place))
        position += parts[-1][4] + 1 if parts else 0
        done = end
        return bool(parts)

    for match in itertools.chain(_starts(beginnings, whole=False).finditer(text), (None,)):
        place = match.start() if match else len(text)
        if match and place < done:
            continue
        start = _start_of_piece(text, place) if match else place
        # After as many words as are in reach, the next is out of it, wherever it stands.
        while left and (piece := _PIECE.search(text, done, start)):
            left -= take(*piece.span())
        if match and (piece := _PIECE.match(text, start)):
            take(*piece.span())
            left = reach
    return found


def beginnings_of(term: str) -> frozenset[str]:
    """What the forms of a term begin with: each with one of these. A stemmer changes the end of a word, two letters at most."""
    return _beginnings_of(term.lower(), language())  # an abbreviation is written u.s. too


@functools.lru_cache(maxsize=256)
def _beginnings_of(term: str, spoken: str) -> frozenset[str]:
    if spoken != "english":  # of other stemmers that is not known: the whole text is looked at
        return frozenset(("",))
    if not (term.isascii() and term.isalpha()):
        return frozenset((term,))
    known = [form for form, word in IRREGULAR.items() if word[:1] == term[0] and stemmer()(word) == term]
    return frozenset(each[: max(1, len(each) - 2)] for each in (term, *known))


def _plain(beginning: str) -> str:
    """The letters and digits of a beginning that a text surely has in a row, but for marks between."""
    return "".join(itertools.takewhile(str.isalnum, beginning[:_LONGEST_BEGINNING]))


@functools.cache
def _starts(beginnings: tuple[str, ...], *, whole: bool) -> re.Pattern[str]:
    """Where a word begins so, in either case and perhaps with marks inside, or a character that is not of ASCII stands.

    `whole`: up to the next space.
    """
    first = {each[0] for each in beginnings} | {each[0].upper() for each in beginnings}
    others = "".join(f"\\x{code:02x}" for code in range(128) if chr(code) not in first)
    rest = "|".join(
        f"(?<=[{each[0]}{each[0].upper()}])" + "".join(f"[-'`.,]*[{letter}{letter.upper()}]" for letter in each[1:])
        for each in beginnings
    )
    # A set of characters first, for which the text is searched quickly; it names the few that are not in it.
    begins = rf"[^{others}](?:(?<=[^\x00-\x7f\s])|(?<![^\W_].)(?:{rest}))"
    return re.compile(begins + r"\S*+" if whole else begins)


def _start_of_piece(text: str, place: int) -> int:
    while place and not text[place - 1].isspace():
        place -= 1
    return place
