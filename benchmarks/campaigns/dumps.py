"""Dumps that cannot be read, and dumps that are written, replaced and removed while a run reads them.

A dump that cannot be read keeps the articles it had, and is named. Whatever happens to dumps during a run, it ends without a
traceback, and once it is quiet the next one makes the index what a rebuild would make of it.
"""

import contextlib
import errno
import multiprocessing
import os
import random
import signal
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from campaigns.failing import CHANGED, NEEDED, READS, Forks, can_run, copied, leftovers
from campaigns.ground import STORIES, Answers, Ground, Row, complain

from nkdocs import commands
from nkdocs.answers import SearchRequest
from nkdocs.errors import CorpusError

RUNS = 200


def _texts(ground: Ground) -> dict[str, str]:
    """The text of each dump's article, by path."""
    found = commands.list_articles(ground.where, SearchRequest("", limit=None, copies=True)).results
    return {hit.article.source.path: hit.article.text for hit in found.hits}


def fail_reading(folder: Path, forks: Forks, share: float, chance: random.Random) -> Iterator[Row]:
    """Every call with which a run reads the dumps fails once, or from then on."""
    row = Row("index: I/O error at every call that reads a dump")
    template, place = folder / "template", folder / "ground"
    ground = Ground(template)
    ground.fill()
    ground = copied(template, place)
    ground.index()
    before = _texts(ground)
    for path, story in CHANGED.items():
        ground.write(path, *story)
    copied(place, template)
    argv = ["index", "."]
    count = int(forks.run(ground, argv, 0, ("", errno.EIO, False, READS), ground.root)[1].rpartition("\n")[2])
    after = _texts(ground)
    new: Answers = ground.answers()
    for at in range(1, count + 1):
        for ever in (False, True) if chance.random() < share else ():
            ground = copied(template, place)
            status, said = forks.run(ground, argv, at, ("", errno.EIO, ever, READS), ground.root)
            found = _texts(ground)
            whole = all(found.get(path) in (before.get(path), after.get(path)) for path in {*before, *after})
            if status not in (0, 2) or "Traceback" in said or not whole:
                row.count(f"call {at}: status {status}, {'whole' if whole else 'not whole'}: {said[-300:]}")
                continue
            forks.run(ground, argv, 0, ("", 0, False, READS), ground.root)
            row.count(complain(ground.answers(), [new], may_refuse=False) or leftovers(ground))
    yield row


def _disturb(root: Path, seed: int) -> None:
    """Write, replace, touch and remove dumps, on and on."""
    chance = random.Random(seed)
    ground = Ground(root.parent)
    for number in range(10**9):
        path = chance.choice([*STORIES, "e.txt", "sub/f.txt"])
        place = root / path
        way = chance.randrange(5)
        with contextlib.suppress(OSError):
            if way == 0:
                place.unlink()
            elif way == 1:
                ground.write(f"{path}.part", f"Version {number} of This", f"word{number}", 7)
                (root / f"{path}.part").rename(place)
            elif way == 2:
                with place.open("r+b") as file:
                    file.seek(chance.randrange(400))
                    file.write(b"another word ")
            elif way == 3:
                os.utime(place, ns=(0, chance.randrange(10**18)))
            else:
                ground.write(path, *STORIES.get(path, ("A New One", "kettle", 8)))


def disturb(folder: Path, share: float) -> Iterator[Row]:
    """Runs under somebody who changes the dumps all the time, and one after each when it is quiet."""
    row = Row("index while dumps are written, replaced and removed")
    ground = Ground(folder / "ground")
    ground.fill()
    ground.index()
    context: Any = multiprocessing.get_context("spawn")
    for number in range(max(2, round(RUNS * share))):
        process = context.Process(target=_disturb, args=(ground.root, number), daemon=True)
        process.start()
        try:
            for _ in range(5):
                with contextlib.suppress(CorpusError):  # all were gone at the same moment: the index stays as it was
                    ground.index()
                _texts(ground)
                time.sleep(0.01)
            os.kill(process.pid, signal.SIGKILL)
            process.join()
            ground.fill({**STORIES, "e.txt": ("The Bell Tower", "bell", 9)})
            ground.index()
            found, wrong = ground.answers(), commands.check(ground.where).findings
            ground.index(rebuild=True)
            row.count(complain(found, [ground.answers()], may_refuse=False) or (str(wrong) if wrong else None))
        except Exception as error:  # noqa: BLE001  # a traceback is what is looked for
            row.count(f"{type(error).__name__}: {error}")
        finally:
            process.kill()
            process.join()
    yield row


def run(folder: Path, share: float = 1.0, seed: int = 1) -> Iterator[Row]:
    """All of it, or a share of the calls and runs."""
    if can_run():
        with tempfile.TemporaryDirectory() as aside, contextlib.closing(Forks(Path(aside))) as forks:
            yield from fail_reading(folder, forks, share, random.Random(seed))
    else:
        yield Row("index: I/O error at every call that reads a dump", notes={"not run": NEEDED})
    yield from disturb(folder, share)
