"""The verbs, over a small archive of our own, with the real engine."""

import datetime as dt
import io
import os
import shutil
import subprocess
import sys

import pytest
from articles import write_article

from nkdocs import commands
from nkdocs.answers import ChangeKind, SearchRequest
from nkdocs.archive import Where
from nkdocs.errors import (
    ConfigError,
    CorpusError,
    IndexDamagedError,
    NoIndexError,
    QueryError,
    UnknownArticleError,
)
from nkdocs.model import Kind, Sort

TODAY = dt.date(2024, 5, 1)
DUMPS = {
    "seeds/market.txt": """The Winter Market

March 3, 2021

By Ada Lowe

The market stood at the edge of the frozen river, and every trader knew the others by name. A lantern hung over each stall.

Nobody sold barrels in those years, because the cooper had left the valley with his daughters before the first snow came down.
""",
    "seeds/ferry.txt": """The Ferry at Dawn

June 12, 2022

By Jonas Field

The ferry left the landing before dawn, with a lantern at the bow and eleven passengers who did not speak until the far bank.

One of them carried a barrel of salted fish, which she meant to sell at the market on the other side before the noon bells rang.
""",
    "seeds/mill.txt": """Letters from the Mill

The letters lay behind the millstone for forty years, tied with a ribbon that had once been red, and no one had opened them.

When the lantern fell from its hook that evening, the miller found them, and he read them aloud to whoever came to listen.
""",
}


@pytest.fixture
def where(tmp_path):
    """An indexed archive of three articles, one of them undated and unsigned."""
    for path, text in DUMPS.items():
        (tmp_path / path).parent.mkdir(exist_ok=True)
        (tmp_path / path).write_text(text)
        os.utime(tmp_path / path, ns=(0, 10**18))
    commands.index(Where(tmp_path))
    return Where(tmp_path)


def search(where, query, **rest):
    """The answer to a query on the day of these tests."""
    return commands.search(where, SearchRequest(query, **rest), today=TODAY)


def found(answer):
    """The ids of the hits."""
    return {hit.article.id for hit in answer.results.hits}


MARKET, FERRY, MILL = "the-winter-market", "the-ferry-at-dawn", "letters-from-the-mill"


@pytest.mark.parametrize(
    ("query", "rest", "expected"),
    [
        ("lantern", {}, {MARKET, FERRY, MILL}),
        ("LANTERNS", {}, {MARKET, FERRY, MILL}),
        ("barrel market", {}, {MARKET, FERRY}),
        ('"left the landing"', {}, {FERRY}),
        ("lantern -ferry", {}, {MARKET, MILL}),
        ("millstone ferry", {"any_word": True}, {MILL, FERRY}),
        ("lantern", {"since": "2022"}, {FERRY}),
        ("lantern", {"until": "2021-12"}, {MARKET}),
        ("lantern", {"since": "2021-03-03", "until": "2021-03-03"}, {MARKET}),
        ("lantern", {"author": "lowe"}, {MARKET}),
        ("lantern", {"author": "“Jonas Field”"}, {FERRY}),
        ("lantern", {"author": "Field Jonas"}, set()),
        ("lantern", {"source": "MILL"}, {MILL}),
        ("millstone OR ferry", {"source": "ferry.txt"}, {FERRY}),
        ("lantern missing:date", {}, {MILL}),
    ],
)
def test_search_finds_what_the_query_and_the_filters_say(where, query, rest, expected):
    """Query and filters must all hold; the total is that of the hits."""
    answer = search(where, query, **rest)
    assert found(answer) == expected
    assert answer.results.total == len(expected)
    assert answer.seconds > 0


def test_hits_have_pieces_with_lines_and_highlights(where):
    """A hit shows the matching piece with the line it stands in, and what matched in the title."""
    [hit] = search(where, "millstone").results.hits
    [snippet] = hit.snippets
    assert (hit.rank, snippet.line) == (1, 3)
    assert [snippet.text[span.start : span.end] for span in snippet.highlights] == ["millstone"]
    [hit] = search(where, "mill", snippets=0).results.hits
    assert hit.snippets == ()
    assert [hit.article.title.value[span.start : span.end] for span in hit.title_highlights] == ["Mill"]


def test_pages(where):
    """Limit and offset cut pages out of one order; limit 0 only counts, None is all."""
    everything = [hit.article.id for hit in search(where, "lantern", limit=None).results.hits]
    assert [
        hit.article.id for start in range(3) for hit in search(where, "lantern", limit=1, offset=start).results.hits
    ] == everything
    counted = search(where, "lantern", limit=0).results
    assert (counted.total, counted.hits) == (3, ())


@pytest.mark.parametrize(
    ("query", "rest", "count"),
    [
        ("lantern date:2021", {}, 1),
        ("lantern", {"since": "2000"}, 1),
        ("lantern (date:2021 OR ferry)", {}, 1),
        ("date:2021 OR millstone", {}, 0),
        ("lantern -date:2021", {}, 0),
        ("ferry date:2021..2023", {}, 0),
        ("lantern missing:date", {}, 0),
        ("lantern", {}, 0),
    ],
)
def test_undated_articles_that_a_date_left_out_are_counted(where, query, rest, count):
    """An answer says how many undated articles would match but for the date, and only then."""
    notices = [notice for notice in search(where, query, **rest).notices if "undated" in notice]
    assert len(notices) == (count > 0)
    assert all(notice.startswith(f"{count} undated article not shown") and "missing:date" in notice for notice in notices)


def test_nothing_found_tells_why(where):
    """Zero hits: what each word finds alone, a spelling the archive knows, what the filters hid."""
    answer = search(where, "millstone ferry", all_words=True)
    assert answer.results.total == 0
    assert answer.notices == ("words alone: millstone in 1 article, ferry in 1 article",)
    assert "did you mean barrel? nkdocs search 'barrel market' --all" in search(where, "barel market", all_words=True).notices
    assert "without the filters: 3 articles" in search(where, "lantern", since="2023").notices
    assert search(where, "date:1999").notices[0].startswith("1 undated")


@pytest.mark.parametrize(
    ("query", "rest", "retry"),
    [
        ("barel", {"since": "2019", "source": "my mill/"}, "search barrel --since 2019 --source 'my mill/'"),
        ("barel", {"until": "-90d", "author": "Lowe"}, "search barrel --until -90d --author Lowe"),
        ("market -feri", {"author": "Lowee"}, "search 'market -feri' --author 'Ada Lowe'"),
        ("barel zebra", {"any_word": True, "since": "2025"}, "search 'barrel zebra' --since 2025 --any"),
        ("barel barely", {"sort": Sort.OLDEST}, "search 'barrel barely' --sort oldest"),
    ],
)
def test_a_retry_keeps_the_filters(where, query, rest, retry):
    """What is offered to paste differs from what was typed in the word alone."""
    notices = [notice for notice in search(where, query, **rest).notices if "did you mean" in notice]
    assert notices[0].partition("? ")[2] == f"nkdocs {retry}"


def test_a_retry_keeps_the_verb_and_the_archive(where):
    """After `list` a list is offered, of the archive that was named."""
    assert "did you mean barrel? nkdocs list barrel" in commands.list_articles(where, SearchRequest("barel")).notices
    everything = commands.list_articles(where, SearchRequest("", author="Lowee"))
    assert "did you mean Ada Lowe? nkdocs list --author 'Ada Lowe'" in everything.notices
    named = Where(archive=where.start)
    assert f"did you mean barrel? nkdocs --archive {where.start} search barrel" in search(named, "barel").notices


@pytest.mark.parametrize(
    ("rest", "words"),
    [
        ({"since": "the other day"}, "--since 'the other day'"),
        ({"until": "2021-13"}, "--until '2021-13'"),
        ({"since": ""}, "--since"),
        ({"since": "2019..2020"}, "not a range"),
        ({"since": "2022", "until": "2021"}, "before the start"),
        ({"author": "…"}, "--author"),
        ({"source": ""}, "--source"),
    ],
)
def test_bad_filters_are_said(where, rest, words):
    """A filter that cannot be used is a `ConfigError` that names it; nothing is searched in its place."""
    with pytest.raises(ConfigError, match=words):
        search(where, "lantern", **rest)


@pytest.mark.parametrize("query", ["", "  ", "…", '"open', "foo:bar", "*w", "word " * 10_000])
def test_bad_queries_are_query_errors(where, query):
    """A query that is not understood raises `QueryError` with a hint or a place, for search as for list."""
    with pytest.raises(QueryError):
        search(where, query)
    if query.strip():
        with pytest.raises(QueryError):
            commands.list_articles(where, SearchRequest(query), today=TODAY)


def test_the_listing(where):
    """A listing has all articles by title, without pieces; with filters and orders of its own."""
    hits = commands.list_articles(where, SearchRequest("", limit=None)).results.hits
    assert [hit.article.id for hit in hits] == [MILL, FERRY, MARKET]
    assert all(hit.snippets == () for hit in hits)
    newest = commands.list_articles(where, SearchRequest("", sort=Sort.NEWEST)).results.hits
    assert [hit.article.id for hit in newest] == [FERRY, MARKET, MILL]
    filtered = commands.list_articles(where, SearchRequest("", since="2022"), today=TODAY)
    assert found(filtered) == {FERRY}
    assert filtered.notices[0].startswith("1 undated article not shown")
    assert found(commands.list_articles(where, SearchRequest("barrel", author="Lowe"))) == {MARKET}


def test_show(where):
    """An article is shown by id, beginning, or file and line; anything else is an error with a way on."""
    for text in (MILL, "letters", "seeds/mill.txt:3", "mill.txt"):
        assert commands.show(where, text).id == MILL
    for text in ("mill.txt:1", "./mill.txt:1", "../seeds/mill.txt:1", "seeds/mill.txt:1"):
        assert commands.show(Where(where.start / "seeds"), text).id == MILL
    with pytest.raises(UnknownArticleError) as caught:
        commands.show(where, "the")
    assert set(caught.value.candidates) == {MARKET, FERRY}
    with pytest.raises(UnknownArticleError) as caught:
        commands.show(where, "the-winter-markt")
    assert MARKET in caught.value.hint


def test_highlights_are_spans_of_the_dump(where):
    """What a query matches in an article is given in characters of the dump, in title, byline and text."""
    article = commands.show(where, MARKET)
    for query, expected in (
        ("market", ["Market", "market"]),
        ("lowe", ["Lowe"]),
        ('"frozen river"', ["frozen river"]),
        ("zebra", []),
    ):
        assert [article.cut(span) for span in commands.highlights(article, query, today=TODAY)] == expected
    with pytest.raises(QueryError):
        commands.highlights(article, '"open')


def test_what_search_found_across_paragraphs_is_highlighted():
    """A phrase that goes on in the next block, past a picture, lights up in both, and nothing between them does."""
    article = write_article(
        "the-lamp",
        "The miller lit the brass lantern",
        (Kind.BOILERPLATE, "Read more"),
        (Kind.CAPTION, "Burned brass"),
        "burned all night.",
        offset=100,
    )
    spans = commands.highlights(article, '"lantern burned"', today=TODAY)
    assert [article.cut(span) for span in spans] == ["lantern", "burned"]
    assert [article.cut(span) for span in commands.highlights(article, '"burned all"')] == ["burned all"]
    assert commands.highlights(article, '"burned burned"', today=TODAY) == ()


def test_parse_reads_without_an_index(tmp_path):
    """Files and folders are read as articles with ids, wherever they lie, and nothing is made on disk."""
    (tmp_path / "in").mkdir()
    for path, text in DUMPS.items():
        (tmp_path / "in" / path.removeprefix("seeds/")).write_text(text)
    where = Where(tmp_path / "in")
    report = commands.parse(where, ["market.txt", "."])
    assert [(article.id, article.source.path) for article in report.articles] == [
        (FERRY, "ferry.txt"), (MARKET, "market.txt"), (MILL, "mill.txt"),
    ]  # fmt: skip
    assert (report.explained, report.problems) == ((), ())
    assert commands.parse(Where(tmp_path), ["in/mill.txt"]).articles[0].source.path == "in/mill.txt"
    (tmp_path / "out").mkdir()
    outside = commands.parse(Where(tmp_path / "out"), ["../in/mill.txt"]).articles[0].source.path
    assert outside == f"{tmp_path}/in/mill.txt"


def test_parse_explains_every_line(tmp_path):
    """With explain, every line of every file is given, numbered from 1 without a gap."""
    (tmp_path / "a.txt").write_text(DUMPS["seeds/mill.txt"])
    [(path, lines)] = commands.parse(Where(tmp_path), ["a.txt"], explain=True).explained
    assert path == "a.txt"
    assert [line.line for line in lines] == list(range(1, DUMPS["seeds/mill.txt"].count("\n") + 1))


def test_parse_reads_standard_input(tmp_path):
    """``-`` is what comes through the pipe, beside files; what cannot be read is a problem or, alone, an error."""
    (tmp_path / "a.txt").write_text(DUMPS["seeds/mill.txt"])
    report = commands.parse(Where(tmp_path), ["-", "a.txt"], stdin=io.BytesIO(DUMPS["seeds/ferry.txt"].encode("utf-16")))
    assert [article.source.path for article in report.articles] == ["-", "a.txt"]
    report = commands.parse(Where(tmp_path), ["-", "a.txt"], stdin=io.BytesIO(b"\0"))
    assert [problem.source for problem in report.problems] == ["-"]
    with pytest.raises(CorpusError, match="binary"):
        commands.parse(Where(tmp_path), ["-"], stdin=io.BytesIO(b"\0"))


@pytest.mark.parametrize("path", ["gone.txt", "empty.txt", "empty"])
def test_parse_of_nothing_is_an_error(tmp_path, path):
    """A path without a dump is an error that names it."""
    (tmp_path / "empty.txt").touch()
    (tmp_path / "empty").mkdir()
    with pytest.raises(CorpusError, match=path) as caught:
        commands.parse(Where(tmp_path), [path])
    assert caught.value.hint


def test_parse_tells_articles_of_one_title_apart(tmp_path):
    """Articles of one title in two files have two ids."""
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text(DUMPS["seeds/mill.txt"])
    first, second = commands.parse(Where(tmp_path), ["."]).articles
    assert first.id != second.id


def test_status_counts_and_compares(where):
    """Status counts what there is and what lacks something, and names every file that differs, but not one only touched."""
    status = commands.status(where)
    assert (status.files, status.articles, status.undated, status.unsigned, status.untitled) == (3, 3, 1, 1, 0)
    assert (status.changes, status.problems, status.notices) == ((), (), ())
    assert status.archive == str(where.start)
    assert status.bytes > 0
    assert dt.datetime.fromisoformat(status.indexed_at) <= dt.datetime.now(dt.UTC)
    seeds = where.start / "seeds"
    os.utime(seeds / "mill.txt")
    assert commands.status(where).changes == ()
    (seeds / "mill.txt").write_text("Another\n\ntext.\n")
    (seeds / "market.txt").unlink()
    (seeds / "new.txt").write_text("A new one.\n")
    (seeds / "bad.txt").write_bytes(b"\0")
    status = commands.status(where)
    assert {change.path: change.kind for change in status.changes} == {
        "seeds/mill.txt": ChangeKind.MODIFIED,
        "seeds/market.txt": ChangeKind.REMOVED,
        "seeds/new.txt": ChangeKind.ADDED,
    }
    assert [problem.source for problem in status.problems] == ["seeds/bad.txt"]


def test_a_search_says_that_dumps_changed(where):
    """When dumps changed or went since indexing, an answer says how many and what to type."""
    (where.start / "seeds/mill.txt").write_text("Another\n\ntext.\n")
    (where.start / "seeds/market.txt").unlink()
    assert "2 dumps changed since indexing; run: nkdocs index" in search(where, "lantern").notices
    commands.index(where)
    assert search(where, "lantern").notices == ()


def test_a_search_does_not_claim_more_than_it_saw(where):
    """A dump that only has another time may have changed: a search says no more, for `status`, which reads it, may say no."""
    os.utime(where.start / "seeds/mill.txt")
    assert "1 dump may have changed since indexing; run: nkdocs index" in search(where, "lantern").notices
    assert commands.status(where).changes == ()
    (where.start / "seeds/market.txt").unlink()
    elsewhere = Where(where.start.parent, archive=where.start)
    command = f"run: nkdocs --archive {where.start} index"
    assert f"2 dumps may have changed since indexing; {command}" in search(elsewhere, "lantern").notices


def test_an_article_is_shown_by_its_whole_path(where, tmp_path):
    """FILE:LINE may be an absolute path, through a link too; one that lies elsewhere is no path in the archive."""
    seeds = where.start / "seeds"
    (tmp_path / "link").symlink_to(seeds)
    for text in (f"{seeds}/mill.txt:1", f"{seeds}/mill.txt", f"{tmp_path}/link/mill.txt:1"):
        assert commands.show(Where(seeds), text).source.path == "seeds/mill.txt"
    with pytest.raises(UnknownArticleError):
        commands.show(where, "/seeds/mill.txt:1")


def test_without_an_index_every_reading_verb_says_so(tmp_path):
    """Search, list, show and status need an index, and say how to make one."""
    where = Where(tmp_path)
    for verb in (
        lambda: search(where, "x"),
        lambda: commands.list_articles(where, SearchRequest("")),
        lambda: commands.show(where, "x"),
        lambda: commands.status(where),
    ):
        with pytest.raises(NoIndexError) as caught:
            verb()
        assert "nkdocs index" in caught.value.hint


def test_an_archive_that_moved_is_another(where, tmp_path_factory):
    """An archive has no index in its new place, and the old index harms nobody."""
    place = tmp_path_factory.mktemp("new") / "archive"
    shutil.copytree(where.start, place)
    with pytest.raises(NoIndexError):
        search(Where(place), "lantern")
    assert commands.index(Where(place)).articles == 3


def test_damage_is_said_by_every_verb(where):
    """A truncated file of the engine's own is said to be damaged before it is asked."""
    from nkdocs.archive import find_archive
    from nkdocs.generations import current

    for path in current(find_archive(where).index_dir).engine_dir.iterdir():
        raw = path.read_bytes()
        path.write_bytes(raw[: len(raw) // 2])
        if raw:
            with pytest.raises(IndexDamagedError, match=path.name):
                search(where, "lantern")
        path.write_bytes(raw)
    assert search(where, "lantern").results.total == 3


def test_settings_of_an_archive(where, monkeypatch):
    """Settings come from the archive's file, variables and flags; a wrong one stops every verb."""
    (where.start / "nkdocs.toml").write_text("limit = 3\n")
    assert commands.settings(where, {"snippets": 5}).limit == 3
    assert commands.settings(where, {"limit": 7}).limit == 7
    monkeypatch.setenv("NKDOCS_COLOR", "never")
    assert commands.settings(Where(where.start / "seeds")).color == "never"
    (where.start / "nkdocs.toml").write_text("limits = 3\n")
    for verb in (lambda: commands.settings(where), lambda: search(where, "lantern"), lambda: commands.index(where)):
        with pytest.raises(ConfigError, match=r"nkdocs\.toml"):
            verb()


LOADED = """
import sys
from pathlib import Path
from nkdocs import commands
from nkdocs.archive import Where
from nkdocs.answers import SearchRequest
assert commands.search(Where(Path(sys.argv[1])), SearchRequest("lantern")).results.total == 3
print(*sys.modules)
"""


def test_searching_loads_no_more_than_it_needs(where):
    """A search loads neither the parser of dumps nor what guesses encodings, locks, reads TOML, or draws and takes commands."""
    run = subprocess.run([sys.executable, "-c", LOADED, str(where.start)], capture_output=True, text=True, check=True)
    needless = {"charset_normalizer", "filelock", "tomllib", "difflib", "babel", "rich", "click", "importlib.metadata"}
    needless |= {f"nkdocs.{name}" for name in ("extract", "split", "rules", "corpus", "indexing", "reading", "parsing", "cli")}
    assert needless.isdisjoint(run.stdout.split())
