"""What a person has corrected, and by what words it is known again which article or line that was.

A correction must last when the archive is indexed again, a file is renamed, or something is put in before it. So it names its
place by what stands there, never by an id or by a number of a line alone: an article by its title line as read and the
beginning of its text; a line by its own text and that of the lines around it, blank ones left out. File and line say where that
was: they decide between places that fit alike.

How corrections are laid over a dump is for `correcting`, how they are kept for `corrections_file`. Neither is known here.
"""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import astuple, field
from enum import Enum

from nkdocs.answers import Problem
from nkdocs.model import Article, FieldName, PartialDate
from nkdocs.values import dataclass

#: Characters of a line that say which it is; of the lines around it; of a value or a reason.
_TEXT, _AROUND, _VALUE = 120, 80, 500
_DATE = re.compile(r"[0-9]{4}(?:-[0-9]{2}){0,2}")


class Action(Enum):
    """What can be said of a line: an article begins here, or does not; it is furniture of the page, or the article's text."""

    SPLIT = "split"
    JOIN = "join"
    BOILERPLATE = "boilerplate"
    BODY = "body"


@dataclass(frozen=True, slots=True)
class ArticleKey:
    """Which article is meant: title line as read ("": none) and beginning of its text; the place, where that is not enough."""

    title: str
    begins: str
    path: str
    line: int


@dataclass(frozen=True, slots=True)
class LineKey:
    """Which line is meant: its text, that of the lines around it ("": none), and the place, where that is not enough."""

    text: str
    before: str
    after: str
    path: str
    line: int


@dataclass(frozen=True, slots=True)
class Signature:
    """Who corrected, on which ISO day, and why ("": not said)."""

    who: str
    when: str
    because: str = ""

    def note(self, verb: str = "corrected") -> str:
        """``corrected by NAME on DAY: because``."""
        return f"{verb} by {self.who} on {self.when}" + (f": {self.because}" if self.because else "")


@dataclass(frozen=True, slots=True)
class FieldCorrection:
    """The values that a field (`name`) of an article has; none: nothing is claimed. `at`: the line in the corrections file."""

    key: ArticleKey
    name: FieldName
    values: tuple[str, ...]
    signed: Signature
    at: int = field(default=0, compare=False)

    @property
    def target(self) -> tuple[str, ...]:
        """What is corrected: a second correction of the same takes the place of the first."""
        return (self.key.path, self.key.title, self.key.begins, self.name)

    @property
    def said(self) -> str:
        """The correction in a few words."""
        value = "; ".join(self.values) if self.values else "none"
        return f"{self.name} {value} of {self.key.title or self.key.begins or 'an article'!r}"


@dataclass(frozen=True, slots=True)
class LineCorrection:
    """What a line of a dump is. `at` is the line in the corrections file."""

    key: LineKey
    action: Action
    signed: Signature
    at: int = field(default=0, compare=False)

    @property
    def target(self) -> tuple[str, ...]:
        """As for fields: what begins an article, and what kind a line is, are two questions."""
        question = "cut" if self.action in (Action.SPLIT, Action.JOIN) else "kind"
        return (self.key.path, self.key.text, self.key.before, self.key.after, question)

    @property
    def said(self) -> str:
        """The correction in a few words."""
        return f"{self.action.value} at the line {self.key.text!r}"


Correction = FieldCorrection | LineCorrection


@dataclass(frozen=True, slots=True)
class Corrections:
    """All corrections of an archive in the order of the file, and what could not be read of it."""

    rows: tuple[Correction, ...] = ()
    problems: tuple[Problem, ...] = ()

    def of_file(self, path: str) -> tuple[Correction, ...]:
        """Those that were made in this file."""
        return tuple(row for row in self.rows if row.key.path == portable(path))

    def meant_for(self, path: str, held: Iterable[str]) -> tuple[Correction, ...]:
        """Those that were made in this file, and those of files no longer held: this may be one of them under another name."""
        others = {portable(other) for other in held} - {portable(path)}
        return tuple(row for row in self.rows if row.key.path not in others)


def digest(correction: Correction) -> str:
    """Hexadecimal digits that stand for all that a correction says."""
    said = [type(correction).__name__, *astuple(correction)[:-1]]
    return hashlib.sha256(json.dumps(said, default=lambda action: action.value).encode("ascii")).hexdigest()[:20]


def digest_of_all(digests: Iterable[str]) -> str:
    """What stands for these corrections together, by their digests; "" for none."""
    whole = sorted(set(digests))
    return hashlib.sha256(" ".join(whole).encode("ascii")).hexdigest()[:20] if whole else ""


def portable(path: str) -> str:
    """A path that TOML can hold: bytes that are no UTF-8 are written out."""
    return path.encode("utf-8", "backslashreplace").decode("utf-8")


def title_as_read(article: Article) -> str:
    """The title that the dump states, whatever it was corrected to; "" for none. Ids come from it."""
    read = [claim for claim in article.claims if claim.field == "title" and not claim.is_corrected]
    best = max(read, key=lambda claim: claim.trust, default=None)
    return str(best.value) if best else ""


def words_of(text: str, length: int = _TEXT) -> str:
    """The beginning of a line by which it is known again: printable characters, single spaces."""
    single = " ".join(text[: 4 * length].split())
    if not single.isprintable():
        single = " ".join("".join(filter(str.isprintable, single)).split())
    return single[:length].strip()


def around(text: str) -> str:
    """The beginning of a neighbouring line."""
    return words_of(text, _AROUND)


def clean(text: str, length: int = _VALUE) -> str:
    """What a person typed as a value, on one line and without control characters."""
    kept = (" " if character.isspace() else character for character in text[: 4 * length])
    return " ".join("".join(c for c in kept if unicodedata.category(c) not in ("Cc", "Cs")).split())[:length].strip()


def read_values(name: FieldName, stated: str | list[str]) -> tuple[str, ...]:
    """The values of a field as they are kept, from one text (several authors between ``;``) or a list of texts.

    Raises `ValueError` with a sentence about what is wrong.
    """
    texts = [stated] if isinstance(stated, str) else stated
    if name == "author":
        texts = [part for text in texts for part in text.split(";")]
    values = tuple(dict.fromkeys(value for text in texts if (value := clean(text))))
    if name != "author" and len(values) > 1:
        raise ValueError(f"there is only one {name}")
    if name == "date":
        for value in values:
            read_date(value)
    return values


def read_date(text: str) -> PartialDate:
    """A date as it is typed. Raises `ValueError` with a sentence."""
    try:
        # Digits of other scripts are no mistake of ours to repeat in a file that programs read.
        return PartialDate.from_iso(text if _DATE.fullmatch(text) else "")
    except ValueError:
        raise ValueError(f"{text!r} is no date: a date is written 2021-05-04, 2021-05 or 2021") from None
