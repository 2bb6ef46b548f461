"""The report of an evidence folder, for a person: as Markdown, and as one page of HTML that needs nothing else.

The page has no script, no picture, no font and no address of the web in it, and its own policy forbids them. Its links lead to
the files beside it. Text of dumps has passed through `sanitize` and is escaped; each paragraph has the number of its line in
the dump, and what the query matched is marked.
"""

from __future__ import annotations

import html
from collections.abc import Iterator, Sequence
from importlib import resources

from nkdocs.answers import SearchRequest
from nkdocs.citations import Citation
from nkdocs.doubts import badges
from nkdocs.model import Article, Copy, Kind, Span
from nkdocs.render import layout, sanitize
from nkdocs.render.markdown import escape_inline
from nkdocs.render.styled import style_html, style_texts
from nkdocs.values import dataclass

#: What was wished beside the query.
_WISHES = {"any_word": "any of its words", "all_words": "all of its words", "copies": "copies each for itself"}
#: Passages that the Markdown report shows of an article; the HTML page has the whole text.
_PASSAGES = 5


@dataclass(frozen=True, slots=True)
class Exhibit:
    """An article of the folder: its number, its citation, the paths of its dump, text and evidence, what the query matched."""

    number: int
    citation: Citation
    dump: str
    text: str
    evidence: str
    spans: tuple[Span, ...] = ()
    copies: tuple[Copy, ...] = ()


@dataclass(frozen=True, slots=True)
class Report:
    """What was asked of which archive, when (ISO, UTC), by which version, and the articles that answer it."""

    made: str
    version: str
    request: SearchRequest
    ids: tuple[str, ...]
    archive: str
    exhibits: tuple[Exhibit, ...]
    notices: tuple[str, ...] = ()


def _title(article: Article) -> str:
    return sanitize(article.title.value) if article.title else layout.UNTITLED


def _asked(report: Report) -> str:
    request = report.request
    if report.ids:
        return f"the articles {', '.join(report.ids)}"
    told = [f"query: {request.query}"] if request.query.strip() else ["all articles"]
    told += [f"{name} {value}" for name in ("since", "until", "author", "source") if (value := getattr(request, name))]
    told += [words for name, words in _WISHES.items() if getattr(request, name)]
    return sanitize("; ".join(told))


def _heading(report: Report) -> str:
    query = sanitize(report.request.query).strip()
    return f"Evidence: {query}" if query and not report.ids else "Evidence"


def _known(exhibit: Exhibit) -> Iterator[tuple[str, str]]:
    """What is said of an article, and where each value was read."""
    article = exhibit.citation.article
    for row in layout.evidence(article):
        if row.chosen:
            yield row.field, _read_where(article, row)
    yield "stands in", exhibit.citation.place
    yield "sha256", exhibit.citation.digest
    yield "id", article.id
    if exhibit.copies:
        yield "copies", ", ".join(f"{copy.source}:{copy.line} ({copy.id})" for copy in exhibit.copies)


def _read_where(article: Article, row: layout.Evidence) -> str:
    claim = row.claim
    if claim is None:
        return "not known"
    if claim.is_corrected:
        read = "".join(
            f"; line {article.line_of(other.span.start)} of the dump: {layout.value(other)}"
            for other in dict.fromkeys(article.claims)
            if other.field == claim.field and not other.is_corrected
        )
        return sanitize(f"{layout.value(claim) or 'not known'} ({claim.reason}{read})")
    line = article.line_of(claim.span.start)
    return sanitize(f"{layout.value(claim)} (line {line}: {claim.rule}; {claim.trust.name.lower()} trust)")


def _how_to_check(report: Report) -> Iterator[str]:
    dumps = len({exhibit.dump for exhibit in report.exhibits})
    yield (
        f"{layout.plural(len(report.exhibits), 'article')} from {layout.plural(dumps, 'dump')} of the archive "
        f"{sanitize(report.archive)}, packed {layout.moment(report.made)} with nkdocs {report.version}."
    )
    yield (
        "The folder dumps has the files of the archive as they are, byte for byte. All else was read from them by a program: "
        "titles, dates and authors say in which line, and the dump has the last word."
    )


# --- Markdown ---


def markdown_report(report: Report) -> str:
    """The report as Markdown, with the passages that the query matched."""
    lines = [f"# {escape_inline(_heading(report))}", ""]
    lines += [f"- {escape_inline(_asked(report))}", *(f"- {escape_inline(text)}" for text in _how_to_check(report))]
    lines += ["- To check that nothing was changed: `nkdocs verify .` in this folder, or `sha256sum -c SHA256SUMS`.", ""]
    lines += [f"- note: {escape_inline(notice)}" for notice in report.notices]
    texts = style_texts([exhibit.citation for exhibit in report.exhibits], "markdown")
    for exhibit, text in zip(report.exhibits, texts, strict=True):
        lines += ["", f"## {exhibit.number}. {escape_inline(_title(exhibit.citation.article))}", "", text, ""]
        lines += [f"- {name}: {escape_inline(value)}" for name, value in _known(exhibit)]
        lines += [f"- [the text](<{exhibit.text}>), [the dump](<{exhibit.dump}>), [the evidence](<{exhibit.evidence}>)"]
        lines += [f"- **{escape_inline(caution)}**" for caution in exhibit.citation.cautions]
        for number, parts in _passages(exhibit):
            shown = "".join(f"**{escape_inline(part)}**" if marked else _spaced(part) for part, marked in parts)
            lines += ["", f"> (line {number}) {shown}"]
    return "\n".join(lines).replace("\n\n\n", "\n\n") + "\n"


def _spaced(part: str) -> str:
    """A part of a line, with the spaces at its ends."""
    before = " " if part[:1].isspace() else ""
    after = " " if part[-1:].isspace() and part.strip() else ""
    return f"{before}{escape_inline(part)}{after}"


def _passages(exhibit: Exhibit) -> Iterator[tuple[int, list[tuple[str, bool]]]]:
    """The first pieces of the text in which the query matched, each with its line, cut at what was matched."""
    article = exhibit.citation.article
    shown = 0
    for piece in layout.pieces(article):
        spans = layout.within(piece.start, piece.text, exhibit.spans)
        if spans and shown < _PASSAGES:
            shown += 1
            yield article.line_of(piece.start), list(layout.cut(piece.text, spans))


# --- HTML ---

_POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"


_CHECK = (
    "<p>To check that nothing was changed: <code>nkdocs verify .</code> in this folder, or "
    "<code>sha256sum -c SHA256SUMS</code>.</p>"
)


def html_report(report: Report) -> str:
    """The report as one page of HTML, with the whole texts."""
    cited = style_html([exhibit.citation for exhibit in report.exhibits], "footnote")
    heading = _escape(_heading(report))
    style = resources.files("nkdocs.render").joinpath("report.css").read_text(encoding="utf-8")
    parts = [
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">',
        '<meta name="referrer" content="no-referrer">',
        f"<title>{heading}</title>\n<style>\n{style}</style>\n</head>\n<body>\n<main>",
        f'<h1>{heading}</h1>\n<div class="about">',
        *(f"<p>{_escape(text)}</p>" for text in (_asked(report), *_how_to_check(report))),
        _CHECK,
        *(f"<p>note: {_escape(notice)}</p>" for notice in report.notices),
        "</div>",
        *_contents(report.exhibits),
        *(line for exhibit, text in zip(report.exhibits, cited, strict=True) for line in _section(exhibit, text)),
        "</main>\n</body>\n</html>",
    ]
    return "\n".join(parts) + "\n"


def _contents(exhibits: Sequence[Exhibit]) -> Iterator[str]:
    if len(exhibits) < 2:
        return
    yield '<ol class="contents">'
    for exhibit in exhibits:
        article = exhibit.citation.article
        date = article.date.value.isoformat() if article.date else layout.UNDATED
        protected = "".join(f" · {_escape(badge)}" for badge, _ in badges(article))
        yield f'<li><a href="#a{exhibit.number}">{_escape(_title(article))}</a> · {date}{protected}</li>'
    yield "</ol>"


def _section(exhibit: Exhibit, cited: str) -> Iterator[str]:
    article = exhibit.citation.article
    yield f'<section id="a{exhibit.number}">\n<h2>{exhibit.number}. {_escape(_title(article))}</h2>'
    yield f'<p class="cite">{cited}</p>'
    yield from (f'<p class="caution">{_escape(caution)}</p>' for caution in exhibit.citation.cautions)
    yield "<dl>" + "".join(f"<dt>{_escape(name)}</dt><dd>{_escape(value)}</dd>" for name, value in _known(exhibit)) + "</dl>"
    links = (("dump", exhibit.dump), ("text", exhibit.text), ("evidence", exhibit.evidence))
    yield '<p class="files">' + " · ".join(f'<a href="{_escape(path)}">{_escape(path)}</a>' for _, path in links) + "</p>"
    for piece in layout.pieces(article):
        spans = layout.within(piece.start, piece.text, exhibit.spans)
        text = "".join(
            f"<mark>{_escape(part, lines=True)}</mark>" if marked else _escape(part, lines=True)
            for part, marked in layout.cut(piece.text, spans)
        )
        kind = piece.kind.value if piece.kind is not Kind.PROSE else "prose"
        yield f'<div class="line {kind}"><span>{article.line_of(piece.start)}</span><div>{text}</div></div>'
    yield "</section>"


def _escape(text: str, *, lines: bool = False) -> str:
    return html.escape(sanitize(text, keep_newlines=lines))
