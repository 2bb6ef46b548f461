"""The yardstick: the engine protocol, done the slow and obvious way, to hold other engines against.

It keeps documents in a dictionary, reads every one of them for every query, and tries every combination of positions. It shares
no line of code with an engine or with `nkdocs.matching`: only the words, the documents and the meaning of a query.
"""

import itertools
import math
import re
from contextlib import contextmanager
from functools import cache

from nkdocs.analysis import tokens
from nkdocs.characters import fold
from nkdocs.model import Hit, Listed, Results, Sort
from nkdocs.query import (
    Among,
    And,
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
from nkdocs.schema import BREAK, to_article

FIELDS = ("title", "author", "body", "aside")


MISSING = {"date": "first_day", "caption": "captions", "note": "notes"}


class Yardstick:
    """Documents in memory."""

    def __init__(self):
        self.documents = {}

    @contextmanager
    def writing(self):
        """A transaction on a copy, which takes the place of the documents at the end of the block."""
        transaction = _Transaction(dict(self.documents))
        yield transaction
        self.documents = transaction.documents

    def search(self, query, *, limit=10, offset=0, sort=Sort.RELEVANCE):
        """All documents that match, sorted whole, then cut."""
        found = [document for document in self.documents.values() if self.matches(query, document)]
        scores = {document.id: self.score(query, document) for document in found}

        def order(document):
            first, last = document.fields["first_day"], document.fields["last_day"]
            title = re.sub(r"^[\W_]+(?=.*[^\W_])", "", fold(document.fields["title"] or ""))
            match sort:
                case Sort.RELEVANCE:
                    return -scores[document.id]
                case Sort.NEWEST:
                    return (first is None, -(first or 0), -(last or 0))
                case Sort.OLDEST:
                    return (first is None, first or 0, last or 0)
                case Sort.TITLE:
                    return (title == "", title)

        ordered = sorted(found, key=lambda document: (order(document), document.id))
        page = ordered[offset:] if limit is None else ordered[offset : offset + limit]
        articles = [to_article(document.fields["article"]) for document in page]
        hits = tuple(Hit(offset + place, scores[article.id], article) for place, article in enumerate(articles, 1))
        return Results(len(found), hits)

    def survey(self, query, *, sort=Sort.RELEVANCE):
        """What is told of the article of every hit."""
        articles = [hit.article for hit in self.search(query, limit=None, sort=sort).hits]
        return tuple(
            Listed(
                article.id,
                article.title.value if article.title else None,
                article.date.value if article.date else None,
                tuple(claim.value for claim in article.authors),
                article.source.path,
            )
            for article in articles
        )

    def listings(self, query):
        """The same in no order."""
        return iter(self.survey(query))

    def get(self, article_id):
        """The article with this id."""
        document = self.documents.get(article_id)
        return to_article(document.fields["article"]) if document else None

    def close(self):
        """Nothing to let go of."""

    def matches(self, query, document):
        """Whether a document matches."""
        match query:
            case And(children) | Or(children):
                found = (self.matches(child, document) for child in children)
                return all(found) if isinstance(query, And) else any(found)
            case Not(child):
                return not self.matches(child, document)
            case Everything():
                return True
            case Missing(field):
                return document.fields[MISSING.get(field, field)] is None
            case FromSource(text):
                return is_from(document.fields["source"].casefold(), text.casefold())
            case Boosted(child):
                return self.matches(child, document)
            case Spelled(word):
                return word in (document.fields["spelled"] or "").split(" ")
            case Among() | Identified():
                return is_named(document.id, query)
            case DateRange():
                return is_dated(document, query)
            case _:
                return any(occurrences(query, document, field) for field in _fields(query))

    def score(self, query, document):
        """How well a document matches: what its parts that match add up to."""
        if not self.matches(query, document):
            return 0.0
        match query:
            case And(children) | Or(children):
                return sum(self.score(child, document) for child in children)
            case Spelled():
                return 1.0
            case Boosted(child, boosts):
                more = sum(boost.weight * self.score(boost.query, document) for boost in boosts)
                return self.score(child, document) + more
            case Word() | Phrase() | Prefix() | Fuzzy() | Exact() | Wildcard():
                fields = _fields(query)
                total = self.bm25(query, document, fields)
                if query.field is None:
                    total += 0.25 * self.bm25(query, document, ("title",)) + self.bm25(query, document, ("author",))
                return total
            case _:
                return 0.0

    def bm25(self, leaf, document, fields):
        """BM25 with Lucene's idf, of a leaf over some fields taken as one text."""

        def frequency(other):
            return sum(occurrences(leaf, other, field) * (0.5 if field == "aside" else 1) for field in fields)

        def length(other):
            return sum(len(words) for field in fields for words in passages(other, field))

        if not frequency(document):
            return 0.0
        everyone = self.documents.values()
        having = sum(1 for other in everyone if frequency(other))
        average = sum(map(length, everyone)) / len(everyone)
        idf = math.log(1 + (len(everyone) - having + 0.5) / (having + 0.5))
        often = frequency(document)
        return idf * often * 2.2 / (often + 1.2 * (0.25 + 0.75 * length(document) / average))


class _Transaction:
    def __init__(self, documents):
        self.documents = documents

    def put(self, document):
        self.documents[document.id] = document

    def drop(self, article_id):
        self.documents.pop(article_id, None)


def _fields(leaf):
    return {None: FIELDS, "body": ("body", "aside")}.get(leaf.field, (leaf.field,))


def is_from(path, text):
    """Whether the path has the text in it, or, if that is a pattern, fits it, with or without some folders."""
    if not set("*?") & set(text):
        return text in path
    parts = path.split("/")
    return any(like(text, "/".join(parts[start:])) for start in range(len(parts)))


def is_named(article_id, names):
    """Whether the id is one of those that are meant."""
    return article_id in names.ids if isinstance(names, Among) else article_id.startswith(names.prefix)


def is_dated(document, dates):
    """Whether a document's days and the range have a day in common."""
    first, last = document.fields["first_day"], document.fields["last_day"]
    if first is None:
        return False
    return (dates.end is None or first <= dates.end.toordinal()) and (dates.start is None or last >= dates.start.toordinal())


def passages(document, field):
    """The words of each passage of a field."""
    text = document.fields[field]
    return [] if text is None else [_words(passage) for passage in text.split(BREAK)]


_words = cache(tokens)


def occurrences(leaf, document, field):
    """How often a leaf occurs in a field of a document."""
    return sum(count_places(leaf, words) for words in passages(document, field))


def count_places(leaf, words):
    """How often a leaf occurs among the tokens of a passage."""
    match leaf:
        case Word(term):
            return sum(word.term == term for word in words)
        case Prefix(prefix):
            return sum(word.form.startswith(prefix) for word in words)
        case Exact(form):
            return sum(word.form == form for word in words)
        case Wildcard(pattern):
            return sum(like(pattern, word.form) for word in words)
        case Fuzzy(form, distance=distance, any_first=any_first):
            first = {word.form[0] for word in words} if any_first else {form[0]}
            return sum(word.form[0] in first and edits(form, word.form) <= distance for word in words)
        case Phrase(terms, slop=0):
            positions = [{word.position for word in words if word.term == term} for term in terms]
            return sum(all(start + place in held for place, held in enumerate(positions)) for start in positions[0])
        case Phrase(terms, slop=slop):
            return len(_disjoint(terms, slop, words))


@cache
def like(pattern, text):
    """Whether a text fits a pattern, by the meaning of its first character."""
    if not pattern:
        return not text
    if pattern[0] == "*":
        return like(pattern[1:], text) or (bool(text) and like(pattern, text[1:]))
    return bool(text) and pattern[0] in ("?", text[0]) and like(pattern[1:], text[1:])


def _disjoint(terms, slop, words):
    """The places of a near group that do not overlap, by taking again and again the one that ends first."""
    places = []
    after = -1
    while True:
        held = [[word for word in words if word.term == term and word.position > after] for term in terms]
        ends = []
        for combination in itertools.product(*held):
            positions = [word.position for word in combination]
            kinds = {(word.term, word.position) for word in combination}
            if len(kinds) == len(terms) and max(positions) - min(positions) <= slop + len(terms) - 1:
                ends.append(max(positions))
        if not ends:
            return places
        after = min(ends)
        places.append(after)


@cache
def edits(one, other):
    """Optimal string alignment, by its definition."""
    if not one or not other:
        return len(one) + len(other)
    ways = [
        edits(one[:-1], other[:-1]) + (one[-1] != other[-1]),
        edits(one[:-1], other) + 1,
        edits(one, other[:-1]) + 1,
    ]
    if len(one) > 1 and len(other) > 1 and one[-1] == other[-2] and one[-2] == other[-1]:
        ways.append(edits(one[:-2], other[:-2]) + 1)
    return min(ways)
