"""The commands about what was said: as in `finding`, one call of what is below, and one renderer for what it gives back."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any, BinaryIO

import click

from nkdocs.cli.arguments import QueryVerb, at_most_articles, filter_options, json_options
from nkdocs.cli.lean import option
from nkdocs.cli.tool import begin, verb
from nkdocs.errors import NkdocsError

if TYPE_CHECKING:
    from nkdocs.drafts import Form


@verb("quote")
@click.argument("text", nargs=-1, metavar="TEXT...")
@option("--check", type=click.File("rb"), metavar="FILE", help="Check all quotations of a draft; - is standard input.")
@option("--all", "everything", is_flag=True, help="With --check: also terms of one or two words, and titles.")
@option("--as", "form", type=click.Choice(["txt", "md", "html"]), metavar="FORM", help="With --check: txt, md or html.")
@json_options
def quote(
    text: tuple[str, ...],
    *,
    check: BinaryIO | None,
    everything: bool,
    form: Form | None,
    **flags: Any,  # noqa: ANN401  # the form
) -> int:
    """Say whether the archive says what a quotation says.

    \b
    nkdocs quote "millions of dollars are sent into the country every year"
    nkdocs quote "North Korea sealed its borders ... and has yet to reopen them"
    pbpaste | nkdocs quote -
    nkdocs quote --check draft.md

    \b
    VERBATIM    word for word, but for kinds of quotation marks and dashes,
                spaces, the case of the first letter, the marks at the ends;
                pieces around ... in order, near each other, no "not" left out
    AMBIGUOUS   that, in several articles (copies of one are one)
    STITCHED    word for word, but from several places, or too much is left out
    ALTERED     a passage, with differences: numbers, negations, names first
    NOT FOUND   nothing near enough; the nearest passages are only that

    [words] in brackets are the writer's own. Exit status: 0 only for VERBATIM,
    and 1 if the dump has changed or is gone since it was indexed.
    A draft is text, Markdown or HTML; its quotations stand in any marks, or in
    blocks behind >. Exit status: 0 if all of them are VERBATIM.

    \b
    Piped, columns between tabs, a line a passage:
      verdict, FILE:LINE, id, date, title, authors, what stands there, differences
    With --check, a line a quotation, as compilers write:
      DRAFT:LINE: VERDICT: quotation [FILE:LINE of the passage] what differs
    """  # noqa: D301  # \b keeps Click from filling the lines
    from nkdocs import quotations
    from nkdocs.cli.piped import typed_text

    if check is not None:
        return _check(text, check, flags, form=form, everything=everything)
    if everything or form:
        raise NkdocsError("--all and --as are about a draft", "name it: nkdocs quote --check draft.md --all")
    said = typed_text(text)
    session = begin(flags)
    judgement = quotations.quote(session.where, said)
    renderer = session.verdict_renderer()
    renderer.judged(judgement)
    session.tell(renderer.notices(judgement))
    return 0 if judgement.is_right else 1


def _check(text: tuple[str, ...], file: BinaryIO, flags: dict[str, Any], *, form: Form | None, everything: bool) -> int:
    """Check the quotations of a draft."""
    from nkdocs import quotations

    if text:
        raise NkdocsError("--check takes the quotations from a draft, and here is one more", f"leave out: {' '.join(text)}")
    name = "-" if file is sys.stdin.buffer else file.name
    raw = file.read(quotations.MOST_BYTES + 1)
    session = begin(flags)
    report = quotations.check(session.where, raw, name, form=form, everything=everything)
    renderer = session.verdict_renderer()
    renderer.checked(report)
    session.tell(renderer.remarks(report))
    return 0 if report.is_right else 1


@verb("quotes", QueryVerb)
@option("--by", default="", metavar="NAME", help="Only what somebody of this name said.")
@option("--about", default="", metavar="WORDS", help="Only what has these words in it, in any form.")
@option("-n", "--limit", callback=at_most_articles, metavar="N", help="At most N, or 'all'.  [default: all]")
@filter_options
@json_options
def quotes(query: tuple[str, ...], *, by: str, about: str, limit: int | str | None, **flags: Any) -> int:  # noqa: ANN401
    """List who said what: quoted passages, with their speakers.

    \b
    nkdocs quotes --by Miso
    nkdocs quotes --about money --csv
    nkdocs quotes women --since 2019

    QUERY chooses articles, as for list. A speaker is whom the text names beside
    the quotation; one that is named before it (she said; or it goes on), or is only
    a pronoun, is marked with ?; a quotation that nobody is named for has none.

    \b
    Piped, a line a passage, columns between tabs:
      speaker, what is said of the speaker, named here or inferred, FILE:LINE, id,
      date, title, text
    """  # noqa: D301  # \b keeps Click from filling the lines
    from nkdocs import quotations
    from nkdocs.cli.piped import typed_query

    query = typed_query(query)
    session = begin(flags)
    request = session.request(query, "all" if limit is None else limit, 0, sort="title", **flags)
    found = quotations.quotes(session.where, request, by=by, about=about)
    session.passages_renderer().quotes(found)
    session.tell(found.notices, nothing=not found.total)
    return 0 if found.total else 1


@verb("figures", QueryVerb)
@option("-n", "--limit", callback=at_most_articles, metavar="N", help="At most N, or 'all'.  [default: all]")
@filter_options
@json_options
def figures(query: tuple[str, ...], *, limit: int | str | None, **flags: Any) -> int:  # noqa: ANN401
    """List the numbers in sentences that have a word, by date.

    \b
    nkdocs figures defectors
    nkdocs figures defectors women --since 2019
    nkdocs figures money --csv > money.csv

    The words must all be in the sentence, in any form. A figure is of the year
    that its sentence names, or else of the article's date.

    \b
    Piped, a line a figure, columns between tabs:
      date, number, unit, of what, FILE:LINE, id, title, sentence
    """  # noqa: D301  # \b keeps Click from filling the lines
    from nkdocs import quotations
    from nkdocs.cli.piped import typed_query

    query = typed_query(query)
    if not query:
        raise NkdocsError("figures needs a word", "type what is counted: nkdocs figures defectors")
    session = begin(flags)
    request = session.request((), "all" if limit is None else limit, 0, sort="title", **flags)
    found = quotations.figures(session.where, " ".join(query), request)
    session.passages_renderer().figures(found)
    session.tell(found.notices, nothing=not found.total)
    return 0 if found.total else 1
