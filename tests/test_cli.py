"""The command line: what is typed, what is loaded for it, and how it ends."""

import csv
import inspect
import io
import json
import os
import pty
import re
import signal
import subprocess
import sys
import time

import click
import pexpect
import pytest

from nkdocs import archive as archives
from nkdocs import cli, commands, config, indexing
from nkdocs.cli import main, nkdocs
from nkdocs.cli.arguments import COMMANDS, SHORT
from nkdocs.cli.lean import tidy
from nkdocs.render.template import KEYS

DUMP = """Money home

By Ada Stone

March 17, 2023

Many women in the north get money from relatives who live abroad, and brokers carry it over the river.

How brokers work

A broker takes a third of the money, says one woman, and calls when it has come. China is on the way.
"""


@pytest.fixture
def archive(tmp_path, monkeypatch, capsys):
    """A folder with one dump, indexed, that is the current folder."""
    folder = tmp_path / "archive"
    (folder / "dumps").mkdir(parents=True)
    (folder / "dumps" / "one.txt").write_text(DUMP, encoding="utf-8")
    monkeypatch.chdir(folder)
    assert main(["index", "dumps"]) == 0
    capsys.readouterr()
    return folder


def _written():
    """What lies in the cache."""
    return [(folder, *files) for folder, _, files in os.walk(os.environ["XDG_CACHE_HOME"])]


def _loaded(*arguments):
    """The modules that a run of the tool loads."""
    command = [sys.executable, "-X", "importtime", "-m", "nkdocs", *arguments]
    environment = dict(os.environ)  # the process's own has the size of a screen, if a library of the tests looked for one
    ran = subprocess.run(command, capture_output=True, text=True, check=False, env=environment)
    return {line.rpartition("|")[2].strip() for line in ran.stderr.splitlines() if line.startswith("import time:")}


@pytest.mark.parametrize("arguments", [["--help"], ["--version"], ["search", "--help"]])
def test_help_loads_next_to_nothing(arguments):
    """Neither Rich nor Whoosh nor Babel, nor a parser of dumps, is loaded to say what the tool does."""
    loaded = _loaded(*arguments)
    assert "click" in loaded
    assert not {"rich", "whoosh", "babel", "Stemmer", "nkdocs.model", "nkdocs.commands", "platformdirs"} & loaded
    assert not {"ast", "dis", "tokenize"} & loaded, "what `inspect` loads"
    assert not {"platform", "_uuid", "ipaddress"} & loaded, "what Click and `pathlib` ask for and do not use"
    assert {name for name in loaded if name.startswith("nkdocs.cli.")} <= {
        *(f"nkdocs.cli.{name}" for name in ("lean", "candidates", "arguments", "tool")),
        *(["nkdocs.cli.finding"] if "search" in arguments else ()),
    }


def test_a_screen_full_of_hits_loads_no_reader_of_dates(archive):
    """On a terminal a search loads Rich, and nothing that reads dumps or dates, packs files, or takes code apart."""
    command = [sys.executable, "-X", "importtime", "-m", "nkdocs", "--no-pager", "search", "money"]
    leader, follower = pty.openpty()
    with subprocess.Popen(command, stdin=follower, stdout=follower, stderr=subprocess.PIPE, text=True) as process:
        os.close(follower)
        told = process.stderr.read() if process.stderr else ""
    os.close(leader)
    loaded = {line.rpartition("|")[2].strip() for line in told.splitlines() if line.startswith("import time:")}
    assert "rich.console" in loaded
    unwanted = {"nkdocs.dates", "nkdocs.date_reading", "babel", "calendar", "shutil", "rich.progress"}
    if sys.version_info < (3, 12):  # since then the dataclasses of Rich ask `inspect` for annotations
        unwanted.add("dis")
    assert not unwanted & loaded
    assert archive.exists()


def test_help_names_every_command_by_its_first_sentence():
    """What the list of commands says of each is the first sentence of its own help, and no command is missing."""
    root = click.Context(nkdocs, info_name="nkdocs")
    for name, (module, sentence) in COMMANDS.items():
        command = nkdocs.get_command(root, name)
        assert command is not None
        assert command.callback.__module__ == f"nkdocs.cli.{module}"
        assert tidy(command.help).partition("\n")[0] == sentence
    assert set(nkdocs.commands) == set(COMMANDS)


def test_help_is_tidied_as_docstrings_are():
    """The text of a docstring loses the indentation that its lines share, as `inspect.cleandoc` has it."""
    for command in nkdocs.commands.values():
        assert tidy(command.help) == inspect.cleandoc(command.help)
    assert tidy("One.") == "One."


def test_a_module_that_is_put_off_is_loaded_when_asked():
    """What was put off is the module itself as soon as something of it is asked for."""
    code = "import sys, nkdocs.cli, inspect; early = 'dis' in sys.modules; d = inspect.cleandoc(' a'); import inspect as i; "
    code += "print(early, d, i.cleandoc is inspect.cleandoc, 'dis' in sys.modules)"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout == "False a True True\n"
    code = "import sys, nkdocs.cli, click, uuid; early = 'platform' in sys.modules; made = click.UUID('0' * 32); "
    code += "from urllib.parse import urlsplit; print(early, made, type(made) is uuid.UUID, urlsplit('http://[::1]/').hostname)"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout == "False 00000000-0000-0000-0000-000000000000 True ::1\n"


#: Packages of others that a command loads beside Click, and what of ours and of Python's it does without.
_READS = {"nkdocs.extract", "nkdocs.indexing", "nkdocs.render.rich", "nkdocs.render.counts", "nkdocs.engine.writing"} | {
    "nkdocs.dates", "tempfile", "shutil", "random", "urllib.request", "ssl", "email", "http", "logging", "multiprocessing",
    "pickle", "calendar", "ast", "dis", "tokenize", "locale", "nkdocs.cli.keeping", "nkdocs.date_reading", "platform",
    "ipaddress",
}  # fmt: skip
LOADED = {
    ("search", "money"): ({"Stemmer"}, {*_READS, "nkdocs.copies", "nkdocs.counting", "nkdocs.resembling"}),
    ("search", "money", "--json"): ({"Stemmer"}, _READS - {"nkdocs.dates", "calendar", "locale", "nkdocs.date_reading"}),
    ("show", "one"): ({"Stemmer"}, {*_READS, "nkdocs.grammar", "nkdocs.snippets"}),
    ("list",): ({"Stemmer"}, _READS - {"nkdocs.dates", "calendar", "locale", "nkdocs.date_reading"}),
    ("search", "money", "--facets", "year"): (
        {"Stemmer"},
        {*_READS, "nkdocs.copies", "nkdocs.resembling"} - {"nkdocs.render.counts"},
    ),
    ("timeline", "money"): ({"Stemmer"}, {*_READS, "nkdocs.copies", "nkdocs.resembling"} - {"nkdocs.render.counts"}),
    ("similar", "money-home"): ({"Stemmer"}, {*_READS, "nkdocs.copies", "nkdocs.counting", "nkdocs.grammar"}),
    ("cite", "one"): ({"Stemmer", "lxml"}, {*_READS, "nkdocs.grammar", "pybtex", "rispy"} - {"random", "shutil", "tempfile"}),
    ("export",): ({"Stemmer", "yaml"}, {*_READS, "pybtex", "citeproc"} - {"nkdocs.dates"}),
    ("export", "--format", "jsonl"): ({"Stemmer"}, {*_READS, "yaml", "pybtex", "citeproc"} - {"nkdocs.dates"}),
    ("cite", "one", "--format", "csl-json"): ({"Stemmer"}, {*_READS, "nkdocs.grammar"}),
    ("verify", "."): (set(), {*_READS, "pybtex", "citeproc", "yaml"} - {"nkdocs.dates", "tempfile", "shutil", "random"}),
    ("quote", "money"): ({"Stemmer"}, {*_READS, "nkdocs.grammar", "nkdocs.answering", "nkdocs.near_quotations"}),
    ("quote", "sends the money"): ({"Stemmer", "rapidfuzz"}, {*_READS, "nkdocs.grammar", "nkdocs.answering"}),
    ("status",): ({"Stemmer"}, {"nkdocs.engine.store", "nkdocs.grammar", "nkdocs.render.rich"}),
    ("parse", "dumps/one.txt"): ({"Stemmer", "babel", "charset_normalizer"}, {"nkdocs.engine.store", "nkdocs.render.rich"}),
    ("index",): ({"Stemmer", "babel", "charset_normalizer", "filelock"}, {"nkdocs.render.rich", "nkdocs.grammar"}),
}
_OTHERS = {"rapidfuzz", "rich", "whoosh", "babel", "Stemmer", "charset_normalizer", "filelock", "platformdirs", "tomlkit"} | {
    "lxml", "citeproc", "pybtex", "rispy", "yaml",
}  # fmt: skip


@pytest.mark.parametrize("command", LOADED)
def test_a_command_loads_what_it_needs(archive, command):
    """Piped, each command loads the packages it works with and no others, and none of what only other commands need."""
    loaded = _loaded(*command)
    packages, without = LOADED[command]
    assert archive.exists()
    assert "nkdocs.commands" in loaded
    assert _OTHERS & loaded <= packages
    assert without & loaded == set()


@pytest.mark.parametrize(
    ("typed", "query"),
    [
        (["women", "-china"], "women -china"),
        (["-china", "women"], "-china women"),
        (["women", '-"north korea"', "-title:x", "-(a OR b)"], 'women -"north korea" -title:x -(a OR b)'),
        (["women", "-n", "3", "-count"], "women -count"),
        (["women", "-n3"], "women"),
        (["women", "-news"], "women -news"),
        (["--", "women", "-c", "--json"], "women -c --json"),
        (["date:-90d", "women"], "date:-90d women"),
        (["women", "--since", "-90d"], "women"),
        (["women", "-"], "women -"),
        (["--limit=3", "women"], "women"),
        (["women", "--archive", "."], "women"),
    ],
)
def test_a_word_with_a_dash_excludes_unless_it_is_an_option(typed, query, archive, monkeypatch, capsys):
    """Known options keep their meaning, -word belongs to the query, and after -- everything does."""
    asked = []

    def remember(_where, request):
        asked.append(request)
        raise KeyboardInterrupt

    monkeypatch.setattr(commands, "search", remember)
    assert main(["search", *typed]) == 130
    assert [request.query for request in asked] == [query]
    assert asked[0].limit == (3 if "3" in "".join(typed) else 10)
    capsys.readouterr()
    assert archive.exists()


def test_a_dashed_word_that_names_an_option_is_remarked_upon(archive, capsys):
    """-json leaves out a word, as typed, and the person hears of --json."""
    main(["search", "money", "-json"])
    assert "the option is --json" in capsys.readouterr().err
    assert archive.exists()


@pytest.mark.parametrize(
    "typed",
    [
        ["export", "money", "-n", "3"], ["export", "-c"], ["timeline", "money", "-l"], ["quotes", "money", "-c"],
        ["figures", "money", "-0"], ["search", "money", "-f"], ["list", "-o"], ["pack", "money", "-o", "p", "-l"],
    ],
)  # fmt: skip
def test_a_letter_that_other_commands_have_for_an_option_is_no_word(typed, archive, capsys):
    """It is refused where the command has no such option: as a word it would leave out articles, and nobody would know."""
    assert archive.exists()
    assert main(typed) == 2
    assert "No such option" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("word", "remark"),
    [
        ("0", ""),
        ("c", ""),
        ("h", ""),
        ("n", ""),
        ("-vitamin", ""),
        ("-lamp", ""),
        ("-limit", "the option is --limit"),
        ("-lc", "the options are -l -c"),
    ],
)
def test_only_what_looks_like_an_option_is_remarked_upon(word, remark, archive, capsys):
    """A word without a dash is a word, whatever options there are; short options written as one are pointed out."""
    assert main(["search", "money", word]) in (0, 1)
    told = capsys.readouterr().err
    assert ("option" in told) == bool(remark)
    assert remark in told
    assert archive.exists()


def test_the_letters_are_those_of_all_commands():
    """`SHORT` has every option of one letter that any command has, and no other."""
    context = click.Context(nkdocs)
    commands_of_all = [nkdocs.get_command(context, name) for name in COMMANDS]
    names = {name for each in commands_of_all for param in each.get_params(context) for name in param.opts}
    assert {name for name in names if len(name) == 2} == SHORT


@pytest.mark.parametrize(
    ("arguments", "status"),
    [
        (["search", "money"], 0),
        (["search", "zebra"], 1),
        (["search", "zebra", "--json"], 1),
        (["search", "money", "-n", "0", "--json"], 0),
        (["search", '"money'], 2),
        (["search"], 2),
        (["list"], 0),
        (["list", "missing:date"], 1),
        (["show", "money"], 0),
        (["show", "zebra"], 2),
        (["show", "money", "--raw", "--why"], 2),
        (["parse", "dumps"], 0),
        (["parse", "nowhere"], 2),
        (["status"], 0),
        (["index"], 0),
        (["index", "nowhere"], 2),
        (["nonsense"], 2),
        (["list", "--nonsense"], 2),
        (["search", "money", "--limit"], 2),
        (["--color", "pink", "list"], 2),
        (["help", "query"], 0),
        (["help", "nonsense"], 2),
        ([], 0),
        (["--version"], 0),
    ],
)
def test_the_status_says_how_it_ended(arguments, status, archive, capsys):
    """0 found or done, 1 nothing found, 2 trouble with a sentence and what to type next on stderr."""
    assert main(arguments) == status
    printed = capsys.readouterr()
    assert (status == 2) == ("hint: " in printed.err)
    assert status != 2 or not printed.out
    assert archive.exists()


@pytest.mark.parametrize("named", ["nosuch", "./dumps/../nosuch.txt"])
def test_a_file_that_was_named_and_cannot_be_parsed_is_trouble(named, archive, capsys):
    """What can be read is shown, the other is named, and the status is 2, as of `index` and `show`."""
    assert archive.exists()
    assert main(["parse", named, "dumps"]) == 2
    printed = capsys.readouterr()
    assert printed.out.startswith("dumps/one.txt\t1\t")
    assert "it is not there" in printed.err
    assert main(["parse", "dumps", "dumps/one.txt"]) == 0


def test_options_of_all_commands_stand_before_or_after_the_command(archive, tmp_path, monkeypatch, capsys):
    """The archive can be named on either side; what is named later holds."""
    monkeypatch.chdir(tmp_path)
    for arguments in (["--archive", str(archive), "list"], ["list", "--archive", str(archive)]):
        assert main(arguments) == 0
        assert "money-home" in capsys.readouterr().out
    assert main(["--archive", str(tmp_path / "none"), "list", "--archive", str(archive)]) == 0
    capsys.readouterr()


def test_notices_of_json_are_in_the_json(archive, capsys):
    """A program reads stdout only: stderr is silent, and the notices are not lost."""
    assert main(["search", "zebra", "--json"]) == 1
    printed = capsys.readouterr()
    assert printed.err == ""
    assert '"notices": [\n' in printed.out
    assert archive.exists()


def test_a_fault_of_ours_shows_itself(archive, monkeypatch, capsys):
    """What nobody foresaw ends with its traceback and status 70."""

    def fail(*_given):
        raise ZeroDivisionError("planted")

    monkeypatch.setattr(commands, "status", fail)
    assert main(["status"]) == 70
    assert "ZeroDivisionError: planted" in capsys.readouterr().err
    assert archive.exists()


@pytest.mark.parametrize(
    ("step", "kept"), [("next_generation", "; the index is as it was"), ("own_index_dir", "; the index is up to date")]
)
def test_an_interrupt_says_what_the_index_is(step, kept, archive, monkeypatch, capsys):
    """Ctrl-C while indexing is 130, and one line: before the new index answers it is the old one, and then the new one."""

    def interrupt(*_given, **_named):
        raise KeyboardInterrupt

    (archive / "dumps" / "two.txt").write_text(DUMP, encoding="utf-8")
    monkeypatch.setattr(indexing, step, interrupt)
    assert main(["index"]) == 130
    assert capsys.readouterr().err == f"\nnkdocs: interrupted{kept}\n"
    monkeypatch.chdir(archive / "dumps")
    if step == "next_generation":
        assert main(["index", "--archive", "."]) == 130
        assert capsys.readouterr().err.endswith("there is no index yet; make it: nkdocs --archive . index\n")


def test_an_interrupted_search_says_nothing_of_the_index(archive, monkeypatch, capsys):
    """What only reads has nothing to say of what was written, whatever word is searched."""

    def interrupt(*_given, **_named):
        raise KeyboardInterrupt

    monkeypatch.setattr(commands, "search", interrupt)
    assert main(["search", "index"]) == 130
    assert capsys.readouterr().err == "\nnkdocs: interrupted\n"
    assert archive.exists()


def test_a_call_finds_the_archive_and_its_settings_once(archive, monkeypatch, capsys):
    """However many steps ask for them, the folders above are searched once, and each file of settings is read once."""
    searched, read = [], []
    look, load = archives._enclosing_archive, config._read_file
    monkeypatch.setattr(archives, "_enclosing_archive", lambda start: searched.append(start) or look(start))
    monkeypatch.setattr(config, "_read_file", lambda path, **within: read.append(path) or load(path, **within))
    for arguments in (["search", "money"], ["list"], ["show", "m"], ["index"], ["search", "money", "--hyperlink", "always"]):
        searched.clear()
        read.clear()
        assert main(arguments) == 0
        assert (len(searched), len(read), len(set(read))) == (1, 2, 2), arguments
    assert f"{archive}/dumps/one.txt#" in capsys.readouterr().out


def test_a_real_interrupt_leaves_the_index_as_it_was(archive):
    """The signal, sent to a run that reads many dumps in two processes, ends it with 130 and a sentence; the old index answers.

    No process is left behind.
    """
    for number in range(400):
        (archive / "dumps" / f"{number}.txt").write_text(DUMP * 20, encoding="utf-8")
    before = _written()
    run = subprocess.Popen(
        [sys.executable, "-m", "nkdocs", "index", "--jobs", "2"],
        stderr=subprocess.PIPE, stdout=subprocess.PIPE, text=True, start_new_session=True,
    )  # fmt: skip
    while _written() == before and run.poll() is None:
        time.sleep(0.02)
    run.send_signal(signal.SIGINT)
    _, told = run.communicate(timeout=60)
    assert (run.returncode, "Traceback" in told) == (130, False)
    assert "nkdocs: interrupted; the index is as it was" in told.splitlines()
    for _ in range(400):  # the workers are of its group
        try:
            os.killpg(run.pid, 0)
        except ProcessLookupError:
            break
        time.sleep(0.05)
    else:
        raise AssertionError("a process is left behind")
    assert main(["search", "money"]) == 0


@pytest.mark.parametrize(
    "form",
    [
        "list",
        "list --json",
        "list --csv",
        "show money",
        "--color always search money",
        "help query",
        "help json",
        "completion bash",
        "--help",
    ],
)
def test_a_reader_that_leaves_early_is_no_trouble(form, archive):
    """`| head` has what it wanted: status 0 and silence, also for what is flushed at the very end."""
    command = f"{sys.executable} -m nkdocs {form}; echo $? >status"
    ran = subprocess.run(["sh", "-c", f"({command}) | true"], capture_output=True, text=True, check=False)
    for _ in range(100):
        if (archive / "status").exists() and (archive / "status").read_text():
            break
        time.sleep(0.05)
    assert ((archive / "status").read_text().strip(), ran.stderr) == ("0", "")


@pytest.mark.parametrize(("form", "status"), [("serch", "2"), ("search zebra", "1"), ("search '\"'", "2")])
def test_nobody_reading_stderr_changes_no_status(form, status, archive):
    """What cannot be said is said by the status."""
    command = f"{sys.executable} -m nkdocs {form}; echo $? >status"
    subprocess.run(["sh", "-c", f"({command}) 2>&1 >out | true"], check=False)
    for _ in range(100):
        if (archive / "status").exists() and (archive / "status").read_text():
            break
        time.sleep(0.05)
    assert (archive / "status").read_text().strip() in (status, "0" if status == "1" else status)


def test_a_full_disk_is_trouble_with_a_sentence(archive):
    """Output that cannot be written is status 2, not silence."""
    ran = subprocess.run(
        ["sh", "-c", f"{sys.executable} -m nkdocs list >/dev/full"], capture_output=True, text=True, check=False
    )
    assert (ran.returncode, ran.stderr.strip()) == (2, "nkdocs: cannot write: No space left on device")
    assert archive.exists()


@pytest.mark.parametrize("closed", [">&-", "2>&-", ">&- 2>&-"])
def test_a_closed_stream_is_no_trouble(closed, archive):
    """Who closes a stream does not want it."""
    ran = subprocess.run(["sh", "-c", f"{sys.executable} -m nkdocs list {closed}"], capture_output=True, check=False)
    assert (ran.returncode, ran.stderr) == (0, b"")
    assert archive.exists()


@pytest.mark.parametrize("form", ["show m", "list", "list --json", "search money", "parse dumps", "status", "show m --raw"])
def test_a_poor_encoding_is_no_trouble(form, archive):
    """Typographic text and odd file names print under any encoding."""
    (archive / "dumps" / os.fsdecode(b"odd\xe9\x1b[31m.txt")).write_text(DUMP.replace("women", "“여성”"), encoding="utf-8")
    subprocess.run([sys.executable, "-m", "nkdocs", "index"], check=True, capture_output=True)
    environment = {**os.environ, "PYTHONIOENCODING": "ascii", "LANG": "C"}
    ran = subprocess.run([sys.executable, "-m", "nkdocs", *form.split()], capture_output=True, env=environment, check=False)
    assert b"Traceback" not in ran.stderr
    assert ran.returncode == (2 if "show" in form else 0), ran.stderr
    assert (ran.stdout + ran.stderr).isascii()
    assert b"\x1b" not in ran.stdout


@pytest.fixture
def two_articles(archive, capsys):
    """The archive with a second dump, so that a page can be less than all."""
    (archive / "dumps" / "two.txt").write_text(
        "Money abroad\n\nBy Ada Stone\n\nMarch 17, 2023\n\n"
        "Whoever sends money from abroad pays a bank, or trusts a friend who travels.\n",
        encoding="utf-8",
    )
    assert main(["index"]) == 0
    capsys.readouterr()
    return archive


@pytest.mark.parametrize("form", ["-l", "-0", "--format {id}", "--jsonl"])
def test_a_page_without_a_footer_says_that_it_is_one(form, two_articles):
    """On a terminal too, forms that print lines only are not cut in silence."""
    assert two_articles.exists()
    shown, status = _on_a_terminal(f"search money -n 1 {form}", PAGER="cat")
    assert status == 0
    assert "1 of 2 articles shown" in shown


@pytest.mark.parametrize("form", ["", "-c"])
def test_a_page_with_a_footer_says_it_once(form, two_articles):
    """What the screen or the number says itself is not said again."""
    assert two_articles.exists()
    assert "shown" not in _on_a_terminal(f"search money -n 1 {form}", PAGER="cat")[0]


def test_no_article_is_listed_if_none_is_wanted(two_articles, capsys):
    """`-n 0` is a limit, and no other word for all."""
    assert main(["list", "-n", "0"]) == 0
    assert capsys.readouterr().out == ""
    assert main(["list"]) == 0
    assert len(capsys.readouterr().out.splitlines()) == 2
    assert two_articles.exists()


@pytest.mark.parametrize(
    "command",
    [
        *("index", "index --dry-run", "search money", "list", "show m", "show m --why", "show m --raw"),
        *("parse dumps", "parse dumps --explain", "status", "fix m date=2020", "doctor"),
    ],
)
def test_every_command_speaks_json(command, archive, capsys):
    """Each command prints one object with --json, an object a line with --jsonl, and takes one of the two."""
    main([*command.split(), "--json"])
    printed = capsys.readouterr()
    assert json.loads(printed.out)["schema"] == 1
    assert printed.err == ""
    main([*command.split(), "--jsonl"])
    lines = capsys.readouterr().out.splitlines()
    assert lines or command == "doctor"
    assert all(isinstance(json.loads(line), dict) for line in lines)
    assert main([*command.split(), "--jsonl", "--json"]) == 2
    assert "different forms" in capsys.readouterr().err
    assert archive.exists()


@pytest.mark.parametrize(
    "command",
    ["index", "search money", "list zebra", "show m", "show m --why", "show m --raw", "parse dumps", "status", "doctor"],
)
def test_every_command_speaks_csv(command, archive, capsys):
    """Each command prints a table with a line of names, as wide as its rows."""
    main([*command.split(), "--csv"])
    rows = list(csv.reader(io.StringIO(capsys.readouterr().out, newline=""), strict=True))
    assert rows[0]
    assert {len(row) for row in rows} == {len(rows[0])}
    assert archive.exists()


@pytest.mark.parametrize("name", ["", *cli.nkdocs.commands])
def test_help_fits_a_narrow_screen(name, capsys, monkeypatch):
    """At 80 columns no line of help is longer, and no summary is cut short."""
    monkeypatch.setenv("COLUMNS", "80")
    assert main([*name.split(), "--help"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert max(map(len, lines)) <= 80
    assert not [line for line in lines if line.endswith("...") and "[" not in line]
    assert "<=x<=" not in " ".join(lines)


@pytest.mark.parametrize("name", ["search", "list"])
def test_help_names_the_keys_of_a_template(name, capsys):
    """All of them, and no other."""
    assert main([name, "--help"]) == 0
    told = re.search(r"--format knows: ([a-z_\s]*),", capsys.readouterr().out)
    assert told[1].split() == list(KEYS)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("search x --lmit 3", "--limit"),
        ("list --shrt newest", "--sort"),
        ("show m --hilight x", "--highlight"),
        ("opne m", "open"),
    ],
)
def test_a_slip_of_the_fingers_is_understood(typed, meant, archive, capsys):
    """An option or command that does not exist gets the one that was meant."""
    assert main(typed.split()) == 2
    assert re.search(rf"[Dd]id you mean '?{meant}", capsys.readouterr().err)
    assert archive.exists()


@pytest.mark.parametrize(
    "typed", ["search x --offset -1", "search x --offset 10000000000", "index --wait -1", "index --wait 1e9"]
)
def test_a_number_out_of_bounds_is_refused(typed, archive, capsys):
    """With the bounds."""
    assert main(typed.split()) == 2
    assert "is not from 0 to" in capsys.readouterr().err
    assert archive.exists()


def _on_a_terminal(arguments, **environment):
    shown, status = pexpect.run(
        f"{sys.executable} -m nkdocs {arguments}",
        env={**os.environ, "TERM": "xterm-256color", **environment},
        dimensions=(12, 60),
        withexitstatus=True,
        encoding="utf-8",
        timeout=60,
    )
    return shown, status


def test_a_terminal_gets_colour_links_and_a_footer(archive):
    """On a terminal the hits are laid out, and each switch takes away its own part only."""
    shown, status = _on_a_terminal("search money", PAGER="cat")
    assert status == 0
    assert re.search(r"1 article · \d\.\d\d s", shown)
    assert "\x1b[1;4;31mMoney" in shown
    assert f"{archive}/dumps/one.txt#" in shown
    assert "31m" not in _on_a_terminal("search money", PAGER="cat", NO_COLOR="1")[0]
    assert "\x1b]8;" in _on_a_terminal("search money --color never", PAGER="cat")[0]
    assert "\x1b]8;" not in _on_a_terminal("search money --hyperlink never", PAGER="cat")[0]
    assert "\x1b" not in _on_a_terminal("search money", PAGER="cat", TERM="dumb")[0]


def test_long_text_goes_through_the_pager(archive):
    """The pager gets what is longer than the screen, unless it is switched off."""
    assert archive.exists()
    assert "paged 1" in _on_a_terminal("show money --raw", NKDOCS_PAGER="sed -n '1s/.*/paged 1/p'")[0]
    assert "paged" not in _on_a_terminal("show money --raw --no-pager", NKDOCS_PAGER="sed -n '1s/.*/paged 1/p'")[0]


def test_every_command_shows_examples_before_its_options():
    """Help begins with what to type."""
    for name, command in cli.nkdocs.commands.items():
        text = command.get_help(cli.click.Context(command, info_name=name))
        assert name in ("status", "help") or text.index(f"  nkdocs {name}") < text.index("Options:"), name
