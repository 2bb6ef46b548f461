"""Numbers in sentences that have a word."""

import time
from decimal import Decimal

import pytest
from articles import write_article

from nkdocs.analysis import sequence
from nkdocs.figures import MEASURES, figures, figures_in, sentences


@pytest.mark.parametrize("row", MEASURES, ids=lambda row: row.name)
def test_each_row_finds_its_unit(row):
    """A row's example has a figure with its unit, and its counter-example has none."""
    assert [unit for _, _, _, unit, _, _ in figures_in(row.example)] == [row.unit]
    assert row.unit not in [unit for _, _, _, unit, _, _ in figures_in(row.counter_example)]


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        (
            "In 2019, more than 33,000 North Korean refugees were there.",
            [("33,000", "more than", 33_000, "", "North Korean refugees", 2019)],
        ),
        (
            "They pay 3,000 to 10,000 Chinese Yuan.",
            [("3,000", "", 3_000, "Chinese Yuan", "", None), ("10,000 Chinese Yuan", "", 10_000, "Chinese Yuan", "", None)],
        ),
        (
            "About 65.7% of 1.5 million people left.",
            [("65.7%", "about", Decimal("65.7"), "%", "of", None), ("1.5 million", "", 1_500_000, "", "people", None)],
        ),
        ("On March 17, 2023 at 10:30 am in the 1990s and the 90s.", []),
        ("From 2017-2019 only 12 came.", [("12", "only", 12, "", "", None)]),
        ("The house is 5 m high.", [("5", "", 5, "", "m high", None)]),
        ("See the book (Journey, 14).", []),
        ("In 2001 and 2002 it was 5%.", [("5%", "", 5, "%", "", None)]),
        (
            "It was 12% compared with others, nearly 9% Wednesday.",
            [("12%", "", 12, "%", "", None), ("9%", "nearly", 9, "%", "", None)],
        ),
        ("It is in Form 990 data.", []),
        ("Since 1983 it has grown to 140 races.", [("140", "", 140, "", "races", None)]),
        ("It has killed 7,400 people since October 2010.", [("7,400", "", 7_400, "", "people", None)]),
        (
            "A crossing that cost 2,000 dollars in 2012 now costs 12,000 dollars.",
            [("2,000 dollars", "", 2_000, "dollars", "", 2012), ("12,000 dollars", "", 12_000, "dollars", "", None)],
        ),
        (
            "Today 12,000 people are there, up from 2,000 people in 2012.",
            [("12,000", "", 12_000, "", "people", None), ("2,000", "", 2_000, "", "people", 2012)],
        ),
        ("By 2012 there were 2,000 people, and by now all know.", [("2,000", "", 2_000, "", "people", 2012)]),
        (
            "It cost $12.50, which is 10.25 percent.",
            [
                ("$12.50", "", Decimal("12.50"), "$", "", None),
                ("10.25 percent", "", Decimal("10.25"), "%", "", None),
            ],
        ),
        (
            "About 10.25 million people left at 10.30 and at 9.15 p.m.",
            [
                ("10.25 million", "about", 10_250_000, "", "people", None),
            ],
        ),
        ("Some 1/2 of them, 2½ million people, about 2 1/2 cups, 24/7, the 5th woman, 3x more, 1,5 Millionen.", []),
        (
            "Nearly one in 3 women, 2 out of 10,000 men, and 12 in 5 bags.",
            [
                ("one in 3", "nearly", Decimal("33.33"), "%", "women", None),
                ("2 out of 10,000", "", Decimal("0.02"), "%", "men", None),
                ("12", "", 12, "", "", None),
                ("5", "", 5, "", "bags", None),
            ],
        ),
        (f"There were {'9' * 5000} zebras, and 1.{'3' * 400} of them ran 10.20.30.40 miles.", []),
        ("Since 1983, and in 2011 alone 40 people came.", [("40", "", 40, "", "people", 2011)]),
    ],
)
def test_figures_of_a_sentence(sentence, found):
    """Numbers with magnitude, unit and what is counted; years, dates, times and decades are none; since a year is not in it."""
    assert list(figures_in(sentence)) == found


def test_sentences_end_where_they_end():
    """Neither an abbreviation nor a decimal point ends one; a mark with a quotation mark does, and an empty line."""
    text = "Dr. Lee paid 2.5 dollars. “All of it.” Then\n\nhe left"
    assert [text[start:end] for start, end in sentences(text)] == [
        "Dr. Lee paid 2.5 dollars.",
        "“All of it.”",
        "Then",
        "he left",
    ]


def test_figures_of_an_article_have_the_words_in_their_sentence():
    """All words, in any form; the line is that of the sentence; the year of the sentence comes before the article's date."""
    article = write_article(
        "a", "Nine women.", "In 2011 there were 40 women in the town. 50 men left. 60 woman doctors stayed.", date="2020-05"
    )
    found = list(figures(article, [token.term for token in sequence("women")]))
    assert [(each.number, each.line, each.date.isoformat()) for each in found] == [("40", 3, "2011"), ("60", 3, "2020-05")]


@pytest.mark.parametrize("unit", ["12 people and ", "12 ", "since 2019 and ", "$5 ", "Form 9 ", "1 in 4 ", "5 to 6 "])
def test_a_row_of_numbers_without_end_is_read_in_time_in_proportion(unit):
    """Ten times as many numbers in one sentence take about ten times as long, not a hundred times."""
    taken = []
    for count in (400, 4_000):
        started = time.process_time()
        list(figures_in(unit * count))
        taken.append(time.process_time() - started)
    assert taken[1] < 35 * taken[0] + 0.2


def test_what_is_too_long_for_a_sentence_is_shown_around_the_number():
    """A table without full stops is not printed whole beside each of its numbers."""
    article = write_article("a", "The women: " + "12 women in the north and " * 300)
    found = list(figures(article, [token.term for token in sequence("women")]))
    assert len(found) == 300
    assert all(len(each.sentence) < 2_100 and "12 women" in each.sentence for each in found)
    assert found[150].sentence.startswith("… ")
    assert found[150].sentence.endswith(" …")
