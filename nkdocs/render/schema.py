"""The JSON Schema of what ``--json`` and ``--jsonl`` print: a file in the package, which tests hold against the output."""

from __future__ import annotations

from importlib import resources


def schema_text() -> str:
    """The schema (draft 2020-12) as it stands in the package."""
    return resources.files("nkdocs.render").joinpath("schema.json").read_text(encoding="utf-8")
