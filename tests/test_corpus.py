"""Finding, reading and comparing files, with real files."""

import hashlib
import io
import os
import socket
import sys
import threading
import time
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nkdocs.answers import ChangeKind
from nkdocs.corpus import FoundFile, compare, find_dumps, is_same, read_bytes, read_dump, read_stream
from nkdocs.errors import CorpusError


@dataclass(frozen=True)
class Print:
    """A fingerprint such as the index holds."""

    size: int
    mtime_ns: int
    read_ns: int
    digest: str = ""


def write(path: Path, text="A text.\n"):
    """Write a file, and the folders above it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def paths(found):
    """The paths of what was found."""
    return [file.path for file in found.files]


def test_walking_takes_dumps_in_order(tmp_path):
    """A walk takes files whose suffix says text, and files without one that begin like text, sorted by path."""
    for name in ("b.txt", "a/z.TXT", "a/b.md", "notes", "deep/er/still/c.text", "Mr. Kim goes home"):
        write(tmp_path / name)
    assert paths(find_dumps(tmp_path, ["."])) == [
        "Mr. Kim goes home",
        "a/b.md",
        "a/z.TXT",
        "b.txt",
        "deep/er/still/c.text",
        "notes",
    ]


def test_walking_passes_over_and_says_so(tmp_path):
    """What is no dump by name or kind is counted in one problem of its folder; hidden files and settings are not."""
    for name in ("a.txt", "b.jpg", "c.JPG", "d.pdf", ".hidden.txt", ".git/e.txt", "nkdocs.toml"):
        write(tmp_path / "dumps" / name)
    write(tmp_path / "dumps/program", b"\x7fELF\0\0")
    (tmp_path / "dumps/link.txt").symlink_to(tmp_path / "dumps/a.txt")
    found = find_dumps(tmp_path, ["dumps"])
    assert paths(found) == ["dumps/a.txt"]
    [problem] = found.problems
    assert problem.source == "dumps/"
    assert "5 files passed over" in problem.what
    assert "2 .jpg, 1 .pdf, 1 symbolic link, 1 without a suffix, not text" in problem.what


def test_named_files_are_taken_whatever_they_are_called(tmp_path):
    """A file that a person names is taken, hidden or with any suffix, and once only."""
    write(tmp_path / ".odd.html")
    write(tmp_path / "a.txt")
    assert paths(find_dumps(tmp_path, [".odd.html", "a.txt", ".", "./a.txt"])) == [".odd.html", "a.txt"]


def test_links_are_not_followed_unless_named(tmp_path):
    """A walk follows no link, so neither circles nor links out of the archive are read; a named link is followed."""
    write(tmp_path / "archive/a.txt")
    write(tmp_path / "outside/secret.txt")
    (tmp_path / "archive/loop").symlink_to(tmp_path / "archive")
    (tmp_path / "archive/out").symlink_to(tmp_path / "outside")
    (tmp_path / "archive/self").symlink_to("self")
    assert paths(find_dumps(tmp_path / "archive", ["."])) == ["a.txt"]
    assert paths(find_dumps(tmp_path / "archive", ["out"])) == ["out/secret.txt"]
    assert "cannot be read" in find_dumps(tmp_path / "archive", ["self"]).problems[0].what


def test_what_is_no_file_is_not_opened(tmp_path):
    """Pipes and sockets are passed over in a walk, and a problem when named; neither waits for a writer."""
    os.mkfifo(tmp_path / "pipe.txt")
    with socket.socket(socket.AF_UNIX) as server:
        here = Path.cwd()
        os.chdir(tmp_path)  # the path of a socket has little room
        try:
            server.bind("socket.txt")
        finally:
            os.chdir(here)
        found = find_dumps(tmp_path, ["."])
        assert paths(found) == []
        assert "2 pipe, socket or device" in found.problems[0].what
        assert "no file and no folder" in find_dumps(tmp_path, ["pipe.txt"]).problems[0].what
    with pytest.raises(CorpusError, match="no file"):
        read_dump(tmp_path, "pipe.txt")


def test_what_may_not_be_read_is_a_problem(folder_of_a_common_user):
    """A folder or file without permission is a problem, what is in it may be there, and the rest is found."""
    root = folder_of_a_common_user
    write(root / "a.txt")
    write(root / "closed/b.txt")
    write(root / "shut.txt").chmod(0)
    (root / "closed").chmod(0)
    try:
        found = find_dumps(root, ["."])
        with pytest.raises(CorpusError, match="permission denied"):
            read_dump(root, "shut.txt")
    finally:
        (root / "closed").chmod(0o700)
    assert paths(found) == ["a.txt", "shut.txt"]
    assert [problem.source for problem in found.problems] == ["closed/"]
    assert found.may_hold("closed/b.txt")
    assert not found.may_hold("closed-b.txt")


def test_what_is_not_there_is_a_problem(tmp_path):
    """A path that does not exist is a problem, and nothing under it may still be there."""
    found = find_dumps(tmp_path, ["gone"])
    assert (found.files, found.may_hold("gone/a.txt")) == ((), False)
    assert "not there" in found.problems[0].what


@pytest.mark.skipif(sys.platform != "linux", reason="other systems have rules about names")
def test_any_name_is_read(tmp_path):
    """Names with spaces, newlines, quotes and bytes that are no UTF-8 are found and read."""
    names = [b"a b.txt", b"a\nb.txt", b"-rf.txt", b"caf\xe9.txt", "한국.txt".encode(), b"$(reboot).txt"]
    for name in names:
        write(tmp_path / os.fsdecode(name), f"text of {name!r}")
    found = find_dumps(tmp_path, ["."])
    assert sorted(os.fsencode(path) for path in paths(found)) == sorted(names)
    for path in paths(found):
        assert read_dump(tmp_path, path)[0].text == f"text of {os.fsencode(path)!r}"


def test_reading_tells_what_was_read(tmp_path):
    """A dump has its text, the digest of its raw bytes and its encoding, and the file's size and time."""
    raw = "Caf\xe9\r\n".encode("cp1252")
    write(tmp_path / "a.txt", raw)
    dump, found = read_dump(tmp_path, "a.txt")
    assert (dump.text, dump.source.encoding, dump.source.path) == ("Café\n", "cp1252", "a.txt")
    assert dump.source.digest == hashlib.sha256(raw).hexdigest()
    assert found == FoundFile("a.txt", 6, (tmp_path / "a.txt").stat().st_mtime_ns)


def test_too_large_is_said_with_the_limits_name(tmp_path):
    """A file above the limit is refused without being read, and the message names the setting."""
    with (tmp_path / "a.txt").open("wb") as file:
        file.truncate(1 << 40)
    with pytest.raises(CorpusError, match="max_file_size"):
        read_dump(tmp_path, "a.txt")
    with pytest.raises(CorpusError, match="max_file_size"):
        read_stream(io.BytesIO(b"x" * 11), limit=10)
    assert read_stream(io.BytesIO(b"x" * 10), limit=10).source.path == "-"


def test_a_vanished_file_is_said_to_be_gone(tmp_path):
    """A file that went between walk and reading gives `CorpusError`."""
    with pytest.raises(CorpusError, match="cannot be read"):
        read_dump(tmp_path, "gone.txt")


def test_a_file_that_grows_meanwhile_is_refused(tmp_path):
    """What is written to during the reading is never taken for complete."""
    path = tmp_path / "a.txt"
    with path.open("wb") as file:
        file.truncate(30_000_000)
    stop = threading.Event()

    def grow():
        with path.open("ab", buffering=0) as file:
            while not stop.wait(0.0005):
                file.write(b"more ")

    writer = threading.Thread(target=grow)
    writer.start()
    refused = False
    try:
        for _ in range(100):
            try:
                raw, found = read_bytes(tmp_path, "a.txt")
            except CorpusError as error:
                refused = "changed" in str(error)
                break
            else:
                assert len(raw) == found.size
    finally:
        stop.set()
        writer.join()
    assert refused


def test_touching_is_not_changing(tmp_path):
    """A new time makes a file worth a look; its bytes decide."""
    path = write(tmp_path / "a.txt")
    os.utime(path, ns=(1, 1_000_000_000))
    dump, found = read_dump(tmp_path, "a.txt")
    held = Print(found.size, found.mtime_ns, time.time_ns(), dump.source.digest)
    assert compare([found], {"a.txt": held})[0].kind is ChangeKind.UNCHANGED
    os.utime(path, ns=(1, 2_000_000_000))
    assert compare(find_dumps(tmp_path, ["."]).files, {"a.txt": held})[0].kind is ChangeKind.MODIFIED
    assert is_same(tmp_path, "a.txt", held)
    write(path, "B text.\n")
    assert not is_same(tmp_path, "a.txt", held)


def test_a_time_too_fresh_is_not_trusted():
    """A file read within two seconds of its last change may have changed again in the same tick: it is looked at."""
    second = 1_000_000_000
    found = FoundFile("a.txt", 5, 100 * second)
    for read_ns, kind in (
        (101 * second, ChangeKind.MODIFIED),
        (90 * second, ChangeKind.MODIFIED),
        (103 * second, ChangeKind.UNCHANGED),
    ):
        assert compare([found], {"a.txt": Print(5, 100 * second, read_ns)})[0].kind is kind


NAMES = st.dictionaries(st.sampled_from("abcdefgh"), st.integers(0, 3))


@given(NAMES, NAMES)
def test_comparing_names_every_file_once(here, held):
    """Every file of either side is named once, in order, and called what the two sides say of it."""
    changes = compare(
        [FoundFile(path, size, 0) for path, size in here.items()], {path: Print(size, 0, 10**18) for path, size in held.items()}
    )
    assert [change.path for change in changes] == sorted(here.keys() | held.keys())
    for change in changes:
        if change.path not in held:
            expected = ChangeKind.ADDED
        elif change.path not in here:
            expected = ChangeKind.REMOVED
        else:
            expected = ChangeKind.UNCHANGED if here[change.path] == held[change.path] else ChangeKind.MODIFIED
        assert change.kind is expected
