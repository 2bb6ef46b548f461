"""Which articles are copies is worked out once, and is the same in one run or in many."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nkdocs import sketching
from nkdocs.copies import find_copies
from nkdocs.sketching import candidates, compare, group, sketch

WORDS = [f"word{number}" for number in range(400)]


def story(seed, length=120):
    """A text of its own."""
    return " ".join(random.Random(seed).choices(WORDS, k=length))


def edited(text, words):
    """The text with so many words in a row exchanged."""
    run = text.split()
    return " ".join([*run[:10], *(f"new{number}" for number in range(words)), *run[10 + words :]])


class Archive:
    """Texts by their names, and what a run found out of them."""

    def __init__(self):
        self.keys, self.sketches, self.alike, self.read = {}, {}, {}, []

    def run(self, texts):
        """The groups of texts by their names, after a run with these texts."""
        self.read = []
        before = set(self.keys.values())
        self.keys = {}
        for name in sorted(texts):
            key, hashes = sketch(texts[name])
            self.keys[name] = key
            if key:
                self.sketches[key] = hashes
        names = {key: name for name, key in self.keys.items()}

        def text_of(key):
            self.read.append(names[key])
            return texts[names[key]]

        scan = [(key, hashes) for key, hashes in self.sketches.items() if key in names]
        pairs = candidates(lambda: iter(scan), names.keys() - before - {0}, names.__contains__)
        self.alike |= {(one, two): how for one, two, how in compare(pairs, text_of)}
        keys = list(self.keys.values())
        several = [key for key in names if key and keys.count(key) > 1]
        alike = [pair for pair in self.alike if names.keys() >= set(pair)]
        groups = group(several, alike, lambda key: [(name, name, 1) for name, other in self.keys.items() if other == key])
        return {tuple(copy.id for copy in copies) for copies in groups.of.values()}


def grouped(texts):
    """The groups of texts by their names, found in one run."""
    return Archive().run(texts)


def test_the_same_and_the_nearly_same_are_copies():
    """A text, the same in capitals, and one with a few words changed are a group; one half of which is new is not in it."""
    text = story(1)
    texts = {
        "a": text,
        "b": text.upper(),
        "c": edited(text, 8),
        "d": edited(text, 60),
        "e": story(2),
        "f": "too short",
        "g": "too short",
    }
    assert grouped(texts) == {("a", "b", "c")}


def test_what_was_compared_is_not_read_again():
    """A second run reads the new texts, and of the old ones those that may be copies of them, and comes to the same."""
    texts = {f"n{number}": story(number) for number in range(20)} | {"copy": edited(story(3), 5)}
    archive = Archive()
    assert archive.run(texts) == grouped(texts)
    more = texts | {"late": edited(story(7), 5)}
    assert archive.run(more) == grouped(more) != grouped(texts)
    assert sorted(set(archive.read)) == ["late", "n7"]
    fewer = {name: text for name, text in more.items() if name not in ("n3", "n7")}
    assert archive.run(fewer) == grouped(fewer)
    assert archive.read == []
    assert archive.run(more) == grouped(more)


@pytest.mark.parametrize("few", [0, 10_000])
def test_hashes_are_looked_at_in_parts(few, monkeypatch):
    """Of many texts a part of the hashes is looked at at a time, which changes nothing."""
    texts = {f"n{number:02}": edited(story(number % 9), number % 7) for number in range(60)}
    whole = grouped(texts)
    monkeypatch.setattr(sketching, "_AT_A_TIME", 100)
    monkeypatch.setattr(sketching, "_FEW", few)
    assert grouped(texts) == whole
    assert len(whole) == 9


@given(st.lists(st.tuples(st.integers(0, 5), st.sampled_from((0, 0, 4, 20, 50))), max_size=14))
def test_copies_are_those_that_doctor_finds(made):
    """Over any texts, copies, near copies and near misses, the groups are those of the exact comparison."""
    texts = {f"n{number:02d}": edited(story(seed), words) for number, (seed, words) in enumerate(made)}
    names = list(texts)
    exact = {tuple(names[place] for place in copies.places) for copies in find_copies(list(texts.values()))}
    assert grouped(texts) == exact


def test_many_copies_are_one_group():
    """Of a text that very many articles nearly have, all are in one group, at a cost that stays small."""
    texts = {f"n{number:03d}": edited(story(1, 300), number % 7) for number in range(300)}
    assert grouped(texts) == {tuple(sorted(texts))}
