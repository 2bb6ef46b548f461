"""The door to Whoosh: the few parts of it that we stand on, imported here and nowhere else.

Whoosh 2.7.4 is frozen, and its source has invalid escapes that Python warns of when it first compiles them. A person who
searches their archive can do nothing about that, so the warnings end here. Whoosh has no types: they end here as well.

What is used is what all three distributions of the module share: the storage and its table of contents, the writer, readers
with their postings and columns. Its queries and collectors are not: see `evaluation`.
"""

from __future__ import annotations

import warnings

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    import whoosh.codec.whoosh3  # noqa: F401  # loaded by a reader, and then too late to be kept quiet
    from whoosh.columns import NumericColumn, VarBytesColumn
    from whoosh.fields import COLUMN, STORED, FieldType, Schema
    from whoosh.filedb.filestore import FileStorage
    from whoosh.formats import Existence, Positions
    from whoosh.index import LockError
    from whoosh.reading import IndexReader
    from whoosh.writing import SegmentWriter

__all__ = [
    "COLUMN",
    "STORED",
    "Existence",
    "FieldType",
    "FileStorage",
    "IndexReader",
    "LockError",
    "NumericColumn",
    "Positions",
    "Schema",
    "SegmentWriter",
    "VarBytesColumn",
]
