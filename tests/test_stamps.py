"""A line with a date in it is a date line only if it says little else."""

import pytest

from nkdocs.dates import find_dates
from nkdocs.lines import read_lines
from nkdocs.rules import Sign
from nkdocs.stamps import is_date_label, read_stamp


def _sign(line, *, prose=False):
    stamp = read_stamp(line, len(line), find_dates(line), prose=prose)
    return stamp.sign if stamp else None


@pytest.mark.parametrize(
    "line",
    [
        "March 4, 2019",
        "Published 14/06/2022 at 09:15 | Updated 15/06/2022 at 18:02",
        "Last Updated: December 3, 2007 00:47 EST",
        "3. März 2022, 12:13 Uhr",
        "Publié le 11 mars 2021 à 06h15, mis à jour le 12 mars 2021 à 09h30",
        "입력 2021.04.12 09:30",
        "Jun 30, 2023 · 7 min read",
        "a day ago",
        "2025-08-29 #review #tech",
        "March 12, 2014 09:00 AM Eastern Time",
        "Posted on March 12, 2021 in Rivers, Mills",
        "Mis à jour 12/03/21 14:05",
        "Mis en ligne le 12 mars 2021",
        "Letzte Änderung: 12.03.2021",
        "January 31, 2023 09:00 AM Central European Time",
        "FOR IMMEDIATE RELEASE: Monday, July 19, 2021",
        "Pressemitteilung vom 25.08.2018",
        "기사입력 2021.01.12. 오후 1:40 기사원문 본문듣기 설정",
        "November 29, 2025 - Old Mill, British Columbia",
        "category Journeys by river 2018. 12. 31. 23:28",
        "posted on June 4, 2019 in Rivers / Mills, Ferries / Old Bridges, Northern, Southern, Harbours, Wheels, Locks, Herons",
        "published on December 23, 2020 // 0 Comments",
        "September 11, 200762 Comments",
        "2018年6月18日 10:01\u3000発信地：川町/北国 [ 北国 南国 ]",
        "Minggu, 18 Juli 2021 – 18:52 WIB",
        "July 18, 2013 RSS Feed Print",
    ],
)
def test_a_date_line_says_when_and_nothing_else(line):
    """Words of publishing, times, zones and tags beside a date leave it a date line."""
    assert _sign(line) is Sign.DATE


@pytest.mark.parametrize(
    "line",
    [
        "By Ana Quill | May 4, 2020 | 3 Comments",
        "Posted by Ana Quill on October 31, 2012 at 4:14 pm",
        "Accueil | Par Ana Plume | 30 septembre 2018",
        "October 15, 2018/0 Comments/in News /by deskadmin",
        "Ana Quill, 4 May 2020",
        "March 12, 2021 by Ana Quill Leave a Comment",
        "March 12, 2021March 15, 2021 Ana Quill",
        "Publié le 12 mars 2021 dans Culture par Ana Plume",
        "김서진 승인 2021.03.15 10:22 댓글 0",
        "Geschrieben von Ana Feder am 4. Juli 2012 | Kategorie: Unterwegs | 2 Kommentare",
    ],
)
def test_a_glued_line_is_a_byline(line):
    """A line with a writer's name and a date is a byline that states both."""
    assert _sign(line) is Sign.BYLINE


@pytest.mark.parametrize(
    "line",
    [
        "In May 2020 the mill burnt down, and nobody has rebuilt it since.",
        "2018.04.05 ~ OPEN RUN",
        "10 April 2025, 18:00 - Rome time @ A conversation about the philosophy of bridges",
        "Week in Review - October 29, 2012",
        "On March 12, 2021 in the town hall nothing happened",
    ],
)
def test_a_date_in_other_words_is_no_stamp(line):
    """Text, the time of an event and a title with a date in it are no date lines."""
    assert _sign(line, prose=line.endswith(".")) is None


@pytest.mark.parametrize(
    ("line", "rule"),
    [("3 hours ago", "time ago"), ("1:39 PM ET", "time of day"), ("15 Jun", "day without a year"), ("Summer 12", None)],
)
def test_a_moment_is_a_stamp_without_a_date(line, rule):
    """A line that says when, but not which day, is a date line that states no date."""
    (read,) = read_lines(line)
    assert not read.dates
    assert (read.rule if read.is_stamp else None) == rule


@pytest.mark.parametrize(("line", "label"), [("Publié le", True), ("입력", True), ("Posted on", True), ("The harbour", False)])
def test_words_of_publishing_alone_are_the_label_of_a_date(line, label):
    """Nothing but words of publishing labels the date in the line after it."""
    assert is_date_label(line) is label


@pytest.mark.parametrize(("label", "placed"), [("発信地", True), ("来源", True), ("見出し", False)])
def test_a_label_of_a_place_follows_a_day(label, placed):
    """Where a report was written, or from where it was taken, may stand behind its day; another label says something else."""
    (read,) = read_lines(f"2018年6月18日 10:01 {label}：川町")
    assert (read.rule == "date and place") is placed


def test_who_commented_last_is_no_writer():
    """The last of the comments, and its day, are not the article's."""
    assert _sign("80 comment(s) - last by riverman on May 22, 2013") is Sign.COUNT
    assert _sign("80 comments - posted by Ana Quill on May 22, 2013") is Sign.BYLINE


def test_a_name_beside_a_reading_time_is_a_byline():
    """A name of two words beside how long a text takes to read is its writer's; one word may be a section."""
    assert _sign("Ana Quill · 5 min read") is Sign.BYLINE
    assert _sign("Harbours · 5 min read") is not Sign.BYLINE
