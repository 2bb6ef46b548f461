"""The manifest of an evidence folder: what is in it, with digests, and what each article was read from.

Whoever verifies a folder has it from somebody else, so everything is checked when it is read: what is not of the form raises
`ValueError`, and a path is one only if it is relative, has no ``..`` and nothing that any system takes for more than a name.
Nothing of the machine it was made on is in it, but the moment that its clock (or SOURCE_DATE_EPOCH) says.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from typing import Any

from nkdocs.values import dataclass

MANIFEST = "manifest.json"
#: What ``sha256sum -c`` reads.
SUMS = "SHA256SUMS"
FORMAT, VERSION = "nkdocs evidence", 1
_PART = re.compile(r"[A-Za-z0-9_][A-Za-z0-9._+-]{0,119}")
_DIGEST = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class PackedFile:
    """A file of the folder: its path in it, with ``/`` between, its size in bytes, and the sha256 of them."""

    path: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class PackedArticle:
    """An article of the folder: its id, and the paths of its dump, its text and its evidence."""

    id: str
    dump: str
    text: str
    evidence: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a folder says that it holds, when it was made (ISO, UTC) and with which version of nkdocs."""

    made: str
    version: str
    articles: tuple[PackedArticle, ...]
    files: tuple[PackedFile, ...]


def is_safe_path(path: object) -> bool:
    """Whether a text is a path within a folder on every system, and leads nowhere else."""
    if not isinstance(path, str) or len(path) > 400:
        return False
    return all(_PART.fullmatch(part) and not part.endswith(".") for part in path.split("/"))


def describe(path: str, raw: bytes) -> PackedFile:
    """A file by its bytes."""
    return PackedFile(path, len(raw), hashlib.sha256(raw).hexdigest())


def manifest_bytes(about: Mapping[str, Any], articles: Sequence[Mapping[str, Any]], files: Sequence[PackedFile]) -> bytes:
    """The manifest as it is written: the same values give the same bytes."""
    listed = [{"path": file.path, "bytes": file.size, "sha256": file.sha256} for file in files]
    value = {"format": FORMAT, "version": VERSION, **about, "articles": list(articles), "files": listed}
    return (json.dumps(value, ensure_ascii=True, indent=1) + "\n").encode("ascii")


def sums_bytes(files: Sequence[PackedFile]) -> bytes:
    """The same digests as standard tools read them."""
    return "".join(f"{file.sha256}  {file.path}\n" for file in sorted(files, key=lambda file: file.path)).encode("ascii")


def read_manifest(raw: bytes) -> Manifest:
    """The manifest, checked. Raises `ValueError` that says what is wrong."""
    try:
        value = json.loads(raw)
    except (ValueError, RecursionError):
        raise ValueError("it is no JSON") from None
    if not isinstance(value, dict) or value.get("format") != FORMAT:
        raise ValueError("it is not of an evidence folder of nkdocs")
    if value.get("version") != VERSION:
        raise ValueError(f"it is of version {value.get('version')!r}, and this nkdocs knows {VERSION}")
    made_with = value.get("made_with")
    version = made_with.get("nkdocs") if isinstance(made_with, dict) else None
    files = tuple(map(_file, _list(value, "files")))
    if len({file.path.casefold() for file in files}) < len(files):
        raise ValueError("it lists a file twice")
    known = {file.path for file in files}
    articles = tuple(_article(row, known) for row in _list(value, "articles"))
    return Manifest(_text(value, "made"), version if isinstance(version, str) else "", articles, files)


def _list(value: Mapping[str, Any], name: str) -> list[Any]:
    found = value.get(name)
    if not isinstance(found, list):
        raise ValueError(f"it has no list of {name}")
    return found


def _text(row: Any, name: str) -> str:  # noqa: ANN401  # a value of JSON
    found = row.get(name) if isinstance(row, dict) else None
    if not isinstance(found, str):
        raise ValueError(f"it lacks {name}")
    return found


def _file(row: Any) -> PackedFile:  # noqa: ANN401  # the same
    path, digest = _text(row, "path"), _text(row, "sha256")
    if not is_safe_path(path):
        raise ValueError(f"it names a file outside the folder, or one that no system can hold: {path!r}")
    size = row.get("bytes")
    if not _DIGEST.fullmatch(digest) or not isinstance(size, int):
        raise ValueError(f"it has no digest and size of {path}")
    return PackedFile(path, size, digest)


def _article(row: Any, known: set[str]) -> PackedArticle:  # noqa: ANN401  # the same
    article = PackedArticle(*(_text(row, name) for name in ("id", "dump", "text", "evidence")))
    for path in (article.dump, article.text, article.evidence):
        if path not in known:
            raise ValueError(f"the article {article.id!r} is of a file that it does not list: {path!r}")
    return article
