"""What the rest of its sentence makes of a quotation that is word for word: it may deny it, doubt it, or count it out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from nkdocs.quoted_words import QuotedWord, quoted_words
from nkdocs.sources import Place
from nkdocs.telling_words import kind_of

_CLAUSE = re.compile(r"[;—–]")
#: So many words before a quotation, and after it, may say that it is not sure.
_HEDGED_BEFORE, _HEDGED_AFTER = 6, 3
_MODALS = frozenset(
    ["may", "might", "can", "could", "must", "should", "would", "will", "shall", "ought", "need", "if", "whether"]
)
#: Words that count only with a number; and those that stand between a quantity and what is counted.
_PREPOSITIONS = frozenset(["about", "around", "over", "under", "above", "below", "up", "down", "except", "until", "unless"])
_LINKS = frozenset(["of", "the", "these", "those", "them", "a", "an"])


def notes_on_cuts(place: Place) -> Iterator[str]:
    """Whether the rest of its sentence denies it, makes it less sure, or says of how many it is said."""
    before, after = place.text.around(place.first, place.last)
    # What stands behind a semicolon is about something else.
    before, after = _CLAUSE.split(before)[-1].strip(), _CLAUSE.split(after)[0].strip()
    words = quoted_words(before)
    if (at := _quantity(words, place.text.words[place.first])) is not None:
        yield f"directly before it stands “{before[words[at].start :]}”"
    told = [word for word in words if kind_of(word) == "negation"]
    if told or (told := [word for word in _beside(words[::-1], _HEDGED_BEFORE) if kind_of(word) == "certainty"]):
        yield f"its sentence has “{before[told[0].start : told[0].end]}” before it: {before}"
    words = quoted_words(after)
    told = [word for word in words if kind_of(word) == "negation"]
    if told or (told := [word for word in _beside(words, _HEDGED_AFTER) if _is_hedge(word)]):
        yield f"its sentence has “{after[told[0].start : told[0].end]}” after it: {after}"


def _beside(words: Sequence[QuotedWord], most: int) -> Iterator[QuotedWord]:
    """The words next to the quotation, in its clause; a comma that stands right beside it does not end that."""
    said = 0
    for word in words:
        if word.key in (",", ":", "(", ")") and said:
            return
        said += word.says
        if said > most:
            return
        yield word


def _is_hedge(word: QuotedWord) -> bool:
    """Whether what stands behind a statement may make it less sure: a verb such as *will* there has another subject."""
    return kind_of(word) == "certainty" and word.key.casefold() not in _MODALS


def _quantity(before: Sequence[QuotedWord], first: QuotedWord) -> int | None:
    """Where what is counted out directly before the quotation begins: ``Approximately 70% of``, ``more than``."""
    begin, following = None, kind_of(first)
    for at in range(len(before) - 1, -1, -1):
        word = before[at]
        kind = kind_of(word)
        counts = kind in ("number", "quantity", "unit") and (word.key.casefold() not in _PREPOSITIONS or following == "number")
        if not counts and word.key.casefold() not in _LINKS:
            break
        if counts:
            begin = at
        following = kind if counts else following
    return begin
