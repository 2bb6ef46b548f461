"""What a line's shape, the lines after it and the lines before it say for and against it as a title."""

import pytest

from nkdocs.lines import read_lines
from nkdocs.neighbours import ask_neighbours
from nkdocs.reasons import after_reasons, before_reasons, shape_reasons

TEXT = "The old granary will become a library after all, with room for forty thousand books. " * 7


def _lines(*texts):
    lines = read_lines("\n".join(texts))
    ask_neighbours(lines)
    return lines


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("Council closes the old bridge", "as long as a title"),
        ("Council Closes the Old Bridge", "capitals"),
        ("COUNCIL CLOSES BRIDGE", "nothing but capitals"),
        ("Bees", "a few letters"),
        ("Granary", "one word"),
        ("Ana Quill", "could be a name"),
        ("Why did the council close the bridge?", "question"),
        ("What the council said:", "ends with a colon"),
        ("and then the council said so", "begins in the middle"),
        ("the council, the mayor,", "goes on"),
        ("“We closed the bridge”", "quotation"),
        ("What happened on 4 March 2019 at the bridge", "states a day"),
        ("• the council and the mayor", "list item"),
        ("Harbour Letters, issue 31", "numbers an issue"),
    ],
)
def test_a_shape_is_told_by_length_case_and_ending(text, reason):
    """Each trait of a line alone is a reason of its own."""
    (line,) = read_lines(text)
    assert reason in set(shape_reasons(line))


def test_stamps_under_a_line_speak_by_their_distance():
    """A byline right under a line, one under its standfirst, and a date with it, are three different reasons."""
    near = _lines("Council closes the old bridge", "By Ana Quill", "4 March 2019", TEXT)
    assert list(after_reasons(near, 0, [False] * 4)) == ["date or byline right after it", "both date and byline after it"]
    far = _lines("Council closes the old bridge", "The mayor finds cracks in it", "By Ana Quill", TEXT)
    assert list(after_reasons(far, 0, [False] * 4)) == ["line like a title right after it", "date or byline one line on"]


def test_stamps_after_the_end_of_something_are_not_a_lines_own():
    """Tags, a form or a footer between a line and a byline part them."""
    lines = _lines("Council closes the old bridge", "© 2020 Gazette", "By Ana Quill", TEXT)
    assert not [reason for reason in after_reasons(lines, 0, [False] * 4) if "byline" in reason]


@pytest.mark.parametrize(
    ("before", "reason"),
    [
        ("© 2020 Gazette", "end of an article before it"),
        ("Leave a Reply", "form, tags or comments before it"),
        (TEXT, "text before it"),
        ("By Ana Quill", "date or byline before it"),
        ("The keeper and the hives", "short line before it"),
    ],
)
def test_what_stands_before_a_line_says_whether_something_ended(before, reason):
    """The end of an article speaks for a title after it, its text against one."""
    lines = _lines(TEXT, before, "Council closes the old bridge", TEXT)
    assert reason in set(before_reasons(lines, 2, linked=False))


def test_text_before_a_line_does_not_count_against_it_where_a_stamp_follows():
    """Where a byline follows at once, what stands before a title may be the end of another text."""
    lines = _lines(TEXT, "Council closes the old bridge", "By Ana Quill", TEXT)
    assert "text before it" not in set(before_reasons(lines, 1, linked=False))


def test_a_line_that_others_name_is_a_title():
    """A link to the comments on a line, or a trail that leads to it, names it."""
    lines = _lines("4 comments on Council closes the old bridge", "Council closes the old bridge", TEXT)
    assert "named by a line beside it" in set(before_reasons(lines, 1, linked=False))
    assert list(before_reasons(lines, 0, linked=False)) == ["first line"]


def test_a_standfirst_stands_under_a_name_and_over_a_date():
    """Of two lines with a name between and a date below, the lower is told by the name over it."""
    lines = _lines(
        "Council closes the old bridge", "Ana Quill (River Desk)", "It had stood for ninety years", "4 March 2019", TEXT
    )
    reasons = [set(after_reasons(lines, place, [False] * len(lines))) for place in (0, 2)]
    assert ["under a name, over a date" in found for found in reasons] == [False, True]
