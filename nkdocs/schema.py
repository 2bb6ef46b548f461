"""What of an article is searched, and as which field: the one table of fields, and article to document and back.

Engines build their own schema from `FIELDS`, so that a new field is a new row; `digest` tells an index written with another
table. Nothing here knows how an engine stores a field, or what a query looks like.

What is searched of the body is cut into **passages**. The running text (headings, prose, quotes and their attributions) is one;
every caption and every note is one of its own, of less weight, and so is every author's name. A phrase never reaches from
one passage into the next: the sentence above a picture goes on below it, and not into its caption.
"""

from __future__ import annotations

import functools
import hashlib
import json
from collections.abc import Sequence
from enum import Enum
from typing import Any

from nkdocs.characters import accented
from nkdocs.hyphens import joined
from nkdocs.model import BODY_KINDS, Article, Block, Claim, Document, Kind, Listed, PartialDate, Source, Span, Trust
from nkdocs.values import dataclass

#: Stands between the passages of a text field. A dump that holds this character has a space there for us.
BREAK = "\x1d"
#: To be raised when documents come out differently for the same articles and the same table.
VERSION = 5


class FieldKind(Enum):
    """How a field is stored: what engines choose their own type by."""

    TEXT = "text"  #: words of passages, searched
    PATH = "path"  #: a string searched by its parts, without regard to case
    WORDS = "words"  #: words with a space between, each as it stands
    PRESENCE = "presence"  #: how many there are, of which only is asked whether any
    DAY = "day"  #: an ordinal of `datetime.date`
    STORED = "stored"  #: given back, not searched
    COLUMN = "column"  #: given back without the rest of the document, for many documents at a time


@dataclass(frozen=True, slots=True)
class FieldRow:
    """A field. `weight`: of a match in this text field, added to the weight 1 of a match anywhere in the article.

    `share`: how much of an occurrence one in this field is. `part_of`: the field that queries call it by.
    """

    name: str
    kind: FieldKind
    weight: float = 0.0
    share: float = 1.0
    part_of: str = ""


#: The weights were measured, on test collections and on known items in news: flat between a quarter and a half for titles.
FIELDS = (
    FieldRow("title", FieldKind.TEXT, weight=0.25),
    FieldRow("author", FieldKind.TEXT, weight=1.0),
    FieldRow("body", FieldKind.TEXT),
    FieldRow("aside", FieldKind.TEXT, share=0.5, part_of="body"),
    FieldRow("spelled", FieldKind.WORDS),
    FieldRow("captions", FieldKind.PRESENCE),
    FieldRow("notes", FieldKind.PRESENCE),
    FieldRow("source", FieldKind.PATH),
    FieldRow("first_day", FieldKind.DAY),
    FieldRow("last_day", FieldKind.DAY),
    FieldRow("card", FieldKind.COLUMN),
    FieldRow("article", FieldKind.STORED),
)
TEXT_FIELDS = tuple(row for row in FIELDS if row.kind is FieldKind.TEXT)


def rows_of(field: str | None) -> tuple[FieldRow, ...]:
    """The text fields that a query means by the name of one; None: all."""
    return tuple(row for row in TEXT_FIELDS if field is None or field in (row.name, row.part_of))


#: Writers of JSON, made once.
_write_stored = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
_write_row = json.JSONEncoder(separators=(",", ":")).encode

#: Which field's absence means that nothing is known, by the names that queries use.
MISSING = {"title": "title", "author": "author", "date": "first_day", "caption": "captions", "note": "notes"}

#: By what is stored of them: an enumeration looks its values up much more slowly.
_KINDS, _TRUSTS = {kind.value: kind for kind in Kind}, {trust.value: trust for trust in Trust}

#: The kinds whose blocks are a passage each; the other kinds of the body run on as one.
ASIDE_KINDS = frozenset({Kind.CAPTION, Kind.NOTE})


@dataclass(frozen=True, slots=True)
class Part:
    """A block's share of a passage: where it starts in the passage and in the dump, and what it is."""

    start: int
    offset: int
    kind: Kind


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of text within which words are neighbours, and the blocks it was made of, in order."""

    text: str
    parts: tuple[Part, ...]


def passages(article: Article) -> tuple[Passage, ...]:
    """What is searched of the body: the running text first, if there is any, then each caption and note."""
    running: list[tuple[Block, str]] = []
    asides: list[tuple[Block, str]] = []
    for block in article.blocks:
        if block.kind in BODY_KINDS or block.kind in ASIDE_KINDS:
            text = article.cut(block.span)
            if text.strip():
                (asides if block.kind in ASIDE_KINDS else running).append((block, text))
    groups = ([running] if running else []) + [[aside] for aside in asides]
    return tuple(_passage(group) for group in groups)


def _passage(blocks: list[tuple[Block, str]]) -> Passage:
    pieces, parts, start = [], [], 0
    for block, text in blocks:
        piece = _one_passage(text.strip())
        parts.append(Part(start, block.span.start + len(text) - len(text.lstrip()), block.kind))
        pieces.append(piece)
        start += len(piece) + 2
    return Passage("\n\n".join(pieces), tuple(parts))


def _one_passage(text: str) -> str:
    return text.replace(BREAK, " ")


def to_document(article: Article) -> Document:
    """The flat row of an article: None where nothing is known; the whole article, as `to_article` reads it, in one field."""
    date = article.date.value if article.date else None
    held = passages(article)
    asides = [passage for passage in held if passage.parts[0].kind in ASIDE_KINDS]
    kinds = [passage.parts[0].kind for passage in asides]
    values: dict[str, str | int | None] = {
        "title": _one_passage(article.title.value) if article.title else None,
        "author": BREAK.join(_one_passage(claim.value) for claim in article.authors) or None,
        "body": BREAK.join(passage.text for passage in held if passage not in asides) or None,
        "aside": BREAK.join(passage.text for passage in asides) or None,
        "spelled": " ".join(_spelled(texts_of(article, held))) or None,
        "captions": kinds.count(Kind.CAPTION) or None,
        "notes": kinds.count(Kind.NOTE) or None,
        "source": article.source.path,
        "first_day": date.first_day().toordinal() if date else None,
        "last_day": date.last_day().toordinal() if date else None,
        "card": _write_card(article),
        "article": _write(article),
    }
    return Document(article.id, values)


def texts_of(article: Article, held: Sequence[Passage]) -> str:
    """All that is searched of an article, `held` being its passages, as one text."""
    claims = (*((article.title,) if article.title else ()), *article.authors)
    return " ".join([*(claim.value for claim in claims), *(passage.text for passage in held)])


def joined_as(form: str) -> str:
    """How it is kept that an article has a word with hyphens that has this form without them."""
    return f"-{form}"


def _spelled(text: str) -> list[str]:
    """The words of a text that are written in a way that terms and forms do not tell: with accents, with hyphens."""
    return [*accented(text), *dict.fromkeys(joined_as(word.form) for word in joined(text))]


def digest() -> str:
    """A hex digest that changes with the table and with how articles are made into documents."""
    rows = [[row.name, row.kind.value, row.weight, row.share, row.part_of] for row in FIELDS]
    return hashlib.sha256(json.dumps([VERSION, rows]).encode()).hexdigest()


def _write_card(article: Article) -> str:
    title, date = article.title, article.date
    authors = [claim.value for claim in article.authors]
    values = [article.id, title and title.value, date and date.value.isoformat(), authors, article.source.path]
    return _write_row(values)


#: Many articles are of the same days, and are read some at a time.
_read_date = functools.lru_cache(maxsize=16_384)(PartialDate.from_iso)


def to_listing(cards: Sequence[str]) -> tuple[Listed, ...]:
    """What the cards of documents tell, read in one go. Raises `ValueError` for anything else."""
    try:
        rows = json.loads(f"[{','.join(cards)}]")
        dates = {date: _read_date(date) if date else None for date in {row[2] for row in rows}}
        listing = tuple(Listed(id_, title, dates[date], tuple(authors), source) for id_, title, date, authors, source in rows)
    except (TypeError, AttributeError) as error:
        raise ValueError("not a card") from error
    if len(listing) != len(cards):
        raise ValueError("not a card")
    return listing


def _write(article: Article) -> str:
    source, span = article.source, article.span
    return _write_stored(
        {
            "id": article.id,
            "source": [source.path, source.digest, source.encoding],
            "ordinal": article.ordinal,
            "span": [span.start, span.end],
            "first_line": article.first_line,
            "text": article.text,
            "title": _write_claim(article.title) if article.title else None,
            "date": _write_claim(article.date) if article.date else None,
            "authors": [_write_claim(claim) for claim in article.authors],
            "blocks": [[block.span.start, block.span.end, block.kind.value, block.rule] for block in article.blocks],
            "claims": [_write_claim(claim) for claim in article.claims],
        }
    )


def _write_claim(claim: Claim[str] | Claim[PartialDate]) -> list[str | int]:
    value = claim.value.isoformat() if isinstance(claim.value, PartialDate) else claim.value
    return [claim.field, value, claim.span.start, claim.span.end, claim.rule, claim.trust.value, claim.reason]


def to_article(stored: str) -> Article:
    """The article that `to_document` wrote. Raises `ValueError` for anything else."""
    try:
        row: dict[str, Any] = json.loads(stored)
        claims = {tuple(claim): _read_claim(claim) for claim in [*row["claims"], *_chosen(row)]}
        title, date, authors = row["title"], row["date"], row["authors"]
        return Article(
            source=Source(*row["source"]),
            ordinal=row["ordinal"],
            span=Span(*row["span"]),
            first_line=row["first_line"],
            text=row["text"],
            title=claims[tuple(title)] if title else None,
            date=claims[tuple(date)] if date else None,
            authors=tuple(claims[tuple(claim)] for claim in authors),
            blocks=tuple(Block(Span(start, end), _KINDS[kind], rule) for start, end, kind, rule in row["blocks"]),
            claims=tuple(claims[tuple(claim)] for claim in row["claims"]),
            id=row["id"],
        )
    except (KeyError, TypeError, IndexError) as error:
        raise ValueError("not a stored article") from error


def _chosen(row: dict[str, Any]) -> list[list[Any]]:
    """The claims that were chosen: as a rule, they are among all."""
    return [claim for claim in (row["title"], row["date"], *row["authors"]) if claim and claim not in row["claims"]]


def _read_claim(row: list[Any]) -> Any:  # noqa: ANN401  # the claim of a text or of a date, as `row` has it
    # A date of no value is what a person says of an article that has none.
    value = PartialDate.from_iso(row[1]) if row[0] == "date" and row[1] else str(row[1])
    return Claim(row[0], value, Span(row[2], row[3]), row[4], _TRUSTS[row[5]], row[6])
