"""Damage: every byte flipped, every length cut to, files removed, emptied, zeroed, made folders, swapped with older ones.

Whatever is done to a file of an index, every answer is as before, or refused with the sentence that names the file; and the
next `nkdocs index` makes all of it whole.
"""

import random
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from unittest import mock

from campaigns.ground import STORIES, Ground, Row, complain

from nkdocs import commands, indexing, planning
from nkdocs.errors import NkdocsError

Damage = tuple[str, Callable[[Path, bytes], None]]
#: What is said of the files of an index that hold none of it.
_NO_PART = {"lock", "holder.json", "MAIN_WRITELOCK"}


def parts(index_dir: Path) -> list[Path]:
    """The files of an index."""
    return sorted(path for path in index_dir.rglob("*") if path.is_file() and path.name not in _NO_PART)


def flips(raw: bytes, bits: Callable[[int], int]) -> Iterator[Damage]:
    """A bit of every byte."""
    for place in range(len(raw)):
        changed = raw[:place] + bytes([raw[place] ^ bits(place)]) + raw[place + 1 :]
        yield f"byte {place}", lambda path, _, changed=changed: _write(path, changed)


def cuts(raw: bytes) -> Iterator[Damage]:
    """Every length that is shorter."""
    for length in range(len(raw)):
        yield f"cut to {length}", lambda path, raw, length=length: _write(path, raw[:length])


def _write(path: Path, raw: bytes) -> None:
    # Another file, for older generations may share this one.
    path.unlink()
    path.write_bytes(raw)


def _remove(path: Path, _: bytes) -> None:
    path.unlink()


def _make_folder(path: Path, _: bytes) -> None:
    path.unlink()
    path.mkdir()


WHOLE: tuple[Damage, ...] = (
    ("removed", _remove),
    ("made a folder", _make_folder),
    ("zeroed", lambda path, raw: _write(path, bytes(len(raw)))),
    ("longer", lambda path, raw: _write(path, raw + b"\0")),
    ("doubled", lambda path, raw: _write(path, raw * 2)),
    ("turned around", lambda path, raw: _write(path, raw[::-1])),
)


def put_back(path: Path, raw: bytes) -> None:
    """The file as it was."""
    if path.is_dir():
        path.rmdir()
    path.unlink(missing_ok=True)
    path.write_bytes(raw)


def ground_of(folder: Path) -> tuple[Ground, dict[str, bytes]]:
    """An archive whose index has seen an update, and the files of the index before it."""
    ground = Ground(folder)
    ground.fill({**STORIES, "b.txt": ("The Ferry at Noon", "lantern", 4)})
    ground.index()
    older = {path.relative_to(ground.index_dir).as_posix(): path.read_bytes() for path in parts(ground.index_dir)}
    ground.fill()
    ground.index()
    return ground, older


def swaps(ground: Ground, older: dict[str, bytes]) -> Iterator[tuple[Path, Damage]]:
    """Every file with the one of the same name, whatever its generation, in the index before."""
    names: dict[str, bytes] = {name.rpartition("/")[2]: raw for name, raw in older.items()}
    for path in parts(ground.index_dir):
        raw = names.get(path.name)
        if raw is not None and raw != path.read_bytes():
            yield path, ("swapped with an older one", lambda path, _, raw=raw: _write(path, raw))


def attempt(ground: Ground, row: Row, path: Path, damage: Damage, states: list[dict[str, object]]) -> None:
    """Do the damage, ask everything, and put the file back."""
    raw = path.read_bytes()
    what, do = damage
    do(path, raw)
    try:
        found = ground.answers()
        complaint = complain(found, states)
        refused = sum(isinstance(answer, NkdocsError) for answer in found.values())
        row.notes["answers refused"] = int(row.notes.get("answers refused", 0)) + refused  # type: ignore[call-overload]
    except Exception as error:  # noqa: BLE001  # a traceback is what is looked for
        complaint = f"{type(error).__name__}: {error}"
    row.count(f"{path.name}, {what}: {complaint}" if complaint else None)
    put_back(path, raw)


def mend(ground: Ground, row: Row, path: Path, damage: Damage, states: list[dict[str, object]]) -> None:
    """Do the damage, run `nkdocs index`, and ask everything: nothing may be refused any more."""
    with ground.kept():
        damage[1](path, path.read_bytes())
        try:
            ground.index()
            complaint = complain(ground.answers(), states, may_refuse=False)
        except Exception as error:  # noqa: BLE001  # the same
            complaint = f"{type(error).__name__}: {error}"
        row.count(f"{path.name}, {damage[0]}, index: {complaint}" if complaint else None)


def mend_large(folder: Path, row: Row, share: float, chance: random.Random) -> None:
    """Bytes flipped in the engine's files of an index that is too large to be read whole before each run of `index`."""
    ground, _ = ground_of(folder)
    new = [ground.answers()]
    ground.write("b.txt", "The Ferry at Noon", "lantern", 4)
    ground.index()
    old = [ground.answers()]
    with mock.patch.object(planning, "READ_WHOLE", 0), mock.patch.object(indexing, "READ_WHOLE", 0):
        for path in parts(ground.index_dir):
            raw = path.read_bytes()
            places = chance.sample(range(len(raw)), max(int(100 * share), 1)) if path.parent.name == "engine" else []
            for place in sorted(places):
                with ground.kept():
                    _write(path, raw[:place] + bytes([raw[place] ^ 1 << place % 8]) + raw[place + 1 :])
                    row.count(_mend_large(ground, f"{path.name}, byte {place}", old, new))
    shutil.rmtree(folder)


def _mend_large(ground: Ground, where: str, old: list[dict[str, object]], new: list[dict[str, object]]) -> str | None:
    """Look for the damage, change a dump, and index. What is wrong then; None if nothing is."""
    try:
        if not commands.check(ground.where).findings:
            return f"{where}: status --check finds nothing"
        if complaint := complain(ground.answers(), old):
            return f"{where}: {complaint}"
        ground.fill()
        ground.index()
        found = ground.answers()
        refused = any(isinstance(answer, NkdocsError) for answer in found.values())
        if refused and not commands.check(ground.where).findings:
            return f"{where}, index: status --check finds nothing"
        if complaint := complain(found, new):
            return f"{where}, index: {complaint}"
        if refused:
            ground.index(rebuild=True)
            complaint = complain(ground.answers(), new, may_refuse=False)
            return f"{where}, index --rebuild: {complaint}" if complaint else None
    except Exception as error:  # noqa: BLE001  # a traceback is what is looked for
        return f"{where}: {type(error).__name__}: {error}"
    return None


def run(folder: Path, share: float = 1.0, seed: int = 1) -> Iterator[Row]:
    """All of it, or a share of the flips and cuts."""
    chance = random.Random(seed)
    ground, older = ground_of(folder)
    states = [ground.answers()]
    flipped, cut, whole, swapped, mended, large = (
        Row("a bit of every byte flipped"),
        Row("every file cut at every length"),
        Row("every file removed, zeroed, longer, doubled, turned around, a folder"),
        Row("every file swapped with an older one"),
        Row("damage, then `nkdocs index`"),
        Row("a byte flipped in an index too large to be read whole, then `nkdocs index`"),
    )
    for path in parts(ground.index_dir):
        raw = path.read_bytes()
        for row, damages in ((flipped, flips(raw, lambda place: 1 << place % 8)), (cut, cuts(raw))):
            for damage in damages:
                if share == 1 or chance.random() < share:
                    attempt(ground, row, path, damage, states)
        for damage in WHOLE:
            attempt(ground, whole, path, damage, states)
            mend(ground, mended, path, damage, states)
    for path, damage in swaps(ground, older):
        attempt(ground, swapped, path, damage, states)
        mend(ground, mended, path, damage, states)
    shutil.rmtree(folder)
    mend_large(folder, large, share, chance)
    yield from (flipped, cut, whole, swapped, mended, large)
