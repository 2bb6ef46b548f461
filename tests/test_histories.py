"""However an index came to be, it is what the dumps of now give: ids, names, counts, copies and answers."""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from nkdocs import commands, drafting
from nkdocs.answers import SearchRequest
from nkdocs.archive import Where, find_archive
from nkdocs.errors import IndexDamagedError
from nkdocs.generations import current
from nkdocs.manifest import CHANGES, NOTES
from nkdocs.twins import COPIES, read_groups

TITLES = ("A Winter Yard", "The Ferry at Dawn", "Letters from the Mill")
WORDS = ("barrel", "sluice", "lantern")
PATHS = ("a.txt", "b.txt", "c/a.txt", "d.txt")
STORY = "{title}\n\nMarch 3, 2021\n\nBy Ada Lowe\n\n{body}\n"
BODY = "The {word} stood in the yard for a whole winter, and nobody who passed by asked what it was for. "

place, other = st.sampled_from(PATHS), st.sampled_from(PATHS)
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("write"), place, st.sampled_from(TITLES), st.sampled_from(WORDS), st.integers(5, 6)),
        st.tuples(st.just("delete"), place),
        st.tuples(st.just("move"), place, other),
        st.tuples(st.just("copy"), place, other),
        st.tuples(st.just("shift"), place),
        st.tuples(st.just("fix"), place, st.sampled_from(["date=2019-05-04", "title=Another Name", "author=Ben Hale"])),
    ),
    min_size=2,
    max_size=7,
)


def write(path, title, word, length=6):
    """Write a dump of one article."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(STORY.format(title=title, body=BODY.format(word=word) * length))


def do(where, root, step):
    """Take a step of a history; one that is not possible is left out."""
    what, path, *rest = step
    path = root / path
    if what == "write":
        write(path, *rest)
    elif not path.exists():
        return
    elif what == "delete":
        path.unlink()
    elif what == "shift":
        path.write_text("\n\n" + path.read_text())
    elif what == "fix":
        dump = path.read_text()
        line = 1 + len(dump) - len(dump.lstrip("\n"))
        commands.fix(where, f"{path.relative_to(root).as_posix()}:{line}", rest)
    else:
        target = root / rest[0]
        target.parent.mkdir(parents=True, exist_ok=True)
        if target != path:
            (os.replace if what == "move" else shutil.copyfile)(path, target)


def all_of(where):
    """All that an index says of its archive, but for when files were looked at."""
    generation = current(find_archive(where).index_dir)
    files = generation.files()
    return {
        "files": {path: (held.digest, held.articles, held.corrected, held.unfit) for path, held in files.items()},
        "counts": generation.manifest.counts,
        "copies": read_groups(generation.side_file(COPIES)).of,
        "answers": {
            query: [
                (hit.article.id, hit.article)
                for hit in commands.list_articles(where, SearchRequest(query, limit=None)).results.hits
            ]
            for query in ("", *WORDS, "title:yard", "author:ben", "date:2019", "yard -barrel")
        },
        "found": {
            query: [
                (hit.article.id, round(hit.score, 9))
                for hit in commands.search(where, SearchRequest(query, limit=None)).results.hits
            ]
            for query in ("barrel winter", "ferry")
        },
    }


@pytest.mark.parametrize("few", [0, 2, 1_000])
@settings(max_examples=4)
@example(steps=[("write", path, TITLES[0], WORDS[0], length) for path, length in (("a.txt", 5), ("b.txt", 6), ("d.txt", 7))])
@given(steps=STEPS)
def test_any_history_gives_what_the_last_state_gives(few, steps):
    """Files that come, change, go, move and are corrected, one run each, give the index that one run makes of what is there.

    Also where the notes on changes become part of all notes after every run, after some, or never.
    """
    with tempfile.TemporaryDirectory() as name, pytest.MonkeyPatch.context() as patch:
        patch.setattr(drafting, "_FEW", few)
        root = Path(name) / "archive"
        where = Where(archive=root, index=Path(name) / "index")
        for number in range(9):
            write(root / f"always/{number}.txt", f"Always Here {number}", f"anchor{number}")
        commands.index(where, ["."])
        for step in steps:
            do(where, root, step)
            commands.index(where, ["."])
        afresh = Where(archive=root, index=Path(name) / "afresh")
        commands.index(afresh, ["."])
        bit_by_bit, at_once = all_of(where), all_of(afresh)
        for part, said in at_once.items():
            assert bit_by_bit[part] == said


KILLED = """
import os, sys
from pathlib import Path
from nkdocs import commands, drafting, indexing, settling
from nkdocs.archive import Where

drafting._FEW = int(sys.argv[3])
room = indexing if sys.argv[4] == "commit" else drafting.Draft if sys.argv[4].startswith("_") else settling
setattr(room, sys.argv[4], lambda *_: os._exit(9))
commands.index(Where(archive=Path(sys.argv[1]), index=Path(sys.argv[2])), ["."])
"""


@pytest.fixture
def changed(tmp_path):
    """An archive that was changed after it was indexed, so that there are notes on changes."""
    root = tmp_path / "archive"
    where = Where(archive=root, index=tmp_path / "index")
    for number in range(6):
        write(root / f"{number}.txt", f"Story {number}", WORDS[number % 3])
    commands.index(where, ["."])
    write(root / "0.txt", "The Ferry at Dawn", "sluice")
    write(root / "7.txt", "A Winter Yard", "barrel")
    commands.index(where, ["."])
    assert {NOTES, CHANGES} <= current(find_archive(where).index_dir).manifest.checksums.keys()
    return where


@pytest.mark.parametrize("stage", ["quicken", "create", "index", "_write_stamps", "_end", "commit"])
def test_a_run_killed_while_all_notes_are_written_leaves_those_before(changed, stage, monkeypatch):
    """Wherever a run ends that makes the notes on changes part of all notes, the old index answers; the next run does it."""
    before = all_of(changed)
    write(changed.archive / "8.txt", "Letters from the Mill", "lantern")
    command = [sys.executable, "-c", KILLED, changed.archive, changed.index, "0", stage]
    assert subprocess.run(command, check=False).returncode == 9
    assert all_of(changed) == before
    monkeypatch.setattr(drafting, "_FEW", 0)
    commands.index(changed, ["."])
    assert CHANGES not in current(find_archive(changed).index_dir).manifest.checksums
    afresh = Where(archive=changed.archive, index=changed.archive.parent / "afresh")
    commands.index(afresh, ["."])
    assert all_of(changed) == all_of(afresh)


@pytest.mark.parametrize("name", [NOTES, CHANGES])
@pytest.mark.parametrize("damage", ["flip", "cut", "empty", "gone", "other"])
def test_damaged_notes_are_never_believed(changed, name, damage):
    """Whatever becomes of one of the files of notes, it is called damaged, and the next run makes the same index anew."""
    before = all_of(changed)
    generation = current(find_archive(changed).index_dir)
    path = generation.folder / name
    raw = path.read_bytes()
    path.unlink()
    if damage == "flip":
        path.write_bytes(raw[: len(raw) // 2] + bytes([raw[len(raw) // 2] ^ 1]) + raw[len(raw) // 2 + 1 :])
    elif damage == "cut":
        path.write_bytes(raw[:-4096])
    elif damage == "empty":
        path.write_bytes(b"")
    elif damage == "other":
        path.write_bytes((generation.folder / (NOTES if name == CHANGES else CHANGES)).read_bytes())
    with pytest.raises(IndexDamagedError, match=name):
        generation.files()
    assert commands.index(changed, ["."]).rebuilt
    assert all_of(changed) == before
