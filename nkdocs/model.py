r"""The nouns of nkdocs: what a dump, an article, a claim and a hit are.

Every other module speaks in these types. They are frozen and slotted, do no I/O and import nothing of ours, so that a value
can be handed from one step to the next, kept and compared without asking who else holds it.

Positions are counted in one unit only: characters inside the decoded dump, 0-based, half-open (`Span`). The line numbers
shown to people are 1-based and derived from it; a line ends at ``"\n"`` and nowhere else, as editors and ``grep -n`` count.
"""

from __future__ import annotations

import datetime as dt
import functools
import itertools
from dataclasses import field
from enum import Enum, IntEnum
from typing import Generic, Literal, NamedTuple, TypeVar

from nkdocs.values import dataclass


class Trust(IntEnum):
    """How far a claim is to be believed. HIGH: right at least 97 times in 100 on labelled dumps; LOW is shown with ``?``."""

    LOW = 1
    MEDIUM = 2
    HIGH = 3


class Kind(Enum):
    """What a block of an article is. The value is the word shown to people and written in JSON."""

    TITLE = "title"
    BYLINE = "byline"
    DATELINE = "dateline"
    HEADING = "heading"
    PROSE = "prose"
    QUOTE = "quote"
    ATTRIBUTION = "attribution"
    CAPTION = "caption"
    NOTE = "note"
    IMAGE = "image"
    COMMENT = "comment"
    BOILERPLATE = "boilerplate"


#: Kinds that make up the text a reader would call the article.
BODY_KINDS = frozenset({Kind.HEADING, Kind.PROSE, Kind.QUOTE, Kind.ATTRIBUTION, Kind.CAPTION})
#: Kinds that are kept in the dump but are no part of any article: never searched, never shown unless asked for.
CHROME_KINDS = frozenset({Kind.IMAGE, Kind.COMMENT, Kind.BOILERPLATE})


class Sort(Enum):
    """Orders in which hits and listings can be asked for. Undated articles come last in both date orders."""

    RELEVANCE = "relevance"
    NEWEST = "newest"
    OLDEST = "oldest"
    TITLE = "title"


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open range of characters, 0-based: ``text[start:end]``."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise ValueError(f"not a span: {self.start}..{self.end}")

    def __len__(self) -> int:
        return self.end - self.start

    def shift(self, characters: int) -> Span:
        """The same range, moved by `characters` (negative: towards the start)."""
        return Span(self.start + characters, self.end + characters)


@functools.total_ordering
@dataclass(frozen=True, slots=True)
class PartialDate:
    """A calendar date as precise as it was stated: a year, a month of a year, or a day.

    Raises `ValueError` for a date that no calendar has, and for a day without a month.
    """

    year: int
    month: int | None = None
    day: int | None = None

    def __post_init__(self) -> None:
        if self.month is None:
            if self.day is not None:
                raise ValueError("a day needs a month")
            dt.date(self.year, 1, 1)
        else:
            dt.date(self.year, self.month, self.day or 1)

    def isoformat(self) -> str:
        """``2019``, ``2019-03`` or ``2019-03-04``."""
        text = f"{self.year:04d}"
        if self.month is not None:
            text += f"-{self.month:02d}"
        if self.day is not None:
            text += f"-{self.day:02d}"
        return text

    @classmethod
    def from_iso(cls, text: str) -> PartialDate:
        """Read what `isoformat` wrote. Raises `ValueError` otherwise."""
        parts = text.split("-")
        if not 1 <= len(parts) <= 3 or [len(part) for part in parts] != [4, 2, 2][: len(parts)]:
            raise ValueError(f"not an ISO date: {text!r}")
        return cls(*(int(part) for part in parts))

    def first_day(self) -> dt.date:
        """The earliest day the date can mean."""
        return dt.date(self.year, self.month or 1, self.day or 1)

    def last_day(self) -> dt.date:
        """The latest day the date can mean."""
        month = self.month or 12
        if self.day:
            return dt.date(self.year, month, self.day)
        # The day before the next month's first; of the last year there is, there is no next.
        return dt.date(self.year, 12, 31) if month == 12 else dt.date(self.year, month + 1, 1) - dt.timedelta(1)

    def __lt__(self, other: PartialDate) -> bool:
        return (self.first_day(), self.last_day()) < (other.first_day(), other.last_day())


V = TypeVar("V")
FieldName = Literal["title", "date", "author"]
#: The rule of what a person says.
CORRECTED = "corrected"


@dataclass(frozen=True, slots=True)
class Claim(Generic[V]):
    """A rule says that a span of the dump states a value for a field."""

    field: FieldName
    value: V
    span: Span
    rule: str
    trust: Trust
    reason: str = ""

    @property
    def is_corrected(self) -> bool:
        """Whether a person says so, and not the dump: then `span` is where the value would stand."""
        return self.rule == CORRECTED


@dataclass(frozen=True, slots=True)
class Block:
    """One or more whole lines of one kind, with the blank lines after them; `rule` says why they have that kind."""

    span: Span
    kind: Kind
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Source:
    """A dump's file: path relative to the archive (``/`` between), sha256 of its bytes, and its encoding."""

    path: str
    digest: str = ""
    encoding: str = "utf-8"


@dataclass(frozen=True, slots=True)
class Dump:
    """A file's decoded text."""

    source: Source
    text: str = field(repr=False)


#: Characters of which the lines are counted each time.
_LONG = 8_192


@functools.lru_cache(maxsize=4)
def _lines_before(text: str) -> list[int]:
    """How many lines end before each block of `_LONG` characters."""
    counted = (text.count("\n", at, at + _LONG) for at in range(0, len(text), _LONG))
    return list(itertools.accumulate(counted, initial=0))


@dataclass(frozen=True, slots=True)
class Article:
    """One article of a dump: its slice of the text, what each block of it is, and what is claimed about it.

    `span` is the slice in the dump, `text` the characters of it, `first_line` the 1-based line at which it starts, and
    `ordinal` the article's place in its dump, from 1. `claims` are all claims, the chosen ones included. `id` is empty until
    the archive has assigned it.
    """

    source: Source
    ordinal: int
    span: Span
    first_line: int
    text: str = field(repr=False)
    title: Claim[str] | None = None
    date: Claim[PartialDate] | None = None
    authors: tuple[Claim[str], ...] = ()
    blocks: tuple[Block, ...] = ()
    claims: tuple[Claim[str] | Claim[PartialDate], ...] = ()
    id: str = ""

    def cut(self, span: Span) -> str:
        """The characters of the dump at `span`, which must lie in the article's slice."""
        return self.text[span.start - self.span.start : span.end - self.span.start]

    def line_of(self, offset: int) -> int:
        """The 1-based line, in the dump's file, of the character at `offset` of the dump."""
        place = offset - self.span.start
        if len(self.text) < _LONG:
            return self.first_line + self.text.count("\n", 0, place)
        block = min(max(place, 0), len(self.text)) // _LONG  # counted once: there may be as many places as lines
        return self.first_line + _lines_before(self.text)[block] + self.text.count("\n", block * _LONG, place)

    @property
    def start_line(self) -> int:
        """The 1-based line of the title, or of the first text that is the article's own."""
        if self.title is not None:
            return self.line_of(self.title.span.start)
        own = next(filter(self._is_own, self.blocks), None)
        return self.line_of(own.span.start) if own else self.first_line

    @property
    def end_line(self) -> int:
        """The 1-based line of the last text that is the article's own."""
        own = next(filter(self._is_own, reversed(self.blocks)), None)
        if own is None:
            return self.start_line
        return max(self.start_line, self.line_of(own.span.start + len(self.cut(own.span).rstrip()) - 1))

    def _is_own(self, block: Block) -> bool:
        return block.kind not in CHROME_KINDS and bool(self.cut(block.span).strip())

    @property
    def body(self) -> str:
        """What a reader would call the text of the article: no title, byline, image name, note or boilerplate."""
        return "\n\n".join(self.texts(*BODY_KINDS))

    @property
    def notes(self) -> tuple[str, ...]:
        """The notes that stand with the article, such as that a name was changed."""
        return tuple(self.texts(Kind.NOTE))

    def texts(self, *kinds: Kind) -> list[str]:
        """The texts of the blocks of these kinds, in the dump's order, without the white space around them."""
        return [text for block in self.blocks if block.kind in kinds and (text := self.cut(block.span).strip())]


@dataclass(frozen=True, slots=True)
class Document:
    """The flat row an engine stores: one value per name of the field table in `schema`."""

    id: str
    fields: dict[str, str | int | None]


@dataclass(frozen=True, slots=True)
class Snippet:
    """A piece of an article: its text on one line, its 1-based line, its kind, and spans in `text` to highlight."""

    text: str
    line: int
    highlights: tuple[Span, ...] = ()
    kind: Kind = Kind.PROSE


@dataclass(frozen=True, slots=True)
class Copy:
    """An article that is the same as another, or nearly: its id, its source's path, and the 1-based line it begins at.

    `corrected`: whether a person corrected anything of it.
    """

    id: str
    source: str
    line: int
    corrected: bool = False


@dataclass(frozen=True, slots=True)
class Hit:
    """An article found: its 1-based place among all hits, its score, and the pieces that show why.

    `copies` are all of it that the archive has. `shared`: the words that make it similar to another article.
    """

    rank: int
    score: float
    article: Article
    snippets: tuple[Snippet, ...] = ()
    title_highlights: tuple[Span, ...] = ()
    copies: tuple[Copy, ...] = ()
    shared: tuple[str, ...] = ()

    @property
    def line(self) -> int:
        """The 1-based line to open: that of the first piece with a match, or else that of the title."""
        return next((piece.line for piece in self.snippets if piece.highlights), self.article.start_line)


@dataclass(frozen=True, slots=True)
class FacetRow:
    """How many articles have a value; None: nothing is known. `of`: among how many of the archive that have it."""

    value: str | None
    count: int
    of: int | None = None


@dataclass(frozen=True, slots=True)
class Facet:
    """How many articles have each value of something: authors, times, sources. A time is written as in ISO, a decade 1990s."""

    name: str
    rows: tuple[FacetRow, ...] = ()


@dataclass(frozen=True, slots=True)
class Results:
    """A page of hits, how many there are in all, and how all of them are spread, where that was asked.

    `copies`: how many articles match as well, and are left out because one that is nearly the same is among the hits.
    """

    total: int
    hits: tuple[Hit, ...] = ()
    copies: int = 0
    facets: tuple[Facet, ...] = ()


class Listed(NamedTuple):
    """What is told of an article where many are counted: no text, and values without their evidence."""

    id: str
    title: str | None
    date: PartialDate | None
    authors: tuple[str, ...]
    source: str
