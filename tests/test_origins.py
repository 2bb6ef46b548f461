"""Where an article says it comes from: only a line that says nothing else, at its beginning or end, counts."""

import re

import pytest
from articles import write_article

from nkdocs.model import PartialDate
from nkdocs.origins import ORIGIN_LINES, Origin, read_origin


@pytest.mark.parametrize("row", ORIGIN_LINES, ids=lambda row: row.name)
def test_each_pattern_matches_its_example_and_not_the_other(row):
    """The table speaks for itself."""
    assert re.fullmatch(row.pattern, row.example, re.IGNORECASE)
    assert not re.fullmatch(row.pattern, row.other, re.IGNORECASE)


def test_the_lines_at_the_beginning_and_end_are_read():
    """Address, day of access and site; a part of the date that is not known stays unknown."""
    article = write_article(
        "a", "Title", "URL: https://x.org/a_b?c=1", "Text", "Accessed May 2021.", "Site: The Gazette", title="Title"
    )
    assert read_origin(article) == Origin("https://x.org/a_b?c=1", PartialDate(2021, 5), "The Gazette")


def test_one_line_may_say_both():
    """As lists of works write it."""
    article = write_article("a", "Title", "Retrieved 3 May 2021, from https://x.org/a", title="Title")
    assert read_origin(article) == Origin("https://x.org/a", PartialDate(2021, 5, 3))


@pytest.mark.parametrize(
    "line",
    [
        "See https://x.org/a for more",
        "Accessed by nobody since May",
        "Saved 40 lives: https://x.org",
        "Source: Reuters",
        "Retrieved on 31 February 2021",
        "Accessed 3 or 4 May 2021",
    ],
)
def test_nothing_is_made_up(line):
    """A line that says something else, or no date of any calendar, is no origin."""
    assert read_origin(write_article("a", "Title", line, title="Title")) == Origin()


def test_the_middle_of_a_text_is_of_other_things():
    """An address between the first lines and the last is that of something else."""
    middle = [f"Line {number}" for number in range(20)]
    middle[10] = "Link: https://x.org/a"
    assert read_origin(write_article("a", "Title", *middle, title="Title")) == Origin()
