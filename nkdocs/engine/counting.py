"""How often a leaf occurs in each document of a segment, field by field."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from operator import add

from nkdocs.engine import vectors
from nkdocs.engine.forms import keys_of_forms, keys_of_term
from nkdocs.engine.keys import GAP
from nkdocs.engine.phrases import count_phrase
from nkdocs.engine.segment import Posting, Segment
from nkdocs.engine.segment_file import DENSE
from nkdocs.engine.vectors import Counts
from nkdocs.query import Phrase, TextLeaf, Word

ByField = dict[int, Counts]
Posted = Mapping[int, Sequence[Posting]]


def count_leaf(leaf: TextLeaf, segment: Segment) -> ByField:
    """The counts of a leaf, by text field; a field where it does not occur is left out. Removed documents count too."""
    match leaf:
        case Word(term):
            return _sum_fields(_postings(segment, keys_of_term(segment, term)), segment.size)
        case Phrase():
            return _count_together(leaf, segment)
        case _:
            return _sum_fields(_postings(segment, keys_of_forms(segment, leaf)), segment.size)


def _count_together(leaf: Phrase, segment: Segment) -> ByField:
    if not leaf.terms:
        return {}
    slop = min(leaf.slop, GAP - len(leaf.terms))
    posted = {term: _postings(segment, keys_of_term(segment, term)) for term in leaf.terms}
    found: ByField = {}
    for field in set.intersection(*({*fields} for fields in posted.values())):
        postings = {term: posted[term][field] for term in posted}
        counts = {term: _total(several, segment.size) for term, several in postings.items()}
        together = count_phrase(leaf.terms, slop, postings, counts, segment)
        if together is not None:
            found[field] = together
    return found


def postings_of(term: str, segment: Segment) -> dict[int, list[Posting]]:
    """Where a term occurs, by text field."""
    return _postings(segment, keys_of_term(segment, term))


def _postings(segment: Segment, keys: Iterable[int]) -> dict[int, list[Posting]]:
    found: dict[int, list[Posting]] = {}
    for key in keys:
        for posting in segment.postings(key):
            found.setdefault(posting.field, []).append(posting)
    return found


def _sum_fields(posted: Posted, size: int) -> ByField:
    return {field: _total(postings, size) for field, postings in posted.items()}


def _total(postings: Sequence[Posting], size: int) -> Counts:
    """The counts of several keys together."""
    if len(postings) == 1:
        return postings[0].counts()
    most = sum(posting.most for posting in postings)
    if most < 256:
        held, dense = bytearray(size), 0
        for posting in postings:
            if posting.flags & DENSE:
                dense += int.from_bytes(posting.raw(), "little")
            else:
                for document, count in posting.pairs():
                    held[document] += count
        if dense:
            held = bytearray((dense + int.from_bytes(held, "little")).to_bytes(size, "little"))
        return vectors.from_bytes(bytes(held), most)
    sums = [0] * size
    for posting in postings:
        if posting.flags & DENSE:
            sums = list(map(add, sums, posting.raw()))
        else:
            for document, count in posting.pairs():
                sums[document] += count
    return vectors.from_list(sums)
