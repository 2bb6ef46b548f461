"""Templates: keys in braces, and nothing that could do more than print."""

import io

import pytest
from articles import write_article
from hypothesis import given
from hypothesis import strategies as st

from nkdocs.answers import Answer, SearchRequest
from nkdocs.errors import ConfigError
from nkdocs.model import Hit, Results
from nkdocs.render.forms import Form, choose_for_answer
from nkdocs.render.template import KEYS, read_template
from nkdocs.render.terminal import Screen

HIT = Hit(3, 1.5, write_article("the-id", "Words.", title="A\tT\x1b[1m", date="2019", authors=("A", "B")))


def _printed(**form):
    out = io.StringIO()
    choose_for_answer(out, Screen(), Form(**form)).search(Answer(SearchRequest("x"), Results(40, (HIT, HIT))))
    return out.getvalue()


def test_a_template_is_filled_in_for_each_hit():
    """Escapes are the template's; the text of an article cannot add a tab of its own."""
    assert _printed(template=r"{rank}\t{date}\t{title}\t{authors}{{}}\\") == "3\t2019\tA T\tA; B{}\\\n" * 2


@pytest.mark.parametrize("template", ["{titel}", "{}", "{id.__class__}", "{id!r}", "{id:>9}", "{0}", "{id", "id}", "{{id}"])
def test_what_is_no_key_is_refused(template):
    """Attributes, formats, numbers and lone braces are refused, with what to type."""
    with pytest.raises(ConfigError) as refused:
        read_template(template)
    assert refused.value.hint


@given(st.text())
def test_reading_a_template_raises_nothing_else(template):
    """Any text is a template or is refused in a sentence."""
    try:
        parts = read_template(template)
    except ConfigError:
        return
    assert all(part in KEYS for part in parts if isinstance(part, str))


def test_the_fixed_forms():
    """Ids with newlines or NULs, and the count of all, not of the page."""
    assert _printed(ids=True) == "the-id\nthe-id\n"
    assert _printed(nul=True) == "the-id\0the-id\0"
    assert _printed(count=True) == "40\n"
