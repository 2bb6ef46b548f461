"""Several segments made into one, without what was removed from them: postings are renumbered, no text is read again."""

from __future__ import annotations

import heapq
import itertools
from array import array
from collections.abc import Collection, Iterator, Sequence
from operator import itemgetter
from pathlib import Path

from nkdocs.engine.building import Occurrences, Row, SegmentBuilder, gather
from nkdocs.engine.keys import decode, encode
from nkdocs.engine.posting import Posting
from nkdocs.engine.segment import Segment
from nkdocs.engine.segment_format import POSITIONS
from nkdocs.schema import TEXT_FIELDS

#: Keys between which memory is let go of: pages of segments that were read count as memory of this process.
_KEYS = 2_048
#: The final number of each document of a segment that is left.
_Numbers = dict[int, int]


def merge(segments: Sequence[tuple[Segment, Collection[int]]], path: Path) -> None:
    """Write the documents of some segments, but for those removed from each, as one segment."""
    builder = SegmentBuilder(path)
    try:
        added = [
            {document: builder.add(row, encode(segment.article(document))) for document, row in _rows(segment, removed)}
            for segment, removed in segments
        ]
        final = builder.numbers()
        numbers = [{document: final[number] for document, number in held.items()} for held in added]
        builder.finish(_postings([segment for segment, _ in segments], numbers))
    except BaseException:
        builder.abandon()
        raise


def _rows(segment: Segment, removed: Collection[int]) -> Iterator[tuple[int, Row]]:
    """The documents that are left, those whose articles are stored together side by side."""
    titles = dict(zip(segment.column("order.title"), segment.strings("titles"), strict=True))
    sources = list(map(decode, segment.strings("sources")))
    lengths = [segment.column(f"length.{row.name}") for row in TEXT_FIELDS]
    for document in sorted(range(segment.size), key=segment.column("stored.places").__getitem__):
        if document not in removed:
            yield (
                document,
                Row(
                    decode(segment.id_of(document)),
                    decode(titles[document]),
                    sources[segment.column("sources.numbers")[document]],
                    segment.column("first_day")[document],
                    segment.column("last_day")[document],
                    tuple(column[document] for column in lengths),
                    segment.card(document),
                ),
            )


def _postings(
    segments: Sequence[Segment], numbers: Sequence[_Numbers]
) -> Iterator[tuple[bytes, list[tuple[int, Occurrences]]]]:
    keys = heapq.merge(*(_keys(segment, number) for number, segment in enumerate(segments)))
    for count, (key, same) in enumerate(itertools.groupby(keys, key=itemgetter(0))):
        if count % _KEYS == 0:
            for segment in segments:
                segment.rest()
        fields: dict[int, list[tuple[int, array[int] | None, bytes]]] = {}
        for _, number, place in same:
            for posting in segments[number].postings(place):
                if occurrences := list(_occurrences(posting, numbers[number])):
                    fields.setdefault(posting.field, []).extend(occurrences)
        if fields:
            yield key, [(field, gather(rows)) for field, rows in sorted(fields.items())]


def _keys(segment: Segment, number: int) -> Iterator[tuple[bytes, int, int]]:
    return ((key, number, place) for place, key in enumerate(segment.keys))


def _occurrences(posting: Posting, numbers: _Numbers) -> Iterator[tuple[int, array[int] | None, bytes]]:
    if posting.flags & POSITIONS:
        for document, positions, followers in posting.rows():
            if document in numbers:
                yield numbers[document], positions, followers
    else:
        for document, _ in posting.pairs():
            if document in numbers:
                yield numbers[document], None, b""
