"""The bar on stderr while dumps are read and the index is written."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TextIO

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.theme import Theme

from nkdocs.render.terminal import Paint, Screen


@contextmanager
def progress_bar(screen: Screen, stream: TextIO) -> Iterator[Callable[[int, int, str], None]]:
    """A bar on stderr: a function that is told files read, files in all, and the path at hand.

    Then, with no path, articles written and articles in all: rate and time left are those of what is being done.
    """
    console = Console(
        file=stream, theme=Theme({}), markup=False, highlight=False, no_color=screen.paint is not Paint.COLORS, emoji=False
    )
    rate = TextColumn("{task.fields[rate]}", markup=False)
    columns = (TextColumn("{task.description}", markup=False), BarColumn(), MofNCompleteColumn(), rate, TimeRemainingColumn())
    with Progress(*columns, console=console, transient=True) as bar:
        task = bar.add_task("reading", total=None, rate="")
        started, reading = time.monotonic(), True

        def tell(done: int, total: int, path: str) -> None:
            nonlocal started, reading
            if reading and not path:
                started, reading = time.monotonic(), False
                bar.reset(task, total=total, description="writing the index", rate="")
            rate = f"{done / max(time.monotonic() - started, 1e-3):.0f} a second" if done else ""
            bar.update(task, completed=done, total=total, rate=rate)

        yield tell
