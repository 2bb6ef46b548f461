"""Terminal sessions kept as text: a command, what it prints on stdout and stderr, and its status; replayed over the seeds.

After a change on purpose, `pytest tests/test_sessions.py --update-golden` rewrites them, and the diff is read.
"""

import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from nkdocs.forms import GRAMMAR

ROOT = Path(__file__).parent.parent
SESSIONS = sorted((Path(__file__).parent / "golden" / "sessions").glob("*.txt"))


@pytest.fixture(scope="module")
def archive(tmp_path_factory):
    """A copy of the seeds, indexed, and an environment in which only nkdocs' own choices show."""
    home = tmp_path_factory.mktemp("session")
    shutil.copytree(ROOT / "seeds", home / "archive" / "seeds")
    (home / "bin").mkdir()
    command = home / "bin" / "nkdocs"
    command.write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} -m nkdocs "$@"\n')
    command.chmod(0o755)
    environment = {
        "HOME": str(home),
        "XDG_CACHE_HOME": str(home / "cache"),
        "XDG_CONFIG_HOME": str(home / "config"),
        "PATH": f"{home / 'bin'}:{os.environ['PATH']}",
        "PYTHONPATH": str(ROOT),
        "LANG": "C.UTF-8",
        "COLUMNS": "88",
    }
    _run("nkdocs index", home, environment)
    return home, environment


def _run(command, home, environment):
    return subprocess.run(["sh", "-c", command], cwd=home / "archive", env=environment, capture_output=True, check=False)


def _tidy(printed, home):
    """What differs from run to run, said in words."""
    text = printed.decode("utf-8").replace("\0", "<NUL>\n").replace("\r\n", "\n")
    text = re.sub(re.escape(str(home / "cache")) + r"[\w/]*", "<INDEX>", text).replace(str(home / "archive"), "<ARCHIVE>")
    text = text.replace(str(home), "<HOME>")
    text = re.sub(r"file://[\w.-]+<ARCHIVE>", "file://<HOST><ARCHIVE>", text)
    text = re.sub(r"\b\d+\.\d\d s\b", "N s", text)
    text = re.sub(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+00:00", "<TIME>", text)
    text = re.sub(r"( on |when = )\d{4}-\d\d-\d\d\b", r"\1<DAY>", text)
    text = re.sub(r'("bytes": |bytes[\t,])\d+', r"\1N", text)
    return re.sub(r'("score": |,\d+,)\d+\.\d+(?=,)', r"\1N", text)


@pytest.mark.parametrize("path", SESSIONS, ids=lambda path: path.stem)
def test_the_session_is_as_it_was(path, archive, update_golden):
    """Typing the commands of the session prints what stands there, and ends with the status that stands there."""
    home, environment = archive
    steps = []
    for command in re.findall(r"^\$ (.*)$", path.read_text(encoding="utf-8"), flags=re.MULTILINE):
        ran = _run(command, home, environment)
        printed = f"--- stdout\n{_tidy(ran.stdout, home)}--- stderr\n{_tidy(ran.stderr, home)}--- status {ran.returncode}\n"
        steps.append(f"$ {command}\n{printed}")
        assert b"Traceback" not in ran.stderr, ran.stderr.decode()
    replayed = "\n".join(steps)
    if update_golden:
        path.write_text(replayed, encoding="utf-8")
    assert path.read_text(encoding="utf-8") == replayed


def test_there_are_sessions_of_every_command():
    """No command is without a session, and the mistakes have theirs."""
    typed = "\n".join(path.read_text(encoding="utf-8") for path in SESSIONS)
    assert len(SESSIONS) >= 20
    assert all(f"$ nkdocs {verb}" in typed for verb in ("index", "search", "show", "list", "parse", "status", "help"))
    assert all(f"--- status {status}\n" in typed for status in (0, 1, 2))


#: Where the form of a row of the grammar page is typed in a query, if its name does not say it.
TYPED = {
    "word word": r"'?[a-z]+ [a-z]+'? -l",
    '"a phrase"': r"'\"\w+ \w+[^*]*\"' -",
    '"near these"~5': r"'\"\w+ \w+\"~\d",
    "-word  NOT word": r"NOT \w+.*\n(?s:.*)-\w+",
    "a OR b": r"\w OR \w",
    "a AND b": r"\w AND \w",
    "( )": r"\(\w+ OR",
    "=word": r"'=[a-z]+'",
    "US  U.S.": r"(?:U\.S\.|US) -l",
    "begin*": r"\w\*' -l",
    "wom?n  *port": r"'wom\?n'(?s:.*)'\*\w+'",
    "word~  word~2": r"'\w+~'(?s:.*)'\w+~2'",
    "~word  ~word~2": r"'~\w+'(?s:.*)'~\w+~2'",
    "title:  author:  body:": r"title:\w+(?s:.*)author:\w+(?s:.*)body:\w+",
    "source:text": r"source:\w",
    "id:beginning": r"id:\w",
    "date:2023": r"date:2023 (?s:.*)date:2023-03 (?s:.*)date:2023-03-17 ",
    "date:2019..2023": r"date:\d+\.\.\d(?s:.*)date:\.\.\d(?s:.*)date:\d+\.\. (?s:.*)date:>=\d",
    "date:2024-Q1": r"date:\d+-Q\d",
    'date:"March 2023"': r"date:\"March 2023\"",
    "date:last_month": r"date:last_month",
    "date:-90d": r"date:-90d ",
    "missing:date": r"missing:date",
    "has:note": r"has:note",
    "@name": r"@\w",
}


@pytest.mark.parametrize("row", GRAMMAR, ids=lambda row: row.form)
def test_every_form_of_a_query_has_a_session(row):
    """Each row of the grammar page is typed in a session that was looked at, and finds something there or is shown not to."""
    typed = "\n".join(path.read_text(encoding="utf-8") for path in SESSIONS if path.stem.startswith("query-"))
    commands = "\n".join(re.findall(r"^\$ nkdocs (?:search|list) (.*)$", typed, flags=re.MULTILINE))
    assert re.search(TYPED[row.form], commands), row.form
