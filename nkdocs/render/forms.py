"""The form in which results are wanted, and the renderer that writes it.

A form is what the options of a command say; without one it depends on who reads: a person at a terminal, or a program.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from nkdocs.errors import ConfigError
from nkdocs.values import dataclass

if TYPE_CHECKING:
    from nkdocs.render import AnswerRenderer, CountsRenderer, Renderer
    from nkdocs.render.terminal import Screen


@dataclass(frozen=True, slots=True)
class Form:
    """At most one form, by the options that ask for it; `nul` also ends the lines of a template. None: the usual one.

    Raises `ConfigError` if options ask for different forms.
    """

    as_json: bool = False
    jsonl: bool = False
    csv: bool = False
    template: str | None = None
    count: bool = False
    ids: bool = False
    nul: bool = False

    def __post_init__(self) -> None:
        wanted = {
            "--json": self.as_json,
            "--jsonl": self.jsonl,
            "--csv": self.csv,
            "--format": self.template is not None,
            "--count": self.count,
            "--ids": self.ids or (self.nul and self.template is None),
        }
        asked = [option for option, wish in wanted.items() if wish]
        if len(asked) > 1:
            raise ConfigError(f"{' and '.join(asked)} ask for different forms", f"choose one, such as {asked[0]}")


def choose(out: TextIO, screen: Screen, form: Form | None = None, root: Path | None = None) -> Renderer:
    """JSON or CSV if asked for; else Rich for a person at a terminal, and plain lines for whatever else reads the output.

    `root` is the folder that source paths are relative to, for links.
    """
    if form is not None and (form.as_json or form.jsonl):
        from nkdocs.render.json import JsonLinesRenderer, JsonRenderer

        return JsonRenderer(out) if form.as_json else JsonLinesRenderer(out)
    if form is not None and form.csv:
        from nkdocs.render.csv import CsvRenderer

        return CsvRenderer(out)
    if screen.is_terminal:
        from nkdocs.render.rich import RichRenderer

        return RichRenderer(out, screen, root)
    from nkdocs.render.plain import PlainRenderer

    return PlainRenderer(out, screen, root)


def choose_for_answer(out: TextIO, screen: Screen, form: Form, root: Path | None = None) -> AnswerRenderer:
    """As `choose`, with the forms that only hits have: a line each, or their number.

    Raises `ConfigError` for a template that cannot be used.
    """
    if form.template is None and not (form.count or form.ids or form.nul):
        return choose(out, screen, form, root)
    from nkdocs.render.template import CountRenderer, TemplateRenderer, read_template

    if form.count:
        return CountRenderer(out)
    template = read_template(form.template) if form.template is not None else ["id"]
    return TemplateRenderer(out, template, end="\0" if form.nul else "\n")


def choose_for_counts(out: TextIO, screen: Screen, form: Form) -> CountsRenderer:
    """What shows facets and timelines."""
    from nkdocs.render.counts import BarRenderer, JsonRowRenderer, RowRenderer

    if form.as_json or form.jsonl:
        return JsonRowRenderer(out, lines=form.jsonl)
    if screen.is_terminal and not form.csv:
        return BarRenderer(out, screen)
    return RowRenderer(out, as_csv=form.csv)
