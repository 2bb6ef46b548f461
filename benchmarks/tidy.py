"""Tidy dumps, into which nothing but articles was pasted, made of the articles of labelled ones; with labels of their own.

    python benchmarks/tidy.py OUT LABELS [LABELS ...] [--dumps 100] [--seed 5]

LABELS and OUT are folders with ``gold.json`` and ``dumps/``, as `weigh_titles` reads them. Of each article are needed besides
``"content_lines": [1, 2], "date": "2021-05-04", "authors": ["Ada Lowe"]``, or null: title, text, day and authors are taken, and
nothing else of its page. A dump has 1 to 14 articles, each with its title, day and byline in one of a dozen orders, or without;
some are cut short; between them is nothing, blank lines or a rule. Weights fitted only to whole pages part articles where
furniture stands between them, and not where nothing does: fit them to these as well.
"""

import argparse
import datetime as dt
import json
import random
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from babel.dates import format_date

#: What tells a language, how it says "by", and its locale.
LANGUAGES = {
    "en": ({"the", "and", "of"}, "By"),
    "de": ({"und", "der", "die"}, "Von"),
    "fr": ({"les", "des", "et"}, "Par"),
    "es": ({"los", "que", "el"}, "Por"),
}
#: What stands before and after a title, in order; most dumps have a byline and a day under it.
HEADS = (
    *("title by day",) * 2, "title day by", "title by", "title day", "title glued", "title bar", "title name day", "title",
    "address title by day", "title source day", "day title",
)  # fmt: skip
#: Between two articles; and whether paragraphs have a blank line between them.
GAPS = ((0, False), (1, False), (1, True), (3, True), ("-----", True))
SIZES = (1, 1, 2, 2, 3, 3, 4, 5, 6, 8, 10, 14)
#: Characters of the shortest text that is taken, lines of a text that is cut short, and the share of dumps with such texts.
SHORTEST, CUT, SHORT = 300, (1, 2, 3, 5), 0.35
#: How a day is written, in babel's patterns.
DAYS = ("MMMM d, y", "d MMMM y", "y-MM-dd", "MMM d, y", "EEEE, MMMM d, y")
LOCAL_DAYS = ("long", "short")
SOURCES = ("The Harbour Times", "Valley Gazette", "Reuters")


@dataclass(frozen=True)
class Piece:
    """What is taken of an article; `language` is "" where none is told."""

    title: str
    authors: tuple[str, ...]
    day: dt.date | None
    text: tuple[str, ...]
    language: str


@dataclass
class Page:
    """A dump that is being made: its lines, and the labels of its articles, whose lines are 1-based."""

    lines: list[str] = field(default_factory=list)
    articles: list[dict[str, Any]] = field(default_factory=list)


def read_pieces(folder: Path) -> list[Piece]:
    """The articles of a folder of labelled dumps that have a title and text enough."""
    pieces = []
    for name, labels in json.loads((folder / "gold.json").read_text(encoding="utf-8"))["files"].items():
        lines = (folder / "dumps" / name).read_text(encoding="utf-8").split("\n")
        for article in labels["articles"]:
            text = tuple(filter(None, (lines[number - 1].strip() for number in article["content_lines"])))
            title = lines[article["title_line"] - 1].strip() if article["title_line"] else ""
            if title and sum(map(len, text)) > SHORTEST:
                day = dt.date.fromisoformat(article["date"]) if len(article["date"] or "") == len("2021-05-04") else None
                pieces.append(Piece(title, tuple(article["authors"] or ()), day, text, language_of(text)))
    return pieces


def language_of(text: tuple[str, ...]) -> str:
    """The language whose smallest words a text has most of; "" for one of another language, or too short to tell."""
    words = " ".join(text).lower().split()
    counts = {language: sum(word in small for word in words) for language, (small, _) in LANGUAGES.items()}
    best = max(counts, key=lambda language: counts[language])
    return best if counts[best] > 2 else ""


def heads_of(piece: Piece, style: int, chance: random.Random) -> dict[str, tuple[str, str]]:
    """The lines that may stand at the head of an article, by name, each with what it says: the day (d), who (b), both, none."""
    local = piece.language not in ("", "en")
    pattern = LOCAL_DAYS[style % len(LOCAL_DAYS)] if local else DAYS[style % len(DAYS)] if piece.language else "y-MM-dd"
    day = format_date(piece.day, pattern, locale=piece.language or "en") if piece.day else ""
    name = ", ".join(piece.authors)
    by = f"{LANGUAGES.get(piece.language, (set(), 'By'))[1]} {' and '.join(piece.authors)}" if name else ""
    both = ("d" if day else "") + ("b" if name else "")
    return {
        "title": (piece.title, "t"), "by": (by, "b"), "day": (day, "d"), "name": (name, "b"),
        "glued": (", ".join(filter(None, (by, day))), both), "bar": (" | ".join(filter(None, (name, day))), both),
        "address": (f"https://www.example.org/{re.sub(r'[^a-z]+', '-', piece.title.lower())[:40]}", ""),
        "source": (chance.choice(SOURCES), ""),
    }  # fmt: skip


def add(page: Page, piece: Piece, head: str, style: int, chance: random.Random, *, spaced: bool) -> None:
    """Write an article at the end of a page, and label it."""
    places: dict[str, list[int]] = {"t": [], "d": [], "b": []}
    start, heads = len(page.lines) + 1, heads_of(piece, style, chance)
    for line, says in (heads[name] for name in head.split()):
        if line:
            page.lines.append(line)
            for what in says:
                places[what].append(len(page.lines))
    content = []
    for paragraph in piece.text:
        page.lines += [""] * spaced + [paragraph]
        content.append(len(page.lines))
    page.articles.append({
        "order": len(page.articles) + 1, "title": piece.title, "title_line": places["t"][0], "title_alt_lines": [],
        "date": piece.day.isoformat() if places["d"] and piece.day else None,
        "authors": list(piece.authors) if places["b"] else [], "start_line": start, "end_line": len(page.lines),
        "date_lines": places["d"], "byline_lines": places["b"], "content_lines": content,
    })  # fmt: skip


def make_page(pool: list[Piece], pieces: list[Piece], chance: random.Random) -> Page:
    """One dump. `pool` holds those of the pieces that were not taken since all were."""
    page, taken = Page(), set()
    gap, spaced = chance.choice(GAPS)
    head, style, is_short = chance.choice(HEADS), chance.randrange(len(DAYS)), chance.random() < SHORT
    for _ in range(chance.choice(SIZES)):
        if not pool:
            pool += chance.sample(pieces, len(pieces))
        piece = pool.pop()
        if piece.title in taken:
            continue
        taken.add(piece.title)
        most = chance.choice(CUT) if is_short else chance.randrange(10, 31)
        if page.lines:
            page.lines += ["", gap, ""] if isinstance(gap, str) else [""] * gap
        cut = Piece(piece.title, piece.authors, piece.day, piece.text[:most], piece.language)
        add(page, cut, head, style, chance, spaced=spaced)
    return page


def main() -> None:
    """Make the dumps, and say how many articles they have."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("out", type=Path)
    options.add_argument("labels", nargs="+", type=Path)
    options.add_argument("--dumps", type=int, default=100)
    options.add_argument("--seed", type=int, default=5)
    asked = options.parse_args()
    chance = random.Random(asked.seed)
    pieces = [piece for folder in asked.labels for piece in read_pieces(folder)]
    (asked.out / "dumps").mkdir(parents=True, exist_ok=True)
    files: dict[str, Any] = {}
    pool: list[Piece] = []
    for number in range(asked.dumps):
        page = make_page(pool, pieces, chance)
        name = f"tidy_{number:03}.txt"
        (asked.out / "dumps" / name).write_text("\n".join(page.lines) + "\n", encoding="utf-8")
        files[name] = {"articles": page.articles}
    (asked.out / "gold.json").write_text(json.dumps({"version": 1, "files": files}, ensure_ascii=False), encoding="utf-8")
    print(f"{asked.dumps} dumps, {sum(len(labels['articles']) for labels in files.values())} articles of {len(pieces)}")


if __name__ == "__main__":
    main()
