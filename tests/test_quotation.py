"""What must be the same in a quotation, and what its writer says was left out or put in."""

import itertools
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nkdocs.quotation import read_quotation
from nkdocs.quoted_words import join_broken, quoted_words


def _keys(text):
    return [word.key for word in quoted_words(text)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("“It’s here,” she said", '"It\'s here," she said'),
        ("a — b", "a--b"),
        ("cafe\u0301", "café"),
        ("co\u00adoperate", "cooperate"),
        ("ﬁve ２０", "five 20"),
        ("Min* left.[12] Now", "Min left. Now"),
        ("50 %", "50%"),
        ("돈을 벌다", "돈을벌다"),
        ("‘yes’", "«yes»"),
        ("and ... so", "and … so"),
    ],
)
def test_what_a_typesetter_may_change_is_the_same(one, other):
    """Kinds of marks, spaces, encodings of accents, wide forms, marks of notes."""
    assert _keys(one) == _keys(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("1,500", "1500"),
        ("10²", "102"),
        ("1½", "11/2"),
        ("every day", "everyday"),
        ("café", "cafe"),
        ("US", "us"),
        ("a, b", "a b"),
        ("1 5", "15"),
        ("don't", "dont"),
        ("self-reliance", "self reliance"),
        ("1.5", "1,5"),
        ("-5", "5"),
        ("workers’", "workers"),
    ],
)
def test_what_says_something_else_is_not(one, other):
    """Numbers as they are written, case, accents, commas, hyphens."""
    assert _keys(one) != _keys(other)


@given(st.text(max_size=80))
def test_words_stand_where_they_say(text):
    """Words come in order, apart from each other, and none is empty."""
    words = quoted_words(text)
    assert all(word.key and word.start < word.end for word in words)
    assert all(one.end <= other.start for one, other in itertools.pairwise(words))


def test_a_word_broken_at_a_line_end_is_joined():
    """Only a hyphen before a line end and a small letter breaks a word."""
    text = "an exam-\nple, self-made, of-\nTom"
    joined = join_broken(quoted_words(text), text)
    assert [word.key for word in joined if word.says] == ["an", "example", "self", "made", "of", "Tom"]
    assert join_broken(quoted_words("no break-here"), "no break-here") is None


@pytest.mark.parametrize(
    ("text", "runs"),
    [
        ("“all of it.”", [("all of it", "", "")]),
        ("… one … two…", [("one", "", ""), ("two", "omission", "")]),
        ("one (...) two [. . .] three", [("one", "", ""), ("two", "omission", ""), ("three", "omission", "")]),
        ("[The town] slept [sic] well", [("slept", "insertion", "The town"), ("well", "", "")]),
        ("[T]he friend[s] came", [("he friend", "insertion", "T"), ("came", "insertion", "s")]),
        ("fell to -5, then -6.", [("fell to - 5 , then - 6", "", "")]),
        ("one [emphasis added]", [("one", "", "")]),
    ],
)
def test_runs_and_what_is_between_them(text, runs):
    """Omissions and insertions are understood, and the writer's marks at the ends are gone."""
    found = read_quotation(text).runs
    assert [(" ".join(run.keys), run.gap, run.inserted) for run in found] == runs


def test_the_case_is_free_at_the_start_and_after_an_omission_only():
    """A letter that a writer may change stands at the beginning of a piece."""
    assert [run.frees_case for run in read_quotation("one [two] three … four").runs] == [True, False, True]


def _seconds(text):
    """The CPU that reading this takes."""
    started = time.process_time()
    read_quotation(text)
    return time.process_time() - started


@pytest.mark.parametrize("piece", ["[a] ", "a … ", "[T]he ", "a [sic] "])
def test_any_number_of_pieces_is_read_in_time_in_proportion(piece):
    """Each piece is cut from the words that stand in it; all words are not gone through for each."""
    # The best of three: Python may look for garbage in the midst of one, among all that other tests have left.
    taken = [min(_seconds(piece * count) for _ in range(3)) for count in (400, 4_000)]
    assert taken[1] < 35 * taken[0] + 0.2
