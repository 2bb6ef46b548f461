"""What nkdocs survives: bad things done to it for real, many times, and what was lost.

    python benchmarks/faults.py [--only NAME ...] [--share S] [--out FILE]

Prints the table "fault, times tried, times survived, what was lost", and keeps it in FILE (default:
benchmarks/results/faults.json) with the command, the machine and the seconds; campaigns that were not run keep what FILE has
of them. A try is survived if every answer is that of the state before or of the state after, whole, or the index is said to be
damaged, by name; and if what comes after it works. `--share` takes a share of the tries (default: all, which takes an hour of a
core). Everything happens in /dev/shm where there is one, for each step of a run waits for the disk. What cannot be done on this
machine (no C compiler, no right to mount) is said to be not run. Exit status 1 if anything was lost, or was not run.
"""

import argparse
import dataclasses
import json
import platform
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from campaigns import age, crowding, damage, dumps, failing, killing, large
from campaigns.ground import Row
from fuzz import commit

HERE = Path(__file__).parent
CAMPAIGNS: dict[str, Callable[[Path, float], Iterator[Row]]] = {
    "damage": damage.run,
    "failing": failing.run,
    "killing": killing.run,
    "crowding": crowding.run,
    "dumps": dumps.run,
    "age": age.run,
    "large": large.run,
}


def main() -> int:
    """Run the campaigns that are named."""
    parser = argparse.ArgumentParser(description="What nkdocs survives.")
    parser.add_argument("--only", nargs="+", choices=CAMPAIGNS, default=list(CAMPAIGNS))
    parser.add_argument("--share", type=float, default=1.0)
    parser.add_argument("--out", type=Path, default=HERE / "results" / "faults.json")
    options = parser.parse_args()
    kept = json.loads(options.out.read_text()) if options.out.exists() else {}
    memory = Path("/dev/shm")  # noqa: S108  # a folder of its own is made in it
    bad = 0
    for name in options.only:
        started, rows = time.perf_counter(), []
        with tempfile.TemporaryDirectory(dir=memory if memory.is_dir() else None) as folder:
            for row in CAMPAIGNS[name](Path(folder) / "ground", options.share):
                rows.append(dataclasses.asdict(row))
                bad += row.tried - row.survived + ("not run" in row.notes)
                if "not run" in row.notes:
                    print(f"{row.fault:70} NOT RUN: {row.notes['not run']}", flush=True)
                    if not row.tried:
                        continue
                lost = "; ".join(row.lost) or "nothing"
                print(f"{row.fault:70} {row.tried:7,} tried {row.survived:7,} survived  lost: {lost}", flush=True)
        kept[name] = {
            "commit": commit(),
            "command": f"python benchmarks/faults.py --only {name} --share {options.share:g}",
            "python": platform.python_version(),
            "machine": platform.machine(),
            "seconds": round(time.perf_counter() - started),
            "rows": rows,
        }
        options.out.write_text(json.dumps(kept, indent=1) + "\n")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
