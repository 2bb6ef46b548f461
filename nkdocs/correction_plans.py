"""What `nkdocs fix` is about to write, what it says of it, and what a wish is checked against. Values only."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import field
from typing import get_args

from nkdocs.answers import Problem
from nkdocs.corrections import Action, Correction, Corrections, FieldCorrection
from nkdocs.errors import ConfigError
from nkdocs.model import Article, Copy, Dump, FieldName, PartialDate
from nkdocs.values import dataclass

_FIELDS: tuple[FieldName, ...] = get_args(FieldName)
#: What people call the fields and the actions, and how they name a line.
FIELDS: Mapping[str, FieldName] = {**{name: name for name in _FIELDS}, "authors": "author"}
ACTIONS: Mapping[str, Action] = {action.value: action for action in Action}
LINE = re.compile(r"(.+):([0-9]{1,9})", re.DOTALL)
#: Copies that are named; and what stands between names that were meant to be several.
_COPIES = 3
_SEVERAL = re.compile(r",|\s(?:and|&|und|et|y)\s", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Fixed:
    """One thing that was corrected: of which article (its id) or line (FILE:LINE), what, what it was, and what it is."""

    target: str
    what: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class FixReport:
    """What `fix` did: the corrections made, wishes that were refused, the file they stand in, and whether they hold already."""

    made: tuple[Fixed, ...]
    problems: tuple[Problem, ...]
    file: str
    applied: bool
    notices: tuple[str, ...] = ()


@dataclass(slots=True)
class Plan:
    """What is to be written: corrections made and taken back, the files they are about, and what to say of them."""

    made: list[Correction] = field(default_factory=list)
    taken_back: list[Correction] = field(default_factory=list)
    paths: set[str] = field(default_factory=set)
    fixed: list[Fixed] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    copies: dict[str, tuple[Copy, ...]] = field(default_factory=dict)
    said_twice: list[str] = field(default_factory=list)

    def make(self, made: Correction, origin: str) -> None:
        """Add a correction; one made before of the same gives way to it."""
        for row in [row for row in self.made if row.target == made.target]:
            self.made.remove(row)
            if row.said != made.said:
                self.said_twice.append(f"{origin} takes the place of what the table says before: {row.said}")
        self.made.append(made)

    def notices(self) -> Iterator[str]:
        """What is easily overlooked: copies that stay as they were, and several authors written as one."""
        yield from self.said_twice
        corrected = {row.target for row in self.fixed}
        for article_id, copies in self.copies.items():
            left = [f"{copy.id} ({copy.source}:{copy.line})" for copy in copies if copy.id not in corrected]
            if left:
                what = "a copy, which was not corrected" if len(left) == 1 else f"{len(left)} copies, which were not corrected"
                more = ", ..." if len(left) > _COPIES else ""
                yield f"{article_id} has {what}: {', '.join(left[:_COPIES])}{more}"
        for row in self.made:
            if isinstance(row, FieldCorrection) and row.name == "author":
                for name in filter(_SEVERAL.search, row.values):
                    yield f"{name!r} is one author now; several are written with ; between them"


@dataclass(frozen=True, slots=True)
class Desk:
    """What a wish is checked against.

    How an article is looked up, and its copies by its id; how a dump is read; the corrections, and the files indexed.
    """

    find: Callable[[str], Article]
    copies: Callable[[str], tuple[Copy, ...]]
    read: Callable[[str], Dump]
    present: Corrections
    held: Collection[str]
    today: dt.date


def values_of(article: Article, name: FieldName) -> str:
    """What a field of an article holds, as it is shown; "" for nothing."""
    claims = [claim for claim in (article.title, article.date, *article.authors) if claim is not None and claim.field == name]
    return "; ".join(claim.value.isoformat() if isinstance(claim.value, PartialDate) else claim.value for claim in claims)


def field_of(name: str) -> FieldName:
    """The field that is called so. Raises `ConfigError`."""
    try:
        return FIELDS[name.strip().lower()]
    except KeyError:
        raise ConfigError(f"there is no field {name!r}", f"fields are: {', '.join(_FIELDS)}") from None
