"""Where a link to a file and line leads, for the terminals that follow one (OSC 8)."""

from __future__ import annotations

import os
from pathlib import Path


def link_target(root: Path, path: str, line: int) -> str:
    """A ``file:`` address of a source path below `root`; the fragment is the line, for terminals that pass it to an editor.

    Percent-encoded throughout, so that no character of a file name can end the link or start another sequence.
    """
    host = os.uname().nodename if hasattr(os, "uname") else ""
    try:
        address = (root / path).absolute().as_uri()
    except UnicodeEncodeError:  # half of a surrogate pair: no file has such a name, but an article may claim it
        return link_target(root, path.encode("utf-8", "replace").decode(), line)
    return f"file://{host}{address.removeprefix('file://')}#{line}"
