"""How much a line is worth as a title, and why."""

import pytest

from nkdocs.lines import read_lines
from nkdocs.neighbours import ask_neighbours
from nkdocs.rules import Sign
from nkdocs.titles import find_candidates, first_paragraph
from nkdocs.weights import THRESHOLD, WEIGHTS

TEXT = "The old granary will become a library after all, with room for forty thousand books. " * 7
PIECES = (TEXT, "By Ana Quill", "March 4, 2019", "Leave a Reply", "A Title of Some Words", "Is this a question?", "Ana says:")


def _lines(*texts):
    lines = read_lines("\n".join(texts))
    ask_neighbours(lines)
    return lines


def test_the_worths_of_its_reasons_are_a_score():
    """A candidate's score is the sum of what the table says of its reasons, and it names the heaviest of them."""
    lines = _lines(*PIECES * 3)
    for candidate in find_candidates(lines):
        assert candidate.score == pytest.approx(sum(WEIGHTS.get(reason, 0.0) for reason in candidate.why) - THRESHOLD)
        heaviest = max(candidate.why, key=lambda reason: abs(WEIGHTS.get(reason, 0.0) * candidate.why.count(reason)))
        assert heaviest in candidate.reasons


def test_a_shape_is_of_the_line_not_of_its_words():
    """A title is not a caption because the same words are one elsewhere."""
    title = "Bees return to the roof"
    lines = _lines(title, title, TEXT, title, "By Ana Quill", TEXT)
    last = [cut for cut in find_candidates(lines, float("-inf")) if lines[cut.place].text == title][-1]
    assert lines[last.place].sign is Sign.SHORT
    assert "reads like a caption" not in last.why


def test_a_title_is_worth_more_than_a_heading_of_its_text():
    """A line over a byline, after the end of another text, is worth more than one between two paragraphs."""
    lines = _lines(TEXT, "Leave a Reply", "Bees return to the roof", "By Ana Quill", TEXT, "The keeper and the hives", TEXT)
    worth = {lines[cut.place].text: cut.score for cut in find_candidates(lines, float("-inf"))}
    assert worth["Bees return to the roof"] > worth["The keeper and the hives"] + 3


def test_of_two_lines_that_say_the_same_the_second_is_the_title():
    """A title that stands twice in a row is a candidate once, where it stands last."""
    lines = _lines("Leave a Reply", "Bees return to the roof", "Bees return to the roof", "By Ana Quill", TEXT)
    assert [cut.place for cut in find_candidates(lines, float("-inf")) if lines[cut.place].text.startswith("Bees")] == [2]


def test_the_first_title_is_looked_for_up_to_the_first_paragraph():
    """Whatever they are worth, lines before the first paragraph may be the dump's first title."""
    lines = _lines("Bees", "Granary", TEXT, "Bees")
    assert first_paragraph(lines) == 2
    assert {cut.place for cut in find_candidates(lines, float("inf"))} == {0, 1}
    assert first_paragraph([]) == 0


@pytest.mark.parametrize(("between", "is_found"), [(100, False), (99, True)])
def test_a_line_far_from_any_prose_begins_no_article(between, is_found):
    """After the first text of a dump a title has prose within a hundred lines after it."""
    lines = _lines("The First Title of Many", TEXT, "Bees Return to the Roof", *["oars and ropes"] * between, TEXT)
    assert ("Bees Return to the Roof" in {lines[cut.place].text for cut in find_candidates(lines, float("-inf"))}) is is_found


def test_a_line_of_code_begins_no_article():
    """However much it looks like a title among the lines around it."""
    lines = _lines("The First Title of Many", TEXT, "class Boat:", "By Ana Quill", TEXT)
    assert "class Boat:" not in {lines[cut.place].text for cut in find_candidates(lines, float("-inf"))}


def test_a_caption_under_its_button_begins_no_article():
    """What stands under "Hide Caption" is the caption, and no title."""
    lines = _lines("The First Title of Many", TEXT, "play", "Show Caption", "Hide Caption", "Bees Return to the Roof", TEXT)
    bees = next(line for line in lines if line.text.startswith("Bees"))
    assert bees.sign is Sign.CAPTION
    assert bees.text not in {lines[cut.place].text for cut in find_candidates(lines, float("-inf"))}
