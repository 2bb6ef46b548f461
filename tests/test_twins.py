"""Which articles are copies is worked out once, and is the same in one run or in many."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nkdocs.copies import find_copies
from nkdocs.model import Copy
from nkdocs.twins import Groups, Twins, find_twins, group, read_groups, read_twins, write_groups, write_twins

WORDS = [f"word{number}" for number in range(400)]


def story(seed, length=120):
    """A text of its own."""
    return " ".join(random.Random(seed).choices(WORDS, k=length))


def edited(text, words):
    """The text with so many words in a row exchanged."""
    run = text.split()
    return " ".join([*run[:10], *(f"new{number}" for number in range(words)), *run[10 + words :]])


def grouped(texts, before=None):
    """The groups of texts by their names, and the twins found."""
    twins = find_twins(texts, before or Twins(), texts.__getitem__)
    places = {name: [(name, f"{name}.txt", 1)] for name in texts}
    groups = group(twins, places)
    return {tuple(copy.id for copy in copies) for copies in groups.of.values()}, twins


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
    assert grouped(texts)[0] == {("a", "b", "c")}


def test_what_was_compared_is_not_read_again():
    """A second run reads the new texts, and of the old ones those that may be copies of them, and comes to the same."""
    texts = {f"n{number}": story(number) for number in range(20)} | {"copy": edited(story(3), 5)}
    _, before = grouped(texts)
    more = texts | {"late": edited(story(7), 5)}
    read = []
    twins = find_twins(more, before, lambda name: read.append(name) or more[name])
    assert sorted(set(read)) == ["late", "n7"]
    assert twins == grouped(more)[1]
    fewer = {name: text for name, text in more.items() if name not in ("n3", "n7")}
    assert find_twins(fewer, twins, dict.__getitem__) == grouped(fewer)[1]


@given(st.lists(st.tuples(st.integers(0, 5), st.sampled_from((0, 0, 4, 20, 50))), max_size=14))
def test_copies_are_those_that_doctor_finds(made):
    """Over any texts, copies, near copies and near misses, the groups are those of the exact comparison."""
    texts = {f"n{number:02d}": edited(story(seed), words) for number, (seed, words) in enumerate(made)}
    names = list(texts)
    exact = {tuple(names[place] for place in copies.places) for copies in find_copies(list(texts.values()))}
    assert grouped(texts)[0] == exact


def test_many_copies_are_one_group():
    """Of a text that very many articles nearly have, all are in one group, at a cost that stays small."""
    texts = {f"n{number:03d}": edited(story(1, 300), number % 7) for number in range(300)}
    assert grouped(texts)[0] == {tuple(sorted(texts))}


def test_what_is_written_is_read_again():
    """Groups and twins come back from their bytes, odd paths too; nothing at all is none; nonsense is an error."""
    groups = Groups({name: (Copy("a", "caf\udce9.txt", 3), Copy("b", "b.txt", 1)) for name in ("a", "b")})
    assert read_groups(write_groups(groups)) == groups
    assert [copy.id for copy in read_groups(write_groups(groups)).copies("a")] == ["b"]
    assert groups.copies("c") == ()
    _, twins = grouped({"a": story(1), "b": edited(story(1), 3)})
    assert read_twins(write_twins(twins)) == twins
    assert (read_groups(b""), read_twins(b"")) == (Groups(), Twins())
    for read in (read_groups, read_twins):
        for raw in (b"{", b"[1]", b'["a"]', b"[[1], 2]"):
            with pytest.raises(ValueError, match=r"."):
                read(raw)


@pytest.mark.parametrize(
    ("read", "raw"),
    [
        (read_groups, b'[[[["a"],"b",1]]]'),
        (read_groups, b'[[["a","b",Infinity]]]'),
        (read_twins, b'[{},[["a","b",1' + b"0" * 400 + b"]]]"),
    ],
)
def test_what_was_never_written_is_refused(read, raw):
    """JSON of another shape is a wrong value, and nothing else is raised."""
    with pytest.raises(ValueError, match=r"."):
        read(raw)
