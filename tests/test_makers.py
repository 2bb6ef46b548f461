"""Who makes an index is told apart by what decides about it."""

import importlib.metadata
import shutil
from pathlib import Path

import pytest

import nkdocs
from nkdocs.makers import _NO_PARSE, engine_version, makers, parser_digest


def test_the_same_program_is_the_same_maker():
    """Digests depend on nothing but the program."""
    assert makers("whoosh") == makers("whoosh")
    assert parser_digest() == parser_digest()


def test_every_part_makes_another_maker(monkeypatch):
    """Another engine, field table, analyzer or format is another maker."""
    before = makers("whoosh")
    assert makers("other") != before
    for name in ("analysis.VERSION", "schema.VERSION", "makers.FORMAT"):
        with monkeypatch.context() as patch:
            patch.setattr(f"nkdocs.{name}", 999)
            assert makers("whoosh") != before


def test_the_parser_is_every_byte_that_reads_dumps(tmp_path):
    """Another byte, name or module among those that read dumps is another parser; nothing else in the package is."""
    package = tmp_path / "nkdocs"
    shutil.copytree(Path(nkdocs.__file__).parent, package)
    before = parser_digest(package)
    assert before == parser_digest()
    for name in ("rules.py", "split.py", "model.py"):
        raw = (package / name).read_bytes()
        (package / name).write_bytes(raw[:-1] + b" ")
        assert parser_digest(package) != before
        (package / name).write_bytes(raw)
    (package / "commands.py").write_text("pass")
    assert parser_digest(package) == before
    (package / "rules.py").rename(package / "rulez.py")
    assert parser_digest(package) != before


@pytest.mark.parametrize("distribution", ["charset-normalizer", "babel"])
def test_what_the_parser_stands_on_is_part_of_it(monkeypatch, distribution):
    """Another release of what decodes dumps, and of the names of months, is another parser."""
    before = parser_digest()
    version = importlib.metadata.version
    monkeypatch.setattr(importlib.metadata, "version", lambda name: "999" if name == distribution else version(name))
    assert parser_digest() != before


def test_another_unicode_is_another_parser_and_another_analyzer(monkeypatch):
    """Releases of Python that know other characters share no index: what is a letter differs."""
    parser, made_by = parser_digest(), makers("whoosh")
    monkeypatch.setattr("unicodedata.unidata_version", "99.0.0")
    assert parser_digest() != parser
    assert makers("whoosh").analyzer != made_by.analyzer


def test_modules_that_read_dumps_are_part_of_the_parser():
    """The list of modules that have no say in reading dumps names none that is gone, and none that plainly has a say."""
    modules = {path.stem for path in Path(nkdocs.__file__).parent.glob("*.py")}
    assert modules >= _NO_PARSE
    assert not _NO_PARSE & {"split", "extract", "rules", "dates", "lines", "corpus", "decoding", "model"}


def test_an_engine_that_is_not_installed_has_no_version():
    """An unknown package has the version "unknown"; Whoosh has its own."""
    assert engine_version("whoosh")[0].isdigit()
    assert engine_version("no-such-package-of-ours") == "unknown"
