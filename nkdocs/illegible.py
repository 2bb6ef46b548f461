"""Dumps that were read once and cannot be read any more: why, that their articles stay as they were, and what to do about it.

A file that was emptied, or became rubbish, may be so by mistake, and `index` keeps the articles that it had; only one that is
gone takes them along. Nobody who asks may be sent to `index` for such a file, for that would change nothing: what helps
is to put it back, or to remove it.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from nkdocs.answers import Problem
from nkdocs.archive import Archive
from nkdocs.corpus import is_settled, read_dump
from nkdocs.decoding import looks_like_text
from nkdocs.errors import CorpusError, IndexDamagedError, NoFileError, NoTextError
from nkdocs.generations import reading
from nkdocs.strange_files import open_file

#: What helps where the bytes are no text.
RESTORE = "put it back as it was, or remove it, and its articles go too; then run nkdocs index"
#: Bytes at the beginning that are looked at; and of a file that does not begin like text, so many are read to make sure.
_START, _QUICKLY = 4096, 2_000_000


def of_kept(problem: Problem, articles: int, *, no_text: bool) -> Problem:
    """The trouble with a file, so many articles of which are kept as they were. `no_text`: its bytes are none, or no text."""
    if not articles:
        return problem
    kept = "its article is" if articles == 1 else f"its {articles:,} articles are"
    what = f"{problem.what}; {kept} kept as when it was last read"
    return replace(problem, what=what, hint=RESTORE if no_text else problem.hint)


def trouble(root: Path, path: str, limit: int, articles: int = 0) -> tuple[Problem, ...]:
    """Why a file, so many articles of which are kept, cannot be read as a dump; nothing if it can."""
    try:
        read_dump(root, path, limit)
    except CorpusError as error:
        problem = Problem(path, str(error), error.hint)
        return (of_kept(problem, articles, no_text=isinstance(error, NoTextError)),)
    return ()


def fault(root: Path, path: str, limit: int, *, quickly: bool = False) -> CorpusError | None:
    """Why `index` keeps what it has of a file, though it is another now; None if it takes in what is there, or that it is gone.

    `quickly`: a large file that does not begin like text is not read whole; that is what is said of it.
    """
    try:
        with open_file(root / path) as file:
            size, start = os.fstat(file.fileno()).st_size, file.read(_START)
        # Zero bytes may be UTF-16 or rubbish: what follows has to tell.
        is_text = bool(start.strip()) and b"\0" not in start and looks_like_text(start)
        if size <= limit and is_text:
            return None
        if quickly and _QUICKLY < size <= limit:
            return CorpusError("it does not begin like text", "see what became of it: nkdocs status")
    except OSError:
        pass  # said below, in our words
    try:
        read_dump(root, path, limit)
    except CorpusError as error:
        return None if is_gone(error) else error
    return None


def about_changed(archive: Archive, path: str, limit: int) -> tuple[str, str, bool]:
    """What became of a dump whose bytes are not those that were indexed, and what to do about it.

    And whether the next run of `index` keeps what was read of it.
    """
    renew = f"run: {archive.command('index')}"
    error = fault(archive.root, path, limit)
    if error is not None:
        return f"{path}: {error}", what_helps(error, archive.command("index")), True
    try:
        status = (archive.root / path).stat()
    except OSError:
        return f"{path} is gone", renew, False
    way = f"run: {archive.command('index --verify')}" if _seems_the_same(archive, path, status) else renew
    return f"{path} changed since it was indexed", way, False


def _seems_the_same(archive: Archive, path: str, status: os.stat_result) -> bool:
    """Whether `index` takes a file for the one that it read, by its size and time."""
    held = None
    with contextlib.suppress(IndexDamagedError), reading(archive.index_dir) as generation, generation.notes() as notes:
        held = notes.held(path)
    stamp = (status.st_size, status.st_mtime_ns)
    return held is not None and stamp == (held.size, held.mtime_ns) and is_settled(held.mtime_ns, held.read_ns)


def is_gone(error: CorpusError) -> bool:
    """Whether a file could not be read because there is none, or no file: `index` takes its articles out."""
    why = FileNotFoundError | NotADirectoryError | IsADirectoryError
    return isinstance(error, NoFileError) or isinstance(error.__cause__, why)


def about_several(faults: Sequence[tuple[str, CorpusError]], index: str) -> tuple[str, ...]:
    """That what is kept of files, each with its trouble, is what was read of them before; `index`: the command."""
    if not faults:
        return ()
    (path, error), more = faults[0], len(faults) - 1
    if more:
        which = f"{path} and {more} {'other dump' if more == 1 else 'other dumps'} cannot be read any more ({path}: {error})"
        return (f"{which}: their articles are as when they were last read; what to do: {index}",)
    return (f"{path}: {error}; its articles are as when it was last read; {what_helps(error, index)}",)


def what_helps(error: CorpusError, index: str = "nkdocs index") -> str:
    """What to do about a dump that cannot be read any more; `index`: the command for its archive."""
    hint = RESTORE if isinstance(error, NoTextError) else error.hint
    return hint.replace("nkdocs index", index).replace("nkdocs status", f"{index.removesuffix('index')}status")
