"""Corrections that do not hold are said to, wherever their values would have been shown, and never by the hundred thousand."""

import json

import pytest

from nkdocs.cli import main

STORY = "A Winter Yard\n\nMarch 3, 2021\n\nBy Ada Lowe\n\n" + "The barrel stood in the yard for a whole winter. " * 12 + "\n"
UNFIT = '[[correction]]\narticle = "No Such Yard"\nfield = "date"\nvalue = "2021-05-04"\nfile = "a.txt"\nwho = "ada"\n\n'


@pytest.fixture
def archive(tmp_path, monkeypatch):
    """An archive of one article, indexed."""
    (tmp_path / "a.txt").write_text(STORY)
    monkeypatch.chdir(tmp_path)
    assert main(["index", "."]) == 0
    return tmp_path


@pytest.mark.parametrize("command", [["list"], ["cite", "a-winter-yard"]], ids=" ".join)
def test_what_is_shown_without_its_corrections_says_so(archive, capsys, command):
    """That one is malformed, fits nothing, or waits for `index`; nothing is said where there is none, or all hold."""
    assert main(command) == 0
    assert "correction" not in capsys.readouterr().err
    assert main(["fix", "a-winter-yard", "date=2021-05-04"]) == 0
    capsys.readouterr()
    assert main(command) == 0
    assert "correction" not in capsys.readouterr().err
    whole = (archive / "corrections.toml").read_text()
    (archive / "corrections.toml").write_text(whole + "\n[[correction]]\narticle = 5\n")
    assert main(command) == 0
    assert "a correction is out of force (corrections.toml:" in capsys.readouterr().err
    (archive / "corrections.toml").write_text(whole + "\n" + UNFIT)
    assert main(command) == 0
    assert "corrections.toml changed since indexing" in capsys.readouterr().err
    main(["index"])
    capsys.readouterr()
    assert main(command) == 0
    assert "a correction is out of force (corrections.toml:" in capsys.readouterr().err


def test_many_wrong_corrections_are_told_in_a_page(archive, capsys):
    """Of thousands the first fifty are told, and how many there are; JSON and `doctor` name each."""
    (archive / "corrections.toml").write_text(UNFIT * 2_000)
    for command in (["index"], ["status"]):
        main(command)
        said = capsys.readouterr().err
        assert said.count("corrections.toml:") == 50, command
        assert "and 1,950 more problems; --json names them all" in said
        main([*command, "--json"])
        assert len(json.loads(capsys.readouterr().out)["problems"]) == 2_000
    main(["doctor", "--json"])
    assert capsys.readouterr().out.count("corrections.toml:") >= 2_000
