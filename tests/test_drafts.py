"""The paragraphs of a draft, and the quotations in them."""

import contextlib
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nkdocs.drafts import FORMS, form_of, paragraphs
from nkdocs.errors import ConfigError
from nkdocs.quoted_passages import block_quotation, find_quotations, sort_of

MARKDOWN = """---
title: "not a quotation at all"
---
# A head

First “a quotation that
goes on” and `"code is no quotation"`.

> A block of several words
> on two lines
>
> — Somebody

- item "inside of a list item"

| a | b |
|---|---|
| "inside of a table" | x |
"""
HTML = """<html><head><title>"not a quotation"</title></head><body><p>One &ldquo;two three
four&rdquo; x</p>
<blockquote>Some quoted <b>text</b> here<br>- Me</blockquote>
<p><q>in an element</q></p><pre>"code is no quotation"</pre></body>
"""


def _found(text, form):
    found = []
    for each in paragraphs(text, form):
        if each.is_quoted:
            found += [(each.line(0), said) for said in block_quotation(each.text)]
        else:
            found += [(each.line(quoted.start), quoted.text) for quoted in find_quotations(each.text)[0]]
    return found


def test_markdown():
    """Quotations of paragraphs, lists, tables and blocks are found in their lines; code and front matter are not looked at."""
    assert _found(MARKDOWN, "md") == [
        (6, "a quotation that\ngoes on"),
        (9, "A block of several words\non two lines"),
        (14, "inside of a list item"),
        (18, "inside of a table"),
    ]


def test_lines_set_in_by_spaces_are_read():
    """In a list item, after a line, in a block and by themselves: writers set in what they quote. Fenced code is not read."""
    text = (
        "As he said:\n    “directly below a line”\n\n1. item\n\n    “in an item”\n\nHe said:\n\n    “by itself\n    and on”\n\n"
        "    “another”\n\n>     “in a block”\n\n```\n“code”\n```\n"
    )
    found = [(each.line(each.text.index("“")), each.is_quoted) for each in paragraphs(text, "md") if "“" in each.text]
    assert found == [(2, False), (6, False), (10, False), (13, False), (15, True)]


def test_html():
    """Entities are read, elements that quote are quotations, scripts and code are not looked at."""
    assert _found(HTML, "html") == [(1, "two three\nfour"), (3, "Some quoted text here"), (4, "in an element")]


def test_plain_text():
    """A quotation may go on in the next line, and lines behind > are one."""
    text = 'A “text with\nlines in it” x\r\n\n> quoted by\n> a sign\nand "more of the text"\n'
    assert _found(text, "txt") == [(1, "text with\nlines in it"), (4, "quoted by\na sign"), (6, "more of the text")]


def test_html_without_the_end_of_its_head():
    """Its end may be left out, and the text is read all the same."""
    assert _found("<head><title>“not this one here”</title>\n<body>\n<p>a “text of some words”", "html") == [
        (3, "text of some words")
    ]


def test_html_in_markdown():
    """A block of HTML is a part of the draft."""
    text = "One “that is quoted here”\n\n<div>\n“and another one here”\n</div>\n\n<!-- “not this one here” -->\n"
    assert _found(text, "md") == [(1, "that is quoted here"), (4, "and another one here")]


@pytest.mark.parametrize(("path", "form"), [("a.md", "md"), ("A.HTML", "html"), ("a.txt", "txt"), ("-", "txt"), ("b/c", "txt")])
def test_the_form_is_told_by_the_name(path, form):
    """What is neither Markdown nor HTML is plain text."""
    assert form_of(path) == form


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ("She said “it was hot,” and ‘don’t go there’ he said.", ["it was hot,", "don’t go there"]),
        ("The workers’ rights and '90s songs, it's 'what we all sang' he said", ["what we all sang"]),
        ("Er sagte: „Wir gehen heim“, und «on y va» puis »nein doch nicht«.", ["Wir gehen heim", "on y va", "nein doch nicht"]),
        ("« Nous n’avons rien vu », dit-elle. O'Brien's dogs", ["Nous n’avons rien vu"]),
        ("“Nested ‘inner words’ here” and “a “double nested” one”", ["Nested ‘inner words’ here", "a “double nested” one"]),
        ("'the workers’ rights are gone,' she said", ["the workers’ rights are gone,"]),
        ("5'10\" tall, rock 'n' roll", []),
        ('"We don\'t know," she said, "not yet."', ["We don't know,", "not yet."]),
        ("彼は「もう帰らない」と言った", ["もう帰らない"]),
        ("Hon sade ”vi vet inte” igår", ["vi vet inte"]),
        ("“…”", []),
    ],
)
def test_marks_of_all_styles(text, quoted):
    """A mark opens before a word and closes behind one, and an apostrophe is none."""
    found, unclosed = find_quotations(text)
    assert [each.text for each in found] == quoted
    assert unclosed == []


def test_marks_that_never_close():
    """They are told, unless the next paragraph opens with the same: then the quotation goes on there."""
    assert find_quotations("He said “we left\n") == ([], [8])
    found, unclosed = find_quotations("He said “we left", "“and came back”")
    assert [each.text for each in found] == ["we left"]
    assert unclosed == []


@pytest.mark.parametrize(
    ("text", "sort"),
    [
        ("demand", "term"),
        ("courageous voices", "term"),
        ("33,000 refugees", "quotation"),
        ("The Great Gatsby", "title"),
        ("North Korean People Copy South Korean TV Drama for Trade", "title"),
        ("He Was Never There.", "quotation"),
        ("they left for Seoul", "quotation"),
        ("we left them", "quotation"),
    ],
)
def test_terms_and_titles_are_told_from_quotations(text, sort):
    """One or two words without a number are a term; words that begin with capitals, and do not end a sentence, are a title."""
    assert sort_of(text) == sort


@given(st.text(alphabet="ab1 .,'\"“”‘’„«»>-\n<q/&[]*`#|", max_size=80), st.sampled_from(FORMS))
def test_any_draft_can_be_read(text, form):
    """Whatever stands in a draft, its quotations lie in it, and their lines are lines of it."""
    for line, _ in _found(text, form):
        assert 1 <= line <= text.count("\n") + 1


@pytest.mark.parametrize(
    ("text", "form", "why"),
    [
        (">" * 1_000 + ' "money is sent back"', "md", "line 1: quotations and lists stand in each other"),
        (
            "\n".join("  " * deep + f'- "money is sent back {deep}"' for deep in range(60)),
            "md",
            "line 19: quotations and lists",
        ),
        ('<p>a</p>\n<code>b\n<p>"money is sent back"</p>', "html", "line 2: <code> is never closed"),
        ("<p>a</p>\n<script>b\n", "html", "line 2: <script> is never closed"),
        ("<a " * 1_000, "html", "line 1: a tag is begun here and never ended"),
    ],
)
def test_a_draft_that_is_not_read_to_its_end_is_refused(text, form, why):
    """What the library would leave out without a word is said, with its line, and how the draft can be checked instead."""
    with pytest.raises(ConfigError, match=why) as caught:
        paragraphs(text, form)
    assert caught.value.hint.endswith("--as txt")
    assert paragraphs(text, "txt")


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("<p>“one two three” <![x[ “four five six”</p>", ["one two three", "four five six"]),
        ("<p>“one two three” &#x; &#1 <!-- “four five six”", ["one two three", "four five six"]),
        ("<p>“one two three” <a href='“four five six”", ["one two three", "four five six"]),
        ("<p>“one two three” a < b", ["one two three"]),
        ("<pre>a<pre>b</pre>c</pre><p>“one two three”</p>", ["one two three"]),
        ("- " * 18 + "“one two three”", ["one two three"]),
    ],
)
def test_broken_markup_hides_nothing(text, read):
    """Sections, numbers and tags that are none are text, whatever the library thinks of them."""
    form = "html" if text.startswith("<") else "md"
    assert [each.text for paragraph in paragraphs(text, form) for each in find_quotations(paragraph.text)[0]] == read


@pytest.mark.parametrize("form", ["txt", "md", "html"])
@pytest.mark.parametrize(
    "piece",
    ["“word ", "'word ", "‘word ", '"word ', "a&amp;", "<code></code>", "<a ", "<!--", "[", "> ", "'a b's ", '"' + "x" * 99],
)
def test_no_shape_of_a_draft_takes_long(piece, form):
    """A draft of very many marks takes a time that grows as the draft does."""
    text = piece * (20_000 // len(piece))
    started = time.process_time()
    with contextlib.suppress(ConfigError):
        for paragraph in paragraphs(text, form):
            find_quotations(paragraph.text)
    assert time.process_time() - started < 3


def test_a_text_that_is_too_long_is_no_quotation():
    """It is found without reading what is in it, and named as what it is."""
    long = "word " * 5_000
    (found,) = find_quotations(f"a “{long}” b")[0]
    assert (found.sort, found.start) == ("too long", 2)
    assert list(block_quotation(long)) == [long.strip()]


def test_a_quotation_of_very_many_pieces_is_too_long():
    """Each piece between omissions is a question to the index: more than a hundred are no quotation."""
    many = " … ".join(["the barrel"] * 101)
    (found,) = find_quotations(f"a “{many}” b")[0]
    assert found.sort == "too long"
    (found,) = find_quotations(f"a “{many[13:]}” b")[0]
    assert found.sort == "quotation"
