"""Corrections laid over a dump: where it is cut, what a line is, and what is known of an article, as a person said.

Pure: a dump and corrections give articles, and say which of the corrections fit. What a person says is believed before
everything that was read, and what was read is kept: a corrected value is a claim like others, with a span of no length, for it
stands nowhere in the dump. That there is none to be known is a claim too, of the value "". Cuts come first, then kinds of
lines, then fields; each correction is tried by itself, and changes what it names and nothing else.

**What fits.** In the file it was made in (at home), a correction fits the article with its title and beginning; or the only one
with the title, or the only one with the beginning, for one of the two may have been mended. It fits the line with its text if
there is only one, or if a line before or after is still the same. Where several fit alike, the nearest to where it was. In
another file all of the key must be there, and only once.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import pairwise

from nkdocs.corrections import (
    Action,
    ArticleKey,
    Correction,
    FieldCorrection,
    LineCorrection,
    LineKey,
    around,
    digest,
    portable,
    read_date,
    title_as_read,
    words_of,
)
from nkdocs.extract import read_articles
from nkdocs.model import BODY_KINDS, CHROME_KINDS, CORRECTED, Article, Block, Claim, Dump, FieldName, Kind, Span, Trust
from nkdocs.values import dataclass

#: The rule of claims that a person made.
RULE = CORRECTED
#: What a person can say that a line is.
KINDS = {Action.BOILERPLATE: Kind.BOILERPLATE, Action.BODY: Kind.PROSE}


@dataclass(frozen=True, slots=True)
class Applied:
    """A correction that fits a dump, and the 1-based line it is about: of an article that at which it begins."""

    correction: Correction
    line: int


@dataclass(frozen=True, slots=True)
class Corrected:
    """The articles of a dump as a person corrected them, and the corrections that fit, in the order they were applied in."""

    articles: tuple[Article, ...]
    applied: tuple[Applied, ...] = ()

    @property
    def fits(self) -> frozenset[str]:
        """The digests of the corrections that fit."""
        return frozenset(digest(each.correction) for each in self.applied)


@dataclass(frozen=True, slots=True)
class DumpLine:
    """A line of a dump that is not blank: its 1-based number, where it stands, and the words it is known by."""

    number: int
    span: Span
    words: str


def read_corrected(dump: Dump, corrections: Sequence[Correction] = ()) -> Corrected:
    """The articles of a dump with all of these corrections that fit it. Never raises on any text."""
    articles = read_articles(dump)
    if not corrections:
        return Corrected(articles)
    applied: list[Applied] = []
    of_lines = [row for row in corrections if isinstance(row, LineCorrection)]
    if of_lines:
        lines = lines_of(dump.text)
        found = [(row, line) for row in of_lines if (line := find_line(row.key, lines, dump.source.path)) is not None]
        articles = _cut(dump, articles, found, applied)
        articles = correct_kinds(articles, [(row, line) for row, line in found if row.action in KINDS], applied)
    of_fields = [row for row in corrections if isinstance(row, FieldCorrection)]
    articles = correct_fields(articles, of_fields, applied)
    return Corrected(articles, tuple(applied))


# Keys -------------------------------------------------------------------------------------------------------------------------


def key_of(article: Article) -> ArticleKey:
    """The key by which an article is known again."""
    own = [block for block in article.blocks if block.kind in BODY_KINDS and article.cut(block.span).strip()]
    text = next((block for block in own if block.kind is Kind.PROSE), own[0] if own else None)
    begins = words_of(article.text[text.span.start - article.span.start :]) if text else ""
    return ArticleKey(words_of(title_as_read(article)), begins, portable(article.source.path), article.start_line)


def lines_of(text: str) -> list[DumpLine]:
    """The lines of a dump that hold words."""
    lines = []
    start = 0
    for number, line in enumerate(text.split("\n"), 1):
        if words := words_of(line):
            lines.append(DumpLine(number, Span(start, start + len(line)), words))
        start += len(line) + 1
    return lines


def key_of_line(lines: Sequence[DumpLine], number: int, path: str) -> LineKey | None:
    """The key by which the line with this number is known again; None if it is blank, or not there."""
    for at, line in enumerate(lines):
        if line.number == number:
            before, after = _around(lines, at)
            return LineKey(line.words, before, after, portable(path), number)
    return None


def _around(lines: Sequence[DumpLine], at: int) -> tuple[str, str]:
    before = lines[at - 1].words if at else ""
    after = lines[at + 1].words if at + 1 < len(lines) else ""
    return around(before), around(after)


def find_line(key: LineKey, lines: Sequence[DumpLine], path: str) -> DumpLine | None:
    """The line that a key means in a file; None if none, or more than one, fits."""
    same = [at for at, line in enumerate(lines) if line.words == key.text]
    sides = {at: _around(lines, at) for at in same}
    kept = {at: (before == key.before) + (after == key.after) for at, (before, after) in sides.items()}
    if portable(path) != key.path:
        whole = [at for at in same if kept[at] == 2]
        return lines[whole[0]] if len(whole) == 1 else None
    if len(same) == 1:
        return lines[same[0]]
    best = [at for at in same if kept[at] and kept[at] == max(kept.values())]
    return lines[min(best, key=lambda at: abs(lines[at].number - key.line))] if best else None


class _Known:
    """The articles of a dump by the words they are known by, worked out once for all corrections."""

    def __init__(self, articles: Iterable[Article]) -> None:
        self.articles = list(articles)
        self._titles: dict[str, list[int]] = {}
        self._texts: dict[int, str] = {}
        for at, article in enumerate(self.articles):
            self._titles.setdefault(words_of(title_as_read(article)), []).append(at)

    def find(self, key: ArticleKey) -> int | None:
        """The place of the article that the key means."""
        titled = self._titles.get(key.title, [])
        both = [at for at in titled if self._begins(at, key)]
        if key.path != portable(self.articles[0].source.path):
            return both[0] if len(both) == 1 and key.begins else None
        if both:
            return min(both, key=lambda at: abs(self.articles[at].start_line - key.line))
        if key.title and len(titled) == 1:
            return titled[0]
        # The text of an article that was joined to another begins inside that one, which is not meant.
        begun = [at for at, article in enumerate(self.articles) if key.begins and key_of(article).begins == key.begins]
        return begun[0] if len(begun) == 1 else None

    def _begins(self, at: int, key: ArticleKey) -> bool:
        if at not in self._texts:
            text = self.articles[at].text
            self._texts[at] = words_of(text, len(text))
        return key.begins in self._texts[at]


# Corrections ------------------------------------------------------------------------------------------------------------------


def _cut(
    dump: Dump, articles: tuple[Article, ...], found: Sequence[tuple[LineCorrection, DumpLine]], applied: list[Applied]
) -> tuple[Article, ...]:
    """The articles, read again with the cuts that were asked for and without those that were refused."""
    cut_here = {line.number: "" for row, line in found if row.action is Action.SPLIT}
    # The first article of a dump is joined to none, unless a person had one begin before it.
    before = read_articles(dump, cut_here) if cut_here else articles
    begun = {article.start_line for article in before[1:] if article.title}
    for row, line in found:
        if row.action is Action.SPLIT or (row.action is Action.JOIN and line.number in begun):
            applied.append(Applied(row, line.number))
    forced, refused = cuts_of(applied)
    return read_articles(dump, forced, refused) if forced or refused else articles


def cuts_of(applied: Iterable[Applied]) -> tuple[dict[int, str], dict[int, str]]:
    """The lines at which a person said that an article begins, and those at which none does, each with who said so."""
    forced: dict[int, str] = {}
    refused: dict[int, str] = {}
    for each in applied:
        row = each.correction
        if isinstance(row, LineCorrection) and row.action in (Action.SPLIT, Action.JOIN):
            said, other = (forced, refused) if row.action is Action.SPLIT else (refused, forced)
            said[each.line] = row.signed.note()
            other.pop(each.line, None)
    return forced, refused


def correct_kinds(
    articles: tuple[Article, ...], found: Iterable[tuple[LineCorrection, DumpLine]], applied: list[Applied]
) -> tuple[Article, ...]:
    """The articles with these lines of the kinds that a person said. A line that is a title stays one."""
    changed = list(articles)
    for row, line in found:
        for at, article in enumerate(changed):
            inside = article.span.start <= line.span.start < article.span.end
            if inside and (article.title is None or article.line_of(article.title.span.start) != line.number):
                changed[at] = _set_kind(article, line.span, KINDS[row.action], row.signed.note())
                applied.append(Applied(row, line.number))
    return tuple(changed)


def _set_kind(article: Article, line: Span, kind: Kind, note: str) -> Article:
    blocks: list[Block] = []
    for block in article.blocks:
        if block.span.end <= line.start or block.span.start > line.start:
            blocks.append(block)
            continue
        # A block of several lines is cut before and after the line; blank lines stay with what they follow.
        end = min(line.end + 1, block.span.end)
        rest = article.cut(Span(end, block.span.end))
        edges = [block.span.start, line.start, end if rest.strip() else block.span.end, block.span.end]
        kinds = [(block.kind, block.rule), (kind, note), (block.kind, block.rule)]
        blocks += [Block(Span(*edge), *said) for edge, said in zip(pairwise(edges), kinds, strict=True) if edge[0] < edge[1]]
    return replace(article, blocks=tuple(blocks))


def correct_fields(
    articles: Sequence[Article], corrections: Iterable[FieldCorrection], applied: list[Applied] | None = None
) -> tuple[Article, ...]:
    """The articles with the values that a person gave; the corrections that fit are added to `applied`."""
    known = _Known(articles)
    for row in corrections if articles else ():
        at = known.find(row.key)
        if at is not None:
            if applied is not None:
                applied.append(Applied(row, known.articles[at].start_line))
            known.articles[at] = _set_field(known.articles[at], row)
    return tuple(known.articles)


def _set_field(article: Article, row: FieldCorrection) -> Article:
    others = tuple(claim for claim in article.claims if claim.field != row.name or claim.rule != RULE)
    span = _place(article, row.name)
    note = row.signed.note()
    if not row.values:
        others = (Claim(row.name, "", span, RULE, Trust.HIGH, row.signed.note("cleared")), *others)
    if row.name == "date":
        dates = tuple(Claim("date", read_date(value), span, RULE, Trust.HIGH, note) for value in row.values)
        return replace(article, date=dates[0] if dates else None, claims=(*dates, *others))
    texts = tuple(Claim(row.name, value, span, RULE, Trust.HIGH, note) for value in row.values)
    if row.name == "title":
        return replace(article, title=texts[0] if texts else None, claims=(*texts, *others))
    return replace(article, authors=texts, claims=(*texts, *others))


def _place(article: Article, name: FieldName) -> Span:
    """Where a corrected value is put: at what was read of the field, or at the title, or where the article begins."""
    read = sorted((claim for claim in article.claims if claim.rule != RULE), key=lambda claim: claim.field != name)
    stated = [claim.span for claim in read if claim.field in (name, "title")]
    own = [block.span for block in article.blocks if block.kind not in CHROME_KINDS and article.cut(block.span).strip()]
    start = [*stated, *own, article.span][0].start
    return Span(start, start)
