"""What is looked for first, because it is quick, rules out no line that the whole pattern would take."""

import re

from hypothesis import example, given
from hypothesis import strategies as st

from nkdocs import chrome, date_shapes, rules
from nkdocs.chrome import sign_of_chrome
from nkdocs.date_reading import is_relative
from nkdocs.furniture_words import VOCABULARIES
from nkdocs.lines import _width_of, _words_in, width_of, words_in
from nkdocs.month_names import months

#: Every run of ASCII letters that stands in the patterns, and what may stand between.
WORDS = sorted(
    {
        word
        for pattern in (rules._PICTURED.pattern, date_shapes.RELATIVE.pattern, *(row.pattern for row, _ in chrome._COMPILED))
        for word in re.findall(r"(?<!\\)[a-zA-Z]{2,}(?: [a-z]{2,})?", pattern)
    }
    | {name for name in months() if name.isascii()}
)
PIECES = st.one_of(
    st.sampled_from(WORDS),
    st.sampled_from(WORDS).map(str.upper),
    st.sampled_from(
        ["(c)", "]", "above:", "left:", "right:", "juche 107.3.4", "2019", "4", "17", "'19", "-", "/", ".", ", ", "1/2/2019"]
    ),
    st.text(st.characters(max_codepoint=126, min_codepoint=32), max_size=4),
)
LINES = st.lists(st.tuples(PIECES, st.sampled_from(["", " ", " ", "-", "."])), min_size=1, max_size=7).map(
    lambda pairs: "".join(piece + gap for piece, gap in pairs)
)
ROWS = [row.example for row in (*rules.SHAPES, *(row for row, _ in chrome._COMPILED), *VOCABULARIES)]


@given(LINES)
@example("4-MAY-19")
@example("May 4, 2019")
def test_dates_are_looked_for_where_they_may_be(line):
    """Of a line of ASCII no shape is passed over that it has."""
    tried = [name for name, _ in date_shapes.shapes_in(line)]
    assert all(name in tried for name, pattern in date_shapes.shapes() if pattern.search(line))


def test_no_word_of_the_patterns_is_passed_over():
    """Each word that a pattern knows is seen where it stands in a line, small or in capitals."""
    for word in WORDS:
        for line in (
            word,
            f"3 {word.upper()} ago",
            f"{word} week",
            f"The mill ({word})",
            f"4 {word} 2019",
            f"{word} a 3",
            f"3 months {word}",
        ):
            if rules._PICTURED.search(line):
                assert rules._PICTURED_SMALL.search(line.lower()), line
            assert is_relative(line) == (date_shapes.RELATIVE.search(line) is not None), line
            tried = [name for name, _ in date_shapes.shapes_in(line)]
            assert all(name in tried for name, pattern in date_shapes.shapes() if pattern.search(line)), line


@given(LINES)
def test_pictures_and_times_ago_are_looked_for_where_they_may_be(line):
    """A line of ASCII with what says so has its beginning, too."""
    if rules._PICTURED.search(line):
        assert rules._PICTURED_SMALL.search(line.lower())
    assert is_relative(line) == (date_shapes.RELATIVE.search(line) is not None)


@given(st.one_of(LINES, st.sampled_from(ROWS)).map(rules.bare))
def test_furniture_is_the_same_row_by_row(line):
    """All rows in one go say what each says by itself."""
    rows = ((row.sign, row.name) for row in VOCABULARIES if row.matches(line))
    patterns = ((row.sign, row.name) for row, pattern in chrome._COMPILED if pattern.fullmatch(line))
    assert sign_of_chrome(line) == next(rows, next(patterns, None))


@given(st.one_of(LINES, st.text(max_size=80)))
def test_words_and_width_are_the_same_counted_either_way(text):
    """The short way counts what the long way counts."""
    assert words_in(text) == _words_in(text)
    assert width_of(text) == _width_of(text)
