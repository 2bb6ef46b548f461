"""Citations on the way out: a file of a form, sentences of a style, or a row for each with its text and what it was made of."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, TextIO

from nkdocs.citations import Citation
from nkdocs.render.bibliography import FORMS, write_bibliography
from nkdocs.render.csv import ARTICLE, CsvWriter, article_cells, cell
from nkdocs.render.json import SCHEMA, write_json
from nkdocs.render.objects import article_row, corrected_rows, doubt_rows
from nkdocs.render.styled import STYLES, style_texts
from nkdocs.render.terminal import columns
from nkdocs.render.trouble import fit

if TYPE_CHECKING:
    from nkdocs.render.forms import Form

#: Every form and style that `cite` knows, the usual one first.
CITED_AS = ("footnote", "markdown", *(style for style in STYLES if style != "footnote"), *FORMS)
_COLUMNS = (*ARTICLE, "sha256", "cautions", "text")


def citation_text(citations: Sequence[Citation], form: str) -> str:
    """All citations as one text in the form: a file that programs read, or a paragraph for each."""
    if form in FORMS:
        return write_bibliography(citations, form)
    between = "\n\n" if form == "markdown" else "\n"
    return between.join(style_texts(citations, form)) + "\n"


def show_citations(out: TextIO, form: Form, citations: Sequence[Citation], cited_as: str, notices: Sequence[str] = ()) -> None:
    """Print the citations, as text, or as rows for programs with the text in them."""
    if not (form.as_json or form.jsonl or form.csv):
        text = citation_text(citations, cited_as)
        is_sentences = cited_as in STYLES and cited_as != "markdown"
        out.write("\n".join(fit(text.split("\n"), columns(out))) if is_sentences else text)
        return
    texts = (
        [write_bibliography([citation], cited_as) for citation in citations]
        if cited_as in FORMS
        else style_texts(citations, cited_as)
    )
    rows = [_row(citation, text) for citation, text in zip(citations, texts, strict=True)]
    if form.as_json:
        write_json(out, {"schema": SCHEMA, "form": cited_as, "citations": rows, "notices": list(notices)}, indent=2)
    elif form.jsonl:
        for row in rows:
            write_json(out, row)
    else:
        CsvWriter(out).table(_COLUMNS, map(_cells, citations, texts))


def _row(citation: Citation, text: str) -> dict[str, Any]:
    return {
        **article_row(citation.article),
        "sha256": citation.digest,
        "doubts": doubt_rows(citation.doubts),
        "corrections": corrected_rows(citation.corrections),
        "notes": [{"line": note.line, "text": note.text} for note in citation.notes],
        "text": text,
    }


def _cells(citation: Citation, text: str) -> list[object]:
    cautions = cell("; ".join(citation.cautions))
    return [*article_cells(citation.article), citation.digest, cautions, cell(text, keep_newlines=True)]
