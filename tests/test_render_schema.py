"""The JSON Schema in the package says what is printed, no more and no less."""

import json
import shutil
from pathlib import Path

import click
import jsonschema
import pytest

from nkdocs.cli import main, nkdocs
from nkdocs.model import Kind, Trust
from nkdocs.render.schema import schema_text

SEEDS = Path(__file__).parent.parent / "seeds"
SCHEMA = json.loads(schema_text())

#: What is typed, the name of its schema, and whether it changes the archive.
COMMANDS = (
    ("search women", "search"),
    ("search zebra", "search"),
    ("search money -n 0", "search"),
    ("search --queries q.txt", "queries"),
    ("list", "list"),
    ("list zebra", "list"),
    ("list --facets month", "list"),
    ("search women --facets author,decade,year,month,day,source", "search"),
    ("timeline women", "timeline"),
    ("timeline zebra --by month", "timeline"),
    ("similar how-a -n 2", "similar"),
    ("quote millions of dollars are sent", "quote"),
    ("quote millions of euros are sent into the country", "quote"),
    ("quote money … which zebras never counted", "quote"),
    ("quote zebra", "quote"),
    ("quote --check q.txt", "quote_check"),
    ("quotes women", "quotes"),
    ("quotes --by zebra", "quotes"),
    ("figures women", "figures"),
    ("figures zebra", "figures"),
    ("show how-a", "show"),
    ("show how-a most", "show"),
    ("show how-a --raw", "show_raw"),
    ("show how-a most --why", "show_why"),
    ("show 001_89164e8aa4603739.txt:41 000_8f11d8635b83079a.txt:1 --context 50", "show_context"),
    ("cite how-a women-in", "cite"),
    ("cite north --format bibtex", "cite"),
    ("pack money -o ../ev", "pack"),
    ("pack zebra -o ../none", "pack"),
    ("verify ../ev", "verify"),
    ("verify odd", "verify"),
    ("parse seeds", "parse"),
    ("parse seeds --explain", "parse"),
    ("status", "status"),
    ("index", "index"),
    ("index --rebuild --dry-run", "index"),
    ("doctor", "doctor"),
    ("fix how-a date=2021-05", "fix"),
    ("fix how-a date=2021-05", "fix"),
    ("fix --from fixes.csv", "fix"),
    ("status", "status"),
    ("search has:date money", "search"),
)
#: Options that ask for lines of another kind.
LINES = {"--explain": "parse_explain", "--facets": "facets"}


def _validator(name):
    return jsonschema.Draft202012Validator({**SCHEMA, "anyOf": [{"$ref": f"#/$defs/{name}"}]})


@pytest.fixture(scope="module")
def archive(tmp_path_factory):
    """A copy of the seeds, indexed, with a file of queries and a table of corrections."""
    folder = tmp_path_factory.mktemp("schema")
    shutil.copytree(SEEDS, folder / "seeds")
    (folder / "odd").mkdir()
    (folder / "odd" / "SHA256SUMS").write_text("")  # what is left of a pack
    (folder / "q.txt").write_text("name\twomen\nzebra\n(\n“millions of dollars” “zebra” “not\n", encoding="utf-8")
    (folder / "fixes.csv").write_text("article,author\nhow-a,A. B.\nnonsense,C\n", encoding="utf-8")
    return folder


@pytest.fixture
def here(archive, monkeypatch, tmp_path):
    """The archive as the current folder, indexed in a place of the test's own."""
    monkeypatch.chdir(archive)
    monkeypatch.setenv("NKDOCS_INDEX", str(tmp_path / "index"))
    assert main(["index", "seeds"]) == 0
    yield archive
    (archive / "corrections.toml").unlink(missing_ok=True)


def test_the_schema_is_a_schema():
    """It is valid, and every table in it says that nothing else is printed, and that nothing is left out."""
    jsonschema.Draft202012Validator.check_schema(SCHEMA)

    def tables(part):
        if isinstance(part, dict):
            if part.get("type") == "object":
                yield part
            for value in part.values():
                yield from tables(value)
        elif isinstance(part, list):
            for value in part:
                yield from tables(value)

    for table in tables(SCHEMA):
        assert table["additionalProperties"] is False
        about = table.get("description", "")
        asked_for = {"lines"} if "parse" in about else set(table["properties"]) if "by the facets" in about else set()
        assert set(table["required"]) == set(table["properties"]) - asked_for
    assert SCHEMA["$defs"]["kind"]["enum"] == [kind.value for kind in Kind]
    assert SCHEMA["$defs"]["trust"]["enum"] == [trust.name.lower() for trust in Trust]


def test_what_is_printed_is_what_the_schema_says(here, capsys):
    """Every command, with --json as one value and with --jsonl line by line."""
    capsys.readouterr()
    assert here.exists()
    for typed, name in COMMANDS:
        main([*typed.split(), "--json"])
        value = json.loads(capsys.readouterr().out)
        _validator(name).validate(value)
        jsonschema.Draft202012Validator(SCHEMA).validate(value)
        main([*typed.split(), "--jsonl"])
        line_name = f"{LINES.get(next((option for option in LINES if option in typed), ''), name)}_line"
        for line in capsys.readouterr().out.splitlines():
            _validator(line_name).validate(json.loads(line))


def test_export_prints_what_the_schema_says(here, capsys):
    """Every line of the JSON Lines of `export`, which has no other JSON."""
    capsys.readouterr()
    assert here.exists()
    assert main(["export", "--format", "jsonl"]) == 0
    for line in capsys.readouterr().out.splitlines():
        _validator("export_line").validate(json.loads(line))


def test_every_command_with_json_is_tried():
    """No command that speaks JSON is without a schema."""
    ctx = click.Context(nkdocs)
    commands = {name: nkdocs.get_command(ctx, name) for name in nkdocs.list_commands(ctx)}
    speaking = {name for name, command in commands.items() if any(param.name == "as_json" for param in command.params)}
    assert speaking == {typed.split()[0] for typed, _ in COMMANDS}


def test_a_key_too_many_or_too_few_is_seen():
    """The schema is strict: a value with another key, or without one, is refused."""
    value = {"schema": 1, "query": "x", "total": 0, "copies": 0, "hits": [], "facets": {}, "notices": []}
    _validator("search").validate(value)
    for wrong in ({**value, "more": 1}, {key: value[key] for key in value if key != "total"}, {**value, "schema": 2}):
        with pytest.raises(jsonschema.ValidationError):
            _validator("search").validate(wrong)


def test_help_prints_the_schema(capsys):
    """`nkdocs help json` is the file itself."""
    assert main(["help", "json"]) == 0
    assert capsys.readouterr().out == schema_text()
