"""What can be said of quotations, on the screen of a terminal: the verdict, what differs, and the passages."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from nkdocs.model import Kind
from nkdocs.render.rich.paper import Paper, hang, labelled, styled
from nkdocs.render.verdicts import line_of, notes_of, summary_of, trouble_lines

if TYPE_CHECKING:
    from nkdocs.verdicts import DraftReport, Judgement, Standing, Step

#: The longest line that is pleasant to read, and the margin beside it.
_READABLE, _MARGIN = 88, 5
#: Below this width the kinds of differences stand above them.
_NARROW = 60
#: The style of each verdict, by its word.
VERDICT_STYLES = {
    "VERBATIM": "verbatim", "ALTERED": "altered", "STITCHED": "altered", "AMBIGUOUS": "doubt", "NOT FOUND": "altered",
}  # fmt: skip


class ScreenVerdicts(Paper):
    """Text and colours. The diff has marks too: ``[-archive-]`` and ``{+quotation+}``."""

    def judged(self, judgement: Judgement) -> None:
        """The verdict and why, then each passage with its article, then the notes."""
        kinds = ", ".join(dict.fromkeys(each.kind for each in judgement.differences))
        verdict = judgement.verdict.value
        self.print(styled((verdict, VERDICT_STYLES[verdict]), (f"  {kinds}" if kinds else "", "faint")))
        for each in judgement.differences:
            parts = [(each.archive or "nothing", "removed"), (" → ", "label"), (each.quotation or "nothing", "added")]
            said = styled(*parts, (f"  line {each.line}", "line"))
            row = said if self.screen.width < _NARROW else labelled(styled((each.kind, "label")), said)
            self.print(hang(styled(), row, _MARGIN))
        for at, passage in enumerate(judgement.passages):
            self.print("")
            self._passage(passage, judgement, at + 1)
        notes = notes_of(judgement)
        self.print(*([""] if notes else []))
        for note in notes:
            self.print(hang(styled(("note", "label")), styled((note, "badge")), _MARGIN), most=_READABLE + _MARGIN)
        self.show()

    def _passage(self, passage: Standing, judgement: Judgement, number: int) -> None:
        article = passage.article
        known = styled((" · ", "")).join([self.date(article), self.authors(article), styled((article.id, "id"))])
        head = styled((str(number) if len(judgement.passages) > 1 else "", "rank"))
        place = self.place(article, passage.line)
        for at, row in enumerate((self.title(article), known, place)):
            self.print(hang(head if at == 0 else styled(), row, _MARGIN), most=_READABLE + _MARGIN)
        mark = f"{passage.kind.value}: " if passage.kind in (Kind.CAPTION, Kind.NOTE, Kind.TITLE) else ""
        body = list(_diffed(passage.diff)) if passage.diff else [(passage.text, "quoted")]
        around = [(mark, "label"), (_spaced(passage.before, after=True), "faint"), *body, (_spaced(passage.after), "faint")]
        margin = self.place(article, passage.line, str(passage.line), "line")
        self.print(hang(margin, styled(*around), _MARGIN), most=_READABLE + _MARGIN)
        if passage.likeness < 1:
            said = f"{passage.likeness:.0%} of its words"
            self.print(hang(styled(), styled((said, "faint")), _MARGIN))

    def notices(self, judgement: Judgement) -> Sequence[str]:
        """None: they are on the screen."""
        del judgement
        return ()

    def checked(self, report: DraftReport) -> None:
        """A quotation after another, with its line in the draft; then how many have each verdict."""
        margin = max((len(str(each.line)) for each in report.checked), default=1) + 1
        for each in report.checked:
            _, verdict, said = line_of(report, each)
            row = styled((verdict, VERDICT_STYLES[verdict]), ("  ", ""), (said, ""))
            self.print(hang(styled((str(each.line), "line")), row, margin), most=_READABLE + margin)
        for line in trouble_lines(report):
            self.print(styled((line, "altered")))
        self.print(*([""] if report.checked else []), styled((summary_of(report), "faint")))
        for note in report.notes:
            self.print(styled(("note ", "label"), (note, "badge")))
        self.show()

    def remarks(self, report: DraftReport) -> Sequence[str]:
        """None: they are on the screen."""
        del report
        return ()


def _diffed(steps: Sequence[Step]) -> Iterator[tuple[str, str]]:
    for step in steps:
        said = step.text.lstrip()
        yield " " if step.text[:1] == " " else "", ""
        match step.sort:
            case "same":
                yield said, "quoted"
            case "left out":
                yield f"[-{said}-]", "removed"
            case "added":
                yield f"{{+{said}+}}", "added"


def _spaced(rest: str, *, after: bool = False) -> str:
    """The rest of a sentence, with the space between it and the passage if there is one."""
    if not rest:
        return ""
    if after:
        return rest if rest[-1] in "\"'“‘«(" else f"{rest} "
    return rest if not (rest[0].isalnum() or rest[0] in "“‘«(—–") else f" {rest}"
