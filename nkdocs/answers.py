"""What the verbs are asked and give back: a request, an answer, a timeline, what became of an archive, and trouble as values.

The nouns of `model` made into sentences. As those they are frozen, do no I/O, and know nobody who holds them.
"""

from __future__ import annotations

from enum import Enum

from nkdocs.model import Facet, Results, Sort
from nkdocs.values import dataclass


@dataclass(frozen=True, slots=True)
class SearchRequest:
    """What a person asked `search` or `list` for, as typed. `limit` None: all.

    `any_word`: one of the words is enough; `all_words`: none may be lacking. Neither: some may, if too few articles have all.
    `facets`: what to count all hits by. `copies`: list copies of an article as hits of their own.
    """

    query: str
    limit: int | None = 10
    offset: int = 0
    sort: Sort = Sort.RELEVANCE
    any_word: bool = False
    all_words: bool = False
    since: str | None = None
    until: str | None = None
    author: str | None = None
    source: str | None = None
    snippets: int = 2
    facets: tuple[str, ...] = ()
    copies: bool = False


@dataclass(frozen=True, slots=True)
class Answer:
    """What `search` and `list` give back: a page of results, what the person should know of it, and the seconds it took."""

    request: SearchRequest
    results: Results
    notices: tuple[str, ...] = ()
    seconds: float = 0.0


@dataclass(frozen=True, slots=True)
class Timeline:
    """What `timeline` gives back: how many of the articles that match are of each time, and of how many of that time."""

    request: SearchRequest
    total: int
    facet: Facet
    notices: tuple[str, ...] = ()
    seconds: float = 0.0


@dataclass(frozen=True, slots=True)
class Problem:
    """Trouble with one file: which, what, and what to do. Data, not an exception: the other files go on."""

    source: str
    what: str
    hint: str = ""


class ChangeKind(Enum):
    """How a file on disk compares with what the index holds of it."""

    ADDED = "added"
    MODIFIED = "modified"
    REMOVED = "removed"
    UNCHANGED = "unchanged"


@dataclass(frozen=True, slots=True)
class Change:
    """One file of the diff between the corpus and the index."""

    path: str
    kind: ChangeKind


@dataclass(frozen=True, slots=True)
class IndexReport:
    """What an `index` run did. Article counts: of the archive (`articles`), and how they came out against the old index.

    `roots` are the files and folders that are indexed. `missed`: a file that was named, or a correction, could not be read.
    """

    archive: str
    files: int
    articles: int
    added: int = 0
    updated: int = 0
    removed: int = 0
    unchanged: int = 0
    problems: tuple[Problem, ...] = ()
    changes: tuple[Change, ...] = ()
    seconds: float = 0.0
    dry_run: bool = False
    rebuilt: str = ""
    notices: tuple[str, ...] = ()
    roots: tuple[str, ...] = ()
    missed: bool = False


@dataclass(frozen=True, slots=True)
class Status:
    """What an archive holds, how fresh its index is, and what lacks a date or an author.

    `roots` are the files and folders that are indexed, relative to the archive.
    """

    archive: str
    index: str
    files: int
    articles: int
    undated: int
    unsigned: int
    untitled: int
    low_trust: int
    indexed_at: str
    bytes: int
    changes: tuple[Change, ...] = ()
    problems: tuple[Problem, ...] = ()
    notices: tuple[str, ...] = ()
    roots: tuple[str, ...] = ()
