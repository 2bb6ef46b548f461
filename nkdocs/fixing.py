"""What `nkdocs fix` asks for, turned into corrections: each wish is understood and checked against the archive as it is now.

A wish is one line of a person's: which article or line, and what is to hold of it. It becomes corrections whole, or it is
refused whole with a sentence; one that is refused takes no other along. Nothing is written here.
"""

from __future__ import annotations

import datetime as dt
import difflib
import getpass
import shlex
from collections.abc import Iterable, Mapping

from nkdocs.answers import Problem
from nkdocs.correcting import key_of, key_of_line, lines_of, read_corrected
from nkdocs.correction_plans import ACTIONS, FIELDS, LINE, Desk, Fixed, Plan, field_of, values_of
from nkdocs.correction_tables import Wish
from nkdocs.corrections import Action, FieldCorrection, LineCorrection, Signature, clean, read_values
from nkdocs.errors import ConfigError, NkdocsError
from nkdocs.extract import read_articles
from nkdocs.model import BODY_KINDS, Article, FieldName, Kind, PartialDate
from nkdocs.taking_back import take_back

#: A magazine is dated ahead, and nothing by more than this.
_AHEAD = dt.timedelta(366)
#: Characters of a title that say which article is meant.
_NAME = 80
_FORMS = "write date=<YYYY-MM-DD>, author=<NAME>, title=<TITLE>, --clear FIELD; or for FILE:LINE split, join, boilerplate, body"


def plan(wishes: Iterable[Wish], desk: Desk) -> Plan:
    """The corrections that these wishes come to. One that cannot be met raises if typed; from a table, it is a problem."""
    planned = Plan()
    for wish in wishes:
        try:
            if wish.undo:
                take_back(wish, desk, planned)
                continue
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
        if change in ACTIONS:
            actions.append(ACTIONS[change])
        elif equals and clean(value).strip("; "):
            stated.setdefault(field_of(name), []).append(value)
        else:
            raise _no_change(change, name)
    cleared = [field_of(name) for name in wish.clear]
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
    if name in FIELDS:
        return ConfigError(f"there is no value with {name}", f"write {name}=..., with no space around =; or --clear {name}")
    near = difflib.get_close_matches(name, [*ACTIONS, *FIELDS], 1)
    return ConfigError(f"{change!r} says nothing to correct", f"did you mean {near[0]}?" if near else _FORMS)


def _who() -> str:
    try:
        return clean(getpass.getuser()) or "somebody"
    except (KeyError, OSError, ImportError):
        return "somebody"


# What is known of an article --------------------------------------------------------------------------------------------------


def _plan_fields(wish: Wish, fields: Mapping[FieldName, tuple[str, ...]], signed: Signature, desk: Desk, planned: Plan) -> None:
    article = desk.find(wish.target)
    present = desk.present.meant_for(article.source.path, desk.held)
    for day in fields.get("date", ()):
        if PartialDate.from_iso(day).first_day() > desk.today + _AHEAD:
            raise ConfigError(f"{day} is more than a year ahead", _FORMS)
    for name, values in fields.items():
        made = FieldCorrection(key_of(article), name, values, signed)
        planned.make(made, wish.origin)
        planned.taken_back += [row for row in present if row.target[1:] == made.target[1:] and row.target != made.target]
        planned.fixed.append(Fixed(article.id, name, values_of(article, name), "; ".join(values)))
    planned.paths.add(article.source.path)
    planned.copies[article.id] = desk.copies(article.id)


# What a line is ---------------------------------------------------------------------------------------------------------------


def _plan_line(wish: Wish, action: Action, signed: Signature, desk: Desk, planned: Plan) -> None:
    match = LINE.fullmatch(wish.target)
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
