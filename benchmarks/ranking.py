"""How well nkdocs ranks, on any collection of documents, queries and judgements, beside plain Whoosh's own ranking.

    python benchmarks/ranking.py FOLDER [FOLDER ...] [--out FILE]

A folder holds ``documents.jsonl`` ({"id", "title", "text", "author"}; only id and text are needed), ``queries.jsonl``
({"id", "query"}) and ``qrels.txt`` (TREC: query, 0, document, grade). Documents go into the engine as articles of prose, with
no parsing of dumps, so that only ranking is measured. Queries are asked as a person's would be; one that is not understood
(a lone quote) is asked again without its syntax, and counted. nDCG has exponential gains; means are over judged queries.
"""

import argparse
import json
import math
import re
import statistics
import tempfile
import time
import warnings
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from nkdocs import answering
from nkdocs.answers import SearchRequest
from nkdocs.engine import open_engine
from nkdocs.errors import QueryError
from nkdocs.model import Article, Block, Claim, Kind, Source, Span, Trust
from nkdocs.schema import to_document

DEPTH = 100
COLUMNS = ("ndcg@10", "map", "recall@100", "mrr@10", "empty", "ms")
Search = Callable[[str], list[str]]


@dataclass(frozen=True)
class Collection:
    """Documents, queries, and for each query the grade of each judged document."""

    name: str
    documents: list[dict[str, str]]
    queries: dict[str, str]
    judged: dict[str, dict[str, int]]


def read_lines(path: Path) -> Iterator[dict[str, str]]:
    """The objects of a file of JSON Lines."""
    with path.open(encoding="utf-8") as lines:
        yield from (json.loads(line) for line in lines if line.strip())


def read_collection(folder: Path) -> Collection:
    """What a folder holds, with only the queries that have a relevant document."""
    judged: dict[str, dict[str, int]] = {}
    for line in (folder / "qrels.txt").read_text(encoding="utf-8").splitlines():
        if len(columns := line.split()) == 4:
            judged.setdefault(columns[0], {})[columns[2]] = int(float(columns[3]))
    queries = {str(row["id"]): row["query"] for row in read_lines(folder / "queries.jsonl")}
    judged = {query: grades for query, grades in judged.items() if query in queries and max(grades.values()) > 0}
    return Collection(folder.name, list(read_lines(folder / "documents.jsonl")), queries, judged)


def write_article(row: dict[str, str]) -> Article:
    """A document as an article of prose."""
    text, start = row.get("text") or "", Span(0, 0)
    title = Claim("title", row["title"], start, "given", Trust.HIGH) if row.get("title") else None
    authors = (Claim("author", row["author"], start, "given", Trust.HIGH),) if row.get("author") else ()
    span = Span(0, len(text))
    blocks = (Block(span, Kind.PROSE),) if text else ()
    return Article(Source("made.txt"), 1, span, 1, text, title, None, authors, blocks, id=str(row["id"]))


def by_nkdocs(collection: Collection, stack: ExitStack, counted: list[str]) -> Search:
    """A search by nkdocs; queries that had to be asked again are put into `counted`. What is open is closed by the stack."""
    engine = open_engine("whoosh", Path(stack.enter_context(tempfile.TemporaryDirectory())))
    stack.callback(engine.close)
    with engine.writing() as transaction:
        for row in collection.documents:
            transaction.put(to_document(write_article(row)))

    def search(text: str) -> list[str]:
        import datetime as dt

        try:
            request = SearchRequest(text, limit=DEPTH, snippets=0)
            question = answering.understand(request, dt.date(2026, 1, 1))
        except QueryError:
            counted.append(text)
            request = SearchRequest(" ".join(re.findall(r"\w+", text)) or "x", limit=DEPTH, snippets=0)
            question = answering.understand(request, dt.date(2026, 1, 1))
        results, _ = answering.answer(engine, question, request, "")
        return [hit.article.id for hit in results.hits]

    return search


def by_whoosh(collection: Collection, stack: ExitStack, *, stemming: bool) -> Search:
    """A search by Whoosh: as it comes (all words), or with its stemming analyzer and any word; title and text apart."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from whoosh.analysis import StandardAnalyzer, StemmingAnalyzer
        from whoosh.fields import ID, TEXT, Schema
        from whoosh.index import create_in
        from whoosh.qparser import AndGroup, MultifieldParser, OrGroup

    analyzer = StemmingAnalyzer() if stemming else StandardAnalyzer()
    folder = stack.enter_context(tempfile.TemporaryDirectory())
    index = create_in(folder, Schema(id=ID(stored=True), title=TEXT(analyzer), text=TEXT(analyzer)))
    writer = index.writer(limitmb=256)
    for row in collection.documents:
        text = " ".join(filter(None, (row.get("text"), row.get("author"))))
        writer.add_document(id=str(row["id"]), title=row.get("title") or "", text=text)
    writer.commit()
    stack.callback(index.close)
    searcher = stack.enter_context(index.searcher())
    parser = MultifieldParser(["title", "text"], index.schema, group=OrGroup if stemming else AndGroup)

    def search(text: str) -> list[str]:
        return [hit["id"] for hit in searcher.search(parser.parse(text), limit=DEPTH)]

    return search


def measure(collection: Collection, search: Search) -> dict[str, float]:
    """The means of all measures over the judged queries; `empty` is how many got an empty page, `ms` a median."""
    rows = []
    for query, grades in collection.judged.items():
        start = time.perf_counter()
        found = search(collection.queries[query])
        rows.append({**score(found, grades), "ms": (time.perf_counter() - start) * 1000})
    means = {name: statistics.fmean(row[name] for row in rows) for name in ("ndcg@10", "map", "recall@100", "mrr@10")}
    return {**means, "empty": sum(row["empty"] for row in rows), "ms": statistics.median(row["ms"] for row in rows)}


def score(found: list[str], grades: dict[str, int]) -> dict[str, float]:
    """The measures of one query's list."""
    gains = [max(0, grades.get(document, 0)) for document in found]
    best = sorted((grade for grade in grades.values() if grade > 0), reverse=True)
    hits = [place for place, gain in enumerate(gains, start=1) if gain]
    precision = sum(number / place for number, place in enumerate(hits, start=1))
    return {
        "ndcg@10": discounted(gains[:10]) / discounted(best[:10]),
        "map": precision / len(best),
        "recall@100": len(hits) / len(best),
        "mrr@10": 1 / hits[0] if hits and hits[0] <= 10 else 0.0,
        "empty": float(not found),
    }


def discounted(gains: list[int]) -> float:
    """Discounted cumulative gain."""
    return sum((2**gain - 1) / math.log2(place + 1) for place, gain in enumerate(gains, start=1))


def main() -> None:
    """Measure all folders; print a table for each, and the means; keep the figures."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("folders", nargs="+", type=Path)
    options.add_argument("--out", type=Path, help="keep the figures as JSON")
    chosen = options.parse_args()
    kept: dict[str, dict[str, dict[str, float]]] = {}
    for folder in chosen.folders:
        collection = read_collection(folder)
        again: list[str] = []
        print(f"\n{collection.name}: {len(collection.documents):,} documents, {len(collection.judged):,} judged queries")
        print(f"{'':30}" + "".join(f"{name:>12}" for name in COLUMNS))
        with ExitStack() as stack:
            systems = {
                "Whoosh as it comes": by_whoosh(collection, stack, stemming=False),
                "Whoosh, stemming, any word": by_whoosh(collection, stack, stemming=True),
                "nkdocs": by_nkdocs(collection, stack, again),
            }
            for name, search in systems.items():
                figures = kept.setdefault(name, {})[collection.name] = measure(collection, search)
                print(f"{name:30}" + "".join(f"{figures[column]:12.3f}" for column in COLUMNS))
        if again:
            print(f"{len(again)} queries were no queries of ours and were asked as their words")
    if len(chosen.folders) > 1:
        print(f"\nmean of {len(chosen.folders)} collections")
        for name, rows in kept.items():
            print(
                f"{name:30}" + "".join(f"{statistics.fmean(row[column] for row in rows.values()):12.3f}" for column in COLUMNS)
            )
    if chosen.out:
        chosen.out.write_text(json.dumps(kept, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
