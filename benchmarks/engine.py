"""How fast the engine is, beside Whoosh as it comes, SQLite's FTS5 and tantivy, on corpora of several sizes.

    python benchmarks/engine.py [--sizes 10 1000 10000 100000] [--whoosh-up-to 20000] [--out FILE] [--work FOLDER]
    python benchmarks/engine.py --check

Every system runs in a process of its own, one after the other, over the same files of made-up articles (`corpora`). Indexing is
in seconds of CPU, a question in milliseconds of it: the median of the medians of three questions of its kind. Ratios are to
nkdocs in the same run; the exponent is how a question grows with the corpus (1: as the corpus does). The raw figures are kept
in FILE (default: benchmarks/results/engine.json). Where FOLDER has a store `SIZE-SYSTEM` and the figures of its making
`SIZE-SYSTEM.json`, as `--fill SYSTEM CORPUS STORE > STORE.json` leaves them, only questions are put to it. `--check` indexes
2,000 articles, asks all questions, and fails if an answer of nkdocs is not what a plain reading of the articles says; never
because of time.
"""

import argparse
import gc
import json
import math
import platform
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from itertools import pairwise
from pathlib import Path

from corpora import Corpus, read_corpus, write_corpus
from systems import SINCE, SYSTEMS, UNTIL, Nkdocs, Question, tree

from nkdocs.analysis import sequence, tokens
from nkdocs.engine.scoring import K1, B, idf

HERE = Path(__file__).parent
RUNS, VARIANTS = 7, 3


def questions() -> dict[str, list[Question]]:
    """What is asked, by kind: words by their rank in the vocabulary, neighbours for the variants."""
    words = Corpus().words

    def some(kind: str, *ranks: int) -> list[Question]:
        return [Question(kind, tuple(words[rank + variant] for rank in ranks)) for variant in range(VARIANTS)]

    def pair(rank: int) -> tuple[str, str]:
        return words[rank], words[(rank * 7 + 13) % 2_000]

    return {
        "rare word": some("word", 20_000),
        "common word": some("word", 60),
        "two words, both": some("both", 200, 400),
        "three words, any": some("any", 60, 200, 400),
        "phrase": [Question("phrase", pair(150 + variant)) for variant in range(VARIANTS)],
        "prefix": [Question("prefix", (words[400 + variant][:4],)) for variant in range(VARIANTS)],
        "fuzzy, one edit": [Question("fuzzy", (f"{word[:3]}x{word[4:]}",)) for word in words[1_000 : 1_000 + VARIANTS]],
        "fuzzy, common word": [Question("fuzzy", (f"{word[:3]}x{word[4:]}",)) for word in words[30 : 30 + VARIANTS]],
        "word in a date range": some("dated", 60),
        "word, sorted by date": some("newest", 60),
    }


def measure(name: str, corpus: Path, folder: Path) -> dict[str, object]:
    """The figures of one system: run in a process of its own."""
    system = SYSTEMS[name](folder)
    rows = list(read_corpus(corpus)) if corpus.stat().st_size < 50_000_000 else read_corpus(corpus)
    started, wall = time.process_time(), time.perf_counter()
    system.fill(rows)
    cpu, wall = time.process_time() - started, time.perf_counter() - wall
    size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    return {"cpu": cpu, "wall": wall, "bytes": size, "peak": peak, "asked": {}}


def ask(name: str, folder: Path) -> dict[str, object]:
    """The milliseconds of every question to one system, without and with pieces; and its peak of memory."""
    system = SYSTEMS[name](folder)
    asked, asking = {}, questions()
    gc.collect()
    gc.freeze()  # the vocabulary that the questions are drawn from is nothing that a search should have to walk through
    for kind, several in asking.items():
        for verb in (system.find, system.ask, system.pieces):
            medians = []
            for question in several:
                if system.find(question) is None:
                    continue
                taken = []
                for _ in range(RUNS):
                    start = time.process_time()
                    verb(question)
                    taken.append((time.process_time() - start) * 1000)
                    if sum(taken) > 4_000:
                        break
                medians.append(statistics.median(taken))
            asked[kind, verb.__name__] = statistics.median(medians) if medians else None
    return {
        "found": {kind: asked[kind, "find"] for kind in asking},
        "asked": {kind: asked[kind, "ask"] for kind in asking},
        "pieces": {kind: asked[kind, "pieces"] for kind in asking},
        "peak": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024,
    }


def run_apart(*arguments: str) -> dict[str, object]:
    """Run this program for one step, and give what it found."""
    done = subprocess.run([sys.executable, __file__, *arguments], capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"{' '.join(arguments)}\n{done.stderr}")
    return json.loads(done.stdout)


def compare(sizes: list[int], work: Path, whoosh_up_to: int, only: list[str]) -> dict[str, dict[str, dict[str, object]]]:
    """The figures of all systems at all sizes: by size and system."""
    figures: dict[str, dict[str, dict[str, object]]] = {}
    for size in sizes:
        corpus = work / f"{size}.jsonl"
        if not corpus.exists():
            write_corpus(corpus, size)
        text = sum(len(row[3].encode()) for row in read_corpus(corpus))
        for name in only:
            if name == "Whoosh" and size > whoosh_up_to:
                continue
            if (kept := work / f"{size}-{name}.json").exists():
                filled = json.loads(kept.read_text())
                answers = run_apart("--ask", name, str(kept.with_suffix("")))
            else:
                with tempfile.TemporaryDirectory(dir=work) as folder:
                    filled = run_apart("--fill", name, str(corpus), folder)
                    answers = run_apart("--ask", name, folder)
            row = {**filled, **answers, "peak": filled["peak"], "peak asking": answers["peak"], "text": text}
            figures.setdefault(str(size), {})[name] = row
            print(f"{size} {name}: {size / float(filled['cpu']):.0f} a CPU second", file=sys.stderr)
    return figures


def show(figures: dict[str, dict[str, dict[str, object]]]) -> None:
    """Print a table for each size, with ratios, and how questions grow."""
    for size, systems in figures.items():
        names = list(systems)
        print(f"\n{int(size):,} articles, {systems[names[0]]['text'] / 1e6:.1f} MB of text\n")
        print(f"| {'':22} | " + " | ".join(f"{name:>16}" for name in names) + " |")
        print("|---" * (len(names) + 1) + "|")
        mine = systems["nkdocs"]
        line("articles per CPU second", [int(size) / row["cpu"] for row in systems.values()], int(size) / mine["cpu"])
        line("peak memory, MB", [row["peak"] / 1e6 for row in systems.values()], mine["peak"] / 1e6)
        line("index / text", [row["bytes"] / row["text"] for row in systems.values()], mine["bytes"] / mine["text"])
        for kind in mine["asked"]:
            line(f"{kind}, ms", [row["asked"][kind] for row in systems.values()], mine["asked"][kind])
        more = [added(row) for row in systems.values()]
        line("ten snippets, added, ms", more, more[0])
    growth(figures)


def added(row: dict[str, object]) -> float:
    """What pieces cost more than only finding the ten, in the median of all kinds."""
    both = [(row["found"][kind], row["pieces"][kind]) for kind in row["found"] if row["found"][kind] is not None]
    return statistics.median(pieces - plain for plain, pieces in both)


def line(label: str, values: list[float | None], mine: float) -> None:
    """Print a line of the table: each value, and how many times nkdocs's it is."""
    cells = [
        "none" if value is None else f"{value:,.2f} ({value / mine:.2g}×)" if mine else f"{value:,.2f}" for value in values
    ]
    print(f"| {label:23} | " + " | ".join(f"{cell:>16}" for cell in cells) + " |")


def growth(figures: dict[str, dict[str, dict[str, object]]]) -> None:
    """Print how the time of each kind grows from a size to the next, as an exponent."""
    for one, other in pairwise(figures):
        print(f"\ngrowth from {one} to {other} articles, as an exponent")
        for name in figures[other]:
            if name in figures[one]:
                before, after = figures[one][name]["asked"], figures[other][name]["asked"]
                grown = {
                    kind: math.log(after[kind] / before[kind]) / math.log(int(other) / int(one))
                    for kind in after
                    if after[kind]
                }
                print(f"{name:8} " + ", ".join(f"{kind} {exponent:.2f}" for kind, exponent in grown.items()))


def check(count: int) -> int:
    """Ask nkdocs, and read the articles ourselves; give how many answers differ."""
    wrong = 0
    with tempfile.TemporaryDirectory() as folder:
        corpus = Path(folder) / "corpus.jsonl"
        write_corpus(corpus, count)
        rows = list(read_corpus(corpus))
        store = Path(folder) / "engine"
        store.mkdir()
        system = Nkdocs(store)
        system.fill(rows)
        read = [[tokens(title), tokens(author), tokens(text)] for title, author, _, text in rows]
        for kind, several in questions().items():
            for question in several:
                right = expected(question, rows, read)
                found = system.engine.search(tree(question), limit=20)
                best = sorted(right.values(), reverse=True)[:20]
                same = len(best) == len(found.hits) and all(
                    math.isclose(hit.score, score, rel_tol=1e-9) for hit, score in zip(found.hits, best, strict=True)
                )
                if found.total != len(right) or not same:
                    wrong += 1
                    print(f"wrong: {kind} {question.words}: {found.total} articles, not {len(right)}")
        system.engine.close()
    return wrong


def expected(question: Question, rows: list, read: list) -> dict[int, float]:
    """The articles that answer a question, each with its score, by a plain reading of all of them."""
    if question.kind in ("both", "any", "dated", "newest", "word"):
        terms = [sequence(word)[0].term for word in question.words]
        each = [scores_of(lambda token, term=term: token.term == term, read) for term in terms]
        together = set.intersection if question.kind == "both" else set.union
        found = together(*(set(scores) for scores in each))
        days = [row[2] for row in rows]
        if question.kind == "dated":
            found = {number for number in found if SINCE.isoformat() <= days[number] <= UNTIL.isoformat()}
        return {number: sum(scores.get(number, 0.0) for scores in each) for number in found}
    if question.kind == "phrase":
        one, other = (sequence(word)[0].term for word in question.words)
        return weigh(
            [[sum(a.term == one and b.term == other for a, b in pairwise(field)) for field in fields] for fields in read], read
        )
    if question.kind == "prefix":
        return scores_of(lambda token: token.form.startswith(question.words[0]), read)
    word = question.words[0]
    near = {form for form in {token.form for fields in read for field in fields for token in field} if is_near(word, form)}
    return scores_of(lambda token: token.form in near, read)


def is_near(one: str, other: str) -> bool:
    """Whether a letter changed, added, left out, or two swapped make one word of the other, behind the same first letter."""
    cuts = [(one[:place], one[place:]) for place in range(1, len(one) + 1)]
    if one[0] != other[0] or abs(len(one) - len(other)) > 1:
        return False
    return one == other or any(
        other in (head + tail[1:], head + tail[1:2] + tail[:1] + tail[2:])
        or (other.startswith(head) and other[len(head) + 1 :] in (tail, tail[1:]))
        for head, tail in cuts
    )


def scores_of(fits: object, read: list) -> dict[int, float]:
    """The scores of one word, which is any token that fits."""
    return weigh([[sum(map(fits, field)) for field in fields] for fields in read], read)


def weigh(counts: list[list[int]], read: list) -> dict[int, float]:
    """BM25 of counts in title, author and text: of all of them as one, and more by the weights of title and author."""
    scores: Counter[int] = Counter()
    for weight, places in ((1.0, (0, 1, 2)), (0.25, (0,)), (1.0, (1,))):
        often = [sum(fields[place] for place in places) for fields in counts]
        long = [sum(len(fields[place]) for place in places) for fields in read]
        average, rarity = sum(long) / len(long), idf(len(read), sum(map(bool, often)))
        for number, tf in enumerate(often):
            if tf:
                scores[number] += weight * rarity * tf * (K1 + 1) / (tf + K1 * (1 - B + B * long[number] / average))
    return scores


def main() -> None:
    """Do what is asked on the command line."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--sizes", nargs="+", type=int, default=[10, 1_000, 10_000, 100_000])
    options.add_argument("--whoosh-up-to", type=int, default=20_000)
    options.add_argument("--systems", nargs="+", default=list(SYSTEMS), choices=list(SYSTEMS))
    options.add_argument("--work", type=Path, help="a folder for corpora and indexes; corpora in it are used again")
    options.add_argument("--out", type=Path, default=HERE / "results" / "engine.json")
    options.add_argument("--check", action="store_true")
    options.add_argument("--fill", nargs=3, metavar=("SYSTEM", "CORPUS", "FOLDER"), help=argparse.SUPPRESS)
    options.add_argument("--ask", nargs=2, metavar=("SYSTEM", "FOLDER"), help=argparse.SUPPRESS)
    chosen = options.parse_args()
    if chosen.check:
        raise SystemExit(check(2_000))
    if chosen.fill:
        name, corpus, folder = chosen.fill
        print(json.dumps(measure(name, Path(corpus), Path(folder))))
        return
    if chosen.ask:
        print(json.dumps(ask(chosen.ask[0], Path(chosen.ask[1]))))
        return
    present = [name for name in chosen.systems if name != "tantivy" or has_tantivy()]
    with tempfile.TemporaryDirectory() as folder:
        figures = compare(chosen.sizes, chosen.work or Path(folder), chosen.whoosh_up_to, present)
    show(figures)
    kept = {"python": platform.python_version(), "machine": platform.machine(), "figures": figures}
    chosen.out.parent.mkdir(parents=True, exist_ok=True)
    chosen.out.write_text(json.dumps(kept, indent=1) + "\n", encoding="utf-8")


def has_tantivy() -> bool:
    """Whether tantivy is installed: it is no dependency of ours."""
    try:
        import tantivy  # noqa: F401
    except ImportError:
        return False
    return True


if __name__ == "__main__":
    main()
