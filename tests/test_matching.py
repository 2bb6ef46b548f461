"""Where phrases and near groups stand among positions, and how far apart two forms are."""

import itertools

import pytest
import yardstick
from hypothesis import example, given
from hypothesis import strategies as st

from nkdocs.matching import join_spans, phrase_places, within_edits
from nkdocs.model import Span


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
