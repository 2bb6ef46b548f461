"""The same question, however it is typed, has the same answer: through the grammar, the tiers and the engine, to the hits."""

import datetime as dt
from contextlib import closing

import pytest
from articles import write_article
from hypothesis import given
from hypothesis import strategies as st

from nkdocs import answering
from nkdocs.answers import SearchRequest
from nkdocs.engine import open_engine
from nkdocs.model import Kind
from nkdocs.schema import to_document
from nkdocs.twins import Groups

TODAY = dt.date(2024, 5, 1)
BODIES = (
    "She sends money back home through brokers. Self-reliance was praised in the café.",
    "Money and women’s rights; the self reliance of U.S. farmers who work at home.",
    "The selfreliance of women, as Kim Jong-un said in the US. A broker carries money.",
    "여성의 이야기: Kim Jong Un and K-pop, at home and abroad, for $1,500.",
    "A naive cafe owner sends 1500 letters home to Kim Jongun. K pop played.",
    "Nothing of the kind.",
)
#: Each row: ways to write the same.
SAME = (
    ("money", "MONEY", "Money", " money "),
    ("women’s", "women's", "womens", "WOMEN‘S"),
    ("self-reliance", "self\u2010reliance", "self‑reliance", "Self-Reliance", "self–reliance"),
    ("U.S.", "u.s.", "US"),
    ("café", "CAFÉ", "cafe\u0301"),
    ('"sends money"', "“sends money”", "„sends money“", '"SENDS  money"', '"sends\u00a0money"', "«sends money»"),
    ("$1,500", "1,500", "1500"),
    ("여성", "여성"),
    ("-brokers", "NOT brokers", "–brokers", "-broker", "−brokers"),
    ("remit*", "REMIT*"),
    ("(home OR letters)", "( home OR letters )", "（home OR letters）", "(home OR (letters))"),
    ("title:home", "title:HOME", "title:(home)"),
)
LOOSE = {"self-reliance": ("self reliance", '"self reliance"'), "Kim Jong-un": ("Kim Jong Un", "Kim Jongun", "kim jong‑un")}


@pytest.fixture(scope="module")
def engine(tmp_path_factory):
    """A few articles in many spellings."""
    with closing(open_engine("whoosh", tmp_path_factory.mktemp("engine"))) as engine:
        with engine.writing() as writing:
            for number, body in enumerate(BODIES):
                note = (Kind.NOTE, "*Her name was changed.")
                writing.put(
                    to_document(write_article(f"n{number}", body, note, title=f"Home {number}" if number % 2 else None))
                )
        yield engine


def hits(engine, query, **options):
    """The ids that a query finds, best first, and the scores."""
    request = SearchRequest(query, limit=None, snippets=0, **options)
    results, _ = answering.answer(engine, answering.understand(request, TODAY), request, "nkdocs search", Groups())
    return [(hit.article.id, round(hit.score, 6)) for hit in results.hits]


def ids(engine, query, **options):
    """The ids alone, as a set."""
    return {id_ for id_, _ in hits(engine, query, **options)}


rows = st.lists(st.integers(0, len(SAME) - 1), min_size=1, max_size=4, unique=True)


@given(rows=rows, data=st.data(), space=st.sampled_from((" ", "  ", "\u00a0", "\t", "\u2009", "\u3000")))
def test_every_spelling_has_the_same_answer(engine, rows, data, space):
    """Case, quotes, dashes, spaces, redundant brackets and NOT for a hyphen change neither hits nor order nor scores."""
    usual = " ".join(SAME[row][0] for row in rows)
    other = space.join(data.draw(st.sampled_from(SAME[row])) for row in rows)
    expected = hits(engine, usual)
    assert hits(engine, other) == expected


@given(rows=rows)
def test_a_space_is_an_and(engine, rows):
    """AND between all parts finds what has them all, as --all does without it."""
    parts = [SAME[row][0] for row in rows]
    assert ids(engine, " AND ".join(parts)) == ids(engine, " ".join(parts), all_words=True)


@pytest.mark.parametrize("spelling", LOOSE)
def test_compounds_and_names_meet(engine, spelling):
    """A compound finds itself written as two words and as one, and a Korean name all its spellings."""
    found = ids(engine, spelling)
    assert len(found) >= 3
    assert all(ids(engine, other) <= found for other in LOOSE[spelling])
    assert ids(engine, f'"{spelling}"') <= found
    assert ids(engine, "cafe") == ids(engine, "café") == {"n0", "n4"}


@given(rows=rows)
def test_and_within_each_within_or(engine, rows):
    """What has all parts has each, and what has any has them all."""
    parts = [SAME[row][0] for row in rows if not SAME[row][0].startswith("-")]
    if parts:
        each = [ids(engine, part) for part in parts]
        assert ids(engine, " ".join(parts), all_words=True) == set.intersection(*each)
        assert ids(engine, " OR ".join(parts)) == set.union(*each)
        assert ids(engine, " ".join(parts)) >= set.intersection(*each)
