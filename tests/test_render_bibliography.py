"""What is written in a form of citation is read back by a library other than the one that wrote it, and is the same."""

import json

import bibtexparser
import pylatexenc.latex2text as reading
import pytest
from articles import write_article
from bibtexparser.middlewares import LatexDecodingMiddleware, SeparateCoAuthors
from citeproc.source.json import CiteProcJSON
from gris import read_ris
from hypothesis import given
from hypothesis import strategies as st

from nkdocs.citations import cite_article
from nkdocs.model import Kind
from nkdocs.render import sanitize
from nkdocs.render.bibliography import FORMS, latex, write_bibliography

#: Text of strangers: what LaTeX, BibTeX and RIS obey, other scripts, and what a terminal obeys.
TEXT = st.text(
    st.sampled_from("ab AZ09 {}\\%&$#_~^\"'`-,.:;@=<>|[]()“”‘’–—éßø한국어中Д\n\t\x1b\u202e") | st.characters(codec="utf-8"),
    min_size=1,
    max_size=40,
)
DATES = st.sampled_from([None, "2019", "2019-03", "2019-03-04"])
MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]


def _plain(text):
    return " ".join(sanitize(text).split())


@st.composite
def citations(draw):
    """A citation of any title, date, authors and note."""
    title = draw(st.none() | TEXT.filter(_plain))
    authors = draw(
        st.lists(TEXT.filter(_plain) | st.sampled_from(["Lindsey Miller", "J. K. Rowling", "World and Bank"]), max_size=3)
    )
    note = draw(st.none() | TEXT.filter(_plain))
    blocks = ["x", *([(Kind.NOTE, note)] if note else [])]
    return cite_article(write_article("an-id", *blocks, title=title, date=draw(DATES), authors=authors))


def _names(item, split):
    return [split(name) if "family" in name else _plain(name["literal"]) for name in item.get("author", ())]


def _decoder():
    """A reader of LaTeX that also knows the signs of LaTeX which pylatexenc lacks, or takes for an accent."""
    known = reading.get_default_latex_context_db()
    names = {"textbraceleft": "{", "textbraceright": "}", "textasciicircum": "^"}
    specs = [reading.MacroTextSpec(name, simplify_repl=sign) for name, sign in names.items()]
    known.add_context_category("braces", prepend=True, macros=specs)
    return reading.LatexNodes2Text(latex_context=known, keep_braced_groups=False, math_mode="verbatim")


def _read_bib(text):
    decoding = LatexDecodingMiddleware(decoder=_decoder())
    library = bibtexparser.parse_string(text, append_middleware=[SeparateCoAuthors(), decoding])
    assert not library.failed_blocks, library.failed_blocks
    return library.entries


@given(citations(), st.sampled_from(["bibtex", "biblatex"]))
def test_bibtex_is_read_back_by_another(citation, form):
    """Pybtex writes, bibtexparser with pylatexenc reads: title, authors, date and note are the same."""
    (entry,) = _read_bib(write_bibliography([citation], form))
    fields = {name: field.value for name, field in entry.fields_dict.items()}
    item = citation.item
    assert entry.key == citation.key
    assert _plain(fields.get("title", "")) == _plain(item.get("title", ""))
    authors = map(_decoder().latex_to_text, fields.get("author", []))
    assert list(map(_plain, authors)) == _names(item, lambda name: f"{name['family']}, {name['given']}")
    assert _plain(fields["note"]) == _plain(item["note"])
    parts = item.get("issued", {}).get("date-parts", [[]])[0]
    if form == "biblatex":
        assert fields.get("date", "") == "-".join(f"{part:02d}" for part in parts)
        assert "year" not in fields
    else:
        told = [fields["year"], fields.get("month"), fields.get("day")]
        assert told == (
            [str(parts[0]), MONTHS[parts[1] - 1] if parts[1:] else None, str(parts[2]) if parts[2:] else None]
            if parts
            else ["n.d.", None, None]
        )


@pytest.mark.filterwarnings(
    "ignore::ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning"
)  # gris leaves files open
@given(st.lists(citations(), min_size=1, max_size=3))
def test_ris_is_read_back_by_another(tmp_path, several):
    """Rispy writes, gris reads: title, authors, date and note are the same, and references do not run into each other."""
    file = tmp_path / "a.ris"
    file.write_text(write_bibliography(several, "ris"), encoding="utf-8")
    read = read_ris(file)
    assert len(read) == len(several)
    for reference, citation in zip(read, several, strict=True):
        item = citation.item
        assert reference["TY"] == "ELEC"
        assert reference.get("TI", "") == _plain(item.get("title", ""))
        authors = reference.get("AU", [])
        assert (authors if isinstance(authors, list) else [authors]) == _names(
            item, lambda name: f"{name['family']}, {name['given']}"
        )
        note = reference["N1"]
        assert (note[0] if isinstance(note, list) else note) == _plain(item["note"])
        parts = item.get("issued", {}).get("date-parts", [[]])[0]
        assert reference.get("DA", "") == ("/".join(f"{part:02d}" for part in parts) + "/" * (4 - len(parts)) if parts else "")
        assert reference.get("PY", "") == (str(parts[0]) if parts else "")


@given(citations())
def test_csl_json_is_read_back_by_another(citation):
    """Citeproc reads what is written: title, authors, date and note are the same."""
    source = CiteProcJSON(json.loads(write_bibliography([citation], "csl-json")))
    reference = source[citation.key]
    assert str(reference.get("title", "")) == _plain(citation.item.get("title", ""))
    assert [dict(name) for name in reference.get("author", [])] == [
        {part: _plain(text) for part, text in name.items()} for name in citation.item.get("author", ())
    ]
    parts = citation.item.get("issued", {}).get("date-parts", [[]])[0]
    date = reference.get("issued")
    assert [date[name] for name in ("year", "month", "day") if name in date] == parts if parts else date is None


def test_what_the_dump_says_of_its_origin_is_in_every_form():
    """Address, site and day of access have the fields that each form has for them."""
    article = write_article(
        "a", "Title", "URL: https://x.org/a_b%20c?d={e}", "Accessed 3 May 2021", "Site: R&B", title="Title", date="2019"
    )
    citation = cite_article(article)
    bib = write_bibliography([citation], "biblatex")
    assert bib.startswith("@online{a,")
    assert "url = {https://x.org/a_b%20c?d=%7Be%7D}" in bib
    assert "urldate = {2021-05-03}" in bib
    assert r"organization = {R\&B}" in bib
    assert write_bibliography([cite_article(write_article("a", "x"))], "biblatex").startswith("@misc{a,")
    ris = write_bibliography([citation], "ris")
    assert "UR  - https://x.org/a_b%20c?d={e}\n" in ris
    assert "Y2  - 2021/05/03/\n" in ris


def test_a_title_keeps_its_capitals_and_a_whole_name_its_order():
    """Both are in braces of their own, so that no style of BibTeX changes them."""
    bib = write_bibliography([cite_article(write_article("a", "x", title="A B", authors=["Kim Jong Un"]))], "bibtex")
    assert "title = {{A B}}" in bib
    assert "author = {{Kim Jong Un}}" in bib


def test_signs_are_written_out():
    """All that LaTeX would obey; Korean stays as it is."""
    assert latex("50% of {a_b} ~$5 #1 C:\\x^2 한국 & co") == (
        r"50\% of \{a\_b\} {\textasciitilde}\$5 \#1 C:{\textbackslash}x{\textasciicircum}2 한국 \& co"
    )
    assert latex("a}b{ {}") == r"a{\textbraceright}b{\textbraceleft} {\textbraceleft}{\textbraceright}"
    assert latex("a--b ``c'' ?` !`") == "a-{}-b `{}`c'{}' ?{}` !{}`"


@pytest.mark.parametrize("form", FORMS)
def test_a_file_ends_its_last_line(form):
    """As text files do, once."""
    text = write_bibliography([cite_article(write_article("a", "x"))], form)
    assert text.endswith("\n")
    assert not text.endswith("\n\n")
