"""Corrections that do not hold are said to, wherever their values would have been shown, and never by the hundred thousand.

And none is lost: by others who correct at the same time, by a disk that fails, by a run that is killed.
"""

import contextlib
import errno
import json
import multiprocessing
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path
from unittest import mock

import pytest

from nkdocs import recording
from nkdocs.archive import Where, find_archive
from nkdocs.cli import main
from nkdocs.corrections import ArticleKey, FieldCorrection, Signature
from nkdocs.corrections_file import FILE, read_corrections
from nkdocs.errors import ConfigError
from nkdocs.recording import write_corrections

STORY = "A Winter Yard\n\nMarch 3, 2021\n\nBy Ada Lowe\n\n" + "The barrel stood in the yard for a whole winter. " * 12 + "\n"
UNFIT = '[[correction]]\narticle = "No Such Yard"\nfield = "date"\nvalue = "2021-05-04"\nfile = "a.txt"\nwho = "ada"\n\n'


@pytest.fixture
def archive(tmp_path, monkeypatch):
    """An archive of one article, indexed."""
    root = tmp_path / "archive"
    root.mkdir()
    (root / "a.txt").write_text(STORY)
    monkeypatch.chdir(root)
    assert main(["index", "."]) == 0
    return root


@pytest.mark.parametrize(
    ("command", "status"),
    [
        ("list", 0),
        ("search yard", 0),
        ("search --queries q.tsv", 0),
        ("timeline", 0),
        ("similar a-winter-yard", 1),
        ("quote winter", 0),
        ("quotes winter", 1),
        ("quote --check ../draft.txt --jsonl", 0),
        ("figures yard", 1),
        ("export --format markdown -o ../articles", 0),
        ("pack yard -o ../packed", 0),
        ("pack --ids a-winter-yard -o ../packed", 0),
        ("show a-winter-yard", 0),
        ("show --context 1 a.txt:3 --json", 0),
        ("cite a-winter-yard", 0),
    ],
)
def test_what_is_shown_without_its_corrections_says_so(archive, capsys, command, status):
    """That one is malformed, fits nothing, or waits for `index`; nothing is said where there is none, or all hold."""
    (archive / "q.tsv").write_text("one\tyard\n")
    (archive.parent / "draft.txt").write_text("“The barrel stood in the yard for a whole winter.”\n")

    def said():
        for folder in ("articles", "packed"):
            shutil.rmtree(archive.parent / folder, ignore_errors=True)
        capsys.readouterr()
        assert main(command.split()) == status
        return capsys.readouterr().err

    assert "correction" not in said()
    assert main(["fix", "a-winter-yard", "date=2021-05-04"]) == 0
    assert "correction" not in said()
    whole = (archive / FILE).read_text()
    (archive / FILE).unlink()
    assert "corrections.toml changed since indexing" in said()
    (archive / FILE).write_text(f"# a word of ours\n{whole}")
    assert "correction" not in said()
    (archive / FILE).write_text(whole + "\n[[correction]]\narticle = 5\n")
    assert "a correction cannot be applied (corrections.toml:" in said()
    (archive / FILE).write_text(whole + "\n" + UNFIT)
    assert "corrections.toml changed since indexing" in said()
    main(["index"])
    assert "a correction cannot be applied (corrections.toml:" in said()
    (archive / FILE).write_text(whole + whole.replace("2021-05-04", "2021-05-05"))
    main(["index"])
    assert "a correction cannot be applied (corrections.toml:" in said()
    (archive / FILE).unlink()
    main(["index"])
    assert "correction" not in said()


def test_corrections_that_do_not_hold_are_findings(archive, capsys):
    """`status --check` and `doctor` name one that waits, and one that fits nothing; and nothing where all hold."""

    def findings():
        found = []
        for command in ("status --check", "doctor"):
            capsys.readouterr()
            main([*command.split(), "--json"])
            every = json.loads(capsys.readouterr().out)["findings"]
            found.append([each["what"] for each in every if each["kind"] == "correction"])
        assert found[0] == found[1]
        return found[0]

    assert main(["fix", "a-winter-yard", "date=2021-05-04"]) == 0
    assert findings() == []
    text = (archive / FILE).read_text()
    (archive / FILE).write_text(text.replace("2021-05-04", "2021-05-05"))
    assert findings() == ["changed since indexing"]
    (archive / FILE).write_text(text + UNFIT)
    main(["index"])
    (only,) = findings()
    assert only.startswith("this correction fits nothing in a.txt")
    (archive / FILE).unlink()
    assert findings() == ["changed since indexing"]


def test_a_file_of_corrections_that_cannot_be_read_is_named(archive, capsys):
    """It is said of the file, and not of one correction."""
    (archive / FILE).mkdir()
    assert main(["search", "yard"]) == 0
    assert "note: corrections.toml: it cannot be read: " in capsys.readouterr().err


def test_corrections_that_hold_cost_no_look_at_the_notes(archive, capsys):
    """What the index remembers of files is not needed to see that all corrections are in force."""
    assert main(["fix", "a-winter-yard", "date=2021-05-04"]) == 0
    (notes,) = find_archive(Where()).index_dir.rglob("notes.db")
    notes.write_bytes(bytes(notes.stat().st_size))
    capsys.readouterr()
    assert main(["search", "yard", "--format", "{date}"]) == 0
    assert capsys.readouterr() == ("2021-05-04\n", "")
    (archive / FILE).unlink()
    assert main(["search", "yard"]) == 2
    assert "the index is damaged (notes.db)" in capsys.readouterr().err


@pytest.mark.skipif(sys.platform == "darwin", reason="its file names are UTF-8")
def test_a_correction_of_a_file_whose_name_is_no_text_holds(archive, capsys):
    """It is in force, and waits for `index` when it should, though the file that keeps it cannot hold the name as it is."""
    (archive / os.fsdecode(b"caf\xe9.txt")).write_text(STORY.replace("Winter", "Summer"))
    assert main(["index"]) == 0
    assert main(["fix", "a-summer-yard", "date=2021-05-04"]) == 0
    capsys.readouterr()
    assert main(["search", "yard", "--json"]) == 0
    said = capsys.readouterr()
    assert "2021-05-04" in said.out
    assert "correction" not in said.err
    (archive / "corrections.toml").rename(archive / "aside")
    assert main(["index"]) == 0
    (archive / "aside").rename(archive / "corrections.toml")
    capsys.readouterr()
    assert main(["search", "yard"]) == 0
    assert "corrections.toml changed since indexing" in capsys.readouterr().err


def test_many_wrong_corrections_are_told_in_a_page(archive, capsys):
    """Of thousands the first fifty are told, and how many there are; JSON and `doctor` name each."""
    (archive / "corrections.toml").write_text(UNFIT * 2_000)
    for command in (["index"], ["status"]):
        main(command)
        said = capsys.readouterr().err
        assert said.count("corrections.toml:") == 50, command
        assert "and 1,950 more problems; --json names them all" in said
        main([*command, "--json"])
        assert len(json.loads(capsys.readouterr().out)["problems"]) == 2_000
    main(["doctor", "--json"])
    assert capsys.readouterr().out.count("corrections.toml:") >= 2_000


def correction(number):
    """One of many corrections."""
    key = ArticleKey(f"title {number}", "begins so", "a.txt", 1)
    return FieldCorrection(key, "title", (f"Title {number}",), Signature("ada", "2024-01-01"))


def kept(root):
    """The titles that are in the file, and whether anything else was left beside it."""
    others = [path.name for path in root.iterdir() if path.name.startswith(f".{FILE}")]
    return {value for row in read_corrections(root).rows for value in row.values}, others


def _write_some(root, first):
    for number in range(first, first + 5):
        write_corrections(root, [correction(number)])


def test_corrections_made_at_once_are_all_kept(tmp_path):
    """Of several programs that correct at once none takes back what another wrote, and none is refused."""
    context = multiprocessing.get_context("spawn")
    programs = [context.Process(target=_write_some, args=(tmp_path, first)) for first in (0, 10, 20)]
    for program in programs:
        program.start()
    for program in programs:
        program.join(60)
    assert [program.exitcode for program in programs] == [0, 0, 0]
    assert kept(tmp_path) == ({f"Title {first + number}" for first in (0, 10, 20) for number in range(5)}, [])


def test_somebody_who_corrects_without_end_is_not_waited_for(tmp_path, monkeypatch):
    """A lock that is held has its sentence, and the file is as it was."""
    fcntl = pytest.importorskip("fcntl")
    monkeypatch.setattr(recording, "_PATIENCE", 0.1)
    folder = os.open(tmp_path, os.O_RDONLY)
    fcntl.flock(folder, fcntl.LOCK_EX)
    with pytest.raises(ConfigError, match="another program is correcting"):
        write_corrections(tmp_path, [correction(1)])
    os.close(folder)
    write_corrections(tmp_path, [correction(2)])
    assert kept(tmp_path) == ({"Title 2"}, [])


@pytest.mark.parametrize("way", ["full", "sync", "rename", "no lock", "no sync of a folder"])
def test_a_disk_that_fails_costs_no_correction(tmp_path, monkeypatch, way):
    """A disk that takes no more, fails late or does not rename: a sentence, the file as it was, and nothing beside it."""
    write_corrections(tmp_path, [correction(1)])
    before = (tmp_path / FILE).read_bytes()
    failure = OSError(errno.EIO, os.strerror(errno.EIO))
    with monkeypatch.context() as patch:
        if way == "full":
            resource = pytest.importorskip("resource")
            limits = resource.getrlimit(resource.RLIMIT_FSIZE)
            resource.setrlimit(resource.RLIMIT_FSIZE, (len(before) + 10, limits[1]))
        elif way == "sync":
            patch.setattr(os, "fsync", mock.Mock(side_effect=failure))
        elif way == "rename":
            patch.setattr(type(tmp_path), "replace", mock.Mock(side_effect=OSError(errno.ESTALE, os.strerror(errno.ESTALE))))
        elif way == "no lock":
            patch.setattr(pytest.importorskip("fcntl"), "flock", mock.Mock(side_effect=failure))
        else:
            patch.setattr(os, "fsync", mock.Mock(side_effect=[None, failure]))
        expected = contextlib.nullcontext() if way.startswith("no ") else pytest.raises(ConfigError, match="cannot be written")
        try:
            with expected:
                write_corrections(tmp_path, [correction(2)])
        finally:
            if way == "full":
                resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert way.startswith("no ") or (tmp_path / FILE).read_bytes() == before
    titles, others = kept(tmp_path)
    assert titles == ({"Title 1", "Title 2"} if way.startswith("no ") else {"Title 1"})
    assert others == []


def test_what_a_killed_run_left_is_taken_away(tmp_path):
    """A run that is killed while it writes changes nothing, and the next one leaves nothing of it; what is not ours stays."""
    write_corrections(tmp_path, [correction(1)])
    program = (
        "import os, signal, sys; from pathlib import Path; sys.path[:0] = sys.argv[2:]\n"
        "from nkdocs.recording import write_corrections; from test_corrections import correction\n"
        "os.fsync = lambda _: os.kill(os.getpid(), signal.SIGKILL)\n"
        "write_corrections(Path(sys.argv[1]), [correction(2)])"
    )
    ended = subprocess.run([sys.executable, "-c", program, tmp_path, Path(__file__).parent, *sys.path], check=False)
    assert ended.returncode == -signal.SIGKILL
    assert kept(tmp_path)[0] == {"Title 1"}
    assert len(kept(tmp_path)[1]) == 1
    (tmp_path / f".{FILE}.swp").touch()
    write_corrections(tmp_path, [correction(3)])
    assert kept(tmp_path) == ({"Title 1", "Title 3"}, [f".{FILE}.swp"])
