"""An index that others made, whoever they are, is said to be theirs, answers nothing it should not, and is made anew."""

import hashlib
from dataclasses import replace

import pytest
from campaigns.ground import Ground

from nkdocs import commands
from nkdocs.errors import IndexOutdatedError
from nkdocs.generations import current
from nkdocs.manifest import write_manifest

OTHERS = {
    "format": 4,
    "schema": "another",
    "analyzer": "that of another Python, whose Unicode tables differ",
    "engine": "another",
    "engine_version": "another Whoosh",
    "parser": "another",
    "version": "0.0.9",
}


@pytest.mark.parametrize("name", OTHERS)
def test_an_index_of_others(ground, name):
    """Of another format, schema, analyzer, Python, engine or release: said plainly, or no matter; `index` renews it."""
    place = Ground(ground)
    place.fill()
    place.index()
    right = place.answers()
    old = current(place.index_dir)
    raw = write_manifest(replace(old.manifest, **{name: OTHERS[name]}))
    (old.folder / "manifest.json").write_bytes(raw)
    (place.index_dir / "CURRENT").write_text(f"{old.folder.name} {hashlib.sha256(raw).hexdigest()}\n")
    if name in {"format", "schema", "analyzer", "engine"}:
        for answer in place.answers().values():
            assert isinstance(answer, IndexOutdatedError)
            assert str(answer).startswith("the index was made ")
            assert "nkdocs " in answer.hint
            assert "index" in answer.hint
    else:
        assert place.answers() == right
    assert name == "format" or commands.status(place.where).notices or name == "engine_version"
    report = place.index()
    assert report.rebuilt or name == "version"
    assert place.answers() == right
    assert commands.check(place.where).findings == ()
    assert not place.index().rebuilt
