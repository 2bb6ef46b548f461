"""Citations as sentences: of each style, for what web articles lack and hold."""

import html
import re

import pytest
from articles import write_article
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from nkdocs.citations import cite_article
from nkdocs.model import Kind
from nkdocs.render import sanitize
from nkdocs.render.styled import STYLES, style_html, style_texts

WHOLE = write_article(
    "a", "x", title="Money Home", date="2023-03-17", authors=["Ada Stone", "World Bank", "Kim Jong Un"], path="d.txt"
)
BARE = write_article("b", "x", title="Who Pays?", path="d.txt", line=4)
PART = write_article("c", "x", title="Here’s Why.", date="2019-03", authors=["Jean-Luc Aufranc"], path="d.txt")
ORIGIN = write_article(
    "d", "T", "Retrieved 3 May 2021 from https://x.org/a_b", "Site: The Gazette", title="T", date="2019", path="d.txt"
)

EXPECTED = {
    "apa": (
        "Stone, A., World Bank, & Kim Jong Un. (2023, March 17). Money Home.",
        "Who Pays? (n.d.).",
        "Aufranc, J.-L. (2019, March). Here’s Why.",
        "T. (2019). The Gazette. Retrieved May 3, 2021, from https://x.org/a_b",
    ),
    "chicago": (
        "Stone, Ada, World Bank, and Kim Jong Un. “Money Home.” March 17, 2023.",
        "“Who Pays?” n.d.",
        "Aufranc, Jean-Luc. “Here’s Why.” March 2019.",
        "“T.” The Gazette. 2019. Accessed May 3, 2021. https://x.org/a_b.",
    ),
    "mla": (
        "Stone, Ada, World Bank, and Kim Jong Un. “Money Home.” 17 Mar. 2023.",
        "“Who Pays?” n.d.",
        "Aufranc, Jean-Luc. “Here’s Why.” Mar. 2019.",
        "“T.” The Gazette, 2019, https://x.org/a_b. Accessed 3 May 2021.",
    ),
    "footnote": (
        "Ada Stone, World Bank and Kim Jong Un, “Money Home,” 17 March 2023, d.txt, line 1.",
        "“Who Pays?” n.d., d.txt, line 4.",
        "Jean-Luc Aufranc, “Here’s Why.” March 2019, d.txt, line 1.",
        "“T,” The Gazette, 2019, https://x.org/a_b, accessed 3 May 2021, d.txt, lines 1–5.",
    ),
}


@pytest.mark.parametrize("style", STYLES)
def test_the_styles(style):
    """Several authors, an office, a name that stays whole; no author, no date, a month only; a site and a day of access."""
    told = style_texts([cite_article(article) for article in (WHOLE, BARE, PART, ORIGIN)], style)
    assert [text.partition(" [")[0] for text in told] == list(EXPECTED[style])


@pytest.mark.parametrize("style", [*STYLES, "markdown"])
def test_doubts_and_notes_are_never_lost(style):
    """Every style has them behind the sentence; only there, so that the sentence can be taken alone."""
    article = write_article("a", "x", (Kind.NOTE, "*Mina is a pseudonym."), title="T", authors=["Ada Stone"])
    text = style_texts([cite_article(article)], style)[0].replace("\\", "")
    assert text.endswith("author in doubt (test-author, line 1); note in line 3: *Mina is a pseudonym.]")


def test_without_doubts_nothing_follows():
    """A sentence of a manual's style is that alone; a footnote has the digest."""
    citation = cite_article(write_article("a", "x", title="T", date="2019"))
    assert style_texts([citation], "apa") == ["T. (2019)."]
    assert style_texts([citation], "footnote") == [f"“T,” 2019, dumps/one.txt, line 1. [sha256 {'0' * 16}…]"]


def test_markdown_and_html_slant_what_the_style_slants():
    """A site in a footnote, a title in APA; and no sign of the text is an order."""
    article = write_article("a", "T", "Site: A*B <i>", title="T", date="2019")
    assert "*A\\*B \\<i\\>*" in style_texts([cite_article(article)], "markdown")[0]
    assert style_html([cite_article(write_article("a", "x", title="<b> & co"))], "apa") == [
        "<i>&lt;b&gt; &amp; co</i>. (n.d.)."
    ]


TEXT = st.text(
    st.sampled_from("ab AZ. ?!,;:<>&\"'“”‘’{}\\*_`[]|~#한é\ue000\ue004\x1b\u202e\n") | st.characters(codec="utf-8"), max_size=40
)


def _plain(text):
    return re.sub("[\ue000-\ue005]", "\ufffd", " ".join(sanitize(text).split()))


@given(TEXT.filter(_plain), st.lists(TEXT.filter(_plain), max_size=3), st.sampled_from([*STYLES, "markdown"]))
def test_a_title_stands_there_as_printed(title, authors, style):
    """Whatever a title and names are, no style changes the title, a whole name, or obeys either."""
    citation = cite_article(write_article("a", "x", title=title, authors=authors))
    text = style_texts([citation], style)[0]
    if style == "markdown":
        rendered = MarkdownIt("commonmark").render(text)
        text = html.unescape(re.sub(r"^<p>(.*)</p>\n$", r"\1", rendered, flags=re.DOTALL))
        assert "<" not in rendered.removeprefix("<p>").removesuffix("</p>\n")
    assert "\n" not in text
    assert _plain(title) in text
    assert all(_plain(name["literal"]) in text for name in citation.item.get("author", ()) if "literal" in name)
