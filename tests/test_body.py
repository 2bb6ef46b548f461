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
