"""Why an article was found: the pieces of it that show the match best, and which characters of a text match a query.

Computed from the same tokens and the same meaning of a match as the engines use, so that whatever an engine finds lights up.
A snippet is text of the article and places in it; how a place is made to shine, and what is hidden from a terminal, is not
known here.

A piece is cut at the ends of sentences, within one block. Only a sentence wider than the piece is cut inside, at a space where
there is one, and marked with ``…``.
"""

from __future__ import annotations

import bisect
import itertools
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence

from nkdocs.matching import Match, find_matches, join_spans
from nkdocs.model import Article, Kind, Snippet, Span
from nkdocs.query import Query, TextField, TextLeaf, text_leaves
from nkdocs.schema import Part, Passage, passages
from nkdocs.values import dataclass

ELLIPSIS = "…"
#: Characters that end or break a line for some program: each becomes a space, so that positions stay.
LINE_BREAKS = str.maketrans(dict.fromkeys("\t\n\v\f\r\x1c\x1d\x1e\x1f\x85\u2028\u2029", " "))
SPACES = re.compile(r"\s+")
#: Those of them that may end a sentence (`_ends_sentence`), with the mark before; and those that do, from their first line on.
MAYBE_END = re.compile(r"""[.!?…"'”’»)\]]\s+""")
EMPTY_LINE = re.compile(r"\n[^\S\n]*\n\s*")
#: The marks of languages that write no space after them.
WIDE_END = re.compile(r"[。！？][”’」』）]*")
OPENING, CLOSING = "\"'“‘«([", "\"'”’»)]"
#: How far from the wanted place a cut looks for a space.
SNAP = 24
ZERO_WIDTH_JOINER = "\u200d"


@dataclass(frozen=True, slots=True)
class _Piece:
    """A candidate for a snippet: characters of a passage, what matches in it, and whether it is cut inside a sentence."""

    passage: Passage
    span: Span
    matches: tuple[Match, ...] = ()
    cut_left: bool = False
    cut_right: bool = False

    def leaves(self) -> set[int]:
        return {match.leaf for match in self.matches}

    def part(self) -> Part:
        """The block it is from: that of its first match, or of its start."""
        return _part(self.passage, self.matches[0].span.start if self.matches else self.span.start)

    def overlaps(self, other: _Piece) -> bool:
        return self.passage is other.passage and self.span.start < other.span.end and other.span.start < self.span.end


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
    texts = passages(article)
    candidates = [piece for passage in texts for piece in _pieces(passage, leaves, width)]
    chosen = _choose(candidates, count)
    if not candidates and texts and count > 0:
        chosen = [_opening(texts[0], width)]
    return tuple(
        _snippet(article, piece) for piece in sorted(chosen, key=lambda piece: _offset(piece.passage, piece.span.start))
    )


class _Matches:
    """The matches of a passage, by where they stand."""

    def __init__(self, matches: Iterable[Match]) -> None:
        self.all = sorted(matches)
        self._starts = [match.span.start for match in self.all]

    def inside(self, span: Span) -> tuple[Match, ...]:
        """Those that stand in the span as a whole."""
        within = self.all[bisect.bisect_left(self._starts, span.start) : bisect.bisect_left(self._starts, span.end)]
        return tuple(match for match in within if match.span.end <= span.end)


def _pieces(passage: Passage, leaves: Sequence[TextLeaf], width: int) -> Iterator[_Piece]:
    """The pieces of a passage that may be shown: one from every sentence with a match on, as wide as fits in its block."""
    matches = _Matches(fitting for match in find_matches(passage.text, leaves) for fitting in _fit(match, width))
    sentences = _sentences(passage, matches.all) if matches.all else []
    starts = [sentence.start for sentence in sentences]
    for number in dict.fromkeys(bisect.bisect_right(starts, match.span.start) - 1 for match in matches.all):
        sentence = sentences[number]
        if len(sentence) > width:
            yield from _cut_inside(passage, sentence, matches.inside(sentence), width)
        else:
            span = _widen(passage, sentences, number, width)
            yield _Piece(passage, span, matches.inside(span))


def _fit(match: Match, width: int) -> list[Match]:
    """The match; if it is wider than a piece, its words, each cut to the width at worst."""
    if len(match.span) <= width:
        return [match]
    words = match.words or (match.span,)
    return [Match(Span(word.start, min(word.end, word.start + width)), match.leaf) for word in words]


def _widen(passage: Passage, sentences: Sequence[Span], number: int, width: int) -> Span:
    """The sentence with those after it, then those before it, that are of its block and leave it within the width."""
    first = last = number
    start, part = sentences[number].start, _part(passage, sentences[number].start)
    while last + 1 < len(sentences) and sentences[last + 1].end - start <= width:
        if _part(passage, sentences[last + 1].start) is not part:
            break
        last += 1
    end = sentences[last].end
    while first and end - sentences[first - 1].start <= width and _part(passage, sentences[first - 1].start) is part:
        first -= 1
    return Span(sentences[first].start, end)


def _cut_inside(passage: Passage, sentence: Span, held: Sequence[Match], width: int) -> Iterator[_Piece]:
    """Pieces of one long sentence. Each holds a match, as many as fit after it, and as much around them as fits."""
    matches = _Matches(held)
    beyond = -1
    for first in matches.all:
        if first.span.start < beyond:
            continue
        # Pieces that begin at every match would be almost the same, and a line of a megabyte may have very many.
        beyond = first.span.start + width // 4
        reach = Span(first.span.start, first.span.start + width)
        core = Span(reach.start, max(match.span.end for match in matches.inside(reach)))
        left = max(sentence.start, core.start - (width - len(core)) // 2)
        right = min(sentence.end, left + width)
        left = max(sentence.start, right - width)
        span = Span(_snap_left(passage.text, left, sentence, core), _snap_right(passage.text, right, sentence, core))
        yield _Piece(passage, span, matches.inside(span), span.start > sentence.start, span.end < sentence.end)


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


def _sentences(passage: Passage, matches: Sequence[Match]) -> list[Span]:
    """The sentences of a passage, in order, without the space between them; what a match reaches over counts as one."""
    text = passage.text
    borders = {part.start for part in passage.parts}
    borders.update(mark.end() for mark in WIDE_END.finditer(text))
    borders.update(space.end() for space in EMPTY_LINE.finditer(text))
    borders.update(mark.end() for mark in MAYBE_END.finditer(text) if _ends_sentence(text, mark.start() + 1, mark.end()))
    for reached in join_spans(match.span for match in matches):
        borders.difference_update(range(reached.start + 1, reached.end))
    borders.update((0, len(text)))
    ends = sorted(borders)
    spans = (_trim(text, start, end) for start, end in itertools.pairwise(ends))
    return [span for span in spans if len(span)]


def _ends_sentence(text: str, start: int, after: int) -> bool:
    """Whether a sentence ends before the space from `start` to `after`.

    It does not after a short capitalised word with a dot, which is an abbreviation (Mr. Dr. U.S. Jan.).
    """
    end = start
    while end and text[end - 1] in CLOSING and start - end < 4:
        end -= 1
    if not end or text[end - 1] not in ".!?…" or text[after : after + 1].islower():
        return False
    words = text[max(0, end - 6) : end - 1].split()
    word = words[-1].lstrip(OPENING) if words else ""
    return text[end - 1] != "." or not (len(word) <= 3 and word[:1].isupper())


def _trim(text: str, start: int, end: int) -> Span:
    piece = text[start:end]
    ended = len(piece.rstrip())
    return Span(start + ended - len(piece[:ended].lstrip()), start + ended) if ended else Span(start, start)


def _choose(candidates: Sequence[_Piece], count: int) -> list[_Piece]:
    """The pieces that tell most: each the one with the most leaves not yet shown, then leaves, then matches, then the first."""
    chosen: list[_Piece] = []
    shown: set[int] = set()
    left = list(candidates)
    while left and len(chosen) < count:
        best = max(left, key=lambda piece: (len(piece.leaves() - shown), len(piece.leaves()), len(piece.matches)))
        chosen.append(best)
        shown |= best.leaves()
        left = [piece for piece in left if not piece.overlaps(best)]
    return chosen


def _opening(passage: Passage, width: int) -> _Piece:
    """The start of the prose, or of whatever the passage has."""
    part = next((part for part in passage.parts if part.kind is Kind.PROSE), passage.parts[0])
    sentences = _sentences(passage, ())
    number = next(place for place, sentence in enumerate(sentences) if sentence.start >= part.start)
    first = sentences[number]
    if len(first) <= width:
        return _Piece(passage, _widen(passage, sentences[number:], 0, width))
    end = _snap_right(passage.text, first.start + width, first, Span(first.start, first.start))
    return _Piece(passage, Span(first.start, end), cut_right=True)


def _snippet(article: Article, piece: _Piece) -> Snippet:
    before = ELLIPSIS if piece.cut_left else ""
    after = ELLIPSIS if piece.cut_right else ""
    text = piece.passage.text[piece.span.start : piece.span.end].translate(LINE_BREAKS)
    spans = tuple(span.shift(len(before) - piece.span.start) for span in join_spans(match.span for match in piece.matches))
    shown = piece.matches[0].span.start if piece.matches else piece.span.start
    line = article.line_of(_offset(piece.passage, shown))
    return Snippet(before + text + after, line, spans, piece.part().kind)


def _part(passage: Passage, place: int) -> Part:
    return passage.parts[bisect.bisect_right(passage.parts, place, key=lambda part: part.start) - 1]


def _offset(passage: Passage, place: int) -> int:
    """Where in the dump the character at this place of the passage stands."""
    part = _part(passage, place)
    return part.offset + place - part.start
