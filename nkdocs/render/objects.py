"""What is said of each noun as JSON: its keys, which are never left out, and their values.

What is not known is null, and text is as in the dump. How JSON is written is `json`'s business.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Any

from nkdocs.answers import Change, IndexReport, Problem, Status
from nkdocs.doubts import Corrected, Doubt
from nkdocs.model import Article, Facet, Hit
from nkdocs.render import View, layout, remarks

if TYPE_CHECKING:
    from nkdocs.correction_plans import FixReport
    from nkdocs.excerpts import Excerpt
    from nkdocs.health import Diagnosis
    from nkdocs.parsing import ParseReport


def article_row(article: Article) -> dict[str, Any]:
    """What is said of an article everywhere."""
    return {
        "id": article.id,
        "title": article.title.value if article.title else None,
        "date": article.date.value.isoformat() if article.date else None,
        "authors": [claim.value for claim in article.authors],
        "source": article.source.path,
        "start_line": article.start_line,
        "end_line": article.end_line,
    }


def _claim(article: Article, claim: layout.AnyClaim | None) -> dict[str, Any] | None:
    if claim is None:
        return None
    return {"line": layout.stated_line(article, claim), "rule": claim.rule, "trust": claim.trust.name.lower()}


def whole_article(article: Article) -> dict[str, Any]:
    """An article with its text, and where each field was read. The evidence of authors is that of the least trusted."""
    weakest = min(article.authors, key=lambda claim: claim.trust, default=None)
    return {
        **article_row(article),
        "body": article.body,
        "notes": list(article.notes),
        "evidence": {
            "title": _claim(article, article.title),
            "date": _claim(article, article.date),
            "authors": _claim(article, weakest),
        },
    }


def hit_value(hit: Hit) -> dict[str, Any]:
    """What is said of an article that was found."""
    pieces = [
        {
            "text": piece.text,
            "line": piece.line,
            "highlights": [[span.start, span.end] for span in piece.highlights],
            "kind": piece.kind.value,
        }
        for piece in hit.snippets
    ]
    more = {"rank": hit.rank, "score": round(hit.score, 6), "snippets": pieces, "shared": list(hit.shared)}
    doubts = doubt_rows(remarks.doubts(hit.article))
    return {**listed_article(hit), **more, "doubts": doubts, "badges": [badge for badge, _ in remarks.badges(hit.article)]}


def listed_article(hit: Hit) -> dict[str, Any]:
    """An article of a list, with the ids of its copies."""
    return {**article_row(hit.article), "copies": [copy.id for copy in hit.copies]}


def facet_values(facets: Sequence[Facet]) -> dict[str, list[dict[str, Any]]]:
    """Facets by name: the rows of each."""
    return {facet.name: [{"value": row.value, "count": row.count} for row in facet.rows] for facet in facets}


def _changes(changes: Sequence[Change]) -> list[dict[str, str]]:
    return [{"path": change.path, "kind": change.kind.value} for change in changes]


def doubt_rows(doubts: Iterable[Doubt]) -> list[dict[str, Any]]:
    """Which values are in doubt, in which line, and why."""
    return [{"field": doubt.field, "line": doubt.line, "why": doubt.why} for doubt in doubts]


def corrected_rows(corrections: Iterable[Corrected]) -> list[dict[str, Any]]:
    """Which values a person gave, and who, when and why."""
    return [{"field": each.field, "said": each.said} for each in corrections]


def problem_rows(problems: Sequence[Problem]) -> list[dict[str, str]]:
    """Trouble with single files."""
    return [{"source": problem.source, "what": problem.what, "hint": problem.hint} for problem in problems]


def article_with_lines(article: Article) -> dict[str, Any]:
    """An article as `whole_article`, with its lines in the file."""
    lines = [{"line": number, "text": text} for number, _, text in layout.raw_lines(article)]
    return {**whole_article(article), "lines": lines}


def article_with_claims(article: Article) -> dict[str, Any]:
    """An article as `whole_article`, with all claims about it, chosen or not."""
    claims = [
        {
            "field": row.field,
            "value": layout.value(row.claim),
            "chosen": row.chosen,
            **(_claim(article, row.claim) or {}),
            "reason": row.claim.reason,
        }
        for row in layout.evidence(article)
        if row.claim is not None
    ]
    return {**whole_article(article), "claims": claims}


def excerpt_value(excerpt: Excerpt) -> dict[str, Any]:
    """Lines around a line of a dump."""
    lines = [
        {"line": line.number, "kind": line.kind.value if line.kind else None, "id": line.article_id, "text": line.text}
        for line in excerpt.lines
    ]
    return {"source": excerpt.source, "line": excerpt.line, "lines": lines}


def in_force_rows(report: ParseReport) -> list[dict[str, Any]]:
    """Which corrections hold in what was read."""
    return [{"source": each.source, "line": each.line, "said": each.said} for each in report.corrections]


def explained_lines(report: ParseReport) -> list[dict[str, Any]]:
    """What each line of each dump was taken for."""
    return [
        {
            "source": path,
            "line": line.line,
            "kind": line.kind.value if line.kind else None,
            "reason": line.reason,
            "cut": line.is_cut,
            "text": line.text,
        }
        for path, lines in report.explained
        for line in lines
    ]


def status_value(status: Status) -> dict[str, Any]:
    """What the archive holds."""
    return {
        **{name: getattr(status, name) for name in layout.STATUS_NAMES},
        "roots": list(status.roots),
        "changes": _changes(status.changes),
        "problems": problem_rows(status.problems),
        "notices": list(status.notices),
    }


def run_value(report: IndexReport) -> dict[str, Any]:
    """What a run of `index` did."""
    names = ("archive", "files", "articles", "added", "updated", "removed", "unchanged", "seconds", "dry_run", "rebuilt")
    return {
        **{name: getattr(report, name) for name in names},
        "changes": _changes(report.changes),
        "problems": problem_rows(report.problems),
        "notices": list(report.notices),
    }


def correction_rows(report: FixReport) -> list[dict[str, Any]]:
    """What `fix` corrected."""
    return [{name: getattr(row, name) for name in ("target", "what", "before", "after")} for row in report.made]


def finding_rows(diagnosis: Diagnosis) -> list[dict[str, Any]]:
    """What `doctor` found."""
    return [
        {"kind": found.kind, "what": found.what, "places": list(found.places), "mend": found.mend}
        for found in diagnosis.findings
    ]


#: What each way to show an article says.
VIEWS: dict[View, Callable[[Article], dict[str, Any]]] = {
    "article": whole_article,
    "raw": article_with_lines,
    "evidence": article_with_claims,
}
