"""Whether what is shown is still what the disk holds: of one article its dump, and where a person stands in an archive."""

from __future__ import annotations

import hashlib

from nkdocs.archive import Archive
from nkdocs.model import Article


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
