"""Corrections that a person takes back: those that hold for a field of an article or for a line; and what is read then."""

from __future__ import annotations

from collections.abc import Sequence

from nkdocs.correcting import Applied, Corrected, read_corrected
from nkdocs.correction_plans import ACTIONS, LINE, Desk, Fixed, Plan, field_of, values_of
from nkdocs.correction_tables import Wish
from nkdocs.corrections import Action, FieldCorrection, LineCorrection
from nkdocs.corrections_file import FILE
from nkdocs.errors import ConfigError
from nkdocs.model import Article, FieldName


def take_back(wish: Wish, desk: Desk, planned: Plan) -> None:
    """Plan to leave out the corrections that are meant. Raises `ConfigError` if one of them is not in force."""
    if wish.changes or wish.clear or wish.because:
        raise ConfigError("what is taken back is said by itself", "say --undo alone, and then what is to hold")
    article = desk.find(wish.target)
    path = article.source.path
    dump, present = desk.read(path), desk.present.meant_for(path, desk.held)
    now = read_corrected(dump, present)
    line = LINE.fullmatch(wish.target)
    found = {what: _find(now, article, int(line[2]) if line else 0, what) for what in dict.fromkeys(wish.undo)}
    gone = [row.correction for rows in found.values() for row in rows]
    then = read_corrected(dump, [row for row in present if row not in gone]).articles
    for what, rows in found.items():
        at = rows[0].line
        if what in ACTIONS:
            planned.fixed.append(Fixed(f"{path}:{at}", what, f"{what}, as a person said", "as it is read"))
        else:
            name = field_of(what)
            plain = next((each for each in then if each.start_line == at), None)
            planned.fixed.append(Fixed(article.id, name, values_of(article, name), values_of(plain, name) if plain else ""))
    planned.taken_back += gone
    planned.paths.add(path)


def _find(now: Corrected, article: Article, number: int, what: str) -> Sequence[Applied]:
    """The corrections that make a field of the article, or the line of this number (0: none was named), what they are."""
    action = ACTIONS.get(what)
    name = None if action else field_of(what)
    at = number if action else article.start_line
    rows = [each for each in now.applied if each.line == at and _is_meant(each.correction, action or name)]
    if not rows:
        whose = f"line {number} of {article.source.path}" if number and action else article.id
        raise ConfigError(f"no correction of {what} holds for {whose}", f"corrections stand in {FILE}, in the archive")
    return rows


def _is_meant(row: FieldCorrection | LineCorrection, what: Action | FieldName | None) -> bool:
    return what == (row.action if isinstance(row, LineCorrection) else row.name)
