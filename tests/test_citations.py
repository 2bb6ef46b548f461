"""An article as a source: what the archive knows of it, and no more."""

from dataclasses import replace

import pytest
from articles import write_article

from nkdocs.citations import cite_article
from nkdocs.model import Claim, Kind, Trust


@pytest.mark.parametrize(
    ("date", "parts"), [("2019", [2019]), ("2019-03", [2019, 3]), ("2019-03-04", [2019, 3, 4]), (None, None)]
)
def test_a_date_is_as_precise_as_it_was_read(date, parts):
    """A year stays a year, and an undated article has no date at all."""
    item = cite_article(write_article("a", "x", title="T", date=date)).item
    assert item.get("issued") == ({"date-parts": [parts]} if parts else None)


def test_what_is_not_known_is_not_there():
    """No key stands for something that nobody read: no site, no address, no day of access."""
    assert set(cite_article(write_article("a", "x")).item) == {"id", "type", "archive_location", "note"}


def test_names_are_kept_in_order_and_as_printed():
    """Split where that is certain, and literal otherwise."""
    names = ["Lindsey Miller", "World Bank", "Kim Jong Un", "김철수"]
    item = cite_article(write_article("a", "x", authors=names)).item
    assert item["author"][0] == {"family": "Miller", "given": "Lindsey"}
    assert item["author"][1:] == [{"literal": name} for name in names[1:]]


def test_the_note_says_where_it_stands_what_is_in_doubt_and_whom_a_note_protects():
    """File, lines and the whole digest; values of low trust with their rule and line; notes with theirs."""
    article = write_article(
        "a", "x", (Kind.NOTE, "*Mina is a\npseudonym."), title="T", authors=["Ada Stone"], path="d/1.txt", line=7
    )
    citation = cite_article(article)
    assert citation.item["note"] == (
        f"archive file d/1.txt, lines 7–10; sha256 {'0' * 64}; author in doubt (test-author, line 7); "
        "note in line 9: *Mina is a pseudonym."
    )
    assert citation.place == "d/1.txt, lines 7–10"


def test_what_a_person_gave_is_said_to_be():
    """No dump says it: a citation names who gave the value, when and why, once for a field, cleared ones too."""
    article = write_article("a", "x", title="T", date="2019-03-04", authors=["Ada Stone", "Bo Hill"])
    said = [
        replace(claim, rule="corrected", trust=Trust.HIGH, reason="corrected by Mo on 2020-01-02: in print")
        for claim in article.authors
    ]
    cleared = Claim("date", "", article.title.span, "corrected", Trust.HIGH, "cleared by Mo on 2020-01-03")
    citation = cite_article(replace(article, authors=tuple(said), date=None, claims=(*said, cleared)))
    told = ("author corrected by Mo on 2020-01-02: in print", "date cleared by Mo on 2020-01-03")
    assert citation.cautions == told
    assert "; ".join(told) in citation.item["note"]


def test_a_long_note_is_cut_and_said_to_be():
    """What is left out is left out between words."""
    told = cite_article(write_article("a", (Kind.NOTE, "word " * 100))).cautions[0]
    assert told.startswith("note in line 1: word word")
    assert told.endswith("word …")
    assert len(told) < 330


def test_a_key_is_the_id_and_no_other_text_can_be_one():
    """Unique in the archive, and safe in every form."""
    assert cite_article(write_article("how-a-north-2f3c")).key == "how-a-north-2f3c"
    with pytest.raises(ValueError, match="not a key"):
        cite_article(write_article("a,b}"))
