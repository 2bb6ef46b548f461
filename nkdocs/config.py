"""Settings as rows: flag > environment > ``nkdocs.toml`` in the archive > the user's ``config.toml`` > default.

``nkdocs.toml`` may come with a downloaded archive, so a setting in it is a value and nothing more: none can name a command to
run or a place outside the archive. Where the index lives is therefore no setting, and said only by ``--index`` or NKDOCS_INDEX;
and what is started, and where a click leads, is taken from the person's own file and environment alone (`Setting.is_own`).

A row's name is its key in both files, and NKDOCS_ with the name in capitals is its variable.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from nkdocs.errors import ConfigError
from nkdocs.places import user_folder
from nkdocs.strange_files import read_some
from nkdocs.values import dataclass

PROJECT_FILE = "nkdocs.toml"
USER_FILE = "config.toml"
#: The most bytes that an archive's own file may set, by the setting: reading a dump takes some thirty times its size.
_MOST_OF_AN_ARCHIVE = {"max_file_size": 256_000_000, "memory": 512_000_000}
#: Nobody writes a megabyte of settings: what is larger was not meant for us.
_MAX_BYTES = 1_000_000
#: Bytes with which an archive can still be indexed.
LEAST_MEMORY = 128_000_000


@dataclass(frozen=True, slots=True)
class Settings:
    """All settings, resolved. One field per row of `SETTINGS`, with the row's default."""

    engine: str = "whoosh"
    dump_suffixes: tuple[str, ...] = (".txt", ".text", ".md", ".markdown", "")
    max_file_size: int = 64_000_000
    memory: int = 512_000_000
    limit: int = 10
    snippets: int = 2
    color: str = "auto"
    links: str = "auto"
    pager: bool = True
    queries: tuple[tuple[str, str], ...] = ()
    language: str = "english"
    synonyms: tuple[tuple[str, ...], ...] = ()
    open: str = ""
    link: str = "file"


@dataclass(frozen=True, slots=True)
class Setting:
    """A row: what a setting is called, what it does, and how its value is read (`ValueError` says what it must be).

    One that `is_own` is taken from the person's own file or environment only: it names what is started, or where a click leads.
    """

    name: str
    prose: str
    read: Callable[[Any], object]
    has_variable: bool = True
    is_own: bool = False

    @property
    def default(self) -> object:
        """The value where nobody gives one."""
        return getattr(Settings(), self.name)

    @property
    def variable(self) -> str:
        """The environment variable."""
        return f"NKDOCS_{self.name.upper()}"


def _one_of(*words: str) -> Callable[[Any], str]:
    def read(value: object) -> str:
        if value not in words:
            raise ValueError(f"must be one of: {', '.join(words)}")
        return str(value)

    return read


def _whole(least: int, most: int) -> Callable[[Any], int]:
    def read(value: object) -> int:
        if isinstance(value, str) and re.fullmatch(r"[0-9]{1,9}", value):
            value = int(value)
        if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most:
            raise ValueError(f"must be a whole number from {least} to {most:,}")
        return value

    return read


def _yes_or_no(value: object) -> bool:
    words = {"true": True, "yes": True, "on": True, "1": True, "false": False, "no": False, "off": False, "0": False}
    if isinstance(value, bool):
        return value
    if isinstance(value, str) and value.lower() in words:
        return words[value.lower()]
    raise ValueError("must be true or false")


def _bytes(value: object) -> int:
    units = {"": 1, "b": 1, "kb": 10**3, "mb": 10**6, "gb": 10**9, "kib": 2**10, "mib": 2**20, "gib": 2**30}
    match = re.fullmatch(r"\s*([0-9]{1,18})\s*([a-z]*)\s*", str(value).lower()) if not isinstance(value, bool) else None
    if match is None or match[2] not in units or not 0 < int(match[1]) * units[match[2]] < 2**50:
        raise ValueError('must be a size such as 500_000 or "64 MB"')
    return int(match[1]) * units[match[2]]


def _memory(value: object) -> int:
    size = _bytes(value)
    if size < LEAST_MEMORY:
        raise ValueError('must be a size of at least "128 MB"')
    return size


def _suffixes(value: object) -> tuple[str, ...]:
    words = value.split(",") if isinstance(value, str) else value
    if not isinstance(words, list | tuple) or not words or not all(isinstance(word, str) for word in words):
        raise ValueError('must be a list such as [".txt", ""], where "" stands for files without a suffix')
    suffixes = tuple(word.strip().lower() for word in words)
    if not all(re.fullmatch(r"(\.[^\W_]{1,10})?", suffix) for suffix in suffixes):
        raise ValueError('must hold suffixes such as ".txt", or "" for files without one')
    return suffixes


def _queries(value: object) -> tuple[tuple[str, str], ...]:
    pairs = tuple(value.items() if isinstance(value, Mapping) else value if isinstance(value, tuple) else (value,))
    if not all(
        isinstance(pair, tuple) and len(pair) == 2 and all(isinstance(text, str) for text in pair) and pair[1].strip()
        for pair in pairs
    ):
        raise ValueError('must hold queries such as money = "remittances OR money"')
    if not all(re.fullmatch(r"\w[\w-]{0,60}", name) for name, _ in pairs):
        raise ValueError("must hold queries with names of letters, digits and hyphens")
    return pairs


def _synonyms(value: object) -> tuple[tuple[str, ...], ...]:
    if isinstance(value, Mapping):
        value = tuple((word, *others) if isinstance(others, list) else (word, others) for word, others in value.items())
    if not isinstance(value, tuple) or not all(
        isinstance(group, tuple) and len(group) > 1 and all(isinstance(word, str) and word.strip() for word in group)
        for group in value
    ):
        raise ValueError('must hold words with those that mean the same, such as Ryanggang = ["Yanggang"]')
    return value


def _language(value: object) -> str:
    # Loaded here: most people have no such setting.
    from nkdocs.terms import languages

    known = languages()
    if not isinstance(value, str) or value.lower() not in known:
        raise ValueError(f"must be one language of: {', '.join(known)}")
    return value.lower()


def _command(value: object) -> str:
    # Loaded here: most people have no such setting.
    from nkdocs.editors import read_command

    if not isinstance(value, str):
        raise ValueError('must be a command such as "code --goto {file}:{line}"')
    if value:
        read_command(value)
    return value


def _link(value: object) -> str:
    if not isinstance(value, str) or not (value in LINKS or re.fullmatch(r"[a-z][a-z0-9+.-]*:[!-~]+", value)):
        raise ValueError(f"must be one of: {', '.join(LINKS)}; or an address such as editor://open{{path}}:{{line}}")
    form = LINKS.get(value, value)
    if "{path}" not in form or re.search(r"[{}]", re.sub(r"\{(?:path|line|host)\}", "", form)):
        raise ValueError("must have {path} in it, may have {line} and {host}, and no other braces")
    return value


#: Where a link to a file and line may lead, by name. {path} is absolute, and begins with a slash.
LINKS = {
    "file": "file://{host}{path}#{line}",
    "vscode": "vscode://file{path}:{line}",
    "vscodium": "vscodium://file{path}:{line}",
    "cursor": "cursor://file{path}:{line}",
    "zed": "zed://file{path}:{line}",
    "textmate": "txmt://open?url=file://{path}&line={line}",
    "macvim": "mvim://open?url=file://{path}&line={line}",
}

SETTINGS = (
    Setting("engine", "the search engine", _one_of("whoosh")),
    Setting("dump_suffixes", 'which files are dumps when a folder is walked; "": those without a suffix', _suffixes),
    Setting("max_file_size", "a larger file is reported and not read", _bytes),
    Setting(
        "memory",
        "what indexing may take of memory, beside the dump that is read and processes that help to read; at least 128 MB",
        _memory,
    ),
    Setting("limit", "hits shown by search", _whole(1, 1_000_000)),
    Setting("snippets", "pieces of text shown for each hit", _whole(0, 100)),
    Setting("color", "colours: auto (on a terminal), always, never", _one_of("auto", "always", "never")),
    Setting("links", "links to file and line: auto (on a terminal), always, never", _one_of("auto", "always", "never")),
    Setting("pager", "long texts through the pager", _yes_or_no, has_variable=False),  # NKDOCS_PAGER says which pager
    Setting("queries", "saved queries, by the names that @name calls them by", _queries, has_variable=False),
    Setting(
        "language",
        "the language of the articles: which endings of words count for nothing; none: no ending",
        _language,
        has_variable=False,
    ),
    Setting("synonyms", "words, each with those that mean the same", _synonyms, has_variable=False),
    Setting(
        "open", "the editor of nkdocs open, such as code --goto {file}:{line}; only in your own settings", _command, is_own=True
    ),
    Setting("link", f"where links lead: {', '.join(LINKS)}, or an address; only in your own settings", _link, is_own=True),
)


def load(
    root: Path | None, flags: Mapping[str, object] | None = None, environment: Mapping[str, str] | None = None
) -> Settings:
    """The settings that hold for an archive with this root (None: for no archive). A flag that is None was not given.

    Raises `ConfigError` with the file, variable or option and the key at fault.
    """
    values: dict[str, object] = {}
    values |= _read_file(_user_file())
    if root is not None:
        values |= _refuse_own(_read_file(root / PROJECT_FILE, within=root), root / PROJECT_FILE)
    environment = os.environ if environment is None else environment
    for row in SETTINGS:
        if row.has_variable and (given := environment.get(row.variable)):
            values[row.name] = _read(row, given, f"the variable {row.variable}")
        if (flag := (flags or {}).get(row.name)) is not None:
            values[row.name] = _read(row, flag, f"the option --{row.name.replace('_', '-')}")
    return Settings(**values)  # type: ignore[arg-type]  # each row has read its own type


def _refuse_own(values: dict[str, object], path: Path) -> dict[str, object]:
    """The values of an archive's file, which may have been downloaded.

    None may start anything, lead elsewhere or exhaust the machine. Raises `ConfigError`.
    """
    for row in SETTINGS:
        if row.is_own and row.name in values:
            raise ConfigError(
                f"{path}: {row.name} is not taken from an archive", f"take it out there, and put it in {_user_file()}"
            )
    for name, most in _MOST_OF_AN_ARCHIVE.items():
        size = values.get(name)
        if isinstance(size, int) and size > most:
            raise ConfigError(
                f"{path}: a {name} of more than {most // 10**6} MB is not taken from an archive",
                f"if you trust its dumps, put it in {_user_file()}, or in NKDOCS_{name.upper()}",
            )
    return values


def _read_file(path: Path, within: Path | None = None) -> dict[str, object]:
    try:
        raw = read_some(path, _MAX_BYTES, within=within)
    except (FileNotFoundError, NotADirectoryError):
        return {}
    except OSError as error:
        raise ConfigError(f"{path} cannot be read: {error.strerror}", "mend it, or move it away") from error
    if len(raw) > _MAX_BYTES:
        raise ConfigError(f"{path} is larger than {_MAX_BYTES:,} bytes", "move it away: these are no settings")
    # Loaded here: most archives have no settings.
    from nkdocs.settings_file import nearest, read_table

    rows = {row.name: row for row in SETTINGS}
    values = {}
    for key, value in read_table(path, raw).items():
        if key not in rows:
            raise ConfigError(f"{path}: there is no setting {key!r}", nearest(key, list(rows)))
        values[key] = _read(rows[key], value, f"{path}: {key}")
    return values


def _read(row: Setting, value: object, origin: str) -> object:
    try:
        return row.read(value)
    except ValueError as error:
        raise ConfigError(f"{origin} {error}, and is {value!r}", f"{row.name}: {row.prose}; default {row.default!r}") from None


def _user_file() -> Path:
    return user_folder("config") / USER_FILE
