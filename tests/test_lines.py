"""What a line is by itself: its shape, its words, its dates and names."""

import pytest

from nkdocs.dates import DayOrder
from nkdocs.lines import LOOK, ends_sentence, is_quotation, read_lines, width_of, words_in
from nkdocs.rules import Sign


def _sign(text):
    return read_lines(text)[0].sign


@pytest.mark.parametrize(
    ("text", "sign"),
    [
        ("The old granary will become a library, with room for forty thousand books.", Sign.PROSE),
        ("남해의 작은 어촌 마을 도서관이 10년 만에 다시 문을 열었다.", Sign.PROSE),
        ("Old granary to become a library", Sign.SHORT),
        ("- A pinch of salt", Sign.ATTRIBUTION),
        ("• A pinch of salt", Sign.LISTED),
        ("2. Copy in batches", Sign.LISTED),
        ("– Ana Quill, Head of Rivers", Sign.ATTRIBUTION),
        ("March 4, 2019", Sign.DATE),
        ("By Ana Quill", Sign.BYLINE),
        ("Photo by Ana Quill", Sign.CAPTION),
        ("IMG_2041.JPG", Sign.IMAGE),
        ("harbour_dawn_2", Sign.IMAGE),
        ("*Names have been changed to protect the people in this story.", Sign.NOTE),
        ("-0-", Sign.END),
        ("Share on Facebook", Sign.SHARE),
        ("FacebookTwitterLinkedInPrint", Sign.SHARE),
        ("McAllister prints on Twitter", Sign.SHORT),
        ("Views : 1,203", Sign.COUNT),
        ("Media contact: Ana Quill, 555-0134", Sign.COUNT),
        ("« Older | Home | Newer »", Sign.MENU),
        ("« Tout va bien », dit-elle", Sign.SHORT),
        ("Leave a Reply", Sign.COMMENTS),
        ("About Ana Quill", Sign.BIO),
        ("•", Sign.MENU),
    ],
)
def test_a_line_is_what_it_looks_like(text, sign):
    """Length, punctuation, characters, dates, names and words of furniture decide what a line is."""
    assert _sign(text) is sign


def test_lines_know_where_they_stand():
    """A line knows its number, its place in the dump, its indent, and the blank lines before it."""
    text = "One\n\n\u200b\n  Two words \n"
    first, second = read_lines(text)
    assert (first.number, first.gap, text[first.start : first.end]) == (1, 0, "One")
    assert (second.number, second.gap, second.indent) == (4, 2, 2)
    assert text[second.start + second.indent :].startswith(second.text)


def test_a_dump_of_blanks_has_no_lines():
    """White space and characters without width are no text."""
    assert read_lines("") == []
    assert read_lines(" \n\t\n\u200b\u00a0\n") == []


def test_a_long_line_is_looked_at_in_part():
    """A line of a megabyte is text, is as long as it is, and is kept only in its first part."""
    (line,) = read_lines("word " * 200_000)
    assert line.sign is Sign.PROSE
    assert len(line.text) == LOOK
    assert line.size > 900_000
    (late,) = read_lines(" " * 5000 + "late")
    assert late.size > 4000


def test_the_order_of_a_dump_reads_its_dates():
    """A numeric date is a day only in an order that is known."""
    (unknown,), (known,) = read_lines("03/04/2014"), read_lines("03/04/2014", DayOrder.DMY)
    assert unknown.dates[0].date.isoformat() == "2014"
    assert known.dates[0].date.isoformat() == "2014-04-03"


def test_measures_of_text():
    """Words and width are counted for a reader, in any script; a sentence may end in a quotation, an emoji or an end mark."""
    assert words_in("three words here") == 3
    assert words_in("渡し船の航路に幕を下ろした") > 2
    assert width_of("한국") == 4
    assert ends_sentence("“It was so.”")
    assert ends_sentence("It was so. -0-")
    assert ends_sentence("See you soon! 🙂")
    assert not ends_sentence("A heading")
    assert not ends_sentence("Night buses to run until 3 a.m.")
    assert not ends_sentence("A new owner for Riverton Mills Inc.")
    assert ends_sentence("It was late. Nobody left before 3 a.m.")
    assert ends_sentence("It was John.")
    assert is_quotation("“So it was.”")
    assert not is_quotation("")
