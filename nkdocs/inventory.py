"""The names of everything of ours in an index folder, so that nothing else there is ever taken for ours.

A person may name any folder for an index, and runs remove what older and killed runs left in it. What they may remove is
decided here, by exact names; and a folder counts as ours only if it was empty when we moved in, which `TAG` remembers. Knows
names alone, and opens nothing.
"""

from __future__ import annotations

import re

#: The archive's path; the paths it indexes; the lock and who holds it; which generation answers.
OWNER = "archive.txt"
ROOTS = "roots.json"
LOCK = "lock"
HOLDER = "holder.json"
CURRENT = "CURRENT"
#: Marks the folder as ours, and tells backups that a cache need not be kept (https://bford.info/cachedir/).
TAG = "CACHEDIR.TAG"
TAG_TEXT = b"Signature: 8a477f597d28d172789f06886806bc55\n# An index of nkdocs, which makes it again: nkdocs index\n"

_GENERATION = re.compile(r"g[0-9]{6,}")
_ASIDE = re.compile(r"old-g[0-9]{6,}")
_WHOLE = frozenset({OWNER, ROOTS, LOCK, HOLDER, CURRENT, TAG})
#: What file managers leave in every folder they show: not ours, and no reason to go away.
_LEFT_BY_OTHERS = frozenset({".DS_Store", "desktop.ini", "Thumbs.db"})
#: What is written whole under another name first, and then renamed.
_HALF = frozenset(f"{name}.new" for name in (OWNER, ROOTS, HOLDER, CURRENT))


def is_generation(name: str) -> bool:
    """Whether a generation has this name."""
    return _GENERATION.fullmatch(name) is not None


def is_put_aside(name: str) -> bool:
    """Whether a generation that is being removed has this name."""
    return _ASIDE.fullmatch(name) is not None


def is_half_written(name: str) -> bool:
    """Whether a file of ours that is being written has this name."""
    return name in _HALF


def is_ours(name: str) -> bool:
    """Whether anything of ours in an index folder has this name."""
    return name in _WHOLE or name in _LEFT_BY_OTHERS or is_generation(name) or is_put_aside(name) or is_half_written(name)
