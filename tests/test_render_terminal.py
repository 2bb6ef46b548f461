"""What a screen can do, each switch on its own, and how output survives encodings and pagers."""

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nkdocs.render.streams import soften
from nkdocs.render.terminal import Paint, Screen, cells, look, show


class Terminal(io.StringIO):
    """A stream that is a terminal."""

    encoding = "utf-8"

    def isatty(self):
        """It is."""
        return True


@pytest.mark.parametrize(
    ("out", "environment", "color", "paint"),
    [
        (Terminal, {}, "auto", Paint.COLORS),
        (Terminal, {"NO_COLOR": "1"}, "auto", Paint.ATTRIBUTES),
        (Terminal, {"NO_COLOR": ""}, "auto", Paint.COLORS),
        (Terminal, {"NO_COLOR": "1"}, "always", Paint.COLORS),
        (Terminal, {"TERM": "dumb"}, "auto", Paint.NOTHING),
        (Terminal, {"TERM": "dumb", "NO_COLOR": "1"}, "auto", Paint.NOTHING),
        (Terminal, {}, "never", Paint.NOTHING),
        (io.StringIO, {}, "auto", Paint.NOTHING),
        (io.StringIO, {"FORCE_COLOR": "1"}, "auto", Paint.COLORS),
        (io.StringIO, {"FORCE_COLOR": "1"}, "never", Paint.NOTHING),
        (io.StringIO, {"FORCE_COLOR": "1", "NO_COLOR": "1"}, "auto", Paint.NOTHING),
        (io.StringIO, {}, "always", Paint.COLORS),
    ],
)
def test_the_flag_beats_the_environment_and_that_beats_the_terminal(out, environment, color, paint):
    """Colour follows --color, then NO_COLOR, FORCE_COLOR and TERM, then the kind of stream."""
    assert look(out(), environment, color=color).paint is paint


@pytest.mark.parametrize(
    ("out", "environment", "links", "linked"),
    [
        (Terminal, {}, "auto", True),
        (Terminal, {"NO_COLOR": "1"}, "auto", True),
        (Terminal, {"TERM": "dumb"}, "auto", False),
        (Terminal, {}, "never", False),
        (io.StringIO, {"FORCE_COLOR": "1"}, "auto", False),
        (io.StringIO, {}, "always", True),
    ],
)
def test_links_are_a_switch_of_their_own(out, environment, links, linked):
    """Colour, wanted or not, says nothing about links."""
    assert look(out(), environment, links=links).links is linked


@pytest.mark.parametrize(
    ("out", "environment", "pager", "command"),
    [
        (Terminal, {}, True, ("less", "-FIRX")),
        (Terminal, {"PAGER": "more"}, True, ("more",)),
        (Terminal, {"PAGER": "more", "NKDOCS_PAGER": "less -S"}, True, ("less", "-S")),
        (Terminal, {"PAGER": "cat"}, True, ()),
        (Terminal, {"PAGER": "'"}, True, ()),
        (Terminal, {"TERM": "dumb"}, True, ()),
        (Terminal, {}, False, ()),
        (io.StringIO, {}, True, ()),
    ],
)
def test_the_pager_is_the_persons(out, environment, pager, command):
    """NKDOCS_PAGER, then PAGER, then less; none for pipes, for dumb terminals, or if it was switched off."""
    assert look(out(), environment, pager=pager).pager == command


def test_only_what_is_longer_than_the_screen_is_paged(tmp_path):
    """Short text is printed at once; long text goes to the pager; without a pager that starts, it is printed after all."""
    paged = tmp_path / "paged"
    screen = Screen(is_terminal=True, height=3, pager=("tee", str(paged)))
    short, long, lost = Terminal(), Terminal(), Terminal()
    show("a\nb\n", short, screen)
    assert (short.getvalue(), paged.exists()) == ("a\nb\n", False)
    show("a\nb\nc\n", long, screen)
    assert (long.getvalue(), paged.read_text()) == ("", "a\nb\nc\n")
    show("a\nb\nc\n", lost, Screen(is_terminal=True, height=3, pager=("no-such-pager-anywhere",)))
    assert lost.getvalue() == "a\nb\nc\n"


def test_a_pager_that_is_left_early_is_no_trouble():
    """A pager that reads nothing ends the matter."""
    out = Terminal()
    show("line\n" * 200_000, out, Screen(is_terminal=True, height=3, pager=("true",)))
    assert not out.getvalue()


@given(st.text(st.characters()), st.sampled_from(["ascii", "latin-1", "utf-8", "cp1252"]))
def test_every_character_can_be_printed_in_every_encoding(text, encoding):
    """A soft stream raises for nothing."""
    stream = io.TextIOWrapper(io.BytesIO(), encoding=encoding)
    soften(stream)
    stream.write(text)
    stream.flush()


def test_what_an_encoding_lacks_is_spelled_in_ascii():
    """Typographic marks and accents keep their meaning; the rest is a question mark."""
    stream = io.TextIOWrapper(io.BytesIO(), encoding="ascii")
    soften(stream)
    stream.write("“Women’s” café – … 한")
    stream.flush()
    assert stream.buffer.getvalue() == b'"Women\'s" cafe - ... ?'


def test_wide_characters_take_two_cells():
    """Columns are counted as a terminal shows them."""
    assert [cells(text) for text in ("", "abc", "한국", "脱北者", "e\u0301", "ｆ")] == [0, 3, 4, 6, 1, 2]
