"""The query of a request is what was typed and what the options add to it."""

import datetime as dt

import pytest

from nkdocs.answering import default_sort, understand, understand_listing
from nkdocs.answers import SearchRequest
from nkdocs.model import Sort
from nkdocs.query import And, DateRange, Everything, FromSource, Or, Phrase, Word

TODAY = dt.date(2024, 5, 1)


def test_options_join_the_query_as_conditions():
    """Every option is one more condition beside the words, whatever the words are joined by."""
    request = SearchRequest("river OR lake", since="2019", until="2020-06", author="Ada Lowe", source="2019/")
    words, *filters = understand(request, TODAY).query.children
    assert isinstance(words, Or)
    assert filters == [
        DateRange(dt.date(2019, 1, 1), dt.date(2020, 6, 30), "--since 2019 --until 2020-06"),
        Phrase(("ada", "low"), "Ada Lowe", field="author"),
        FromSource("2019/"),
    ]


def test_all_words_and_options_are_one_list():
    """Words that must all occur and the options stand side by side."""
    query = understand(SearchRequest("river lake", author="Lowe"), TODAY).query
    assert [type(part) for part in query.children] == [Word, Word, Word]
    assert query.children[2].field == "author"


@pytest.mark.parametrize(
    ("options", "start", "end"),
    [
        ({"since": "2019"}, dt.date(2019, 1, 1), None),
        ({"until": "2019"}, None, dt.date(2019, 12, 31)),
        ({"since": "-30d"}, dt.date(2024, 4, 1), None),
        ({"since": "last_month", "until": "yesterday"}, dt.date(2024, 4, 1), dt.date(2024, 4, 30)),
    ],
)
def test_since_is_a_first_day_and_until_a_last(options, start, end):
    """--since takes the first day of what it names, --until the last."""
    dates = understand(SearchRequest("river", **options), TODAY).query.children[1]
    assert (dates.start, dates.end) == (start, end)


def test_any_word_leaves_the_options_conditions():
    """With --any the words are alternatives and the options still conditions."""
    dates, words = understand(SearchRequest("river lake", any_word=True, since="2019"), TODAY).tiers.some_words.child.children
    assert isinstance(words, Or)
    assert isinstance(dates, DateRange)


def test_a_listing_without_a_query_is_of_everything():
    """An empty query lists all articles, by title unless asked otherwise, within the options."""
    assert understand_listing(SearchRequest(" "), TODAY).query == Everything()
    assert understand_listing(SearchRequest("", source="a"), TODAY).query == And((Everything(), FromSource("a")))
    assert understand_listing(SearchRequest("river"), TODAY).query == understand(SearchRequest("river"), TODAY).query
    assert default_sort(SearchRequest("")).sort is Sort.TITLE
    assert default_sort(SearchRequest("", sort=Sort.NEWEST)).sort is Sort.NEWEST
    assert default_sort(SearchRequest("river")).sort is Sort.RELEVANCE
