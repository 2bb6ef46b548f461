"""What `pack` and `verify` give back: how much was packed, and what was found that is not as it was packed."""

from __future__ import annotations

from nkdocs.values import dataclass


@dataclass(frozen=True, slots=True)
class Packed:
    """What was packed: the folder, how much is in it (bytes: of all files), when it was made (ISO, UTC), and what to know.

    `digest` is the sha256 of the manifest, for a person to note down apart from the folder.
    """

    folder: str
    articles: int
    dumps: int
    files: int
    bytes: int
    digest: str
    made: str
    notices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Mismatch:
    """Something that is not as it was packed: of what kind, at which path in the folder, and what."""

    kind: str
    path: str
    what: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of a folder: how many files are there, of how many articles, what is not as it was, and what to know.

    `digest` is that of the manifest ("" without one); `compared`: it was held against the one that a person noted.
    """

    folder: str
    files: int
    articles: int
    made: str
    digest: str
    compared: bool
    findings: tuple[Mismatch, ...] = ()
    notices: tuple[str, ...] = ()
