"""What is said of an article besides title, date and authors: why a value is in doubt, whom a note protects, its copies.

Shared by the renderers. The text is the dump's own in part, and not yet safe to print.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from nkdocs.model import Article, Copy, Hit, Kind, Trust
from nkdocs.render import layout
from nkdocs.values import dataclass

#: Copies whose places are named.
_PLACES = 4
#: Reasons against a title that are named.
_REASONS = 2
_NAMED = re.compile(r"names?\b|pseudonym|\bnamen?\b|\bnom|prénom|nombre|фиктив|имен|가명|化名|仮名", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Doubt:
    """A value that was read but is not to be relied on: of which field, in which 1-based line, and by what rule."""

    field: str
    line: int
    why: str


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


def badges(article: Article) -> Iterator[tuple[str, int]]:
    """What a note beside the article protects, and its 1-based line: ``name changed``, or that a person is protected."""
    for block in article.blocks:
        if block.kind is Kind.NOTE:
            text = article.cut(block.span)
            yield "name changed" if _NAMED.search(text) else "person protected", article.line_of(block.span.start)
            return


def doubt_line(doubt: Doubt) -> str:
    """``? date: updated line, line 12``."""
    return f"? {doubt.field}: {doubt.why}, line {doubt.line}"


def copies_line(copies: tuple[Copy, ...]) -> str:
    """``+2 copies: a.txt:1, b.txt:40``; "" without any."""
    if not copies:
        return ""
    more = f" and {len(copies) - _PLACES:,} more" if len(copies) > _PLACES else ""
    places = ", ".join(f"{copy.source}:{copy.line}" for copy in copies[:_PLACES])
    return f"+{layout.plural(len(copies), 'copy', 'copies')}: {places}{more}"


def beside(hit: Hit) -> Iterator[tuple[str, str]]:
    """The lines beside a hit, each with its style."""
    yield from ((f"{badge} (note in line {line})", "badge") for badge, line in badges(hit.article))
    yield from ((doubt_line(doubt), "doubt") for doubt in doubts(hit.article))
    if hit.copies:
        yield copies_line(hit.copies), "faint"
    if hit.shared:
        yield f"shares: {', '.join(hit.shared)}", "label"
