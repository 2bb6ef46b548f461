"""Copies of one article are one hit, whichever of them a query finds, and none is lost."""

from contextlib import closing
from dataclasses import replace

import pytest
from articles import write_article

from nkdocs import answering
from nkdocs.answers import SearchRequest
from nkdocs.engine import open_engine
from nkdocs.explaining import about_behind
from nkdocs.folding import fold
from nkdocs.model import Copy, Sort
from nkdocs.query import Everything, Word
from nkdocs.schema import to_document
from nkdocs.tiers import Tiers
from nkdocs.twins import Groups

TODAY = None
ARTICLES = (
    write_article("first", "The ferry left at dawn.", title="Ferry", path="a.txt"),
    write_article("second", "The ferry left at dawn. Oars.", title="Ferry", date="2020-05", path="b.txt"),
    write_article("third", "The ferry left at dawn. Lamps.", title="Ferry ferry", date="2021", path="c.txt"),
    write_article("other", "A ferry, an oar and a lamp.", title="Other", date="2022", path="d.txt"),
)
COPIES = tuple(Copy(article.id, article.source.path, 1) for article in ARTICLES[:3])
GROUPS = Groups({copy.id: COPIES for copy in COPIES})
CORRECTED = tuple(replace(copy, corrected=copy.id == "second") for copy in COPIES)
MENDED = Groups({copy.id: CORRECTED for copy in CORRECTED})


@pytest.fixture(scope="module")
def engine(tmp_path_factory):
    """The articles, three of which are copies."""
    with closing(open_engine("whoosh", tmp_path_factory.mktemp("engine"))) as engine:
        with engine.writing() as writing:
            for article in ARTICLES:
                writing.put(to_document(article))
        yield engine


def ask(engine, query="", groups=GROUPS, **options):
    """What `list` answers."""
    request = answering.default_sort(SearchRequest(query, snippets=0, **options))
    return answering.answer(engine, answering.understand_listing(request, TODAY), request, "nkdocs list", groups)


def ids(results):
    """The ids of the hits, in order."""
    return [hit.article.id for hit in results.hits]


def test_of_copies_the_first_is_listed(engine):
    """The copy that comes first in the order asked for stays, names the others, and the rest is counted and said."""
    results, notices = ask(engine, "ferry")
    assert (ids(results), results.total, results.copies) == (["third", "other"], 2, 2)
    assert [copy.id for copy in results.hits[0].copies] == ["first", "second"]
    assert results.hits[1].copies == ()
    assert "2 copies of these articles are not listed (--copies lists them all)" in notices
    assert ids(ask(engine, "ferry", sort=Sort.OLDEST)[0]) == ["second", "other"]
    assert ids(ask(engine, "", sort=Sort.TITLE)[0]) == ["first", "other"]


def test_a_copy_is_found_by_what_only_it_has(engine):
    """A word or a date that one copy has finds that copy."""
    for query, id_ in (("oars", "second"), ("lamps -oar", "third"), ("missing:date", "first"), ("ferry date:2020", "second")):
        results, _ = ask(engine, query)
        assert (ids(results)[0], results.copies) == (id_, 0), query


@pytest.mark.parametrize("sort", Sort)
def test_a_corrected_copy_is_the_first(engine, sort):
    """Of those that match, the one that a person corrected stays in any order, at the place that it has there."""
    results, _ = ask(engine, "ferry", MENDED, sort=sort)
    assert (sorted(ids(results)), results.copies) == (["other", "second"], 2)
    assert ids(results).index("second") == (sort in (Sort.NEWEST, Sort.TITLE)) - (sort is Sort.TITLE)


def test_it_is_told_that_what_was_corrected_does_not_match(engine):
    """A copy that only an uncorrected one's words find is listed, and the corrected one is named; not where it matches too."""
    told = "third is a copy that was not corrected; second, which was, does not match all that was asked for"
    for query, expected in (("lamps", True), ("ferry date:2021", True), ("ferry", False), ("oars", False), ("", False)):
        assert (told in ask(engine, query, MENDED)[1]) is expected, query
    assert not any("corrected" in notice for query in ("lamps", "ferry") for notice in ask(engine, query)[1])


def test_all_words_come_before_corrections(engine):
    """A copy with all the words is not hidden by a corrected one that has some."""
    folded = fold(engine, Tiers(Word("lamp", "lamp"), Word("ferri", "ferry")), MENDED, Sort.RELEVANCE)
    assert (folded.hidden, folded.behind) == ({"first", "second"}, {"third"})


def test_many_uncorrected_copies_are_told_in_one_sentence():
    """Of several, some are named, each with the copy that was corrected."""
    pairs = [(Copy(f"old-{at}", "a.txt", at), Copy(f"new-{at}", "b.txt", at, corrected=True)) for at in range(5)]
    groups = Groups({copy.id: pair for pair in pairs for copy in pair})

    class Found:
        """What finds all old ones."""

        def list_behind(self, _query):
            return [f"old-{at}" for at in range(5)]

    [said] = about_behind(Found(), Everything(), groups)
    assert said.startswith("5 of these articles are copies that were not corrected; ")
    assert said.endswith(": old-0 (corrected: new-0), old-1 (corrected: new-1), old-2 (corrected: new-2), ...")


def test_copies_are_listed_on_demand(engine):
    """With --copies each is a hit, and names the others all the same."""
    results, notices = ask(engine, "ferry", copies=True)
    assert (len(results.hits), results.total, results.copies) == (4, 4, 0)
    assert sum(bool(hit.copies) for hit in results.hits) == 3
    assert not any("not listed" in notice for notice in notices)


def test_pages_and_counts_know_of_copies(engine):
    """Pages concatenate to the whole without copies, and facets count what is listed."""
    whole, _ = ask(engine, "ferry OR lamp", facets=("year",))
    pages = [ask(engine, "ferry OR lamp", limit=1, offset=place)[0] for place in range(3)]
    assert [id_ for page in pages for id_ in ids(page)] == ids(whole)
    assert {page.total for page in pages} == {whole.total} == {2}
    (facet,) = whole.facets
    assert sum(row.count for row in facet.rows) == 2


def test_undated_copies_are_one_undated_article(engine):
    """The note of undated articles counts copies as the list does."""
    _, notices = ask(engine, "ferry date:2022")
    assert any(notice.startswith("1 undated article not shown") for notice in notices)


def test_everyone_is_counted_once(engine):
    """Of all articles each group counts once: by the copy that was found, where one was."""
    for word, expected in (("lamp", {"third", "other"}), ("quay", {"first", "other"})):
        folded = fold(engine, Tiers(Word(word, word)), GROUPS, Sort.RELEVANCE)
        assert {
            each.id for each in folded.everyone([each.id for each in folded.listings(Word(word, word))], GROUPS)
        } == expected
    folded = fold(engine, Tiers(Word("quay", "quay")), MENDED, Sort.RELEVANCE)
    assert {each.id for each in folded.everyone([], MENDED)} == {"second", "other"}
    folded = fold(engine, Tiers(Everything()), GROUPS, Sort.NEWEST)
    assert folded.hidden == {"first", "second"}
    assert folded.count_hidden(Everything()) == 2


def test_without_copies_nothing_is_asked():
    """An archive without copies costs a search nothing more."""
    folded = fold(None, Tiers(Everything()), Groups(), Sort.RELEVANCE)
    assert folded.narrow(Everything()) == Everything()
    assert folded.count_hidden(Everything()) == 0
