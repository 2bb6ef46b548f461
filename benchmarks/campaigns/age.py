"""Age: indexes that another Python made, or another Whoosh, asked by this one, and this one's asked by them.

Real ones: every Python of `PYTHONS` that is installed gets an environment with nkdocs in it, and every release of `WHOOSHES`
that pip can have is put before the one that is installed. An index of the other is answered from as it should be, or said to be
made by another and refused; `nkdocs index` makes it right; and then the same the other way round.
"""

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from campaigns.ground import STORIES, Ground, Row

import nkdocs

REPOSITORY = Path(nkdocs.__file__).parent.parent
PYTHONS = ("3.11", "3.12", "3.13")
#: Whoosh's own releases, and what goes by its name since.
WHOOSHES = ("Whoosh==2.7.3", "Whoosh==2.7.4", "Whoosh-Reloaded==2.7.4", "Whoosh-Reloaded==2.7.5")
QUESTIONS = (
    ["search", "yard OR mill", "--json", "-n", "all"],
    ["search", '"whole winter" -lantern', "--json"],
    ["search", "lant* OR barel~ OR *stone", "--json"],
    ["search", "date:2021-03-04..2022 title:ferry", "--json"],
    ["list", "--copies", "--json"],
    ["show", "the-ferry-at-dawn", "--json"],
)
_REFUSED = re.compile(r"nkdocs: the index was made .*\nhint: .*nkdocs.* index", re.DOTALL)
_SHOWN = ("total", "hits", "articles", "id", "title", "date", "authors", "source", "body")
#: How it is run, and with what in the environment.
Maker = tuple[list[str], dict[str, str]]


def find_python(version: str) -> str:
    """The interpreter of a version, also where pyenv hides it; "" if there is none."""
    pinned = ""
    if pyenv := shutil.which("pyenv"):
        there = subprocess.run([pyenv, "versions", "--bare"], capture_output=True, text=True, check=False).stdout.split()
        pinned = next((each for each in reversed(there) if each.startswith(f"{version}.")), "")
    command = [shutil.which(f"python{version}") or "python", "-c", "import sys; print(sys.version[:4], sys.executable)"]
    try:
        said = subprocess.run(command, capture_output=True, text=True, check=False, env={**os.environ, "PYENV_VERSION": pinned})
    except OSError:
        return ""
    found, _, path = said.stdout.strip().partition(" ")
    return path if found == version else ""


def make_python(version: str, folder: Path) -> Maker | str:
    """How nkdocs runs under another Python; or why there is none."""
    python = find_python(version)
    if not python:
        return "not installed"
    place = folder / version
    subprocess.run([python, "-m", "venv", place], check=True, capture_output=True)
    said = _install([place / "bin" / "python", "-m", "pip", "install", "-q", REPOSITORY])
    return said or ([str(place / "bin" / "python"), "-m", "nkdocs"], {})


def make_whoosh(release: str, folder: Path) -> Maker | str:
    """How nkdocs runs over another Whoosh; or why there is none."""
    place = folder / release
    needed = ["cached-property"] if "Reloaded" in release else []
    said = _install([sys.executable, "-m", "pip", "install", "-q", "--no-deps", "--target", place, release, *needed])
    return said or ([sys.executable, "-m", "nkdocs"], {"PYTHONPATH": f"{place}{os.pathsep}{REPOSITORY}"})


def _install(command: list[str | Path]) -> str:
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return f"cannot be installed: {done.stderr.strip()[-200:]}" if done.returncode else ""


def run_nkdocs(maker: Maker, ground: Ground, argv: list[str]) -> tuple[int, str, str]:
    """Status, stdout, stderr."""
    command, more = maker
    place = ["--archive", str(ground.root), "--index", str(ground.index_dir)]
    done = subprocess.run(
        [*command, *place, *argv], capture_output=True, text=True, check=False, cwd=ground.root, env={**os.environ, **more}
    )
    return done.returncode, done.stdout, done.stderr


def ask(maker: Maker, ground: Ground) -> list[object]:
    """What is answered to each question: articles; False for "made by another"; or what was said, which is trouble."""
    answers: list[object] = []
    for question in QUESTIONS:
        status, out, said = run_nkdocs(maker, ground, question)
        if status == 2 and _REFUSED.match(said):
            answers.append(False)
        elif status == 0:
            answers.append(_without(json.loads(out)))
        else:
            answers.append(f"{question[0]}: status {status}: {said[-300:]}")
    return answers


def _without(answer: object) -> object:
    """What a person reads of an answer, without scores and times."""
    if isinstance(answer, dict):
        return {name: _without(answer[name]) for name in answer if name in _SHOWN}
    return [_without(each) for each in answer] if isinstance(answer, list) else answer


def complain(found: list[object], right: list[object], *, may_refuse: bool) -> str | None:
    """What is wrong with the answers; None if nothing is. All are refused, or none."""
    refused = [answer is False for answer in found]
    if any(refused):
        return None if may_refuse and all(refused) else f"refused {sum(refused)} of {len(refused)}"
    wrong = [str(answer) for answer, wanted in zip(found, right, strict=True) if answer != wanted]
    return f"wrong: {wrong[0][:300]}" if wrong else None


def meet(ground: Ground, one: Maker, two: Maker, right: list[object], row: Row) -> None:
    """One makes the index, two asks it, makes it right, and finds nothing wrong with it."""
    shutil.rmtree(ground.index_dir, ignore_errors=True)
    status, _, said = run_nkdocs(one, ground, ["index", "."])
    row.count(f"index: {said}" if status else complain(ask(one, ground), right, may_refuse=False))
    found = ask(two, ground)
    row.notes["refused"] = int(str(row.notes.get("refused", 0))) + (found[0] is False)
    row.count(complain(found, right, may_refuse=True))
    status, _, said = run_nkdocs(two, ground, ["index"])
    row.count(f"index: {said}" if status else complain(ask(two, ground), right, may_refuse=False))
    status, out, said = run_nkdocs(two, ground, ["status", "--check"])
    row.count(f"status --check: {out}{said}" if status else None)


def run(folder: Path, share: float = 1.0) -> Iterator[Row]:
    """All others that can be had; a share below one takes the first of each kind."""
    ground = Ground(folder / "ground")
    ground.fill(STORIES)
    here: Maker = ([sys.executable, "-m", "nkdocs"], {})
    run_nkdocs(here, ground, ["index", "."])
    right = ask(here, ground)
    own = f"{sys.version_info[0]}.{sys.version_info[1]}"
    others = [(f"Python {version}", make_python, version) for version in PYTHONS if version != own]
    others += [(release, make_whoosh, release) for release in WHOOSHES]
    for name, make, which in others if share >= 1 else [*others[:1], *others[-1:]]:
        row = Row(f"an index of {name}, and ours asked by it")
        other = make(which, folder / "others")
        if isinstance(other, str):
            row.notes["not run"] = other
        else:
            meet(ground, other, here, right, row)
            meet(ground, here, other, right, row)
        yield row
