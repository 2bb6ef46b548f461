"""Click, without what it loads and no command of ours needs: a fifth of what `nkdocs --help` took, a tenth of a search.

Click tidies every text of help by `inspect`, which loads the compiler's tables and syntax trees of Python; our texts are tidied
here, and `inspect` waits until somebody asks it for something. So do `uuid`, which Click has a type of options for and which
asks the machine what it is, and `ipaddress`, by which `pathlib` reads addresses of the web. The first module of `nkdocs.cli`
that is loaded: what it puts off must not have been loaded before. Rubbish, too, is looked for less often from the beginning on.
"""

from __future__ import annotations

import gc
import importlib
import sys
import types
from collections.abc import Callable
from typing import Any, TypeVar

F = TypeVar("F", bound=Callable[..., Any])
#: New objects between two looks for what is garbage: a search makes fewer, and a long run is kept small all the same.
_OBJECTS = 50_000


class _Later(types.ModuleType):
    """What stands for a module until something of it is asked for."""

    def __getattr__(self, name: str) -> object:
        """What the module has under this name. Called for what is not here, and then all of it is."""
        if sys.modules.get(self.__name__) is self:
            del sys.modules[self.__name__]
        module = importlib.import_module(self.__name__)
        self.__dict__.update(module.__dict__)
        return getattr(module, name)


gc.set_threshold(_OBJECTS)
_LATE = {name: sys.modules.setdefault(name, _Later(name)) for name in ("inspect", "uuid", "ipaddress")}
_IS_LATE = isinstance(_LATE["uuid"], _Later)
if _IS_LATE:
    _LATE["uuid"].UUID = object  # type: ignore[attr-defined]  # Click writes down that this is what its type makes

import click  # noqa: E402  # after what it is not to load

if _IS_LATE:
    del _LATE["uuid"].UUID


def tidy(text: str) -> str:
    """The text of a docstring: without the indentation that its lines share, and the first has not."""
    import textwrap  # for help

    first, _, rest = text.partition("\n")
    return f"{first.strip()}\n{textwrap.dedent(rest)}".strip()


def narrow(text: str, width: int) -> str:
    r"""The text with those of its lines that stay as typed (behind ``\b``) wrapped at spaces, where they are too long."""
    if max(map(len, text.split("\n"))) <= width:
        return text
    paragraphs = text.split("\n\n")
    kept = ("\n".join(_wrapped(line, width) for line in part.split("\n")) if part[:1] == "\b" else part for part in paragraphs)
    return "\n\n".join(kept)


def _wrapped(line: str, width: int) -> str:
    if len(line) <= width:
        return line
    import re
    import textwrap

    typed, gap, meaning = line.strip().partition(" " * 3)
    indent = line[: len(line) - len(line.lstrip())]
    pieces = [(indent, typed), *([(indent + "    ", meaning.strip())] if gap else [])]
    return "\n".join(
        textwrap.fill(
            re.sub(" +", " ", piece), max(width, 20), initial_indent=before, subsequent_indent=indent + "    ",
            break_long_words=False, break_on_hyphens=False,
        )
        for before, piece in pieces
    )  # fmt: skip


class Option(click.Option):
    """An option whose help is shown as it is written."""

    def __init__(self, *args: Any, help: str | None = None, **kwargs: Any) -> None:  # noqa: A002, ANN401  # handed through to Click
        super().__init__(*args, **kwargs)
        self.help = help


class Command(click.Command):
    """A command whose docstring is its help, with an option that shows it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401  # the same
        super().__init__(*args, **kwargs)
        self.add_help_option = False  # Click's own
        self.params.append(_help_option())

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the help between the usage and the options."""
        del ctx
        formatter.write_paragraph()
        with formatter.indentation():
            formatter.write_text(narrow(tidy(self.help or ""), formatter.width - formatter.current_indent))


def _help_option() -> Option:
    return Option(
        ["-h", "--help"],
        is_flag=True,
        is_eager=True,
        expose_value=False,
        callback=_show_help,
        help="Show this message and exit.",
    )


def _show_help(ctx: click.Context, param: click.Parameter, value: object) -> None:
    del param
    if value and not ctx.resilient_parsing:
        click.echo(ctx.get_help(), color=ctx.color)
        ctx.exit()


def option(*names: str, **rest: Any) -> Callable[[F], F]:  # noqa: ANN401  # handed through to Click
    """`click.option`, for an option of this kind."""
    return click.option(*names, cls=Option, **rest)
