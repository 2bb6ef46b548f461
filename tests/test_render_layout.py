"""What is said of an article, whichever renderer says it."""

from dataclasses import replace

import pytest
from articles import write_article
from hypothesis import given
from hypothesis import strategies as st

from nkdocs.answers import Change, ChangeKind, IndexReport
from nkdocs.matching import join_spans
from nkdocs.model import Claim, Kind, PartialDate, Span, Trust
from nkdocs.render import layout

SPANS = st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)).map(lambda pair: Span(min(pair), max(pair))), max_size=6)


def _claim(field, value, trust=Trust.HIGH, at=0):
    return Claim(field, value, Span(at, at), "a-rule", trust)


@given(st.text(max_size=20), SPANS)
def test_cutting_loses_nothing(text, spans):
    """The parts make up the text, in order; a character is highlighted if a span holds it, and none else is."""
    parts = list(layout.cut(text, spans))
    assert "".join(part for part, _ in parts) == text
    assert all(part for part, _ in parts)
    lit = [is_lit for part, is_lit in parts for _ in part]
    assert lit == [any(span.start <= at < span.end for span in spans) for at in range(len(text))]


@given(st.integers(0, 20), st.text(min_size=1, max_size=10), SPANS)
def test_spans_of_the_dump_become_spans_of_the_text(start, text, spans):
    """The characters of a text that the dump's spans light up are those whose place in the dump a span holds."""
    inside = layout.within(start, text, join_spans(spans))
    assert all(0 <= span.start <= span.end <= len(text) for span in inside)
    lit = {at for span in inside for at in range(span.start, span.end)}
    assert lit == {at for at in range(len(text)) if any(span.start <= start + at < span.end for span in spans)}


@pytest.mark.parametrize(
    ("claim", "mark", "text"),
    [
        (None, "", None),
        (_claim("title", "A title"), "", "A title"),
        (_claim("title", "A title", Trust.MEDIUM), "", "A title"),
        (_claim("date", PartialDate(2019, 3), Trust.LOW), " (?)", "2019-03"),
    ],
)
def test_only_what_is_not_to_be_relied_on_is_doubted(claim, mark, text):
    """The mark of doubt stands behind a value of low trust, and a date is in ISO form."""
    assert layout.doubt(claim) == mark
    assert claim is None or layout.value(claim) == text


def test_the_place_is_a_path_and_a_line():
    """FILE:LINE is what `show` understands: of the beginning, or of the line that is given."""
    article = write_article("a", "Words.", path="dumps/one.txt", line=7)
    assert (layout.place(article), layout.place(article, 9)) == ("dumps/one.txt:7", "dumps/one.txt:9")


def test_what_the_header_says_is_not_said_again():
    """Title, byline and dateline before the text are left out where they are known; others, and later ones, are kept."""
    blocks = [
        (Kind.BOILERPLATE, "Menu"),
        (Kind.TITLE, "The title"),
        (Kind.BYLINE, "By Ada"),
        (Kind.DATELINE, "2019"),
        "Prose.",
        (Kind.IMAGE, "a.jpg"),
        (Kind.DATELINE, "Updated 2020"),
        (Kind.COMMENT, "First!"),
    ]
    known = write_article("a", *blocks, title="The title", date="2019", authors=("Ada",), offset=50)
    assert [piece.text for piece in layout.pieces(known)] == ["Prose.", "Updated 2020"]
    assert [piece.text for piece in layout.pieces(replace(known, authors=()))] == ["By Ada", "Prose.", "Updated 2020"]
    assert all(known.cut(Span(piece.start, piece.start + len(piece.text))) == piece.text for piece in layout.pieces(known))


LONG = "A line that was broken by a program at sixty or so columns"


@pytest.mark.parametrize(
    ("text", "joined"),
    [
        (f"{LONG}\ngoes on.", f"{LONG} goes on."),
        (f"{LONG}.\nAnother.", f"{LONG}.\nAnother."),
        (f"{LONG}\n• an item", f"{LONG}\n• an item"),
        ("A short line\nof verse", "A short line\nof verse"),
        ("길" * 60 + "\n다음", "길" * 60 + "\n다음"),
    ],
)
def test_only_lines_that_were_broken_are_joined(text, joined):
    """A long line within a sentence goes on in the next; verse, lists, ends of sentences and scripts without spaces stay."""
    (piece,) = layout.pieces(write_article("a", text))
    assert piece.text == joined
    assert len(joined) == len(text)


def test_lines_of_the_dump_have_their_numbers_and_places():
    """Every line of the slice is there, and found again in the dump at the place that is told."""
    article = write_article("a", "One\n\ntwo", "three", offset=10, line=4)
    lines = list(layout.raw_lines(article))
    assert [(number, text) for number, _, text in lines] == [(4, "One"), (5, ""), (6, "two"), (7, ""), (8, "three")]
    assert all(article.cut(Span(start, start + len(text))) == text for _, start, text in lines)


def test_evidence_tells_chosen_from_refused():
    """What was chosen comes first, field by field, then what was not; a field of which nothing is claimed has a row too."""
    refused = _claim("title", "Another", Trust.LOW, at=3)
    article = write_article("a", "Words.", title="A title", authors=("Ada", "Bo"))
    article = replace(article, claims=(refused, *article.claims))
    assert [(row.field, row.claim and row.claim.value, row.chosen) for row in layout.evidence(article)] == [
        ("title", "A title", True),
        ("title", "Another", False),
        ("date", None, True),
        ("authors", "Ada", True),
        ("authors", "Bo", True),
    ]


@pytest.mark.parametrize(
    ("said", "text"),
    [
        (layout.plural(1, "article"), "1 article"),
        (layout.plural(1200, "article"), "1,200 articles"),
        (layout.plural(0, "copy", "copies"), "0 copies"),
        (layout.size(830), "830 bytes"),
        (layout.size(1_234_567), "1.2 MB"),
        (layout.size(10**13), "10000.0 GB"),
        (layout.seconds(0.016), "0.02 s"),
        (layout.joined(["A"]), "A"),
        (layout.joined(["A", "B"]), "A and B"),
        (layout.joined(["A", "B", "C"]), "A, B and C"),
        (layout.moment("2026-11-23T13:04:59+00:00"), "2026-11-23 13:04 UTC"),
        (layout.date_for_people(write_article("a", "x", date="2023-03-17")), "17 March 2023"),
        (layout.date_for_people(write_article("a", "x")), layout.UNDATED),
    ],
)
def test_numbers_names_and_dates_for_people(said, text):
    """They read as a person would write them."""
    assert said == text


@pytest.mark.parametrize(
    ("report", "sentence"),
    [
        (IndexReport("/a", 1, 1, unchanged=1), "1 file, 1 article: nothing changed (0.00 s)"),
        (IndexReport("/a", 2, 3, added=1, removed=2), "indexed 2 files, 3 articles: 1 added, 2 removed (0.00 s)"),
        (IndexReport("/a", 2, 3, updated=3, dry_run=True), "would hold 2 files, 3 articles: 3 updated (0.00 s)"),
        (IndexReport("/a", 2, 3), "indexed 2 files, 3 articles: no article changed (0.00 s)"),
        (IndexReport("/a", 1, 1, rebuilt="as\x1b[2J wished"), "rebuilt (as wished) 1 file, 1 article: 1 added (0.00 s)"),
    ],
)
def test_a_run_is_summed_up_in_one_sentence(report, sentence):
    """What changed is counted, what did not is not mentioned, and why all was read anew is said, safely."""
    if "nothing changed" not in sentence:
        report = replace(report, changes=(Change("a", ChangeKind.MODIFIED),), added=report.added or ("1 added" in sentence))
    assert layout.summary(report) == sentence
