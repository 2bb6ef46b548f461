"""What an index remembers of its files and articles: two small databases, which no run changes once they answer.

    notes.db     all of it, as it was when it was last written whole
    changes.db   what came since, if anything did: the rows of files that changed, and the paths (`gone`) whose rows in notes.db
                 count no more

So a run with one changed dump writes a few pages, and none has to hold all notes in memory. When changes.db has grown to an
eighth of notes.db, both become one. SQLite's own journal is not used: a file is written beside those that answer, and becomes
part of a generation with its checksum (`generations`), or goes away. An article's slug is left out where it is the id, as it
nearly always is. Paths and titles are bytes, for SQLite's texts cannot hold everything that theirs can.
"""

from __future__ import annotations

import contextlib
import errno
import os
import re
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from nkdocs.manifest import Counts, HeldArticle, HeldFile

_TABLES = """
create table {in_}.files(path blob primary key, size, mtime_ns, read_ns, digest, corrected, unfit) without rowid;
create table {in_}.articles(path blob, ordinal int, id, slug, first_line, last_line, start_line, title, digest, flags, text);
create table {in_}.sketches(text integer primary key, hashes blob);
create table {in_}.alike(one integer, two integer, how real, primary key(one, two)) without rowid;
create table {in_}.gone(path blob primary key) without rowid;
"""
_INDEXES = """
create index {in_}.by_place on articles(path, ordinal);
create index {in_}.by_id on articles(id);
create index {in_}.by_slug on articles(slug) where slug is not null;
create index {in_}.by_text on articles(text) where text <> 0;
"""
#: Which articles have the text with a key; said so that SQLite sees that `by_text` holds all of them.
OF_TEXT = "text = ? and text <> 0"
#: The columns of an article beside its path, in the order of `HeldArticle` but for the flags.
_COLUMNS = "ordinal, id, slug, first_line, last_line, start_line, title, digest, flags, text"
_UNDATED, _UNSIGNED, _LOW, _CORRECTED = 1, 2, 4, 8
#: What is true of an article that a person corrected.
IS_CORRECTED = f"flags & {_CORRECTED} <> 0"
#: What the system calls SQLite's troubles with the disk.
_TROUBLES = {
    sqlite3.SQLITE_FULL: errno.ENOSPC,
    sqlite3.SQLITE_IOERR: errno.EIO,
    sqlite3.SQLITE_CORRUPT: errno.EIO,
    sqlite3.SQLITE_NOTADB: errno.EIO,
    sqlite3.SQLITE_CANTOPEN: errno.EACCES,
    sqlite3.SQLITE_PERM: errno.EACCES,
    sqlite3.SQLITE_READONLY: errno.EROFS,
}
_HEXADECIMAL = re.compile("(?:[0-9a-f]{2})+")


class Notes:
    """The notes of an index, open. `held` in the names of views: what the index holds."""

    def __init__(self, whole: Path | None = None, changes: Path | None = None) -> None:
        # A temporary database of its own is the first, and the files beside it are read only: nobody writes into them any more.
        self.db = sqlite3.connect("", isolation_level=None, uri=True, cached_statements=256)
        try:
            for name, path in (("whole", whole), ("changes", changes)):
                if path is None:
                    self.attach(name, ":memory:")
                    create(self.db, name)
                    index(self.db, name)
                else:
                    self.attach(name, f"{path.absolute().as_uri()}?mode=ro&immutable=1")
            for table in ("files", "articles"):
                self.db.execute(f"create temp view held_{table} as {union(table, ('whole', 'changes'))}")
        except BaseException:
            self.close()
            raise

    def attach(self, name: str, where: str) -> None:
        """Open another database beside those that are open."""
        self.db.execute(f"attach ? as {name}", (where,))

    def close(self) -> None:
        """Let go of files."""
        self.db.close()

    def rows(self, question: str, *values: object) -> Iterator[Any]:
        """The rows that a question in SQL finds."""
        return iter(self.db.execute(question, values))

    def one(self, question: str, *values: object) -> Any:  # noqa: ANN401  # of whatever kind is asked for
        """The value that a question finds first; None if it finds none."""
        row = self.db.execute(question, values).fetchone()
        return row[0] if row else None

    def stamps(self) -> Iterator[tuple[str, int, int, int]]:
        """Of every file the path, the size in bytes, when it was changed and when it was read, both in nanoseconds."""
        for path, size, mtime_ns, read_ns in self.rows("select path, size, mtime_ns, read_ns from held_files"):
            yield path.decode("utf-8", "surrogateescape"), size, mtime_ns, read_ns

    def held(self, path: str, among: str = "held") -> HeldFile | None:
        """What is remembered of a file; None if nothing is."""
        raw = to_bytes(path)
        row = self.db.execute(f"select * from {among}_files where path = ?", (raw,)).fetchone()
        return read_file(row, self.articles(path, among)) if row else None

    def articles(self, path: str, among: str = "held") -> tuple[HeldArticle, ...]:
        """The articles of a file, in order."""
        rows = self.rows(f"select {_COLUMNS} from {among}_articles where path = ? order by ordinal", to_bytes(path))
        return tuple(map(read_article, rows))

    def with_corrections(self, among: str = "held") -> dict[str, HeldFile]:
        """The files in which corrections were made, or fitted, by path; without their articles."""
        rows = self.rows(f"select * from {among}_files where corrected <> '' or unfit <> ''")
        return {to_path(row[0]): read_file(row, ()) for row in rows}

    def files(self) -> dict[str, HeldFile]:
        """All files and their articles, by path."""
        articles: dict[bytes, list[HeldArticle]] = {}
        for row in self.rows(f"select path, {_COLUMNS} from held_articles order by path, ordinal"):
            articles.setdefault(row[0], []).append(read_article(row[1:]))
        rows = self.rows("select * from held_files order by path")
        return {to_path(row[0]): read_file(row, tuple(articles.get(row[0], ()))) for row in rows}

    def ids_from(self, beginning: str, most: int) -> list[str]:
        """At most so many ids that begin so, in order."""
        rows = self.rows(
            "select id from held_articles where id >= ? and id < ? order by id limit ?",
            beginning,
            beginning + "\U0010ffff",
            most,
        )
        return [article_id for (article_id,) in rows]

    def count(self, among: str = "held") -> Counts:
        """How many there are of all."""
        files = self.one(f"select count(*) from {among}_files")
        row = self.db.execute(
            f"select count(*), total(flags & {_UNDATED} <> 0), total(flags & {_UNSIGNED} <> 0), total(title is null), "
            f"total(flags & {_LOW} <> 0) from {among}_articles"
        ).fetchone()
        return Counts(files, *map(int, row))


def quicken(db: sqlite3.Connection, name: str) -> None:
    """Let an attached database be written without care for what becomes of it: who completes the generation sees to that."""
    db.execute(f"pragma {name}.journal_mode = off")
    db.execute(f"pragma {name}.synchronous = off")


def create(db: sqlite3.Connection, name: str) -> None:
    """Make the tables of notes in an attached database; to be indexed once they are filled."""
    for line in _TABLES.format(in_=name).strip().split("\n"):
        db.execute(line)


def index(db: sqlite3.Connection, name: str) -> None:
    """Make the indexes of the tables."""
    for line in _INDEXES.format(in_=name).strip().split("\n"):
        db.execute(line)


def union(table: str, layers: Iterable[str]) -> str:
    """The question for all rows of a table that still count, in layers each of which takes rows out of those before."""
    several = list(layers)
    return " union all ".join(
        " and ".join([
            f"select * from {layer}.{table} where true",
            *(f"path not in (select path from {later}.gone)" for later in several[at + 1 :]),
        ])
        for at, layer in enumerate(several)
    )  # fmt: skip


def to_bytes(path: str) -> bytes:
    """A path as it is kept."""
    return path.encode("utf-8", "surrogateescape")


def to_path(raw: bytes) -> str:
    """The path that was kept."""
    return raw.decode("utf-8", "surrogateescape")


def file_row(path: str, file: HeldFile) -> tuple[Any, ...]:
    """A row of files."""
    fits = (" ".join(file.corrected), " ".join(file.unfit))
    return (to_bytes(path), file.size, file.mtime_ns, file.read_ns, _pack(file.digest), *fits)


def article_row(path: str, held: HeldArticle) -> tuple[Any, ...]:
    """A row of articles."""
    flags = held.undated * _UNDATED + held.unsigned * _UNSIGNED + held.low_trust * _LOW + held.corrected * _CORRECTED
    title = held.title.encode("utf-8", "surrogatepass") if held.title is not None else None
    lines = (held.first_line, held.last_line, held.start_line)
    return (to_bytes(path), held.ordinal, held.id, held.slug, *lines, title, _pack(held.digest), flags, held.text)


def read_file(row: tuple[Any, ...], articles: tuple[HeldArticle, ...]) -> HeldFile:
    """What a row of files says."""
    _, size, mtime_ns, read_ns, digest, corrected, unfit = row
    return HeldFile(size, mtime_ns, read_ns, _unpack(digest), articles, tuple(corrected.split()), tuple(unfit.split()))


def read_article(row: tuple[Any, ...]) -> HeldArticle:
    """What a row of articles says, without its path."""
    ordinal, id_, slug, first, last, start, title, digest, flags, text = row
    return HeldArticle(
        id_, id_ if slug is None else slug, ordinal, first, last, start,
        None if title is None else title.decode("utf-8", "surrogatepass"), _unpack(digest),
        bool(flags & _UNDATED), bool(flags & _UNSIGNED), bool(flags & _LOW), text, bool(flags & _CORRECTED),
    )  # fmt: skip


def _pack(digest: str) -> bytes | str:
    """Half as long, if it is in hexadecimal digits."""
    return bytes.fromhex(digest) if _HEXADECIMAL.fullmatch(digest) else digest


def _unpack(digest: bytes | str) -> str:
    return digest.hex() if isinstance(digest, bytes) else digest


def write_notes(path: Path, files: Mapping[str, HeldFile]) -> None:
    """Write the notes on these files and their articles, as if in one run of their own. Raises `OSError`."""
    with trouble(), contextlib.closing(sqlite3.connect("", isolation_level=None, uri=True)) as db:
        db.execute("attach ? as whole", (writable(path),))
        quicken(db, "whole")
        db.execute("begin")
        create(db, "whole")
        db.executemany("insert into whole.files values(?, ?, ?, ?, ?, ?, ?)", (file_row(*pair) for pair in files.items()))
        rows = (article_row(path, held) for path, file in files.items() for held in file.articles)
        db.executemany(f"insert into whole.articles values({', '.join('?' * 11)})", rows)
        index(db, "whole")
        db.execute("commit")


def writable(path: Path) -> str:
    """How a database that only we open is attached, to be written: a file system without locks will do."""
    return f"{path.absolute().as_uri()}?nolock=1"


@contextlib.contextmanager
def trouble() -> Iterator[None]:
    """Around what writes notes: SQLite's troubles with the disk come out as the `OSError` that they are."""
    try:
        yield
    except sqlite3.DatabaseError as error:
        number = _TROUBLES.get(getattr(error, "sqlite_errorcode", 0) & 0xFF)
        if number is None:  # a fault of ours
            raise
        raise OSError(number, os.strerror(number)) from error
