"""Forms of words in a store: what a prefix, pattern, typing error or this very form means among words much like each other."""

import random
from contextlib import closing

import pytest
from articles import write_article
from hypothesis import example, given
from hypothesis import strategies as st
from yardstick import Yardstick

from nkdocs.engine import open_engine
from nkdocs.query import Exact, Fuzzy, Prefix, Wildcard
from nkdocs.schema import to_document

LETTERS = "abgж"


@pytest.fixture(scope="module")
def stores(tmp_path_factory):
    """Articles of words of few letters, so that a word stands in others at any place, in a store and in the yardstick."""
    chance, yardstick = random.Random(5), Yardstick()
    words = ["".join(chance.choices(LETTERS, k=chance.randrange(1, 9))) for _ in range(400)]
    with closing(open_engine("whoosh", tmp_path_factory.mktemp("forms"))) as engine:
        for held in (engine, yardstick):
            with held.writing() as transaction:
                for start in range(0, len(words), 8):
                    transaction.put(to_document(write_article(f"a{start}", " ".join(words[start : start + 8]))))
        yield engine, yardstick


forms = st.text(LETTERS, min_size=1, max_size=8)


@given(
    st.builds(Exact, forms, st.just(""))
    | st.builds(Prefix, forms, st.just(""))
    | st.builds(Wildcard, st.text(LETTERS + "?*", min_size=1, max_size=8), st.just(""))
    | st.builds(Fuzzy, forms, st.just(""), st.integers(1, 2), st.none(), st.booleans())
)
@example(Prefix("ab", ""))
@example(Fuzzy("abga", "", 1))
def test_a_form_is_found_where_the_slow_way_finds_it(stores, leaf):
    """No word that only holds the letters somewhere is taken for one that begins so, ends so, or is so; and none is missed."""
    found, right = ({hit.article.id for hit in held.search(leaf, limit=None).hits} for held in stores)
    assert found == right
