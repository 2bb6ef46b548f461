"""Where a filter fits no article, it is said what there is, and what to type."""

import datetime as dt

import pytest
from articles import write_article
from yardstick import Yardstick

from nkdocs.answering import default_sort, understand_listing
from nkdocs.answers import SearchRequest
from nkdocs.schema import to_document
from nkdocs.unmatched import about_unmatched

TODAY = dt.date(2024, 5, 1)


@pytest.fixture
def engine():
    """Three articles."""
    held = Yardstick()
    with held.writing() as transaction:
        for article in (
            write_article(
                "mill", "Grain and water.", title="The mill", date="2019-03", authors=["Ana Lee"], path="2019/mill.txt"
            ),
            write_article("boat", "Oars.", title="A boat", date="2022-07-01", authors=["Zoë Brandt"], path="2022/boat.txt"),
            write_article("tree", "Leaves.", title="A tree", path="misc/tree.txt"),
        ):
            transaction.put(to_document(article))
    return held


def about(engine, query="", **options):
    """What is said of a request that finds nothing."""
    request = default_sort(SearchRequest(query, **options))
    return list(about_unmatched(engine, understand_listing(request, TODAY).query, request, "nkdocs search"))


@pytest.mark.parametrize(
    ("query", "options", "said"),
    [
        ("source:2019/mil.txt", {}, ["source:2019/mil.txt is in the path of no file",
                                     "did you mean 2019/mill.txt? nkdocs search source:2019/mill.txt"]),
        ("water source:boot", {}, ["source:boot is in the path of no file",
                                   "did you mean boat? nkdocs search 'water source:boat'"]),
        ("", {"source": "boot"}, ["source:boot is in the path of no file", "did you mean boat? nkdocs search --source boat"]),
        ("source:xyz", {}, ["source:xyz is in the path of no file",
            "the files are 2019/mill.txt, 2022/boat.txt, misc/tree.txt: nkdocs list --facets source -n 0"]),
        ("id:maill", {}, ["no id begins with maill", "did you mean mill? nkdocs search id:mill"]),
        ("id:qqq", {}, ["no id begins with qqq", "all ids: nkdocs list -l"]),
        ("author:Brand", {}, ['did you mean Zoë Brandt? nkdocs search \'author:"Zoë Brandt"\'']),
        ("", {"author": "Brant"}, ["did you mean Zoë Brandt? nkdocs search --author 'Zoë Brandt'"]),
        ("author:nobody", {}, ["authors are Ana Lee, Zoë Brandt: nkdocs list --facets author -n 0"]),
        ("date:2020", {}, [
            "no article has such a date (date:2020); the nearest are of 2019-03 and 2022-07-01: nkdocs list date:2022-07-01"]),
        ("", {"since": "2030"}, [
            "no article has such a date (--since 2030); the nearest is of 2022-07-01: nkdocs list date:2022-07-01"]),
        ("missing:title", {}, ["every article has a title"]),
        ("has:caption", {}, ["no article has a caption"]),
        ("source:mill date:2022", {}, ["no article fits all of it; alone: source:mill in 1 article, date:2022 in 1 article"]),
        ("water source:mill", {}, []),
    ],
)  # fmt: skip
def test_a_filter_without_articles_says_what_there_is(engine, query, options, said):
    """The nearest value and a command with it; where nothing is near, some of those there are and a command for all."""
    assert about(engine, query, **options) == said


def test_an_empty_archive_has_no_values():
    """Nothing is offered of nothing."""
    assert about(Yardstick(), "source:mill") == []
