"""A store is a Whoosh index: Whoosh's own reader opens it, its queries find what ours find, and its scores are ours."""

import datetime as dt
import random
import tempfile
import warnings
from contextlib import closing
from pathlib import Path

import pytest
from articles import write_article
from hypothesis import given
from hypothesis import strategies as st

from nkdocs.analysis import sequence
from nkdocs.engine import open_engine
from nkdocs.engine.scoring import idf
from nkdocs.matching import within_edits
from nkdocs.model import Sort
from nkdocs.query import And, DateRange, Fuzzy, Not, Or, Phrase, Prefix, Word
from nkdocs.schema import to_document

WORDS = ["apple", "apples", "pear", "plum", "money", "moneyed", "home", "homes", "river", "bridge", "winter", "sends", "sent"]


def fill(folder, count):
    """Put so many articles, over several transactions."""
    chance = random.Random(4)
    with closing(open_engine("whoosh", folder)) as engine:
        for start in range(0, count, 60):
            with engine.writing() as transaction:
                for number in range(start, start + 60):
                    text = " ".join(chance.choices(WORDS, k=chance.randrange(1, 60)))
                    title = " ".join(chance.choices(WORDS, k=3))
                    transaction.put(to_document(write_article(f"n-{number}", text, title=title)))


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    """A store of many articles in several segments."""
    folder = tmp_path_factory.mktemp("engine")
    fill(folder, 300)
    return folder


@pytest.fixture(scope="module")
def worn(tmp_path_factory):
    """The same, with some removed and one replaced."""
    folder = tmp_path_factory.mktemp("engine")
    fill(folder, 300)
    with closing(open_engine("whoosh", folder)) as engine, engine.writing() as transaction:
        for number in range(0, 300, 7):
            transaction.drop(f"n-{number}")
        transaction.put(to_document(write_article("n-1", "a pear by the river")))
    return folder


def open_by_whoosh(folder):
    """The store, opened by Whoosh."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import whoosh.index
    return whoosh.index.open_dir(str(folder))


def term(text):
    """The term of a word."""
    return sequence(text)[0].term


def pairs():
    """Queries of ours, each with the same for Whoosh."""
    from whoosh import query as theirs

    for text in sorted(set(WORDS)):
        yield Word(term(text), text, "body"), theirs.Term("body", term(text))
        yield Word(term(text), text, "title"), theirs.Term("title", term(text))
    for one, other in zip(WORDS, WORDS[3:], strict=False):
        ours = tuple(Word(term(text), text, "body") for text in (one, other))
        same = [theirs.Term("body", term(text)) for text in (one, other)]
        yield And(ours), theirs.And(same)
        if term(one) != term(other):
            yield Or(ours), theirs.Or(same)
        yield Phrase((term(one), term(other)), "", 0, "body"), theirs.Phrase("body", [term(one), term(other)])


def lucene():
    """Whoosh's BM25F with Lucene's idf."""
    from whoosh.scoring import BM25F

    class Lucene(BM25F):
        def idf(self, searcher, fieldname, text):
            return idf(searcher.doc_count_all(), searcher.doc_frequency(fieldname, text))

    return Lucene(B=0.75, K1=1.2)


def test_whooshs_queries_find_what_ours_find(worn):
    """Terms, phrases, And and Or of Whoosh's own, run by its own matchers, match the same articles as ours."""
    with closing(open_engine("whoosh", worn)) as engine, open_by_whoosh(worn).searcher() as searcher:
        for ours, theirs in pairs():
            found = {hit.article.id for hit in engine.search(ours, limit=None).hits}
            right = {hit["article"]["id"] for hit in searcher.search(theirs, limit=None)}
            assert found == right, ours


def test_scores_are_whooshs(whole):
    """Words score as Whoosh's BM25F does over the same store with Lucene's idf."""
    with closing(open_engine("whoosh", whole)) as engine, open_by_whoosh(whole).searcher(weighting=lucene()) as searcher:
        for ours, theirs in pairs():
            if isinstance(ours, Phrase):
                continue
            right = {hit["article"]["id"]: hit.score for hit in searcher.search(theirs, limit=None)}
            found = {hit.article.id: hit.score for hit in engine.search(ours, limit=None).hits}
            assert found == pytest.approx(right), ours


VOCABULARY = st.sampled_from(sorted(set(WORDS)))
#: Articles made by chance: the day in January 2020, and the words. They are put in up to three transactions.
ARTICLES = st.lists(st.tuples(st.integers(1, 31), st.lists(VOCABULARY, min_size=1, max_size=30)), min_size=1, max_size=30)
#: Stands for what a question means, and for every other word, where it means words that are written in several ways.
MEANT, OTHER = "zebra", "quail"
KINDS = ("word", "both", "any", "not", "phrase", "prefix", "fuzzy", "dated", "newest")


def open_store(folder, articles, texts):
    """A store of articles that have these texts."""
    engine = open_engine("whoosh", folder)
    for start in range(0, len(articles), 10):
        with engine.writing() as transaction:
            for number, ((day, _), text) in enumerate(
                zip(articles[start : start + 10], texts[start : start + 10], strict=True)
            ):
                date = f"2020-01-{day:02}"
                transaction.put(to_document(write_article(f"n-{start + number:02}", " ".join(text), date=date)))
    return engine


def meanings(kind, words, text):
    """The text with `MEANT` wherever what is asked for stands, and as long as before."""
    match kind:
        case "phrase":
            run, read = [term(word) for word in words], [term(word) for word in text]
            return [MEANT if read[place : place + len(run)] == run else OTHER for place in range(len(read))]
        case "prefix":
            return [MEANT if word.startswith(words[0][:2]) else OTHER for word in text]
        case _:
            return [MEANT if word[0] == words[0][0] and within_edits(words[0], word, 1) else OTHER for word in text]


@pytest.mark.parametrize("kind", KINDS)
@given(
    articles=ARTICLES,
    words=st.lists(VOCABULARY, min_size=2, max_size=3),
    days=st.tuples(st.integers(1, 31), st.integers(1, 31)),
)
def test_the_best_ten_are_those_of_whooshs_matchers(kind, articles, words, days):
    """Whatever the articles and the question, the best ten and their scores are what Whoosh's own matchers and BM25F give.

    What may be written in several ways is one word to us: Whoosh is asked for it where it was written as one.
    """
    from whoosh import query as theirs

    terms = list(dict.fromkeys(map(term, words)))
    ours = [Word(each, each, "body") for each in terms]
    same = [theirs.Term("body", each) for each in terms]
    since, until = sorted(days)
    query, right = {
        "both": (And(tuple(ours)), theirs.And(same)),
        "any": (Or(tuple(ours)), theirs.Or(same)),
        "not": (And((ours[0], Not(ours[-1]))), same[0]),
        "phrase": (Phrase(tuple(map(term, words)), "", 0, "body"), theirs.Term("body", MEANT)),
        "prefix": (Prefix(words[0][:2], "", "body"), theirs.Term("body", MEANT)),
        "fuzzy": (Fuzzy(words[0], "", field="body"), theirs.Term("body", MEANT)),
        "dated": (And((ours[0], DateRange(dt.date(2020, 1, since), dt.date(2020, 1, until), ""))), same[0]),
    }.get(kind, (ours[0], same[0]))
    texts = [text for _, text in articles]
    with tempfile.TemporaryDirectory() as one, tempfile.TemporaryDirectory() as other:
        with closing(open_store(Path(one), articles, texts)) as engine:
            found = engine.search(query, sort=Sort.NEWEST if kind == "newest" else Sort.RELEVANCE)
        if right == theirs.Term("body", MEANT):
            open_store(Path(other), articles, [meanings(kind, words, text) for text in texts]).close()
        with open_by_whoosh(other if right == theirs.Term("body", MEANT) else one).searcher(weighting=lucene()) as searcher:
            scores = {hit["article"]["id"]: hit.score for hit in searcher.search(right, limit=None)}
            without = {hit["article"]["id"] for hit in searcher.search(same[-1], limit=None)}
    day = {f"n-{number:02}": day for number, (day, _) in enumerate(articles)}
    if kind == "not":  # Whoosh's own AndNot gives the first match even where it has the other word
        scores = {name: score for name, score in scores.items() if name not in without}
    if kind == "dated":
        scores = {name: score for name, score in scores.items() if since <= day[name] <= until}
    best = sorted(scores, key=lambda name: (-day[name] if kind == "newest" else -round(scores[name], 9), name))
    assert found.total == len(scores)
    assert [hit.score for hit in found.hits] == pytest.approx([scores[name] for name in best[:10]])
    # Of articles whose scores differ in rounding alone, either may come first.
    assert {hit.article.id: hit.score for hit in found.hits} == pytest.approx(
        {hit.article.id: scores[hit.article.id] for hit in found.hits}
    )
    assert len({hit.article.id for hit in found.hits}) == len(best[:10])
    if kind == "newest":
        assert [hit.article.id for hit in found.hits] == best[:10]


def test_the_reader_knows_terms_and_lengths(worn):
    """Whoosh's reader lists terms in order, knows in how many documents they are, and reads exact lengths."""
    with open_by_whoosh(worn).reader() as reader:
        terms = [text for field, text in reader.all_terms() if field == "body"]
        assert {term(word).encode() for word in WORDS} <= set(terms)
        assert reader.doc_frequency("body", "unknown") == 0
        for segment, _ in reader.leaf_readers():
            own = [text for field, text in segment.all_terms() if field == "body"]
            assert own == sorted(set(own))
            lengths = [segment.doc_field_length(number, "body") for number in range(segment.doc_count_all())]
            assert segment.field_length("body") == sum(lengths) > 0
            assert segment.min_field_length("body") == min(lengths)
            matcher = segment.postings("body", own[0])
            assert matcher.weight() == len(matcher.value_as("positions")) == len(matcher.spans())


def test_the_reader_tells_what_it_knows_of_terms_and_of_what_was_removed(worn):
    """Whoosh's ways to go over all terms give each with its facts, and every removed document is known as one."""
    with closing(open_by_whoosh(worn).reader()) as reader:
        for part, _ in reader.leaf_readers():
            everything = list(part)
            assert [known for known, _ in everything] == list(part.all_terms())
            assert all(facts.doc_frequency() == part.doc_frequency(*known) for known, facts in everything)
            beginning = list(part.iter_from("body", b"m"))
            assert beginning[0][0] >= ("body", b"m")
            assert [known for known, _ in beginning] == [
                known for known, _ in everything if known[0] == "body" and known[1] >= b"m"
            ]
            removed = [number for number in range(part.doc_count_all()) if part.is_deleted(number)]
            assert len(removed) == part.doc_count_all() - part.doc_count()
            assert part.has_deletions() == bool(removed)
            assert part.doc_field_length(0, "no-such-field") == 0
            assert part.segment().should_assemble() is False
