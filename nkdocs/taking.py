"""What one dump is read as: its articles as they are kept, noted and compared. May be done in a process of its own.

Everything that can be worked out from one file alone is worked out here, so that the process that writes the index has as
little to do for each article as can be.
"""

from __future__ import annotations

import bisect
import hashlib
import json
import time
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from nkdocs.answers import Problem
from nkdocs.corpus import read_dump
from nkdocs.correcting import read_corrected
from nkdocs.corrections import Correction, digest, title_as_read
from nkdocs.errors import CorpusError, NoTextError
from nkdocs.ids import Place, slug
from nkdocs.manifest import HeldArticle, HeldFile
from nkdocs.model import Article, Dump, Trust
from nkdocs.sketching import compared_text, sketch
from nkdocs.spooling import pack
from nkdocs.values import dataclass


@dataclass(frozen=True, slots=True)
class Task:
    """A file to be read, with its corrections. `known`: the digest of bytes that need no parsing; "": none do."""

    root: Path
    path: str
    limit: int
    known: str
    corrections: tuple[Correction, ...]


class Taken(NamedTuple):
    """An article as it was read: as it is put aside, what is noted of it but for its id, and its sketch."""

    packed: bytes
    held: HeldArticle
    hashes: bytes


@dataclass(frozen=True, slots=True)
class Reading:
    """What a file was read as: articles None if its bytes are known, no file if it could not be read, or is `no_text`."""

    file: HeldFile | None
    articles: tuple[Taken, ...] | None = None
    problems: tuple[Problem, ...] = ()
    no_text: bool = False


def take_file(task: Task) -> Reading:
    """Read one file, and parse it if its bytes are not those that were parsed before."""
    read_ns = time.time_ns()
    try:
        dump, read = read_dump(task.root, task.path, task.limit)
    except CorpusError as error:
        problem = Problem(task.path, str(error), error.hint)
        return Reading(None, problems=(problem,), no_text=isinstance(error, NoTextError))
    file = HeldFile(read.size, read.mtime_ns, read_ns, dump.source.digest)
    if dump.source.digest == task.known:
        return Reading(file)
    return take(file, dump, task.corrections)


def take(file: HeldFile, dump: Dump, corrections: Sequence[Correction], strays: Iterable[str] = ()) -> Reading:
    """A dump that was read, with its corrections, and which of them fitted. No stray has to."""
    read = read_corrected(dump, corrections)
    unfit = {digest(row) for row in corrections} - read.fits - set(strays)
    corrected = file._replace(corrected=tuple(sorted(read.fits)), unfit=tuple(sorted(unfit)))
    lines = sorted(each.line for each in read.applied)
    return Reading(corrected, tuple(_take_article(article, lines) for article in read.articles))


def _take_article(article: Article, corrected: Sequence[int]) -> Taken:
    """An article as it is kept. `corrected`: the lines of its dump that corrections are about, in order."""
    key, hashes = sketch(compared_text(article))
    held = _hold(article, key)
    inside = bisect.bisect_left(corrected, held.first_line) < bisect.bisect_right(corrected, held.last_line)
    return Taken(pack(article), held._replace(corrected=inside), hashes)


def _hold(article: Article, text: int) -> HeldArticle:
    chosen = [claim for claim in (article.title, article.date, *article.authors) if claim is not None]
    values = [claim.value if isinstance(claim.value, str) else claim.value.isoformat() for claim in chosen]
    blocks = [[block.span.start - article.span.start, len(block.span), block.kind.value] for block in article.blocks]
    return HeldArticle(
        id="",
        slug=slug(title_as_read(article), Place(article.source.path, article.ordinal)),
        ordinal=article.ordinal,
        first_line=article.first_line,
        last_line=article.first_line + article.text.removesuffix("\n").count("\n"),
        start_line=article.start_line,
        title=article.title.value if article.title else None,
        digest=hashlib.sha256(json.dumps([article.text, values, blocks]).encode("ascii")).hexdigest()[:32],
        undated=article.date is None,
        unsigned=not article.authors,
        low_trust=any(claim.trust is Trust.LOW for claim in chosen),
        text=text,
    )
