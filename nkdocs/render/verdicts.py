"""What can be said of quotations, as rows, as JSON and as CSV; `rich.verdicts` lays it out for people.

The columns and keys are a promise, and stand in ``--help`` and in the JSON Schema.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, TextIO

from nkdocs.render import layout, remarks, sanitize
from nkdocs.render.csv import ARTICLE as ARTICLE_COLUMNS
from nkdocs.render.csv import CsvWriter, article_cells, cell
from nkdocs.render.forms import Form
from nkdocs.render.json import SCHEMA, write_json
from nkdocs.render.objects import article_row
from nkdocs.render.terminal import Screen
from nkdocs.verdicts import Verdict

if TYPE_CHECKING:
    from nkdocs.verdicts import Checked, Difference, DraftReport, Judgement, Standing

#: The columns of CSV behind those of the article.
_PLACES = 3
_PASSAGE = ("line", "last_line", "kind", "likeness", "text", "differences", "notes")


class VerdictRenderer(Protocol):
    """Shows what can be said of quotations."""

    def judged(self, judgement: Judgement) -> None:
        """One quotation."""

    def notices(self, judgement: Judgement) -> Sequence[str]:
        """What is to be said beside it, where the form has no place for it."""

    def checked(self, report: DraftReport) -> None:
        """All quotations of a draft."""

    def remarks(self, report: DraftReport) -> Sequence[str]:
        """What is to be said beside them, where the form has no place for it."""


def choose_for_verdicts(out: TextIO, screen: Screen, form: Form, root: Path | None = None) -> VerdictRenderer:
    """What shows verdicts in this form."""
    if form.as_json or form.jsonl:
        return JsonVerdicts(out, lines=form.jsonl)
    if form.csv:
        return CsvVerdicts(out)
    if screen.is_terminal:
        from nkdocs.render.rich.verdicts import ScreenVerdicts

        return ScreenVerdicts(out, screen, root)
    return PlainVerdicts(out)


def notes_of(judgement: Judgement) -> list[str]:
    """What should be known of a quotation, and last which notes in its articles protect people."""
    if judgement.verdict is Verdict.NOT_FOUND:
        return list(judgement.notes)
    protects = {
        f"{badge}: note in {layout.place(article, line)}": None
        for article in dict.fromkeys(passage.article for passage in judgement.passages)
        for badge, line in remarks.badges(article)
    }
    return [*judgement.notes, *protects]


def told(difference: Difference) -> str:
    """``number: 70% → 80%``."""
    archive, quotation = (_shortened(text) or "(nothing)" for text in (difference.archive, difference.quotation))
    return f"{difference.kind}: {archive} → {quotation}"


#: Characters of a quotation that are shown in a line about it.
_SHOWN = 90


def line_of(report: DraftReport, each: Checked) -> tuple[str, str, str]:
    """What is said of a quotation of a draft in one line: ``FILE:LINE:``, the verdict, and the quotation with what to know."""
    judgement = each.judgement
    quoted = " ".join(judgement.quotation.split())
    shown = quoted if len(quoted) <= _SHOWN else quoted[:_SHOWN].rpartition(" ")[0] + "…"
    places = ", ".join(dict.fromkeys(layout.place(passage.article, passage.line) for passage in judgement.passages[:_PLACES]))
    nearest = "nearest: " if judgement.verdict is Verdict.NOT_FOUND else ""
    why = "; ".join([*map(told, judgement.differences), *judgement.notes])
    return (
        f"{report.path}:{each.line}:",
        judgement.verdict.value,
        " ".join([f"“{shown}”", *([f"[{nearest}{places}]"] if places else []), *([why] if why else [])]),
    )


def summary_of(report: DraftReport) -> str:
    """``10 quotations: 4 VERBATIM, 6 ALTERED``, and what was not checked."""
    counts = ", ".join(f"{count} {verdict}" for verdict, count in report.counts().items() if count)
    left = [each.why for each in report.unchecked]
    terms, titles, open_marks, too_long = (left.count(why) for why in ("term", "title", "not closed", "too long"))
    left_out = [
        *([f"{layout.plural(terms, 'term')} of one or two words"] if terms else []),
        *([layout.plural(titles, "title")] if titles else []),
    ]
    more = [
        *(
            [f"{' and '.join(left_out)} not checked (--all checks {'it' if terms + titles == 1 else 'them'})"]
            if left_out
            else []
        ),
        *([f"{layout.plural(open_marks, 'quotation mark')} never closed"] if open_marks else []),
        *([f"{layout.plural(too_long, 'text')} in quotation marks too long to be checked"] if too_long else []),
    ]
    checked = layout.plural(len(report.checked), "quotation")
    return "; ".join([f"{checked}: {counts}" if counts else checked, *more])


#: Lines about what could not be checked.
_MOST_LINES = 50
_TROUBLE = {
    "not closed": "a quotation mark is opened here and never closed",
    "too long": "what is in quotation marks here is too long to be checked",
}


def trouble_lines(report: DraftReport) -> list[str]:
    """The lines about what should have been checked, and could not be: the first of them, and how many more there are."""
    trouble = [each for each in report.unchecked if each.is_trouble]
    lines = [
        f"{report.path}:{each.line}: {_TROUBLE[each.why]}: {' '.join(each.text.split())}" for each in trouble[:_MOST_LINES]
    ]
    return [*lines, f"{len(trouble) - _MOST_LINES:,} more"] if len(trouble) > _MOST_LINES else lines


def remarks_of(report: DraftReport) -> list[str]:
    """What could not be checked, the count of each verdict, and what should be known of the index."""
    return [*trouble_lines(report), summary_of(report), *report.notes]


def _shortened(text: str) -> str:
    """A long text by its beginning and its end."""
    return text if len(text) <= _SHOWN else f"{text[: _SHOWN // 2].rstrip()} … {text[-_SHOWN // 3 :].lstrip()}"


class PlainVerdicts:
    """Columns: verdict, FILE:LINE, id, date, title, authors, what stands there, differences."""

    def __init__(self, out: TextIO) -> None:
        self._out = out

    def judged(self, judgement: Judgement) -> None:
        """A line a passage; one alone without any."""
        verdict = judgement.verdict.value
        differences = "; ".join(map(told, judgement.differences))
        for passage in judgement.passages:
            article = passage.article
            columns = (
                layout.place(article, passage.line),
                article.id,
                layout.value(article.date) if article.date else "",
                article.title.value if article.title else "",
                "; ".join(claim.value for claim in article.authors),
                passage.text,
                differences,
            )
            self._out.write("\t".join([verdict, *map(sanitize, columns)]) + "\n")
        if not judgement.passages:
            self._out.write("\t".join([verdict, *[""] * 7]) + "\n")

    def notices(self, judgement: Judgement) -> Sequence[str]:
        """All notes."""
        return notes_of(judgement)

    def checked(self, report: DraftReport) -> None:
        """``FILE:LINE: VERDICT: “quotation” [FILE:LINE of the passage] what differs``, as compilers write."""
        for each in report.checked:
            place, verdict, said = line_of(report, each)
            self._out.write(sanitize(f"{place} {verdict}: {said}") + "\n")

    def remarks(self, report: DraftReport) -> Sequence[str]:
        """All of them."""
        return remarks_of(report)


def passage_value(passage: Standing) -> dict[str, Any]:
    """A passage, as JSON has it."""
    return {
        **article_row(passage.article),
        "line": passage.line,
        "last_line": passage.last_line,
        "span": [passage.span.start, passage.span.end],
        "kind": passage.kind.value,
        "text": passage.text,
        "before": passage.before,
        "after": passage.after,
        "quotation": passage.quotation,
        "exact": passage.exact,
        "likeness": passage.likeness,
        "diff": [{"sort": step.sort, "text": step.text} for step in passage.diff],
    }


def judgement_value(judgement: Judgement) -> dict[str, Any]:
    """What can be said of a quotation, as JSON has it."""
    return {
        "quotation": judgement.quotation,
        "verdict": judgement.verdict.value,
        "total": judgement.total,
        "passages": [passage_value(passage) for passage in judgement.passages],
        "differences": [
            {"kind": each.kind, "archive": each.archive, "quotation": each.quotation, "line": each.line}
            for each in judgement.differences
        ],
        "notes": notes_of(judgement),
    }


class JsonVerdicts:
    """``{"schema", "quotation", "verdict", "total", "passages", "differences", "notes"}``; as a line, without ``schema``."""

    def __init__(self, out: TextIO, *, lines: bool) -> None:
        self._out = out
        self._lines = lines

    def judged(self, judgement: Judgement) -> None:
        """One object."""
        if self._lines:
            write_json(self._out, judgement_value(judgement))
        else:
            write_json(self._out, {"schema": SCHEMA, **judgement_value(judgement)}, indent=2)

    def notices(self, judgement: Judgement) -> Sequence[str]:
        """None: they are among the keys."""
        del judgement
        return ()

    def checked(self, report: DraftReport) -> None:
        """``{"schema", "draft", "right", "counts", "quotations", "unchecked", "notes"}``; as lines, the quotations."""
        quotations = [{"draft_line": each.line, **judgement_value(each.judgement)} for each in report.checked]
        if self._lines:
            for each in quotations:
                write_json(self._out, each)
            return
        left = [{"draft_line": each.line, "text": each.text, "why": each.why} for each in report.unchecked]
        about = {"schema": SCHEMA, "draft": report.path, "right": report.is_right, "counts": report.counts()}
        write_json(self._out, {**about, "quotations": quotations, "unchecked": left, "notes": list(report.notes)}, indent=2)

    def remarks(self, report: DraftReport) -> Sequence[str]:
        """None: they are among the keys; of lines, which have only the quotations, all of them."""
        return remarks_of(report) if self._lines else ()


class CsvVerdicts:
    """A row a passage, with the columns of an article; one row without any."""

    def __init__(self, out: TextIO) -> None:
        self._table = CsvWriter(out).table

    def judged(self, judgement: Judgement) -> None:
        """The rows of a quotation."""
        self._table(("verdict", "quotation", *ARTICLE_COLUMNS, *_PASSAGE), self._rows(judgement))

    def _rows(self, judgement: Judgement) -> Iterator[list[object]]:
        before = [judgement.verdict.value, cell(judgement.quotation)]
        last = [cell("; ".join(map(told, judgement.differences))), cell("; ".join(notes_of(judgement)))]
        for passage in judgement.passages:
            place = [passage.line, passage.last_line, passage.kind.value, passage.likeness, cell(passage.text)]
            yield [*before, *article_cells(passage.article), *place, *last]
        if not judgement.passages:
            yield [*before, *[""] * (len(ARTICLE_COLUMNS) + len(_PASSAGE) - 2), *last]

    def notices(self, judgement: Judgement) -> Sequence[str]:
        """None: they are among the columns."""
        del judgement
        return ()

    def checked(self, report: DraftReport) -> None:
        """The rows of each quotation, behind the draft and its line."""
        head = ("draft", "draft_line", "verdict", "quotation", *ARTICLE_COLUMNS, *_PASSAGE)
        before = cell(report.path)
        rows = ([before, each.line, *row] for each in report.checked for row in self._rows(each.judgement))
        self._table(head, rows)

    def remarks(self, report: DraftReport) -> Sequence[str]:
        """All of them."""
        return remarks_of(report)
