"""Text in Markdown is text: read back by another program it is what it was, and no order."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from nkdocs.render.markdown import escape_block, escape_inline, escape_line

READ = MarkdownIt("commonmark").enable(["table", "strikethrough"])
HOSTILE = st.text(
    st.sampled_from("ab 1.)#-+=*_`~<>[]()!|&;:/@\\'\"{}^$%\n\t한é“—www") | st.characters(codec="utf-8"), max_size=60
)


def _texts(tokens):
    """The text of each paragraph, or None for anything that is no paragraph."""
    told = []
    for token in tokens:
        if token.type == "inline":
            kinds = {child.type for child in token.children}
            assert kinds <= {"text", "softbreak", "hardbreak", "text_special"}, kinds
            told.append("".join("\n" if "break" in child.type else child.content for child in token.children))
        else:
            assert token.type in ("paragraph_open", "paragraph_close"), token.type
    return told


@given(HOSTILE)
def test_a_line_is_read_back_as_it_was(text):
    """One paragraph, the same text, nothing else."""
    line = escape_line(text)
    plain = _plain(line, text)
    assert _texts(READ.parse(line)) == ([plain] if plain else [])


def _plain(escaped, text):
    del escaped
    from nkdocs.render import sanitize

    return " ".join(sanitize(text).split())


@given(HOSTILE)
def test_a_block_keeps_its_lines(text):
    """Each line of a text stays a line, blank ones go."""
    lines = [plain for line in text.split("\n") if (plain := _plain("", line))]
    assert _texts(READ.parse(escape_block(text))) == (["\n".join(lines)] if lines else [])


@pytest.mark.parametrize(
    "text", ["# a", "1. a", "- a", "> a", "<script>", "![x](y)", "[a]: b", "---", "***", "a | b", "~~~", "=="]
)
def test_orders_are_text(text):
    """The signs that make headings, lists, quotes, code, tags, links, pictures and tables make none."""
    assert _texts(READ.parse(escape_line(text))) == [text]


def test_signs_that_some_readers_obey_are_text_too():
    """Formulas, marks and comments hide text, or change it, in programs for notes."""
    assert escape_inline("$500 to $700, ==a== and 5 %% off") == "\\$500 to \\$700, \\==a\\== and 5 \\%% off"


def test_prose_stays_readable():
    """Only what has to be is escaped."""
    prose = "In 2019, Kim's A-team (3 of 5) said: “No!” - 50% of $1,500. And? #1"
    assert escape_inline(prose) == prose.replace("#1", "\\#1")
