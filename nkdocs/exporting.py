"""The verb `export`: articles as files for other programs. A plain function like those of `commands`."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from nkdocs import archive as archives
from nkdocs import commands
from nkdocs.answers import Answer, SearchRequest
from nkdocs.archive import Where
from nkdocs.filing import Filed, file_name, outside_dumps, write_files
from nkdocs.model import Article
from nkdocs.render.export import FORMATS, one_file


def export(where: Where, request: SearchRequest) -> Answer:
    """The articles to export: all, or those that match, as `list` has them. Raises as `commands.list_articles` does."""
    return commands.list_articles(where, request)


def export_to(where: Where, folder: str, articles: Iterable[Article], form: str) -> Filed:
    """A file of the form for each article, in a folder that is made if need be.

    Raises `ConfigError` if that folder lies among the dumps, or holds a file of somebody else's by that name.
    """
    place = outside_dumps(archives.find_archive(where), Path(folder))
    files = ((file_name(article.id, FORMATS[form]), one_file(article, form).encode("utf-8")) for article in articles)
    return replace(write_files(place, files), folder=folder)
