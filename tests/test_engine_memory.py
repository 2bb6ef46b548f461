"""What writing takes of memory stays within what it may."""

import re
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from articles import write_article

from nkdocs import commands
from nkdocs.archive import Where
from nkdocs.engine import open_engine, writing
from nkdocs.engine.contents import open_segments, read_contents
from nkdocs.engine.segment_format import SUFFIX
from nkdocs.schema import to_document


def test_what_is_put_has_a_share_of_the_memory():
    """The engine keeps room for all the rest, and takes more the more it may take; if nobody says, 512 MB."""
    budgets = [writing.budget_within(memory * 10**6) for memory in (128, 256, 512, 2_000)]
    assert budgets == sorted(set(budgets))
    assert 0 < budgets[0] < 64 * 10**6
    assert writing.budget_within(None) == budgets[2] == 320 * 10**6
    assert writing.budget_within(1) == 0


def test_the_setting_reaches_the_engine(tmp_path, monkeypatch):
    """A run of indexing writes with the memory that the archive's settings allow."""
    asked = []
    usual = writing.budget_within
    monkeypatch.setattr(writing, "budget_within", lambda memory: asked.append(memory) or usual(memory))
    (tmp_path / "nkdocs.toml").write_text('memory = "200 MB"')
    (tmp_path / "a.txt").write_text("A Winter Yard\n\nBy Ada Lowe\n\nThe barrel stood in the yard all winter.\n")
    commands.index(Where(tmp_path), ["a.txt"])
    assert asked == [200_000_000]


def fill(folder, count, memory):
    """Put so many articles into a store, one transaction for all."""
    with closing(open_engine("whoosh", folder, memory)) as engine, engine.writing() as transaction:
        for number in range(count):
            transaction.put(to_document(write_article(f"n{number}", f"The word w{number} and barrels.")))


def test_little_memory_gives_more_segments_and_the_same_documents(tmp_path, monkeypatch):
    """With room for one document at a time all are found; segments become one no further than there is memory for it."""
    monkeypatch.setattr(writing, "_LEAST_MERGED", 20)
    fill(tmp_path, 100, 1)
    with closing(open_segments(tmp_path, read_contents(tmp_path))) as snapshot:
        sizes = [segment.size for segment in snapshot.segments]
    assert 5 <= len(sizes) < 100
    assert max(sizes) <= 20
    with closing(open_engine("whoosh", tmp_path)) as engine:
        assert all(engine.get(f"n{number}") for number in range(100))


def test_memory_that_is_let_go_of_is_read_again(tmp_path):
    """A segment answers the same after it let go of the pages that were read of it."""
    fill(tmp_path, 30, None)
    with closing(open_segments(tmp_path, read_contents(tmp_path))) as snapshot:
        (segment,) = snapshot.segments
        before = (list(segment.keys), segment.column("first_day").tolist(), segment.article(3))
        segment.rest()
        assert (list(segment.keys), segment.column("first_day").tolist(), segment.article(3)) == before


PEAK = """
import sys
from contextlib import closing
from pathlib import Path
from articles import write_article
from nkdocs.engine import open_engine
from nkdocs.schema import to_document

with closing(open_engine("whoosh", Path(sys.argv[1]), int(sys.argv[2]))) as engine, engine.writing() as transaction:
    for number in range(3_000):
        words = " ".join(f"w{number * place % 50_021}" for place in range(1, 400))
        transaction.put(to_document(write_article(f"n{number}", words)))
print(Path("/proc/self/status").read_text())
"""


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="asks the system how much memory it was")
@pytest.mark.campaign
def test_the_process_stays_within_what_it_may_take(tmp_path):
    """Articles that take 89 MB where there is room are written within 80, and their many segments become few."""
    done = subprocess.run(
        [sys.executable, "-c", PEAK, tmp_path, "80000000"],
        capture_output=True, text=True, check=True, cwd=Path(__file__).parent,
    )  # fmt: skip
    assert int(re.search(r"VmHWM:\s+(\d+)", done.stdout)[1]) * 1024 < 80_000_000
    assert len(list(tmp_path.glob(f"*{SUFFIX}"))) < 24
