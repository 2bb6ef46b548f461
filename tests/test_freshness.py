"""A person hears when what they read is no longer what the disk holds, and in which archive they stand."""

import pytest

from nkdocs import commands
from nkdocs.answers import SearchRequest
from nkdocs.archive import Where
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
