"""`kill -9` at random instants: of a build, an update, a merge, a rebuild, in one process and with workers.

Whole `nkdocs` processes, started as a person starts them. After each kill: every question is answered from the old index or
the new one, whole; nobody the run started is left; and the next `nkdocs index` completes and leaves nothing behind.
"""

import contextlib
import math
import os
import random
import shutil
import signal
import subprocess
import sys
import time
import uuid
from collections.abc import Iterator
from pathlib import Path

from campaigns.failing import copied, judge, leftovers, prepare
from campaigns.ground import Answers, Ground, Row, complain

OPERATIONS = ("build", "update", "merge", "rebuild")
TRIES = 500
#: Small dumps are not worth a second process; here they are given to two all the same.
PROGRAM = "import nkdocs.reading as reading; reading._WORTH_SPREADING = {least}; from nkdocs.cli import run; run()"
_MARK = "NKDOCS_CAMPAIGN"


def start(ground: Ground, operation: str, jobs: int, mark: str) -> subprocess.Popen[bytes]:
    """The run that is to be killed."""
    words = ["--archive", str(ground.root), "--index", str(ground.index_dir), "index", ".", "--jobs", str(jobs)]
    program = PROGRAM.format(least=0 if jobs > 1 else 10**9)
    command = [sys.executable, "-c", program, *words, *(["--rebuild"] if operation == "rebuild" else [])]
    return subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, env={**os.environ, _MARK: mark}, start_new_session=True
    )


def whole_run(ground: Ground, operation: str, jobs: int) -> float:
    """How long a run takes that nobody kills, in seconds."""
    started = time.perf_counter()
    with start(ground, operation, jobs, "") as run:
        run.wait()
    return time.perf_counter() - started


def orphans(mark: str, patience: float = 10.0) -> list[int]:
    """Processes with this mark in their environment that do not end by themselves."""
    deadline = time.monotonic() + patience
    while (left := _marked(mark)) and time.monotonic() < deadline:
        time.sleep(0.02)
    return left


def _marked(mark: str) -> list[int]:
    wanted, found = f"{_MARK}={mark}".encode(), []
    for place in Path("/proc").iterdir():
        try:
            if place.name.isdigit() and wanted in (place / "environ").read_bytes().split(b"\0"):
                found.append(int(place.name))
        except OSError:
            continue
    return found


def semaphores() -> set[str]:
    """Named semaphores that no process has."""
    folder = Path("/dev/shm")  # noqa: S108  # where Linux has them
    there = {path.name for path in folder.glob("sem.mp-*")}
    for place in Path("/proc").glob("[0-9]*") if there else ():
        with contextlib.suppress(OSError):
            maps = (place / "maps").read_text()
            there = {name for name in there if f"{folder}/{name}" not in maps}
    return there


def attempt(ground: Ground, operation: str, jobs: int, states: list[Answers], delay: float) -> tuple[str | None, bool]:
    """Kill a run after so many seconds. What is wrong then, and whether it was still running."""
    mark, before = uuid.uuid4().hex, semaphores()
    with start(ground, operation, jobs, mark) as run:
        try:
            run.wait(delay)
        except subprocess.TimeoutExpired:
            run.send_signal(signal.SIGKILL)
        alive = run.wait() == -signal.SIGKILL
        said = b"" if alive or run.stderr is None else run.stderr.read()
        if not alive and run.returncode:
            return f"status {run.returncode}: {said[-300:]!r}", alive
    if complaint := judge(ground, states, maybe_none=operation == "build"):
        return complaint, alive
    if left := orphans(mark):
        return f"processes are left: {left}", alive
    if jobs > 1 and (left_over := semaphores() - before):
        time.sleep(0.5)  # others on this machine are about to remove theirs
        if left_over := left_over & semaphores():
            return f"semaphores are left: {left_over}", alive
    if sum(path.name.startswith(("g0", "old-")) for path in ground.index_dir.glob("*")) > 3:
        return "more than three generations are left", alive
    ground.index(rebuild=operation == "rebuild")
    return complain(ground.answers(), states[1:], may_refuse=False) or leftovers(ground), alive


def run(folder: Path, share: float = 1.0, seed: int = 1) -> Iterator[Row]:
    """The tries, spread evenly over the operations, the numbers of processes, and the time that each takes.

    A run that had ended before it was to be killed is judged as well, but another one is tried for it.
    """
    chance = random.Random(seed)
    template, place = folder / "template", folder / "ground"
    each = math.ceil(TRIES * share / (len(OPERATIONS) * 2))
    for jobs in (1, 2):
        for operation in OPERATIONS:
            row = Row(f"kill -9: {operation}" + (", --jobs 2" if jobs > 1 else ""))
            shutil.rmtree(place, ignore_errors=True)
            ground = Ground(place)
            prepare(ground, operation)
            shutil.rmtree(template, ignore_errors=True)
            shutil.copytree(place, template, copy_function=shutil.copy2)
            states = [ground.answers()]
            # The shortest of a few: of a run that others slowed down most instants would be after the end of the others.
            length = min(whole_run(copied(template, place), operation, jobs) for _ in range(3))
            states.append(ground.answers())
            running = 0
            while running < each and row.tried < 3 * each:
                # More of the instants fall where it writes than where it starts.
                delay = length * chance.betavariate(2.2, 1.2) * 1.1
                complaint, alive = attempt(copied(template, place), operation, jobs, states, delay)
                row.count(f"after {delay:.3f} of {length:.3f} s: {complaint}" if complaint else None)
                running += alive
            row.notes["killed while running"] = running
            yield row
