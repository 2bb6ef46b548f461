"""Tests of the irregular forms."""

import pytest

from nkdocs import terms
from nkdocs.analysis import sequence
from nkdocs.irregular import IRREGULAR


@pytest.mark.parametrize("form", sorted(IRREGULAR))
def test_an_irregular_form_meets_its_word(form):
    """Each form of the table has the term of its word, and its first letter."""
    (token,), (word,) = sequence(form), sequence(IRREGULAR[form])
    assert token.term == word.term
    assert form[0] == IRREGULAR[form][0]
    assert token.form == form


@pytest.mark.parametrize(("one", "other"), [("left", "leave"), ("found", "find"), ("saw", "see"), ("woman", "man")])
def test_words_of_their_own_stay_apart(one, other):
    """What is a word of its own as well is brought together with nothing."""
    assert sequence(one)[0].term != sequence(other)[0].term


@pytest.mark.parametrize(("word", "known"), [("women", True), ("woman", True), ("wemon", False), ("barrel", False)])
def test_what_is_known_to_be_spelled_as_it_should_be(word, known):
    """The irregular forms and their words are, in English; of others nothing is known."""
    assert terms.is_word(word) is known
    terms.choose_language("french")
    try:
        assert not terms.is_word(word)
    finally:
        terms.choose_language("english")
