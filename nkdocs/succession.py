"""How one generation of an index takes the place of the one before.

A run builds the next generation beside the one that answers, from links to its files, and replaces CURRENT last, in one step:
killed at any instant, what answered before answers still. Links are safe because an engine never writes into a file it has
finished. What a generation has in common with the one before keeps its checksum, so that damage stays damage.

All of this writes, and is called with the index's lock held; who reads knows `generations` alone.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from nkdocs.generations import ENGINE, MANIFEST, Generation, checksum, damaged, marked
from nkdocs.inventory import CURRENT, is_generation, is_half_written, is_put_aside
from nkdocs.manifest import Manifest, write_manifest
from nkdocs.putting import put


@contextlib.contextmanager
def next_generation(index_dir: Path, answering: Generation | None, *, fresh: bool = False) -> Iterator[Path]:
    """A folder for the next generation, with links to the engine's files of the one that answers, unless it is to be `fresh`.

    Without `commit` in the block, or if the block is left by any exception, the folder goes away again. Call it with the lock
    held.
    """
    clean(index_dir, answering)
    numbers = [int(path.name[1:]) for path in index_dir.iterdir() if is_generation(path.name)]
    folder = index_dir / f"g{max(numbers, default=0) + 1:06d}"
    try:
        folder.mkdir(mode=0o700)
        (folder / ENGINE).mkdir(mode=0o700)
        if answering is not None and not fresh:
            for path in answering.engine_dir.iterdir():
                name = f"{ENGINE}/{path.name}"
                if link(path, folder / name) or (known := answering.manifest.checksums.get(name)) is None:
                    continue
                if checksum(folder / name) != known:  # a copy is given a checksum of its own, which must not hide damage
                    raise damaged(name)
        yield folder
    finally:
        if not _answers(index_dir, folder):
            _remove_tree(folder)


def commit(folder: Path, manifest: Manifest, answering: Generation | None) -> Generation:
    """Complete the generation in `folder`, and let it answer from now on. `manifest` comes without checksums.

    Files that are links to those of the one that `answering` until now keep their checksums: they are not read again.
    """
    checksums = {}
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            name = path.relative_to(folder).as_posix()
            checksums[name] = _kept_checksum(path, name, answering) or checksum(path)
            _sync(path)
    complete = replace(manifest, checksums=checksums)
    raw = write_manifest(complete)
    put(folder / MANIFEST, raw)
    for each in (folder / ENGINE, folder, folder.parent):  # what the pointer will name must be there before it
        _sync(each)
    put(folder.parent / CURRENT, f"{folder.name} {hashlib.sha256(raw).hexdigest()}\n".encode("ascii"))
    _sync(folder.parent)
    generation = Generation(folder, complete)
    clean(folder.parent, generation)
    return generation


def clean(index_dir: Path, keep: Generation | None) -> None:
    """Remove every generation but one, and what killed runs left. Call it with the lock held only.

    A generation that somebody reads stays until the next run.
    """
    if keep is None:
        _remove(index_dir / CURRENT)
    for path in sorted(index_dir.iterdir(), reverse=True):  # what was put out of sight before goes first
        if is_generation(path.name) and (keep is None or path != keep.folder):
            with contextlib.suppress(OSError):
                _remove_generation(path)
        elif is_put_aside(path.name) and path.is_dir():
            _remove_tree(path)
        elif is_half_written(path.name):
            _remove(path)


def _remove(path: Path) -> None:
    """A file, or the folder that something has made of it."""
    if path.is_dir():
        _remove_tree(path)
    else:
        path.unlink(missing_ok=True)


def _remove_generation(folder: Path) -> None:
    aside = folder.with_name(f"old-{folder.name}")
    with contextlib.ExitStack() as stack:
        if (folder / MANIFEST).exists():  # else no reader has ever known of it
            stack.enter_context(marked(folder, exclusive=True))
        folder.rename(aside)  # out of sight in one step, so that no reader meets half a generation
    _remove_tree(aside)


def _remove_tree(folder: Path) -> None:
    import shutil  # for those who write

    shutil.rmtree(folder, ignore_errors=True)


def _answers(index_dir: Path, folder: Path) -> bool:
    """Whether the generation has begun to answer; also where that cannot be read: what is left over, the next run removes."""
    try:
        return (index_dir / CURRENT).read_bytes().startswith(folder.name.encode("ascii") + b" ")
    except FileNotFoundError:
        return False
    except OSError:
        return True


def _kept_checksum(path: Path, name: str, old: Generation | None) -> tuple[int, str] | None:
    if old is None or name not in old.manifest.checksums:
        return None
    with contextlib.suppress(OSError):
        if path.samefile(old.folder / name):
            return old.manifest.checksums[name]
    return None


def link(source: Path, target: Path) -> bool:
    """Let a finished file of a generation be one of the next as well; False if it had to be copied. Raises `OSError`."""
    try:
        os.link(source, target)
    except OSError:  # a file system without links, or one that allows no more of them
        import shutil  # for those who write

        shutil.copy2(source, target)
        return False
    return True


def _sync(path: Path) -> None:
    """Ask for what was written to be on the disk. A file system that cannot is no reason to stop."""
    with contextlib.suppress(OSError):
        descriptor = os.open(path, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
