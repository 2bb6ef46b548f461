"""Who signs an article: the claims of authors that the lines of its head, its tail and its text make.

What a name stands for is decided by where it stands and what stands beside it, so that an interviewee or the source of a
quotation is never taken for the writer. Which claim is believed is for `extract` to say.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from typing import Final

from nkdocs.authors import Byline, read_bare_names, read_end_bio, read_footer_byline
from nkdocs.lines import Line, words_in
from nkdocs.model import Claim, Trust
from nkdocs.named_fields import read_name_in_place
from nkdocs.people import Name, is_role
from nkdocs.rules import Sign
from nkdocs.split import Slice
from nkdocs.stretch import Stretch
from nkdocs.zones import HEAD_LINES, Ranked, card_of, head_of, span_of, tail_of

#: Lines right under a title in which a name alone may be the writer's.
_UNDER: Final = 3
#: Characters of the longest standfirst after which a name may stand.
_STANDFIRST: Final = 300
_WORD: Final = re.compile(r"(?<![\w@./-])[^\W\d_]{3,}(?![\w@/-])")
_FEW: Final = 4
#: Lines from a name within which it may be said again.
_NEAR: Final = 40
#: Short lines that may stand between the last paragraph and where the text is said to end.
_TRAILING: Final = 8
#: What stands behind a comma after a name: "Ana Author, PhD".
_AFTER_NAME: Final = re.compile(r",\s.{2,30}$")
#: "Until next week, Ana Quill".
_CLOSING: Final = re.compile(r"(?=[^\W\d_])(?:[^\s,]{1,12} ){0,4}[^\s,]{1,12}, ([^\W\d_][^,]{2,40})")
#: The reporter in the line that opens a report of a Korean or Chinese agency.
_REPORTER = re.compile(
    r"\s*[(\[（【〔][^)\]）】〕]{2,30}[)\]）】〕]\s*([가-힣]{2,4})\s?(?:기자|특파원|통신원)\s?[=·]|"
    r".{0,40}[(（]\s?(?:[\u4e00-\u9fff]{0,4})记者\s?([\u4e00-\u9fff]{2,3})(?:[、\s].{0,20})?[)）]"
)


def author_claims(piece: Slice, stretch: Stretch) -> Iterator[Ranked]:
    """Every claim of an author that a slice makes."""
    title = piece.title if piece.title is not None else -1
    subject = piece.lines[title].text.casefold() if title >= 0 else ""
    seen = linked = False
    is_word = _words_of_text(piece)
    for place, line in head_of(piece, stretch):
        named = line.byline
        linked = linked or line.sign is Sign.RELATED
        if linked and place > title:
            continue
        if line.sign is Sign.PROSE and place > title and (reporter := _REPORTER.match(line.text[:100])):
            group = 1 if reporter[1] else 2
            named = Byline((Name(reporter[group], reporter.start(group), reporter.end(group)),), "reporter in the first line")
        if named is None or line.sign is Sign.BIO or (line.sign is Sign.ATTRIBUTION and place != title + 1):
            continue
        bare = named.rule in ("bare name", "avatar", "sign-off") and line.rule != "name after its avatar"
        if bare and (
            (any(name.text.casefold() in subject for name in named.names) and not _heads_column(piece, place, named))
            or (not line.dates and (is_word(named) or (place < title and _is_label(piece, place, named))))
        ):
            continue
        trust = Trust.LOW if named.address_only or named.rule == "avatar" else Trust.MEDIUM if bare or seen else Trust.HIGH
        yield from _named(line, named, place, 0 if place > title else 1, trust)
        seen = seen or (line.is_stamp and trust is Trust.HIGH)
    yield from _name_under(piece, is_word)
    yield from _closing_claims(piece, stretch)
    yield from _introduced_claims(piece, stretch)
    yield from _last_words(piece, stretch, is_word)
    yield from _claims_of_card(piece)
    for place, line in tail_of(piece, stretch):
        if line.sign in (Sign.BYLINE, Sign.SHORT) and line.byline is not None:
            yield from _named(line, line.byline, place, 3, Trust.MEDIUM)
        elif line.sign is Sign.TAGS and (named := read_footer_byline(line.text)) is not None:
            yield from _named(line, named, place, 4, Trust.MEDIUM)
        elif line.sign is Sign.BIO and line.byline is not None:
            yield from _named(line, line.byline, place, 5, Trust.LOW)


def _claims_of_card(piece: Slice) -> Iterator[Ranked]:
    """The author whom the card of a recipe names."""
    for place, line in card_of(piece):
        if line.byline is not None:
            yield from _named(line, line.byline, place, 4, Trust.MEDIUM)


def _words_of_text(piece: Slice) -> Callable[[Byline], bool]:
    """Whether a word of the names of a byline stands in small letters in the article, as words do and names do not."""

    @functools.cache
    def words() -> frozenset[str]:
        found = (word for line in piece.lines for word in _WORD.findall(line.text))
        return frozenset(word for word in found if word.islower())

    return lambda named: any(word.casefold() in words() for name in named.names for word in name.text.split())


def _is_label(piece: Slice, place: int, named: Byline) -> bool:
    """Whether what may be a name over a title names a section: so it does, unless a byline or a picture says the name again."""
    name = named.names[0].text.casefold()
    near = piece.lines[max(0, place - _NEAR) : place] + piece.lines[place + 1 : place + _NEAR]
    return not any(name in line.text.casefold() for line in near if line.is_stamp or line.sign is Sign.IMAGE)


def _heads_column(piece: Slice, place: int, named: Byline) -> bool:
    """Whether a title opens with the name of its columnist and a colon: it stands under it too, over a role or a date."""
    title = piece.lines[piece.title].text.casefold() if piece.title is not None else ""
    after = piece.lines[place + 1] if place + 1 < len(piece.lines) else None
    opened = len(named.names) == 1 and title.startswith(named.names[0].text.casefold() + ":")
    return opened and after is not None and (after.is_stamp or (after.sign is Sign.SHORT and is_role(after.text)))


def _name_under(piece: Slice, is_word: Callable[[Byline], bool]) -> Iterator[Ranked]:
    """A name alone in one of the lines right under the title, or under the standfirst and before no other text."""
    title = piece.title if piece.title is not None else -1
    led, under = False, 0
    for place in range(title + 1, min(title + 1 + HEAD_LINES, len(piece.lines))):
        line = piece.lines[place]
        under += not line.is_chrome and line.sign not in (Sign.IMAGE, Sign.DATE)
        if under > _UNDER:
            return
        if line.sign is Sign.PROSE:
            if led or line.size > _STANDFIRST:
                return
            led = True
        elif line.sign is Sign.SHORT and line.byline is None and (names := _alone_in(piece.lines, place)) is not None:
            heads = led and place + 1 < len(piece.lines) and piece.lines[place + 1].sign is Sign.PROSE
            heads = heads or (place > 0 and piece.lines[place - 1].text[-1] in ":：")  # "Contact:"
            captions = place > 0 and "," in line.text and piece.lines[place - 1].sign is Sign.IMAGE
            subject = (
                any(name.text.casefold() in piece.lines[title].text.casefold() for name in names.names) if title >= 0 else False
            )
            if not heads and not captions and not subject and not is_word(names) and not _is_listed(piece.lines, place):
                yield from _named(line, names, place, 1, Trust.LOW)
            return


def _alone_in(lines: Sequence[Line], place: int) -> Byline | None:
    """The names that stand alone in a line, or before a date with the places that they are written from."""
    text = lines[place].text
    dated = place + 1 < len(lines) and lines[place + 1].sign is Sign.DATE
    return read_bare_names(text) or (read_name_in_place(text) if dated else None)


def _is_listed(lines: Sequence[Line], place: int) -> bool:
    """Whether a line stands between short lines of a word or two: a list of things, not a name alone."""
    beside = [lines[near] for near in (place - 1, place + 1) if 0 <= near < len(lines)]
    return len(beside) == 2 and all(near.sign is Sign.SHORT for near in beside) and words_in(beside[1].text) <= 2


def _closing_claims(piece: Slice, stretch: Stretch) -> Iterator[Ranked]:
    """A sign-off that closes the text, unless it names the source of the quotation before it."""
    for place in range(max(stretch.first, stretch.end - 3), stretch.end):
        line = piece.lines[place]
        if line.sign is Sign.SHORT and place and (signed := _signed(piece.lines[place - 1], line)) is not None:
            yield from _named(line, signed, place, 2, Trust.MEDIUM)
        last = place == stretch.end - 1 and (place + 1 == len(piece.lines) or piece.lines[place + 1].is_stamp)
        if line.sign is Sign.ATTRIBUTION and line.byline is not None and _is_one_of_many(piece, stretch, place):
            continue
        if line.sign is Sign.ATTRIBUTION and line.byline is not None and (last or line.byline.rule != "first name"):
            yield from _named(line, line.byline, place, 2, Trust.MEDIUM)


def _last_words(piece: Slice, stretch: Stretch, is_word: Callable[[Byline], bool]) -> Iterator[Ranked]:
    """A name that is all, or the end, of the line that closes the text: "Ana Quill", "Until next week, Ana Quill".

    The name is said nowhere else in the article: what a text tells of somebody, it tells before its last line.
    """
    places = {stretch.end - 1, stretch.end} if stretch.end > stretch.first + 1 else set()
    for place in sorted(at for at in places if at < len(piece.lines)):
        line = piece.lines[place]
        if line.sign is not Sign.SHORT or piece.lines[place - 1].sign is not Sign.PROSE:
            continue
        closing = _CLOSING.fullmatch(line.text)
        if closing is None and (place + 1 < len(piece.lines) or line.number - piece.lines[place - 1].number > 2):
            continue
        start = closing.start(1) if closing is not None else 0
        names = read_bare_names(line.text[start:])
        if names is None or len(names.names) != 1 or names.names[0].text != line.text[start:]:
            continue
        name = names.names[0].text
        if not is_word(names) and not any(name in other.text for at, other in enumerate(piece.lines) if at != place):
            moved = Byline((Name(name, start, len(line.text)),), "name that closes the text")
            yield from _named(line, moved, place, 4, Trust.LOW)


def _is_one_of_many(piece: Slice, stretch: Stretch, place: int) -> bool:
    """Whether another name after a dash stands under other text of the article: each signs a letter, and none the whole."""
    name = piece.lines[place].text.casefold()
    signed = (
        line
        for before, line in pairwise(piece.lines[stretch.first : stretch.end])
        if line.sign is Sign.ATTRIBUTION and line.byline is not None and before.sign is Sign.PROSE
    )
    return any(line.text.casefold() != name for line in signed)


def _signed(greeting: Line, line: Line) -> Byline | None:
    """The name under the closing words of a letter: a few words and a comma in a line of their own ("Kind regards,")."""
    if greeting.sign is not Sign.SHORT or greeting.text[-1] not in ",，" or words_in(greeting.text) > _FEW:
        return None
    names = read_bare_names(_AFTER_NAME.sub("", line.text))
    return Byline(names.names, "signed letter") if names is not None and len(names.names) == 1 else None


def _introduced_claims(piece: Slice, stretch: Stretch) -> Iterator[Ranked]:
    """The person whom one of the last paragraphs, or the first after them, introduces as a writer."""
    prose = (place for place in range(stretch.end - 1, stretch.first - 1, -1) if piece.lines[place].sign is Sign.PROSE)
    last = max(next(prose, stretch.end), stretch.end - _TRAILING)
    for place in range(max(stretch.first, min(last, stretch.end - 2)), min(len(piece.lines), stretch.end + 3)):
        line = piece.lines[place]
        if line.sign in (Sign.PROSE, Sign.SHORT) and (named := read_end_bio(line.text)) is not None:
            yield from _named(line, named, place, 5, Trust.LOW)


def _named(line: Line, named: Byline, place: int, zone: int, trust: Trust) -> Iterator[Ranked]:
    for name in named.names:
        yield Ranked(Claim("author", name.text, span_of(line, name.start, name.end), named.rule, trust), place, zone)
