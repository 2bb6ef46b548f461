"""Lines together: labels, titles and standfirsts, and paragraphs in a row."""

import pytest

from nkdocs.lines import read_lines
from nkdocs.shapes import rows_of, shape_of, together

TEXT = "The old granary will become a library after all, with room for forty thousand books and for those who read them."


def _read(*texts):
    return read_lines("\n".join(texts))


@pytest.mark.parametrize(
    ("text", "shape"),
    [
        ("Opinion", "label"),
        ("Granary to become a library", "heading"),
        ("Granary on the harbour to become a library after all", "long heading"),
        ("It will open in the spring of the year.", "sentence"),
        ("By Ana Quill", "date or byline"),
        ("March 4, 2019", "date or byline"),
        (TEXT, "paragraph"),
    ],
)
def test_a_line_has_one_of_a_few_shapes(text, shape):
    """A section's name, a heading, a long one, a sentence, a stamp and a paragraph are told apart."""
    assert shape_of(_read(text)[0]) == shape


def test_a_title_under_its_section_is_the_widest_heading():
    """Of a label and the title under it, the title is the widest heading, and each knows what the other is."""
    lines = _read("Opinion", "Granary to become a library", "By Ana Quill", TEXT)
    shapes = [shape_of(line) for line in lines]
    label, title = set(together(lines, shapes, 0)), set(together(lines, shapes, 1))
    assert {"label, before heading", "the narrowest heading here"} <= label
    assert {"heading, after label", "heading, before date or byline", "the widest heading here"} <= title


def test_headings_are_not_compared_across_text():
    """A heading with a paragraph between it and the next is the only one where it stands."""
    lines = _read("Granary to become a library", TEXT, "Bees return to the roof of the hall", TEXT)
    assert "the only heading here" in set(together(lines, [shape_of(line) for line in lines], 2))


def test_paragraphs_in_a_row_are_counted_up_to_a_heading():
    """Three paragraphs in a row are a few, and the one after a heading begins a row of its own."""
    lines = _read(TEXT, TEXT, TEXT, "Bees return to the roof", TEXT)
    after, before = rows_of(lines, [0, 1, 2, 4])
    assert after == ["a few", "two", "no row", "no row", "no row"]
    assert before == ["no row", "no row", "two", "a few", "no row"]
