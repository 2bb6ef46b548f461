"""README cannot lie: its sessions are replayed, and its two commands are the ones that CI runs."""

import os
import re
import shlex
import shutil
import sys
import tempfile
from pathlib import Path

import pexpect
import pytest

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
#: The wheel check names the command of an environment that holds nothing but the wheel.
NKDOCS = os.environ.get("NKDOCS_COMMAND") or f"{shlex.quote(sys.executable)} -m nkdocs"

ESCAPES = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]|\x1b\]8;[^\x1b\x07]*(?:\x1b\\|\x07)")
#: What differs from run to run and from machine to machine, and what README has in its place.
VARIES = (
    (re.compile(r"\b\d+(?:\.\d+)? (?:ms|s)\b"), "0.1 s"),
    (re.compile(r"(?<=archive )\S+$", re.MULTILINE), "/home/ana/articles"),
    (
        re.compile(r"(?<=index )\S+/nkdocs/[0-9a-f]{32}$", re.MULTILINE),
        "/home/ana/.cache/nkdocs/2f0ef4b5490686d203e8c5d127d941bc",
    ),
    (re.compile(r"(?<=manifest sha256 )[0-9a-f]{64}"), "3f9ac0d1e6b7a2584c5d90e1f27a6b83" * 2),
    (re.compile(r"(?<=--digest )[0-9a-f]{16}"), "3f9ac0d1e6b7a258"),
    (re.compile(r"(?<=files, )\d+\.\d kB(?=\))"), "87.6 kB"),
    (re.compile(r"(?<=as they were packed )\S+ \S+ UTC"), "2026-11-27 14:05 UTC"),
    (re.compile(r"\d+\.\d kB, written [-0-9]+ [0-9:]+ UTC"), "433.4 kB, written 2026-11-23 14:05 UTC"),
)


def _sessions() -> list[list[tuple[str, str]]]:
    """README's console blocks, each a list of (command, what it prints)."""
    found = []
    for block in re.findall(r"^```console\n(.*?)^```$", README, flags=re.DOTALL | re.MULTILINE):
        steps = re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]
        found.append([(step.partition("\n")[0], step.partition("\n")[2]) for step in steps])
    return found


def _tidy(text: str) -> str:
    text = ESCAPES.sub("", text).replace("\r\n", "\n")
    for pattern, instead in VARIES:
        text = pattern.sub(instead, text)
    return "\n".join(line.rstrip() for line in text.split("\n")).strip("\n")


def _screen(command: str, folder: Path) -> str:
    """What a person sees who types the command on a terminal of 88 columns."""
    shell = re.sub(r"(^|\| )nkdocs ", lambda match: f"{match[1]}{NKDOCS} ", command)
    if command.startswith("nkdocs index"):
        shell += " 2>/dev/null"  # the progress bar draws over itself, and is gone in the end
    environment = {**os.environ, "TERM": "xterm-256color", "LANG": "C.UTF-8", "NO_COLOR": "1", "PAGER": "cat"}
    shown, _status = pexpect.run(
        f"/bin/sh -c {shlex.quote(shell)}",
        cwd=str(folder),
        env=environment,
        dimensions=(200, 88),
        withexitstatus=True,
        timeout=120,
        encoding="utf-8",
    )
    return shown


@pytest.fixture(autouse=True)
def _short_cache(monkeypatch):
    """The index lies in a folder with a short name, which no line that shows it has to break."""
    with tempfile.TemporaryDirectory() as folder:
        monkeypatch.setenv("XDG_CACHE_HOME", folder)
        yield


@pytest.mark.parametrize("session", _sessions(), ids=lambda session: session[0][0])
def test_the_sessions_show_what_the_tool_prints(session, tmp_path):
    """Typing README's commands, in its order, in a copy of the archive, shows what README shows."""
    shutil.copytree(ROOT / "seeds", tmp_path / "seeds")
    if not session[0][0].startswith("nkdocs index"):
        _screen("nkdocs index", tmp_path)
    for command, printed in session:
        assert _tidy(_screen(command, tmp_path)) == _tidy(printed), command


def test_there_are_sessions_to_replay():
    """README shows at least indexing, searching and showing an article."""
    typed = " ".join(command for session in _sessions() for command, _ in session)
    assert all(f"nkdocs {verb}" in typed for verb in ("index", "search", "show", "list", "parse", "status"))


def test_the_test_command_is_the_one_of_ci():
    """The command that README gives for the tests is, to the letter, the one CI runs."""
    commands = re.findall(r"^```sh\n(.*?)\n```$", README, flags=re.DOTALL | re.MULTILINE)
    tests = [command for command in commands if "pytest" in command]
    assert len(tests) == 1
    assert tests[0] in (ROOT / ".ci" / "run").read_text(encoding="utf-8").splitlines()
