"""The verb `cite`: articles as sources. A plain function like those of `scripting`: values in, values out."""

from __future__ import annotations

from collections.abc import Sequence

from nkdocs import scripting
from nkdocs.answers import Problem
from nkdocs.archive import Where
from nkdocs.citations import Citation, cite_article


def cite(where: Where, texts: Sequence[str]) -> tuple[list[Citation], list[Problem], list[str]]:
    """The citations of the articles that are meant (as for `show`), each once, in this order.

    And why others could not be found, and what should be known of those that were: that a dump has changed since it was
    indexed, or that corrections do not hold. One alone that cannot be found raises `UnknownArticleError`.
    """
    found, problems, told = scripting.show_many(where, texts)
    articles = list({article.id: article for article in found}.values())
    notices = [*scripting.about_dumps(where, articles), *told]
    return list(map(cite_article, articles)), problems, notices
