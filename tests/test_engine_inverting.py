"""From texts to postings: whatever the words, and in whatever fields, all stand where they are read."""

import itertools
import tempfile
from collections import defaultdict
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nkdocs.analysis import analyse, pieces, plain_word, tokens
from nkdocs.engine import building, inverting
from nkdocs.engine.inverting import Inverter
from nkdocs.engine.keys import GAP, follower, key_of
from nkdocs.engine.segment import Segment
from nkdocs.model import Document
from nkdocs.schema import BREAK, TEXT_FIELDS

WORDS = ("money", "Money.", "home", "well-known", "—", "U.S.", "l’homme", "1,500", "북한", "women's", "café", "(broker)")
TEXTS = st.lists(st.lists(st.sampled_from(WORDS), max_size=9).map(" ".join), max_size=3).map(BREAK.join)
ROWS = st.lists(st.fixed_dictionaries({row.name: TEXTS for row in TEXT_FIELDS}), min_size=1, max_size=6)


def plainly(rows):
    """By key and field, the positions in each document, read token by token."""
    found = defaultdict(lambda: defaultdict(list))
    for number, row in enumerate(rows):
        for field, name in enumerate(each.name for each in TEXT_FIELDS):
            base = 0
            for passage in row[name].split(BREAK):
                read = tokens(passage)
                for token in read:
                    found[key_of(token.term, token.form), field][number].append(base + token.position)
                base = max(base, base + (read[-1].position if read else -1)) + GAP
    return {key: dict(documents) for key, documents in found.items()}


def stored(rows, folder):
    """The same, as a segment has it."""
    inverter = Inverter(folder / "x.seg")
    for number, row in enumerate(rows):
        inverter.add(Document(f"a{number}", {**row, "source": "s", "card": "[]", "article": "{}"}))
    inverter.finish()
    segment = Segment(folder / "x.seg")
    first = segment.keys_from(b"\3").start
    found = {
        (segment.keys[key], posting.field): {
            int(segment.id_of(document)[1:]): list(positions) for document, positions, _ in posting.rows()
        }
        for key in range(first, len(segment.keys))
        for posting in segment.postings(key)
    }
    ordered = all(
        documents == sorted(documents)
        for key in range(first, len(segment.keys))
        for posting in segment.postings(key)
        for documents in [[document for document, _ in posting.pairs()]]
    )
    segment.close()
    return found, ordered


@given(ROWS)
def test_every_word_is_stored_where_it_stands(rows):
    """The postings are those that a plain reading gives, documents in order."""
    with tempfile.TemporaryDirectory() as folder:
        assert stored(rows, Path(folder)) == (plainly(rows), True)


@given(ROWS)
def test_a_follower_is_that_of_every_word_that_comes_next(rows):
    """Where a follower is known, every word at the next place has it; in plain text it is known wherever a word comes next."""
    with tempfile.TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        patch.setattr(building, "DENSE_FROM", 1_000)  # followers of all words are kept
        inverter = Inverter(Path(folder) / "x.seg")
        for number, row in enumerate([*rows, dict.fromkeys(rows[0])]):
            inverter.add(Document(f"a{number}", {**row, "source": "s", "card": "[]", "article": "{}"}))
        inverter.finish()
        with closing(Segment(Path(folder) / "x.seg")) as segment:
            words = defaultdict(set)
            known = []
            for key in range(segment.keys_from(b"\3").start, len(segment.keys)):
                for posting in segment.postings(key):
                    for document, positions, followers in posting.rows():
                        for position, after in zip(positions, followers, strict=True):
                            words[posting.field, document, position].add(segment.keys[key].partition(b"\0")[0])
                            known.append((posting.field, document, position, after))
    assert all(
        not after or {after} == set(map(follower, words[field, document, position + 1]))
        for field, document, position, after in known
    )


def test_followers_are_known_in_plain_text(tmp_path):
    """Of two documents with the same words, those of every word but the last are known."""
    rows = [{row.name: "money by the river" for row in TEXT_FIELDS}] * 2
    inverter = Inverter(tmp_path / "x.seg")
    for number, row in enumerate(rows):
        inverter.add(Document(f"a{number}", {**row, "source": "s", "card": "[]", "article": "{}"}))
    inverter.finish()
    with closing(Segment(tmp_path / "x.seg")) as segment:
        for term, after in (("money", b"by"), ("by", b"the"), ("the", b"river"), ("river", b"")):
            (key,) = segment.keys_from(key_of(term, term))
            expected = bytes([follower(after) if after else 0])
            assert all(row[2] == expected for posting in segment.postings(key) for row in posting.rows())


def test_positions_that_need_more_room_have_it(tmp_path):
    """A text of more words than a narrow position can count, and one beside it that is short."""
    long = " ".join(itertools.chain.from_iterable(itertools.repeat(("money", "home", "well-known"), 25_000)))
    rows = [{row.name: "money home" if row.name == "title" else "" for row in TEXT_FIELDS} for _ in range(2)]
    rows[0]["body"], rows[1]["body"] = long, "home money"
    assert stored(rows, tmp_path) == (plainly(rows), True)


def test_what_is_remembered_is_forgotten_between_documents(tmp_path, monkeypatch):
    """When very many pieces are remembered, they are learned anew, and nothing is mixed up."""
    monkeypatch.setattr(inverting, "_MOST_PIECES", 3)
    rows = [{row.name: f"well-known — money{number} (home) self-made" for row in TEXT_FIELDS} for number in range(4)]
    assert stored(rows, tmp_path) == (plainly(rows), True)


@given(st.text("aB.,'-’é“1 ", max_size=12))
def test_a_plain_word_is_its_piece_without_marks(text):
    """Where a piece is a plain word with marks around it, the word alone has the same term and form."""
    for piece in pieces(text):
        if word := plain_word(piece):
            assert [each[:2] for each in analyse(word)] == [each[:2] for each in analyse(piece)]
