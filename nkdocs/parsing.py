"""Reading dumps for a person to look at, without an index: what `nkdocs parse` shows.

The same steps as `indexing`, in the same order, and nothing is written or remembered.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO

from nkdocs.answers import Problem
from nkdocs.config import Settings
from nkdocs.corpus import find_dumps, read_dump, read_stream
from nkdocs.errors import CorpusError
from nkdocs.extract import ExplainedLine, read_articles
from nkdocs.extract import explain as explain_lines
from nkdocs.ids import Place, assign_ids, slug
from nkdocs.model import Article, Dump
from nkdocs.values import dataclass


@dataclass(frozen=True, slots=True)
class ParseReport:
    """What `parse` read: the articles in order of file and line, every line with its class if asked for, and the problems.

    `explained` has one pair (path, lines) for each file, and is empty unless `explain` was asked for.
    """

    articles: tuple[Article, ...]
    explained: tuple[tuple[str, tuple[ExplainedLine, ...]], ...] = ()
    problems: tuple[Problem, ...] = ()


def parse(
    start: Path, paths: Sequence[str], settings: Settings, *, explain: bool = False, stdin: BinaryIO | None = None
) -> ParseReport:
    """What the files, and the dumps in the folders, are read as. Paths are relative to `start`; ``-`` reads `stdin`.

    Raises `CorpusError` if nothing could be read at all.
    """
    problems: list[Problem] = []
    articles: list[Article] = []
    explained = []
    dumps = 0
    for dump in _dumps(start, paths, settings, stdin, problems):
        dumps += 1
        articles += read_articles(dump)
        if explain:
            explained.append((dump.source.path, explain_lines(dump)))
    if not dumps:
        if problems:
            first = problems[0]
            raise CorpusError(f"{first.source}: {first.what}", first.hint)
        raise CorpusError(f"there are no dumps in {', '.join(paths) or 'nothing'}", "name text files: nkdocs parse PATH ...")
    return ParseReport(_name(articles), tuple(explained), tuple(problems))


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
    titles = [article.title.value if article.title else None for article in articles]
    ids = assign_ids({place: slug(title, place) for place, title in zip(places, titles, strict=True)})
    return tuple(replace(article, id=ids[place]) for article, place in zip(articles, places, strict=True))
