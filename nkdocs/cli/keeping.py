"""The commands that keep an archive: what is indexed, read and corrected. As in `finding`: one call, and one renderer."""

from __future__ import annotations

import sys
from typing import Any, BinaryIO

import click

from nkdocs.cli import candidates
from nkdocs.cli.arguments import at_most, json_options
from nkdocs.cli.lean import option
from nkdocs.cli.tool import begin, verb
from nkdocs.errors import NkdocsError


@verb("index")
@click.argument("paths", nargs=-1, metavar="[PATH]...", shell_complete=candidates.files)
@option("--rebuild", is_flag=True, help="Read everything again.")
@option("--dry-run", is_flag=True, help="Say what would change, and change nothing.")
@option("--verify", is_flag=True, help="Read every dump, also with the old size and time.")
@option("--wait", type=float, callback=at_most(86_400), default=0.0, metavar="SECONDS", help="Wait for another nkdocs.")
@option("--jobs", type=int, callback=at_most(64), metavar="N", help="Read dumps in N processes; 0: one a processor.")
@json_options
def index(paths: tuple[str, ...], **flags: Any) -> int:  # noqa: ANN401  # handed through
    """Index the dumps at PATH, or refresh what is indexed.

    \b
    nkdocs index              refresh; the first time, seeds/ if there is one
    nkdocs index dumps/ a.txt
    nkdocs index --dry-run    what would change

    Exit status 2: a file that was named, or a correction, could not be read.
    """  # noqa: D301  # \b keeps Click from filling the lines
    from nkdocs import commands

    session = begin(flags)
    with session.progress() as progress:
        report = commands.index(session.where, paths, progress=progress, **flags)
    session.renderer().indexed(report)
    session.tell(report.notices, report.problems)
    return 2 if report.missed else 0


@verb("parse")
@click.argument("paths", nargs=-1, required=True, metavar="PATH...", shell_complete=candidates.files)
@option("--explain", is_flag=True, help="Every line with what it was taken for, and why.")
@option("--uncorrected", is_flag=True, help="As it is read without the archive's corrections.")
@json_options
def parse(paths: tuple[str, ...], *, explain: bool, uncorrected: bool, **flags: Any) -> int:  # noqa: ANN401  # the form
    """Show what dumps are read as, without an index.

    \b
    nkdocs parse seeds/
    nkdocs parse --explain dump.txt
    pdftotext paper.pdf - | nkdocs parse -

    PATH may be a file, a folder, or - for standard input. What lies in an archive
    is shown with its corrections, as it is indexed. Exit status 2: a file that was
    named could not be read.

    \b
    Piped, columns between tabs, a line an article:
      FILE, first line, last line, id, date, title, authors
    Explained, a line a line:
      FILE, line, cut (an article begins), kind, reason, text
    """  # noqa: D301  # \b keeps Click from filling the lines
    from pathlib import Path  # for those who use it

    from nkdocs import commands

    session = begin(flags)
    report = commands.parse(session.where, paths, explain=explain, stdin=sys.stdin.buffer, uncorrected=uncorrected)
    session.renderer(Path.cwd()).parsed(report)
    session.tell(report.notices, report.problems)
    return 2 if report.missed else 0 if report.articles else 1


@verb("status")
@option("--check", is_flag=True, help="Read every byte of index and dumps, and compare them.")
@json_options
def status(*, check: bool, **flags: Any) -> int:  # noqa: ANN401  # the form
    """Say what the archive holds, and how fresh the index is.

    \b
    nkdocs status
    nkdocs status --json | jq .changes
    nkdocs status --check                 is all as it was written?

    \b
    Piped, a line a value: name, value; a line a file that changed: how, FILE
    Checked, a line a finding, as nkdocs doctor prints them.
    Exit status of --check: 0 all is well, 1 there are findings.
    """  # noqa: D301
    from nkdocs import commands

    session = begin(flags)
    if check:
        diagnosis = commands.check(session.where)
        session.renderer().diagnosed(diagnosis)
        return 1 if diagnosis.findings else 0
    told = commands.status(session.where)
    session.renderer().status(told)
    session.tell(told.notices, told.problems)
    return 0


@verb("fix")
@click.argument("target", required=False, metavar="[ID|FILE:LINE]", shell_complete=candidates.ids)
@click.argument("changes", nargs=-1, metavar="[CHANGE]...")
@option("--clear", multiple=True, metavar="FIELD", help="There is none to be known: date, author or title.")
@option("--undo", multiple=True, metavar="WHAT", help="Take back a correction: of a date, author or title, or of a line.")
@option("--because", default="", metavar="TEXT", help="Why, for whoever asks later.")
@option("--from", "table", type=click.File("rb"), metavar="FILE", help="Many corrections at once: a table in CSV.")
@json_options
def fix(target: str | None, changes: tuple[str, ...], *, table: BinaryIO | None, **flags: Any) -> int:  # noqa: ANN401
    """Correct what was read, for good.

    \b
    nkdocs fix how-a-north date=2021-05-04 author="A. B." --because "in print"
    nkdocs fix how-a-north --clear date
    nkdocs fix how-a-north --undo date        as if nobody had corrected it
    nkdocs fix seeds/001.txt:45 split         an article begins at this line
    nkdocs fix seeds/001.txt:45 join          it is part of the one before
    nkdocs fix seeds/001.txt:50 boilerplate   no part of the text; or: body
    nkdocs fix --from corrections.csv

    A date is written 2021-05-04, 2021-05 or 2021; several authors "A. B.; C. D.".
    Corrections are kept in corrections.toml in the archive. A table has columns out
    of: article, date, author, title, action, because. An empty cell says nothing;
    one with - clears. Exit status 2: a row was refused.

    \b
    Piped, a line a correction: id or FILE:LINE, what, before, after
    """  # noqa: D301
    from nkdocs import commands
    from nkdocs.correction_tables import MOST_BYTES

    if (table is None) == (target is None):
        raise NkdocsError("fix corrects an article or line, or what a table names", "nkdocs fix --help shows examples")
    if table is not None and (flags["clear"] or flags["undo"] or flags["because"]):
        raise NkdocsError("a table says by itself what is cleared and why", "a cell with - clears, the column because says why")
    named = (table.read(MOST_BYTES + 1), table.name) if table else None
    session = begin(flags)
    report = commands.fix(session.where, target or "", changes, table=named, **flags)
    session.renderer().fixed(report)
    session.tell(report.notices, report.problems)
    return 2 if report.problems else 0


@verb("doctor")
@json_options
def doctor(**flags: Any) -> int:  # noqa: ANN401  # the form
    """Look for what is missing or suspect, and say what mends it.

    \b
    nkdocs doctor
    nkdocs doctor --json | jq '.findings[] | select(.kind == "menu")'

    Missing dates and authors, doubtful values, suspicious cuts, copies, garbled
    characters, dumps that changed, corrections that fit nothing.

    \b
    Piped, a line a finding, columns between tabs:
      kind, what, places (FILE:LINE, with spaces between), command
    Exit status: 0 all is well, 1 there are findings.
    """  # noqa: D301
    from nkdocs import commands

    session = begin(flags)
    diagnosis = commands.doctor(session.where)
    session.renderer().diagnosed(diagnosis)
    return 1 if diagnosis.findings else 0
