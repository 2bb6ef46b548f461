"""A person hears when what they read is no longer what the disk holds, and in which archive they stand."""

import pytest

from nkdocs import commands, freshness
from nkdocs.answers import SearchRequest
from nkdocs.archive import Where, find_archive
from nkdocs.cli import main

TEXT = "A Winter Yard\n\nMarch 3, 2021\n\nThe barrel stood in the yard for a whole winter, and nobody asked why.\n"


@pytest.fixture
def archive(tmp_path, monkeypatch, capsys):
    """An indexed archive with a folder in it, in which the person stands."""
    root = tmp_path / "archive"
    (root / "sub").mkdir(parents=True)
    (root / "sub" / "a.txt").write_text(TEXT)
    monkeypatch.chdir(root)
    assert main(["index"]) == 0
    capsys.readouterr()
    return root


def test_show_says_that_the_dump_changed(archive, capsys):
    """`show` shows the article as it was indexed, and says if its dump is another or gone; a mere touch is nothing."""
    dump = archive / "sub" / "a.txt"
    assert main(["show", "a-winter"]) == 0
    assert capsys.readouterr().err == ""
    dump.touch()
    assert main(["show", "a-winter", "--why"]) == 0
    assert capsys.readouterr().err == ""
    dump.write_text("News\n\n" + TEXT)
    assert main(["show", "a-winter", "--raw"]) == 0
    printed = capsys.readouterr()
    assert "sub/a.txt changed since it was indexed" in printed.err
    assert "run: nkdocs index" in printed.err
    assert "barrel" in printed.out
    dump.unlink()
    assert main(["show", "a-winter"]) == 0
    assert "sub/a.txt is gone" in capsys.readouterr().err


def test_a_folder_inside_an_archive_is_told_so(archive, monkeypatch, capsys):
    """In a folder of the archive, `index` and `status` say which archive they are about; at its root they need not."""
    assert main(["status"]) == 0
    assert "part of the archive" not in capsys.readouterr().err
    monkeypatch.chdir(archive / "sub")
    for command in ("status", "index"):
        assert main([command]) == 0
        assert f"this folder is part of the archive {archive}" in capsys.readouterr().err


def test_status_lists_what_is_indexed(archive, capsys):
    """`status` names the files and folders that are indexed."""
    assert commands.status(Where(archive)).roots == (".",)
    assert main(["index", "--rebuild", "sub"]) == 0
    assert commands.status(Where(archive)).roots == ("sub",)
    capsys.readouterr()
    assert main(["status"]) == 0
    assert "root\tsub\n" in capsys.readouterr().out


def test_the_archive_is_found_from_its_folders(archive, monkeypatch):
    """What is found does not depend on where in the archive the person stands."""
    monkeypatch.chdir(archive / "sub")
    assert commands.search(Where(), SearchRequest("barrel")).results.total == 1


def test_a_search_says_that_a_dump_came(archive, capsys):
    """A new dump, also in a new folder, is told of until it is indexed; what is hidden, or no dump by its name, is not."""
    (archive / "sub" / ".hidden.txt").write_text(TEXT)
    (archive / "sub" / "picture.png").write_bytes(b"png")
    assert main(["search", "barrel"]) == 0
    assert capsys.readouterr().err == ""
    (archive / "sub" / "b.txt").write_text(TEXT.replace("winter", "summer"))
    assert main(["search", "barrel"]) == 0
    assert "note: 1 dump not indexed yet; run: nkdocs index" in capsys.readouterr().err
    (archive / "new").mkdir()
    (archive / "new" / "c.TXT").write_text(TEXT.replace("winter", "spring"))
    (archive / "sub" / "a.txt").write_text(TEXT + "And more.\n")
    assert main(["list"]) == 0
    told = capsys.readouterr().err
    assert "2 dumps not indexed yet" in told
    assert "1 dump changed since indexing" in told
    assert main(["index"]) == 0
    assert main(["search", "barrel"]) == 0
    assert "dump" not in capsys.readouterr().err.partition("indexed")[2]


def test_what_could_not_be_read_is_not_new(archive, capsys):
    """A file that was there when the index was made, and is no dump, is told of by `index`, and not at every search."""
    (archive / "sub" / "b.txt").write_bytes(b"\0\1\2" * 100)
    (archive / "sub" / "c.txt").write_text(TEXT.replace("winter", "summer"))
    assert main(["index"]) == 0
    capsys.readouterr()
    assert main(["search", "barrel"]) == 0
    assert "not indexed" not in capsys.readouterr().err


def test_looking_for_new_dumps_is_cheap(archive, monkeypatch):
    """Of very many names in the folders only the first are looked at."""
    for number in range(50):
        (archive / "sub" / f"n{number}.txt").write_text(TEXT)
    monkeypatch.setattr(freshness, "_LOOKED_AT", 10)
    found = find_archive(Where(archive))
    assert len(list(freshness.names_below(found, (".",), {".txt"}, ()))) <= 10


def test_the_first_index_says_what_it_left_out(tmp_path, monkeypatch, capsys):
    """Beside seeds/ other dumps are not indexed unasked, and the person hears of them once; without any there is no word."""
    for name in ("one", "two"):
        (tmp_path / name / "seeds").mkdir(parents=True)
        (tmp_path / name / "seeds" / "a.txt").write_text(TEXT)
    (tmp_path / "two" / "more").mkdir()
    (tmp_path / "two" / "more" / "b.txt").write_text(TEXT)
    for name, told in (("one", False), ("two", True)):
        monkeypatch.chdir(tmp_path / name)
        assert main(["index"]) == 0
        assert ("only seeds/ is indexed" in capsys.readouterr().err) is told
        assert main(["index"]) == 0
        assert capsys.readouterr().err == ""
    assert main(["index", "."]) == 0
    assert "2 files" in capsys.readouterr().out


def test_a_named_file_that_cannot_be_read_is_trouble(archive, capsys):
    """`index FILE` ends with 2 if the file is no text; found in a folder, it is only reported."""
    (archive / "sub" / "b.txt").write_bytes(b"\0\1\2" * 100)
    assert main(["index", "sub/b.txt", "sub/a.txt"]) == 2
    assert "b.txt" in capsys.readouterr().err
    assert main(["index", "sub"]) == 0
    capsys.readouterr()
