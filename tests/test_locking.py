"""One writer at a time, also between processes, and a word about who it is."""

import subprocess
import sys
import time

import pytest

from nkdocs.errors import IndexLockedError
from nkdocs.locking import locked

HOLD = """
import sys, pathlib
from nkdocs.locking import locked
with locked(pathlib.Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.read()
"""


@pytest.fixture
def holder(tmp_path):
    """Another process that holds the lock until its input ends."""
    command = [sys.executable, "-c", HOLD, str(tmp_path)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout.readline() == "held\n"
        yield process
        process.kill()


def test_who_holds_the_lock_is_said(tmp_path, holder):
    """While another process writes, the error names its pid, and says how to wait."""
    with pytest.raises(IndexLockedError, match=rf"process {holder.pid} on .+, for \d seconds") as caught, locked(tmp_path):
        pass
    assert "--wait" in caught.value.hint


def test_waiting(tmp_path, holder):
    """With time to wait, the lock is taken as soon as it is free, and not before."""
    started = time.monotonic()
    with pytest.raises(IndexLockedError), locked(tmp_path, wait=0.3):
        pass
    assert time.monotonic() - started >= 0.3
    holder.stdin.close()
    with locked(tmp_path, wait=30):
        pass


def test_a_killed_holder_holds_nothing(tmp_path, holder):
    """The lock ends with its process, though what it said of itself is left."""
    holder.kill()
    holder.wait()
    assert (tmp_path / "holder.json").exists()
    with locked(tmp_path):
        assert str(holder.pid) not in (tmp_path / "holder.json").read_text()
    assert not (tmp_path / "holder.json").exists()


@pytest.mark.parametrize(
    "said",
    [b"", b"[]", b'{"pid": 1}', b"\xff", b'{"pid":1,"host":"h","command":"c","since":"never"}', b"[" * 100_000],
    ids=range(6),
)
@pytest.mark.usefixtures("holder")
def test_a_holder_that_says_nothing_sensible(tmp_path, said):
    """Whatever stands in the holder's file, the answer is that the index is locked."""
    (tmp_path / "holder.json").write_bytes(said)
    with pytest.raises(IndexLockedError, match="another nkdocs"), locked(tmp_path):
        pass
