"""What a query means: the tree that the grammar builds, and that engines and snippets read.

The nodes hold terms that `analysis` has already made of the words, so that no engine folds or stems a word a second time, and
every engine finds, and every snippet lights up, the same words. How a query is *written* is the grammar's business: this
module does not know it, and an engine that imports it pays for no parser.

`field` is ``"title"``, ``"author"`` or ``"body"``, or None: any of the three. `text` is what the person typed, for messages.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from typing import Literal

from nkdocs.values import dataclass

TextField = Literal["title", "author", "body"]
MissingField = Literal["title", "date", "author", "caption", "note"]


@dataclass(frozen=True, slots=True)
class Everything:
    """All articles."""


@dataclass(frozen=True, slots=True)
class Word:
    """Articles with a token whose `term` (folded and stemmed) is this."""

    term: str
    text: str
    field: TextField | None = None


@dataclass(frozen=True, slots=True)
class Phrase:
    """Articles with the terms one after another (`slop` 0), or, with `slop` n > 0, in any order within n words.

    Within n words: the positions of one occurrence of each term span at most n + len(terms) - 1 positions, counted from the
    first to the last. ``"a b"~5``: at most five other words between them.
    """

    terms: tuple[str, ...]
    text: str
    slop: int = 0
    field: TextField | None = None


@dataclass(frozen=True, slots=True)
class Prefix:
    """Articles with a token whose `form` (folded, not stemmed) starts with this."""

    prefix: str
    text: str
    field: TextField | None = None


@dataclass(frozen=True, slots=True)
class Fuzzy:
    """Articles with a token whose `form` is at most `distance` edits (OSA) away, not in its first letter unless `any_first`."""

    form: str
    text: str
    distance: int = 1
    field: TextField | None = None
    any_first: bool = False


@dataclass(frozen=True, slots=True)
class Exact:
    """Articles with a token whose `form` (folded, not stemmed) is this."""

    form: str
    text: str
    field: TextField | None = None


@dataclass(frozen=True, slots=True)
class Wildcard:
    """Articles with a token whose `form` fits the pattern: ``*`` is any number of characters, ``?`` is one."""

    pattern: str
    text: str
    field: TextField | None = None


@dataclass(frozen=True, slots=True)
class DateRange:
    """Articles whose date can lie in the range, both ends included; None: open. Undated articles never do.

    A date known as a year or a month matches when any of its days lies in the range.
    """

    start: dt.date | None
    end: dt.date | None
    text: str


@dataclass(frozen=True, slots=True)
class Missing:
    """Articles for which nothing is known of a field, or that have no caption, or no note."""

    field: MissingField


@dataclass(frozen=True, slots=True)
class FromSource:
    """Articles whose source path has this text in it, without regard to case.

    A text with ``*`` or ``?`` in it is a pattern for the whole path, or for all of it after some ``/``.
    """

    text: str


@dataclass(frozen=True, slots=True)
class Identified:
    """The articles whose id starts with this."""

    prefix: str


@dataclass(frozen=True, slots=True)
class Among:
    """The articles with one of these ids."""

    ids: frozenset[str]


@dataclass(frozen=True, slots=True)
class Spelled:
    """Articles with this word as spelled, accents and all, but for case. The score is 1.

    With a hyphen before it: articles in which hyphens join a word that has this form without them.
    """

    word: str


@dataclass(frozen=True, slots=True)
class And:
    """Articles that all children match."""

    children: tuple[Query, ...]


@dataclass(frozen=True, slots=True)
class Or:
    """Articles that some child matches."""

    children: tuple[Query, ...]


@dataclass(frozen=True, slots=True)
class Not:
    """Articles that the child does not match."""

    child: Query


@dataclass(frozen=True, slots=True)
class Boost:
    """What an article need not match, and how much its score counts where it does."""

    query: Query
    weight: float


@dataclass(frozen=True, slots=True)
class Beside:
    """Two terms that stand together, in any order, with at most `slop` words between, and how much their score counts."""

    terms: tuple[str, str]
    slop: int
    weight: float


@dataclass(frozen=True, slots=True)
class Boosted:
    """Articles that the child matches; those that match a boost as well score higher by its score times its weight.

    Two things count only in the articles that are best without them: `beside`, pairs of words, where they stand together; and
    of what is `wanted` how much an article has, rare things counting more: with all of it, its score is doubled.
    """

    child: Query
    boosts: tuple[Boost, ...]
    beside: tuple[Beside, ...] = ()
    wanted: tuple[Query, ...] = ()


TextLeaf = Word | Phrase | Prefix | Fuzzy | Exact | Wildcard
Leaf = Everything | TextLeaf | DateRange | Missing | FromSource | Identified | Among | Spelled
Query = Leaf | And | Or | Not | Boosted


def leaves(query: Query) -> Iterator[Leaf]:
    """The leaves that an article can match for: all but those below a `Not`, and boosts."""
    match query:
        case And(children) | Or(children):
            for child in children:
                yield from leaves(child)
        case Boosted(child):
            yield from leaves(child)
        case Not():
            return
        case _:
            yield query


def text_leaves(query: Query) -> Iterator[TextLeaf]:
    """The leaves that match words: what snippets highlight."""
    for leaf in leaves(query):
        if isinstance(leaf, TextLeaf):
            yield leaf


def all_of(trees: Iterable[Query]) -> Query:
    """And, without an And in it; what only excludes, excludes from everything."""
    flat: list[Query] = []
    for tree in trees:
        flat += tree.children if isinstance(tree, And) else (tree,)
    flat = [tree for tree in flat if not isinstance(tree, Everything)]
    if all(isinstance(tree, Not) for tree in flat):
        flat.insert(0, Everything())
    return flat[0] if len(flat) == 1 else And(tuple(flat))


def any_of(trees: Iterable[Query]) -> Query:
    """Or, without an Or in it."""
    flat: list[Query] = []
    for tree in trees:
        flat += tree.children if isinstance(tree, Or) else (tree,)
    return flat[0] if len(flat) == 1 else Or(tuple(flat))
