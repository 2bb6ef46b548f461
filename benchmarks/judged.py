"""Test collections of texts, read from a folder: documents, queries, and which documents answer which query.

Three forms are known, each by its files:

- JSON Lines: ``documents.jsonl`` ({"id", "title", "text", "author"}; only id and text are needed), ``queries.jsonl`` ({"id",
  "query"}) and ``qrels.txt`` (TREC: query, 0, document, grade);
- the same as others name it: ``corpus.jsonl`` and ``queries.jsonl`` with "_id" and "text", and judgements of three columns;
- the classic marked text (``.I`` number, ``.T`` title, ``.A`` author, ``.W`` text): that with most ``.I`` has the documents,
  the other the queries, and a file of numbers the judgements, TREC's four columns or a query and a document in front.

Judgements are never guessed: a folder that is none of these is refused.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

_NAMES = {"I": "id", "T": "title", "A": "author", "W": "text"}
_MARK = re.compile(r"^\.([A-Z])(?: +(\d+))?[ \t]*$", re.MULTILINE)
_NUMBERS = re.compile(r"-?[\d.]+(?:[ \t]+-?[\d.]+){1,4}")


@dataclass(frozen=True)
class Collection:
    """Documents, queries, and for each query the grade of each judged document."""

    name: str
    documents: list[dict[str, str]]
    queries: dict[str, str]
    judged: dict[str, dict[str, int]]


def read_collection(folder: Path, most: int | None = None) -> Collection:
    """What a folder holds, with only the queries that have a relevant document; of these at most so many, evenly chosen.

    Raises `ValueError` for a folder in none of the forms.
    """
    documents, queries, judged = _read_lines(folder) if any(folder.glob("*.jsonl")) else _read_marked(folder)
    judged = {query: grades for query, grades in judged.items() if query in queries and max(grades.values()) > 0}
    if not documents or not judged:
        raise ValueError(f"{folder}: no documents, or no judgements of queries that are here")
    names = list(judged)
    if most is not None and most < len(names):
        judged = {name: judged[name] for name in (names[place * len(names) // most] for place in range(most))}
    return Collection(folder.name, documents, queries, judged)


Parts = tuple[list[dict[str, str]], dict[str, str], dict[str, dict[str, int]]]


def _read_lines(folder: Path) -> Parts:
    name = next(name for name in ("documents.jsonl", "corpus.jsonl") if (folder / name).exists())
    documents = [{**row, "id": str(row.get("id", row.get("_id")))} for row in _objects(folder / name)]
    rows = list(_objects(folder / "queries.jsonl"))
    queries = {str(row.get("id", row.get("_id"))): row.get("query") or row["text"] for row in rows}
    judged: dict[str, dict[str, int]] = {}
    found = next(path for path in sorted(folder.rglob("*")) if path.name in ("qrels.txt", "qrels.tsv", "test.tsv"))
    for line in found.read_text(encoding="utf-8").splitlines():
        columns = line.split()
        if len(columns) in (3, 4) and re.fullmatch(r"-?[\d.]+", columns[-1]):
            judged.setdefault(columns[0], {})[columns[-2]] = int(float(columns[-1]))
    return documents, queries, judged


def _objects(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8") as lines:
        yield from (json.loads(line) for line in lines if line.strip())


def _read_marked(folder: Path) -> Parts:
    texts = [path.read_text(encoding="latin-1") for path in sorted(folder.iterdir()) if path.is_file()]
    marked = sorted((text for text in texts if text.startswith(".I")), key=lambda text: text.count("\n.I"))
    numbers = [text for text in texts if _are_numbers(text.splitlines()[:20])]
    if len(marked) != 2 or len(numbers) != 1:
        raise ValueError(f"{folder}: neither JSON Lines nor two files of .I and one of judgements")
    asked, documents = (list(_marked(text)) for text in marked)
    rows = [[int(float(column)) for column in line.split()] for line in numbers[0].splitlines() if line.strip()]
    if all(len(row) == 4 and row[1] == 0 and row[3] > 0 for row in rows):  # TREC's
        pairs = [(row[0], row[2]) for row in rows]
    else:  # whatever follows a query and a document; a negative grade is a document that is none
        pairs = [(row[0], row[1]) for row in rows if len(row) < 3 or row[2] >= 0]
    # Where the numbers of queries have gaps, judgements count the queries.
    counted = max(query for query, _ in pairs) <= len(asked) < max(int(row["id"]) for row in asked)
    queries = {str(place if counted else int(row["id"])): row.get("text", "") for place, row in enumerate(asked, start=1)}
    judged: dict[str, dict[str, int]] = {}
    for query, document in pairs:
        judged.setdefault(str(query), {})[str(document)] = 1
    return documents, queries, judged


def _are_numbers(lines: list[str]) -> bool:
    return bool(lines) and all(_NUMBERS.fullmatch(line.strip()) for line in lines if line.strip())


def _marked(text: str) -> Iterator[dict[str, str]]:
    row: dict[str, str] = {}
    marks = list(_MARK.finditer(text))
    for mark, following in zip(marks, [*marks[1:], None], strict=True):
        if mark[1] == "I":
            if row:
                yield row
            row = {"id": str(int(mark[2]))}
        elif mark[1] in _NAMES:
            name = _NAMES[mark[1]]
            row[name] = f"{row.get(name, '')} {text[mark.end() : following.start() if following else None].strip()}".strip()
    if row:
        yield row
