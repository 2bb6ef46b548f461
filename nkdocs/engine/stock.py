"""The door to Whoosh: the few parts of it that we stand on, imported here and nowhere else.

Whoosh 2.7.4 is frozen, and its source has invalid escapes that Python warns of when it first compiles them. A person who
searches their archive can do nothing about that, so the warnings end here. Whoosh has no types: they end here as well.

What is used is what all three distributions of the module share. Reading needs none of it.
"""

from __future__ import annotations

import warnings

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    from whoosh.codec.base import Codec, PerDocumentReader, TermsReader
    from whoosh.codec.base import Segment as WhooshSegment
    from whoosh.fields import STORED, FieldType, Schema
    from whoosh.filedb.filestore import FileStorage
    from whoosh.formats import Positions
    from whoosh.index import TOC
    from whoosh.matching import ListMatcher
    from whoosh.query.spans import Span
    from whoosh.reading import TermInfo

__all__ = [
    "STORED",
    "TOC",
    "Codec",
    "FieldType",
    "FileStorage",
    "ListMatcher",
    "PerDocumentReader",
    "Positions",
    "Schema",
    "Span",
    "TermInfo",
    "TermsReader",
    "WhooshSegment",
]
