"""The lines around a line, across the articles of a dump, each with its number, its text and its kind."""

from dataclasses import replace

import pytest
from articles import write_article
from hypothesis import given
from hypothesis import strategies as st

from nkdocs.excerpts import cut_excerpt
from nkdocs.extract import read_articles
from nkdocs.manifest import HeldArticle, HeldFile
from nkdocs.model import Dump, Kind, Source

ONE = write_article("one", (Kind.TITLE, "Money home"), "Many women\nget money.")
TWO = write_article("two", (Kind.TITLE, "The market"), (Kind.BYLINE, "By Jo"), "A lantern.", offset=len(ONE.text), line=6)
TEXT = ONE.text + TWO.text


def _excerpt(line, around, *articles):
    text = "".join(article.text for article in articles)
    starts = [article.first_line for article in articles]
    ends = [*(start - 1 for start in starts[1:]), text.count("\n") + 1]
    held = tuple(
        HeldArticle(article.id, article.id, article.ordinal, article.first_line, end, article.start_line, None, "")
        for article, end in zip(articles, ends, strict=True)
    )
    known = {article.id: article for article in articles}
    return cut_excerpt("d.txt", line, around, HeldFile(0, 0, 0, "", held), known.get)


def test_lines_have_numbers_kinds_and_the_article_that_they_are_of():
    """Around the cut between two articles stand the end of one and the beginning of the other."""
    excerpt = _excerpt(6, 2, ONE, TWO)
    assert [(line.number, line.kind, line.article_id, line.text) for line in excerpt.lines] == [
        (4, Kind.PROSE, "one", "get money."),
        (5, None, "one", ""),
        (6, Kind.TITLE, "two", "The market"),
        (7, None, "two", ""),
        (8, Kind.BYLINE, "two", "By Jo"),
    ]
    assert (excerpt.source, excerpt.line, excerpt.articles) == ("d.txt", 6, (ONE, TWO))
    assert [line.kind_name for line in excerpt.lines][:2] == ["prose", "blank"]


@given(st.integers(1, 11), st.integers(0, 20))
def test_the_lines_are_those_of_the_file(line, around):
    """Numbers and texts are the file's own, none twice and none left out; each stands in the dump where it says."""
    excerpt = _excerpt(line, around, ONE, TWO)
    lines = TEXT.split("\n")[:-1]
    wanted = [number for number in range(line - around, line + around + 1) if 1 <= number <= len(lines)]
    assert [row.number for row in excerpt.lines] == wanted
    for row in excerpt.lines:
        assert row.text == lines[row.number - 1]
        assert TEXT[row.start :].startswith(row.text)


@given(st.text("ab\n \r.", max_size=60))
def test_no_dump_is_too_odd(text):
    """Of any dump, however it ends, its lines are shown as `grep -n` counts them."""
    articles = [replace(article, id=f"a{article.ordinal}") for article in read_articles(Dump(Source("d.txt"), text))]
    if articles:
        excerpt = _excerpt(1, 100, *articles)
        assert [row.text for row in excerpt.lines] == text.removesuffix("\n").split("\n")


@pytest.mark.parametrize(
    ("line", "around", "met"), [(5, 0, (ONE,)), (6, 0, (TWO,)), (5, 1, (ONE, TWO)), (7, 1, (TWO,)), (7, 2, (ONE, TWO))]
)
def test_only_articles_with_a_line_of_it_are_part_of_an_excerpt(line, around, met):
    """An article of which not one line is shown is not fetched."""
    assert _excerpt(line, around, ONE, TWO).articles == met
