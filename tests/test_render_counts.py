"""Counts are bars for a person, and rows for a program; both say the same."""

import csv
import io
import json

import pytest

from nkdocs.answers import Answer, SearchRequest, Timeline
from nkdocs.counting import FACETS
from nkdocs.model import Facet, FacetRow, Results
from nkdocs.render.forms import Form, choose_for_counts
from nkdocs.render.terminal import Paint, Screen, cells

YEARS = Facet("year", (FacetRow("2019", 4, 8), FacetRow("2020", 0, 0), FacetRow("2040", 1, 1), FacetRow(None, 2, 3)))
AUTHORS = Facet(
    "author",
    (
        FacetRow("Ana \x1b[31mLee", 12),
        FacetRow("세계의 북한 여성들과 그들의 이야기를 전하는 사람들의 모임 편집위원회", 5),
        *(FacetRow(f"Name {number}", 1) for number in range(30)),
        FacetRow(None, 3),
    ),
)
SOURCES = Facet(
    "source", (FacetRow("a/very/long/path/to/a/folder/with/dumps/of/2019/one-of-them.txt", 3), FacetRow("b.txt", 1))
)
ANSWER = Answer(SearchRequest("x", facets=("author", "year", "source")), Results(9, facets=(AUTHORS, YEARS, SOURCES)), (), 0.02)
TIMELINE = Timeline(SearchRequest("x"), 7, YEARS, ("a notice",), 0.02)


def printed(method, value, *, width=80, paint=Paint.NOTHING, terminal=True, **form):
    """What a renderer for counts prints."""
    out = io.StringIO()
    screen = Screen(is_terminal=terminal, paint=paint, width=width, height=10**6)
    getattr(choose_for_counts(out, screen, Form(**form)), method)(value)
    return out.getvalue()


@pytest.mark.parametrize("width", [20, 40, 60, 80, 140, 200])
@pytest.mark.parametrize(("method", "value"), [("search", ANSWER), ("timeline", TIMELINE)])
def test_bars_fit_the_screen(method, value, width):
    """No line is wider than the screen, wide characters counted, none ends in spaces, and nothing a terminal obeys is in it."""
    text = printed(method, value, width=width)
    for line in text.split("\n"):
        assert cells(line) <= max(width, 24), line
        assert line == line.rstrip(" "), line
    assert "\x1b" not in text


def test_a_timeline_for_people():
    """Each time has its count, of how many, the share, and a bar; where many are left out stands a mark."""
    lines = printed("timeline", TIMELINE).splitlines()
    assert lines[:5] == [
        "2019     4 of 8   50%  " + "█" * 40,
        "2020     0 of 0     –",
        "⋮ 19 years",
        "2040     1 of 1  100%  " + "█" * 10,
        "undated  2 of 3   67%  " + "█" * 20,
    ]
    assert lines[-1] == "7 articles · 0.02 s"
    assert printed("timeline", Timeline(SearchRequest("x"), 0, Facet("year"))) == ""


def test_facets_for_people():
    """Of many values the first are shown, and how many more there are; what is not known is said in words."""
    text = printed("search", ANSWER)
    assert text.startswith("author\n  Ana Lee ")
    assert "and 12 more" in text
    assert "  no author" in text
    assert "  undated" in text
    assert text.endswith("9 articles · 0.02 s\n")


def test_colours_are_dropped_one_by_one():
    """NO_COLOR leaves bold and dim, and no paint leaves no code at all."""
    assert "\x1b[32m█" in printed("timeline", TIMELINE, paint=Paint.COLORS)
    shown = printed("timeline", TIMELINE, paint=Paint.ATTRIBUTES)
    assert "\x1b[36m" not in shown
    assert "\x1b[2mundated\x1b[0m" in shown
    assert "\x1b" not in printed("timeline", TIMELINE)


def test_rows_for_programs():
    """Piped, a row a value with tabs between, empty where nothing is known, and no escape code of a text."""
    lines = printed("search", ANSWER, terminal=False).splitlines()
    assert lines[0] == "author\tAna Lee\t12"
    assert "author\t\t3" in lines
    assert len(lines) == len(AUTHORS.rows) + len(YEARS.rows) + len(SOURCES.rows)
    assert printed("timeline", TIMELINE, terminal=False).splitlines() == [
        "2019\t4\t8\t0.5000", "2020\t0\t0\t0.0000", "2040\t1\t1\t1.0000", "\t2\t3\t0.6667",
    ]  # fmt: skip


def test_csv_has_a_line_of_names():
    """CSV is the same rows under names, on a terminal too, and reads back."""
    rows = list(csv.reader(io.StringIO(printed("timeline", TIMELINE, csv=True))))
    assert rows[0] == ["year", "count", "of", "share"]
    assert rows[-1] == ["", "2", "3", "0.6667"]
    assert next(csv.reader(io.StringIO(printed("search", ANSWER, csv=True)))) == ["facet", "value", "count"]


def test_no_cell_is_a_formula():
    """What a spreadsheet would run has an apostrophe before it, as in the tables of hits."""
    answer = Answer(SearchRequest("x"), Results(1, facets=(Facet("author", (FacetRow("=1+1", 1),)),)))
    assert list(csv.reader(io.StringIO(printed("search", answer, csv=True))))[1] == ["author", "'=1+1", "1"]


def test_json_of_a_timeline():
    """The object has every key, with null for the undated; lines have a time each."""
    value = json.loads(printed("timeline", TIMELINE, as_json=True))
    assert set(value) == {"schema", "query", "by", "total", "times", "notices"}
    assert (value["by"], value["total"], value["notices"]) == ("year", 7, ["a notice"])
    assert value["times"][-1] == {"value": None, "count": 2, "of": 3, "share": 0.666667}
    assert [json.loads(line) for line in printed("timeline", TIMELINE, jsonl=True).splitlines()] == value["times"]
    empty = json.loads(printed("timeline", Timeline(SearchRequest("x"), 0, Facet("year")), as_json=True))
    assert set(empty) == set(value)
    first = json.loads(printed("search", ANSWER, jsonl=True).splitlines()[0])
    assert first == {"facet": "author", "value": "Ana \x1b[31mLee", "count": 12}


def test_every_facet_has_a_word_for_what_is_not_known():
    """Whatever is counted, a row of what is not known has words of its own on a terminal."""
    for name in FACETS:
        answer = Answer(SearchRequest("x"), Results(1, facets=(Facet(name, (FacetRow(None, 1),)),)))
        assert printed("search", answer).splitlines()[1].split("  ")[1] in ("no author", "no source", "undated")
