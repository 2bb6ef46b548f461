"""What a draft holds, written into the notes of the next generation: whole, or as changes to notes that stay (`notes`).

A draft is attached to the connection (`drafting`), with views of what the index holds from now on.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from pathlib import Path

from nkdocs.manifest import CHANGES, NOTES
from nkdocs.notes import Notes, create, index, quicken, writable
from nkdocs.succession import link

_COLUMNS = "first_line, last_line, start_line, title, digest, flags, text"
_KNOWN = "(select text from target.articles)"


def write_notes(notes: Notes, folder: Path, before: Path | None, lost: Iterable[int]) -> None:
    """Write the notes into the folder of the next generation, beside links to those of the one `before`; None: all anew.

    `lost`: the keys of the texts that no article has any more, if there is a generation before. Raises `OSError`.
    """
    whole = before is None
    path = folder / (NOTES if whole else CHANGES)
    if before is not None:
        link(before / NOTES, folder / NOTES)
        if (before / CHANGES).exists():
            shutil.copyfile(before / CHANGES, path)
    db, is_new = notes.db, not path.exists()
    notes.attach("target", writable(path))
    quicken(db, "target")
    db.execute("begin")
    if is_new:
        create(db, "target")
    if not whole:
        _forget(notes, lost)
    layer = "now_{}" if whole else "draft.{}"
    db.execute(f"insert into target.files select * from {layer.format('files')} order by path")
    db.execute(
        f"insert into target.articles select path, ordinal, id, nullif(slug, id), {_COLUMNS} "
        f"from {layer.format('articles')} order by path, ordinal"
    )
    for name in ("whole", "changes", "draft") if whole else ("draft",):
        held = f" where text in {_KNOWN}" if whole else ""
        db.execute(f"insert or ignore into target.sketches select * from {name}.sketches{held} order by text")
        db.execute(f"insert or replace into target.alike select * from {name}.alike order by one, two")
    if is_new:
        index(db, "target")
    if whole:
        db.execute(f"delete from target.alike where one not in {_KNOWN} or two not in {_KNOWN}")
    db.execute("commit")
    db.execute("detach target")


def _forget(notes: Notes, lost: Iterable[int]) -> None:
    """Take out of the changes what the draft has anew, and what is no more."""
    db = notes.db
    db.execute("insert or ignore into target.gone select path from draft.gone")
    for table in ("files", "articles"):
        db.execute(f"delete from target.{table} where path in (select path from draft.gone)")
    for key in lost:  # or they would become more and more, with every change of the same file
        db.execute("delete from target.sketches where text = ?", (key,))
        db.execute("delete from target.alike where one = ? or two = ?", (key, key))
