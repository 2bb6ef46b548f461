"""What only the engine over Whoosh can get wrong: its files, its lock, its scores beside Whoosh's own, what it loads."""

import gc
import subprocess
import sys
from contextlib import closing

import pytest
from articles import write_article
from hypothesis import given
from hypothesis import strategies as st

from nkdocs.analysis import tokens
from nkdocs.engine import open_engine
from nkdocs.engine.evaluation import idf
from nkdocs.engine.fields import beginning, form_of
from nkdocs.errors import IndexDamagedError, IndexLockedError
from nkdocs.model import Sort
from nkdocs.query import And, Everything, Fuzzy, Or, Phrase, Prefix, Word
from nkdocs.schema import to_document


def fill(folder, *articles):
    """Put the articles into the store of a folder."""
    with closing(open_engine("whoosh", folder)) as engine, engine.writing() as transaction:
        for article in articles:
            transaction.put(to_document(article))


def find(folder, query, **options):
    """The ids of the hits in the store of a folder."""
    with closing(open_engine("whoosh", folder)) as engine:
        return [hit.article.id for hit in engine.search(query, **options).hits]


@pytest.fixture
def folder(tmp_path):
    """A store of three articles in two segments."""
    fill(tmp_path, write_article("a", "apple pie"), write_article("b", "apple and pear"))
    fill(tmp_path, write_article("c", "pear pie"))
    return tmp_path


def test_what_is_written_is_there_when_opened_again(folder):
    """A store outlives the engine that wrote it."""
    assert find(folder, Word("pear", "pear")) == ["c", "b"]


def test_segments_are_not_packed(folder):
    """No segment is a compound file, which Whoosh would read whole into memory."""
    suffixes = {path.suffix for path in folder.iterdir()}
    assert {".toc", ".trm", ".pst", ".col"} <= suffixes
    assert ".seg" not in suffixes


def test_an_open_engine_sees_what_was_there(folder):
    """An engine goes on answering from what it opened while another one commits; one opened later sees the change."""
    with closing(open_engine("whoosh", folder)) as engine:
        for number in range(12):
            fill(folder, write_article(f"new-{number}", "apple"))
        assert engine.search(Everything()).total == 3
        assert {hit.article.id for hit in engine.search(Word("appl", "apple")).hits} == {"a", "b"}
    assert len(find(folder, Word("appl", "apple"), limit=None)) == 14


def test_one_writer_at_a_time(folder):
    """A second transaction is refused with a sentence and a hint, and works once the first is over, however that ended."""
    with closing(open_engine("whoosh", folder)) as first, closing(open_engine("whoosh", folder)) as second:
        with first.writing() as transaction:
            transaction.drop("a")
            with pytest.raises(IndexLockedError, match="another process is writing") as caught, second.writing():
                pass
            assert caught.value.hint
        with second.writing() as transaction:
            transaction.drop("b")
    assert find(folder, Everything()) == ["c"]


@pytest.mark.filterwarnings("ignore::ResourceWarning")  # Whoosh loses its open files where it fails
@pytest.mark.parametrize("cancel_fails", [False, True])
def test_a_full_disk_leaves_the_old_store_and_frees_the_lock(folder, monkeypatch, cancel_fails):
    """When writing fails, even so that it cannot be cancelled, the store is as it was, and can be written again."""
    from whoosh.writing import SegmentWriter

    def fail(*_):
        raise OSError(28, "No space left on device")

    with closing(open_engine("whoosh", folder)) as engine:
        with monkeypatch.context() as patch:
            patch.setattr(SegmentWriter, "_flush_segment", fail)
            if cancel_fails:
                patch.setattr(SegmentWriter, "cancel", fail)
            with pytest.raises(OSError, match="No space") as caught, engine.writing() as transaction:
                transaction.put(to_document(write_article("a", "plum")))
            del caught, transaction
        assert [hit.article.id for hit in engine.search(Word("appl", "apple"), sort=Sort.TITLE).hits] == ["a", "b"]
        with engine.writing() as transaction:
            transaction.put(to_document(write_article("a", "plum")))
        assert engine.search(Word("plum", "plum")).total == 1
    gc.collect()


def _damage_toc(folder):
    (toc,) = folder.glob("*.toc")
    toc.write_bytes(toc.read_bytes()[:-20])


def _overwrite_toc(folder):
    (toc,) = folder.glob("*.toc")
    toc.write_bytes(b"not an index at all" * 9)


def _lose_toc(folder):
    (toc,) = folder.glob("*.toc")
    toc.unlink()


def _lose_terms(folder):
    for path in folder.glob("*.trm"):
        path.unlink()


def _cut_postings(folder):
    for path in folder.glob("*.pst"):
        path.write_bytes(path.read_bytes()[:12])


def _scramble_articles(folder):
    for path in folder.glob("*_stored.col"):
        path.write_bytes(bytes(byte ^ 0x55 for byte in path.read_bytes()[:-8]) + path.read_bytes()[-8:])


@pytest.mark.filterwarnings("ignore::ResourceWarning")  # the same
@pytest.mark.parametrize(
    "damage",
    [_damage_toc, _overwrite_toc, _lose_toc, _lose_terms, _cut_postings, _scramble_articles],
    ids=lambda way: way.__name__,
)
def test_damage_is_said(folder, damage):
    """An index that cannot be read, when it is opened or while it is searched, is named, with what to type."""
    damage(folder)
    with pytest.raises(IndexDamagedError) as caught:
        find(folder, Word("appl", "apple"))
    assert str(folder) in str(caught.value)
    assert "nkdocs index --rebuild" in caught.value.hint
    del caught
    gc.collect()


def test_scores_are_those_of_whoosh_with_lucenes_idf(folder):
    """A word in one field scores as Whoosh's own BM25F does over the same index with Lucene's idf; its queries run on it."""
    import whoosh.index
    from whoosh.query import Term
    from whoosh.scoring import BM25F

    class Lucene(BM25F):
        def idf(self, searcher, fieldname, text):
            return idf(searcher.doc_count_all(), searcher.doc_frequency(fieldname, text))

    with whoosh.index.open_dir(str(folder)).searcher(weighting=Lucene(B=0.75, K1=1.2)) as searcher:
        right = [hit.score for hit in searcher.search(Term("body", b"pear\0"))]
    with closing(open_engine("whoosh", folder)) as engine:
        found = [hit.score for hit in engine.search(Word("pear", "pear", "body")).hits]
    assert len(right) == 2
    assert found == pytest.approx(right)


def test_more_than_five_thousand_articles(tmp_path):
    """Totals, pages, near groups inside an Or, and answers over several segments hold where there are thousands of articles."""
    count = 5_200
    for start in range(0, count, 2_000):
        numbers = range(start, min(start + 2_000, count))
        fill(
            tmp_path,
            *(write_article(f"n-{n:04}", f"apple pear{' plum' * (n % 3)} {n} tail" + " more" * (n % 7)) for n in numbers),
        )
    near = Or((Phrase(("plum", "pear"), "", 1), Word("4321", "4321"), Fuzzy("tial", "tial~"), Prefix("519", "519*")))
    with closing(open_engine("whoosh", tmp_path)) as engine:
        assert engine.search(near, limit=1).total == count
        assert engine.search(Phrase(("plum", "plum"), ""), limit=0).total == sum(n % 3 == 2 for n in range(count))
        assert engine.search(Or((Phrase(("pear", "appl"), "", 3), Word("4320", ""))), limit=3).hits[0].article.id == "n-4320"
        assert engine.search(Prefix("51", "51*")).total == 1 + 10 + 100
        pages = [engine.search(And((Word("appl", ""), Word("more", ""))), limit=700, offset=at) for at in range(0, count, 700)]
        found = [hit.article.id for page in pages for hit in page.hits]
        assert len(found) == len(set(found)) == pages[0].total == sum(n % 7 > 0 for n in range(count))


@given(st.from_regex(r"[A-Za-z'’-]{1,14}( [a-z]{1,12}(ing|ed|ies|ly|s|ment)?)*", fullmatch=True) | st.text(max_size=30))
def test_forms_are_found_by_their_first_letter(text):
    """A term begins with the letter of its form and holds no NUL: keys are looked up by the one and divided by the other."""
    for token in tokens(text):
        assert token.form[0] == token.term[0]
        key = beginning(token.term) + (token.form if token.form != token.term else "")
        assert form_of(key) == token.form
        assert "\0" not in token.term + token.form


PROGRAM = """
import sys
import nkdocs.engine
assert not [name for name in sys.modules if name.startswith("whoosh")], "the seam alone loads nothing of Whoosh"
from pathlib import Path
from nkdocs.query import Word
engine = nkdocs.engine.open_engine("whoosh", Path(sys.argv[1]))
assert engine.search(Word("pear", "pear")).total == 2
loaded = {"whoosh.query", "whoosh.qparser", "whoosh.highlight", "whoosh.searching", "whoosh.collectors"} & set(sys.modules)
assert not loaded, loaded
"""


def test_what_is_loaded_and_said(folder, tmp_path_factory):
    """The seam loads nothing of Whoosh, a search nothing of its queries; and Whoosh's first compilation warns of nothing."""
    cache = tmp_path_factory.mktemp("bytecode")
    command = [sys.executable, "-W", "always::SyntaxWarning", "-W", "always:invalid escape:DeprecationWarning", "-X"]
    done = subprocess.run(
        [*command, f"pycache_prefix={cache}", "-c", PROGRAM, str(folder)], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")
