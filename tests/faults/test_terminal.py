"""Nothing that comes from a stranger is obeyed by a terminal or deceives the eye, in any command, any form and any message."""

import os
import re
import unicodedata
from pathlib import Path

import pytest

from nkdocs.cli import main

#: What a terminal obeys, what hides, and what turns text around; each between letters.
OBEYED = (
    *("\x1b[31m", "\x1b]0;owned\x07", "\x1b]8;;http://evil.example\x1b\\", "\x1b]52;c;ZXZpbA==\x07", "\x1bP1;2q\x1b\\"),
    *("\x1b_G\x1b\\", "\x9b2J", "\x9d0;owned\x9c", "\x90q\x9c", "\x85", "\x08\x08", "\x07", "\r", "\x0b", "\x0c", "\x7f"),
    *("\x1bc", "\x1b[6n"),
)
UNSEEN = "\u202e\u202d\u202a\u2066\u2067\u2069\u200e\u200f\u061c\u200b\u2060\ufeff\u00ad\u034f\u180e\U000e0041\U000e0001\ufff9"
EVIL = "x".join((*OBEYED, *UNSEEN, "\u2028", "\u2029"))
STORY = "The Yard {evil} of Winter\n\nMarch 3, 2021\n\nBy Ada {evil} Lowe\n\n{body}\n"
BODY = "The barrel {evil} stood in the yard. " + "For a whole winter nobody who passed by asked what it was for. " * 40
COMMANDS = """index --rebuild · index --dry-run · index --verify · search yard · search yard --json
search yard --jsonl · search yard --csv · search yard -l · search yard -c
search yard --format {title}\\t{authors}\\t{snippet}\\t{source}
search yard --facets author,source · search yard --facets author --csv · search yard --facets author --json
search yard --color always · list · list --json · list --csv · list --sort title --color always · show @ · show @ --json
show @ --raw · show @ --why · show @ --csv · show @ --highlight winter --color always · timeline --by year · similar @
similar @ --json · parse . · parse . --explain · parse . --json · parse . --csv · status · status --json · status --check
status --color always · doctor · doctor --json · doctor --csv · doctor --color always · fix @ date=2021-05-04 · fix @ title=!
show ! · search ! -- ! · search title:! · search (! · search !: x · search author:! · index ! · show a.txt!:3 · ! · list --!
search yard --format {!} · search yard --sort ! · search yard --since ! · fix ! title=x · fix @ !=x · open ! · cite @
cite @ --json · help ! · search @! x · --archive ! status · --index ! status · list --author ! · list --source !"""
OUR_COLOURS = re.compile(r"\x1b\[[0-9;]*m|\x1b\]8;[a-z0-9=:;]*;(?:file|https?)?:?[!-~]*\x1b\\")


def dangers(text):
    """What of the text is obeyed or unseen. Joiners are for letters of some scripts, and seen there."""
    seen = "\u200c\u200d\u0600\u0601\u0602\u0603\u0604\u0605\u06dd\u070f"
    found = {c for c in text if unicodedata.category(c) in {"Cc", "Cf", "Cs", "Zl", "Zp"} and c not in "\n\t" + seen}
    return sorted(map(ascii, found | ({"\u034f"} & set(text))))


@pytest.fixture
def archive(tmp_path, monkeypatch):
    """An archive in which every name, title, author and text is hostile."""
    folder = os.fsencode(tmp_path) + b"/d\x1b]0;x\x07"
    os.makedirs(folder)  # noqa: PTH103  # a name in bytes
    for number in range(2):
        name = os.fsencode(f"a{number}\x1b[31m\u202e\u200b\n") + b"\xff\x9b.txt"
        story = STORY.format(evil=EVIL, body=BODY.format(evil=EVIL) * (number + 1))
        Path(os.fsdecode(folder + b"/" + name)).write_text(story, encoding="utf-8", newline="")
    (tmp_path / "bad\x1b[0m.txt").write_bytes(b"\0\1\2" * 99)
    monkeypatch.chdir(tmp_path)
    assert main(["index", "."]) == 0
    return tmp_path


@pytest.mark.usefixtures("archive")
def test_nothing_hostile_is_printed(capfd):
    """No command prints a control, C1, bidi or unseen character of a dump, a file name, or what was typed."""
    capfd.readouterr()
    main(["list", "-l"])
    article = capfd.readouterr().out.split()[0]
    bad = []
    for command in re.split(r" · |\n", COMMANDS):
        words = [word.replace("@", article).replace("!", EVIL) for word in command.split(" ")]
        status = main(words)
        said = capfd.readouterr()
        out = OUR_COLOURS.sub("", said.out) if "always" in command else said.out
        out = out.replace("\r\n", "\n") if "--csv" in command else out  # as RFC 4180 ends lines
        if status not in {0, 1, 2} or dangers(out) or dangers(said.err):
            bad.append((command, status, dangers(out), dangers(said.err), said.err[-300:]))
    assert bad == []


@pytest.mark.usefixtures("archive")
def test_completion_offers_nothing_hostile(monkeypatch):
    """What a shell is offered has no character that a terminal obeys, and no line of its own making."""
    from nkdocs.cli.completing import answer
    from nkdocs.cli.tool import nkdocs

    offered = []
    for shell in ("bash", "zsh", "fish"):
        for line in ("nkdocs show ", "nkdocs search author:", "nkdocs list --author ", "nkdocs parse ", "nkdocs search y"):
            for name in ("COMP_LINE", "COMP_WORDS"):
                monkeypatch.setenv(name, line)
            offered.append(answer(nkdocs, f"{shell}_complete"))
    assert any("yard" in text for text in offered)
    assert [dangers(text) for text in offered if dangers(text)] == []
