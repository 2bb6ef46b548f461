"""Opening an index to ask it something: found, trusted, of our make, whole, and still answering when the question is done.

Everything a reading command must see to before and after its question is here once, so that no command forgets a part of it.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from typing import TypeVar

from nkdocs import __version__, config
from nkdocs.analysis import speak
from nkdocs.archive import Archive, Where, check_index_dir, find_archive
from nkdocs.config import Settings
from nkdocs.engine import CAREFUL, Engine, open_engine
from nkdocs.errors import IndexDamagedError, IndexOutdatedError
from nkdocs.generations import Generation, reading
from nkdocs.makers import makers, parser_digest
from nkdocs.manifest import FORMAT, HeldFile
from nkdocs.twins import COPIES, Groups, read_groups
from nkdocs.values import dataclass

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class OpenIndex:
    """An archive, the generation of its index that answers, and the engine over it, open.

    `notices` are sentences about the index that belong beside every answer.
    """

    archive: Archive
    generation: Generation
    engine: Engine
    settings: Settings
    notices: tuple[str, ...] = ()

    @property
    def suffixes(self) -> tuple[str, ...]:
        """What the names of dumps end with."""
        return self.settings.dump_suffixes

    def groups(self) -> Groups:
        """Which articles are copies of each other. Raises `IndexDamagedError`."""
        try:
            return read_groups(self.generation.side_file(COPIES))
        except ValueError as error:
            raise IndexDamagedError.of(COPIES) from error


def ask(where: Where, question: Callable[[OpenIndex], T]) -> T:
    """What the question finds in the archive's index, all of it in one generation.

    Raises `NoIndexError`, `IndexOutdatedError`, `IndexDamagedError` and what the question raises.
    """
    archive = find_archive(where)
    settings = where.settings or config.load(archive.root)
    speak(settings.language)
    with _whole(archive) as generation:
        if age := generation.manifest.age(makers(settings.engine)):
            raise IndexOutdatedError(f"the index was made {age}", _renew(archive))
        generation.check_quickly(CAREFUL[settings.engine])
        notices = _about_age(archive, generation.manifest.wear(__version__))
        with contextlib.closing(open_engine(settings.engine, generation.engine_dir)) as engine:
            return question(OpenIndex(archive, generation, engine, settings, notices))


@dataclass(frozen=True, slots=True)
class ClosedIndex:
    """What an index says of itself without its engine: `notices` also say what keeps it from answering."""

    generation: Generation
    files: dict[str, HeldFile]
    notices: tuple[str, ...]


def look_over(archive: Archive) -> ClosedIndex:
    """The generation that answers, also one of another make, after reading every byte of it.

    Raises `IndexDamagedError`, and `IndexOutdatedError` if it is of another format.
    """
    with _whole(archive) as generation:
        manifest, settings = generation.manifest, config.load(archive.root)
        speak(settings.language)
        age = manifest.age(makers(settings.engine))
        if age and manifest.format != FORMAT:
            raise IndexOutdatedError(f"the index was made {age}", _renew(archive))
        generation.check()
        return ClosedIndex(
            generation, generation.files(), _about_age(archive, age or manifest.wear(__version__, parser_digest()))
        )


@contextlib.contextmanager
def _whole(archive: Archive) -> Iterator[Generation]:
    """The generation that answers, once it is seen that only we can have written it. Damage names the command that mends."""
    try:
        with reading(archive.index_dir) as generation:
            check_index_dir(generation.folder, generation.engine_dir)
            yield generation
    except IndexDamagedError as error:
        raise IndexDamagedError(str(error), error.hint.replace("nkdocs ", archive.command(""))) from error


def _about_age(archive: Archive, age: str) -> tuple[str, ...]:
    return (f"the index was made {age}; {_renew(archive)}",) if age else ()


def _renew(archive: Archive) -> str:
    return f"bring it up to date: {archive.command('index')}"
