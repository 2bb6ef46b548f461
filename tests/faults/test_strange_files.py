"""A pipe, a device, a link or a file without end, in the place of any file that nkdocs reads: it says so, and goes on."""

import os
import subprocess
import sys

import pytest

from nkdocs.cli import main
from nkdocs.strange_files import open_file, read_some

STORY = "A Winter Yard\n\nMarch 3, 2021\n\nBy Ada Lowe\n\n" + "“The barrel stood there,” said Mr. Kim. All winter. " * 12 + "\n"
COMMANDS = """index --dry-run · search barrel · show a-winter-yard · show a.txt:3 --context 2 · show a-winter-yard --raw · list
similar a-winter-yard · cite a-winter-yard · export · quote barrel_stood · quotes · figures winter · status --check · status
doctor · parse . · pack winter -o ../pack · fix a.txt:7 boilerplate · open a-winter-yard · search @x · index
index --verify"""
ENDLESS = "/dev/zero"
WAYS = {
    "pipe": os.mkfifo,
    "device": lambda place: place.symlink_to(ENDLESS),
    "no end": lambda place: (place.touch(), os.truncate(place, 1 << 42)),
    "folder": os.mkdir,
    "link to itself": lambda place: place.symlink_to(place),
    "link that leads out": lambda place: place.symlink_to(place.parent.with_name("outside")),
}
pytestmark = pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes with names here")


@pytest.fixture
def archive(tmp_path, monkeypatch):
    """An archive of one article, indexed, and a file beside it that is nobody's business."""
    root = tmp_path / "archive"
    root.mkdir()
    (root / "a.txt").write_text(STORY)
    (tmp_path / "outside").write_text('[[correction]]\narticle = "secret-of-mine"\nfield = "date"\nvalue = "2001"\n')
    monkeypatch.chdir(root)
    monkeypatch.setenv("EDITOR", "true")
    assert main(["index", "."]) == 0
    return root


@pytest.mark.parametrize("name", ["a.txt", "nkdocs.toml", "corrections.toml"])
@pytest.mark.parametrize("way", WAYS)
def test_what_is_no_file_keeps_no_command_waiting(archive, name, way):
    """Every command ends in time and memory, without a traceback, and what lies outside comes into nothing."""
    (archive / name).unlink(missing_ok=True)
    try:
        WAYS[way](archive / name)
    except OSError:
        pytest.skip("no file can be as large as that here")
    words = [command.split(" ") for command in COMMANDS.replace("\n", " · ").split(" · ")]
    words = [[word.replace("_", " ") for word in command] for command in words]
    program = (
        "import contextlib, io, resource, sys\n"
        "from nkdocs.cli import main\n"
        "resource.setrlimit(resource.RLIMIT_AS, (2 << 30, 2 << 30))\n"
        f"for words in {words!r}:\n"
        "    with contextlib.redirect_stdout(io.StringIO()) as out:\n"
        "        print(words, main(words), file=sys.stderr)\n"
        "    assert 'secret-of-mine' not in out.getvalue()\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=120, check=False
    )
    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stderr
    assert "secret-of-mine" not in done.stderr
    inside = [path.read_text() for path in archive.iterdir() if path.is_file() and not path.is_symlink() and path.name != name]
    assert not any("secret-of-mine" in text for text in inside)


def _pack(archive):
    assert main(["pack", "barrel", "-o", "../pack"]) == 0
    return archive.with_name("pack")


@pytest.mark.parametrize("way", WAYS)
def test_what_is_no_file_in_a_pack_is_a_finding(archive, way, capsys):
    """Every file of a folder of evidence may be one: verifying it ends soon, with what is wrong."""
    folder = _pack(archive)
    for place in [path for path in folder.rglob("*") if path.is_file()]:
        raw = place.read_bytes()
        place.unlink()
        try:
            WAYS[way](place)
        except OSError:
            pytest.skip("no file can be as large as that here")
        capsys.readouterr()
        status = main(["verify", str(folder)])
        said = capsys.readouterr()
        assert status in {1, 2}
        assert place.name in said.out + said.err
        (place.rmdir if place.is_dir() and not place.is_symlink() else place.unlink)()
        place.write_bytes(raw)
    assert main(["verify", str(folder)]) == 0


def test_a_large_dump_in_a_pack_is_not_taken_in(archive, capsys, monkeypatch):
    """A file of a pack that has more than max_file_size is said to, with the setting's name."""
    folder = _pack(archive)
    monkeypatch.setenv("NKDOCS_MAX_FILE_SIZE", "400")
    assert main(["verify", str(folder)]) == 2
    assert "more than max_file_size: 400 bytes" in capsys.readouterr().err


@pytest.mark.usefixtures("archive")
@pytest.mark.parametrize(
    ("words", "most"), [("fix --from", "16,000,000"), ("quote --check", "4,000,000"), ("search --queries", "16,000,000")]
)
def test_a_file_without_end_that_is_named_is_not_taken_in(words, most, capsys):
    """A table, a draft or a list of queries is read up to a bound, which is said."""
    assert main([*words.split(" "), ENDLESS]) == 2
    assert f"{ENDLESS} is larger than {most} bytes" in capsys.readouterr().err


def test_what_is_read_has_a_bound(tmp_path):
    """One byte more than the bound is read; a link inside the folder is followed, one that leads out is not."""
    (tmp_path / "in").mkdir()
    place = tmp_path / "in" / "a"
    place.write_bytes(b"12345")
    assert (read_some(place, 9), read_some(place, 5), read_some(place, 4), read_some(place, 3)) == (
        b"12345",
        b"12345",
        b"12345",
        b"1234",
    )
    (tmp_path / "in" / "link").symlink_to("a")
    assert read_some(tmp_path / "in" / "link", 9, within=tmp_path / "in") == b"12345"
    (tmp_path / "in" / "out").symlink_to("../b")
    (tmp_path / "b").touch()
    assert read_some(tmp_path / "in" / "out", 9) == b""
    with pytest.raises(OSError, match="leads out"):
        read_some(tmp_path / "in" / "out", 9, within=tmp_path / "in")
    with pytest.raises(IsADirectoryError):
        open_file(tmp_path)
