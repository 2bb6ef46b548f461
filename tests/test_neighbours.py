"""What a line is among its neighbours."""

import pytest

from nkdocs.lines import read_lines
from nkdocs.neighbours import ask_neighbours
from nkdocs.rules import Sign

TEXT = "The old granary will become a library, with room for forty thousand books and a garden."


def _signs(*texts):
    lines = read_lines("\n".join(texts))
    ask_neighbours(lines)
    return [line.sign for line in lines]


def test_a_lone_by_makes_a_byline_of_the_next_line():
    """A lone "by" in one line and a name in the next are one byline."""
    lines = read_lines("By\nAna Quill")
    ask_neighbours(lines)
    assert [line.sign for line in lines] == [Sign.BYLINE, Sign.BYLINE]
    name = lines[1].byline.names[0]
    assert lines[1].text[name.start : name.end] == "Ana Quill"


@pytest.mark.parametrize("opening", ["Written on Feb 24 by", "Veröffentlicht am 4. Mai von", "Publié par"])
def test_words_of_publishing_may_ask_for_a_name(opening):
    """A line that ends with "by", whatever it says of publishing, makes a byline of the name after it."""
    lines = read_lines(f"{opening}\nAna Quill")
    ask_neighbours(lines)
    assert lines[1].byline.names[0].text == "Ana Quill"


@pytest.mark.parametrize(
    "after", [["May 4, 2020"], ["Staff Engineer", "May 4, 2020"], ["Follow", "4 min read", "May 4, 2020"]], ids=len
)
def test_a_name_before_a_date_is_a_writer(after):
    """A name may have its role, or a few buttons, between it and the date."""
    lines = read_lines("\n".join(["A title of some words", "Ana Quill", *after]))
    ask_neighbours(lines)
    assert [name.text for name in lines[1].byline.names] == ["Ana Quill"]


def test_several_names_over_a_date_are_writers():
    """Three names in a row, under a line like a title and over a date, are a byline; two may be a title."""
    assert _signs("The mill by the weir", "Ana Quill, Bo Inkwell and Cleo Reed", "May 4, 2020", TEXT)[1] is Sign.BYLINE
    assert _signs(TEXT, "Sea Otters, River Birds and Water Voles", "May 4, 2020", TEXT)[1] is Sign.SHORT


def test_a_name_far_from_any_date_is_nobody():
    """A name that stands alone in the text is not the writer's."""
    lines = read_lines(f"{TEXT}\nAna Quill\n{TEXT}")
    ask_neighbours(lines)
    assert lines[1].byline is None


def test_a_label_between_buttons_is_a_button():
    """What stands between furniture is furniture; what stands between text is not."""
    assert _signs("Share", "Clip it", "Facebook")[1] is Sign.MENU
    assert _signs(TEXT, "Clip it", TEXT)[1] is Sign.SHORT


def test_a_menu_is_what_recurs():
    """Three short lines that follow each other twice in a dump are furniture; twice two are not."""
    menu = ["Rivers", "Lakes", "Springs"]
    assert _signs(*menu, TEXT, *menu)[:3] == [Sign.MENU] * 3
    assert _signs(*menu[:2], TEXT, *menu[:2])[:2] == [Sign.SHORT] * 2


def test_a_saying_is_a_comment_only_among_comments():
    """The words "Ana says" head a comment before a date or a reply link, and are text elsewhere."""
    assert _signs(TEXT, "Ana says:", "May 4, 2020 at 9:14 am", TEXT)[1] is Sign.COMMENTER
    assert _signs(TEXT, "The law says:", TEXT)[1] is Sign.SHORT


def test_names_over_times_are_comments_when_they_recur():
    """A name over a date with its time heads a comment if the dump has more than one such head."""
    comments = ["Uta M.", "6. Juli 2012 um 22:48", TEXT]
    assert _signs(TEXT, *comments, *comments)[1] is Sign.COMMENTER
    assert _signs(TEXT, *comments)[1] is Sign.SHORT


def test_an_attribution_of_a_quotation_signs_nothing():
    """A name after a dash is the writer's only if no quotation stands before it."""
    signed, quoted = (read_lines(f"{before}\n– Ana Quill, Head of Rivers") for before in (TEXT, f"“{TEXT}”"))
    ask_neighbours(signed)
    ask_neighbours(quoted)
    assert signed[1].byline is not None
    assert quoted[1].byline is None


def test_an_appeal_is_what_leads_to_its_button():
    """Text between an article's note and a button asks for support, and so does a paragraph that asks right before one."""
    note = "*Names have been changed to protect the people in this story."
    assert _signs(TEXT, note, "Stand with us", TEXT, "Donate Now")[2:4] == [Sign.APPEAL] * 2
    asking = "Your monthly gift keeps the lamps of the night shelter burning, whatever the weather."
    assert _signs(TEXT, asking, "Donate Now")[:2] == [Sign.PROSE, Sign.APPEAL]


def test_the_same_line_twice_is_a_caption_or_a_title():
    """A line said twice in a row is a picture's, unless a date or a byline follows."""
    twice = ["A child's umbrella on the pier"] * 2
    assert _signs(TEXT, *twice, TEXT)[1:3] == [Sign.CAPTION] * 2
    assert _signs(TEXT, *twice, "By Ana Quill")[1:3] == [Sign.SHORT] * 2


def test_words_under_tags_are_tags():
    """The line under a bare heading "Tags" is tags if it is short or a list."""
    assert _signs(TEXT, "TAGS", "north coast")[2] is Sign.TAGS
    assert _signs(TEXT, "TAGS", "The scary implications of a slowdown in the north")[2] is Sign.SHORT


def test_a_name_may_stand_between_a_title_and_its_standfirst():
    """A name over a standfirst that has a date under it is the writer's; over a line with no date it is nobody's."""
    page = "The old mill by the weir is sold\nAna Quill (River Desk)\nIt had stood empty for ten years\nMay 4, 2020"
    lines = read_lines(page)
    ask_neighbours(lines)
    assert [name.text for name in lines[1].byline.names] == ["Ana Quill"]
    assert lines[2].byline is None


def test_texts_that_break_off_under_related_links_are_teasers():
    """What breaks off under a short line tells of another page, but only among related links."""
    pair = (
        "The three mills",
        "They stood by the river for as long as anybody could remember, until the flood of 1910 came and…",
    )
    assert _signs(TEXT, "Popular posts", *pair, *pair)[-1] is Sign.TEASER
    assert _signs(TEXT, *pair)[-1] is Sign.PROSE


def test_a_label_over_buttons_and_a_byline_is_a_title():
    """Three words between tags and a share bar are furniture, unless a byline and a paragraph follow the bar."""
    page = (TEXT, "Tags: mills", "Reading the masters", "Share", "Tweet")
    assert _signs(*page, "By Ana Quill", "May 4, 2020", f"{TEXT} It opens to all in spring.")[2] is Sign.SHORT
    assert _signs(*page, "Contact", "Search")[2] is Sign.MENU


def test_a_line_under_other_titles_each_time_is_furniture():
    """A line that stands under two titles, over their dates, is furniture; a name there is not, nor a line over text."""
    page = ("The old mill is sold", "Read aloud for you", "May 4, 2020", TEXT, TEXT, TEXT, TEXT, TEXT, TEXT)
    other = ("A bridge for all of us", "Read aloud for you", "May 5, 2020", TEXT)
    assert _signs(*page, *other)[1] is Sign.MENU
    assert _signs(page[0], "Ana Quill", *page[2:], other[0], "Ana Quill", *other[2:])[1] is Sign.SHORT
    assert _signs(*page[:2], *page[3:], *other[:2], TEXT)[1] is Sign.SHORT


def test_a_line_that_its_caption_says_again_names_a_picture():
    """A line with which the caption under it begins describes the picture."""
    assert _signs(TEXT, "A man looks out", "A man looks out on Monday. Photo: Ana Quill")[1] is Sign.IMAGE


def test_a_name_may_stand_over_a_role_without_a_date():
    """A name between a title and a role is the writer's, even where no date follows; under a quotation it is not."""
    for title, named in (("The old mill by the weir is sold", True), ("“The old mill by the weir is sold”", False)):
        lines = read_lines(f"{title}\nAna Quill\nStaff Writer\n{TEXT}")
        ask_neighbours(lines)
        assert (lines[1].byline is not None) is named


def test_a_line_broken_before_its_by_names_nobody():
    """Text that was broken into lines goes on with "by"; after a line that ends, a byline names its writer."""
    wrapped = "The old granary, which nobody has wanted for years, is being bought"
    assert _signs(wrapped, "by anna and others who live", "beside the lock and want a library")[1] is Sign.SHORT
    assert _signs("The old granary becomes a library", "by anna", "beside the lock")[1] is Sign.BYLINE
