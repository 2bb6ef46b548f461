"""What is to be said of an article beside its values: which are in doubt, which a person gave, which notes protect people.

Everything that hands an article on, to a screen, a program, a citation or an evidence folder, has to say it. The text is the
dump's own in part, and not yet safe to print.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from nkdocs.model import Article, Kind, Trust
from nkdocs.values import dataclass

#: Reasons against a title that are named.
_REASONS = 2
_NAMED = re.compile(r"names?\b|pseudonym|\bnamen?\b|\bnom|prénom|nombre|фиктив|имен|가명|化名|仮名", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Doubt:
    """A value that was read but is not to be relied on: of which field, in which 1-based line, and by what rule."""

    field: str
    line: int
    why: str


@dataclass(frozen=True, slots=True)
class Note:
    """A note that stands with an article, on one line, and the 1-based line of the dump at which it begins."""

    line: int
    text: str


def doubts(article: Article) -> Iterator[Doubt]:
    """Why values of low trust are such, each reason once."""
    told = set()
    for claim in (article.title, article.date, *article.authors):
        if claim is not None and claim.trust is Trust.LOW:
            against = [reason.rsplit(" ", 1)[0] for reason in claim.reason.split("; ") if re.search(r" -\d", reason)]
            why = ", ".join(against[:_REASONS]) if claim.field == "title" and against else claim.rule
            doubt = Doubt(claim.field, article.line_of(claim.span.start), why)
            if doubt not in told:
                told.add(doubt)
                yield doubt


@dataclass(frozen=True, slots=True)
class Corrected:
    """A field whose value a person gave, and not the dump: ``corrected by NAME on DAY: because``."""

    field: str
    said: str


def corrections(article: Article) -> Iterator[Corrected]:
    """Which values a person gave, each field once: no dump says them."""
    given = (Corrected(claim.field, claim.reason) for claim in article.claims if claim.is_corrected)
    yield from dict.fromkeys(given)


def notes(article: Article) -> Iterator[Note]:
    """The notes that stand with the article, in order."""
    for block in article.blocks:
        if block.kind is Kind.NOTE and (text := article.cut(block.span)).strip():
            blank = len(text) - len(text.lstrip())
            yield Note(article.line_of(block.span.start + blank), " ".join(text.split()))


def badges(article: Article) -> Iterator[tuple[str, int]]:
    """What a note beside the article protects, and its 1-based line: ``name changed``, or that a person is protected."""
    for block in article.blocks:
        if block.kind is Kind.NOTE:
            text = article.cut(block.span)
            yield "name changed" if _NAMED.search(text) else "person protected", article.line_of(block.span.start)
            return
