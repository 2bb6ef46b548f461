"""The commands that hand articles on: as sources, as files, as evidence. As in `finding`: one call, and one renderer."""

from __future__ import annotations

import sys
from typing import Any

import click

from nkdocs.cli import candidates
from nkdocs.cli.arguments import json_options
from nkdocs.cli.tool import begin, verb

#: As `render.citing` knows them; to load it, a command has to run.
CITED_AS = ("footnote", "markdown", "apa", "chicago", "mla", "bibtex", "biblatex", "ris", "csl-json")


@verb("cite")
@click.argument("articles", nargs=-1, required=True, metavar="ID...", shell_complete=candidates.ids)
@click.option(
    "-f",
    "--format",
    "cited_as",
    type=click.Choice(CITED_AS),
    default="footnote",
    metavar="FORM",
    help="How to write them.  [default: footnote]",
)
@click.option("-0", "nul", is_flag=True, help="With -: ids end with a NUL, not a line.")
@json_options
def cite(articles: tuple[str, ...], *, cited_as: str, nul: bool, **flags: Any) -> int:  # noqa: ANN401  # the form
    """Cite articles as sources.

    \b
    nkdocs cite how-a-north
    nkdocs cite how-a-north --format apa
    nkdocs search women -l | nkdocs cite - --format bibtex > women.bib

    FORM is footnote, markdown (the footnote in Markdown), apa, chicago or mla: a
    sentence each; or bibtex, biblatex, ris or csl-json: a file for Zotero, JabRef,
    LaTeX and the like, whose keys are the ids. ID is as for show.

    Only what stands in the dump is cited: n.d. is an article without a date; a
    name is turned round only where it is sure which part is the family's. What is
    in doubt, and notes that protect people, follow in brackets, or stand in the
    note, with the file, the lines and the file's sha256. Exit status 2: an article
    was not found.
    """  # noqa: D301  # \b keeps Click from filling the lines
    from nkdocs import citing
    from nkdocs.cli.piped import typed_ids
    from nkdocs.render.citing import show_citations
    from nkdocs.render.trouble import problem_line

    session = begin(flags)
    citations, problems, notices = citing.cite(session.where, typed_ids(articles, nul=nul))
    show_citations(sys.stdout, session.form, citations, cited_as, notices)
    session.tell(notices)
    session.warn(map(problem_line, problems))
    return 2 if problems else 0
