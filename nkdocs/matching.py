"""What matches a query in a text: words, prefixes, words with typing errors, phrases, near groups.

Engines find articles and snippets show why; both must mean the same by a node of `query`, and neighbours never import each
other, so the meaning stands here. Where a text comes from, how it is stored, and how a match is shown, is not known here.
"""

from __future__ import annotations

import bisect
import functools
from collections import Counter, deque
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from operator import attrgetter

from nkdocs.analysis import Token
from nkdocs.model import Span
from nkdocs.query import Exact, Fuzzy, Phrase, Prefix, TextLeaf, Wildcard, Word
from nkdocs.skimming import beginnings_of, tokens_beginning
from nkdocs.values import dataclass

#: The leaves that mean forms of words, one by one.
FormLeaf = Exact | Prefix | Wildcard | Fuzzy
#: The characters of a match, which of the leaves it is, and the characters of the words of a phrase or near group.
Place = tuple[int, int, int, tuple[tuple[int, int], ...]]
_ENDS = attrgetter("start", "end")
#: What stands for other characters in a pattern.
ANY = ("*", "?")


@dataclass(frozen=True, slots=True, order=True)
class Match:
    """A place in a text that matches: its characters, which of the leaves it is, and the words a phrase or near group has."""

    span: Span
    leaf: int
    words: tuple[Span, ...] = ()


def find_matches(text: str, leaves: Sequence[TextLeaf]) -> list[Match]:
    """All places in `text`, one passage, that match one of the leaves, in order."""
    return list(map(match_of, find_places(text, leaves)))


def match_of(place: Place) -> Match:
    """The match at a place."""
    start, end, leaf, words = place
    return Match(Span(start, end), leaf, tuple(Span(*word) for word in words))


def find_places(text: str, leaves: Sequence[TextLeaf]) -> list[Place]:
    """The same as plain numbers: of a long article most are only counted."""
    if not leaves:
        return []
    reach = max((leaf.slop + len(leaf.terms) - 1 for leaf in leaves if isinstance(leaf, Phrase)), default=0)
    found = tokens_beginning(text, {beginning for leaf in leaves for beginning in _beginnings(leaf)}, reach)
    by_term: dict[str, list[Token]] = {}
    for token in found:
        by_term.setdefault(token.term, []).append(token)
    places: list[Place] = []
    for number, leaf in enumerate(leaves):
        match leaf:
            case Word(term):
                places += ((start, end, number, ()) for _, _, start, end, _ in by_term.get(term, ()))
            case Phrase():
                places += ((words[0][0], max(end for _, end in words), number, words) for words in _runs(leaf, by_term))
            case Prefix() | Fuzzy() | Exact() | Wildcard():
                forms = {form for form in {token.form for token in found} if is_form(form, leaf)}
                places += ((start, end, number, ()) for _, form, start, end, _ in found if form in forms)
    return sorted(places)


def _beginnings(leaf: TextLeaf) -> Collection[str]:
    """What the forms begin with that a leaf means, each with one of these; an empty one: there is nothing that all have."""
    match leaf:
        case Word(term):
            return beginnings_of(term)
        case Phrase(terms):
            return [beginning for term in terms for beginning in beginnings_of(term)]
        case Exact(text) | Prefix(text):
            return (text,)
        case Wildcard(pattern):
            return (pattern.replace("?", "*").partition("*")[0],)
        case Fuzzy():
            return (beginning_of(leaf),)


def _runs(phrase: Phrase, by_term: Mapping[str, list[Token]]) -> Iterator[tuple[tuple[int, int], ...]]:
    """The words of every place where the phrase stands."""
    wanted = {term: by_term.get(term, []) for term in phrase.terms}
    positions = {term: [token.position for token in held] for term, held in wanted.items()}
    for first, last in phrase_places(phrase.terms, phrase.slop, positions):
        words: set[tuple[int, int]] = set()
        for term, held in wanted.items():
            inside = held[bisect.bisect_left(positions[term], first) : bisect.bisect_right(positions[term], last)]
            words.update((token.start, token.end) for token in inside)
        yield tuple(sorted(words))


def join_spans(spans: Iterable[Span]) -> tuple[Span, ...]:
    """The spans in order; those that overlap or touch, as the bigrams of one Korean word do, are made one."""
    joined: list[Span] = []
    for span in sorted(spans, key=_ENDS):
        if joined and span.start <= joined[-1].end:
            joined[-1] = Span(joined[-1].start, max(span.end, joined[-1].end))
        else:
            joined.append(span)
    return tuple(joined)


def is_form(form: str, leaf: FormLeaf) -> bool:
    """Whether a form is one that the leaf means."""
    match leaf:
        case Exact(wanted):
            return form == wanted
        case Prefix(prefix):
            return form.startswith(prefix)
        case Wildcard(pattern):
            return fits(form, pattern)
        case Fuzzy(wanted, distance=distance, any_first=any_first):
            if not any_first and form[:1] != wanted[:1]:
                return False
            return is_one_edit(wanted, form) if distance == 1 else within_edits(wanted, form, distance)


def beginning_of(leaf: FormLeaf) -> str:
    """What every form that the leaf means begins with, in one letter at most: stemming leaves that alone."""
    match leaf:
        case Fuzzy(any_first=True):
            return ""
        case Exact(text) | Prefix(text) | Fuzzy(text):
            return text[:1]
        case Wildcard(pattern):
            return "" if pattern[:1] in ANY else pattern[:1]


def fits(text: str, pattern: str) -> bool:
    """Whether the whole text fits a pattern of ``*`` and ``?``. Takes at most the product of their lengths."""
    # Most words of an archive lack some part of the pattern, and that is quickly seen.
    for piece in _pieces(pattern):
        if piece not in text:
            return False
    place = at = 0
    star, resumed = -1, 0
    while place < len(text):
        if pattern[at : at + 1] == "*":
            star, resumed = at, place
            at += 1
        elif at < len(pattern) and pattern[at] in ("?", text[place]):
            place, at = place + 1, at + 1
        elif star >= 0:  # the last star takes one character more
            resumed += 1
            place, at = resumed, star + 1
        else:
            return False
    return not pattern[at:].strip("*")


@functools.lru_cache(maxsize=64)
def _pieces(pattern: str) -> tuple[str, ...]:
    """What stands in a pattern between its marks."""
    return tuple(pattern.replace("?", "*").split("*"))


def is_from(path: str, text: str) -> bool:
    """Whether a path is one that `FromSource` means."""
    path, text = path.casefold(), text.casefold()
    if not any(mark in text for mark in ANY):
        return text in path
    ends = [0, *(place + 1 for place, character in enumerate(path) if character == "/")]
    return any(fits(path[end:], text) for end in ends)


def phrase_places(terms: Sequence[str], slop: int, positions: Mapping[str, Collection[int]]) -> list[tuple[int, int]]:
    """The first and last position of every place where the phrase stands, in order; `positions` holds those of each term.

    With `slop` 0 the terms stand one after another. Else they stand in any order, from the first to the last at most
    ``slop + len(terms) - 1`` positions apart; such places do not overlap. A term said twice needs two occurrences.
    """
    if any(not positions.get(term) for term in terms):
        return []
    if slop:
        return list(_near_places(terms, slop + len(terms) - 1, positions))
    starts = set(positions[terms[0]])
    for place, term in enumerate(terms[1:], start=1):
        starts.intersection_update([position - place for position in positions[term]])
    return [(start, start + len(terms) - 1) for start in sorted(starts)]


def _near_places(terms: Sequence[str], reach: int, positions: Mapping[str, Collection[int]]) -> Iterator[tuple[int, int]]:
    """A window slides over all occurrences; whenever it holds enough of every term, it is a place, and it starts afresh."""
    needed = Counter(terms)
    window: deque[tuple[int, str]] = deque()
    held: dict[str, int] = dict.fromkeys(needed, 0)
    done, lacking = -1, len(needed)  # of so many terms the window holds too few
    for last, term in sorted((place, wanted) for wanted in needed for place in set(positions[wanted])):
        if last == done:  # compounds share a position
            continue
        window.append((last, term))
        held[term] += 1
        lacking -= held[term] == needed[term]
        while last - window[0][0] > reach:
            gone = window.popleft()[1]
            lacking += held[gone] == needed[gone]
            held[gone] -= 1
        if not lacking:
            while held[window[0][1]] > needed[window[0][1]]:
                held[window.popleft()[1]] -= 1
            yield window[0][0], last
            done, lacking = last, len(needed)
            window.clear()
            held = dict.fromkeys(needed, 0)


def within_edits(one: str, other: str, distance: int) -> bool:
    """Whether at most `distance` edits lead from one to the other.

    An edit adds, drops or changes a letter, or swaps two neighbours; no letter is edited twice (optimal string alignment).
    """
    if abs(len(one) - len(other)) > distance:
        return False
    before: list[int] = []
    row = list(range(len(other) + 1))
    for line, letter in enumerate(one, start=1):
        earlier, before, row = before, row, [line]
        for column, opposite in enumerate(other, start=1):
            cost = min(row[-1] + 1, before[column] + 1, before[column - 1] + (letter != opposite))
            if line > 1 and column > 1 and letter == other[column - 2] and one[line - 2] == opposite:
                cost = min(cost, earlier[column - 2] + 1)
            row.append(cost)
        if min(row) > distance:
            return False
    return row[-1] <= distance


def is_one_edit(one: str, other: str) -> bool:
    """Whether one edit at most, as `within_edits` counts them, leads from one to the other: the same, but quicker."""
    if one == other:
        return True
    if abs(len(one) - len(other)) > 1:
        return False
    place = 0
    for letter, opposite in zip(one, other, strict=False):
        if letter != opposite:
            break
        place += 1
    rest, others = one[place:], other[place:]
    return (
        rest[1:] == others[1:]
        or rest == others[1:]
        or rest[1:] == others
        or (rest[2:] == others[2:] and rest[:2] == others[1::-1])
    )
