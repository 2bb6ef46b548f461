"""What is asked for quoted passages and figures, and given back: requests and answers as values."""

from __future__ import annotations

from nkdocs.answers import SearchRequest
from nkdocs.figures import Figure
from nkdocs.sayings import Saying
from nkdocs.values import dataclass


@dataclass(frozen=True, slots=True)
class QuotesFound:
    """The quoted passages of the articles that match, at most as many as the request wants, and how many there are in all."""

    request: SearchRequest
    by: str
    about: str
    total: int
    sayings: tuple[Saying, ...]
    notices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FiguresFound:
    """The figures in sentences with the words, the earliest first, undated ones last; and how many there are in all."""

    request: SearchRequest
    words: str
    total: int
    figures: tuple[Figure, ...]
    notices: tuple[str, ...] = ()
