"""Which lines head the comments of readers: told by the lines around them, because a name and a date head articles too.

The lines of a dump are looked at in order and their signs corrected, as in `neighbours`, which calls this. Where comments end
is not known here.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import pairwise

from nkdocs.lines import Line, ends_sentence, words_in
from nkdocs.rules import Sign
from nkdocs.stamps import TIME

#: Comments of a thread are not farther apart.
_THREAD = 16
#: Characters of text before a thread: of an article that announces comments, and of one that does not.
_SOME, _ENOUGH = 1, 200
#: What stands between a title and its byline, and not between comments.
_IN_HEAD = (Sign.CAPTION, Sign.IMAGE, Sign.SHARE)
#: What an article is signed with as often as a comment.
_SIGNED = ("byline", "author label")
#: Lines between what announces comments and the first.
_NEAR = 4
#: After so many lines without a sign of comments, those that were announced are over.
_SILENCE = 40
#: Words of the longest line that says no more than who wrote, and when.
_STAMP_WORDS = 6
_THREADED = frozenset({Sign.COMMENTS, Sign.COMMENTER, Sign.REPLY})
#: So many names over texts with a time below are comments, each of so many lines at most.
_CHAIN, _TOLD = 2, 8
#: Characters and words of the longest head of a comment, and of the longest nickname.
_LONGEST_HEAD, _HEAD_WORDS = 90, 14
_LONGEST_NICKNAME, _NICKNAME_WORDS = 40, 4


def find_commenters(lines: list[Line]) -> None:
    """A name over, or before, a date with its time of day heads a comment, where comments are or where such heads recur."""
    heads = [
        place
        for place in range(1, len(lines) - 1)
        if _is_comment_head(lines[place], lines[place + 1]) and not _is_counted(lines, place + 1)
    ]
    announced, last, text, said = -1, 0, 0, -1
    for place, line in enumerate(lines):
        text += line.sign is Sign.PROSE
        last = place if line.sign in _THREADED else last
        announced = -1 if line.sign is Sign.FOOTER or place - last > _SILENCE else announced
        said = place if line.sign in (Sign.COMMENTER, Sign.REPLY) else said
        announced = -1 if line.sign is Sign.RELATED and said < announced else announced  # nobody has commented before it
        if line.sign is Sign.COMMENTS and text:
            announced = place
        elif place and announced == place - 1 and _heads_thread(lines, place):
            line.sign, line.rule = Sign.COMMENTER, "over a time, under a count of comments"
        elif announced >= 0 and _signs_comment(lines, place):
            line.sign, line.rule = Sign.COMMENTER, "writer and time among comments"
        elif line.sign is Sign.BYLINE and line.rule in ("byline", "author label"):
            announced = -1
        elif announced >= 0 and _times_comment(lines, place):
            line.sign, line.rule = Sign.COMMENTER, "name and time among comments"
    _head(lines, _named_before(lines), "name over a text and its time, under comments")
    _head(lines, _chained_names(lines), "name over a date, again and again")
    if len(heads) > 1:
        told = (place for place in heads if any(line.sign is Sign.PROSE for line in lines[max(0, place - 40) : place]))
        _head(lines, [place for place in told if not _heads_page(lines, place)], "name over a time")


def _head(lines: Sequence[Line], places: Sequence[int], rule: str) -> None:
    for place in places:
        lines[place].sign, lines[place].rule = Sign.COMMENTER, rule


def _named_before(lines: Sequence[Line]) -> list[int]:
    """The places of short lines over texts that each have a date and a time below, two or more of them under comments."""
    found: list[int] = []
    row: list[int] = []
    announced = text = False
    for place, line in enumerate(lines):
        text = text or line.sign is Sign.PROSE
        if line.sign is Sign.COMMENTS and text:
            announced, row = True, []
        elif line.sign is Sign.FOOTER or (line.sign is Sign.BYLINE and line.rule in _SIGNED):
            announced = False
        if not announced or line.sign is not Sign.DATE or not line.dates or TIME.search(line.text) is None:
            continue
        above = place - 1
        while above > 0 and place - above <= _TOLD and _is_said(lines[above]):
            above -= 1
        if above < place - 1 and _is_nickname(lines[above]):
            row.append(above)
        found += row if len(row) == _CHAIN else row[-1:] if len(row) > _CHAIN else []
    return found


def _heads_page(lines: Sequence[Line], place: int) -> bool:
    """Whether a picture or a title, with its text under it, follows a name and its date: an article does, not a comment."""
    after = lines[place + 2 : place + 4]
    if not after or after[0].sign in (Sign.CAPTION, Sign.IMAGE):
        return bool(after)
    titled = after[0].sign is Sign.SHORT and words_in(after[0].text) > 2 and not ends_sentence(after[0].text)
    return titled and len(after) > 1 and after[1].sign is Sign.PROSE


def _chained_names(lines: Sequence[Line]) -> list[int]:
    """The places of names that each stand between a text and a date, a few lines from the next: a thread of comments."""
    found = [
        place
        for place in range(1, len(lines) - 2)
        if lines[place + 1].sign is Sign.DATE
        and lines[place].sign in (Sign.SHORT, Sign.BYLINE)
        and lines[place].byline is not None
        and lines[place - 1].sign in (Sign.PROSE, Sign.REPLY, Sign.COMMENTS)
        and lines[place + 2].sign in (Sign.PROSE, Sign.SHORT)
    ]
    near = [bisect_right(found, place + _THREAD) - bisect_left(found, place - _THREAD) - 1 for place in found]
    return [place for place, others in zip(found, near, strict=True) if others > 1]


def _heads_thread(lines: Sequence[Line], place: int) -> bool:
    """Whether a line stands between a count of comments, one at least, and a date with its time of day."""
    counted = any(character in "123456789" for character in lines[place - 1].text)
    after = lines[place + 1] if place + 1 < len(lines) else None
    timed = after is not None and after.sign is Sign.DATE and TIME.search(after.text) is not None
    return counted and timed and lines[place].sign is Sign.SHORT


def _times_comment(lines: Sequence[Line], place: int) -> bool:
    """Whether a line says no more than who wrote and when, by the clock, and no title stands over it, nor a count under it."""
    line = lines[place]
    brief = line.sign is Sign.SHORT and bool(line.dates) and words_in(line.text) <= _STAMP_WORDS
    after = lines[place + 1 : place + 2]
    worded = line.rule == "date with a word" and bool(after) and after[0].sign is Sign.PROSE
    if not (brief or worded or line.rule == "name and date") or TIME.search(line.text) is None:
        return False
    return not (_is_titled(lines[place - 1]) or _is_counted(lines, place))


def _is_counted(lines: Sequence[Line], place: int) -> bool:
    """Whether a count of comments follows a line, as it follows an article's."""
    return place + 1 < len(lines) and lines[place + 1].sign is Sign.COMMENTS


def _signs_comment(lines: Sequence[Line], place: int) -> bool:
    """Whether a byline with a time of day stands between two texts, so that it heads or ends a comment."""
    line, before, after = lines[place], lines[place - 1], lines[place + 1 : place + 2]
    timed = line.sign is Sign.BYLINE and bool(line.dates) and TIME.search(line.text) is not None
    titled = before.sign in _IN_HEAD or _is_titled(before)
    return timed and not titled and bool(after) and after[0].sign is Sign.PROSE


def _is_titled(before: Line) -> bool:
    """Whether the line over a writer and a time can be the title of what was written."""
    return before.sign is Sign.SHORT and words_in(before.text) > 2 and before.byline is None


def _is_comment_head(line: Line, after: Line) -> bool:
    if line.sign is not Sign.SHORT or after.sign is not Sign.DATE or line.size > 40 or after.byline is not None:
        return False
    if words_in(line.text) > 2 or ends_sentence(line.text.rstrip(".")):
        return False
    return TIME.search(after.text) is not None or after.rule == "time ago"


def find_thread(lines: Sequence[Line], first: int) -> int:
    """The place, from `first` on, where the comments of readers begin after an article's text; its length if there are none.

    Comments are told by their heads, which recur: a date with a time of day, or a time ago, in a line of few words, or a short
    line over a date. One such head is enough where comments are announced.
    """
    heads = [place for place in range(first, len(lines)) if _may_head(lines, place)]
    width = at = 0
    for place, after in pairwise([*heads, len(lines) + _THREAD]):
        width += sum(line.size for line in lines[max(at, first) : place] if line.sign is Sign.PROSE)
        at = place
        opening = _opening(lines, place, first)
        announced = lines[place].rule not in _SIGNED and any(
            near.sign is Sign.COMMENTS for near in lines[max(first, opening - _NEAR) : opening]
        )
        recurs = after - place <= _THREAD and any(_is_said(near) for near in lines[place + 1 : after])
        if width >= (_SOME if announced else _ENOUGH) and (recurs or announced):
            return opening
    return len(lines)


def _may_head(lines: Sequence[Line], place: int) -> bool:
    line = lines[place]
    if line.sign is Sign.COMMENTER:
        return True
    if line.updated or line.size > _LONGEST_HEAD or not (line.dates or line.rule == "time ago"):
        return False
    if line.sign not in (Sign.DATE, Sign.BYLINE, Sign.SHORT) or words_in(line.text) > _HEAD_WORDS:
        return False
    after = lines[place + 1] if place + 1 < len(lines) else None
    timed = line.rule == "time ago" or TIME.search(line.text) or (after is not None and after.rule == "time of day")
    return bool(timed) or (line.sign is Sign.DATE and _is_nickname(lines[place - 1]))


def _opening(lines: Sequence[Line], place: int, first: int) -> int:
    """Where the head of a comment begins: at its stamp, or at the name over its date, or the picture over that."""
    named = lines[place - 1]
    if lines[place].sign is Sign.DATE and place > first and (named.sign is Sign.COMMENTER or _is_nickname(named)):
        place -= 1
    return place - 1 if place > first and lines[place - 1].sign is Sign.IMAGE else place


def _is_nickname(line: Line) -> bool:
    """Whether a line can be how a reader signs: a word or a few."""
    named = line.sign is Sign.SHORT and line.size <= _LONGEST_NICKNAME and words_in(line.text) <= _NICKNAME_WORDS
    return named and not line.text.endswith((".", "!", "?", ":", ","))


def _is_said(line: Line) -> bool:
    return line.sign is Sign.PROSE or (line.sign in (Sign.SHORT, Sign.LISTED) and ends_sentence(line.text))


def doubt_commenters(lines: list[Line]) -> None:
    """A line such as "Ana says" heads a comment only where comments are.

    That is with a date or a reply link after it, or with their beginning before it, or where such lines recur.
    """
    said = [place for place, line in enumerate(lines) if line.sign is Sign.COMMENTER and line.text[-1] in ".…:"]
    recurring = {place for pair in pairwise(said) if 1 < pair[1] - pair[0] <= _THREAD for place in pair}
    for place, line in enumerate(lines):
        if place in recurring:
            continue
        if line.sign is not Sign.COMMENTER or any(character.isdigit() for character in line.text):
            continue
        after, before = lines[place + 1 : place + 7], lines[max(0, place - 6) : place]
        dated = place + 1 < len(lines) and bool(lines[place + 1].dates)
        if not dated and not any(near.sign in (Sign.REPLY, Sign.COMMENTS) for near in [*before, *after]):
            line.sign, line.rule = Sign.SHORT, "short line"
