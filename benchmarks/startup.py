"""What a whole command costs, from the shell's point of view, as a ratio to `python -c pass` in the same run.

    python benchmarks/startup.py [--runs N] [--out FILE]

Each command runs N times in turn with the others, so that a slow moment of the machine falls on all of them; the figure is
the median of its seconds of CPU. What each command imports, and how long that takes, is kept beside the figures (`python -X
importtime`; the least of five). Absolute seconds say little about another machine: the ratio is what lasts. The raw seconds
are kept in FILE (default: benchmarks/results/startup.json), with the versions they were taken with.
"""

import argparse
import contextlib
import json
import os
import platform
import pty
import shutil
import statistics
import subprocess
import sys
import tempfile
from importlib.metadata import version
from pathlib import Path

HERE = Path(__file__).parent
NKDOCS = (sys.executable, "-m", "nkdocs")


def piped(command: tuple[str, ...], cwd: Path, env: dict[str, str]) -> float:
    """Run with standard output in a pipe; gives the seconds of CPU."""
    read, write = os.pipe()
    process = subprocess.Popen(command, cwd=cwd, env=env, stdout=write, stderr=write)
    os.close(write)
    return ended(process, read)


def first(command: tuple[str, ...], cwd: Path, env: dict[str, str]) -> float:
    """Run with a cache that is empty, and afterwards gone."""
    with tempfile.TemporaryDirectory() as cache:
        return piped(command, cwd, {**env, "XDG_CACHE_HOME": cache})


def on_terminal(command: tuple[str, ...], cwd: Path, env: dict[str, str]) -> float:
    """Run on a pseudo-terminal, and read all it shows."""
    leader, follower = pty.openpty()
    process = subprocess.Popen(command, cwd=cwd, env=env, stdin=follower, stdout=follower, stderr=follower)
    os.close(follower)
    return ended(process, leader)


def ended(process: subprocess.Popen[bytes], shown: int) -> float:
    """Read all that a process shows; gives its seconds of CPU."""
    with contextlib.suppress(OSError):  # Linux: the other end is closed
        while os.read(shown, 65536):
            pass
    os.close(shown)
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        raise SystemExit(f"{process.args} ended with {process.returncode}")
    return used.ru_utime + used.ru_stime


def import_times(command: tuple[str, ...], cwd: Path, env: dict[str, str]) -> dict[str, int]:
    """Microseconds that each module takes to import, without those that it imports: the least of five runs."""
    least: dict[str, int] = {}
    for _ in range(5):
        timed = (command[0], "-X", "importtime", *command[1:])
        told = subprocess.run(timed, cwd=cwd, env=env, capture_output=True, text=True, check=True).stderr
        for line in told.splitlines():
            if line.startswith("import time:") and "self" not in line:
                alone, _, name = line.removeprefix("import time:").split("|")
                least[name.strip()] = min(int(alone), least.get(name.strip(), 1 << 30))
    return dict(sorted(least.items(), key=lambda pair: -pair[1]))


def main() -> None:
    """Measure, print the table, keep the raw seconds."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--runs", type=int, default=15)
    options.add_argument("--out", type=Path, default=HERE / "results" / "startup.json")
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        archive = Path(folder) / "archive"
        shutil.copytree(HERE.parent / "seeds", archive / "seeds")
        env = {**os.environ, "XDG_CACHE_HOME": str(Path(folder) / "cache"), "TERM": "xterm-256color", "LANG": "C.UTF-8"}
        for name in ("NKDOCS_INDEX", "NKDOCS_ARCHIVE", "PYTHONDONTWRITEBYTECODE"):
            env.pop(name, None)
        piped((*NKDOCS, "index"), archive, env)
        cases = {
            "python -c pass": ((sys.executable, "-c", "pass"), piped),
            "nkdocs --help": ((*NKDOCS, "--help"), piped),
            "nkdocs index, first": ((*NKDOCS, "index"), first),
            "nkdocs index, nothing to do": ((*NKDOCS, "index"), piped),
            "nkdocs search, piped": ((*NKDOCS, "search", "remittances"), piped),
            "nkdocs search, terminal": ((*NKDOCS, "--no-pager", "search", "remittances"), on_terminal),
            "nkdocs show, piped": ((*NKDOCS, "show", "how-a-north"), piped),
        }
        seconds: dict[str, list[float]] = {name: [] for name in cases}
        for turn in range(chosen.runs + 1):
            for name, (command, run) in cases.items():
                taken = run(command, archive, env)
                if turn:  # the first turn compiles bytecode and warms the disk's cache
                    seconds[name].append(taken)
        imports = {name: import_times(command, archive, env) for name, (command, _) in cases.items() if command[:3] == NKDOCS}
    yardstick = statistics.median(seconds["python -c pass"])
    for name, taken in seconds.items():
        print(f"{name:28} {statistics.median(taken) * 1000:8.1f} ms {statistics.median(taken) / yardstick:6.1f} ×")
    chosen.out.parent.mkdir(parents=True, exist_ok=True)
    kept = {
        "python": platform.python_version(),
        "machine": f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores",
        "versions": {name: version(name) for name in ("nkdocs", "Whoosh", "click", "rich")},
        "seconds of CPU": seconds,
        "microseconds of imports": imports,
    }
    chosen.out.write_text(json.dumps(kept, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
