"""Postings come back from a segment as they were written, whichever of its encodings they took."""

import itertools
import os
import random
from array import array
from contextlib import closing

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nkdocs.engine.building import Row, SegmentBuilder, gather
from nkdocs.engine.keys import follower
from nkdocs.engine.posting import PLACE_BITS
from nkdocs.engine.segment import Segment
from nkdocs.engine.segment_format import BLOCK, DENSE, HALVED, MOST_DOCUMENTS, WIDE_COUNTS, DamagedError, halve, unhalve
from nkdocs.engine.vectors import MANY, bytes_of

SIZE = 601
KEY = b"word\0word\n"


def written(tmp_path, held, followers=None):
    """The segment of so many documents, with one key, which stands at these positions of these documents."""
    builder = SegmentBuilder(tmp_path / "one.seg")
    for number in range(SIZE):
        builder.add(Row(f"n-{number:04}", "", "a.txt", 0, 0, (0, 0, 1, 0), b"{}"), b"article")
    occurrences = gather(
        [(document, array("H", positions), (followers or {}).get(document, b"")) for document, positions in held.items()]
    )
    builder.finish([(KEY, [(2, occurrences)])])
    return Segment(builder.path)


def some(count, counts):
    """So many documents, each with so many positions as come next of the counts."""
    documents = sorted(random.Random(count).sample(range(SIZE), count))
    return {
        document: list(range(document % 7, document % 7 + often)) for document, often in zip(documents, counts, strict=False)
    }


SHAPES = {
    "one document": (some(1, [1]), 0),
    "one document, often": (some(1, [300]), WIDE_COUNTS),
    "few documents, once": (some(20, itertools.repeat(1)), 0),
    "few documents": (some(20, itertools.cycle(range(1, 6))), 0),
    "few documents, very often": (some(20, range(1, 600, 30)), WIDE_COUNTS),
    "many documents, once": (some(400, itertools.repeat(1)), DENSE | HALVED),
    "many documents": (some(400, itertools.cycle(range(1, 15))), DENSE | HALVED),
    "many documents, in some of them often": (
        some(400, [400, 70, 15, 15, 16, *itertools.repeat(14, 300), 80, 63, *itertools.repeat(1, 93)]),
        DENSE | HALVED,
    ),
    "many documents, often": (some(400, itertools.cycle(range(1, 91))), DENSE),
    "many documents, very often": (some(601, itertools.count(1)), DENSE),
}


@pytest.mark.parametrize("shape", SHAPES)
def test_postings_are_read_as_they_were_written(tmp_path, shape):
    """Documents, counts and positions are the same, one by one and all at once."""
    held, flags = SHAPES[shape]
    with closing(written(tmp_path, held)) as segment:
        (posting,) = segment.postings(segment.keys_from(KEY).start)
        assert posting.flags & (DENSE | HALVED | WIDE_COUNTS) == flags
        assert list(posting.pairs()) == [(document, len(positions)) for document, positions in held.items()]
        assert {document: list(positions) for document, positions, _ in posting.rows()} == held
        counts = posting.counts()
        assert counts.mask == sum(1 << 8 * document for document in held)
        assert list(counts.few) == [min(len(held.get(document, ())), MANY) for document in range(SIZE)]
        assert counts.many == {document: len(positions) for document, positions in held.items() if len(positions) >= MANY}
        if flags & DENSE:
            assert list(posting.exact()) == [len(held.get(document, ())) for document in range(SIZE)]


@pytest.mark.parametrize("documents", [[0], [600], [0, 600], [5, 6, 8], [597, 599, 600], [*range(SIZE)]], ids=len)
def test_cards_are_those_of_their_documents(tmp_path, monkeypatch, documents):
    """Of some documents, near each other or far apart, what a survey tells of each is its own; also without `pread`."""
    builder = SegmentBuilder(tmp_path / "one.seg")
    cards = [f'["{number}", {"1" * (number % 7)}0]'.encode() for number in range(SIZE)]
    for number, card in enumerate(cards):
        builder.add(Row(f"n-{number:04}", "", "a.txt", 0, 0, (0, 0, 1, 0), card), b"article")
    builder.finish([])
    for has_pread in (True, False):
        if not has_pread:
            monkeypatch.delattr(os, "pread")
        with closing(Segment(builder.path)) as segment:
            assert segment.cards(documents) == [cards[document] for document in documents]


def test_the_numbers_of_documents_fit_where_they_are_written():
    """A segment has no more documents than 16 bits tell apart."""
    assert array("H", [MOST_DOCUMENTS - 1])[0] == MOST_DOCUMENTS - 1


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("step", [1, 3, 50])
def test_the_places_in_some_documents_are_those_of_their_positions(tmp_path, shape, step):
    """Of the documents asked for, and of no others, every occurrence is given, in order."""
    held, _ = SHAPES[shape]
    wanted = list(held)[::step]
    with closing(written(tmp_path, held)) as segment:
        (posting,) = segment.postings(segment.keys_from(KEY).start)
        right = [(document << PLACE_BITS) + place for document in wanted for place in held[document]]
        assert posting.places(bytes_of(wanted, SIZE)) == right


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("step", [1, 3, 50])
def test_a_word_stands_at_its_places_and_at_no_others(tmp_path, shape, step):
    """Of places anywhere, in documents that have the word and in others, those are given at which it stands."""
    held, _ = SHAPES[shape]
    asked = [(document << PLACE_BITS) + place for document in range(0, SIZE, step) for place in (0, 3, 6, 9, 80, 400)]
    with closing(written(tmp_path, held)) as segment:
        (posting,) = segment.postings(segment.keys_from(KEY).start)
        assert posting.standing(asked) == [
            place for place in asked if place % (1 << PLACE_BITS) in held.get(place >> PLACE_BITS, ())
        ]


@pytest.mark.parametrize("shape", SHAPES)
def test_no_place_is_passed_over_that_the_word_may_follow(tmp_path, shape):
    """Where the follower is the word's, or not known, the place is given; where it is another's, it is not, if it is known."""
    held, flags = SHAPES[shape]
    mine, other = follower(b"river"), follower(b"bridge")
    followers = {document: bytes((mine, other, 0)[place % 3] for place in positions) for document, positions in held.items()}
    with closing(written(tmp_path, held, followers)) as segment:
        (posting,) = segment.postings(segment.keys_from(KEY).start)
        if flags & DENSE:
            places = posting.places(b"\1" * SIZE)
            assert posting.places_before("river") == [place for place in places if place % (1 << PLACE_BITS) % 3 != 1]
        assert b"".join(each for _, _, each in posting.rows()) == (
            b"".join(followers.values()) if flags & DENSE else bytes(posting.occurrences)
        )


@given(st.lists(st.integers(0, 15), max_size=9))
def test_numbers_are_halved_and_made_whole(numbers):
    """Numbers below 16 take half a byte each, and come back."""
    packed = halve(bytes(numbers))
    assert len(packed) == (len(numbers) + 1) // 2
    assert list(unhalve(packed, len(numbers))) == numbers


def test_where_postings_end_is_checked_for_each_key(tmp_path):
    """Where the first key in any block of the ends is said to end where it begins, it is refused; keys far off are found."""
    builder = SegmentBuilder(tmp_path / "many.seg")
    builder.add(Row("a-yard", "", "a.txt", 0, 0, (0, 0, 1, 0), b"{}"), b"article")
    keys = [b"word%05d\0word\n" % number for number in range(3_000)]
    builder.finish([(key, [(2, gather([(0, array("H", [number]), b"")]))]) for number, key in enumerate(keys)])
    with closing(Segment(builder.path)) as segment:
        start, end = segment._file.span("keys.postings")
    raw = builder.path.read_bytes()
    assert end - start == 8 * len(keys) > 4 * BLOCK
    for at in range(-(-start // BLOCK) * BLOCK, end, BLOCK):
        key = (at - start) // 8
        builder.path.write_bytes(raw[:at] + raw[at - 8 : at] + raw[at + 8 :])
        with closing(Segment(builder.path)) as segment, pytest.raises(DamagedError):
            list(segment.postings(key))
        with closing(Segment(builder.path)) as segment:
            far = (key + len(keys) // 2) % len(keys)
            assert len(list(segment.postings(far))) == 1


def test_nothing_beyond_what_has_a_checksum_is_read(tmp_path):
    """Bytes after those that checksums vouch for are damage, also where the block that they begin in was seen to be whole."""
    with closing(written(tmp_path, some(20, itertools.repeat(1)))) as segment:
        file = segment._file
        assert file.is_whole()
        end = file.places["checks"][0]
        file.check(0, end)
        with pytest.raises(DamagedError):
            file.check(end - 1, end + 1)
