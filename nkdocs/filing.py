"""Files written into a folder of the person's, which may hold other things: nothing of theirs is ever overwritten.

What was written stands in a list beside it, with digests. Only a file that is in the list, and still is what was written, may
be written again; all others are somebody's. Everything is looked at before anything is written. Links are never written
through. Names are safe on every platform: the ids they are made of are small plain letters, digits and dashes.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import shlex
from collections.abc import Iterable, Mapping
from pathlib import Path

from nkdocs.archive import Archive, read_roots
from nkdocs.errors import ConfigError
from nkdocs.values import dataclass

#: The list of what was written, beside it.
LIST = "nkdocs-export.json"
_SAFE = re.compile(r"[a-z0-9][a-z0-9-]{0,99}")
#: Names that Windows keeps for devices, with any suffix.
_DEVICES = frozenset(["con", "prn", "aux", "nul", *(f"{name}{digit}" for name in ("com", "lpt") for digit in range(10))])


@dataclass(frozen=True, slots=True)
class Filed:
    """What became of a folder: how many files were new or other, how many were the same, and which are of an older export."""

    folder: str
    written: int
    unchanged: int
    left: tuple[str, ...] = ()


def file_name(article_id: str, suffix: str) -> str:
    """The name of an article's file, safe on every platform. Raises `ValueError` for an id that gives none."""
    if not _SAFE.fullmatch(article_id):
        raise ValueError(f"not safe as the name of a file: {article_id!r}")
    return f"{article_id}{'-' if article_id in _DEVICES else ''}{suffix}"


def outside_dumps(archive: Archive, folder: Path) -> Path:
    """The folder as an absolute path. Raises `ConfigError` if it lies where dumps are looked for, or is no folder."""
    place = Path(os.path.abspath(archive.start / folder))  # noqa: PTH100  # what the person named, not where a link leads
    real = Path(os.path.realpath(place))
    for root in read_roots(archive) or (".",):
        dumps = Path(os.path.realpath(archive.root / root))
        if real == dumps or real.is_relative_to(dumps):
            other = archive.root.parent / (f"{place.name}-out" if place.name == archive.root.name else place.name)
            raise ConfigError(
                f"{folder} lies among the dumps of this archive, and what is written there would be indexed",
                f"name a folder elsewhere, such as -o {shlex.quote(os.path.relpath(other, archive.start))}",
            )
    if os.path.lexists(place) and not place.is_dir():
        raise ConfigError(f"{folder} is there already, and is no folder", "name another: -o DIR")
    return place


def write_files(folder: Path, files: Iterable[tuple[str, bytes]]) -> Filed:
    """Write the files, by name, into the folder, which is made if need be. Raises `ConfigError` before anything is written."""
    wanted = dict(files)
    known = _read_list(folder)
    for name, raw in wanted.items():
        _check(folder, name, raw, known)
    if (folder / LIST).is_symlink():
        raise ConfigError(f"{folder / LIST} is a link, and is not written through", "name another folder: -o DIR")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        written = 0
        for name, raw in wanted.items():
            if _read(folder / name) != raw:
                _write(folder / name, raw)
                written += 1
        now = {**known, **{name: hashlib.sha256(raw).hexdigest() for name, raw in wanted.items()}}
        listed = json.dumps({"schema": 1, "files": dict(sorted(now.items()))}, indent=1) + "\n"
        if _read(folder / LIST) != listed.encode("ascii"):
            _write(folder / LIST, listed.encode("ascii"))
    except OSError as error:
        raise ConfigError(f"{folder} cannot be written: {error.strerror}", "name another folder: -o DIR") from error
    left = tuple(sorted(name for name in known if name not in wanted and (folder / name).is_file()))
    return Filed(str(folder), written, len(wanted) - written, left)


def _check(folder: Path, name: str, raw: bytes, known: Mapping[str, str]) -> None:
    place = folder / name
    if not os.path.lexists(place):
        return
    present = _read(place) if place.is_file() and not place.is_symlink() else None
    if present is None:
        raise ConfigError(f"{place} is there already, and is no file of an export", "name another folder: -o DIR")
    if present != raw and known.get(name) != hashlib.sha256(present).hexdigest():
        raise ConfigError(
            f"{place} is there already, and is not what an export wrote there",
            "keep it, and name another folder: -o DIR; or remove it",
        )


def _read_list(folder: Path) -> dict[str, str]:
    """What older exports wrote, by name; nothing if the list cannot be read: then nothing there is ours."""
    try:
        listed = json.loads((folder / LIST).read_bytes())["files"]
        return {name: digest for name, digest in listed.items() if isinstance(digest, str) and Path(name).name == name}
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return {}


def _read(place: Path) -> bytes | None:
    try:
        return place.read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise ConfigError(f"{place} cannot be read: {error.strerror}", "name another folder: -o DIR") from error


def _write(place: Path, raw: bytes) -> None:
    temporary = place.with_name(f"{place.name}.new")
    if os.path.lexists(temporary):
        raise ConfigError(f"{temporary} is in the way", "remove it, or name another folder: -o DIR")
    temporary.write_bytes(raw)
    temporary.replace(place)
