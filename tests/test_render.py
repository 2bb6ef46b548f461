"""What no renderer prints: sanitising."""

import io
import re
import sys
import unicodedata

import pytest
from articles import write_article
from hypothesis import example, given
from hypothesis import strategies as st

from nkdocs.answers import Answer, SearchRequest
from nkdocs.model import Hit, Kind, Results, Snippet, Span
from nkdocs.render import sanitize
from nkdocs.render.plain import PlainRenderer
from nkdocs.render.rich import RichRenderer
from nkdocs.render.terminal import Paint, Screen

#: Our own colours (SGR) and links (OSC 8, with an address in which everything odd is percent-encoded).
OURS = re.compile(r"\x1b\[[0-9;]*m|\x1b\]8;(?:id=\d+)?;(?:file://[!-~]*)?\x1b\\")
#: Text in which what a terminal obeys is frequent.
HOSTILE = st.text(
    st.one_of(
        st.sampled_from("\x1b\x9b\x9d\x07\\[];8m\r\n\t\u202e\u200b\u200d\ufeff\udce9\u2028\x00 [/]bold"),
        st.characters(),
        st.characters(categories=["Cc", "Cf", "Cs"]),
    ),
    max_size=30,
)


def _harmful(text):
    """Characters of printed text that a terminal would obey or hide."""
    kept = "\u0600\u0601\u0602\u0603\u0604\u0605\u06dd\u070f\u0890\u0891\u08e2\U000110bd\U000110cd\u200c\u200d"
    return [
        char
        for char in text
        if unicodedata.category(char) in ("Cc", "Cf", "Cs", "Zl", "Zp") and char not in kept and char != "\n"
    ]


@given(HOSTILE, st.booleans())
@example("\x1b]0;title\x07", False)
@example("a\u202eb\u2066c", True)
def test_nothing_that_a_terminal_obeys_is_left(text, keep):
    """Sanitised text has no control, format or surrogate character but the newlines that were asked for."""
    shown = sanitize(text, keep_newlines=keep)
    assert not _harmful(shown)
    assert keep or "\n" not in shown
    assert sanitize(shown, keep_newlines=keep) == shown


#: What Unicode calls ignorable by default, though letters, marks or nothing by category; and selectors of forms.
IGNORED = "".join(map(chr, (0x34F, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x2065, 0x3164, 0xFFA0, *range(0xFFF0, 0xFFF9))))
SELECTORS = "\u180b\u180c\u180d\u180f" + "".join(map(chr, (*range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0))))


def test_no_character_that_hides_is_printed():
    """Fillers, tags and selectors behind a letter are gone; those that choose the form of a sign are there once."""
    for character in IGNORED + SELECTORS + "".join(map(chr, range(0xE0000, 0xE1000))):
        assert sanitize(f"x{character}y") == "xy", hex(ord(character))
        assert sanitize(f"x\u200b{character * 9}") == "x"
    for shown in ("☺\ufe0f", "1\ufe0f\u20e3", "葛\U000e0100", "ᠠ\u180b", "❤\ufe0f\u200d🔥".replace("\u200d", "")):
        assert sanitize(shown) == shown
        assert sanitize(shown.replace("\ufe0f", "\ufe0f\ufe0e\ufe00")) == shown
    for ours in "“„‘‚":
        assert sanitize(f"{ours}\ufe03\ufe0fThe Yard”") == f"{ours}The Yard”"


def test_every_character_alone_is_harmless():
    """No character of Unicode passes that a terminal would obey."""
    for code in range(sys.maxunicode + 1):
        assert not _harmful(sanitize(chr(code)).replace("\u200c", "x").replace("\u200d", "x")), hex(code)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\x1b[31mred\x1b[0m", "red"),
        ("\x1b]8;;http://evil\x1b\\click\x1b]8;;\x1b\\", "click"),
        ("\x9b2Jgone", "gone"),
        ("a\tb\rc\u2028d", "a b c d"),
        ("soft\u00adware\u200b", "software"),
        ("caf\udce9.txt", "caf\\xe9.txt"),
        ("\ud800", "\ufffd"),
        ("pay\u200dpal", "paypal"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("한국 脱北者 é ’", "한국 脱北者 é ’"),
        ("\x1b]unfinished", "]unfinished"),
    ],
)
def test_text_stays_readable(text, shown):
    """What is left of hostile text is its words."""
    assert sanitize(text) == shown


def test_long_hostile_text_takes_linear_time():
    """A megabyte of beginnings of sequences is no burden: this test would not end if they were scanned again and again."""
    for start in ("\x1b]", "\x9d", "\x1b[", "\x9b0", "\u200d", "\x1bP\x98"):
        sanitize(start * 300_000)


def _hostile_article(text):
    return write_article(
        text,
        text,
        (Kind.QUOTE, text),
        (Kind.CAPTION, text),
        (Kind.NOTE, text),
        (Kind.HEADING, text),
        title=text or "t",
        date="2019-03",
        authors=(text, "b"),
        path=text.replace("\0", "") or "p",
    )


@pytest.mark.parametrize("renderer", [PlainRenderer, RichRenderer])
@pytest.mark.parametrize(("paint", "links"), [(Paint.NOTHING, False), (Paint.COLORS, True)])
@given(text=HOSTILE)
def test_no_renderer_prints_what_it_was_not_asked_for(renderer, paint, links, text, tmp_path_factory):
    """Whatever the texts of an article are, only our own colours and links, tabs and newlines are printed."""
    root = tmp_path_factory.getbasetemp()
    article = _hostile_article(text)
    span = (Span(0, len(text) // 2),)
    hit = Hit(1, 1.0, article, (Snippet(text, 3, span), Snippet(text, 4, (), Kind.CAPTION)), span)
    answer = Answer(SearchRequest(text), Results(1, (hit,)))
    out = io.StringIO()
    shown = renderer(out, Screen(is_terminal=True, paint=paint, links=links, width=40, height=10**6), root)
    shown.search(answer)
    shown.listing(answer)
    shown.article(article, span)
    shown.raw(article, span)
    shown.evidence(article)
    printed = out.getvalue()
    assert links or paint is Paint.COLORS or "\x1b" not in printed
    assert not _harmful(OURS.sub("", printed).replace("\t" if renderer is PlainRenderer else "\n", ""))
