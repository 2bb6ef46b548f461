"""Dumps that were read once and cannot be read any more: nobody is told that all is well, or sent round in a circle."""

import os
import sys

import pytest

from nkdocs import commands
from nkdocs.archive import Where
from nkdocs.cli import main

STORY = "{title}\n\nMarch 3, 2021\n\nBy Ada Lowe\n\n" + "The {word} stood in the yard for a whole winter. " * 12 + "\n"


def write(root):
    """Write two dumps, long ago."""
    root.mkdir(exist_ok=True)
    for name, title, word in (("a.txt", "A Winter Yard", "barrel"), ("b.txt", "The Ferry at Dawn", "lantern")):
        (root / name).write_text(STORY.format(title=title, word=word))
        os.utime(root / name, ns=(10**18, 10**18))


@pytest.fixture
def archive(tmp_path, monkeypatch, capsys):
    """An indexed archive of two dumps, in which the person stands."""
    write(tmp_path / "archive")
    monkeypatch.chdir(tmp_path / "archive")
    assert main(["index"]) == 0
    capsys.readouterr()
    return tmp_path / "archive"


@pytest.mark.usefixtures("archive")  # all that it takes is loaded, while everything may be read
def test_a_dump_that_may_not_be_read_any_more_is_told(folder_of_a_common_user, monkeypatch):
    """`index` and `status` say so though size and time are as they were, a named one is missed, and its articles stay."""
    root = folder_of_a_common_user / "archive"
    monkeypatch.setenv("XDG_CONFIG_HOME", str(root))
    write(root)
    where = Where(root, root, folder_of_a_common_user / "index")
    assert commands.index(where, ["."]).articles == 2
    assert commands.index(where).problems == commands.status(where).problems == ()
    (root / "a.txt").chmod(0)
    for paths in ([], ["a.txt"]):
        report = commands.index(where, paths)
        assert [problem.source for problem in report.problems] == ["a.txt"]
        assert "permission denied" in report.problems[0].what
        assert (report.articles, report.missed) == (2, bool(paths))
    told = commands.status(where)
    assert ([problem.source for problem in told.problems], told.changes) == (["a.txt"], ())
    (root / "a.txt").chmod(0o600)
    assert commands.index(where).problems == commands.status(where).problems == ()


@pytest.mark.parametrize(("raw", "why"), [(b"", "the file is empty"), (b"\0\1\2\3" * 99, "the file is binary, not text")])
@pytest.mark.parametrize("option", [[], ["--rebuild"]])
def test_a_dump_that_is_no_text_any_more_keeps_its_articles_and_is_told(archive, capsys, raw, why, option):
    """`index` says that its articles are kept, and what to do; a search says so too, and sends nobody to `index` again."""
    before = (archive / "a.txt").read_bytes()
    (archive / "a.txt").write_bytes(raw)
    assert main(["index", *option]) == 0
    assert f"a.txt: {why}; its article is kept as when it was last read; put it back" in capsys.readouterr().err
    assert main(["status"]) == 0
    assert f"a.txt: {why}; its article is kept" in capsys.readouterr().err
    assert main(["search", "barrel"]) == 0
    told = capsys.readouterr()
    assert "A Winter Yard" in told.out
    assert f"a.txt: {why}; its articles are as when it was last read; put it back as it was, or remove it" in told.err
    assert "changed" not in told.err
    (archive / "b.txt").write_bytes(before.replace(b"barrel", b"bucket"))
    assert main(["search", "barrel"]) == 0
    assert "1 dump changed since indexing; run: nkdocs index" in capsys.readouterr().err
    (archive / "b.txt").write_bytes(raw)
    assert main(["search", "barrel"]) == 0
    assert f"a.txt and 1 other dump cannot be read any more (a.txt: {why})" in capsys.readouterr().err
    (archive / "b.txt").unlink()
    (archive / "a.txt").write_bytes(before)
    assert main(["index"]) == 0
    assert capsys.readouterr().err == ""


def test_a_correction_of_a_dump_that_cannot_be_read_is_not_said_to_hold(archive, capsys):
    """`fix` says that it is written and not applied, and why; it waits, and holds when the dump is back."""
    before = (archive / "a.txt").read_bytes()
    (archive / "a.txt").write_bytes(b"")
    assert main(["fix", "a-winter-yard", "date=2016"]) == 2
    told = capsys.readouterr().err
    assert "note: written to corrections.toml, but it is not applied\n" in told
    assert "a.txt: the file is empty; its article is kept" in told
    assert "up to date" not in told
    assert main(["search", "barrel"]) == 0
    told = capsys.readouterr().err
    assert "corrections.toml has 1 correction that waits until a.txt can be read" in told
    assert "run: nkdocs index" not in told
    assert main(["index"]) == 0
    assert "fits nothing" not in capsys.readouterr().err
    assert main(["fix", "the-ferry-at-dawn", "date=2017"]) == 0
    assert "the index is up to date" in capsys.readouterr().err
    (archive / "a.txt").write_bytes(before)
    assert main(["index"]) == 0
    assert main(["show", "a-winter-yard"]) == 0
    told = capsys.readouterr()
    assert "2016" in told.out
    assert told.err == ""


def test_a_correction_that_the_dump_no_longer_fits_is_not_said_to_hold(archive, capsys):
    """`fix` of an article whose dump is another by now says that nothing fits, in place of that the index is up to date."""
    (archive / "a.txt").write_text("The Mill\n\nMay 4, 2020\n\n" + "The wheel turned in the river for many years. " * 12 + "\n")
    assert main(["fix", "a-winter-yard", "date=2016"]) == 2
    told = capsys.readouterr().err
    assert "note: written to corrections.toml, but it is not applied\n" in told
    assert "this correction fits nothing in a.txt: date 2016" in told


def test_other_bytes_behind_the_same_size_and_time_lead_to_verify(archive, capsys):
    """Where `index` would see no change, `show`, `cite`, `quote` and `pack` name `index --verify`, which takes it in."""
    path = archive / "a.txt"
    path.write_bytes(path.read_bytes().replace(b"barrel", b"bucket"))
    os.utime(path, ns=(10**18, 10**18))
    said = "The barrel stood in the yard for a whole winter"
    commands_typed = (["show", "a-winter"], ["cite", "a-winter"], ["quote", said], ["pack", "barrel", "-o", "../p"])
    for command in commands_typed:
        main(command)
        told = capsys.readouterr().err
        assert "a.txt changed since it was indexed" in told
        assert "run: nkdocs index --verify" in told, command
    assert main(["index", "--verify"]) == 0
    assert main(["show", "a-winter"]) == 0
    assert "changed since" not in capsys.readouterr().err
    path.write_bytes(path.read_bytes() + b"More.\n")
    for command in (["show", "a-winter"], ["pack", "bucket", "-o", "../p"]):
        main(command)
        assert "run: nkdocs index\n" in capsys.readouterr().err.replace("hint: ", "")
    path.write_bytes(b"")
    for command in (["show", "a-winter"], ["cite", "a-winter"], ["pack", "bucket", "-o", "../p"]):
        main(command)
        told = capsys.readouterr().err
        assert "a.txt: the file is empty" in told
        assert "put it back as it was, or remove it" in told
    path.unlink()
    for command in (["show", "a-winter"], ["pack", "bucket", "-o", "../p"]):
        main(command)
        told = capsys.readouterr().err
        assert "a.txt is gone" in told
        assert "run: nkdocs index\n" in told


def test_a_correction_is_said_to_be_written_though_the_index_cannot_be(archive, capsys, monkeypatch):
    """Where the index cannot be written, `fix` says that the correction is, why it does not hold yet, and from when on."""

    def refuse(*_, **__):
        raise PermissionError(13, "Permission denied")

    with monkeypatch.context() as patch:
        patch.setattr("nkdocs.indexing.make_index_dir", refuse)
        assert main(["fix", "a-winter-yard", "date=2016"]) == 2
    told = capsys.readouterr()
    assert "2016" in told.out
    assert "note: written to corrections.toml; they hold from the next nkdocs index on\n" in told.err
    assert ": the index cannot be written: Permission denied; what was there" in told.err
    assert 'value = "2016"' in (archive / "corrections.toml").read_text()
    assert main(["index"]) == 0
    assert main(["show", "a-winter-yard"]) == 0
    assert "2016" in capsys.readouterr().out


def test_a_full_check_names_what_mends_each_dump(archive):
    """`status --check` sends to `index` where a dump is gone, and not where it is empty."""
    (archive / "a.txt").unlink()
    (archive / "b.txt").write_bytes(b"")
    gone, empty = commands.check(Where(archive)).findings
    assert (gone.what, gone.places, gone.mend) == ("it is gone since it was indexed", ("a.txt",), "nkdocs index")
    assert (empty.what, empty.places) == ("the file is empty", ("b.txt",))
    assert empty.mend.startswith("put it back as it was, or remove it")


def test_a_quotation_says_once_that_its_dump_changed(archive, capsys):
    """`quote` and `--check` tell of the dump of a passage once, and of others that changed beside it."""
    said = "The barrel stood in the yard for a whole winter"
    (archive.parent / "draft.md").write_text(f"“{said}”\n")
    with (archive / "a.txt").open("a") as file:
        file.write("More.\n")
    for command in (["quote", said], ["quote", "--check", "../draft.md"]):
        assert main(command) == 1
        assert "".join(capsys.readouterr()).count("run: nkdocs index") == 1
    (archive / "b.txt").unlink()
    assert main(["quote", said]) == 1
    told = capsys.readouterr().err
    assert "a.txt changed since it was indexed" in told
    assert "1 dump changed since indexing" in told


@pytest.mark.parametrize("way", ["folder", "pipe"])
def test_what_is_no_file_any_more_is_not_said_to_be_kept(archive, capsys, way):
    """`index` takes the articles out where a folder or a pipe stands in the place of a dump, and answers send there."""
    (archive / "a.txt").unlink()
    (archive / "a.txt").mkdir() if way == "folder" else os.mkfifo(archive / "a.txt")
    for command in ("search barrel", "show a-winter-yard"):
        assert main(command.split()) == 0
        told = capsys.readouterr().err
        assert told.endswith("run: nkdocs index\n")
        assert "last read" not in told
    assert main(["index"]) in (0, 2)
    assert main(["search", "barrel"]) == 1


def test_of_many_dumps_that_cannot_be_read_nobody_is_sent_to_index(archive, capsys):
    """Not all are looked into beside an answer, and so no more is said of the others than that `status` knows."""
    for number in range(25):
        (archive / f"{number}.txt").write_text(STORY.format(title=f"Yard {number} of Many", word=f"word{number}"))
    main(["index"])
    for number in range(25):
        (archive / f"{number}.txt").write_bytes(b"")
    main(["index"])
    capsys.readouterr()
    assert main(["search", "barrel"]) == 0
    told = capsys.readouterr().err
    assert "0.txt and 19 other dumps cannot be read any more" in told
    assert "5 dumps more may have changed since indexing; see: nkdocs status\n" in told
    assert "changed since indexing; run" not in told
    table = "article,date\n" + "".join(f"{number}.txt,2016\n" for number in range(25))
    (archive.parent / "table.csv").write_text(table)
    assert main(["fix", "--from", "../table.csv"]) == 2
    capsys.readouterr()
    for command in ("search barrel", "status"):
        assert main(command.split()) in (0, 1, 2)
        told = capsys.readouterr().err
        assert "changed since indexing; run: nkdocs index" not in told, command
        assert " more can be read" in told


def test_large_rubbish_is_not_said_to_wait_for_index(archive, capsys):
    """A large file that begins like none of text is not read beside an answer, and `status` is named, with its archive."""
    (archive / "a.txt").write_bytes(bytes(3_000_000))
    assert main(["--archive", ".", "search", "barrel"]) == 0
    told = capsys.readouterr().err
    assert "it does not begin like text; its articles are as when it was last read; " in told
    assert "see what became of it: nkdocs --archive . status\n" in told
    (archive / "a.txt").write_bytes(b"")
    assert main(["--archive", ".", "search", "barrel"]) == 0
    assert "then run nkdocs --archive . index\n" in capsys.readouterr().err


@pytest.mark.skipif(sys.platform == "darwin", reason="its file names are UTF-8")
def test_a_correction_waits_for_a_dump_whose_name_is_no_text(archive, capsys):
    """That it waits until the dump can be read is known, though `corrections.toml` has another name for it."""
    path = archive / os.fsdecode(b"odd\xff.txt")
    path.write_text(STORY.format(title="An Odd Name", word="mill"))
    os.utime(path, ns=(10**18, 10**18))
    main(["index"])
    path.write_bytes(b"")
    assert main(["fix", "an-odd-name", "date=2016"]) == 2
    capsys.readouterr()
    assert main(["search", "barrel"]) == 0
    told = capsys.readouterr().err
    assert "1 correction that waits until odd" in told
    assert "changed since indexing" not in told
