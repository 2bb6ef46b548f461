"""Where phrases and near groups stand among positions, how far apart two forms are, and what a form or a path fits."""

import itertools

import pytest
import yardstick
from hypothesis import example, given
from hypothesis import strategies as st

from nkdocs.analysis import Token
from nkdocs.matching import is_form, is_from, join_spans, phrase_places, within_edits
from nkdocs.model import Span
from nkdocs.query import Exact, Fuzzy, Prefix, Wildcard


@pytest.mark.parametrize(
    ("terms", "slop", "positions", "places"),
    [
        ("ab", 0, {"a": [1, 4], "b": [2, 6]}, [(1, 2)]),
        ("aa", 0, {"a": [1, 2, 3, 7]}, [(1, 2), (2, 3)]),
        ("aba", 0, {"a": [1, 3, 5], "b": [2, 4]}, [(1, 3), (3, 5)]),
        ("a", 0, {"a": [9, 3]}, [(3, 3), (9, 9)]),
        ("ab", 0, {"a": [1], "b": []}, []),
        ("ab", 0, {"a": [1]}, []),
        ("ab", 2, {"a": [4], "b": [1]}, [(1, 4)]),
        ("ab", 1, {"a": [4], "b": [1]}, []),
        ("ab", 5, {"a": [1, 2, 9], "b": [3]}, [(2, 3)]),
        ("ab", 1, {"a": [1, 5], "b": [2, 6]}, [(1, 2), (5, 6)]),
        ("ab", 1, {"a": [1], "b": [1]}, [(1, 1)]),
        ("abb", 1, {"a": [1], "b": [1]}, []),
        ("abc", 1, {"a": [1, 1], "b": [3], "c": [4]}, [(1, 4)]),
        ("ab", 1, {"a": [1, 3], "b": [1, 3]}, [(1, 1), (3, 3)]),
        ("ab", 1, {"a": [1, 2], "b": [1]}, [(1, 1)]),
        ("ab", 1, {"a": [2, 3], "b": [1, 2]}, [(1, 2)]),
    ],
)
def test_places(terms, slop, positions, places):
    """A phrase's places may overlap; a near group's are as small as can be, apart, and take a word said twice twice."""
    assert phrase_places(tuple(terms), slop, positions) == places


@given(
    st.lists(st.sampled_from("abc"), min_size=1, max_size=4).map(tuple),
    st.integers(1, 4),
    st.fixed_dictionaries({term: st.sets(st.integers(0, 14), max_size=5) for term in "abc"}),
)
def test_a_near_group_stands_where_trying_everything_finds_it(terms, slop, positions):
    """There is a place exactly if one occurrence of each term, twice for a term said twice, spans few enough positions."""
    held = [[(term, position) for position in positions[term]] for term in terms]
    spans = [{position for _, position in chosen} for chosen in itertools.product(*held) if len(set(chosen)) == len(terms)]
    right = any(max(span) - min(span) <= slop + len(terms) - 1 for span in spans)
    assert bool(phrase_places(terms, slop, positions)) == right


letters = st.text("abcd", max_size=7)


@given(letters, letters, st.integers(0, 3))
@example("abcd", "badc", 2)
@example("aabbcc", "ababcc", 1)
@example("ca", "abc", 2)
def test_edits_are_those_of_the_definition(one, other, distance):
    """Two forms are within a distance exactly if optimal string alignment, by its definition, says so; either way round."""
    right = yardstick.edits(one, other) <= distance
    assert within_edits(one, other, distance) == right
    assert within_edits(other, one, distance) == right


def test_spans_are_joined():
    """Spans that overlap or touch become one, others stay, and all come in order."""
    assert join_spans([Span(7, 9), Span(1, 3), Span(3, 4), Span(2, 3), Span(8, 8)]) == (Span(1, 4), Span(7, 9))


@given(
    st.builds(Exact, letters, st.just(""))
    | st.builds(Prefix, letters, st.just(""))
    | st.builds(Wildcard, st.text("abcd?*", max_size=7), st.just(""))
    | st.builds(Fuzzy, st.text("abcd", min_size=1, max_size=7), st.just(""), st.integers(1, 2), st.none(), st.booleans()),
    st.text("abcd", min_size=1, max_size=7),
)
@example(Fuzzy("abcd", "", 2), "abab")
@example(Fuzzy("abcd", "", 1), "abab")
@example(Prefix("b", ""), "ab")
def test_a_form_is_meant_as_the_yardstick_says(leaf, form):
    """What lights up for a prefix, a pattern, a typing error or this very form is what these mean, and nothing else."""
    assert is_form(form, leaf) == bool(yardstick.count_places(leaf, [Token(form, form, 0, len(form), 0)]))


@pytest.mark.parametrize(
    ("text", "is_meant"),
    [
        ("2019", True),
        ("2019/march.txt", True),
        ("NORTH/20", True),
        ("south", False),
        ("2019/*.txt", True),
        ("2019/*", True),
        ("north/*/march.txt", True),
        ("*/march.txt", True),
        ("m?rch.txt", True),
        ("dumps/*.TXT", True),
        ("2019/*.md", False),
        ("2019/?.txt", False),
        ("arch.*", False),
        ("?arch", False),
        ("19/*.txt", False),
        ("north/*/march", False),
        ("dumps/?", False),
        ("*", True),
    ],
)
def test_a_path_is_meant(text, is_meant):
    """Text is looked for anywhere in a path; a pattern means the whole of it, or all of it from one of its folders on."""
    assert is_from("dumps/north/2019/March.txt", text) == is_meant


@given(st.text("ab/", max_size=8), st.text("ab/?*", min_size=1, max_size=6))
def test_a_pattern_of_paths_is_meant_as_it_is_written(path, pattern):
    """A pattern fits if, and only if, it fits from the beginning or from behind a slash, to the end."""
    ends = [path, *(path[place + 1 :] for place, character in enumerate(path) if character == "/")]
    marked = any(mark in pattern for mark in "?*")
    assert is_from(path, pattern) == (any(yardstick.like(pattern, end) for end in ends) if marked else pattern in path)
