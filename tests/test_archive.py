"""The archive is found from where the person stands, and only an index that is theirs is used."""

import os
from pathlib import Path

import pytest

from nkdocs.archive import (
    Archive,
    Where,
    check_index_dir,
    find_archive,
    from_root,
    inside,
    place_archive,
    read_roots,
    settings_root,
)
from nkdocs.errors import ConfigError, CorpusError, IndexDamagedError, NoIndexError
from nkdocs.index_folder import make_index_dir, own_index_dir
from nkdocs.locking import locked
from nkdocs.sealing import seal


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
    own_index_dir(archive, ("seeds",))
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
    for where, command in (
        (Where(root), "nkdocs index"),
        (Where(Path("/")), "nkdocs index"),
        (Where(archive=root), f"nkdocs --archive {root} index"),
        (Where(root, archive=Path("my seeds/..")), "nkdocs --archive 'my seeds/..' index"),
        (Where(root, index=tmp_path / "no"), f"nkdocs --index {tmp_path}/no index"),
        (Where(archive=root, index=Path("no")), f"nkdocs --archive {root} --index no index"),
    ):
        (root / "my seeds").mkdir(exist_ok=True)
        with pytest.raises(NoIndexError) as caught:
            find_archive(where)
        assert caught.value.hint == f"make one: {command}"


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


@pytest.mark.parametrize("damage", [b"", b"/", b"/elsewhere", None])
def test_whose_an_index_is_is_never_guessed(root, tmp_path, damage):
    """An index in a place of its own that cannot say whose it is says so; named its archive, it is read and mended."""
    archive = indexed(Where(archive=root, index=tmp_path / "index"))
    (archive.index_dir / "CURRENT").touch()  # of a whole index
    if damage is None:
        (archive.index_dir / "archive.txt").unlink()
    else:
        (archive.index_dir / "archive.txt").write_bytes(damage)
    for use in (find_archive, place_archive):
        with pytest.raises(IndexDamagedError, match=r"archive\.txt") as caught:
            use(Where(tmp_path, index=tmp_path / "index"))
        assert f"--archive DIR --index {tmp_path}/index index --rebuild" in caught.value.hint
        assert use(Where(archive=root, index=tmp_path / "index")).root == root
    own_index_dir(archive, ("seeds",))
    assert find_archive(Where(tmp_path, index=tmp_path / "index")).root == root


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


def test_an_index_that_its_owner_may_not_read_is_not_said_to_be_another_s(root, monkeypatch):
    """What forbids it is the mode, and that can be changed."""
    archive = indexed(Where(root))

    def forbidden(path):
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(type(root), "is_file", forbidden)  # root, who runs tests in some places, is refused nothing
    with pytest.raises(ConfigError, match=r"cannot be read$") as caught:
        find_archive(Where(root))
    assert caught.value.hint == f"allow it: chmod u+rwx {archive.index_dir}"


def test_a_first_index_that_is_being_made_is_said_to_be(root):
    """Whoever searches meanwhile, also from a folder below, is not told to make one; other archives are."""
    archive = place_archive(Where(root))
    make_index_dir(archive)
    with locked(archive.index_dir):
        for start in (root, root / "seeds"):
            with pytest.raises(NoIndexError, match=f"the first index of {root} is being made"):
                find_archive(Where(start))
        with pytest.raises(NoIndexError, match="no index for this folder"):
            find_archive(Where(root.parent))
    with pytest.raises(NoIndexError, match="no index for this folder"):
        find_archive(Where(root))


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


@pytest.mark.parametrize(
    "name",
    [
        "thesis.new",
        "old-garden/p.jpg",
        "g0/p.jpg",
        "g00-holidays/p.jpg",
        "old-g1/p.jpg",
        "old-g000001x/p.jpg",
        "CURRENT.new.new",
    ],
)
@pytest.mark.parametrize("ours", [False, True])
def test_names_like_ours_are_not_ours(root, tmp_path, name, ours):
    """A person's file or folder is not taken for ours because of how its name begins or ends, in no folder."""
    archive = place_archive(Where(archive=root, index=tmp_path / "full"))
    if ours:
        make_index_dir(archive)
    (tmp_path / "full" / name).parent.mkdir(parents=True, exist_ok=True)
    (tmp_path / "full" / name).write_text("mine")
    with pytest.raises(ConfigError, match="holds other things"):
        make_index_dir(archive)
    assert (tmp_path / "full" / name).read_text() == "mine"


@pytest.mark.parametrize("name", ["lock", "CURRENT", "g000001/p.jpg", "old-g000001/p.jpg", "holder.json", "CURRENT.new"])
def test_without_our_mark_a_folder_must_be_empty(root, tmp_path, name):
    """A folder in which we have made no index is used only if nothing is in it, whatever that is called."""
    archive = place_archive(Where(archive=root, index=tmp_path / "full"))
    (tmp_path / "full" / name).parent.mkdir(parents=True)
    (tmp_path / "full" / name).write_text("mine")
    for text in (None, "Signature: 8a477f597d28d172789f06886806bc55\n# made by another program\n"):
        if text:
            (tmp_path / "full/CACHEDIR.TAG").write_text(text)
        with pytest.raises(ConfigError, match="holds other things"):
            make_index_dir(archive)
    assert (tmp_path / "full" / name).read_text() == "mine"


def test_a_folder_of_ours_is_ours_again(root, tmp_path):
    """What a run left that was killed before its first index was complete is no reason to look for another place."""
    archive = place_archive(Where(archive=root, index=tmp_path / "index"))
    make_index_dir(archive)
    (archive.index_dir / "CACHEDIR.TAG").write_bytes(b"")  # killed in the middle of marking it
    make_index_dir(archive)
    for name in ("lock", "holder.json", "g000001/engine", "old-g1234567", "CURRENT.new", "roots.json.new"):
        (archive.index_dir / name).mkdir(parents=True)
    make_index_dir(archive)
    assert (archive.index_dir / "CACHEDIR.TAG").read_bytes().startswith(b"Signature: 8a477f597d28d172789f06886806bc55")


@pytest.mark.parametrize(
    "raw",
    [b"", b"[", b"{}", b'"seeds"', b"[1]", b'[""]', b'["/"]', b'["a/../.."]', b'["seeds"', b"\xff"],
)
def test_what_is_indexed_is_known_or_not_known(root, raw):
    """The paths that are indexed are read as they were written, in any encoding; of anything else nothing is guessed."""
    archive = indexed(Where(root))
    assert read_roots(archive) == ("seeds",)
    own_index_dir(archive, (".", os.fsdecode(b"caf\xe9")))
    assert read_roots(archive) == (".", os.fsdecode(b"caf\xe9"))
    for written in (raw, seal(raw), seal(b'["seeds"]')[:-2]):
        (archive.index_dir / "roots.json").write_bytes(written)
        assert read_roots(archive) == ()
    (archive.index_dir / "roots.json").unlink()
    assert read_roots(archive) == ()


def test_an_absolute_path_is_one_below_the_root(root, tmp_path):
    """An absolute path in the archive, through links too, is relative to the root; anything else stays as it is typed."""
    archive = Archive(root, tmp_path / "index", root / "seeds")
    (tmp_path / "link").symlink_to(root)
    assert from_root(archive, f"{root}/seeds/a.txt:45") == "seeds/a.txt:45"
    assert from_root(archive, f"{tmp_path}/link/seeds/a.txt:45") == "seeds/a.txt:45"
    for text in ("/seeds/a.txt:45", "a-winter-market", "../seeds/a.txt", "/"):
        assert from_root(archive, text) == text


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
