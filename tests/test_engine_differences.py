"""Any query over any small store has the hits, the total and the scores of a plain reading, whichever way they were found."""

import datetime as dt
import random
from contextlib import closing
from dataclasses import replace
from functools import cache

import pytest
from articles import write_article
from yardstick import Yardstick, occurrences, passages

from nkdocs.analysis import sequence
from nkdocs.engine import building, counting, evaluation, open_engine, phrases, posting, ranking, scoring, vectors, writing
from nkdocs.model import Kind, Sort
from nkdocs.query import (
    Among,
    And,
    Beside,
    Boost,
    Boosted,
    DateRange,
    Everything,
    Exact,
    FromSource,
    Fuzzy,
    Identified,
    Missing,
    Not,
    Or,
    Phrase,
    Prefix,
    Spelled,
    Wildcard,
    Word,
)
from nkdocs.schema import to_document

WORDS = (
    "river rivers bridge bridges winter winters home homes café cafe plum plums pearl pears apple sent sends money zebra lynx"
)
WORDS = WORDS.split()
#: Said hundreds of times by some; no near group has it, which the yardstick would look for among all of them.
OFTEN = "lynx"
STORES, QUERIES = 6, 40


class Remembering(Yardstick):
    """The yardstick; what it counted once it does not count again."""

    def __init__(self):
        super().__init__()
        self.remembered = {}

    def bm25(self, leaf, document, fields):
        """The scores of a leaf are worked out for all documents at once, as `Yardstick.bm25` does for each."""
        if (leaf, fields) not in self.remembered:
            every = self.documents.values()
            often = {
                each.id: sum(occurrences(leaf, each, field) * (0.5 if field == "aside" else 1) for field in fields)
                for each in every
            }
            lengths = {each.id: sum(len(words) for field in fields for words in passages(each, field)) for each in every}
            having, average = sum(map(bool, often.values())), sum(lengths.values()) / len(lengths)
            rarity = scoring.idf(len(often), having)
            self.remembered[leaf, fields] = {
                id_: rarity * tf * 2.2 / (tf + 1.2 * (0.25 + 0.75 * lengths[id_] / average)) if tf else 0.0
                for id_, tf in often.items()
            }
        return self.remembered[leaf, fields][document.id]


@cache
def term(text):
    """The term of a word."""
    return sequence(text)[0].term


def write(chance, number):
    """An article: often very short, so that words stand at the very beginning; sometimes one word again and again."""
    few = chance.sample(WORDS, chance.choice((2, 5, 20)))

    def some(most):
        return " ".join(chance.choices(few, k=chance.randrange(1, most)))

    text = some(chance.choice((2, 4, 12, 40)))
    if not chance.randrange(8):
        text += f" {OFTEN}" * chance.choice((7, 16, 70, 300))
    more = [(chance.choice((Kind.NOTE, Kind.CAPTION)), some(6)) for _ in range(chance.choice((0, 0, 1, 2)))]
    day = dt.date(2000, 1, 1) + dt.timedelta(chance.randrange(40) * 30)
    date = chance.choice((None, day.isoformat(), day.isoformat()[:7], day.isoformat()[:4]))
    title = some(4).capitalize() if chance.randrange(5) else None
    authors = tuple(some(3).title() for _ in range(chance.choice((0, 1, 1, 2))))
    article = write_article(f"n{number:02}", text, *more, title=title, date=date, authors=authors)
    return replace(article, source=replace(article.source, path=f"{chance.choice('ab')}/{chance.choice(WORDS)}.txt"))


def leaf(chance):
    """A query of one part."""
    one, other = chance.choice(WORDS), chance.choice(WORDS)
    field = chance.choice((None, None, None, "title", "author", "body"))
    terms = tuple(term(chance.choice(WORDS)) for _ in range(chance.choice((2, 2, 3, 4))))
    near = tuple(term(chance.choice(WORDS[:-1])) for _ in range(chance.choice((2, 2, 3))))
    day = dt.date(2000 + chance.randrange(4), chance.randrange(1, 13), 3)
    place = chance.randrange(1, len(one))
    letter = chance.choice("aenrx")
    mistaken = chance.choice(
        (one[:place] + letter + one[place + 1 :], one[:place] + one[place + 1 :], one[:place] + letter + one[place:])
    )
    return chance.choice(
        (
            lambda: Word(term(one), one, field),
            lambda: Word(term(other), other, field),
            lambda: Phrase(terms, "", 0, field),
            lambda: Phrase(near, "", chance.randrange(1, 6), field),
            lambda: Prefix(one[: chance.randrange(1, 4)], "", field),
            lambda: Exact(one, "", field),
            lambda: Wildcard(chance.choice((f"*{one[1:3]}*", f"{one[0]}?{one[2]}*", f"{one[:-1]}?", "??????")), "", field),
            lambda: Fuzzy(mistaken, "", 1 if len(one) < 5 else chance.choice((1, 2)), field, chance.random() < 0.3),
            lambda: DateRange(day, day + dt.timedelta(chance.randrange(600)), ""),
            lambda: Missing(chance.choice(("title", "date", "author", "caption", "note"))),
            lambda: FromSource(chance.choice((one, "a/", "*m.txt"))),
            lambda: Identified(chance.choice(("n1", "n", "n07"))),
            lambda: Among(frozenset(f"n{chance.randrange(90):02}" for _ in range(chance.choice((1, 40))))),
            lambda: Spelled(chance.choice(("café", "cafe"))),
            Everything,
        )
    )()


def tree(chance, depth=2):
    """A query of several parts, most of which find something."""
    kind = chance.randrange(7) if depth else 0
    if kind <= 1:
        return leaf(chance)
    if kind == 2:
        return And((tree(chance, depth - 1), tree(chance, depth - 1)))
    if kind == 3:
        return And((tree(chance, depth - 1), Not(leaf(chance))))
    if kind <= 5:
        return Or(tuple(tree(chance, depth - 1) for _ in range(chance.choice((2, 3, 5)))))
    boosts = tuple(Boost(leaf(chance), chance.choice((0.2, 1.0, 3.0))) for _ in range(chance.choice((1, 2))))
    return Boosted(tree(chance, depth - 1), boosts)


def vary(chance, patch):
    """Decide at random what is decided by size, so that small stores go all the ways that large ones go."""
    patch.setattr(ranking, "_SOON_SCORED", chance.choice((0, 0, 0, 400)))
    patch.setattr(ranking, "_PART_SCORED", chance.choice((1 / 64, 1)))
    patch.setattr(scoring, "_ONE_BAND", chance.choice((0, 1_024)))
    patch.setattr(ranking, "_MOST_PARTS", chance.choice((0, 100)))
    patch.setattr(ranking, "BEST", chance.choice((3, 100)))
    patch.setattr(building, "DENSE_FROM", chance.choice((1, 3, 12, 1_000)))
    patch.setattr(building, "MOST_ABOVE", chance.choice((1, 64)))
    patch.setattr(building, "_BAND", chance.choice((1.0, 1.17, 9.0)))
    patch.setattr(phrases, "_FEW", chance.choice((0, 100)))
    patch.setattr(phrases, "_HELD", chance.choice((5, 150_000)))
    patch.setattr(posting, "_CROWDED", chance.choice((1, 16, 1_000)))
    patch.setattr(vectors, "_FEW", chance.choice((1, 8, 64)))
    patch.setattr(vectors, "_CROWDED", chance.choice((1, 10)))
    patch.setattr(evaluation, "_EVERYWHERE", 1_000_000)
    patch.setattr(counting, "_MOST", 10**9)
    patch.setattr(writing, "_SEVERAL", chance.choice((2, 8)))
    patch.setattr(writing, "_SMALL", chance.choice((0, 3)))


def fill(chance, engine, yardstick):
    """The same articles for both, in several goes; some take the place of others, some are taken away."""
    for _ in range(chance.choice((1, 3, 4))):
        with engine.writing() as ours, yardstick.writing() as theirs:
            for _ in range(chance.choice((4, 20, 70))):
                number = chance.randrange(90)
                document = to_document(write(chance, number))
                for transaction in (ours, theirs):
                    transaction.put(document)
                if not chance.randrange(9):
                    gone = f"n{chance.randrange(90):02}"
                    ours.drop(gone)
                    theirs.drop(gone)


@pytest.mark.parametrize("seed", range(STORES))
def test_any_query_has_the_answer_of_a_plain_reading(tmp_path, monkeypatch, seed):
    """Hits, total, scores and pages of forty queries are the yardstick's, over several segments with removed articles."""
    chance, yardstick = random.Random(seed), Remembering()
    vary(chance, monkeypatch)
    with closing(open_engine("whoosh", tmp_path)) as engine:
        fill(chance, engine, yardstick)
        for _ in range(QUERIES):
            compare(tree(chance), engine, yardstick, chance)


def compare(query, engine, yardstick, chance):
    """What the engine says of a query is what the yardstick says."""
    limit = chance.choice((1, 3, 10))
    right = {hit.article.id: hit.score for hit in yardstick.search(query, limit=None).hits}
    engine._snapshot.kept.clear()
    found = engine.search(query, limit=limit)
    assert found.total == len(right), query
    assert [hit.score for hit in found.hits] == pytest.approx([right[hit.article.id] for hit in found.hits]), query
    assert [hit.score for hit in found.hits] == pytest.approx(sorted(right.values(), reverse=True)[:limit]), query
    sort = chance.choice(list(Sort))
    lifted = Boosted(query, (), (Beside((term("river"), term("bridge")), 3, 1.0),), (Word(term("home"), "home"),))
    for each in (query, lifted):
        every = [hit.article.id for hit in engine.search(each, limit=None, sort=sort).hits]
        assert set(every) == set(right), query
        assert [hit.article.id for hit in engine.search(each, limit=limit, sort=sort).hits] == every[:limit], query
    if sort is not Sort.RELEVANCE:
        assert every == [hit.article.id for hit in yardstick.search(query, limit=None, sort=sort).hits], query
