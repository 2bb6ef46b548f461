"""Where things are: the archive a command is about, and the folder of its index.

The index is a cache of ours and no part of the archive: it lives in the user's cache directory, under a digest of the
archive's path, or where ``--index`` / ``NKDOCS_INDEX`` say. It is opened only if nobody but the user can have written it,
because an engine may run what it finds there. What is inside belongs to `generations` and `manifest`; this module reads
``archive.txt`` and ``roots.json`` alone: whose index it is, and what the archive indexes, also where the index is damaged.
"""

from __future__ import annotations

import hashlib
import json
import os
import shlex
from collections.abc import Sequence
from dataclasses import field, replace
from pathlib import Path, PurePosixPath

from nkdocs.config import Settings
from nkdocs.errors import ConfigError, CorpusError, IndexDamagedError, NkdocsError, NoIndexError
from nkdocs.inventory import CURRENT, HOLDER, OWNER, ROOTS
from nkdocs.places import user_folder
from nkdocs.sealing import unseal
from nkdocs.values import dataclass


@dataclass(frozen=True, slots=True)
class Where:
    """Where a command was told to look.

    None: the current folder; NKDOCS_ARCHIVE, or a walk upwards from it; NKDOCS_INDEX, or the user's cache. `found` and
    `settings` are what a first look came to (`look`, `commands.settle`), so that nobody looks again.
    """

    start: Path | None = None
    archive: Path | None = None
    index: Path | None = None
    found: Archive | None = None
    settings: Settings | None = None


@dataclass(frozen=True, slots=True)
class Archive:
    """A folder with dumps, the folder of its index, and the folder the person stands in. All absolute.

    `options` are those that a command needs to be about this archive again.
    """

    root: Path
    index_dir: Path
    start: Path
    options: str = field(default="", compare=False)
    #: What is known of the root is only that the person stands in it: its index should tell, and cannot.
    is_guessed: bool = field(default=False, compare=False)

    @property
    def has_index(self) -> bool:
        """Whether a first index was completed. Raises `ConfigError` where nobody lets us look."""
        try:
            # Either may be lost; the other still tells that there is something to mend.
            return (self.index_dir / OWNER).is_file() or (self.index_dir / CURRENT).is_file()
        except PermissionError:
            check_index_dir(self.index_dir)
            raise ConfigError(
                f"the index folder {self.index_dir} cannot be read",
                f"allow it: chmod u+rwx {shlex.quote(str(self.index_dir))}",
            ) from None

    @property
    def knows_its_owner(self) -> bool:
        """Whether the index says whose it is, and says this archive."""
        return _owner(self.index_dir) == self.root

    def command(self, words: str) -> str:
        """What to type for a command about this archive, such as ``nkdocs --archive DIR index``."""
        return f"nkdocs {self.options}{words}"


def look(where: Where) -> Where:
    """The same, with the archive that it leads to, if there is one. What is wrong with it is for the verbs to say."""
    try:
        return replace(where, found=_lead(where))
    except NkdocsError:
        return where


def _lead(where: Where) -> Archive | None:
    """The archive that is named, or the nearest with an index."""
    return where.found or _named_archive(where) or _enclosing_archive(start_of(where))


def find_archive(where: Where) -> Archive:
    """The archive a reading command is about: named, or the nearest one at or above the current folder that has an index.

    Raises `NoIndexError` if there is none, `ConfigError` if its index folder is not to be trusted.
    """
    archive = _lead(where)
    if archive is None or not archive.has_index:
        raise _no_index(archive, start_of(where))
    _check_owner(archive)
    check_index_dir(archive.index_dir)
    return archive


def _no_index(archive: Archive | None, start: Path) -> NoIndexError:
    """That an archive has no index, or that there is no archive; or that one is being made, or was begun."""
    for begun in (archive,) if archive else (Archive(folder, _cache_dir(folder), start) for folder in (start, *start.parents)):
        if (begun.index_dir / HOLDER).is_file():
            return NoIndexError(
                f"the first index of {begun.root} is being made, or was begun and left",
                f"wait until it is there; or, if nothing makes it: {begun.command('index')}",
            )
    if archive is None:
        return NoIndexError("there is no index for this folder, or for any above it", "make one: nkdocs index")
    return NoIndexError(f"the archive {archive.root} has no index yet", f"make one: {archive.command('index')}")


def place_archive(where: Where) -> Archive:
    """The archive that `index` is about: named, or enclosing with an index, or else the current folder itself."""
    start = start_of(where)
    archive = _lead(where) or Archive(start, _cache_dir(start), start)
    if not archive.root.is_dir():
        raise ConfigError(f"the archive {archive.root} is not a folder", "name the folder that holds the dumps")
    _check_owner(archive)
    return archive


def archive_around(where: Where, folder: Path) -> Archive | None:
    """The archive that a file in this folder lies in: the command's own, or else the nearest at or above it with an index."""
    archive = _lead(where)
    return archive if archive and folder.is_relative_to(archive.root) else _enclosing_archive(folder)


def settings_root(where: Where) -> Path | None:
    """The root whose nkdocs.toml counts: of the archive if there is one, else the current folder."""
    try:
        archive = _lead(where)
        return archive.root if archive else start_of(where)
    except NkdocsError:
        return None


def inside(archive: Archive, paths: Sequence[str]) -> tuple[str, ...]:
    """The paths as typed, relative to the archive's root with ``/`` between; "." is the root itself.

    Who stands outside the archive, and named it, may mean paths in it. Raises `CorpusError` for what is not in it.
    """
    relative = []
    for path in paths:
        places = [place_of(base, path) for base in (archive.start, archive.root)]
        here = [place for place in places if os.path.lexists(place) and place.is_relative_to(archive.root)]
        if here:
            relative.append(here[0].relative_to(archive.root).as_posix())
        elif not os.path.lexists(places[0]):
            raise CorpusError(f"there is no file or folder {path}", "see that the path is right")
        else:
            folder = places[0] if places[0].is_dir() else places[0].parent
            raise CorpusError(
                f"{path} lies outside the archive {archive.root}",
                f"index it as an archive of its own: cd {shlex.quote(str(folder))} and run nkdocs index",
            )
    return tuple(relative)


def from_root(archive: Archive, path: str) -> str:
    """An absolute path in the archive, relative to its root with ``/`` between; any other text as it is typed."""
    if not Path(path).is_absolute():
        return path
    place = place_of(archive.root, path)
    return place.relative_to(archive.root).as_posix() if place.is_relative_to(archive.root) else path


def place_of(base: Path, path: str) -> Path:
    """The absolute path of a file as typed in the folder `base`."""
    # Only the folder is resolved: a link that a person names stays the link, and is followed when it is read.
    place = Path(os.path.abspath(base / path))  # noqa: PTH100  # the same
    return Path(os.path.realpath(place.parent)) / place.name  # unlike `resolve`, at peace with links in a circle


def check_index_dir(*folders: Path) -> None:
    """Refuse folders of an index that somebody else owns or can write to. Raises `ConfigError`."""
    for folder in folders:
        _check_folder(folder)


def _check_folder(folder: Path) -> None:
    if not hasattr(os, "geteuid"):  # Windows keeps a user's cache to the user by other means
        return
    try:
        status = folder.stat()
    except OSError as error:
        raise ConfigError(f"the index folder {folder} cannot be read: {error.strerror}", "see its permissions") from error
    if status.st_uid != os.geteuid():
        raise ConfigError(
            f"the index folder {folder} belongs to another user, and so would all that it answers",
            "make one of your own: nkdocs index --index DIR",
        )
    if status.st_mode & 0o022:
        raise ConfigError(
            f"others can write to the index folder {folder}, and so into what it answers",
            f"if you trust what is in it: chmod go-w {shlex.quote(str(folder))}",
        )


def read_roots(archive: Archive) -> tuple[str, ...]:
    """The paths that the archive indexes, relative to its root; () if that cannot be read. None lies outside."""
    try:
        roots = json.loads(unseal((archive.index_dir / ROOTS).read_bytes()) or b"")
    except (OSError, ValueError):
        return ()
    if not isinstance(roots, list) or not all(isinstance(root, str) and root and is_within(root) for root in roots):
        return ()
    return tuple(roots)


def is_within(root: str) -> bool:
    """Whether a path that somebody wrote down leads nowhere out of the folder it is relative to."""
    path = PurePosixPath(root)
    return not path.is_absolute() and ".." not in path.parts


def _named_archive(where: Where) -> Archive | None:
    """The archive that options or the environment name; None if they leave it to the current folder."""
    start = start_of(where)
    named = where.archive or _path_of("NKDOCS_ARCHIVE")
    index_dir = where.index or _path_of("NKDOCS_INDEX")
    if index_dir is not None:
        index_dir = Path(os.path.abspath(start / index_dir))  # noqa: PTH100  # a link stays what it was made for
    if named is None:
        if index_dir is None:
            return None
        # An index in a place of its own knows its archive; a new one is for the folder the person stands in.
        owner = _owner(index_dir)
        return Archive(owner or start, index_dir, start, _options(where), is_guessed=owner is None)
    root = Path(os.path.realpath(start / named))
    if not root.is_dir():
        raise ConfigError(f"the archive {named} is not a folder", "name the folder that holds the dumps")
    return Archive(root, index_dir or _cache_dir(root), start, _options(where))


def _options(where: Where) -> str:
    """The options as they were typed. What the environment names, it names for the next command as well."""
    named = (("--archive", where.archive), ("--index", where.index))
    return "".join(f"{option} {shlex.quote(str(path))} " for option, path in named if path is not None)


def _enclosing_archive(start: Path) -> Archive | None:
    for folder in (start, *start.parents):
        archive = Archive(folder, _cache_dir(folder), start)
        if archive.has_index:
            return archive
    return None


def start_of(where: Where) -> Path:
    """The folder the person stands in, resolved. Raises `ConfigError` if it is gone."""
    try:
        return Path(os.path.realpath(where.start or Path.cwd()))
    except OSError as error:
        raise ConfigError("the current folder is gone", "change to one that is there") from error


def _path_of(variable: str) -> Path | None:
    value = os.environ.get(variable)
    return Path(value) if value else None


def _check_owner(archive: Archive) -> None:
    if archive.is_guessed and archive.has_index:
        raise IndexDamagedError(
            f"the index is damaged ({OWNER})", f"say whose it is: nkdocs --archive DIR {archive.options}index --rebuild"
        )
    owner = _owner(archive.index_dir)
    if owner is not None and owner != archive.root:
        raise ConfigError(f"{archive.index_dir} is the index of another archive, {owner}", "name another folder: --index DIR")


def _owner(index_dir: Path) -> Path | None:
    """Whose index it is; None if nothing tells, or what tells is damaged."""
    try:
        raw = unseal((index_dir / OWNER).read_bytes())
    except OSError:
        return None
    return Path(os.fsdecode(raw)) if raw else None


def _cache_dir(root: Path) -> Path:
    return user_folder("cache") / hashlib.sha256(os.fsencode(root)).hexdigest()[:32]
