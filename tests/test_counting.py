"""Articles are counted by what is known of them, and what is not known is counted as that."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nkdocs.counting import FACETS, LONGEST_GAP, UNITS, count_by, count_times, gap
from nkdocs.model import FacetRow, Listed, PartialDate


def listed(id_="a", date=None, authors=(), source="a.txt"):
    """What is told of an article."""
    return Listed(id_, None, PartialDate.from_iso(date) if date else None, tuple(authors), source)


def rows(facet):
    """Values and counts, in order."""
    return [(row.value, row.count) for row in facet.rows]


ARTICLES = [
    listed(date="2019-03-04", authors=["Ana Lee"]),
    listed(date="2019-03", authors=["ANA LEE", "Bo Kim"], source="b.txt"),
    listed(date="2019", authors=["Ana Lee"], source="b.txt"),
    listed(date="2021-01-31"),
    listed(),
]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("author", [("Ana Lee", 3), ("Bo Kim", 1), (None, 2)]),
        ("decade", [("2010s", 3), ("2020s", 1), (None, 1)]),
        ("year", [("2019", 3), ("2021", 1), (None, 1)]),
        ("month", [("2019", 1), ("2019-03", 2), ("2021-01", 1), (None, 1)]),
        ("day", [("2019", 1), ("2019-03", 1), ("2019-03-04", 1), ("2021-01-31", 1), (None, 1)]),
        ("source", [("a.txt", 3), ("b.txt", 2)]),
    ],
)
def test_each_facet_counts_what_is_known(name, expected):
    """Times are in order, others by count; a date known less precisely has a row of its own; the unknown comes last."""
    assert rows(*count_by([name], ARTICLES)) == expected


def test_nothing_to_count():
    """Without articles a facet has no rows."""
    assert all(facet.rows == () for facet in count_by(FACETS, []))
    assert count_times("year", [], []).rows == ()


def test_a_timeline_says_of_how_many():
    """Each time has the number of all articles of it, times in between that have none are shown, and the undated are last."""
    found = [ARTICLES[0], ARTICLES[3]]
    assert count_times("year", found, ARTICLES).rows == (
        FacetRow("2019", 1, 3),
        FacetRow("2020", 0, 0),
        FacetRow("2021", 1, 1),
        FacetRow(None, 0, 1),
    )


def test_an_article_of_a_year_is_of_no_month():
    """Among months what is known as a year has a row before those of the year, and is in none of them."""
    timeline = count_times("month", ARTICLES, ARTICLES)
    assert [row.value for row in timeline.rows][:3] == ["2019", "2019-03", "2021-01"]


def test_long_gaps_are_left_out():
    """Up to a dozen empty times are rows; more of them are a gap between two rows."""
    for years, between in ((LONGEST_GAP["year"] + 1, LONGEST_GAP["year"]), (LONGEST_GAP["year"] + 2, 0)):
        found = [listed(date="1950"), listed(date=str(1950 + years))]
        timeline = count_times("year", found, found)
        assert len(timeline.rows) == 2 + between
        assert gap("year", timeline.rows[0].value, timeline.rows[1].value) == (0 if between else years - 1)
    assert not gap("author", "a", "b")
    assert not gap("month", "2019", "2019-07")
    assert not gap("year", None, "2019")


dates = st.none() | st.dates(dt.date(1, 1, 1)).flatmap(
    lambda day: st.sampled_from((f"{day.year:04d}", f"{day.year:04d}-{day.month:02d}", day.isoformat()))
)
some = st.lists(st.builds(listed, date=dates), max_size=8)


@given(found=some, others=some, unit=st.sampled_from(UNITS))
def test_every_article_is_counted_once(found, others, unit):
    """Over any dates the counts add up to the articles, no count is more than there are, and rows are in order."""
    timeline = count_times(unit, found, [*found, *others])
    assert sum(row.count for row in timeline.rows) == len(found)
    assert all(row.count <= row.of for row in timeline.rows)
    times = [row.value for row in timeline.rows if row.value]
    assert times == sorted(set(times))
    assert len(times) <= (max(LONGEST_GAP.values()) + 1) * (len(found) + 1)
