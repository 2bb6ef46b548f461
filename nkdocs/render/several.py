"""Several articles, or several excerpts, one after another: as one JSON object, one table, or one text for one pager."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from nkdocs.model import Article, Span
from nkdocs.render import Renderer, View
from nkdocs.render.forms import Form, choose
from nkdocs.render.terminal import Screen, show

if TYPE_CHECKING:
    from nkdocs.excerpts import Excerpt

#: What stands between two of them for people. For programs, rows need nothing between.
_RULE = "\n--------\n\n"


def show_articles(  # one parameter per choice
    out: TextIO,
    screen: Screen,
    form: Form,
    root: Path | None,
    found: Sequence[tuple[Article, Sequence[Span]]],
    view: View,
    notices: Sequence[str] = (),
) -> None:
    """The articles, each with what is to be highlighted in it. `notices` stand in JSON, which is one object for them all."""
    if form.as_json:
        from nkdocs.render.json import JsonRenderer

        JsonRenderer(out).articles([article for article, _ in found], view, notices)
        return

    def one(renderer: Renderer, at: int) -> None:
        article, spans = found[at]
        match view:
            case "article":
                renderer.article(article, spans)
            case "raw":
                renderer.raw(article, spans)
            case "evidence":
                renderer.evidence(article)

    _in_turn(out, screen, form, root, len(found), one)


def show_excerpts(
    out: TextIO, screen: Screen, form: Form, root: Path | None, found: Sequence[tuple[Excerpt, Sequence[Span]]]
) -> None:
    """The excerpts, each with what is to be highlighted in it."""
    if form.as_json:
        from nkdocs.render.json import JsonRenderer

        JsonRenderer(out).excerpts([excerpt for excerpt, _ in found])
    else:
        _in_turn(out, screen, form, root, len(found), lambda renderer, at: renderer.excerpt(*found[at]))


def _in_turn(
    out: TextIO, screen: Screen, form: Form, root: Path | None, count: int, one: Callable[[Renderer, int], None]
) -> None:
    """Show each, and what is for people through one pager."""
    for_programs = form.jsonl or form.csv
    paper = out if for_programs else io.StringIO()
    renderer = choose(paper, replace(screen, pager=()), form, root)
    for at in range(count):
        if at and not for_programs:
            paper.write(_RULE)
        one(renderer, at)
    if isinstance(paper, io.StringIO) and not for_programs:
        show(paper.getvalue(), out, screen)
