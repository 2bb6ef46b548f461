"""One slice of a dump to an article: what is claimed of its title, date and authors, and which claims are believed.

A claim is made by a line in a zone: the head of the article (around its title), its tail (after its text), its first sentence.
All claims are kept; `choose` alone decides, by trust, then zone, then order. What a date or a name stands for is decided by
where it stands and what stands beside it, so that an interviewee, the source of a quotation or the date of an event is never
taken for the article's own.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final, TypeVar

from nkdocs.authors import Byline, read_bare_names, read_end_bio, read_footer_byline
from nkdocs.body import blocks_of, kinds_of
from nkdocs.dates import DateMatch, find_dates
from nkdocs.lines import Line, words_in
from nkdocs.model import Article, Claim, Dump, Kind, PartialDate, Span, Trust
from nkdocs.people import Name
from nkdocs.rules import Sign
from nkdocs.split import Slice, iterate_slices, split_dump
from nkdocs.stamps import UPDATED
from nkdocs.stretch import Stretch, find_stretch
from nkdocs.weights import DOUBTS

#: Characters of text, and lines that are not furniture, up to which the head of an article goes after its title.
_HEAD_TEXT: Final = 420
_HEAD_LINES: Final = 14
#: Lines after the text in which its date or authors may still be stated.
_TAIL_LINES: Final = 8
#: The same for lines that say so in words: "by Ana Author".
_FAR_LINES: Final = 12

#: Lines at the end of the text among which stamps may be the article's own.
_LAST_LINES: Final = 4
#: Lines right under a title in which a name alone may be the writer's.
_UNDER: Final = 3
#: Characters of the longest standfirst after which a name may stand.
_STANDFIRST: Final = 300
_WORD: Final = re.compile(r"(?<![\w@./-])[^\W\d_]{3,}(?![\w@/-])")
_FEW: Final = 4
#: What stands behind a comma after a name: "Ana Author, PhD".
_AFTER_NAME: Final = re.compile(r",\s.{2,30}$")
#: A title with a cut of this worth is believed.
_SURE_CUT: Final = 2.0
#: What says that the rest of the line is the title.
_TITLE_LABEL = re.compile(
    r"(?:subject|title|headline|re|betreff|titel|titre|objet|t[íi]tulo|asunto|assunto|titolo|oggetto|제목|标题|標題|件名|тема)"
    r"\s?[:：]\s+(?=\S)",
    re.IGNORECASE,
)
#: The reporter in the line that opens a report of a Korean or Chinese agency.
_REPORTER = re.compile(
    r"\s*[(\[（【〔][^)\]）】〕]{2,30}[)\]）】〕]\s*([가-힣]{2,4})\s?(?:기자|특파원|통신원)\s?[=·]|"
    r".{0,40}[(（]\s?(?:[\u4e00-\u9fff]{0,4})记者\s?([\u4e00-\u9fff]{2,3})(?:[、\s].{0,20})?[)）]"
)
_DATELINE = re.compile(r".{0,60}(?:\([^()]{2,30}\)\s*)?(?:(?:[–—:]|-{1,2})\s|(?<=\d)[–—])")
_BRACKETED = re.compile(r"\s*[(\[][^()\[\]]{6,40}[)\]]")

V = TypeVar("V")


@dataclass(frozen=True, slots=True)
class ExplainedLine:
    """What a line of a dump was taken for: its 1-based number, kind (None: blank), why, and whether a slice begins with it."""

    line: int
    kind: Kind | None
    reason: str
    is_cut: bool = False


@dataclass(frozen=True, slots=True)
class _Ranked:
    """A claim, the place of its line in the slice, and the order of its zone: lower is believed first."""

    claim: Claim[str] | Claim[PartialDate]
    place: int
    zone: int


def read_articles(dump: Dump, forced: Mapping[int, str] | None = None, refused: Collection[int] = ()) -> tuple[Article, ...]:
    """The articles of a dump in order, their slices covering it. None for a dump without text. Never raises on any text.

    `forced` and `refused` are lines at which a person said that an article begins, and that none does: see `split_dump`.
    """
    pieces = iterate_slices(dump, forced, refused)
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
    ranked = _once([*_title_claims(piece), *_date_claims(piece, stretch), *_author_claims(piece, stretch)])
    date = choose(found for found in ranked if found.claim.field == "date")
    author = choose(found for found in ranked if found.claim.field == "author")
    authors = [found for found in ranked if author and found.claim.field == "author" and _same_line(found, author)]
    names = {str(found.claim.value).casefold() for found in authors}
    claimed = frozenset(found.place for found in (date, *authors) if found is not None) | {
        place for place, line in enumerate(piece.lines[: stretch.end]) if line.text.casefold() in names
    }
    kinds = kinds_of(piece.lines, piece.title, stretch, claimed)
    named = choose(found for found in ranked if found.claim.field == "title")
    article = Article(
        source=dump.source,
        ordinal=ordinal,
        span=piece.span,
        first_line=piece.lines[0].number - piece.lines[0].gap if ordinal == 1 else piece.lines[0].number,
        text=dump.text[piece.span.start : piece.span.end],
        title=_text_claim(named),
        date=_date_claim(date),
        authors=tuple(claim for found in authors if (claim := _text_claim(found)) is not None),
        blocks=blocks_of(piece.lines, kinds, piece.span),
        claims=tuple(found.claim for found in ranked),
    )
    return article, kinds


def _once(ranked: Iterable[_Ranked]) -> list[_Ranked]:
    """The claims, each once: a short article's head is its tail, too."""
    first: dict[tuple[str, Span, str], _Ranked] = {}
    for found in ranked:
        first.setdefault((found.claim.field, found.claim.span, found.claim.rule), found)
    return list(first.values())


def choose(ranked: Iterable[_Ranked]) -> _Ranked | None:
    """The claim that is believed: the most trusted; of these the one in the best zone; of these the first."""
    return min(ranked, key=lambda found: (-found.claim.trust, found.zone, found.place, found.claim.span), default=None)


def _same_line(found: _Ranked, chosen: _Ranked) -> bool:
    return found.place == chosen.place and found.claim.rule == chosen.claim.rule


def _text_claim(found: _Ranked | None) -> Claim[str] | None:
    if found is None or not isinstance(found.claim.value, str):
        return None
    claim = found.claim
    return Claim(claim.field, str(claim.value), claim.span, claim.rule, claim.trust, claim.reason)


def _date_claim(found: _Ranked | None) -> Claim[PartialDate] | None:
    if found is None or not isinstance(found.claim.value, PartialDate):
        return None
    claim = found.claim
    return Claim(
        claim.field,
        PartialDate(claim.value.year, claim.value.month, claim.value.day),
        claim.span,
        claim.rule,
        claim.trust,
        claim.reason,
    )


# The zones of an article ------------------------------------------------------------------------------------------------------


def _head(piece: Slice, stretch: Stretch) -> Iterator[tuple[int, Line]]:
    """The lines of the article's head, those after the title first, with their places."""
    title = piece.title if piece.title is not None else -1
    text = own = paragraphs = 0
    for place in range(title + 1, len(piece.lines)):
        line = piece.lines[place]
        led = paragraphs == 1 and line.is_stamp and piece.lines[place - 1].sign is Sign.PROSE  # under a long standfirst
        if not led and (text >= _HEAD_TEXT or own > _HEAD_LINES or (place >= stretch.end and text)):
            break
        yield place, line
        paragraphs += line.sign is Sign.PROSE
        if line.sign in (Sign.PROSE, Sign.LISTED):
            text += line.size if line.size > 200 else line.size // 2
        own += not line.is_chrome and line.sign is not Sign.IMAGE
    for place in range(title - 1, -1, -1):
        yield place, piece.lines[place]


def _tail(piece: Slice, stretch: Stretch) -> Iterator[tuple[int, Line]]:
    """The lines after the article's text that may still speak of it, with their places; its last stamps among them."""
    for place in range(max(stretch.first, stretch.end - _LAST_LINES), stretch.end):
        if piece.lines[place].is_stamp:
            yield place, piece.lines[place]
    for place in range(stretch.end, min(len(piece.lines), stretch.end + _FAR_LINES)):
        line = piece.lines[place]
        if place >= stretch.end + _TAIL_LINES and line.rule not in ("byline", "name after a lone by", "lone by"):
            continue
        if line.sign in (Sign.COMMENTS, Sign.COMMENTER, Sign.REPLY):
            return
        if line.sign is Sign.RELATED and not (place + 1 < len(piece.lines) and piece.lines[place + 1].is_stamp):
            return
        yield place, line


# Claims -----------------------------------------------------------------------------------------------------------------------


def _title_claims(piece: Slice) -> Iterator[_Ranked]:
    if piece.title is None or piece.cut is None:
        return
    line = piece.lines[piece.title]
    score = piece.cut.score + piece.cut.lead
    sure = score >= _SURE_CUT and not DOUBTS.intersection(piece.cut.why)
    trust = Trust.HIGH if sure else Trust.MEDIUM if score >= 0 else Trust.LOW
    start = label.end() if (label := _TITLE_LABEL.match(line.text)) else 0
    yield _Ranked(
        Claim("title", line.text[start:], _span(line, start, len(line.text)), "title line", trust, piece.cut.reasons),
        piece.title,
        0,
    )


def _date_claims(piece: Slice, stretch: Stretch) -> Iterator[_Ranked]:
    title = piece.title if piece.title is not None else -1
    seen = False
    leads = title > 0 and bool(piece.lines[title - 1].dates) and piece.lines[title - 1].sign is Sign.DATE
    leads = leads and not (_is_dated(piece, title + 1) and piece.span.start == 0)
    for place, line in _head(piece, stretch):
        if line.is_stamp:
            zone = 0 if place > title or leads else 1
            sure = place == title - 1 if leads else not seen
            for found in line.dates:
                yield _dated(line, found, place, zone, Trust.HIGH if sure else Trust.MEDIUM)
            seen = seen or bool(line.dates)
        elif line.sign is Sign.PROSE and not seen and place > title:
            yield from _dateline_claims(line, place)
    for place, line in _tail(piece, stretch):
        if line.is_stamp:
            for found in line.dates:
                yield _dated(line, found, place, 3, Trust.MEDIUM)
    yield from (_dated(piece.lines[title], found, title, 5, Trust.LOW) for found in _days_in_title(piece))


def _is_dated(piece: Slice, place: int) -> bool:
    """Whether a date alone stands at a place: right under the title of a dump, it tells the article's from the page's."""
    line = piece.lines[place] if place < len(piece.lines) else None
    return line is not None and line.rule == "nothing but a date" and bool(line.dates)


def _days_in_title(piece: Slice) -> list[DateMatch]:
    """The whole days that a title states: its article's own, if nothing else says which that is."""
    return [found for found in piece.lines[piece.title].dates if found.date.day is not None] if piece.title is not None else []


def _dated(line: Line, found: DateMatch, place: int, zone: int, trust: Trust) -> _Ranked:
    before = line.text[max((other.end for other in line.dates if other.end <= found.start), default=0) : found.start]
    updated = UPDATED.search(before) is not None
    rule = "updated line" if updated else line.rule
    doubtful = line.rule == "date with a word"
    if updated or doubtful or found.ambiguous or found.date.month is None:
        trust = min(trust, Trust.MEDIUM)
    if updated or doubtful:
        zone += 1
    return _Ranked(Claim("date", found.date, _span(line, found.start, found.end), rule, trust, found.reason), place, zone)


def _dateline_claims(line: Line, place: int) -> Iterator[_Ranked]:
    """A whole date in the dateline that opens an agency's report: "RIVERTON, May 4, 2020 (AGENCY) - "."""
    head = line.text[:90]
    opened = _BRACKETED.match(head) or _DATELINE.match(head)
    if opened is None:
        return
    for found in find_dates(head[: opened.end()]):
        if found.date.day is not None and not found.ambiguous:
            yield _Ranked(
                Claim("date", found.date, _span(line, found.start, found.end), "dateline of the text", Trust.MEDIUM), place, 2
            )


def _author_claims(piece: Slice, stretch: Stretch) -> Iterator[_Ranked]:
    title = piece.title if piece.title is not None else -1
    subject = piece.lines[title].text.casefold() if title >= 0 else ""
    seen = linked = False
    is_word = _words_of_text(piece)
    for place, line in _head(piece, stretch):
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
            any(name.text.casefold() in subject for name in named.names)
            or (place > title and not line.dates and is_word(named))
        ):
            continue
        trust = Trust.LOW if named.address_only or named.rule == "avatar" else Trust.MEDIUM if bare or seen else Trust.HIGH
        yield from _named(line, named, place, 0 if place > title else 1, trust)
        seen = seen or (line.is_stamp and trust is Trust.HIGH)
    yield from _name_under(piece, is_word)
    yield from _closing_claims(piece, stretch)
    yield from _introduced_claims(piece, stretch)
    for place, line in _tail(piece, stretch):
        if line.sign in (Sign.BYLINE, Sign.SHORT) and line.byline is not None:
            yield from _named(line, line.byline, place, 3, Trust.MEDIUM)
        elif line.sign is Sign.TAGS and (named := read_footer_byline(line.text)) is not None:
            yield from _named(line, named, place, 4, Trust.MEDIUM)
        elif line.sign is Sign.BIO and line.byline is not None:
            yield from _named(line, line.byline, place, 5, Trust.LOW)


def _closing_claims(piece: Slice, stretch: Stretch) -> Iterator[_Ranked]:
    """A sign-off that closes the text, unless it names the source of the quotation before it."""
    for place in range(max(stretch.first, stretch.end - 3), stretch.end):
        line = piece.lines[place]
        if line.sign is Sign.SHORT and place and (signed := _signed(piece.lines[place - 1], line)) is not None:
            yield from _named(line, signed, place, 2, Trust.MEDIUM)
        last = place == stretch.end - 1 and (place + 1 == len(piece.lines) or piece.lines[place + 1].is_stamp)
        if line.sign is Sign.ATTRIBUTION and line.byline is not None and (last or line.byline.rule != "first name"):
            yield from _named(line, line.byline, place, 2, Trust.MEDIUM)


def _words_of_text(piece: Slice) -> Callable[[Byline], bool]:
    """Whether a word of the names of a byline stands in small letters in the article, as words do and names do not."""

    @functools.cache
    def words() -> frozenset[str]:
        found = (word for line in piece.lines for word in _WORD.findall(line.text))
        return frozenset(word for word in found if word.islower())

    return lambda named: any(word.casefold() in words() for name in named.names for word in name.text.split())


def _signed(greeting: Line, line: Line) -> Byline | None:
    """The name under the closing words of a letter: a few words and a comma in a line of their own ("Kind regards,")."""
    if greeting.sign is not Sign.SHORT or greeting.text[-1] not in ",，" or words_in(greeting.text) > _FEW:
        return None
    names = read_bare_names(_AFTER_NAME.sub("", line.text))
    return Byline(names.names, "signed letter") if names is not None and len(names.names) == 1 else None


def _name_under(piece: Slice, is_word: Callable[[Byline], bool]) -> Iterator[_Ranked]:
    """A name alone in one of the lines right under the title, or under the standfirst and before no other text."""
    title = piece.title if piece.title is not None else -1
    led, under = False, 0
    for place in range(title + 1, min(title + 1 + _HEAD_LINES, len(piece.lines))):
        line = piece.lines[place]
        under += not line.is_chrome and line.sign not in (Sign.IMAGE, Sign.DATE)
        if under > _UNDER:
            return
        if line.sign is Sign.PROSE:
            if led or line.size > _STANDFIRST:
                return
            led = True
        elif line.sign is Sign.SHORT and line.byline is None and (names := read_bare_names(line.text)) is not None:
            heads = led and place + 1 < len(piece.lines) and piece.lines[place + 1].sign is Sign.PROSE
            captions = "," in line.text and piece.lines[place - 1].sign is Sign.IMAGE
            if not heads and not captions and not is_word(names):
                yield from _named(line, names, place, 1, Trust.LOW)
            return


def _introduced_claims(piece: Slice, stretch: Stretch) -> Iterator[_Ranked]:
    """The person whom one of the last paragraphs, or the first after them, introduces as a writer."""
    for place in range(max(stretch.first, stretch.end - 2), min(len(piece.lines), stretch.end + 3)):
        line = piece.lines[place]
        if line.sign in (Sign.PROSE, Sign.SHORT) and (named := read_end_bio(line.text)) is not None:
            yield from _named(line, named, place, 5, Trust.LOW)


def _named(line: Line, named: Byline, place: int, zone: int, trust: Trust) -> Iterator[_Ranked]:
    for name in named.names:
        yield _Ranked(Claim("author", name.text, _span(line, name.start, name.end), named.rule, trust), place, zone)


def _span(line: Line, start: int, end: int) -> Span:
    begin = line.start + line.indent
    return Span(begin + start, begin + end)
