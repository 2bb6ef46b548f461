"""What keeping a large archive up to date costs: nothing to do, one file changed, and a thousand single changes.

    python benchmarks/updates.py [--files 100000] [--words N] [--updates 1000] [--work FOLDER] [--out FILE]

An archive of so many files of one made-up article each (`corpora`) is written and indexed; for this first index alone the
articles are handed over ready, as a parser would give them, since to parse them is another matter and takes ten times as long.
Everything after is the command itself, in a process of its own: with nothing to do, beside what ``find -printf '%s %T@'`` takes
for the same files; with one file changed, of which is told what was written anew; a search before and after; and searches of
all kinds, beside the same in an archive of eight of the articles, with the most memory that any of them took.
The single changes are put into the engine one transaction each, and questions asked before and after. With ``--jobs`` a
smaller archive is parsed for real, in one process and in two. The raw figures are kept in FILE (default:
benchmarks/results/updates.json).
"""

import argparse
import contextlib
import itertools
import json
import os
import platform
import random
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from corpora import Corpus, to_article

HERE = Path(__file__).parent
IN_A_FOLDER = 1_000
RUNS = 5
#: Articles of the archive beside which a large one is searched.
FEW = 8


def write_files(root: Path, count: int, words: int = 0) -> None:
    """Write the archive, a file an article; of so many words each (0: as long as articles are)."""
    corpus = Corpus()
    for number in range(count):
        path = root / "dumps" / f"{number // IN_A_FOLDER:03}" / f"{number}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        title, author, day, text = corpus.write(number) if not words else short(corpus, number, words)
        path.write_text(f"{title}\n\nBy {author}\n\n{day}\n\n{text}\n", encoding="utf-8")


def short(corpus: Corpus, number: int, words: int) -> tuple[str, str, str, str]:
    """An article of a few words: where it is many files that cost, and not what is in them."""
    chance = random.Random(number)
    drawn = corpus.draw(chance, words + 5)
    return " ".join(drawn[:5]).capitalize(), "Ada Stone", f"20{number % 24:02}-03-17", " ".join(drawn[5:]).capitalize() + "."


def first_index(root: Path) -> dict[str, float]:
    """Index the archive with ready articles; gives what it took. For a process of its own."""
    from dataclasses import replace

    from nkdocs import commands, correcting
    from nkdocs.archive import Where
    from nkdocs.model import Dump

    def ready(dump: Dump, corrections: object) -> correcting.Corrected:
        del corrections
        title, author, day, text = dump.text.split("\n\n", 3)
        number = int(Path(dump.source.path).stem)
        made = to_article(number, title, author.removeprefix("By "), day, text)
        return correcting.Corrected((replace(made, source=dump.source, id=""),), frozenset())

    correcting.read_corrected = ready
    started, cpu = time.perf_counter(), time.process_time()
    report = commands.index(Where(root), ["dumps"], jobs=1)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    return {"wall": time.perf_counter() - started, "cpu": time.process_time() - cpu, "peak": peak, "articles": report.articles}


def run(root: Path, *command: str) -> dict[str, float]:
    """Run a command in the archive: its seconds, and its peak of memory."""
    started = time.perf_counter()
    with tempfile.TemporaryFile() as said:
        process = subprocess.Popen(command, cwd=root, stdout=subprocess.DEVNULL, stderr=said)
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode not in (0, 1):
            said.seek(0)
            raise SystemExit(f"{' '.join(command)} ended with {process.returncode}\n{said.read().decode()}")
    wall = time.perf_counter() - started
    return {"wall": wall, "cpu": used.ru_utime + used.ru_stime, "peak": used.ru_maxrss * 1024}


def nkdocs(root: Path, *words: str) -> dict[str, float]:
    """Run the tool in the archive."""
    return run(root, sys.executable, "-m", "nkdocs", *words)


def several(once: Any, runs: int = RUNS) -> dict[str, float]:
    """The medians of some runs; of memory, the most."""
    rows = [once() for _ in range(runs)]
    row = {name: statistics.median(row[name] for row in rows) for name in rows[0]}
    return {**row, "peak": max(row["peak"] for row in rows)}


def written_anew(index: Path, before: set[int]) -> int:
    """Bytes of the files of the index that are no links to those of before."""
    return sum(path.stat().st_size for path in index.rglob("*") if path.is_file() and path.stat().st_ino not in before)


def measure(root: Path, index: Path) -> dict[str, Any]:
    """The figures of the commands."""
    word = Corpus().words[20_000]
    figures: dict[str, Any] = {}
    figures["find"] = several(lambda: run(root, "find", "dumps", "-type", "f", "-printf", "%s %T@\n"))
    figures["python -c pass"] = several(lambda: run(root, sys.executable, "-c", "pass"))
    figures["nothing to do"] = several(lambda: nkdocs(root, "index"))
    figures["search"] = several(lambda: nkdocs(root, "search", word))
    rows = []
    for number in range(RUNS):
        place = root / "dumps" / "000" / f"{number}.txt"
        place.write_text(f"{place.read_text(encoding='utf-8')}\nAdded at {time.time_ns()}.\n", encoding="utf-8")
        before = {path.stat().st_ino for path in index.rglob("*")}
        row = nkdocs(root, "index")
        rows.append({**row, "written": written_anew(index, before)})
    figures["one file changed"] = {name: statistics.median(row[name] for row in rows) for name in rows[0]}
    figures["index"] = sum(path.stat().st_size for path in index.rglob("*") if path.is_file())
    figures["search after"] = several(lambda: nkdocs(root, "search", word))
    return figures


def searches(root: Path) -> dict[str, dict[str, float]]:
    """What searches cost in an archive: the dear ones are of words that stand in most articles."""
    words = Corpus().words
    common = " ".join(words[:8])
    asked = {
        "a common word": words[60],
        "two words": f"{words[60]} {words[200]}",
        "any of three": f"{words[60]} OR {words[200]} OR {words[400]}",
        "a phrase": f'"{words[60]} {words[61]}"',
        "a phrase of eight": f'"{common}"',
        "a near group": f'"{words[0]} {words[1]}"~5',
        "a prefix": f"{words[400][:2]}*",
        "a mistyped word": f"{words[30][:3]}x{words[30][4:]}~",
        "in a range of days": f"{words[60]} date:2010..2015",
        "the newest": f"{words[60]} --sort newest",
    }
    return {name: several(lambda query=query: nkdocs(root, "search", *split(query))) for name, query in asked.items()}


def split(query: str) -> list[str]:
    """A query, and the options behind it."""
    words, mark, options = query.partition(" --")
    return [words, *f"--{options}".split()] if mark else [words]


def singles(count: int, updates: int, work: Path, filled: Path | None = None) -> dict[str, Any]:
    """Transactions of one article each on an engine of so many, and the questions of `engine.py` before and after.

    `filled`: where `engine.py --fill` left such an engine, which is copied.
    """
    from engine import questions
    from systems import Nkdocs

    from nkdocs.engine.contents import read_contents
    from nkdocs.schema import to_document

    folder = work / "singles"
    if filled:
        shutil.copytree(filled, folder)
        count = sum(held.documents for held in read_contents(folder).segments)
    else:
        folder.mkdir()
    corpus = Corpus()
    system = Nkdocs(folder)
    if not filled:
        system.fill(map(corpus.write, range(count)))

    def ask() -> dict[str, float]:
        asked = {}
        for kind, several in questions().items():
            medians = []
            for question in several:
                taken = []
                for _ in range(RUNS):
                    start = time.process_time()
                    system.ask(question)
                    taken.append((time.process_time() - start) * 1000)
                medians.append(statistics.median(taken))
            asked[kind] = statistics.median(medians)
        return asked

    before, segments, taken = ask(), [len(list(folder.glob("*.seg")))], []
    for number in range(updates):
        article = to_article(number * 7 % count, *corpus.write(count + number))
        start = time.process_time()
        with system.engine.writing() as transaction:
            transaction.put(to_document(article))
        taken.append(time.process_time() - start)
        segments.append(len(list(folder.glob("*.seg"))))
    after = ask()
    system.engine.close()
    return {
        "questions before, ms": before,
        "questions after, ms": after,
        "segments, before and at the end": [segments[0], segments[-1]],
        "most segments": max(segments),
        "a change, median and most, s of CPU": [statistics.median(taken), max(taken)],
    }


def in_processes(work: Path, count: int) -> dict[str, Any]:
    """The first index of a smaller archive, parsed for real, in one process and in two: seconds by the clock, and of CPU.

    On a machine that others use, the clock says little. So what two free processors would take is counted out as well: half of
    what all processes do while dumps are read, and all that the one process does that writes.
    """
    root = work / f"parsed-{count}"
    if not root.exists():
        write_files(root, count)
    figures: dict[str, Any] = {"load": os.getloadavg()[0]}
    for jobs in ("1", "2", "1", "2"):
        done = subprocess.run([sys.executable, __file__, "--apart", root, jobs], capture_output=True, text=True, check=True)
        figures.setdefault(f"--jobs {jobs}", []).append(json.loads(done.stdout))
    one, two = ({name: min(row[name] for row in figures[f"--jobs {jobs}"]) for name in figures["--jobs 1"][0]} for jobs in "12")
    figures["by the clock"] = two["wall"] / one["wall"]
    figures["with two free processors"] = ((two["reading"] + two["others"]) / 2 + two["writing"]) / (
        one["reading"] + one["writing"]
    )
    return figures


def index_apart(root: Path, jobs: int) -> dict[str, float]:
    """Index an archive afresh: its seconds, and those of CPU of this process while dumps are read and after, and of others."""
    from nkdocs import commands
    from nkdocs.archive import Where

    read = 0.0

    def progress(*told: int | str) -> None:
        nonlocal read
        if told[-1]:  # that of the last dump that is read; nothing is named while the index is written
            read = time.process_time()

    with tempfile.TemporaryDirectory() as folder:
        started, cpu = time.perf_counter(), time.process_time()
        commands.index(Where(archive=root, index=Path(folder, "index")), ["dumps"], jobs=jobs, progress=progress)
        wall, done = time.perf_counter() - started, time.process_time()
    others = resource.getrusage(resource.RUSAGE_CHILDREN)
    return {"wall": wall, "reading": read - cpu, "writing": done - read, "others": others.ru_utime + others.ru_stime}


def show(figures: dict[str, Any]) -> None:
    """Print what was found."""
    for name, row in figures.items():
        if isinstance(row, dict) and "wall" in row:
            rest = "".join(f", {key} {value:,.0f}" for key, value in row.items() if key not in ("wall", "cpu", "peak"))
            print(f"{name:20} {row['wall']:8.2f} s, {row['cpu']:8.2f} s of CPU, {row['peak'] / 1e6:6.0f} MB{rest}")
        else:
            print(f"{name:20} {json.dumps(row)}")
    if "find" in figures:
        ratios = {name: row["cpu"] / figures[f"searches of {FEW}"][name]["cpu"] for name, row in figures["searches"].items()}
        print(f"beside {FEW} articles: " + ", ".join(f"{name} {ratio:.2f}" for name, ratio in ratios.items()))
        print(f"most memory of a search: {max(row['peak'] for row in figures['searches'].values()) / 1e6:.0f} MB")
        allowed = 0.5 * figures["find"]["wall"] + 1
        print(f"nothing to do: {figures['nothing to do']['wall'] / allowed:.2f} of half of find's time and a second")


def main() -> None:
    """Do what is asked on the command line."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--files", type=int, default=100_000)
    options.add_argument("--words", type=int, default=0, help="of each article (0: as long as articles are)")
    options.add_argument("--updates", type=int, default=1_000)
    options.add_argument("--jobs", type=int, default=0, metavar="FILES", help="so many files parsed in one process and in two")
    options.add_argument(
        "--filled", type=Path, help="what engine.py --fill nkdocs left of as many articles, for single changes"
    )
    options.add_argument("--work", type=Path, help="a folder for archive and index; what is in it is used again")
    options.add_argument("--out", type=Path, default=HERE / "results" / "updates.json")
    options.add_argument("--first", type=Path, help=argparse.SUPPRESS)
    options.add_argument("--apart", nargs=2, help=argparse.SUPPRESS)
    chosen = options.parse_args()
    if chosen.apart:
        print(json.dumps(index_apart(Path(chosen.apart[0]), int(chosen.apart[1]))))
        return
    if chosen.first:
        print(json.dumps(first_index(chosen.first)))
        return
    figures: dict[str, Any] = {
        "python": platform.python_version(),
        "machine": platform.machine(),
        "files": chosen.files,
        "words": chosen.words,
    }
    with contextlib.ExitStack() as stack:
        work = chosen.work or Path(stack.enter_context(tempfile.TemporaryDirectory()))
        root, cache = work / f"archive-{chosen.files}", work / f"cache-{chosen.files}"
        os.environ["XDG_CACHE_HOME"] = str(cache)
        os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
        if chosen.files:
            if not root.exists():
                write_files(root, chosen.files, chosen.words)
            if not cache.exists():
                done = subprocess.run([sys.executable, __file__, "--first", root], capture_output=True, text=True, check=True)
                figures["first index"] = json.loads(done.stdout)
            index = next(path.parent for path in cache.rglob("CURRENT"))
            figures |= measure(root, index)
            figures["searches"] = searches(root)
            with tempfile.TemporaryDirectory() as folder:
                write_files(few := Path(folder), FEW)
                nkdocs(few, "index", "dumps")
                figures[f"searches of {FEW}"] = searches(few)
        if chosen.updates:
            shutil.rmtree(work / "singles", ignore_errors=True)
            figures["single changes"] = singles(max(chosen.files, 1_000), chosen.updates, work, chosen.filled)
        if chosen.jobs:
            figures["in processes"] = in_processes(work, chosen.jobs)
    figures["load"] = list(itertools.islice(os.getloadavg(), 1))
    show(figures)
    chosen.out.parent.mkdir(parents=True, exist_ok=True)
    chosen.out.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
