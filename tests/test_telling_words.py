"""Words that turn what a sentence says."""

import re

import pytest

from nkdocs.quoted_words import quoted_words
from nkdocs.telling_words import DENIALS, KINDS, ROWS, denies, is_magnitude, is_name, is_negated, kind_of


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.example)
def test_each_row_is_met_in_its_example_and_not_in_its_counter_example(row):
    """A row's example has a word of its kind, and its counter-example has none."""
    assert row.kind in KINDS
    assert row.kind in [kind_of(word) for word in quoted_words(row.example)]
    assert row.kind not in [kind_of(word) for word in quoted_words(row.counter_example)]


@pytest.mark.parametrize(
    ("word", "kind"),
    [
        ("1,500", "number"),
        ("½", "number"),
        ("couldn’t", "negation"),
        ("MAY", "certainty"),
        ("May", "date"),
        ("may", "certainty"),
        ("B2", "number"),
        ("boat", ""),
        ("$", "unit"),
        ("％", "unit"),
    ],
)
def test_the_kind_of_a_word(word, kind):
    """Whatever has a digit is a number, a contraction of not is a negation."""
    assert kind_of(quoted_words(word)[0]) == kind


def test_names_are_written_with_a_capital_where_no_sentence_begins():
    """The first word of a sentence may be any word; months and numbers are no names."""
    words = quoted_words("Boats left. “Then Mara saw May and I.”")
    assert [word.key for at, word in enumerate(words) if is_name(words, at)] == ["Mara"]


def test_prefixes_that_deny():
    """Possible and impossible are each other's denial; a shorter word in a longer one is not."""
    assert is_negated("possible", "impossible")
    assert is_negated("Nonlethal", "lethal")
    assert not is_negated("lone", "alone")
    assert not is_negated("part", "depart")


def test_magnitudes():
    """What a number is counted in is a part of it."""
    assert all(is_magnitude(word) for word in quoted_words("million % 억"))
    assert not is_magnitude(quoted_words("people")[0])


@pytest.mark.parametrize("row", DENIALS, ids=lambda row: row.name)
def test_each_beginning_that_denies_is_met_in_its_example_and_not_in_its_counter_example(row):
    """A row's example denies by that row, and its counter-example by none."""
    assert re.fullmatch(row.pattern, quoted_words(row.example)[0].key)
    assert denies(quoted_words(row.example)[0])
    assert not denies(quoted_words(row.counter_example)[0])


@pytest.mark.parametrize(
    "text", ["including important interested independent industry disease distance mister missile imported instead indeed"]
)
def test_words_that_only_begin_so_deny_nothing(text):
    """What begins with the letters of such a beginning is no denial by that."""
    assert not any(map(denies, quoted_words(text)))


@pytest.mark.parametrize(
    ("word", "is_denial"),
    [
        *[(word, True) for word in ("not", "unprepared", "Unable", "unlikely", "unfair", "unthinkable")],
        *[(word, False) for word in ("united", "understanding", "universally", "unveiled", "uncle", "until", "prepared")],
    ],
)
def test_a_word_denies_by_its_beginning(word, is_denial):
    """What a word denies by its beginning is denied as if a negation stood before it; to undo, or to unite, denies nothing."""
    (each,) = quoted_words(word)
    assert denies(each) is is_denial
