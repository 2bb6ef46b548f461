"""Finding the articles that are copies of each other, among those of a draft: what is compared, and where the texts are."""

from __future__ import annotations

import contextlib
import functools
from collections.abc import Iterator
from pathlib import Path

from nkdocs.drafting import Draft
from nkdocs.engine import Engine, open_engine
from nkdocs.notes import IS_CORRECTED, OF_TEXT, to_path, trouble
from nkdocs.sketching import Pair, Spot, candidates, compare, compared_text, group
from nkdocs.spooling import Spool
from nkdocs.twins import Groups


class Texts:
    """The texts of the articles of a draft, by their keys: of those that were read in this run, and of those the engine has."""

    def __init__(self, draft: Draft, spool: Spool, engine_name: str, folder: Path) -> None:
        self._draft = draft
        self._spool = spool
        self._where = (engine_name, folder)
        self._engine: Engine | None = None

    def text_of(self, key: int) -> str:
        """The text with this key; nothing if no article has it."""
        article_id = self._draft.notes.one(f"select id from now_articles where {OF_TEXT} order by path, ordinal", key)
        if article_id is None:
            return ""
        if (place := self._draft.place_of(article_id)) is not None:
            return compared_text(self._spool.read(place))
        if self._engine is None:  # seldom asked
            self._engine = open_engine(*self._where)
        article = self._engine.get(article_id)
        return compared_text(article) if article is not None else ""

    def close(self) -> None:
        """Let go of the engine."""
        if self._engine is not None:
            self._engine.close()


def find_groups(draft: Draft, texts: Texts) -> Groups:
    """The copies among the articles of the draft, which takes what was found out for the next run."""
    notes = draft.notes
    layers = ("draft",) if draft.anew else ("whole", "changes", "draft")

    def scan() -> Iterator[tuple[int, bytes]]:
        return notes.rows(" union all ".join(f"select text, hashes from {layer}.sketches" for layer in layers))

    is_there = functools.cache(draft.has_text)
    pairs = candidates(scan, draft.fresh_texts(), is_there)
    with contextlib.closing(notes.db.cursor()) as cursor, trouble():
        for row in compare(pairs, texts.text_of):
            cursor.execute("insert or replace into draft.alike values(?, ?, ?)", row)
    question = " union ".join(f"select one, two from {layer}.alike" for layer in layers)
    alike: list[Pair] = [pair for pair in notes.rows(question) if all(map(is_there, pair))]
    several = [key for (key,) in notes.rows("select text from now_articles where text <> 0 group by text having count(*) > 1")]

    def spots(key: int) -> Iterator[Spot]:
        question = f"select id, path, start_line, {IS_CORRECTED} from now_articles where {OF_TEXT}"
        for article_id, path, line, corrected in notes.rows(question, key):
            yield article_id, to_path(path), line, bool(corrected)

    return group(several, alike, spots)
