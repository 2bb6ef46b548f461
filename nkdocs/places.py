"""Where a user's cache and settings live: what `platformdirs` says, without loading it where the answer is one variable.

On Linux and its like the answer stands in the XDG Base Directory Specification, and every search asks for it.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Literal

_XDG = {"cache": ("XDG_CACHE_HOME", ".cache"), "config": ("XDG_CONFIG_HOME", ".config")}


def user_folder(kind: Literal["cache", "config"], platform: str = sys.platform) -> Path:
    """The folder for nkdocs's own files of a kind; it may not be there yet."""
    if platform == "linux" and "ANDROID_DATA" not in os.environ:
        variable, name = _XDG[kind]
        return Path(os.environ.get(variable, "").strip() or Path.home() / name) / "nkdocs"
    import platformdirs

    return platformdirs.user_cache_path("nkdocs") if kind == "cache" else platformdirs.user_config_path("nkdocs")
