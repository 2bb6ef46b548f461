"""How parse time and memory grow with a dump, and which shapes of one megabyte cost most.

    python benchmarks/parsing.py [--largest MB] [--out FILE]

The yardstick is one compiled regular expression that finds every word of the same text, in the same run: about the least
that reading a text can cost in Python. Dumps are made, with a fixed seed, of the articles among the tests' golden dumps.
Growth is the exponent b of time = a · size^b between neighbouring sizes: 1.0 is linear. Peak memory is that of a process of
its own for each size. The shapes are parsed by the command itself, and told by its seconds of CPU beside those of a dump such
as people have. Raw figures are kept in FILE (default: benchmarks/results/parsing.json).
"""

import argparse
import json
import math
import random
import re
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from nkdocs.extract import read_articles
from nkdocs.model import Dump, Source

HERE = Path(__file__).parent
GOLDEN = HERE.parent / "tests" / "golden"
WORD = re.compile(r"\w+")
MEGABYTE = 1_000_000


def made_dump(size: int, seed: int = 1) -> str:
    """Golden dumps one after another, shuffled, until there are `size` characters."""
    pieces = [path.read_text(encoding="utf-8") for path in sorted(GOLDEN.glob("*/dump.txt"))]
    order = random.Random(seed)
    text: list[str] = []
    length = 0
    while length < size:
        piece = order.choice(pieces)
        text.append(piece)
        length += len(piece) + 1
    return "\n".join(text)[:size]


def shapes() -> dict[str, str]:
    """Texts of one million characters, each hostile in its own way."""
    size = MEGABYTE
    return {
        "usual": made_dump(size),
        "one line": made_dump(size).replace("\n", " "),
        "one word": "a" * size,
        "short lines": "ab\n" * (size // 3),
        "blank lines": "\n" * size,
        "bylines": "By Ann Lee and Bo Kim\n" * (size // 22),
        "datelines": "March 17, 2023\n" * (size // 15),
        "titles": "A Title That Looks Like One\n" * (size // 28),
        "title and byline": "A Title That Looks Like One\nBy Ann Lee\n" * (size // 39),
        "digits": "1" * size,
        "slashes": "1/2/" * (size // 4),
        "spaces": " " * size,
        "dashes": "- " * (size // 2),
        "commas": "A, B, " * (size // 6),
        "quotes": "“a” " * (size // 4),
        "hangul": "가나다 라마 " * (size // 7),
        "names": "Ann Lee " * (size // 8),
        "months": "may march " * (size // 10),
        "paragraphs": "".join(f"The mill of the year {number} ground corn. " * 8 + "\n\n" for number in range(size // 300)),
        "other lines": "".join(f"Mill {number}\n" for number in range(size // 11)),
        "lists": "".join(f"- oars and ropes {number}\n" for number in range(size // 24)),
        "comments": "".join(
            f"Ana{number}\nMarch 17, 2023 at 3:{number % 60:02} pm\nWell said.\n" for number in range(size // 48)
        ),
        "code": "".join(f"self.oars.count({number})\n" for number in range(size // 24)),
        "addresses": "".join(f"https://example.org/{'a/' * 40}{number}\n" for number in range(size // 108)),
        "han": "去年春天河边的磨坊关了门。\n" * (size // 14),
        "brackets": "(((((((((((((((((((((((((((((((((((((((\n" * (size // 40),
    }


def seconds(text: str) -> tuple[float, float, int]:
    """Seconds of CPU to parse, those of the yardstick, and how many articles were found."""
    start = time.process_time()
    for _ in WORD.finditer(text):
        pass
    middle = time.process_time()
    found = len(read_articles(Dump(Source("made.txt"), text)))
    return time.process_time() - middle, middle - start, found


def measure_alone(size: int) -> None:
    """In a process of its own: parse a made dump of `size` characters and print the figures as JSON."""
    text = made_dump(size)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    taken, yardstick, found = seconds(text)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(
        json.dumps(
            {"size": size, "seconds": taken, "yardstick": yardstick, "articles": found, "peak_kb": peak, "text_kb": before}
        )
    )


def seconds_of_command(text: str) -> float:
    """Seconds of CPU that `nkdocs parse` takes for a file with this text."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "made.txt"
        path.write_text(text, encoding="utf-8")
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        command = [sys.executable, "-m", "nkdocs", "parse", str(path), "--jsonl"]
        subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main() -> None:
    """Measure growth, then the shapes; print both tables; keep the raw figures."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--largest", type=float, default=100, help="the largest dump, in million characters")
    options.add_argument("--out", type=Path, default=HERE / "results" / "parsing.json")
    options.add_argument("--size", type=int, help=argparse.SUPPRESS)
    chosen = options.parse_args()
    if chosen.size:
        measure_alone(chosen.size)
        return
    read_articles(Dump(Source("warm.txt"), made_dump(20_000)))
    print("characters    seconds  × yardstick  growth  articles  peak MB")
    growth = []
    size = 10_000
    while size <= chosen.largest * MEGABYTE:
        command = [sys.executable, __file__, "--size", str(size)]
        figures = json.loads(subprocess.run(command, capture_output=True, check=True, text=True).stdout)
        exponent = math.log10(figures["seconds"] / growth[-1]["seconds"]) if growth else float("nan")
        growth.append(figures)
        print(
            f"{size:10,} {figures['seconds']:10.3f} {figures['seconds'] / figures['yardstick']:11.1f} {exponent:8.2f}"
            f" {figures['articles']:8,} {figures['peak_kb'] / 1024:8.0f}"
        )
        size *= 10
    hostile = {name: min(seconds_of_command(text) for _ in range(2)) for name, text in shapes().items()}
    print("\none million characters    seconds    × usual")
    for name, taken in sorted(hostile.items(), key=lambda row: -row[1]):
        print(f"{name:24} {taken:9.3f} {taken / hostile['usual']:10.2f}")
    chosen.out.parent.mkdir(parents=True, exist_ok=True)
    chosen.out.write_text(json.dumps({"growth": growth, "shapes": hostile}, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
