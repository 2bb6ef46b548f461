"""The texts of an article that can be quoted, as words to compare, and where each word stands in the dump.

The running text is one text, so that a quotation goes on over paragraphs, pictures and whatever the parser took for
boilerplate; the title, and each caption and note, is one of its own. What readers' comments and menus say is not the article's.
"""

from __future__ import annotations

import bisect
import functools
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from nkdocs.model import Article, Kind, Span
from nkdocs.quotation import Run
from nkdocs.quoted_words import QuotedWord, join_broken, quoted_words, same_but_first_case
from nkdocs.schema import Part, passages
from nkdocs.values import dataclass
from nkdocs.verdicts import Standing

_PARAGRAPH = re.compile(r"\n[^\S\n]*\n")
#: A sentence ends here, for what is shown around a quotation.
_END = re.compile(r"[.!?…。！？][\"'”’»)\]]*\s+|\n[^\S\n]*\n")
#: Characters of the rest of a sentence that are shown.
_AROUND = 160


class Text:
    """A text of an article, and its words. `offsets` tells where its parts stand in the dump."""

    def __init__(self, article: Article, text: str, parts: Sequence[Part], words: Sequence[QuotedWord]) -> None:
        self.article = article
        self.text = text
        self.words = words
        self.keys = [word.key for word in words]
        self._parts = parts

    @functools.cached_property
    def places(self) -> dict[str, list[int]]:
        """Where each key stands, in order."""
        found: dict[str, list[int]] = defaultdict(list)
        for at, key in enumerate(self.keys):
            found[key].append(at)
        return found

    @functools.cached_property
    def folded_places(self) -> dict[str, list[int]]:
        """Where each key stands without regard to case, in order."""
        found: dict[str, list[int]] = defaultdict(list)
        for at, key in enumerate(self.folded):
            found[key].append(at)
        return found

    @functools.cached_property
    def folded(self) -> list[str]:
        """The keys without regard to case."""
        return [key.casefold() for key in self.keys]

    @functools.cached_property
    def _paragraphs(self) -> list[int]:
        breaks = [part.start for part in self._parts] + [match.end() for match in _PARAGRAPH.finditer(self.text)]
        return sorted(set(breaks))

    def paragraph(self, at: int) -> int:
        """The number of the paragraph that a word stands in."""
        return bisect.bisect_right(self._paragraphs, self.words[at].start)

    def part(self, at: int) -> Part:
        """The block that a word stands in."""
        return self._parts[bisect.bisect_right(self._parts, self.words[at].start, key=lambda part: part.start) - 1]

    def kind(self, at: int) -> Kind:
        """What the block is that a word stands in."""
        return self.part(at).kind

    def offset(self, at: int, *, end: bool = False) -> int:
        """Where the first character of a word stands in the dump; or where it ends."""
        part, word = self.part(at), self.words[at]
        return part.offset + (word.end if end else word.start) - part.start

    def line(self, at: int) -> int:
        """The 1-based line that a word stands in."""
        return self.article.line_of(self.offset(at))

    def span(self, first: int, last: int) -> Span:
        """From a word to the end of another, in characters of the dump."""
        return Span(self.offset(first), self.offset(last, end=True))

    def cut(self, first: int, last: int) -> str:
        """The text from a word to the end of another, on one line."""
        return " ".join(self.text[self.words[first].start : self.words[last].end].split())

    def around(self, first: int, last: int) -> tuple[str, str]:
        """The rest of the sentences that these words begin and end in, shortened where it is long."""
        start, end = self.words[first].start, self.words[last].end
        begin = max(
            (match.end() for match in _END.finditer(self.text, max(0, start - 600), start)), default=max(0, start - 600)
        )
        after = _END.search(self.text, max(0, end - 1), end + 600)
        stop = max(end, after.start() + len(after[0].rstrip())) if after else min(len(self.text), end + 600)
        before, rest = " ".join(self.text[begin:start].split()), " ".join(self.text[end:stop].split())
        if len(before) > _AROUND:
            before = "…" + before[-_AROUND:].partition(" ")[2]
        if len(rest) > _AROUND:
            rest = rest[:_AROUND].rpartition(" ")[0] + "…"
        return before, rest

    def touches(self, at: int) -> bool:
        """Whether nothing stands between a word and the next."""
        return 0 <= at < len(self.words) - 1 and self.words[at].end == self.words[at + 1].start

    def find(self, run: Run, start: int = 0, end: int | None = None) -> Iterator[tuple[int, int]]:
        """Where a run stands, word for word: the numbers of its first word and of the one after its last, in order."""
        keys = run.keys
        fixed = range(1 if run.head or run.frees_case else 0, len(keys) - run.tail)
        if fixed:
            anchor = min(fixed, key=lambda at: len(self.places.get(keys[at], ())))
            starts: Sequence[int] = [place - anchor for place in self.places.get(keys[anchor], ())]
        else:
            starts = range(len(self.keys) - len(keys) + 1)
        stop = len(self.keys) if end is None else end
        for first in starts:
            if start <= first and first + len(keys) <= stop and self._fits(run, keys, first):
                yield first, first + len(keys)

    def _fits(self, run: Run, keys: tuple[str, ...], first: int) -> bool:
        low, high = 0, len(keys)
        if run.head or run.frees_case:
            low = 1
            is_last = run.tail and high == 1
            if not _is_same_end(self.keys[first], keys[0], run, is_last=is_last):
                return False
        if run.tail and high > low:
            high -= 1
            if not self.keys[first + high].startswith(keys[high]):
                return False
        return self.keys[first + low : first + high] == list(keys[low:high])


def _is_same_end(held: str, key: str, run: Run, *, is_last: bool) -> bool:
    """Whether the first word of a run fits: an insertion may stand before it or after it in the same word."""
    if run.head:
        return key in held if is_last else held.endswith(key)
    if is_last:
        return same_but_first_case(held[: len(key)], key)
    return same_but_first_case(held, key)


def texts_of(article: Article) -> Iterator[Text]:
    """The texts of an article: the running text, each caption and note, and the title, which counts where nothing else does.

    A text with words that are broken at the ends of lines comes twice: as it stands, and with those words whole.
    """
    for passage in passages(article):
        yield from _readings(article, passage.text, passage.parts)
    if article.title is not None:
        yield from _readings(article, article.cut(article.title.span), (Part(0, article.title.span.start, Kind.TITLE),))


def _readings(article: Article, text: str, parts: Sequence[Part]) -> Iterator[Text]:
    words = quoted_words(text)
    yield Text(article, text, parts, words)
    if (joined := join_broken(words, text)) is not None:
        yield Text(article, text, parts, joined)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a quotation stands in a text, word for word: for each of its runs the first word, and the one after the last."""

    text: Text
    spans: tuple[tuple[int, int], ...]

    @property
    def first(self) -> int:
        """The first word."""
        return self.spans[0][0]

    @property
    def last(self) -> int:
        """The last word."""
        return self.spans[-1][1] - 1


def standing(text: Text, first: int, last: int, piece: str) -> Standing:
    """The passage from a word of a text to another, word for word what a piece of a quotation says."""
    before, after = text.around(first, last)
    return Standing(
        text.article, text.span(first, last), text.line(first), text.line(last), text.kind(first), text.cut(first, last), piece,
        before=before, after=after,
    )  # fmt: skip
