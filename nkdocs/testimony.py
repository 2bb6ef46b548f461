"""What an article was read from, as a value of JSON and back: every block and claim with its place in the dump.

With it and the dump the article can be made again, by whoever doubts that a readable text says what the original does. Back
means: from a file of a stranger. Whatever is not of the form, or says that the dump states what it does not, is a `ValueError`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from nkdocs.model import Article, Block, Claim, Kind, PartialDate, Source, Span, Trust

_AnyClaim = Claim[str] | Claim[PartialDate]


def evidence_of(article: Article) -> dict[str, Any]:
    """All that is known of the article, and where each part of it stands in the dump: lines from 1, characters from 0."""
    chosen = [claim for claim in (article.title, article.date, *article.authors) if claim is not None]
    rest = [claim for claim in article.claims if claim not in chosen]
    return {
        "id": article.id,
        "source": article.source.path,
        "sha256": article.source.digest,
        "encoding": article.source.encoding,
        "ordinal": article.ordinal,
        "line": article.first_line,
        "start": article.span.start,
        "end": article.span.end,
        "claims": [*(_claim(article, claim, chosen=True) for claim in chosen), *(_claim(article, claim) for claim in rest)],
        "blocks": [
            {
                "kind": block.kind.value,
                "rule": block.rule,
                "line": line,
                "start": block.span.start,
                "end": block.span.end,
                "text": article.cut(block.span),
            }
            for block, line in _lines(article)
        ],
    }


def _lines(article: Article) -> Iterator[tuple[Block, int]]:
    """The blocks, each with its line: counted on from the one before, for there may be very many. Raises `ValueError`."""
    at, line = article.span.start, article.first_line
    for block in article.blocks:
        if block.span.start < at:
            raise ValueError("its blocks are not in order")
        line += article.text.count("\n", at - article.span.start, block.span.start - article.span.start)
        at = block.span.start
        yield block, line


def _claim(article: Article, claim: _AnyClaim, *, chosen: bool = False) -> dict[str, Any]:
    return {
        "field": claim.field,
        "value": claim.value.isoformat() if isinstance(claim.value, PartialDate) else claim.value,
        "chosen": chosen,
        "trust": claim.trust.name.lower(),
        "rule": claim.rule,
        "reason": claim.reason,
        "line": article.line_of(claim.span.start),
        "start": claim.span.start,
        "end": claim.span.end,
    }


def article_again(told: Any, dump: str) -> Article:  # noqa: ANN401  # a value of JSON
    """The article that is told of, its text taken from the dump.

    Raises `ValueError` if a block's text or line is not what the dump has there, or if what is told is not of the form.
    """
    try:
        return _made_again(told, dump)
    except (LookupError, TypeError, AttributeError) as error:
        raise ValueError(f"it is not of the form: {type(error).__name__}") from None


def _made_again(told: Any, dump: str) -> Article:  # noqa: ANN401  # the same
    span = Span(told["start"], told["end"])
    if span.end > len(dump):
        raise ValueError("the dump is shorter than the article")
    claims = [(_claim_again(row), bool(row["chosen"])) for row in told["claims"]]
    chosen = [claim for claim, is_chosen in claims if is_chosen]
    article = Article(
        Source(str(told["source"]), str(told["sha256"]), str(told["encoding"])),
        int(told["ordinal"]),
        span,
        dump.count("\n", 0, span.start) + 1,
        dump[span.start : span.end],
        title=next((claim for claim in chosen if claim.field == "title"), None),
        date=next((claim for claim in chosen if claim.field == "date"), None),
        authors=tuple(claim for claim in chosen if claim.field == "author"),
        blocks=tuple(Block(Span(row["start"], row["end"]), Kind(row["kind"]), str(row["rule"])) for row in told["blocks"]),
        claims=tuple(claim for claim, _ in claims),
        id=str(told["id"]),
    )
    if article.first_line != told["line"]:
        raise ValueError(f"the article begins in line {article.first_line}, not {told['line']}")
    for (block, line), row in zip(_lines(article), told["blocks"], strict=True):
        if not (span.start <= block.span.start and block.span.end <= span.end) or article.cut(block.span) != row["text"]:
            raise ValueError(f"what it has of line {row.get('line')} does not stand in the dump")
        if line != row["line"]:
            raise ValueError(f"what it has of line {row['line']} stands in line {line}")
    return article


def _claim_again(row: Any) -> Any:  # noqa: ANN401  # the field says of which kind
    stated = row["value"]
    if row["field"] not in ("title", "date", "author"):
        raise ValueError(f"there is no field {row['field']!r}")
    if not isinstance(stated, str) or (row["chosen"] and not stated):
        raise ValueError(f"it has no value of the {row['field']}")
    value = PartialDate.from_iso(stated) if row["field"] == "date" and stated else stated
    trust = Trust[str(row["trust"]).upper()]
    return Claim(row["field"], value, Span(row["start"], row["end"]), str(row["rule"]), trust, str(row["reason"]))
