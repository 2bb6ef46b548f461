"""Where the comments of readers begin."""

import pytest

from nkdocs.lines import read_lines
from nkdocs.neighbours import ask_neighbours
from nkdocs.rules import Sign
from nkdocs.threads import find_thread

TEXT = "The old granary will become a library after all, with room for forty thousand books. " * 4
SAID = "I was there on Sunday, and I do not see where forty thousand books should go."


def _lines(*texts):
    lines = read_lines("\n".join(texts))
    ask_neighbours(lines)
    return lines


@pytest.mark.parametrize(
    "thread",
    [
        ["gardener", "24 janvier 2017", "12h10", SAID, "oldmill", "24 janvier 2017", "12h20", SAID],
        ["Bea", "May 4, 2017 at 20:01", SAID, "Old Mill", "May 5, 2017 at 07:45", SAID],
        ["Bea May 4, 2017 at 8:01 pm", SAID, "Mill May 5, 2017 at 7:45 am", SAID],
        ["Bea", "3 days ago", SAID, "Mill", "2 days ago", SAID],
        ["Bea said...", SAID, "Mill said...", SAID],
    ],
    ids=lambda thread: thread[0],
)
def test_heads_that_recur_begin_a_thread(thread):
    """Names over dates, before times, or with a word of saying, again and again with a text under each, are comments."""
    lines = _lines("A title", TEXT, TEXT, *thread)
    assert find_thread(lines, 1) == 3


def test_one_head_is_enough_where_comments_are_announced():
    """After a count of comments one date with a time of day heads one; without it, it is a stamp."""
    head = ["Bea May 4, 2017 at 8:01 pm", SAID]
    assert find_thread(_lines("A title", TEXT, "{ 1 comment }", *head), 1) == 3
    assert find_thread(_lines("A title", TEXT, *head), 1) == 4


def test_dates_of_other_pages_are_no_thread():
    """Headlines with a name and a date under each, in the midst of an article, head no comments: nobody says anything."""
    links = ["The three mills", "Ana Quill", "Jul 17, 2014", "The one inn", "Bo Inkwell", "Mar 9, 2018"]
    lines = _lines("A title", TEXT, *links, TEXT)
    assert find_thread(lines, 1) == len(lines)


def test_a_name_and_a_time_over_a_title_head_a_page():
    """In a list of articles a name, a time ago, a picture and a title follow each other: no comments."""
    pages = ["Ana Quill", "3 hours ago", "Ana Author/Getty", "What the three mills were for", TEXT] * 2
    assert Sign.COMMENTER not in [line.sign for line in _lines("A title", TEXT, *pages)]


@pytest.mark.parametrize(("after", "is_head"), [([SAID], True), (["The three mills and the inn", SAID], False)])
def test_a_first_name_and_a_time_in_a_line_head_a_comment_over_text(after, is_head):
    """Where comments are announced, a nickname with the time of day heads one, but not what stands over a title."""
    lines = _lines("A title", TEXT, "{ 2 comments }", "Bea 07.16.12 at 21:35", *after)
    assert (lines[3].sign is Sign.COMMENTER) is is_head


def test_names_over_texts_with_their_times_below_are_comments():
    """Under a heading of comments a short line over a text and its time heads a comment, if another does too."""
    said = [SAID, "May 29 2013 02:47 PM"]
    lines = _lines("A title", TEXT, "Comments [2]", "Bea from Old Mill", *said, "Ben from Hull", *said)
    assert [line.number for line in lines if line.sign is Sign.COMMENTER] == [4, 7]
    alone = _lines("A title", TEXT, "Comments [1]", "Bea from Old Mill", *said)
    assert not any(line.sign is Sign.COMMENTER for line in alone)


def test_nobody_comments_after_what_else_there_is_to_read():
    """Related links end comments that nobody has written: the name and time after them are the next article's."""
    page = ["More stories", "A link to the mill", "The old mill is to be sold in spring", SAID]
    lines = _lines("A title", TEXT, "Comments", *page, "By Ana Quill on May 4, 2017, 8:01 pm", TEXT)
    assert lines[-2].sign is Sign.BYLINE


def test_a_date_with_dots_holds_no_time_of_day():
    """Names over dates such as 29.3.2021 head no comments, and names over a date and a count of comments head articles."""
    lines = _lines("A title", "Ana Quill", "29.3.2021", TEXT, "Another title of the day", "Bo Inkwell", "26.3.2021", TEXT)
    assert not any(line.sign is Sign.COMMENTER for line in lines)
    counted = ("May 4, 2017 at 8:01 pm", "12 comments", TEXT)
    lines = _lines("A title", TEXT, "Ana", *counted, "Bo", *counted)
    assert not any(line.sign is Sign.COMMENTER for line in lines)
