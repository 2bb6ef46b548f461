"""What is shown of an article, before how: shared by the renderers so that no two say different things.

It knows the nouns and nothing of streams, styles or widths. The text it hands on is the dump's own and not yet safe to print.
"""

from __future__ import annotations

import bisect
import functools
import re
from collections.abc import Iterable, Iterator, Sequence

from nkdocs.answers import IndexReport
from nkdocs.model import CHROME_KINDS, Article, Claim, Kind, PartialDate, Span, Trust
from nkdocs.render import sanitize
from nkdocs.values import dataclass

#: Said where nothing is known. Never a value: programs get null, or an empty column.
UNDATED = "n.d."
UNSIGNED = "no author"
UNTITLED = "no title"

AnyClaim = Claim[str] | Claim[PartialDate]
_HEADER_KINDS = frozenset({Kind.TITLE, Kind.BYLINE, Kind.DATELINE})


@functools.cache
def _broken_line() -> re.Pattern[str]:
    """A line that goes on in the next: long, and not ended by a mark that ends a sentence, in a script that has spaces."""
    return re.compile("(?<=[^\n]{45}[^\n.!?:;…\"'”’»)\\]*\u2e80-\U0003ffff])\n(?=[^\\s•*>#|–—-])")


@dataclass(frozen=True, slots=True)
class Piece:
    """One block of an article as it is laid out: its kind, its text, and where that begins in the dump."""

    kind: Kind
    text: str
    start: int


@dataclass(frozen=True, slots=True)
class Evidence:
    """What one claim says of a field, or (None) that nothing is claimed."""

    field: str
    claim: AnyClaim | None
    chosen: bool


def doubt(claim: AnyClaim | None) -> str:
    """The mark behind a value that was read but is not to be relied on. A ? alone would be taken for a part of a title."""
    return " (?)" if claim is not None and claim.trust is Trust.LOW else ""


def value(claim: AnyClaim) -> str:
    """What is claimed, as text; a date in ISO form."""
    return claim.value.isoformat() if isinstance(claim.value, PartialDate) else claim.value


def place(article: Article, line: int | None = None) -> str:
    """``FILE:LINE``, of the article's first line unless another is given."""
    return f"{article.source.path}:{article.start_line if line is None else line}"


#: Where what a person says is read.
CORRECTIONS = "corrections.toml"


def stated_line(article: Article, claim: AnyClaim) -> int | None:
    """The 1-based line of the dump that states what is claimed; None for what a person says."""
    return None if claim.is_corrected else article.line_of(claim.span.start)


def pieces(article: Article) -> list[Piece]:
    """The blocks for reading, in order. Left out: what is not the article's own, and what the header above it says already."""
    laid = []
    begun = False
    for block in article.blocks:
        whole = article.cut(block.span)
        text = whole.strip()
        if not text or block.kind in CHROME_KINDS or (not begun and _is_said(article, block.kind)):
            continue
        begun = begun or block.kind not in _HEADER_KINDS
        start = block.span.start + len(whole) - len(whole.lstrip())
        laid.append(Piece(block.kind, _broken_line().sub(" ", text), start))
    return laid


def _is_said(article: Article, kind: Kind) -> bool:
    said = {Kind.TITLE: article.title is not None, Kind.BYLINE: bool(article.authors), Kind.DATELINE: article.date is not None}
    return said.get(kind, False)


def cut(text: str, spans: Iterable[Span]) -> Iterator[tuple[str, bool]]:
    """The text in parts, and whether each is highlighted. Spans in characters of the text; what lies outside is ignored."""
    at = 0
    for span in sorted(spans):
        start, end = max(span.start, at), min(span.end, len(text))
        if start < end:
            if start > at:
                yield text[at:start], False
            yield text[start:end], True
            at = end
    if at < len(text):
        yield text[at:], False


def within(start: int, text: str, spans: Sequence[Span]) -> list[Span]:
    """Those of the dump's spans that touch the text beginning at `start`, in characters of the text.

    The spans are in order and apart: of very many only those are looked at.
    """
    first = bisect.bisect_right(spans, start, key=lambda span: span.end)
    last = bisect.bisect_left(spans, start + len(text), key=lambda span: span.start)
    return [Span(max(0, span.start - start), min(len(text), span.end - start)) for span in spans[first:last]]


def raw_lines(article: Article) -> Iterator[tuple[int, int, str]]:
    """The lines of the slice, without blank ones at its end: number in the file, place in the dump, text."""
    start = article.span.start
    for number, line in enumerate(article.text.rstrip().split("\n"), article.first_line):
        yield number, start, line
        start += len(line) + 1


def evidence(article: Article) -> list[Evidence]:
    """What is claimed of title, date and authors: what was chosen first, or that nothing was, then what was not."""
    rows = []
    chosen: Sequence[AnyClaim]
    for name, field, chosen in (
        ("title", "title", [article.title] if article.title else []),
        ("date", "date", [article.date] if article.date else []),
        ("authors", "author", list(article.authors)),
    ):
        # Nothing is chosen: nothing is known, or (a claim of no value) a person said that there is nothing to be known.
        none = next((claim for claim in article.claims if claim.field == field and not claim.value), None)
        shown = [*chosen] or [none]
        rows += [Evidence(name, claim, chosen=True) for claim in shown]
        rows += [Evidence(name, claim, chosen=False) for claim in article.claims if claim.field == field and claim not in shown]
    return rows


def plural(count: int, one: str, many: str = "") -> str:
    """``1 article``, ``1,200 articles``."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"


def size(count: int) -> str:
    """Bytes for people: ``830 bytes``, ``1.2 MB``."""
    amount = float(count)
    for unit in ("bytes", "kB", "MB", "GB"):
        if amount < 1000 or unit == "GB":
            return f"{count:,} bytes" if unit == "bytes" else f"{amount:.1f} {unit}"
        amount /= 1000
    raise AssertionError


def seconds(amount: float) -> str:
    """Seconds for people: ``0.02 s``."""
    return f"{amount:.2f} s"


def joined(names: Sequence[str]) -> str:
    """``A``, ``A and B``, ``A, B and C``."""
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)


def date_for_people(article: Article) -> str:
    """``17 March 2023``, with the mark of doubt, or that there is none."""
    from nkdocs.date_words import format_date  # programs get dates as they are kept

    return format_date(article.date.value) + doubt(article.date) if article.date else UNDATED


STATUS_NAMES = ("archive", "index", "files", "articles", "undated", "unsigned", "untitled", "low_trust", "indexed_at", "bytes")


def summary(report: IndexReport) -> str:
    """What a run of `index` came to, in one sentence."""
    held = f"{plural(report.files, 'file')}, {plural(report.articles, 'article')}"
    took = seconds(report.seconds)
    if not report.changes and not report.rebuilt:
        return f"{held}: nothing changed ({took})"
    counts = (
        (report.added, "added"),
        (report.updated, "updated"),
        (report.removed, "removed"),
        (report.unchanged, "unchanged"),
    )
    told = ", ".join(f"{count:,} {name}" for count, name in counts if count) or "no article changed"
    verb = "would hold" if report.dry_run else "rebuilt" if report.rebuilt else "indexed"
    why = f" ({sanitize(report.rebuilt)})" if report.rebuilt else ""
    return f"{verb}{why} {held}: {told} ({took})"


def moment(stated: str) -> str:
    """An ISO moment in UTC for people, to the minute: ``2026-11-23 13:04 UTC``."""
    return f"{stated[:10]} {stated[11:16]} UTC"
