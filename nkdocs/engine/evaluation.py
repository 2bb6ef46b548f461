"""Our query tree, answered: which documents match, and how well.

Every node of the tree becomes the set of its documents with a score each; And, Or and Not are what dictionaries can do.
Whoosh's own queries and matchers are not asked, for three reasons: its near group is ordered, and crashes inside an Or on more
than 5,000 documents; its fuzzy words know no transposition; and a matcher costs a call a posting on each level of the tree.

**Score.** Every leaf is treated as one word that may be written in several ways: its documents are counted, its occurrences
are counted, and BM25 makes a score of them. So a phrase is as rare as the phrase is, and ``remit*`` weighs what all its words
weigh together. Without a field, a leaf counts wherever it stands, and once more, by the weight of the table, where it stands
in a title or an author.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Callable, Iterable, Mapping

from nkdocs.engine.fields import GAP, ID, LENGTH, MISSING_FIELDS, beginning, form_of, length
from nkdocs.engine.postings import Postings
from nkdocs.matching import is_form, phrase_places
from nkdocs.query import (
    And,
    DateRange,
    Everything,
    FromSource,
    Fuzzy,
    Identified,
    Leaf,
    Missing,
    Not,
    Or,
    Phrase,
    Prefix,
    Query,
    TextLeaf,
    Word,
)
from nkdocs.schema import TEXT_FIELDS

#: BM25's parameters: how soon more occurrences stop to count, and how far long texts are marked down.
K1, B = 1.2, 0.75

Scores = dict[int, float]


def evaluate(query: Query, postings: Postings) -> Scores:
    """The documents that match the query, each with its score: 0 where only filters matched."""
    match query:
        case And(children):
            return _all_of(children, postings)
        case Or(children):
            return _add(evaluate(child, postings) for child in children)
        case Not(child):
            unwanted = evaluate(child, postings)
            return {document: 0.0 for document in postings.documents() if document not in unwanted}
        case Word() | Phrase() | Prefix() | Fuzzy():
            return _score_text(query, postings)
        case _:
            return dict.fromkeys(_filter(query, postings), 0.0)


def _all_of(children: Iterable[Query], postings: Postings) -> Scores:
    wanted = sorted((evaluate(child, postings) for child in children if not isinstance(child, Not)), key=len)
    found = wanted[0] if wanted else dict.fromkeys(postings.documents(), 0.0)
    for scores in wanted[1:]:
        found = {document: score + scores[document] for document, score in found.items() if document in scores}
    for child in children:
        if isinstance(child, Not):
            unwanted = evaluate(child.child, postings)
            found = {document: score for document, score in found.items() if document not in unwanted}
    return found


def _add(several: Iterable[Mapping[int, float]]) -> Scores:
    total: Scores = {}
    for scores in several:
        for document, score in scores.items():
            total[document] = total.get(document, 0.0) + score
    return total


def _filter(leaf: Leaf, postings: Postings) -> Iterable[int]:
    """The documents of a leaf that matches no words."""
    match leaf:
        case Everything():
            return postings.documents()
        case Missing(field):
            return postings.documents_with(MISSING_FIELDS, [field])
        case FromSource(text):
            part = text.casefold()
            return postings.documents_with("source", (path for path in postings.lexicon("source") if part in path))
        case Identified(prefix):
            return postings.documents_with(ID, postings.lexicon(ID, prefix))
        case DateRange(start, end):
            first, last = postings.column("first_day"), postings.column("last_day")
            earliest = (start or dt.date.min).toordinal()
            latest = (end or dt.date.max).toordinal()
            # An undated document has 0 in both columns, and no range reaches back to it.
            return (number for number in postings.documents() if first(number) <= latest and earliest <= last(number))
        case _:
            raise AssertionError(leaf)


def _score_text(leaf: TextLeaf, postings: Postings) -> Scores:
    if leaf.field is not None:
        return _in_field(_occurrences(leaf, leaf.field, postings), leaf.field, postings)
    names = [row.name for row in TEXT_FIELDS]
    found = {name: _occurrences(leaf, name, postings) for name in names}
    total = _add(found.values())
    scores = _bm25(total, postings.column(LENGTH), postings.average_length(names), postings)
    weighted = (_in_field(found[row.name], row.name, postings, row.weight) for row in TEXT_FIELDS if row.weight)
    return _add([scores, *weighted])


def _in_field(found: Scores, field: str, postings: Postings, weight: float = 1.0) -> Scores:
    """The scores of a leaf, found so often in one field."""
    return _bm25(found, postings.column(length(field)), postings.average_length([field]), postings, weight)


def _bm25(frequencies: Scores, words: Callable[[int], int], average: float, postings: Postings, weight: float = 1.0) -> Scores:
    if not frequencies:
        return {}
    weight *= idf(postings.count(), len(frequencies)) * (K1 + 1)
    base, slope = K1 * (1 - B), K1 * B / max(average, 1e-9)
    return {document: weight * tf / (tf + base + slope * words(document)) for document, tf in frequencies.items()}


def idf(documents: int, having: int) -> float:
    """How much a word tells that `having` of all `documents` have: Lucene's formula, which is never negative."""
    return math.log(1 + (documents - having + 0.5) / (having + 0.5))


def _occurrences(leaf: TextLeaf, field: str, postings: Postings) -> Scores:
    """The documents with the leaf in a field, and how often it occurs there."""
    match leaf:
        case Word(term):
            return postings.frequencies(field, _keys(term, field, postings))
        case Prefix(text) | Fuzzy(text):
            keys = (key for key in postings.lexicon(field, text[:1]) if is_form(form_of(key), leaf))
            return postings.frequencies(field, keys)
        case Phrase(terms, slop=slop):
            return _phrase_occurrences(terms, min(slop, GAP - len(terms)), field, postings)


def _keys(term: str, field: str, postings: Postings) -> set[str]:
    return postings.lexicon(field, beginning(term))


def _phrase_occurrences(terms: tuple[str, ...], slop: int, field: str, postings: Postings) -> Scores:
    if not terms:
        return {}
    keys = {term: _keys(term, field, postings) for term in terms}
    candidates = set.intersection(*(postings.documents_with(field, keys[term]) for term in keys))
    positions = {term: postings.positions(field, keys[term], candidates) for term in keys}
    found: Scores = {}
    for document in candidates:
        places = phrase_places(terms, slop, {term: positions[term][document] for term in keys})
        if places:
            found[document] = float(len(places))
    return found
