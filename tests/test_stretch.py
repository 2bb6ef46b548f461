"""Where an article's own text begins and ends."""

import pytest

from nkdocs.lines import read_lines
from nkdocs.neighbours import ask_neighbours
from nkdocs.stretch import find_stretch

TEXT = "The old granary will become a library after all, with room for forty thousand books. " * 8
TEASER = "A walk along the canal leads past three mills and one very old inn with a garden."


def _text(*texts):
    lines = read_lines("\n".join(texts))
    ask_neighbours(lines)
    stretch = find_stretch(lines, 0)
    return [line.text for line in lines[stretch.first : stretch.end]]


def test_paragraphs_under_headlines_after_the_end_are_other_pages():
    """After what ends an article, a headline with one paragraph under it tells of another page, however many there are."""
    others = [line for number in range(6) for line in (f"The mill number {number}", TEASER)]
    assert len(_text("A title", TEXT, TEXT, "Filed under: Mills", *others)) == 2


def test_paragraphs_under_headings_before_the_end_are_text():
    """Where nothing has ended the article, a heading with one paragraph under it is a part of it."""
    parts = [line for number in range(6) for line in (f"The mill number {number}", TEASER)]
    assert len(_text("A title", TEXT, TEXT, *parts)) == 14


def test_a_rule_of_dashes_parts_the_text():
    """A line of dashes between paragraphs is no end."""
    assert _text("A title", TEXT, "==========", TEASER)[-1] == TEASER


def test_lines_that_go_on_are_text():
    """Verse goes on in small letters from line to line, and belongs to the text that it ends."""
    verse = ["happy to have a garden of our own,", "a garden to grow", "with all those little seeds in it."]
    assert _text("A title", TEXT, *verse)[-3:] == verse


def test_short_lines_over_the_comments_are_text():
    """What stands between the last sentence and the comments, and is no furniture, is the article's."""
    comments = ["Ana said...", "I love it, where is it?", "Bo said...", "We went there on Sunday, it is a fine place."]
    assert _text("A title", TEXT, "Look at them", *comments)[-1] == "Look at them"


@pytest.mark.parametrize("line", ["Posted by Ana Quill on May 4, 2020", "« The mill | The inn »"])
def test_who_posted_it_and_arrows_end_the_text(line):
    """After a line that says who posted the article when, or one with arrows, other pages follow."""
    others = [part for number in range(6) for part in (f"The mill number {number}", TEASER)]
    assert TEASER not in _text("A title", TEXT, TEXT, line, *others)


@pytest.mark.parametrize(
    "items",
    [
        ["What we read this year:", "Novel: The Ferryman", "Novel: Salt", "Poems: Nine Bridges", "Film: The Weir"],
        ["300 g flour", "2 eggs", "1/2 cup milk", "a pinch of salt"],
    ],
)
def test_a_list_without_bullets_at_the_end_is_text(items):
    """Short lines under a colon, and short lines most of which begin with a measure, are text though no sentence follows."""
    assert _text("A title", TEXT, TEXT, *items)[-len(items) :] == items


def test_a_list_of_other_pages_is_no_text():
    """A colon behind words that point to other pages opens no list of the article."""
    others = ["More on the harbour:", "Ferry stops again", "Old crane sold", "A new bell"]
    assert _text("A title", TEXT, TEXT, *others) == [TEXT.strip()] * 2
