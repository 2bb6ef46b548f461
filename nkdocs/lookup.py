"""Which article is meant by what a person typed: an id, the beginning of one, or a place in a dump."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from nkdocs import archive as archives
from nkdocs.archive import Archive
from nkdocs.errors import UnknownArticleError
from nkdocs.manifest import HeldFile
from nkdocs.model import Article

if TYPE_CHECKING:
    from nkdocs.opening import OpenIndex


def find_article(index: OpenIndex, text: str, files: Callable[[], Mapping[str, HeldFile]] | None = None) -> Article:
    """The article that is meant by a text, as for `show`, in an index that is open. `files` are its files, if at hand."""
    article = index.engine.get(text)
    if article is None:
        from nkdocs.ids import resolve_id  # most people paste a whole id

        typed = archives.from_root(index.archive, text)
        wanted = resolve_id(typed, (files or index.generation.files)(), folder(index.archive))
        article = index.engine.get(wanted)
        if article is None:
            renew = index.archive.command("index --rebuild")
            raise UnknownArticleError(f"the index lacks the article {wanted}", f"run: {renew}")
    return article


def folder(archive: Archive) -> str:
    """Where the person stands, relative to the archive's root; "" at the root and outside."""
    if not archive.start.is_relative_to(archive.root):
        return ""
    folder = archive.start.relative_to(archive.root).as_posix()
    return "" if folder == "." else folder
