"""The verb `verify`: whether an evidence folder is what was packed. No archive, no index and no query is needed.

The folder came from somebody, and nothing in it is believed. Files are found by looking through the folder, never by opening a
path that the manifest names, and links are not followed: so nothing outside is ever read. Whether the manifest itself is
the one that was packed, only its digest can tell, if somebody noted it down apart from the folder.

Beyond digests: each article is made again from its dump by what its evidence says, so that a text that was changed together
with its digest is found out all the same, where the dump was not.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from nkdocs import __version__
from nkdocs.config import Settings
from nkdocs.decoding import decode
from nkdocs.errors import ConfigError, CorpusError
from nkdocs.model import Claim, PartialDate
from nkdocs.pack_manifest import MANIFEST, SUMS, Manifest, PackedArticle, PackedFile, read_manifest, sums_bytes
from nkdocs.pack_reports import Mismatch, Verdict
from nkdocs.render.export import one_file
from nkdocs.strange_files import open_file, read_some
from nkdocs.testimony import article_again

#: The most bytes that a manifest or a list of digests may have. Those of the most articles that are packed have a tenth of it.
_MOST_LISTED = 20_000_000
#: Fewer digits than this do not tell one manifest from another.
_FEWEST = 16
_HEX = re.compile(r"[0-9a-f]+")


class _Folder(NamedTuple):
    """A folder of evidence, and the most bytes that are taken in of a file in it."""

    root: Path
    limit: int

    def read(self, path: str) -> bytes:
        """The bytes of a file that `_walk` found. Raises `ConfigError` if they cannot be read, or are more than we take in."""
        listed = path in (MANIFEST, SUMS)
        most = _MOST_LISTED if listed else self.limit
        try:
            raw = read_some(self.root / path, most)
        except OSError as error:
            raise ConfigError(f"{self.root / path} cannot be read: {error.strerror}", "see its permissions: ls -l") from error
        if len(raw) > most:
            raise ConfigError(
                f"{self.root / path} has more than {'' if listed else 'max_file_size: '}{most:,} bytes",
                "it is not what nkdocs pack makes" if listed else "if you trust it, raise NKDOCS_MAX_FILE_SIZE",
            )
        return raw


def verify(folder: str, digest: str = "", *, limit: int = Settings().max_file_size) -> Verdict:
    """Look through an evidence folder. `digest`: what was noted of its manifest, or at least the first 16 digits of it.

    `limit`: the most bytes that a dump, a text or its evidence may have. Raises `ConfigError` for a larger one, for a path that
    is no folder that `pack` made, and for a digest that is none.
    """
    noted = re.sub(r"[\s:-]", "", digest).lower()
    if noted and (not _HEX.fullmatch(noted) or not _FEWEST <= len(noted) <= 64):
        raise ConfigError(
            f"{digest!r} is no digest of a manifest", f"it has 64 digits (0-9, a-f), of which the first {_FEWEST} will do"
        )
    root = Path(folder)
    if not root.is_dir():
        raise ConfigError(f"{folder} is no folder", "name the folder that nkdocs pack made")
    there, findings = _walk(root)
    if MANIFEST not in there and SUMS not in there:
        raise ConfigError(f"{folder} is no folder that nkdocs pack made", f"a pack has {MANIFEST} and {SUMS} in it")
    if MANIFEST not in there:
        missing = Mismatch("missing", MANIFEST, "without it nothing can be checked")
        return Verdict(folder, len(there), 0, "", "", bool(noted), (missing, *findings))
    packed = _Folder(root, limit)
    raw = packed.read(MANIFEST)
    found = hashlib.sha256(raw).hexdigest()
    if noted and not found.startswith(noted):
        findings.append(Mismatch("manifest", MANIFEST, f"its digest is {found}, and not the one that was noted"))
    try:
        manifest = read_manifest(raw)
    except ValueError as error:
        findings.append(Mismatch("manifest", MANIFEST, f"it cannot be used: {error}"))
        return Verdict(folder, len(there), 0, "", found, bool(noted), tuple(findings))
    findings += _about_files(root, there, manifest)
    findings += _about_sums(packed, there, manifest, raw)
    whole = {file.path for file in manifest.files} - {finding.path for finding in findings}
    findings += _about_articles(packed, manifest, whole)
    findings.sort(key=lambda finding: (finding.path, finding.kind))
    return Verdict(
        folder, len(there), len(manifest.articles), manifest.made, found, bool(noted), tuple(findings), _about_version(manifest)
    )


def _walk(root: Path) -> tuple[set[str], list[Mismatch]]:
    """The regular files below a folder, by path, and whatever else is there. No link is followed."""
    there: set[str] = set()
    findings = []
    waiting = [""]
    while waiting:
        prefix = waiting.pop()
        try:
            with os.scandir(root / prefix) as entries:
                below = sorted(entries, key=lambda entry: entry.name)
        except OSError as error:
            findings.append(Mismatch("unreadable", prefix.rstrip("/"), f"the folder cannot be read: {error.strerror}"))
            continue
        for entry in below:
            path = prefix + entry.name
            if entry.is_symlink():
                findings.append(Mismatch("link", path, "a link, which leads elsewhere; it was not followed"))
            elif entry.is_dir(follow_symlinks=False):
                waiting.append(path + "/")
            elif entry.is_file(follow_symlinks=False):
                there.add(path)
            else:
                findings.append(Mismatch("added", path, "no file and no folder"))
    return there, findings


def _about_files(root: Path, there: set[str], manifest: Manifest) -> Iterator[Mismatch]:
    listed = {file.path: file for file in manifest.files}
    for path in sorted(there - listed.keys() - {MANIFEST, SUMS}):
        yield Mismatch("added", path, "the manifest does not list it")
    for path, file in sorted(listed.items()):
        if path not in there:
            yield Mismatch("missing", path, "the manifest lists it")
        elif (what := _differs(root / path, file)) is not None:
            yield what


def _differs(place: Path, file: PackedFile) -> Mismatch | None:
    try:
        with open_file(place) as raw:
            size = os.fstat(raw.fileno()).st_size
            if size != file.size:  # and is perhaps as large as its sender liked
                return Mismatch("changed", file.path, f"it has {size:,} bytes, and had {file.size:,}")
            found = hashlib.file_digest(raw, "sha256").hexdigest()
    except OSError as error:
        return Mismatch("unreadable", file.path, f"it cannot be read: {error.strerror}")
    if found == file.sha256:
        return None
    return Mismatch("changed", file.path, f"its sha256 is {found}, and was {file.sha256}")


def _about_sums(packed: _Folder, there: set[str], manifest: Manifest, raw: bytes) -> Iterator[Mismatch]:
    """Whether the list for standard tools says what the manifest says."""
    if SUMS not in there:
        yield Mismatch("missing", SUMS, "the list of digests for sha256sum")
        return
    own = PackedFile(MANIFEST, len(raw), hashlib.sha256(raw).hexdigest())
    if packed.read(SUMS) != sums_bytes([*manifest.files, own]):
        yield Mismatch("changed", SUMS, "it does not say what the manifest says")


def _about_articles(packed: _Folder, manifest: Manifest, whole: set[str]) -> Iterator[Mismatch]:
    """Whether each article whose files are whole can be made again from its dump, and is what its text says."""
    dumps: dict[str, str | None] = {}
    for article in manifest.articles:
        if not {article.dump, article.text, article.evidence} <= whole:
            continue  # told already
        if article.dump not in dumps:
            dumps[article.dump] = _decoded(packed.read(article.dump))
        dump = dumps[article.dump]
        if dump is None:
            yield Mismatch("text", article.dump, "it is no text")
            continue
        digest = next(file.sha256 for file in manifest.files if file.path == article.dump)
        yield from _about_article(packed, article, dump, digest, manifest.version)


def _about_article(packed: _Folder, article: PackedArticle, dump: str, digest: str, version: str) -> Iterator[Mismatch]:
    try:
        again = article_again(json.loads(packed.read(article.evidence)), dump)
    except (ValueError, RecursionError) as error:
        yield Mismatch("text", article.evidence, f"it does not say what the dump says: {error}")
        return
    if (again.id, again.source.digest) != (article.id, digest):
        yield Mismatch("text", article.evidence, "it is of another article, or of another dump")
    # Another version may read dates or lay an article out otherwise; what it was read from is the same.
    if version != __version__:
        return
    for claim in (again.title, again.date, *again.authors):
        if claim is not None and not claim.is_corrected and not _states(dump, claim):
            yield Mismatch("text", article.evidence, f"its {claim.field} does not stand in the dump where it says")
    if one_file(again, "markdown").encode("utf-8") != packed.read(article.text):
        yield Mismatch("text", article.text, "it is not the text that stands in the dump")


def _states(dump: str, claim: Claim[str] | Claim[PartialDate]) -> bool:
    """Whether a dump says at the place of a claim what it claims: the letters of its value, or the date.

    Which number of ``12/11/2019`` is the month, the rest of the dump may tell; then it is enough that its numbers stand there.
    """
    text, value = dump[claim.span.start : claim.span.end], claim.value
    if isinstance(value, PartialDate):
        from nkdocs.dates import find_dates  # the calendars, for those who have a folder with dates

        there = set(map(int, re.findall(r"\d{1,4}", text)))
        numbers = {value.year, *(part for part in (value.month, value.day) if part is not None)}
        return any(found.date == value for found in find_dates(text)) or numbers <= there
    return _letters(value) in _letters(text)


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, unicodedata.normalize("NFKC", text).casefold()))


def _about_version(manifest: Manifest) -> tuple[str, ...]:
    if manifest.version == __version__:
        return ()
    return (f"packed with nkdocs {manifest.version}: texts were not laid out again with this version ({__version__})",)


def _decoded(raw: bytes) -> str | None:
    try:
        return decode(raw)[0]
    except CorpusError:
        return None
