"""The campaigns live in benchmarks/, where anyone can run them whole; here a share of each is run."""

import sys
import tempfile
from pathlib import Path

import pytest

sys.path.append(str(Path(__file__).parents[2] / "benchmarks"))


@pytest.fixture
def ground():
    """A folder to do bad things in: in memory where the system has such a place, for every step of a run waits for the disk."""
    memory = Path("/dev/shm")  # noqa: S108  # a folder of its own is made in it
    with tempfile.TemporaryDirectory(dir=memory if memory.is_dir() else None) as folder:
        yield Path(folder) / "ground"


@pytest.fixture
def survive():
    """Run a campaign: nothing may be lost, something must be tried, and what cannot be done here is no pass: it is skipped."""

    def check(rows):
        rows = list(rows)
        assert rows
        not_run = [f"{row.fault}: {row.notes['not run']}" for row in rows if "not run" in row.notes]
        for row in rows:
            if "not run" in row.notes and not row.tried:
                continue
            assert row.tried, row.fault
            assert not row.lost, f"{row.fault}: {row.lost}"
            assert row.tried == row.survived
        if not_run:
            pytest.skip("; ".join(not_run))

    return check
