"""Beside an article stands why to doubt it, whom its notes protect, and where else it is."""

from dataclasses import replace

import pytest
from articles import write_article

from nkdocs.model import Copy, Hit, Kind, Trust
from nkdocs.render.remarks import badges, beside, copies_line, doubts

ARTICLE = write_article("a", "Text.", title="T", date="2020", authors=("Ana Lee", "Bo Kim"))


def test_doubts_name_field_line_and_rule():
    """Every value of low trust is named once, with what it was read by and where; others are not."""
    assert [(doubt.field, doubt.line, doubt.why) for doubt in doubts(ARTICLE)] == [("author", 1, "test-author")]
    assert list(doubts(replace(ARTICLE, authors=()))) == []


def test_a_doubtful_title_names_what_speaks_against_it():
    """Of a title the reasons against it are named, the first two."""
    title = replace(ARTICLE.title, trust=Trust.LOW, reason="capitals +0.7; a few letters -3.5; one word -2.4; long -1.0")
    assert next(doubts(replace(ARTICLE, title=title))).why == "a few letters, one word"


@pytest.mark.parametrize(
    ("note", "badge"),
    [
        ("*Her name has been changed to protect her.", "name changed"),
        ("* Jennifer is a pseudonym.", "name changed"),
        ("Note: locations have been withheld for safety.", "person protected"),
        ("※ 이 글에 나오는 이름은 가명입니다.", "name changed"),
    ],
)
def test_a_note_that_protects_is_a_badge(note, badge):
    """A protective note is told in two words with its line; without one there is no badge."""
    article = write_article("a", "Text.", (Kind.NOTE, note))
    assert list(badges(article)) == [(badge, 3)]
    assert list(badges(ARTICLE)) == []


def test_copies_are_named_with_their_places():
    """The first few copies are named by file and line, and the others counted."""
    copies = tuple(Copy(f"id-{number}", f"{number}.txt", number) for number in range(1, 7))
    assert copies_line(()) == ""
    assert copies_line(copies[:1]) == "+1 copy: 1.txt:1"
    assert copies_line(copies) == "+6 copies: 1.txt:1, 2.txt:2, 3.txt:3, 4.txt:4 and 2 more"
    told = [line for line, _ in beside(Hit(1, 1.0, ARTICLE, copies=copies[:2], shared=("oars", "quay")))]
    assert told == ["? author: test-author, line 1", "+2 copies: 1.txt:1, 2.txt:2", "shares: oars, quay"]
