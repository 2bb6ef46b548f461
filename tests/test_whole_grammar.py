"""Queries as they are typed, of every form of the grammar and mixed at random: what they find obeys the laws of sets."""

import datetime as dt
import itertools
import random
import re
import unicodedata
from contextlib import closing

import pytest
from articles import write_article
from hypothesis import given
from hypothesis import strategies as st
from yardstick import Yardstick, count_places

from nkdocs import answering
from nkdocs.analysis import ABBREVIATIONS, tokens
from nkdocs.answers import SearchRequest
from nkdocs.engine import open_engine
from nkdocs.model import Kind, Sort
from nkdocs.query import text_leaves
from nkdocs.respelling import parted, respell
from nkdocs.schema import to_document
from nkdocs.twins import Groups
from nkdocs.vocabulary import Vocabulary

TODAY = dt.date(2024, 5, 1)
WORDS = (
    "money", "moneys", "home", "phone", "river", "café", "cafe", "self-reliance", "selfreliance", "여성의", "Kim",
    "Jong-un", "US", "us", "bought", "the", "of", "women", "脱北者の女性", "K-pop", "kpop", "$1,500",
)  # fmt: skip
NAMES = ("Ana Lee", "Zoë Brandt", "Kim Jong-un", "jo")
DATES = (None, None, "2019", "2019-03", "2019-03-04", "2021-12-31", "2024-04-30", "2010-06", "2023-05")
#: Forms in a field where nothing is of them.
NOWHERE = ("title:lee~", "body:lee~", 'title:"jong un kim"~2', "author:mon*", "author:h?me", "author:monye~")
TEXT_FIELDS = ("title", "author", "body")
VOCABULARY = Vocabulary({"cash": "money OR 여성", "old": "date:..2019"}, (("river", "stream"), ("home", "house")))


FORMS = (
    "=money", "=US", "mon*", "*ney", "h?me", "monye~", "~coney", "moneyz~2", "caf*", "*lianc*", "@cash", "=café", "여*",
    "w*m?n", "~1600", "sélf*",
)  # fmt: skip
FILTERS = (
    "date:2019", "date:2019-03", "date:..2019", "date:>=2021", "date:<2019-03-05", "date:2010s", "date:2019-Q1",
    "date:last_month", "date:-90d", "missing:date", "missing:author", "missing:title", "has:note", "has:caption",
    "has:date", "source:north", "source:*/3.txt", "id:a1", "@old", "date:last_year", 'date:"March 2019"', "date:-9y..",
    "date:2019..2021-06", "source:n?rth/*", "has:author", "missing:note",
)  # fmt: skip
IN_FIELD = ("mon*", "h?me", "monye~", "=kim", "lee~", '"jong un kim"~2')


def _sentences():
    """The words of the running text of each article."""
    chance = random.Random(7)
    for _ in range(40):
        yield [chance.choices(WORDS, k=chance.randrange(1, 9)) for _ in range(chance.randrange(1, 4))]


SENTENCES = list(_sentences())


def _documents():
    chance = random.Random(11)
    for number, sentences in enumerate(SENTENCES):
        blocks = [" ".join(sentence) + "." for sentence in sentences]
        if chance.random() < 0.3:
            blocks.append((chance.choice((Kind.NOTE, Kind.CAPTION)), " ".join(chance.choices(WORDS, k=3))))
        yield to_document(
            write_article(
                f"a{number}",
                *blocks,
                title=" ".join(chance.choices(WORDS, k=2)) if chance.random() < 0.8 else None,
                date=chance.choice(DATES),
                authors=chance.sample(NAMES, chance.randrange(3)),
                path=f"{chance.choice(('north', 'south'))}/{number % 7}.txt",
            )
        )


@pytest.fixture(scope="module")
def engines(tmp_path_factory):
    """The engine, in several segments, and the yardstick, over the same articles."""
    yardstick = Yardstick()
    with closing(open_engine("whoosh", tmp_path_factory.mktemp("engine"))) as engine:
        documents = list(_documents())
        for start in range(0, len(documents), 15):
            for held in (engine, yardstick):
                with held.writing() as transaction:
                    for document in documents[start : start + 15]:
                        transaction.put(document)
        yield engine, yardstick


words = st.sampled_from((*WORDS, "xylophone", "MONEY", "women’s", "stream", "脱北者", "女", "여성", "1500", "U.S."))
#: Some words of a sentence that is there, in its order.
said = st.sampled_from([sentence for sentences in SENTENCES for sentence in sentences if len(sentence) > 1]).flatmap(
    lambda sentence: st.lists(st.integers(0, len(sentence) - 1), min_size=2, max_size=6, unique=True).map(
        lambda places: [sentence[place] for place in sorted(places)]
    )
)
phrases = st.one_of(st.lists(words, min_size=1, max_size=3), said.map(lambda some: some[:3])).map(
    lambda some: '"' + " ".join(some) + '"'
)
texts = st.one_of(
    words,
    phrases,
    st.tuples(phrases, st.integers(1, 6)).map(lambda pair: f"{pair[0]}~{pair[1]}"),
    st.sampled_from(FORMS),
)
filters = st.sampled_from(FILTERS)
fields = st.sampled_from(("title", "author", "body"))
in_field = st.one_of(
    st.tuples(fields, st.one_of(words, phrases, st.sampled_from(NAMES).map(lambda name: f'"{name}"'))).map(":".join),
    st.tuples(fields, words, words).map(lambda row: f"{row[0]}:({row[1]} OR {row[2]})"),
    st.tuples(fields, st.sampled_from(IN_FIELD)).map(":".join),
)
side_by_side = st.one_of(said, st.lists(st.one_of(words, words, texts, filters), min_size=2, max_size=7)).map(" ".join)
queries = st.recursive(
    st.one_of(texts, filters, in_field, side_by_side),
    lambda inner: st.one_of(
        st.tuples(inner, inner).map(lambda pair: f"({pair[0]} {pair[1]})"),
        st.tuples(inner, inner).map(lambda pair: f"({pair[0]} OR {pair[1]})"),
        st.tuples(inner, inner).map(lambda pair: f"({pair[0]} AND {pair[1]})"),
        inner.map(lambda one: f"-({one})"),
        inner.map(lambda one: f"(NOT ({one}))"),
        st.tuples(in_field, inner).map(lambda pair: f"-{pair[0]} {pair[1]}"),
    ),
    max_leaves=5,
)


def ask(engine, query, *, listing=True, **rest):
    """The page, and what was understood."""
    request = SearchRequest(query, **{"limit": None, "snippets": 0, **rest})
    understand = answering.understand_listing if listing else answering.understand
    question = understand(request, TODAY, VOCABULARY)
    return answering.answer(engine, question, request, "nkdocs list", Groups())[0], question


def ids(engine, query, **rest):
    """What is listed."""
    return [hit.article.id for hit in ask(engine, query, **rest)[0].hits]


@given(one=queries, other=queries)
def test_queries_obey_the_laws_of_sets(engines, one, other):
    """AND is what both find, OR what either finds, NOT what is left of all; groups change nothing."""
    engine, _ = engines
    every = set(ids(engine, ""))
    first, second = set(ids(engine, one)), set(ids(engine, other))
    assert set(ids(engine, f"({one}) AND ({other})")) == first & second
    assert set(ids(engine, f"({one}) ({other})")) == first & second
    assert set(ids(engine, f"({one}) OR ({other})")) == first | second
    assert set(ids(engine, f"-({one})")) == every - first
    assert set(ids(engine, f"(({one}))")) == first


#: What of a query may be written otherwise: operators, fields, quotes, hyphens, spaces, words.
_PIECES = re.compile(r"@\w+|AND|OR|NOT|[a-z]+:|\"|-|[ ]|[^\W\d_]+|.")
_SPACES, _HYPHENS = (" ", "  ", "\u00a0", "\t", "\u2009", "\u3000"), ("-", "\u2010", "\u2011", "\u2013", "\u2212")


def spell(query, chance):
    """The query as another keyboard, program or person would write it."""
    quotes = itertools.cycle(('""“«„', '""”»“'))
    spelled = "".join(_spell(piece, chance, quotes) for piece in _PIECES.findall(query))
    return chance.choice(("{}", " {} ", "({})", "(({}) )")).format(spelled)


def _spell(piece, chance, quotes):
    match piece:
        case '"':
            return chance.choice(next(quotes))
        case " ":
            return chance.choice(_SPACES)
        case "-":
            return chance.choice(_HYPHENS)
        case "(" | ")":
            return chance.choice((piece, {"(": "（", ")": "）"}[piece]))
        case "AND" | "OR" | "NOT":
            return piece
        case _ if piece.endswith(":"):
            return chance.choice((piece, piece.upper()))
        case _ if piece.isalpha() and piece.lower() not in ABBREVIATIONS:
            return chance.choice((piece, piece.upper(), piece.capitalize(), unicodedata.normalize("NFD", piece)))
        case _:
            return piece


@given(query=queries, seed=st.integers(0, 2**32))
def test_any_query_in_any_spelling_has_the_same_answer(engines, query, seed):
    """Case, quotes, hyphens, spaces, widths, marks taken apart and brackets around change neither hits nor their order."""
    engine, _ = engines
    other = spell(query, random.Random(seed))
    assert ids(engine, other) == ids(engine, query), other


@given(query=queries, size=st.integers(1, 9), sort=st.sampled_from(Sort))
def test_pages_add_up_and_the_yardstick_agrees(engines, query, size, sort):
    """Page after page gives the whole list, which is that of the slow and obvious engine; the total is its length."""
    engine, yardstick = engines
    whole, _ = ask(engine, query, listing=False, sort=sort)
    found = [hit.article.id for hit in whole.hits]
    assert whole.total == len(found) == len(set(found))
    pages = [ask(engine, query, listing=False, sort=sort, limit=size, offset=at)[0] for at in range(0, len(found) + 1, size)]
    assert [hit.article.id for page in pages for hit in page.hits] == found
    assert {page.total for page in pages} == {whole.total}
    slow, _ = ask(yardstick, query, listing=False, sort=sort)
    assert {hit.article.id for hit in slow.hits} == set(found)
    if sort is not Sort.RELEVANCE:  # the yardstick knows nothing of words that stand together
        assert [hit.article.id for hit in slow.hits] == found


@given(query=queries)
def test_counts_are_of_what_is_found(engines, query):
    """The years of a facet, and the times of a timeline, count each article once, never more than there are of that time."""
    engine, _ = engines
    results, question = ask(engine, query, facets=("year", "source"))
    assert [sum(row.count for row in facet.rows) for facet in results.facets] == [results.total] * 2
    total, times, _ = answering.spread(engine, question, SearchRequest(query), "month", "nkdocs timeline", Groups())
    assert total == results.total == sum(row.count for row in times.rows)
    assert all(row.count <= row.of for row in times.rows)


@given(query=queries)
def test_what_lights_up_matches(engines, query):
    """Each piece that lights up is a match of some part of the query; a hit by words in its text has one."""
    engine, _ = engines
    results, question = ask(engine, query, snippets=3)
    leaves = list(text_leaves(respell(question.query, parted(engine, question.query))))
    for hit in results.hits:
        for snippet in hit.snippets:
            for span in snippet.highlights:
                assert 0 <= span.start < span.end <= len(snippet.text)
                lit = tokens(snippet.text[span.start : span.end])
                assert any(count_places(leaf, lit) for leaf in leaves), snippet.text


@given(words=said, size=st.integers(1, 5), any_word=st.booleans())
def test_pages_of_words_side_by_side_add_up(engines, words, size, any_word):
    """Where articles that lack words follow those that have all, pages are those of one list, and none has an article twice."""
    engine, yardstick = engines
    query = " ".join(words)
    whole, _ = ask(engine, query, listing=False, any_word=any_word)
    found = [hit.article.id for hit in whole.hits]
    pages = [
        ask(engine, query, listing=False, any_word=any_word, limit=size, offset=at)[0] for at in range(0, len(found) + 1, size)
    ]
    assert [hit.article.id for page in pages for hit in page.hits] == found
    assert [hit.rank for page in pages for hit in page.hits] == list(range(1, len(found) + 1))
    assert set(found) == {hit.article.id for hit in ask(yardstick, query, listing=False, any_word=any_word)[0].hits}


@pytest.mark.parametrize("form", [*FORMS, *FILTERS, *map(":".join, itertools.product(TEXT_FIELDS, IN_FIELD))])
def test_every_form_finds_what_it_means(engines, form):
    """Alone, excluded and beside others, each form finds what the yardstick finds, and the forms find something."""
    engine, yardstick = engines
    for query in (form, f"-{form}", f"{form} OR river", f"money {form}", f"({form} home) OR -({form} OR the)"):
        assert ids(engine, query, sort=Sort.TITLE) == ids(yardstick, query, sort=Sort.TITLE), query
    assert ids(engine, form) or form in NOWHERE
