"""The file that a person's corrections are kept in: ``corrections.toml``, at the root of the archive, one table each.

It is plain data that people read, edit and keep in git with the dumps: no key names a command, and a ``file`` is only compared.
Comments, and the order of entries, stay as they are when nkdocs writes. An entry that is malformed is a problem with its line,
and takes no other along.

    [[correction]]
    article = "The Winter Market"       the title line as read
    begins = "The market stood at ..."  the beginning of the text
    file = "seeds/market.txt"           where it stood: these two decide where the words fit twice
    line = 1
    field = "date"                      or title, author
    value = "2021-05-04"                a list for author; an empty one: none is known
    who = "ada"
    when = 2026-11-23
    because = "the printed issue"

A line is named by ``text``, ``before`` and ``after`` instead, and ``action`` says what it is: split, join, boilerplate, body.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, Protocol, get_args

from nkdocs.answers import Problem
from nkdocs.corrections import (
    Action,
    ArticleKey,
    Correction,
    Corrections,
    FieldCorrection,
    LineCorrection,
    LineKey,
    Signature,
    around,
    clean,
    digest,
    digest_of_all,
    portable,
    read_values,
    words_of,
)
from nkdocs.model import FieldName
from nkdocs.strange_files import read_some

FILE = "corrections.toml"
#: Nobody makes so many corrections by hand: a larger file was not meant for us.
MOST_BYTES = 20_000_000
HEADER = re.compile(r"[ \t]*\[\[[ \t]*[\"']?correction[\"']?[ \t]*\]\]")
_AT_LINE = re.compile(r" ?\(at line (\d+), column (\d+)\)| ?\(at end of document\)")
_MEND = "it is not applied until it is mended; nkdocs fix writes one that is right"
#: What decides which article or line a correction is about, and what it says.
_DECIDING = re.compile(r"[ \t]*[\"']?(?:article|begins|file|line|field|value|text|before|after|action)[\"']?[ \t]*=")
_UNREAD = "no correction is applied until it can be read"


def to_row(correction: Correction) -> dict[str, Any]:
    """The keys and values of a correction's table."""
    key, signed = correction.key, correction.signed
    row: dict[str, Any]
    if isinstance(correction, FieldCorrection):
        values = list(correction.values)
        row = {"article": correction.key.title, "begins": correction.key.begins, "file": key.path, "line": key.line}
        row |= {"field": correction.name, "value": values if correction.name == "author" else "".join(values[:1])}
    else:
        row = {"text": correction.key.text, "before": correction.key.before, "after": correction.key.after}
        row |= {"file": key.path, "line": key.line, "action": correction.action.value}
    return {**row, "who": signed.who, "when": _day(signed.when), **({"because": signed.because} if signed.because else {})}


def _day(when: str) -> dt.date | str:
    try:
        return dt.date.fromisoformat(when)
    except ValueError:
        return when


def from_row(row: object, at: int = 0) -> Correction:
    """What a table says. Raises `ValueError` with a sentence about what is wrong with it."""
    if not isinstance(row, Mapping):
        raise ValueError("it is no table of keys and values")  # the file is wrong, not the program
    when = row.get("when", "")
    signed = Signature(
        _string(row, "who") or "somebody",
        when.isoformat() if isinstance(when, dt.date) else _string(row, "when") or "an unknown day",
        _string(row, "because"),
    )
    line = row.get("line", 0)
    if not isinstance(line, int):
        raise ValueError("its line is no number")  # the same
    if "action" in row:
        actions = {action.value: action for action in Action}
        if (action := actions.get(_string(row, "action"))) is None:
            raise ValueError(f"its action is none of {', '.join(actions)}")
        text = _string(row, "text")
        if not text:
            raise ValueError("it does not say which line: text = ...")
        before, after = (around(_string(row, side)) for side in ("before", "after"))
        key = LineKey(words_of(text), before, after, _string(row, "file", 4096), line)
        return LineCorrection(key, action, signed, at)
    name = _string(row, "field")
    if name not in get_args(FieldName):
        raise ValueError("its field is none of title, date, author" if name else "it has neither a field nor an action")
    title, begins = words_of(_string(row, "article")), words_of(_string(row, "begins"))
    if not title and not begins:
        raise ValueError("it does not say which article: article = ..., begins = ...")
    if "value" not in row:
        raise ValueError('it has no value (an empty one, value = "", says that there is none)')
    field_name: FieldName = name  # type: ignore[assignment]  # it is one of the three
    values = read_values(field_name, _stated(row["value"]))
    return FieldCorrection(ArticleKey(title, begins, _string(row, "file", 4096), line), field_name, values, signed, at)


def _string(row: Mapping[str, object], key: str, length: int = 500) -> str:
    value = row.get(key, "")
    if not isinstance(value, str):
        raise ValueError(f"its {key} is no text")  # the same
    return clean(value, length)


def _stated(value: object) -> str | list[str]:
    """A value as people write it: a text, a list of texts, a date of TOML's own, a bare year."""
    if isinstance(value, dt.datetime):
        value = value.date()
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    if isinstance(value, list) and all(isinstance(part, str) for part in value):
        return value
    if not isinstance(value, str):
        raise ValueError("its value is neither a text nor a list of texts")  # the same
    return value


def read_corrections(root: Path) -> Corrections:
    """The corrections of the archive with this root, if it has such a file. What is malformed is a problem with its line."""
    try:
        raw = read_some(root / FILE, MOST_BYTES, within=root)
    except (FileNotFoundError, NotADirectoryError):
        return Corrections()
    except OSError as error:
        return Corrections(problems=(Problem(FILE, f"it cannot be read: {error.strerror}", _UNREAD),))
    if len(raw) > MOST_BYTES:
        return Corrections(problems=(Problem(FILE, f"it is larger than {MOST_BYTES:,} bytes", _UNREAD),))
    try:
        return read_text(raw.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        return Corrections(problems=(Problem(f"{FILE}:{line}", "it is no UTF-8 text", _UNREAD),))


def read_text(text: str) -> Corrections:
    """The corrections in the text of such a file. One that is malformed takes no other along."""
    text = text.replace("\r\n", "\n")
    lines = text.split("\n")
    heads = [number for number, line in enumerate(lines, 1) if HEADER.match(line)]
    problems: list[Problem] = []
    numbered: list[tuple[int, object]] = []
    table = load_table(text)
    if isinstance(table, dict):
        problems += [_stray(name, lines) for name in table if name != "correction"]
        rows = table.get("correction", [])
        if not isinstance(rows, list):
            return Corrections(problems=(Problem(FILE, "its corrections are no list", "write each as [[correction]]"),))
        known = len(heads) == len(rows)
        numbered = [(heads[at] if known else 0, row) for at, row in enumerate(rows)]
    else:
        # Not TOML as a whole: each entry by itself, so that a slip in one costs only that one.
        for first, end in zip([1, *heads], [*heads, len(lines) + 1], strict=True):
            part = load_table("\n".join(lines[first - 1 : end - 1]))
            if isinstance(part, dict):
                rows = part.get("correction", [])
                numbered += [(first, row) for row in rows if isinstance(rows, list)]
            else:
                what, line = part
                line = min(line, end - first)
                whole = _before_slip(lines[first - 1 : end - 1], line, first)
                numbered += [(first, whole)] if whole else []
                problems.append(_slip(lines[first - 1 : end - 1], what, line, first, kept=bool(whole)))
    found = []
    for at, row in numbered:
        try:
            found.append(from_row(row, at))
        except ValueError as error:
            problems.append(Problem(f"{FILE}:{at}" if at else FILE, f"a correction is not understood: {error}", _MEND))
    return Corrections(tuple(found), tuple(problems))


def _stray(name: str, lines: Sequence[str]) -> Problem:
    """That the file has something by a name that corrections do not have."""
    shown = clean(name, 80)
    at = next((number for number, line in enumerate(lines, 1) if name in line and not line.lstrip().startswith("#")), 0)
    what = f"what stands under “{shown}” is no correction"
    return Problem(f"{FILE}:{at}" if at else FILE, what, "a correction begins with [[correction]]")


def _before_slip(lines: Sequence[str], line: int, first: int) -> object:
    """The table of an entry whose line so-and-so is not readable, if it is whole without that and all below; else None."""
    part = load_table("\n".join(lines[: line - 1]))
    rows = part.get("correction", []) if isinstance(part, dict) else []
    if not isinstance(rows, list) or len(rows) != 1 or any(map(_DECIDING.match, lines[line - 1 :])):
        return None
    try:
        from_row(rows[0], first)
    except ValueError:
        return None
    return rows[0]


def _slip(lines: Sequence[str], what: str, line: int, first: int, *, kept: bool) -> Problem:
    """That a line of an entry is not readable, and which correction that puts out of force."""
    at = first + line - 1
    if kept or not any(map(HEADER.match, lines)):
        told = "every correction above and below it is applied"
    else:
        stated = re.search(r"^[ \t]*(?:article|text)[ \t]*=[ \t]*([\"'])(.+)\1", "\n".join(lines), re.MULTILINE)
        about = f", about “{clean(stated[2], 80)}”," if stated else ""
        told = f"the correction at line {first}{about} is out of force until then"
    return Problem(f"{FILE}:{at}", f"not readable as TOML: {what}; {told}", f"mend line {at}; nkdocs fix writes nothing before")


class Holds(Protocol):
    """What a file is remembered by, as far as corrections go."""

    @property
    def corrected(self) -> tuple[str, ...]:
        """The digests of those that fitted."""

    @property
    def unfit(self) -> tuple[str, ...]:
        """The digests of those that were made in the file, and did not fit."""


def waiting(corrections: Corrections, files: Mapping[str, Holds]) -> frozenset[str]:
    """The digests of corrections that the next run of `index` has to apply, or to take back."""
    fitted = {each for file in files.values() for each in file.corrected}
    there = {digest(row): portable(row.key.path) for row in corrections.rows}
    tried = {portable(path): {*file.corrected, *file.unfit} for path, file in files.items()}
    new = {each for each, path in there.items() if path in tried and each not in tried[path] | fitted}
    return frozenset(new | (fitted - there.keys()))


def all_fit(corrections: Corrections, fitting: str) -> bool:
    """Whether all of them are in force: each is understood, none overrules another, and `fitting` stands for those that fit."""
    overruled = len({row.target for row in corrections.rows}) < len({(row.target, row.said) for row in corrections.rows})
    return not corrections.problems and not overruled and digest_of_all(map(digest, corrections.rows)) == fitting


def unused(corrections: Corrections, files: Iterable[Holds], besides: Collection[str] = ()) -> tuple[Problem, ...]:
    """A problem for each correction that fits none of these files, besides those with these digests, or is overruled."""
    fitted = {*besides, *(each for file in files for each in file.corrected)}
    last = {row.target: row for row in corrections.rows}
    overruled = (
        Problem(
            f"{FILE}:{row.at}" if row.at else FILE,
            f"this correction is overruled by a later one (line {last[row.target].at}): {row.said} (by {row.signed.who})",
            "see which is right, and take the other out",
        )
        for row in corrections.rows
        if row.said != last[row.target].said
    )
    return *overruled, *(
        Problem(
            f"{FILE}:{row.at}" if row.at else FILE,
            f"this correction fits nothing in {row.key.path or 'any file'}: {row.said} (by {row.signed.who})",
            "make it anew with nkdocs fix, and take this one out; if the text is in another file now: nkdocs index --rebuild",
        )
        for row in corrections.rows
        if digest(row) not in fitted
    )


def load_table(text: str) -> dict[str, Any] | tuple[str, int]:
    """The table, or what is wrong with it and in which of its lines."""
    # Loaded here: most archives have no corrections.
    import tomllib

    try:
        return tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError, ValueError) as error:
        place = _AT_LINE.search(str(error))
        line = int(place[1]) if place and place[1] else text.rstrip().count("\n") + 1
        return _AT_LINE.sub("", str(error)) or "it is nested too deep", line
