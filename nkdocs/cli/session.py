"""What one call of the tool works with: the archive and its settings, found once, and the screen; and what it says.

It puts together what the rooms below offer, and judges nothing itself.
"""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import fields
from pathlib import Path
from typing import TYPE_CHECKING, Any

from nkdocs import commands
from nkdocs.answers import Answer, Problem, SearchRequest
from nkdocs.archive import Where
from nkdocs.cli.arguments import given
from nkdocs.config import Settings
from nkdocs.errors import ConfigError
from nkdocs.model import Article, Sort, Span
from nkdocs.render import AnswerRenderer, CountsRenderer, Renderer, View
from nkdocs.render.forms import Form, choose, choose_for_answer, choose_for_counts
from nkdocs.render.terminal import Screen, columns, look
from nkdocs.render.trouble import answer_lines, fit, notice_line, problem_line
from nkdocs.values import dataclass

if TYPE_CHECKING:
    from nkdocs.excerpts import Excerpt
    from nkdocs.render.found import PassagesRenderer
    from nkdocs.render.replies import ReplyRenderer
    from nkdocs.render.verdicts import VerdictRenderer

#: The options that ask for a form, by name.
FORMS = tuple(row.name for row in fields(Form))

#: Problems that are told in words, of however many there are.
_MOST_TOLD = 50


@dataclass(frozen=True, slots=True)
class Session:
    """Where the archive is, the settings that hold there, the screen that results are shown on, and the form wanted."""

    where: Where
    settings: Settings
    screen: Screen
    form: Form

    @property
    def _root(self) -> Path | None:
        """What links are relative to. Without an archive there is nothing to link to."""
        return self.where.found.root if self.where.found else None

    def renderer(self, root: Path | None = None) -> Renderer:
        """What shows results. `root`: what source paths are relative to, if not to the archive."""
        return choose(sys.stdout, self.screen, self.form, root or self._root)

    def answer_renderer(self, facets: Sequence[str] = ()) -> AnswerRenderer:
        """What shows hits, or the facets in their place. Raises `ConfigError` for a form that cannot be."""
        if facets and not self.form.as_json:
            return self.counts_renderer()
        return choose_for_answer(sys.stdout, self.screen, self.form, self._root)

    def counts_renderer(self) -> CountsRenderer:
        """What shows facets and timelines, in a form that they have. Raises `ConfigError` for another."""
        if self.form.count or self.form.ids or self.form.nul or self.form.template is not None:
            raise ConfigError("--facets has no form of a line an article", "leave out one of both, or take --json")
        return choose_for_counts(sys.stdout, self.screen, self.form)

    def reply_renderer(self) -> ReplyRenderer:
        """What shows replies to many queries. Raises `ConfigError` for a form that cannot be."""
        from nkdocs.render.replies import choose_for_replies

        return choose_for_replies(sys.stdout, self.screen, self.form, self._root)

    def verdict_renderer(self) -> VerdictRenderer:
        """What shows what can be said of quotations."""
        from nkdocs.render.verdicts import choose_for_verdicts

        return choose_for_verdicts(sys.stdout, self.screen, self.form, self._root)

    def passages_renderer(self) -> PassagesRenderer:
        """What shows quoted passages and figures."""
        from nkdocs.render.found import choose_for_passages

        return choose_for_passages(sys.stdout, self.screen, self.form, self._root)

    def show_articles(self, found: Sequence[tuple[Article, Sequence[Span]]], view: View, notices: Sequence[str] = ()) -> None:
        """Show articles, one after another; JSON has the notices too."""
        from nkdocs.render.several import show_articles

        show_articles(sys.stdout, self.screen, self.form, self._root, found, view, notices)

    def show_excerpts(self, found: Sequence[tuple[Excerpt, Sequence[Span]]]) -> None:
        """Show excerpts, one after another."""
        from nkdocs.render.several import show_excerpts

        show_excerpts(sys.stdout, self.screen, self.form, self._root, found)

    def request(self, query: Sequence[str], limit: int | str, snippets: int, *, sort: str, **filters: Any) -> SearchRequest:  # noqa: ANN401
        """What is asked, in one value. Only to count, no article is fetched; a limit in letters is none."""
        counted = self.form.count or (filters.get("facets") and not self.form.as_json)
        most = 0 if counted else None if isinstance(limit, str) else limit
        return SearchRequest(" ".join(query), limit=most, sort=Sort(sort), snippets=snippets, **filters)

    def tell(self, notices: Iterable[str] = (), problems: Iterable[Problem] = (), *, nothing: bool = False) -> None:
        """Say on stderr what should be known, first that `nothing` was found. JSON holds it itself, and all of the problems."""
        if self.form.as_json:
            return
        told = list(problems)
        more = [f"and {len(told) - _MOST_TOLD:,} more problems; --json names them all"] if len(told) > _MOST_TOLD else []
        lines = (*map(notice_line, notices), *map(problem_line, told[:_MOST_TOLD]), *map(notice_line, more))
        _write([*["nothing found"] * nothing, *lines])

    def warn(self, lines: Iterable[str]) -> None:
        """Say on stderr, in any form, what went wrong with a part."""
        _write(lines)

    def tell_of(self, answer: Answer, renderer: AnswerRenderer) -> None:
        """Say on stderr what should be known of an answer; also that it is a part, if its renderer did not say so."""
        if not self.form.as_json:
            _write(answer_lines(answer, cut=not renderer.tells_total))

    @contextlib.contextmanager
    def progress(self) -> Iterator[Callable[[int, int, str], None] | None]:
        """A bar on stderr, if a person sees that."""
        if not sys.stderr.isatty() or os.environ.get("TERM") == "dumb":
            yield None
            return
        from nkdocs.render.rich.progress import progress_bar

        with progress_bar(look(sys.stderr, os.environ, color=self.settings.color), sys.stderr) as progress:
            yield progress


def begin(given: Mapping[str, Any], **form: Any) -> Session:  # noqa: ANN401  # as typed
    """A session by the options of all commands, and those that ask for a form. Raises `ConfigError`."""
    archive, index_dir = (Path(given[name]) if given.get(name) else None for name in ("archive", "index"))
    flags = {"color": given.get("color"), "links": given.get("hyperlink"), "pager": False if given.get("no_pager") else None}
    wanted = Form(**form)
    where, settings = commands.settle(Where(archive=archive, index=index_dir), flags)
    screen = look(sys.stdout, os.environ, color=settings.color, links=settings.links, pager=settings.pager, link=settings.link)
    return Session(where, settings, screen, wanted)


def open_session(flags: dict[str, Any]) -> Session:
    """A session by what was typed. The options of a command that ask for a form are the session's, and taken out of `flags`."""
    return begin(given(), **{name: flags.pop(name) for name in FORMS if name in flags})


def _write(lines: Iterable[str]) -> None:
    sys.stdout.flush()
    for line in fit(lines, columns(sys.stderr)):
        print(line, file=sys.stderr)  # noqa: T201  # the one place that speaks beside the results
