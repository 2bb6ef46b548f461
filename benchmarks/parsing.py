"""How parse time and memory grow with a dump, and which shapes of one megabyte cost most.

    python benchmarks/parsing.py [--largest MB] [--out FILE]

The yardstick is one compiled regular expression that finds every word of the same text, in the same run: about the least
that reading a text can cost in Python. Dumps are made, with a fixed seed, of the articles among the tests' golden dumps.
Growth is the exponent b of time = a · size^b between neighbouring sizes: 1.0 is linear. Peak memory is that of a process of
its own for each size. Raw figures are kept in FILE (default: benchmarks/results/parsing.json).
"""

import argparse
import json
import math
import random
import re
import resource
import statistics
import subprocess
import sys
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
    }


def seconds(text: str) -> tuple[float, float, int]:
    """Seconds to parse, seconds of the yardstick, and how many articles were found."""
    start = time.perf_counter()
    for _ in WORD.finditer(text):
        pass
    middle = time.perf_counter()
    found = len(read_articles(Dump(Source("made.txt"), text)))
    return time.perf_counter() - middle, middle - start, found


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
    hostile = {name: seconds(text)[0] for name, text in shapes().items()}
    middle = statistics.median(hostile.values())
    print("\none million characters    seconds  × median")
    for name, taken in sorted(hostile.items(), key=lambda row: -row[1]):
        print(f"{name:24} {taken:9.3f} {taken / middle:9.1f}")
    chosen.out.parent.mkdir(parents=True, exist_ok=True)
    chosen.out.write_text(json.dumps({"growth": growth, "shapes": hostile}, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
