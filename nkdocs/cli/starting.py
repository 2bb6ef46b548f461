"""Starting a program of the person's own: a list of words, never a shell, and the terminal back when it has ended."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Iterator, Sequence
from typing import IO

from nkdocs.errors import NkdocsError


def start(words: Sequence[str]) -> int:
    """Run the program to its end: its status, or 128 and the signal that ended it. Raises `NkdocsError` if there is none."""
    import signal
    import subprocess

    sys.stdout.flush()
    with _terminal() as keyboard:
        try:
            process = subprocess.Popen(list(words), stdin=keyboard)  # noqa: S603  # words that the person themself names
        except OSError as error:
            raise NkdocsError(f"{words[0]} cannot be started: {error.strerror}", 'name another: export EDITOR="nano"') from None
        # Ctrl-C is the program's while it runs; it was started before, and keeps its own way with interrupts.
        kept = signal.signal(signal.SIGINT, signal.SIG_IGN)
        try:
            status = process.wait()
        finally:
            signal.signal(signal.SIGINT, kept)
    return status if status >= 0 else 128 - status


@contextlib.contextmanager
def _terminal() -> Iterator[IO[bytes] | None]:
    """What an editor reads keys from: the terminal itself where standard input is a pipe; None: as it is."""
    if sys.stdin is not None and sys.stdin.isatty():
        yield None
        return
    with contextlib.ExitStack() as stack:
        try:
            keyboard = stack.enter_context(open("/dev/tty", "rb", buffering=0)) if os.name == "posix" else None  # noqa: PTH123
        except OSError:  # there is none: a script, or another system
            keyboard = None
        yield keyboard
