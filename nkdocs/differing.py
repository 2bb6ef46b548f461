"""What differs between a quotation and the passage that it is laid beside, by its kind, the gravest first.

`alignment` says where words differ; here is said what that means: another number, a negation, a name, or only a comma.
"""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Iterator, Sequence

from rapidfuzz.fuzz import ratio

from nkdocs.alignment import Alignment, Hunk, cut_quotation
from nkdocs.analysis import sequence
from nkdocs.quotation import Run, trim
from nkdocs.quoted_words import QuotedWord
from nkdocs.sources import Text
from nkdocs.telling_words import KINDS, is_name, is_negated, kind_of
from nkdocs.values import dataclass
from nkdocs.verdicts import Difference

#: Words of a sentence that is known again in another place.
_SENTENCE = 4
_END_MARKS = frozenset(".!?…。！？")
_SENTENCE_END = re.compile(r"[.!?…](?=[\s\"'”’»)]|$)|[。！？]")
#: Characters of a word that is a typing error of another differ by so little.
_MISSPELT = 70


def differences(alignment: Alignment, quotation: str) -> list[Difference]:
    """What differs, by its kind, the gravest first, and in order within a kind."""
    text, words = alignment.text, alignment.words
    if (moved := changed_order(alignment)) is not None:
        return [moved.difference]
    found = []
    for hunk in alignment.hunks:
        if hunk.same:
            continue
        kind = _kind(alignment, hunk)
        whole = _with_signs(text, words, hunk) if kind in ("number", "unit") else hunk
        archive = text.cut(whole.start, whole.end - 1) if whole.start < whole.end else ""
        said = cut_quotation(quotation, words, whole) if whole.first < whole.last else ""
        line = text.line(min(hunk.start, len(text.words) - 1))
        found.append(Difference(kind, archive, said, line))
    return sorted(_mark_moved(found), key=lambda each: KINDS.index(each.kind))


def _with_signs(text: Text, words: Sequence[QuotedWord], hunk: Hunk) -> Hunk:
    """The hunk with what is tied to it in both: ``70`` of ``70%`` is told with its sign."""
    start, end, first, last = hunk.start, hunk.end, hunk.first, hunk.last
    if 0 < start < end and 0 < first < last and text.touches(start - 1) and words[first - 1].end == words[first].start:
        start, first = start - 1, first - 1
    if start < end < len(text.words) and first < last < len(words) and text.touches(end - 1):
        tied = words[last - 1].end == words[last].start and words[last].sort != "quote" and words[last].key not in ",.;:"
        end, last = end + tied, last + tied
    return Hunk(start, end, first, last, same=False)


@dataclass(frozen=True, slots=True)
class Moved:
    """Sentences that stand word for word in a text, but in another order: what differs, and from which word to which they do.

    `archive` of the difference is the one that stands first of two that changed places, `quotation` the one quoted first.
    """

    difference: Difference
    first: int
    last: int


def changed_order(alignment: Alignment) -> Moved | None:
    """What differs if all sentences of a quotation stand word for word in the text, but in another order."""
    text = alignment.text
    said: list[tuple[int, int, bool]] = []
    for run in _sentences(alignment.words):
        after = said[-1][1] if said else 0
        place = next(text.find(run, after), None) or next(text.find(run), None)
        if place is None:
            return None
        said.append((*place, sum(word.says for word in run.words) >= _SENTENCE))
    for before, behind in itertools.pairwise(said):
        if behind[0] < before[0]:
            if not (before[2] and behind[2]):
                return None
            archive, quoted = (text.cut(first, after - 1) for first, after, _ in (behind, before))
            found = Difference("order", archive, quoted, text.line(behind[0]))
            return Moved(found, min(first for first, _, _ in said), max(after for _, after, _ in said) - 1)
    return None


def _sentences(words: Sequence[QuotedWord]) -> Iterator[Run]:
    """The sentences of a quotation without their marks at the ends."""
    start = 0
    for at, word in enumerate(words):
        if at == len(words) - 1 or word.key in _END_MARKS:
            if trimmed := tuple(trim(words[start : at + (word.key not in _END_MARKS)])):
                yield Run(trimmed, frees_case=True)
            start = at + 1


def _mark_moved(found: list[Difference]) -> Iterator[Difference]:
    """Words that are left out in one place and added in another have only moved."""
    grave = KINDS.index("left out")
    for each in found:
        others = [other for other in found if other is not each and KINDS.index(other.kind) >= 0]
        moved = any(_letters(each.archive) == _letters(other.quotation) for other in others if each.archive) or any(
            _letters(each.quotation) == _letters(other.archive) for other in others if each.quotation
        )
        whole = not (each.archive and each.quotation) or any(
            _letters(each.archive) == _letters(other.quotation) and _letters(each.quotation) == _letters(other.archive)
            for other in others
        )
        is_light = KINDS.index(each.kind) >= grave or _is_sentence(each.archive + each.quotation)
        if moved and whole and _letters(each.archive + each.quotation) and is_light:
            yield Difference("order", each.archive, each.quotation, each.line)
        else:
            yield each


def _is_sentence(text: str) -> bool:
    """Whether it is the whole of a sentence, or its greater part: moved, it still says what it says."""
    return _SENTENCE_END.search(text) is not None and len(_letters(text).split()) >= _SENTENCE


_THOUSANDS = re.compile(r"\d{1,3}(?:,\d{3})+")
_LETTERS = re.compile(r"\w+")


def _letters(text: str) -> str:
    return " ".join(_LETTERS.findall(text.casefold()))


def _kind(alignment: Alignment, hunk: Hunk) -> str:
    """The gravest kind of what differs in a hunk."""
    text, words = alignment.text, alignment.words
    archive = list(text.words[hunk.start : hunk.end])
    said = list(words[hunk.first : hunk.last])
    if (kind := _same_letters(archive, said)) is not None:
        return kind
    kinds = _telling(archive, said)
    if any(word.sort == "dash" for word in (*archive, *said)) and _is_before_number(text.words, hunk.end):
        kinds.add("number")
    names = [
        {held[at].key.casefold() for at in range(start, end) if is_name(held, at)}
        for held, start, end in ((text.words, hunk.start, hunk.end), (words, hunk.first, hunk.last))
    ]
    if names[0] != names[1] and _folded(archive) != _folded(said):
        kinds.add("name")
    told = [[word for word in held if word.says] for held in (archive, said)]
    if len(told[0]) == len(told[1]) and any(is_negated(one.key, two.key) for one, two in zip(*told, strict=True)):
        kinds.add("negation")
    if kinds:
        return min(kinds, key=KINDS.index)
    return _plain_kind(told[0], told[1])


def _same_letters(archive: Sequence[QuotedWord], said: Sequence[QuotedWord]) -> str | None:
    """What differs where all letters are the same: how an abbreviation is written, or the marks within a number."""
    whole = [_bare(words) for words in (archive, said)]
    if not whole[0] or whole[0] != whole[1] or [word.key for word in archive] == [word.key for word in said]:
        return None
    if len(archive) == len(said) == 1 and archive[0].sort == said[0].sort == "number":
        # What is 1,500 is 1500; 1.5 is not 15.
        is_whole = all(_THOUSANDS.fullmatch(word.key) or word.key.isdigit() for word in (archive[0], said[0]))
        return "punctuation" if is_whole else None
    counts = [sum(word.says for word in words) for words in (archive, said)]
    is_short = all(word.sort == "word" or word.key == "." for word in (*archive, *said))
    return "spelling" if is_short and counts[0] != counts[1] and 1 in counts else None


def _bare(words: Sequence[QuotedWord]) -> str:
    return "".join(word.key.replace(",", "") if word.sort == "number" else word.key for word in words if word.says)


def _plain_kind(archive: Sequence[QuotedWord], said: Sequence[QuotedWord]) -> str:
    if [word.key for word in archive] == [word.key for word in said]:
        return "punctuation"
    if _folded(archive) == _folded(said):
        return "case"
    if not said:
        return "left out"
    if not archive:
        return "added"
    if len(archive) == len(said) and all(map(_is_misspelt, archive, said)):
        return "spelling"
    return "wording"


def _is_misspelt(one: QuotedWord, other: QuotedWord) -> bool:
    """Whether two words differ as by a typing error, and not as forms of a word do, which say another time or number."""
    if one.key == other.key:
        return True
    terms = [[token.term for token in sequence(word.key)] for word in (one, other)]
    return terms[0] != terms[1] and ratio(one.key, other.key) >= _MISSPELT


def _telling(archive: Sequence[QuotedWord], said: Sequence[QuotedWord]) -> set[str]:
    """The kinds of words of which one side has others than the other."""
    counts: Counter[tuple[str, str]] = Counter()
    for sign, words in ((1, archive), (-1, said)):
        for word in words:
            if kind := kind_of(word):
                counts[kind, word.key.casefold()] += sign
    return {kind for (kind, _), count in counts.items() if count}


def _is_before_number(words: Sequence[QuotedWord], at: int) -> bool:
    return at < len(words) and words[at].sort == "number"


def _folded(words: Sequence[QuotedWord]) -> list[str]:
    return [word.key.casefold() for word in words if word.says]
