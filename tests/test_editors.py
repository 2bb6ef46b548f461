"""An editor is started at the line, and with words that no file name can turn into anything else."""

import shlex
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nkdocs.editors import EDITORS, editor_command, read_command, words_for
from nkdocs.errors import NkdocsError

FILE = Path("/a/001.txt")


def test_the_path_of_a_program_may_have_spaces(tmp_path):
    """A variable that holds nothing but the path of a program names it, with or without quotes; other text is words."""
    program = tmp_path / "My Editor"
    program.write_text("#!/bin/sh\n")
    program.chmod(0o755)
    assert editor_command("", {"VISUAL": str(program)}) == (str(program),)
    assert editor_command("", {"VISUAL": f"'{program}' -w"}) == (str(program), "-w")
    program.chmod(0o644)
    assert len(editor_command("", {"VISUAL": str(program)})) > 1


@pytest.mark.parametrize("row", EDITORS, ids=lambda row: row.programs.split()[0])
def test_the_example_of_each_editor_is_what_is_started(row):
    """The table's own example: the command as a person sets it, and the words that are started."""
    command, started = row.example
    words, knows_line = words_for(read_command(command), FILE, 39)
    assert shlex.join(words) == started
    assert knows_line


@pytest.mark.parametrize(
    ("editor", "started"),
    [
        ("code -g", ["code", "-g", "/a/001.txt:39"]),
        ("code --goto -n", ["code", "--goto", "-n", "/a/001.txt:39"]),
        *((name, [name, "+39", "/a/001.txt"]) for name in ("vi", "vim", "nvim", "nano", "emacs", "micro", "kak", "hx")),
        *((name, [name, "--goto", "/a/001.txt:39"]) for name in ("code", "codium")),
        *((name, [name, "/a/001.txt:39"]) for name in ("subl", "zed")),
        ("/usr/bin/vim.basic -R", ["/usr/bin/vim.basic", "-R", "+39", "/a/001.txt"]),
        ('"/opt/my editor/code" --wait', ["/opt/my editor/code", "--wait", "--goto", "/a/001.txt:39"]),
        ("'C:\\Program Files\\Code.exe'", ["C:\\Program Files\\Code.exe", "--goto", "/a/001.txt:39"]),
        ("tool --at {line} {file}", ["tool", "--at", "39", "/a/001.txt"]),
        ("code {file}", ["code", "/a/001.txt"]),
        ("someeditor -x", ["someeditor", "-x", "/a/001.txt"]),
    ],
)
def test_the_line_is_told_as_the_editor_wants_it(editor, started):
    """By the table, or as the person wrote it; an unknown program gets the file alone, and that it lacks the line is known."""
    words, knows_line = words_for(read_command(editor), FILE, 39)
    assert list(words) == started
    assert knows_line is any("39" in word for word in started)


def test_a_setting_comes_before_visual_and_visual_before_editor():
    """Whoever sets nothing is told what to type."""
    both = {"VISUAL": "code -w", "EDITOR": "nano"}
    assert editor_command("subl", both) == ("subl",)
    assert editor_command("", both) == ("code", "-w")
    assert editor_command("", {"VISUAL": "  ", "EDITOR": "nano"}) == ("nano",)
    with pytest.raises(NkdocsError, match="no editor is set") as refused:
        editor_command("", {})
    assert "EDITOR=" in refused.value.hint


@pytest.mark.parametrize("text", ["vim 'x", "''", "{file}", "{line} x", "x {path}", "x {}"])
def test_a_command_that_cannot_be_is_refused(text):
    """A quote without a partner, no program, a file for a program, a key that there is not."""
    with pytest.raises(ValueError, match=r"quote|program|knows"):
        read_command(text)
    with pytest.raises(NkdocsError, match="EDITOR"):
        editor_command("", {"EDITOR": text})


@given(
    st.sampled_from(["vim", "code -w", "zed", "x {file}:{line}", "x"]),
    st.lists(st.text(st.characters(exclude_characters="/\0", codec="utf-8"), min_size=1), min_size=1),
    st.integers(1, 10**6),
)
def test_a_file_name_stays_inside_one_word(editor, names, line):
    """Whatever a file is called, its path is one word, unchanged, that is no option; no other word depends on it."""
    command = read_command(editor)
    hostile, _ = words_for(command, Path("/", *names), line)
    plain, _ = words_for(command, Path("/plain"), line)
    assert len(hostile) == len(plain)
    for word, known in zip(hostile, plain, strict=True):
        assert word == known.replace("/plain", str(Path("/", *names)))
        assert word == known or word.startswith("/")


@pytest.mark.parametrize("name", ["-rf", "$(reboot)", "a b", "`id`", "; true", "{line}", "--goto", "+q"])
def test_a_hostile_name_is_a_path(name):
    """Names that look like an option, a command or a key of ours are the end of an absolute path, and nothing else."""
    words, _ = words_for(("vim",), Path("/a") / name, 3)
    assert words == ("vim", "+3", f"/a/{name}")
