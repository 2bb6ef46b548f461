"""Whether anything that can be typed breaks the query language, or takes long.

    python benchmarks/queries.py --count 1000000            parse so many made queries; nothing but QueryError may be raised
    python benchmarks/queries.py --articles 4000            ask a made archive of so many articles the worst that can be typed
    python benchmarks/queries.py --store FOLDER             the same, of what engine.py --fill nkdocs CORPUS FOLDER made

The queries are made of words, marks, operators and odd characters, by a seed, so that a run can be repeated. The archive is
made of words as often as in a language (Zipf), so that some stand in nearly every article. Times are of CPU; with --out FILE
they are kept.
"""

from __future__ import annotations

import argparse
import datetime as dt
import itertools
import json
import random
import resource
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

from nkdocs import answering, commands, overview, resembling
from nkdocs.answers import SearchRequest
from nkdocs.archive import Where
from nkdocs.descent import MOST_APART, MOST_PATTERNS
from nkdocs.engine import open_engine
from nkdocs.errors import NkdocsError, QueryError
from nkdocs.grammar import read_query
from nkdocs.twins import Groups
from nkdocs.vocabulary import Vocabulary

TODAY = dt.date(2024, 5, 1)
WORDS = """
    money home women’s women's self-reliance K-pop U.S. 70% $1,500 여성의 脱北者 Кім café naïve the of Kim Jong-un Jong Un NORTH
    "money home" -word "near these"~5 remit* wom?n *port =word word~ word~2 title:money author:kim date:2020 date:2019..2023
"""
MARKS = """
    " “ ” ' ( ) （ ） [ ] { } - – — -- + ~ ~1 ~2 ~99 * ? ** ?? = == : :: , . .. ... / \\ | || & && ! ^ ^2 @ # % $ < > ;
    AND OR NOT and or not title: author: body: date: source: id: missing: has: foo: http://x title:( title:" author:b
    date:..2020 date:>=2020 date:2024-Q1 date:last_year date:-90d date:"March 2023" date:0000 date:99999
    missing:date has:note has:x source:2019/*.txt id:x @money @loop @none a* *a* ?b "a"~0 "a b"~99999999999 -"a phrase"
    -(a OR b) -date:2020 NOTNOT OROR
"""
PLAIN, PIECES = WORDS.split(), (WORDS + MARKS).split()
ODD = "\0\a\x1b\x1d\x85\xa0\xad\u0301\u034f\u200b\u200d\u202e\u2028\u3000\ud800\udfff\ufeff\ufffd\U0001f468\U000e0041İßſﬁ①½Ⅷ"
VOCABULARY = Vocabulary(
    {"money": "remittances OR brokers", "loop": "@loop a"}, (("defector", "refugee"), ("ryanggang", "yanggang"))
)


def make_query(chance: random.Random) -> str:
    """A query as a person, a script or a cat would type it."""
    kind = chance.random()
    count = chance.choice((1, 2, 3, 4, 5, 6, 8, 12, 20, 40))
    if kind < 0.4:
        return " ".join(chance.choices(PLAIN, k=count))
    if kind < 0.75:
        pieces = chance.choices(PIECES, k=count)
        return "".join(piece + chance.choice((" ", " ", "", "\u00a0")) for piece in pieces)
    if kind < 0.9:
        characters = [chance.choice("".join(PIECES) + ODD) for _ in range(count * 3)]
        return "".join(characters)
    if kind < 0.98:
        return "".join(
            chr(chance.choice((chance.randrange(0x80), chance.randrange(0x3000), chance.randrange(0x110000))))
            for _ in range(count)
        )
    depth = chance.randrange(70)
    return "(" * depth + chance.choice(PIECES) + ")" * chance.randrange(70)


def check(error: QueryError, query: str) -> None:
    """A refusal points into the query, and says what to type instead."""
    assert error.hint, query
    assert 0 <= error.column <= len(error.query), query


def parse_many(count: int, seed: int) -> dict[str, object]:
    """Parse so many queries; anything but a tree or a QueryError that points into the query ends the run with a traceback.

    What came of it, in seconds of CPU.
    """
    chance = random.Random(seed)
    refused, slowest, worst = 0, 0.0, ""
    started = time.process_time()
    for _ in range(count):
        query = make_query(chance)
        begun = time.process_time()
        try:
            read_query(query, today=TODAY, any_word=chance.random() < 0.2, vocabulary=VOCABULARY)
        except QueryError as error:
            refused += 1
            check(error, query)
        except BaseException:
            print(f"the query was {query!r}", file=sys.stderr)
            raise
        if (took := time.process_time() - begun) > slowest:
            slowest, worst = took, query
    took = time.process_time() - started
    print(
        f"{count:,} queries (seed {seed}) in {took:.0f} s: {count - refused:,} understood, {refused:,} refused, no other error"
    )
    print(f"the slowest took {slowest * 1000:.1f} ms: {worst[:100]!r}")
    return {
        "queries": count,
        "seed": seed,
        "seconds": round(took),
        "understood": count - refused,
        "refused": refused,
        "other errors": 0,
        "slowest": {"seconds": round(slowest, 4), "query": worst[:200].encode("ascii", "backslashreplace").decode()},
    }


def write_archive(root: Path, articles: int, seed: int) -> None:
    """Dumps of so many articles, ten each; one in fifty is a copy of the one before."""
    chance = random.Random(seed)
    letters = "abcdefghijklmnopqrstuvwxyz"
    words = ["".join(chance.choices(letters, k=chance.randrange(2, 12))) for _ in range(30_000)]
    weights = list(itertools.accumulate(1 / rank for rank in range(1, len(words) + 1)))
    text = ""
    for start in range(0, articles, 10):
        pages = []
        for number in range(start, min(start + 10, articles)):
            if number % 50 or not text:
                paragraphs = [" ".join(chance.choices(words, cum_weights=weights, k=120)).capitalize() + "." for _ in range(4)]
                text = "\n\n".join(paragraphs)
            title = " ".join(chance.choices(words, cum_weights=weights, k=6)).title()
            day = dt.date(1990, 1, 1) + dt.timedelta(chance.randrange(12_000))
            pages.append(
                f"{title}\n\nBy {words[number % 97].title()} {words[number % 89].title()}\n\n{day:%B %d, %Y}\n\n{text}\n"
            )
        (root / f"{start:06d}.txt").write_text("\n\n".join(pages), encoding="utf-8")


def worst_queries(common: list[str], rare: list[str]) -> Iterator[tuple[str, str]]:
    """What costs most, by name."""
    wide = ["*a*", "?e*", "*i?", "a*e*", "*o*u*", "s*", "*t", "*n*n*", "?????*", "*ra*", "*e", "b*", "*l?", "m*a", "*u*", "*"]
    yield "one common word", common[0]
    yield "a question of common words", " ".join(common[:9])
    yield "*abc*", "*aei*"
    yield (
        "as many wide patterns as may be",
        " OR ".join(f"*{a}{b}{c}*" for a, b, c in itertools.islice(itertools.product("aeiost", repeat=3), MOST_PATTERNS)),
    )
    yield "as many patterns of a letter or two, all", " ".join(wide[:MOST_PATTERNS])
    yield "as many patterns of a letter or two, any", " OR ".join(wide[:MOST_PATTERNS])
    yield "one pattern of a letter", "*a*"
    yield "?????", "a?????*"
    yield "a prefix of a letter", "s*"
    yield "a prefix of two letters", "st*"
    yield "as many prefixes of two letters as may be", " OR ".join(f"{a}{b}*" for a in "bdgk" for b in "aeio")
    yield "as many fuzzy words as may be", " OR ".join(f"{word}~2" for word in rare[:MOST_PATTERNS])
    yield "as many short fuzzy words as may be", " OR ".join(f"{word[:4]}~2" for word in rare[:MOST_PATTERNS])
    yield "as many words as may be", " ".join(rare[:MOST_APART])
    yield "as many alternatives as may be", " OR ".join((common + rare)[:MOST_APART])
    yield "as deep as may be", "(" * 49 + common[0] + ")" * 49
    yield "as deep a not as may be", "-(" * 49 + common[0] + ")" * 49
    yield (
        "deep and wide",
        " OR ".join(f"({one} ({two} OR {three}))" for one, two, three in zip(common, common[1:], common[2:], strict=False)),
    )
    yield "a phrase of two common words", '"' + " ".join(common[:2]) + '"'
    yield "a phrase of common words", '"' + " ".join(common[:8]) + '"'
    yield "a phrase of twenty common words", '"' + " ".join(common[:20]) + '"'
    yield "a phrase of one common word, again and again", '"' + " ".join(common[:1] * 20) + '"'
    yield "two common words near each other", '"' + " ".join(common[:2]) + '"~5'
    yield "a near group of common words, far apart", '"' + " ".join(common[:8]) + '"~99'
    yield "a near group of twenty common words", '"' + " ".join(common[:20]) + '"~20'
    yield "many near groups", " OR ".join(f'"{one} {two}"~9' for one, two in itertools.pairwise(common))
    yield "everything but", "-" + common[0]
    yield "a word of a hundred thousand letters", "a" * 100_000
    yield "a megabyte of words", "money " * 180_000
    yield "a megabyte of brackets", "(" * 1_000_000
    yield "a long pattern", "a" + "*a" * 8


class Asked(NamedTuple):
    """What a question costs: seconds of CPU, the most memory there was until then, and what came of it."""

    name: str
    seconds: float
    megabytes: float
    found: str


def ask_archive(articles: int, seed: int) -> Iterator[Asked]:
    """The worst queries, put to a made archive as a command would."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder, "archive")
        root.mkdir()
        write_archive(root, articles, seed)
        where = Where(root, index=Path(folder, "index"))
        report = commands.index(where)
        print(f"{report.articles:,} articles indexed in {report.seconds:.0f} s; {_memory():.0f} MB")
        words = [
            word
            for path in sorted(root.iterdir())[:40]
            for word in path.read_text(encoding="utf-8").lower().split()
            if word.isalpha()
        ]
        ranked = [word for word, _ in Counter(words).most_common()]
        for name, query in worst_queries(ranked[:40], [word for word in ranked[400:] if len(word) > 5]):
            yield _time(name, lambda query=query: commands.search(where, SearchRequest(query)).results.total)
        everything = SearchRequest("", limit=0, facets=("author", "month", "source"))
        yield _time("facets of everything", lambda: len(commands.list_articles(where, everything).results.facets))
        yield _time("timeline", lambda: overview.timeline(where, SearchRequest(ranked[0]), "month").total)
        first = commands.list_articles(where, SearchRequest("", limit=1)).results.hits[0].article.id
        yield _time("similar", lambda: overview.similar(where, first, SearchRequest("", limit=10)).results.total)


def ask_store(folder: Path) -> Iterator[Asked]:
    """The same, put to a store of articles that were never dumps: as much as a command does with an open index."""
    from corpora import Corpus  # a neighbour of this file, for those who run it

    words = Corpus().words

    def ask(query: str) -> int:
        with closing(open_engine("whoosh", folder)) as engine:
            request = SearchRequest(query)
            return answering.answer(engine, answering.understand(request, TODAY), request, "nkdocs search")[0].total

    def spread(query: str) -> int:
        with closing(open_engine("whoosh", folder)) as engine:
            request = SearchRequest(query, limit=0, snippets=0)
            asked = answering.understand(request, TODAY)
            _, times, _ = answering.spread(engine, asked, request, "month", "nkdocs timeline", Groups())
            return len(times.rows)

    def facets() -> int:
        with closing(open_engine("whoosh", folder)) as engine:
            request = SearchRequest("", limit=0, snippets=0, facets=("author", "month", "source"))
            asked = answering.understand_listing(request, TODAY)
            return answering.answer(engine, asked, request, "nkdocs list")[0].total

    def similar() -> int:
        with closing(open_engine("whoosh", folder)) as engine:
            article = engine.get("a-7")
            return resembling.resemble(engine, article, SearchRequest("", limit=10), Groups())[0].total

    for name, query in worst_queries(words[:40], [word for word in words[400:] if len(word) > 5]):
        yield _time(name, lambda query=query: ask(query))
    yield _time("facets of everything", facets)
    yield _time("timeline", lambda: spread(words[0]))
    yield _time("similar", similar)


def _time(name: str, question: Callable[[], object]) -> Asked:
    started = time.process_time()
    try:
        found = str(question())
    except NkdocsError as error:
        found = f"refused: {error}"[:100]
    asked = Asked(name, round(time.process_time() - started, 3), round(_memory()), found)
    print(f"{asked.seconds:7.2f} s  {asked.megabytes:6.0f} MB  {name}: {found[:70]}", flush=True)
    return asked


def _memory() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> None:
    """Do what the options say."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--count", type=int, default=0, help="queries to parse")
    parser.add_argument("--articles", type=int, default=0, help="articles of the archive that is asked")
    parser.add_argument("--store", type=Path, help="a folder of the engine's that is asked")
    parser.add_argument("--out", type=Path, help="where what came of it is kept, as JSON: one run each")
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    parsed = parse_many(given.count, given.seed) if given.count else None
    if parsed and given.out:
        given.out.write_text(json.dumps(parsed, indent=1) + "\n", encoding="utf-8")
    asked = [
        *(ask_archive(given.articles, given.seed) if given.articles else ()),
        *(ask_store(given.store) if given.store else ()),
    ]
    if asked and given.out:
        given.out.write_text(json.dumps([each._asdict() for each in asked], indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
