"""What an article was read from: enough to make it again from its dump, and to find out what the dump does not say."""

import json
from dataclasses import replace

import pytest
from articles import write_article

from nkdocs.model import Claim, Kind, PartialDate, Span, Trust
from nkdocs.testimony import article_again, evidence_of

BEFORE = "one\ntwo\n"
BLOCKS = ("Text\nof two lines.", (Kind.NOTE, "*A note"))
ARTICLE = write_article("a", *BLOCKS, title="T", date="2019-03", authors=["A", "B"], offset=len(BEFORE), line=3)
OTHERS = (
    Claim("date", PartialDate(2018), Span(9, 10), "other", Trust.LOW),
    Claim("title", "", Span(9, 9), "none", Trust.LOW),
)
ARTICLE = replace(ARTICLE, claims=(*ARTICLE.claims, *OTHERS))
DUMP = BEFORE + ARTICLE.text + "after"


def _told():
    return json.loads(json.dumps(evidence_of(ARTICLE)))


def test_the_article_is_made_again():
    """Through JSON and back, with the dump, it is the same."""
    assert article_again(_told(), DUMP) == ARTICLE


@pytest.mark.parametrize(
    "change",
    [
        lambda told: told["blocks"][0].update(text="Text\nof three lines.\n\n"),
        lambda told: told["blocks"][0].update(line=4),
        lambda told: told["blocks"][0].update(start=0),
        lambda told: told["blocks"][0].update(end=10**9),
        lambda told: told["blocks"][0].update(kind="nonsense"),
        lambda told: told["blocks"][0].pop("text"),
        lambda told: told.update(line=1),
        lambda told: told.update(start=0),
        lambda told: told.update(end=10**9),
        lambda told: told.update(end="x"),
        lambda told: told.update(claims=None),
        lambda told: told["claims"][0].update(field="nonsense"),
        lambda told: told["claims"][0].update(trust="nonsense"),
        lambda told: told["claims"][1].update(value="2019-13"),
        lambda told: told["claims"][0].update(value=[]),
        lambda told: told["claims"][0].update(value=None),
        lambda told: told["claims"][1].update(value=""),
    ],
)
def test_what_the_dump_does_not_say_is_found_out(change):
    """A text, a line or a place that is not the dump's, and what is not of the form."""
    told = _told()
    change(told)
    with pytest.raises(ValueError, match=r"."):
        article_again(told, DUMP)


@pytest.mark.parametrize("told", [None, 7, [], {}, "x"])
def test_what_is_no_testimony_is_refused(told):
    """With a sentence."""
    with pytest.raises(ValueError, match="not of the form"):
        article_again(told, DUMP)
