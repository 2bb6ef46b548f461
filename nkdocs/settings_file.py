"""A file of settings as a table of TOML, or what is wrong with it. Which settings there are is not known here."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

from nkdocs.errors import ConfigError


def read_table(path: Path, raw: bytes) -> dict[str, Any]:
    """The table that the bytes of this file say. Raises `ConfigError`."""
    try:
        return tomllib.loads(raw.decode("utf-8-sig"))
    except (UnicodeDecodeError, tomllib.TOMLDecodeError, RecursionError) as error:
        raise ConfigError(
            f"{path} is not readable as TOML: {error}", 'a line looks like this: limit = 20, or color = "never"'
        ) from error


def nearest(key: str, names: list[str]) -> str:
    """What to do about a key that is none of these names."""
    # Loaded here: only a mistake needs it.
    import difflib

    near = difflib.get_close_matches(key, names, n=1)
    return f"did you mean {near[0]}?" if near else f"settings are: {', '.join(names)}"
