"""The commands of shells and scripts, as they are typed: many queries, pipes, editors."""

import csv
import io
import json
import os
import shlex
import subprocess
import sys

import pexpect
import pytest

from nkdocs.cli import main

DUMP = """{title}

By {author}

March 17, 2023

The barrel stood in the yard for a whole winter, with a lantern on it, and nobody who passed by asked what it was for.

When the river froze, {count} of them were carried over the ice, and the market on the other side bought every single one.

{more}
"""
#: What makes one dump no copy of the other.
MORE = {
    "ten": "The smith counted them twice, wrote the number on a slate, and hung it above the door for his daughter to see.",
    "six": "Nobody had sent word ahead, so the ferryman slept through it all and later swore that no sledge had come past him.",
}
NKDOCS = f"{shlex.quote(sys.executable)} -m nkdocs"


@pytest.fixture
def archive(tmp_path, monkeypatch, capsys):
    """A folder with two dumps, indexed, that is the current folder."""
    folder = tmp_path / "archive"
    (folder / "dumps").mkdir(parents=True)
    for name, title, author, count in (("one", "A Winter Yard", "Ada Lowe", "ten"), ("two", "The Far Bank", "Bo Field", "six")):
        (folder / f"dumps/{name}.txt").write_text(
            DUMP.format(title=title, author=author, count=count, more=MORE[count]), encoding="utf-8"
        )
    monkeypatch.chdir(folder)
    for name in ("VISUAL", "EDITOR"):
        monkeypatch.delenv(name, raising=False)
    assert main(["index", "dumps"]) == 0
    capsys.readouterr()
    return folder


def _sh(command, **environment):
    ran = subprocess.run(
        ["sh", "-c", command.replace("nkdocs ", f"{NKDOCS} ")],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, **environment},
    )
    assert "Traceback" not in ran.stderr, ran.stderr
    return ran.returncode, ran.stdout, ran.stderr


def test_a_table_of_many_queries(archive, capsys):
    """One row a query and article, in the order of the file; what found nothing or was not understood is named on stderr."""
    (archive / "q.txt").write_text("# mine\nten\tten\nzebra\n-zebra barrel\nwinter autor:x\n", encoding="utf-8")
    assert main(["search", "--queries", "q.txt", "--csv"]) == 2
    printed = capsys.readouterr()
    rows = list(csv.DictReader(io.StringIO(printed.out, newline="")))
    assert [(row["name"], row["query"], row["total"], row["id"]) for row in rows] == [
        ("ten", "ten", "1", "a-winter-yard"),
        ("", "'-zebra barrel", "2", "a-winter-yard"),
        ("", "'-zebra barrel", "2", "the-far-bank"),
    ]
    assert "q.txt:3: nothing found: zebra" in printed.err
    assert "q.txt:5:8: there is no field 'autor'" in printed.err


@pytest.mark.parametrize(("text", "status"), [("ten\nzebra\n", 0), ("zebra\nyak\n", 1), ("zebra\n(\n", 2), ("ten\n(\n", 2)])
def test_the_status_of_many_queries(archive, text, status, capsys):
    """2 if one is not understood, else 0 if any found something, else 1."""
    (archive / "q.txt").write_text(text, encoding="utf-8")
    for form in ([], ["--csv"], ["--json"], ["--jsonl"], ["-c"]):
        assert main(["search", "--queries", "q.txt", *form]) == status
    capsys.readouterr()


def test_many_queries_in_every_form(archive):
    """Plain rows begin with name and query, JSON has each query in its place, JSON Lines a hit a line, -c a number each."""
    assert archive.exists()
    lines = "printf 'n\\tten\\nzebra\\nsix (\\n' | nkdocs search --queries - "
    status, out, err = _sh(lines)
    assert (status, [row.split("\t")[:3] for row in out.splitlines()]) == (2, [["n", "ten", "a-winter-yard"]])
    assert "-:2: nothing found: zebra" in err
    assert "-:3:5: " in err
    status, out, err = _sh(lines + "--json")
    value = json.loads(out)
    told = [(row["name"], row["query_line"], row["total"], len(row["hits"])) for row in value["queries"]]
    assert told == [("n", 1, 1, 1), (None, 2, 0, 0), (None, 3, 0, 0)]
    assert value["queries"][2]["problem"]["column"] == 5
    assert err.count("\n") == 1
    (row,) = map(json.loads, _sh(lines + "--jsonl")[1].splitlines())
    assert (row["name"], row["query"], row["query_line"], row["id"]) == ("n", "ten", 1, "a-winter-yard")
    assert _sh(lines + "-c")[1] == "n\tten\t1\n\tzebra\t0\n"


@pytest.mark.parametrize("form", ["-l", "-0", "--format={id}", "ten", "--json --csv"])
def test_what_many_queries_cannot_be_combined_with(archive, form, capsys):
    """A form that loses the query, a query beside the file, and two forms are refused before anything is printed."""
    (archive / "q.txt").write_text("ten\n", encoding="utf-8")
    assert main(["search", "--queries", "q.txt", *form.split()]) == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    assert "hint: " in printed.err


def test_many_queries_for_a_person(archive):
    """On a terminal each query that found something is a heading above its hits."""
    (archive / "q.txt").write_text("n\tten\nzebra\n", encoding="utf-8")
    shown = pexpect.run(f"{NKDOCS} search --queries q.txt", env={**os.environ, "TERM": "xterm"}, encoding="utf-8", timeout=60)
    assert "== n: ten" in shown
    assert "1 article" in shown
    assert "q.txt:2: nothing found: zebra" in shown


@pytest.mark.parametrize(
    "pipe",
    [
        "nkdocs search barrel -l | nkdocs show - --json",
        "nkdocs search barrel | nkdocs show - --json",
        "nkdocs search barrel -0 | nkdocs show - -0 --json",
        "nkdocs search barrel -0 | xargs -0 nkdocs show --json",
        "nkdocs list --format '{source}:{line}' | nkdocs show - --json",
        "echo barrel | nkdocs search - -l | nkdocs show - --json",
    ],
)
def test_what_one_command_prints_another_reads(archive, pipe):
    """Ids and places go round through a pipe, and come back as one object with all articles."""
    assert archive.exists()
    status, out, err = _sh(pipe)
    assert (status, err) == (0, "")
    value = json.loads(out)
    assert value["schema"] == 1
    assert sorted(article["id"] for article in value["articles"]) == ["a-winter-yard", "the-far-bank"]


def test_one_article_among_several_that_is_unknown_stops_no_other(archive, capsys):
    """The others are shown, it is named on stderr with a hint, and the status is 2; also in JSON."""
    assert archive.exists()
    for form in ([], ["--json"], ["--raw"], ["--why"]):
        assert main(["show", "a-w", "zzz", "the-f", *form]) == 2
        printed = capsys.readouterr()
        assert "zzz: no article is called 'zzz'" in printed.err
        assert "barrel" in printed.out or "--why" in form
    assert main(["show", "zzz"]) == 2
    assert "hint: " in capsys.readouterr().err


def test_several_articles_are_apart_for_people_and_rows_for_programs(archive, capsys):
    """A rule stands between texts; JSON Lines and CSV have nothing between."""
    assert archive.exists()
    assert main(["show", "a-w", "the-f"]) == 0
    first, second = capsys.readouterr().out.split("\n--------\n")
    assert ("A Winter Yard" in first, "The Far Bank" in second) == (True, True)
    main(["show", "a-w", "the-f", "--jsonl"])
    assert [json.loads(line)["id"] for line in capsys.readouterr().out.splitlines()] == ["a-winter-yard", "the-far-bank"]
    main(["show", "a-w", "the-f", "--csv", "--raw"])
    assert capsys.readouterr().out.count("source,line,text") == 1


def test_several_articles_go_through_one_pager(archive):
    """A person pages once."""
    assert archive.exists()
    shown = pexpect.run(
        f"{NKDOCS} show a-w the-f --raw",
        env={**os.environ, "TERM": "xterm", "NKDOCS_PAGER": "sh -c 'echo paged; cat'"},
        dimensions=(8, 60),
        encoding="utf-8",
        timeout=60,
    )
    assert shown.count("paged") == 1
    assert "The Far Bank" in shown


def test_lines_around_a_place(archive, capsys):
    """Number, kind and text, with the matches of a query marked; on a terminal the line asked for is marked as well."""
    assert archive.exists()
    assert main(["show", "dumps/one.txt:7", "--context", "1", "--highlight", "barr*", "--color", "always"]) == 0
    rows = [line.split("\t") for line in capsys.readouterr().out.splitlines()]
    assert [row[:2] for row in rows] == [["6", "blank"], ["7", "prose"], ["8", "blank"]]
    assert "\x1b[1;31mbarrel\x1b[0m" in rows[1][2]
    assert main(["show", "dumps/one.txt:7", "two.txt:1", "--context", "0", "--json"]) == 0
    assert [excerpt["line"] for excerpt in json.loads(capsys.readouterr().out)["excerpts"]] == [7, 1]
    shown = pexpect.run(
        f"{NKDOCS} show one.txt:7 --context 2", env={**os.environ, "TERM": "dumb"}, encoding="utf-8", timeout=60
    )
    assert "\n>7 prose" in shown
    assert "\x1b" not in shown


@pytest.mark.parametrize(
    "typed",
    [
        ["a-w", "--context", "2"],
        ["one.txt:7", "--context", "2", "--raw"],
        ["one.txt:7", "--context", "-2"],
        ["one.txt:7", "--context", "x"],
    ],
)
def test_context_where_it_makes_no_sense_is_refused(archive, typed, capsys):
    """An article without a line, another form beside it, and what is no number of lines."""
    assert archive.exists()
    assert main(["show", *typed]) == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    assert "hint: " in printed.err


@pytest.fixture
def editor(tmp_path):
    """A program that writes down the words it was started with, one a line, and ends with the status that it is told."""
    program = tmp_path / "vim"
    program.write_text(
        f"#!{sys.executable}\nimport os, sys\n"
        f"with open({str(tmp_path / 'words')!r}, 'a') as file:\n    file.write('\\n'.join(sys.argv[1:]) + '\\n')\n"
        "sys.exit(int(os.environ.get('STATUS', '0')))\n"
    )
    program.chmod(0o755)
    return program


def _started(editor):
    path = editor.with_name("words")
    return path.read_text().splitlines() if path.exists() else []


def test_open_starts_the_editor_at_the_line(archive, editor):
    """The title's line of an article, the line of FILE:LINE; several one after another; its status is ours."""
    one, two = f"{archive}/dumps/one.txt", f"{archive}/dumps/two.txt"
    assert _sh("nkdocs open a-w two.txt:7", EDITOR=str(editor)) == (0, "", "")
    assert _started(editor) == ["+1", one, "+7", two]
    editor.with_name("words").unlink()
    assert _sh("nkdocs search barrel -0 | nkdocs open - -0", VISUAL=f"{editor} -R", STATUS="3") == (3, "", "")
    assert sorted(_started(editor)) == sorted(["-R", "+1", one, "-R", "+1", two])


def test_open_by_a_setting_of_ones_own(archive, editor, tmp_path):
    """The user's own file, and before it the environment, say how; VISUAL and EDITOR are not asked then."""
    own = tmp_path / "config/nkdocs/config.toml"
    own.parent.mkdir(parents=True)
    own.write_text(f'open = "{editor} --at {{line}} {{file}}"')
    home = {"XDG_CONFIG_HOME": str(tmp_path / "config"), "EDITOR": "false"}
    assert _sh("nkdocs open one.txt:7", **home)[0] == 0
    assert _started(editor) == ["--at", "7", f"{archive}/dumps/one.txt"]
    assert _sh("nkdocs open one.txt:7", NKDOCS_OPEN=f"{editor} {{file}}", **home)[0] == 0
    assert _started(editor)[3:] == [f"{archive}/dumps/one.txt"]


@pytest.mark.parametrize("key", ["open", "link"])
def test_an_archive_starts_nothing_and_leads_nowhere(archive, editor, key, capsys):
    """A setting that names a program, or where a click leads, is refused in an archive's file, which may be downloaded."""
    (archive / "nkdocs.toml").write_text(f'{key} = "{editor if key == "open" else "https://example.org/?{path}"}"')
    assert main(["open", "a-w"]) == 2
    told = capsys.readouterr().err
    assert f"nkdocs.toml: {key} is not taken from an archive" in told
    assert "hint: take it out there" in told
    assert _started(editor) == []


@pytest.mark.parametrize(
    ("editor_set", "words"),
    [
        ("", "no editor is set"),
        ("no-such-program -x", "no-such-program cannot be started"),
        ("'", "EDITOR has a quote without a partner"),
    ],
)
def test_an_editor_that_is_not_there(archive, monkeypatch, capsys, editor_set, words):
    """One sentence, what to type, status 2."""
    assert archive.exists()
    monkeypatch.setenv("EDITOR", editor_set)
    assert main(["open", "a-w"]) == 2
    told = capsys.readouterr().err
    assert words in told
    assert "hint: name" in told


@pytest.mark.parametrize(
    "name", ["-rf", "$(touch ran).txt", "`touch ran`.txt", "a b; touch ran.txt", "{line}.txt", "--goto.txt"]
)
def test_a_hostile_name_of_a_file_runs_nothing(archive, editor, name):
    """It is the end of one word, and the archive's folder holds nothing new."""
    (archive / "dumps" / name).write_text(
        DUMP.format(title="$(touch ran) Title", author="Ada Lowe", count="two", more=""), encoding="utf-8"
    )
    assert _sh("nkdocs index dumps", NKDOCS_DUMP_SUFFIXES=".txt,")[0] == 0
    before = sorted(archive.rglob("*"))
    status, _, err = _sh(f"nkdocs open {shlex.quote(f'dumps/{name}:7')}", EDITOR=str(editor))
    assert (status, err) == (0, "")
    assert _started(editor) == ["+7", f"{archive}/dumps/{name}"]
    assert sorted(archive.rglob("*")) == before


def test_an_unknown_editor_gets_the_file_and_the_person_the_line(archive, editor):
    """What cannot be told the line is started all the same, and the line is said."""
    program = editor.rename(editor.with_name("someeditor"))
    status, _, err = _sh("nkdocs open one.txt:7", EDITOR=str(program))
    assert status == 0
    assert "see line 7" in err
    assert _started(program) == [f"{archive}/dumps/one.txt"]


def test_an_editor_behind_a_pipe_reads_the_terminal(archive, tmp_path):
    """Ids come through standard input, keys from the terminal all the same."""
    assert archive.exists()
    program = tmp_path / "vim"
    program.write_text("#!/bin/sh\ntest -t 0 && echo it has a terminal\n")
    program.chmod(0o755)
    shown = pexpect.run(
        f"sh -c 'echo a-w | {NKDOCS} open -'", env={**os.environ, "EDITOR": str(program)}, encoding="utf-8", timeout=60
    )
    assert "it has a terminal" in shown


@pytest.mark.usefixtures("archive")
def test_open_tells_an_unknown_id_before_a_missing_editor():
    """An id that does not exist is what is said, also where no editor is set."""
    status, _, told = _sh("nkdocs open zzz", EDITOR="", VISUAL="")
    assert status == 2
    assert "no article is called 'zzz'" in told
