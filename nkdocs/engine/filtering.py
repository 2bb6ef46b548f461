"""The documents of a segment that fit a filter: a leaf of a query that matches no words, and adds nothing to scores."""

from __future__ import annotations

import datetime as dt
import itertools
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence

from nkdocs.engine import vectors
from nkdocs.engine.keys import decode, encode
from nkdocs.engine.segment import Segment
from nkdocs.engine.segment_format import ACCENTED, LACKING
from nkdocs.matching import is_from
from nkdocs.query import Among, DateRange, Everything, FromSource, Identified, Leaf, Missing, Spelled


def filtered(leaf: Leaf, segment: Segment) -> int:
    """The documents of a leaf that matches no words."""
    match leaf:
        case Everything():
            return segment.everyone
        case Missing(field):
            return segment.marked(LACKING + encode(field))
        case Spelled(word):
            return segment.marked(ACCENTED + encode(word))
        case FromSource(text):
            paths = segment.strings("sources")
            meant = {number for number, path in enumerate(paths) if is_from(decode(path), text)}
            return vectors.mask_of(_having(segment.column("sources.numbers"), meant), segment.size)
        case Identified(prefix):
            ids, beginning = segment.strings("ids"), encode(prefix)
            places = slice(bisect_left(ids, beginning), bisect_left(ids, beginning + b"\xff"))
            return vectors.mask_of(segment.column("ids.documents")[places], segment.size)
        case Among(ids):
            return vectors.mask_of(segment.documents_among(set(map(encode, ids))), segment.size)
        case DateRange(start, end):
            return _dated(start or dt.date.min, end or dt.date.max, segment)
        case _:
            raise AssertionError(leaf)


def _having(numbers: Sequence[int], meant: set[int]) -> Iterator[int]:
    return itertools.compress(range(len(numbers)), map(meant.__contains__, numbers))


def _dated(start: dt.date, end: dt.date, segment: Segment) -> int:
    """The documents whose days, of which the order knows the first, have one in common with the range."""
    first, last, order = segment.column("first_day"), segment.column("last_day"), segment.column("order.oldest")
    earliest, latest = start.toordinal(), end.toordinal()
    dated = bisect_left(order, True, key=lambda document: not first[document])
    reach = bisect_left(order, earliest - segment.longest_stay, 0, dated, key=first.__getitem__)
    inside = bisect_left(order, earliest, 0, dated, key=first.__getitem__)
    beyond = bisect_right(order, latest, 0, dated, key=first.__getitem__)
    before = [document for document in order[reach : min(inside, beyond)] if last[document] >= earliest]
    return vectors.mask_of([*before, *order[inside:beyond]], segment.size)
