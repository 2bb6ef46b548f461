"""A disk that fails: at every single call in turn the process is killed, the disk is full, the disk errs, permission is gone.

Every call that an index run makes on its folder is failed once (`shim.c`, loaded with LD_PRELOAD, does it for real), over
building, updating, merging and rebuilding; so is every call with which a search reads. After each: the answers are those of the
old index or of the new one, whole; the run said what was wrong, with status 2 and no traceback; nothing is left behind; and the
next run completes. And disks that are full for real, of every size from nothing up, where this may mount them (root, Linux).
"""

import contextlib
import errno
import json
import random
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from campaigns.ground import STORIES, Answers, Ground, Row, complain

import nkdocs
from nkdocs.errors import NoIndexError
from nkdocs.inventory import is_generation

HERE = Path(__file__).parent
#: Of `can_run`, for the table.
NEEDED = "this needs Linux and a C compiler"
KILL = -1
WRITES, READS, BOTH = 0, 1, 2
Fault = tuple[str, int, bool, int]
#: Name, what happens, whether from then on, and to which calls.
FAULTS = (
    ("killed at every call", KILL, False, WRITES),
    ("disk full from every call on", errno.ENOSPC, True, WRITES),
    ("I/O error at every writing call", errno.EIO, False, WRITES),
    ("I/O error at every reading call", errno.EIO, False, READS),
    ("permission gone from every call on", errno.EACCES, True, BOTH),
)
CHANGED = {
    "a.txt": ("A Winter Yard", "wheelbarrow", 3),
    "sub/c.txt": STORIES["sub/c.txt"],
    "sub/d.txt": STORIES["sub/d.txt"],
    "e.txt": ("The Bell Tower", "bell", 9),
}


class Forks:
    """The program that runs nkdocs in forks of itself, over a failing disk."""

    def __init__(self, folder: Path) -> None:
        library = folder / "shim.so"
        compiler = shutil.which("cc") or shutil.which("gcc") or "cc"
        subprocess.run([compiler, "-shared", "-fPIC", "-O1", "-o", library, HERE / "shim.c", "-ldl"], check=True)
        self._said = folder / "said.txt"
        self.temporary = folder / "tmp"
        self.temporary.mkdir()
        package = str(Path(nkdocs.__file__).parent.parent)  # the one that is asked here, and no other
        environment = {"PATH": "/usr/bin:/bin", "LD_PRELOAD": str(library), "HOME": str(folder), "TMPDIR": str(self.temporary)}
        environment["PYTHONPATH"] = package
        self._process = subprocess.Popen(
            [sys.executable, HERE / "forks.py"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment
        )

    def run(self, ground: Ground, argv: list[str], at: int, fault: Fault, folder: Path) -> tuple[int, str]:
        """The status of a run whose `at`-th call on the folder fails (0: none does), and what it said."""
        _, what, ever, kind = fault
        order = {
            "argv": ["--archive", str(ground.root), "--index", str(ground.index_dir), *argv],
            "cwd": str(ground.root), "said": str(self._said), "folder": str(folder),
            "at": at, "what": what, "ever": int(ever), "kind": kind,
        }  # fmt: skip
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps(order) + "\n")
        self._process.stdin.flush()
        return int(self._process.stdout.readline()), self._said.read_text(encoding="utf-8", errors="replace")

    def close(self) -> None:
        """End it."""
        assert self._process.stdin is not None
        with self._process:
            self._process.stdin.close()


def can_run() -> bool:
    """Whether there is a compiler, and a loader that takes the shim."""
    return sys.platform == "linux" and bool(shutil.which("cc") or shutil.which("gcc"))


def leftovers(ground: Ground) -> str | None:
    """What is in the index folder and should not be, once a run has completed."""
    for path in ground.index_dir.iterdir():
        if path.name not in {"CACHEDIR.TAG", "archive.txt", "roots.json", "lock", "CURRENT"} and not is_generation(path.name):
            return f"{path.name} is left"
    generations = [path for path in ground.index_dir.iterdir() if is_generation(path.name)]
    if len(generations) != 1:
        return f"{len(generations)} generations are left"
    manifest = json.loads((generations[0] / "manifest.json").read_bytes())
    there = {path.relative_to(generations[0]).as_posix() for path in generations[0].rglob("*") if path.is_file()}
    odd = there ^ {*manifest["checksums"], "manifest.json"}
    return f"{odd} is left" if odd else None


def judge(ground: Ground, states: list[Answers], *, maybe_none: bool) -> str | None:
    """What is wrong after a fault, before anybody mends anything."""
    found = ground.answers()
    if maybe_none and all(isinstance(answer, NoIndexError) for answer in found.values()):
        return None
    return complain(found, states, may_refuse=False)


def prepare(ground: Ground, operation: str) -> None:
    """What there is before the operation, and the dumps as they are to be indexed."""
    ground.fill()
    if operation != "build":
        ground.index()
    if operation == "merge":
        for number in range(7):
            ground.write(f"n{number}.txt", f"Number {number} of Them", f"word{number}", 6)
            ground.index()
    if operation != "build":
        for path, story in CHANGED.items():
            ground.write(path, *story)
        (ground.root / "b.txt").unlink()


def copied(template: Path, place: Path) -> Ground:
    """A copy of all of it in the same place each time: an index belongs to its archive."""
    shutil.rmtree(place, ignore_errors=True)
    shutil.copytree(template, place, copy_function=shutil.copy2)
    return Ground(place)


def one_run(
    forks: Forks,
    ground: Ground,
    argv: list[str],
    at: int,
    fault: Fault,
    states: list[Answers],
    *,
    first: bool,
) -> str | None:
    """Fail one call of a run; what is wrong afterwards."""
    status, said = forks.run(ground, argv, at, fault, ground.index_dir)
    if "Traceback" in said or status not in ((-signal.SIGKILL,) if fault[1] == KILL else (0, 2)):
        return f"status {status}: {said[-400:]}"
    if status == 2 and not said.lstrip().startswith("nkdocs: "):
        return f"said: {said}"
    if complaint := judge(ground, states[1:] if status == 0 else states, maybe_none=first):
        return complaint
    number = sum(is_generation(path.name) for path in ground.index_dir.glob("*"))
    if number > 2:
        return f"{number} generations"
    status, said = forks.run(ground, ["index", "."], 0, fault, ground.index_dir)
    if status:
        return f"the next run: status {status}: {said}"
    return complain(ground.answers(), states[1:], may_refuse=False) or leftovers(ground)


def fail_runs(folder: Path, forks: Forks, share: float, chance: random.Random) -> Iterator[Row]:
    """Every call of every operation, with every fault."""
    rows = [Row(f"index: {fault[0]}") for fault in FAULTS]
    template, place = folder / "template", folder / "ground"
    for operation in ("build", "update", "merge", "rebuild"):
        shutil.rmtree(place, ignore_errors=True)
        ground = Ground(place)
        prepare(ground, operation)
        shutil.rmtree(template, ignore_errors=True)
        shutil.copytree(place, template, copy_function=shutil.copy2)
        argv = ["index", ".", *(["--rebuild"] if operation == "rebuild" else [])]
        before = ground.answers()
        forks.run(ground, argv, 0, FAULTS[0], ground.index_dir)
        states = [before, ground.answers()]
        for fault, row in zip(FAULTS, rows, strict=True):
            _, said = forks.run(copied(template, place), argv, 0, fault, place / "index")
            count = int(said.rpartition("\n")[2])
            row.notes[f"calls, {operation}"] = count
            for at in range(1, count + 1):
                if share < 1 and chance.random() >= share:
                    continue
                complaint = one_run(forks, copied(template, place), argv, at, fault, states, first=operation == "build")
                row.count(f"{operation}, call {at}: {complaint}" if complaint else None)
    left = [path.name for path in forks.temporary.iterdir()]
    rows[0].count(f"left in the folder for temporary files: {left}" if left else None)
    yield from rows


def fail_searches(folder: Path, forks: Forks, share: float, chance: random.Random) -> Iterator[Row]:
    """Every call with which a question reads the index."""
    row = Row("search, list, show: I/O error at every reading call, once or from then on")
    ground = Ground(folder / "ground")
    shutil.rmtree(ground.folder, ignore_errors=True)
    ground.fill()
    ground.index()
    for argv in (["search", '"whole winter" OR lant*', "--json"], ["list", "--json"], ["show", "the-ferry-at-dawn", "--json"]):
        right = forks.run(ground, argv, 0, ("", errno.EIO, False, READS), ground.index_dir)[1]
        right, _, count = right.rpartition("\n")
        for at in range(1, int(count) + 1):
            for ever in (False, True) if chance.random() < share else ():
                status, said = forks.run(ground, argv, at, ("", errno.EIO, ever, READS), ground.index_dir)
                answered, _, _ = said.rpartition("\n")
                if status == 0:
                    same = _without_time(answered) == _without_time(right)
                    row.count(None if same else f"{argv[0]}, call {at}: another answer")
                else:
                    fine = status == 2 and "Traceback" not in said and ("cannot be read" in said or "damaged" in said)
                    row.count(None if fine else f"{argv[0]}, call {at}: status {status}: {said[-300:]}")
    yield row


def _without_time(text: str) -> list[str]:
    return [line for line in text.splitlines() if '"seconds"' not in line]


@contextlib.contextmanager
def small_disk(place: Path, size: int) -> Iterator[bool]:
    """A disk of so many bytes in this place, if we may."""
    place.mkdir(parents=True, exist_ok=True)
    mount = shutil.which("mount") or "mount"
    done = subprocess.run(
        [mount, "-t", "tmpfs", "-o", f"size={size},mode=700", "tmpfs", place], check=False, capture_output=True
    )
    try:
        yield done.returncode == 0
    finally:
        if done.returncode == 0:
            subprocess.run([shutil.which("umount") or "umount", place], check=True)


def fill_disks(folder: Path, forks: Forks, share: float) -> Iterator[Row]:
    """Small disks, from nothing up to where both generations fit: each run leaves the index before it or that after it."""
    row = Row("index on a disk that is full for real, of every size")
    ground = Ground(folder / "ground")
    shutil.rmtree(ground.folder, ignore_errors=True)
    states: list[Answers] = []
    for stories in (STORIES, CHANGED):
        ground.fill(stories)
        ground.index()
        states.append(ground.answers())
    for pages in range(1, 60, max(1, round(1 / max(share, 0.05)))):
        shutil.rmtree(ground.folder, ignore_errors=True)
        with small_disk(ground.index_dir, pages * 4096) as mounted:
            if not mounted:
                row.notes["not run"] = "no permission to mount a small disk"
                break
            there: list[Answers] = []  # which answers there may be
            for stories, after in zip((STORIES, CHANGED), states, strict=True):
                ground.fill(stories)
                status, said = forks.run(ground, ["index", "."], 0, FAULTS[0], ground.index_dir)
                if status == 2 and "cannot be" in said and "Traceback" not in said:
                    row.count(judge(ground, [*there, after], maybe_none=not there))
                    if ground.answers() == after:
                        there = [after]
                elif status == 0:
                    there = [after]
                    row.count(judge(ground, there, maybe_none=False))
                else:
                    row.count(f"{pages} pages: status {status}: {said}")
    yield row


def run(folder: Path, share: float = 1.0, seed: int = 1) -> Iterator[Row]:
    """All of it, or a share of the calls."""
    if not can_run():
        yield Row("a failing disk", notes={"not run": NEEDED})
        return
    with tempfile.TemporaryDirectory() as aside, contextlib.closing(Forks(Path(aside))) as forks:
        chance = random.Random(seed)
        yield from fail_runs(folder, forks, share, chance)
        yield from fail_searches(folder, forks, share, chance)
        yield from fill_disks(folder, forks, share)
