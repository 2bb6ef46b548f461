"""The commands that hand articles on: as sources, as files, as evidence. As in `finding`: one call, and one renderer."""

from __future__ import annotations

import sys
from typing import Any

import click

from nkdocs.cli import candidates
from nkdocs.cli.arguments import QueryVerb, filter_options, json_options
from nkdocs.cli.lean import option
from nkdocs.cli.tool import begin, verb

#: As `render.citing` knows them; to load it, a command has to run.
CITED_AS = ("footnote", "markdown", "apa", "chicago", "mla", "bibtex", "biblatex", "ris", "csl-json")
#: As `render.export` knows them.
EXPORTED_AS = ("markdown", "jsonl", "csv")


@verb("cite")
@click.argument("articles", nargs=-1, required=True, metavar="ID...", shell_complete=candidates.ids)
@option(
    "-f",
    "--format",
    "cited_as",
    type=click.Choice(CITED_AS),
    default="footnote",
    metavar="FORM",
    help="How to write them.  [default: footnote]",
)
@option("-0", "nul", is_flag=True, help="With -: ids end with a NUL, not a line.")
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
    in doubt, and notes that protect people, follow in brackets. Footnotes name the
    file and the lines; in a file for Zotero and the like all this stands in the
    note, with the sha256. Exit status 2: an article was not found.
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


@verb("export", QueryVerb)
@filter_options
@option(
    "-f",
    "--format",
    "form",
    type=click.Choice(EXPORTED_AS),
    default="markdown",
    metavar="FORM",
    help="markdown, jsonl or csv.  [default: markdown]",
)
@option(
    "--sort",
    type=click.Choice(["title", "newest", "oldest"]),
    default="title",
    metavar="ORDER",
    help="title, newest or oldest.  [default: title]",
)
@option("-o", "--output", metavar="DIR", shell_complete=candidates.folders, help="A file for each article, in DIR.")
def export(query: tuple[str, ...], *, form: str, output: str | None, **flags: Any) -> int:  # noqa: ANN401  # handed through
    """Write articles as files for other programs.

    \b
    nkdocs export -o notes/                      a Markdown file for each article
    nkdocs export women date:2023 > women.md     all in one
    nkdocs export --format jsonl | jq .title
    nkdocs export author:kim --format csv > kim.csv

    Without QUERY all articles are written; without -o to standard output, all in
    one. Markdown begins with what is known of the article, in YAML: as front
    matter in a file of its own, as a block below each title where all are in one.
    The same archive gives the same bytes. A file that no export wrote, or that
    was changed since, is never overwritten. Exit status 1: nothing found.

    \b
    With --format csv:
      id, title, date, authors, source, start_line, end_line, sha256, encoding,
      doubts, corrections, notes, body
    """  # noqa: D301  # \b keeps Click from filling the lines
    from nkdocs import exporting
    from nkdocs.cli.piped import typed_query
    from nkdocs.render import export as writing

    query = typed_query(query)
    session = begin(flags)
    answer = exporting.export(session.where, session.request(query, "all", 0, **flags))
    articles = [hit.article for hit in answer.results.hits]
    session.tell_of(answer, session.renderer())
    if output is None:
        sys.stdout.writelines(writing.all_in_one(articles, form))
    elif articles:
        filed = exporting.export_to(session.where, output, articles, form)
        sys.stdout.write(writing.filed_line(filed) + "\n")
        session.tell(writing.left_lines(filed))
    return 0 if articles else 1


@verb("pack", QueryVerb)
@filter_options
@option("--ids", "by_id", is_flag=True, help="The words are ids, not a query; - reads ids from standard input.")
@option("-o", "--output", required=True, metavar="DIR", shell_complete=candidates.folders, help="The new folder.")
@json_options
def pack(query: tuple[str, ...], *, by_id: bool, output: str, **flags: Any) -> int:  # noqa: ANN401  # handed through
    """Pack articles into an evidence folder.

    \b
    nkdocs pack remittances -o evidence/
    nkdocs pack women date:2023 -o women-2023/
    nkdocs pack --ids how-a-north most-north -o two/

    In the folder are a report (report.html for a browser, report.md), the dumps as
    they are, byte for byte, each article's text, where every part of it was read,
    citations in all forms, and a manifest with the sha256 of each file.

    Note down the manifest's digest, which is printed, apart from the folder:
    nkdocs verify DIR --digest DIGEST then tells whether anything was changed, on
    any machine, without this archive. A dump that changed since it was indexed is
    not packed. The date inside is today's, or SOURCE_DATE_EPOCH's: with it, the
    same archive gives the same bytes. Exit status 1: nothing found.
    """  # noqa: D301  # \b keeps Click from filling the lines
    from nkdocs import packing
    from nkdocs.cli.piped import typed_ids, typed_query
    from nkdocs.render.packs import packed_notices, show_packed

    ids = typed_ids(query) if by_id else []
    session = begin(flags)
    request = session.request(() if by_id else typed_query(query), "all", 0, sort="relevance", **flags)
    packed = packing.pack(session.where, request, ids, output)
    show_packed(sys.stdout, session.form, packed)
    session.tell(packed_notices(packed), nothing=not packed.articles)
    return 0 if packed.articles else 1


@verb("verify")
@click.argument("folder", metavar="DIR", shell_complete=candidates.folders)
@option("--digest", default="", metavar="DIGEST", help="What was noted of the manifest, or its first 16 digits.")
@json_options
def verify(folder: str, *, digest: str, **flags: Any) -> int:  # noqa: ANN401  # the form
    """Check an evidence folder, without its archive.

    \b
    nkdocs verify evidence/
    nkdocs verify evidence/ --digest 3f9ac0d1e6b7a258
    nkdocs verify evidence/ --json | jq .findings

    Files that were changed, added or taken away are named, as is a text that does
    not stand in its dump. Who changes a file can change the manifest as well: only
    the digest that was printed when the folder was packed tells that.

    \b
    Piped, a line a finding, columns between tabs: kind, path, what
    Exit status: 0 all is as it was packed, 1 there are findings.
    """  # noqa: D301
    from nkdocs import verifying
    from nkdocs.render.packs import show_verdict, verdict_notices

    session = begin(flags)
    verdict = verifying.verify(folder, digest, limit=session.settings.max_file_size)
    show_verdict(sys.stdout, session.form, verdict)
    session.tell(verdict_notices(verdict))
    return 1 if verdict.findings else 0
