"""Every row of every table of rules is tried on the line it must match and on the one it must not."""

import re

import pytest

from nkdocs import code_lines
from nkdocs.chrome import CHROME_PATTERNS, sign_of_chrome
from nkdocs.comments import COMMENT_PATTERNS
from nkdocs.furniture_words import VOCABULARIES
from nkdocs.links import LINK_PATTERNS
from nkdocs.rules import CHROME, SHAPES, Sign, bare, sign_of_shape


@pytest.mark.parametrize("row", SHAPES, ids=lambda row: row.name)
def test_a_shape_tells_its_example_from_its_counter_example(row):
    """A row of shapes is what its example is taken for, and its counter-example has no shape of that kind."""
    assert sign_of_shape(row.example) == (row.sign, row.name)
    found = sign_of_shape(row.counter_example)
    assert found is None or found[0] is not row.sign


@pytest.mark.parametrize("row", [*COMMENT_PATTERNS, *CHROME_PATTERNS, *LINK_PATTERNS], ids=lambda row: row.name)
def test_words_tell_their_example_from_their_counter_example(row):
    """A row of words is what its example is taken for, and its counter-example is no furniture at all."""
    assert sign_of_chrome(bare(row.example)) == (row.sign, row.name)
    assert sign_of_chrome(bare(row.counter_example)) is None


@pytest.mark.parametrize("row", VOCABULARIES, ids=lambda row: row.name)
def test_a_vocabulary_tells_its_example_from_its_counter_example(row):
    """A line is in a vocabulary if all its words are, and at least one of the strong ones."""
    assert row.matches(bare(row.example))
    assert not row.matches(bare(row.counter_example))
    assert not row.matches("")
    assert not row.matches(" ".join(sorted(row.strong)[:1] * (row.longest + 1)))


@pytest.mark.parametrize("row", code_lines.ROWS, ids=lambda row: row.name)
def test_code_is_told_from_words(row):
    """A row of code matches its example, and its counter-example is no code by any row."""
    assert re.fullmatch(row.pattern, row.example)
    assert code_lines.is_code(row.example)
    assert not code_lines.is_code(row.counter_example)


def test_rows_have_names_of_their_own():
    """No two rows share a name, because the name is the reason that is shown."""
    names = [row.name for row in (*SHAPES, *COMMENT_PATTERNS, *CHROME_PATTERNS, *LINK_PATTERNS, *VOCABULARIES)]
    assert len(names) == len(set(names))


def test_text_is_no_furniture():
    """The signs of text, of headings and of stamps are not among those of furniture."""
    assert not CHROME & {Sign.PROSE, Sign.SHORT, Sign.DATE, Sign.BYLINE, Sign.NOTE, Sign.CAPTION, Sign.ATTRIBUTION}


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("  » Read More… ", "read more"),
        ("Leave a Reply:", "leave a reply"),
        ("Don’t miss", "don't miss"),
        ("— * —", ""),
        ("", ""),
    ],
)
def test_bare_leaves_the_words(line, expected):
    """What stands around the words, their case and the kind of apostrophe do not matter."""
    assert bare(line) == expected
