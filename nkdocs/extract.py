"""One slice of a dump to an article: what is claimed of its title, date and authors, and which claims are believed.

A claim is made by a line in a zone: the head of the article (around its title), its tail (after its text), its first sentence.
All claims are kept; `choose` alone decides, by trust, then zone, then order. After that none is trusted more than that the
article begins where its title stands. What a date or a name stands for is decided by where it stands and what stands beside
it, so that an interviewee, the source of a quotation or the date of an event is never taken for the article's own.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Final, TypeVar

from nkdocs.body import blocks_of, kinds_of
from nkdocs.dates import DateMatch, find_dates
from nkdocs.day_orders import order_days
from nkdocs.lines import Line
from nkdocs.model import Article, Claim, Dump, Kind, PartialDate, Span, Trust
from nkdocs.rules import Sign
from nkdocs.signing import author_claims
from nkdocs.split import Slice, iterate_slices, split_dump
from nkdocs.stamps import ALONE, LABELLED, UPDATED
from nkdocs.stretch import Stretch, find_stretch
from nkdocs.values import dataclass
from nkdocs.weights import DOUBTS
from nkdocs.zones import Ranked, head_of, span_of, tail_of

#: A title whose cut is worth so much is believed, one of less than the second is doubted. Of dumps that the weights were not
#: fitted to, 38 in 39 of the first were right (of those worth 5 and more 67 in 70).
_SURE_CUT: Final = 6.0
_DOUBTED_CUT: Final = 0.5
#: What says that the rest of the line is the title.
_TITLE_LABEL = re.compile(
    r"(?:subject|title|headline|re|betreff|titel|titre|objet|t[íi]tulo|asunto|assunto|titolo|oggetto|제목|标题|標題|件名|тема)"
    r"\s?[:：]\s+(?=\S)",
    re.IGNORECASE,
)
_DATELINE = re.compile(r".{0,60}(?:\([^()]{2,30}\)\s*)?(?:(?:[–—:]|-{1,2})\s|(?<=\d)[–—])")
_BRACKETED = re.compile(r"\s*[(\[][^()\[\]]{6,40}[)\]]")

V = TypeVar("V")


@dataclass(frozen=True, slots=True)
class ExplainedLine:
    """What a line of a dump was taken for: its 1-based number, kind (None: blank), why, and whether a slice begins with it.

    `text` is the line's, without the white space around it.
    """

    line: int
    kind: Kind | None
    reason: str
    is_cut: bool = False
    text: str = ""


def read_articles(dump: Dump, forced: Mapping[int, str] | None = None, refused: Collection[int] = ()) -> tuple[Article, ...]:
    """The articles of a dump in order, their slices covering it. None for a dump without text. Never raises on any text.

    `forced` and `refused` are lines at which a person said that an article begins, and that none does: see `split_dump`.
    """
    pieces = iterate_slices(dump, forced, refused)
    return tuple(_read_article(dump, piece, ordinal)[0] for ordinal, piece in enumerate(pieces, 1))


def explain(dump: Dump, forced: Mapping[int, str] | None = None, refused: Collection[int] = ()) -> tuple[ExplainedLine, ...]:
    """What each line of a dump, blank ones included, was taken for, and why. `forced` and `refused`: as for `read_articles`."""
    explained: list[ExplainedLine] = []
    for ordinal, piece in enumerate(split_dump(dump, forced, refused), 1):
        _, kinds = _read_article(dump, piece, ordinal)
        for place, (line, (kind, reason)) in enumerate(zip(piece.lines, kinds, strict=True)):
            explained += [ExplainedLine(number, None, "blank") for number in range(len(explained) + 1, line.number)]
            why = piece.cut.reasons if place == piece.title and piece.cut is not None else reason
            explained.append(ExplainedLine(line.number, kind, why, is_cut=place == 0, text=line.text))
    last = dump.text.count("\n") + (not dump.text.endswith("\n")) if dump.text else 0
    explained += [ExplainedLine(number, None, "blank") for number in range(len(explained) + 1, last + 1)]
    return tuple(explained)


def _read_article(dump: Dump, piece: Slice, ordinal: int) -> tuple[Article, list[tuple[Kind, str]]]:
    title = piece.title if piece.title is not None else -1
    order_days(piece.lines)
    stretch = find_stretch(piece.lines, title)
    ranked = _once([*_title_claims(piece), *_date_claims(piece, stretch), *author_claims(piece, stretch)])
    date = choose(found for found in ranked if found.claim.field == "date")
    author = choose(found for found in ranked if found.claim.field == "author")
    authors = [found for found in ranked if author and found.claim.field == "author" and _same_line(found, author)]
    names = {str(found.claim.value).casefold() for found in authors}
    claimed = frozenset(found.place for found in (date, *authors) if found is not None) | {
        place for place, line in enumerate(piece.lines[: stretch.end]) if line.text.casefold() in names
    }
    kinds = kinds_of(piece.lines, piece.title, stretch, claimed)
    named = choose(found for found in ranked if found.claim.field == "title")
    # Nothing is surer of an article than that it begins where it was cut.
    surest = named.claim.trust if named is not None else Trust.MEDIUM
    article = Article(
        source=dump.source,
        ordinal=ordinal,
        span=piece.span,
        first_line=piece.lines[0].number - piece.lines[0].gap if ordinal == 1 else piece.lines[0].number,
        text=dump.text[piece.span.start : piece.span.end],
        title=_text_claim(named, surest),
        date=_date_claim(date, surest),
        authors=tuple(claim for found in authors if (claim := _text_claim(found, surest)) is not None),
        blocks=blocks_of(piece.lines, kinds, piece.span),
        claims=tuple(
            capped for found in ranked if (capped := _text_claim(found, surest) or _date_claim(found, surest)) is not None
        ),
    )
    return article, kinds


def _once(ranked: Iterable[Ranked]) -> list[Ranked]:
    """The claims, each once: a short article's head is its tail, too."""
    first: dict[tuple[str, Span, str], Ranked] = {}
    for found in ranked:
        first.setdefault((found.claim.field, found.claim.span, found.claim.rule), found)
    return list(first.values())


def choose(ranked: Iterable[Ranked]) -> Ranked | None:
    """The claim that is believed: the most trusted; of these the one in the best zone; of these the first."""
    return min(ranked, key=lambda found: (-found.claim.trust, found.zone, found.place, found.claim.span), default=None)


def _same_line(found: Ranked, chosen: Ranked) -> bool:
    return found.place == chosen.place and found.claim.rule == chosen.claim.rule


def _text_claim(found: Ranked | None, surest: Trust) -> Claim[str] | None:
    if found is None or not isinstance(found.claim.value, str):
        return None
    claim = found.claim
    return Claim(claim.field, str(claim.value), claim.span, claim.rule, min(claim.trust, surest), claim.reason)


def _date_claim(found: Ranked | None, surest: Trust) -> Claim[PartialDate] | None:
    if found is None or not isinstance(found.claim.value, PartialDate):
        return None
    claim = found.claim
    return Claim(
        claim.field,
        PartialDate(claim.value.year, claim.value.month, claim.value.day),
        claim.span,
        claim.rule,
        min(claim.trust, surest),
        claim.reason,
    )


# Claims -----------------------------------------------------------------------------------------------------------------------


def _title_claims(piece: Slice) -> Iterator[Ranked]:
    if piece.title is None or piece.cut is None:
        return
    line = piece.lines[piece.title]
    sure = piece.cut.score >= _SURE_CUT and not DOUBTS.intersection(piece.cut.why)
    trust = Trust.HIGH if sure else Trust.MEDIUM if piece.cut.score >= _DOUBTED_CUT else Trust.LOW
    start = label.end() if (label := _TITLE_LABEL.match(line.text)) else 0
    yield Ranked(
        Claim("title", line.text[start:], span_of(line, start, len(line.text)), "title line", trust, piece.cut.reasons),
        piece.title,
        0,
    )


def _date_claims(piece: Slice, stretch: Stretch) -> Iterator[Ranked]:
    title = piece.title if piece.title is not None else -1
    seen = False
    leads = title > 0 and bool(piece.lines[title - 1].dates) and piece.lines[title - 1].sign is Sign.DATE
    leads = leads and not (piece.lines[title - 1].updated and _says_when(piece, title + 1))
    leads = leads and not (_is_dated(piece, title + 1) and piece.span.start == 0)
    own: set[str] = set()
    head = list(head_of(piece, stretch))
    months = {
        (found.date.year, found.date.month)
        for _, line in head
        if line.is_stamp
        for found in line.dates
        if found.date.day is not None
    }
    for place, line in head:
        signed = line.byline is not None and line.is_stamp and line.byline.rule == "byline"
        names = {name.text.casefold() for name in line.byline.names} if line.byline is not None and signed else set()
        if place > title:
            own |= names
        elif own and names and own.isdisjoint(names):
            continue  # It says when another wrote something else.
        if line.is_stamp:
            zone = 0 if place > title or leads else 1
            sure = place == title - 1 if leads else not seen
            for found in line.dates:
                finer = found.date.day is None and (found.date.year, found.date.month) in months
                yield _dated(line, found, place, zone + finer, Trust.HIGH if sure and not finer else Trust.MEDIUM)
                seen = seen or not finer
        elif line.sign is Sign.PROSE and not seen and place > title:
            yield from _dateline_claims(line, place)
    for place, line in tail_of(piece, stretch):
        if line.is_stamp:
            for found in line.dates:
                partial = found.date.day is None and not found.ambiguous
                yield _dated(line, found, place, 4 if partial else 3, Trust.MEDIUM)
    yield from (_dated(piece.lines[title], found, title, 5, Trust.LOW) for found in _days_in_title(piece))


def _is_dated(piece: Slice, place: int) -> bool:
    """Whether a date alone stands at a place: right under the title of a dump, it tells the article's from the page's."""
    line = piece.lines[place] if place < len(piece.lines) else None
    return line is not None and line.rule in (ALONE, LABELLED) and bool(line.dates)


def _says_when(piece: Slice, place: int) -> bool:
    """Whether a line with a date, and no text, stands at a place: then one over the title says when the text above changed."""
    return place < len(piece.lines) and piece.lines[place].is_stamp and bool(piece.lines[place].dates)


def _days_in_title(piece: Slice) -> list[DateMatch]:
    """The whole days that a title states: its article's own, if nothing else says which that is."""
    return [found for found in piece.lines[piece.title].dates if found.date.day is not None] if piece.title is not None else []


def _dated(line: Line, found: DateMatch, place: int, zone: int, trust: Trust) -> Ranked:
    before = line.text[max((other.end for other in line.dates if other.end <= found.start), default=0) : found.start]
    updated = UPDATED.search(before) is not None
    rule = "updated line" if updated else line.rule
    doubtful = line.rule == "date with a word"
    if updated or doubtful or found.ambiguous or found.date.month is None:
        trust = min(trust, Trust.MEDIUM)
    if updated or doubtful:
        zone += 1
    return Ranked(Claim("date", found.date, span_of(line, found.start, found.end), rule, trust, found.reason), place, zone)


def _dateline_claims(line: Line, place: int) -> Iterator[Ranked]:
    """A whole date in the dateline that opens an agency's report: "RIVERTON, May 4, 2020 (AGENCY) - "."""
    head = line.text[:90]
    opened = _BRACKETED.match(head) or _DATELINE.match(head)
    if opened is None:
        return
    for found in find_dates(head[: opened.end()]):
        if found.date.day is not None and not found.ambiguous:
            yield Ranked(
                Claim("date", found.date, span_of(line, found.start, found.end), "dateline of the text", Trust.MEDIUM), place, 2
            )
