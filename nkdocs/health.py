"""What is missing or suspect in an archive: what `nkdocs doctor` finds, where, and the command that mends it.

Each check is a function from the articles to findings, and says nothing where nothing is wrong. A finding is a reason to look
and no verdict: nothing is changed here, and nothing is ever deleted for being a copy.
"""

from __future__ import annotations

import re
import shlex
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import takewhile
from statistics import median
from typing import get_args

from nkdocs.answers import Change, ChangeKind, Problem
from nkdocs.copies import find_copies
from nkdocs.model import BODY_KINDS, Article, Claim, FieldName, Kind, PartialDate, Span, Trust
from nkdocs.twins import Groups
from nkdocs.values import dataclass

#: With fewer articles there is no telling what is long or short for this archive.
_ENOUGH = 5
_LONG, _SHORT = 8, 12  # times longer, times shorter than the median
_LONGEST_SHORT, _SHORTEST_LONG = 400, 12_000  # characters
#: So many short lines that end like no sentence, before any other text, look like a menu.
_MENU = 5
#: So many paragraphs of so many characters, and so many in all, are much text to belong to no article.
_LEFT, _PARAGRAPH, _MUCH = 5, 150, 1_000
_SENTENCE = re.compile(r"[.!?…。！？:;\"”’»)]\s*$")
#: What two or more bytes of UTF-8 look like when each was read as a character of Windows-1252 or Latin-1.
_HIGH = "\x80-\xbf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ"
_GARBLED = re.compile(f"[ÂÃÄÅÎÏÐÑ][{_HIGH}]|[\u00e0-\u00ef][{_HIGH}]{{2}}|[\u00f0-\u00f4][{_HIGH}]{{3}}|\ufffd")
#: What is garbled only if other things in the dump are: a letter before marks, as in “AMANHÃ” and «café»….
_MAYBE = re.compile("[ÂÃÄÅÎÏÐÑ][‘’“”«»…–—]|[à-ï][‘’“”«»…–—]{2}")
_EXAMPLES = 3
#: Characters of a title that say which article is meant.
_NAME = 80


@dataclass(frozen=True, slots=True)
class Finding:
    """Something to look at: its kind in a word or two, a sentence, the places (FILE:LINE or FILE), and a command."""

    kind: str
    what: str
    places: tuple[str, ...]
    mend: str


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """All findings about an archive of so many articles; `command` tells them again."""

    archive: str
    articles: int
    findings: tuple[Finding, ...] = ()
    command: str = "doctor"


@dataclass(frozen=True, slots=True)
class Disk:
    """How the dumps compare with the index, what is wrong with files, and which corrections fit nothing, or wait."""

    changes: tuple[Change, ...] = ()
    problems: tuple[Problem, ...] = ()
    corrections: tuple[Problem, ...] = ()


def examine(articles: Sequence[Article], disk: Disk, groups: Groups | None = None) -> tuple[Finding, ...]:
    """All findings, those about the whole archive first. `groups` are the copies in it, as they are listed once."""
    ordered = sorted(articles, key=lambda article: (article.source.path, article.first_line))
    checks = (_lacking, _doubtful, _odd_lengths, _menus, _left_out, _garbled, _copied)
    found = [finding for check in checks for finding in check(ordered)]
    return (*found, *_uncorrected(ordered, groups or Groups()), *_on_disk(disk))


def _place(article: Article) -> str:
    return f"{article.source.path}:{article.start_line}"


def _name(article: Article) -> str:
    title = article.title.value if article.title else ""
    return f"“{title[:_NAME]}{'…' * (len(title) > _NAME)}”" if title else "the untitled article"


def _fix(article: Article, change: str) -> str:
    return f"nkdocs fix {article.id} {change}"


def _lacking(articles: Sequence[Article]) -> Iterator[Finding]:
    """Articles without a date, an author or a title, as a share of all; not those that have none as a person said.

    What a person must fill in is named in <>, which no shell takes for a value.
    """
    for word, name, change in (
        ("date", "date", "date=<YYYY-MM-DD>"),
        ("author", "author", "author=<NAME>"),
        ("title", "title", "title=<TITLE>"),
    ):
        lacking = [article for article in articles if not _values(article, name) and not _is_cleared(article, name)]
        if lacking:
            share = f"{len(lacking):,} of {len(articles):,} articles ({len(lacking) / len(articles):.0%}) have no {word}"
            mend = f"nkdocs list missing:{name}; then {_fix(lacking[0], change)}"
            yield Finding(f"no {word}", share, tuple(map(_place, lacking)), mend)


def _values(article: Article, name: str) -> list[Claim[str] | Claim[PartialDate]]:
    return [claim for claim in (article.title, article.date, *article.authors) if claim is not None and claim.field == name]


def _is_cleared(article: Article, name: str) -> bool:
    """Whether a person said that there is none to be known."""
    return any(claim.field == name and not claim.value for claim in article.claims)


def _doubtful(articles: Sequence[Article]) -> Iterator[Finding]:
    """Values that were read, but are not to be relied on."""
    for article in articles:
        said: dict[str, str] = {}
        places: list[str] = []
        for name in ("title", "date", "author"):
            doubted = [claim for claim in _values(article, name) if claim.trust is Trust.LOW]
            if doubted:
                said[name] = "; ".join(map(_text, doubted))
                places.append(f"{article.source.path}:{article.line_of(doubted[0].span.start)}")
        if said:
            # The title names the article: it is said once.
            others = " and ".join(f"{name} {value!r}" for name, value in said.items() if name != "title")
            joined = f", and its {others}," if others else ""
            what = f"the title {_name(article)}{joined}" if "title" in said else f"{others} of {_name(article)}"
            verb = "are" if len(said) > 1 else "is"
            change = " ".join(f"{name}={shlex.quote(value)}" for name, value in said.items())
            right = "they are" if len(said) > 1 else "it is"
            mend = f"nkdocs show {article.id} --why; then {_fix(article, change)} if {right} right"
            yield Finding("doubtful value", f"{what} {verb} not sure", tuple(dict.fromkeys(places)), mend)


def _odd_lengths(articles: Sequence[Article]) -> Iterator[Finding]:
    """Articles that are so long that one may have begun inside them, or so short that they may be a piece of another."""
    sizes = [len(article.body) for article in articles]
    middle = median(sizes) if len(sizes) >= _ENOUGH else 0
    for article, size in zip(articles, sizes, strict=True):
        path = article.source.path
        if middle and size > max(_LONG * middle, _SHORTEST_LONG):
            what = (
                f"{_name(article)} has {size:,} characters, {size / middle:.0f} times the usual: are there two articles in it?"
            )
            mend = f"nkdocs show {article.id} --raw; then nkdocs fix {shlex.quote(path)}:LINE split"
            yield Finding("long", what, (_place(article),), mend)
        elif size == 0 or (middle and size < min(middle / _SHORT, _LONGEST_SHORT)):
            what = f"{_name(article)} has {size:,} characters of text" if size else f"{_name(article)} has no text"
            join = f"nkdocs fix {shlex.quote(_place(article))} join"
            mend = f"nkdocs show {article.id} --raw" + (
                f"; then {join}, if it belongs to the one before" if article.ordinal > 1 else ""
            )
            yield Finding("short", what, (_place(article),), mend)


def _menus(articles: Sequence[Article]) -> Iterator[Finding]:
    """Articles whose text begins with a run of short lines, as menus are."""
    for article in articles:
        own = [block for block in article.blocks if block.kind in BODY_KINDS and article.cut(block.span).strip()]
        texts = [article.cut(block.span).strip() for block in own[: 4 * _MENU]]
        run = sum(1 for _ in takewhile(lambda text: len(text.split()) <= 4 and not _SENTENCE.search(text), texts))
        if run >= _MENU:
            line = article.line_of(own[0].span.start)
            place = f"{article.source.path}:{line}"
            mend = f"nkdocs show {article.id} --raw; then nkdocs fix {shlex.quote(place)} boilerplate, and each line like it"
            yield Finding("menu", f"the text of {_name(article)} begins with {run} short lines: a menu?", (place,), mend)


def _left_out(articles: Sequence[Article]) -> Iterator[Finding]:
    """Paragraphs in a row after the text of an article that belong to no article: a beginning may have been missed there.

    Between what readers wrote stand the heads of their comments, so that it makes no such row.
    """
    for article in articles:
        rows: list[list[Span]] = [[]]
        for block in article.blocks:
            if block.rule in ("after the text", "among comments"):
                rows[-1] += [block.span] * (len(article.cut(block.span).strip()) >= _PARAGRAPH)
            elif block.kind is not Kind.IMAGE:
                rows.append([])
        row, left = max(rows, key=len), [span for row in rows for span in row]
        if len(row) >= _LEFT and sum(len(article.cut(span).strip()) for span in row) >= _MUCH:
            place = f"{article.source.path}:{article.line_of(left[0].start)}"
            size = sum(len(article.cut(span).strip()) for span in left)
            what = (
                f"{len(left)} paragraphs after the text of {_name(article)}, {size:,} characters, belong to no article: "
                "was a beginning missed?"
            )
            path = shlex.quote(article.source.path)
            mend = f"nkdocs show {shlex.quote(place)} --context 9; then nkdocs fix {path}:LINE split, at the line of the title"
            yield Finding("left out", what, (place,), mend)


def _garbled(articles: Sequence[Article]) -> Iterator[Finding]:
    """Dumps with characters that were read in another encoding than they were written in."""
    found: dict[str, list[str]] = defaultdict(list)
    places: dict[str, str] = {}
    for article in articles:
        for match in _GARBLED.finditer(article.text):
            if match[0] == "\ufffd" or _undone(match[0]):
                path = article.source.path
                found[path].append(match[0])
                places.setdefault(path, f"{path}:{article.line_of(article.span.start + match.start())}")
    for path, garbled in found.items():
        if len(garbled) < 2 or all(_MAYBE.fullmatch(text) for text in garbled):
            continue
        examples = ", ".join(
            f"{text} for {_undone(text)}" if _undone(text) else "lost characters" for text in dict.fromkeys(garbled[:_EXAMPLES])
        )
        what = f"{len(garbled):,} characters were read in another encoding than they were written in: {examples}"
        mend = f"save the pages again as UTF-8; or: iconv -f UTF-8 -t WINDOWS-1252 {shlex.quote(path)} > mended.txt"
        yield Finding("garbled", what, (places[path],), mend)


def _undone(text: str) -> str:
    """What was written where this is read; "" if that was no letter or sign."""
    raw = bytearray()
    for character in text:
        try:
            raw += character.encode("cp1252")
        except UnicodeEncodeError:
            raw += character.encode("latin-1", "ignore")
    try:
        undone = raw.decode("utf-8")
    except UnicodeDecodeError:
        return ""
    return undone if len(undone) == 1 and (undone.isprintable() or undone.isspace()) else ""


def _copied(articles: Sequence[Article]) -> Iterator[Finding]:
    """The same article in several places."""
    for copies in find_copies([article.body for article in articles]):
        first, *others = (articles[place] for place in copies.places)
        more = f"{len(others)} {'copy' if len(others) == 1 else 'copies'}"
        what = f"{_name(first)} +{more}" + ("" if copies.likeness == 1 else f", alike by {copies.likeness:.0%} or more")
        mend = f"compare: nkdocs show {first.id}; nkdocs show {others[0].id} (nkdocs deletes nothing)"
        kind = "copies" if copies.likeness == 1 else "near copies"
        yield Finding(kind, what, (_place(first), *map(_place, others)), mend)


def _uncorrected(articles: Sequence[Article], groups: Groups) -> Iterator[Finding]:
    """Copies that lack what a person corrected in another. One that was corrected too, if only to what it says, is as it is."""
    named = {article.id: article for article in articles}
    for group in groups.each():
        if not any(copy.corrected for copy in group):
            continue
        members = [named[copy.id] for copy in group if copy.id in named]
        said: dict[FieldName, Article] = {}  # of each field that was corrected, the first in which it was
        for article in members:
            for name in _corrected(article):
                said.setdefault(name, article)
        for article in members:
            own = _corrected(article)
            lacking = {
                name: other for name, other in said.items() if name not in own and _texts(article, name) != _texts(other, name)
            }
            if lacking:
                yield _lacks(article, lacking)


def _corrected(article: Article) -> list[FieldName]:
    said = {claim.field for claim in article.claims if claim.is_corrected}
    return [name for name in get_args(FieldName) if name in said]


def _lacks(article: Article, lacking: Mapping[FieldName, Article]) -> Finding:
    """That an article lacks the values of these fields that copies of it have."""
    values = {name: "; ".join(_texts(other, name)) for name, other in lacking.items()}
    told = ", ".join(f"{name} {value}" if value else f"no {name}" for name, value in values.items())
    change = " ".join(f"{name}={shlex.quote(value)}" for name, value in values.items() if value)
    change += "".join(f" --clear {name}" for name, value in values.items() if not value)
    what = f"{_name(article)} is a copy, and lacks what was corrected in another: {told}"
    mend = f"{_fix(article, change.strip())}; or correct it to what it says, if that is right"
    return Finding("uncorrected copy", what, tuple(dict.fromkeys(map(_place, (article, *lacking.values())))), mend)


def _texts(article: Article, name: FieldName) -> list[str]:
    return [_text(claim) for claim in _values(article, name)]


def _text(claim: Claim[str] | Claim[PartialDate]) -> str:
    return claim.value if isinstance(claim.value, str) else claim.value.isoformat()


def _on_disk(disk: Disk) -> Iterator[Finding]:
    """Dumps that are not as they were indexed, files with trouble, and corrections that fit nothing, or wait."""
    words = {
        ChangeKind.ADDED: "it is not indexed yet",
        ChangeKind.MODIFIED: "it changed since it was indexed",
        ChangeKind.REMOVED: "it is gone since it was indexed",
    }
    faulty = {problem.source for problem in disk.problems}
    for change in disk.changes:
        if change.kind in words and change.path not in faulty:
            yield Finding(change.kind.value, words[change.kind], (change.path,), "nkdocs index")
    for problem in disk.problems:
        if not problem.source.endswith("/"):
            yield Finding("unreadable", problem.what, (problem.source,), problem.hint)
    for problem in disk.corrections:
        yield Finding("correction", problem.what, (problem.source,), problem.hint)
