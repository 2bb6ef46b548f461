"""One writer at a time for each index, and a word about who it is.

The lock is the operating system's, on the file ``lock``: it ends with its process, however that ends, so nobody has to judge
whether a lock is stale. ``holder.json`` beside it only says who holds it, for the message, and means nothing while the lock is
free.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import json
import os
import platform
import sys
from collections.abc import Iterator
from pathlib import Path

from filelock import FileLock, Timeout

from nkdocs.errors import IndexLockedError
from nkdocs.inventory import HOLDER, LOCK


@contextlib.contextmanager
def locked(index_dir: Path, wait: float = 0.0) -> Iterator[None]:
    """Hold the index's lock for the block. Raises `IndexLockedError` if another holds it for longer than `wait` seconds."""
    lock = FileLock(index_dir / LOCK, timeout=max(wait, 0.0))
    try:
        lock.acquire()
    except Timeout:
        raise IndexLockedError(
            f"another nkdocs is writing this index: {_holder(index_dir)}",
            "wait until it has finished, or let nkdocs wait: nkdocs index --wait 60",
        ) from None
    try:
        _sign(index_dir)
        yield
    finally:
        with contextlib.suppress(OSError):
            (index_dir / HOLDER).unlink(missing_ok=True)
        lock.release()


def _sign(index_dir: Path) -> None:
    holder = {
        "pid": os.getpid(),
        "host": platform.node(),
        "command": " ".join(["nkdocs", *sys.argv[1:]]),
        "since": dt.datetime.now(dt.UTC).isoformat(timespec="seconds"),
    }
    temporary = index_dir / f"{HOLDER}.new"
    temporary.write_bytes(json.dumps(holder).encode("ascii"))
    temporary.replace(index_dir / HOLDER)


def _holder(index_dir: Path) -> str:
    """Who holds the lock, in words. Whoever has just taken it may not have signed yet."""
    try:
        holder = json.loads((index_dir / HOLDER).read_bytes())
        pid, host, command, since = (str(holder[key]) for key in ("pid", "host", "command", "since"))
        seconds = (dt.datetime.now(dt.UTC) - dt.datetime.fromisoformat(since)).total_seconds()
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return "it has not said who it is"
    return f"process {pid} on {host}, for {max(seconds, 0):.0f} seconds ({command})"
