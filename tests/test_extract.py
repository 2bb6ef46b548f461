"""From a dump to articles: what is claimed, what is believed, and what each line was taken for."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nkdocs.extract import explain, read_articles
from nkdocs.lines import read_lines
from nkdocs.model import Dump, Kind, PartialDate, Source, Trust

TEXT = "The old granary will become a library after all, with room for forty thousand books. " * 7
PIECES = [
    TEXT,
    "By Ana Quill and Bo Inkwell",
    "Posted by Ana Quill on March 4, 2019 at 9:14 am",
    "Last updated: 6 October 2022",
    "03/04/2014",
    "A Title of Some Words",
    "Related posts",
    "– Ana Quill, Head of Rivers",
    "About Ana Quill",
    "This entry was posted in Rivers by Ana Quill.",
    "By",
    "OSTERHAVN, Sept. 14, 2020 (NWA) -- Two hikers were found on Monday.",
    "",
]
dumps = st.one_of(
    st.text(max_size=400), st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=30)), max_size=40).map("\n".join)
)


def _read(*lines):
    return read_articles(Dump(Source("a.txt"), "\n".join(lines)))


def _facts(*lines):
    (article,) = _read(*lines)
    return article.date and article.date.value.isoformat(), [claim.value for claim in article.authors]


@given(dumps)
def test_extraction_never_raises_and_covers_the_dump(text):
    """Any text is read; the blocks of its articles are the text, in order; every line is explained."""
    dump = Dump(Source("a.txt"), text)
    articles = read_articles(dump)
    assert "".join(article.cut(block.span) for article in articles for block in article.blocks) == (text if articles else "")
    assert [article.ordinal for article in articles] == list(range(1, len(articles) + 1))
    for article in articles:
        assert text[article.span.start : article.span.end] == article.text
        assert article.first_line == 1 + text.count("\n", 0, article.span.start)
        assert article.first_line <= article.start_line <= article.end_line
    lines = text.split("\n")
    expected = len(lines) - (lines[-1] == "")
    assert [line.line for line in explain(dump)] == list(range(1, expected + 1))


@given(dumps)
def test_the_text_at_a_claim_states_it(text):
    """Titles and names stand where their claims say, and so does a date's year; what is chosen is claimed."""
    for article in read_articles(Dump(Source("a.txt"), text)):
        for claim in article.claims:
            said = article.cut(claim.span)
            assert said if isinstance(claim.value, PartialDate) else said == claim.value
            if isinstance(claim.value, PartialDate):
                assert str(claim.value.year)[2:] in said
        chosen = [claim for claim in (article.title, article.date, *article.authors) if claim is not None]
        assert all(claim in article.claims for claim in chosen)


@pytest.mark.parametrize(
    ("lines", "date", "authors"),
    [
        (["By Ana Quill | May 4, 2020 | 3 Comments", TEXT], "2020-05-04", ["Ana Quill"]),
        (["Posted by Ana Quill on October 31, 2012 at 4:14 pm", TEXT], "2012-10-31", ["Ana Quill"]),
        (["By", "Ana Quill", "May 4, 2020", TEXT], "2020-05-04", ["Ana Quill"]),
        (["Ana Quill", "May 4, 2020", TEXT], "2020-05-04", ["Ana Quill"]),
        (["Last updated: 6 October 2022", "Published: 5 October 2022", TEXT], "2022-10-05", []),
        (["Modified on September 6, 2012 by Ana Quill", TEXT], "2012-09-06", ["Ana Quill"]),
        (["03/04/2014", TEXT], "2014", []),
        (["3 days ago", TEXT], None, []),
        (["By desk@gazette.example", "May 4, 2020", "By Ana Quill", TEXT], "2020-05-04", ["Ana Quill"]),
        (["By Ana Quill and Bo Inkwell", TEXT], None, ["Ana Quill", "Bo Inkwell"]),
        ([TEXT, "– Ana Quill, Head of Rivers"], None, ["Ana Quill"]),
        ([TEXT, f"“{TEXT[:80]}”", "– Ana Quill, Head of Rivers"], None, []),
        ([TEXT, "– Ana Quill, came here in 2010"], None, []),
        ([TEXT, "Posted by Ana Quill | Permalink"], None, ["Ana Quill"]),
        ([TEXT, "This entry was posted in Rivers by Ana Quill."], None, ["Ana Quill"]),
        ([TEXT, "In May 2020 the mill burnt down, says Bo Inkwell, who owns it.", TEXT], None, []),
        ([TEXT, "2 Comments", "Bo Inkwell says:", "May 4, 2020 at 9:14 am", "So it is.", "Reply"], None, []),
        ([TEXT, "Related posts", "Bees on the roof", "May 4, 2020", "By Bo Inkwell"], None, []),
        (["Photo by Bo Inkwell", TEXT], None, []),
        (["May 4, 2020 / Ana Quill / 3 comments", TEXT], "2020-05-04", ["Ana Quill"]),
        (["/ Ana Quill / 10:08 am Mon May 4, 2020", TEXT], "2020-05-04", ["Ana Quill"]),
        (["4. Mai 2020, 19:49 | Ana", TEXT], "2020-05-04", ["Ana"]),
        (["Mai 04, 2020 / Ana / 3 Kommentare /", TEXT], "2020-05-04", ["Ana"]),
        (["May 4, 2020 / Rivers", TEXT], "2020-05-04", []),
        (["May 4, 2020 / Health / 3 comments", TEXT], "2020-05-04", []),
        (["Pane nero di Ana Quill del 12-05-2020 [Aggiornata il 29-08-2021]", TEXT], "2020-05-12", ["Ana Quill"]),
        (["Ana Quill Politique régionale française 4 mai 20204 mai 2020mill, water 0 Comment", TEXT], "2020-05-04", []),
        (["A concert on 12 May 2020 at the mill of Riverton, and a fair", TEXT], None, []),
        (["Oars", "Ana Quill", "Boats", "Ropes", TEXT], None, []),
        ([TEXT, "A post shared by Bo Inkwell (@boink) on May 4, 2020 at 7:30am PDT"], None, []),
        (
            [TEXT, TEXT, TEXT, TEXT, "Guide // Millers Press // March 2020", "May 04, 2020 / Ana / 3 Comments /"],
            "2020-05-04",
            ["Ana"],
        ),
        ([TEXT, "10 commentaires pour “Granary to become a library”", "Bo", "4 mai 2020 à 15h03"], None, []),
        (["OSTERHAVN, Sept. 14, 2020 (NWA) -- Two hikers were found on Monday. " + TEXT[:170], TEXT], "2020-09-14", []),
    ],
)
def test_dates_and_authors_are_the_articles_own(lines, date, authors):
    """What the head and the close of an article state is claimed; what stands in comments, quotations and lists is not."""
    assert _facts("Granary to become a library", *lines) == (date, authors)


def test_text_that_goes_on_up_to_a_closing_stamp_is_the_articles():
    """Short lines between the text and the date and name that close it are of the article, if text stands among them too."""
    steps = ["Servings", "3 Eggs", "1 Onion", *["1 Leek"] * 20, "Instructions", "Crack the eggs into a bowl, and wait."]
    (article,) = _read(
        "Eggs of the mill", "The eggs of the mill are brown, as they always were.", *steps, "May 4, 2020 by Ana Quill"
    )
    assert "3 Eggs" in article.body
    assert article.date.value == PartialDate(2020, 5, 4)


def test_a_date_over_a_title_is_the_titles():
    """A date right over a title belongs to it where the text before has its own there, or lines without text part them."""
    first, second, third = _read(
        *("May 4, 2020", "Granary to become a library", TEXT, TEXT),
        *("May 5, 2020", "Bees on the roof of the station", TEXT, TEXT),
        *("Oars", "Boats", "Ropes", "May 6, 2020", "A ferry for the upper river", TEXT, TEXT),
    )
    assert [article.date.value.day for article in (first, second, third)] == [4, 5, 6]


def test_a_date_over_a_title_is_the_text_belows_that_states_the_same_day():
    """Where the text before it has no date, a date between two articles is that of the one that names the day once more."""
    first = ["Lock Keepers Count the Boats", "By Ana Quill", TEXT, TEXT, "Share this", "NWA"]
    report = "OSTERHAVN, Dec 20, 2019 (NWA) - " + TEXT
    second = ["20 Dec 2019, 11:59", "Gardens on the Roofs of the Old Granary", "By Bo Inkwell", report, TEXT]
    before, after = _read(*first, *second)
    assert (before.date, after.date and after.date.value.isoformat()) == (None, "2019-12-20")
    assert after.text.startswith("20 Dec 2019")


def test_when_a_text_was_changed_does_not_date_the_one_below():
    """A line that says when the text above it was changed stands over the next title, which has a date of its own."""
    first = ["Lock Keepers Count the Boats", "By Ana Quill", "Tuesday, 05 October 2010 08:30", TEXT, TEXT]
    second = ["Gardens on the Roofs of the Old Granary", "(Harbour Pages, October 6, 2010)", TEXT, TEXT]
    before, after = _read(*first, "Last Updated on Tuesday, 05 October 2010 09:12", *second)
    assert (before.date.value.day, after.date.value.day) == (5, 6)


def test_a_date_under_a_sign_off_is_that_of_the_text_above():
    """The writer signs with a name and the day; the next title has a byline of its own and no date."""
    first = ["Notes From the Lock", "By Max Stone on October 30, 2012", TEXT, TEXT, "-- Ana;", "November 5, 2012 | Permalink"]
    before, after = _read(*first, "Five Ways to Mend a Sluice Gate", "By Bo Inkwell", TEXT, TEXT)
    assert before.date is not None
    assert after.date is None


def test_what_a_feed_puts_under_an_entry_is_the_entrys():
    """A line that says by whom, at which day and time closes the text above it; the entry below has its own."""
    first = ["The Granary Becomes a Library", TEXT, TEXT, "by ana at April 11, 2008 05:56 PM"]
    before, after = _read(
        *first, "Five Ways to Mend a Sluice Gate", TEXT, TEXT, "by post@mill.example (Bo) at April 17, 2008 05:25 PM"
    )
    assert [claim.value for claim in (*before.authors, *after.authors)] == ["ana", "Bo"]
    assert (before.date.value.day, after.date.value.day) == (11, 17)


def test_the_date_in_a_byline_of_somebody_else_is_not_the_articles():
    """Links to other articles may stand above the title with their bylines and days."""
    other = ["« PREVIOUS", "NEXT", "The Mill That Would Not Close", "By Max Stone October 29, 2012", "Most Read: World"]
    first = ["The Ferry Runs Again", "By Max Stone on October 30, 2012", TEXT, TEXT, "TAGS"]
    *_, last = _read(*first, *other, "Five Ways to Mend a Sluice Gate", "By Bo Inkwell", TEXT, TEXT)
    assert [claim.value for claim in last.authors] == ["Bo Inkwell"]
    assert last.date is None


def test_code_in_a_text_is_text():
    """Lines of a program stay in the article, though they stand there twice, hold bars or no word, and head nothing."""
    cell = ["class Boat:", "@classmethod", "def name(self):", "self.oars.count()", "...", "|-- lib/", "$ make boats"]
    (article,) = _read("How We Count the Boats", "By Ana Quill", TEXT, *cell, TEXT, *cell, TEXT, "Share this")
    body = article.body
    assert all(body.count(line) == 2 for line in cell)
    assert not any(block.kind is Kind.HEADING for block in article.blocks)


def test_an_ambiguous_date_says_why():
    """A date that may be two days is claimed as its year, with the reason beside it."""
    (article,) = _read("Granary to become a library", "03/04/2014", TEXT)
    assert article.date.trust < Trust.HIGH
    assert article.date.reason


def test_the_dump_decides_the_order_of_its_dates():
    """One date that can be read in one way only decides the others."""
    first, second = _read(
        "Granary to become a library",
        "By Ana Quill on 03/04/2014",
        TEXT,
        "Bees on the roof of the station",
        "By Ana Quill on 25/04/2014",
        TEXT,
    )
    assert first.date.value == PartialDate(2014, 4, 3)
    assert second.date.value == PartialDate(2014, 4, 25)


def test_the_subject_is_not_the_author():
    """A name that stands in the title and again beside the date is whom the article is about."""
    assert _facts("A talk with Ana Quill", "Ana Quill", "May 4, 2020", TEXT) == ("2020-05-04", [])


def test_losing_claims_are_kept():
    """A date that was not believed is still among the claims."""
    (article,) = _read("Granary to become a library", "Last updated: 6 October 2022", "Published: 5 October 2022", TEXT)
    dates = {claim.value.isoformat(): claim.rule for claim in article.claims if claim.field == "date"}
    assert dates == {"2022-10-06": "updated line", "2022-10-05": "date with its label"}


def test_the_body_is_the_text():
    """The body has neither title nor byline nor furniture; notes stand apart."""
    note = "*Names have been changed to protect the people in this story."
    (article,) = _read("Granary to become a library", "By Ana Quill", "Share", TEXT, note, "Donate Now")
    assert article.body == TEXT.strip()
    assert article.notes == (note,)
    assert article.end_line == 5


def test_every_line_is_explained():
    """Each line has its number, kind and reason, blank lines too, and cuts are marked."""
    explained = explain(Dump(Source("a.txt"), f"Share\nGranary to become a library\n\nBy Ana Quill\n{TEXT}\n"))
    assert [(line.line, line.kind) for line in explained] == [
        (1, Kind.BOILERPLATE),
        (2, Kind.TITLE),
        (3, None),
        (4, Kind.BYLINE),
        (5, Kind.PROSE),
    ]
    assert all(line.reason for line in explained)
    assert [line.line for line in explained if line.is_cut] == [1]


def test_nothing_comes_of_nothing():
    """A dump without text has no articles and nothing to explain but its blank lines."""
    assert _read("") == ()
    assert _read(" ", "\u200b") == ()
    assert explain(Dump(Source("a.txt"), "")) == ()


def test_a_letter_is_signed_at_its_end():
    """The name under the closing words of a letter is its writer; the people it greets are not."""
    assert _facts("A good first day at school", "Dear Parents,", TEXT, "Kind regards,", "Ana B. Quill, PhD", "Principal")[
        1
    ] == ["Ana B. Quill"]


def test_a_name_alone_may_stand_under_a_standfirst():
    """A name alone under the title or its standfirst is claimed with little trust, unless its words are words of the text."""
    standfirst = "The strange plants of the estuary show what parasites can do to those they live on."
    found = _read("The riddle of the giant flowers", standfirst, "Ana Quill", "Photo: Bo Bild", TEXT)[0]
    assert [(claim.value, claim.trust) for claim in found.authors] == [("Ana Quill", Trust.LOW)]
    assert _facts("The riddle of the giant flowers", standfirst, "Granary Library", "Photo: Bo Bild", TEXT)[1] == []


def test_the_date_of_the_page_is_not_the_date_of_its_article():
    """A date over the first title of a dump is the page's, if one stands alone right under it too."""
    assert _facts("Saturday, October 24, 2020", "Nine professors were honoured", "June 26, 2013", TEXT)[0] == "2013-06-26"
    assert _facts("Saturday, October 24, 2020", "Nine professors were honoured", TEXT)[0] == "2020-10-24"


def test_a_date_in_brackets_opens_a_report():
    """A whole date in brackets at the very beginning of the text is the article's."""
    assert _facts("Hope for the wild boars", "(18.01.2018) The farmers are afraid. " + TEXT)[0] == "2018-01-18"
    assert _facts("Hope for the wild boars", "The farmers (18.01.2018) are afraid. " + TEXT)[0] is None


def test_a_stamp_right_after_the_text_is_claimed_once():
    """What a short article says about itself in its last lines is read, and is one claim."""
    (article,) = _read("On words", TEXT, "Written on Feb 24 by", "Ana Quill", "I write about words. They are all I have got.")
    assert [claim.value for claim in article.authors] == ["Ana Quill"]
    assert len({(claim.field, claim.span) for claim in article.claims}) == len(article.claims)


def test_nothing_is_surer_than_where_an_article_begins():
    """A date and a byline under a doubtful title are no surer than the title; the order among claims stays as it was."""
    text = (
        "notes, and other things\nMarch 3, 2021\nBy Ada Lowe\n"
        + "The council met and spoke for two hours about the bridge. " * 5
    )
    (article,) = read_articles(Dump(Source("a.txt"), text))
    assert article.title is not None
    assert article.date is not None
    assert article.title.trust < Trust.HIGH
    assert {claim.trust for claim in article.claims} <= {article.title.trust, Trust.LOW}
    assert article.date in article.claims


def test_a_day_is_believed_before_its_month():
    """Of a month and a day of that month in a head, the day is the article's date, wherever the month stands."""
    assert (
        _facts("Granary to become a library", "October 2018", "Posted on October 2, 2018", "By Ana Quill", TEXT, TEXT)[0]
        == "2018-10-02"
    )


def test_marks_of_markdown_are_no_part_of_what_they_stand_around():
    """Of a text saved as Markdown title, date and byline are read without their marks, and the text keeps its own."""
    dump = ["# Granary to become a library", "*By Ana Quill, March 4, 2019*", TEXT, "## A second life", TEXT]
    (article,) = _read(*dump)
    assert article.title.value == "Granary to become a library"
    assert [claim.value for claim in article.authors] == ["Ana Quill"]
    assert article.date.value.isoformat() == "2019-03-04"
    assert "## A second life" in article.body
    text = "\n".join(dump)
    assert text[article.title.span.start : article.title.span.end] == article.title.value


@pytest.mark.parametrize("text", ["#granary is what people write", "# # #", "*Names have been changed.*", "_ _", "* a *", "#"])
def test_other_marks_stay(text):
    """A hashtag, an end mark, a note and a bullet keep what they begin with."""
    (line,) = read_lines(text)
    assert line.text == text
