"""The verbs of shells and scripts, over a small archive of our own, with the real engine."""

import datetime as dt
import os

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nkdocs import commands, opening, scripting
from nkdocs.answers import SearchRequest
from nkdocs.archive import Where
from nkdocs.errors import ConfigError, NkdocsError, UnknownArticleError
from nkdocs.inquiries import Inquiry
from nkdocs.model import Sort

TODAY = dt.date(2024, 5, 1)
DUMP = """{title}

{date}

By {author}

The {thing} stood in the yard for a whole winter, with a lantern on it, and nobody who passed by asked what it was for.

When the river froze, {count} of them were carried over the ice, and the market on the other side bought every single one.

Whoever tells of it today calls it {title}, and there is a street of that name, which leads from the mill to the water.
"""
ROWS = (
    ("The Winter Market", "March 3, 2021", "Ada Lowe", "barrel", "eleven"),
    ("The Ferry at Dawn", "June 12, 2022", "Jonas Field", "ladder", "three"),
    ("Letters from the Mill", "", "Mary-Ann O'Neil", "barrel", "forty"),
    ("A Winter Yard", "June 12, 2022", "Ada Lowe", "wheel", "three"),
    ("Lanterns of the North", "May 1, 2020", "Bo Smith", "barrel", "nine"),
)
NAMES = ("title", "date", "author", "thing", "count")


@pytest.fixture(scope="module")
def where(tmp_path_factory):
    """An indexed archive of five articles, one of them undated, some with the same date."""
    folder = tmp_path_factory.mktemp("scripts")
    (folder / "archive/dumps").mkdir(parents=True)
    for number, row in enumerate(ROWS, 1):
        (folder / f"archive/dumps/{number}.txt").write_text(DUMP.format(**dict(zip(NAMES, row, strict=True))))
    (folder / "archive/nkdocs.toml").write_text('[queries]\nmarket = "market OR ferry"\n')
    here = Where(start=folder / "archive", archive=folder / "archive", index=folder / "index")
    commands.index(here, ["dumps"])
    return here


def _asked(where, *queries, **request):
    replies = []
    inquiries = [Inquiry(number, "", query) for number, query in enumerate(queries, 1)]
    notices = scripting.search_many(where, SearchRequest("", **request), inquiries, replies.append, today=TODAY)
    return replies, notices


def test_many_queries_are_answered_as_each_alone(where):
    """Hits, totals and notices of a query among others are those of the query alone, saved queries and filters included."""
    queries = ["barrel", "lantern -ladder", "zebra", "@market", "barell", "date:2022", "nobody asked the zebra"]
    replies, _ = _asked(where, *queries, limit=2, author=None)
    for query, reply in zip(queries, replies, strict=True):
        alone = commands.search(where, SearchRequest(query, limit=2), today=TODAY)
        assert (reply.answer.results, reply.answer.notices) == (alone.results, alone.notices), query
        assert reply.answer.request == alone.request


def test_a_query_that_is_not_understood_stops_no_other(where):
    """It is a reply with the error, in its place."""
    replies, _ = _asked(where, "barrel", 'ladder "', "autor:x", "wheel")
    assert [reply.error is None for reply in replies] == [True, False, False, True]
    assert [reply.answer is None for reply in replies] == [False, True, True, False]
    assert replies[1].error.column == 7


def test_a_filter_that_cannot_be_is_trouble_for_all(where):
    """What is wrong with an option is said once, and nothing is answered."""
    with pytest.raises(ConfigError, match="--since"):
        _asked(where, "barrel", since="soon")


def test_the_index_is_opened_once_for_all_queries(where, monkeypatch):
    """However many queries there are."""
    opened = []
    engine = opening.open_engine
    monkeypatch.setattr(opening, "open_engine", lambda *given: opened.append(given) or engine(*given))
    _asked(where, *["barrel"] * 5)
    scripting.show_many(where, ["lanterns", "a-winter", "dumps/1.txt:3"])
    assert len(opened) == 2


def test_articles_are_shown_in_the_order_asked_for(where):
    """By id, beginning, and place; what cannot be found among others is a problem with a hint."""
    found, problems, _ = scripting.show_many(where, ["lanterns", "zzz", "dumps/2.txt:5", "the-w", "lanterns", "the-"])
    assert [article.id for article in found] == [
        "lanterns-of-the-north",
        "the-ferry-at-dawn",
        "the-winter-market",
        "lanterns-of-the-north",
    ]
    assert [(problem.source, bool(problem.hint)) for problem in problems] == [("zzz", True), ("the-", True)]


def test_copies_of_what_is_shown_are_named(tmp_path):
    """Of an article that lies in the archive twice the other place is named, and of one that does not, nothing is said."""
    (tmp_path / "archive").mkdir()
    text = DUMP.format(**dict(zip(NAMES, ROWS[0], strict=True)))
    for name in ("one.txt", "two.txt"):
        (tmp_path / "archive" / name).write_text(text)
    here = Where(start=tmp_path / "archive", archive=tmp_path / "archive", index=tmp_path / "index")
    commands.index(here)
    (shown,), _, (said,) = scripting.read_many(here, ["one.txt"])
    assert said == f"{shown.id} has 1 copy: two.txt:1"
    commands.fix(here, "two.txt:1", ["date=2020"])
    assert scripting.read_many(here, ["one.txt"])[2] == [f"{said} (corrected)"]
    assert scripting.read_many(here, ["two.txt"])[2][0].endswith(" has 1 copy: one.txt:1")
    commands.fix(here, "two.txt:1", undo=["date"])
    (tmp_path / "archive/two.txt").unlink()
    (notice,) = commands.index(here).notices
    assert notice.startswith(
        f"1 article has another id, as one of the same title came or went: {shown.id} is now the-winter-market"
    )
    assert commands.index(here).notices == ()
    assert scripting.read_many(here, ["one.txt"])[2] == []


def test_one_article_alone_that_is_unknown_is_an_error(where):
    """As for `show` ever since."""
    with pytest.raises(UnknownArticleError, match="no article is called 'zzz'"):
        scripting.show_many(where, ["zzz"])


def test_lines_around_a_line(where):
    """The excerpt is that of FILE:LINE, also as an absolute path or a bare name of a file."""
    for text in ("dumps/1.txt:7", "1.txt:7", str(where.archive / "dumps/1.txt:7")):
        ((excerpt,), problems, _) = scripting.excerpts(where, [text], 1)
        assert [(line.number, line.kind_name) for line in excerpt.lines] == [(6, "blank"), (7, "prose"), (8, "blank")]
        assert (excerpt.source, excerpt.line, problems) == ("dumps/1.txt", 7, [])


@pytest.mark.parametrize(
    ("text", "around", "error", "words"),
    [
        ("lanterns", 2, ConfigError, "'lanterns' names none"),
        ("dumps/1.txt", 2, ConfigError, "names none"),
        ("dumps/1.txt:999", 2, UnknownArticleError, "has no line 999"),
        ("dumps/9.txt:1", 2, UnknownArticleError, "there is no dump"),
        ("dumps/1.txt:7", -1, ConfigError, "--context -1"),
        ("dumps/1.txt:7", 10**6, ConfigError, "--context 1000000"),
    ],
)
def test_lines_around_nothing_are_refused(where, text, around, error, words):
    """With a sentence, and what to type."""
    with pytest.raises(error, match=words) as refused:
        scripting.excerpts(where, [text], around)
    assert refused.value.hint


def test_a_spot_is_the_line_that_was_named_or_that_of_the_title(where):
    """Absolute, so that no name of a file is an option."""
    dumps = where.archive / "dumps"
    spots = scripting.spots(where, ["lanterns", "2.txt:7", "the-winter"])
    assert spots == (scripting.Spot(dumps / "5.txt", 1), scripting.Spot(dumps / "2.txt", 7), scripting.Spot(dumps / "1.txt", 1))


def test_a_file_that_is_gone_cannot_be_opened(where):
    """It is named, with the command that brings the index up to date."""
    path = where.archive / "dumps/4.txt"
    text = path.read_bytes()
    path.unlink()
    try:
        with pytest.raises(NkdocsError, match=r"dumps/4\.txt is gone") as refused:
            scripting.spots(where, ["a-winter"])
        assert "index" in refused.value.hint
    finally:
        path.write_bytes(text)


def test_nobody_opens_a_thousand_editors(where):
    """A long list is refused before anything is started."""
    with pytest.raises(NkdocsError, match="more than 20"):
        scripting.spots(where, ["lanterns"] * 21)


def test_what_completion_knows(where):
    """Ids by their beginning, authors by that of a name, or of any word of it, saved queries by name."""
    assert scripting.known_ids(where, "the-", 9) == ["the-ferry-at-dawn", "the-winter-market"]
    assert scripting.known_ids(where, "THE", 1) == ["the-ferry-at-dawn"]
    assert scripting.known_ids(where, "zzz", 9) == []
    assert scripting.known_authors(where, "ad", 9) == ["Ada Lowe"]
    assert scripting.known_authors(where, "lo", 9) == ["Ada Lowe"]
    assert scripting.known_authors(where, "Ada L", 9) == ["Ada Lowe"]
    assert scripting.known_authors(where, "x", 9) == []
    assert "Jonas Field" in scripting.known_authors(where, "", 9)
    assert scripting.known_queries(where) == ["market"]


#: Queries that are answered in one tier, in two (a question with few whole answers), and without the words that none has.
PAGED = (
    "lantern",
    "barrel OR three",
    "wint*",
    "date:2022",
    "how many of them were carried over the ice by three wheel makers",
    "why was the wheel carried over the ice and the market",
    "wheel carried ice market",
    "zebra ladder barrel",
)


@pytest.mark.parametrize("sort", Sort)
@given(query=st.sampled_from(PAGED), size=st.integers(1, 6), some=st.booleans())
def test_pages_are_the_whole_cut_in_pieces(where, sort, query, size, some):
    """Pages of any size, one after another, are what all hits at once are, in every order, for searches and lists."""
    for verb in (commands.search, commands.list_articles):
        whole = verb(where, SearchRequest(query, limit=None, sort=sort, any_word=some), today=TODAY).results
        pages, offset = [], 0
        while offset < whole.total:
            request = SearchRequest(query, limit=size, offset=offset, sort=sort, any_word=some)
            page = verb(where, request, today=TODAY).results
            assert page.total == whole.total
            assert 0 < len(page.hits) <= size
            pages += page.hits
            offset += size
        assert [hit.article.id for hit in pages] == [hit.article.id for hit in whole.hits]
        assert [hit.rank for hit in pages] == list(range(1, whole.total + 1))


def test_some_pages_have_articles_of_two_tiers(where):
    """The queries above reach what they are there for: some articles with all the words, followed by some without."""
    notices = [commands.search(where, SearchRequest(query), today=TODAY).notices for query in PAGED]
    assert any("come" in notice and "first; the others lack some" in notice for told in notices for notice in told)


def test_highlights_of_many(where):
    """Each article has its own; without a query there are none."""
    found, _, _ = scripting.show_many(where, ["lanterns", "the-ferry"])
    lit = scripting.lights(where, found, 'barr* OR "whole winter" OR laddr~')
    texts = [[article.cut(span) for span in spans] for article, spans in zip(found, lit, strict=True)]
    assert texts == [["barrel", "whole winter"], ["ladder", "whole winter"]]
    assert scripting.lights(where, found, None) == [(), ()]


def test_names_that_are_no_utf8_are_looked_up(where):
    """A list of places from a pipe may name any file there is."""
    odd = os.fsdecode(b"dumps/\xff.txt:1")
    with pytest.raises(UnknownArticleError):
        scripting.show_many(where, [odd])


def test_copies_are_folded_for_many_queries_as_for_one(tmp_path):
    """A text that lies in two dumps is one hit that names its copy, for each query of many; `copies` lists both."""
    (tmp_path / "dumps").mkdir()
    for name in ("one", "two"):
        text = DUMP.format(**dict(zip(NAMES, ROWS[0], strict=True)))
        (tmp_path / f"dumps/{name}.txt").write_text(text, encoding="utf-8")
    where = Where(tmp_path)
    commands.index(where, [str(tmp_path / "dumps")])
    for request in (SearchRequest(""), SearchRequest("", copies=True)):
        replies = []
        scripting.search_many(where, request, [Inquiry(1, "", "barrel"), Inquiry(2, "", "winter")], replies.append)
        totals = [(reply.answer.results.total, reply.answer.results.copies) for reply in replies]
        assert totals == ([(2, 0)] * 2 if request.copies else [(1, 1)] * 2)
        assert all(len(hit.copies) == 1 for reply in replies for hit in reply.answer.results.hits)
        assert all(reply.answer.seconds > 0 for reply in replies)


def test_a_dump_that_changed_is_told_once(tmp_path):
    """However many articles of it are shown."""
    dump = tmp_path / "dumps.txt"
    dump.write_text("\n\n".join(DUMP.format(**dict(zip(NAMES, row, strict=True))) for row in ROWS[:2]), encoding="utf-8")
    where = Where(tmp_path)
    commands.index(where, [str(dump)])
    found = [hit.article for hit in commands.list_articles(where, SearchRequest("")).results.hits]
    assert len(found) == 2
    assert scripting.about_dumps(where, found) == []
    dump.write_text("Another text.\n", encoding="utf-8")
    assert len(scripting.about_dumps(where, found)) == 1
