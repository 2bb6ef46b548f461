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
from collections.abc import Callable, Iterable, Mapping, Sequence

from nkdocs.engine.fields import GAP, ID, LENGTH, MISSING_FIELDS, beginning, form_of, length
from nkdocs.engine.postings import Postings
from nkdocs.matching import beginning_of, is_form, is_from, phrase_places
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
    Leaf,
    Missing,
    Not,
    Or,
    Phrase,
    Prefix,
    Query,
    Spelled,
    TextLeaf,
    Wildcard,
    Word,
)
from nkdocs.schema import TEXT_FIELDS, FieldRow, rows_of

#: BM25's parameters: how soon more occurrences stop to count, and how far long texts are marked down.
K1, B = 1.2, 0.75

#: Documents of leaves that are kept for the next search: about a hundred bytes each.
MOST_KEPT = 1_000_000

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
        case Boosted(child, boosts):
            found = dict(evaluate(child, postings))
            for boost in boosts if found else ():
                for document, score in evaluate(boost.query, postings).items():
                    if document in found:
                        found[document] += boost.weight * score
            return found
        case Spelled(word):
            return dict.fromkeys(postings.documents_with("accented", [word]), 1.0)
        case Word() | Phrase() | Prefix() | Fuzzy() | Exact() | Wildcard():
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
            return postings.documents_with("source", (path for path in postings.lexicon("source") if is_from(path, text)))
        case Identified(prefix):
            return postings.documents_with(ID, postings.lexicon(ID, prefix))
        case Among(ids):
            # One question is asked several times without the same articles.
            if leaf not in postings.kept:
                postings.kept[leaf] = dict.fromkeys(postings.documents_with(ID, ids), 0.0)
            return postings.kept[leaf]
        case DateRange(start, end):
            first, last = postings.column("first_day"), postings.column("last_day")
            earliest = (start or dt.date.min).toordinal()
            latest = (end or dt.date.max).toordinal()
            # An undated document has 0 in both columns, and no range reaches back to it.
            return (number for number in postings.documents() if first(number) <= latest and earliest <= last(number))
        case _:
            raise AssertionError(leaf)


def _score_text(leaf: TextLeaf, postings: Postings) -> Scores:
    """The documents of a leaf. One question is several searches with the same leaves: they are kept, as far as is wise."""
    kept: dict[object, Scores] = postings.kept
    if leaf not in kept:
        scores = _score_afresh(leaf, postings)
        if sum(map(len, kept.values())) + len(scores) > MOST_KEPT:
            return scores
        kept[leaf] = scores
    return kept[leaf]


def _score_afresh(leaf: TextLeaf, postings: Postings) -> Scores:
    rows = rows_of(leaf.field)
    found = {row.name: _occurrences(leaf, row.name, postings) for row in rows}
    scores = _in_fields(rows, found, postings)
    if leaf.field is not None:
        return scores
    weighted = (_in_fields((row,), found, postings, row.weight) for row in TEXT_FIELDS if row.weight)
    return _add([scores, *weighted])


def _in_fields(rows: Sequence[FieldRow], found: Mapping[str, Scores], postings: Postings, weight: float = 1.0) -> Scores:
    """The scores of a leaf, found so often in each of some fields, which count as one text."""
    total = found[rows[0].name] if len(rows) == 1 else _add(_share(found[row.name], row.share) for row in rows)
    names = [row.name for row in rows]
    return _bm25(total, _lengths(names, postings), postings.average_length(names), postings, weight)


def _share(frequencies: Scores, share: float) -> Scores:
    return frequencies if share == 1 else {document: often * share for document, often in frequencies.items()}


def _lengths(fields: Sequence[str], postings: Postings) -> Callable[[int], int]:
    """What gives how many words a document has in these fields together."""
    if len(fields) == len(TEXT_FIELDS):
        return postings.column(LENGTH)
    columns = [postings.column(length(field)) for field in fields]
    return columns[0] if len(columns) == 1 else lambda document: sum(column(document) for column in columns)


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
        case Prefix() | Fuzzy() | Exact() | Wildcard():
            keys = (key for key in postings.lexicon(field, beginning_of(leaf)) if is_form(form_of(key), leaf))
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
