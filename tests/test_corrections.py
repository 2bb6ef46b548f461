"""A person's corrections: kept as plain text, known again by words, laid over dumps, and never dropped in silence."""

import contextlib
import csv
import io
import os
import shutil
from pathlib import Path

import pytest
from dumps import FERRY, MARKET
from hypothesis import given
from hypothesis import strategies as st

from nkdocs import commands
from nkdocs.answers import SearchRequest
from nkdocs.archive import Where
from nkdocs.correcting import RULE, correct_fields, key_of, key_of_line, lines_of, read_corrected, title_as_read
from nkdocs.correction_tables import read_table
from nkdocs.corrections import (
    Action,
    ArticleKey,
    FieldCorrection,
    LineCorrection,
    LineKey,
    Signature,
    clean,
    digest,
    read_values,
    words_of,
)
from nkdocs.corrections_file import FILE, read_corrections, read_text
from nkdocs.errors import ConfigError, UnknownArticleError
from nkdocs.extract import read_articles
from nkdocs.model import BODY_KINDS, Dump, Kind, Source, Trust
from nkdocs.recording import add_to_text, write_corrections
from nkdocs.render.layout import evidence
from nkdocs.schema import to_article, to_document

MILL = """Letters from the Mill

The letters lay behind the millstone for forty years, tied with a ribbon that had once been red, and no one had opened them.

When the lantern fell from its hook that evening, the miller found them, and he read them aloud to whoever came to listen.
"""
BOTH = MARKET + "\n" + FERRY
SIGNED = Signature("ada", "2024-05-01", "the printed issue")
NOTE = "corrected by ada on 2024-05-01: the printed issue"


def dump(text, path="a.txt"):
    """A dump with this text."""
    return Dump(Source(path), text)


def field(article, name, *values, signed=SIGNED):
    """A correction of a field of an article as it is now."""
    return FieldCorrection(key_of(article), name, values, signed)


def at_line(text, number, action, path="a.txt"):
    """A correction of a line as it is now."""
    return LineCorrection(key_of_line(lines_of(text), number, path), action, SIGNED)


def titles(articles):
    """The titles."""
    return [article.title.value if article.title else None for article in articles]


# Values and keys --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "stated", "values"),
    [
        ("date", "2021-05-04", ("2021-05-04",)),
        ("date", "2021-05", ("2021-05",)),
        ("date", " 2021 ", ("2021",)),
        ("author", "A. B.; C. D.;", ("A. B.", "C. D.")),
        ("author", ["A. B.", "C. D.", "A. B."], ("A. B.", "C. D.")),
        ("title", "A\ttitle\x1b[31m on\none line", ("A title[31m on one line",)),
        ("date", "", ()),
    ],
)
def test_values_are_read_as_typed(name, stated, values):
    """Dates keep their precision, authors are told apart by semicolons, control characters go."""
    assert read_values(name, stated) == values


@pytest.mark.parametrize("stated", ["May 4", "2021-13", "2021-02-30", "21-05-04", "٢٠٢١", "2021-5-4", "0000"])
def test_what_is_no_date_is_refused(stated):
    """A date that no calendar has, or in another form, raises with the forms that are taken."""
    with pytest.raises(ValueError, match="a date is written 2021-05-04"):
        read_values("date", stated)


@given(st.text())
def test_words_of_a_line_are_printable_and_settled(text):
    """The words a line is known by are short, printable, and the same when asked for again."""
    words = words_of(text)
    assert words.isprintable()
    assert len(words) <= 120
    assert words_of(words) == words


# Laid over a dump -------------------------------------------------------------------------------------------------------------


def test_a_corrected_value_is_believed_and_what_was_read_is_kept():
    """The value a person gave is chosen, with who, when and why; what the dump states stays among the claims."""
    [article] = read_articles(dump(MARKET))
    corrected = read_corrected(dump(MARKET), [field(article, "date", "2021-05"), field(article, "author", "K. Roe", "L. Poe")])
    [now] = corrected.articles
    assert now.date.value.isoformat() == "2021-05"
    assert [claim.value for claim in now.authors] == ["K. Roe", "L. Poe"]
    assert {(claim.rule, claim.trust, claim.reason, len(claim.span)) for claim in (now.date, *now.authors)} == {
        (RULE, Trust.HIGH, NOTE, 0)
    }
    assert set(article.claims) < set(now.claims)
    assert len(corrected.fits) == 2


def test_a_corrected_title_changes_no_id():
    """The title a person gave is shown, and the title as read, which the id comes from, is still known."""
    [article] = read_articles(dump(MARKET))
    [now] = read_corrected(dump(MARKET), [field(article, "title", "Another")]).articles
    assert (now.title.value, title_as_read(now)) == ("Another", "The Winter Market")
    assert key_of(now) == key_of(article)
    assert now.start_line == article.start_line


@pytest.mark.parametrize("text", [MARKET, MILL])
@pytest.mark.parametrize("name", ["title", "date", "author"])
def test_a_cleared_field_is_unknown_and_says_why(text, name):
    """A field that was cleared has no value, whether one was read or not, and the evidence says by whom; an engine keeps it."""
    [article] = read_articles(dump(text))
    [now] = read_corrected(dump(text), [field(article, name)]).articles
    now = to_article(to_document(now).fields["article"])
    assert not {"title": now.title, "date": now.date, "author": now.authors}[name]
    first = next(row for row in evidence(now) if row.field.startswith(name))
    assert (first.chosen, first.claim.reason) == (True, "cleared by ada on 2024-05-01: the printed issue")
    assert set(article.claims) < set(now.claims)


@given(st.lists(st.tuples(st.sampled_from(["title", "author"]), st.lists(st.text(min_size=1), max_size=2)), max_size=4))
def test_applying_twice_is_applying_once(changes):
    """Corrections laid over corrected articles change nothing."""
    articles = read_articles(dump(BOTH))
    rows = [field(articles[0], name, *read_values(name, values[: 1 + (name == "author")])) for name, values in changes]
    once = correct_fields(articles, rows)
    assert correct_fields(once, rows) == once


@pytest.mark.parametrize(
    ("text", "path"),
    [
        pytest.param(BOTH, "a.txt", id="as it was"),
        pytest.param(BOTH, "moved/b.txt", id="moved"),
        pytest.param(MILL + "\n" + BOTH, "a.txt", id="something put before"),
        pytest.param(BOTH.replace(MARKET, ""), "a.txt", id="neighbour gone"),
        pytest.param(BOTH.replace("Nobody sold", "Somebody sold"), "a.txt", id="neighbour changed"),
        pytest.param(BOTH.replace("One of them", "None of them"), "a.txt", id="text changed further down"),
        pytest.param(BOTH.replace("The ferry left", "A boat left"), "a.txt", id="beginning changed"),
        pytest.param(BOTH.replace("The Ferry at Dawn", "A Ferry at Dawn"), "a.txt", id="title mended"),
    ],
)
def test_a_correction_lasts(text, path):
    """The article is known again when its file, its neighbours or a part of it change, and no other is taken for it."""
    row = field(read_articles(dump(BOTH))[1], "date", "2001")
    articles = read_corrected(dump(text, path), [row]).articles
    dated = [article for article in articles if article.date and article.date.value.isoformat() == "2001"]
    assert len(dated) == 1
    assert "at Dawn" in dated[0].title.value


@pytest.mark.parametrize(
    ("text", "path"),
    [
        pytest.param(MARKET, "a.txt", id="gone"),
        pytest.param(FERRY.replace("The ferry left", "A boat left"), "b.txt", id="half of it elsewhere"),
        pytest.param(FERRY + "\n" + FERRY, "b.txt", id="twice elsewhere"),
        pytest.param("", "a.txt", id="nothing there"),
    ],
)
def test_a_correction_that_may_mean_another_fits_nothing(text, path):
    """Where it is not sure that the article is the one that was corrected, nothing is changed and nothing said to fit."""
    row = field(read_articles(dump(BOTH))[1], "date", "2001")
    corrected = read_corrected(dump(text, path), [row])
    assert corrected == read_corrected(dump(text, path))
    assert not corrected.fits


def test_an_article_joined_to_another_takes_no_correction_along():
    """The correction of an article that is part of another now is not laid over that one."""
    first, second = read_articles(dump(BOTH))
    join = at_line(BOTH, second.start_line, Action.JOIN)
    corrected = read_corrected(dump(BOTH), [join, field(second, "date", "2001")])
    assert titles(corrected.articles) == ["The Winter Market"]
    assert corrected.articles[0].date == first.date
    assert corrected.fits == {digest(join)}


def test_split_and_join_cut_where_a_person_said_and_nowhere_else():
    """A cut that was asked for is made, one that was refused is not, and the slices still cover the dump."""
    line = MARKET[: MARKET.index("Nobody")].count("\n") + 1
    split = read_corrected(dump(BOTH), [at_line(BOTH, line, Action.SPLIT)])
    assert [article.start_line for article in split.articles] == [1, line, 11]
    assert "".join(article.text for article in split.articles) == BOTH
    assert (split.articles[1].title.trust, split.articles[1].title.reason) == (Trust.HIGH, NOTE)
    joined = read_corrected(dump(BOTH), [at_line(BOTH, 11, Action.JOIN)])
    assert titles(joined.articles) == ["The Winter Market"]
    assert "".join(article.text for article in joined.articles) == BOTH


def test_what_was_first_is_joined_to_what_a_person_had_begin_before_it():
    """The first article of a dump is joined to none, unless there is a cut before it that a person made."""
    text = "Menu\n\n" + MARKET
    [first, *_] = read_articles(dump(text))
    assert first.start_line == 3
    join = at_line(text, 3, Action.JOIN)
    assert not read_corrected(dump(text), [join]).fits
    both = read_corrected(dump(text), [join, at_line(text, 1, Action.SPLIT)])
    assert [article.start_line for article in both.articles] == [1]
    assert len(both.fits) == 2


def test_a_split_in_a_dump_without_a_title_leaves_what_is_before_it():
    """What stood before a cut that only a person saw stays an article of its own."""
    prose = "The letters lay behind the millstone for forty years, tied with a ribbon that had once been red, as all agreed. "
    text = f"{prose * 3}\n\n{prose * 2}\n\nA Heading\n\n{prose * 3}\n"
    articles = read_corrected(dump(text), [at_line(text, 5, Action.SPLIT)]).articles
    assert "".join(article.text for article in articles) == text
    assert [article.start_line for article in articles][-1] == 5
    assert articles[-1].title.value == "A Heading"
    assert prose.strip() in articles[0].text


@given(st.lists(st.sampled_from([*BOTH.split("\n"), *MILL.split("\n"), "Menu", "Share"]), max_size=30), st.data())
def test_any_cut_leaves_slices_that_cover_the_dump(lines, data):
    """Whatever lines a person names, nothing is raised, and the slices are the whole dump in order."""
    text = "\n".join(lines)
    named = [line.number for line in lines_of(text)]
    chosen = data.draw(
        st.lists(st.tuples(st.sampled_from(named), st.sampled_from(list(Action))), max_size=4) if named else st.just([])
    )
    corrected = read_corrected(dump(text), [at_line(text, *each) for each in chosen])
    assert "".join(article.text for article in corrected.articles) == (text if text.strip() else "")
    for article in corrected.articles:
        assert "".join(article.cut(block.span) for block in article.blocks) == article.text


def test_kinds_of_lines():
    """A line that a person calls boilerplate is no text any more, and the other way round; the rule says by whom."""
    line = MARKET[: MARKET.index("Nobody")].count("\n") + 1
    [article] = read_corrected(dump(MARKET), [at_line(MARKET, line, Action.BOILERPLATE)]).articles
    assert "Nobody" not in article.body
    assert [block.rule for block in article.blocks if block.kind is Kind.BOILERPLATE][-1] == NOTE
    text = MARKET + "\nShare this\n"
    chrome = text.count("\n")
    assert "Share this" not in read_articles(dump(text))[0].body
    assert "Share this" in read_corrected(dump(text), [at_line(text, chrome, Action.BODY)]).articles[0].body


def test_a_title_is_no_boilerplate():
    """The kind of a title cannot be changed, so that no article is left without what it is known by."""
    row = at_line(MARKET, 1, Action.BOILERPLATE)
    corrected = read_corrected(dump(MARKET), [row])
    assert not corrected.fits
    assert corrected.articles == read_articles(dump(MARKET))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("before\nSame\nafter", 2),
        ("Same\n\nnew\n\nSame\nafter", 5),
        ("new\nSame\nother", 2),
        ("x\nSame\ny\nSame\nz", None),
        ("before\nSame\nafter\nbefore\nSame\nafter", 5),
        ("before\nElse\nafter", None),
    ],
)
def test_a_line_is_known_again(text, found):
    """By its text alone if there is one such line, by a neighbour if there are more, by its place if all is alike."""
    row = LineCorrection(LineKey("Same", "before", "after", "a.txt", 6), Action.SPLIT, SIGNED)
    fits = bool(read_corrected(dump(text), [row]).fits)
    from nkdocs.correcting import find_line

    line = find_line(row.key, lines_of(text), "a.txt")
    assert (line.number if line else None) == found
    assert fits == (found is not None)


# The file ---------------------------------------------------------------------------------------------------------------------

WORDS = st.text(max_size=60).map(words_of)
VALUES = st.text(max_size=60).map(clean).filter(lambda value: value and ";" not in value)
SIGNATURES = st.builds(Signature, VALUES, st.dates().map(lambda day: day.isoformat()) | VALUES, st.just("") | VALUES)
NUMBERS = st.integers(0, 10**6)
FIELDS = st.builds(
    lambda title, begins, path, line, named, signed: FieldCorrection(ArticleKey(title, begins, path, line), *named, signed),
    WORDS.filter(bool), WORDS, VALUES, NUMBERS,
    st.tuples(st.just("author"), st.lists(VALUES, unique=True, max_size=3).map(tuple))
    | st.tuples(st.just("title"), st.lists(VALUES, max_size=1).map(tuple))
    | st.tuples(st.just("date"), st.dates().map(lambda day: (day.isoformat(),))),
    SIGNATURES,
)  # fmt: skip
LINES = st.builds(
    LineCorrection,
    st.builds(LineKey, WORDS.filter(bool), WORDS.map(lambda text: text[:80].strip()), st.just(""), VALUES, NUMBERS),
    st.sampled_from(list(Action)), SIGNATURES,
)  # fmt: skip
ROWS = st.lists(FIELDS | LINES, max_size=4, unique_by=lambda row: row.target)


@given(ROWS)
def test_what_was_written_reads_back(rows):
    """Every correction comes back as it was made, whatever is in it, with the line where it stands."""
    text = add_to_text("", rows)
    corrections = read_text(text)
    assert corrections.problems == ()
    assert list(corrections.rows) == rows
    assert [text.split("\n")[row.at - 1] for row in corrections.rows] == ["[[correction]]"] * len(rows)
    assert [digest(row) for row in corrections.rows] == [digest(row) for row in rows]


@given(ROWS, ROWS, st.lists(st.sampled_from(["# a comment", "", "   # another"]), max_size=8))
def test_comments_and_order_survive(rows, more, between):
    """Lines that are no part of a changed table stay, in order; a correction of the same takes the place of the first."""
    text = add_to_text("", rows)
    commented = "\n".join(
        line
        for at, row in enumerate(text.split("\n"))
        for line in ([*between[at : at + 1], row] if row.startswith("[[") else [row])
    )
    again = [*rows[:1], *more]
    written = add_to_text(commented + "# the end\n", again)
    comments = [line for line in (commented + "# the end").split("\n") if line.lstrip().startswith("#")]
    assert [line for line in written.split("\n") if line.lstrip().startswith("#")] == comments
    read = {row.target: row for row in read_text(written).rows}
    assert read == {row.target: row for row in (*rows, *more)}


def test_a_comment_in_a_table_that_changes_stays():
    """Also what a person wrote behind a value that is corrected anew."""
    [article] = read_articles(dump(MARKET))
    text = add_to_text("", [field(article, "date", "2001")]).replace('value = "2001"', 'value = "2001"  # ask Kim')
    written = add_to_text(text, [field(article, "date", "2002", signed=Signature("bo", "2025-01-01"))])
    assert 'value = "2002"  # ask Kim' in written
    [row] = read_text(written).rows
    assert (row.values, row.signed) == (("2002",), Signature("bo", "2025-01-01"))


def test_taking_one_back_leaves_the_rest():
    """The table goes, with what is written in it; comments after it, and the others, stay."""
    first, second = read_articles(dump(BOTH))
    rows = [field(first, "date", "2001"), field(second, "date", "2002")]
    text = add_to_text("", rows).replace("\n[[correction]]", "\n# the next\n[[correction]]")
    written = add_to_text(text, [], rows[:1])
    assert list(read_text(written).rows) == rows[1:]
    assert written.count("# the next") == 2


def test_people_write_dates_and_years_their_way():
    """TOML's own dates, bare years and a single author are understood."""
    text = "".join(
        f"[[correction]]\narticle = 'A'\nfield = '{name}'\nvalue = {value}\n"
        for name, value in (("date", "2021-05-04"), ("date", "2021"), ("author", "'A. B.'"), ("title", "['T']"))
    )
    assert [row.values for row in read_text(text).rows] == [("2021-05-04",), ("2021",), ("A. B.",), ("T",)]


@pytest.mark.parametrize(
    ("bad", "line", "what"),
    [
        ("[[correction]]\narticle = 'A\nfield = 'date'\nvalue = '2001'\n", 8, "not readable as TOML"),
        ("[[correction]]\narticle = 'A'\nfield = 'date'\nvalue = 'May'\n", 7, "'May' is no date"),
        ("[[correction]]\narticle = 'A'\nfield = 'colour'\nvalue = 'red'\n", 7, "none of title, date, author"),
        ("[[correction]]\nfield = 'date'\nvalue = '2001'\n", 7, "which article"),
        ("[[correction]]\narticle = 'A'\nfield = 'date'\n", 7, "no value"),
        ("[[correction]]\ntext = 'A'\naction = 'burn'\n", 7, "none of split, join"),
        ("[[correction]]\naction = 'split'\n", 7, "which line"),
        ("[[correction]]\n", 7, "neither a field nor an action"),
        ("[[correction]]\narticle = 3\nfield = 'date'\nvalue = ''\n", 7, "article is no text"),
    ],
)
def test_a_malformed_entry_names_its_line_and_stops_nothing_else(bad, line, what):
    """Entries before and after it are read, and the problem says where it is and what is wrong."""
    good = "# mine\n[[correction]]\narticle = 'B'\nfield = 'date'\nvalue = '2001'\n\n"
    corrections = read_text(good + bad + "\n" + good)
    assert len(corrections.rows) == 2
    [problem] = corrections.problems
    assert problem.source == f"{FILE}:{line}"
    assert what in problem.what
    assert problem.hint


@given(st.text() | st.text("[]corretin=\"'# \n1x{}", max_size=60))
def test_any_text_is_read(text):
    """Reading raises on no text at all, and writing to it only says so."""
    read_text(text)
    with contextlib.suppress(ConfigError):
        assert read_text(add_to_text(text, [LineCorrection(LineKey("x", "", "", "", 1), Action.BODY, SIGNED)])).rows


def test_the_file_is_replaced_in_one_step_and_no_link_is_followed(tmp_path):
    """What a link in place of the file leads to is not written to, and nothing else is left in the archive.

    What lies outside is not even read: with the new correction it would come to stand in the archive.
    """
    outside = tmp_path / "outside.toml"
    outside.write_text("# theirs\n")
    archive = tmp_path / "archive"
    archive.mkdir()
    [article] = read_articles(dump(MARKET))
    (archive / FILE).symlink_to(outside)
    with pytest.raises(ConfigError, match="leads out of the archive"):
        write_corrections(archive, [field(article, "date", "2001")])
    assert "leads out of the archive" in read_corrections(archive).problems[0].what
    (archive / FILE).unlink()
    kept = archive / "kept.toml"
    kept.write_text("# theirs\n")
    (archive / FILE).symlink_to(kept)
    write_corrections(archive, [field(article, "date", "2001")])
    assert kept.read_text() == "# theirs\n"
    kept.unlink()
    assert outside.read_text() == "# theirs\n"
    assert [path.name for path in archive.iterdir()] == [FILE]
    assert len(read_corrections(archive).rows) == 1


# Tables -----------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_tables_are_read_with_what_they_clear(delimiter):
    """A row is a wish: empty cells say nothing, a dash clears, the columns come in any order."""
    table = io.StringIO()
    writer = csv.writer(table, delimiter=delimiter)
    writer.writerows(
        [["Date", "article", "author", "because"], ["2001", "a-b", "A. B.; C, D", "x"], ["", "", "", ""], ["-", "c", "", ""]]
    )
    wishes, problems = read_table(b"\xef\xbb\xbf" + table.getvalue().encode(), "t.csv")
    assert problems == []
    assert [(wish.target, wish.changes, wish.clear, wish.because, wish.origin) for wish in wishes] == [
        ("a-b", ("date=2001", "author=A. B.; C, D"), (), "x", "t.csv:2"),
        ("c", (), ("date",), "", "t.csv:4"),
    ]


@pytest.mark.parametrize("raw", [b"", b"id,date\n", b"article,colour\n", b"article,article\n", b"\xff\xfe"])
def test_what_is_no_table_is_refused(raw):
    """Without the columns, or without text, nothing is read, and the columns are named."""
    with pytest.raises(ConfigError) as caught:
        read_table(raw, "t.csv")
    assert caught.value.hint


# In an archive ----------------------------------------------------------------------------------------------------------------

FERRY_ID, MARKET_ID, MILL_ID = "the-ferry-at-dawn", "the-winter-market", "letters-from-the-mill"


@pytest.fixture
def where(tmp_path, monkeypatch):
    """An indexed archive of three articles in two files."""
    monkeypatch.setenv("LOGNAME", "ada")
    for path, text in {"both.txt": BOTH, "mill.txt": MILL}.items():
        (tmp_path / path).write_text(text)
        os.utime(tmp_path / path, ns=(0, 10**18))
    commands.index(Where(tmp_path))
    return Where(tmp_path)


def dates(where):
    """The dates of all articles by id."""
    hits = commands.list_articles(where, SearchRequest("", limit=None)).results.hits
    return {hit.article.id: hit.article.date.value.isoformat() if hit.article.date else None for hit in hits}


BEFORE = {MARKET_ID: "2021-03-03", FERRY_ID: "2022-06-12", MILL_ID: None}


def test_a_fix_holds_at_once_and_for_good(where):
    """What was corrected is found by it, in `show`, after indexing again, and after a rebuild; the rest is as it was."""
    report = commands.fix(where, "letters", ["date=2020-02", "author=M. Iller"], because="the archive's card")
    assert [(row.target, row.what, row.before, row.after) for row in report.made] == [
        (MILL_ID, "date", "", "2020-02"),
        (MILL_ID, "author", "", "M. Iller"),
    ]
    assert (report.applied, report.problems) == (True, ())
    for rebuild in (None, False, True):
        if rebuild is not None:
            commands.index(where, rebuild=rebuild)
        assert dates(where) == {**BEFORE, MILL_ID: "2020-02"}
        assert commands.search(where, SearchRequest("author:iller date:2020")).results.total == 1
        assert commands.show(where, MILL_ID).date.reason.endswith(": the archive's card")
        assert commands.status(where).notices == ()


def test_a_second_run_has_nothing_to_do(where):
    """Corrections that are applied make no file be read again."""
    commands.fix(where, MILL_ID, ["date=2020"])
    report = commands.index(where)
    assert (report.changes, report.updated) == ((), 0)


def test_corrections_made_by_hand_hold_from_the_next_run(where):
    """Editing the file makes the dump modified; so does taking a correction out; status says that it waits."""
    commands.fix(where, MILL_ID, ["date=2020"])
    file = Path(where.start, FILE)
    file.write_text(file.read_text().replace('"2020"', '"2019"'))
    assert "corrections.toml changed" in commands.status(where).notices[0]
    report = commands.index(where)
    assert [change.path for change in report.changes] == ["mill.txt"]
    assert (report.updated, dates(where)[MILL_ID]) == (1, "2019")
    file.unlink()
    assert commands.index(where).updated == 1
    assert dates(where) == BEFORE


def test_a_corrected_title_keeps_the_id(where):
    """The article is found by its new title, under the id it had."""
    commands.fix(where, FERRY_ID, ["title=Zwielicht"])
    [hit] = commands.search(where, SearchRequest("title:zwielicht")).results.hits
    assert (hit.article.id, hit.article.title.value) == (FERRY_ID, "Zwielicht")
    assert commands.show(where, FERRY_ID).start_line == 11


def test_files_change_places_and_corrections_go_along(where):
    """A renamed file keeps its corrections, also when another file takes its name."""
    commands.fix(where, FERRY_ID, ["date=2001"])
    commands.fix(where, MILL_ID, ["date=2002"])
    root = where.start
    (root / "both.txt").rename(root / "old.txt")
    (root / "mill.txt").rename(root / "both.txt")
    report = commands.index(where)
    assert report.problems == ()
    assert dates(where) == {MARKET_ID: "2021-03-03", FERRY_ID: "2001", MILL_ID: "2002"}
    assert commands.index(where).changes == ()
    assert commands.status(where).problems == ()


def test_a_correction_that_fits_nothing_is_told(where):
    """By `index` and by `status`, with the line where it stands and what it says; and it stays in the file."""
    commands.fix(where, MILL_ID, ["date=2002"])
    Path(where.start, "mill.txt").write_text(
        MARKET.replace("Winter Market", "Autumn Fair").replace("The market stood", "The fair was")
    )
    told = commands.index(where).problems
    assert [problem.source for problem in told] == [f"{FILE}:4"]
    assert "Letters from the Mill" in told[0].what
    assert commands.status(where).problems == told
    assert commands.doctor(where).findings[-1].kind == "correction"
    assert commands.fix(where, MARKET_ID, ["date=2003"]).problems == ()
    assert len(read_corrections(where.start).rows) == 2


def test_two_that_contradict_each_other_are_told(where):
    """The later one holds, the earlier one is named with the line of both, and another `fix` leaves only its own."""
    commands.fix(where, MILL_ID, ["date=2002"])
    file = Path(where.start, FILE)
    entry = file.read_text().split("\n\n", 1)[1]
    file.write_text(file.read_text() + "\n" + entry.replace("2002", "2003"))
    [told] = commands.index(where).problems
    assert dates(where)[MILL_ID] == "2003"
    assert told.source == f"{FILE}:4"
    assert told.what.startswith("this correction is overruled by a later one (line 14): date 2002 of ")
    assert [finding.kind for finding in commands.doctor(where).findings].count("correction") == 1
    assert commands.status(where).problems == (told,)
    assert commands.parse(where, ["mill.txt"]).problems == (told,)
    assert commands.fix(where, MILL_ID, ["date=2004"]).problems == ()
    assert commands.status(where).problems == ()
    assert file.read_text().count("[[correction]]") == 1


def test_a_split_where_a_file_begins_is_taken_back(where):
    """There is no article before it, and the file is read as it was."""
    Path(where.start, "both.txt").write_text("Menu\n\n" + BOTH)
    before = dates(where)
    commands.index(where)
    commands.fix(where, "both.txt:1", ["split"])
    assert len(dates(where)) == 1 + len(before)
    [made] = commands.fix(where, "both.txt:1", ["join"]).made
    assert made.after == "no article begins here"
    assert dates(where) == before


def test_split_and_join_in_an_archive(where):
    """A split makes an article, a join at the same line takes it back and leaves no entry; a real join takes one away."""
    report = commands.fix(where, "both.txt:9", ["split"])
    assert [(row.target, row.what) for row in report.made] == [("both.txt:9", "split")]
    assert len(dates(where)) == 4
    commands.fix(where, "both.txt:9", ["join"])
    assert dates(where) == BEFORE
    assert read_corrections(where.start).rows == ()
    commands.fix(where, "both.txt:19", ["join"])
    assert set(dates(where)) == {MARKET_ID, MILL_ID}


@pytest.mark.parametrize(
    ("target", "changes", "what"),
    [
        (MILL_ID, ["date=May"], "is no date"),
        (MILL_ID, ["colour=red"], "no field 'colour'"),
        (MILL_ID, ["date="], "no value with date"),
        (MILL_ID, ["author=; ;"], "no value with author"),
        (MILL_ID, ["date=9999"], "more than a year ahead"),
        (MILL_ID, ["splt"], "says nothing"),
        (MILL_ID, [], "not said what"),
        (MILL_ID, ["split"], "is about a line"),
        (MILL_ID, ["title=a", "title=b"], "only one title"),
        ("both.txt:11", ["split"], "begins at line 11 already"),
        ("both.txt:3", ["join"], "none before it"),
        ("both.txt:2", ["boilerplate"], "line 2 of both.txt is blank"),
        ("both.txt:1", ["boilerplate"], "is the title"),
        ("both.txt:9", ["body"], "already"),
        ("both.txt:9", ["body", "date=2001"], "one thing at a time"),
    ],
)
def test_wishes_that_cannot_be_met_are_refused(where, target, changes, what):
    """Each with a sentence and what to type, and nothing is written."""
    with pytest.raises(ConfigError, match=what) as caught:
        commands.fix(where, target, changes)
    assert caught.value.hint
    assert not Path(where.start, FILE).exists()


def test_an_unknown_article_is_refused(where):
    """As `show` does."""
    with pytest.raises(UnknownArticleError):
        commands.fix(where, "no-such-thing", ["date=2001"])


def test_a_table_corrects_what_it_can_and_reports_the_rest(where):
    """Rows that cannot be met are told with their line, and are not applied in part."""
    table = b"article,date,author,action\nletters,2001,,\nnope,2002,,\nthe-ferry,May,X,\nthe-winter,,-,\nboth.txt:9,,,split\n"
    report = commands.fix(where, table=(table, "t.csv"))
    assert [row.what for row in report.made] == ["date", "author", "split"]
    assert [problem.source for problem in report.problems] == ["t.csv:3", "t.csv:4"]
    assert dates(where)[MILL_ID] == "2001"
    assert commands.show(where, MARKET_ID).authors == ()
    assert [claim.value for claim in commands.show(where, FERRY_ID).authors] == ["Jonas Field"]


def test_one_corrected_value_is_taken_back(where):
    """It is read again as if nobody had corrected it, other corrections stay, and what was never corrected is refused."""
    before = dates(where)
    commands.fix(where, MILL_ID, ["date=2001", "author=X"], because="a slip")
    commands.fix(where, "mill.txt:5", ["boilerplate"])
    [taken] = commands.fix(where, MILL_ID, undo=["date"]).made
    assert (taken.target, taken.what, taken.before, taken.after) == (MILL_ID, "date", "2001", before[MILL_ID] or "")
    assert dates(where) == before
    [taken] = commands.fix(where, "mill.txt:5", undo=["boilerplate"]).made
    assert (taken.target, taken.before) == ("mill.txt:5", "boilerplate, as a person said")
    assert commands.search(where, SearchRequest("hook")).results.total == 1
    [left] = read_corrections(where.start).rows
    assert left.values == ("X",)
    for target, undo, changes in (
        (MILL_ID, ["date"], []),
        (MILL_ID, ["split"], []),
        ("mill.txt:5", ["split", "body"], []),
        (MILL_ID, ["author", "date"], []),
        (MILL_ID, ["author"], ["title=x"]),
        (MILL_ID, ["colour"], []),
    ):
        with pytest.raises(ConfigError):
            commands.fix(where, target, changes, undo=undo)
    assert len(read_corrections(where.start).rows) == 1


def test_a_correction_that_fits_no_more_to_the_letter_is_taken_back(where):
    """One that holds, though a word of what it names has changed since, is found by what it holds for."""
    commands.fix(where, MILL_ID, ["date=2001"])
    mill = Path(where.start, "mill.txt")
    title, text = mill.read_text(encoding="utf-8").split("\n", 1)
    mill.write_text(f"{title}\n{text.replace('the', 'that')}", encoding="utf-8")
    commands.index(where)
    assert dates(where)[MILL_ID] == "2001"
    commands.fix(where, MILL_ID, undo=["date"])
    assert read_corrections(where.start).rows == ()


def test_what_is_easily_overlooked_is_said(where):
    """A copy that stays as it was, several authors written as one, a row that takes the place of another."""
    shutil.copy(Path(where.start, "mill.txt"), Path(where.start, "copy.txt"))
    commands.index(where)
    table = b"article,date,author\nmill.txt,2001,\nmill.txt,2002,A. B. and C. D.\n"
    _, *notices = commands.fix(where, table=(table, "t.csv")).notices
    assert [notice.split(":")[0] for notice in notices] == [
        "t.csv",
        f"{commands.show(where, 'mill.txt').id} has a copy, which was not corrected",
        "'A. B. and C. D.' is one author now; several are written with ; between them",
    ]
    assert notices[1].endswith("(copy.txt:1)")
    both = b"article,date\nmill.txt,2003\ncopy.txt,2003\n"
    assert len(commands.fix(where, table=(both, "t.csv")).notices) == 1
    assert {article.date.value.year for article in (commands.show(where, name) for name in ("mill.txt", "copy.txt"))} == {2003}


def test_boilerplate_is_searched_no_more(where):
    """A line that was called boilerplate is not found any more, and `show` leaves it out."""
    commands.fix(where, "mill.txt:5", ["boilerplate"])
    assert commands.search(where, SearchRequest("hook")).results.total == 0
    body = commands.show(where, MILL_ID)
    assert all("hook" not in body.cut(block.span) for block in body.blocks if block.kind in BODY_KINDS)


def test_an_archive_can_be_moved_with_its_corrections(where, tmp_path_factory):
    """The corrections are part of the archive: a copy of it, indexed elsewhere, has them."""
    commands.fix(where, MILL_ID, ["date=2001"])
    copy = tmp_path_factory.mktemp("copy") / "archive"
    shutil.copytree(where.start, copy)
    commands.index(Where(copy))
    assert dates(Where(copy))[MILL_ID] == "2001"


def test_corrections_of_a_renamed_file_can_be_taken_back(tmp_path):
    """A split made under a file's old name is seen under the new one: a join takes it back, and touches no other article."""
    story = "{0} of the Granary\nBy Ana Quill\nMarch 4, 2019\n" + "The {0} was carried over the frozen river to the mill. " * 9
    text = (
        "\n\n".join(story.format(name) for name in ("Barrel", "Lantern"))
        + "\n\nA Heading in It\n\n"
        + story.format("Ladder")[55:]
    )
    archive = tmp_path / "archive"
    archive.mkdir()
    (archive / "old.txt").write_text(text, encoding="utf-8")
    where = Where(start=archive, archive=archive, index=tmp_path / "index")
    commands.index(where, [str(archive)])
    number = text.split("\n").index("A Heading in It") + 1
    before = _begins(where)
    commands.fix(where, f"old.txt:{number}", ["split"])
    assert _begins(where) == sorted({*before, number})
    (archive / "old.txt").rename(archive / "new.txt")
    with (archive / "corrections.toml").open("a", encoding="utf-8") as kept:
        kept.write('\n[[correction]]\ntext = "Elsewhere"\naction = "split"\nfile = "' + "x" * 5_000 + '"\nline = 1\n')
    commands.index(where, [])
    assert _begins(where) == sorted({*before, number})
    commands.fix(where, f"new.txt:{number}", ["join"])
    assert _begins(where) == before
    kept = (archive / "corrections.toml").read_text(encoding="utf-8")
    assert "A Heading in It" not in kept
    assert "Elsewhere" in kept


def _begins(where):
    return sorted(hit.article.start_line for hit in commands.list_articles(where, SearchRequest("", copies=True)).results.hits)


def _entry(name, more=""):
    return f"[[correction]]\narticle = '{name}'\nfield = 'date'\nvalue = '2001'\nwho = 'ada'\n{more}\n"


def test_a_slip_below_a_whole_correction_puts_none_out_of_force():
    """A line that is not readable below a correction costs nothing, and the remedy is to mend that line."""
    found = read_text(_entry("A") + _entry("B", "garbage = ["))
    assert [row.key.title for row in found.rows] == ["A", "B"]
    (problem,) = found.problems
    assert problem.source == f"{FILE}:12"
    assert "every correction above and below it is applied" in problem.what
    assert problem.hint == "mend line 12; nkdocs fix writes nothing before"


@pytest.mark.parametrize("head", ["[[corection]]", "[correction.s]", "[corrections]", "title = 'A'"])
def test_what_is_no_correction_is_named(head):
    """A table or a key by another name is a problem with its line, and takes no correction along."""
    found = read_text(f"# corection\n{head}\nfield = 'date'\n\n" + ("" if head == "[correction.s]" else _entry("A")))
    assert [row.key.title for row in found.rows] == ([] if head == "[correction.s]" else ["A"])
    assert found.problems
    assert found.problems[0].source == (FILE if head == "[correction.s]" else f"{FILE}:2")
    assert "[[correction]]" in found.problems[0].hint


@pytest.mark.parametrize("more", ["value = '2002'", "garbage = [\nvalue = '2002'", "<<<<<<< ours\nline = 3"])
def test_a_correction_that_a_slip_makes_doubtful_is_named(more):
    """Where what is not readable may change what a correction says, it is out of force, and named with its line."""
    found = read_text(_entry("A") + _entry("The Mill", more))
    assert [row.key.title for row in found.rows] == ["A"]
    assert "the correction at line 7, about “The Mill”, is out of force until then" in found.problems[0].what


def test_index_ends_with_trouble_where_a_correction_is_broken(tmp_path):
    """A broken corrections.toml is trouble for whoever called `index`, and what it says still holds."""
    (tmp_path / "a.txt").write_text(BOTH)
    where = Where(str(tmp_path))
    assert not commands.index(where).missed
    (tmp_path / FILE).write_text("garbage = [\n")
    assert commands.index(where).missed
