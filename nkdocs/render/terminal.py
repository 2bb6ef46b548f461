"""What the place we print to can do, and what the person wants of it: colour, links, width, pager.

Each is decided on its own: colour says nothing about links, and neither about the layout, which is for people on a terminal
and for programs elsewhere. An option or setting beats the environment, and the environment beats what we find out.
"""

from __future__ import annotations

import contextlib
import os
import shlex
import sys
import unicodedata
from collections.abc import Mapping
from enum import Enum
from typing import TextIO

from nkdocs.config import LINKS
from nkdocs.render.streams import SOFTLY
from nkdocs.values import dataclass


class Paint(Enum):
    """How much of a style is printed: nothing, all but its colours (NO_COLOR), or everything."""

    NOTHING = "nothing"
    ATTRIBUTES = "attributes"
    COLORS = "colors"


@dataclass(frozen=True, slots=True)
class Screen:
    """What is known of where we print. Sizes are in character cells; an empty `pager` means none."""

    is_terminal: bool = False
    paint: Paint = Paint.NOTHING
    links: bool = False
    width: int = 80
    height: int = 24
    pager: tuple[str, ...] = ()
    link_form: str = LINKS["file"]


def look(
    out: TextIO,
    environment: Mapping[str, str],
    *,
    color: str = "auto",
    links: str = "auto",
    pager: bool = True,
    link: str = "file",
) -> Screen:
    """The screen behind `out`. `color` and `links` are ``auto``, ``always`` or ``never``; `link` is as in the settings."""
    is_terminal = out.isatty()
    is_dumb = environment.get("TERM") == "dumb"
    return Screen(
        is_terminal,
        _paint(color, environment, able=is_terminal and not is_dumb),
        links == "always" or (links == "auto" and is_terminal and not is_dumb),
        *(_size(environment) if is_terminal or environment.get("COLUMNS") else (80, 24)),
        _pager(environment) if pager and is_terminal and not is_dumb else (),
        LINKS.get(link, link),
    )


#: Wider than any line: what is no terminal wraps nothing.
ENDLESS = 1_000_000


def columns(stream: TextIO) -> int:
    """How many columns a stream has; without end, if it is no terminal."""
    return _size(os.environ)[0] if stream.isatty() else ENDLESS


def _size(environment: Mapping[str, str]) -> tuple[int, int]:
    """Columns and lines: those that the environment says, or the terminal. As `shutil` has it, which loads all that packs."""
    said = [environment.get(name, "") for name in ("COLUMNS", "LINES")]
    width, height = (int(text) if text.isascii() and text.isdecimal() else 0 for text in said)
    if not (width and height) and sys.__stdout__ is not None:
        with contextlib.suppress(OSError, ValueError):
            size = os.get_terminal_size(sys.__stdout__.fileno())
            width, height = width or size.columns, height or size.lines
    return width or 80, height or 24


def _paint(color: str, environment: Mapping[str, str], *, able: bool) -> Paint:
    if color != "auto":
        return Paint.COLORS if color == "always" else Paint.NOTHING
    if environment.get("NO_COLOR"):
        return Paint.ATTRIBUTES if able else Paint.NOTHING
    if environment.get("FORCE_COLOR"):
        return Paint.COLORS
    return Paint.COLORS if able else Paint.NOTHING


def _pager(environment: Mapping[str, str]) -> tuple[str, ...]:
    command = environment.get("NKDOCS_PAGER") or environment.get("PAGER") or "less -FIRX"
    try:
        words = tuple(shlex.split(command))
    except ValueError:  # an unbalanced quote: the person's mistake, and no reason to show nothing
        words = ()
    return () if words in ((), ("cat",)) else words


def show(text: str, out: TextIO, screen: Screen) -> None:
    """Print the text, through the pager if it is longer than the screen."""
    if screen.pager and text.count("\n") >= screen.height and _page(text, out, screen.pager):
        return
    out.write(text)


def _page(text: str, out: TextIO, pager: tuple[str, ...]) -> bool:
    """Whether the pager could be started. It is the person who ends it, so an interrupt meanwhile is the pager's."""
    # Loaded here: most output is short.
    import signal
    import subprocess

    out.flush()
    try:
        process = subprocess.Popen(  # noqa: S603  # the person's own pager, from their environment
            pager, stdin=subprocess.PIPE, env={"LESS": "FIRX", **os.environ}
        )
    except OSError:
        return False
    # The child was started before, and keeps its own way with interrupts.
    kept = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        process.communicate(text.encode(out.encoding or "utf-8", SOFTLY))
    finally:
        signal.signal(signal.SIGINT, kept)
    return True


def cells(text: str) -> int:
    """How many columns of a terminal the text takes: two for wide characters, none for those that combine."""
    return sum(
        0 if unicodedata.combining(character) else 2 if unicodedata.east_asian_width(character) in "WF" else 1
        for character in text
    )
