"""Which stretch of words takes the fewest changes to become others: where it begins, and where it ends.

How far a stretch is from the words is told by a table that is as long as the one and as wide as the other. Long quotations are
laid beside long texts, so it is not asked of every stretch: what is told of one says something of those near it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence

from rapidfuzz.distance import Levenshtein
from rapidfuzz.fuzz import partial_ratio_alignment

#: Words of a quotation whose place is found by those of its words that both have at most so often, in steps of so many words.
_LONG, _SELDOM, _STEP = 600, 3, 32
#: What may be spent on one end of a stretch: cells of the table that two rows of words are compared by, 64 at a time.
_EFFORT = 3_000_000


def tighten(text: Sequence[str], words: Sequence[str]) -> tuple[int, int]:
    """The stretch ``text[first:last]`` that takes the fewest changes to become the words, and of several such the shortest."""
    letters: dict[str, str] = {}  # one for each word, so that words are compared as strings are
    held, said = ("".join(letters.setdefault(key, chr(len(letters) + 256)) for key in keys) for keys in (text, words))
    cost = 1 + len(held) * len(said) // 64
    if len(said) > _LONG:
        first, last = _roughly(held, said)
    else:
        found = partial_ratio_alignment(said, held) if len(said) <= len(held) else None
        first, last = (found.dest_start, found.dest_end) if found is not None else (0, len(held))
    if first >= last:
        first, last = 0, len(held)
    room = len(said) // 2 + 2
    for _ in range(2):
        first = _best_begin(held, said, max(0, first - room), last, cost)
        last = _best_end(held, said, first, min(len(held), last + room), cost)
    return first, last


def _best_begin(held: str, said: str, lowest: int, end: int, cost: int) -> int:
    """Where the words up to `end` begin that take the fewest changes; of several such, the last."""
    return end - 1 - _least(end - lowest, lambda at: Levenshtein.distance(held[end - 1 - at : end], said), cost)


def _best_end(held: str, said: str, begin: int, highest: int, cost: int) -> int:
    """Where the words from `begin` on end that take the fewest changes; of several such, the first."""
    return begin + 1 + _least(highest - begin, lambda at: Levenshtein.distance(held[begin : begin + 1 + at], said), cost)


def _roughly(held: str, said: str) -> tuple[int, int]:
    """Where in words the most of others stand that neither has often, as far from each other as there."""
    places: dict[str, list[int]] = {}
    for at, word in enumerate(held):
        places.setdefault(word, []).append(at)
    counts = Counter(said)
    away = Counter(
        (at - place) // _STEP
        for place, word in enumerate(said)
        if counts[word] <= _SELDOM
        for at in places.get(word, ())[: _SELDOM + 1]
        if len(places[word]) <= _SELDOM
    )
    if not away:
        return 0, len(held)
    first = max(0, max(away, key=lambda step: away[step] + away[step + 1]) * _STEP)
    return first, min(len(held), first + len(said) + _STEP)


def _least(count: int, away: Callable[[int], int], cost: int) -> int:
    """The first of so many places where `away` is least. From a place to the next it changes by one at most.

    So places that cannot be nearer than the nearest are passed over. Where asking everywhere else would still be too much,
    by what an answer costs, only every so many are asked for, and then those around the best.
    """
    stride = max(1, count * cost // _EFFORT)
    best, least = 0, away(0)
    at, here = 0, least
    while (at := at + max(stride, here - least + 1)) < count:
        if (here := away(at)) < least:
            best, least = at, here
    while stride > 1:
        stride = (stride + 1) // 2
        for at in (best - stride, best + stride):
            if 0 <= at < count and (here := away(at)) < least:
                best, least = at, here
    return best
