"""One slice of a dump to an article: what is claimed of its title, date and authors, and which claims are believed.

A claim is made by a line in a zone: the head of the article (around its title), its tail (after its text), its first sentence.
All claims are kept; `choose` alone decides, by trust, then zone, then order. What a date or a name stands for is decided by
where it stands and what stands beside it, so that an interviewee, the source of a quotation or the date of an event is never
taken for the article's own.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final, Generic, TypeVar

from nkdocs.authors import Byline, read_footer_byline
from nkdocs.body import Stretch, blocks_of, find_stretch, kinds_of
from nkdocs.dates import DateMatch, find_dates
from nkdocs.lines import Line
from nkdocs.model import Article, Claim, Dump, Kind, PartialDate, Span, Trust
from nkdocs.rules import Sign
from nkdocs.split import Slice, split_dump
from nkdocs.stamps import UPDATED

#: Characters of text, and lines that are not furniture, up to which the head of an article goes after its title.
_HEAD_TEXT: Final = 420
_HEAD_LINES: Final = 14
#: Lines after the text in which its date or authors may still be stated.
_TAIL_LINES: Final = 8
#: A title with a cut of this worth is believed, and with one of that worth so are the date and the authors under it.
_SURE_CUT: Final = 2.0
_FAIR_CUT: Final = 0.8
_DATELINE = re.compile(r".{0,60}(?:\([^()]{2,30}\)\s*)?(?:[–—:]|-{1,2})\s")

V = TypeVar("V")


@dataclass(frozen=True, slots=True)
class ExplainedLine:
    """What a line of a dump was taken for: its 1-based number, kind (None: blank), why, and whether a slice begins with it."""

    line: int
    kind: Kind | None
    reason: str
    is_cut: bool = False


@dataclass(frozen=True, slots=True)
class _Ranked(Generic[V]):
    """A claim, the place of its line in the slice, and the order of its zone: lower is believed first."""

    claim: Claim[V]
    place: int
    zone: int


def read_articles(dump: Dump, forced: Mapping[int, str] | None = None, refused: Collection[int] = ()) -> tuple[Article, ...]:
    """The articles of a dump in order, their slices covering it. None for a dump without text. Never raises on any text.

    `forced` and `refused` are lines at which a person said that an article begins, and that none does: see `split_dump`.
    """
    pieces = split_dump(dump, forced, refused)
    return tuple(_read_article(dump, piece, ordinal)[0] for ordinal, piece in enumerate(pieces, 1))


def explain(dump: Dump) -> tuple[ExplainedLine, ...]:
    """What each line of a dump, blank ones included, was taken for, and why."""
    explained: list[ExplainedLine] = []
    for ordinal, piece in enumerate(split_dump(dump), 1):
        _, kinds = _read_article(dump, piece, ordinal)
        for place, (line, (kind, reason)) in enumerate(zip(piece.lines, kinds, strict=True)):
            explained += [ExplainedLine(number, None, "blank") for number in range(len(explained) + 1, line.number)]
            why = piece.cut.reasons if place == piece.title and piece.cut is not None else reason
            explained.append(ExplainedLine(line.number, kind, why, is_cut=place == 0))
    last = dump.text.count("\n") + (not dump.text.endswith("\n")) if dump.text else 0
    explained += [ExplainedLine(number, None, "blank") for number in range(len(explained) + 1, last + 1)]
    return tuple(explained)


def _read_article(dump: Dump, piece: Slice, ordinal: int) -> tuple[Article, list[tuple[Kind, str]]]:
    title = piece.title if piece.title is not None else -1
    stretch = find_stretch(piece.lines, title)
    titles = list(_title_claims(piece))
    dates = _doubted(piece, _date_claims(piece, stretch))
    names = _doubted(piece, _author_claims(piece, stretch))
    named, date, author = choose(titles), choose(dates), choose(names)
    authors = [found for found in names if author is not None and _same_line(found, author)]
    kinds = kinds_of(piece.lines, piece.title, stretch, _claimed(piece, stretch, date, authors))
    article = Article(
        source=dump.source,
        ordinal=ordinal,
        span=piece.span,
        first_line=piece.lines[0].number - piece.lines[0].gap if ordinal == 1 else piece.lines[0].number,
        text=dump.text[piece.span.start : piece.span.end],
        title=named.claim if named is not None else None,
        date=date.claim if date is not None else None,
        authors=tuple(found.claim for found in authors),
        blocks=blocks_of(piece.lines, kinds, piece.span),
        claims=(*(found.claim for found in titles), *(found.claim for found in dates), *(found.claim for found in names)),
    )
    return article, kinds


def choose(ranked: Iterable[_Ranked[V]]) -> _Ranked[V] | None:
    """The claim that is believed: the most trusted; of these the one in the best zone; of these the first."""
    return min(ranked, key=lambda found: (-found.claim.trust, found.zone, found.place, found.claim.span), default=None)


def _same_line(found: _Ranked[str], chosen: _Ranked[str]) -> bool:
    return found.place == chosen.place and found.claim.rule == chosen.claim.rule


def _claimed(
    piece: Slice, stretch: Stretch, date: _Ranked[PartialDate] | None, authors: Sequence[_Ranked[str]]
) -> frozenset[int]:
    """The places of the lines that state the date and the authors, and of those in the text that say an author's name again."""
    names = {found.claim.value.casefold() for found in authors}
    again = {place for place, line in enumerate(piece.lines[: stretch.end]) if line.text.casefold() in names}
    return frozenset(again | {found.place for found in authors} | ({date.place} if date is not None else set()))


# The zones of an article ------------------------------------------------------------------------------------------------------


def _head(piece: Slice, stretch: Stretch) -> Iterator[tuple[int, Line]]:
    """The lines of the article's head, those after the title first, with their places."""
    title = piece.title if piece.title is not None else -1
    text = own = 0
    for place in range(title + 1, len(piece.lines)):
        line = piece.lines[place]
        if text >= _HEAD_TEXT or own > _HEAD_LINES or (place >= stretch.end and text):
            break
        yield place, line
        if line.sign in (Sign.PROSE, Sign.LISTED):
            text += line.size if line.size > 200 else line.size // 2
        own += not line.is_chrome and line.sign is not Sign.IMAGE
    for place in range(title - 1, -1, -1):
        yield place, piece.lines[place]


def _tail(piece: Slice, stretch: Stretch) -> Iterator[tuple[int, Line]]:
    """The lines after the article's text that may still speak of it, with their places."""
    for place in range(stretch.end, min(len(piece.lines), stretch.end + _TAIL_LINES)):
        line = piece.lines[place]
        if line.sign in (Sign.COMMENTS, Sign.COMMENTER, Sign.RELATED, Sign.REPLY):
            return
        yield place, line


def _doubted(piece: Slice, ranked: Iterable[_Ranked[V]]) -> list[_Ranked[V]]:
    """The claims of a slice, none of them trusted highly where it is doubtful that an article begins there."""
    if piece.cut is not None and piece.cut.score + piece.cut.lead >= _FAIR_CUT:
        return list(ranked)
    return [replace(found, claim=replace(found.claim, trust=min(found.claim.trust, Trust.MEDIUM))) for found in ranked]


# Claims -----------------------------------------------------------------------------------------------------------------------


def _title_claims(piece: Slice) -> Iterator[_Ranked[str]]:
    if piece.title is None or piece.cut is None:
        return
    line = piece.lines[piece.title]
    score = piece.cut.score + piece.cut.lead
    trust = Trust.HIGH if score >= _SURE_CUT else Trust.MEDIUM if score >= 0 else Trust.LOW
    yield _Ranked(
        Claim("title", line.text, _span(line, 0, len(line.text)), "title line", trust, piece.cut.reasons),
        piece.title,
        0,
    )


def _date_claims(piece: Slice, stretch: Stretch) -> Iterator[_Ranked[PartialDate]]:
    title = piece.title if piece.title is not None else -1
    seen = False
    for place, line in _head(piece, stretch):
        if line.is_stamp:
            zone = 0 if place > title else 1
            for found in line.dates:
                yield _dated(line, found, place, zone, Trust.HIGH if not seen else Trust.MEDIUM)
            seen = seen or bool(line.dates)
        elif line.sign is Sign.PROSE and not seen and place > title:
            yield from _dateline_claims(line, place)
    for place, line in _tail(piece, stretch):
        if line.is_stamp:
            for found in line.dates:
                yield _dated(line, found, place, 3, Trust.MEDIUM)


def _dated(line: Line, found: DateMatch, place: int, zone: int, trust: Trust) -> _Ranked[PartialDate]:
    before = line.text[max((other.end for other in line.dates if other.end <= found.start), default=0) : found.start]
    updated = UPDATED.search(before) is not None
    rule = "updated line" if updated else line.rule
    if updated or found.ambiguous or found.date.month is None:
        trust = min(trust, Trust.MEDIUM)
    if updated:
        zone += 1
    return _Ranked(Claim("date", found.date, _span(line, found.start, found.end), rule, trust, found.reason), place, zone)


def _dateline_claims(line: Line, place: int) -> Iterator[_Ranked[PartialDate]]:
    """A whole date in the dateline that opens an agency's report: "RIVERTON, May 4, 2020 (AGENCY) - "."""
    head = line.text[:90]
    opened = _DATELINE.match(head)
    if opened is None:
        return
    for found in find_dates(head[: opened.end()]):
        if found.date.day is not None and not found.ambiguous:
            yield _Ranked(
                Claim("date", found.date, _span(line, found.start, found.end), "dateline of the text", Trust.MEDIUM), place, 2
            )


def _author_claims(piece: Slice, stretch: Stretch) -> Iterator[_Ranked[str]]:
    title = piece.title if piece.title is not None else -1
    subject = piece.lines[title].text.casefold() if title >= 0 else ""
    seen = False
    for place, line in _head(piece, stretch):
        named = line.byline
        if named is None or line.sign in (Sign.BIO, Sign.ATTRIBUTION):
            continue
        bare = named.rule in ("bare name", "avatar") and line.rule not in ("name after its avatar", "name and role")
        if bare and any(name.text.casefold() in subject for name in named.names):
            continue
        trust = Trust.LOW if named.address_only or named.rule == "avatar" else Trust.MEDIUM if bare or seen else Trust.HIGH
        yield from _named(line, named, place, 0 if place > title else 1, trust)
        seen = seen or (line.is_stamp and trust is Trust.HIGH)
    yield from _closing_claims(piece, stretch)
    for place, line in _tail(piece, stretch):
        if line.sign is Sign.BYLINE and line.byline is not None:
            yield from _named(line, line.byline, place, 3, Trust.MEDIUM)
        elif line.sign is Sign.TAGS and (named := read_footer_byline(line.text)) is not None:
            yield from _named(line, named, place, 4, Trust.MEDIUM)
        elif line.sign is Sign.BIO and line.byline is not None:
            yield from _named(line, line.byline, place, 5, Trust.LOW)


def _closing_claims(piece: Slice, stretch: Stretch) -> Iterator[_Ranked[str]]:
    """A sign-off that closes the text, unless it names the source of the quotation before it."""
    for place in range(max(stretch.first, stretch.end - 3), stretch.end):
        line = piece.lines[place]
        last = place == stretch.end - 1 and (place + 1 == len(piece.lines) or piece.lines[place + 1].is_stamp)
        if line.sign is Sign.ATTRIBUTION and line.byline is not None and (last or line.byline.rule != "first name"):
            yield from _named(line, line.byline, place, 2, Trust.MEDIUM)


def _named(line: Line, named: Byline, place: int, zone: int, trust: Trust) -> Iterator[_Ranked[str]]:
    for name in named.names:
        yield _Ranked(Claim("author", name.text, _span(line, name.start, name.end), named.rule, trust), place, zone)


def _span(line: Line, start: int, end: int) -> Span:
    begin = line.start + line.indent
    return Span(begin + start, begin + end)
