"""Who makes an index: digests and versions of everything of ours, and of the engine, that decides what stands in it.

An index is used only by the makers that made it. Nothing here reads an index.
"""

from __future__ import annotations

import hashlib
import unicodedata
from pathlib import Path

from nkdocs import analysis, schema
from nkdocs.manifest import FORMAT, Makers

#: Modules that have no say in how a dump is read. A change in any other makes every dump be read again at the next `index`.
_NO_PARSE = frozenset({
    "__init__", "__main__", "alignment", "analysis", "answering", "answers", "archive", "characters", "checking",
    "citations", "citing", "commands", "comparing", "config", "correction_plans", "corrections_file", "counting", "descent",
    "differing", "doubts", "drafting", "drafts", "editors", "errors", "excerpts", "explaining", "exporting", "figures",
    "filing", "filters", "finding",
    "fixing", "folding", "forms", "freshness", "generations", "grammar", "health", "hedging", "ids", "index_folder",
    "indexing", "inquiries", "inventory", "lexer", "locking", "lookup", "makers", "manifest", "matching", "naming",
    "near_quotations", "notes", "opening", "origins", "overview", "pack_manifest", "pack_reports", "packing", "parsing",
    "passage_search", "passages_found", "places", "planning", "putting", "query", "quotation", "quotations", "quoted_passages",
    "quoted_words", "quoting", "reading", "recording", "resembling", "retrying", "sayings", "schema", "scripting",
    "sealing", "settings_file", "settling", "siblings", "skimming", "snippets", "sources", "spooling", "strange_files",
    "taking_back", "tallying", "telling_words", "terms", "testimony", "tiers", "tightening", "unmatched", "unread", "values",
    "verdicts", "verifying", "vocabulary", "watching", "wording", "working",
})  # fmt: skip


def makers(engine: str) -> Makers:
    """Who makes an index with this program and this engine."""
    return Makers(FORMAT, engine, schema.digest(), analysis.digest())


def engine_version(engine: str) -> str:
    """The version of the engine's package that is installed."""
    return _version(engine)


def parser_digest(package: Path = Path(__file__).parent) -> str:
    """A digest of the code that reads dumps, so that articles read by other rules are not mixed with those of today.

    What this code asks of others is part of it: Python's tables of Unicode, how texts are decoded, the names of months.
    """
    digest = hashlib.sha256(f"{unicodedata.unidata_version} {_version('charset-normalizer')} {_version('babel')}".encode())
    for path in sorted(package.glob("*.py")):
        if path.stem not in _NO_PARSE:
            digest.update(path.name.encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()


def _version(distribution: str) -> str:
    # Loaded here: it is slow, and only who writes an index or asks for its status needs it.
    import importlib.metadata

    try:
        return importlib.metadata.version(distribution)
    except importlib.metadata.PackageNotFoundError:
        return "unknown"
