"""What `pack` and `verify` say: lines for a person, columns for a pipe, JSON and CSV for programs."""

from __future__ import annotations

import shlex
from collections.abc import Iterator
from dataclasses import fields
from typing import TYPE_CHECKING, Any, TextIO

from nkdocs.pack_reports import Packed, Verdict
from nkdocs.render import layout, sanitize
from nkdocs.render.csv import CsvWriter, cell
from nkdocs.render.json import SCHEMA, write_json
from nkdocs.render.terminal import columns
from nkdocs.render.trouble import fit

if TYPE_CHECKING:
    from nkdocs.render.forms import Form

_FINDING = ("kind", "path", "what")


def show_packed(out: TextIO, form: Form, packed: Packed) -> None:
    """What was packed, and the digest to note down."""
    row = {field.name: getattr(packed, field.name) for field in fields(packed)} | {"notices": list(packed.notices)}
    if form.as_json:
        write_json(out, {"schema": SCHEMA, **row}, indent=2)
    elif form.jsonl:
        if packed.articles:
            write_json(out, row)
    elif form.csv:
        del row["notices"]
        CsvWriter(out).table(tuple(row), [[cell(str(value)) for value in row.values()]] if packed.articles else [])
    elif packed.articles:
        held = f"{layout.plural(packed.articles, 'article')} of {layout.plural(packed.dumps, 'dump')}"
        files = f"{layout.plural(packed.files, 'file')}, {layout.size(packed.bytes)}"
        _write(out, f"{sanitize(packed.folder)}: {held} packed ({files})", *_digest(out, packed.digest))


def packed_notices(packed: Packed) -> Iterator[str]:
    """What a person should know and do: keep the digest where nobody who has the folder can change it."""
    yield from packed.notices
    if packed.articles:
        yield (
            "write the manifest's digest down, apart from the folder; later: "
            f"nkdocs verify {shlex.quote(packed.folder)} --digest {packed.digest[:16]}"
        )


def show_verdict(out: TextIO, form: Form, verdict: Verdict) -> None:
    """What is not as it was packed, and what it comes to."""
    found = [{name: getattr(finding, name) for name in _FINDING} for finding in verdict.findings]
    if form.as_json:
        row: dict[str, Any] = {name: getattr(verdict, name) for name in ("folder", "files", "articles", "made", "digest")}
        told = {"compared": verdict.compared, "findings": found, "notices": list(verdict.notices)}
        write_json(out, {"schema": SCHEMA, **row, **told}, indent=2)
    elif form.jsonl:
        for finding in found:
            write_json(out, finding)
    elif form.csv:
        CsvWriter(out).table(_FINDING, [[cell(finding[name]) for name in _FINDING] for finding in found])
    else:
        for finding in found:
            _write(out, "\t".join(sanitize(finding[name]) for name in _FINDING))
        if not found:
            held = f"{layout.plural(verdict.files, 'file')}, {layout.plural(verdict.articles, 'article')}"
            whole = f"{sanitize(verdict.folder)}: {held}, all as they were packed {layout.moment(verdict.made)}"
            _write(out, whole, *_digest(out, verdict.digest))


def _write(out: TextIO, *lines: str) -> None:
    """Lines of text, on a terminal wrapped between words."""
    out.writelines(f"{line}\n" for line in fit(lines, columns(out)))


def _digest(out: TextIO, digest: str) -> tuple[str, ...]:
    """The digest behind what it is of, or below that on a line of its own, where it does not fit."""
    line = f"manifest sha256 {digest}"
    return (line,) if len(line) <= columns(out) else ("manifest sha256", digest)


def verdict_notices(verdict: Verdict) -> Iterator[str]:
    """What a person should know beside it: how much is wrong, and what a digest alone can tell."""
    yield from verdict.notices
    if verdict.findings:
        yield f"{layout.plural(len(verdict.findings), 'finding')}: this is not what was packed"
    elif not verdict.compared:
        yield (
            "whether the manifest is the one that was packed, only a digest that was noted down can tell: "
            "give that one with --digest"
        )
