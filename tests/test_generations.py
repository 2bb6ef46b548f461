"""An index moves from one whole generation to the next, and says when it is not whole."""

import errno
import os
from pathlib import Path

import pytest

from nkdocs.errors import IndexDamagedError
from nkdocs.generations import current, reading
from nkdocs.manifest import FORMAT, NOTES, Counts, HeldFile, Manifest
from nkdocs.notes import write_notes
from nkdocs.succession import clean, commit, next_generation

MANIFEST = Manifest(FORMAT, "0", "whoosh", "2", "s", "a", "p", "2020", (".",), Counts())


class StopError(Exception):
    """What ends a run in the middle."""


def write(index_dir, answering, text, *, fresh=False, stop=False):
    """One run: an engine's file of its own for each text, and one that every run replaces."""
    with next_generation(index_dir, answering, fresh=fresh) as folder:
        (folder / "engine" / f"{text}.segment").write_text(text)
        (folder / "engine/toc.new").write_text(text)
        (folder / "engine/toc.new").replace(folder / "engine/toc")
        if stop:
            raise StopError
        write_notes(folder / NOTES, {"a.txt": HeldFile(1, 2, 3, text)})
        return commit(folder, MANIFEST, answering)


def names(folder):
    """What is in a folder."""
    return sorted(path.name for path in folder.iterdir())


def read_all(index_dir):
    """Read every byte of what answers."""
    current(index_dir).files()
    current(index_dir).check()


def test_generations_follow_each_other(tmp_path):
    """Each run's generation answers after it, with the files of the one before; the one before is gone."""
    first = write(tmp_path, None, "one")
    assert current(tmp_path) == first
    assert first.files()["a.txt"].digest == "one"
    second = write(tmp_path, first, "two")
    assert current(tmp_path) == second
    assert names(second.engine_dir) == ["one.segment", "toc", "two.segment"]
    assert names(tmp_path) == ["CURRENT", second.folder.name]
    third = write(tmp_path, second, "three", fresh=True)
    assert names(third.engine_dir) == ["three.segment", "toc"]
    third.check()


def test_a_failed_run_leaves_what_was_there(tmp_path):
    """A run that is left by an exception, or never commits, leaves the old generation whole and nothing else."""
    first = write(tmp_path, None, "one")
    for fresh in (False, True):
        with pytest.raises(StopError):
            write(tmp_path, first, "two", fresh=fresh, stop=True)
    with next_generation(tmp_path, first):
        pass
    assert current(tmp_path) == first
    assert first.files()["a.txt"].digest == "one"
    first.check()
    assert (first.engine_dir / "toc").read_text() == "one"
    assert names(tmp_path) == ["CURRENT", "g000001"]


def test_a_disk_that_fails_after_the_commit_takes_nothing_back(tmp_path, monkeypatch):
    """If the pointer cannot be read any more, nobody knows that the new generation does not answer, and it stays."""
    first = write(tmp_path, None, "one")
    read = Path.read_bytes

    def fail(path):
        if path.name == "CURRENT":
            raise OSError(errno.EIO, "Input/output error")
        return read(path)

    with monkeypatch.context() as patched, next_generation(tmp_path, first) as folder:
        (folder / "engine/toc.new").write_text("two")
        (folder / "engine/toc.new").replace(folder / "engine/toc")
        write_notes(folder / NOTES, {"a.txt": HeldFile(1, 2, 3, "two")})
        commit(folder, MANIFEST, first)
        patched.setattr(Path, "read_bytes", fail)
    assert current(tmp_path).folder == folder
    read_all(tmp_path)


def test_leftovers_are_cleaned(tmp_path):
    """What killed runs left is removed by the next run, also twice the same."""
    first = write(tmp_path, None, "one")
    for name in ("g000002/engine", "g000007", "old-g000002/engine", "old-g000001"):
        (tmp_path / name).mkdir(parents=True)
    (tmp_path / "CURRENT.new").write_text("half")
    second = write(tmp_path, first, "two")
    assert names(tmp_path) == ["CURRENT", second.folder.name]
    clean(tmp_path, second)
    assert current(tmp_path) == second


def test_what_is_not_ours_is_not_cleaned(tmp_path):
    """What only looks like ours stays through any number of runs."""
    kept = ["thesis.new", "old-garden", "g0", "g00012", "old-g12", "manifest.json.new", "old-files.txt"]
    for name in kept:
        (tmp_path / name).write_text("mine")
    (tmp_path / "old-house").mkdir()
    second = write(tmp_path, write(tmp_path, None, "one"), "two")
    assert names(tmp_path) == sorted([*kept, "old-house", "CURRENT", second.folder.name])


def test_a_question_that_fails_fails_as_itself(tmp_path):
    """A file that is missing to who asks is their trouble, and not that of an index that has moved on."""
    write(tmp_path, None, "one")
    with pytest.raises(FileNotFoundError, match="theirs"), reading(tmp_path):
        raise FileNotFoundError("theirs")


def test_a_generation_is_its_owners_alone(tmp_path):
    """Whatever a person's habit is, nobody else may write to the folders of a generation."""
    old = os.umask(0)
    try:
        generation = write(tmp_path, None, "one")
    finally:
        os.umask(old)
    assert {folder.stat().st_mode & 0o777 for folder in (generation.folder, generation.engine_dir)} == {0o700}


def test_a_quick_check_leaves_to_the_engine_what_the_engine_checks(tmp_path):
    """Every byte of the engine's is checked but in files that the engine checks itself; of these and of others, the size."""
    generation = write(tmp_path, None, "one")
    for path in (generation.engine_dir / "one.segment", generation.folder / "notes.db"):
        raw = path.read_bytes()
        path.write_bytes(raw[::-1])
        generation.check_quickly({".segment"})
        path.write_bytes(raw[:-1])
        with pytest.raises(IndexDamagedError, match=path.name):
            generation.check_quickly({".segment"})
        path.write_bytes(raw)
    (generation.engine_dir / "one.segment").write_text("two")
    with pytest.raises(IndexDamagedError, match=r"one\.segment"):
        generation.check_quickly()


def test_links_not_copies(tmp_path):
    """Files that stay are shared between generations, not copied, and are not read again for their checksum."""
    first = write(tmp_path, None, "one")
    inode = (first.engine_dir / "one.segment").stat().st_ino
    second = write(tmp_path, first, "two")
    assert (second.engine_dir / "one.segment").stat().st_ino == inode
    assert second.manifest.checksums["engine/one.segment"] == first.manifest.checksums["engine/one.segment"]


def test_an_update_does_not_bless_damage(tmp_path):
    """What was damaged before an update is still found to be damaged after it."""
    first = write(tmp_path, None, "one")
    (first.engine_dir / "one.segment").write_text("two")
    with pytest.raises(IndexDamagedError, match=r"one\.segment"):
        write(tmp_path, first, "other").check()


def test_a_copy_does_not_hide_damage(tmp_path, monkeypatch):
    """Where a file system has no links, a damaged file is not copied into the next generation with a new checksum."""
    first = write(tmp_path, None, "one")
    monkeypatch.setattr("os.link", lambda *_: (_ for _ in ()).throw(OSError()))
    second = write(tmp_path, first, "two")
    second.check()
    (second.engine_dir / "one.segment").write_text("two")
    with pytest.raises(IndexDamagedError, match=r"one\.segment"):
        write(tmp_path, second, "other")
    assert current(tmp_path).folder == second.folder


@pytest.mark.parametrize("name", ["CURRENT", "manifest.json", "notes.db", "engine/one.segment"])
@pytest.mark.parametrize("damage", ["remove", "empty", "cut", "flip", "swap", "folder"])
def test_damage_is_noticed(tmp_path, name, damage):
    """A file that is missing, cut, changed or of another kind is named, with what to type; nothing else is raised."""
    generation = write(tmp_path, None, "one")
    path = (tmp_path if name == "CURRENT" else generation.folder) / name
    raw = path.read_bytes()
    path.unlink()
    if damage == "folder":
        path.mkdir()
    elif damage != "remove":
        path.write_bytes(
            {"empty": b"", "cut": raw[:-1], "flip": raw[:-2] + bytes([raw[-2] ^ 1]) + raw[-1:], "swap": raw[::-1]}[damage]
        )
    with pytest.raises(IndexDamagedError, match=name) as caught:
        read_all(tmp_path)
    assert "--rebuild" in caught.value.hint
    if name.startswith("engine"):
        with pytest.raises(IndexDamagedError, match=name):
            current(tmp_path).check_quickly()


def test_every_byte_of_the_pointer_and_the_manifest_counts(tmp_path):
    """No flipped bit of CURRENT, manifest.json or notes.db goes unseen."""
    generation = write(tmp_path, None, "one")
    for path in (tmp_path / "CURRENT", generation.folder / "manifest.json", generation.folder / "notes.db"):
        raw = path.read_bytes()
        for place in range(0, len(raw), 1 + len(raw) // 5_000):
            path.write_bytes(raw[:place] + bytes([raw[place] ^ (1 << place % 8)]) + raw[place + 1 :])
            with pytest.raises(IndexDamagedError):
                current(tmp_path).files()
        path.write_bytes(raw)
    assert current(tmp_path) == generation


def test_what_is_read_stays_until_it_is_not(tmp_path):
    """A generation that somebody reads survives the next ones, and goes with the run after; a new reader gets the new one."""
    first = write(tmp_path, None, "one")
    with reading(tmp_path) as held, reading(tmp_path):
        assert held == first
        second = write(tmp_path, first, "two")
        first.check()
        with reading(tmp_path) as now:
            assert now == second
    third = write(tmp_path, second, "three")
    assert names(tmp_path) == ["CURRENT", third.folder.name]
