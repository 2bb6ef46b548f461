"""The screen of a terminal: it holds at any width, and shows what is known and what is doubtful."""

import io
import re
from pathlib import Path

import pytest
from articles import write_article

from nkdocs.answers import Answer, Change, ChangeKind, IndexReport, SearchRequest, Status
from nkdocs.extract import ExplainedLine
from nkdocs.model import Hit, Kind, Results, Snippet, Span
from nkdocs.parsing import ParseReport
from nkdocs.render.rich import RichRenderer
from nkdocs.render.rich.progress import progress_bar
from nkdocs.render.terminal import Paint, Screen, cells

CODES = re.compile(r"\x1b\[[0-9;]*m|\x1b\]8;[^\x1b]*\x1b\\")
WORDS = "Many North Korean women send money home by brokers. " * 6
ARTICLE = write_article(
    "money-home-with-an-id-that-is-sixty-characters-long-as-they-can-be",
    (Kind.TITLE, "Money home"),
    WORDS,
    (Kind.HEADING, "How it works"),
    (Kind.QUOTE, WORDS),
    (Kind.ATTRIBUTION, "– A broker"),
    (Kind.CAPTION, "A bank"),
    (Kind.BOILERPLATE, "Subscribe now"),
    (Kind.NOTE, "* Name changed"),
    "여성들이 가족에게 돈을 보냅니다脱北者の女性たちは家族にお金を送っています" * 3,
    title="Money home [bold]now[/bold] 탈북 여성들의 송금",
    date="2019-03-04",
    authors=("Ada Stone",),
)
BARE = write_article("bare", "Words.", path="dumps/two.txt")
HIT = Hit(1, 2.0, ARTICLE, (Snippet(WORDS.strip(), 5, (Span(24, 34),)), Snippet("A bank", 12, (), Kind.CAPTION)), (Span(0, 5),))


def _printed(method, *given, width=80, paint=Paint.NOTHING, links=False):
    out = io.StringIO()
    screen = Screen(is_terminal=True, paint=paint, links=links, width=width, height=10**6)
    getattr(RichRenderer(out, screen, Path("/archive")), method)(*given)
    return out.getvalue()


def _answer(*hits, total=None):
    return Answer(SearchRequest("money"), Results(total or len(hits), hits), (), 0.021)


@pytest.mark.parametrize("width", [20, 40, 60, 80, 140, 200])
def test_every_screen_holds_at_every_width(width):
    """No line is wider than the screen, wide characters counted, and no line ends in spaces."""
    status = Status(
        "/archive/with/a/long/path", "/cache/nkdocs/0123456789abcdef0123456789abcdef", 5, 8, 1, 2, 0, 1, "2026-01-01T00", 9
    )
    lines = (ExplainedLine(1, Kind.TITLE, "a reason " * 9, is_cut=True), ExplainedLine(2, None, ""))
    for method, given in (
        ("search", _answer(HIT, Hit(2, 1.0, BARE))),
        ("listing", _answer(HIT, Hit(2, 1.0, BARE))),
        ("article", ARTICLE),
        ("raw", ARTICLE),
        ("evidence", ARTICLE),
        ("status", status),
        ("parsed", ParseReport((ARTICLE, BARE))),
        ("parsed", ParseReport((), (("dumps/one.txt", lines),))),
        ("indexed", IndexReport("/a", 5, 8, added=8, changes=(Change("a", ChangeKind.ADDED),), dry_run=True)),
    ):
        for line in _printed(method, given, width=width).split("\n"):
            assert cells(line) <= width, (method, line)
            assert line == line.rstrip(" "), (method, line)


def test_a_hit_shows_all_that_is_known_of_it():
    """Rank, title, date, authors with their doubt, id, place of the match, pieces with their lines, total and time."""
    printed = _printed("search", _answer(HIT, total=12))
    assert printed.startswith(
        "  1 Money home [bold]now[/bold] 탈북 여성들의 송금\n    4 March 2019 · Ada Stone (?) ·\n    money-home-with"
    )
    assert "    dumps/one.txt:5\n    name changed (note in line 15)\n    ? author: test-author, line 1\n  5 Many" in printed
    assert " 12 caption: A bank\n" in printed
    assert printed.endswith("1–1 of 12 articles · 0.02 s\n")


def test_what_is_missing_is_said():
    """An article without date, author and title has words in their places, and is never given a date or a name."""
    assert _printed("search", _answer(Hit(1, 1.0, BARE))).startswith(" 1 no title\n   n.d. · no author · bare\n")


def test_matches_are_painted_where_they_are():
    """Title and pieces show the words that matched; with NO_COLOR bold and underline still tell them."""
    printed = _printed("search", _answer(HIT), paint=Paint.COLORS)
    assert "\x1b[1;4;31mMoney\x1b[0m" in printed
    assert "\x1b[1;31msend money\x1b[0m" in printed
    without = _printed("search", _answer(HIT), paint=Paint.ATTRIBUTES)
    assert "\x1b[1;4mMoney\x1b[0m" in without
    assert "\x1b[1msend money\x1b[0m" in without
    assert not re.search(r"\x1b\[[0-9;]*3[0-7]", without)


def test_no_line_ends_in_painted_spaces():
    """The space at which a painted line is broken is not printed: a selection or a link ends with its last word."""
    assert not re.search(r" (\x1b\[[0-9;]*m)*\n", _printed("article", ARTICLE, width=40, paint=Paint.COLORS))


def test_links_do_not_depend_on_colour():
    """Without any paint a link is still a link, to the file and line of the match; without links there is none."""
    linked = _printed("search", _answer(HIT), links=True)
    assert re.search(r"\x1b\]8;[^;]*;file://[^/]*/archive/dumps/one\.txt#5\x1b\\dumps/one\.txt:5\x1b\]8;;\x1b\\", linked)
    assert "\x1b[" not in linked
    assert CODES.sub("", linked) == _printed("search", _answer(HIT))


def test_an_article_is_reflowed_and_its_kinds_told_apart():
    """Lines are at most 88 cells; quotes have a bar on each line, captions and notes their name; boilerplate is left out."""
    printed = _printed("article", ARTICLE, width=200)
    assert max(map(cells, printed.split("\n"))) <= 88
    assert printed.count("│ ") > 2
    assert "\n    – A broker\n" in printed
    assert "\n  caption: A bank\n\n  note: * Name changed\n" in printed
    assert "Subscribe" not in printed
    assert printed.count("Money home") == 1


def test_the_evidence_says_rule_line_and_trust():
    """Each field has its line of proof, or that nothing is claimed."""
    printed = _printed("evidence", ARTICLE)
    assert "    date 2019-03-04\n         dumps/one.txt:1 · test-date · medium trust · as stated\n" in printed
    assert " authors none\n" in _printed("evidence", BARE)


def test_the_bar_on_stderr_goes_when_the_work_is_done():
    """Progress can be told, with any path, and prints nothing on a stream that is no terminal."""
    stream = io.StringIO()
    with progress_bar(Screen(), stream) as tell:
        tell(1, 2, "[bold]\x1b[2J")
        tell(2, 2, "")
    assert "\x1b[2J" not in stream.getvalue()
