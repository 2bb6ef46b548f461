"""The first documents of those that match, in some order; exactly, and without looking at the others one by one.

By relevance, every document gets a byte that is no less than its score, on a scale that is one for the query (`Part.bounds`):
additions of long integers. Only documents whose byte says that they may be among the best are scored, the most promising
first; when the next byte is worth less than the score of the last one wanted, the rest is out. Words that stand together in
the query are looked for in the best of these alone (`pairs`). In the other orders, the file of a segment has its documents
sorted, and the first that match are taken.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from nkdocs.engine import vectors
from nkdocs.engine.contents import Snapshot
from nkdocs.engine.evaluation import Evaluation
from nkdocs.engine.pairs import score_pairs
from nkdocs.engine.scoring import Masks, Part
from nkdocs.engine.segment import Segment
from nkdocs.engine.segment_format import DamagedError
from nkdocs.model import Sort
from nkdocs.query import Beside

#: So many documents, the best by their words, are looked into for words that stand together.
BEST = 100
#: Of more parts than this, a byte is too small a sum: two bytes are taken, of which the higher counts in the end.
_MOST_PARTS = 100
_WIDE = 65_535
#: As many documents of a segment are scored one by one in the time that bounds take for all of them; of a small one, this part.
_SOON_SCORED, _PART_SCORED = 400, 1 / 64


class Found(NamedTuple):
    """A document that matches: its segment and its number there, and its score."""

    segment: Segment
    document: int
    score: float


#: A segment, documents of it, and their scores.
_Scored = tuple[Segment, Sequence[int], Sequence[float]]


def first(evaluation: Evaluation, snapshot: Snapshot, count: int, sort: Sort) -> list[Found]:
    """The first `count` documents that match, in the order of `sort`, ties by id."""
    if count < 1:
        return []
    parts = evaluation.parts()
    if sort is Sort.RELEVANCE:
        if not parts:
            return _in_order("id", evaluation, snapshot, count)
        pairs, wanted = evaluation.beside(), evaluation.wanted()
        looked_into = pairs or wanted
        best = _best(parts, evaluation, snapshot.segments, max(count, BEST) if looked_into else count)
        return _look_into(best, pairs, wanted, snapshot)[:count] if looked_into else best
    page = _in_order(sort.value, evaluation, snapshot, count)
    scores: dict[tuple[str, int], float] = {}
    for number, segment in enumerate(snapshot.segments):
        documents = [found.document for found in page if found.segment is segment]
        for document, score in zip(documents, _score(parts, number, segment, documents), strict=True):
            scores[segment.name, document] = score
    return [Found(found.segment, found.document, scores[found.segment.name, found.document]) for found in page]


def _look_into(
    best: list[Found], pairs: Sequence[Beside], wanted: Sequence[tuple[float, Masks]], snapshot: Snapshot
) -> list[Found]:
    """The best, of which the first are lifted by pairs of words and by what they have of what is wanted; none falls."""
    head = best[:BEST]
    added = score_pairs(pairs, snapshot, [(found.segment, found.document) for found in head])
    shares = _shares(head, wanted, snapshot.segments)
    lifted = [
        found._replace(score=(found.score + more) * (1 + share)) for found, more, share in zip(head, added, shares, strict=True)
    ]
    return [*sorted(lifted, key=_place), *best[BEST:]]


def _shares(head: Sequence[Found], wanted: Sequence[tuple[float, Masks]], segments: Sequence[Segment]) -> list[float]:
    """How much each document has of what is wanted, from 0 to 1."""
    whole = sum(worth for worth, _ in wanted)
    had = {
        segment.name: [(worth / whole, masks[number].to_bytes(segment.size, "little")) for worth, masks in wanted]
        for number, segment in enumerate(segments)
    }
    return [sum(worth for worth, held in had[found.segment.name] if held[found.document]) for found in head]


def _in_order(order: str, evaluation: Evaluation, snapshot: Snapshot, count: int) -> list[Found]:
    """The first documents in an order that scores have no part in."""
    keyed: list[tuple[Any, bytes, Found]] = []
    for segment, mask in zip(snapshot.segments, evaluation.masks, strict=True):
        key = _key(order, segment)
        name = "ids.documents" if order == "id" else f"order.{order}"
        few = mask.bit_count() <= max(count, _SOON_SCORED)
        documents = vectors.documents_of(mask, segment.size) if few else segment.first_in(name, mask, count)
        keyed += [(key(document), segment.id_of(document), Found(segment, document, 0.0)) for document in documents]
    keyed.sort(key=lambda row: row[:2])
    return [found for _, _, found in keyed[:count]]


def _key(order: str, segment: Segment) -> Callable[[int], Any]:
    """What documents are sorted by, smallest first, before their ids. What lacks a date, or a title, is last."""
    match order:
        case "newest":
            first_day, last_day = segment.column("first_day"), segment.column("last_day")
            return lambda document: (-first_day[document], -last_day[document])
        case "oldest":
            first_day, last_day = segment.column("first_day"), segment.column("last_day")
            return lambda document: (not first_day[document], first_day[document], last_day[document])
        case "title":
            places = dict(zip(segment.column("order.title"), itertools.count(), strict=False))
            return lambda document: (not (title := _title(places, document, segment)), title)
        case _:
            return lambda _: 0


def _title(places: dict[int, int], document: int, segment: Segment) -> bytes:
    if document not in places:
        raise DamagedError(segment.name)
    return segment.strings("titles")[places[document]]


def _best(parts: Sequence[Part], evaluation: Evaluation, segments: Sequence[Segment], count: int) -> list[Found]:
    masks = evaluation.masks
    if evaluation.total <= max(count, sum(min(_SOON_SCORED, int(segment.size * _PART_SCORED)) for segment in segments)):
        several = [vectors.documents_of(mask, segment.size) for mask, segment in zip(masks, segments, strict=True)]
        return _cut((_scored(parts, number, segments[number], held) for number, held in enumerate(several)), count)
    bounds, scale = _bounds(parts, masks, segments, is_plain=evaluation.is_plain)
    level = _level(bounds, count)
    scored = list(_between(parts, segments, masks, bounds, level, 256))
    best = _cut(scored, count)
    if len(best) == count and level > 0:
        enough = max(0, int(best[-1].score * scale - 1e-6))
        best = _cut([*scored, *_between(parts, segments, masks, bounds, enough, level)], count)
    return best


def _bounds(parts: Sequence[Part], masks: Masks, segments: Sequence[Segment], *, is_plain: bool) -> tuple[list[bytes], float]:
    """For each segment a byte a document, which is no less than its score times the scale; and the scale.

    What does not match has none; if the query `is_plain`, nothing that does not match has a part.
    """
    weight = sum(part.weight for part in parts)
    if len(parts) <= _MOST_PARTS:
        scale = (255 - len(parts)) / weight
        sums = [_sum(parts, number, segment, scale) for number, segment in enumerate(segments)]
        return sums if is_plain else list(map(_within, sums, masks)), scale
    # Each part is a byte, their sum is two, and the higher of those is what counts, and one more.
    scale = min(253 / max(part.weight for part in parts), (_WIDE - 511 - len(parts)) / weight)
    bounds = []
    for number, segment in enumerate(segments):
        lower = int.from_bytes(b"\xff\0" * (segment.size // 2 + 1), "little")
        even = odd = 0
        for part in parts:
            added = int.from_bytes(part.bounds(number, segment, scale), "little")
            even += added & lower
            odd += added >> 8 & lower
        one = lower // 255
        total = (even >> 8 & lower) + one | (odd >> 8 & lower) + one << 8
        bounds.append((total & masks[number] * 255).to_bytes(segment.size, "little"))
    return bounds, scale / 256


def _sum(parts: Sequence[Part], number: int, segment: Segment, scale: float) -> bytes:
    """The bounds of all parts together."""
    few = [part.few_bounds(number, segment, scale) for part in parts]
    whole = [part.bounds(number, segment, scale) for part, bounds in zip(parts, few, strict=True) if bounds is None]
    sums = bytearray(vectors.add_up(whole) if whole else segment.size)
    for document, bound in itertools.chain.from_iterable(filter(None, few)):
        sums[document] += bound
    return bytes(sums)


def _within(bounds: bytes, mask: int) -> bytes:
    """The bounds of the documents of a mask."""
    return (int.from_bytes(bounds, "little") & mask * 255).to_bytes(len(bounds), "little")


def _level(bounds: Sequence[bytes], count: int) -> int:
    """The greatest byte that `count` documents have, or more than it."""
    left = list(bounds)
    low, high = 0, 256
    while high - low > 1:
        middle = (low + high) // 2
        below = bytes(range(middle))
        upper = [some.translate(None, below) for some in left]
        having = sum(map(len, upper))
        if having >= count:
            low, left = middle, upper
        else:
            high = middle
    return low


def _between(
    parts: Sequence[Part], segments: Sequence[Segment], masks: Masks, bounds: Sequence[bytes], least: int, less: int
) -> Iterator[_Scored]:
    """The documents whose byte is `least` or more, and less than `less`, with their scores."""
    wanted = bytes(least) + b"\1" * (less - least) + bytes(256 - less)
    for number, segment in enumerate(segments):
        chosen = bounds[number].translate(wanted)
        if least:  # nothing else has a byte
            yield _scored(parts, number, segment, vectors.places_in(chosen))
        else:
            mask = int.from_bytes(chosen, "little") & masks[number]
            yield _scored(parts, number, segment, vectors.documents_of(mask, segment.size))


def _scored(parts: Sequence[Part], number: int, segment: Segment, documents: Sequence[int]) -> _Scored:
    return segment, documents, _score(parts, number, segment, documents)


def _score(parts: Sequence[Part], number: int, segment: Segment, documents: Sequence[int]) -> list[float]:
    if not parts or not documents:
        return [0.0] * len(documents)
    several = [part.scores(number, segment, documents) for part in parts]
    return several[0] if len(several) == 1 else list(map(sum, zip(*several, strict=True)))


def _cut(scored: Iterable[_Scored], count: int) -> list[Found]:
    """The best, ties by id."""
    several = list(scored)
    every = sorted(itertools.chain.from_iterable(scores for _, _, scores in several))
    least = every[-count] if len(every) > count else float("-inf")
    found = [
        Found(segment, document, score)
        for segment, documents, scores in several
        for document, score in zip(documents, scores, strict=True)
        if score >= least
    ]
    return sorted(found, key=_place)[:count]


def _place(found: Found) -> tuple[float, bytes]:
    return -found.score, found.segment.id_of(found.document)
