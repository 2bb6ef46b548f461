"""The commands of shells and scripts, and what the others do with a pipe: `open` and `completion`, many queries, many articles.

As in `finding`: one call of what is below, one renderer for what it gives back.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, BinaryIO

import click

from nkdocs.cli import candidates
from nkdocs.cli.lean import option
from nkdocs.cli.tool import begin, verb
from nkdocs.errors import NkdocsError

if TYPE_CHECKING:
    from nkdocs.cli.session import Session
    from nkdocs.inquiries import Reply
    from nkdocs.render import View


def search_many(
    query: Sequence[str], file: BinaryIO, limit: int | str | None, snippets: int | None, flags: dict[str, Any]
) -> int:
    """Answer the queries of a file. 2 if one of them was not understood, else as `search`."""
    from nkdocs import scripting
    from nkdocs.inquiries import MOST_BYTES, read_inquiries
    from nkdocs.render.replies import reply_lines

    if query:
        raise NkdocsError("--queries takes the queries from a file, and here is one more", f"leave out: {' '.join(query)}")
    if flags["facets"]:
        raise NkdocsError("--queries lists hits, and counts none by facets", "leave out --facets")
    name = "-" if file is sys.stdin.buffer else file.name
    inquiries = read_inquiries(file.read(MOST_BYTES + 1), name)
    session = begin(flags)
    renderer = session.reply_renderer()
    statuses = set()

    def receive(reply: Reply) -> None:
        renderer.reply(reply)
        session.warn(reply_lines(reply, name, with_notices=not session.form.as_json, cut=not renderer.tells_total))
        statuses.add(2 if reply.answer is None else 0 if reply.answer.results.total else 1)

    many = session.settings.limit if limit is None else limit
    pieces = session.settings.snippets if snippets is None else snippets
    request = session.request((), many, pieces, **flags)
    notices = scripting.search_many(session.where, request, inquiries, receive)
    renderer.close(notices)
    session.tell(notices)
    return 2 if 2 in statuses else min(statuses)


def show_articles(session: Session, ids: Sequence[str], view: View, highlight: str | None) -> int:
    """Show the articles; 2 if one of several could not be found."""
    from nkdocs import scripting
    from nkdocs.render.trouble import notice_line, problem_line

    found, problems, notices = scripting.read_many(session.where, ids)
    spans = scripting.lights(session.where, found, highlight)
    stale = scripting.about_dumps(session.where, found)
    session.show_articles(list(zip(found, spans, strict=True)), view, [*notices, *stale])
    session.tell(notices)
    session.warn([*map(notice_line, stale), *map(problem_line, problems)])
    return 2 if problems else 0


def show_excerpts(session: Session, ids: Sequence[str], around: int, highlight: str | None) -> int:
    """Show the lines around each FILE:LINE; 2 if one of several could not be found."""
    from nkdocs import scripting
    from nkdocs.render.trouble import notice_line, problem_line

    found, problems, notices = scripting.excerpts(session.where, ids, around)
    spans = [sum(scripting.lights(session.where, excerpt.articles, highlight), ()) for excerpt in found]
    session.show_excerpts(list(zip(found, spans, strict=True)))
    shown = [article for excerpt in found for article in excerpt.articles]
    notices += scripting.about_dumps(session.where, shown)
    session.warn([*map(notice_line, notices), *map(problem_line, problems)])
    return 2 if problems else 0


@verb("open")
@click.argument("articles", nargs=-1, required=True, metavar="ID...", shell_complete=candidates.ids)
@option("-0", "nul", is_flag=True, help="With -: ids end with a NUL, not a line.")
def open_(articles: tuple[str, ...], *, nul: bool) -> int:
    """Open articles in your editor, at their line.

    \b
    nkdocs open how-a-north
    nkdocs open seeds/001.txt:45
    nkdocs search remittances -l | nkdocs open -

    ID is as for show. The editor is that of the setting open, or VISUAL, or
    EDITOR. Several articles are opened one after another. The exit status is that
    of the editor.

    \b
    In your own config.toml (one in an archive is never asked what to start):
      open = "code --goto {file}:{line}"
    """  # noqa: D301
    from nkdocs import scripting
    from nkdocs.cli.piped import typed_ids
    from nkdocs.cli.starting import start
    from nkdocs.editors import editor_command, words_for

    session = begin({})
    spots = list(scripting.spots(session.where, typed_ids(articles, nul=nul)))  # an unknown id is told before any editor
    command = editor_command(session.settings.open, os.environ)
    status = 0
    for spot in spots:
        words, knows_line = words_for(command, spot.file, spot.line)
        if not knows_line:
            session.tell([f"how {command[0]} is told a line is not known: see line {spot.line}; the setting open can say it"])
        status = start(words) or status
    return status


@verb("completion")
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
@click.pass_context
def completion(ctx: click.Context, shell: str) -> int:
    """Print what a shell needs to complete what you type.

    \b
    nkdocs completion bash > ~/.local/share/bash-completion/completions/nkdocs
    nkdocs completion zsh > "${fpath[1]}/_nkdocs"
    nkdocs completion fish > ~/.config/fish/completions/nkdocs.fish

    Commands, options, ids, authors, fields and saved queries are completed, from the
    archive you are in. A new shell has it from its start (for zsh, ~/.zshrc must call
    compinit); the shell at hand by: eval "$(nkdocs completion bash)"
    """  # noqa: D301
    from nkdocs.cli.completing import script

    click.echo(script(ctx.find_root().command, shell), nl=False)
    return 0
