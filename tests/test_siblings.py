"""Of the articles that are copies of each other, one that a person corrected stands for all."""

import shlex
import shutil

import pytest
from dumps import FERRY, MARKET

from nkdocs import commands, exporting, overview, quotations
from nkdocs.answers import SearchRequest
from nkdocs.archive import Where, find_archive
from nkdocs.generations import current
from nkdocs.model import Sort
from nkdocs.twins import COPIES, read_groups

SAID = MARKET + '\n"We had 40 lanterns in those years," said Ellen Marsh, who sold barrels.\n'
LIKE = """Coopers

May 5, 2020

Every cooper in the valley sold barrels to a trader, who hung one by the stall. The trader, the cooper and the barrels left.
"""


@pytest.fixture
def where(tmp_path):
    """An archive in which m.txt has two articles."""
    (tmp_path / "m.txt").write_text(f"{SAID}\n{FERRY}")
    where = Where(tmp_path)
    commands.index(where)
    return where


def copy(where, *names):
    """Copy m.txt, and index the copies."""
    for name in names:
        shutil.copy(where.start / "m.txt", where.start / name)
    commands.index(where)


def places(hits):
    """The file that each of them is from."""
    return [hit.article.source.path for hit in hits]


def groups(where):
    """What the index holds of copies."""
    return read_groups(current(find_archive(where).index_dir).side_file(COPIES)).of


def listed(where, query="market", **options):
    """What `list` finds: the files, and what is said of them."""
    answer = commands.list_articles(where, SearchRequest(query, **options))
    return places(answer.results.hits), answer.notices


@pytest.mark.parametrize("others", [("a.txt",), ("z.txt",), ("a.txt", "z.txt")])
def test_a_corrected_article_is_not_hidden_by_copies(where, others):
    """Wherever its copies lie, it is the one that is searched, listed, counted, quoted from and exported."""
    commands.fix(where, "m.txt:1", ["date=2011-11-11", "author=Real Author", "title=Zinc Roofs"])
    (where.start / "like.txt").write_text(LIKE)
    copy(where, *others)
    request = SearchRequest("lantern stall")
    assert places(commands.search(where, request).results.hits) == ["m.txt"]
    assert places(exporting.export(where, request).results.hits) == ["m.txt"]
    assert listed(where, "lantern stall", facets=("year",))[0] == ["m.txt"]
    assert places(quotations.figures(where, "lanterns", SearchRequest("")).figures) == ["m.txt"]
    assert places(quotations.quotes(where, SearchRequest("")).sayings) == ["m.txt"]
    assert quotations.quote(where, "We had 40 lanterns").passages[0].article.source.path == "m.txt"
    assert quotations.quote(where, "We had 50 lanterns").passages[0].article.source.path == "m.txt"
    assert places(overview.similar(where, "like.txt:1", SearchRequest("")).results.hits) == ["m.txt"]
    timed = overview.timeline(where, SearchRequest("lantern"), "year")
    assert [(row.value, row.count, row.of) for row in timed.facet.rows] == [("2011", 1, 1), ("2022", 1, 1)]


def test_what_only_an_uncorrected_copy_matches_is_told(where):
    """What was wrong still finds the copy that has it, and the copy that was corrected is named."""
    commands.fix(where, "m.txt:1", ["date=2011-11-11"])
    copy(where, "a.txt")
    for options in ({}, {"facets": ("year",)}):
        found, notices = listed(where, "market date:2021", **options)
        assert found == ["a.txt"]
        [told] = [notice for notice in notices if "not corrected" in notice]
        wrong, right = (id_ for _, id_ in sorted((copy.source, copy.id) for copy in next(iter(groups(where).values()))))
        assert told == f"{wrong} is a copy that was not corrected; {right}, which was, does not match all that was asked for"
    notices = overview.timeline(where, SearchRequest("date:2021"), "year").notices
    assert told in notices
    assert told in quotations.figures(where, "lanterns", SearchRequest("date:2021")).notices
    for query in ("market", "market date:2011", "date:2022"):
        assert not any("not corrected" in notice for notice in listed(where, query)[1])
    assert listed(where, "market date:2021", copies=True)[1] == ()


@pytest.mark.parametrize("order", [("m.txt:1", "z.txt:1"), ("z.txt:1", "m.txt:1")])
def test_the_order_of_corrections_does_not_matter(where, order, tmp_path_factory):
    """Whichever was corrected first, and whether the index came bit by bit or at once, the same stands for all."""
    copy(where, "a.txt", "z.txt")
    for target in order:
        commands.fix(where, target, ["date=2011" if target == "m.txt:1" else "date=2012"])
    afresh = Where(archive=where.start, index=tmp_path_factory.mktemp("index"))
    commands.index(afresh, ["."])
    assert groups(where) == groups(afresh)
    assert {copy.source for group in groups(where).values() for copy in group if copy.corrected} == {"m.txt", "z.txt"}
    for each in (where, afresh):
        assert listed(each, "stall", sort=Sort.NEWEST)[0] == ["z.txt"]
        assert listed(each, "stall", sort=Sort.OLDEST)[0] == ["m.txt"]


def test_a_corrected_title_makes_no_other_article_of_a_short_copy(where):
    """The title as it was read says what is a copy of what, however many words a person puts in its place."""
    copy(where, "a.txt")
    before = {tuple(copy.id for copy in group) for group in groups(where).values()}
    commands.fix(where, "m.txt:1", ["title=" + " ".join(f"word{number}" for number in range(50))])
    assert {tuple(copy.id for copy in group) for group in groups(where).values()} == before


def test_a_corrected_line_is_a_correction_too(where):
    """An article of which a line was said to be boilerplate stands for its copies, and another of the same dump does not."""
    commands.fix(where, "m.txt:11", ["boilerplate"])
    copy(where, "a.txt")
    assert {copy for group in groups(where).values() for copy in group if copy.corrected} == {
        copy for group in groups(where).values() for copy in group if (copy.source, copy.line) == ("m.txt", 1)
    }
    assert listed(where, "winter river")[0] == ["m.txt"]


def test_doctor_names_the_command_that_corrects_a_copy_too(where):
    """The command that is found brings a copy what was corrected in another; one that is corrected to what it says is left."""
    commands.fix(where, "m.txt:1", ["date=2011-11-11", "author=A. Real; B. Real"], clear=["title"])
    copy(where, "a.txt", "b.txt")

    def found():
        return [finding for finding in commands.doctor(where).findings if finding.kind == "uncorrected copy"]

    first, second = found()
    assert first.places == ("a.txt:1", "m.txt:1")
    assert first.what.endswith("lacks what was corrected in another: no title, date 2011-11-11, author A. Real; B. Real")
    _, verb, id_, *changes, clear, cleared = shlex.split(first.mend.rpartition("; or ")[0])
    assert (verb, clear) == ("fix", "--clear")
    commands.fix(where, id_, changes, clear=[cleared])
    assert [finding.places[0] for finding in found()] == [second.places[0]]
    commands.fix(where, "b.txt:1", ["date=2021-03-03", "author=Ada Lowe", "title=The Winter Market"])
    assert found() == []
