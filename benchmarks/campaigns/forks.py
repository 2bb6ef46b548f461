"""Runs `nkdocs` again and again in forks of itself, each with its own failing disk: a run costs milliseconds, not a start.

Before the first, it indexes and asks once by itself, so that what a run loads, and works out once, is there in each fork.
Started by `failing` with the shim preloaded. Takes orders as JSON on stdin, a line each, and answers each with a line.
"""

import contextlib
import ctypes
import importlib
import io
import json
import os
import sys
import tempfile
from pathlib import Path

ALL = ("cli", "indexing", "answering", "opening", "snippets", "comparing", "engine.writing", "engine.codec", "render.rich")


def run(order: dict[str, object], shim: ctypes.CDLL) -> None:
    """One run, in a fork: its words go to a file, and then the number of calls that counted."""
    from nkdocs.cli import main

    said = os.open(str(order["said"]), os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_APPEND, 0o600)
    os.dup2(said, 1)
    os.dup2(said, 2)
    os.chdir(str(order["cwd"]))
    shim.fault_arm(os.fsencode(str(order["folder"])), *(int(str(order[name])) for name in ("at", "what", "ever", "kind")))
    status = main([str(word) for word in order["argv"]])  # type: ignore[attr-defined]  # a list, from JSON
    count = shim.fault_count()
    shim.fault_arm(b"", 0, 0, 0, 0)
    sys.stdout.flush()
    os.write(said, b"\n%d" % count)
    os._exit(status)


def warm_up() -> None:
    """Index a dump and ask for it, here."""
    from nkdocs.cli import main

    story = "A Winter Yard\n\nMarch 3, 2021\n\nBy Ada Lowe\n\n" + "The barrel stood in the yard for a whole winter. " * 12
    nowhere = io.StringIO()
    with tempfile.TemporaryDirectory() as folder, contextlib.redirect_stdout(nowhere), contextlib.redirect_stderr(nowhere):
        (Path(folder) / "archive").mkdir()
        (Path(folder) / "archive" / "a.txt").write_text(story, encoding="utf-8")
        place = ["--archive", f"{folder}/archive", "--index", f"{folder}/index"]
        os.chdir(f"{folder}/archive")
        for words in ("index .", "search winter OR barr*", "search --json yard", "list --json", "show --json a-winter-yard"):
            main([*place, *words.split()])
        os.chdir("/")


def serve() -> None:
    """Until stdin ends."""
    shim = ctypes.CDLL(os.environ["LD_PRELOAD"])
    shim.fault_count.restype = ctypes.c_long
    shim.fault_arm.argtypes = [ctypes.c_char_p, ctypes.c_long, ctypes.c_int, ctypes.c_int, ctypes.c_int]
    for name in ALL:
        importlib.import_module(f"nkdocs.{name}")
    warm_up()
    for line in sys.stdin:
        order = json.loads(line)
        process = os.fork()
        if not process:
            run(order, shim)
        _, status = os.waitpid(process, 0)
        print(os.waitstatus_to_exitcode(status), flush=True)


if __name__ == "__main__":
    serve()
