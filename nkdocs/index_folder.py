"""The folder of an index, made and marked as ours, for those who write one. Whether one is safe to read, `archive` says."""

from __future__ import annotations

import json
import os
from pathlib import Path

from nkdocs.archive import Archive, check_index_dir, read_roots
from nkdocs.errors import ConfigError
from nkdocs.inventory import OWNER, ROOTS, TAG, TAG_TEXT, is_ours
from nkdocs.putting import put
from nkdocs.sealing import seal


def make_index_dir(archive: Archive) -> None:
    """Make the folder of the index, for its owner only, or see that the one there may be used. Raises `ConfigError`.

    One that is there is empty, or was made by us and holds nothing else: a run removes what older runs left in it.
    """
    folder = archive.index_dir
    if folder.is_relative_to(archive.root) and not any(part.startswith(".") for part in folder.relative_to(archive.root).parts):
        raise ConfigError(
            f"the index folder {folder} lies in the archive, where nothing is written", "name a folder elsewhere: --index DIR"
        )
    try:
        if not folder.parent.exists():
            folder.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        folder.mkdir(mode=0o700, exist_ok=True)
        here = {path.name for path in folder.iterdir()}
        strangers = here if here and not _is_marked(folder) else {name for name in here if not is_ours(name)}
    except OSError as error:
        raise ConfigError(
            f"the index folder {folder} cannot be made: {error.strerror}", "name another place: --index DIR"
        ) from error
    if strangers:
        raise ConfigError(
            f"the folder {folder} holds other things ({min(strangers)})", "name a new or empty folder: --index DIR"
        )
    check_index_dir(folder)
    _mark(folder)


def _is_marked(folder: Path) -> bool:
    """Whether a run of ours has found this folder empty, or has completed an index in it."""
    if (folder / OWNER).is_file():
        return True
    # A part of it, or nothing: another run is marking the folder now, or was killed there, or found the disk full.
    return (folder / TAG).is_file() and TAG_TEXT.startswith((folder / TAG).read_bytes())


def _mark(folder: Path) -> None:
    tag = folder / TAG
    if not tag.is_dir() and (not tag.exists() or tag.stat().st_size != len(TAG_TEXT)):  # a folder of that name does no harm
        tag.write_bytes(TAG_TEXT)


def own_index_dir(archive: Archive, roots: tuple[str, ...]) -> None:
    """Write down what the archive indexes, and whose index it is: from now on commands find it."""
    if read_roots(archive) != roots:
        put(archive.index_dir / ROOTS, seal(json.dumps(roots).encode("ascii")))
    if not archive.knows_its_owner:
        put(archive.index_dir / OWNER, seal(os.fsencode(archive.root)))
