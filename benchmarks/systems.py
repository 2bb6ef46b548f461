"""The search engines that are compared, each with the same few verbs: fill, ask, and show pieces of the hits.

A question is put to each in its own words, over the same fields, with English stemming, and the ten best articles are fetched
whole. Each is set up as its makers advise for speed. `total`, where it costs extra, is not asked for: nkdocs and Whoosh count.
"""

import datetime as dt
import sqlite3
import warnings
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from corpora import to_article

from nkdocs import query as ours
from nkdocs.analysis import sequence
from nkdocs.engine import open_engine
from nkdocs.engine.evaluation import Evaluation
from nkdocs.engine.ranking import first
from nkdocs.model import Sort
from nkdocs.schema import to_document
from nkdocs.snippets import cut_snippets

Row = tuple[str, str, str, str]
TOP = 10


@dataclass(frozen=True)
class Question:
    """A question in no engine's words. `kind`: word, both, any, phrase, prefix, fuzzy, dated or newest."""

    kind: str
    words: tuple[str, ...]


#: The range of `dated`.
SINCE, UNTIL = dt.date(2010, 1, 1), dt.date(2012, 12, 31)


class System(Protocol):
    """A search engine. `find` gives the best articles by number or id and fetches nothing; `pieces` is `find` and pieces."""

    def fill(self, rows: Iterable[Row]) -> None:
        """Index the articles, and commit."""

    def find(self, question: Question) -> Any:  # what the others take
        """Find the best articles, without fetching them. None: the engine has no such question."""

    def ask(self, question: Question) -> Any:
        """Find the best articles, and fetch them. None: the engine has no such question."""

    def pieces(self, question: Question) -> Any:  # not looked at
        """Find the best articles, each with a piece of its text."""


class Nkdocs:
    """nkdocs: `schema.to_document` and the engine, without the parser of dumps."""

    def __init__(self, folder: Path) -> None:
        self.engine: Any = open_engine("whoosh", folder)

    def fill(self, rows: Iterable[Row]) -> None:
        with self.engine.writing() as transaction:
            for number, row in enumerate(rows):
                transaction.put(to_document(to_article(number, *row)))

    def find(self, question: Question) -> Any:
        snapshot = self.engine._snapshot  # noqa: SLF001  # the engine itself always gives articles
        snapshot.kept.clear()
        sort = Sort.NEWEST if question.kind == "newest" else Sort.RELEVANCE
        evaluation = Evaluation(tree(question), snapshot)
        return evaluation.total, first(evaluation, snapshot, TOP, sort)

    def ask(self, question: Question) -> Any:
        self.engine._snapshot.kept.clear()  # noqa: SLF001  # every question is the first of its process
        sort = Sort.NEWEST if question.kind == "newest" else Sort.RELEVANCE
        return self.engine.search(tree(question), limit=TOP, sort=sort)

    def pieces(self, question: Question) -> Any:
        return [cut_snippets(hit.article, tree(question)) for hit in self.ask(question).hits]


def tree(question: Question) -> ours.Query:
    """A question as our tree."""
    words = [ours.Word(sequence(word)[0].term, word) for word in question.words]
    match question.kind:
        case "both":
            return ours.And(tuple(words))
        case "any":
            return ours.Or(tuple(words))
        case "phrase":
            return ours.Phrase(tuple(word.term for word in words), "")
        case "prefix":
            return ours.Prefix(question.words[0], "")
        case "fuzzy":
            return ours.Fuzzy(question.words[0], "")
        case "dated":
            return ours.And((words[0], ours.DateRange(SINCE, UNTIL, "")))
        case _:
            return words[0]


class Whoosh:
    """Whoosh as it comes, with its stemming analyzer and a large pool."""

    def __init__(self, folder: Path) -> None:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            from whoosh import fields, highlight, index, qparser, query, sorting
            from whoosh.analysis import StemmingAnalyzer
        self.query, self.sorting, self.highlight, self.qparser = query, sorting, highlight, qparser
        text = fields.TEXT(StemmingAnalyzer(cachesize=-1), stored=True)
        days = fields.NUMERIC(int, stored=True, sortable=True)
        schema = fields.Schema(title=text, author=text, text=text, day=days)
        self.index = index.open_dir(folder) if index.exists_in(folder) else index.create_in(folder, schema)
        self.stem = StemmingAnalyzer()
        self._searcher: Any = None

    def fill(self, rows: Iterable[Row]) -> None:
        writer = self.index.writer(limitmb=512)
        for title, author, day, text in rows:
            writer.add_document(title=title, author=author, text=text, day=dt.date.fromisoformat(day).toordinal())
        writer.commit()

    def find(self, question: Question) -> Any:
        if self._searcher is None:
            self._searcher = self.index.searcher()
        order = {"sortedby": self.sorting.FieldFacet("day", reverse=True)} if question.kind == "newest" else {}
        return self._searcher.search(self._tree(question), limit=TOP, **order)

    def ask(self, question: Question) -> Any:
        return [hit.fields() for hit in self.find(question)]

    def _tree(self, question: Question) -> Any:
        query = self.query
        terms = [next(self.stem(word)).text for word in question.words]
        words = [query.Term("text", term) for term in terms]
        match question.kind:
            case "both":
                return query.And(words)
            case "any":
                return query.Or(words)
            case "phrase":
                return query.Phrase("text", terms)
            case "prefix":
                return query.Prefix("text", question.words[0])
            case "fuzzy":
                return query.FuzzyTerm("text", terms[0], prefixlength=1)
            case "dated":
                return query.And([words[0], query.NumericRange("day", SINCE.toordinal(), UNTIL.toordinal())])
            case _:
                return words[0]

    def pieces(self, question: Question) -> Any:
        return [hit.highlights("text") for hit in self.find(question)]


class Fts5:
    """SQLite's FTS5 with its Porter stemmer; the articles in a table beside it."""

    def __init__(self, folder: Path) -> None:
        self.base = sqlite3.connect(folder / "base.sqlite")

    def fill(self, rows: Iterable[Row]) -> None:
        base = self.base
        base.execute("pragma journal_mode = off")
        base.execute("pragma synchronous = off")
        base.execute("create virtual table words using fts5(title, author, text, tokenize = 'porter unicode61')")
        base.execute("create table days (number integer primary key, day text)")
        for title, author, day, text in rows:
            cursor = base.execute("insert into words values (?, ?, ?)", (title, author, text))
            base.execute("insert into days values (?, ?)", (cursor.lastrowid, day))
        base.execute("create index by_day on days (day)")
        base.execute("insert into words(words) values ('optimize')")
        base.commit()

    def _match(self, question: Question) -> str:
        words = " ".join(question.words)
        return {"any": " OR ".join(question.words), "phrase": f'"{words}"', "prefix": f"{words}*"}.get(question.kind, words)

    def find(self, question: Question) -> Any:
        if question.kind == "fuzzy":
            return None
        inner = "select words.rowid as number from words"
        if question.kind in ("dated", "newest"):
            inner += " join days on days.number = words.rowid"
        inner += " where words match :match"
        if question.kind == "dated":
            inner += " and day between :since and :until"
        order = "order by day desc" if question.kind == "newest" else "order by rank"
        asked = {"match": self._match(question), "since": SINCE.isoformat(), "until": UNTIL.isoformat(), "top": TOP}
        numbers = self.base.execute(f"{inner} {order} limit :top", asked).fetchall()  # our own words
        return [number for (number,) in numbers]

    def ask(self, question: Question) -> Any:
        if (found := self.find(question)) is None:
            return None
        fetch = "select title, author, text from words where rowid = ?"
        return [self.base.execute(fetch, (number,)).fetchone() for number in found]

    def pieces(self, question: Question) -> Any:
        """In the orders that FTS5 does not know, pieces asked for with the question would be made for all that match."""
        piece, match = "select snippet(words, 2, '[', ']', '…', 40) from words where words match ?", self._match(question)
        if question.kind in ("dated", "newest"):
            return [self.base.execute(f"{piece} and rowid = ?", (match, number)).fetchone() for number in self.find(question)]
        return self.base.execute(f"{piece} order by rank limit ?", (match, TOP)).fetchall()


class Tantivy:
    """tantivy, from Python, with one thread."""

    def __init__(self, folder: Path) -> None:
        import tantivy

        self.tantivy = tantivy
        builder = tantivy.SchemaBuilder()
        for name in ("title", "author", "text"):
            builder.add_text_field(name, stored=True, tokenizer_name="en_stem")
        builder.add_integer_field("day", stored=True, indexed=True, fast=True)
        self.schema = builder.build()
        self.index = tantivy.Index(self.schema, path=str(folder))

    def fill(self, rows: Iterable[Row]) -> None:
        writer = self.index.writer(heap_size=200_000_000, num_threads=1)
        for title, author, day, text in rows:
            ordinal = dt.date.fromisoformat(day).toordinal()
            writer.add_document(self.tantivy.Document(title=[title], author=[author], text=[text], day=[ordinal]))
        writer.commit()
        writer.wait_merging_threads()

    def find(self, question: Question) -> Any:
        self.index.reload()
        searcher = self.index.searcher()
        query = self._tree(question)
        order = {"order_by_field": "day"} if question.kind == "newest" else {}
        return searcher, query, searcher.search(query, TOP, count=False, **order).hits

    def ask(self, question: Question) -> Any:
        searcher, _, best = self.find(question)
        return [searcher.doc(address) for _, address in best]

    def _tree(self, question: Question) -> Any:
        words, fields = " ".join(question.words), ["title", "author", "text"]
        match question.kind:
            case "both":
                return self.index.parse_query(" AND ".join(question.words), fields)
            case "phrase":
                return self.index.parse_query(f'"{words}"', fields)
            case "prefix":
                return self.tantivy.Query.regex_query(self.schema, "text", f"{words}.*")
            case "fuzzy":
                return self.tantivy.Query.fuzzy_term_query(self.schema, "text", words, distance=1)
            case "dated":
                return self.index.parse_query(f"+({words}) +day:[{SINCE.toordinal()} TO {UNTIL.toordinal()}]", fields)
            case _:
                return self.index.parse_query(words, fields)

    def pieces(self, question: Question) -> Any:
        searcher, query, best = self.find(question)
        generator = self.tantivy.SnippetGenerator.create(searcher, query, self.schema, "text")
        return [generator.snippet_from_doc(searcher.doc(address)).to_html() for _, address in best]


SYSTEMS = {"nkdocs": Nkdocs, "Whoosh": Whoosh, "FTS5": Fts5, "tantivy": Tantivy}
