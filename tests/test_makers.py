"""Who makes an index is told apart by what decides about it."""

from pathlib import Path

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


def test_modules_that_read_dumps_are_part_of_the_parser():
    """The list of modules that have no say in reading dumps names none that is gone, and none that plainly has a say."""
    modules = {path.stem for path in Path(nkdocs.__file__).parent.glob("*.py")}
    assert modules >= _NO_PARSE
    assert not _NO_PARSE & {"split", "extract", "rules", "dates", "lines", "corpus", "decoding", "model"}


def test_an_engine_that_is_not_installed_has_no_version():
    """An unknown package has the version "unknown"; Whoosh has its own."""
    assert engine_version("whoosh")[0].isdigit()
    assert engine_version("no-such-package-of-ours") == "unknown"
