"""What to type to ask almost the same again: a request as the words of a command, quoted for a shell."""

from __future__ import annotations

import re
import shlex
from dataclasses import replace

from nkdocs.answers import SearchRequest
from nkdocs.model import Sort


def with_words(request: SearchRequest, typed: str, near: str) -> SearchRequest:
    """The request with other words in the place of some that were typed, in the query or beside it."""
    place = re.compile(rf"(?<!\w){re.escape(typed)}(?!\w)")
    if place.search(request.query):
        return replace(request, query=place.sub(lambda _: near, request.query))
    if typed == request.author:
        return replace(request, author=near)
    if typed == request.source:
        return replace(request, source=near)
    return replace(request, query=near)


def retry(request: SearchRequest) -> str:
    """What a person types after the command to ask this: the query and the filters."""
    options = {"--since": request.since, "--until": request.until, "--author": request.author, "--source": request.source}
    words = [request.query] if request.query.strip() else []
    words += [word for name, given in options.items() if given is not None for word in (name, given)]
    usual = Sort.RELEVANCE if request.query.strip() else Sort.TITLE
    words += ["--sort", request.sort.value] if request.sort is not usual else []
    words += ["--any"] * request.any_word + ["--all"] * request.all_words
    return shlex.join(words)
