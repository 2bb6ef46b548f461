"""Nothing that is read is run or fetched: no pickle in an index, no title, name of a file, setting, template or link."""

import ast
import os
import pickle
import re
import shlex
import socket
import sys

import pytest
from campaigns.damage import parts
from campaigns.ground import Ground

from nkdocs import commands
from nkdocs.cli import main
from nkdocs.errors import NkdocsError

NAMES = (
    *("$(touch MARK)", "`touch MARK`", "; touch MARK;", "| touch MARK", "-rf", "--output=MARK", "{title.__class__}", "%s%n"),
    "&& touch MARK",
)
TEMPLATES = (
    *("{title.__class__.__mro__}", "{0}", "{title!r:>999999999}", "{title:{score}}", "$(touch MARK)", "{__import__}"),
    "%(title)s",
)
CORRECTIONS = """[[correction]]
file = "../../../etc/passwd"
article = "$(touch MARK)"
title = "`touch MARK`"
because = "; touch MARK"
"""


class Exploit:
    """What runs a command when it is unpickled."""

    def __init__(self, mark):
        self.mark = mark

    def __reduce__(self):
        return os.system, (f"touch {self.mark}",)


@pytest.mark.parametrize("protocol", [0, 2, pickle.HIGHEST_PROTOCOL])
def test_a_crafted_pickle_in_the_index_never_runs(ground, protocol):
    """In the place of any file of an index, and of all tables of Whoosh's, the exploit runs in no command."""
    mark = ground.with_name("mark")
    raw = pickle.dumps(Exploit(mark), protocol)
    pickle.loads(raw)  # noqa: S301  # it does run
    assert mark.exists()
    mark.unlink()
    place = Ground(ground)
    place.fill()
    place.index()
    verbs = (
        place.answers,
        lambda: commands.status(place.where),
        lambda: commands.check(place.where),
        lambda: commands.doctor(place.where),
        place.index,
        lambda: place.index(rebuild=True),
    )
    for number in range(len(parts(place.index_dir))):
        path = parts(place.index_dir)[number]
        path.unlink()
        path.write_bytes(raw)
        engine = next(place.index_dir.glob("g*/engine"))
        for other in ("_MAIN_0.toc", "_MAIN_99.toc", "MAIN_x.pickle"):
            (engine / other).write_bytes(raw)
        for verb in verbs:
            try:
                verb()
            except NkdocsError:
                continue
            finally:
                assert not mark.exists(), (path, verb)
        place.index(rebuild=True)


@pytest.fixture
def archive(tmp_path, monkeypatch):
    """An archive whose titles, files, settings and corrections would all like to be run."""
    root = tmp_path / "archive"
    root.mkdir()
    for number, name in enumerate(NAMES):
        body = f"The barrel {name} stood in the yard for a whole winter. " * 9
        (root / f"{name.replace('/', '')}.txt").write_text(f"{name}\n\nMarch 3, 2021\n\nBy {name}\n\nNumber {number}. {body}\n")
    (root / "nkdocs.toml").write_text('[queries]\nmoney = "$(touch MARK)"\n')
    (root / "corrections.toml").write_text(CORRECTIONS)
    monkeypatch.chdir(root)
    assert main(["index", "."]) == 2  # what it is told to correct is not understood, and it says so
    return root


def test_what_is_read_is_never_a_command(archive, tmp_path, monkeypatch, capsys):
    """An editor with spaces in its name is told the file as one word; names, titles and templates run nothing."""
    editor = tmp_path / "my editor.py"
    told = tmp_path / "told"
    program = f"import sys\nopen({str(told)!r}, 'a').write(repr(sys.argv[1:]) + '\\n')\n"
    editor.write_text(f"#!{sys.executable}\n{program}")
    editor.chmod(0o700)
    monkeypatch.setenv("EDITOR", shlex.quote(str(editor)))
    capsys.readouterr()
    main(["list", "-l", "--copies"])
    ids = capsys.readouterr().out.split()
    assert len(ids) == len(NAMES)
    for article in ids:
        main(["open", article])
        main(["show", article])
        main(["cite", article])
        main(["fix", article, "title=$(touch MARK)", "--because", "`touch MARK`"])
    lines = told.read_text().splitlines()
    assert len(lines) == len(NAMES)
    for line in lines:
        assert len([word for word in ast.literal_eval(line) if word.startswith(str(archive))]) == 1
    for template in TEMPLATES:
        assert main(["search", "barrel", "--format", template]) in {0, 2}
    for typed in ("search @money", "search $(touch MARK)", "search -- -rf", "doctor", "status --check", "parse ."):
        assert main(typed.split(" ")) in {0, 1, 2}
    out = capsys.readouterr()
    assert "root:" not in out.out + out.err
    assert "Traceback" not in out.err
    assert list(tmp_path.rglob("MARK")) == []
    assert not (archive / "MARK").exists()


#: What was asked of the network, while somebody listens: a hook cannot be taken out again.
_ASKED = []
_LISTENING = [False]


def _listen(event, arguments):
    if _LISTENING[0] and event.startswith("socket.") and event != "socket.gethostname":  # the name of this machine, for a lock
        _ASKED.append((event, arguments))


LINKED = """\
A Winter Yard

March 3, 2021

By Ada Lowe https://example.com/ada

![](http://example.com/pixel.gif) <img src="http://example.com/pixel.gif"> <script src="//example.com/x.js"></script>
"""
VERBS = """\
index . · index --verify · search yard · search yard --json · show FILE --why · list · timeline · similar FILE · cite FILE
cite FILE -f ris · export -o ../out · pack yard -o ../pack · verify ../pack · quote --check draft.html · quote winter
quotes · figures winter · parse . · status --check · fix FILE date=2021 · doctor · open FILE · completion bash · help json
--help · --version"""


def test_nothing_is_fetched_and_nothing_sent(tmp_path, monkeypatch, capsys):
    """No command makes a socket or asks for an address, whatever links stand in what it reads."""
    (tmp_path / "archive").mkdir()
    monkeypatch.chdir(tmp_path / "archive")
    page = LINKED + "The barrel, “which nobody in the town ever asked about”, stood in the yard for 30 winters. " * 12
    (tmp_path / "archive" / "a.txt").write_text(page, encoding="utf-8")
    draft = f"<q cite='http://example.com'>the barrel stood there</q>{page}"
    (tmp_path / "archive" / "draft.html").write_text(draft, encoding="utf-8")
    monkeypatch.setenv("EDITOR", "true")
    sys.addaudithook(_listen)
    _LISTENING[0] = True
    try:
        socket.socket().close()
        assert [event for event, _ in _ASKED] == ["socket.__new__"]  # it would be heard
        _ASKED.clear()
        for verb in re.split(r" · |\n", VERBS):
            assert main(verb.replace("FILE", "a.txt").split(" ")) in {0, 1, 2}, verb
    finally:
        _LISTENING[0] = False
    assert _ASKED == []
    assert "Traceback" not in capsys.readouterr().err
