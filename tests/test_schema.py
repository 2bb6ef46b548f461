"""The field table, and articles on their way into documents and back."""

import datetime as dt
import json

import pytest
from articles import write_article
from hypothesis import given
from hypothesis import strategies as st

from nkdocs import schema
from nkdocs.model import Article, Block, Claim, Kind, PartialDate, Source, Span, Trust
from nkdocs.schema import BREAK, FIELDS, digest, passages, to_article, to_document

MIXED = write_article(
    "mixed",
    (Kind.TITLE, "A Title"),
    (Kind.HEADING, "First part"),
    "Prose before\nthe picture,",
    (Kind.IMAGE, "picture.jpg"),
    (Kind.CAPTION, "  A caption  "),
    "and after it.",
    (Kind.QUOTE, "A quote"),
    (Kind.ATTRIBUTION, "– a woman"),
    (Kind.NOTE, "*Names were changed."),
    (Kind.BOILERPLATE, "Donate now"),
    "   ",
    title="A Title",
    date="2020-02",
    authors=("Mara Lindqvist", "Jon Okafor"),
    offset=100,
    line=7,
)


def test_a_document_has_a_value_for_every_field():
    """The document's values are those of the table, in its order; None where nothing is known."""
    names = [row.name for row in FIELDS]
    assert list(to_document(MIXED).fields) == names
    bare = to_document(write_article("bare"))
    assert list(bare.fields) == names
    assert {name for name, value in bare.fields.items() if value is None} == {
        "title",
        "author",
        "body",
        "aside",
        "spelled",
        "captions",
        "notes",
        "first_day",
        "last_day",
    }


def test_the_values_of_a_document():
    """Running text is one passage, captions and notes stand aside, counted; authors are one each; a month is its days."""
    fields = to_document(MIXED).fields
    assert fields["title"] == "A Title"
    assert fields["author"] == f"Mara Lindqvist{BREAK}Jon Okafor"
    running = "First part\n\nProse before\nthe picture,\n\nand after it.\n\nA quote\n\n– a woman"
    assert fields["body"] == running
    assert fields["aside"] == BREAK.join(["A caption", "*Names were changed."])
    assert (fields["captions"], fields["notes"]) == (1, 1)
    assert fields["source"] == "dumps/one.txt"
    assert fields["first_day"] == dt.date(2020, 2, 1).toordinal()
    assert fields["last_day"] == dt.date(2020, 2, 29).toordinal()


def test_passages_know_where_they_were_read():
    """Every part of a passage is, character for character, what stands at its place in the dump."""
    running, caption, note = passages(MIXED)
    assert [part.kind for part in running.parts] == [Kind.HEADING, Kind.PROSE, Kind.PROSE, Kind.QUOTE, Kind.ATTRIBUTION]
    for passage in (running, caption, note):
        ends = [part.start - 2 for part in passage.parts[1:]] + [len(passage.text)]
        for part, end in zip(passage.parts, ends, strict=True):
            there = MIXED.text[part.offset - 100 : part.offset - 100 + end - part.start]
            assert passage.text[part.start : end] == there


def test_a_break_in_a_dump_is_a_space():
    """A dump, a title or a name that holds our separator does not make passages of its own."""
    article = write_article("x", f"one{BREAK}two", title=f"a{BREAK}b", authors=(f"c{BREAK}d",))
    fields = to_document(article).fields
    assert (fields["body"], fields["title"], fields["author"]) == ("one two", "a b", "c d")


def test_accented_words_are_kept_as_spelled():
    """Words that folding changes are kept, composed and in small letters, from title, authors and text, each once."""
    article = write_article(
        "x", "Cafe\u0301 CAFÉ cafe 여성의 женщины", (Kind.CAPTION, "naïve"), title="Été", authors=("Zoë Łuk",)
    )
    assert to_document(article).fields["spelled"] == "été zoë łuk café naïve"


def test_the_digest_changes_with_the_table(monkeypatch):
    """An index written with other fields, other weights or other documents has another digest; the same table has the same."""
    first = digest()
    assert first == digest()
    monkeypatch.setattr(schema, "VERSION", schema.VERSION + 1)
    second = digest()
    monkeypatch.setattr(schema, "FIELDS", FIELDS[:-1])
    assert len({first, second, digest()}) == 3


words = st.text(st.characters(codec=None, exclude_categories=()), max_size=12)
spans = st.tuples(st.integers(0, 10**9), st.integers(0, 10**9)).map(lambda pair: Span(min(pair), max(pair)))
trusts = st.sampled_from(Trust)
partial_dates = (
    st.builds(PartialDate, st.integers(1, 9999))
    | st.builds(PartialDate, st.integers(1, 9999), st.integers(1, 12))
    | st.dates().map(lambda day: PartialDate(day.year, day.month, day.day))
)
titles = st.builds(Claim, st.just("title"), words, spans, words, trusts, words)
names = st.builds(Claim, st.just("author"), words, spans, words, trusts, words)
date_claims = st.builds(Claim, st.just("date"), partial_dates, spans, words, trusts, words)
articles = st.builds(
    Article,
    source=st.builds(Source, words, words, words),
    ordinal=st.integers(1, 10**6),
    span=spans,
    first_line=st.integers(1, 10**6),
    text=words,
    title=st.none() | titles,
    date=st.none() | date_claims,
    authors=st.lists(names, max_size=3).map(tuple),
    blocks=st.lists(st.builds(Block, spans, st.sampled_from(Kind), words), max_size=3).map(tuple),
    claims=st.lists(titles | names | date_claims, max_size=4).map(tuple),
    id=words,
)


@given(articles)
def test_an_article_comes_back_as_it_was(article):
    """What is stored of an article reads back equal to it, be its text and path of any characters at all."""
    assert to_article(to_document(article).fields["article"]) == article


@pytest.mark.parametrize("stored", ["", "{", "[]", "null", "{}", '{"id": "x"}', "7"])
def test_what_is_no_stored_article_is_refused(stored):
    """Anything else than a stored article is a ValueError."""
    with pytest.raises(ValueError, match=r".+"):
        to_article(stored)


def test_damaged_claims_are_refused():
    """A stored article with an impossible claim is a ValueError."""
    stored = json.loads(to_document(MIXED).fields["article"])
    with pytest.raises(ValueError, match="not a stored article"):
        to_article(json.dumps(stored | {"authors": [["author", "x"]]}))
    with pytest.raises(ValueError, match="invalid literal"):
        to_article(json.dumps(stored | {"date": ["date", "soon", 0, 1, "r", 1, ""]}))
