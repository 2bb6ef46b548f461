"""Work spread over processes gives what it would give in one, and leaves nobody behind."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from nkdocs.working import spread, usual_jobs


@pytest.mark.parametrize("jobs", [1, 2])
def test_results_come_in_order(jobs):
    """However many work, every result is there, in the order of the tasks."""
    assert list(spread(abs, range(-50, 0), jobs)) == list(range(50, 0, -1))
    assert list(spread(abs, [], jobs)) == []


def test_trouble_in_a_worker_is_raised():
    """What the work raises in another process is raised here."""
    with pytest.raises(ValueError, match="invalid literal"):
        list(spread(int, ["1", "2", "x", "4"], 2))


def test_somebody_works():
    """By default at least one process works."""
    assert 1 <= usual_jobs() <= 4


PROGRAM = """
import os, sys, time
from nkdocs.working import spread

def work(task):
    with open(sys.argv[1], "a") as file:
        file.write(f"{os.getpid()}\\n")
    time.sleep(0.05)

if __name__ == "__main__":
    for _ in spread(work, range(1000), 2):
        pass
"""


@pytest.mark.parametrize("sign", [signal.SIGINT, signal.SIGKILL])
def test_nobody_is_left_behind(tmp_path, sign):
    """When the process that started them is interrupted, or killed, its workers end."""
    program, told = tmp_path / "program.py", tmp_path / "told"
    program.write_text(PROGRAM)
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parent.parent)}
    command = [sys.executable, str(program), str(told)]
    with subprocess.Popen(command, env=environment, stderr=subprocess.DEVNULL, start_new_session=True) as process:
        _wait(told.exists)
        process.send_signal(sign)
        process.wait(20)
    workers = {int(line) for line in told.read_text().split()}
    assert workers
    _wait(lambda: not any(map(_lives, workers)))


def test_nothing_is_said_to_have_leaked(tmp_path):
    """Who ends at once after an interrupt, as the command does, leaves no semaphores that Python would complain of."""
    program, told = tmp_path / "program.py", tmp_path / "told"
    stop = "    except KeyboardInterrupt:\n        os._exit(130)\n"
    loop = "    try:\n        for _ in spread(work, range(1000), 2):\n            pass\n"
    program.write_text(PROGRAM.partition("    for _ in spread")[0] + loop + stop)
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parent.parent)}
    command = [sys.executable, str(program), str(told)]
    with subprocess.Popen(command, env=environment, stderr=subprocess.PIPE, text=True, start_new_session=True) as process:
        _wait(told.exists)
        process.send_signal(signal.SIGINT)
        said = process.communicate(timeout=60)[1]
    assert (process.returncode, said) == (130, "")


def _wait(until):
    for _ in range(400):
        if until():
            return
        time.sleep(0.05)
    raise AssertionError("it takes too long")


def _lives(process):
    try:
        state = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state != "Z"
