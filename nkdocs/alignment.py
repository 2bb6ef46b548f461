"""Where in a text a quotation was probably taken from, and which words differ there (`differing` says how).

Scores only choose the place, and say how near it is. Whether a quotation is right is never decided by a score: a text in which
one digit differs is very much like it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from rapidfuzz.distance import Levenshtein

from nkdocs.quoted_words import QuotedWord, same_but_first_case
from nkdocs.sources import Text
from nkdocs.tightening import tighten
from nkdocs.values import dataclass
from nkdocs.verdicts import Step

#: A word that a text has more often tells little about where in it a quotation is from.
_MANY = 30
#: Places in a text that are looked at.
_WINDOWS = 3
#: So many words at an end of a quotation stand in the place of others.
_FEW = 3
#: Words that a passage may have between two parts of a quotation, and how many words make a part.
_LEFT_OUT, _PIECE = 60, 2
#: What is left out in one place counts against a stretch as half a word for each, and at most as so many.
_GAP = 1.5
#: Letters of a word that does not stand in every sentence.
_LONG = 4


@dataclass(frozen=True, slots=True)
class Hunk:
    """Words of the text, ``words[start:end]``, and those of the quotation in their place.

    `alike`: how many are the same but for case, marks too; `heard`: how many without marks.
    """

    start: int
    end: int
    first: int
    last: int
    same: bool
    alike: int = 0
    heard: int = 0

    @property
    def is_alike(self) -> bool:
        """Whether nothing but case differs."""
        return self.alike == self.end - self.start == self.last - self.first

    @property
    def left_out(self) -> int:
        """How many words more the text has than the quotation."""
        return max(0, self.end - self.start - (self.last - self.first))


@dataclass(frozen=True, slots=True)
class Alignment:
    """A quotation laid beside a stretch of a text.

    `likeness`: the share of its words that stand there in its order, without regard to case. `worth`: so many words, less what
    is left out between them, so that the stretch does not reach for one more word that stands further on.
    """

    text: Text
    words: tuple[QuotedWord, ...]
    hunks: tuple[Hunk, ...]
    likeness: float
    worth: float

    @property
    def start(self) -> int:
        """The first word of the stretch."""
        return self.hunks[0].start

    @property
    def end(self) -> int:
        """The word after its last."""
        return self.hunks[-1].end

    @property
    def changes(self) -> int:
        """How many words differ, of the text or of the quotation."""
        return sum(max(hunk.end - hunk.start, hunk.last - hunk.first) for hunk in self.hunks if not hunk.same)

    @property
    def tells(self) -> bool:
        """Whether a word stands in both that does not stand in every text: a long one, a number, one of another script."""
        same = (word for hunk in self.hunks if hunk.is_alike for word in self.words[hunk.first : hunk.last])
        return any(word.says and (len(word.key) >= _LONG or word.sort == "number" or not word.key.isascii()) for word in same)

    @property
    def longest(self) -> int:
        """How many words the longest run has that is the same in both but for case."""
        longest = run = 0
        for hunk in self.hunks:
            run = run + sum(word.says for word in self.words[hunk.first : hunk.last]) if hunk.is_alike else 0
            longest = max(longest, run)
        return longest


def align(text: Text, words: Sequence[QuotedWord]) -> Alignment | None:
    """The stretch of the text that is most like these words; None if no word of them stands in it."""
    folded = [word.key.casefold() for word in words]
    laid = [_align(text, words, folded, *window) for window in _windows(text, words)]
    return max((each for each in laid if each is not None), key=lambda each: (each.worth, -each.changes), default=None)


def _align(text: Text, words: Sequence[QuotedWord], folded: Sequence[str], start: int, end: int) -> Alignment | None:
    start, end = _tighten(text, folded, start, end)
    hunks = _lay(text, words, folded, start, end)
    wider = _lay(text, words, folded, *_take_up(text, words, hunks))
    if _worth(wider) >= _worth(hunks):
        hunks = wider
    hunks = _lay(text, words, folded, *_with_initials(text, folded, *_take_in(text, words, hunks)))
    said = sum(word.says for word in words) or 1
    heard = sum(hunk.heard for hunk in hunks)
    return Alignment(text, tuple(words), tuple(hunks), heard / said, _worth(hunks)) if heard else None


def _worth(hunks: Sequence[Hunk]) -> float:
    return sum(hunk.heard - min(_GAP, hunk.left_out / 2) for hunk in hunks)


def _windows(text: Text, words: Sequence[QuotedWord]) -> list[tuple[int, int]]:
    """Where most of the words stand near each other, the rarer ones counting more, with room around: the best few places."""
    wanted = Counter(key for word in words if word.says and (key := word.key.casefold()) in text.folded_places)
    if not wanted:
        return []
    counts = {key: len(text.folded_places[key]) for key in wanted}
    few = max(_MANY, min(counts.values()))
    weight = {key: 1 / count for key, count in counts.items() if count <= few}
    places = sorted((at, key) for key in weight for at in text.folded_places[key])
    width = len(words) + len(words) // 3 + 3
    held: Counter[str] = Counter()
    worth, first = 0.0, 0
    found: list[tuple[float, int, int]] = []
    for at, key in places:
        held[key] += 1
        worth += weight[key] if held[key] <= wanted[key] else 0
        while at - places[first][0] >= width:
            gone = places[first][1]
            worth -= weight[gone] if held[gone] <= wanted[gone] else 0
            held[gone] -= 1
            first += 1
        found.append((-worth, places[first][0], at))
    chosen: list[tuple[int, int]] = []
    for _, start, end in sorted(found):
        if all(end < other[0] or start > other[1] for other in chosen):
            chosen.append((start, end))
        if len(chosen) == _WINDOWS:
            break
    room = len(words)
    return [(max(0, start - room), min(len(text.words), end + room + 1)) for start, end in chosen]


def _tighten(text: Text, folded: Sequence[str], start: int, end: int) -> tuple[int, int]:
    first, last = tighten(text.folded[start:end], folded)
    return first + start, last + start


def _take_in(text: Text, _words: Sequence[QuotedWord], hunks: Sequence[Hunk]) -> tuple[int, int]:
    """The stretch with the few words that stand in the place of the first and the last ones of the quotation, if any do."""
    (start, end), (first, last) = (hunks[0].start, hunks[-1].end), (hunks[0], hunks[-1])
    away = first.last - first.first - (first.end - first.start)
    if not first.same and 0 < away <= _FEW:
        start = next((at for at in range(max(0, start - away), start) if text.paragraph(at) == text.paragraph(start)), start)
    away = last.last - last.first - (last.end - last.start)
    if not last.same and 0 < away <= _FEW and end + away <= len(text.words):
        end += away if text.paragraph(end + away - 1) == text.paragraph(end - 1) else 0
    return start, end


def _with_initials(text: Text, folded: Sequence[str], start: int, end: int) -> tuple[int, int]:
    """The stretch with the rest of an abbreviation that it would cut in two: ``U.S.``."""
    begin = start
    if start and text.keys[start] == "." and _is_initial(text, start - 1):
        start -= 1
    while start > 1 and _is_initial(text, start) and text.keys[start - 1] == "." and _is_initial(text, start - 2):
        start -= 2
    if 0 < start < begin and text.folded[start - 1] == folded[0]:
        start -= 1
    while end + 1 < len(text.words) and _is_initial(text, end - 1) and text.keys[end] == "." and _is_initial(text, end + 1):
        end += 2
    return start, end


def _is_initial(text: Text, at: int) -> bool:
    """Whether a word is one capital with a full stop right behind it."""
    return len(text.keys[at]) == 1 and text.keys[at].isupper() and text.touches(at) and text.keys[at + 1] == "."


def _take_up(text: Text, words: Sequence[QuotedWord], hunks: Sequence[Hunk]) -> tuple[int, int]:
    """The stretch with what goes on beyond words that were left out: the rest of the quotation stands there."""
    start, end = hunks[0].start, hunks[-1].end
    edge = _edge(hunks)
    rest = words[edge:]
    if _is_piece(rest) and (place := _near(text, rest, end - len(rest), end + len(rest) + _LEFT_OUT)):
        end = max(end, place[1])
    edge = len(words) - _edge([Hunk(-h.end, -h.start, len(words) - h.last, len(words) - h.first, h.same) for h in hunks[::-1]])
    rest = words[:edge]
    if _is_piece(rest) and (place := _near(text, rest, start - len(rest) - _LEFT_OUT, start + len(rest))):
        start = min(start, place[0])
    # One word more, behind a few that are left out: "is small" of "is quite small".
    if not hunks[-1].same and _is_telling(words[-1]):
        end = next((at + 1 for at in _beyond(text, end, 1) if text.folded[at] == words[-1].key.casefold()), end)
    if not hunks[0].same and _is_telling(words[0]):
        start = next((at for at in _beyond(text, start - 1, -1) if text.folded[at] == words[0].key.casefold()), start)
    return start, end


def _beyond(text: Text, at: int, step: int) -> range:
    """The few words of the same paragraph from one on, in a direction."""
    stop = at
    while abs(stop - at) < _FEW and 0 <= stop < len(text.words) and text.paragraph(stop) == text.paragraph(at):
        stop += step
    return range(at, stop, step)


def _is_telling(word: QuotedWord) -> bool:
    return len(word.key) >= _LONG or word.sort == "number"


def _is_piece(words: Sequence[QuotedWord]) -> bool:
    return sum(word.says for word in words) >= _PIECE and any(len(word.key) >= _LONG for word in words)


def _edge(hunks: Sequence[Hunk]) -> int:
    """From which word of the quotation on next to nothing is the same."""
    edge = hunks[-1].last
    for hunk in reversed(hunks):
        if hunk.same and hunk.last - hunk.first > 2:
            break
        edge = hunk.first
    return edge


def _near(text: Text, rest: Sequence[QuotedWord], start: int, end: int) -> tuple[int, int] | None:
    """Where these words stand in a part of the text, nearly all of them."""
    start, end = max(0, start), min(len(text.words), end)
    if end - start < len(rest) // 2:
        return None
    folded = [word.key.casefold() for word in rest]
    first, last = _tighten(text, folded, start, end)
    away = Levenshtein.distance(text.folded[first:last], folded)
    return (first, last) if away <= len(rest) * 0.3 else None


def _lay(text: Text, words: Sequence[QuotedWord], folded: Sequence[str], start: int, end: int) -> list[Hunk]:
    """The words beside a stretch of the text, hunk by hunk."""
    hunks: list[Hunk] = []
    for op in Levenshtein.opcodes(text.folded[start:end], folded):
        first, last = op.src_start + start, op.src_end + start
        if op.tag != "equal":
            hunks.append(Hunk(first, last, op.dest_start, op.dest_end, same=False))
            continue
        for away in range(last - first):
            at, said = first + away, op.dest_start + away
            same = text.keys[at] == words[said].key or (said == 0 and same_but_first_case(text.keys[at], words[0].key))
            hunks.append(Hunk(at, at + 1, said, said + 1, same, 1, words[said].says))
    return _join(hunks)


def _join(hunks: Sequence[Hunk]) -> list[Hunk]:
    """Neighbours that are the same, and neighbours that differ, made one."""
    joined: list[Hunk] = []
    for hunk in hunks:
        if joined and hunk.same == joined[-1].same:
            last = joined.pop()
            alike, heard = last.alike + hunk.alike, last.heard + hunk.heard
            joined.append(Hunk(last.start, hunk.end, last.first, hunk.last, hunk.same, alike, heard))
        else:
            joined.append(hunk)
    return joined


def steps(alignment: Alignment, quotation: str) -> tuple[Step, ...]:
    """The word diff: pieces of the archive's text and of the quotation's, each on one line, with the space before it if any."""
    found: list[Step] = []
    text, words = alignment.text, alignment.words
    for hunk in alignment.hunks:
        if hunk.start < hunk.end:
            space = " " if found and not text.touches(hunk.start - 1) else ""
            found.append(Step("same" if hunk.same else "left out", space + text.cut(hunk.start, hunk.end - 1)))
        if hunk.first < hunk.last and not hunk.same:
            tied = hunk.start < hunk.end or (hunk.first and words[hunk.first - 1].end == words[hunk.first].start)
            found.append(Step("added", ("" if tied or not found else " ") + cut_quotation(quotation, words, hunk)))
    return tuple(found)


def cut_quotation(quotation: str, words: Sequence[QuotedWord], hunk: Hunk) -> str:
    """What a quotation has in a hunk, on one line."""
    return " ".join(quotation[words[hunk.first].start : words[hunk.last - 1].end].split())
