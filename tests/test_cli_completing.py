"""Completion: what is offered, and that whatever is offered stays one harmless word in a real shell."""

import os
import re
import shlex
import shutil
import subprocess
import sys

import pexpect
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nkdocs.cli import main
from nkdocs.cli.completing import SHELLS, Typed, quoted, read_line
from nkdocs.render import sanitize

BREAKS = " \t\n\"'@><=;|&(:"
DUMP = (
    "{title}\n\nBy {author}\n\nMarch 17, 2023\n\n"
    + "The barrel stood in the yard for a whole winter, and nobody asked why. " * 4
)
HOSTILE = '$(touch ran) O\'Neil, "Jo" `id`; Kim\x1b[31m'


@pytest.fixture
def archive(tmp_path, monkeypatch, capsys):
    """An archive with names that a shell could stumble over, and the command `nkdocs` on the path."""
    folder = tmp_path / "archive"
    (folder / "dumps").mkdir(parents=True)
    for name, title in (("one", "A Winter Yard"), ("two", "The Far Bank"), ("three", "The Near Bank")):
        (folder / f"dumps/{name}.txt").write_text(DUMP.format(title=title, author="Ada Lowe"), encoding="utf-8")
    (folder / "nkdocs.toml").write_text('[queries]\nmoney = "barrel"\n')
    command = tmp_path / "bin" / "nkdocs"
    command.parent.mkdir()
    command.write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} -m nkdocs "$@"\n')
    command.chmod(0o755)
    monkeypatch.setenv("PATH", f"{command.parent}:{os.environ['PATH']}")
    monkeypatch.setenv("LANG", "C.UTF-8")
    monkeypatch.chdir(folder)
    assert main(["index", "dumps"]) == 0
    assert main(["fix", "the-far-bank", f"author={HOSTILE.replace(';', ',')}"]) == 0
    assert main(["fix", "a-winter-yard", "author=Zoë Kim"]) == 0
    capsys.readouterr()
    return folder


@pytest.fixture
def offered(archive, monkeypatch, capsys):
    """A function that gives the candidates for a line, as bash asks for them, with their kinds."""
    assert archive.exists()

    def ask(line, shell="bash"):
        monkeypatch.setenv("_NKDOCS_COMPLETE", f"{shell}_complete")
        monkeypatch.setenv("COMP_LINE", line)
        monkeypatch.setenv("COMP_BREAKS", BREAKS if shell == "bash" else "")
        assert main([]) == 0
        printed = capsys.readouterr()
        assert printed.err == ""
        return printed.out.splitlines()

    return ask


@pytest.mark.parametrize(
    ("line", "wanted"),
    [
        ("nkdocs se", ["plain,search"]),
        ("nkdocs help que", ["plain,query"]),
        ("nkdocs help j", ["plain,json"]),
        ("nkdocs search --lim", ["plain,--limit"]),
        ("nkdocs search --sort n", ["plain,newest"]),
        ("nkdocs list --sort=ol", ["plain,oldest"]),
        ("nkdocs completion z", ["plain,zsh"]),
        ("nkdocs show the-", ["plain,the-far-bank", "plain,the-near-bank"]),
        ("nkdocs open a", ["plain,a-winter-yard"]),
        ("nkdocs fix a", ["plain,a-winter-yard"]),
        ("nkdocs show dumps/", ["file,"]),
        ("nkdocs index ", ["file,"]),
        ("nkdocs parse d", ["file,"]),
        ("nkdocs search --queries ", ["file,"]),
        ("nkdocs --archive ", ["dir,"]),
        ("nkdocs search --author ada", ["plain,Ada\\ Lowe"]),
        ("nkdocs search --author=zo", ["plain,Zoë\\ Kim"]),
        ("nkdocs search --author 'zo", ["plain,Zoë Kim"]),
        ("nkdocs search winter author:ada", ['plain,\\"Ada\\ Lowe\\"']),
        ("nkdocs search 'winter author:ada", ['plain,winter author:"Ada Lowe"']),
        ("nkdocs search 'winter author:\"Ada L", ['plain,winter author:"Ada Lowe"']),
        ("nkdocs search (ti", ["part,title:"]),
        ("nkdocs search 'a -ti", ["part,a -title:"]),
        ("nkdocs show a --highlight ti", ["part,title:"]),
        ("nkdocs search @", ["plain,@money"]),
        ("nkdocs search missing:a", ["plain,author"]),
        ("nkdocs search has:n", ["plain,note"]),
        ("nkdocs search date:last_y", ["plain,last_year"]),
        ("nkdocs search id:a", ["plain,a-winter-yard"]),
        ("nkdocs search title:x", []),
        ("nkdocs nonsense x", []),
        ("nkdocs search --archive nowhere --author a", []),
        ("nkdocs show 'a", ["plain,a-winter-yard"]),
        ("", None),
        ("nkdocs search \\", None),
    ],
)
def test_what_is_offered(offered, line, wanted):
    """Commands, options and their values, ids, authors, fields with their values, saved queries, topics, files."""
    found = offered(line)
    assert wanted is None or [row for row in found if row] == wanted


def test_descriptions_are_for_the_shells_that_show_them(offered):
    """Zsh and fish say what a command and an option do; bash has no place for it."""
    assert offered("nkdocs sta", "fish") == ["plain,status\tSay what the archive holds, and how fresh..."]
    assert offered("nkdocs sta", "zsh") == offered("nkdocs sta", "fish")
    assert offered("nkdocs search author:z", "zsh") == ['plain,author:"Zoë Kim"']


@pytest.mark.parametrize(
    "line", ["nkdocs search --author $", "nkdocs search --author ", "nkdocs search author:", "nkdocs search 'author:"]
)
def test_a_hostile_name_is_offered_only_as_one_quoted_word(offered, line):
    """No control character; and what bash would insert is read back by a shell as words of ours, with nothing run."""
    rows = offered(line)
    assert rows or "'" in line
    for row in rows:
        kind, _, value = row.partition(",")
        assert kind == "plain"
        assert sanitize(value) == value
        if "'" not in line:
            ran = subprocess.run(["bash", "-c", f"printf '%s\\n' {value}"], capture_output=True, text=True, check=True)
            assert ran.stdout.count("\n") == 1
    assert not os.path.lexists("ran")


@pytest.mark.parametrize("asked", ["_", "bash", "bash_source", "tcsh_complete", "bash_complete_x", "\udcff"])
def test_whoever_asks_oddly_gets_no_answer(archive, monkeypatch, capsys, asked):
    """No error, no traceback, nothing on either stream."""
    assert archive.exists()
    monkeypatch.setenv("_NKDOCS_COMPLETE", asked)
    monkeypatch.delenv("COMP_LINE", raising=False)
    assert main([]) == 0
    printed = capsys.readouterr()
    assert (printed.out, printed.err) == ("", "")


def test_without_an_archive_there_is_nothing_to_offer_and_no_error(offered, tmp_path, monkeypatch):
    """Commands are completed everywhere, ids and authors where there are some; a broken setting is no reason to speak."""
    monkeypatch.chdir(tmp_path)
    assert offered("nkdocs show a") == []
    assert offered("nkdocs search --author a") == []
    assert offered("nkdocs se") == ["plain,search"]
    (tmp_path / "nkdocs.toml").write_text("nonsense = 1")
    assert offered("nkdocs search @") == []


@given(st.text(st.characters(codec="utf-8"), max_size=40))
def test_any_line_is_read(line):
    """Reading what is typed raises nothing, loses no finished word of plain letters, and keeps a beginning of the last word."""
    typed = read_line(line, BREAKS)
    assert typed.last.startswith(typed.kept)
    if re.fullmatch(r"[a-z ]*", line):
        assert [*typed.words, typed.last] == [*line.split(), *[""] * (not line or line.endswith(" "))]


@given(st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), min_size=1, max_size=20))
def test_what_is_quoted_is_one_word_and_the_same(value):
    """A shell's own reading gives the value back, whatever is in it; inside quotes what cannot be written is not offered."""
    assert shlex.split(quoted(value, Typed([], "", "", ""))) == [value]
    for mark in "'\"":
        written = quoted(value, Typed([], "", "", mark))
        assert written is None or shlex.split(mark + written + mark) == [value]
    assert quoted(value, Typed([], "", "no" + value, "")) is None


def _bash(line):
    """What stands on the line of an interactive bash after a tab."""
    shell = pexpect.spawn("bash", ["--norc", "--noprofile", "-i"], encoding="utf-8", dimensions=(24, 300), timeout=30)
    shell.sendline("bind 'set enable-bracketed-paste off'; bind 'set bell-style none'; PS1='rea''dy>'")
    shell.expect("ready>")
    shell.sendline('eval "$(nkdocs completion bash)"; echo set; printf "%s" ""')
    shell.expect("set\r\n")
    shell.expect("ready>")
    # The finished line is the argument of printf, so that bash itself says how it reads it.
    shell.send(line + "\t")
    shell.expect(r"\S")
    shell.send("\x01words() { printf '<%s>' \"$@\"; echo end; }; words \x05\r")
    shell.expect(r"(<.*>)end\r\n")
    read = shell.match[1]
    shell.close()
    return re.findall(r"<(.*?)>(?=<|$)", read)


@pytest.mark.skipif(shutil.which("bash") is None, reason="bash is not installed")
@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("nkdocs sho", ["nkdocs", "show"]),
        ("nkdocs show a-w", ["nkdocs", "show", "a-winter-yard"]),
        ("nkdocs show the", ["nkdocs", "show", "the-"]),
        ("nkdocs search --author Zo", ["nkdocs", "search", "--author", "Zoë Kim"]),
        ('nkdocs search --author "Ada', ["nkdocs", "search", "--author", "Ada Lowe"]),
        ("nkdocs search author:Ada", ["nkdocs", "search", 'author:"Ada Lowe"']),
        ("nkdocs search 'x author:Ada", ["nkdocs", "search", 'x author:"Ada Lowe"']),
        ("nkdocs search @m", ["nkdocs", "search", "@money"]),
        ("nkdocs search tit", ["nkdocs", "search", "title:"]),
        ("nkdocs list --sort=ne", ["nkdocs", "list", "--sort=newest"]),
        ("nkdocs parse dum", ["nkdocs", "parse", "dumps/"]),
    ],
)
def test_bash_completes_the_line(archive, line, words):
    """In a real bash, after a tab, the line is read as these words."""
    assert _bash(line) == words
    assert not (archive / "ran").exists()


@pytest.mark.parametrize("shell", SHELLS)
def test_each_shell_reads_its_script(archive, shell):
    """The script is printed without a word on stderr, and the shell, where it is installed, finds no fault with it."""
    ran = subprocess.run([sys.executable, "-m", "nkdocs", "completion", shell], capture_output=True, text=True, check=True)
    assert ran.stderr == ""
    assert "nkdocs" in ran.stdout
    assert "%(" not in ran.stdout
    if shutil.which(shell):
        (archive / "script").write_text(ran.stdout)
        subprocess.run([shell, "-n", "script"], check=True, cwd=archive)


@pytest.mark.skipif(shutil.which("fish") is None, reason="fish is not installed")
@pytest.mark.parametrize(("line", "found"), [("nkdocs show a-w", "a-winter-yard"), ("nkdocs search --author Ad", "Ada Lowe")])
def test_fish_completes_the_line(archive, line, found):
    """In a real fish the candidates are these."""
    command = f"nkdocs completion fish | source; complete -C '{line}'"
    ran = subprocess.run(["fish", "--no-config", "-c", command], capture_output=True, text=True, check=True, cwd=archive)
    assert ran.stdout.splitlines() == [found]


@pytest.mark.skipif(shutil.which("zsh") is None, reason="zsh is not installed")
def test_zsh_completes_the_line(archive):
    """In a real zsh a tab writes the whole id."""
    shell = pexpect.spawn("zsh", ["-f", "-i"], encoding="utf-8", dimensions=(24, 200), timeout=30, cwd=str(archive))
    shell.sendline("unsetopt beep; autoload -U compinit; compinit -u; eval \"$(nkdocs completion zsh)\"; PS1='rea''dy>'")
    shell.expect("ready>")
    shell.send("nkdocs show a-w\t")
    shell.expect("a-winter-yard")
    shell.close()


@pytest.mark.skipif(shutil.which("zsh") is None, reason="zsh is not installed")
def test_zsh_goes_through_the_candidates(archive):
    """Where the script lies in fpath, the first tab lists what there is, and the second writes the first of it."""
    script = subprocess.run([sys.executable, "-m", "nkdocs", "completion", "zsh"], capture_output=True, text=True, check=True)
    (archive / "functions").mkdir()
    (archive / "functions" / "_nkdocs").write_text(script.stdout)
    shell = pexpect.spawn("zsh", ["-f", "-i"], encoding="utf-8", dimensions=(24, 200), timeout=30, cwd=str(archive))
    shell.sendline("unsetopt beep; fpath=($PWD/functions $fpath); autoload -U compinit; compinit -u -D; PS1='rea''dy>'")
    shell.expect("ready>")
    shell.send("nkdocs search --so\t")
    shell.expect("--sort +-- relevance")
    shell.send("\t")
    shell.expect("urce")  # of --source, behind what was typed
    shell.close()
