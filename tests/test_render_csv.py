"""CSV: a table that any program reads back, and no cell that a spreadsheet runs."""

import csv
import io
import unicodedata

import pytest
from articles import write_article
from hypothesis import given
from hypothesis import strategies as st

from nkdocs.answers import Answer, Change, ChangeKind, IndexReport, SearchRequest, Status
from nkdocs.correction_plans import Fixed, FixReport
from nkdocs.excerpts import Excerpt, Line
from nkdocs.extract import ExplainedLine
from nkdocs.health import Diagnosis, Finding
from nkdocs.model import Copy, Hit, Kind, Results, Snippet
from nkdocs.parsing import ParseReport
from nkdocs.render.csv import ARTICLE, HIT, LISTED, CsvRenderer, cell
from nkdocs.render.template import KEYS

FULL = write_article(
    "full", "Body, with “marks”.\nAnd lines.", (Kind.NOTE, "A note"), title='T, "t"', date="2019-03", authors=("A", "B"), line=5
)
BARE = write_article("bare", "Words.")


def _rows(*calls):
    out = io.StringIO()
    renderer = CsvRenderer(out)
    for method, *shown in calls:
        getattr(renderer, method)(*shown)
    return list(csv.reader(io.StringIO(out.getvalue(), newline=""), strict=True))


def _answer(*hits):
    return Answer(SearchRequest("x"), Results(len(hits), hits))


def test_a_hit_is_a_row_below_the_names_of_its_columns():
    """Columns are the keys of `--format`; several authors and pieces are one cell; what is not known is empty."""
    pieces = (Snippet("one, two", 6), Snippet("three", 7))
    copies = (Copy("full-2", "dumps/two.txt", 1), Copy("full-3", "dumps/two.txt", 9))
    rows = _rows(("search", _answer(Hit(1, 2.5, FULL, pieces, (), copies, ("ice", "barrel")), Hit(2, 1.0, BARE))))
    assert rows[0] == list(HIT)
    assert set(HIT) == set(KEYS)
    assert dict(zip(rows[0], rows[1], strict=True)) == {
        "id": "full",
        "title": 'T, "t"',
        "date": "2019-03",
        "authors": "A; B",
        "source": "dumps/one.txt",
        "start_line": "5",
        "end_line": "8",
        "line": "5",
        "rank": "1",
        "score": "2.5000",
        "copies": "full-2 full-3",
        "shared": "ice, barrel",
        "snippet": "one, two … three",
    }
    assert rows[2][:5] == ["bare", "", "", "", "dumps/one.txt"]


@pytest.mark.parametrize("method", ["search", "listing"])
def test_nothing_found_is_a_table_without_rows(method):
    """The names of the columns are there all the same."""
    assert _rows((method, _answer())) == [list(HIT if method == "search" else LISTED)]


def test_lines_end_as_the_standard_has_it():
    """RFC 4180: each line, the last one too, ends with carriage return and newline."""
    out = io.StringIO()
    CsvRenderer(out).listing(_answer(Hit(1, 1.0, FULL)))
    assert out.getvalue().count("\r\n") == 2
    assert out.getvalue().endswith("8,\r\n")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("=HYPERLINK(1)", "'=HYPERLINK(1)"),
        ("+1", "'+1"),
        ("-china women", "'-china women"),
        ("@sum", "'@sum"),
        ("＝1", "'＝1"),
        ("\t=1", "' =1"),
        ("\r1", "' 1"),
        ("\n1", "' 1"),
        ("  =1", "'  =1"),
        ("\u200b=1", "'=1"),
        ("\x1b[31m=1", "'=1"),
        ("– a dash", "– a dash"),
        ("a=b", "a=b"),
        ("‘Quoted’", "‘Quoted’"),
    ],
)
def test_a_formula_is_told_to_be_text(text, shown):
    """A cell that a spreadsheet would run gets an apostrophe, also where the sign stands behind what is not seen."""
    assert cell(text) == shown


@given(st.text(st.characters()))
def test_whatever_a_text_holds_its_cell_is_read_back_and_harmless(text):
    """A title comes back from the table as one cell; it begins with no sign of a formula, and holds no control character."""
    (_, row) = _rows(("listing", _answer(Hit(1, 0.0, write_article("a", "Words.", title=text, path="p")))))
    shown = row[ARTICLE.index("title")]
    assert shown == cell(text)
    assert not shown.lstrip().startswith(tuple("=+-@＝＋－＠"))
    assert not any(unicodedata.category(character) in {"Cc", "Cs"} for character in shown)


def test_every_command_has_its_table():
    """Each form has the names of its columns, and rows as wide as they are."""
    line = Line(5, 0, "Body", Kind.PROSE, "full")
    status = Status("/a", "/i", 1, 2, 0, 1, 0, 0, "2026-01-01T00:00:00+00:00", 9, (Change("=a.txt", ChangeKind.ADDED),))
    explained = (("a", (ExplainedLine(1, None, "why", is_cut=True), ExplainedLine(2, Kind.PROSE, "why", is_cut=False))),)
    tables = {
        "article": ((FULL,), [*ARTICLE, "body", "notes"], 1),
        "raw": ((FULL,), ["source", "line", "text"], 4),
        "evidence": ((BARE,), ["id", "field", "chosen", "value", "trust", "rule", "source", "line", "reason"], 3),
        "excerpt": ((Excerpt("a", 5, (line,), (FULL,)),), ["source", "line", "kind", "id", "text"], 1),
        "parsed": ((ParseReport((FULL, BARE), explained),), ["source", "line", "cut", "kind", "reason", "text"], 2),
        "status": ((status,), ["name", "value"], 11),
        "indexed": ((IndexReport("/a", 1, 2, changes=status.changes),), ["kind", "path"], 1),
        "fixed": (
            (FixReport((Fixed("a", "date", "", "2020"),), (), "f", applied=True),),
            ["target", "what", "before", "after"],
            1,
        ),
        "diagnosed": ((Diagnosis("/a", 1, (Finding("k", "w", ("p",), "-x"),)),), ["kind", "what", "places", "mend"], 1),
    }
    for method, (shown, head, count) in tables.items():
        rows = _rows((method, *shown))
        assert rows[0] == head, method
        assert len(rows) == count + 1, method
        assert {len(row) for row in rows} == {len(head)}, method
    assert _rows(("status", status))[-1] == ["added", "'=a.txt"]
    assert _rows(("parsed", ParseReport((FULL, BARE))))[1][0] == "full"


def test_several_articles_are_one_table():
    """The names stand once, above all rows; a text keeps its lines."""
    rows = _rows(("article", FULL), ("article", BARE))
    assert [row[0] for row in rows] == ["id", "full", "bare"]
    assert rows[1][-2:] == ["Body, with “marks”.\nAnd lines.", "A note"]
