"""Citations as they are printed: in every form, for people and for programs."""

import csv
import io
import json

import pytest
from articles import write_article
from hypothesis import given
from hypothesis import strategies as st

from nkdocs.citations import cite_article
from nkdocs.cli.citing import CITED_AS as TYPED
from nkdocs.render import sanitize
from nkdocs.render.citing import CITED_AS, citation_text, show_citations
from nkdocs.render.forms import Form

HOSTILE = st.text(st.sampled_from('ab\x1b[31m]0;\x07\u202e\u200b\r\n\x9b="{<') | st.characters(), min_size=1, max_size=30)


def test_what_can_be_typed_is_what_can_be_written():
    """The command offers every form, and no other."""
    assert set(TYPED) == set(CITED_AS)
    assert len(TYPED) == len(set(TYPED))


@given(HOSTILE, HOSTILE, st.sampled_from(CITED_AS))
def test_no_form_prints_what_a_terminal_obeys(title, name, form):
    """Neither a title nor a name gets a control character through, in any form."""
    text = citation_text([cite_article(write_article("a", "x", title=title, authors=[name], path=f"d/{title}"))], form)
    assert sanitize(text, keep_newlines=True) == text
    text.encode("utf-8")


@pytest.mark.parametrize("form", CITED_AS)
def test_rows_hold_the_text_of_each(form):
    """JSON, JSON Lines and CSV say of each article what it was made of, and its citation in the form."""
    citations = [cite_article(write_article(id_, "x", title="=T", authors=["A"])) for id_ in ("a", "b")]
    shown = {}
    for name in ("as_json", "jsonl", "csv"):
        out = io.StringIO()
        show_citations(out, Form(**{name: True}), citations, form)
        shown[name] = out.getvalue()
    rows = json.loads(shown["as_json"])["citations"]
    assert [json.loads(line) for line in shown["jsonl"].splitlines()] == rows
    table = list(csv.DictReader(io.StringIO(shown["csv"], newline="")))
    assert [row["id"] for row in rows] == ["a", "b"] == [row["id"] for row in table]
    assert all("=T" in row["text"] for row in rows)
    assert table[0]["title"] == "'=T"
