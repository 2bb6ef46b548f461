"""Articles as files for other programs: Markdown with front matter, JSON Lines, CSV. The same article gives the same bytes.

Nothing of the moment goes in: no time, no version, no rank. Markdown is for people, so its text has passed through `sanitize`
and none of it is an order (`markdown`); its front matter is YAML, written by a library that quotes what has to be quoted.
JSON has the text as it is in the dump.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from typing import Any

from nkdocs.doubts import corrections, doubts, notes
from nkdocs.filing import Filed
from nkdocs.model import Article, Kind
from nkdocs.render import layout, sanitize
from nkdocs.render.csv import ARTICLE, CsvWriter, article_cells, cell
from nkdocs.render.json import write_json
from nkdocs.render.markdown import escape_block, escape_inline, escape_line
from nkdocs.render.objects import article_row, corrected_rows, doubt_rows, whole_article

#: The forms, each with the suffix of its files.
FORMATS = {"markdown": ".md", "jsonl": ".jsonl", "csv": ".csv"}
#: Files of an older export that are named.
_NAMED = 3
COLUMNS = (*ARTICLE, "sha256", "encoding", "doubts", "corrections", "notes", "body")


def one_file(article: Article, form: str) -> str:
    """An article alone, as a whole file of the form."""
    return front_matter(article) + "\n" + _text(article) if form == "markdown" else "".join(all_in_one([article], form))


def all_in_one(articles: Iterable[Article], form: str) -> Iterator[str]:
    """Articles one after another, as the pieces of one file. In Markdown, what is known of each stands in a block of YAML."""
    if form == "csv":
        yield from _table(articles)
        return
    for at, article in enumerate(articles):
        if form == "markdown":
            yield ("\n" if at else "") + _titled(article) + f"\n```yaml\n{_yaml(article)}```\n\n" + _blocks(article)
        else:
            out = io.StringIO()
            write_json(out, exported_value(article))
            yield out.getvalue()


def exported_value(article: Article) -> dict[str, Any]:
    """What JSON says of an article that is exported."""
    told, given = doubt_rows(doubts(article)), corrected_rows(corrections(article))
    return {
        **whole_article(article),
        "sha256": article.source.digest,
        "encoding": article.source.encoding,
        "doubts": told,
        "corrections": given,
    }


def front_matter(article: Article) -> str:
    """What is known of an article, as the YAML at the head of a Markdown file."""
    return f"---\n{_yaml(article)}---\n"


def _yaml(article: Article) -> str:
    import yaml  # for those who export

    known: dict[str, Any] = {
        **article_row(article),
        "sha256": article.source.digest,
        "doubts": [f"{doubt.field}: {doubt.why}, line {doubt.line}" for doubt in doubts(article)],
        "corrections": [f"{each.field} {each.said}" for each in corrections(article)],
        "notes": [note.text for note in notes(article)],
    }
    safe = {name: _safe(value) for name, value in known.items()}
    return str(yaml.safe_dump(safe, sort_keys=False, allow_unicode=True, width=1 << 30))


def filed_line(filed: Filed) -> str:
    """What became of the folder, in one line."""
    same = f", {filed.unchanged:,} as they were" if filed.unchanged else ""
    return sanitize(f"{filed.folder}: {layout.plural(filed.written, 'file')} written{same}")


def left_lines(filed: Filed) -> Iterator[str]:
    """That files of older exports are no part of this one."""
    if filed.left:
        more = ", ..." if len(filed.left) > _NAMED else ""
        named = ", ".join(filed.left[:_NAMED])
        yield f"{layout.plural(len(filed.left), 'file')} of an older export left as they are: {named}{more}"


def _safe(value: Any) -> Any:  # noqa: ANN401  # a value of YAML
    if isinstance(value, list):
        return list(map(_safe, value))
    return sanitize(value) if isinstance(value, str) else value


def _titled(article: Article) -> str:
    return f"# {escape_inline(article.title.value) if article.title else layout.UNTITLED}\n"


def _text(article: Article) -> str:
    return _titled(article) + "\n" + _blocks(article)


def _blocks(article: Article) -> str:
    return "\n\n".join(written for piece in layout.pieces(article) if (written := _block(piece))) + "\n"


def _block(piece: layout.Piece) -> str:
    match piece.kind:
        case Kind.HEADING:
            return f"## {escape_inline(piece.text)}"
        case Kind.QUOTE:
            return "\n".join(f"> {line}" for line in escape_block(piece.text).split("\n"))
        case Kind.CAPTION:
            return f"\\[caption\\] {escape_block(piece.text)}"
        case Kind.NOTE:
            return f"\\[note\\] {escape_block(piece.text)}"
    return escape_block(piece.text) if "\n" in piece.text else escape_line(piece.text)


def _table(articles: Iterable[Article]) -> Iterator[str]:
    out = io.StringIO()
    writer = CsvWriter(out)
    writer.table(COLUMNS, [])
    for article in articles:
        writer.table(COLUMNS, [_cells(article)])
        yield out.getvalue()
        out.seek(0)
        out.truncate()
    yield out.getvalue()


def _cells(article: Article) -> list[object]:
    told = "; ".join(f"{doubt.field}: {doubt.why}, line {doubt.line}" for doubt in doubts(article))
    given = "; ".join(f"{each.field} {each.said}" for each in corrections(article))
    source = [article.source.digest, article.source.encoding]
    texts = [cell(text, keep_newlines=True) for text in ("\n".join(article.notes), article.body)]
    return [*article_cells(article), *source, cell(told), cell(given), *texts]
