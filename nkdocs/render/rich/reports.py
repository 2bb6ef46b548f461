"""The screens of those who look after an archive: what dumps are read as, what was indexed, corrected, found amiss."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.text import Text

from nkdocs.answers import IndexReport, Status
from nkdocs.model import CHROME_KINDS, Kind
from nkdocs.render import layout
from nkdocs.render.rich.paper import Paper, hang, styled
from nkdocs.render.styles import BLOCK_STYLES
from nkdocs.render.terminal import cells

if TYPE_CHECKING:
    from nkdocs.correction_plans import FixReport
    from nkdocs.extract import ExplainedLine
    from nkdocs.health import Diagnosis, Finding
    from nkdocs.parsing import ParseReport

#: Findings of a kind, and places of a finding, that are shown.
_FINDINGS, _PLACES = 6, 4
#: Columns for the kind of a finding, before it.
_BESIDE = 14
#: Columns before an explained line; and of its text that are shown at least before the reason, if that stands behind it.
_MARGIN, _LEAST = 5, 24


def parsed(paper: Paper, report: ParseReport) -> None:
    """For each file its articles; or, explained, each of its lines with what it was taken for."""
    files = dict.fromkeys(article.source.path for article in report.articles) if not report.explained else {}
    for path in files:
        articles = [article for article in report.articles if article.source.path == path]
        paper.print(styled((path, "title"), (f"  {layout.plural(len(articles), 'article')}", "faint")))
        margin = max(len(f"{article.start_line}–{article.end_line}") for article in articles) + 2
        for article in articles:
            known = Text(" · ").join([paper.date(article), paper.authors(article)])
            lines = f"{article.start_line}–{article.end_line}"
            margin_text = paper.place(article, article.start_line, lines, "line")
            paper.print(hang(margin_text, Text("\n").join([paper.title(article), known]), margin))
        paper.print("")
    for path, explained in report.explained:
        paper.print(styled((path, "title")))
        for line in explained:
            if line.is_cut:
                paper.print(styled(("── article " + "─" * min(40, paper.console.width - 12), "cut")))
            paper.print(hang(styled((str(line.line), "line")), _explained(line, paper.console.width - _MARGIN - 1), _MARGIN))
        paper.print("")
    paper.show()


def _explained(line: ExplainedLine, width: int) -> Text:
    """The kind of a line, the beginning of its text, and why: behind it where there is room for both, else below."""
    kind = line.kind.value if line.kind else ""
    shown = "chrome" if line.kind in CHROME_KINDS else BLOCK_STYLES.get(line.kind or Kind.PROSE, "")
    row = styled((f"{kind:<11} ", shown))
    room = width - row.cell_len
    text = styled((line.text[: 4 * width], shown))
    beside = room - len(line.reason) - 3
    if not line.text:
        return row.append_text(styled((line.reason, "faint")))
    if beside < min(text.cell_len, _LEAST):
        text.truncate(room, overflow="ellipsis")
        return Text("\n").join([row.append_text(text), styled((line.reason, "faint"))])
    text.truncate(beside, overflow="ellipsis")
    return row.append_text(text).append_text(styled((" · " + line.reason, "faint")))


def status(paper: Paper, status: Status) -> None:
    """What the archive holds, what lacks what, how fresh the index is."""
    lacking = [
        f"{count:,} {what}"
        for count, what in (
            (status.untitled, "untitled"),
            (status.undated, "undated"),
            (status.unsigned, "unsigned"),
            (status.low_trust, "of low trust (?)"),
        )
        if count
    ]
    rows = [
        ("archive", styled((status.archive, "path"))),
        (
            "holds",
            styled((f"{layout.plural(status.articles, 'article')} in {layout.plural(status.files, 'file')}", "number")),
        ),
        ("", styled((", ".join(lacking), ""))),
        ("from", styled((", ".join("the whole folder" if root == "." else root for root in status.roots), "path"))),
        ("index", styled((status.index, "path"))),
        ("", styled((f"{layout.size(status.bytes)}, written {layout.moment(status.indexed_at)}", ""))),
    ]
    rows += [(change.kind.value, styled((change.path, change.kind.value))) for change in status.changes]
    if not status.changes:
        rows.append(("fresh", styled(("no file has changed since", ""))))
    for label, text in rows:
        if text.plain:
            paper.print(hang(styled((label, "label")), text, 8))
    paper.show()


def indexed(paper: Paper, report: IndexReport) -> None:
    """The files that changed, if that is all that was asked for; then one line that sums up."""
    for change in report.changes if report.dry_run else ():
        paper.print(hang(styled((change.kind.value, change.kind.value)), styled((change.path, "")), 8))
    paper.print(styled((layout.summary(report), "")))
    paper.show()


def fixed(paper: Paper, report: FixReport) -> None:
    """For each article or line what it was, and what it is now."""
    last = ""
    for row in report.made:
        if row.target != last:
            paper.print(styled((row.target, "id")))
        last = row.target
        change = styled((row.before or "none", "refused"), (" → ", "label"), (row.after or "none", "chosen"))
        paper.print(hang(styled((row.what, "label")), change, 13))
    paper.show()


def diagnosed(paper: Paper, diagnosis: Diagnosis) -> None:
    """The findings by kind, with where and what mends it; of many of a kind the first."""
    kinds: dict[str, list[Finding]] = {}
    for found in diagnosis.findings:
        kinds.setdefault(found.kind, []).append(found)
    for kind, findings in kinds.items():
        for at, found in enumerate(findings[:_FINDINGS]):
            places = ", ".join(found.places[:_PLACES])
            more = f" and {len(found.places) - _PLACES:,} more" if len(found.places) > _PLACES else ""
            rows = [styled((found.what, "")), styled((places + more, "path"))]
            mend = styled((found.mend, "heading"))
            fits = cells(found.mend) <= paper.console.width - _BESIDE - 1
            told = Text("\n").join([*rows, mend] if fits else rows)
            paper.print(hang(styled((kind if at == 0 else "", "doubt")), told, _BESIDE))
            if not fits:
                paper.uncut(mend)
        if len(findings) > _FINDINGS:
            rest = f"and {len(findings) - _FINDINGS:,} more of this kind: nkdocs {diagnosis.command} | grep '^{kind}'"
            paper.print(hang(styled(("", "")), styled((rest, "faint")), _BESIDE))
        paper.print("")
    count = layout.plural(len(diagnosis.findings), "finding") if diagnosis.findings else "nothing to mend"
    paper.print(styled((f"{layout.plural(diagnosis.articles, 'article')}: {count}", "faint")))
    paper.show()
