"""Every command in every form over an archive in which every title, author, text, name and setting holds what must not be seen.

`test_terminal` sends sequences as an attacker would write them; here it is every single character, in every place, and in what
is written to files as well.
"""

import csv
import io
import os
import re
import unicodedata
from pathlib import Path

import pytest

from nkdocs.cli import main
from nkdocs.cli.arguments import COMMANDS

#: Fillers, inherent vowels, selectors and tags: letters, marks or nothing by their category, and seen by nobody.
IGNORED = (
    0x34F,
    0x115F,
    0x1160,
    0x17B4,
    0x17B5,
    0x180B,
    0x180C,
    0x180D,
    0x180F,
    0x2065,
    0x3164,
    0xFFA0,
    *range(0xFFF0, 0xFFF9),
)
TAGS = (*range(0xFE00, 0xFE10), *range(0xE0000, 0xE0080), *range(0xE0100, 0xE01F0))
#: Signs under numbers, which are seen; and joiners, which are letters' own in some scripts, and which none of our words are in.
SEEN = (*range(0x600, 0x606), 0x6DD, 0x70F, 0x890, 0x891, 0x8E2, 0x110BD, 0x110CD)
HIDDEN = frozenset(
    chr(code)
    for code in range(0x110000)
    if code in IGNORED or code in TAGS or (unicodedata.category(chr(code)) in {"Cc", "Cf", "Zl", "Zp"} and code not in SEEN)
) - {"\n"}
FORMULAS = ("=1+1", "+1", "-1+1", "@SUM(A1)", "＝1+1", "＋1", "－1", "＠SUM")
WORDS = "The barrel stood in the yard for a whole winter, “which nobody ever asked about”, said {name}. There were 30 people. "
OURS = re.compile(r"\x1b\[[0-9;]*m|\x1b\]8;[a-z0-9=:;]*;(?:file|https?)?:?[!-~]*\x1b\\")
FORMS = ("--json", "--jsonl", "--csv", "--color always")
MORE = ("--format", "--facets author,source,year", "--facets author --csv", "-l", "-0")
#: What is asked of each command; @ is an article, ! is hostile, and behind / stand the names of files.
ASKED = """\
search yard · search yard --any --copies -n all --snippets 4 · search ! · search title:! · search author:! · search @!
search -- !x · search @saved · search --queries ../queries.tsv · search yard --sort ! · search yard --since !
search winter~ --source ! · list --copies -n all · list --author ! · list --sort newest -n all · show @ · show @ --raw
show @ --why · show @ --highlight ! · show ! · show FILE:3 --context 2 · show FILE:7 · show -- ! · timeline
timeline yard --by month · timeline ! · similar @ · similar ! · cite @ · cite @ -f markdown · cite @ -f apa
cite @ -f chicago · cite @ -f mla · cite @ -f bibtex · cite @ -f biblatex · cite @ -f ris · cite @ -f csl-json · cite !
export --copies · export ! · export -f csv · export -f jsonl · export -o ../out! · export -o ../out
pack yard --copies -o ../pack · pack --ids @ -o ../pack! · verify ../pack · verify ../pack! · verify ../damaged · verify !
verify . --digest ! · quote --check ../draft! · quote --check ../draft!.md · quote ! · quote which_nobody_ever_asked_about
quote which_nobody_!_asked_about · quotes --copies · quotes --by ! · quotes --about ! · quotes ! · figures people --copies
figures ! · parse . · parse . --explain · parse ! · parse FILE --explain · status · status --check · status !
fix @ date=2021-05-04 · fix @ title=! · fix @ author=! --because ! · fix FILE:7 boilerplate --because !
fix --from ../table!.csv · fix --from ! · fix ! title=x · fix @ !=x · fix @ --clear ! · doctor · doctor ! · open @
open ! · completion ! · completion bash · help ! · help query · help search · ! · --! x · --archive ! list
--index ! list · index --dry-run · index --verify · index ! · index --rebuild · list · status"""


def _slices():
    hidden = sorted(HIDDEN)
    return ["x".join(hidden[at : at + 12]) for at in range(0, len(hidden), 12)]


@pytest.fixture(scope="module")
def archive(tmp_path_factory):
    """An archive of as many dumps as there are handfuls of such characters."""
    home = tmp_path_factory.mktemp("hostile")
    root = home / "archive"
    root.mkdir()
    slices = _slices()
    for number, evil in enumerate(slices):
        formula = FORMULAS[number % len(FORMULAS)]
        words = WORDS.format(name=f"Mr. K{evil}im Lo{evil}we")
        title, author = f"{evil[:3]}{formula} The Yard {evil} of Winter {number}", f"{formula * (number % 2)}Ada {evil} Lowe"
        story = f"{title}\n\nMarch 3, 2021\n\nBy {author}\n\n"
        name = "".join(c for c in f"{formula}{number}x{evil}" if c not in "\0/")
        with Path(os.fsdecode(os.fsencode(f"{root}/{name}") + b"\xff.txt")).open("w", encoding="utf-8", newline="") as file:
            file.write(story + f"{formula} {words} {evil}\n\n" + WORDS.format(name="Mr. Kim") * 40 + "\n")
    every = "".join(slices).replace("\0", "")
    toml = "".join(f"\\U{ord(c):08x}" for c in every)
    (root / "nkdocs.toml").write_text(f'[queries]\nsaved = "yard OR title:{toml}"\n[synonyms]\nyard = ["{toml}x", "garden"]\n')
    (home / "queries.tsv").write_text(
        f"{every}\tyard {every.translate(dict.fromkeys(range(32)))}\n", encoding="utf-8", newline=""
    )
    for form in ("", ".md", ".html"):
        draft = f"He said “which nobody {every} ever asked about”, and <b>{every}\n"
        (home / f"draft!{form}").write_text(draft, encoding="utf-8", newline="")
    table = f'article,title,because\n{every},{every},{every}\n"=1","{every}","="\n'
    (home / "table!.csv").write_text(table.replace("\r", ""), encoding="utf-8", newline="")
    return root


def hidden_in(text):
    """What of a text is not to be seen by anybody, or is half a character."""
    return sorted({ascii(c) for c in set(text) if c in HIDDEN or "\ud800" <= c <= "\udfff"})


def formulas_in(text):
    """The cells of a table that a spreadsheet would run."""
    rows = csv.reader(io.StringIO(text.replace("\r\n", "\n"), newline=""))
    return [cell for row in rows for cell in row if cell.lstrip("\t\r\n ").startswith(tuple("=+-@＝＋－＠"))]


def _commands(article, file, evil):
    for command in re.split(r" · |\n", ASKED):
        words = [word.replace("_", " ").replace("FILE", file) for word in command.split(" ")]
        words = [
            article if word == "@" else word.replace("!", evil) if word[:8] not in {"../draft", "../table"} else word
            for word in words
        ]
        yield words
        for form in FORMS if words[0] not in {"export", "open", "completion", "help"} else ():
            yield [*form.split(" "), *words] if "color" in form else [*words, form]
        for form in MORE if words[1:] in (["yard"], ["--copies", "-n", "all"]) else ():
            yield [
                *words,
                *form.split(" "),
                *(["{id}\\t{title}{authors}{source}{snippet}{copies}{shared}"] if form == "--format" else []),
            ]


def test_every_verb_is_asked():
    """No command is left out of what is asked."""
    assert {line.split(" ")[0] for line in re.split(r" · |\n", ASKED)} >= set(COMMANDS)


@pytest.mark.campaign
def test_nothing_hidden_is_printed_in_any_command_and_form(archive, capfd, monkeypatch):
    """Every command, in every form, over every character: none is printed or put into a file that people open."""
    monkeypatch.chdir(archive)
    monkeypatch.setenv("EDITOR", "no-such-editor\u202e \u2066x")
    monkeypatch.setenv("COLUMNS", "60")
    evil = "".join(c for c in "".join(_slices()) if c not in "\0\r")[::3]
    assert main(["index", "."]) in {0, 2}
    capfd.readouterr()
    assert main(["list", "--copies", "-n", "all", "-l"]) == 0
    ids = capfd.readouterr().out.split()
    assert len(ids) == len(_slices())
    damaged = archive.with_name("damaged")
    assert main(["pack", "yard", "--copies", "-o", str(damaged)]) == 0
    for place in damaged.rglob("*"):
        if place.suffix in {".md", ".json"} and place.name != "manifest.json":
            place.write_text("\u202e")
    (damaged / f"a{evil.replace('/', '')[:60]}").touch()
    capfd.readouterr()
    file = min(path.name for path in archive.glob("*.txt"))
    bad = []
    for words in _commands(ids[3], file, evil):
        status = main([*words])
        said = capfd.readouterr()
        out = OURS.sub("", said.out) if "always" in words else said.out
        out = out.replace("\0", "") if "-0" in words else out.replace("\t", "")
        out = out.replace("\r\n", "\n") if "csv" in words or "--csv" in words else out
        found = hidden_in(out), hidden_in(said.err), formulas_in(said.out) if "--csv" in words or "csv" in words else []
        if status not in {0, 1, 2} or any(found):
            bad.append((words[:3], status, *found))
    assert bad == []
    written = [place for name in ("out", "pack") for place in archive.with_name(name).rglob("*") if place.is_file()]
    assert {place.suffix for place in written} >= {".md", ".html", ".bib", ".ris", ".json", ".txt"}
    for place in written:
        if "dumps" not in place.parts:
            text = place.read_text(encoding="utf-8", errors="surrogateescape").replace("\t", "")
            assert hidden_in(text.replace("\r\n", "\n")) == [], place
            assert place.suffix != ".csv" or formulas_in(text) == [], place
