"""A question is put to an index only if it is ours, of our make and whole, and hears what is known against it."""

import shutil

import pytest

from nkdocs import commands
from nkdocs.answers import SearchRequest
from nkdocs.archive import Where, find_archive
from nkdocs.errors import ConfigError, IndexDamagedError, IndexOutdatedError, NoIndexError
from nkdocs.generations import current
from nkdocs.manifest import NOTES, STAMPS
from nkdocs.opening import ask, look_over
from nkdocs.query import Word
from nkdocs.twins import COPIES

TEXT = (
    "{title}\n\nMarch 3, 2021\n\nBy Ada Lowe\n\n"
    + "The barrel stood in the yard for a whole winter, and nobody asked why. " * 8
)


@pytest.fixture
def where(tmp_path):
    """An archive of three dumps, indexed in a place of its own."""
    (tmp_path / "archive").mkdir()
    for name, title in (("a", "A Winter Yard"), ("b", "The Ferry at Dawn"), ("c", "Letters from the Mill")):
        (tmp_path / f"archive/{name}.txt").write_text(TEXT.format(title=title))
    here = Where(archive=tmp_path / "archive", index=tmp_path / "index")
    commands.index(here)
    return here


def generation_of(where):
    """The generation that answers."""
    return current(where.index)


def barrels(index):
    """A question: how many articles have the word."""
    return index.engine.search(Word("barrel", "barrel")).total


def all_that_is_held(index):
    """A question that reads every file: the engine's, and those beside them."""
    return barrels(index), index.groups(), index.generation.files(), index.generation.stamps()


def test_a_question_is_answered(where):
    """A question gets the archive, its settings and the open engine, and its answer comes back; nothing is said against it."""
    assert ask(where, barrels) == 3
    assert ask(where, lambda index: (index.archive.root, index.settings.limit, index.notices)) == (where.archive, 10, ())
    assert look_over(find_archive(where)).notices == ()
    assert look_over(find_archive(where)).files.keys() == {"a.txt", "b.txt", "c.txt"}


def test_a_question_fails_as_itself(where):
    """What a question raises comes through, whatever it is."""
    for error in (FileNotFoundError, KeyError, ZeroDivisionError):

        def question(_index, error=error):
            raise error("theirs")

        with pytest.raises(error, match="theirs"):
            ask(where, question)


def test_without_an_index_there_is_no_answer(where):
    """A question without an index is told how to make one, with the options that it came with."""
    shutil.rmtree(where.index)
    with pytest.raises(NoIndexError) as caught:
        ask(where, barrels)
    assert caught.value.hint == f"make one: nkdocs --archive {where.archive} --index {where.index} index"


def test_an_index_of_others_is_not_asked(where, monkeypatch):
    """An index of other makers answers no question, and names the command that makes it ours; it may be looked over."""
    monkeypatch.setattr("nkdocs.analysis.VERSION", 999)
    with pytest.raises(IndexOutdatedError) as caught:
        ask(where, barrels)
    assert caught.value.hint.endswith(f"nkdocs --archive {where.archive} --index {where.index} index")
    assert "what a word is" in look_over(find_archive(where)).notices[0]


def test_another_release_is_said_beside_answers(where, monkeypatch):
    """After an upgrade every answer has a note, until the index is brought up to date; nothing stops working."""
    monkeypatch.setattr("nkdocs.opening.__version__", "99.0")
    for answer in (
        commands.search(where, SearchRequest("barrel", copies=True)),
        commands.list_articles(where, SearchRequest("", copies=True)),
    ):
        assert answer.results.total == 3
        assert any("this is 99.0" in notice and "nkdocs --archive" in notice for notice in answer.notices)
    assert any("this is 99.0" in notice for notice in commands.status(where).notices)


def test_other_rules_of_reading_are_said_by_status(where, monkeypatch):
    """`status` says when the dumps would be read by other rules now, though the release is called the same."""
    monkeypatch.setattr("nkdocs.opening.parser_digest", lambda: "other")
    assert any("how dumps are read" in notice for notice in commands.status(where).notices)


def test_no_bit_is_wrong_unseen(where):
    """A flipped bit in any file of an index of this size raises when the file is read, and is never an answer that is wrong."""
    files = [path for path in generation_of(where).folder.rglob("*") if path.is_file() and path.stat().st_size]
    assert {".seg", ".toc", ".json", ".db"} == {path.suffix for path in files}
    for path in files:
        raw = path.read_bytes()
        for place in range(0, len(raw), max(1, len(raw) // 12)):
            path.write_bytes(raw[:place] + bytes([raw[place] ^ (1 << place % 8)]) + raw[place + 1 :])
            with pytest.raises(IndexDamagedError) as caught:
                ask(where, all_that_is_held)
            assert caught.value.hint.endswith("index --rebuild")
            assert f"--archive {where.archive}" in caught.value.hint
        path.write_bytes(raw)
    assert ask(where, barrels) == 3


@pytest.mark.parametrize("name", [NOTES, COPIES, STAMPS])
def test_only_what_is_asked_is_read(where, name):
    """What lies beside the engine's files costs a question nothing that does not ask for it; `status` reads it all the same."""
    path = generation_of(where).folder / name
    path.write_bytes(path.read_bytes()[:-1] + b"x")
    assert ask(where, barrels) == 3
    with pytest.raises(IndexDamagedError, match=name):
        commands.status(where)


@pytest.mark.parametrize("mode", [0o720, 0o702, 0o777])
@pytest.mark.parametrize("place", ["folder", "engine_dir"])
def test_a_folder_inside_that_others_can_write_to_is_refused(where, mode, place):
    """An engine may run what it opens: a folder of the index that others can write to is refused at every level."""
    folder = getattr(generation_of(where), place)
    folder.chmod(mode)
    for use in (lambda: ask(where, barrels), lambda: look_over(find_archive(where))):
        with pytest.raises(ConfigError, match="others can write"):
            use()
    folder.chmod(0o700)
    assert ask(where, barrels) == 3
