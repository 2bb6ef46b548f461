"""Files of an index that are there whole or not at all, whatever happens while they are written."""

from __future__ import annotations

import os
from pathlib import Path


def put(path: Path, raw: bytes) -> None:
    """Write a whole file so that a reader sees the old one or the new one, never a part, and a power cut leaves one of both.

    Something may have made a folder of the file that was there: it goes. Raises `OSError`.
    """
    temporary = path.with_name(path.name + ".new")
    with temporary.open("wb") as file:
        file.write(raw)
        file.flush()
        os.fsync(file.fileno())
    try:
        temporary.replace(path)
    except IsADirectoryError:
        import shutil  # seldom needed

        shutil.rmtree(path)
        temporary.replace(path)
