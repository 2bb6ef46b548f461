"""How a dump is laid out: what its zones, its dates and its recurring lines say."""

from nkdocs.layout import (
    away_from_text,
    comment_zones,
    files_article,
    head_end,
    label_runs,
    lay_out,
    leading_dates,
    recurring,
    related_zones,
)
from nkdocs.lines import read_lines

TEXT = "The old granary will become a library after all, with room for forty thousand books. " * 7


def _lines(*texts):
    return read_lines("\n".join(texts))


def test_zones_begin_and_end():
    """Comments last until a form or footer, related links until text; far from text is told from near it."""
    lines = _lines(TEXT, "Ana says:", "So it is.", "Your name", "Related posts", "A link", TEXT)
    assert comment_zones(lines, [False] * len(lines)) == [False, True, True, False, False, False, False]
    assert related_zones(lines, [False] * len(lines)) == [False] * 5 + [True, False]
    assert away_from_text(lines)[5] == 0
    assert away_from_text(read_lines("A\nB\nC"))[0] > 12


def test_a_date_leads_where_furniture_stands_over_it_and_a_title_with_text_under_it():
    """In a diary the dates lead; a date under a title, or under the share bar of one, does not."""
    lines = _lines("Monday, 4 March 2019", "Granary to become a library", TEXT, "No comments:", "6 March 2019", "Bees", TEXT)
    assert [line.number for line, leads in zip(lines, leading_dates(lines), strict=True) if leads] == [1, 5]
    lines = _lines("Granary to become a library", "Share", "4 March 2019", "It opens in spring", TEXT)
    assert not any(leading_dates(lines))


def test_dates_lead_under_text_too_where_a_dump_begins_with_one():
    """A date between a text and a title leads if the dump's first line is such a date, and is the text's own if it is not."""
    diary = _lines("4 March 2019", "Granary to become a library", TEXT, "2 March 2019", "Bees return to the roof", TEXT)
    assert [place for place, leads in enumerate(leading_dates(diary)) if leads] == [0, 3]
    paper = _lines("Granary to become a library", TEXT, "2 March 2019", "Bees return to the roof", TEXT)
    assert not any(leading_dates(paper))


def test_a_layout_is_found_once_for_all():
    """What is asked of a layout is what each of its zones says of the same lines."""
    lines = _lines("Granary to become a library", "By Ana Quill", TEXT, TEXT, "Related posts", "A link to another story", TEXT)
    layout = lay_out(lines)
    assert layout.opens == [True, False, False, False, False, False, False]
    assert layout.linked == related_zones(lines, layout.opens) == [False] * 5 + [True, False]
    assert (layout.leading, layout.dated_links) == ([False] * 7, [False] * 7)


def test_a_head_ends_after_its_last_stamp():
    """The head of an article goes on to the byline and date under its title, and not to those after its text."""
    lines = _lines("Granary to become a library", "By Ana Quill", "4 March 2019", TEXT, "By Bo Other")
    assert head_end(lines, 0, [False] * 5) == 3


def test_labels_in_a_row_are_counted():
    """Labels and buttons add up until text or a longer line parts them."""
    assert label_runs(_lines("World", "Sport", "Books", TEXT, "Travel")) == [1, 2, 3, 0, 1]


def test_what_stands_around_two_titles_recurs():
    """Lines over dates of the same form are like each other; a line before text alone is like none."""
    story = ("By Ana Quill", "4 March 2019", TEXT)
    lines = _lines("Granary to become a library", *story, "Bees return to the roof", *story, "A heading", TEXT)
    found = recurring(lines, away_from_text(lines))
    assert set(found[0]) == set(found[4]) == {"stamps right after it as after another title"}
    assert 8 not in found


def test_tags_may_stand_in_a_head():
    """Tags under a title, over its date and its text, are of its head; tags over a byline alone are not."""
    tags = "Categories: Harbours"
    lines = _lines("A harbour for forty thousand books", tags, "4 March 2019", "By Ana Quill", TEXT, TEXT)
    assert files_article(lines, 1)
    assert lay_out(lines).opens[0]
    assert not files_article(_lines("The end of the day", tags, "By Ana Quill", "Another title of another day", TEXT), 1)
