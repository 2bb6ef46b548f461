"""Which corrections `parse` reads a file with: those of the archive it lies in, also when it was moved or has no index yet."""

import shutil

import pytest
from dumps import FERRY, MARKET

from nkdocs import commands
from nkdocs.answers import SearchRequest
from nkdocs.archive import Where
from nkdocs.model import Kind


@pytest.fixture
def archive(tmp_path):
    """An archive of one article whose date was corrected, in a file below a folder."""
    root = tmp_path / "archive"
    (root / "dumps").mkdir(parents=True)
    (root / "dumps" / "market.txt").write_text(MARKET)
    commands.index(Where(root), ["dumps"])
    commands.fix(Where(root), "the-winter-market", ["date=1999"], because="the printed issue")
    return root


def _dates(where, *paths, **options):
    report = commands.parse(where, paths, **options)
    return [article.date.value.isoformat() for article in report.articles], report


def test_what_parse_shows_is_what_is_indexed(archive):
    """The date is the corrected one, the id is as without, and it is said that this was corrected."""
    dates, report = _dates(Where(archive), "dumps")
    [hit] = commands.list_articles(Where(archive), SearchRequest("")).results.hits
    assert dates == ["1999"] == [hit.article.date.value.isoformat()]
    assert report.articles[0].id == hit.article.id == "the-winter-market"
    assert report.articles[0].date.reason.startswith("corrected by ")
    [told] = report.corrections
    assert (told.source, told.line) == ("dumps/market.txt", 1)
    assert told.said.startswith("date 1999: corrected by ")
    assert report.notices
    assert not report.problems


def test_without_corrections_it_is_what_the_parser_reads(archive):
    """Who asks for the parser's own reading gets that, and nothing is said of corrections."""
    dates, report = _dates(Where(archive), "dumps", uncorrected=True)
    assert dates == ["2021-03-03"]
    assert not report.notices


def test_a_file_has_the_corrections_of_the_archive_it_lies_in(archive, tmp_path):
    """Wherever the person stands, and however the file is named."""
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    for where, path in (
        (Where(archive / "dumps"), "market.txt"),
        (Where(elsewhere), "../archive/dumps/market.txt"),
        (Where(elsewhere, archive=archive), str(archive / "dumps" / "market.txt")),
    ):
        dates, report = _dates(where, path)
        assert dates == ["1999"]
        assert report.corrections[0].source == report.articles[0].source.path


def test_a_file_outside_has_none(archive, tmp_path):
    """The same text in no archive is read as it stands."""
    (tmp_path / "copy.txt").write_text(MARKET)
    assert _dates(Where(tmp_path), "copy.txt")[0] == ["2021-03-03"]
    assert _dates(Where(archive), "../copy.txt")[0] == ["2021-03-03"]


@pytest.mark.parametrize("indexed", [False, True])
def test_a_file_that_was_renamed_keeps_its_corrections(archive, indexed):
    """Before the next index as after it; and a copy of it has none of its own."""
    shutil.move(archive / "dumps" / "market.txt", archive / "dumps" / "renamed.txt")
    if indexed:
        commands.index(Where(archive))
        (archive / "dumps" / "copy.txt").write_text(MARKET)
        assert _dates(Where(archive), "dumps/copy.txt")[0] == ["2021-03-03"]
    dates, report = _dates(Where(archive), "dumps/renamed.txt")
    assert dates == ["1999"]
    assert not report.problems


def test_an_archive_without_an_index_has_its_corrections_too(archive, tmp_path):
    """A copy of the folder, as it comes from elsewhere, says the same."""
    shutil.copytree(archive, tmp_path / "clone")
    assert _dates(Where(tmp_path / "clone"), "dumps/market.txt")[0] == ["1999"]


def test_a_correction_that_fits_nothing_and_one_that_is_malformed_are_told(archive):
    """The text of the article has become another; an entry has a slip."""
    (archive / "dumps" / "market.txt").write_text(MARKET.replace("Market", "Fair").replace("market", "fair"))
    with (archive / "corrections.toml").open("a") as file:
        file.write('\n[[correction]]\nfield = "date"\n')
    _, report = _dates(Where(archive), "dumps/market.txt")
    assert [problem.what.split(":")[0] for problem in report.problems] == [
        "this correction fits nothing in dumps/market.txt",
        "a correction is not understood",
    ]


def test_an_index_that_is_damaged_keeps_nobody_from_parsing(archive):
    """The corrections that were made in the file hold all the same."""
    index = commands.status(Where(archive)).index
    for path in (archive / index).glob("g*/notes*"):
        path.write_bytes(b"no notes")
    assert _dates(Where(archive), "dumps/market.txt")[0] == ["1999"]


def test_lines_are_explained_as_corrected(archive):
    """A cut that was made, one that was refused, a line that is text no more, and a value: each with who said so."""
    path = archive / "dumps" / "market.txt"
    path.write_text(MARKET + "\n" + FERRY)
    commands.index(Where(archive))
    for line, action in ((9, "split"), (11, "join"), (7, "boilerplate")):
        commands.fix(Where(archive), f"dumps/market.txt:{line}", [action])
        if action == "split":
            [(_, lines)] = commands.parse(Where(archive), ["dumps/market.txt"], explain=True).explained
            assert lines[8].is_cut
            assert lines[8].reason.startswith("corrected by ")
    [(_, lines)] = commands.parse(Where(archive), ["dumps/market.txt"], explain=True).explained
    said = {line.line: line for line in lines}
    assert said[1].reason.startswith("date 1999: corrected by ")
    assert said[7].kind is Kind.BOILERPLATE
    assert "; read as prose: " in said[7].reason
    assert not said[11].is_cut
    assert said[11].reason.startswith("no article begins here: corrected by ")
