"""Manual pages: one for each command, whole, and without a fault that a formatter finds."""

import re
import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest
from hatchling.builders.wheel import WheelBuilder

from nkdocs.cli.arguments import COMMANDS
from nkdocs.cli.manual import pages
from nkdocs.forms import GRAMMAR

ROOT = Path(__file__).parent.parent
PAGES = pages()


def test_every_command_has_a_page_and_so_has_the_language():
    """nkdocs(1), one page a command, and nkdocs-query(7)."""
    assert set(PAGES) == {"nkdocs.1", "nkdocs-query.7", *(f"nkdocs-{name}.1" for name in COMMANDS)}


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_ascii_and_has_its_sections(name):
    """No character that a formatter may not know; sections in the order of manuals, each once."""
    text = PAGES[name]
    assert text.isascii()
    assert not re.search(r"[\x00-\x08\x0b-\x1f]", text)
    sections = re.findall(r"^\.SH (.*)$", text, flags=re.MULTILINE)
    order = ["NAME", "SYNOPSIS", "EXAMPLES", "DESCRIPTION", "OPTIONS", "COMMANDS", "FILES", "EXIT STATUS", "SEE ALSO"]
    assert sections == [section for section in order if section in sections]
    assert {"NAME", "SEE ALSO"} <= set(sections)


def test_a_page_says_what_help_says():
    """Examples, every option with its text, and the columns of the output."""
    page = PAGES["nkdocs-search.1"]
    for words in ("nkdocs search \\-\\-queries names.txt", "\\fB\\-\\-sort\\fR ORDER", "\\fB\\-n\\fR, \\fB\\-\\-limit\\fR N"):
        assert words in page
    assert all(f"\\fB\\-\\-{option}\\fR" in page for option in ("csv", "json", "jsonl", "format", "queries", "any", "all"))
    assert all(
        re.sub(r"[^a-z]", "", row.meaning.lower()) in re.sub(r"[^a-z]", "", PAGES["nkdocs-query.7"].lower()) for row in GRAMMAR
    )


@pytest.mark.skipif(shutil.which("groff") is None, reason="groff is not installed")
@pytest.mark.parametrize("name", PAGES)
def test_groff_has_nothing_to_complain_of(name):
    """All warnings on, the page is formatted without one, and examples come out as they are typed."""
    ran = subprocess.run(
        ["groff", "-ww", "-man", "-Tascii", "-P-c"], input=PAGES[name], capture_output=True, text=True, check=True
    )
    assert ran.stderr == ""
    shown = re.sub(".\b", "", ran.stdout)
    if name == "nkdocs-search.1":
        assert """nkdocs search '"sends money back home"' --json""" in shown
        assert r"{id}\t{date}" in shown
    if name == "nkdocs-query.7":
        assert """nkdocs search '"money home"~5\'""" in shown


@pytest.mark.skipif(shutil.which("mandoc") is None, reason="mandoc is not installed")
@pytest.mark.parametrize("name", PAGES)
def test_mandoc_finds_no_fault(name):
    """No warning but that a page has no date: it is the same whenever it is built."""
    ran = subprocess.run(
        ["mandoc", "-T", "lint", "-W", "warning"], input=PAGES[name], capture_output=True, text=True, check=False
    )
    assert [line for line in ran.stdout.splitlines() if "missing date" not in line] == []


def test_the_build_takes_the_pages_along(tmp_path, monkeypatch):
    """The hook of the build names every page to the builder, under share/man, and clears up behind itself."""
    monkeypatch.chdir(ROOT)
    (wheel,) = WheelBuilder(str(ROOT)).build(directory=str(tmp_path), versions=["standard"])
    with zipfile.ZipFile(wheel) as archive:
        found = {path.rpartition("/data/")[2] for path in archive.namelist() if "/share/man/" in path}
    assert found == {f"share/man/man{name[-1]}/{name}" for name in PAGES}


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_help_breaks_no_word_on_a_narrow_screen(name, monkeypatch, capsys):
    """At 50 columns every line of help fits, and was broken at spaces."""
    from nkdocs.cli import main

    monkeypatch.setenv("COLUMNS", "200")
    assert main([name, "--help"]) == 0
    words = set(capsys.readouterr().out.split())
    monkeypatch.setenv("COLUMNS", "50")
    assert main([name, "--help"]) == 0
    narrow = capsys.readouterr().out
    assert set(narrow.split()) == words
    assert all(len(line) <= 50 or len(line.split()) == 1 for line in narrow.splitlines())
