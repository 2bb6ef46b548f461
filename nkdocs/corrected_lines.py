"""What each line of a dump was taken for where a person corrected the reading: `parse --explain` in an archive.

What a person said stands first in the reason, and what was read is kept behind it. A value of an article is told at the line
at which the article begins, for it stands in no line of its own.
"""

from __future__ import annotations

from dataclasses import replace

from nkdocs.correcting import KINDS, Corrected, cuts_of
from nkdocs.corrections import Correction, FieldCorrection
from nkdocs.extract import ExplainedLine, explain
from nkdocs.model import Dump


def explain_corrected(dump: Dump, corrected: Corrected) -> tuple[ExplainedLine, ...]:
    """Every line of the dump, as `explain` has them, with the corrections that fitted it."""
    forced, refused = cuts_of(corrected.applied)
    lines = {line.line: line for line in explain(dump, forced, refused)}
    said: dict[int, dict[str, str]] = {number: {"cut": f"no article begins here: {note}"} for number, note in refused.items()}
    for each in corrected.applied:
        row = each.correction
        if isinstance(row, FieldCorrection):
            said.setdefault(each.line, {})[row.name] = told(row)
        elif row.action in KINDS and each.line in lines:
            line = lines[each.line]
            said.setdefault(each.line, {})["kind"] = row.signed.note()
            lines[each.line] = replace(line, kind=KINDS[row.action], reason=f"read as {_name(line)}: {line.reason}")
    for number, notes in said.items():
        line = lines[number]
        lines[number] = replace(line, reason="; ".join([*notes.values(), line.reason]))
    return tuple(lines.values())


def told(row: Correction) -> str:
    """What a correction says, and who said so when: ``date 2021-05: corrected by NAME on DAY``."""
    if not isinstance(row, FieldCorrection):
        return f"{row.action.value}: {row.signed.note()}"
    value = "; ".join(row.values) if row.values else "none"
    return f"{row.name} {value}: {row.signed.note('corrected' if row.values else 'cleared')}"


def _name(line: ExplainedLine) -> str:
    return line.kind.value if line.kind else "blank"
