"""The archive is found from where the person stands, and only an index that is theirs is used."""

import os
from pathlib import Path

import pytest

from nkdocs.archive import (
    Archive,
    Where,
    check_index_dir,
    find_archive,
    inside,
    make_index_dir,
    own_index_dir,
    place_archive,
    settings_root,
)
from nkdocs.errors import ConfigError, CorpusError, NoIndexError


@pytest.fixture
def root(tmp_path):
    """A folder with one dump, below a temporary one."""
    folder = tmp_path / "archive"
    (folder / "seeds/deep").mkdir(parents=True)
    (folder / "seeds/a.txt").write_text("A text.\n")
    return folder


def indexed(where):
    """The archive, as `nkdocs index` leaves it to be found, without anything in its index."""
    archive = place_archive(where)
    make_index_dir(archive)
    own_index_dir(archive)
    return archive


def test_commands_find_the_nearest_archive_above(root):
    """The index lives in the user's cache, under the archive's path, and is found from any folder below, the nearest first."""
    archive = indexed(Where(root))
    assert archive.root == root
    assert archive.index_dir.is_relative_to(os.environ["XDG_CACHE_HOME"])
    assert find_archive(Where(root / "seeds/deep")).root == root
    inner = indexed(Where(archive=root / "seeds"))
    assert find_archive(Where(root / "seeds/deep")) == Archive(root / "seeds", inner.index_dir, root / "seeds/deep")
    assert find_archive(Where(root)).index_dir == archive.index_dir != inner.index_dir
    assert not any(path.name != "a.txt" for path in root.rglob("*") if path.is_file())


def test_without_an_index_the_command_is_named(root, tmp_path):
    """No archive, and an archive without an index, are one sentence and what to type."""
    for where in (Where(root), Where(archive=root), Where(index=tmp_path / "no"), Where(Path("/"))):
        with pytest.raises(NoIndexError) as caught:
            find_archive(where)
        assert "nkdocs index" in caught.value.hint


def test_index_in_a_folder_below_means_the_archive_above(root):
    """`nkdocs index` in a folder of an archive refreshes that archive; elsewhere the folder becomes an archive of its own."""
    assert place_archive(Where(root / "seeds")).root == root / "seeds"
    indexed(Where(root))
    assert place_archive(Where(root / "seeds")).root == root


def test_options_and_variables(root, tmp_path, monkeypatch):
    """--archive, --index and their variables are used from anywhere; an index in its own place knows its archive."""
    archive = indexed(Where(tmp_path, root, tmp_path / "index"))
    assert (archive.root, archive.index_dir) == (root, tmp_path / "index")
    assert find_archive(Where(Path("/"), index=tmp_path / "index")).root == root
    assert find_archive(Where(tmp_path, index=Path("index"))).root == root
    monkeypatch.setenv("NKDOCS_INDEX", str(tmp_path / "index"))
    assert find_archive(Where(Path("/"))).root == root
    monkeypatch.delenv("NKDOCS_INDEX")
    indexed(Where(root))
    monkeypatch.setenv("NKDOCS_ARCHIVE", str(root))
    assert find_archive(Where(Path("/"))).root == root
    assert settings_root(Where(Path("/"))) == root


def test_an_index_belongs_to_one_archive(root, tmp_path):
    """The index of one archive is not used for another."""
    indexed(Where(archive=root, index=tmp_path / "index"))
    (tmp_path / "other").mkdir()
    for use in (find_archive, place_archive):
        with pytest.raises(ConfigError, match="another archive"):
            use(Where(archive=tmp_path / "other", index=tmp_path / "index"))


@pytest.mark.parametrize("name", ["gone", "seeds/a.txt"])
def test_an_archive_is_a_folder(root, name):
    """--archive with something else than a folder is refused."""
    with pytest.raises(ConfigError, match="not a folder"):
        find_archive(Where(archive=root / name))


def test_a_current_folder_that_is_gone(tmp_path, monkeypatch):
    """A shell that stands in a removed folder gets a sentence."""
    (tmp_path / "gone").mkdir()
    monkeypatch.chdir(tmp_path / "gone")
    (tmp_path / "gone").rmdir()
    with pytest.raises(ConfigError, match="current folder is gone"):
        find_archive(Where())


def test_a_link_to_an_archive_is_the_archive(root, tmp_path):
    """An archive reached through a link has the same index."""
    (tmp_path / "link").symlink_to(root)
    assert indexed(Where(archive=tmp_path / "link")).root == root
    assert find_archive(Where(tmp_path / "link/seeds")).root == root


def test_paths_are_taken_relative_to_the_root(root, tmp_path):
    """Paths are typed relative to the current folder, and kept relative to the root, however they are written."""
    archive = Archive(root, tmp_path / "index", root / "seeds")
    typed = ["a.txt", "../seeds", "..", str(root / "seeds/a.txt"), "./deep/../deep"]
    assert inside(archive, typed) == ("seeds/a.txt", "seeds", ".", "seeds/a.txt", "seeds/deep")
    assert inside(Archive(root, tmp_path / "index", tmp_path), ["seeds", ".", "archive/seeds"]) == ("seeds", ".", "seeds")
    (root / "elsewhere").symlink_to(tmp_path)
    assert inside(archive, ["../elsewhere"]) == ("elsewhere",)


@pytest.mark.parametrize("path", ["/etc", "../..", "../../other.txt"])
def test_paths_outside_are_refused(root, tmp_path, path):
    """A path outside the archive is refused, with the way to index it."""
    (tmp_path / "other.txt").write_text("x")
    with pytest.raises(CorpusError, match="outside") as caught:
        inside(Archive(root, tmp_path / "index", root / "seeds"), [path])
    assert "cd " in caught.value.hint


def test_paths_that_are_not_there_are_refused(root, tmp_path):
    """A path that does not exist, or lies behind a link to itself, is refused by name."""
    (root / "self").symlink_to("self")
    with pytest.raises(CorpusError, match="no file or folder self/x"):
        inside(Archive(root, tmp_path / "index", root), ["self/x"])
    with pytest.raises(ConfigError, match="not a folder"):
        find_archive(Where(archive=root / "self"))
    with pytest.raises(CorpusError, match=r"no file or folder gone\.txt"):
        inside(Archive(root, tmp_path / "index", root), ["gone.txt"])


def test_the_index_folder_is_the_owners_alone(root):
    """The folder of an index is made for its owner only, and so is the one above it."""
    old = os.umask(0)
    try:
        archive = indexed(Where(root))
    finally:
        os.umask(old)
    assert archive.index_dir.stat().st_mode & 0o777 == 0o700
    assert archive.index_dir.parent.stat().st_mode & 0o777 == 0o700


@pytest.mark.parametrize("mode", [0o720, 0o702, 0o777])
def test_an_index_that_others_can_write_to_is_refused(root, mode):
    """A folder that group or world may write to is refused, for reading and for writing."""
    archive = indexed(Where(root))
    archive.index_dir.chmod(mode)
    with pytest.raises(ConfigError, match="others can write") as caught:
        find_archive(Where(root))
    assert "chmod go-w" in caught.value.hint
    with pytest.raises(ConfigError, match="others can write"):
        make_index_dir(archive)


@pytest.mark.skipif(os.name == "nt" or os.geteuid() != 0, reason="only root can give a folder away")
def test_an_index_of_somebody_else_is_refused(root):
    """A folder that another user owns is refused."""
    archive = indexed(Where(root))
    os.chown(archive.index_dir, 65534, 65534)
    with pytest.raises(ConfigError, match="another user"):
        check_index_dir(archive.index_dir)


def test_the_root_folder_of_the_system_is_not_ours():
    """A folder that nobody made for us is refused, and so is one that cannot be looked at."""
    with pytest.raises(ConfigError, match=r"cannot be read"):
        check_index_dir(Path("/nowhere/at/all"))


def test_nothing_is_written_among_the_dumps(root):
    """An index folder inside the archive is refused, unless it is hidden, where no walk goes."""
    with pytest.raises(ConfigError, match="lies in the archive"):
        make_index_dir(place_archive(Where(archive=root, index=root / "index")))
    assert not (root / "index").exists()
    make_index_dir(place_archive(Where(archive=root, index=root / ".cache/index")))


def test_a_folder_with_other_things_is_no_place_for_an_index(root, tmp_path):
    """An index does not move in with a person's files."""
    (tmp_path / "full").mkdir()
    (tmp_path / "full/thesis.odt").write_text("x")
    with pytest.raises(ConfigError, match=r"holds other things \(thesis\.odt\)"):
        make_index_dir(place_archive(Where(archive=root, index=tmp_path / "full")))


def test_a_place_that_cannot_be_made_is_said(root, tmp_path):
    """An index folder under a file is a sentence and a way on."""
    (tmp_path / "file").write_text("x")
    with pytest.raises(ConfigError, match="cannot be made") as caught:
        make_index_dir(place_archive(Where(archive=root, index=tmp_path / "file/index")))
    assert "--index" in caught.value.hint


def test_settings_are_those_of_the_archive_or_of_here(root):
    """nkdocs.toml is looked for in the archive's root, else in the current folder; a wrong --archive has none."""
    assert settings_root(Where(root / "seeds")) == root / "seeds"
    indexed(Where(root))
    assert settings_root(Where(root / "seeds")) == root
    assert settings_root(Where(archive=root / "gone")) is None
