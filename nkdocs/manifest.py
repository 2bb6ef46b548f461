"""What an index remembers of itself: by whom it was made, of which files, and which article stands where.

Read at different times, they lie apart: ``manifest.json`` is small and read by every command; the notes on files and articles
(`notes`) grow with the archive, and are asked only where files are compared or a line is looked up; ``stamps.json`` has of them
what a search compares with the disk, in an archive that is small enough for that. This module has the values, turns both texts
in JSON into values and back, and knows no folders. What does not fit raises `ValueError`, and whoever opened the file says
which it was.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, field, fields
from typing import Any, NamedTuple

from nkdocs.values import dataclass

#: The version of the layout on disk: of the index folder, and of both texts. A change here makes older indexes be rebuilt.
FORMAT = 10
#: The files of notes in a generation: written whole, what came since, and stamps, kept where there are at most so many files.
NOTES, CHANGES, STAMPS, STAMPED = "notes.db", "changes.db", "stamps.json", 1_000


class HeldArticle(NamedTuple):
    """What is remembered of an article: enough to keep ids stable, to look up a line, and to see whether it changed.

    Lines are 1-based. `first_line` to `last_line` is the whole slice, `start_line` the title's. `digest` covers text, title,
    date and authors, not the place; `text` says which text it is to who looks for copies (`twins`), 0 for one too short;
    `corrected`: whether a person corrected anything of it.
    """

    id: str
    slug: str
    ordinal: int
    first_line: int
    last_line: int
    start_line: int
    title: str | None
    digest: str
    undated: bool = False
    unsigned: bool = False
    low_trust: bool = False
    text: int = 0
    corrected: bool = False


class HeldFile(NamedTuple):
    """What is remembered of a file: its fingerprint when it was read, and its articles in order.

    `corrected` are the digests of the corrections that fitted it, `unfit` those of the corrections made in it that did not.
    """

    size: int
    mtime_ns: int
    read_ns: int
    digest: str
    articles: tuple[HeldArticle, ...] = ()
    corrected: tuple[str, ...] = ()
    unfit: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Makers:
    """Who made an index. Two indexes with the same makers can be read and continued by the same program."""

    format: int
    engine: str
    schema: str
    analyzer: str


@dataclass(frozen=True, slots=True)
class Counts:
    """What an archive holds: files, articles, and articles that lack something or have a value of low trust."""

    files: int = 0
    articles: int = 0
    undated: int = 0
    unsigned: int = 0
    untitled: int = 0
    low_trust: int = 0


@dataclass(frozen=True, slots=True)
class Manifest:
    """What every command needs to know of an index.

    `roots` are the paths the archive indexes, relative to it; `parser` digests the rules that read the dumps; `checksums` are
    (bytes, sha256) of every other file of the generation, by its path there; `corrections` stands for those that fit
    (`corrections.digest_of_all`).
    """

    format: int
    version: str
    engine: str
    engine_version: str
    schema: str
    analyzer: str
    parser: str
    indexed_at: str
    roots: tuple[str, ...]
    counts: Counts
    checksums: dict[str, tuple[int, str]] = field(default_factory=dict)
    corrections: str = ""

    def age(self, makers: Makers) -> str:
        """Why this index cannot be used by `makers`, as the end of "the index was made ..."; "" if it can."""
        if self.format != makers.format or self.schema != makers.schema:
            return f"by another version of nkdocs ({self.version})"
        if self.engine != makers.engine:
            return f"by another engine ({self.engine})"
        if (mine := _language(self.analyzer)) != (theirs := _language(makers.analyzer)):
            return f'with language = "{mine}", and the settings say "{theirs}"'
        if self.analyzer != makers.analyzer:
            return f"with other rules of what a word is (nkdocs {self.version})"
        return ""

    def wear(self, version: str, parser: str | None = None) -> str:
        """What a usable index may lack, as the end of "the index was made ..."; "" if nothing. `parser` None: not asked."""
        if parser is not None and parser != self.parser:
            return f"with other rules of how dumps are read (nkdocs {self.version})"
        return f"by nkdocs {self.version}, and this is {version}" if version != self.version else ""


def _language(analyzer: str) -> str:
    """The language of an analyzer, which names it unless it is English."""
    return analyzer.rpartition(":")[0] or "english"


def count(files: Iterable[HeldFile]) -> Counts:
    """The counts of an archive with these files."""
    held = list(files)
    articles = [article for file in held for article in file.articles]
    return Counts(
        files=len(held),
        articles=len(articles),
        undated=sum(article.undated for article in articles),
        unsigned=sum(article.unsigned for article in articles),
        untitled=sum(article.title is None for article in articles),
        low_trust=sum(article.low_trust for article in articles),
    )


def write_manifest(manifest: Manifest) -> bytes:
    """The manifest as JSON."""
    return _to_json(asdict(manifest), indent=1)


def read_manifest(raw: bytes) -> Manifest:
    """What `write_manifest` wrote. Of another format only `format`, `version` and `roots` are read. Raises `ValueError`."""
    values = _object(json.loads(raw))
    ours = _integer(values.get("format")) == FORMAT
    texts = ("version", "engine", "engine_version", "schema", "analyzer", "parser", "indexed_at")
    roots = values.get("roots")
    return Manifest(
        format=values["format"],
        **{name: _string(values.get(name, "" if not ours else None)) for name in texts},
        roots=tuple(_string(root) for root in roots) if isinstance(roots, list) else (),
        counts=Counts(**{row.name: _integer(_object(values["counts"]).get(row.name)) for row in fields(Counts)})
        if ours
        else Counts(),
        checksums=_checksums(values["checksums"]) if ours else {},
        corrections=_string(values.get("corrections")) if ours else "",
    )


def _checksums(value: object) -> dict[str, tuple[int, str]]:
    return {name: (_integer(size), _string(digest)) for name, (size, digest) in _object(value).items()}


def write_stamps(stamps: Mapping[str, tuple[int, int]]) -> bytes:
    """Size and time of files as JSON."""
    return _to_json(dict(stamps), indent=None)


def read_stamps(raw: bytes) -> dict[str, tuple[int, int]]:
    """What `write_stamps` wrote. Raises `ValueError`."""
    try:
        return {path: (_integer(size), _integer(mtime_ns)) for path, (size, mtime_ns) in _object(json.loads(raw)).items()}
    except TypeError as error:
        raise ValueError(str(error)) from error


def _to_json(value: object, indent: int | None) -> bytes:
    # ASCII only: a path that is not UTF-8 holds lone surrogates, which JSON's escapes carry and UTF-8 does not.
    return json.dumps(value, indent=indent, separators=None if indent else (",", ":")).encode("ascii") + b"\n"


def _object(value: object) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise ValueError("it is no table")  # the text is wrong, not the program
    return value


def _integer(value: object) -> int:
    if not isinstance(value, int):
        raise ValueError("a number is missing")  # the same
    return value


def _string(value: object) -> str:
    if not isinstance(value, str):
        raise ValueError("a text is missing")  # the same
    return value
