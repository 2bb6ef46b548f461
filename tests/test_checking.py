"""`nkdocs status --check` reads everything again, and says what is not as it should be."""

import json
import os
import shutil
from dataclasses import replace

import pytest

from nkdocs import commands
from nkdocs.archive import Where
from nkdocs.cli import main
from nkdocs.generations import current
from nkdocs.manifest import write_manifest
from nkdocs.notes import write_notes

STORY = "{title}\n\nMarch 3, 2021\n\nBy Ada Lowe\n\n" + "The {word} stood in the yard for a whole winter. " * 12 + "\n"


@pytest.fixture
def where(tmp_path):
    """An archive of two dumps, indexed in a place of its own."""
    root = tmp_path / "archive"
    for name, title, word in (("a.txt", "A Winter Yard", "barrel"), ("b.txt", "The Ferry at Dawn", "lantern")):
        root.mkdir(exist_ok=True)
        (root / name).write_text(STORY.format(title=title, word=word))
        os.utime(root / name, ns=(10**18, 10**18))
    where = Where(root, root, tmp_path / "index")
    commands.index(where, ["."])
    return where


def kinds(where):
    """The kinds of what is found, and where."""
    return [(found.kind, [place.rpartition("/")[2] for place in found.places]) for found in commands.check(where).findings]


def generation(where):
    """The generation that answers."""
    return current(where.index)


def test_all_is_well(where, capsys):
    """A whole index over dumps that are as they were has no finding, and the status is 0."""
    assert kinds(where) == []
    assert main(["--archive", str(where.archive), "--index", str(where.index), "status", "--check", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["findings"] == []


def test_every_damaged_file_is_named(where, capsys):
    """Each file that is not as it was written is a finding of its own, and so is one that does not belong; the status is 1."""
    folder = generation(where).folder
    for name in ("notes.db", "copies.json", "engine/000001.seg"):
        raw = (folder / name).read_bytes()
        (folder / name).write_bytes(raw[:-1] + bytes([raw[-1] ^ 1]))
    (folder / "engine/stray.seg").write_bytes(b"x")
    (where.index / "roots.json").write_bytes(b"[]")
    (where.index / "archive.txt").write_bytes(b"/")
    named = [places for _, places in kinds(where)]
    assert named == [["copies.json"], ["000001.seg"], ["notes.db"], ["stray.seg"], ["roots.json"], ["archive.txt"]]
    assert main(["--archive", str(where.archive), "--index", str(where.index), "status", "--check"]) == 1
    assert "index --rebuild" in capsys.readouterr().out
    commands.index(where, ["."], rebuild=True)
    assert kinds(where) == []


def test_an_index_without_a_manifest_is_a_finding(where):
    """Where nothing can be read any more, that is the finding."""
    (generation(where).folder / "manifest.json").unlink()
    assert kinds(where) == [("damaged", [])]


def test_dumps_are_read_whatever_their_size_and_time_say(where):
    """Other bytes behind the same size and time are found, and `index --verify` takes them in; a plain run does not."""
    path = where.archive / "a.txt"
    path.write_text(path.read_text().replace("barrel", "barred"))
    os.utime(path, ns=(10**18, 10**18))
    [found] = commands.check(where).findings
    assert (found.kind, found.places) == ("dump", ("a.txt",))
    assert "index --verify" in found.mend
    assert commands.index(where).changes == ()
    report = commands.index(where, verify=True)
    assert [change.path for change in report.changes] == ["a.txt"]
    assert (report.updated, report.unchanged) == (1, 1)
    assert kinds(where) == []
    assert commands.index(where, verify=True).changes == ()


def test_dumps_that_changed_or_went_are_findings(where):
    """A dump with other bytes, and one that is gone, are named."""
    (where.archive / "a.txt").write_text("Short\n")
    (where.archive / "b.txt").unlink()
    assert kinds(where) == [("dump", ["a.txt"]), ("dump", ["b.txt"])]


def forge(where, change):
    """Write the index's notes anew, with the right checksums, as no run of ours would."""
    import hashlib

    old = generation(where)
    files, manifest = change(old.files(), old.manifest)
    (old.folder / "notes.db").unlink()
    write_notes(old.folder / "notes.db", files)
    raw = (old.folder / "notes.db").read_bytes()
    sums = {**manifest.checksums, "notes.db": (len(raw), hashlib.sha256(raw).hexdigest())}
    raw = write_manifest(replace(manifest, checksums=sums))
    (old.folder / "manifest.json").write_bytes(raw)
    (where.index / "CURRENT").write_text(f"{old.folder.name} {hashlib.sha256(raw).hexdigest()}\n")


def test_what_does_not_agree_is_found(where):
    """Counts, ids and places that the parts of an index tell differently are found, though every checksum is right."""
    kept = where.index.with_name("kept")
    shutil.copytree(where.index, kept)

    def lose(files, manifest):
        return {"a.txt": files["a.txt"]}, manifest

    def move(files, manifest):
        held = files["a.txt"].articles[0]
        moved = files["a.txt"]._replace(articles=(held._replace(first_line=held.first_line + 1),))
        return {**files, "a.txt": moved}, manifest

    def correct(files, manifest):
        return files, replace(manifest, corrections="0123456789abcdef0123")

    for change, found in ((lose, ["count", "id"]), (move, ["article"]), (correct, ["count"])):
        forge(where, change)
        assert [kind for kind, _ in kinds(where)] == found
        shutil.rmtree(where.index)
        shutil.copytree(kept, where.index)
