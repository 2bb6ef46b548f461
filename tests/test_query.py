"""The tree of a query, and what is asked of any tree."""

import copy
import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from nkdocs.query import (
    And,
    Boost,
    Boosted,
    DateRange,
    Everything,
    Exact,
    FromSource,
    Fuzzy,
    Identified,
    Missing,
    Not,
    Or,
    Phrase,
    Prefix,
    Wildcard,
    Word,
    all_of,
    any_of,
    leaves,
    text_leaves,
)

A, B, C, D = (Word(name, name) for name in "abcd")
YEAR = DateRange(dt.date(2020, 1, 1), None, "2020..")
LEAVES = [
    A,
    B,
    Phrase(("a", "b"), "a b"),
    Prefix("a", "a*"),
    Fuzzy("a", "a~"),
    Exact("a", "=a"),
    Wildcard("?a", "?a"),
    YEAR,
    Missing("date"),
    FromSource("x"),
    Identified("x"),
    Everything(),
]
TREES = st.recursive(
    st.sampled_from(LEAVES),
    lambda trees: st.one_of(
        st.lists(trees, min_size=1, max_size=3).map(lambda children: And(tuple(children))),
        st.lists(trees, min_size=1, max_size=3).map(lambda children: Or(tuple(children))),
        trees.map(Not),
        trees.map(lambda tree: Boosted(tree, (Boost(A, 0.5),))),
    ),
)


def test_leaves_are_what_can_match():
    """The leaves of a tree come in its order, without those that are excluded, or only boosts."""
    assert list(leaves(And((A, Or((B, YEAR)), Not(And((C, D))))))) == [A, B, YEAR]
    assert list(leaves(Not(A))) == []
    assert list(leaves(A)) == [A]
    assert list(leaves(Boosted(A, (Boost(B, 0.5),)))) == [A]


def test_text_leaves_are_what_is_lit_up():
    """Only words, phrases and what means forms of words are text."""
    assert list(text_leaves(And(tuple(LEAVES)))) == LEAVES[:7]


@given(TREES)
def test_leaves_are_leaves(tree):
    """Whatever the tree, its leaves are among those it was made of; trees are values that can be kept in a set."""
    assert set(leaves(tree)) <= set(LEAVES)
    assert len({tree, copy.deepcopy(tree)}) == 1
    assert set(text_leaves(tree)) == set(leaves(tree)) & set(LEAVES[:7])


def test_trees_of_one_kind_are_put_together_flat():
    """An And in an And, and an Or in an Or, are one; a part alone is itself; Nots alone exclude from everything."""
    one, other, third = LEAVES[0], LEAVES[7], LEAVES[8]
    assert all_of([one]) == any_of([one]) == one
    assert all_of([And((one, other)), third]) == And((one, other, third))
    assert any_of([Or((one, other)), third]) == Or((one, other, third))
    assert all_of([Or((one, other)), third]) == And((Or((one, other)), third))
    assert any_of([And((one, other)), third]) == Or((And((one, other)), third))
    assert all_of([Everything(), one]) == one
    assert all_of([]) == all_of([Everything()]) == Everything()
    assert all_of([Not(one)]) == And((Everything(), Not(one)))
    assert all_of([Not(one), other]) == And((Not(one), other))
