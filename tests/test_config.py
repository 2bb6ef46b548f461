"""Settings come from where they should, and a wrong one is named with its place."""

from dataclasses import fields
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nkdocs.config import SETTINGS, Settings, load
from nkdocs.errors import ConfigError


def user_file():
    """Where the user's own settings are, in a folder that is there."""
    import platformdirs

    path = platformdirs.user_config_path("nkdocs") / "config.toml"
    path.parent.mkdir(parents=True, exist_ok=True)
    return path


def test_every_setting_is_a_row_with_a_good_default():
    """Rows and fields are the same, and each row reads its own default."""
    assert [row.name for row in SETTINGS] == [field.name for field in fields(Settings)]
    for row in SETTINGS:
        assert row.read(row.default) == row.default
        assert row.prose
    assert load(None) == Settings()


def test_precedence(tmp_path):
    """Flag before environment before the archive's file before the user's before default."""
    user_file().write_text("limit = 1\nsnippets = 1\ncolor = 'never'\nlinks = 'never'\n")
    (tmp_path / "nkdocs.toml").write_text("limit = 2\nsnippets = 3\ncolor = 'always'\n")
    environment = {
        "NKDOCS_LIMIT": "4",
        "NKDOCS_SNIPPETS": "5",
        "NKDOCS_EVAL": "x",
        "NKDOCS_PAGER": "less -R",
        "NKDOCS_COLOR": "",
    }
    chosen = load(tmp_path, {"limit": 6, "snippets": None}, environment)
    assert chosen == Settings(limit=6, snippets=5, color="always", links="never")
    assert load(None, None, {}).limit == 1


@pytest.mark.parametrize(
    ("text", "key", "value"),
    [
        ('max_file_size = "64 MB"', "max_file_size", 64_000_000),
        ("max_file_size = 5_000", "max_file_size", 5_000),
        ('max_file_size = "128MiB"', "max_file_size", 128 << 20),
        ('memory = "128 MB"', "memory", 128_000_000),
        ('dump_suffixes = [".TXT", ""]', "dump_suffixes", (".txt", "")),
        ("pager = false", "pager", False),
        ("\ufefflimit = 7", "limit", 7),
        ('[queries]\nmoney = "a OR b"', "queries", (("money", "a OR b"),)),
        (
            '[synonyms]\nRyanggang = ["Yanggang"]\nDPRK = "North Korea"',
            "synonyms",
            (("Ryanggang", "Yanggang"), ("DPRK", "North Korea")),
        ),
    ],
)
def test_values(tmp_path, text, key, value):
    """Values are read in the forms that people write them in."""
    (tmp_path / "nkdocs.toml").write_text(text, encoding="utf-8")
    assert getattr(load(tmp_path), key) == value


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("limits = 7", ["limits", "did you mean limit"]),
        ("index = '/tmp/elsewhere'", ["index", "settings are"]),
        ("editor = 'rm -rf ~'", ["editor"]),
        ("open = 'rm -rf ~'", ["open", "not taken from an archive", "config.toml"]),
        ("max_file_size = '2 GB'", ["max_file_size", "256 MB", "not taken from an archive", "NKDOCS_MAX_FILE_SIZE"]),
        ("link = 'vscode'", ["link", "not taken from an archive", "config.toml"]),
        ("limit = 0", ["limit", "whole number"]),
        ("limit = true", ["limit"]),
        ("limit = 'many'", ["limit"]),
        ("limit = 1.5", ["limit"]),
        ("color = 'sometimes'", ["color", "auto, always, never"]),
        ("pager = 'less -R'", ["pager", "true or false"]),
        ("engine = 'os.system'", ["engine", "whoosh"]),
        ("max_file_size = '64 parsecs'", ["max_file_size", "64 MB"]),
        ("max_file_size = -1", ["max_file_size"]),
        ("memory = '127 MB'", ["memory", "at least", "128 MB"]),
        ("memory = 'all'", ["memory", "64 MB"]),
        ("memory = '1 GB'", ["memory", "512 MB", "not taken from an archive", "NKDOCS_MEMORY"]),
        ("dump_suffixes = []", ["dump_suffixes"]),
        ("dump_suffixes = ['../x']", ["dump_suffixes"]),
        ("dump_suffixes = [1]", ["dump_suffixes"]),
        ("queries = 'money'", ["queries", "remittances OR money"]),
        ("[queries]\nmoney = 1", ["queries", "remittances OR money"]),
        ("[queries]\n'a b' = 'c'", ["queries", "names of letters"]),
        ("[synonyms]\na = []", ["synonyms", "Yanggang"]),
        ("[synonyms]\na = [1]", ["synonyms", "Yanggang"]),
        ("limit = ", ["TOML"]),
        ("x = " + "[" * 5000, ["TOML"]),
        ("#" * 1_000_001, ["larger"]),
    ],
)
def test_a_wrong_setting_is_named_with_its_file(tmp_path, text, words):
    """An unknown key or a bad value raises `ConfigError` that names file and key; none is passed over."""
    (tmp_path / "nkdocs.toml").write_text(text)
    with pytest.raises(ConfigError) as caught:
        load(tmp_path)
    assert caught.value.hint
    said = f"{caught.value} {caught.value.hint}"
    assert all(word in said for word in [str(tmp_path / "nkdocs.toml"), *words])


def test_what_starts_something_or_leads_elsewhere_is_ones_own(tmp_path):
    """The user's file and environment may say how `open` starts an editor and where links lead."""
    user_file().write_text("open = 'code --goto {file}:{line}'\nlink = 'vscode'\nmax_file_size = '2GiB'\n")
    assert (load(tmp_path).open, load(tmp_path).link) == ("code --goto {file}:{line}", "vscode")
    assert load(tmp_path).max_file_size == 2 << 30
    environment = {"NKDOCS_OPEN": "nano", "NKDOCS_LINK": "editor://open{path}?line={line}"}
    assert load(tmp_path, None, environment).open == "nano"
    assert load(tmp_path, None, environment).link == "editor://open{path}?line={line}"


@pytest.mark.parametrize(
    ("key", "value", "words"),
    [
        ("OPEN", "x '", "quote without a partner"),
        ("OPEN", "x {path}", "{file} and {line}, not {path}"),
        ("OPEN", "{file}", "name of a program"),
        ("LINK", "vscodee", "must be one of: file, vscode"),
        ("LINK", "x://{line}", "must have {path}"),
        ("LINK", "x://{path}{column}", "no other braces"),
        ("LINK", "x://{path}\x1b", "must be one of"),
        ("LINK", "x://{path} y", "must be one of"),
    ],
)
def test_a_wrong_command_or_form_of_a_link_is_named(key, value, words):
    """What could not be started, or would end a link, is refused with the variable's name."""
    with pytest.raises(ConfigError, match=f"NKDOCS_{key}") as refused:
        load(None, None, {f"NKDOCS_{key}": value})
    assert words in str(refused.value)


def test_a_file_that_is_no_text_is_named(tmp_path):
    """Bytes that are no UTF-8, and a folder in the place of the file, are a `ConfigError`."""
    (tmp_path / "nkdocs.toml").write_bytes(b"limit = 7 # caf\xe9")
    with pytest.raises(ConfigError, match="TOML"):
        load(tmp_path)
    (tmp_path / "nkdocs.toml").unlink()
    (tmp_path / "nkdocs.toml").mkdir()
    with pytest.raises(ConfigError, match="cannot be read"):
        load(tmp_path)


def test_a_wrong_variable_or_option_is_named():
    """The message says which variable or option is wrong."""
    with pytest.raises(ConfigError, match="NKDOCS_LIMIT"):
        load(None, None, {"NKDOCS_LIMIT": "many"})
    with pytest.raises(ConfigError, match="--max-file-size"):
        load(None, {"max_file_size": "?"}, {})


@given(st.sampled_from(SETTINGS), st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.lists(st.text()))
def test_any_value_is_read_or_refused(row, value):
    """Whatever a file says, a row gives a value that it would read again, or raises `ValueError`."""
    try:
        chosen = row.read(value)
    except ValueError:
        return
    assert row.read(chosen) == chosen


def test_missing_files_are_no_trouble(tmp_path):
    """An archive without settings, or that is not there, has the defaults."""
    assert load(tmp_path) == load(Path("/nowhere/at/all")) == Settings()
