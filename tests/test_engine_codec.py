"""A store is a Whoosh index: Whoosh's own reader opens it, its queries find what ours find, and its scores are ours."""

import random
import warnings
from contextlib import closing

import pytest
from articles import write_article

from nkdocs.analysis import sequence
from nkdocs.engine import open_engine
from nkdocs.engine.evaluation import idf
from nkdocs.query import And, Or, Phrase, Word
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


def test_whooshs_queries_find_what_ours_find(worn):
    """Terms, phrases, And and Or of Whoosh's own, run by its own matchers, match the same articles as ours."""
    with closing(open_engine("whoosh", worn)) as engine, open_by_whoosh(worn).searcher() as searcher:
        for ours, theirs in pairs():
            found = {hit.article.id for hit in engine.search(ours, limit=None).hits}
            right = {hit["article"]["id"] for hit in searcher.search(theirs, limit=None)}
            assert found == right, ours


def test_scores_are_whooshs(whole):
    """Words score as Whoosh's BM25F does over the same store with Lucene's idf."""
    from whoosh.scoring import BM25F

    class Lucene(BM25F):
        def idf(self, searcher, fieldname, text):
            return idf(searcher.doc_count_all(), searcher.doc_frequency(fieldname, text))

    with (
        closing(open_engine("whoosh", whole)) as engine,
        open_by_whoosh(whole).searcher(weighting=Lucene(B=0.75, K1=1.2)) as searcher,
    ):
        for ours, theirs in pairs():
            if isinstance(ours, Phrase):
                continue
            right = {hit["article"]["id"]: hit.score for hit in searcher.search(theirs, limit=None)}
            found = {hit.article.id: hit.score for hit in engine.search(ours, limit=None).hits}
            assert found == pytest.approx(right), ours


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
