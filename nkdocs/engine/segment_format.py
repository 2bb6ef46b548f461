r"""The format on disk: what a segment is, and the file that holds it.

A store is a folder. ``segments.json`` (see `contents`) names the segments that count and the documents removed from them; a
segment is one file, written once and never changed, with at most 65,536 documents. Its documents are numbered by their length,
the shortest first, so that neighbours have almost the same length, and what a count is worth is almost the same for them::

    000007.seg
    +--------------------------------------------------------------------------+
    | stored           articles, each deflated (raw), after the sample         |
    | stored.sample    deflated; empty if there are few articles               |
    | postings         one after the other; see below                          |
    | keys             term NUL form LF, sorted, one after the other (UTF-8)   |
    | keys.ends        u32 each: where the key ends                            |
    | keys.pivots      every 128th key, to begin a search with                 |
    | keys.postings    u64 each: where the key's postings end                  |
    | ids, ids.ends    the ids, sorted, and where each ends                    |
    | ids.documents    u16 each: the document of the id                        |
    | ids.ranks        u16 each document: the place of its id                  |
    | titles, titles.ends         folded titles, sorted, those without last    |
    | sources, sources.ends       paths, without regard to case, each once     |
    | sources.numbers             u16 each document: which of them             |
    | order.title order.oldest order.newest    u16 each: documents so sorted   |
    | first_day last_day          u32 each document: ordinals, 0 if undated    |
    | length.title ... length.aside length    u32 each document: words         |
    | stored.ends      u64 each: where the article ends                        |
    | stored.places    u32 each document: which article is its own             |
    | cards, cards.ends           of each document what a survey tells (JSON)  |
    +--------------------------------------------------------------------------+
    | checks           u32 each 4,096 bytes of all above: their CRC-32         |
    +--------------------------------------------------------------------------+
    | directory        JSON: the sections above, and facts of the segment      |
    +--------------------------------------------------------------------------+
    | u32 its length, u32 its CRC-32, "nkdocs seg 5\n\n\n\n"                   |
    +--------------------------------------------------------------------------+

**Postings** of a key in one text field (those of all its fields follow each other)::

    u8 field  u8 flags  u32 documents  u32 occurrences  u32 the greatest count  u32 bytes that follow
    DENSE:   a byte each document of the segment, its count (HALVED: four bits, the high ones first); the greatest number
             there is, 255 or 15, means that many or more: then u32 each, the counts of documents with that number
    else:    u16 each: the documents; then u8 each: their counts, left out where all are 1 (WIDE_COUNTS: u32 each)
    then, with POSITIONS: u16 each (WIDE_POSITIONS: u32 each), those of a document in order, document after document
    then, with POSITIONS and DENSE: u32 each 32 documents, the occurrences before them; u8 each occurrence, its follower

A **follower** is a number for the term of the next word (`keys.follower`), 0 if that is not known. A phrase of frequent words
is looked for only where the follower says that it may be.

Words with accents, words that hyphens join (`schema.joined_as`), and what documents lack, are keys too, marked by a first byte
that no term has.

Numbers are written in the byte order of the machine, which the directory names: an index is a cache, and stays where it is
made.

**Nothing is believed unseen.** A block of 4,096 bytes is compared with its checksum before the first byte of it is used, and
not again: a search pays for what it reads, and not for how large the store is. The directory has the checksum of the checks,
and whoever names the segment (`contents`) keeps that of the directory, its `seal`: an older file of that name does not pass.
Blocks are read by a call before they are used through the map, so that a failing disk is an error and no end of all.
"""

from __future__ import annotations

import struct
import zlib

#: Raised when the format changes, and with it `manifest.FORMAT`.
MAGIC = b"nkdocs seg 5\n\n\n\n"
#: Documents of a segment: their numbers are 16 bits wide.
MOST_DOCUMENTS = 65_536
#: Bytes of articles that all articles of a segment are deflated with: what they say alike is then said once.
SAMPLE = 32_768
SUFFIX = ".seg"

HEAD = struct.Struct("=BBIIII")
DENSE, POSITIONS, WIDE_POSITIONS, WIDE_COUNTS, HALVED = 1, 2, 4, 8, 16
#: What more than one of so many documents have is DENSE: as small, and many times as quick to read.
DENSE_FROM = 12
#: Keys of which the first is a pivot.
PIVOTED = 128
#: Documents, as a power of two, before each so many of which the occurrences of a DENSE key are known.
STRIDE_BITS = 5
#: A DENSE key is HALVED unless more than one of so many documents have 15 or more of it.
MOST_ABOVE = 64
FOOT = struct.Struct("=II16s")
#: Bytes that have a checksum of their own, as a power of two: a page, the least that a disk is asked for.
BLOCK_BITS = 12
BLOCK = 1 << BLOCK_BITS
_DEFLATION, _RAW = 4, -15
_DIGITS = b"0123456789abcdef"
_TO_DIGITS, _FROM_DIGITS = bytes.maketrans(bytes(range(16)), _DIGITS), bytes.maketrans(_DIGITS, bytes(range(16)))

#: Keys that are no terms begin so: words with their accents or hyphens, and the names of fields of which nothing is known.
ACCENTED, LACKING = b"\1", b"\2"
#: No term's key comes before this.
FIRST_TERM = b"\3"


class DamagedError(Exception):
    """The bytes of a segment are not what was written."""


def halve(numbers: bytes | bytearray) -> bytes:
    """Numbers below 16, two to a byte."""
    return bytes.fromhex((numbers + bytes(len(numbers) % 2)).translate(_TO_DIGITS).decode("ascii"))


def unhalve(raw: bytes, size: int) -> bytes:
    """The first `size` numbers that `halve` packed."""
    numbers = raw.hex().encode("ascii").translate(_FROM_DIGITS)
    return numbers if len(numbers) == size else numbers[:size]


def deflater(sample: bytes) -> zlib._Compress:
    """What deflates an article after the sample; copy it for each."""
    return (
        zlib.compressobj(_DEFLATION, zlib.DEFLATED, _RAW, zdict=sample) if sample else zlib.compressobj(_DEFLATION, wbits=_RAW)
    )


def inflate(raw: bytes, sample: bytes) -> bytes:
    """The article that was deflated after the sample. Raises `zlib.error`, `DamagedError`."""
    inflater = zlib.decompressobj(_RAW, zdict=sample) if sample else zlib.decompressobj(_RAW)
    article = inflater.decompress(raw)
    if not inflater.eof:
        raise DamagedError
    return article
