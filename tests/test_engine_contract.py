"""What every engine must do: the same cases over each, and over the yardstick that says what is right."""

import datetime as dt
import itertools
from contextlib import closing

import pytest
from articles import write_article
from hypothesis import given
from hypothesis import strategies as st
from yardstick import Yardstick

from nkdocs.analysis import sequence
from nkdocs.engine import open_engine
from nkdocs.errors import EngineUnavailableError
from nkdocs.model import Kind, Listed, PartialDate, Sort
from nkdocs.query import (
    Among,
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
    Spelled,
    Wildcard,
    Word,
)
from nkdocs.schema import to_document

ENGINES = ("whoosh", "yardstick")

ARTICLES = [
    write_article(
        "money-home",
        "She sends money back home. The money is counted twice.",
        (Kind.CAPTION, "A bridge over the river"),
        (Kind.NOTE, "*Her name has been changed."),
        (Kind.IMAGE, "bridge_web.jpg"),
        (Kind.BOILERPLATE, "Subscribe to our newsletter"),
        title="How Remittances Travel",
        date="2021-05-04",
        authors=("Mara Lindqvist", "Jon Okafor"),
        path="seeds/North/a.txt",
    ),
    write_article("bridge", "Over the bridge to a new home, and money.", title="“Éclair”", date="2020", path="seeds/b.txt"),
    write_article("letters", "Letters about remittances, remitted home.", title=None, date="2020-11", path="seeds/c.txt"),
    write_article(
        "silence", "No word came. K-pop played; self-reliance was praised.", title="a quiet year", authors=("Anonymous",)
    ),
    write_article("korean", "여성의 이야기 money", title="Zebra", date="2020-11-30", path="caf\udce9.txt"),
    write_article("money-home-two", "home a b c d e money", title="zebra", date="1999-12-31", path="seeds/North/d.txt"),
    write_article("empty", title="Nothing But a Title"),
]


def word(text, field=None):
    """The leaf that the grammar makes of a word."""
    (token,) = sequence(text)
    return Word(token.term, text, field)


def phrase(text, slop=0, field=None):
    """The leaf that the grammar makes of words in quotes."""
    return Phrase(tuple(token.term for token in sequence(text)), text, slop, field)


def dated(start, end):
    """A range of days, written as ISO dates; None: open."""
    return DateRange(start and dt.date.fromisoformat(start), end and dt.date.fromisoformat(end), "")


CASES = [
    ("everything", Everything(), {article.id for article in ARTICLES}),
    ("a word in the body", word("money"), {"money-home", "bridge", "korean", "money-home-two"}),
    ("a word in a title only", word("quiet"), {"silence"}),
    ("a word in an author only", word("okafor"), {"money-home"}),
    ("other forms of a word", word("remittance"), {"money-home", "letters"}),
    ("folded accents and case", word("ECLAIR"), {"bridge"}),
    ("a caption", word("river"), {"money-home"}),
    ("a note", word("changed"), {"money-home"}),
    ("an image name is not searched", word("jpg"), set()),
    ("boilerplate is not searched", word("newsletter"), set()),
    ("an unknown word", word("xylophone"), set()),
    ("title field", word("remittances", "title"), {"money-home"}),
    ("author field", word("anonymous", "author"), {"silence"}),
    ("body field", word("remittances", "body"), {"letters"}),
    ("author is not body", word("anonymous", "body"), set()),
    ("compound word", word("kpop"), {"silence"}),
    ("half of a compound", word("reliance"), {"silence"}),
    ("phrase", phrase("sends money back home"), {"money-home"}),
    ("phrase in the wrong order", phrase("money sends"), set()),
    ("phrase over a gap", phrase("sends back"), set()),
    ("phrase in the title", phrase("remittances travel"), {"money-home"}),
    ("phrase of another field", phrase("remittances travel", field="body"), set()),
    ("phrase from prose into caption", phrase("twice a bridge"), set()),
    ("phrase from author to author", phrase("lindqvist jon", field="author"), set()),
    ("phrase from title into body", phrase("travel mara"), set()),
    ("phrase with a word said twice", phrase("money money"), set()),
    ("phrase across a compound", phrase("self reliance was"), {"silence"}),
    ("phrase of bigrams", phrase("여성의"), {"korean"}),
    ("bigram inside a word", phrase("야기"), {"korean"}),
    ("near, in any order", phrase("home money", 1), {"money-home", "bridge"}),
    ("near, with the most words between", phrase("money home", 5), {"money-home", "bridge", "money-home-two"}),
    ("near, one word too far", phrase("money home", 4), {"money-home", "bridge"}),
    ("near, three words", phrase("home sends money", 1), {"money-home"}),
    ("near never leaves a passage", phrase("river twice", 2_000_000_000), set()),
    ("near needs a word twice", phrase("money money", 9), {"money-home"}),
    ("prefix of a form, not of a stem", Prefix("remittan", "remittan*"), {"money-home", "letters"}),
    ("prefix that is a whole word", Prefix("home", "home*"), {"money-home", "bridge", "letters", "money-home-two"}),
    ("prefix in a field", Prefix("rem", "rem*", "title"), {"money-home"}),
    ("prefix of nothing", Prefix("xyl", "xyl*"), set()),
    ("fuzzy: a letter changed", Fuzzy("brudge", "brudge~"), {"money-home", "bridge"}),
    ("fuzzy: neighbours swapped", Fuzzy("brideg", "brideg~"), {"money-home", "bridge"}),
    ("fuzzy: two edits are not one", Fuzzy("brudgf", "brudgf~"), set()),
    ("fuzzy: two edits", Fuzzy("brudgf", "brudgf~2", 2), {"money-home", "bridge"}),
    ("fuzzy: the first letter holds", Fuzzy("fridge", "fridge~"), set()),
    ("fuzzy: the first letter may differ", Fuzzy("fridge", "~fridge", any_first=True), {"money-home", "bridge"}),
    ("fuzzy: a letter before the first", Fuzzy("abridge", "~abridge", any_first=True), {"money-home", "bridge"}),
    ("fuzzy: the first two letters swapped", Fuzzy("rbidge", "~rbidge", any_first=True), {"money-home", "bridge"}),
    ("fuzzy: the first letter and another", Fuzzy("ridgf", "~ridgf~2", 2, any_first=True), {"money-home", "bridge"}),
    ("fuzzy: another first letter and another", Fuzzy("xridgf", "~xridgf~2", 2, any_first=True), {"money-home", "bridge"}),
    ("fuzzy: a letter before and another", Fuzzy("xbridgf", "~xbridgf~2", 2, any_first=True), {"money-home", "bridge"}),
    ("fuzzy: the first two swapped and another", Fuzzy("rbidgf", "~rbidgf~2", 2, any_first=True), {"money-home", "bridge"}),
    ("fuzzy in a field", Fuzzy("okafar", "okafar~", 1, "author"), {"money-home"}),
    ("exact form", Exact("letters", "=letters"), {"letters"}),
    ("exact form, not another of its stem", Exact("letter", "=letter"), set()),
    ("exact form in a field", Exact("remittances", "=remittances", "title"), {"money-home"}),
    ("exact form in a caption", Exact("river", "=river", "body"), {"money-home"}),
    ("wildcard inside a word", Wildcard("m?n*y", "m?n*y"), {"money-home", "bridge", "korean", "money-home-two"}),
    ("wildcard at the start", Wildcard("*dge", "*dge"), {"money-home", "bridge"}),
    ("wildcard for exactly one letter", Wildcard("?iver", "?iver"), {"money-home"}),
    ("wildcard on both sides, for nothing too", Wildcard("*river*", "*river*"), {"money-home"}),
    ("wildcard means the whole form", Wildcard("mon?", "mon?"), set()),
    ("boosts find nothing of their own", Boosted(word("river"), (Boost(word("quiet"), 9.0),)), {"money-home"}),
    ("boosts of nothing", Boosted(word("xylophone"), (Boost(word("quiet"), 9.0),)), set()),
    ("a year", dated("2020-01-01", "2020-12-31"), {"bridge", "letters", "korean"}),
    ("a day within a year known as such", dated("2020-03-05", "2020-03-05"), {"bridge"}),
    ("the last day of a month", dated("2020-11-30", "2020-11-30"), {"bridge", "letters", "korean"}),
    ("from a day on", dated("2021-05-04", None), {"money-home"}),
    ("up to a day", dated(None, "1999-12-31"), {"money-home-two"}),
    ("an open range has no undated ones", dated(None, None), {"money-home", "bridge", "letters", "korean", "money-home-two"}),
    ("missing date", Missing("date"), {"silence", "empty"}),
    ("missing author", Missing("author"), {article.id for article in ARTICLES} - {"money-home", "silence"}),
    ("missing title", Missing("title"), {"letters"}),
    ("spelled so", Spelled("éclair"), {"bridge"}),
    ("spelled otherwise", Spelled("eclair"), set()),
    ("missing caption", Missing("caption"), {article.id for article in ARTICLES} - {"money-home"}),
    ("missing note", Missing("note"), {article.id for article in ARTICLES} - {"money-home"}),
    ("source pattern", FromSource("?.TXT"), {"money-home", "bridge", "letters", "money-home-two"}),
    ("source pattern from the root", FromSource("seeds/north/*"), {"money-home", "money-home-two"}),
    ("source pattern means the whole path", FromSource("north/?"), set()),
    ("source, any case", FromSource("north/"), {"money-home", "money-home-two"}),
    ("source with a byte of no encoding", FromSource("CAF\udce9"), {"korean"}),
    ("id", Identified("money-home"), {"money-home", "money-home-two"}),
    ("no such id", Identified("oney"), set()),
    ("among ids", Among(frozenset({"money-home", "korean", "nothing"})), {"money-home", "korean"}),
    ("among no ids", Among(frozenset()), set()),
    (
        "not among ids",
        And((word("home"), Not(Among(frozenset({"bridge", "korean"}))))),
        {"money-home", "letters", "money-home-two"},
    ),
    ("and", And((word("money"), word("home"))), {"money-home", "bridge", "money-home-two"}),
    ("and of nothing", And(()), {article.id for article in ARTICLES}),
    ("or", Or((word("quiet"), word("river"))), {"money-home", "silence"}),
    ("or of nothing", Or(()), set()),
    ("not", And((word("home"), Not(word("river")))), {"bridge", "letters", "money-home-two"}),
    ("not alone", Not(Or((word("home"), Missing("date")))), {"korean"}),
    ("not of a filter", And((word("money"), Not(dated("2020-01-01", None)))), {"money-home-two"}),
    ("word within a range", And((word("money"), dated("2020-01-01", "2020-12-31"))), {"bridge", "korean"}),
]


def open_store(name, folder):
    """The engine, or the yardstick, empty."""
    folder.mkdir(exist_ok=True)
    return Yardstick() if name == "yardstick" else open_engine(name, folder)


def fill(engine, articles, together=1_000_000):
    """Put the articles, so many in each transaction."""
    for start in range(0, len(articles), together):
        with engine.writing() as transaction:
            for article in articles[start : start + together]:
                transaction.put(to_document(article))


def ids(results):
    """The ids of a page, in order."""
    return [hit.article.id for hit in results.hits]


@pytest.fixture(params=ENGINES)
def engine(request, tmp_path):
    """An empty store."""
    store = open_store(request.param, tmp_path / "engine")
    yield store
    store.close()


@pytest.fixture(params=ENGINES, scope="module")
def filled(request, tmp_path_factory):
    """A store with the articles, put in one transaction."""
    store = open_store(request.param, tmp_path_factory.mktemp("engine"))
    fill(store, ARTICLES)
    yield store
    store.close()


@pytest.fixture(params=ENGINES, scope="module")
def piecemeal(request, tmp_path_factory):
    """A store with the articles, each put in a transaction of its own."""
    store = open_store(request.param, tmp_path_factory.mktemp("engine"))
    fill(store, ARTICLES, together=1)
    yield store
    store.close()


@pytest.mark.parametrize(("query", "expected"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_a_query_finds_exactly_the_articles_it_means(filled, query, expected):
    """The hits of a query are the articles that match it by the docstrings in `query`, all of them, and no others."""
    results = filled.search(query, limit=None)
    assert set(ids(results)) == expected
    assert results.total == len(results.hits) == len(expected)


@pytest.mark.parametrize(("query", "expected"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_it_does_not_matter_in_how_many_transactions_articles_came(piecemeal, query, expected):
    """Articles put one a transaction are found like those put together."""
    assert set(ids(piecemeal.search(query, limit=None))) == expected


def test_sorting(filled):
    """Dates sort as ranges of days, titles folded from their first letter on; what lacks them is last, ties go by id."""
    everything = Everything()
    oldest = ["money-home-two", "bridge", "letters", "korean", "money-home"]
    assert ids(filled.search(everything, sort=Sort.OLDEST)) == [*oldest, "empty", "silence"]
    assert ids(filled.search(everything, sort=Sort.NEWEST)) == [*reversed(oldest), "empty", "silence"]
    by_title = ["silence", "bridge", "money-home", "empty", "korean", "money-home-two", "letters"]
    assert ids(filled.search(everything, sort=Sort.TITLE)) == by_title
    assert ids(filled.search(everything)) == sorted(article.id for article in ARTICLES)


def test_pages(filled):
    """Pages of any size concatenate to the whole, ranks count on, the total is that of all pages, and limit 0 has only it."""
    for sort in Sort:
        whole = filled.search(word("money"), limit=None, sort=sort)
        for size in range(1, 6):
            pages = [filled.search(word("money"), limit=size, offset=start, sort=sort) for start in range(0, 6, size)]
            assert [hit for page in pages for hit in page.hits] == list(whole.hits)
            assert {page.total for page in pages} == {whole.total} == {4}
        assert [hit.rank for hit in whole.hits] == [1, 2, 3, 4]
        assert filled.search(word("money"), limit=0, sort=sort).hits == ()
        assert filled.search(word("money"), limit=5, offset=4, sort=sort).total == 4
        assert filled.search(word("money"), limit=None, offset=3, sort=sort).hits == whole.hits[3:]


def test_relevance(engine, filled):
    """Words count more in a title or as an author than in the body, and more when they are rare; more words count more."""
    alike = [
        write_article("in-body", "river bank boat", title="Nothing here", authors=("Somebody",)),
        write_article("in-title", "nothing bank here", title="River boat", authors=("Somebody",)),
        write_article("in-author", "nothing bank here", title="Boat boat", authors=("River",)),
    ]
    fill(engine, alike)
    assert ids(engine.search(word("river"))) == ["in-author", "in-title", "in-body"]
    assert ids(filled.search(Or((word("money"), word("letters")))))[0] == "letters"
    assert ids(filled.search(Or((word("money"), word("counted")))))[0] == "money-home"
    assert all(hit.score == 0 for hit in filled.search(Missing("date")).hits)
    assert all(hit.score > 0 for hit in filled.search(word("money")).hits)


def test_captions_and_notes_weigh_less_than_prose(engine):
    """A word in a caption or a note counts less than the same word in prose, and an article is found by either."""
    fill(
        engine,
        [
            write_article("caption", "bank boat", (Kind.CAPTION, "river bend")),
            write_article("prose", "river bend", (Kind.CAPTION, "bank boat")),
            write_article("zzz-note", "bank boat", (Kind.NOTE, "river bend")),
        ],
    )
    for field in (None, "body"):
        hits = engine.search(word("river", field)).hits
        assert [hit.article.id for hit in hits] == ["prose", "caption", "zzz-note"]
        assert hits[0].score > hits[1].score == pytest.approx(hits[2].score)


def test_boosts(filled):
    """A boost adds its own score times its weight, only to articles that match without it, and to no other search."""
    plain = {hit.article.id: hit.score for hit in filled.search(word("money")).hits}
    home = {hit.article.id: hit.score for hit in filled.search(word("home")).hits}
    boosted = {hit.article.id: hit.score for hit in filled.search(Boosted(word("money"), (Boost(word("home"), 0.5),))).hits}
    assert boosted == pytest.approx({name: score + 0.5 * home.get(name, 0) for name, score in plain.items()})
    assert {hit.article.id: hit.score for hit in filled.search(word("money")).hits} == plain


def test_articles_come_back_as_they_were_put(filled):
    """A hit and `get` hold the article with its text, blocks, claims and a source path of any bytes; an unknown id is None."""
    for article in ARTICLES:
        assert filled.get(article.id) == article
        assert filled.search(Identified(article.id), limit=1).hits[0].article == article
    assert filled.get("money") is None
    assert filled.get("") is None


def test_a_survey_tells_of_every_hit(filled):
    """A survey names all hits in the order of a search, with title, date as known, authors and source; None where unknown."""
    (told,) = filled.survey(word("river"))
    assert told == Listed(
        "money-home", "How Remittances Travel", PartialDate(2021, 5, 4), ("Mara Lindqvist", "Jon Okafor"), "seeds/North/a.txt"
    )
    (letters,) = filled.survey(Identified("letters"))
    assert (letters.title, letters.date, letters.authors) == (None, PartialDate(2020, 11), ())
    assert filled.survey(Identified("korean"))[0].source == "caf\udce9.txt"
    assert filled.survey(word("xylophone")) == ()
    for query in (Everything(), word("money"), word("xylophone")):
        assert {each.id: each for each in filled.listings(query)} == {each.id: each for each in filled.survey(query)}
        assert len(list(filled.listings(query))) == len(filled.survey(query))
    for sort in Sort:
        assert [each.id for each in filled.survey(word("money"), sort=sort)] == ids(
            filled.search(word("money"), limit=None, sort=sort)
        )


def test_an_empty_store(engine):
    """A store that was never written to, or to which nothing was written, finds nothing and has no article."""
    assert engine.search(Everything()).total == 0
    assert engine.survey(Everything()) == ()
    assert engine.get("x") is None
    with engine.writing():
        pass
    for query in [case[1] for case in CASES]:
        assert engine.search(query).total == 0


def test_put_replaces(engine):
    """An article put again is there once, as it was put last, be it in another transaction or in the same."""
    first, second, third = (write_article("same", text) for text in ("one apple", "two pears", "three plums"))
    fill(engine, [first])
    fill(engine, [second, third])
    assert engine.get("same") == third
    assert engine.search(Everything()).total == 1
    assert [engine.search(word(text)).total for text in ("apple", "pears", "plums")] == [0, 0, 1]


def test_drop(engine):
    """A dropped article is gone, of this transaction or an earlier one; dropping what is not there, or twice, is nothing."""
    fill(engine, [write_article("a", "apple"), write_article("b", "apple")], together=1)
    with engine.writing() as transaction:
        transaction.put(to_document(write_article("c", "apple")))
        for article_id in ("a", "c", "nothing", "a"):
            transaction.drop(article_id)
    assert ids(engine.search(word("apple"))) == ["b"]
    assert ids(engine.search(Everything())) == ["b"]
    assert engine.get("a") is None
    with engine.writing() as transaction:
        transaction.drop("b")
        transaction.put(to_document(write_article("b", "banana")))
    assert ids(engine.search(word("banana"))) == ["b"]
    with engine.writing() as transaction:
        transaction.drop("b")
    assert engine.search(Everything()).total == 0


def test_an_exception_undoes_the_transaction(engine):
    """An exception out of the block passes, leaves what was there before, and the next transaction works."""
    fill(engine, [write_article("a", "apple")])

    def fail(trouble):
        with engine.writing() as transaction:
            transaction.put(to_document(write_article("b", "apple")))
            transaction.drop("a")
            raise trouble

    for trouble in (KeyboardInterrupt, RuntimeError):
        with pytest.raises(trouble):
            fail(trouble)
        assert ids(engine.search(word("apple"))) == ["a"]
    fill(engine, [write_article("c", "apple")])
    assert ids(engine.search(word("apple"))) == ["a", "c"]


def test_an_unknown_engine_is_refused():
    """An engine that we do not know is an error that names it."""
    with pytest.raises(EngineUnavailableError, match="lucene"):
        open_engine("lucene", None)


WORDS = ("women", "woman", "home", "homes", "money", "monkey", "self-reliance", "sends", "여성의", "US", "café", "back")
texts = st.lists(st.sampled_from(WORDS), max_size=14).map(" ".join)
dates = st.sampled_from((None, "2019", "2019-02", "2019-02-28", "2019-03-01", "2020-01", "2021"))
days = st.none() | st.dates(dt.date(2018, 11, 1), dt.date(2021, 3, 1))
fields = st.sampled_from((None, "title", "author", "body"))
stems = st.sampled_from(sorted({token.term for text in WORDS for token in sequence(text)} | {"unknown", "selfreli"}))
roots = st.sampled_from(("wom", "h", "mon", "hom", "여", "cafe", "self", "selfr", "zz"))
patterns = st.sampled_from(("wom?n", "*ome", "?on*", "*e*", "s??ds", "여*", "h?m*s"))
typos = st.sampled_from(
    ("womne", "home", "mnoey", "monky", "sedns", "bakc", "cafee", "homse", "xwomen", "owmen", "omyen", "cnds")
)
leaves = (
    st.just(Everything())
    | st.builds(Word, stems, st.just(""), fields)
    | st.builds(Phrase, st.lists(stems, min_size=1, max_size=3).map(tuple), st.just(""), st.integers(0, 4), fields)
    | st.builds(Prefix, roots, st.just(""), fields)
    | st.builds(Fuzzy, typos, st.just(""), st.integers(1, 2), fields, st.booleans())
    | st.builds(Exact, st.sampled_from(("women", "home", "homes", "cafe", "selfreliance", "여성")), st.just(""), fields)
    | st.builds(Wildcard, patterns, st.just(""), fields)
    | st.builds(DateRange, days, days, st.just(""))
    | st.builds(Missing, st.sampled_from(("title", "date", "author", "caption", "note")))
    | st.builds(FromSource, st.sampled_from(("a", "B.TXT", "/", "?.txt", "in/*", "*a*")))
    | st.builds(Spelled, st.sampled_from(("café", "cafe", "home")))
    | st.builds(Identified, st.sampled_from(("x", "x-1", "y", "z")))
    | st.builds(Among, st.frozensets(st.sampled_from(("x-1", "y", "Z", "z"))))
)
trees = st.recursive(
    leaves,
    lambda nodes: (
        st.lists(nodes, max_size=3).map(lambda some: And(tuple(some)))
        | st.lists(nodes, max_size=3).map(lambda some: Or(tuple(some)))
        | st.builds(Not, nodes)
        | st.builds(Boosted, nodes, st.lists(st.builds(Boost, nodes, st.sampled_from((0.1, 1.0))), max_size=2).map(tuple))
    ),
    max_leaves=6,
)
corpora = st.lists(
    st.builds(
        write_article,
        st.sampled_from(("x-0", "x-1", "x-10", "x-2", "y", "y-z", "Z")),
        texts,
        st.tuples(st.sampled_from((Kind.CAPTION, Kind.NOTE)), texts),
        texts,
        title=st.none() | texts.filter(bool),
        date=dates,
        authors=st.lists(texts.filter(bool), max_size=2).map(tuple),
        path=st.sampled_from(("a.txt", "b.txt", "in/a.txt")),
    ),
    max_size=7,
)


@given(articles=corpora, queries=st.lists(trees, min_size=1, max_size=6), together=st.integers(1, 4))
def test_engines_agree_with_the_yardstick(articles, queries, together, tmp_path_factory):
    """Over any few articles, put in any batches, any query tree has the yardstick's hits, totals, orders and pages."""
    with closing(open_engine("whoosh", tmp_path_factory.mktemp("engine"))) as whoosh:
        yardstick = Yardstick()
        for store in (yardstick, whoosh):
            fill(store, articles, together)
        for query, sort in itertools.product(queries, Sort):
            right = yardstick.search(query, limit=None, sort=sort)
            found = whoosh.search(query, limit=None, sort=sort)
            assert found.total == right.total
            if sort is Sort.RELEVANCE:
                assert sorted(ids(found)) == sorted(ids(right))
                assert [hit.score for hit in found.hits] == sorted((hit.score for hit in found.hits), reverse=True)
            else:
                assert ids(found) == ids(right)
                assert whoosh.survey(query, sort=sort) == yardstick.survey(query, sort=sort)
            pages = [whoosh.search(query, limit=2, offset=start, sort=sort) for start in range(0, 8, 2)]
            assert [hit for page in pages for hit in page.hits] == list(found.hits)


@given(articles=corpora.map(lambda some: list({article.id: article for article in some}.values())), query=trees)
def test_scores_are_those_of_the_yardstick(articles, query, tmp_path_factory):
    """Where nothing was ever removed, scores are BM25 as the yardstick counts it out, to rounding."""
    with closing(open_engine("whoosh", tmp_path_factory.mktemp("engine"))) as whoosh:
        yardstick = Yardstick()
        for store in (yardstick, whoosh):
            fill(store, articles, together=3)
        right = {hit.article.id: hit.score for hit in yardstick.search(query, limit=None).hits}
        found = {hit.article.id: hit.score for hit in whoosh.search(query, limit=None).hits}
        assert found == pytest.approx(right)
