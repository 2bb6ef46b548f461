"""Series of lines in which no article begins: the pieces of a report that goes on all day, and links to pages with their dates.

Each is told by what recurs: a time of day over every piece, a date under every link. Where articles do begin is not known here.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

from nkdocs.lines import Line, ends_sentence, opens_text, words_in
from nkdocs.rules import Sign

#: So many times of day, not more lines from each other, head the pieces of one report.
_CLOCKS: Final = 3
_APART: Final = 16
#: So many links with dates are a list, and so many under a heading of related links.
_LINKS, _RELATED = 3, 2
#: Words of a label that may stand over a link; lines of a link with its label; characters of the longest link.
_LABEL, _LINES, _LONGEST = 3, 2, 160
#: What may stand between the date of an article and its text.
_IN_HEAD: Final = frozenset({Sign.SHARE, Sign.COUNT, Sign.IMAGE, Sign.CAPTION})


def clocked(lines: Sequence[Line]) -> list[bool]:
    """For each line, whether it stands under a time of day that is one of many: they head the pieces of one long report."""
    clocks = [place for place, line in enumerate(lines) if line.rule == "time of day"]
    found = [False] * (len(lines) + 1)
    for at in range(len(clocks) - _CLOCKS + 1):
        row = clocks[at : at + _CLOCKS]
        if max(two - one for one, two in pairwise(row)) > _APART:
            continue
        if not any(line.is_stamp and line.dates for line in lines[row[0] : row[-1]]):
            for place in row:
                found[place + 1] = True
    return found[: len(lines)]


def linked_series(lines: Sequence[Line]) -> list[bool]:
    """For each line, whether it is one of a series of links, each a line with a date under it and no text before the next.

    The last is none of them if a paragraph follows it at once: an article may begin right under a list of links.
    """
    found = [False] * len(lines)
    for series in _series(lines):
        last = series[-1][1]
        while last < len(lines) and lines[last].sign in _IN_HEAD:
            last += 1
        opens = last < len(lines) and opens_text(lines[last])
        links = series[:-1] if opens else series
        above = lines[max(0, series[0][0] - 1) : series[0][0]]
        if len(links) >= (_RELATED if any(line.sign is Sign.RELATED for line in above) else _LINKS):
            for begin, end in links:
                found[begin:end] = [True] * (end - begin)
    return found


def _series(lines: Sequence[Line]) -> Iterator[list[tuple[int, int]]]:
    """Every longest series: for each link, where it begins, with its label, and the place after its dates."""
    series: list[tuple[int, int]] = []
    stamps = [line.is_stamp for line in lines]
    place = 0
    while place < len(lines):
        link = _link_at(lines, stamps, place)
        if link is None:
            if series:
                yield series
            series = []
            place += 1
        else:
            series.append((place, link))
            place = link
    if series:
        yield series


def _link_at(lines: Sequence[Line], stamps: Sequence[bool], place: int) -> int | None:
    """The place after the dates of a link that begins at a line, or at its label; None if there is no link.

    `stamps`: for each line, whether it says when or by whom.
    """
    near = stamps[place : place + _LINES + 1]
    if True not in near or near[0]:
        return None
    stamp = place + near.index(True)
    labels, link = lines[place : stamp - 1], lines[stamp - 1]
    if any(label.sign is not Sign.SHORT or words_in(label.text) > _LABEL for label in labels):
        return None
    if link.sign not in (Sign.SHORT, Sign.PROSE) or link.size > _LONGEST or (ends_sentence(link.text) and bool(labels)):
        return None
    end = stamp
    while end < len(lines) and stamps[end]:
        end += 1
    return end if any(line.dates and not line.updated for line in lines[stamp:end]) else None
