"""The notes of the next generation while a run makes them: what was read, what is gone, and what everything is called now.

What a run has read of a file goes here at once, and is asked for in SQL: of an archive of any size, only a few rows are in
memory at a time. A draft is one more layer on the notes that are held (`notes`): ``now`` in the names of views is what the
index will hold. Of an article that was read in this run is noted where it lies (`spooling`), of any other what it was called,
for the old engine has it.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator
from operator import itemgetter
from pathlib import Path
from typing import NamedTuple

from nkdocs.ids import Place, ids_of_slug
from nkdocs.manifest import STAMPED, STAMPS, Counts, HeldArticle, HeldFile, write_stamps
from nkdocs.notes import (
    OF_TEXT,
    Notes,
    article_row,
    create,
    file_row,
    index,
    quicken,
    to_bytes,
    to_path,
    trouble,
    union,
    writable,
)
from nkdocs.settling import write_notes

#: Where a draft lies in the folder of the next generation, until its notes do.
_DRAFT = "draft.db"
#: Changes of so many files are kept apart, or of this share of all files, before all is written whole.
_FEW, _SHARE = 1_000, 1 / 8
#: The slug of articles whose ids are made longer where they would take this slug.
_LENGTHENED = re.compile("(.+)-(?:[0-9a-f]{4}|[0-9a-f]{8}|[0-9a-f]{16}|[0-9a-f]{64})")
_TOGETHER = 1_000
_OF_SLUG = "from now_articles where {what} order by path, ordinal"


class Noted(NamedTuple):
    """An article that was read: what is noted of it, but for its id; its sketch (`twins`), and where it lies."""

    held: HeldArticle
    hashes: bytes
    place: tuple[int, int]


class Draft:
    """The notes of the next generation.

    `anew`: nothing that is held counts but what is taken over. `folder`: where the draft lies; None: where the system keeps
    what is temporary. Raises `OSError` where it cannot be written.
    """

    def __init__(self, notes: Notes, folder: Path | None = None, *, anew: bool = False) -> None:
        self.notes = notes
        self.anew = anew
        #: Whether anything was read, or is called otherwise, so that the engine has work.
        self.read = False
        self._counts: Counts | None = None
        self._path = folder / _DRAFT if folder else None
        self._db = notes.db
        with trouble():
            notes.attach("draft", writable(self._path) if self._path else "")
            quicken(self._db, "draft")
            create(self._db, "draft")
            self._db.execute("create table draft.places(article integer primary key, start, length)")
            self._db.execute("create table draft.former(article integer primary key, id)")
            for table in ("files", "articles"):
                self._db.execute(f"create temp view now_{table} as {union(table, ('whole', 'changes', 'draft'))}")
                self._db.execute(f"create temp view draft_{table} as select * from draft.{table}")
            self._db.execute("begin")
            if anew:
                self._db.execute("insert into draft.gone select path from held_files")

    # What a run reads ---------------------------------------------------------------------------------------------------------

    def put(self, path: str, file: HeldFile, articles: Iterable[Noted]) -> None:
        """Note a file as it was read, in place of what was noted before."""
        self._forget(path)
        self.read = True
        self._db.execute("insert into draft.files values(?, ?, ?, ?, ?, ?, ?)", file_row(path, file))
        for noted in articles:
            row = self._add(path, noted.held)
            self._db.execute("insert into draft.places values(?, ?, ?)", (row, *noted.place))
            if noted.held.text:
                self._db.execute("insert or ignore into draft.sketches values(?, ?)", (noted.held.text, noted.hashes))

    def keep(self, path: str, file: HeldFile | None = None) -> None:
        """Note that a file has the articles that are held, and nothing else or, with `file`, other fingerprints."""
        held = self.notes.held(path)
        if held is None:
            return
        if file is not None:
            held = file._replace(articles=held.articles, corrected=held.corrected, unfit=held.unfit)
        self._forget(path)
        self._db.execute("insert into draft.files values(?, ?, ?, ?, ?, ?, ?)", file_row(path, held))
        for article in held.articles:
            self._db.execute("insert into draft.former values(?, ?)", (self._add(path, article), article.id))
            for layer in ("whole", "changes") if self.anew and article.text else ():
                self._db.execute(
                    f"insert or ignore into draft.sketches select * from {layer}.sketches where text = ?", (article.text,)
                )

    def lose(self, path: str) -> None:
        """Note that a file is gone."""
        self._forget(path)

    def _forget(self, path: str) -> None:
        raw = to_bytes(path)
        if self._db.execute("insert or ignore into draft.gone values(?)", (raw,)).rowcount:
            return  # for the first time: there is nothing of it here
        for table in ("places", "former"):
            self._db.execute(
                f"delete from draft.{table} where article in (select rowid from draft.articles where path = ?)", (raw,)
            )
        for table in ("files", "articles"):
            self._db.execute(f"delete from draft.{table} where path = ?", (raw,))

    def _add(self, path: str, held: HeldArticle) -> int | None:
        return self._db.execute(
            "insert into draft.articles values(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", article_row(path, held)
        ).lastrowid

    # What is asked ------------------------------------------------------------------------------------------------------------

    def has_files(self) -> bool:
        """Whether any file is left."""
        return self.notes.one("select 1 from now_files") is not None

    def has_work(self) -> bool:
        """Whether the engine has anything to put or drop."""
        return self.anew or self.read or next(self.gone(), None) is not None

    def read_paths(self) -> list[str]:
        """The files that were read and have articles."""
        rows = self.notes.rows("select distinct path from draft.articles join draft.places on article = articles.rowid")
        return [to_path(path) for (path,) in rows]

    def places(self, path: str) -> list[tuple[int, int]]:
        """Where the articles of a file lie that was read."""
        return list(
            self.notes.rows(
                "select start, length from draft.articles join draft.places on article = articles.rowid where path = ? "
                "order by ordinal",
                to_bytes(path),
            )
        )

    def fresh(self) -> Iterator[tuple[str, tuple[int, int]]]:
        """The articles that were read, as they came: their ids, and where they lie."""
        question = "select id, start, length from draft.places join draft.articles on articles.rowid = article order by article"
        for article_id, start, length in self.notes.rows(question):
            yield article_id, (start, length)

    def count_work(self) -> int:
        """How many articles the engine is to take: those that were read, and those that moved."""
        return int(self.notes.one("select count(*) from draft.places")) + len(self.moved())

    def place_of(self, article_id: str) -> tuple[int, int] | None:
        """Where an article lies; None if it was not read in this run."""
        row = self._db.execute(
            "select start, length from draft.articles join draft.places on article = articles.rowid where id = ?", (article_id,)
        ).fetchone()
        return (row[0], row[1]) if row else None

    def fresh_texts(self) -> frozenset[int]:
        """The keys of the texts that are to be compared: those that no article had before, and those that lost a copy.

        For of very many that are alike only neighbours were compared (`sketching`), and now they have other neighbours.
        """
        keys = {key for (key,) in self.notes.rows("select distinct text from draft.articles where text <> 0")}
        if not self.anew and self.notes.one("select 1 from held_articles") is not None:
            keys = {key for key in keys if self.notes.one(f"select 1 from held_articles where {OF_TEXT}", key) is None}
            for key in self._lost_texts():
                for layer in ("whole", "changes"):
                    rows = self.notes.rows(f"select one, two from {layer}.alike where one = ? or two = ?", key, key)
                    keys.update(itertools.chain.from_iterable(rows))
        return frozenset(keys)

    def has_text(self, key: int) -> bool:
        """Whether an article has the text with this key."""
        return self.notes.one(f"select 1 from now_articles where {OF_TEXT}", key) is not None

    def moved(self) -> list[tuple[str, str]]:
        """The articles that the old engine has and the new one lacks: what they are called there, and here."""
        question = "select former.id, articles.id from draft.former join draft.articles on articles.rowid = article"
        return [pair for pair in self.notes.rows(f"{question} order by article") if self.anew or pair[0] != pair[1]]

    def gone(self) -> Iterator[str]:
        """The ids in the old engine that no article has any more; of no use if it starts anew."""
        for path in self._touched():
            for held in self.notes.articles(path):
                if self.notes.one("select 1 from now_articles where id = ?", held.id) is None:
                    yield held.id

    def compared(self) -> Iterator[tuple[tuple[HeldArticle, ...], tuple[HeldArticle, ...]]]:
        """Of every file that was not left alone, the articles before the run and after it, in order of their paths."""
        for path in self._touched():
            yield self.notes.articles(path), self.notes.articles(path, "draft")

    def count(self) -> Counts:
        """How many there are of all from now on. To be asked when everything is noted."""
        if self._counts is None:
            self._counts = self.notes.count("now")  # goes through all of them
        return self._counts

    def left_alone(self) -> int:
        """How many articles are in files that were left alone."""
        return self.count().articles - int(self.notes.one("select count(*) from draft.articles"))

    def _touched(self) -> list[str]:
        return [to_path(path) for (path,) in self.notes.rows("select path from draft.gone order by path")]

    # What everything is called ------------------------------------------------------------------------------------------------

    def name(self) -> None:
        """Give all articles their ids: those that were read, and those whose slug came or went with them."""
        with trouble():
            index(self._db, "draft")
            if self.notes.one("select 1 from now_files where path not in (select path from draft.gone)") is None:
                rows = self.notes.rows("select slug, path, ordinal, id from draft.articles order by slug, path, ordinal")
                for slug, same in itertools.groupby(rows, itemgetter(0)):
                    self._name_several(slug, [row[1:] for row in same])
            else:
                for slug in self._slugs_touched():
                    self._name_several(slug, self._of_slug(slug))

    def _slugs_touched(self) -> list[str]:
        touched = {slug for (slug,) in self.notes.rows("select distinct coalesce(slug, id) from draft.articles")}
        for path in self._touched():
            touched.update(held.slug for held in self.notes.articles(path))
        touched.update(match[1] for slug in list(touched) if (match := _LENGTHENED.fullmatch(slug)))
        return sorted(touched)

    def _of_slug(self, slug: str) -> list[tuple[bytes, int, str]]:
        rows = [
            *self.notes.rows("select path, ordinal, id from now_articles where slug = ?", slug),
            *self.notes.rows("select path, ordinal, id from now_articles where id = ? and slug is null", slug),
        ]
        return sorted(rows)

    def _name_several(self, slug: str, rows: list[tuple[bytes, int, str]]) -> None:
        """Name the articles that share a slug; a row has path, ordinal and the id so far."""
        places = [Place(to_path(path), ordinal) for path, ordinal, _ in rows]
        ids = ids_of_slug(slug, places, lambda wish: len(self._of_slug(wish)) == 1)
        for place, (path, ordinal, former) in zip(places, rows, strict=True):
            if ids[place] == former:
                continue
            if self._db.execute("select 1 from draft.files where path = ?", (path,)).fetchone() is None:
                self.keep(place.path)
            self.read = True
            self._db.execute("update draft.articles set id = ? where path = ? and ordinal = ?", (ids[place], path, ordinal))

    # What stays ---------------------------------------------------------------------------------------------------------------

    def write(self, folder: Path, before: Path | None) -> None:
        """Write the notes into the folder of the next generation, beside links to those of the one `before`.

        The draft ends with it. Raises `OSError`.
        """
        with trouble():
            self._db.execute("commit")
            whole = self.anew or before is None or self._is_large()
            write_notes(self.notes, folder, None if whole else before, () if whole else self._lost_texts())
            self._write_stamps(folder)
            self._end()

    def _is_large(self) -> bool:
        changed = self.notes.one("select count(*) from (select path from changes.gone union select path from draft.gone)")
        return bool(changed > max(_FEW, _SHARE * self.notes.one("select count(*) from whole.files")))

    def _lost_texts(self) -> list[int]:
        """The keys of the texts that no article has any more."""
        keys = {held.text for path in self._touched() for held in self.notes.articles(path)} - {0}
        return sorted(key for key in keys if not self.has_text(key))

    def _write_stamps(self, folder: Path) -> None:
        if self.count().files <= STAMPED:
            rows = self.notes.rows("select path, size, mtime_ns from now_files order by path")
            (folder / STAMPS).write_bytes(write_stamps({to_path(path): (size, mtime) for path, size, mtime in rows}))

    def _end(self) -> None:
        """Let go of the draft, and remove it. One that comes to nothing goes with the notes, and with its folder."""
        for table in ("files", "articles"):
            self._db.execute(f"drop view now_{table}")
            self._db.execute(f"drop view draft_{table}")
        self._db.execute("detach draft")
        if self._path is not None:
            self._path.unlink()
