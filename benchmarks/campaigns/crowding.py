"""Many at once: two and eight runs of `nkdocs index`, a lock whose holder was killed, and 10,000 searches during indexing."""

import concurrent.futures
import multiprocessing
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from campaigns.failing import CHANGED
from campaigns.ground import STORIES, Answers, Ground, Row, complain

SEARCHES, PROCESSES = 10_000, 4
_HOLD = """import pathlib, sys, time
from nkdocs.locking import locked
with locked(pathlib.Path(sys.argv[1])):
    print("held", flush=True)
    time.sleep(600)
"""
_SAID = re.compile(r"nkdocs: another nkdocs is writing this index: process \d+ on \S+, for \d+ seconds \(nkdocs .*\)\n")


def _index(ground: Ground, *options: str) -> subprocess.Popen[str]:
    words = ["--archive", str(ground.root), "--index", str(ground.index_dir), "index", ".", *options]
    return subprocess.Popen([sys.executable, "-m", "nkdocs", *words], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def crowd(ground: Ground, number: int, wait: str | None) -> Iterator[str | None]:
    """So many runs at once; what is wrong with each, and with the index in the end."""
    ground.fill()
    runs = [_index(ground, "--rebuild", *(["--wait", wait] if wait else [])) for _ in range(number)]
    ended = []
    for run in runs:
        said = run.communicate()[1]
        ended.append(run.returncode)
        if run.returncode == 0 or (run.returncode == 2 and not wait and (_SAID.match(said) or "has not said" in said)):
            yield None
        else:
            yield f"status {run.returncode}: {said}"
    yield None if 0 in ended else "nobody got through"


def held_lock(ground: Ground) -> Iterator[str | None]:
    """A holder that lives is waited for as long as is said, and named; one that was killed holds nothing."""
    ground.index()
    with subprocess.Popen([sys.executable, "-c", _HOLD, str(ground.index_dir)], stdout=subprocess.PIPE, text=True) as holder:
        assert holder.stdout is not None
        holder.stdout.readline()
        for wait in ("0", "1.5"):
            started = time.monotonic()
            run = _index(ground, "--wait", wait)
            said = run.communicate()[1]
            took = time.monotonic() - started
            named = f"process {holder.pid} on " in said and "for " in said
            yield None if run.returncode == 2 and named and took >= float(wait) else f"{run.returncode} after {took}: {said}"
        holder.send_signal(signal.SIGKILL)
    run = _index(ground)
    said = run.communicate()[1]
    yield None if run.returncode == 0 else f"after the holder was killed: {said}"


def _search(ground: Ground, states: list[Answers], count: int) -> tuple[int, list[str], int]:
    """Ask so many times; how often, what was wrong, and how often the answer was of the second state."""
    wrong: list[str] = []
    second = done = 0
    questions = 6
    while done < count:
        found = ground.answers()
        complaint = complain_each(found, states)
        if complaint:
            wrong.append(complaint)
        second += found["list"] == states[1]["list"]
        done += questions
    return done, wrong, second


def complain_each(found: Answers, states: list[Answers]) -> str | None:
    """Each answer by itself is of one state: between two of them the index may have moved on."""
    for name, answer in found.items():
        if complaint := complain({name: answer}, states, may_refuse=False):
            return complaint
    return None


def search_during(ground: Ground, count: int) -> tuple[Row, Row]:
    """Searches from several processes while the archive changes to and fro under a run after the other."""
    row = Row(f"searches from {PROCESSES} processes during indexing")
    runs = Row("index runs meanwhile")
    states: list[Answers] = []
    for stories in (STORIES, CHANGED):
        ground.fill(stories)
        ground.index()
        states.append(ground.answers())
    context: Any = multiprocessing.get_context("spawn")
    with concurrent.futures.ProcessPoolExecutor(PROCESSES, mp_context=context, initializer=_see, initargs=(sys.path,)) as pool:
        asked = [pool.submit(_search, ground, states, count // PROCESSES) for _ in range(PROCESSES)]
        turn = 0
        while not all(future.done() for future in asked):
            ground.fill((STORIES, CHANGED)[turn % 2])
            with _index(ground, *(["--rebuild"] if turn % 5 == 4 else [])) as run:
                said = run.communicate()[1]
            runs.count(f"status {run.returncode}: {said}" if run.returncode else None)
            turn += 1
        for future in asked:
            done, wrong, second = future.result()
            row.tried += done
            row.survived += done - len(wrong)
            row.lost += wrong[:5]
            row.notes["of the second state"] = int(str(row.notes.get("of the second state", 0))) + second
    return row, runs


def _see(path: list[str]) -> None:
    sys.path[:] = path
    os.nice(5)


def run(folder: Path, share: float = 1.0) -> Iterator[Row]:
    """All of it, or a share of the searches."""
    ground = Ground(folder)
    for number in (2, 8):
        for wait in (None, "300"):
            row = Row(f"{number} runs of index at once" + (", with --wait" if wait else ""))
            for complaint in crowd(ground, number, wait):
                row.count(complaint)
            yield row
    row = Row("a lock that is held, and one whose holder was killed")
    for complaint in held_lock(ground):
        row.count(complaint)
    yield row
    yield from search_during(ground, max(24, round(SEARCHES * share)))
