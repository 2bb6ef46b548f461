"""Lines in which no article begins because they are one of a series."""

import pytest

from nkdocs.lines import read_lines
from nkdocs.series import clocked, linked_series

TEXT = "The old granary will become a library after all, with room for forty thousand books. " * 7


def _lines(*texts):
    return read_lines("\n".join(texts))


def test_times_of_day_head_the_pieces_of_one_report():
    """Under three times of day in a row no article begins; two, or some with dates between, say nothing."""
    report = _lines("17:12", "Power is back", TEXT, "15:40", TEXT, "09:05", "All ferries cancelled", TEXT)
    assert [line.text[:8] for line, under in zip(report, clocked(report), strict=True) if under] == [
        "Power is",
        "The old ",
        "All ferr",
    ]
    assert not any(clocked(_lines("17:12", "Power is back", TEXT, "15:40", TEXT)))
    assert not any(clocked(_lines("17:12", TEXT, "4 March 2019", "15:40", TEXT, "09:05", TEXT)))


LINKS = ("Three mills by the river", "4 March 2019", "The one inn of the town", "2 March 2019")


@pytest.mark.parametrize(
    ("before", "links", "after", "linked"),
    [
        (("More stories",), LINKS, ("View all",), 4),
        ((), LINKS, ("View all",), 0),
        ((), (*LINKS, "BOATS", "A boat for all", "1 March 2019"), ("View all",), 7),
        (("More stories",), (*LINKS, "A boat for all", "1 March 2019"), (TEXT,), 4),
        (("More stories",), ("Three mills by the river", "4 March 2019", TEXT, *LINKS[2:]), (TEXT,), 0),
    ],
    ids=["under a heading", "two alone", "three alone, one labelled", "the last has text", "text between"],
)
def test_titles_with_dates_and_no_text_are_links(before, links, after, linked):
    """Titles each with a date and no text are links: two under a heading of related links, three anywhere."""
    assert sum(linked_series(_lines(TEXT, *before, *links, *after))) == linked
