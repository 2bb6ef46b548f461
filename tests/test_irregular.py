"""Tests of the irregular forms."""

import pytest

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
