"""Screens kept as text: what a person sees on a terminal of a certain width, after codes and colours are taken out.

After a change on purpose, `pytest tests/test_screens.py --update-golden` rewrites them, and the diff is read.
"""

import os
import re
import shlex
import shutil
import sys
from pathlib import Path

import pexpect
import pytest

from nkdocs.render.terminal import cells

ROOT = Path(__file__).parent.parent
SCREENS = sorted((Path(__file__).parent / "golden" / "screens").glob("*.txt"))
#: Lines that a terminal wraps: what is there to be pasted, and says who speaks.
UNCUT = ("nkdocs ", "hint: nkdocs ", "compare: nkdocs ")
CODES = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]|\x1b\]8;[^\x1b\x07]*(?:\x1b\\|\x07)")
#: Written by us: an article in Korean and Chinese, a copy of it, doubtful names, and a note.
WIDE = """강을 건넌 여성들의 이야기와 그들이 고향으로 보낸 돈에 대하여

12 May 2021

By 김하나

여성의 이야기는 오래 계속되었다. 그녀는 해마다 돈을 집으로 보냈다. 脱北者の証言によれば、国境の川は深く、夜は長かった。

여성의 목소리는 작지 않았다. Money went home through brokers, and remittances kept a village alive for a whole winter.

*Her name has been changed to protect her family.
"""


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    """A copy of the seeds with two dumps more, indexed."""
    home = tmp_path_factory.mktemp("screens")
    shutil.copytree(ROOT / "seeds", home / "archive" / "seeds")
    for name in ("wide.txt", "mirror/wide.txt"):
        (home / "archive" / name).parent.mkdir(exist_ok=True)
        (home / "archive" / name).write_text(WIDE, encoding="utf-8")
    _screen("nkdocs index . > /dev/null 2>&1", home, {})
    return home


def _screen(command, home, given):
    """What the command shows on a terminal with this environment."""
    shell = re.sub(r"\bnkdocs (?=\w)", lambda _: f"{shlex.quote(sys.executable)} -m nkdocs ", command)
    environment = {
        "PATH": os.environ["PATH"],
        "HOME": str(home),
        "XDG_CACHE_HOME": str(home / "cache"),
        "XDG_CONFIG_HOME": str(home / "config"),
        "PYTHONPATH": str(ROOT),
        "LANG": "C.UTF-8",
        "TERM": "xterm-256color",
        "NKDOCS_PAGER": "cat",
        **given,
    }
    shown = pexpect.run(
        f"/bin/sh -c {shlex.quote(shell)}",
        cwd=str(home / "archive"),
        env=environment,
        dimensions=(100, int(given.get("COLUMNS", 80))),
        timeout=120,
        encoding="utf-8",
    )
    return shown.replace("\r\n", "\n")


def _tidy(shown, home):
    text = re.sub(_wrapped(home / "archive"), "<ARCHIVE>", re.sub(r"\b\d+\.\d\d s\b", "N s", shown))
    text = re.sub(_wrapped(home / "cache") + r"[\w/\s]*?(?=\n +[\d.]+ kB)", "<INDEX>", text)
    return re.sub(r"[\d.]+ kB, written [-\d]+ [\d:]+ UTC", "N kB, written <TIME>", text)


def _wrapped(path):
    """What a path looks like on the screen: where it is too long, it goes on in the next line."""
    return r"\s*".join(map(re.escape, str(path)))


@pytest.mark.parametrize("path", SCREENS, ids=lambda path: path.stem)
def test_the_screen_is_as_it_was(path, home, update_golden):
    """The first line is an environment and a command; the rest is what stands on the screen, and no line is too wide for it."""
    typed = path.read_text(encoding="utf-8").splitlines()[0]
    names, command = re.fullmatch(r"((?:[A-Z_]+=\S+ )*)(.*)", typed).groups()
    given = dict(name.split("=", 1) for name in names.split())
    shown = _screen(command, home, given)
    if given.get("TERM") == "dumb" or "NO_COLOR" in given:
        assert "\x1b[3" not in shown
    if given.get("TERM") == "dumb":
        assert "\x1b" not in shown
    lines = [line.rstrip() for line in CODES.sub("", shown).split("\n")]
    width = int(given.get("COLUMNS", 80))
    assert all(cells(line) <= width for line in lines if not line.strip().startswith(UNCUT)), lines
    replayed = "\n".join([typed, *_tidy("\n".join(lines), home).split("\n")])
    if update_golden:
        path.write_text(replayed, encoding="utf-8")
    assert path.read_text(encoding="utf-8") == replayed


def test_there_are_screens_of_what_matters():
    """Search, list, show, timeline, facets, help and zero hits are kept, from 40 to 200 columns, NO_COLOR and dumb."""
    typed = "\n".join(path.read_text(encoding="utf-8").splitlines()[0] for path in SCREENS)
    assert len(SCREENS) >= 8
    for part in ("search", "list", "show", "timeline", "--facets", "help query", "similar", "status"):
        assert part in typed
    for part in ("COLUMNS=40", "COLUMNS=60", "COLUMNS=80", "COLUMNS=140", "COLUMNS=200", "NO_COLOR", "TERM=dumb"):
        assert part in typed
