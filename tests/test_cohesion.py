"""How far what stands after a line speaks of the same as what stands before it."""

from nkdocs.cohesion import Cohesion, is_paragraph, words_of_line
from nkdocs.lines import read_lines
from nkdocs.neighbours import ask_neighbours

BRIDGE = (
    "The old bridge over the river was closed on Monday because the council found cracks in its eastern pillars again. " * 2
)
BREAD = (
    "Bakers knead the dough of rye and wheat before dawn, and the ovens of the village are warm until the loaves are sold. " * 2
)


def _lines(*texts):
    lines = read_lines("\n".join(texts))
    ask_neighbours(lines)
    return lines


def test_a_title_shares_words_with_its_own_text_only():
    """A line's words are found in the text they are about, and not in the other."""
    lines = _lines(BRIDGE, BRIDGE + "More.", "Council closed bridge over the river", BRIDGE + "Cracks.", BRIDGE + "Pillars.")
    lines[0:2] = _lines(BREAD, BREAD + "More.")
    ties = Cohesion(lines).ties(2)
    assert ties.own_after > 0.6
    assert ties.own_before < 0.3
    assert ties.words_after > ties.words_before
    assert ties.words_first > ties.words_last


def test_texts_about_one_thing_are_more_alike_than_texts_about_two():
    """Where the subject changes, the paragraphs before and after have less in common than where it goes on."""
    same = Cohesion(_lines(BRIDGE, BRIDGE + "One.", "A heading", BRIDGE + "Two.", BRIDGE + "Three.")).ties(2)
    other = Cohesion(_lines(BREAD, BREAD + "One.", "A heading", BRIDGE + "Two.", BRIDGE + "Three.")).ties(2)
    assert same.texts > 2 * other.texts
    assert same.wide > 2 * other.wide


def test_nothing_is_compared_where_there_is_no_text():
    """Without paragraphs on both sides there is no likeness, and no error."""
    ties = Cohesion(_lines("A heading", BRIDGE)).ties(0)
    assert (ties.texts, ties.wide, ties.names) == (None, None, None)
    assert Cohesion([]).paragraphs == []


def test_names_tie_texts_together():
    """Names inside sentences count on both sides, where there are enough of them."""
    text = (
        "It was said by Ana, and by Boris, and by Clara, and by Dmitri, that the harbour of Elmshorn is too small for all. " * 2
    )
    ties = Cohesion(_lines(text, "A heading", text + "Yes.")).ties(1)
    assert ties.names == 1.0


def test_words_are_compared_by_their_beginnings_and_pairs_of_characters():
    """Endings do not count, nor case; where no spaces are, pairs of characters do."""
    assert words_of_line("Remittances of the women") == words_of_line("REMITTANCE of the womens") - {"womens"} | {"women"}
    assert words_of_line("脱北者") == {"脱北", "北者"}
    assert len(words_of_line(" ".join(f"{chr(97 + i // 26)}{chr(97 + i % 26)}x" for i in range(600)))) <= 80


def test_a_paragraph_is_long_text():
    """Short lines and sentences are no paragraphs."""
    long, short = _lines(BRIDGE, "The bridge is closed.")
    assert is_paragraph(long)
    assert not is_paragraph(short)
