"""What is large without end: a line of a gigabyte, texts that are nested without end, a million files in one folder.

Each command is a process of its own, whose CPU and greatest memory are kept. A try is survived if it ends as it should: with a
sentence that names the bound, or with the answer; without a traceback; and within the memory that is said beside it.
"""

import contextlib
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from campaigns.ground import BODY, STORY, Ground, Row

GIGABYTE = 1_000_000_000
SENTENCE = "The barrel stood in the yard for a whole winter, and nobody who passed by asked what it was for. "
#: Files of one folder that are found, and those that are indexed to the end.
FOUND, INDEXED = 1_000_000, 100_000
#: Megabytes that a command may take which refuses a file, one that reads a line of 64 MB, and one that finds a million files.
REFUSING, READING, FINDING = 400, 6_000, 1_500


def measure(ground: Ground, *argv: str, given: Path | None = None, settings: dict[str, str] | None = None) -> dict[str, object]:
    """Run a command; its status, what it printed and said, its CPU in seconds and greatest memory in megabytes."""
    command = [sys.executable, "-m", "nkdocs", "--archive", str(ground.root), "--index", str(ground.index_dir), *argv]
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as said, contextlib.ExitStack() as opened:
        source = opened.enter_context(given.open("rb")) if given else subprocess.DEVNULL
        started = time.perf_counter()
        process = subprocess.Popen(
            command, stdin=source, stdout=out, stderr=said, cwd=ground.root, env={**os.environ, **(settings or {})}
        )
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        texts = []
        for stream in (out, said):
            stream.seek(0)
            texts.append(stream.read(1_000_000).decode("utf-8", "replace"))
    return {
        "status": process.returncode, "out": texts[0], "said": texts[1],
        "cpu seconds": round(usage.ru_utime + usage.ru_stime, 1), "seconds": round(time.perf_counter() - started, 1),
        "MB": usage.ru_maxrss // 1024,
    }  # fmt: skip


def judge(row: Row, name: str, run: dict[str, object], most: int, *, statuses: tuple[int, ...], says: str = "") -> None:
    """Count a run, and note what it took."""
    row.notes[name] = {what: run[what] for what in ("cpu seconds", "seconds", "MB", "status")}
    told = f"{run['out']}{run['said']}"
    fine = run["status"] in statuses and "Traceback" not in told and says in told and int(str(run["MB"])) <= most
    row.count(None if fine else f"{name}: status {run['status']}, {run['MB']} MB: {told[-300:]}")


def one_line(folder: Path, share: float) -> Iterator[Row]:
    """A file of one line of a gigabyte, in every place where a file is read; and the longest line that is read."""
    ground = Ground(folder / "line")
    ground.fill()
    huge = folder / "huge.txt"
    with huge.open("wb") as file:
        for _ in range(GIGABYTE // len(SENTENCE) // 10_000 + 1):
            file.write(SENTENCE.encode() * 10_000)
    row = Row("a line of a gigabyte, wherever a file is read")
    place = ground.root / "huge.txt"
    place.hardlink_to(huge)
    bound = "more than max_file_size"
    judge(row, "index", measure(ground, "index", "."), REFUSING, statuses=(0,), says=bound)
    judge(row, "search", measure(ground, "search", "millstone"), REFUSING, statuses=(0,))
    for argv in (["parse", "huge.txt"], ["parse", "huge.txt", "--explain"]):
        judge(row, " ".join(argv), measure(ground, *argv), REFUSING, statuses=(2,), says="max_file_size")
    judge(row, "status --check", measure(ground, "status", "--check"), REFUSING, statuses=(0, 1))
    place.unlink()
    for argv in (["search", "--queries", str(huge)], ["fix", "--from", str(huge)], ["quote", "--check", str(huge)]):
        judge(row, " ".join(argv[:2]), measure(ground, *argv), REFUSING, statuses=(2,), says="larger than")
    for argv in (["search", "-"], ["show", "-"], ["parse", "-"], ["quote", "--check", "-"], ["list", "-"]):
        judge(row, f"{' '.join(argv)} < FILE", measure(ground, *argv, given=huge), REFUSING, statuses=(1, 2))
    for name in ("nkdocs.toml", "corrections.toml"):
        (ground.root / name).hardlink_to(huge)
        judge(row, f"{name}: list", measure(ground, "list"), REFUSING, statuses=(0, 2), says=name)
        (ground.root / name).unlink()
    huge.unlink()
    yield row
    row = Row("the longest line that is read by default (64 MB)")
    size = round(64_000_000 * min(1.0, share * 2))
    ground.root.joinpath("line.txt").write_text((SENTENCE * (size // len(SENTENCE)))[:size] + "\n", encoding="utf-8")
    for argv in (
        ["index"], ["search", "barrel"], ["search", "barrel", "--json"], ["list"], ["parse", "line.txt"], ["status", "--check"],
        ["quotes", "yard"], ["figures", "barrel"], ["quote", "asked what it was for. The barrel stood"],
        ["quote", "The barrel was in the yard for one summer"],
    ):  # fmt: skip
        judge(row, " ".join(argv), measure(ground, *argv), READING, statuses=(0, 1))
    yield row


def nested(folder: Path) -> Iterator[Row]:
    """JSON, HTML, Markdown, TOML and queries that are nested without end, wherever a text of others is read."""
    ground = Ground(folder / "nested")
    ground.fill()
    ground.index()
    row = Row("texts nested 100,000 deep, wherever one is read")
    deep = 100_000
    drafts = {
        "a.md": "> " * deep + "the barrel stood", "b.md": "[" * deep, "c.html": "<div><q>" * deep + "the barrel stood",
        "d.md": "(“" * deep + "the barrel”", "e.md": "- " * deep + "x", "f.txt": "“‘" * deep,
    }  # fmt: skip
    for name, text in drafts.items():
        path = folder / name
        path.write_text(text, encoding="utf-8")
        judge(row, f"quote --check {name}", measure(ground, "quote", "--check", str(path)), 1_000, statuses=(0, 1, 2))
    judge(row, "pack", measure(ground, "pack", "yard", "-o", str(folder / "pack")), REFUSING, statuses=(0,))
    for name in sorted(path.name for path in (folder / "pack").rglob("*.json")):
        for text in ("[" * deep, '{"a":' * deep, "[" * deep + "]" * deep):
            place = next((folder / "pack").rglob(name))
            raw = place.read_bytes()
            place.write_text(text)
            judge(row, f"verify: {name}", measure(ground, "verify", str(folder / "pack")), REFUSING, statuses=(1, 2))
            place.write_bytes(raw)
    for where in sorted(path for path in ground.index_dir.rglob("*.json") if path.is_file()):
        raw = where.read_bytes()
        where.write_text("[" * deep)
        run = measure(ground, "search", "yard")
        judge(row, f"index: {where.name}", run, REFUSING, statuses=(0, 2))
        where.write_bytes(raw)
    for query in ("(" * deep, "-" * deep + "a", '"' * deep, "title:" * deep):
        path = folder / "queries.tsv"
        path.write_text(query + "\n")
        judge(row, f"--queries {query[:6]}", measure(ground, "search", "--queries", str(path)), REFUSING, statuses=(1, 2))
    yield row


def crowd(folder: Path, share: float) -> Iterator[Row]:
    """A folder of a million files is gone through; a hundred thousand are indexed to the end, found, and found unchanged."""
    ground = Ground(folder / "crowd")
    ground.root.mkdir(parents=True)
    found, indexed = round(FOUND * share), round(INDEXED * share)
    row = Row(f"{indexed:,} files in one folder, indexed to the end")
    for number in range(indexed):
        name = f"{number:07}.txt"
        text = STORY.format(title=f"Number {number} of Them", day=number % 28 + 1, body=BODY.format(word=f"word{number % 997}"))
        (ground.root / name).write_text(text, encoding="utf-8")
    judge(row, "index", measure(ground, "index", "."), FINDING, statuses=(0,), says=f"{indexed:,} files")
    judge(row, "index, nothing to do", measure(ground, "index"), FINDING, statuses=(0,), says="nothing changed")
    run = measure(ground, "search", "--json", f'"number {indexed - 1} of them"', "-n", "1")
    judge(row, "search", run, REFUSING, statuses=(0,))
    right = run["status"] == 0 and json.loads(str(run["out"]))["hits"][0]["source"] == f"{indexed - 1:07}.txt"
    row.count(None if right else "the last file is not found")
    run = measure(ground, "list", "-c", "--copies")
    row.count(None if str(run["out"]).replace(",", "").split()[:1] == [str(indexed)] else f"list -c: {run['out']}{run['said']}")
    yield row
    row = Row(f"{found:,} files in one folder, found")
    for number in range(indexed, found):
        (ground.root / f"{number:07}.txt").touch()
    judge(row, "index --dry-run", measure(ground, "index", "--dry-run"), FINDING, statuses=(0, 1))
    yield row


def run(folder: Path, share: float = 1.0) -> Iterator[Row]:
    """All of it, or smaller."""
    with tempfile.TemporaryDirectory() as disk:  # not in memory, where the ground of others is
        yield from nested(folder)
        yield from one_line(Path(disk), share)
        yield from crowd(Path(disk), share)
