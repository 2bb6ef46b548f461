"""One dump to article slices: the best set of title lines over the whole dump at once.

Every line has a worth as a title (`titles`). Dynamic programming chooses the lines whose worth is highest together, given
that an article must have text of its own between its head and the next title, so that no line is cut at for its own sake.
The time is linear in the lines: an article is thin in a few grades, and for each grade the best choice up to a place is
known when it is asked for.

What the claims of an article are is not known here: `extract` reads them from the slices.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import accumulate, pairwise
from typing import Final

from nkdocs.day_orders import order_of_dump
from nkdocs.layout import TEXT, Layout, lay_out
from nkdocs.lines import Line, read_lines, width_of, words_in
from nkdocs.model import Dump, Span
from nkdocs.neighbours import ask_neighbours
from nkdocs.openings import find_opening
from nkdocs.rules import Sign
from nkdocs.stretch import comments_follow, find_stretch
from nkdocs.titles import Candidate, find_candidates
from nkdocs.values import dataclass

#: Characters of a dump that are looked at together; and how many times as many, where one article is longer.
WINDOW: Final = 4_000_000
_WINDOWS: Final = 4
#: An article with at least so much text (as wide as so many letters) costs so much; rows from little text to much.
_THIN: Final = ((0, -6.0), (60, -3.0), (140, -1.2), (240, -0.4), (450, 0.0))
#: Text before the first title costs one for so many letters, up to so many.
_SKIPPED_FOR_ONE: Final = 250
_SKIPPED_MOST: Final = 2000
#: The dump's first title is worth so much besides: some line must be it.
_FIRST: Final = 3.2
#: Characters of a paragraph; and so many, with so many characters, are an article where no article has them, though the cut
#: that begins them is worth only so much. The second row is far from what teasers, letters and lists of links have.
_PARAGRAPH: Final = 150
_FORGIVEN: Final = ((4, 1200, -1.0), (10, 4000, -3.0))
#: How many of them are looked for after one article.
_MOST_OVERLOOKED: Final = 12
#: The worth of a cut that a person made.
_SAID: Final = 99.0


@dataclass(frozen=True, slots=True)
class Slice:
    """An article's piece of a dump: all its lines, and the place of its title among them (None: it has none)."""

    span: Span
    lines: tuple[Line, ...]
    title: int | None
    cut: Candidate | None


def split_dump(dump: Dump, forced: Mapping[int, str] | None = None, refused: Collection[int] = ()) -> tuple[Slice, ...]:
    """The slices of a dump, in order; together they are the whole dump. None for a dump without any text.

    A person may have said by line numbers where an article begins, and why (`forced`), and where none does (`refused`).
    """
    return tuple(iterate_slices(dump, forced, refused))


def iterate_slices(
    dump: Dump, forced: Mapping[int, str] | None = None, refused: Collection[int] = (), window: int = WINDOW
) -> Iterator[Slice]:
    """The slices of `split_dump`, one after another, so that the lines of a long dump need not be held all at once.

    A dump of more characters than `window` is looked at in stretches of that length: the last article of a stretch may go on
    after it, so the next stretch begins with it. An article longer than four windows is cut where its stretch ends.
    """
    order = order_of_dump(dump.text)
    begin, number, length = 0, 1, window
    last: Slice | None = None  # the last that is known: blank lines that are all a stretch holds belong to it
    while begin < len(dump.text):
        end = len(dump.text) if begin + length >= len(dump.text) else dump.text.find("\n", begin + length) + 1
        end = end or len(dump.text)
        lines = read_lines(dump.text, order, begin, end, number)
        pieces = _slices(lines, begin, end, forced or {}, refused)
        if end < len(dump.text) and (not pieces or (len(pieces) < 2 and length < _WINDOWS * window)):
            length *= 2
            continue
        kept = pieces[:-1] if end < len(dump.text) and len(pieces) > 1 else pieces
        for piece in kept:
            if last is not None:
                yield last
            last = piece
        after = kept[-1].span.end if kept else end
        number += dump.text.count("\n", begin, after)
        begin, length = after, window
    if last is not None:
        yield last if last.span.end == len(dump.text) else replace(last, span=Span(last.span.start, len(dump.text)))


def _slices(
    lines: list[Line],
    begin: int,
    end: int,
    forced: Mapping[int, str],
    refused: Collection[int],
) -> list[Slice]:
    """The slices of one stretch of a dump, from `begin` to `end`."""
    if not lines:
        return []
    ask_neighbours(lines)
    layout = lay_out(lines)
    chosen = choose_cuts(lines, layout)
    cuts = _corrected(lines, chosen, forced, refused, stays=begin == 0)
    if not cuts:
        return [Slice(Span(begin, end), tuple(lines), None, None)]
    first_place = 0 if chosen else cuts[0].place  # what stands before a title that only a person saw is an article as it was
    untitled = Slice(Span(begin, lines[first_place].start), tuple(lines[:first_place]), None, None)
    first = cuts[0].place
    openings = [
        first_place,
        *(find_opening(lines, cut.place, previous.place, first, layout) for previous, cut in pairwise(cuts)),
    ]
    edges = [
        lines[first_place].start if first_place else begin,
        *(lines[place].start for place in openings[1:]),
        end,
    ]
    return [untitled] * bool(first_place) + [
        Slice(Span(*edge), tuple(lines[first:end]), cut.place - first, cut)
        for edge, (first, end), cut in zip(pairwise(edges), pairwise([*openings, len(lines)]), cuts, strict=True)
    ]


def look_again(lines: Sequence[Line], found: Sequence[Candidate], cuts: Sequence[Candidate], layout: Layout) -> list[Candidate]:
    """The cuts, and those that much text after the end of an article's own shows to have been overlooked."""
    text = text_before(lines, layout)
    looked: list[Candidate] = []
    for at, cut in enumerate(cuts):
        end = cuts[at + 1].place if at + 1 < len(cuts) else len(lines)
        more = [cut]
        while len(more) <= _MOST_OVERLOOKED:
            ends = [*(other.place for other in more[1:]), end]
            rests = (_overlooked(lines, found, text, one.place, until) for one, until in zip(more, ends, strict=True))
            if (best := max(filter(None, rests), key=lambda one: one.score, default=None)) is None:
                break
            more = sorted((*more, best), key=lambda one: one.place)
        looked += more
    return looked


def _overlooked(
    lines: Sequence[Line], found: Sequence[Candidate], text: Sequence[int], begin: int, end: int
) -> Candidate | None:
    """The best candidate in what an article from `begin` up to `end` leaves over before any comments, if much prose does."""
    rest = begin + find_stretch(lines[begin:end], 0).end
    end = next((place for place in range(rest, end) if _is_discussed(lines, place)), end)
    prose = [place for place in range(rest, end) if lines[place].sign is Sign.PROSE and lines[place].size >= _PARAGRAPH]
    written = sum(lines[place].size for place in prose)
    if len(prose) < _FORGIVEN[0][0] or written < _FORGIVEN[0][1]:
        return None
    first, last = (bisect_right(found, place - 1, key=lambda cut: cut.place) for place in (rest, prose[0]))
    forgiven = min(worth for paragraphs, size, worth in _FORGIVEN if len(prose) >= paragraphs and written >= size)
    inside = (cut for cut in found[first:last] if cut.score >= forgiven and not thinness(text[end] - text[cut.head]))
    return max(inside, key=lambda cut: cut.score, default=None)


def _is_discussed(lines: Sequence[Line], place: int) -> bool:
    """Whether readers comment from here on; that a line announces comments says little, where none follow."""
    sign = lines[place].sign
    return sign in (Sign.COMMENTER, Sign.REPLY) or (sign is Sign.COMMENTS and comments_follow(lines, place))


def _corrected(
    lines: Sequence[Line], cuts: Sequence[Candidate], forced: Mapping[int, str], refused: Collection[int], *, stays: bool
) -> list[Candidate]:
    """The cuts with a person's, and without those that a person refused.

    `stays`: the first is the dump's first, and stays unless a person's stands before it.
    """
    stays = stays and bool(cuts) and not any(number < lines[cuts[0].place].number for number in forced)
    kept = {cut.place: cut for at, cut in enumerate(cuts) if (stays and not at) or lines[cut.place].number not in refused}
    for place, line in enumerate(lines if forced else ()):
        if line.number in forced:
            kept[place] = Candidate(place, _SAID, (), 0.0, place + 1, forced[line.number])
    return [kept[place] for place in sorted(kept)]


def choose_cuts(lines: Sequence[Line], layout: Layout | None = None) -> list[Candidate]:
    """The lines that begin articles: the set with the highest sum of scores, at least one where any line can be a title.

    Those that it overlooked are added (see `look_again`). `layout` is that of the lines; it is found if it is not given.
    """
    layout = layout or lay_out(lines)
    found = find_candidates(lines, layout=layout)
    return look_again(lines, found, best_cuts(lines, found, layout), layout)


def best_cuts(lines: Sequence[Line], found: Sequence[Candidate], layout: Layout | None = None) -> list[Candidate]:
    """The set of candidates with the highest sum of scores, given that each must have text of its own."""
    if not found:
        return []
    text = text_before(lines, layout)
    total, came_from = _best_paths(found, text)
    worth = [score + thinness(text[-1] - text[cut.head]) for score, cut in zip(total, found, strict=True)]
    at = max(range(len(found)), key=lambda index: (worth[index], -index))
    chosen: list[Candidate] = []
    while at >= 0:
        chosen.append(found[at])
        at = came_from[at]
    return chosen[::-1]


def text_before(lines: Sequence[Line], layout: Layout | None = None) -> list[int]:
    """For every place, and the end, how much text of articles stands before it, as wide as so many letters."""
    linked = (layout or lay_out(lines)).linked
    return list(accumulate([0 if inside else _text_width(line) for line, inside in zip(lines, linked, strict=True)], initial=0))


def first_worth(cut: Candidate, text: Sequence[int]) -> float:
    """What a candidate is worth besides its score as the dump's first title."""
    return cut.lead + _FIRST - min(text[cut.place], _SKIPPED_MOST) / _SKIPPED_FOR_ONE


def thinness(width: int) -> float:
    """What it costs that an article has only so much text."""
    return max((cost for least, cost in _THIN if width >= least), default=_THIN[0][1])


def _best_paths(found: Sequence[Candidate], text: Sequence[int]) -> tuple[list[float], list[int]]:
    """For every candidate, the worth of the best choice that ends with it, and the candidate before it there (-1: none).

    `text` holds, for every place, how much text stands before it.
    """
    total: list[float] = []
    came_from: list[int] = []
    best: list[int] = []  # best[i]: of the candidates up to i, the one with the highest total
    after_head = list(accumulate((text[cut.head] for cut in found), max))
    for index, cut in enumerate(found):
        worth = cut.score + first_worth(cut, text)
        origin = -1
        for width, cost in _THIN:
            reach = bisect_right(after_head, text[cut.place] - width, 0, index) - 1
            if reach >= 0 and total[best[reach]] + cut.score + cost > worth:
                origin = best[reach]
                worth = total[origin] + cut.score + cost
        total.append(worth)
        came_from.append(origin)
        best.append(index if index == 0 or worth > total[best[-1]] else best[-1])
    return total, came_from


def _text_width(line: Line) -> int:
    """How much of an article's text a line is: all of it, half of it for a longer short line, or nothing."""
    if line.sign in TEXT:
        return width_of(line.text)
    return width_of(line.text) // 2 if line.sign is Sign.SHORT and words_in(line.text) >= 6 else 0
