"""Articles as files: read back by other programs they say what was written, and hostile text is only text."""

import csv
import io
import json

import pytest
import yaml
from articles import write_article
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from nkdocs.cli.citing import EXPORTED_AS
from nkdocs.model import Kind
from nkdocs.render import sanitize
from nkdocs.render.export import COLUMNS, FORMATS, all_in_one, one_file

TEXT = st.text(
    st.sampled_from("ab: #-'\"|>&*!%@`{}[],?\\\n\t한é\x1b\x85\u2028\u202e\x00=+~_<") | st.characters(codec="utf-8"),
    min_size=1,
    max_size=40,
)


def _article(title="T", name="Ada Stone", note="*A name was changed", text="x", id_="a", date="2019-03-04"):
    blocks = (text, (Kind.HEADING, "How"), (Kind.QUOTE, "One\ntwo"), (Kind.CAPTION, "A hill"), (Kind.NOTE, note))
    return write_article(id_, *blocks, title=title, date=date, authors=[name])


def test_the_forms_are_those_that_can_be_typed():
    """No more and no less."""
    assert tuple(FORMATS) == EXPORTED_AS


@given(TEXT, TEXT, TEXT)
def test_front_matter_is_read_back_by_a_library(title, name, note):
    """YAML gives back title, authors and notes, as they may be shown, and the date as it was: a text."""
    head, _, rest = one_file(_article(title, name, note), "markdown").removeprefix("---\n").partition("\n---\n")
    known = yaml.safe_load(head)
    assert known["title"] == sanitize(title)
    assert known["authors"] == [sanitize(name)]
    assert known["notes"] == ([" ".join(sanitize(" ".join(note.split())).split(" "))] if note.strip() else [])
    assert (known["date"], known["sha256"], known["start_line"]) == ("2019-03-04", "0" * 64, 1)
    assert rest.startswith("\n# ")


@given(TEXT, TEXT)
def test_hostile_text_is_only_text(title, text):
    """Read as Markdown there are headings, paragraphs and quotes where we put them, and nothing else."""
    markdown = "".join(all_in_one([_article(title, text=text), _article(title, text=text, id_="b")], "markdown"))
    assert sanitize(markdown, keep_newlines=True) == markdown
    tokens = MarkdownIt("commonmark").enable("table").parse(markdown)
    kinds = [token.type for token in tokens if token.nesting >= 0 and token.type != "inline"]
    paragraphs = ["paragraph_open"] if " ".join(sanitize(text).split()) else []
    one = ["heading_open", "fence", *paragraphs, "heading_open", "blockquote_open", *["paragraph_open"] * 3]
    assert kinds == one * 2
    inside = {child.type for token in tokens if token.children for child in token.children}
    assert inside <= {"text", "hardbreak", "softbreak", "text_special"}


def test_markdown_for_reading():
    """What each kind of text looks like."""
    assert one_file(_article(), "markdown").partition("\n---\n")[2] == (
        "\n# T\n\nx\n\n## How\n\n> One\\\n> two\n\n\\[caption\\] A hill\n\n\\[note\\] \\*A name was changed\n"
    )


@given(TEXT, TEXT)
def test_json_lines_have_the_text_of_the_dump(title, text):
    """A line an article, read back to the letter."""
    lines = "".join(all_in_one([_article(title, text=text), _article()], "jsonl")).split("\n")
    assert len(lines) == 3
    assert json.loads(lines[0])["title"] == title
    assert json.loads(lines[0])["sha256"] == "0" * 64
    assert lines[1] + "\n" == one_file(_article(), "jsonl")


@given(TEXT)
def test_csv_is_read_back_by_a_library(title):
    """A row an article below the names; a formula is a text."""
    table = list(csv.reader(io.StringIO("".join(all_in_one([_article(title), _article()], "csv")), newline="")))
    assert table[0] == list(COLUMNS)
    assert len(table) == 3
    assert table[1][1].removeprefix("'") == sanitize(title).removeprefix("'")
    assert not table[1][1].startswith(("=", "+", "-", "@"))


@pytest.mark.parametrize("form", FORMATS)
def test_the_same_article_gives_the_same_bytes(form):
    """Nothing of the moment is in it."""
    assert one_file(_article(), form) == one_file(_article(), form)
    assert "".join(all_in_one([], form)) == (",".join(COLUMNS) + "\r\n" if form == "csv" else "")
