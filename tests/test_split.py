"""A dump is cut where articles begin, and the slices cover it."""

import random
from dataclasses import replace
from itertools import combinations, pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nkdocs.layout import lay_out
from nkdocs.lines import read_lines
from nkdocs.model import Dump, Source
from nkdocs.neighbours import ask_neighbours
from nkdocs.split import best_cuts, choose_cuts, first_worth, iterate_slices, look_again, split_dump, text_before, thinness
from nkdocs.titles import Candidate, find_candidates

TEXT = "The old granary will become a library after all, with room for forty thousand books. " * 7
BEES = "Four hives stand between the chimneys of the hall, and their keeper climbs the ladder to look at them. " * 6
#: Titles of a tidy dump, and the words that its texts are made of.
TITLES = [
    "Council Votes to Close the River Bridge",
    "Why I Stopped Eating Breakfast",
    "Three Fishermen Rescued off the Northern Coast",
    "The Quiet Return of the Typewriter",
    "A new map of an old city",
    "Schools brace for another shortage of teachers",
    "How to Keep Bees on a Balcony",
    "Museum Buys a Forged Painting on Purpose",
    "Farmers ask for rain and get hail",
    "What my grandmother knew about salt",
    "Hospital Apologises for Lost Records",
    "The last cinema on Main Street",
]
THINGS = [
    "bridge",
    "boat",
    "school",
    "engine",
    "garden",
    "letter",
    "winter",
    "river",
    "market",
    "office",
    "painter",
    "record",
    "village",
    "harvest",
    "road",
    "machine",
]
DONE = ["carried", "closed", "opened", "repaired", "followed", "counted", "measured", "borrowed", "forgot", "promised", "found"]
PIECES = [
    TEXT,
    "By Ana Quill",
    "March 4, 2019",
    "Share on Facebook",
    "Leave a Reply",
    "A Title of Some Words",
    "Is this a question?",
    "Related posts",
    "–",
    "",
    "\u200b",
    "* * *",
    "Ana says:",
    "© 2020 Gazette",
]
dumps = st.one_of(
    st.text(max_size=400), st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=30)), max_size=40).map("\n".join)
)


def _dump(*lines):
    return "\n".join(lines)


def _titles(text):
    return [piece.lines[piece.title].text for piece in split_dump(Dump(Source("a.txt"), text))]


@given(dumps)
def test_slices_cover_the_dump_in_order_without_overlap(text):
    """Slices stand one after the other from the dump's first character to its last; only a dump without text has none."""
    slices = split_dump(Dump(Source("a.txt"), text))
    assert bool(slices) == bool(read_lines(text))
    if slices:
        assert "".join(text[piece.span.start : piece.span.end] for piece in slices) == text
        assert [piece.span.start for piece in slices] == [0, *(piece.span.end for piece in slices[:-1])]
        assert all(piece.lines and piece.span.start <= piece.lines[0].start for piece in slices)


def test_a_title_is_followed_by_who_and_when():
    """Two articles are cut at the titles over their bylines, also without a blank line between them."""
    text = _dump("Granary to become a library", "By Ana Quill", TEXT, "Bees return to the roof", "By Bo Inkwell", TEXT)
    assert _titles(text) == ["Granary to become a library", "Bees return to the roof"]


def test_a_heading_is_no_title():
    """A short line between paragraphs, and a question in an interview, cut nothing."""
    text = _dump("Granary to become a library", "By Ana Quill", TEXT, "What it costs", TEXT, "Who will pay for it?", TEXT)
    assert _titles(text) == ["Granary to become a library"]


def test_related_titles_cut_nothing():
    """Titles in a list of links have no text of their own, though dates may stand under them."""
    links = ["Related posts", "Bees return to the roof", "May 4, 2020", "A clock without hands", "May 2, 2020"]
    text = _dump("Granary to become a library", "By Ana Quill", TEXT, *links)
    assert _titles(text) == ["Granary to become a library"]


def test_a_date_before_a_title_belongs_to_it():
    """Where a dump puts dates before titles, a slice begins with its date."""
    text = _dump("4 March 2019", "Granary to become a library", TEXT, "2 March 2019", "Bees return to the roof", BEES)
    slices = split_dump(Dump(Source("a.txt"), text))
    assert [piece.lines[0].text for piece in slices] == ["4 March 2019", "2 March 2019"]


def test_a_date_over_a_title_after_a_menu_belongs_to_it():
    """A date right over a title, after the furniture of a page, is that page's; right after a text, it is the text's."""
    for menu, first in ((("Share", "Home", "Science"), "2 March 2019"), ((), "Bees return to the roof")):
        pages = (
            "Granary to become a library",
            "By Bo Inkwell",
            TEXT,
            *menu,
            "2 March 2019",
            "Bees return to the roof",
            "By Ana Quill",
            BEES,
        )
        slices = split_dump(Dump(Source("a.txt"), _dump(*pages)))
        assert slices[1].lines[0].text == first


@pytest.mark.parametrize(
    ("worth", "after", "times", "is_seen"),
    [
        (-1.0, ("Comments (11)", "Send by mail"), 2, True),
        (-2.0, ("Comments (11)", "Send by mail"), 2, False),
        (-2.0, ("Comments (11)", "Send by mail"), 8, True),
        (-4.0, ("Comments (11)", "Send by mail"), 8, False),
        (-1.0, ("Comments (11)", "Ana says:", "4 March 2019 at 3:15 pm", "Reply"), 2, False),
        (-1.0, ("Comments (11)", "Ana says:", "4 March 2019 at 3:15 pm", "Reply"), 8, False),
    ],
)
def test_much_text_in_no_article_shows_a_title_that_was_overlooked(worth, after, times, is_seen):
    """A line of little worth begins an article if much prose stands after it that is none's, unless readers wrote that.

    The more prose there is, the less the line need be worth.
    """
    mill = "The mill by the weir ground corn for the town until the winter of the flood, when its wheel went down to the bridge"
    paragraphs = [f"{mill}, and nobody had the money to build the {what} again." for what in ("wheel", "weir", "race", "mill")]
    assert _is_seen(worth, after, paragraphs * times) is is_seen


@pytest.mark.parametrize(("missing", "is_seen"), [(0, True), (1, False)])
def test_so_much_text_is_much(missing, is_seen):
    """Four paragraphs of 1,200 characters are enough for a line that is worth little, and one character less is not."""
    mill = ("The mill by the weir ground corn for the town until the winter of the flood. " * 4)[:299]
    paragraphs = [f"{mill}." for _ in range(3)] + [f"{mill[missing:]}."]
    assert sum(map(len, paragraphs)) == 1_200 - missing
    assert _is_seen(-1.0, ("Comments (11)", "Send by mail"), paragraphs) is is_seen


def _is_seen(worth, after, paragraphs):
    """Whether a line of so much worth, before these paragraphs that are no article's, is taken for a title in the end."""
    head = ("Granary to become a library", "By Bo Inkwell, 4 March 2019", *[TEXT[:400]] * 3, "Home", "News", "Sport")
    lines = read_lines(_dump(*head, "What became of the mill by the weir", *after, *paragraphs))
    ask_neighbours(lines)
    layout = lay_out(lines)
    found = [
        replace(cut, score=worth) if lines[cut.place].text.startswith("What") else cut
        for cut in find_candidates(lines, layout=layout)
        if cut.place == 0 or lines[cut.place].text.startswith("What")
    ]
    cuts = best_cuts(lines, found, layout)
    assert [lines[cut.place].text for cut in cuts] == ["Granary to become a library"]
    return len(look_again(lines, found, cuts, layout)) == 2


def test_a_dump_without_a_title_is_one_slice():
    """Text that no line introduces is kept whole, and so is a page of nothing but furniture."""
    assert len(split_dump(Dump(Source("a.txt"), TEXT))) == 1
    (piece,) = split_dump(Dump(Source("a.txt"), "Share\nTweet"))
    assert piece.title is None


def _worth(cuts, text):
    """What a set of cuts is worth, counted the slow way."""
    total = first_worth(cuts[0], text) + sum(cut.score for cut in cuts)
    ends = [text[cut.place] for cut in cuts[1:]] + [text[-1]]
    return total + sum(thinness(end - text[cut.head]) for cut, end in zip(cuts, ends, strict=True))


@settings(max_examples=50)
@given(
    pieces=st.lists(st.sampled_from([*PIECES, TEXT[:70], "By Ana Quill", "Third Title Among Them"]), min_size=2, max_size=12),
    scores=st.lists(st.floats(-4, 6), min_size=12, max_size=12),
)
def test_the_best_choice_beats_every_other(pieces, scores):
    """What dynamic programming chooses is worth as much as the best of all sets of titles."""
    lines = read_lines(_dump(*pieces))
    found = [replace(cut, score=score) for cut, score in zip(find_candidates(lines, float("-inf")), scores, strict=False)]
    chosen = best_cuts(lines, found)
    text = text_before(lines)
    tried = [
        subset
        for size in range(1, len(found) + 1)
        for subset in combinations(found, size)
        if all(text[one.head] <= text[two.place] for one, two in pairwise(subset))
    ]
    assert (not found and not chosen) or _worth(chosen, text) == pytest.approx(max(_worth(cuts, text) for cuts in tried))


def test_no_lines_have_no_cuts():
    """Nothing is chosen where there is nothing."""
    assert choose_cuts([]) == []


def _say(chance):
    """A paragraph of made-up sentences, unlike any other."""
    parts = (f"The {chance.choice(THINGS)} {chance.choice(DONE)} the {chance.choice(THINGS)} before anybody" for _ in range(4))
    return " ".join(
        f"{part} {chance.choice(DONE)} what the {chance.choice(THINGS)} had {chance.choice(DONE)}." for part in parts
    )


@pytest.mark.parametrize("gap", ["", "\n"])
@pytest.mark.parametrize("head", ["By Ana Quill\nMarch {0}, 2019\n", "March {0}, 2019\n", "By Ana Quill\n"])
def test_tidy_articles_one_after_another_are_all_found(head, gap):
    """Where nothing but articles was pasted, with a byline or a date each, every one is an article, and nothing else is."""
    chance = random.Random(1)
    stories = [
        f"{title}\n{head.format(number)}{_say(chance)}\n{_say(chance)}\n{_say(chance)}\n{gap}"
        for number, title in enumerate(TITLES, 1)
    ]
    lines = read_lines("".join(stories))
    assert [lines[cut.place].text for cut in choose_cuts(lines)] == TITLES


@pytest.mark.parametrize("window", [400, 2_000, 10_000])
def test_a_long_dump_is_looked_at_in_stretches(window):
    """Whatever the length of a stretch, the slices cover the dump in order, and their lines know their numbers."""
    text = "".join(f"Story {number} of the Granary\nBy Ana Quill\nMarch {number}, 2019\n{TEXT}\n\n" for number in range(1, 25))
    pieces = list(iterate_slices(Dump(Source("a.txt"), text), window=window))
    assert len(pieces) > 1
    assert pieces[0].span.start == 0
    assert pieces[-1].span.end == len(text)
    assert all(one.span.end == two.span.start for one, two in pairwise(pieces))
    for piece in pieces:
        assert all(line.number == text.count("\n", 0, line.start) + 1 for line in piece.lines)


def test_a_stretch_of_nothing_but_blank_lines_at_the_end_belongs_to_the_last_article():
    """The slices cover a dump to its end, wherever its last stretch begins."""
    text = f"How the Granary Became a Library\nBy Ana Quill\nMarch 4, 2019\n{TEXT}\n\n\n \n"
    for window in range(len(text) // 5, len(text) // 3):
        pieces = list(iterate_slices(Dump(Source("a.txt"), text), window=window))
        assert pieces[-1].span.end == len(text)
    assert list(iterate_slices(Dump(Source("a.txt"), " \n\n \n"), window=2)) == []


@pytest.mark.parametrize("window", [1_000, 3_000, 9_000])
def test_blank_lines_are_counted_and_covered(window):
    """Blank lines longer than many stretches belong to a slice, and the lines after them have their numbers."""
    stories = [f"Story {at} of the Granary\nBy Ana Quill\nMarch {at}, 2019\n{TEXT}\n\n" for at in range(1, 9)]
    text = "\n" * 5_000 + "".join(stories[:4]) + "\n" * 60_000 + "".join(stories[4:])
    pieces = list(iterate_slices(Dump(Source("a.txt"), text), window=window))
    assert pieces[0].span.start == 0
    assert pieces[-1].span.end == len(text)
    assert all(one.span.end == two.span.start for one, two in pairwise(pieces))
    assert all(line.number == text.count("\n", 0, line.start) + 1 for piece in pieces for line in piece.lines)


def test_a_text_without_end_is_cut_at_an_end_of_a_line():
    """Nothing longer than four stretches is held at once, and no line is torn apart."""
    text = "The barrel stood in the yard for a whole winter, and nobody asked what for.\n" * 900
    pieces = list(iterate_slices(Dump(Source("a.txt"), text), window=1_000))
    assert [text[piece.span.end - 1] for piece in pieces] == ["\n"] * len(pieces)
    assert max(piece.span.end - piece.span.start for piece in pieces) < 4_200
    assert [line.number for piece in pieces for line in piece.lines] == list(range(1, 901))


def test_a_person_may_move_the_first_beginning():
    """A beginning that a person saw before the first takes its place, if that is refused."""
    dump = Dump(Source("a.txt"), _dump("A kicker", "Story of the Granary", "By Ana Quill", TEXT))
    (piece,) = split_dump(dump, {1: "a person"}, {2})
    assert piece.lines[piece.title].text == "A kicker"


def test_a_person_may_refuse_any_beginning_but_the_first():
    """What is before a beginning goes on over it, if it is refused; the first stays, as a dump begins somewhere."""
    dump = Dump(Source("a.txt"), _dump("Story of the Granary", "By Ana Quill", TEXT, "Story of the Mill", "By Ben Lowe", TEXT))
    first, second = (piece.lines[piece.title] for piece in split_dump(dump))
    assert (first.text, second.text) == ("Story of the Granary", "Story of the Mill")
    (piece,) = split_dump(dump, refused={first.number, second.number})
    assert piece.lines[piece.title].text == first.text


@pytest.mark.parametrize(
    ("width", "cost"), [(0, -6.0), (59, -6.0), (60, -3.0), (139, -3.0), (140, -1.2), (450, 0.0), (10**6, 0.0)]
)
def test_what_it_costs_to_have_little_text(width, cost):
    """A row of the table begins with its own width."""
    assert thinness(width) == cost


def test_what_stands_before_the_first_title_costs(monkeypatch):
    """One for so many letters, and never more than for so many."""
    monkeypatch.setattr("nkdocs.split._FIRST", 3.0)
    cut = Candidate(2, 1.0, (), 0.5, 3)
    assert first_worth(cut, [0, 0, 0, 9]) == 3.5
    assert first_worth(cut, [0, 0, 500, 900]) == 1.5
    assert first_worth(cut, [0, 0, 2_000, 9_000]) == first_worth(cut, [0, 0, 50_000, 90_000]) == -4.5


def test_a_byline_may_stand_between_a_title_and_its_date_above():
    """Date, name and title in a row after another page with its own date are all of the second article."""
    opened = ("2 March 2019", "Author: Ana Quill", "Four hives stand between the chimneys again", BEES, BEES)
    pages = ("4 March 2019", "Granary to become a library", TEXT, "Share", "Home", "Science", *opened)
    slices = split_dump(Dump(Source("a.txt"), _dump(*pages)))
    assert [piece.lines[0].text for piece in slices] == ["4 March 2019", "2 March 2019"]
