"""JSON: keys are a promise, and text is as in the dump."""

import io
import json
from dataclasses import replace

from articles import write_article
from hypothesis import given
from hypothesis import strategies as st

from nkdocs.answers import Answer, Change, ChangeKind, IndexReport, Problem, SearchRequest, Status
from nkdocs.extract import ExplainedLine
from nkdocs.model import Claim, Hit, Kind, Results, Snippet, Span, Trust
from nkdocs.parsing import InForce, ParseReport
from nkdocs.render.json import JsonLinesRenderer, JsonRenderer

ROW = {"id", "title", "date", "authors", "source", "start_line", "end_line"}
FULL = write_article("full", "Body.", (Kind.NOTE, "A note"), title="T", date="2019-03", authors=("A", "B"))
BARE = write_article("bare", "Words.")


def _printed(method, *given, renderer=JsonRenderer):
    out = io.StringIO()
    getattr(renderer(out), method)(*given)
    return out.getvalue()


def _value(method, *given):
    return json.loads(_printed(method, *given))


def test_hits_have_every_key():
    """A hit has the keys of an article and its own, known or not; a date is as precise as it is known."""
    hits = (Hit(1, 2.5, FULL, (Snippet("Body.", 1, (Span(0, 4),)),)), Hit(2, 1.0, BARE))
    value = _value("search", Answer(SearchRequest("body"), Results(7, hits), ("a notice",)))
    assert set(value) == {"schema", "query", "total", "copies", "hits", "facets", "notices"}
    assert (value["schema"], value["query"], value["total"], value["notices"]) == (1, "body", 7, ["a notice"])
    assert all(set(hit) == ROW | {"copies", "rank", "score", "snippets", "shared", "doubts", "badges"} for hit in value["hits"])
    assert value["hits"][0]["date"] == "2019-03"
    assert value["hits"][0]["snippets"] == [{"text": "Body.", "line": 1, "highlights": [[0, 4]], "kind": "prose"}]
    assert (value["hits"][1]["title"], value["hits"][1]["date"], value["hits"][1]["authors"]) == (None, None, [])


def test_nothing_found_is_valid():
    """Zero hits are an empty list, and no line in JSON Lines."""
    nothing = Answer(SearchRequest("x"), Results(0))
    assert _value("search", nothing)["hits"] == []
    assert _value("listing", nothing)["articles"] == []
    assert _printed("search", nothing, renderer=JsonLinesRenderer) == ""


def test_an_article_has_body_notes_and_evidence():
    """`show` and `parse` give the text, the notes, and where each field was read, null where nothing is claimed."""
    (full,) = _value("article", FULL)["articles"]
    assert set(full) == ROW | {"body", "notes", "evidence"}
    assert (full["body"], full["notes"]) == ("Body.", ["A note"])
    assert full["evidence"]["date"] == {"line": 1, "rule": "test-date", "trust": "medium"}
    assert _value("article", BARE)["articles"][0]["evidence"] == {"title": None, "date": None, "authors": None}


def test_the_evidence_of_authors_is_that_of_the_least_trusted():
    """Of several names the one to doubt first is the one a program is told of; of equally trusted ones the first."""
    names = ("High", Trust.HIGH, 0), ("Low", Trust.LOW, 7), ("Medium", Trust.MEDIUM, 0), ("Low too", Trust.LOW, 0)
    claims = tuple(Claim("author", name, Span(at, at), f"rule of {name}", trust) for name, trust, at in names)
    article = replace(write_article("a", "First.", "Second."), authors=claims)
    (row,) = _value("article", article)["articles"]
    assert row["evidence"]["authors"] == {"line": 2, "rule": "rule of Low", "trust": "low"}
    assert row["authors"] == ["High", "Low", "Medium", "Low too"]


def test_a_stream_has_an_object_a_line_for_each_of_what_is_listed():
    """JSON Lines are the rows of the JSON form, or its one object, without ``schema``."""
    report = ParseReport((FULL, BARE), ())
    status = Status("/a", "/i", 1, 2, 0, 1, 0, 0, "2026-01-01T00:00:00+00:00", 9)
    run = IndexReport("/a", 1, 2, changes=(Change("a.txt", ChangeKind.ADDED),))
    explained = replace(report, explained=(("a", (ExplainedLine(1, None, "why", is_cut=True),)),))
    for method, shown, key in (
        ("article", FULL, "articles"),
        ("raw", FULL, "articles"),
        ("evidence", FULL, "articles"),
        ("parsed", report, "articles"),
        ("parsed", explained, "lines"),
        ("status", status, None),
        ("indexed", run, None),
    ):
        whole = _value(method, shown)
        del whole["schema"]
        lines = [json.loads(line) for line in _printed(method, shown, renderer=JsonLinesRenderer).splitlines()]
        assert lines == (whole[key] if key else [whole]), method


def test_parsed_dumps_have_articles_corrections_problems_and_lines():
    """The lines are there when they were asked for."""
    report = ParseReport((FULL,), (), (Problem("a", "what", "hint"),), (InForce("a", 3, "split: corrected by ada"),))
    assert set(_value("parsed", report)) == {"schema", "articles", "corrections", "problems"}
    assert _value("parsed", report)["corrections"] == [{"source": "a", "line": 3, "said": "split: corrected by ada"}]
    explained = ParseReport((FULL,), (("a", (ExplainedLine(1, None, "why", is_cut=True, text="A"),)),))
    assert _value("parsed", explained)["lines"] == [
        {"source": "a", "line": 1, "kind": None, "reason": "why", "cut": True, "text": "A"}
    ]


def test_the_status_has_every_key():
    """Changes and problems are lists, also when there are none."""
    value = _value("status", Status("/a", "/i", 1, 2, 0, 1, 0, 0, "2026-01-01T00:00:00+00:00", 9))
    assert (value["articles"], value["changes"], value["problems"], value["notices"]) == (2, [], [], [])


@given(st.text(st.characters()))
def test_text_comes_back_as_it_was(text):
    """Whatever a text holds, half surrogate pairs included, reading the JSON gives it back, and any encoding can take it."""
    answer = Answer(SearchRequest(text), Results(1, (Hit(1, 0.0, write_article("a", title=text, path=text)),)))
    printed = _printed("listing", answer)
    printed.encode("utf-8")
    value = json.loads(printed)
    assert (value["query"], value["articles"][0]["title"]) == (text, text)
    line = _printed("listing", answer, renderer=JsonLinesRenderer)
    assert line.count("\n") == 1
    assert json.loads(line)["source"] == text


def test_a_terminal_finds_nothing_to_obey_in_json():
    """C1 and bidi characters are escaped, and letters of any script are not."""
    printed = _printed("listing", Answer(SearchRequest("\x9b한\u202e\U000e0041"), Results(0)))
    assert '"\\u009b한\\u202e\\udb40\\udc41"' in printed


def test_an_encoding_without_unicode_gets_escapes():
    """Where stdout cannot hold a character, JSON still says which it is."""
    out = io.TextIOWrapper(io.BytesIO(), encoding="ascii")
    JsonRenderer(out).listing(Answer(SearchRequest("한’"), Results(0)))
    out.flush()
    assert json.loads(out.buffer.getvalue())["query"] == "한’"
