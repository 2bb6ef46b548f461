"""Reading dumps for a person to look at, without an index: what `nkdocs parse` shows.

The same steps as `indexing`, in the same order, and nothing is written or remembered. A dump that lies in an archive is shown
as a person corrected it there, for so it is indexed; what the parser reads by itself is shown to those who ask for that.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO

from nkdocs.answers import Problem
from nkdocs.config import Settings
from nkdocs.corpus import find_dumps, read_dump, read_stream
from nkdocs.corrected_lines import explain_corrected, told
from nkdocs.correcting import Corrected, read_corrected
from nkdocs.corrections import title_as_read
from nkdocs.corrections_file import FILE
from nkdocs.errors import CorpusError
from nkdocs.extract import ExplainedLine
from nkdocs.ids import Place, assign_ids, slug
from nkdocs.in_force import Ledgers
from nkdocs.model import Article, Dump
from nkdocs.values import dataclass


@dataclass(frozen=True, slots=True)
class InForce:
    """A correction in force: the file and the 1-based line of it that it is about, and what was said, by whom and when."""

    source: str
    line: int
    said: str


@dataclass(frozen=True, slots=True)
class ParseReport:
    """What `parse` read: the articles in order of file and line, every line with its class if asked for, and the problems.

    `explained` has one pair (path, lines) for each file, and is empty unless `explain` was asked for. `corrections` are those
    that hold in what is shown. `missed`: a file that was named could not be read.
    """

    articles: tuple[Article, ...]
    explained: tuple[tuple[str, tuple[ExplainedLine, ...]], ...] = ()
    problems: tuple[Problem, ...] = ()
    corrections: tuple[InForce, ...] = ()
    missed: bool = False

    @property
    def notices(self) -> tuple[str, ...]:
        """That what is shown was corrected. Else nothing."""
        if not self.corrections:
            return ()
        count = len(self.corrections)
        what = "a correction holds" if count == 1 else f"{count:,} corrections hold"
        return (f"{what} here ({FILE}); with --uncorrected what is read without {'it' if count == 1 else 'them'}",)


def parse(  # one parameter per option
    start: Path,
    paths: Sequence[str],
    settings: Settings,
    *,
    explain: bool = False,
    stdin: BinaryIO | None = None,
    ledgers: Ledgers | None = None,
) -> ParseReport:
    """What the files, and the dumps in the folders, are read as. Paths are relative to `start`; ``-`` reads `stdin`.

    `ledgers`: the corrections to read them with. Raises `CorpusError` if nothing could be read at all.
    """
    problems: list[Problem] = []
    articles: list[Article] = []
    explained = []
    in_force: list[InForce] = []
    dumps = 0
    for dump in _dumps(start, paths, settings, stdin, problems):
        dumps += 1
        path = dump.source.path
        corrected = _correct(dump, None if path == "-" else ledgers, problems)
        in_force += (InForce(path, each.line, told(each.correction)) for each in corrected.applied)
        articles += corrected.articles
        if explain:
            explained.append((path, explain_corrected(dump, corrected)))
    if ledgers:
        problems += ledgers.problems
    if not dumps:
        if problems:
            first = problems[0]
            raise CorpusError(f"{first.source}: {first.what}", first.hint)
        raise CorpusError(f"there are no dumps in {', '.join(paths) or 'nothing'}", "name text files: nkdocs parse PATH ...")
    named = {os.path.abspath(start / path) for path in paths}  # noqa: PTH100  # a link stays the link
    missed = any(os.path.abspath(start / problem.source) in named for problem in problems)  # noqa: PTH100
    return ParseReport(_name(articles), tuple(explained), tuple(problems), tuple(in_force), missed)


def _correct(dump: Dump, ledgers: Ledgers | None, problems: list[Problem]) -> Corrected:
    """The dump's articles with the corrections that are in force for its file; those that fit nothing go to `problems`."""
    if ledgers is None:
        return read_corrected(dump)
    path, ledger = ledgers.find(dump.source.path)
    rows = ledger.of_file(path)
    if not rows:
        return read_corrected(dump)
    # A correction knows the file by its path in the archive; it is shown by that which was typed.
    read = read_corrected(replace(dump, source=replace(dump.source, path=path)), rows)
    problems += ledger.unfit(path, read.fits)
    return replace(read, articles=tuple(replace(article, source=dump.source) for article in read.articles))


def _dumps(
    start: Path, paths: Sequence[str], settings: Settings, stdin: BinaryIO | None, problems: list[Problem]
) -> Iterator[Dump]:
    """The dumps, one at a time; trouble goes to `problems`."""
    if "-" in paths and stdin is not None:
        try:
            yield read_stream(stdin, settings.max_file_size)
        except CorpusError as error:
            problems.append(Problem("-", str(error), error.hint))
    found = find_dumps(start, [path for path in paths if path != "-" or stdin is None], settings.dump_suffixes)
    problems += found.problems
    for file in found.files:
        try:
            yield read_dump(start, file.path, settings.max_file_size)[0]
        except CorpusError as error:
            problems.append(Problem(file.path, str(error), error.hint))


def _name(articles: Sequence[Article]) -> tuple[Article, ...]:
    places = [Place(article.source.path, article.ordinal) for article in articles]
    titles = [title_as_read(article) or None for article in articles]
    ids = assign_ids({place: slug(title, place) for place, title in zip(places, titles, strict=True)})
    return tuple(replace(article, id=ids[place]) for article, place in zip(articles, places, strict=True))
