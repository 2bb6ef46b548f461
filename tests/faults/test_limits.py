"""What is too large, too deep or too many has a bound that says so, and nothing hangs the machine."""

import json
import os
import time
import tracemalloc

import pytest

from nkdocs.cli import main
from nkdocs.corpus import find_dumps
from nkdocs.model import Article, Block, Kind, Source, Span
from nkdocs.render import layout

STORY = "A Winter Yard\n\nMarch 3, 2021\n\nBy Ada Lowe\n\n" + "The barrel stood in the yard for a whole winter. " * 12 + "\n"


@pytest.fixture
def archive(tmp_path, monkeypatch):
    """An archive of one article, indexed."""
    (tmp_path / "a.txt").write_text(STORY)
    monkeypatch.chdir(tmp_path)
    assert main(["index", "."]) == 0
    return tmp_path


def test_a_dump_of_a_gigabyte_is_not_read(archive, capsys):
    """A file above the limit is said to be, with the setting's name, in no time; the rest is indexed."""
    with (archive / "big.txt").open("wb") as file:
        file.truncate(1 << 30)
    started = time.process_time()
    assert main(["index"]) == 0
    assert time.process_time() - started < 5
    assert "more than max_file_size (64 MB)" in capsys.readouterr().err


@pytest.mark.parametrize(
    "text",
    [
        "The barrel stood in the yard for a whole winter. " * 40_000,
        '"(“' * 300_000,
        "x" * 2_000_000,
        "e" + "\u0301" * 1_000_000,
    ],
    ids=["one line", "quotes", "one word", "accents"],
)
def test_a_dump_of_one_line(archive, capsys, text):
    """A line of megabytes is indexed and found, and what is printed of it has a bound."""
    (archive / "line.txt").write_text(text, encoding="utf-8")
    started = time.process_time()
    for words in (["index"], ["search", "barrel"], ["search", "xx*"], ["list"], ["parse", "line.txt"], ["status", "--check"]):
        capsys.readouterr()
        assert main(words) in {0, 1}
        assert len(capsys.readouterr().out) < 10_000, words
    assert time.process_time() - started < 60


def test_an_article_of_very_many_paragraphs():
    """Lines of very many places, the last line, and what is lit up are found without going over the whole article for each."""
    text = "".join(f"Paragraph {number} of a long article{chr(10) * (number % 3)}" for number in range(60_000))
    blocks = tuple(Block(Span(at, at + 30), Kind.PROSE) for at in range(7, len(text) - 30, 30))
    article = Article(Source("a.txt"), 1, Span(7, 7 + len(text)), 4, text, blocks=blocks)
    started = time.process_time()
    lines = [article.line_of(7 + at) for at in range(0, len(text), 37)]
    counted = time.process_time()
    some = range(0, len(lines), len(lines) // 90)
    assert [lines[number] for number in some] == [4 + text.count("\n", 0, number * 37) for number in some]
    assert article.line_of(7 + len(text)) == 4 + text.count("\n")
    assert len({article.end_line for _ in range(3_000)}) == 1
    spans = [block.span for block in blocks]
    for at in range(0, len(text), 97):
        layout.within(at, text[at : at + 97], spans)
    assert time.process_time() - counted < 10
    assert counted - started < 5


@pytest.mark.parametrize("name", ["nkdocs.toml", "corrections.toml"])
@pytest.mark.parametrize("text", ["x = " + "[" * 100_000, "x = " + "{a=" * 100_000, "\0" * 99, "x" * 25_000_000], ids=range(4))
def test_settings_and_corrections_too_deep_or_large(archive, capsys, name, text):
    """A file that is no settings is named in a sentence, by every command that reads it; what can be answered is."""
    (archive / name).write_text(text)
    for words in (["search", "barrel"], ["index"], ["doctor"], ["status"], ["fix", "a.txt:3", "boilerplate"]):
        assert main(words) in {0, 1, 2}
    said = capsys.readouterr().err
    assert name in said
    assert "Traceback" not in said


def test_a_crowded_folder_and_paths_without_end(tmp_path):
    """Thousands of files in a folder are found; a path that is too long for the system is a problem, and no end of all."""
    crowd = tmp_path / "crowd"
    crowd.mkdir()
    for number in range(3_000):
        (crowd / f"{number}.txt").touch()
    here = os.getcwd()  # noqa: PTH109  # to come back
    os.chdir(tmp_path)
    for _ in range(25):  # beyond 4,096 bytes, where no path leads
        os.mkdir("d" * 200)  # noqa: PTH102  # relative
        os.chdir("d" * 200)
    os.chdir(here)
    tracemalloc.start()
    try:
        found = find_dumps(tmp_path, ["."])
        assert tracemalloc.get_traced_memory()[1] < 3_000 * 700  # of a million 700 MB; it was more than a gigabyte
    finally:
        tracemalloc.stop()
    assert len(found.files) == 3_000
    assert any("too long" in problem.what for problem in found.problems)


def test_a_clock_that_goes_backwards(archive):
    """A dump that was changed under a clock that had been set back, or is from the future, is read again."""
    for when in (10**18, 4 * 10**18, 0):
        (archive / "a.txt").write_text(STORY.replace("barrel", f"word{when}"))
        os.utime(archive / "a.txt", ns=(when, when))
        assert main(["index"]) == 0
        assert main(["search", "-c", f"word{when}"]) == 0


HOSTILE = (
    *(
        "*a" * 40 + "b",
        "source:" + "*a" * 60 + "b",
        "source:" + "[!a" * 300 + "]",
        "source:" + "**/" * 100 + "z",
        "aa" + "?" * 300,
    ),
    *('"' + "*a " * 30 + '"', "(" * 500 + "a" + ")" * 500, "-" * 3_000 + "a", "a~ " * 100, 'title:"' + "a* " * 60 + '"'),
    *("date:" + "9" * 5_000, "date:" + "1.." * 900, "title:" * 400 + "a", "a" + "\u0301" * 50_000, "id:" + "*-" * 900 + "z"),
    *("author:" + "?*" * 100 + "z", "'" * 5_000, "@" * 2_000, "a OR " * 190 + "b", "\\" * 9_999),
)


@pytest.mark.parametrize("way", ["typed", "saved", "synonyms"])
def test_no_pattern_goes_on_without_end(archive, capsys, way):
    """Typed, saved in the archive's settings, or a synonym there: each pattern is answered or refused in a moment."""
    words = " ".join(["a" * length for length in range(2, 60)])
    (archive / f"{'a' * 200}.txt").write_text(STORY.replace("barrel", words).replace("Winter", "a" * 100))
    assert main(["index"]) == 0
    for hostile in HOSTILE:
        query = ["--", hostile]
        if way != "typed":
            table = (
                f"[queries]\nx = {json.dumps(hostile)}\n" if way == "saved" else f"[synonyms]\nx = [{json.dumps(hostile)}]\n"
            )
            (archive / "nkdocs.toml").write_text(table)
            query = ["@x"] if way == "saved" else ["x"]
        started = time.process_time()
        assert main(["search", *query]) in {0, 1, 2}, hostile[:20]
        assert time.process_time() - started < 2, hostile[:20]
    said = capsys.readouterr().err
    assert "Traceback" not in said


def test_settings_that_are_patterns_or_templates_are_only_text(archive, capsys):
    """A suffix, a template or a link with signs of patterns and formats is taken as it stands, or refused; nothing hangs."""
    evil = json.dumps("(a+)+$" * 20 + "{0.__class__}{" + "%s" * 50)
    for name in ("dump_suffixes", "language", "engine", "link", "open", "queries", "synonyms", "max_file_size", "memory"):
        for value in (evil, f"[{evil}]", "[" + f"[{evil}]," * 50 + "]", "9" * 400, "-1", "1e999", "nan", "true", "2001-01-01"):
            (archive / "nkdocs.toml").write_text(f"{name} = {value}\n")
            started = time.process_time()
            assert main(["search", "barrel"]) in {0, 1, 2}
            assert main(["index", "--dry-run"]) in {0, 1, 2}
            assert time.process_time() - started < 3, (name, value[:20])
    assert "Traceback" not in capsys.readouterr().err
