"""Who makes an index: digests and versions of everything of ours, and of the engine, that decides what stands in it.

An index is used only by the makers that made it. Nothing here reads an index.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

from nkdocs import analysis, schema
from nkdocs.manifest import FORMAT, Makers

#: Modules that have no say in how a dump is read. A change in any other makes every dump be read again at the next `index`.
_NO_PARSE = frozenset({
    "__init__", "__main__", "analysis", "answering", "archive", "cli", "commands", "config", "errors", "generations", "grammar",
    "ids", "indexing", "lexer", "locking", "makers", "manifest", "matching", "opening", "parsing", "query", "reading", "schema",
    "snippets",
})  # fmt: skip


def makers(engine: str) -> Makers:
    """Who makes an index with this program and this engine."""
    return Makers(FORMAT, engine, schema.digest(), analysis.digest())


def engine_version(engine: str) -> str:
    """The version of the engine's package that is installed."""
    # Loaded here: it is slow, and only who writes an index asks.
    import importlib.metadata

    try:
        return importlib.metadata.version(engine)
    except importlib.metadata.PackageNotFoundError:
        return "unknown"


def parser_digest() -> str:
    """A digest of the code that reads dumps, so that articles read by other rules are not mixed with those of today."""
    digest = hashlib.sha256()
    for path in sorted(Path(__file__).parent.glob("*.py")):
        if path.stem not in _NO_PARSE:
            digest.update(path.name.encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()
