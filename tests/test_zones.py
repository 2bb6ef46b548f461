"""In which lines of a slice its head and its tail are."""

from nkdocs.lines import read_lines
from nkdocs.model import Dump, Source, Span
from nkdocs.split import Slice, split_dump
from nkdocs.stretch import Stretch, find_stretch
from nkdocs.zones import card_of, head_of, span_of, tail_of

TEXT = "The old granary will become a library after all, with room for forty thousand books. " * 7


def _zones(*texts):
    (piece,) = split_dump(Dump(Source("a.txt"), "\n".join(texts)))
    stretch = find_stretch(piece.lines, piece.title)
    return [line.text for _, line in head_of(piece, stretch)], [line.text for _, line in tail_of(piece, stretch)]


def test_a_head_is_what_stands_around_the_title():
    """The head is the lines after the title up to some text, then those before it, the nearest first."""
    head, _ = _zones("4 March 2019", "Granary to become a library", "By Ana Quill", TEXT, TEXT)
    assert head == ["By Ana Quill", TEXT.strip(), "4 March 2019"]


def test_a_tail_ends_where_comments_begin():
    """What stands after the text speaks of the article until readers do."""
    _, tail = _zones("Granary to become a library", TEXT, TEXT, "Posted by Ana Quill", "2 comments", "Bo Other says:", "Good.")
    assert tail == ["Posted by Ana Quill"]


def test_a_span_is_counted_from_where_the_text_of_a_line_begins():
    """White space before a line's text is no part of a span in it."""
    dump = Dump(Source("a.txt"), "Granary to become a library\n   By Ana Quill\n" + TEXT)
    (piece,) = split_dump(dump)
    assert dump.text[slice(*_bounds(span_of(piece.lines[1], 3, 12)))] == "Ana Quill"


def _bounds(span):
    return span.start, span.end


def test_a_head_goes_on_where_the_title_is_said_again():
    """The date and name under a title that stands again over a recipe are the article's; what follows text there is not."""
    page = ("Rye bread", TEXT, "Rye bread", "Recipe by Ana Quill", "4 March 2019", TEXT, "5 May 2020", TEXT)
    lines = tuple(read_lines("\n".join(page)))
    head = [line.text for _, line in head_of(Slice(Span(0, lines[-1].end), lines, 0, None), Stretch(1, len(lines)))]
    assert head == [TEXT.strip(), "Recipe by Ana Quill", "4 March 2019"]


def _slice(*page):
    lines = tuple(read_lines("\n".join(page)))
    return Slice(Span(0, lines[-1].end), lines, 0, None)


def test_a_day_of_publishing_is_found_behind_much_else():
    """A line that begins with a word of publishing dates the article from farther on than other dates, up to the comments."""
    between = [f"Old spoon no. {number}" for number in range(20)]
    page = (
        "Rye bread",
        TEXT,
        *between,
        "Updated 4 May 2021",
        "published on 4 March 2019 // 2 Comments",
        "Leave a Reply",
        "Posted 5 May 2020",
    )
    piece = _slice(*page)
    assert [line.text for _, line in tail_of(piece, Stretch(1, 2))] == [*between[:8], page[-3]]


def test_the_card_of_a_recipe_names_its_author():
    """An author's label counts among the times and portions of a recipe; a book's author in its description does not."""
    card = ("Rye bread", TEXT, "Author: Ana Quill", "Prep Time: 10 minutes", "Total Time: 4 hours", "Ingredients")
    assert [line.text for _, line in card_of(_slice(*card))] == ["Author: Ana Quill"]
    assert not list(card_of(_slice("Rye bread", TEXT, "© 2019 Old Kitchen. All rights reserved.", *card)))
    assert not list(card_of(_slice("A good book", TEXT, "Author: Ana Quill", "Publisher: Harbour Books", "Pages: 190")))
