"""Where a link to a file and line leads, for the terminals that follow one (OSC 8)."""

from __future__ import annotations

import os
import re
from pathlib import Path

from nkdocs.config import LINKS


def link_target(root: Path, path: str, line: int, form: str = LINKS["file"]) -> str:
    """The address of a line of a source path below `root`, in a form as `config.LINKS` has them.

    Percent-encoded throughout, so that no character of a file name can end the link or start another sequence.
    """
    host = os.uname().nodename if hasattr(os, "uname") else ""
    try:
        address = (root / path).absolute().as_uri()
    except UnicodeEncodeError:  # half of a surrogate pair: no file has such a name, but an article may claim it
        return link_target(root, path.encode("utf-8", "replace").decode(), line, form)
    values = {"host": host, "path": address.removeprefix("file://"), "line": str(line)}
    # A form may have the slash that the path begins with, or leave it out.
    return re.sub(r"(?:(?<!:/)/(?=\{path))?\{(host|path|line)\}", lambda match: values[match[1]], form)
