"""What an index remembers of itself comes back as it was, or not at all."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nkdocs.manifest import (
    FORMAT,
    Counts,
    Makers,
    Manifest,
    read_manifest,
    read_stamps,
    write_manifest,
    write_stamps,
)

MANIFEST = Manifest(
    FORMAT, "0.1", "whoosh", "2.7.4", "s", "a", "p", "2020-01-01", ("seeds",), Counts(1, 2, 1), {"engine/x": (3, "ab")}
)
TEXT = st.text(st.characters(), max_size=20)  # lone surrogates included: paths hold them
STAMPS = st.dictionaries(TEXT, st.tuples(st.integers(), st.integers()))


def test_a_manifest_comes_back():
    """A manifest is read as it was written."""
    assert read_manifest(write_manifest(MANIFEST)) == MANIFEST


@given(STAMPS)
def test_stamps_come_back(stamps):
    """Sizes and times are read as they were written, whatever the files are called."""
    assert read_stamps(write_stamps(stamps)) == stamps


@given(
    st.binary(max_size=60)
    | st.recursive(st.none() | st.integers() | TEXT, lambda inner: st.lists(inner) | st.dictionaries(TEXT, inner))
)
def test_anything_else_is_a_value_error(value):
    """What is no manifest and no stamps raises `ValueError` and nothing else."""
    raw = value if isinstance(value, bytes) else json.dumps(value).encode()
    for read in (read_manifest, read_stamps):
        try:
            read(raw)
        except ValueError:
            continue
        assert read is not read_manifest


@pytest.mark.parametrize("key", json.loads(write_manifest(MANIFEST)))
def test_a_part_that_is_missing_or_wrong_is_noticed(key):
    """A manifest without one of its parts, or with a part of the wrong kind, is not read, but for roots."""
    whole = json.loads(write_manifest(MANIFEST))
    for part in ({}, {key: [None]}):
        raw = json.dumps({name: value for name, value in whole.items() if name != key} | part).encode()
        if key == "roots" and not part:
            assert read_manifest(raw).roots == ()
            continue
        with pytest.raises((ValueError, TypeError, KeyError)):
            read_manifest(raw)


def test_another_format_is_still_recognised():
    """Of a manifest of another format, version and roots are read, so that it can be named and its archive indexed anew."""
    old = read_manifest(json.dumps({"format": FORMAT + 1, "version": "9", "roots": ["a"], "what": {}}).encode())
    assert (old.version, old.roots) == ("9", ("a",))
    assert "another version of nkdocs (9)" in old.age(Makers(FORMAT, "whoosh", "s", "a"))


@pytest.mark.parametrize(
    ("makers", "words"),
    [
        (Makers(FORMAT, "whoosh", "s", "a"), ""),
        (Makers(FORMAT, "whoosh", "t", "a"), "another version"),
        (Makers(FORMAT, "other", "s", "a"), "another engine"),
        (Makers(FORMAT, "whoosh", "s", "b"), "what a word is"),
    ],
)
def test_age(makers, words):
    """An index of the same makers has no age; any other maker is named."""
    assert words in MANIFEST.age(makers)
    assert bool(words) == bool(MANIFEST.age(makers))


@pytest.mark.parametrize(
    ("version", "parser", "words"),
    [
        ("0.1", None, ""),
        ("0.1", "p", ""),
        ("0.2", None, "by nkdocs 0.1, and this is 0.2"),
        ("0.2", "p", "by nkdocs 0.1, and this is 0.2"),
        ("0.1", "q", "how dumps are read (nkdocs 0.1)"),
        ("0.2", "q", "how dumps are read (nkdocs 0.1)"),
    ],
)
def test_wear(version, parser, words):
    """A usable index of another release, or of other rules of reading where they are asked for, says so."""
    assert words in MANIFEST.wear(version, parser)
    assert bool(words) == bool(MANIFEST.wear(version, parser))
