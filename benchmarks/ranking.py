"""How well nkdocs ranks, on any collection of documents, queries and judgements, beside others' ranking of the same.

    python benchmarks/ranking.py FOLDER [FOLDER ...] [--most QUERIES] [--out FILE]

What a folder holds is said in `judged`. Documents go into the engine as articles of prose, with no parsing of dumps, so that
only ranking is measured. The others are Whoosh as it comes (all words of title and text), Whoosh with its stemming analyzer and
any word, and SQLite's FTS5 with its porter tokenizer and any word. Queries are asked as a person's would be; one that is not
understood (a lone quote) is asked again without its syntax, and counted. nDCG has exponential gains; means are over judged
queries; `empty` is how many queries get an empty page; `ms` is a median on this machine, with whatever else it does.
"""

import argparse
import json
import math
import re
import sqlite3
import statistics
import tempfile
import time
import warnings
from collections.abc import Callable
from contextlib import ExitStack, closing
from pathlib import Path

from judged import Collection, read_collection

from nkdocs import answering
from nkdocs.answers import SearchRequest
from nkdocs.engine import open_engine
from nkdocs.errors import QueryError
from nkdocs.model import Article, Block, Claim, Kind, Source, Span, Trust
from nkdocs.schema import to_document

DEPTH = 100
COLUMNS = ("ndcg@10", "map", "recall@100", "mrr@10", "empty", "ms")
Search = Callable[[str], list[str]]


def write_article(row: dict[str, str]) -> Article:
    """A document as an article of prose."""
    text, start = row.get("text") or "", Span(0, 0)
    title = Claim("title", row["title"], start, "given", Trust.HIGH) if row.get("title") else None
    authors = (Claim("author", row["author"], start, "given", Trust.HIGH),) if row.get("author") else ()
    span = Span(0, len(text))
    blocks = (Block(span, Kind.PROSE),) if text else ()
    return Article(Source("made.txt"), 1, span, 1, text, title, None, authors, blocks, id=str(row["id"]))


def by_nkdocs(collection: Collection, stack: ExitStack, counted: list[str], *, any_word: bool = False) -> Search:
    """A search by nkdocs; queries that had to be asked again are put into `counted`. What is open is closed by the stack."""
    engine = open_engine("whoosh", Path(stack.enter_context(tempfile.TemporaryDirectory())))
    stack.callback(engine.close)
    with engine.writing() as transaction:
        for row in collection.documents:
            transaction.put(to_document(write_article(row)))

    def search(text: str) -> list[str]:
        import datetime as dt

        try:
            request = SearchRequest(text, limit=DEPTH, snippets=0, any_word=any_word)
            question = answering.understand(request, dt.date(2026, 1, 1))
        except QueryError:
            counted.append(text)
            request = SearchRequest(" ".join(re.findall(r"\w+", text)) or "x", limit=DEPTH, snippets=0, any_word=any_word)
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


def by_fts5(collection: Collection, stack: ExitStack) -> Search:
    """A search by SQLite: any word, stemmed by its porter tokenizer, title and text apart."""
    store = stack.enter_context(closing(sqlite3.connect(":memory:")))
    store.execute("CREATE VIRTUAL TABLE articles USING fts5(id UNINDEXED, title, text, tokenize='porter unicode61')")
    rows = (
        (row["id"], row.get("title") or "", " ".join(filter(None, (row.get("text"), row.get("author")))))
        for row in collection.documents
    )
    store.executemany("INSERT INTO articles VALUES (?, ?, ?)", rows)

    def search(text: str) -> list[str]:
        words = " OR ".join(f'"{word}"' for word in dict.fromkeys(re.findall(r"\w+", text)))
        query = "SELECT id FROM articles WHERE articles MATCH ? ORDER BY rank LIMIT ?"
        return [str(row[0]) for row in store.execute(query, (words, DEPTH))] if words else []

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
    return sum((2.0**gain - 1) / math.log2(place + 1) for place, gain in enumerate(gains, start=1))


def main() -> None:
    """Measure all folders; print a table for each, and the means; keep the figures."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("folders", nargs="+", type=Path)
    options.add_argument("--most", type=int, help="judged queries of each collection, evenly chosen (default: all)")
    options.add_argument("--out", type=Path, help="keep the figures as JSON")
    chosen = options.parse_args()
    kept: dict[str, dict[str, dict[str, float]]] = {}
    sizes: dict[str, dict[str, int]] = {}
    for folder in chosen.folders:
        collection = read_collection(folder, chosen.most)
        again: list[str] = []
        sizes[collection.name] = {"documents": len(collection.documents), "queries": len(collection.judged)}
        print(f"\n{collection.name}: {len(collection.documents):,} documents, {len(collection.judged):,} judged queries")
        print(f"{'':30}" + "".join(f"{name:>12}" for name in COLUMNS))
        with ExitStack() as stack:
            systems = {
                "Whoosh as it comes": by_whoosh(collection, stack, stemming=False),
                "Whoosh, stemming, any word": by_whoosh(collection, stack, stemming=True),
                "SQLite FTS5, porter, any word": by_fts5(collection, stack),
                "nkdocs": by_nkdocs(collection, stack, again),
                "nkdocs --any": by_nkdocs(collection, stack, [], any_word=True),
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
        rounded = {
            name: {collection: {key: round(value, 4) for key, value in row.items()} for collection, row in rows.items()}
            for name, rows in kept.items()
        }
        chosen.out.write_text(json.dumps({"collections": sizes, "systems": rounded}, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
