"""Why an article was found: the pieces of it that show the match best, and which characters of a text match a query.

Computed from the same tokens and the same meaning of a match as the engines use, so that whatever an engine finds lights up.
A snippet is text of the article and places in it; how a place is made to shine, and what is hidden from a terminal, is not
known here.

A piece is cut at the ends of sentences, within one block. Only a sentence wider than the piece is cut inside, at a space where
there is one, and marked with ``…``.
"""

from __future__ import annotations

import bisect
import functools
import itertools
import re
import unicodedata
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet

from nkdocs.matching import Place, find_matches, find_places, join_spans
from nkdocs.model import Article, Kind, Snippet, Span
from nkdocs.query import Query, TextField, TextLeaf, text_leaves
from nkdocs.schema import Part, Passage, passages
from nkdocs.sentences import beginnings
from nkdocs.values import dataclass

ELLIPSIS = "…"
#: Characters that end or break a line for some program: each becomes a space, so that positions stay.
LINE_BREAKS = str.maketrans(dict.fromkeys("\t\n\v\f\r\x1c\x1d\x1e\x1f\x85\u2028\u2029", " "))
SPACES = re.compile(r"\s+")
#: How far from the wanted place a cut looks for a space.
SNAP = 24
ZERO_WIDTH_JOINER = "\u200d"


class _Text:
    """A passage, the places in it that match, in order, and its sentences; what a match reaches over is in one of them."""

    def __init__(self, passage: Passage, leaves: Sequence[TextLeaf] = (), width: int = 0) -> None:
        self.passage = passage
        places = find_places(passage.text, leaves)
        self.places = sorted(itertools.chain.from_iterable(_fit(place, width) for place in places))
        self.starts = [start for start, _, _, _ in self.places]
        self._parts = [part.start for part in passage.parts]

    @functools.cached_property
    def begins(self) -> list[int]:
        """Where the sentences begin, and the end of the text."""
        text = self.passage.text
        borders = beginnings(text)
        borders.update(self._parts)
        for start, end, _, words in self.places:
            if words or end - start > 1:
                borders.difference_update(range(start + 1, end))
        borders.update((0, len(text)))
        return sorted(borders)

    def sentence(self, number: int) -> Span:
        """The characters of a sentence, without the space around it."""
        text, start, end = self.passage.text, self.begins[number], self.begins[number + 1]
        while end > start and text[end - 1].isspace():
            end -= 1
        while start < end and text[start].isspace():
            start += 1
        return Span(start, end)

    def inside(self, start: int, end: int) -> list[Place]:
        """The places between these characters as a whole."""
        first = bisect.bisect_left(self.starts, start)
        return [place for place in self.places[first : bisect.bisect_left(self.starts, end, first)] if place[1] <= end]

    def part_at(self, place: int) -> Part:
        """The block that the character at this place is of."""
        return self.passage.parts[bisect.bisect_right(self._parts, place) - 1]

    def offset(self, place: int) -> int:
        """Where in the dump the character at this place stands."""
        part = self.part_at(place)
        return part.offset + place - part.start


@dataclass(frozen=True, slots=True)
class _Piece:
    """What may be a snippet: characters of a passage, the places in it that match, and whether it is cut inside a sentence."""

    text: _Text
    start: int
    end: int
    places: Sequence[Place] = ()
    cut_left: bool = False
    cut_right: bool = False

    def shown(self) -> int:
        """Its first match, or its start."""
        return self.places[0][0] if self.places else self.start

    def overlaps(self, other: _Piece) -> bool:
        return self.text is other.text and self.start < other.end and other.start < self.end


class _Sentence:
    """A sentence with matches, of which pieces may begin: they are made when they are asked for.

    No piece of it has other leaves than `leaves`, or more than `most` matches.
    """

    def __init__(self, text: _Text, number: int, leaves: AbstractSet[int], most: int, width: int) -> None:
        self._text, self._number, self._width = text, number, width
        self.leaves, self.most = leaves, most

    @functools.cached_property
    def pieces(self) -> list[tuple[_Piece, AbstractSet[int]]]:
        """The pieces from this sentence on, as wide as fits in its block, each with its leaves."""
        sentence = self._text.sentence(self._number)
        if len(sentence) > self._width:
            pieces = list(_cut_inside(self._text, sentence, self._width))
        else:
            span = _widen(self._text, self._number, self._width)
            pieces = [_Piece(self._text, span.start, span.end, self._text.inside(span.start, span.end))]
        return [(piece, {leaf for _, _, leaf, _ in piece.places}) for piece in pieces]


def highlight(text: str, query: Query, field: TextField | None) -> tuple[Span, ...]:
    """The characters of `text` that match, in order and apart from each other: words, whole phrases, whole near groups.

    `field` says what the text is, for leaves that ask for a field; None: leaves of every field count. What stands below a
    `Not` never does.
    """
    leaves = [leaf for leaf in text_leaves(query) if field is None or leaf.field in (None, field)]
    return join_spans(match.span for match in find_matches(text, leaves))


def cut_snippets(article: Article, query: Query, count: int = 2, width: int = 240) -> tuple[Snippet, ...]:
    """At most `count` pieces of about `width` characters, those with the most different matches, in the order of the dump.

    A phrase wider than `width` is shown by its words. Without a match in the body there is one piece, the start of the prose,
    with nothing highlighted. An article without a body has no snippets.
    """
    leaves = [leaf for leaf in text_leaves(query) if leaf.field in (None, "body")]
    several = passages(article)
    texts = [text for passage in several if (text := _Text(passage, leaves, width)).places]
    chosen = _choose([sentence for text in texts for sentence in _matching(text, width)], count)
    if not texts and several and count > 0:
        chosen = [_opening(_Text(several[0]), width)]
    return tuple(_snippet(article, piece) for piece in sorted(chosen, key=lambda piece: piece.text.offset(piece.start)))


def _matching(text: _Text, width: int) -> Iterator[_Sentence]:
    """The sentences of a text with matches, in order, with bounds: a piece has no matches further apart than its width."""
    starts, leaves = text.starts, [leaf for _, _, leaf, _ in text.places]
    crowds = [bisect.bisect_left(starts, start + width, place) - place for place, start in enumerate(starts)]
    place = 0
    while place < len(starts):
        number = bisect.bisect_right(text.begins, starts[place]) - 1
        after = bisect.bisect_left(starts, text.begins[number + 1], place)
        first = bisect.bisect_left(starts, starts[place] - width)
        last = bisect.bisect_right(starts, starts[after - 1] + width, place)
        yield _Sentence(text, number, {*leaves[first:last]}, max(crowds[first:after]), width)
        place = after


def _choose(sentences: Sequence[_Sentence], count: int) -> list[_Piece]:
    """The pieces that tell most: each the one with the most leaves not yet shown, then leaves, then matches, then the first."""
    chosen: list[_Piece] = []
    shown: AbstractSet[int] = set()
    for _ in range(count):
        bounds = [(len(each.leaves - shown), len(each.leaves), each.most) for each in sentences]
        best: tuple[tuple[int, int, int], int, _Piece, AbstractSet[int]] | None = None
        for number in sorted(range(len(sentences)), key=bounds.__getitem__, reverse=True):  # equal ones stay in order
            if best and (bounds[number], -number) < best[:2]:
                if bounds[number] < best[0]:
                    break
                continue
            for piece, leaves in sentences[number].pieces:
                worth = len(leaves - shown), len(leaves), len(piece.places)
                if (not best or (worth, -number) > best[:2]) and not any(map(piece.overlaps, chosen)):
                    best = worth, -number, piece, leaves
        if not best:
            break
        chosen.append(best[2])
        shown |= best[3]
    return chosen


def _fit(place: Place, width: int) -> list[Place]:
    """The place; if it is wider than a piece, its words, each cut to the width at worst."""
    start, end, leaf, words = place
    if end - start <= width:
        return [place]
    return [(start, min(end, start + width), leaf, ()) for start, end in words or ((start, end),)]


def _widen(text: _Text, number: int, width: int) -> Span:
    """The sentence with those after it, then those before it, that are of its block and leave it within the width."""
    first = last = text.sentence(number)
    part = text.part_at(first.start)
    for after in range(number + 1, len(text.begins) - 1):
        sentence = text.sentence(after)
        if sentence.end - first.start > width or text.part_at(sentence.start) is not part:
            break
        last = sentence
    for before in range(number - 1, -1, -1):
        sentence = text.sentence(before)
        if last.end - sentence.start > width or text.part_at(sentence.start) is not part:
            break
        first = sentence
    return Span(first.start, last.end)


def _cut_inside(text: _Text, sentence: Span, width: int) -> Iterator[_Piece]:
    """Pieces of one long sentence. Each holds a match, as many as fit after it, and as much around them as fits."""
    beyond = -1
    for start, _, _, _ in text.inside(sentence.start, sentence.end):
        if start < beyond:
            continue
        # Pieces that begin at every match would be almost the same, and a line of a megabyte may have very many.
        beyond = start + width // 4
        core = Span(start, max(end for _, end, _, _ in text.inside(start, min(start + width, sentence.end))))
        left = max(sentence.start, core.start - (width - len(core)) // 2)
        right = min(sentence.end, left + width)
        left = max(sentence.start, right - width)
        whole = text.passage.text
        span = Span(_snap_left(whole, left, sentence, core), _snap_right(whole, right, sentence, core))
        held = text.inside(span.start, span.end)
        yield _Piece(text, span.start, span.end, held, span.start > sentence.start, span.end < sentence.end)


def _snap_left(text: str, place: int, sentence: Span, core: Span) -> int:
    """The nearest beginning of a word from `place` on, before the core; else the nearest whole character."""
    if place == sentence.start:
        return place
    space = SPACES.search(text, max(place - 1, 0), min(place + SNAP, core.start))
    if space:
        return space.end()
    while place < core.start and _joins(text, place):
        place += 1
    return place


def _snap_right(text: str, place: int, sentence: Span, core: Span) -> int:
    """The nearest end of a word up to `place`, after the core; else the nearest whole character."""
    if place == sentence.end:
        return place
    earliest = max(place - SNAP, core.end)
    for end in range(place, earliest - 1, -1):
        if text[end].isspace():
            return end
    while place > core.end and _joins(text, place):
        place -= 1
    return place


def _joins(text: str, place: int) -> bool:
    """Whether the character at `place` belongs to the one before it: an accent, a selector, a joined emoji."""
    return (
        unicodedata.category(text[place]) in ("Mn", "Mc", "Me")
        or ZERO_WIDTH_JOINER in (text[place], text[place - 1])
        or "\U0001f3fb" <= text[place] <= "\U0001f3ff"
    )


def _opening(text: _Text, width: int) -> _Piece:
    """The start of the prose, or of whatever the passage has."""
    parts = text.passage.parts
    part = next((part for part in parts if part.kind is Kind.PROSE), parts[0])
    number = bisect.bisect_left(text.begins, part.start)
    first = text.sentence(number)
    if len(first) <= width:
        span = _widen(text, number, width)
        return _Piece(text, span.start, span.end)
    end = _snap_right(text.passage.text, first.start + width, first, Span(first.start, first.start))
    return _Piece(text, first.start, end, cut_right=True)


def _snippet(article: Article, piece: _Piece) -> Snippet:
    before = ELLIPSIS if piece.cut_left else ""
    after = ELLIPSIS if piece.cut_right else ""
    text = piece.text.passage.text[piece.start : piece.end].translate(LINE_BREAKS)
    spans = join_spans(Span(start, end).shift(len(before) - piece.start) for start, end, _, _ in piece.places)
    shown = piece.shown()
    return Snippet(before + text + after, article.line_of(piece.text.offset(shown)), spans, piece.text.part_at(shown).kind)
