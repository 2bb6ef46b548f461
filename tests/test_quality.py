"""The quality gate: what the parser makes of labelled dumps, against floors that only go up.

It runs on the golden dumps and the seeds always, with exact values, and on the folder that ``NKDOCS_EVAL`` names (`gold.json`,
`dumps/`, `score.py`) where that is set: there the figures may not fall below `quality_floors.json`, and values marked HIGH must
be right at least 97 times in 100. ``pytest -s`` prints the figures and the table of trust.
"""

import importlib.util
import json
import os
import sys
from collections import Counter
from pathlib import Path

import pytest

from nkdocs.extract import read_articles
from nkdocs.model import Article, Dump, PartialDate, Source, Trust

HERE = Path(__file__).parent
GOLDEN = HERE / "golden"
SEEDS = HERE.parent / "seeds"
FLOORS = json.loads((HERE / "quality_floors.json").read_text(encoding="utf-8"))
EVAL = Path(os.environ.get("NKDOCS_EVAL", "/nowhere"))
#: Figures of which less is better.
LOWER_IS_BETTER = ("leak", "comments_leak", "loss", "misplaced")


def _read(path: Path) -> tuple[str, tuple[Article, ...]]:
    text = path.read_bytes().decode("utf-8")
    return text, read_articles(Dump(Source(path.name), text))


def _facts(article):
    """What is claimed of an article, as the golden files write it."""
    return {
        "start_line": article.start_line,
        "title": article.title.value if article.title else None,
        "date": article.date.value.isoformat() if article.date else None,
        "authors": [claim.value for claim in article.authors],
    }


def _missing(lines, numbers, body):
    """The lines of these numbers that a body does not have."""
    kept = {line.strip() for line in body.split("\n")}
    return [number for number in numbers if lines[number - 1].strip() not in kept]


@pytest.mark.parametrize("folder", sorted(path.parent for path in GOLDEN.glob("*/articles.json")), ids=lambda path: path.name)
def test_golden_dumps_are_read_exactly(folder):
    """Every article of a golden dump is found, with its title, date, authors, text and notes, and without furniture."""
    text, articles = _read(folder / "dump.txt")
    lines = text.split("\n")
    golden = json.loads((folder / "articles.json").read_text(encoding="utf-8"))
    expected = golden["articles"]
    assert [_facts(article) for article in articles] == [{key: row[key] for key in _facts(articles[0])} for row in expected]
    for article, row in zip(articles, expected, strict=True):
        assert not _missing(lines, row["body_lines"], article.body)
        assert [lines[number - 1] for number in row["note_lines"]] == list(article.notes)
    own = {lines[number - 1] for row in expected for number in [row["start_line"], *row["body_lines"]]}
    bodies = {line for article in articles for line in article.body.split("\n")}
    assert not [number for number in golden["chrome_lines"] if lines[number - 1] in bodies - own]


def test_there_are_golden_dumps_of_many_kinds_of_mess():
    """The golden dumps hold at least twelve kinds of mess."""
    assert len(list(GOLDEN.glob("*/articles.json"))) >= 12


def test_the_seeds_are_read_exactly():
    """The eight articles of the seeds come out with their lines, titles, dates, authors and text, and without furniture."""
    golden = json.loads((GOLDEN / "seeds.json").read_text(encoding="utf-8"))
    for source, chrome in golden["chrome_lines"].items():
        text, articles = _read(SEEDS / source)
        lines = text.split("\n")
        expected = [row for row in golden["articles"] if row["source"] == source]
        found = [{"source": source, **_facts(article), "end_line": article.end_line} for article in articles]
        assert found == [{key: row[key] for key in found[0]} for row in expected]
        for article, row in zip(articles, expected, strict=True):
            assert not _missing(lines, row["body_lines"], article.body)
        bodies = "\n".join(article.body for article in articles)
        assert _missing(lines, chrome, bodies) == chrome


def _table(hits: Counter, tries: Counter) -> str:
    rows = [f"{'field':8}{'trust':8}{'right':>6}{'of':>6}{'share':>7}"]
    for field, trust in sorted(tries, key=lambda key: (key[0], -key[1])):
        right, of = hits[field, trust], tries[field, trust]
        rows.append(f"{field:8}{trust.name:8}{right:6}{of:6}{right / of:7.2f}")
    return "\n".join(rows)


def _calibrate(score, files, dumps) -> tuple[Counter, Counter]:
    """How often the claims that were believed are right, by field and trust, for the articles that the labels know."""
    hits: Counter = Counter()
    tries: Counter = Counter()
    for name, file in files.items():
        for article in _read(dumps / name)[1]:
            row = next((row for row in file["articles"] if abs(row["title_line"] - article.start_line) <= 2), None)
            title, date, authors = article.title, article.date, article.authors
            for claim in filter(None, (title, date, authors[0] if authors else None)):
                key = claim.field, claim.trust
                tries[key] += 1
                hits[key] += row is not None and _is_right(score, row, article, claim)
    return hits, tries


def _is_right(score, row, article, claim) -> bool:
    if claim.field == "title":
        return score.norm(claim.value) == score.norm(row["title"])
    if isinstance(claim.value, PartialDate):
        return claim.value.isoformat() in (row["date"], *row.get("dates_also_accepted", ()))
    named = score.people([author.value for author in article.authors])
    return named in [score.people(names) for names in (row["authors"], *row.get("authors_also_accepted", ()))]


def _predict(name, article):
    facts = _facts(article)
    return {"source": name, **facts, "authors": facts["authors"] or None, "end_line": article.end_line, "body": article.body}


@pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning")  # the scorer's
@pytest.mark.skipif(not (EVAL / "gold.json").exists(), reason="NKDOCS_EVAL names no labelled dumps")
def test_labelled_dumps_score_no_less_than_before():
    """No figure of the labelled dumps is worse than its floor, and what is marked HIGH is right 97 times in 100."""
    spec = importlib.util.spec_from_file_location("score", EVAL / "score.py")
    score = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(score)
    files = json.loads((EVAL / "gold.json").read_text(encoding="utf-8"))["files"]
    dumps = EVAL / "dumps"
    predicted = [_predict(name, article) for name in files for article in _read(dumps / name)[1]]
    rows, by_file, _, _ = score.score(files, dumps, predicted)
    figures = {key: value for key, value in score.agg(rows, by_file).items() if key in FLOORS}
    hits, tries = _calibrate(score, files, dumps)
    report = "\n".join(["", *(f"{key:16}{value:.3f}" for key, value in figures.items()), _table(hits, tries), ""])
    sys.stdout.write(report)
    for key, floor in FLOORS.items():
        assert figures[key] <= floor if key in LOWER_IS_BETTER else figures[key] >= floor, key
    for (field, trust), of in tries.items():
        assert trust is not Trust.HIGH or hits[field, trust] >= 0.97 * of, f"{field}\n{_table(hits, tries)}"
