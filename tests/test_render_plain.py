"""Plain lines: their columns are a promise."""

import io
from pathlib import Path

from articles import write_article

from nkdocs.answers import Answer, Change, ChangeKind, IndexReport, SearchRequest
from nkdocs.model import Hit, Kind, Results, Snippet, Span
from nkdocs.render.plain import PlainRenderer
from nkdocs.render.terminal import Paint, Screen

ARTICLE = write_article(
    "money-home",
    (Kind.TITLE, "Money\thome"),
    (Kind.BYLINE, "By Ada Stone"),
    "They send money\nin two lines",
    (Kind.HEADING, "How"),
    (Kind.QUOTE, "“It works”"),
    (Kind.ATTRIBUTION, "– A broker"),
    (Kind.CAPTION, "A bank"),
    (Kind.BOILERPLATE, "Subscribe now"),
    (Kind.NOTE, "* Name changed"),
    title="Money\thome",
    date="2019-03",
    authors=("Ada Stone", "Bo"),
    line=7,
)
BARE = write_article("bare", "Words.", path="dumps/two.txt")


def _printed(method, *given, screen=None, root=None):
    out = io.StringIO()
    getattr(PlainRenderer(out, screen or Screen(), root), method)(*given)
    return out.getvalue()


def _answer(*hits):
    return Answer(SearchRequest("money"), Results(len(hits), hits))


def test_a_hit_is_one_line_of_six_columns():
    """Tabs and newlines of the text are no columns and lines of ours; what is not known is empty."""
    snippets = (Snippet("They send\nmoney", 11, (Span(10, 15),)), Snippet("and more", 12))
    printed = _printed("search", _answer(Hit(1, 1.0, ARTICLE, snippets), Hit(2, 0.5, BARE)))
    assert [line.split("\t") for line in printed.splitlines()] == [
        ["money-home", "2019-03", "Money home", "Ada Stone; Bo", "dumps/one.txt:11", "They send money … and more"],
        ["bare", "", "", "", "dumps/two.txt:1", ""],
    ]


def test_a_listing_is_one_line_of_five_columns():
    """The place is that of the article's beginning."""
    assert (
        _printed("listing", _answer(Hit(1, 0.0, ARTICLE)))
        == "money-home\t2019-03\tMoney home\tAda Stone; Bo\tdumps/one.txt:7\n"
    )


def test_an_article_is_laid_out_with_its_kinds_told_apart():
    """The header says title, byline and date once; blocks follow with a blank line between; boilerplate is left out."""
    assert _printed("article", ARTICLE) == (
        "Money home\nBy Ada Stone (?) and Bo (?) · March 2019\ndumps/one.txt:7  money-home\n\n"
        "They send money\nin two lines\n\n## How\n\n> “It works”\n\n– A broker\n\n[caption] A bank\n\n[note] * Name changed\n"
    )


def test_an_article_without_anything_says_so():
    """What is missing is said in words to a person."""
    assert _printed("article", BARE) == "no title\nno author · n.d.\ndumps/two.txt:1  bare\n\nWords.\n"


def test_a_paragraph_broken_over_lines_is_joined():
    """A long line that ends within a sentence goes on in the next; a line that ends a sentence does not."""
    text = "This is a line of a text that was broken at sixty-odd columns\n"
    text += "and goes on here, to end with a full stop in this line.\nNext."
    assert "columns and goes on here, to end with a full stop in this line.\nNext." in _printed(
        "article", write_article("a", text)
    )


def test_highlights_are_where_the_spans_say():
    """Spans of the dump are painted in the body, at their characters."""
    start = ARTICLE.text.index("send")
    painted = _printed("article", ARTICLE, [Span(start, start + 4)], screen=Screen(paint=Paint.COLORS))
    assert "They \x1b[1;31msend\x1b[0m money" in painted


def test_raw_lines_have_the_numbers_of_the_file():
    """The first line has the number at which the slice begins; nothing is left out."""
    lines = _printed("raw", ARTICLE).splitlines()
    assert lines[0] == "7\tMoney home"
    assert any(line.endswith("\tSubscribe now") for line in lines)


def test_evidence_has_a_row_for_every_field():
    """A field of which nothing is claimed has a row that says so."""
    assert [line.split("\t")[:2] for line in _printed("evidence", BARE).splitlines()] == [
        ["title", "none"],
        ["date", "none"],
        ["authors", "none"],
    ]
    assert "authors\tchosen\tAda Stone\tlow\ttest-author\tdumps/one.txt:7\t\n" in _printed("evidence", ARTICLE)


def test_links_are_printed_only_where_asked_for():
    """A link encloses FILE:LINE, percent-encoded."""
    plain = _printed("listing", _answer(Hit(1, 0.0, ARTICLE)), root=Path("/an archive"))
    linked = _printed("listing", _answer(Hit(1, 0.0, ARTICLE)), screen=Screen(links=True), root=Path("/an archive"))
    assert "\x1b" not in plain
    assert "/an%20archive/dumps/one.txt#7\x1b\\dumps/one.txt:7\x1b]8;;\x1b\\" in linked


def test_an_index_run_is_summed_up_in_a_line():
    """Nothing changed, changes, and a dry run each have their sentence."""
    change = (Change("a.txt", ChangeKind.ADDED),)
    assert (
        _printed("indexed", IndexReport("/a", 1, 1, unchanged=1, seconds=0.5))
        == "1 file, 1 article: nothing changed (0.50 s)\n"
    )
    done = _printed("indexed", IndexReport("/a", 2, 1200, added=1200, changes=change))
    assert done == "indexed 2 files, 1,200 articles: 1,200 added (0.00 s)\n"
    dry = _printed("indexed", IndexReport("/a", 2, 3, added=3, changes=change, dry_run=True))
    assert dry == "added\ta.txt\nwould hold 2 files, 3 articles: 3 added (0.00 s)\n"
