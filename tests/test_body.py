"""Which lines of a slice are the article's own."""

from nkdocs.body import blocks_of, kinds_of
from nkdocs.lines import read_lines
from nkdocs.model import Kind, Span
from nkdocs.neighbours import ask_neighbours
from nkdocs.stretch import find_stretch

TEXT = "The old granary will become a library after all, with room for forty thousand books. " * 4


def _kinds(*texts, title=0, claimed=()):
    lines = read_lines("\n".join(texts))
    ask_neighbours(lines)
    return [kind for kind, _ in kinds_of(lines, title, find_stretch(lines, title), frozenset(claimed))]


def test_furniture_is_left_out():
    """Share bars and menus are no text wherever they stand."""
    kinds = _kinds("A title", "Share", "Facebook", TEXT, "Advertisement", TEXT, "Print")
    assert kinds == [Kind.TITLE, *[Kind.BOILERPLATE] * 2, Kind.PROSE, Kind.BOILERPLATE, Kind.PROSE, Kind.BOILERPLATE]


def test_comments_end_the_text():
    """What readers wrote is kept apart from what the writer wrote."""
    kinds = _kinds("A title", TEXT, TEXT, "2 Comments", "Ana says:", "May 4, 2020 at 9:14 am", TEXT, "Reply")
    assert kinds[:3] == [Kind.TITLE, Kind.PROSE, Kind.PROSE]
    assert Kind.PROSE not in kinds[3:]
    assert kinds[6] is Kind.COMMENT


def test_a_comment_count_in_the_head_ends_nothing():
    """A link to the comments over the text is furniture, and the text goes on."""
    assert _kinds("A title", "2 Comments", TEXT, TEXT)[2:] == [Kind.PROSE, Kind.PROSE]


def test_kinds_of_text():
    """Headings, quotations, attributions, captions, pictures and notes are told apart."""
    note = "*Names have been changed to protect the people in this story."
    kinds = _kinds(
        "A title",
        TEXT,
        "What it costs",
        TEXT,
        "“It costs a great deal, and that is that.”",
        "– Ana Quill",
        "dawn_2",
        "The pier",
        TEXT,
        note,
    )
    assert kinds[1:6] == [Kind.PROSE, Kind.HEADING, Kind.PROSE, Kind.QUOTE, Kind.ATTRIBUTION]
    assert kinds[6:] == [Kind.IMAGE, Kind.CAPTION, Kind.PROSE, Kind.NOTE]


def test_a_sentence_that_sounds_like_a_promotion_stays():
    """A line worded like a button, but a sentence among sentences, is text."""
    assert _kinds("A title", TEXT, "Read more about the old mill here.", TEXT)[2] is Kind.PROSE


def test_links_in_the_text_are_left_out():
    """A related link between paragraphs is no text, and the paragraphs after it are."""
    assert _kinds("A title", TEXT, "Lire aussi", "Le marché aux oiseaux ne chante plus", TEXT)[2:] == [
        Kind.BOILERPLATE,
        Kind.BOILERPLATE,
        Kind.PROSE,
    ]


def test_a_farewell_is_text():
    """A greeting and a name that close a letter stay with it."""
    assert _kinds("A title", TEXT, "Until next week,", "Delphine", "Share", "Tweet")[2:4] == [Kind.HEADING, Kind.HEADING]


def test_a_menu_over_the_text_is_left_out():
    """Many short lines in a row before any text are a menu or a table of contents."""
    menu = ["Rivers", "Lakes", "Springs", "Wells", "Ponds", "Brooks"]
    assert _kinds("A title", *menu, TEXT)[1:7] == [Kind.BOILERPLATE] * 6


def test_blocks_are_whole_lines():
    """There is one block a line, and together they are the slice with its blank lines."""
    text = "\nA title\n\n" + TEXT + "\n\n"
    lines = read_lines(text)
    blocks = blocks_of(lines, [(Kind.TITLE, ""), (Kind.PROSE, "")], Span(0, len(text)))
    assert "".join(text[block.span.start : block.span.end] for block in blocks) == text
    assert len(blocks) == 2


def test_labels_and_names_beside_headlines_are_links():
    """Under a heading of links, labels and names beside headlines are links too, and so are their dates."""
    links = [
        "Gear",
        "Thirty tools that you should have at home",
        "Ana Quill",
        "4 May 2020",
        "Culture",
        "A place to go on Sundays with nobody",
    ]
    assert set(_kinds("A title", TEXT, "Most Popular", *links, TEXT)[2:9]) == {Kind.BOILERPLATE}


def test_a_heading_after_links_is_a_heading():
    """Two short lines over a paragraph are headings, though links stand before them."""
    kinds = _kinds("A title", TEXT, "Related articles", "Five reasons why the old mill was given up", "Bonus", "The inn", TEXT)
    assert kinds[4:6] == [Kind.HEADING, Kind.HEADING]


def test_what_points_elsewhere_is_no_sentence():
    """A line that begins with "read also", or asks to sign up, is no text though it ends like a sentence."""
    for line in ("Lire aussi : Ana Plume, « Les moulins », 2014.", "Sign up for our free morning newsletter about rivers."):
        assert _kinds("A title", TEXT, line, TEXT)[2] is Kind.BOILERPLATE


def test_buttons_before_the_text_are_a_menu():
    """Five labels before the text are a menu, also with buttons of other kinds between them."""
    labels = ["Browse", "Story box", "Share", "One more", "Print", "Suggest it", "Digest", "Outlook"]
    assert set(_kinds("A title", *labels, TEXT)[1:9]) == {Kind.BOILERPLATE}
