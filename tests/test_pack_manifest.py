"""A manifest from a stranger: what is not of the form is refused, and no path leads out of the folder."""

import contextlib
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nkdocs.pack_manifest import describe, is_safe_path, manifest_bytes, read_manifest, sums_bytes

FILES = [describe("articles/a.md", b"text"), describe("articles/a.json", b"{}"), describe("dumps/seeds/1.txt", b"dump")]
ARTICLE = {"id": "a", "dump": "dumps/seeds/1.txt", "text": "articles/a.md", "evidence": "articles/a.json"}
ABOUT = {"made": "2026-01-02T03:04:05Z", "made_with": {"nkdocs": "0.1.0"}}


def _value(**changes):
    return {**json.loads(manifest_bytes(ABOUT, [ARTICLE], FILES)), **changes}


def test_what_is_written_is_read():
    """Files, articles, moment and version."""
    manifest = read_manifest(manifest_bytes(ABOUT, [ARTICLE], FILES))
    assert manifest.files == tuple(FILES)
    assert (manifest.made, manifest.version, manifest.articles[0].dump) == (
        "2026-01-02T03:04:05Z",
        "0.1.0",
        "dumps/seeds/1.txt",
    )
    assert sums_bytes(FILES).split()[1] == b"articles/a.json"


@pytest.mark.parametrize(
    "path",
    [
        "../a", "/etc/passwd", "a/../../b", "a//b", "./a", "a/.", "C:/a", "a\\b", "~/a", "", "a/", ".hidden", "a\0b", "a\n",
        "a.", "한국", "x" * 500, 7, None,
    ],
)  # fmt: skip
def test_a_path_that_leads_elsewhere_is_none(path):
    """Nor one that some system would take for something else."""
    assert not is_safe_path(path)
    row = {"path": path, "bytes": 1, "sha256": "0" * 64}
    with pytest.raises(ValueError, match=r"outside the folder|lacks path"):
        read_manifest(json.dumps(_value(files=[row])).encode())


@pytest.mark.parametrize(
    "changes",
    [
        {"format": "other"}, {"version": 2}, {"files": None}, {"articles": {}}, {"made": 7}, {"articles": [{}]},
        {"articles": [7]},
        {"files": [{"path": "a", "bytes": 1, "sha256": "x"}]}, {"files": [{"path": "a", "bytes": "1", "sha256": "0" * 64}]},
        {"files": [{"path": name, "bytes": 1, "sha256": "0" * 64} for name in "aA"]},
        {"articles": [{**ARTICLE, "dump": "../../etc/passwd"}]},
    ],
)  # fmt: skip
def test_what_is_not_of_the_form_is_refused(changes):
    """With a sentence, and not with a fault of ours."""
    with pytest.raises(ValueError, match=r"^it |^the article "):
        read_manifest(json.dumps(_value(**changes)).encode())


KEYS = st.sampled_from(["path", "bytes", "sha256", "id", "dump"])
PLAIN = st.none() | st.booleans() | st.integers() | st.sampled_from(["", "a", "../a", "0" * 64])
JSON = PLAIN | st.lists(PLAIN | st.dictionaries(KEYS, PLAIN), max_size=3) | st.dictionaries(KEYS, PLAIN)


@given(st.dictionaries(st.sampled_from(["made", "made_with", "articles", "files", "version"]), JSON))
def test_nothing_else_is_raised(changes):
    """Whatever stands in it."""
    with contextlib.suppress(ValueError):
        read_manifest(json.dumps(_value(**changes)).encode())


@pytest.mark.parametrize("raw", [b"", b"[", b"7", b"null", b"\xff", b"[" * 100_000])
def test_no_json_is_no_manifest(raw):
    """Nor is JSON of another kind."""
    with pytest.raises(ValueError, match=r"no JSON|not of an evidence"):
        read_manifest(raw)
