"""Which renderer writes what was asked for."""

import io
import itertools

import pytest

from nkdocs.errors import ConfigError
from nkdocs.render.csv import CsvRenderer
from nkdocs.render.forms import Form, choose, choose_for_answer
from nkdocs.render.json import JsonLinesRenderer, JsonRenderer
from nkdocs.render.plain import PlainRenderer
from nkdocs.render.rich import RichRenderer
from nkdocs.render.template import CountRenderer, TemplateRenderer
from nkdocs.render.terminal import Paint, Screen

TERMINAL = Screen(is_terminal=True)


def test_a_terminal_gets_rich_and_a_pipe_gets_plain():
    """The layout depends on where we print; colour alone does not change it."""
    assert isinstance(choose(io.StringIO(), TERMINAL), RichRenderer)
    assert isinstance(choose(io.StringIO(), Screen(paint=Paint.COLORS)), PlainRenderer)


@pytest.mark.parametrize(
    ("form", "renderer", "total"),
    [
        ({}, RichRenderer, True),
        ({"as_json": True}, JsonRenderer, True),
        ({"jsonl": True}, JsonLinesRenderer, False),
        ({"csv": True}, CsvRenderer, False),
        ({"ids": True}, TemplateRenderer, False),
        ({"nul": True}, TemplateRenderer, False),
        ({"ids": True, "nul": True}, TemplateRenderer, False),
        ({"template": "", "nul": True}, TemplateRenderer, False),
        ({"count": True}, CountRenderer, True),
    ],
)
def test_a_form_that_was_asked_for_is_written_to_a_terminal_too(form, renderer, total):
    """Each form has its renderer, which says whether it tells how many there are."""
    chosen = choose_for_answer(io.StringIO(), TERMINAL, Form(**form))
    assert isinstance(chosen, renderer)
    assert chosen.tells_total is total


def test_two_forms_at_once_are_refused():
    """Any two options that ask for different forms are named, in a sentence with a hint."""
    wishes = {"as_json": True, "jsonl": True, "csv": True, "template": "{id}", "count": True, "ids": True}
    for one, other in itertools.combinations(wishes, 2):
        with pytest.raises(ConfigError, match="ask for different forms") as refused:
            Form(**{one: wishes[one], other: wishes[other]})
        assert refused.value.hint.startswith("choose one, such as --")
