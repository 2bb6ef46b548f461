"""What a person adds to the language of queries in ``nkdocs.toml``: queries with names, and words that mean the same.

Both are data: a saved query is the text of a query, a synonym is words. What they stand for is always said beside the answer,
so that no query means more than is seen. How they are written into a query is the grammar's business.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import field

from nkdocs.analysis import run
from nkdocs.values import dataclass


@dataclass(frozen=True)
class Vocabulary:
    """Saved queries by name, and groups of words or phrases that mean the same."""

    queries: Mapping[str, str] = field(default_factory=dict)
    synonyms: tuple[tuple[str, ...], ...] = ()

    def meaning_the_same(self, terms: tuple[str, ...]) -> tuple[str, ...]:
        """The words and phrases that mean the same as these terms, as written; without those that are the same terms."""
        found = (other for group in self._groups.get(terms, ()) for key, other in group.items() if key != terms)
        return tuple(dict.fromkeys(found))

    @property
    def longest(self) -> int:
        """How many terms the longest word or phrase of a group has."""
        return max(map(len, self._groups), default=0)

    @functools.cached_property
    def _groups(self) -> dict[tuple[str, ...], list[dict[tuple[str, ...], str]]]:
        found: dict[tuple[str, ...], list[dict[tuple[str, ...], str]]] = {}
        for written in self.synonyms:
            group = {key: text for text in written if (key := tuple(token.term for token in run(text)))}
            for key in group:
                found.setdefault(key, []).append(group)
        return found
