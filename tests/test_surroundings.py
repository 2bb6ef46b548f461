"""What a line that may be a title stands among, and the steps that the figures are put into."""

import pytest

from nkdocs.lines import read_lines
from nkdocs.measures import MEASURES, steps_of
from nkdocs.neighbours import ask_neighbours
from nkdocs.surroundings import Surroundings

TEXT = "The council met on Tuesday evening and spoke for two hours about the bridge, the school and the price of the new buses."


def _reasons(dump, number):
    lines = read_lines(dump)
    ask_neighbours(lines)
    place = next(at for at, line in enumerate(lines) if line.number == number)
    return set(Surroundings(lines).reasons(place))


def test_a_line_is_told_by_its_neighbours_and_the_text_after_it():
    """What stands beside a line and how far text is are among the reasons."""
    found = _reasons(f"{TEXT}\nTuesday at the council\nBy Ana Author\n{TEXT} More.\n", 2)
    assert {"it: short line", "line before: prose", "line after: byline", "line after: date or byline"} <= found
    assert {"lines to the next paragraph: up to 2", "lines from the last paragraph: up to 1"} <= found
    assert "dates and bylines before the text: up to 1" in found
    assert "no stamps above, stamps below" in found


def test_stamps_above_a_line_are_not_below_it():
    """A line under the date and byline of another is told from one over them."""
    found = _reasons(f"Tuesday at the council\nBy Ana Author\nThe council at its long table\n{TEXT}\n", 3)
    assert "stamps above, none below" in found


def test_headings_of_a_kind_are_counted():
    """Numbered lines between paragraphs are many of one kind, and one among them says so."""
    dump = "\n".join(f"{number}. A step of many\n{TEXT} {number}." for number in range(1, 9))
    found = _reasons(dump, 5)
    assert "numbered, as others are" in found
    assert "lines of the same kind near: more than 4" in found
    assert "many of the same kind near, not stamped" in found


def test_a_line_that_stands_elsewhere_says_where():
    """The same text before or after, and a longer line with it, are seen."""
    dump = f"Home > Tuesday at the council\nTuesday at the council\n{TEXT}\nTuesday at the council\n"
    first, second = _reasons(dump, 2), _reasons(dump, 4)
    assert {"stands here again", "part of a line near"} <= first
    assert "stands here before" in second
    assert "stands here before" not in first


def test_one_question_of_many():
    """A question among four or more is an interview's."""
    dump = "\n".join(f"What is it, number {number}?\n{TEXT} {number}." for number in range(1, 6))
    assert "one question of many" in _reasons(dump, 3)
    assert "one question of many" not in _reasons(f"What is it?\n{TEXT}", 1)


@pytest.mark.parametrize("name", MEASURES)
def test_the_bounds_of_a_measure_grow(name):
    """Every figure falls into exactly one step, larger ones into later steps."""
    bounds = MEASURES[name]
    assert list(bounds) == sorted(set(bounds))
    assert steps_of({name: bounds[0]}) == [f"{name}: up to {bounds[0]:g}"]
    assert steps_of({name: bounds[-1]}) == [f"{name}: up to {bounds[-1]:g}"]
    assert steps_of({name: bounds[-1] + 1}) == [f"{name}: more than {bounds[-1]:g}"]
    assert steps_of({name: None}) == [f"{name}: nothing to compare"]
