"""What `nkdocs fix` asks for, turned into corrections: each wish is understood and checked against the archive as it is now.

A wish is one line of a person's: which article or line, and what is to hold of it. It becomes corrections whole, or it is
refused whole with a sentence; one that is refused takes no other along. Nothing is written here.
"""

from __future__ import annotations

import datetime as dt
import difflib
import getpass
import re
import shlex
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import field
from typing import get_args

from nkdocs.answers import Problem
from nkdocs.correcting import key_of, key_of_line, lines_of, read_corrected
from nkdocs.correction_tables import Wish
from nkdocs.corrections import (
    Action,
    Correction,
    Corrections,
    FieldCorrection,
    LineCorrection,
    Signature,
    clean,
    read_values,
)
from nkdocs.errors import ConfigError, NkdocsError
from nkdocs.extract import read_articles
from nkdocs.model import BODY_KINDS, Article, Copy, Dump, FieldName, Kind, PartialDate
from nkdocs.values import dataclass

_FIELDS: tuple[FieldName, ...] = get_args(FieldName)
#: Characters of a title that say which article is meant.
_NAME = 80
_KNOWN: Mapping[str, FieldName] = {**{field_name: field_name for field_name in _FIELDS}, "authors": "author"}
#: Copies that are named; and what stands between names that were meant to be several.
_COPIES = 3
_SEVERAL = re.compile(r",|\s(?:and|&|und|et|y)\s", re.IGNORECASE)
_ACTIONS = {action.value: action for action in Action}
_LINE = re.compile(r"(.+):([0-9]{1,9})", re.DOTALL)
_FORMS = "write date=<YYYY-MM-DD>, author=<NAME>, title=<TITLE>, --clear FIELD; or for FILE:LINE split, join, boilerplate, body"


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


def plan(wishes: Iterable[Wish], desk: Desk) -> Plan:
    """The corrections that these wishes come to. One that cannot be met raises if typed; from a table, it is a problem."""
    planned = Plan()
    for wish in wishes:
        try:
            fields, actions = _understand(wish)
            signed = Signature(_who(), desk.today.isoformat(), clean(wish.because))
            if actions:
                _plan_line(wish, actions[0], signed, desk, planned)
            else:
                _plan_fields(wish, fields, signed, desk, planned)
        except NkdocsError as error:
            if not wish.origin:
                raise
            planned.problems.append(Problem(wish.origin, str(error), error.hint))
    return planned


def _understand(wish: Wish) -> tuple[dict[FieldName, tuple[str, ...]], list[Action]]:
    """The values and the actions that a wish names. Raises `ConfigError`."""
    if not wish.target:
        raise ConfigError("it is not said which article or line is meant", "name its id, or FILE:LINE")
    stated: dict[FieldName, list[str]] = {}
    actions = []
    for change in wish.changes:
        name, equals, value = change.partition("=")
        if change in _ACTIONS:
            actions.append(_ACTIONS[change])
        elif equals and clean(value):
            stated.setdefault(_field(name), []).append(value)
        else:
            raise _no_change(change, name)
    cleared = [_field(name) for name in wish.clear]
    if twice := next((name for name in cleared if name in stated), ""):
        raise ConfigError(f"{twice} cannot both be given and cleared", "say one of the two")
    if len(actions) > 1 or (actions and (stated or cleared)):
        raise ConfigError("one thing at a time can be said of a line", _FORMS)
    if not (actions or stated or cleared):
        raise ConfigError(f"it is not said what is to be corrected of {wish.target}", _FORMS)
    values: dict[FieldName, tuple[str, ...]] = dict.fromkeys(cleared, ())
    for field_name, texts in stated.items():
        try:
            values[field_name] = read_values(field_name, texts)
        except ValueError as error:
            raise ConfigError(str(error), _FORMS) from None
    return values, actions


def _no_change(change: str, name: str) -> ConfigError:
    """What is wrong with a change that says none: a field without a value, or a word that is nearly one of ours."""
    name = name.strip().lower()
    if name in _KNOWN:
        return ConfigError(f"there is no value with {name}", f"write {name}=..., with no space around =; or --clear {name}")
    near = difflib.get_close_matches(name, [*_ACTIONS, *_KNOWN], 1)
    return ConfigError(f"{change!r} says nothing to correct", f"did you mean {near[0]}?" if near else _FORMS)


def _field(name: str) -> FieldName:
    try:
        return _KNOWN[name.strip().lower()]
    except KeyError:
        raise ConfigError(f"there is no field {name!r}", f"fields are: {', '.join(_FIELDS)}") from None


def _who() -> str:
    try:
        return clean(getpass.getuser()) or "somebody"
    except (KeyError, OSError, ImportError):
        return "somebody"


# What is known of an article --------------------------------------------------------------------------------------------------


def _plan_fields(wish: Wish, fields: Mapping[FieldName, tuple[str, ...]], signed: Signature, desk: Desk, planned: Plan) -> None:
    article = desk.find(wish.target)
    present = desk.present.meant_for(article.source.path, desk.held)
    for name, values in fields.items():
        made = FieldCorrection(key_of(article), name, values, signed)
        planned.make(made, wish.origin)
        planned.taken_back += [row for row in present if row.target[1:] == made.target[1:] and row.target != made.target]
        planned.fixed.append(Fixed(article.id, name, "; ".join(_values(article, name)), "; ".join(values)))
    planned.paths.add(article.source.path)
    planned.copies[article.id] = desk.copies(article.id)


def _values(article: Article, name: FieldName) -> Iterator[str]:
    for claim in (article.title, article.date, *article.authors):
        if claim is not None and claim.field == name:
            yield claim.value.isoformat() if isinstance(claim.value, PartialDate) else claim.value


# What a line is ---------------------------------------------------------------------------------------------------------------


def _plan_line(wish: Wish, action: Action, signed: Signature, desk: Desk, planned: Plan) -> None:
    match = _LINE.fullmatch(wish.target)
    if match is None:
        raise ConfigError(f"{action.value} is about a line", f"name it: nkdocs fix FILE:LINE {action.value}")
    path, number = desk.find(wish.target).source.path, int(match[2])
    dump = desk.read(path)
    present = desk.present.meant_for(path, desk.held)
    articles = read_corrected(dump, present).articles
    article = next((found for found in reversed(articles) if found.first_line <= number), None)
    if article is None:
        raise ConfigError(f"{path} holds no article", f"see how it is read: nkdocs parse --explain {shlex.quote(path)}")
    asked, number = number, article.start_line if action is Action.JOIN else number
    key = key_of_line(lines_of(dump.text), number, path)
    if key is None:
        raise ConfigError(f"line {number} of {path} is blank, or not there", "name a line with words")
    made = LineCorrection(key, action, signed)
    undone = [row for row in present if row.target[1:] == made.target[1:]]  # also those made under another name of the file
    if action is Action.SPLIT:
        what = _split(number, article, key.text)
    elif action is Action.JOIN:
        before = None if article.ordinal == 1 else articles[article.ordinal - 2]
        what = _join(
            asked, article, before, undoes=any(isinstance(row, LineCorrection) and row.action is Action.SPLIT for row in undone)
        )
    else:
        what = _change_kind(action, number, article, key.text)
    if action is Action.JOIN and number not in {plain.start_line for plain in read_articles(dump)}:
        planned.taken_back += undone  # the article began there only because a person said so
    else:
        planned.make(made, wish.origin)
        planned.taken_back += [row for row in undone if row.target != made.target]
    planned.fixed.append(Fixed(f"{path}:{number}", action.value, *what))
    planned.paths.add(path)


def _name(article: Article) -> str:
    return _short(article.title.value) if article.title else f"the untitled article at line {article.start_line}"


def _short(text: str) -> str:
    """The beginning of a text; it says if it is not the whole."""
    whole = clean(text)
    return whole if len(whole) <= _NAME else whole[: _NAME - 1].rstrip() + "…"


def _split(number: int, article: Article, text: str) -> tuple[str, str]:
    if article.start_line == number and article.title is not None:
        raise ConfigError(f"an article begins at line {number} already: {_name(article)}", "see all: nkdocs list")
    return f"part of {_name(article)}", f"an article begins here: {_short(text)}"


def _join(number: int, article: Article, before: Article | None, *, undoes: bool) -> tuple[str, str]:
    inside = f" (line {number} is in it)" if number != article.start_line else ""
    if before is None and not undoes:
        raise ConfigError(f"line {number} is in the first article of its file: there is none before it", "name a later line")
    after = f"part of {_name(before)}" if before else "no article begins here"
    return f"{_name(article)} begins here{inside}", after


def _change_kind(action: Action, number: int, article: Article, text: str) -> tuple[str, str]:
    path = shlex.quote(article.source.path)
    if article.title is not None and article.line_of(article.title.span.start) == number:
        raise ConfigError(f"line {number} is the title of an article", f"nkdocs fix {path}:{number} join, or title=...")
    kind = next((block.kind for block in reversed(article.blocks) if article.line_of(block.span.start) <= number), Kind.PROSE)
    if kind is Kind.BOILERPLATE if action is Action.BOILERPLATE else kind in BODY_KINDS:
        raise ConfigError(f"line {number} is read as {kind.value} already", f"see all lines: nkdocs parse --explain {path}")
    return f"{kind.value}: {_short(text)}", "boilerplate" if action is Action.BOILERPLATE else "prose"
