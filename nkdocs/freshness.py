"""Whether what is shown is still what the disk holds: of one article its dump, of all their stamps."""

from __future__ import annotations

import hashlib
import os

from nkdocs.archive import Archive
from nkdocs.generations import Generation
from nkdocs.model import Article

#: An archive of more files than this is not compared with the disk at every search; `status` does it.
_QUICKLY_COMPARED = 1_000


def about_dump(archive: Archive, article: Article) -> tuple[str, ...]:
    """That the article's dump has changed or is gone since it was indexed: its lines may be others now. Else nothing."""
    path = article.source.path
    renew = f"run: {archive.command('index')}"
    try:
        with (archive.root / path).open("rb") as file:
            if hashlib.file_digest(file, "sha256").hexdigest() == article.source.digest:
                return ()
    except OSError:
        return (f"{path} is gone or cannot be read; this is the article as it was indexed; {renew}",)
    return (f"{path} changed since it was indexed; this is the article as it was, and its lines may be others now; {renew}",)


def about_place(archive: Archive) -> tuple[str, ...]:
    """That the archive is one that encloses the folder in which the person stands. Else nothing."""
    if archive.start == archive.root or not archive.start.is_relative_to(archive.root):
        return ()
    return (f"this folder is part of the archive {archive.root}",)


def about_changes(archive: Archive, generation: Generation) -> tuple[str, ...]:
    """Whether dumps changed or went since they were indexed, where that costs milliseconds. `status` sees new ones too."""
    if generation.manifest.counts.files > _QUICKLY_COMPARED:
        return ()
    changed = touched = 0
    root = f"{archive.root}/"
    for path, (size, mtime_ns) in generation.stamps().items():
        try:
            status = os.stat(root + path)  # noqa: PTH116  # a Path for each of a thousand files is half of the cost
        except OSError:
            changed += 1
        else:
            changed += status.st_size != size
            touched += status.st_size == size and status.st_mtime_ns != mtime_ns
    if not changed + touched:
        return ()
    # Only the bytes would tell whether one that has another time has changed, and a search does not read dumps.
    what = f"{changed + touched} {'dump' if changed + touched == 1 else 'dumps'} {'may have ' if touched else ''}changed"
    return (f"{what} since indexing; run: {archive.command('index')}",)
