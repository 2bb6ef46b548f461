"""Timelines and similar articles over a real archive."""

import datetime as dt

import pytest

from nkdocs import commands, overview
from nkdocs.answers import SearchRequest
from nkdocs.archive import Where
from nkdocs.errors import ConfigError, UnknownArticleError

TODAY = dt.date(2024, 5, 1)
FERRY = (
    "The ferry left at dawn with oars and lanterns, and the ferryman counted coins on the quay of the old harbour town. " * 2
)
DUMPS = {
    "a.txt": ("The Ferry at Dawn", "March 3, 2021", FERRY),
    "copy/a.txt": ("The Ferry at Dawn", "March 3, 2021", FERRY),
    "b.txt": (
        "A Harbour in Winter",
        "May 2022",
        "The harbour town slept; no ferry came, and the quay lay under snow. The ferryman mended oars.",
    ),
    "c.txt": (
        "Bread for the Town",
        "June 9, 2021",
        "The baker of the town rose early and sold bread to whoever passed by his door that day.",
    ),
    "d.txt": (
        "Letters Never Sent",
        "",
        "She wrote letters to her sister and kept them in a drawer of the kitchen table for years.",
    ),
}


@pytest.fixture(scope="module")
def where(tmp_path_factory):
    """An archive of four articles and a copy."""
    root = tmp_path_factory.mktemp("archive")
    for name, (title, date, text) in DUMPS.items():
        (root / name).parent.mkdir(exist_ok=True)
        (root / name).write_text("\n\n".join(part for part in (title, date, text) if part) + "\n")
    here = Where(root, index=tmp_path_factory.mktemp("index"))
    commands.index(here)
    return here


def values(timeline):
    """Times, counts, and of how many."""
    return [(row.value, row.count, row.of) for row in timeline.facet.rows]


def test_a_timeline_counts_matches_of_all(where):
    """Each time has how many match and of how many; copies count once; the undated have a row though none matches."""
    told = overview.timeline(where, SearchRequest("ferry"), "year", today=TODAY)
    assert values(told) == [("2021", 1, 2), ("2022", 1, 1), (None, 0, 1)]
    assert told.total == 2
    assert any("1 copy" in notice for notice in told.notices)
    months = overview.timeline(where, SearchRequest("ferry"), "month", today=TODAY)
    assert [row.value for row in months.facet.rows][:2] == ["2021-03", "2022-05"]
    assert sum(row.count for row in months.facet.rows) == 2


def test_a_timeline_of_everything(where):
    """An empty query means all articles, and filters hold; a date filter says what it could not judge."""
    assert overview.timeline(where, SearchRequest(""), "decade").total == 4
    told = overview.timeline(where, SearchRequest("", since="2022"), "year", today=TODAY)
    assert values(told)[:1] == [("2022", 1, 1)]
    assert any("1 undated article not shown" in notice for notice in told.notices)


def test_a_timeline_of_nothing(where):
    """Without a match there are no times but that of the undated, and the reason is said."""
    told = overview.timeline(where, SearchRequest("zeppelin"), "year", today=TODAY)
    assert told.total == 0
    assert any("zeppelin in no article" in notice for notice in told.notices)


def test_an_unknown_unit_is_refused(where):
    """A unit that there is none of is refused with those that there are."""
    with pytest.raises(ConfigError, match="week") as caught:
        overview.timeline(where, SearchRequest("ferry"), "week")
    assert "decade, year, month or day" in caught.value.hint


def test_similar_articles_share_words(where):
    """What is like an article comes first, with the words they share; the article and its copies are not in the list."""
    answer = overview.similar(where, "a.txt", SearchRequest("", limit=10))
    found = [hit.article.source.path for hit in answer.results.hits]
    assert found[0] == "b.txt"
    assert not {"a.txt", "copy/a.txt"} & set(found)
    assert {"ferry", "quay"} <= {word.lower() for word in answer.results.hits[0].shared}
    assert answer.results.hits[0].snippets[0].highlights
    assert any(notice.startswith("copies of it, not listed: ") for notice in answer.notices)
    assert any("telling words" in notice for notice in answer.notices)


def test_of_similar_copies_one_is_listed(where):
    """Two copies of a similar article are one hit, which names the other; --copies lists both."""
    (first, *_) = overview.similar(where, "b.txt", SearchRequest("", limit=10)).results.hits
    assert len(first.copies) == 1
    both = overview.similar(where, "b.txt", SearchRequest("", limit=10, copies=True)).results.hits[:2]
    assert {hit.article.source.path for hit in both} == {"a.txt", "copy/a.txt"}


def test_what_is_hardly_alike_is_left_out(where, monkeypatch):
    """An article that has less of the telling words than the floor is not listed; how many is said, or which was nearest."""
    every = SearchRequest("", limit=10)
    kept = overview.similar(where, "b.txt", every)
    assert kept.results.total == len(kept.results.hits)
    monkeypatch.setattr("nkdocs.resembling.ALIKE", 0.0)
    loose = overview.similar(where, "b.txt", every)
    assert loose.results.total > kept.results.total
    left = loose.results.total - kept.results.total
    assert f"{left} that share fewer of these words are left out" in kept.notices
    monkeypatch.setattr("nkdocs.resembling.ALIKE", 0.99)
    none = overview.similar(where, "b.txt", every)
    assert not none.results.hits
    assert none.notices[-1].startswith("none is much like it; the nearest is the-ferry-at-dawn")
    monkeypatch.setattr("nkdocs.resembling.ALIKE", 0.0)
    pages = [overview.similar(where, "b.txt", SearchRequest("", limit=1, offset=at)).results.hits for at in range(left + 2)]
    assert [hit.article.id for page in pages for hit in page] == [hit.article.id for hit in loose.results.hits]


def test_nothing_is_similar(where):
    """An article that shares no telling word with another has no similar ones, and an unknown one is refused."""
    answer = overview.similar(where, "d.txt", SearchRequest("", limit=10))
    assert answer.results.total == 0
    assert answer.notices
    with pytest.raises(UnknownArticleError):
        overview.similar(where, "no-such-article", SearchRequest(""))


def test_pages_of_similar_articles(where):
    """Pages concatenate to the whole."""
    whole = overview.similar(where, "b.txt", SearchRequest("", limit=None)).results
    pages = [overview.similar(where, "b.txt", SearchRequest("", limit=1, offset=place)).results for place in range(whole.total)]
    assert [page.hits[0].article.id for page in pages] == [hit.article.id for hit in whole.hits]
