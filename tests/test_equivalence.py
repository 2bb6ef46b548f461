"""The same question, however it is typed, has the same answer: through the grammar, the tiers and the engine, to the hits."""

import datetime as dt
import itertools
from contextlib import closing

import pytest
from articles import write_article
from hypothesis import example, given
from hypothesis import strategies as st
from yardstick import Yardstick

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


#: Words before and after a word, and how it is written in this article.
AROUND = tuple(itertools.product(("", "the", "praise of"), ("", "of", "grew here")))
WAYS = ("{0}-{1}", "{0}{1}", "{0} {1}", "{0}\u2011{1}")
JOINED = (("self", "reliance"), ("co", "operations"))


@pytest.fixture(scope="module")
def spelled(tmp_path_factory):
    """Two words, each written with a hyphen, as one and as two, in many surroundings; and what looks alike but is not."""
    with closing(open_engine("whoosh", tmp_path_factory.mktemp("engine"))) as engine:
        yardstick = Yardstick()
        texts = [
            f"Then {before} {way.format(*parts)} {after} as well."
            for parts, way, (before, after) in itertools.product(JOINED, WAYS, AROUND)
        ]
        texts += [
            "The self-reliance of co-operation", "The selfreliance of co operations.", "The self reliance of cooperations.",
            "Maybe the last.", "It may be the last.", "The reliance of self", "The self here, the reliance there.",
        ]  # fmt: skip
        for held in (engine, yardstick):
            with held.writing() as writing:
                for number, text in enumerate(texts):
                    title = text.strip(".") if number % 2 == 0 else None
                    writing.put(to_document(write_article(f"t{number}", text, title=title)))
        yield engine, yardstick


@given(data=st.data(), parts=st.sampled_from(JOINED), around=st.sampled_from(AROUND), slop=st.sampled_from(("", "~1", "~4")))
@example(data=None, parts=JOINED[0], around=("", "of"), slop="")
def test_a_word_with_a_hyphen_is_found_in_all_spellings_wherever_it_stands(spelled, data, parts, around, slop):
    """With a hyphen, as one word, as two: in a phrase or near group, first, last, between, in a field, excluded: one answer."""
    engine, yardstick = spelled
    before, after = around
    slop = slop if before or after else ""  # one word is near nothing
    form = data.draw(st.sampled_from(("{}", "title:{}", "-{}", "{} OR zebra"))) if data else "{}"
    queries = [form.format(f'"{before} {way.format(*parts)} {after}"{slop}') for way in WAYS]
    first, *others = (ids(engine, query, all_words=True) for query in queries)
    assert first or form.startswith("title")
    assert all(other == first for other in others)
    assert all(ids(yardstick, query, all_words=True) == first for query in queries)
    if form == "{}" and not slop:
        assert len(first) >= 4
        for id_, query in itertools.product(first, queries):
            assert answering.light_up(engine.get(id_), query, TODAY, engine=engine), query


def test_one_word_is_found_as_its_parts_and_nothing_is_taken_apart_that_no_hyphen_joins(spelled):
    """One word finds its parts side by side, after what has the word itself; maybe does not find may be."""
    engine, _ = spelled
    assert ids(engine, "selfreliance") == ids(engine, "self-reliance") == ids(engine, '"self reliance"')
    assert len(ids(engine, "selfreliance")) > len(AROUND) * 3
    scores = dict(hits(engine, "selfreliance"))
    assert {scores[id_] for id_ in ids(engine, "selfreliance") if "self reliance" in engine.get(id_).text} == {0.0}
    assert len(ids(engine, "maybe")) == len(ids(engine, '"may be"')) == 1
    assert len(ids(engine, '"maybe the"')) == 1
    assert ids(engine, "self reliance", all_words=True) == ids(engine, "self") & ids(engine, "reliance")
    more = "10 articles more have selfreliance: nkdocs search selfreliance --all"
    request = SearchRequest("self reliance", all_words=True)
    assert more in answering.answer(engine, answering.understand(request, TODAY), request, "nkdocs search")[1]
