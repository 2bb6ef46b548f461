"""The best are found without looking at all: they, and their scores, are those that looking at all would give."""

import datetime as dt
import random
import re
from contextlib import closing

import pytest
from articles import write_article
from hypothesis import given
from hypothesis import strategies as st
from yardstick import Yardstick

from nkdocs.analysis import sequence
from nkdocs.engine import counting, evaluation, open_engine, phrases, ranking
from nkdocs.engine.forms import _halves, compile_pattern
from nkdocs.errors import TooBroadError
from nkdocs.matching import fits, phrase_places
from nkdocs.model import Sort
from nkdocs.query import And, Boost, Boosted, DateRange, Fuzzy, Not, Or, Phrase, Prefix, Spelled, Wildcard, Word
from nkdocs.schema import to_document

WORDS = ["river", "rivers", "bridge", "money", "moneyed", "winter", "home", "sends", "sent", "plum", "apple", "pearl"]
WEIGHTS = [90, 9, 40, 30, 3, 12, 8, 5, 4, 2, 1, 1]


def articles(count, seed):
    """So many articles of a few words each, some of which say one word very often."""
    chance = random.Random(seed)
    for number in range(count):
        text = chance.choices(WORDS, WEIGHTS, k=chance.choice((2, 6, 15, 30)))
        text += [chance.choice(WORDS)] * chance.choice((0, 0, 0, 5, 18))
        chance.shuffle(text)
        day = dt.date(2000, 1, 1) + dt.timedelta(chance.randrange(4_000))
        title, author = " ".join(chance.choices(WORDS, WEIGHTS, k=3)), chance.choice(WORDS).title()
        yield write_article(f"n-{number:03}", " ".join(text), title=title, date=day.isoformat(), authors=(author,))


def word(text):
    """The leaf of a word."""
    return Word(sequence(text)[0].term, text)


def queries(seed):
    """Queries of every kind that has a score, at random."""
    chance = random.Random(seed)

    def some(count):
        return [word(text) for text in chance.sample(WORDS, count)]

    for _ in range(1):
        one, two, three = some(3)
        day = dt.date(2000 + chance.randrange(8), 1, 1)
        yield one
        yield And((one, two))
        yield Or((one, two, three))
        yield Phrase((one.term, two.term), "")
        yield Phrase((one.term, two.term, three.term), "")
        yield Phrase((one.term, two.term), "", chance.randrange(1, 20))
        yield And((one, DateRange(day, day + dt.timedelta(900), ""), Not(two)))
        yield Boosted(Or((one, two)), (Boost(Phrase((one.term, two.term), "", 4), 2.0), Boost(three, 0.5)))
        yield Or((Prefix(one.text[:2], ""), Fuzzy(two.text, ""), Wildcard(f"*{three.text[1:3]}*", "")))


@pytest.fixture(scope="module")
def stores(tmp_path_factory):
    """The same articles in the engine, in several segments, and in the yardstick."""
    yardstick = Yardstick()
    with closing(open_engine("whoosh", tmp_path_factory.mktemp("engine"))) as engine:
        for seed, count in enumerate((24, 9, 5)):
            for store in (engine, yardstick):
                with store.writing() as transaction:
                    for article in articles(count, seed):
                        transaction.put(to_document(article.__class__(**{**_values(article), "id": f"{seed}-{article.id}"})))
        yield engine, yardstick


def _values(article):
    return {name: getattr(article, name) for name in article.__dataclass_fields__}


@pytest.fixture(params=["a byte for the sum", "two bytes for the sum"])
def bounded(request, monkeypatch):
    """No document is scored before bounds are drawn, and the sums of bounds are as wide as is said."""
    monkeypatch.setattr(ranking, "_SOON_SCORED", 0)
    if request.param == "two bytes for the sum":
        monkeypatch.setattr(ranking, "_MOST_PARTS", 0)


@pytest.mark.usefixtures("bounded")
@pytest.mark.parametrize("seed", range(3))
def test_the_best_are_the_yardsticks(stores, seed):
    """Five of some dozens are asked for: they have the yardstick's scores, and its order where scores differ."""
    engine, yardstick = stores
    for query in queries(seed):
        engine._snapshot.kept.clear()
        found, right = engine.search(query, limit=5), yardstick.search(query, limit=5)
        assert found.total == right.total, query
        assert [hit.score for hit in found.hits] == pytest.approx([hit.score for hit in right.hits]), query


@pytest.mark.parametrize("terms", [2, 3])
def test_near_groups_are_the_same_some_documents_at_a_time(stores, monkeypatch, terms):
    """However few places are held at a time, every document is looked into once, with the yardstick's scores."""
    monkeypatch.setattr(phrases, "_HELD", 4)
    engine, yardstick = stores
    words = [sequence(text)[0].term for text in WORDS]
    for start in range(len(words) - terms):
        query = Phrase(tuple(words[start : start + terms]), "", 6)
        engine._snapshot.kept.clear()
        found, right = engine.search(query, limit=None), yardstick.search(query, limit=None)
        assert {hit.article.id for hit in found.hits} == {hit.article.id for hit in right.hits}
        assert [hit.score for hit in found.hits] == pytest.approx([hit.score for hit in right.hits])


@pytest.mark.usefixtures("bounded")
def test_what_is_spelled_as_typed_is_among_the_best(tmp_path):
    """A lift that comes from no word's counts is in the bounds too: the accented form is first, however long its text is."""
    with closing(open_engine("whoosh", tmp_path)) as engine:
        with engine.writing() as transaction:
            for number in range(600):
                text = f"{'café' if number == 41 else 'cafe'} {'river ' * 300}" if number < 300 else "cafe " * 30
                transaction.put(to_document(write_article(f"n-{number:03}", text)))
        query = Boosted(word("cafe"), (Boost(Spelled("café"), 0.2),))
        every = [hit.article.id for hit in engine.search(query, limit=None).hits]
        assert every[0] == "n-041"
        assert [hit.article.id for hit in engine.search(query, limit=2).hits] == every[:2]


@pytest.mark.usefixtures("bounded")
@pytest.mark.parametrize("limit", [1, 7, 60])
def test_a_page_is_the_beginning_of_all(tmp_path, limit):
    """Also where some articles were removed, and in every order."""
    with closing(open_engine("whoosh", tmp_path)) as engine:
        for seed in (5, 6):
            with engine.writing() as transaction:
                for article in articles(90, seed):
                    transaction.put(to_document(article))
                    if article.id.endswith("7"):
                        transaction.drop(article.id)
        for sort in Sort:
            for query in queries(limit):
                every = [hit.article.id for hit in engine.search(query, limit=None, sort=sort).hits]
                assert [hit.article.id for hit in engine.search(query, limit=limit, sort=sort).hits] == every[:limit]


@given(
    st.lists(st.integers(0, 60), max_size=20).map(sorted),
    st.lists(st.integers(0, 60), max_size=20).map(sorted),
    st.integers(1, 9),
)
def test_pairs_are_counted_as_they_are_shown(ones, others, slop):
    """Two words near each other are counted as snippets find them."""
    counted = phrases.count_pairs(slop, ones, others)
    assert sum(counted.values()) == len(phrase_places(("a", "b"), slop, {"a": ones, "b": others}))


@given(st.text("ab?*é", max_size=8), st.text("abé", min_size=1, max_size=8))
def test_a_pattern_fits_keys_as_it_fits_forms(pattern, form):
    """What is sought in the bytes of keys is what is meant."""
    key = b"stem\0" + form.encode() + b"\n"
    assert bool(compile_pattern(pattern).search(key)) == fits(form, pattern)
    assert isinstance(compile_pattern(pattern), re.Pattern)


@given(st.text("abé한", min_size=4, max_size=9), st.data())
def test_what_is_one_edit_away_is_found_in_the_bytes_of_keys(form, data):
    """Whichever letter behind the first is changed, added, left out or swapped: one of the patterns fits the key, and once."""
    place, letter = data.draw(st.integers(1, len(form))), data.draw(st.sampled_from("abé한x"))
    head, tail = form[:place], form[place:]
    others = (form, head + letter + tail, head + letter + tail[1:], head + tail[1:], head + tail[1:2] + tail[:1] + tail[2:])
    for other in filter(None, others):
        keys = f"a\0{form}x\nstem\0{other}\nz\0zz\n".encode()
        key = range(keys.index(b"stem"), len(keys) - 5)
        fitting = [sum(match.start() in key for match in pattern.finditer(keys)) for pattern in _halves(form)]
        assert sum(fitting) >= 1
        assert max(fitting) == 1


def test_a_pattern_that_means_too_much_is_refused(stores, monkeypatch):
    """What would take long is not begun, and the sentence names the pattern."""
    engine, _ = stores
    engine._snapshot.kept.clear()
    monkeypatch.setattr(counting, "_MOST", 150)
    with pytest.raises(TooBroadError, match=r"ri\* stands for too many words"):
        engine.search(Prefix("ri", "ri*"))


def test_a_group_that_stands_everywhere_is_refused(stores, monkeypatch):
    """So is a near group of words that are all common."""
    engine, _ = stores
    engine._snapshot.kept.clear()
    monkeypatch.setattr(phrases, "_MOST_GROUPED", 50)
    with pytest.raises(TooBroadError, match="stand in too many articles together"):
        engine.search(Phrase(("river", "bridg", "money"), "", 5))


@pytest.mark.parametrize("slop", [0, 5])
def test_phrases_that_cost_too_much_together_are_refused(stores, monkeypatch, slop):
    """One phrase or near group is answered where many of them are not begun."""
    engine, _ = stores
    engine._snapshot.kept.clear()
    one, other = Phrase(("river", "bridg"), "", slop), Phrase(("money", "river"), "", slop)
    cost = sum(counting.count_places(one, segment) for segment in engine._snapshot.segments) * (counting._NEAR if slop else 1)
    monkeypatch.setattr(counting, "_MOST", cost)
    assert engine.search(one).total
    engine._snapshot.kept.clear()
    with pytest.raises(TooBroadError, match=r"the words .* stand in too many articles for all that the query asks"):
        engine.search(Or((one, other)))


def test_a_lift_of_words_that_stand_everywhere_is_left_out(stores, monkeypatch):
    """It would take long, and say nothing: the hits are the same, with the scores of the words alone."""
    engine, _ = stores
    engine._snapshot.kept.clear()
    monkeypatch.setattr(evaluation, "_EVERYWHERE", 50)
    child = And((word("river"), word("bridge")))
    boosted = Boosted(child, (Boost(Phrase(("river", "bridg"), "", 4), 2.0),))
    assert engine.search(boosted) == engine.search(child)
