"""Files in a folder of the person's: ours are kept up to date, and nobody else's is ever touched."""

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nkdocs.archive import Archive
from nkdocs.errors import ConfigError
from nkdocs.filing import LIST, file_name, outside_dumps, write_files
from nkdocs.index_folder import own_index_dir


def _files(folder):
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_writing_again_changes_nothing(tmp_path):
    """The second time no file is touched, and the bytes are the same."""
    folder = tmp_path / "a" / "b"
    assert write_files(folder, [("x.md", b"1"), ("y.md", b"2")]).written == 2
    before = {path: path.stat().st_mtime_ns for path in folder.iterdir()}
    again = write_files(folder, [("x.md", b"1"), ("y.md", b"2")])
    assert (again.written, again.unchanged, again.left) == (0, 2, ())
    assert {path: path.stat().st_mtime_ns for path in folder.iterdir()} == before


def test_a_file_of_ours_is_renewed_and_one_no_longer_wanted_is_named(tmp_path):
    """What an export wrote may be written again; what it no longer writes stays, and is said."""
    write_files(tmp_path, [("x.md", b"1"), ("y.md", b"2")])
    filed = write_files(tmp_path, [("x.md", b"3")])
    assert (filed.written, filed.left) == (1, ("y.md",))
    assert _files(tmp_path)["x.md"] == b"3"
    assert _files(tmp_path)["y.md"] == b"2"


@pytest.mark.parametrize("listed", [None, "{", '{"files": []}', '{"files": {"x.md": 1}}', '{"files": {"../x.md": "a"}}'])
def test_a_file_of_somebody_else_is_kept(tmp_path, listed):
    """Without our list, or with one that is damaged, what stands there is theirs; then nothing at all is written."""
    (tmp_path / "x.md").write_bytes(b"mine")
    if listed is not None:
        (tmp_path / LIST).write_text(listed)
    before = _files(tmp_path)
    with pytest.raises(ConfigError, match=r"x\.md is there already"):
        write_files(tmp_path, [("a.md", b"1"), ("x.md", b"1")])
    assert _files(tmp_path) == before


def test_a_file_of_ours_that_somebody_changed_is_theirs(tmp_path):
    """An export that a person has gone on writing in is kept."""
    write_files(tmp_path, [("x.md", b"1")])
    (tmp_path / "x.md").write_bytes(b"1 and a thought")
    with pytest.raises(ConfigError, match="not what an export wrote"):
        write_files(tmp_path, [("x.md", b"2")])
    assert (tmp_path / "x.md").read_bytes() == b"1 and a thought"


@pytest.mark.parametrize("name", ["x.md", LIST])
def test_no_link_is_written_through(tmp_path, name):
    """Neither a file's name nor the list's may lead elsewhere."""
    target = tmp_path / "target"
    target.write_bytes(b"mine")
    folder = tmp_path / "out"
    folder.mkdir()
    (folder / name).symlink_to(target)
    with pytest.raises(ConfigError, match=r"is there already|is a link"):
        write_files(folder, [("x.md", b"1")])
    assert target.read_bytes() == b"mine"


def test_a_half_written_file_is_not_taken_over(tmp_path):
    """What lies where we would write first is in the way, and said to be."""
    (tmp_path / "x.md.new").write_bytes(b"mine")
    with pytest.raises(ConfigError, match="in the way"):
        write_files(tmp_path, [("x.md", b"1")])


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_that_cannot_be_written_is_said(tmp_path):
    """In one sentence."""
    tmp_path.chmod(0o500)
    with pytest.raises(ConfigError, match="cannot be written"):
        write_files(tmp_path / "out", [("x.md", b"1")])
    tmp_path.chmod(0o700)


@given(st.from_regex(r"[a-z0-9]{1,8}(-[a-z0-9]{1,8}){0,3}", fullmatch=True) | st.sampled_from(["con", "nul", "com1", "aux"]))
def test_names_are_safe_everywhere(article_id):
    """No device of Windows, no sign that any system minds, and no two the same."""
    name = file_name(article_id, ".md")
    assert name.partition(".")[0] not in ("con", "nul", "aux", "prn", "com1", "lpt9")
    assert set(name) <= set("abcdefghijklmnopqrstuvwxyz0123456789-.")


@pytest.mark.parametrize("article_id", ["", "..", "a/b", "A", "a.b", "a" * 101, "한국", "-a"])
def test_other_ids_are_refused(article_id):
    """An id that could lead elsewhere gives no name."""
    with pytest.raises(ValueError, match="not safe"):
        file_name(article_id, ".md")


def test_nothing_is_written_among_dumps(tmp_path):
    """A folder below what is indexed would be indexed itself, also by way of a link; one beside it is fine."""
    (tmp_path / "root" / "seeds").mkdir(parents=True)
    archive = Archive(tmp_path / "root", tmp_path / "index", tmp_path / "root")
    archive.index_dir.mkdir()
    with pytest.raises(ConfigError, match="among the dumps"):  # what is indexed is not known: perhaps all of it
        outside_dumps(archive, Path("out"))
    own_index_dir(archive, ("seeds",))
    (tmp_path / "root" / "link").symlink_to(tmp_path / "root" / "seeds")
    for folder in ("seeds", "seeds/out", "link/out", "./seeds/../seeds/out"):
        with pytest.raises(ConfigError, match="among the dumps"):
            outside_dumps(archive, Path(folder))
    assert outside_dumps(archive, Path("out")) == tmp_path / "root" / "out"
    own_index_dir(archive, (".",))
    for folder in (".", "out", "seeds/root"):
        with pytest.raises(ConfigError, match="among the dumps") as caught:
            outside_dumps(archive, Path(folder))
        assert outside_dumps(archive, Path(caught.value.hint.partition(" -o ")[2])).parent == tmp_path, folder
    own_index_dir(archive, ("seeds",))
    (tmp_path / "root" / "file").touch()
    with pytest.raises(ConfigError, match="no folder"):
        outside_dumps(archive, Path("file"))
