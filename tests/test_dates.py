"""What a line says about dates, and what people type for a range of them."""

import datetime as dt
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nkdocs import month_names
from nkdocs.date_reading import FIRST_YEAR, LAST_YEAR
from nkdocs.dates import DateMatch, DayOrder, day_order, find_dates, format_date, is_relative, parse_range
from nkdocs.model import PartialDate
from nkdocs.month_names import LOCALES, WHOLE_LOCALES, months

TODAY = dt.date(2024, 3, 31)


def found(text, order=None, **options):
    """The dates of a text, as ISO writes them."""
    return [match.date.isoformat() for match in find_dates(text, order, **options)]


@pytest.mark.parametrize(
    "text",
    [
        "2023-03-17",
        "2023/03/17",
        "2023.03.17",
        "2023-3-17",
        "2023‑03‑17",
        "2023. 3. 17.",
        "2023-03-17T14:05:00Z",
        "March 17, 2023",
        "MARCH 17, 2023",
        "March 17 2023",
        "March 17,2023",
        "March\u00a017,\u20092023",
        "Mar. 17th 2023",
        "March the 17th, 2023",
        "17 March 2023",
        "17th of March, 2023",
        "17-Mar-2023",
        "17-Mar-23",
        "17 March ’23",
        "2023 March 17",
        "Fri Mar 17 14:05:01 UTC 2023",
        "17. März 2023",
        "17. Ma\u0308rz 2023",
        "17 mars 2023",
        "17 de marzo de 2023",
        "17 de marzo del 2023",
        "17 de março de 2023",
        "17 mar. 2023",
        "17 marzo 2023",
        "17 maart 2023",
        "17 mrt 2023",
        "17 марта 2023 г.",
        "17 МАРТА 2023 года",
        "17-го марта 2023",
        "2023년 3월 17일",
        "2023년3월17일",
        "2023年3月17日",
        "二〇二三年三月十七日",
        "２０２３年３月１７日",
        "17/03/2023",
        "03/17/2023",
        "17.03.2023",
        "17. 3. 2023",
        "3/17/23",
    ],
)
def test_days(text):
    """Each way of writing a day is that day, and the whole of the text is its place."""
    assert find_dates(text) == [
        DateMatch(PartialDate(2023, 3, 17), 0, len(text), weekday=4 if text.startswith("Fri") else None)
    ]


@pytest.mark.parametrize("locale", LOCALES)
def test_every_month_of_every_language(locale):
    """Dates as babel writes them, long, medium and full, are read back in every language and for every month."""
    from babel.dates import format_date as write

    for month in range(1, 13):
        day = dt.date(2021, month, 23)
        for width in ("long", "medium", "full"):
            text = write(day, width, locale=locale)
            dates = [match.date for match in find_dates(text, DayOrder.DMY)]
            assert dates == [PartialDate(2021, month, 23)], text


@pytest.mark.parametrize("locale", WHOLE_LOCALES)
def test_every_whole_month_of_more_languages(locale):
    """Dates as babel writes them with whole names are read back in these languages too, the days of two digits and of one."""
    from babel.dates import format_date as write

    for month in range(1, 13):
        for day in (dt.date(2021, month, 3), dt.date(2021, month, 23)):
            for width in ("long", "full"):
                text = write(day, width, locale=locale)
                assert [match.date for match in find_dates(text)] == [PartialDate(2021, month, day.day)], text


@pytest.mark.parametrize(
    "text",
    [
        "photo2023-03-17",
        "img_2023-03-17 14:05",
        "Marc 12, 2020",
        "Julius 12, 2020",
        "Maj 2020",
        "12 led 2020",
        "pro 2023",
        "Ocak 2020",
    ],
)
def test_a_name_or_a_word_of_others_is_no_month(text):
    """A short form of one language that is a word or a name in another is no month, nor are numbers of a file's name a day."""
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("Sept. 2023", "2023-09"),
        ("SEPT 14, 2023", "2023-09-14"),
        ("1er avril 2020", "2020-04-01"),
        ("15 février 2020", "2020-02-15"),
        ("15 fevrier 2020", "2020-02-15"),
        ("3 août 2020", "2020-08-03"),
        ("5 de set. de 2019", "2019-09-05"),
        ("1º maggio 2021", "2021-05-01"),
        ("12. Jänner 2021", "2021-01-12"),
        ("March 2023", "2023-03"),
        ("march, 2023", "2023-03"),
        ("März 2023", "2023-03"),
        ("marzo de 2023", "2023-03"),
        ("март 2023", "2023-03"),
        ("2023년 3월", "2023-03"),
        ("2023年12月", "2023-12"),
        ("may 2023", "2023-05"),
        ("令和5年3月17日", "2023-03-17"),
        ("令和元年5月1日", "2019-05-01"),
        ("民國113年7月26日", "2024-07-26"),
        ("[Juche113.7.26.]", "2024-07-26"),
        ("주체113(2024)년 7월 26일", "2024-07-26"),
    ],
)
def test_more_spellings(text, date):
    """Abbreviations, missing accents, first days, months without a day and years of other calendars are read as they stand."""
    assert found(text) == [date]


@pytest.mark.parametrize(
    ("text", "part", "date"),
    [
        ("on Nov 5th, 2012, 2:51 pm", "Nov 5th, 2012, 2:51 pm", "2012-11-05"),
        ("Posted on Friday, March 17, 2023 at 2:51 pm EDT by Ann", "Friday, March 17, 2023 at 2:51 pm EDT", "2023-03-17"),
        ("Published 14:05, 17 March 2023 | 3 comments", "14:05, 17 March 2023", "2023-03-17"),
        ("Do., 16. März 2023, 14:05 Uhr von Eva", "Do., 16. März 2023, 14:05 Uhr", "2023-03-16"),
        ("le vendredi 17 mars 2023 à 14h05", "vendredi 17 mars 2023 à 14h05", "2023-03-17"),
        ("입력 2023.03.17 (금) 14:05", "2023.03.17 (금) 14:05", "2023-03-17"),
        ("입력2023.03.17 오후 2:51 수정", "2023.03.17 오후 2:51", "2023-03-17"),
        ("发布于2023年3月17日 星期五", "2023年3月17日 星期五", "2023-03-17"),
        ("Jane Doe17 March 2023", "17 March 2023", "2023-03-17"),
        ("By Jane DoeMarch 17, 2023", "March 17, 2023", "2023-03-17"),
        ("March 17, 2023By Jane Doe", "March 17, 2023", "2023-03-17"),
        ("Vol. 45, March 2023", "March 2023", "2023-03"),
        ("Issue 12, March 2023", "March 2023", "2023-03"),
        ("Issue 20 – 17 March 2023", "17 March 2023", "2023-03-17"),
        ("10:17 March 2023", "March 2023", "2023-03"),
        ("17.03.2023von Jane Doe", "17.03.2023", "2023-03-17"),
        ("By Jane Doe2023-03-17 14:05:00 UTC", "2023-03-17 14:05:00 UTC", "2023-03-17"),
        ("Jane Doe 17 mars 202317 mars 2023Rivers", "17 mars 202317 mars 2023", "2023-03-17"),
    ],
)
def test_place_in_a_line(text, part, date):
    """The place of a date takes in its day of the week and its time of day, and nothing of the words around."""
    (match,) = find_dates(text)
    assert (text[match.start : match.end], match.date.isoformat()) == (part, date)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2023",
        "mayor 2023",
        "March 5 people",
        "March 5",
        "you may 20 times",
        "smarch 2023",
        "30 February 2023",
        "February 30, 2023",
        "2023-02-30",
        "2023-13-01",
        "2019-20-21",
        "1899-12-31",
        "17 March 1899",
        "17 March 2101",
        "11/5/12",
        "17/3/23",
        "23.03.17",
        "3.4.12",
        "24/7/365",
        "555-12-2023",
        "1/2/3/2023",
        "192.168.10.2023",
        "$3/17/2023",
        "2023-03-17_photo.jpg",
        "IMG_2023-03-17.jpg",
        "https://example.org/2023/03/17/slug",
        "version 1.2.2023.4",
        "In March, 2000 people marched",
        "coming out 2023",
        "a set 2019",
        "NASA's Mars 2020 rover",
        "3 years ago 2023",
        "令和5年13月17日",
        "Juche 113 years",
    ],
)
def test_no_dates(text):
    """What only looks like a date, or is none of the calendar, is none: a wrong date is worse than none."""
    assert find_dates(text) == []


@pytest.mark.parametrize(
    ("text", "order", "date"),
    [
        ("03/04/2020", DayOrder.DMY, "2020-04-03"),
        ("03/04/2020", DayOrder.MDY, "2020-03-04"),
        ("03-04-2020", DayOrder.MDY, "2020-03-04"),
        ("03.04.2020", None, "2020-04-03"),
        ("03.04.2020", DayOrder.DMY, "2020-04-03"),
        ("13/04/2020", DayOrder.MDY, "2020-04-13"),
        ("04/04/2020", None, "2020-04-04"),
        ("Friday 03/04/2020", None, "2020-04-03"),
        ("Wednesday 03/04/2020", None, "2020-03-04"),
        ("Friday 03/04/2020", DayOrder.MDY, "2020-04-03"),
        ("11/5/12", DayOrder.MDY, "2012-11-05"),
        ("11/5/12", DayOrder.DMY, "2012-05-11"),
        ("5.11.99", DayOrder.DMY, "1999-11-05"),
        ("Publié le 03/04/2020 à 14h05", None, "2020-04-03"),
        ("Le 03/04/2020 à 14:05 par Jean", DayOrder.MDY, "2020-04-03"),
        ("Mis à jour 12/03/21 14:05", None, "2021-03-12"),
        ("Actualizado el 03/04/2020", None, "2020-04-03"),
        ("12.03.21, 14:05 Uhr", None, "2021-03-12"),
    ],
)
def test_what_decides_the_order(text, order, date):
    """Day and month in numbers are told apart by the dump, dots, size, words beside them, and the day of the week."""
    (match,) = find_dates(text, order)
    assert (match.date.isoformat(), match.ambiguous) == (date, False)


def test_undecided_order_claims_the_year():
    """Where nothing decides, the year is claimed and the reason names both days."""
    assert find_dates("on 03/04/2020.") == [
        DateMatch(PartialDate(2020), 3, 13, ambiguous=True, reason="03/04/2020 can be March 4 or April 3")
    ]
    assert find_dates("03.04.2020", DayOrder.MDY)[0].ambiguous


@pytest.mark.parametrize(
    ("text", "date", "reason"),
    [
        ("March 17-19, 2023", "2023-03", "a range of days"),
        ("17–19 March 2023", "2023-03", "a range of days"),
        ("17. bis 19. März 2023", "2023-03", "a range of days"),
        ("2023년 3월 17~19일", "2023-03", "a range of days"),
        ("1. March 2023 in numbers", "2023-03", "1. can be the number of a list"),
        ("12. March 2023", "2023-03", "12. can be the number of a list"),
        ("17. March 2023", "2023-03-17", ""),
        ("03. March 2023", "2023-03-03", ""),
        ("Monday, March 17, 2023", "2023-03-17", "the day was a Friday, not a Monday"),
    ],
)
def test_reasons(text, date, reason):
    """What is odd about a date, or what was left out of it, is said."""
    (match,) = find_dates(text)
    assert (match.date.isoformat(), match.reason, match.ambiguous) == (date, reason, False)


def test_dates_glued_together_are_two():
    """A page without its layout glues when something was published to when it was changed."""
    assert found("March 12, 2021March 15, 2021 Jane Doe") == ["2021-03-12", "2021-03-15"]


def test_several_dates():
    """All dates of a line come in its order, each with the time that belongs to it."""
    text = "17.03.2023 14:05 18.03.2023, updated March 20, 2023 and May 2024"
    matches = find_dates(text)
    assert [match.date.isoformat() for match in matches] == ["2023-03-17", "2023-03-18", "2023-03-20", "2024-05"]
    assert [text[match.start : match.end] for match in matches[:2]] == ["17.03.2023 14:05", "18.03.2023"]
    assert found("16.03.2023 10 : 17 March 2023") == ["2023-03-16", "2023-03"]
    assert found("March 30 – April 2, 2023") == ["2023-04-02"]
    assert found("5 May-12 June 2023") == ["2023-06-12"]
    assert found("© 2012 March 5, 2013") == ["2013-03-05"]


def test_bare_years_are_asked_for():
    """A year alone is a date only where the caller says so, and never as a part of something else."""
    assert found("Report 2023") == []
    assert found("Report 2023", allow_year=True) == ["2023"]
    assert found("March 2023, then 2024", allow_year=True) == ["2023-03", "2024"]
    assert found("$2023 2023-24 2023.5 x2023 2023/24 1850 2023%", allow_year=True) == []


@pytest.mark.parametrize(
    ("text", "order"),
    [
        ("13/04/2020 and 03/04/2020", DayOrder.DMY),
        ("04/13/2020", DayOrder.MDY),
        ("04-13-2020\n05/06/2020", DayOrder.MDY),
        ("13/04/2020 04/13/2020", None),
        ("03/04/2020", None),
        ("13.04.2020", None),
        ("13/14/2020", None),
        ("13/04/20", None),
        ("", None),
    ],
)
def test_day_order(text, order):
    """A dump's dates that can be read in one way only decide the order; dots, conflicts and nothing decide nothing."""
    assert day_order(text) is order


@pytest.mark.parametrize("text", ["3 days ago", "Posted an hour ago", "5h ago", "Yesterday", "vor 3 Tagen", "il y a 2 jours"])
def test_relative(text):
    """A time relative to an unnamed day is recognised."""
    assert is_relative(text)


@pytest.mark.parametrize("text", ["hace 3 días", "3일 전", "3天前", "3日前", "2 дня назад", "3 giorni fa", "gisteren"])
def test_relative_elsewhere(text):
    """Other languages have relative times too."""
    assert is_relative(text)


@pytest.mark.parametrize("text", ["March 17, 2023", "agora", "3 daysago", "long ago", "Todays", ""])
def test_not_relative(text):
    """Dates, and words that only begin like a relative time, are not relative."""
    assert not is_relative(text)


def test_dates_for_people():
    """A date is written as precisely as it is known."""
    assert [format_date(PartialDate.from_iso(text)) for text in ("2023-03-17", "2023-03", "2023")] == [
        "17 March 2023",
        "March 2023",
        "2023",
    ]


@given(st.dates(dt.date(FIRST_YEAR, 1, 1), dt.date(LAST_YEAR, 12, 31)), st.integers(1, 3))
def test_formatted_dates_parse_back(day, precision):
    """What is written for people is read back as the same date, in a line and as a range."""
    date = PartialDate(*(day.year, day.month, day.day)[:precision])
    text = format_date(date)
    assert found(text, allow_year=True) == [date.isoformat()]
    assert parse_range(text, TODAY) == (date.first_day(), date.last_day())
    assert parse_range(date.isoformat(), TODAY) == (date.first_day(), date.last_day())


WORDS = [
    "Friday",
    "금",
    "of",
    "de",
    "17",
    "3",
    "2023",
    "’23",
    "年",
    "月",
    "日",
    "년",
    "월",
    "일",
    "th",
    "г.",
    "at",
    "2:51",
    "pm",
    "/",
    "-",
    "–",
    ".",
    ",",
    ":",
    "(",
    ")",
    "T",
    "~",
]
PIECES = st.sampled_from([*sorted(months()), *WORDS, " "])


@given(
    st.one_of(st.text(), st.lists(PIECES).map("".join), st.lists(PIECES).map(" ".join)),
    st.sampled_from([None, *DayOrder]),
    st.booleans(),
)
def test_any_text(text, order, allow_year):
    """No text raises; dates are in order, without overlap, inside the text, and of the years we take for years."""
    end = 0
    for match in find_dates(text, order, allow_year=allow_year):
        assert end <= match.start < match.end <= len(text)
        assert FIRST_YEAR <= match.date.year <= LAST_YEAR
        assert match.date.day is None or not match.ambiguous
        end = match.end
    is_relative(text)
    day_order(text)


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("2023", "2023-01-01", "2023-12-31"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2023-03-17", "2023-03-17", "2023-03-17"),
        ("2019..2023", "2019-01-01", "2023-12-31"),
        ("2019-05..2019-06-03", "2019-05-01", "2019-06-03"),
        ("2019…2023", "2019-01-01", "2023-12-31"),
        ("2019–2023", "2019-01-01", "2023-12-31"),
        ("..2020-06", None, "2020-06-30"),
        ("2021..", "2021-01-01", None),
        (">=2020", "2020-01-01", None),
        (">2020", "2021-01-01", None),
        ("<2020", None, "2019-12-31"),
        ("<=2020-06", None, "2020-06-30"),
        ("2024-Q1", "2024-01-01", "2024-03-31"),
        ("2010s", "2010-01-01", "2019-12-31"),
        ("1990s..2000s", "1990-01-01", "2009-12-31"),
        (">=2020s", "2020-01-01", None),
        ("2024q4", "2024-10-01", "2024-12-31"),
        ("2023-Q4..2024-Q1", "2023-10-01", "2024-03-31"),
        ("today", "2024-03-31", "2024-03-31"),
        ("yesterday", "2024-03-30", "2024-03-30"),
        ("this_week", "2024-03-25", "2024-03-31"),
        ("last_week", "2024-03-18", "2024-03-24"),
        ("this_month", "2024-03-01", "2024-03-31"),
        ("last_month", "2024-02-01", "2024-02-29"),
        ("Last Month", "2024-02-01", "2024-02-29"),
        ("this_year", "2024-01-01", "2024-12-31"),
        ("last_year", "2023-01-01", "2023-12-31"),
        ("last_month..", "2024-02-01", None),
        ("-90d", "2024-01-01", "2024-03-31"),
        ("−90d", "2024-01-01", "2024-03-31"),
        ("-90d..", "2024-01-01", None),
        ("-30d..-10d", "2024-03-01", "2024-03-21"),
        ("-6w", "2024-02-18", "2024-03-31"),
        ("-1m", "2024-02-29", "2024-03-31"),
        ("-2y", "2022-03-31", "2024-03-31"),
        ("March 2023", "2023-03-01", "2023-03-31"),
        ("17 March 2023", "2023-03-17", "2023-03-17"),
        ("March 17, 2023..2024", "2023-03-17", "2024-12-31"),
    ],
)
def test_ranges(text, start, end):
    """Each form of a range is the first and the last day that it means."""
    assert tuple(day and day.isoformat() for day in parse_range(text, TODAY)) == (start, end)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "..",
        "foo",
        "2023-02-30",
        "2023-13",
        "0000",
        "03/04/2020",
        "-999999y",
        ">9999",
        "<0001",
        "17",
        "x" * 200,
        "2024-Q5",
        ">=",
        "1. March 2023",
    ],
)
def test_ranges_refused(text):
    """What is no range is refused in a sentence that names the accepted forms."""
    with pytest.raises(ValueError, match=r"is not a date: .*2019\.\.2023"):
        parse_range(text, TODAY)


def test_backward_range():
    """A range that ends before it starts is refused."""
    with pytest.raises(ValueError, match="2023-01-01 is after 2019-12-31"):
        parse_range("2023..2019", TODAY)


@given(st.one_of(st.text(max_size=30), st.text("0123456789-.<>=qdwmy_ last", max_size=20)), st.dates())
def test_any_range(text, today):
    """Any text is a range with its ends in order, or raises ValueError; whatever today is."""
    try:
        start, end = parse_range(text, today)
    except ValueError:
        return
    assert start is None or end is None or start <= end


@pytest.mark.parametrize("what", ["months", "days"])
def test_no_name_means_two(what):
    """No name of a month or a day means another one in another of the languages."""
    meanings = {(name, number) for number, written in month_names._names(what) for name in month_names._spellings(written)}
    assert len({name for name, _ in meanings}) == len(meanings)


def test_babel_is_loaded_late():
    """Neither importing the module nor a line without a date loads babel."""
    code = "import sys, nkdocs.dates as d; d.find_dates('no date at all'); d.is_relative('x'); sys.exit('babel' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


@pytest.mark.parametrize("text", ["December 15, 20163:33 PM ET", "Dec 15, 201611:33", "15 December 20163:33 PM"])
def test_a_time_may_be_glued_to_the_year(text):
    """A year ends where a time of day begins."""
    assert found(text) == ["2016-12-15"]


def test_a_longer_number_is_no_year():
    """Five digits are no year, unless a time of day is among them, or a count of comments."""
    assert found("December 15, 20163") == []
    assert found("since December 15, 20163") == []
    assert found("December 15, 20163 people") == []
    assert found("on December 15, 201612 Comments") == ["2016-12-15"]


def test_an_american_time_decides_the_order():
    """Beside a time of day in a zone of the United States the month comes first; elsewhere nobody can say."""
    assert found("10/9/2010 7:15 AM EDT") == ["2010-10-09"]
    assert found("10/9/2010 7:15 AM CET") == ["2010"]
    assert found("10/9/2010 7:15 AM EDT", DayOrder.DMY) == ["2010-09-10"]
