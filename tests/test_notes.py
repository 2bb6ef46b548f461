"""What an index remembers of files and articles comes back as it was."""

import contextlib
import sqlite3
import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nkdocs.manifest import Counts, HeldArticle, HeldFile
from nkdocs.notes import Notes, trouble, write_notes

NUMBERS = st.integers(-(2**63), 2**63 - 1)
PLAIN = st.text(st.characters(exclude_categories=["Cs"]), max_size=20) | st.text("0123456789abcdef", max_size=40)
TITLES = st.text(st.characters(), max_size=20)
PATHS = st.binary(min_size=1, max_size=20).map(lambda raw: raw.decode("utf-8", "surrogateescape"))
ARTICLES = st.builds(
    HeldArticle, PLAIN, PLAIN, st.integers(1, 9), NUMBERS, NUMBERS, NUMBERS, st.none() | TITLES, PLAIN,
    st.booleans(), st.booleans(), st.booleans(), NUMBERS,
)  # fmt: skip
DIGESTS = st.lists(st.text("0123456789abcdef", min_size=1, max_size=20), max_size=2).map(tuple)
FILES = st.dictionaries(
    PATHS,
    st.builds(
        HeldFile, NUMBERS, NUMBERS, NUMBERS, PLAIN,
        st.lists(ARTICLES, max_size=3).map(
            lambda several: tuple(each._replace(ordinal=number) for number, each in enumerate(several, 1))
        ),
        DIGESTS, DIGESTS,
    ),
    max_size=5,
)  # fmt: skip


@contextlib.contextmanager
def written(files):
    """The notes on these files, written and opened."""
    with tempfile.TemporaryDirectory() as folder:
        write_notes(Path(folder) / "notes", files)
        with contextlib.closing(Notes(Path(folder) / "notes")) as notes:
            yield notes


@given(FILES)
def test_files_come_back(files):
    """Files and articles are read as they were written, all together and each by itself, whatever they are called."""
    with written(files) as notes:
        assert notes.files() == files
        assert {path: notes.held(path) for path in files} == files
        assert {path: rest for path, *rest in notes.stamps()} == {
            path: [file.size, file.mtime_ns, file.read_ns] for path, file in files.items()
        }
        assert notes.with_corrections() == {
            path: file._replace(articles=()) for path, file in files.items() if file.corrected or file.unfit
        }
        assert notes.held("no such file") is None


def test_articles_are_counted_and_found_by_the_beginnings_of_their_ids():
    """Articles that lack something are counted; ids that begin in one way come in order, as many as are wanted."""
    article = HeldArticle("i", "s", 1, 1, 1, 1, None, "", undated=True, low_trust=True)
    ids = ["moss", "mill", "mild-one", "milk", "oak"]
    articles = tuple(article._replace(id=id_, ordinal=number) for number, id_ in enumerate(ids))
    with written({"a": HeldFile(1, 1, 1, "", articles), "b": HeldFile(1, 1, 1, "")}) as notes:
        assert notes.count() == Counts(files=2, articles=5, undated=5, untitled=5, low_trust=5)
        assert notes.ids_from("mil", 2) == ["mild-one", "milk"]
        assert notes.ids_from("", 9) == sorted(ids)


def test_no_notes_are_empty():
    """An archive without an index has no files, and no questions fail."""
    with contextlib.closing(Notes()) as notes:
        assert (notes.files(), list(notes.stamps()), notes.count()) == ({}, [], Counts())


def test_troubles_of_the_disk_are_those_of_the_system(tmp_path):
    """What is no database, or cannot be opened, raises what a full disk would; a fault of ours stays one."""
    (tmp_path / "notes").write_bytes(b"nonsense" * 100)
    with pytest.raises(OSError, match="Input/output"), trouble():
        Notes(tmp_path / "notes")
    with pytest.raises(OSError, match="denied"):
        write_notes(tmp_path / "missing" / "notes", {})
    with contextlib.closing(sqlite3.connect("")) as db, pytest.raises(sqlite3.OperationalError, match="syntax"), trouble():
        db.execute("nonsense")
