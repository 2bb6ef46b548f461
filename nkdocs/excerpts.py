"""The lines of a dump around one of them, each with what it was taken for: what `show FILE:LINE --context N` shows.

They are read from the index, as articles are: an excerpt and a hit speak of the same text, also where the file has changed
since. Articles cover their dump, so the lines before the first of an article are the last of the one before it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from nkdocs.manifest import HeldFile
from nkdocs.model import Article, Kind
from nkdocs.values import dataclass


@dataclass(frozen=True, slots=True)
class Line:
    """A line: its 1-based number, its place in characters of the dump, what it was taken for (None: blank), and whose it is."""

    number: int
    start: int
    text: str
    kind: Kind | None
    article_id: str

    @property
    def kind_name(self) -> str:
        """The word for its kind."""
        return self.kind.value if self.kind else "blank"


@dataclass(frozen=True, slots=True)
class Excerpt:
    """Lines of a dump, in order, around the one that was asked for; and the articles that they are of."""

    source: str
    line: int
    lines: tuple[Line, ...]
    articles: tuple[Article, ...]


def cut_excerpt(path: str, line: int, around: int, file: HeldFile, get: Callable[[str], Article | None]) -> Excerpt:
    """The line and at most `around` lines before and after it. `get` finds an article by its id."""
    first, last = line - around, line + around
    held = [article.id for article in file.articles if article.first_line <= last and first <= article.last_line]
    articles = tuple(article for article_id in held if (article := get(article_id)) is not None)
    lines = tuple(row for article in articles for row in _lines(article) if first <= row.number <= last)
    return Excerpt(path, line, lines, articles)


def _lines(article: Article) -> Iterator[Line]:
    blocks = iter(article.blocks)
    block = next(blocks, None)
    start = article.span.start
    # A newline at the end ends the last line, and begins no other.
    text = article.text.removesuffix("\n")
    for number, line in enumerate(text.split("\n"), article.first_line):
        while block is not None and block.span.end <= start:
            block = next(blocks, None)
        kind = block.kind if block is not None and line.strip() else None
        yield Line(number, start, line, kind, article.id)
        start += len(line) + 1
