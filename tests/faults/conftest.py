"""The campaigns live in benchmarks/, where anyone can run them whole; here a share of each is run."""

import sys
from pathlib import Path

import pytest

sys.path.append(str(Path(__file__).parents[2] / "benchmarks"))


@pytest.fixture
def survive():
    """Run a campaign: nothing may be lost, and something must have been tried."""

    def check(rows):
        for row in rows:
            assert row.tried, row.fault
            assert not row.lost, f"{row.fault}: {row.lost}"
            assert row.tried == row.survived

    return check
