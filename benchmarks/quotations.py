"""How often a verdict on a quotation is right, and what it costs.

    python benchmarks/quotations.py [PATH ...] [--out FILE] [--engine FOLDER]

Quotations are made of the dumps at each PATH and of seeds/: 500 as they stand (in all styles of quotation marks), 500 altered
in one way each, 200 stitched together (half of them with an ellipsis), and 300 that are not there: sentences of every fifth
article, which is left out of the archive. The same quotations come of the same dumps. Printed is which verdict each kind got;
the figures are kept in FILE (default: benchmarks/results/quotations.json), without a word of the dumps. It fails if a quotation
with another number, negation or name is called word for word.

`--engine` asks a store of made-up articles (`corpora`) instead, for the time a quotation takes there.
"""

import argparse
import json
import random
import re
import statistics
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path

from nkdocs.archive import Where
from nkdocs.commands import parse
from nkdocs.engine import open_engine
from nkdocs.model import Article, Kind
from nkdocs.passage_search import Reader
from nkdocs.quotation import read_quotation
from nkdocs.quoting import judge
from nkdocs.schema import to_document
from nkdocs.twins import Groups
from nkdocs.verdicts import Verdict

HERE = Path(__file__).parent
SEED = 7
TRUE, ALTERED, STITCHED, ABSENT = 500, 500, 200, 300
LEFT_OUT = 5
MARKS = ("“”", "‘’", "„“", "«»", '""', "「」")
SWAPS = {
    "was": "is", "is": "was", "were": "are", "are": "were", "had": "has", "has": "had", "have": "had", "said": "says",
    "says": "said", "went": "goes", "came": "comes", "made": "makes", "can": "could", "will": "would", "took": "takes",
}  # fmt: skip
DENIED = ("is", "was", "are", "were", "can", "will", "could", "would", "has", "have", "had", "should", "may", "did", "do")

Change = Callable[[list[str], random.Random, list[str]], list[str] | None]


def sentences(article: Article) -> Iterator[str]:
    """The sentences of an article that are long enough to be known again, each on one line."""
    for text in article.texts(Kind.PROSE, Kind.QUOTE):
        for sentence in re.split(r"(?<=[.!?…。])[\"”’)]*\s+|\n\s*\n", text):
            line = " ".join(sentence.split())
            # What has marks of omission or brackets in it is itself a quotation of something.
            if 7 <= len(line.split()) <= 45 and not re.search(r"[\[\]…]|\.\.\.", line):
                yield line


def number(words: list[str], chance: random.Random, _names: list[str]) -> list[str] | None:
    """Another digit."""
    places = [(at, place) for at, word in enumerate(words) for place, letter in enumerate(word) if letter in "0123456789"]
    if not places:
        return None
    at, place = chance.choice(places)
    digit = chance.choice([each for each in "0123456789" if each != words[at][place]])
    return [*words[:at], words[at][:place] + digit + words[at][place + 1 :], *words[at + 1 :]]


def negation(words: list[str], chance: random.Random, _names: list[str]) -> list[str] | None:
    """A negation added, or the one that is there dropped."""
    denied = [at for at, word in enumerate(words[1:-1], 1) if word.lower() in ("not", "never", "no")]
    contracted = [at for at, word in enumerate(words) if re.search(r"n[’']t\b", word)]
    if denied:
        at = chance.choice(denied)
        return [*words[:at], *words[at + 1 :]]
    if contracted:
        at = chance.choice(contracted)
        return [*words[:at], re.sub(r"n[’']t\b", "", words[at]), *words[at + 1 :]]
    places = [at for at, word in enumerate(words[:-1]) if word in DENIED]
    if not places:
        return None
    at = chance.choice(places)
    return [*words[: at + 1], "not", *words[at + 1 :]]


def name(words: list[str], chance: random.Random, names: list[str]) -> list[str] | None:
    """Another name in the place of one."""
    capital = [at for at, word in enumerate(words) if at and re.fullmatch(r"[A-Z][a-z]{3,}", word)]
    places = [at for at in capital if words[at - 1][-1:] not in ".?!”"]
    if not places:
        return None
    at = chance.choice(places)
    other = chance.choice([each for each in names if each != words[at]])
    return [*words[:at], other, *words[at + 1 :]]


def order(words: list[str], chance: random.Random, _names: list[str]) -> list[str] | None:
    """Two neighbours have changed places."""
    pairs = ((at, *words[at : at + 2]) for at in range(1, len(words) - 2))
    places = [at for at, one, other in pairs if one.isalpha() and other.isalpha() and one != other]
    if not places:
        return None
    at = chance.choice(places)
    return [*words[:at], words[at + 1], words[at], *words[at + 2 :]]


def tense(words: list[str], chance: random.Random, _names: list[str]) -> list[str] | None:
    """Another tense."""
    places = [at for at, word in enumerate(words) if word in SWAPS]
    if not places:
        return None
    at = chance.choice(places)
    return [*words[:at], SWAPS[words[at]], *words[at + 1 :]]


def omission(words: list[str], chance: random.Random, _names: list[str]) -> list[str] | None:
    """Some words left out, and nothing marks it."""
    if len(words) < 12:
        return None
    count = chance.randrange(2, 6)
    at = chance.randrange(3, len(words) - count - 2)
    return [*words[:at], *words[at + count :]]


def typo(words: list[str], chance: random.Random, _names: list[str]) -> list[str] | None:
    """Two letters of a long word have changed places."""
    places = [
        (at, place)
        for at, word in enumerate(words)
        if len(word) > 5 and word.isalpha()
        for place in range(1, len(word) - 2)
        if word[place] != word[place + 1]
    ]
    if not places:
        return None
    at, place = chance.choice(places)
    word = words[at]
    return [*words[:at], word[:place] + word[place + 1] + word[place] + word[place + 2 :], *words[at + 1 :]]


def marks(words: list[str], _chance: random.Random, _names: list[str]) -> list[str] | None:
    """Other quotation marks, apostrophes, dashes and spaces: no alteration at all."""
    text = " ".join(words)
    changed = text.translate(str.maketrans("“”’‘–—\"'", "\"\"''--“’"))
    return changed.split() if changed != text else None


CHANGES: dict[str, Change] = {
    "number": number, "negation": negation, "name": name, "order": order, "tense": tense, "omission": omission, "typo": typo,
    "marks": marks,
}  # fmt: skip
#: What may never be called word for word.
GRAVE = ("number", "negation", "name")


def make(articles: list[Article], left_out: list[Article]) -> Iterator[tuple[str, str]]:
    """Quotations, each with its kind."""
    chance = random.Random(SEED)
    held = [(article.id, line) for article in articles for line in sentences(article)]
    names = sorted({word for _, line in held for word in re.findall(r"(?<=[a-z] )[A-Z][a-z]{3,}\b", line)})
    for _ in range(TRUE):
        _, line = chance.choice(held)
        words = line.split()
        start = chance.randrange(0, len(words) - 5) if chance.random() < 0.5 else 0
        end = chance.randrange(start + 5, len(words) + 1) if chance.random() < 0.5 else len(words)
        opening, closing = chance.choice(MARKS)
        yield "true", opening + " ".join(words[start:end]) + closing
    kinds = list(CHANGES)
    for kind in kinds:
        count = ALTERED // len(kinds) + (kinds.index(kind) < ALTERED % len(kinds))
        seen: set[str] = set()
        for _ in range(100_000):
            if len(seen) == count:
                break
            changed = CHANGES[kind](chance.choice(held)[1].split(), chance, names)
            if changed is not None and (text := " ".join(changed)) not in seen:
                seen.add(text)
                yield kind, text
    for at in range(STITCHED):
        (one, first), (two, second) = chance.choice(held), chance.choice(held)
        while one == two:
            two, second = chance.choice(held)
        middle = " … " if at % 2 else " "
        ends = " ".join(first.split()[:12]), " ".join(second.split()[-12:])
        yield f"stitched{', marked' if at % 2 else ''}", middle.join(ends)
    there = {line for _, line in held}
    lines = [line for article in left_out for line in sentences(article) if line not in there]
    for line in chance.sample(lines, min(ABSENT, len(lines))):
        yield "absent", line


def read(paths: list[str]) -> list[Article]:
    """The articles of the dumps."""
    return list(parse(Where(), paths).articles)


Asked = tuple[dict[str, Counter[str]], list[float], list[tuple[str, str, str]]]


def ask(reader: Reader, quotations: list[tuple[str, str]]) -> Asked:
    """The verdicts of each kind, the milliseconds of CPU of each quotation, and all of it."""
    table: dict[str, Counter[str]] = defaultdict(Counter)
    taken, all_of_it = [], []
    for kind, text in quotations:
        started = time.process_time()
        verdict = judge(reader, text).verdict
        taken.append((time.process_time() - started) * 1000)
        table[kind][verdict.value] += 1
        all_of_it.append((kind, verdict.value, text))
    return table, taken, all_of_it


def show(table: dict[str, Counter[str]], taken: list[float]) -> None:
    """Print which verdicts each kind got."""
    verdicts = [verdict.value for verdict in Verdict]
    print(f"| {'':17} | " + " | ".join(f"{verdict:>9}" for verdict in verdicts) + " |")
    print("|---" * (len(verdicts) + 1) + "|")
    for kind, counts in table.items():
        print(f"| {kind:17} | " + " | ".join(f"{counts[verdict] or '':>9}" for verdict in verdicts) + " |")
    print(f"\nCPU a quotation, ms: {figures(taken)}")


def figures(taken: list[float]) -> str:
    """The middle, what most do not exceed, and the most."""
    return f"median {statistics.median(taken):.1f}, 95 in 100 {percentile(taken):.1f}, most {max(taken):.1f}"


def cost_of(taken: list[float]) -> dict[str, float]:
    """The same, to be kept."""
    cost = {"median": statistics.median(taken), "95 in 100": percentile(taken), "most": max(taken)}
    return {key: round(value, 2) for key, value in cost.items()}


def percentile(taken: list[float]) -> float:
    """What 95 of 100 do not exceed."""
    return sorted(taken)[int(len(taken) * 0.95)]


def time_engine(folder: Path, out: Path) -> int:
    """Ask a store of made-up articles for quotations of each kind, each as the first of its process; keep what they took."""
    from corpora import Corpus

    engine = open_engine("whoosh", folder)
    reader, corpus, chance = Reader(engine, Groups()), Corpus(), random.Random(SEED)
    engine.get("a-0")
    taken: dict[str, list[float]] = defaultdict(list)
    verdicts: dict[str, Counter[str]] = defaultdict(Counter)
    for _ in range(60):
        words = corpus.write(chance.randrange(20_000))[3].split()
        start = chance.randrange(0, len(words) - 24)
        quoted = words[start : start + 24]
        texts = {
            "true": quoted,
            "altered": [*quoted[:10], "zzyzx", *quoted[11:]],
            "stitched": [*quoted[:12], *corpus.write(chance.randrange(20_000))[3].split()[5:17]],
            # Backwards: an article is drawn by its number, and one of them by ours.
            "absent": corpus.draw(chance, 24)[::-1],
        }
        for kind, several in texts.items():
            reader = Reader(engine, Groups())
            engine._snapshot.kept.clear()  # noqa: SLF001  # each is the first of its process
            started = time.process_time()
            verdict = judge(reader, " ".join(several)).verdict
            taken[kind].append((time.process_time() - started) * 1000)
            verdicts[kind][verdict.value] += 1
    for kind, each in taken.items():
        print(f"{kind:9} CPU ms: {figures(each)}  {dict(verdicts[kind])}")
    kept = {kind: {**cost_of(each), "verdicts": dict(verdicts[kind])} for kind, each in taken.items()}
    out.write_text(json.dumps(kept, indent=1) + "\n", encoding="utf-8")
    return 0


def main() -> int:
    """Make, ask, show; 1 if what must not be is."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("paths", nargs="*", metavar="PATH")
    parser.add_argument("--out", type=Path, default=HERE / "results" / "quotations.json")
    parser.add_argument("--engine", type=Path)
    parser.add_argument("--wrong", action="store_true", help="print every quotation whose verdict is not the usual one")
    given = parser.parse_args()
    if given.engine:
        return time_engine(given.engine, given.out)
    articles = read([*given.paths, str(HERE.parent / "seeds")])
    left_out, held = articles[::LEFT_OUT], [article for at, article in enumerate(articles) if at % LEFT_OUT]
    quotations = [(kind, text) for kind, text in make(held, left_out) if read_quotation(text).size]
    with tempfile.TemporaryDirectory() as folder:
        engine = open_engine("whoosh", Path(folder))
        with engine.writing() as transaction:
            for article in held:
                transaction.put(to_document(article))
        table, taken, all_of_it = ask(Reader(engine, Groups()), quotations)
        engine.close()
    print(f"{len(held)} articles, {len(left_out)} left out, {len(quotations)} quotations\n")
    show(table, taken)
    usual = {"true": ("VERBATIM", "AMBIGUOUS"), "marks": ("VERBATIM", "AMBIGUOUS"), "absent": ("NOT FOUND",)}
    if given.wrong:
        for kind, verdict, text in all_of_it:
            if verdict not in usual.get(kind, ("STITCHED",) if kind.startswith("stitched") else ("ALTERED",)):
                print(f"{kind}\t{verdict}\t{text}")
    counted = {kind: dict(counts) for kind, counts in table.items()}
    kept = {"articles": len(held), "verdicts": counted, "CPU ms": cost_of(taken)}
    given.out.write_text(json.dumps(kept, indent=1) + "\n", encoding="utf-8")
    wrong = sum(table[kind][verdict] for kind in GRAVE for verdict in ("VERBATIM", "AMBIGUOUS"))
    if wrong:
        print(f"{wrong} with another number, negation or name are called word for word")
    return int(wrong > 0)


if __name__ == "__main__":
    sys.exit(main())
