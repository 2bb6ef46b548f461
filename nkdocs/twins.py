"""Which articles of an archive are copies of each other, as a generation keeps it for those who search.

How it is worked out is `sketching`'s to know, and what shows a copy is not known here.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from dataclasses import field

from nkdocs.model import Copy
from nkdocs.values import dataclass

#: The file in which a generation keeps it.
COPIES = "copies.json"


@dataclass(frozen=True, slots=True)
class Groups:
    """The articles that are copies of each other: for each id all of its group, itself included, in order of their places."""

    of: Mapping[str, tuple[Copy, ...]] = field(default_factory=dict)

    def copies(self, article_id: str) -> tuple[Copy, ...]:
        """The copies of an article, without itself."""
        return tuple(copy for copy in self.of.get(article_id, ()) if copy.id != article_id)

    def each(self) -> Collection[tuple[Copy, ...]]:
        """Every group once, in the order of `of`; told by its first article, for to hash a group is to look at all of it."""
        return {group[0].id: group for group in self.of.values()}.values()

    def leader(self, article_id: str) -> str:
        """The copy that stands for all of its group: the first that a person corrected, if there is any, or else the first."""
        group = self.of.get(article_id, ())
        return next((copy.id for copy in group if copy.corrected), group[0].id if group else article_id)

    def is_behind(self, article_id: str) -> bool:
        """Whether nobody corrected the article, but a copy of it."""
        corrected = {copy.id for copy in self.of.get(article_id, ()) if copy.corrected}
        return bool(corrected) and article_id not in corrected


def write_groups(groups: Groups) -> bytes:
    """The groups as JSON: of each its articles' ids, paths and lines, and a 1 where a person corrected it."""
    rows = [
        [[copy.id, copy.source, copy.line, *([1] if copy.corrected else [])] for copy in copies] for copies in groups.each()
    ]
    return _to_json(rows)


def read_groups(raw: bytes) -> Groups:
    """What `write_groups` wrote; nothing at all is no groups. Raises `ValueError`."""
    if not raw:
        return Groups()
    try:
        groups = [
            tuple(Copy(id_, source, int(line), *map(bool, corrected)) for id_, source, line, *corrected in row)
            for row in json.loads(raw)
        ]
        return Groups({copy.id: copies for copies in groups for copy in copies})
    except (TypeError, OverflowError) as error:
        raise ValueError(str(error)) from error


def _to_json(value: object) -> bytes:
    return json.dumps(value, separators=(",", ":")).encode("ascii") + b"\n"
