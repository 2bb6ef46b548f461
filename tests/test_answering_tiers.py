"""What is listed when too few articles have all the words, and what is said of it."""

import datetime as dt
import itertools
from contextlib import closing

import pytest
from articles import write_article
from hypothesis import given
from hypothesis import strategies as st
from yardstick import Yardstick

from nkdocs import answering
from nkdocs.answers import SearchRequest
from nkdocs.engine import open_engine
from nkdocs.errors import ConfigError
from nkdocs.model import Kind, Sort
from nkdocs.schema import to_document
from nkdocs.vocabulary import Vocabulary

TODAY = dt.date(2024, 5, 1)
VOCABULARY = Vocabulary({"money": "coins OR notes"}, (("Yanggang", "Ryanggang"),))
ARTICLES = [
    write_article("all", "Brokers carry money home over the river by phone.", date="2020"),
    write_article("most", "Brokers carry money.", date="2021"),
    write_article("some", "A phone rang.", (Kind.NOTE, "Names were changed.")),
    write_article("other", "Ryanggang is far, says Kim.", date="2022"),
    write_article("coins", "Coins fell.", path="in/coins.txt", date="2020"),
]


@pytest.fixture(scope="module")
def engine(tmp_path_factory):
    """An engine that holds the articles."""
    with closing(open_engine("whoosh", tmp_path_factory.mktemp("engine"))) as engine:
        with engine.writing() as transaction:
            for article in ARTICLES:
                transaction.put(to_document(article))
        yield engine


def ask(engine, query, **rest):
    """The ids of the hits, the notices and the total."""
    request = SearchRequest(query, **rest)
    results, notices = answering.answer(engine, answering.understand(request, TODAY, VOCABULARY), request, "nkdocs search")
    return [hit.article.id for hit in results.hits], notices, results.total


LEFT_OUT = "left out, as they say little: do, by (with --all they must occur)"
FIRST = "1 article has all the words and comes first; the others lack some"
NOWHERE = "no article has all the words; left out, as no article has it: xylophone"
LACKS = "no article has all the words; the first one here lacks: "
SOME = "no article has all the words; these have some of them"
SAID = "is also searched for as:"


@pytest.mark.parametrize(
    ("query", "rest", "ids", "said"),
    [
        ("brokers money home", {}, ["all"], ()),
        ("brokers xylophone", {}, ["most", "all"], (NOWHERE,)),
        ("brokers 2007", {}, ["most", "all"], (NOWHERE.replace("xylophone", "2007 (if a date is meant: date:2007)"),)),
        (
            "ryanggang brokers",
            {},
            ["other", "most", "all"],
            (
                "ryanggang is also searched for as: Yanggang",
                LACKS + "brokers",
            ),
        ),
        ("ryanggang brokers", {"all_words": True}, [], None),
        ("brokers money home", {"any_word": True}, ["all", "most"], (FIRST,)),
        (
            "do brokers carry money by phone",
            {},
            ["all", "most", "some"],
            (
                LEFT_OUT,
                FIRST,
            ),
        ),
        ("brokers carry money phone", {}, ["all", "most", "some"], (FIRST,)),
        ("brokers carry phone", {}, ["all"], ()),
        ("phone-home money", {}, ["all", "most", "some"], ("no article has phone-home; the parts are searched for instead",)),
        ("do brokers carry money by phone", {"sort": Sort.NEWEST}, ["all"], (LEFT_OUT,)),
        ("brokers AND xylophone", {}, [], None),
        ("brokers (xylophone OR zither)", {}, [], None),
        ('"brokers carry" xylophone -river', {}, ["most"], (NOWHERE,)),
        ("@money far", {}, ["coins"], ("@money is: coins OR notes", LACKS + "far")),
        ("xylophone title:coins", {}, [], None),
        ("xylophone", {"author": "coins"}, [], None),
        ("@money fell", {}, ["coins"], ("@money is: coins OR notes",)),
        ("yanggang", {}, ["other"], ("yanggang is also searched for as: Ryanggang",)),
        ("Kim Jong-un brokers", {}, [], None),
        ("Kim Jong-un far", {}, [], None),
        ("Kim Jongun far", {}, [], None),
        ("brokers AND carry far", {"any_word": True}, ["most", "other", "all"], (SOME,)),
        ("brokers AND carry phone", {"any_word": True}, ["all", "most", "some"], (FIRST,)),
        ('"carry money" far', {"any_word": True}, ["other", "most", "all"], (SOME,)),
        ('"carry money" river', {"any_word": True}, ["all", "most"], (FIRST,)),
        ("has:note phone", {}, ["some"], ()),
        ("source:in/*", {}, ["coins"], ()),
    ],
)  # fmt: skip
def test_what_is_listed_and_what_is_said(engine, query, rest, ids, said):
    """Articles with all words come first; others follow only where words may be lacking, and what is lacking is said."""
    found, notices, total = ask(engine, query, **rest)
    assert found == ids
    assert total == len(ids)
    if said is not None:
        assert notices == said


@pytest.mark.parametrize(
    ("query", "notice"),
    [
        ("=broker", "did you mean broker? nkdocs search broker"),
        ("phonerang", 'did you mean "phone rang"? nkdocs search \'"phone rang"\''),
        ('"money brokers"', 'alone: "money brokers" in no article'),
        ('"money brokers"', 'the words of "money brokers" stand in 2 articles, but not together'),
        ('"money phone"~1', 'the words of "money phone"~1 stand in 1 article, but not as near each other'),
        ('river AND "money zebra"', 'alone: river in 1 article, "money zebra" in no article'),
        ('"money zebra"', 'the words of "money zebra", each alone: money in 2 articles, zebra in no article'),
        ('body:"money brokrs"', "did you mean Brokers? nkdocs search 'body:\"money Brokers\"'"),
        ("money-back", "words alone: money-back in no article"),
        ("2007 OR 20071", "words alone: 2007 in no article, 20071 in no article"),
        ('"a phonerang"', "did you mean a phone rang? nkdocs search '\"a phone rang\"'"),
        ("RIVER AND US", "words alone: RIVER in 1 article, US in no article"),
        ("river AND Kim Jong-un", "words alone: river in 1 article, Kim in 1 article, Jong-un in no article"),
        ("money-home AND xylophone", "words alone: money-home in 1 article, xylophone in no article"),
        ("wo?se", "words alone: wo?se in no article"),
        ("*zzz has:note", "words alone: *zzz in no article"),
        ("brokrs xylophone", "did you mean Brokers? nkdocs search 'Brokers xylophone'"),
        ("money date:1999", "without the filters: 2 articles"),
        ("money has:note", "without the filters: 2 articles"),
        ("money source:in/*", "without the filters: 2 articles"),
    ],
)
def test_nothing_found_says_what_to_type(engine, query, notice):
    """Whatever form finds nothing, it is said what it finds alone, what is near it, or what a filter hid."""
    found, notices, total = ask(engine, query)
    assert (found, total) == ([], 0)
    assert notice in notices


@pytest.mark.parametrize(("word", "is_offered"), [("broker", True), ("brokrs", True), ("broke", False), ("breaking", False)])
def test_a_word_that_is_spelled_right_is_taken_for_no_mistake(engine, word, is_offered):
    """For a word that is known to be one, and in no article, no other that looks like it is offered."""
    found, notices, _ = ask(engine, f"{word} xylophone")
    assert (bool(found) or any("did you mean" in notice for notice in notices)) == is_offered


def test_the_filters_hold_for_both_tiers(engine):
    """A date holds for what lacks words too; the undated it left out are counted, and what all words would find without it."""
    found, notices, total = ask(engine, "brokers phone", since="2021")
    assert (found, total) == (["most"], 1)
    assert notices[0].startswith("1 undated article not shown")
    assert "without the filters, 1 article has all the words" in notices
    assert not any("without the filters" in notice for notice in ask(engine, "river home phone brokers source:.")[1])


def test_pages_run_through_both_tiers(engine):
    """Pages of any size concatenate to the whole list, ranks count on, and the total is that of the list."""
    for options in ({}, {"any_word": True}, {"any_word": True, "sort": Sort.OLDEST}):
        whole, _, total = ask(engine, "brokers carry money home phone", limit=None, **options)
        assert len(whole) == total == 3
        for size in (1, 2, 5):
            pages = [
                ask(engine, "brokers carry money home phone", limit=size, offset=start, **options)
                for start in range(0, 6, size)
            ]
            assert list(itertools.chain.from_iterable(page[0] for page in pages)) == whole
            assert {page[2] for page in pages} == {3}
        assert ask(engine, "brokers carry money home phone", limit=0, **options)[0::2] == ([], 3)
    request = SearchRequest("brokers carry money home phone", offset=1)
    results, _ = answering.answer(engine, answering.understand(request, TODAY), request, "nkdocs search")
    assert [hit.rank for hit in results.hits] == [2, 3]


def test_the_exact_spelling_comes_first():
    """A word with an accent finds those without, and those spelled as typed come first, however often the others have it."""
    engine = Yardstick()
    bodies = ("cafe cafe cafe", "the café over there, beyond the river", "nothing", "cafe of CAFE\u0301S and a café")
    with engine.writing() as transaction:
        for number, body in enumerate(bodies):
            transaction.put(to_document(write_article(f"x{number}", body)))
    assert ask(engine, "café")[0] == ["x3", "x1", "x0"]
    assert ask(engine, "Cafe\u0301 -nothing")[0] == ["x3", "x1", "x0"]
    assert set(ask(engine, "cafe")[0]) == {"x0", "x1", "x3"}


def test_no_more_than_twenty_words_are_named(engine):
    """Of very many words that are lacking, the first are named and the others counted."""
    unknown = [f"zz{letter}" for letter in "abcdefghijklmnopqrstuvwxyz"]
    (notice,) = ask(engine, " ".join(["brokers", *unknown]))[1]
    assert "zzt and 6 more" in notice
    assert "zzu" not in notice


def test_any_and_all_contradict_each_other():
    """Both at once are refused."""
    with pytest.raises(ConfigError, match="--any and --all"):
        answering.understand(SearchRequest("a", any_word=True, all_words=True), TODAY)


def test_a_listing_never_lacks_words(engine):
    """A listing has all words, also those that say little, and lists nothing in the place of nothing."""
    for query, total in (("brokers xylophone", 0), ("do brokers carry", 0), ("brokers carry money", 2)):
        request = SearchRequest(query)
        question = answering.understand_listing(request, TODAY)
        assert answering.answer(engine, question, request, "nkdocs list")[0].total <= total


WORDS = ("money", "home", "phone", "river", "café", "self-reliance", "여성의", "Kim", "Jong-un")
texts = st.lists(st.sampled_from(WORDS), max_size=8).map(" ".join)
queries = st.lists(st.sampled_from((*WORDS, "xylophone", "the")), min_size=1, max_size=6)


@given(st.lists(texts, min_size=1, max_size=6), queries)
def test_all_words_within_each_word_within_any(bodies, asked):
    """What has all words has each; what has any of the words has them all; articles with all words come first."""
    engine = Yardstick()
    with engine.writing() as transaction:
        for number, body in enumerate(bodies):
            transaction.put(to_document(write_article(f"x{number}", body)))

    def hits(query, **rest):
        return ask(engine, query, limit=None, **rest)[0]

    every, several = set(hits(" ".join(asked), all_words=True)), set(hits(" OR ".join(asked)))
    assert every <= set.intersection(*(set(hits(word)) for word in asked))
    assert several == set.union(*(set(hits(word)) for word in asked))
    shown = hits(" ".join(asked))
    assert every <= set(shown)
    kept = [word for word in asked if word != "the"] if len(asked) > 2 and set(asked) != {"the"} else asked
    complete = set(hits(" ".join(kept), all_words=True))
    assert complete <= set(shown)
    assert set(shown[: len(complete)]) == complete


def test_a_sentence_with_quotes_that_nothing_has_is_its_words(engine):
    """What stands in quotes in a pasted sentence is loosened where no article has it, which is said; a short query never is."""
    pasted = 'the brokers "money zebra" carry it home over the river by phone'
    found, notices, _ = ask(engine, pasted)
    assert found[0] == "all"
    assert notices[0] == "no article has what stands in quotes; its words are searched for instead (with --all it must occur)"
    assert ask(engine, pasted, all_words=True)[0] == []
    assert ask(engine, 'brokers "money zebra"')[0] == []
    held, said, _ = ask(engine, 'the brokers "carry money" home over the river by phone')
    assert held[0] == "all"
    assert not any("in quotes" in notice for notice in said)


def test_another_spelling_of_a_word_that_no_article_has_is_offered_beside_what_was_found(engine):
    """A word left out for being nowhere may be a typing error: what it may have been is a command to paste."""
    _, notices, total = ask(engine, "brokrs river")
    assert total
    assert "did you mean Brokers? nkdocs search 'Brokers river'" in notices
