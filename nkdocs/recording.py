"""Writing corrections down: the one place where nkdocs writes into an archive, and only into ``corrections.toml``.

A table that is there is changed where it stands, a new one goes to the end, and every other line stays what it was. What was
written is read back before it takes the place of the file.
"""

from __future__ import annotations

import contextlib
import os
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from nkdocs.corrections import Correction
from nkdocs.corrections_file import FILE, HEADER, MOST_BYTES, from_row, load_table, to_row
from nkdocs.errors import ConfigError
from nkdocs.strange_files import read_some

_PREAMBLE = """\
# Corrections of this archive, written by nkdocs fix and applied by nkdocs index.
# Plain data: entries may be edited, moved and taken out by hand, and comments stay.
"""


#: What the name of the file begins with until it takes the other's place.
_NEW = f".{FILE}.nkdocs-"
#: Seconds to wait for another who is correcting.
_PATIENCE = 20.0


def write_corrections(root: Path, made: Sequence[Correction], taken_back: Sequence[Correction] = ()) -> None:
    """Add corrections to the archive's file, each in place of the one with the same target, and take some out.

    Raises `ConfigError` if the file cannot be written, or is not readable as TOML as it stands.
    """
    path = root / FILE
    try:
        with _alone(root) as alone:
            for left in root.glob(f"{_NEW}*") if alone else ():
                left.unlink()  # by a run that was ended while it wrote
            before = _read(root)
            text = add_to_text(before.decode("utf-8-sig"), made, taken_back)
            _replace(path, before, text.encode("utf-8"))
    except UnicodeDecodeError as error:
        raise ConfigError(f"{path} is no UTF-8 text", "mend it, or move it away") from error
    except OSError as error:
        raise ConfigError(
            f"{path} cannot be written: {error.strerror or error}", "corrections live in the archive: make it writable"
        ) from error


@contextlib.contextmanager
def _alone(root: Path) -> Iterator[bool]:
    """No other nkdocs corrects meanwhile: the folder itself is locked, so that nothing is left among the dumps.

    Gives False where the system or the disk knows no such lock: what was read is still compared before it is replaced.
    """
    try:
        from fcntl import LOCK_EX, LOCK_NB, flock
    except ImportError:  # no such lock on Windows
        yield False
        return
    folder = os.open(root, os.O_RDONLY)
    last = time.monotonic() + _PATIENCE
    locked = False
    try:
        while not locked:
            try:
                flock(folder, LOCK_EX | LOCK_NB)
                locked = True
            except BlockingIOError:
                if time.monotonic() > last:
                    raise ConfigError(f"another program is correcting {root}", "nothing was written; try again") from None
                time.sleep(0.02)
            except OSError:
                break
        yield locked
    finally:
        os.close(folder)


def _read(root: Path) -> bytes:
    try:
        raw = read_some(root / FILE, MOST_BYTES, within=root)
    except FileNotFoundError:
        return b""
    if len(raw) > MOST_BYTES:
        raise ConfigError(f"{root / FILE} is larger than {MOST_BYTES:,} bytes", "move it away: these are no corrections")
    return raw


def add_to_text(text: str, made: Sequence[Correction], taken_back: Sequence[Correction] = ()) -> str:
    """The text of the file with these corrections in it, and without those. Raises `ConfigError` for text that is no TOML.

    Only the lines of the tables concerned change, so that comments stay where they are.
    """
    # Loaded here: only who corrects needs to write.
    import tomlkit

    text = text.replace("\r\n", "\n")
    tables = _tables(text)
    targets = [_target(table) for _, _, table in tables]
    present = {target: at for at, target in enumerate(targets)}
    lines = (text or _PREAMBLE).rstrip("\n").split("\n")
    fresh: dict[tuple[str, ...], str] = {}
    changed: dict[int, str] = {}
    for correction in made:
        row = to_row(correction)
        at = present.get(correction.target)
        if at is None:
            fresh[correction.target] = tomlkit.dumps({"correction": [row]}).strip()
            continue
        first, end, _ = tables[at]
        file = tomlkit.parse(changed.get(at, "\n".join(lines[first:end])))
        table = file["correction"][0]
        for key, value in {**({"because": ""} if "because" in table else {}), **row}.items():
            table[key] = value
        changed[at] = tomlkit.dumps(file).rstrip("\n")
    taken, said = ({row.target for row in rows} for rows in (taken_back, made))
    # Of several about the same, as hands and merges leave them, one stays.
    gone = {at for at, target in enumerate(targets) if target in taken or (target in said and at != present[target])}
    for at in sorted({*changed, *gone}, reverse=True):
        first, end, _ = tables[at]
        lines[first:end] = [] if at in gone else changed[at].split("\n")
        if at in gone and lines[first : first + 1] == [""]:
            del lines[first]
    written = "\n".join(lines).strip("\n") + "\n" + "".join(f"\n{table}\n" for table in fresh.values())
    _tables(written)
    return written


def _tables(text: str) -> list[tuple[int, int, object]]:
    """Every table of the file: its first line and the line after its last, from 0, comments after it left out; what it says."""
    broken = load_table(text)
    if isinstance(broken, tuple):
        raise ConfigError(f"{FILE} is not readable as TOML: {broken[0]} (line {broken[1]})", "mend that line first")
    rows = broken.get("correction", [])
    lines = text.split("\n")
    heads = [number for number, line in enumerate(lines) if HEADER.match(line)]
    if not isinstance(rows, list) or len(rows) != len(heads):
        raise ConfigError(
            f"{FILE} is written in a way that nkdocs cannot add to", "write each entry as [[correction]], alone on a line"
        )
    tables = []
    for first, end, row in zip(heads, [*heads, len(lines)][1:], rows, strict=True):
        own = (number for number in range(first, end) if lines[number].strip() and not lines[number].lstrip().startswith("#"))
        tables.append((first, max(own) + 1, row))
    return tables


def _target(row: object) -> tuple[str, ...]:
    try:
        return from_row(row).target
    except ValueError:
        return ()


def _replace(path: Path, before: bytes, after: bytes) -> None:
    """Write the file anew in one step. A link in its place is replaced: we write nowhere but there."""
    mode = path.stat().st_mode & 0o777 if before else 0o666 & ~_umask()
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=_NEW)
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(after)
            file.flush()
            os.fsync(file.fileno())
        temporary.chmod(mode)
        if _read(path.parent) != before:
            raise ConfigError(f"{path} was changed by another program at this moment", "nothing was written; try again")
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)
    with contextlib.suppress(OSError):  # some systems cannot
        folder = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)


def _umask() -> int:
    mask = os.umask(0o022)
    os.umask(mask)
    return mask
