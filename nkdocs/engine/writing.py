"""Changes to a store that become visible together: documents put and dropped, segments merged, and the new contents.

What is put is held in memory up to a budget, and then written as a segment that nobody knows of yet. Only at the end are the
contents written anew, in one step, and what they no longer name is removed. Killed before, a run leaves files that the next
one removes.

**Merging.** Segments are of a size class by how many documents they have left (1 to 7, 8 to 63, 64 to 511, ...). Eight of
one class become one, so that an article is written again a few times in its life. Of the small classes two do, since a search
takes almost as long for a small segment as for a larger one, and to write so little again takes next to nothing: a store of a
hundred thousand has about a dozen segments. One of which more than half is removed is written anew.
"""

from __future__ import annotations

import contextlib
import itertools
from collections.abc import Callable, Iterator
from pathlib import Path

from nkdocs.engine.contents import Contents, Held, open_segments, read_contents, write_contents
from nkdocs.engine.inverting import Inverter
from nkdocs.engine.keys import encode
from nkdocs.engine.merging import merge
from nkdocs.engine.segment import Segment
from nkdocs.engine.segment_format import MOST_DOCUMENTS, SUFFIX
from nkdocs.errors import IndexLockedError
from nkdocs.model import Document

#: Bytes of memory that the process may take, if nobody says.
MEMORY = 512_000_000
#: Bytes of it that the interpreter and all modules take; of the rest, the share for what is put: writing a segment takes more.
_BASE, _SHARE = 64_000_000, (5, 7)
#: Bytes that each document takes while segments become one, its share of the keys included; so many may always become one.
_MERGED, _LEAST_MERGED = 2_500, 8_192
#: So many segments of a class become one; of the first classes, fewer.
_SEVERAL = 8
_SMALL, _SEVERAL_SMALL = 3, 2


def budget_within(memory: int | None) -> int:
    """The bytes for what is put, where the whole process may take so many; None: as many as usual."""
    share, of = _SHARE
    return max((MEMORY if memory is None else memory) - _BASE, 0) * share // of


@contextlib.contextmanager
def lock(folder: Path) -> Iterator[None]:
    """Be the only one who writes into the folder. Raises `IndexLockedError`."""
    from nkdocs.engine.stock import FileStorage  # for those who write

    held = FileStorage(str(folder)).lock("MAIN_WRITELOCK")
    if not held.acquire():
        message = f"another process is writing the index in {folder}"
        raise IndexLockedError(message, "wait until it is done, then try again")
    try:
        yield
    finally:
        held.release()


class StoreTransaction:
    """Changes that become visible together. See `nkdocs.engine.Transaction`. The lock is held by who makes it."""

    def __init__(self, folder: Path, budget: int | None = None, written: Callable[[float], None] | None = None) -> None:
        self._folder = folder
        self._tell = written
        self._flushed = 0
        self._budget = budget_within(None) if budget is None else budget
        contents = read_contents(folder)
        self._next = contents.next
        self._written = contents.written
        self._snapshot = open_segments(folder, contents)
        self._removed = {held.name: set(held.removed) for held in contents.segments}
        self._open: list[Segment] = list(self._snapshot.segments)
        self._inverter: Inverter | None = None
        self._new: dict[str, int] = {}

    def put(self, document: Document) -> None:
        """Add the document, in place of the one with the same id."""
        self.drop(document.id)
        if self._inverter is None:
            self._inverter = Inverter(self._path())
        self._new[document.id] = self._inverter.add(document)
        if self._inverter.is_full(self._budget):
            self._flush()

    def drop(self, article_id: str) -> None:
        """Remove the document with this id, be it committed or of this transaction."""
        wanted = encode(article_id)
        for segment in self._open:
            # Of several of one id all but one have been removed before.
            for document in segment.documents_with(wanted):
                self._removed[segment.name].add(document)
        if article_id in self._new and self._inverter is not None:
            self._inverter.drop(self._new.pop(article_id))

    def commit(self) -> None:
        """Make the changes visible."""
        self._flush()
        self._merge()
        rows = (
            Held(segment.name, segment.seal, segment.size, tuple(sorted(self._removed[segment.name])))
            for segment in self._open
            if len(self._removed[segment.name]) < segment.size
        )
        contents = Contents(tuple(rows), self._next, self._written + 1)
        self._close()
        from nkdocs.engine.codec import write_toc  # for those who write

        write_contents(self._folder, contents)
        write_toc(self._folder, contents)
        self._tidy({held.name for held in contents.segments})

    def abandon(self) -> None:
        """Undo what was done."""
        if self._inverter is not None:
            self._inverter.builder.abandon()
        self._close()
        with contextlib.suppress(Exception):
            self._tidy({held.name for held in read_contents(self._folder).segments})

    def _close(self) -> None:
        for segment in self._open:
            segment.close()
        self._open.clear()

    def _tidy(self, kept: set[str]) -> None:
        """Remove segments that nobody names, also those of killed runs."""
        for path in self._folder.glob(f"*{SUFFIX}"):
            if path.name not in kept:
                path.unlink(missing_ok=True)

    def _path(self) -> Path:
        path = self._folder / f"{self._next:06}{SUFFIX}"
        path.unlink(missing_ok=True)  # of a run that was killed
        self._next += 1
        return path

    def _flush(self) -> None:
        """Write what is held in memory as a segment."""
        if self._inverter is None:
            return
        inverter = self._inverter
        tell, flushed = self._tell, self._flushed
        removed = inverter.finish((lambda share: tell(flushed + share * len(inverter))) if tell else None)
        self._flushed += len(inverter)
        self._inverter = None
        self._new.clear()
        self._take(inverter.builder.path, removed)

    def _take(self, path: Path, removed: set[int]) -> None:
        self._removed[path.name] = removed
        self._open.append(Segment(path))

    def _merge(self) -> None:
        while chosen := self._choose():
            path = self._path()
            merge([(segment, self._removed[segment.name]) for segment in chosen], path)
            for segment in chosen:
                self._open.remove(segment)
                segment.close()
            self._take(path, set())

    def _choose(self) -> list[Segment]:
        """Segments that are to become one; none if all are well as they are."""
        classes: dict[int, list[Segment]] = {}
        for segment in self._open:
            left = segment.size - len(self._removed[segment.name])
            if 0 < left * 2 < segment.size:
                return [segment]
            if left:
                classes.setdefault(_class(left), []).append(segment)
        for each in sorted(classes):
            if (
                len(classes[each]) >= (_SEVERAL_SMALL if each < _SMALL else _SEVERAL)
                and len(fitting := self._fitting(classes[each])) > 1
            ):
                return fitting
        return []

    def _fitting(self, segments: list[Segment]) -> list[Segment]:
        """The smallest of them, as many as fit into one, and into memory while it is made."""
        most = min(MOST_DOCUMENTS, max(self._budget // _MERGED, _LEAST_MERGED))
        by_size = sorted(segments, key=lambda segment: segment.size)
        sums = itertools.accumulate(segment.size for segment in by_size)
        return [segment for segment, together in zip(by_size, sums, strict=True) if together <= most]


def _class(documents: int) -> int:
    return (documents.bit_length() - 1) // 3
