"""Where the words of a quotation stand in lines that were not taken for the text of an article, so that nobody is told less.

A quotation is judged by what was read as text. A line of a dump that was taken for boilerplate, or for a reader's comment, may
have been text after all; then the words are in the dump, and the person can say what the line is.
"""

from __future__ import annotations

from collections.abc import Sequence

from nkdocs.model import BODY_KINDS, Article, Block, Kind
from nkdocs.passage_search import Reader
from nkdocs.query import Everything
from nkdocs.quotation import Run, read_quotation
from nkdocs.quoted_words import quoted_words
from nkdocs.schema import ASIDE_KINDS, Part
from nkdocs.sources import Text
from nkdocs.values import dataclass

#: In archives of more articles, and beyond so many characters of such lines, nothing is looked for: no second is spent on it.
MOST_ARTICLES, MOST_CHARACTERS = 1_000, 4_000_000
#: Places that are told.
_TOLD = 3
_JUDGED = BODY_KINDS | ASIDE_KINDS | {Kind.TITLE}


@dataclass(frozen=True, slots=True)
class Unread:
    """Words that stand in a line that is not judged: the path of the dump, the 1-based line, and what it was taken for."""

    path: str
    line: int
    kind: Kind


class UnreadLines:
    """The lines of an archive that were not taken for text, read once for all quotations of a draft."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self._lines: list[tuple[Article, Sequence[Block], str]] | None = None
        self.is_whole = True

    def find(self, quotation: str) -> list[Unread]:
        """The first few places of these words, one after the other. `is_whole` says whether all lines were looked at."""
        words = read_quotation(quotation).words
        if not words:
            return []
        longest = max(words[1:-1] or words, key=lambda word: len(word.key)).key.casefold()
        found = []
        for article, blocks, folded in self._read():
            # Marks may be written in several ways; of letters and digits each is written as it is.
            if longest.isalnum() and longest.isascii() and longest not in folded:
                continue
            text = _text(article, blocks)
            found += [
                Unread(article.source.path, text.line(first), text.kind(first))
                for first, _ in text.find(Run(words, frees_case=True))
            ]
            if len(found) >= _TOLD:
                break
        return found[:_TOLD]

    def _read(self) -> list[tuple[Article, Sequence[Block], str]]:
        if self._lines is None:
            self._lines = []
            if self._reader.search(Everything(), limit=0).total > MOST_ARTICLES:
                self.is_whole = False
                return self._lines
            left = MOST_CHARACTERS
            for hit in self._reader.search(Everything(), limit=MOST_ARTICLES).hits:
                for blocks in _stretches(hit.article):
                    folded = "\n".join(hit.article.cut(block.span) for block in blocks).casefold()
                    left -= len(folded)
                    if left < 0:
                        self.is_whole = False
                        return self._lines
                    self._lines.append((hit.article, blocks, folded))
        return self._lines


def _stretches(article: Article) -> list[list[Block]]:
    """The blocks that are not judged, those that follow each other together."""
    found: list[list[Block]] = []
    goes_on = False
    for block in article.blocks:
        is_unread = block.kind not in _JUDGED
        if is_unread and article.cut(block.span).strip():
            if goes_on:
                found[-1].append(block)
            else:
                found.append([block])
        goes_on = is_unread and bool(found)
    return found


def _text(article: Article, blocks: Sequence[Block]) -> Text:
    parts, pieces, start = [], [], 0
    for block in blocks:
        piece = article.cut(block.span)
        parts.append(Part(start, block.span.start, block.kind))
        pieces.append(piece)
        start += len(piece) + 2
    text = "\n\n".join(pieces)
    return Text(article, text, parts, quoted_words(text))
