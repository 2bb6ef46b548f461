"""The page on the language of queries."""

import shlex

import pytest

from nkdocs.grammar import GRAMMAR
from nkdocs.render.query_page import query_lines


@pytest.mark.parametrize("width", [1, 60, 100, 1000])
def test_every_form_stands_on_the_page_with_an_example_to_paste(width):
    """Whatever the width of the screen, no form and no word is lost, and an example is one line that a shell understands."""
    lines = list(query_lines(width))
    examples = [shlex.split(line)[2:] for line in lines if line.startswith(" " * (24 if width >= 60 else 4) + "nkdocs search ")]
    assert examples == [[form.example] for form in GRAMMAR]
    assert " ".join(" ".join(lines).split()) == " ".join(
        f"{form.form} {form.meaning} nkdocs search {shlex.quote(form.example)}" for form in GRAMMAR
    ).replace("  ", " ")  # one form has two spaces


def test_meanings_are_wrapped_to_be_readable():
    """On a screen of eighty columns no line but an example is longer, and on a wide one none grows beyond what is readable."""
    for width, most in ((80, 80), (400, 100)):
        assert max(len(line) for line in query_lines(width) if "nkdocs search " not in line) <= most
