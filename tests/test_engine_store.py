"""What only the engine of segments can get wrong: its files, its lock, merging, damage, its vectors, what it loads."""

import datetime as dt
import json
import random
import re
import subprocess
import sys
from contextlib import closing
from dataclasses import replace

import pytest
from articles import write_article
from hypothesis import given
from hypothesis import strategies as st
from yardstick import Yardstick

from nkdocs.analysis import analyse, pieces, tokens
from nkdocs.engine import open_engine, writing
from nkdocs.engine.contents import read_contents
from nkdocs.engine.keys import beginning, form_of, key_of
from nkdocs.engine.ranking import BEST
from nkdocs.errors import IndexDamagedError, IndexLockedError
from nkdocs.matching import is_one_edit, within_edits
from nkdocs.model import Kind, Sort
from nkdocs.query import (
    Among,
    And,
    Beside,
    Boost,
    Boosted,
    DateRange,
    Everything,
    Fuzzy,
    Missing,
    Not,
    Or,
    Phrase,
    Prefix,
    Word,
)
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


def survey(folder, query, **options):
    """What the store of a folder tells of all hits."""
    with closing(open_engine("whoosh", folder)) as engine:
        return engine.survey(query, **options)


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A store of three articles in two segments, as larger ones would be left alone."""
    monkeypatch.setattr(writing, "_SMALL", 0)
    fill(tmp_path, write_article("a", "apple pie"), write_article("b", "apple and pear"))
    fill(tmp_path, write_article("c", "pear pie"))
    return tmp_path


def test_what_is_written_is_there_when_opened_again(folder):
    """A store outlives the engine that wrote it."""
    assert find(folder, Word("pear", "pear")) == ["c", "b"]


def test_only_what_counts_is_there(folder):
    """The folder holds the contents, the segments they name, Whoosh's table, and the lock; merged segments are gone."""
    for number in range(20):
        fill(folder, write_article(f"n-{number % 3}", "plum"))
    segments = {held.name for held in read_contents(folder).segments}
    names = {path.name for path in folder.iterdir()}
    assert segments <= names
    assert len(segments) < 9
    assert sorted(name for name in names - segments if not name.endswith(".toc")) == sorted(("segments.json", "MAIN_WRITELOCK"))
    assert sum(name.endswith(".toc") for name in names) == 1
    assert len(find(folder, Everything(), limit=None)) == 6


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


@pytest.mark.parametrize("place", ["SegmentFileWriter.finish", "write_contents"])
def test_a_full_disk_leaves_the_old_store_and_frees_the_lock(folder, monkeypatch, place):
    """When writing fails, the store is as it was, nothing is left behind, and it can be written again."""

    def fail(*_):
        raise OSError(28, "No space left on device")

    before = sorted(path.name for path in folder.iterdir())
    with closing(open_engine("whoosh", folder)) as engine:
        with monkeypatch.context() as patch:
            module = "building" if "." in place else "writing"
            patch.setattr(f"nkdocs.engine.{module}.{place}", fail)
            with pytest.raises(OSError, match="No space"), engine.writing() as transaction:
                transaction.put(to_document(write_article("a", "plum")))
        assert sorted(path.name for path in folder.iterdir()) == before
        assert [hit.article.id for hit in engine.search(Word("appl", "apple"), sort=Sort.TITLE).hits] == ["a", "b"]
        with engine.writing() as transaction:
            transaction.put(to_document(write_article("a", "plum")))
        assert engine.search(Word("plum", "plum")).total == 1


def _segment(folder):
    return min(folder.glob("*.seg"))


def _cut(folder):
    path = _segment(folder)
    path.write_bytes(path.read_bytes()[:-20])


def _cut_to_nothing(folder):
    _segment(folder).write_bytes(b"")


def _overwrite(folder):
    _segment(folder).write_bytes(b"not an index at all" * 99)


def _lose_segment(folder):
    _segment(folder).unlink()


def _lose_contents(folder):
    (folder / "segments.json").unlink()


def _overwrite_contents(folder):
    (folder / "segments.json").write_text("{}")


def _change_directory(folder):
    path = _segment(folder)
    path.write_bytes(path.read_bytes().replace(b'"documents"', b'"dokuments"'))


def _scramble_articles(folder):
    for path in folder.glob("*.seg"):
        raw = path.read_bytes()
        path.write_bytes(bytes(byte ^ 0x55 for byte in raw[:400]) + raw[400:])


@pytest.mark.parametrize(
    "damage",
    [
        _cut,
        _cut_to_nothing,
        _overwrite,
        _lose_segment,
        _lose_contents,
        _overwrite_contents,
        _change_directory,
        _scramble_articles,
    ],
    ids=lambda way: way.__name__,
)
def test_damage_is_said(folder, damage):
    """Of a store that cannot be read, when it is opened or while it is searched, the file is named, with what to type."""
    damage(folder)
    with pytest.raises(IndexDamagedError) as caught:
        find(folder, Word("appl", "apple"))
    assert re.fullmatch(r"the index is damaged \((000001\.seg|segments\.json)\)", str(caught.value))
    assert "nkdocs index --rebuild" in caught.value.hint


def test_a_failing_disk_is_no_damage(folder, monkeypatch):
    """What the system says when it does not give a file is passed on: the index may be whole."""
    with closing(open_engine("whoosh", folder)) as engine:

        def fail(*_):
            raise OSError(5, "Input/output error")

        monkeypatch.setattr("os.pread", fail)
        with pytest.raises(IndexDamagedError, match=r"cannot be read .*: Input/output error"):
            engine.search(Everything())


def test_a_fault_of_ours_is_not_called_damage(folder, monkeypatch):
    """What fails over bytes that are as they were written is a fault of the program; over others, the file is damaged."""

    def fail(*_):
        raise IndexError("list index out of range")

    with closing(open_engine("whoosh", folder)) as engine, monkeypatch.context() as patched:
        patched.setattr("nkdocs.engine.store.first", fail)
        with pytest.raises(IndexError):
            engine.search(Everything())
        with (folder / "000002.seg").open("r+b") as file:
            file.write(b"xx")
        with pytest.raises(IndexDamagedError, match=r"damaged \(000002\.seg\)"):
            engine.search(Everything())


@pytest.mark.parametrize(
    "row",
    [
        {"name": "../000001.seg"},
        {"name": 5},
        {"seal": "x"},
        {"documents": None},
        {"removed": [99]},
        {"removed": [-1]},
        {"removed": 5},
    ],
    ids=str,
)
def test_contents_that_cannot_be_are_damage(folder, row):
    """A name that leads elsewhere, no number where one belongs, a document that is not there: no part of it is used."""
    table = json.loads((folder / "segments.json").read_text())
    table["segments"][0] |= row
    (folder / "segments.json").write_text(json.dumps(table))
    with pytest.raises(IndexDamagedError, match=r"damaged \(segments\.json\)"):
        find(folder, Everything())


def test_a_survey_reads_no_articles(folder, monkeypatch):
    """What a survey tells is kept apart from the stored articles: none is looked at."""
    monkeypatch.setattr("nkdocs.engine.segment.Segment.article", None)
    assert [listed.id for listed in survey(folder, Everything(), sort=Sort.TITLE)] == ["a", "b", "c"]


QUESTIONS = (
    (find, And((Or((Word("appl", "apple"), Prefix("p", "p*"))), Phrase(("appl", "pie"), ""))), Sort.RELEVANCE),
    (find, Fuzzy("aple", "aple~"), Sort.NEWEST),
    (find, Everything(), Sort.TITLE),
    (survey, Not(Among(frozenset("a"))), Sort.RELEVANCE),
)


def test_no_flipped_bit_is_believed(folder):
    """Whatever single bit of a segment is wrong, every answer is as before, or the index is said to be damaged."""
    before = [ask(folder, query, sort=sort) for ask, query, sort in QUESTIONS]
    path = _segment(folder)
    raw = path.read_bytes()
    noticed = 0
    for place in range(len(raw)):
        path.write_bytes(raw[:place] + bytes([raw[place] ^ (1 << place % 8)]) + raw[place + 1 :])
        try:
            assert [ask(folder, query, sort=sort) for ask, query, sort in QUESTIONS] == before, place
        except IndexDamagedError:
            noticed += 1
    assert noticed > len(raw) * 0.99
    path.write_bytes(raw)


def test_what_is_not_read_is_not_checked(tmp_path):
    """A search reads a part of a large store, and checks no more than this: a wrong byte elsewhere is for who comes there."""
    chance = random.Random(3)
    texts = [" ".join(f"w{chance.randrange(9_000)}" for _ in range(300)) for _ in range(99)]
    fill(tmp_path, *(write_article(f"n-{number}", text) for number, text in enumerate(texts)))
    with closing(open_engine("whoosh", tmp_path)) as engine:
        assert engine.get("n-1") is not None
        seen = engine._snapshot.segments[0]._file._seen
        assert 0 < sum(seen) < len(seen) / 10


def test_an_older_file_of_the_same_name_is_no_part_of_the_store(folder, tmp_path):
    """A segment is known by what is in it, not by its name and size."""
    other = tmp_path / "other"
    other.mkdir()
    fill(other, write_article("a", "apple pie"), write_article("b", "apple and bear"))
    raw = _segment(other).read_bytes()
    _segment(folder).write_bytes(raw)
    with pytest.raises(IndexDamagedError, match=r"000001\.seg"):
        find(folder, Everything())


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


def _many(chance, count):
    words = [f"w{number}" for number in range(60)]
    weights = [1 / (number + 1) for number in range(60)]
    for number in range(count):
        text = " ".join(chance.choices(words, weights, k=chance.choice((3, 20, 80, 300))))
        title = " ".join(chance.choices(words, weights, k=3))
        date = chance.choice((None, "2019", "2020-03", f"2021-0{chance.randrange(1, 9)}-11"))
        yield write_article(f"n-{number}", text, (Kind.CAPTION, title), title=title, date=date, authors=(chance.choice(words),))


def _queries(chance, count):
    def leaf():
        one, other = (f"w{chance.randrange(50)}" for _ in range(2))
        slop, field = chance.randrange(3), chance.choice((None, None, "body", "title"))
        dates = DateRange(dt.date(2020, 1, 1), dt.date(2021, chance.randrange(1, 12), 1), "")
        return chance.choice((
            Word(one, one, field), Word(one, one), Phrase((one, other), "", slop, field), Prefix(one[:2], "", field), dates,
            Fuzzy(one, "", 1), Missing("date"),
        ))  # fmt: skip

    for _ in range(count):
        some = tuple(leaf() for _ in range(chance.randrange(1, 4)))
        tree = chance.choice((And(some), Or(some), some[0], Or((And(some), leaf())), And((leaf(), Not(leaf())))))
        yield chance.choice((tree, Boosted(tree, (Boost(leaf(), 0.2), Boost(leaf(), 1.5)))))


@pytest.mark.parametrize("seed", range(2))
def test_the_first_ten_are_the_first_of_all(tmp_path, seed):
    """What is left out of the count because it cannot be among the best is never among the best, in any order."""
    chance = random.Random(seed)
    with closing(open_engine("whoosh", tmp_path)) as engine:
        for _ in range(3):
            fill(tmp_path, *_many(chance, chance.choice((3, 300, 700))))
    with closing(open_engine("whoosh", tmp_path)) as engine:
        for query in _queries(chance, 16):
            for sort in Sort:
                whole = engine.search(query, limit=None, sort=sort)
                for limit, offset in ((1, 0), (10, 0), (10, 30)):
                    assert (
                        engine.search(query, limit=limit, offset=offset, sort=sort).hits == whole.hits[offset : offset + limit]
                    )


def test_merged_and_removed_scores_are_those_of_the_yardstick(tmp_path):
    """After many small changes, with merges and removals, scores and surveys are what the yardstick finds in what is left."""
    chance = random.Random(7)
    yardstick = Yardstick()
    with closing(open_engine("whoosh", tmp_path)) as engine:
        for _ in range(30):
            articles = [replace(article, id=f"n-{chance.randrange(60)}") for article in _many(chance, chance.choice((1, 2, 9)))]
            for store in (yardstick, engine):
                with store.writing() as transaction:
                    for article in articles:
                        transaction.put(to_document(article))
                    transaction.drop(f"n-{len(articles)}")
        assert len(read_contents(tmp_path).segments) < 20
        assert engine.survey(Everything(), sort=Sort.TITLE) == yardstick.survey(Everything(), sort=Sort.TITLE)
        for size in (1, 40):
            some = Among(frozenset(f"n-{chance.randrange(60)}" for _ in range(size)))
            assert engine.survey(some, sort=Sort.NEWEST) == yardstick.survey(some, sort=Sort.NEWEST)
        for query in _queries(chance, 30):
            right = {hit.article.id: hit.score for hit in yardstick.search(query, limit=None).hits}
            assert {hit.article.id: hit.score for hit in engine.search(query, limit=None).hits} == pytest.approx(right)


@pytest.mark.parametrize("count", [5, 2 * BEST])
def test_pairs_of_words_lift_the_best(tmp_path, count):
    """Of documents alike, those where the words stand together come first, in any order, if they are among the best without."""
    texts = {f"a{place:03}": "river one two three bank" for place in range(count)}
    texts |= {"a001": "river bank one two three", "a002": "bank of river one two", "z999": "bank river one two three"}
    pair = Beside(("river", "bank"), 1, 0.5)
    plain = And((Word("river", "river"), Word("bank", "bank")))
    fill(tmp_path, *(write_article(name, text) for name, text in texts.items()))
    with closing(open_engine("whoosh", tmp_path)) as engine:
        found = engine.search(Boosted(plain, (), (pair,)), limit=None).hits
        ids = [hit.article.id for hit in found]
        lifted = ["a001", "a002", "z999"] if count < BEST else ["a001", "a002"]
        assert ids == lifted + sorted(set(texts) - set(lifted))
        assert [hit.score for hit in found] == sorted((hit.score for hit in found), reverse=True)
        everyone = {hit.article.id: hit.score for hit in engine.search(plain, limit=None).hits}
        assert {hit.article.id for hit in found if hit.score > everyone[hit.article.id]} == set(lifted)
        for limit, offset in ((1, 0), (2, 1), (9, 3)):
            page = engine.search(Boosted(plain, (), (pair,)), limit=limit, offset=offset).hits
            assert page == found[offset : offset + limit]
        assert (
            engine.search(And((Boosted(plain, (), (pair,)), Not(Among(frozenset(("a001",)))))), limit=1).hits[0].article.id
            == "a002"
        )


def test_what_is_wanted_lifts_the_best(tmp_path):
    """Of what is wanted an article has a part, by how rare each is, and its score rises by so much."""
    texts = {"both": "river bank and a long way to it", "rare": "bank", "often": "river", "other": "river"}
    fill(tmp_path, *(write_article(name, text) for name, text in texts.items()))
    river, bank = Word("river", "river"), Word("bank", "bank")
    query = Or((river, bank))
    with closing(open_engine("whoosh", tmp_path)) as engine:
        plain = {hit.article.id: hit.score for hit in engine.search(query).hits}
        lifted = {hit.article.id: hit.score for hit in engine.search(Boosted(query, (), (), (river, bank))).hits}
        shares = {name: lifted[name] / plain[name] - 1 for name in texts}
        assert shares["both"] == pytest.approx(1)
        assert shares["rare"] + shares["often"] == pytest.approx(1)
        assert shares["rare"] > shares["often"] == shares["other"]
        absent = Boosted(query, (), (), (Word("lake", "lake"),))
        assert {hit.article.id: hit.score for hit in engine.search(absent).hits} == plain


def test_small_segments_become_one(tmp_path):
    """However many single changes are made, a search has few segments to go through, and an article is written again seldom."""
    written = 0
    for number in range(40):
        fill(tmp_path, write_article(f"a-{number:02}", "apple pie"))
        documents = [held.documents for held in read_contents(tmp_path).segments]
        assert sum(documents) == number + 1
        assert len(documents) <= 2, "one of each class"
        written += documents[-1]
    assert written < 40 * 12


@given(st.from_regex(r"[A-Za-z'’-]{1,14}( [a-z]{1,12}(ing|ed|ies|ly|s|ment)?)*", fullmatch=True) | st.text(max_size=30))
def test_forms_are_found_by_their_first_letter(text):
    """A term begins with the letter of its form and holds no NUL: keys are looked up by the one and divided by the other."""
    for token in tokens(text):
        assert token.form[0] == token.term[0]
        key = key_of(token.term, token.form)
        assert key.startswith(beginning(token.term).encode())
        assert form_of(key) == token.form
        assert not {"\0", "\n"} & set(token.term + token.form)


@given(st.text("abc", max_size=6), st.text("abc", max_size=6))
def test_one_edit_is_one_edit(one, other):
    """The quick look for one edit says what the definition of edits says."""
    assert is_one_edit(one, other) == within_edits(one, other, 1)


@given(st.text(max_size=60))
def test_pieces_make_the_same_tokens(text):
    """The tokens of a text are those of its pieces, one after the other: the engine and the snippets see the same words."""
    made, place = [], 0
    for piece in pieces(text):
        parts = analyse(piece)
        made += [(term, form, place + at) for term, form, _, _, at in parts]
        place += parts[-1][4] + 1 if parts else 0
    assert made == [(token.term, token.form, token.position) for token in tokens(text)]


PROGRAM = """
import sys
from pathlib import Path
from nkdocs.engine import open_engine
from nkdocs.query import Word
engine = open_engine("whoosh", Path(sys.argv[1]))
assert engine.search(Word("pear", "pear")).total == 2
assert not [name for name in sys.modules if name.startswith("whoosh")], "reading needs nothing of Whoosh"
with engine.writing() as transaction:
    transaction.drop("a")
assert "whoosh" in sys.modules
"""


def test_what_is_loaded_and_said(folder, tmp_path_factory):
    """Reading loads nothing of Whoosh; and Whoosh's first compilation warns of nothing."""
    cache = tmp_path_factory.mktemp("bytecode")
    command = [sys.executable, "-W", "always::SyntaxWarning", "-W", "always:invalid escape:DeprecationWarning", "-X"]
    done = subprocess.run(
        [*command, f"pycache_prefix={cache}", "-c", PROGRAM, str(folder)], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")
