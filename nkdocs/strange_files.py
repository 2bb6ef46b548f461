"""Files that somebody else may have put in their place, read without waiting, without end, and without being led away.

An archive, or a folder of evidence, may have been downloaded. A pipe in the place of its settings would wait for a writer for
ever, a device would never end, and a link would bring in what lies elsewhere on this machine.
"""

from __future__ import annotations

import errno
import io
import os
import stat
from pathlib import Path


def open_file(path: Path) -> io.FileIO:
    """A regular file, open for reading. Raises `OSError`, whose `strerror` says so if it is none."""
    _check(path.stat())  # some devices act on being opened
    descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    try:
        _check(os.fstat(descriptor))
        return io.FileIO(descriptor)
    except BaseException:
        os.close(descriptor)
        raise


def _check(status: os.stat_result) -> None:
    if stat.S_ISDIR(status.st_mode):
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
    if not stat.S_ISREG(status.st_mode):
        raise OSError(errno.EINVAL, "it is a pipe, a socket or a device")


def read_some(path: Path, most: int, *, within: Path | None = None) -> bytes:
    """The bytes of a regular file; of one that is larger, one byte more than `most`. Raises `OSError` as `open_file` does.

    A link that leads out of the folder `within` is not followed: that is an `OSError` as well.
    """
    if within is not None and path.is_symlink() and not Path(os.path.realpath(path)).is_relative_to(os.path.realpath(within)):
        raise OSError(errno.EPERM, "it is a link that leads out of the archive")
    with open_file(path) as file:
        parts = []
        left = most + 1
        while left > 0 and (part := file.read(min(left, 1 << 24))):
            parts.append(part)
            left -= len(part)
        return b"".join(parts)
