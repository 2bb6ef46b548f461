"""Index runs over real folders, with the real parser and the real engine."""

import contextlib
import hashlib
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nkdocs import commands
from nkdocs.answers import ChangeKind, SearchRequest
from nkdocs.archive import Where, find_archive
from nkdocs.errors import ConfigError, CorpusError, IndexDamagedError, IndexLockedError, IndexOutdatedError, UnknownArticleError
from nkdocs.generations import current
from nkdocs.locking import locked
from nkdocs.manifest import FORMAT
from nkdocs.sealing import unseal

STORY = "{title}\n\nMarch {day}, 2021\n\nBy Ada Lowe\n\n{body}\n"
BODY = "The {word} stood in the yard for a whole winter, and nobody who passed by asked what it was for. " * 6


def write(path: Path, title="A Winter Yard", word="barrel", day=3):
    """Write a dump of one article."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(STORY.format(title=title, day=day, body=BODY.format(word=word)))
    return path


@pytest.fixture
def root(tmp_path):
    """An archive of three dumps with one article each."""
    folder = tmp_path / "archive"
    write(folder / "a.txt", "A Winter Yard", "barrel")
    write(folder / "b.txt", "The Ferry at Dawn", "lantern")
    write(folder / "sub/c.txt", "Letters from the Mill", "millstone")
    return folder


def index(root, *paths, **options):
    """`nkdocs index` in the root."""
    return commands.index(Where(root), paths, **options)


def generation_of(root):
    """The generation that answers."""
    return current(find_archive(Where(root)).index_dir)


def counts(report):
    """Articles added, updated, removed, unchanged."""
    return report.added, report.updated, report.removed, report.unchanged


def changed(report):
    """What the report says of files."""
    return {change.path: change.kind for change in report.changes}


def ids(root, query=""):
    """The ids of the articles that a query finds, by path."""
    hits = commands.list_articles(Where(root), SearchRequest(query, limit=None, copies=True)).results.hits
    return {hit.article.source.path: hit.article.id for hit in hits}


def tree(folder):
    """Everything in a folder, with its times."""
    return {path.relative_to(folder): path.stat().st_mtime_ns for path in folder.rglob("*")}


def test_a_first_run_indexes_everything(root):
    """The first run takes the whole folder, counts its articles, and writes nothing among the dumps."""
    before = tree(root)
    seen = []
    report = index(root, progress=lambda done, total, path: seen.append((done, total, path)))
    assert (report.files, report.articles, counts(report), report.rebuilt) == (3, 3, (3, 0, 0, 0), "")
    assert set(changed(report).values()) == {ChangeKind.ADDED}
    assert seen[:3] == [(0, 3, "a.txt"), (1, 3, "b.txt"), (2, 3, "sub/c.txt")]
    assert [*dict.fromkeys(seen[3:])] == [(0, 3, ""), (1, 3, ""), (2, 3, ""), (3, 3, "")]
    assert ids(root) == {"a.txt": "a-winter-yard", "b.txt": "the-ferry-at-dawn", "sub/c.txt": "letters-from-the-mill"}
    assert tree(root) == before


def test_seeds_come_first(root):
    """The first time, without a path, a folder called seeds is what the archive indexes."""
    write(root / "seeds/d.txt", "On Seed Potatoes", "potato")
    assert index(root).files == 1
    assert ids(root) == {"seeds/d.txt": "on-seed-potatoes"}


def test_a_second_run_changes_nothing(root):
    """A run with nothing to do says so, and writes nothing but its own lock."""
    index(root)
    index_dir = find_archive(Where(root)).index_dir
    generation, before = current(index_dir), tree(index_dir)
    report = index(root)
    assert (counts(report), report.changes) == ((0, 0, 0, 3), ())
    assert current(index_dir) == generation
    ours = {path: when for path, when in before.items() if path.name != "lock"}
    assert ours.items() <= tree(index_dir).items()
    assert tree(index_dir).keys() == before.keys()


def test_touching_changes_no_article(root):
    """New times alone change nothing that is reported or found; they are remembered, so that the files are not read again."""
    index(root)
    for file in root.rglob("*.txt"):
        os.utime(file, ns=(0, 10**18))
    report = index(root)
    assert (counts(report), report.changes) == ((0, 0, 0, 3), ())
    assert len(ids(root)) == 3
    assert {held.mtime_ns for held in current(find_archive(Where(root)).index_dir).files().values()} == {10**18}
    read = []
    index(root, progress=lambda _done, _total, path: read.append(path))
    assert read == []


def test_changed_new_and_deleted_files(root):
    """Only the articles of changed, new and deleted files change; each is counted as what it is."""
    index(root)
    write(root / "a.txt", "A Winter Yard", "wheelbarrow")
    write(root / "d.txt", "The Bell Tower", "bell")
    (root / "b.txt").unlink()
    report = index(root)
    assert changed(report) == {"a.txt": ChangeKind.MODIFIED, "b.txt": ChangeKind.REMOVED, "d.txt": ChangeKind.ADDED}
    assert counts(report) == (1, 1, 1, 1)
    assert ids(root).keys() == {"a.txt", "d.txt", "sub/c.txt"}
    assert ids(root, "wheelbarrow") == {"a.txt": "a-winter-yard"}
    assert ids(root, "barrel") == ids(root, "lantern") == {}


def test_an_article_that_moved_in_its_file_is_unchanged(root):
    """A blank line on top moves the article: it counts as unchanged, and its lines are set right."""
    index(root)
    file = root / "a.txt"
    line = commands.show(Where(root), "a-winter-yard").start_line
    file.write_text("\n\n" + file.read_text())
    report = index(root)
    assert changed(report) == {"a.txt": ChangeKind.MODIFIED}
    assert commands.show(Where(root), "a-winter-yard").start_line == line + 2


def test_a_shared_slug_renames_both_and_back(root):
    """A new file that shares a slug gives the article of an unchanged file its longer id, and losing it gives the id back."""
    index(root)
    write(root / "z.txt", "A Winter Yard", "sleigh", day=9)
    report = index(root)
    assert counts(report) == (1, 1, 0, 2)
    now = ids(root)
    assert now["a.txt"] != now["z.txt"]
    assert all(len(now[path]) == len("a-winter-yard-0000") for path in ("a.txt", "z.txt"))
    assert commands.show(Where(root), now["a.txt"]).source.path == "a.txt"
    with pytest.raises(UnknownArticleError) as caught:
        commands.show(Where(root), "a-winter-yard")
    assert set(caught.value.candidates) == {now["a.txt"], now["z.txt"]}
    (root / "z.txt").unlink()
    report = index(root)
    assert counts(report) == (0, 1, 1, 2)
    assert ids(root)["a.txt"] == "a-winter-yard"
    assert commands.search(Where(root), SearchRequest("barrel")).results.total == 1


def test_ids_do_not_depend_on_the_way(root):
    """The same dumps have the same ids, indexed at once or bit by bit."""
    for path in ("x.txt", "y.txt"):
        write(root / path, "A Winter Yard", path)
        index(root)
    step_by_step = ids(root)
    index(root, rebuild=True)
    assert ids(root) == step_by_step


def test_named_paths_are_added_to_what_is_indexed(root):
    """A named path joins what the archive indexes; a run without paths refreshes all of it, and a run with paths only these."""
    index(root, "sub")
    assert ids(root).keys() == {"sub/c.txt"}
    index(root, "b.txt")
    assert ids(root).keys() == {"sub/c.txt", "b.txt"}
    write(root / "sub/c.txt", "Letters from the Mill", "sluice")
    assert counts(index(root, "b.txt")) == (0, 0, 0, 2)
    assert counts(index(root)) == (0, 1, 0, 1)
    assert ids(root).keys() == {"sub/c.txt", "b.txt"}
    index(root, ".")
    assert len(ids(root)) == 3
    assert current(find_archive(Where(root)).index_dir).manifest.roots == (".",)


def test_rebuilding_with_paths_leaves_the_others(root):
    """A rebuild with paths makes the archive index exactly these; without, all that it did."""
    index(root)
    report = index(root, rebuild=True)
    assert (counts(report), report.rebuilt, report.changes) == ((0, 0, 0, 3), "asked for", ())
    report = index(root, "sub", rebuild=True)
    assert counts(report) == (0, 0, 2, 1)
    assert ids(root).keys() == {"sub/c.txt"}


def test_a_named_path_that_went_takes_its_articles_along(root):
    """What was named once and is gone now is reported, and its articles go; the others stay."""
    index(root, "sub", "a.txt")
    shutil.rmtree(root / "sub")
    report = index(root)
    assert counts(report) == (0, 0, 1, 1)
    assert [(problem.source, problem.what) for problem in report.problems] == [("sub", "it is not there")]


def test_a_dry_run_says_what_would_happen(root):
    """A dry run reports the same counts as the run after it, and writes nothing, not even a folder."""
    dry = index(root, dry_run=True)
    assert (counts(dry), dry.dry_run) == ((3, 0, 0, 0), True)
    assert not any(Path(os.environ["XDG_CACHE_HOME"]).rglob("*"))
    index(root)
    write(root / "a.txt", "Another Yard", "pump")
    dry, report = index(root, dry_run=True), index(root)
    assert counts(dry) == counts(report) == (1, 0, 1, 2)
    assert dry.changes == report.changes


@pytest.mark.parametrize(
    ("raw", "what"),
    [
        (b"", "empty"),
        (b"\x00\x01binary\x00", "binary"),
        (b"%PDF-1.4 ...", "a PDF"),
        (b"\xef\xbb\xbf", "empty"),
    ],
)
def test_a_bad_file_stops_no_other(root, raw, what):
    """A file that is no text is a problem with its name and a hint; the others are indexed, and it is tried again."""
    (root / "bad.txt").write_bytes(raw)
    for _ in range(2):
        report = index(root)
        [problem] = report.problems
        assert (problem.source, report.articles) == ("bad.txt", 3)
        assert what in problem.what
        assert problem.hint
    write(root / "bad.txt", "Mended at Last", "needle")
    assert counts(index(root)) == (1, 0, 0, 3)


def test_a_file_that_turns_bad_keeps_its_articles(root):
    """What was indexed of a file is kept while the file cannot be read, also through a rebuild, and goes with the file."""
    index(root)
    (root / "a.txt").write_bytes(b"\0")
    for options in ({}, {"rebuild": True}):
        report = index(root, **options)
        assert counts(report) == (0, 0, 0, 3)
        assert [problem.source for problem in report.problems] == ["a.txt"]
        assert ids(root, "barrel") == {"a.txt": "a-winter-yard"}
    (root / "a.txt").unlink()
    assert counts(index(root)) == (0, 0, 1, 2)


def test_a_hundred_megabytes_are_a_problem_with_the_limits_name(root):
    """A file above the limit is reported with the setting's name; with a higher one it would be read."""
    (root / "nkdocs.toml").write_text("max_file_size = '100 kB'\n")
    (root / "big.txt").write_text("A line of a large file.\n" * 100_000)
    report = index(root)
    assert "max_file_size" in report.problems[0].what
    assert report.articles == 3


@pytest.mark.parametrize(
    "make", [lambda _: None, lambda root: (root / "a.jpg").write_bytes(b"x"), lambda root: (root / "e.txt").touch()]
)
def test_an_archive_without_dumps_is_no_archive(tmp_path, make):
    """A folder without a readable dump is an error with the next command, and leaves no index for later commands to find."""
    make(tmp_path)
    with pytest.raises(CorpusError) as caught:
        index(tmp_path)
    assert caught.value.hint
    with pytest.raises(CorpusError):
        index(tmp_path, dry_run=True)
    left = list(Path(os.environ["XDG_CACHE_HOME"]).rglob("*"))
    assert "archive.txt" not in [path.name for path in left]
    assert not left or list(tmp_path.glob("*.txt"))  # without a file to read, not even a folder is made


def test_an_archive_that_lost_everything_keeps_its_index(root):
    """When all dumps are gone, as with a disk that is not there, the index is left as it was and the run says so."""
    index(root)
    shutil.move(root, root.with_name("elsewhere"))
    root.mkdir()
    with pytest.raises(CorpusError, match="gone"):
        index(root)
    assert len(ids(root)) == 3


def test_an_index_of_others_is_rebuilt(root, monkeypatch):
    """An index with another analyzer is not searched: the error says what to type, and that rebuilds it and says why."""
    index(root)
    monkeypatch.setattr("nkdocs.analysis.VERSION", 999)
    with pytest.raises(IndexOutdatedError) as caught:
        ids(root)
    assert "nkdocs index" in caught.value.hint
    assert "what a word is" in commands.status(Where(root)).notices[0]
    report = index(root)
    assert "what a word is" in report.rebuilt
    assert counts(report) == (0, 0, 0, 3)
    assert len(ids(root)) == 3
    assert index(root).rebuilt == ""


def test_other_reading_rules_read_everything_again(root, monkeypatch):
    """When the code that reads dumps has changed, articles read by the old one do not stay."""
    index(root)
    monkeypatch.setattr("nkdocs.planning.parser_digest", lambda: "other")
    assert "rules" in index(root).rebuilt


@pytest.mark.parametrize("name", ["CURRENT", "manifest.json", "notes.db", "engine"])
@pytest.mark.parametrize("rebuild", [False, True])
def test_a_damaged_index_is_said_and_made_anew(root, name, rebuild):
    """Reading commands name the damage and the command; that command makes the index anew, and says why."""
    index(root)
    index_dir = find_archive(Where(root)).index_dir
    folder = current(index_dir).folder
    victims = list((folder / "engine").iterdir()) if name == "engine" else [(index_dir if name == "CURRENT" else folder) / name]
    for victim in victims:
        victim.write_bytes(victim.read_bytes()[:-7])
    with pytest.raises(IndexDamagedError) as caught:
        commands.status(Where(root)) if name == "notes.db" else ids(root)
    assert "nkdocs index --rebuild" in caught.value.hint
    report = index(root, rebuild=rebuild)
    assert report.articles == 3
    assert report.rebuilt
    assert len(ids(root)) == 3
    assert index(root).rebuilt == ""


def test_damage_in_any_file_of_the_engine_is_found_and_mended(root):
    """One wrong bit in a file of the engine, that a search might not notice, makes the next run start anew and lose nothing."""
    index(root)
    names = [path.name.rpartition(".")[2] for path in (generation_of(root).folder / "engine").iterdir() if "." in path.name]
    assert {"toc", "seg", "json"} == set(names)
    for name in names:
        [victim] = (generation_of(root).folder / "engine").glob(f"*.{name}")
        raw = bytearray(victim.read_bytes())
        raw[len(raw) // 2] ^= 1
        victim.write_bytes(raw)
        report = index(root)
        assert (counts(report), report.changes) == ((0, 0, 0, 3), ())
        assert name in report.rebuilt
        generation_of(root).check()
        assert len(ids(root)) == 3


def of_another_format(index_dir):
    """Make the index one of another format, whole."""
    folder = current(index_dir).folder
    manifest = json.loads((folder / "manifest.json").read_bytes())
    raw = json.dumps({**manifest, "format": FORMAT + 1, "version": "9.9", "checksums": "elsewhere"}).encode()
    (folder / "manifest.json").write_bytes(raw)
    (index_dir / "CURRENT").write_text(f"{folder.name} {hashlib.sha256(raw).hexdigest()}\n")


def without_pointer(index_dir):
    """Make the index one that does not know which generation answers."""
    (index_dir / "CURRENT").unlink()


@pytest.mark.parametrize("harm", [of_another_format, without_pointer])
@pytest.mark.parametrize("rebuild", [False, True])
def test_an_index_made_anew_is_of_the_same_folders(root, harm, rebuild):
    """What an archive indexes is kept through another format and through damage: no run takes in a folder nobody named."""
    write(root / "private/diary.txt", "Dear Diary", "secret")
    index(root, "sub", "b.txt")
    harm(find_archive(Where(root)).index_dir)
    for options in ({"dry_run": True}, {}):
        report = index(root, rebuild=rebuild, **options)
        assert report.articles == 2
        assert report.rebuilt
    assert ids(root).keys() == {"sub/c.txt", "b.txt"}
    assert generation_of(root).manifest.roots == ("b.txt", "sub")


def test_what_an_archive_indexes_is_never_guessed(root):
    """Where nothing tells any more what was indexed, a run says so and does nothing, until it is told."""
    write(root / "private/diary.txt", "Dear Diary", "secret")
    index(root, "sub")
    index_dir = find_archive(Where(root)).index_dir
    (index_dir / "CURRENT").unlink()
    (index_dir / "roots.json").write_text("[")
    for paths, options in (((), {}), ((), {"rebuild": True}), (("b.txt",), {})):
        with pytest.raises(IndexDamagedError) as caught:
            index(root, *paths, **options)
        assert "nkdocs index --rebuild PATH" in caught.value.hint
    index(root, "sub", rebuild=True)
    assert ids(root).keys() == {"sub/c.txt"}
    assert json.loads(unseal((index_dir / "roots.json").read_bytes())) == ["sub"]


def test_a_folder_of_the_engine_that_others_can_write_to_is_not_continued(root):
    """A run does not open, and so run, what somebody else may have put into the generation that answers."""
    index(root)
    write(root / "a.txt", "Another Yard", "pump")
    for folder in (generation_of(root).folder, generation_of(root).engine_dir):
        folder.chmod(0o777)
        with pytest.raises(ConfigError, match="others can write"):
            index(root)
        folder.chmod(0o700)
    assert index(root).added == 1


def test_what_was_read_too_soon_is_read_once_more(root, monkeypatch):
    """A file that was indexed the moment it was written is read once more by a later run, and by none after that."""
    index(root)

    def read():
        paths = []
        assert index(root, progress=lambda _done, _total, path: paths.append(path)).changes == ()
        return [path for path in paths if path]

    later = time.time_ns() + 10**10
    monkeypatch.setattr(time, "time_ns", lambda: later)
    assert read() == ["a.txt", "b.txt", "sub/c.txt"]
    assert read() == []


def test_another_release_with_the_same_rules_signs_the_index(root, monkeypatch):
    """A run of another release of nkdocs writes that down, reads no dump for it, and is done after one run."""
    index(root)
    for file in root.rglob("*.txt"):
        os.utime(file, ns=(0, 10**18))
    index(root)
    for module in ("indexing", "planning"):
        monkeypatch.setattr(f"nkdocs.{module}.__version__", "99.0")
    read = []
    report = index(root, progress=lambda _done, _total, path: read.append(path))
    assert (read, report.rebuilt, counts(report)) == ([""], "", (0, 0, 0, 3))
    assert generation_of(root).manifest.version == "99.0"
    read.clear()
    index(root, progress=lambda _done, _total, path: read.append(path))
    assert read == []


def test_trouble_of_who_watches_is_not_trouble_of_the_disk(root):
    """A progress bar on a closed screen is not taken for an index that cannot be written."""

    def progress(*_):
        raise BrokenPipeError

    with pytest.raises(BrokenPipeError):
        index(root, progress=progress)


def test_a_locked_index_is_said(root):
    """While another writes, `index` gives up with the holder's name, and searching goes on."""
    index(root)
    with locked(find_archive(Where(root)).index_dir):
        write(root / "a.txt", "Another Yard", "pump")
        with pytest.raises(IndexLockedError, match=f"process {os.getpid()}"):
            index(root)
        assert len(ids(root)) == 3
    assert index(root).added == 1


def test_an_interrupted_run_leaves_the_old_index(root):
    """Ctrl-C at any file, and while the index is written, leaves what was there; the next run completes."""
    index(root)
    for number in range(20):
        write(root / f"new/{number}.txt", f"Story Number {number} of Many", f"word{number}")
    for stop_at in ("new/0.txt", "new/9.txt", ""):

        def progress(_done, _total, path, stop_at=stop_at):
            if path == stop_at:
                raise KeyboardInterrupt

        with pytest.raises(KeyboardInterrupt):
            index(root, progress=progress)
        assert len(ids(root)) == 3
    index_dir = find_archive(Where(root)).index_dir
    assert len([path for path in index_dir.iterdir() if path.is_dir()]) == 1
    assert index(root).added == 20


RUN = """
import sys
from pathlib import Path
from nkdocs import archive, commands
for _ in range(int(sys.argv[2])):
    commands.index(archive.Where(Path(sys.argv[1])), rebuild=len(sys.argv) > 3)
"""


def test_killed_runs_lose_nothing(root):
    """A run killed at any moment leaves the old articles or the new ones, all of them, and the next run completes."""
    index(root)
    old = set(ids(root))
    started = time.monotonic()
    for number in range(40):
        write(root / f"new/{number}.txt", f"Story Number {number} of Many", f"word{number}")
    new = old | {f"new/{number}.txt" for number in range(40)}
    for step in range(8):
        with subprocess.Popen([sys.executable, "-c", RUN, str(root), "1"], stderr=subprocess.DEVNULL) as process:
            time.sleep(0.1 + 0.07 * step)
            process.send_signal(signal.SIGKILL)
        found = set(ids(root))
        assert found in (old, new)
        if found == new:  # it was faster than we: go back, to kill another one
            write(root / "new/0.txt", f"Told Again {step}", f"again{step}")
            old = new
    index(root)
    assert set(ids(root)) == new
    index_dir = find_archive(Where(root)).index_dir
    assert len([path for path in index_dir.iterdir() if path.is_dir()]) == 1
    assert time.monotonic() - started < 60


def test_searching_while_indexing_gives_whole_answers(root):
    """Answers during runs in another process are those of a whole index, never of a part."""
    index(root)
    with subprocess.Popen([sys.executable, "-c", RUN, str(root), "8", "rebuild"]) as process:
        answers = 0
        while process.poll() is None:
            assert len(ids(root)) == 3
            answers += 1
    assert process.returncode == 0
    assert answers > 3


def test_a_cache_that_cannot_be_written_is_said(root, monkeypatch):
    """Where the index cannot be written, the error says where and names a way on; nothing is left behind."""
    monkeypatch.setenv("NKDOCS_INDEX", "/proc/nkdocs")
    with pytest.raises(ConfigError, match="/proc/nkdocs") as caught:
        index(root)
    assert "--index" in caught.value.hint


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is full")
def test_a_full_disk_keeps_the_old_index(root, monkeypatch):
    """A disk that fills up while the index is written leaves the old one, and the error says so."""
    index(root)
    index_dir = find_archive(Where(root)).index_dir
    (index_dir / "CURRENT.new").symlink_to("/dev/full")
    write(root / "a.txt", "Another Yard", "pump")
    monkeypatch.setattr("nkdocs.succession.clean", lambda *_: None)  # it would sweep our trap away
    with pytest.raises(ConfigError, match="cannot be written"):
        index(root)
    monkeypatch.undo()


@pytest.mark.skipif(sys.platform != "linux", reason="other systems have rules about names")
def test_any_file_name_is_indexed(root):
    """Names with newlines, quotes and bytes that are no UTF-8 are indexed, found and shown."""
    for name in (b"caf\xe9.txt", b"two\nlines.txt", b"-rf.txt", "한국.txt".encode()):
        write(root / os.fsdecode(name), f"Story of {name!r}", "anchor")
    report = index(root)
    assert (report.articles, report.problems) == (7, ())
    assert len(ids(root, "anchor")) == 4
    name = os.fsdecode(b"caf\xe9.txt")
    assert commands.show(Where(root), f"{name}:1").source.path == name
    assert index(root).unchanged == 7


TITLES = ("A Winter Yard", "The Ferry at Dawn", "Letters from the Mill")
STATES = st.lists(
    st.dictionaries(
        st.sampled_from(["a.txt", "b.txt", "c/a.txt"]),
        st.tuples(st.sampled_from(TITLES), st.sampled_from(["barrel", "sluice"])),
    ),
    min_size=2,
    max_size=4,
)


@settings(max_examples=6)
@given(STATES)
def test_bit_by_bit_equals_at_once(states):
    """After any history of changes, the index is what a rebuild would make of the same dumps."""
    with tempfile.TemporaryDirectory() as name, contextlib.ExitStack() as stack:
        root = Path(name) / "archive"
        where = Where(archive=root, index=Path(name) / "index")
        stack.callback(shutil.rmtree, root, ignore_errors=True)
        for state in states:
            shutil.rmtree(root, ignore_errors=True)
            write(root / "always.txt", "Always Here", "anchor")
            for path, (title, word) in state.items():
                write(root / path, title, word)
            commands.index(where, ["."])

        def everything():
            return [
                (hit.article.id, hit.article)
                for query in ("", "barrel", "sluice", "title:yard")
                for hit in commands.list_articles(where, SearchRequest(query, limit=None)).results.hits
            ]

        bit_by_bit = everything()
        report = commands.index(where, ["."], rebuild=True)
        assert counts(report) == (0, 0, 0, len(states[-1]) + 1)
        assert everything() == bit_by_bit


def test_a_folder_that_cannot_be_looked_at_keeps_its_articles(root):
    """Where it cannot be seen whether dumps are still there, their articles stay, and the folder is reported."""
    index(root, "sub", "a.txt")
    shutil.rmtree(root / "sub")
    (root / "sub").symlink_to("sub")  # a link to itself: there, and not to be looked into
    report = index(root)
    assert counts(report) == (0, 0, 0, 2)
    assert [problem.source for problem in report.problems] == ["sub"]
    assert [problem.source for problem in commands.status(Where(root)).problems] == ["sub"]
    assert commands.status(Where(root)).changes == ()


def test_a_file_that_vanishes_meanwhile_is_a_problem(root):
    """A file that goes between the walk and its reading is a problem; the others are indexed, and the next run is at peace."""
    report = index(root, progress=lambda *_: (root / "b.txt").unlink(missing_ok=True))
    assert [(problem.source, report.articles) for problem in report.problems] == [("b.txt", 2)]
    report = index(root)
    assert (report.problems, report.changes) == ((), ())


def test_what_was_named_is_remembered_as_it_was_named(root, tmp_path):
    """A file with any suffix, and a folder reached through a link, stay indexed by later runs without paths."""
    write(root / "page.html", "A Page of Old", "thimble")
    write(tmp_path / "disk/far.txt", "From Far Away", "compass")
    (root / "far").symlink_to(tmp_path / "disk")
    index(root, "page.html", "far")
    write(tmp_path / "disk/farther.txt", "From Farther Away", "sextant")
    report = index(root)
    assert (counts(report), report.problems) == ((1, 0, 0, 2), ())
    assert ids(root).keys() == {"page.html", "far/far.txt", "far/farther.txt"}
    assert commands.show(Where(root), "far/far.txt:1").title.value == "From Far Away"


def test_two_at_once(root):
    """Of many runs at once those that cannot write say so, those that can leave a whole index, and none loses anything."""
    (root / "b.txt").write_text(STORY.format(title="Many Words", day=4, body=BODY.format(word="anvil") * 40))
    runs = [
        subprocess.Popen([sys.executable, "-c", RUN, str(root), "1", "rebuild"], stderr=subprocess.PIPE, text=True)
        for _ in range(6)
    ]
    ended = []
    for run in runs:
        with run:
            ended.append((run.wait(), run.stderr.read()))
    assert any(status == 0 for status, _ in ended)
    assert all(status == 0 or "IndexLockedError" in said for status, said in ended)
    assert len(ids(root)) == 3
    assert index(root).unchanged == 3


def test_many_processes_read_as_one_does(root, monkeypatch):
    """Dumps read in several processes make the same index, and trouble with one of them is told the same."""
    (root / "bad.txt").write_bytes(b"\0\1\2" * 99)
    one = index(root)
    held = generation_of(root).files()
    monkeypatch.setattr("nkdocs.reading._WORTH_SPREADING", 0)
    several = index(root, rebuild=True, jobs=2)
    assert [problem.what for problem in several.problems] == [problem.what for problem in one.problems] != []
    again = generation_of(root).files()
    assert {path: file.articles for path, file in again.items()} == {path: file.articles for path, file in held.items()}
