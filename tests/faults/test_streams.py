"""Streams that are closed, full or left by their reader, and locales that lack what is printed, end in a sentence at most."""

import os
import subprocess
import sys

import pytest

STORY = "Fähre — “Die Insel”\n\nMarch 3, 2021\n\nBy Zoë Łowe\n\n" + "Der Fährmann sagte — “niemals”, Ω. " * 16 + "\n"
COMMANDS = (
    *("search insel", "search insel --json", "search insel --csv", "search insel --color always", "show @ --why", "list"),
    *(
        "status",
        "cite @",
        "export",
        "parse .",
        "timeline",
        "help query",
        "search --help",
        "search --queries -",
        "show -",
        "quote -",
    ),
)
OLD = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
#: How a shell is told, and the environment.
WAYS = {
    "ascii": ("", {"PYTHONIOENCODING": "ascii"}),
    "old": ("", OLD),
    "full": (">/dev/full", {}),
    "full errors": ("2>/dev/full", {}),
    "closed": (">&-", {}),
    "closed errors": ("2>&-", {}),
    "closed input": ("<&-", {}),
    "left": ("| true", {}),
}


@pytest.fixture
def archive(tmp_path):
    """An archive with names and texts beyond ASCII, indexed."""
    (tmp_path / "fähre—x.txt").write_text(STORY, encoding="utf-8")
    subprocess.run([sys.executable, "-m", "nkdocs", "index", "."], cwd=tmp_path, check=True, capture_output=True)
    return tmp_path


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="there is no full disk to write to")  # noqa: PTH110
@pytest.mark.parametrize("way", WAYS)
def test_no_stream_and_no_locale_brings_a_traceback(archive, way):
    """Every command ends with 0, 1 or 2; results that a full disk did not take are trouble, and a reader that left is none."""
    told, more = WAYS[way]
    program = f"{sys.executable} -m nkdocs"
    script = "\n".join(
        f'{program} {command.replace("@", "fahre-die-insel")} {told} || echo "status $?" >&3' for command in COMMANDS
    )
    done = subprocess.run(
        ["bash", "-c", f"set -o pipefail; exec 3>said\n{script}"],
        cwd=archive,
        env={**os.environ, **more},
        input="",
        capture_output=True,
        text=True,
        errors="replace",
        check=False,
    )
    statuses = (archive / "said").read_text().split("\n")[:-1]
    assert set(statuses) <= {"status 1", "status 2"}, done.stderr
    for trouble in ("Traceback", "Exception ignored", "a fault of nkdocs"):
        assert trouble not in done.stderr
    if way == "full":
        assert len(statuses) == len(COMMANDS)
        assert "cannot write: No space left on device" in done.stderr
    if way in {"ascii", "left", "closed"}:
        assert len(statuses) <= 3  # those that wait for a query, ids and a quotation
    if way == "old":
        assert "encoding of this locale (ascii)" in done.stderr
