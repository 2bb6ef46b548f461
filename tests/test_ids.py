"""Ids are readable, unique and stable, and what a person types is understood or answered with a way on."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nkdocs.errors import UnknownArticleError
from nkdocs.ids import SLUG_LENGTH, Place, assign_ids, resolve_id, slug
from nkdocs.manifest import HeldArticle, HeldFile

HERE = Place("2019/Märkte im Winter.txt", 2)


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("A Winter Market", "a-winter-market"),
        ("The Women’s Market: What's Sold, and Why", "the-womens-market-whats-sold-and-why"),
        ("Café Łódź, Straße & Ærø", "cafe-lodz-strasse-aero"),
        ("From the U.S. to the D.P.R.K.", "from-the-us-to-the-dprk"),
        ("Self-reliance — 70% of it…", "self-reliance-70-of-it"),
        ("Ｆｕｌｌ　ｗｉｄｔｈ", "full-width"),
        ("2019", "2019"),
        ("시장의 겨울 2019", "markte-im-winter-2"),
        ("BTS의 새로운 시장 이야기", "markte-im-winter-2"),
        ("“…”", "markte-im-winter-2"),
        ("", "markte-im-winter-2"),
        (None, "markte-im-winter-2"),
        ("word " * 30, "word-word-word-word-word-word-word-word-word-word-word-word"),
        ("x" * 100, "x" * 60),
        ("$(reboot); rm -rf / \x1b[31m", "reboot-rm-rf"),
    ],
)
def test_slugs(title, expected):
    """A slug is the title's words in plain letters; the file's stem and the ordinal where the title has too few of them."""
    assert slug(title, HERE) == expected


def test_a_file_without_plain_letters_has_ids_too():
    """Where neither title nor file name can be written plainly, the slug is made of a digest, one for each file."""
    first, second = slug(None, Place("시장.txt", 1)), slug(None, Place("겨울.txt", 1))
    assert first != second
    assert first.startswith("dump-")


@given(st.text(max_size=200), st.text(st.characters(exclude_characters="\0"), min_size=1), st.integers(1, 999))
def test_any_title_gives_a_typeable_slug(title, path, ordinal):
    """Whatever title and path are, lone surrogates included, the slug is plain words joined by single hyphens."""
    text = slug(title, Place(path, ordinal))
    words = text.split("-")
    assert all(word.isascii() and word.isalnum() and word == word.lower() for word in words)
    assert len(text) <= SLUG_LENGTH + 4


def test_shared_slugs_are_told_apart():
    """Each of those that share a slug gets four hex digits; the others keep theirs."""
    ids = assign_ids({Place("a", 1): "same", Place("b", 1): "same", Place("b", 2): "other"})
    assert ids[Place("b", 2)] == "other"
    assert {len(ids[Place(path, 1)]) for path in "ab"} == {len("same-0000")}
    assert len(set(ids.values())) == 3


PLACES = st.builds(Place, st.sampled_from(["a.txt", "b.txt", "c/a.txt"]), st.integers(1, 6))
SLUGS = st.dictionaries(PLACES, st.sampled_from(["a", "b", "a-1f2e", "b-2"]))


@given(SLUGS, st.randoms(use_true_random=False))
def test_ids_are_unique_and_depend_on_no_order(slugs, order):
    """No two articles share an id, an id begins with its slug, and the order in which articles come changes nothing."""
    ids = assign_ids(slugs)
    assert ids.keys() == slugs.keys()
    assert len(set(ids.values())) == len(ids)
    assert all(ids[place].startswith(text) for place, text in slugs.items())
    shuffled = list(slugs.items())
    order.shuffle(shuffled)
    assert assign_ids(dict(shuffled)) == ids


def test_colliding_digits_grow():
    """Of so many articles of one title that four digits meet, those that meet get eight; no taken slug is given twice."""
    places = [Place("a.txt", ordinal) for ordinal in range(1, 1500)]
    ids = assign_ids(dict.fromkeys(places, "news"))
    assert len(set(ids.values())) == len(ids)
    assert {len(article_id) for article_id in ids.values()} == {len("news-0000"), len("news-00000000")}
    squatter = assign_ids({places[0]: "news", places[1]: "news", Place("z", 1): ids[places[0]]})
    assert squatter[Place("z", 1)] == ids[places[0]]
    assert len(set(squatter.values())) == 3


def held(*articles):
    """A file as it is held, with articles of these ids and numbers of lines."""
    rows = []
    line = 1
    for ordinal, (article_id, lines) in enumerate(articles, 1):
        rows.append(HeldArticle(article_id, article_id, ordinal, line, line + lines - 1, line, "A title", ""))
        line += lines
    return HeldFile(1, 1, 1, "", tuple(rows))


FILES = {
    "seeds/000.txt": held(("winter-market", 40), ("winter-markets-again", 20)),
    "seeds/001.txt": held(
        ("river-crossing", 10),
    ),
    "other/001.txt": held(
        ("a-letter", 5),
    ),
    "with space: 7.txt": held(
        ("odd", 5),
    ),
}


@pytest.mark.parametrize(
    ("text", "folder", "expected"),
    [
        ("winter-market", "", "winter-market"),
        ("winter-markets", "", "winter-markets-again"),
        ("RIVER", "", "river-crossing"),
        (" river-crossing ", "", "river-crossing"),
        ("seeds/000.txt:40", "", "winter-market"),
        ("seeds/000.txt:41", "", "winter-markets-again"),
        ("./seeds/../seeds/000.txt:60", "", "winter-markets-again"),
        ("000.txt:1", "", "winter-market"),
        ("001.txt:3", "other", "a-letter"),
        ("../seeds/001.txt:3", "other", "river-crossing"),
        ("seeds/001.txt:3", "other", "river-crossing"),
        ("seeds/001.txt", "", "river-crossing"),
        ("with space: 7.txt:2", "", "odd"),
        ("with space: 7.txt", "", "odd"),
    ],
)
def test_an_article_is_found(text, folder, expected):
    """By its id, a unique beginning, FILE:LINE in any way of naming the file, or the file of an only article."""
    assert resolve_id(text, FILES, folder) == expected


@pytest.mark.parametrize(
    ("text", "message", "candidates"),
    [
        ("winter", "2 articles", ("winter-market", "winter-markets-again")),
        ("winter-maket", "no article is called", ("winter-market", "winter-markets-again")),
        ("crossing", "no article is called", ("river-crossing",)),
        ("", "no article is called", ()),
        ("zzzzzz", "no article is called", ()),
        ("seeds/000.txt:61", "ends with line 60", ()),
        ("seeds/000.txt", "holds 2 articles", ("winter-market", "winter-markets-again")),
        ("001.txt:1", "2 files are called", ()),
        ("seeds/009.txt:1", "there is no dump", ()),
        ("seeds/001.txt:0", "no line 0", ()),
        ("../../etc/passwd:1", "there is no dump", ()),
        ("/seeds/001.txt:3", "there is no dump", ()),
    ],
)
def test_what_is_not_understood_says_what_to_type(text, message, candidates):
    """An ambiguous or unknown id raises with the candidates or the nearest ids, and a hint."""
    with pytest.raises(UnknownArticleError, match=message) as caught:
        resolve_id(text, FILES)
    assert set(candidates) <= set(caught.value.candidates)
    assert caught.value.hint


@given(st.text(max_size=30))
def test_any_text_is_an_id_or_an_error(text):
    """Whatever is typed, the answer is an id of the archive or `UnknownArticleError`."""
    try:
        found = resolve_id(text, FILES, random.choice(["", "seeds"]))
    except UnknownArticleError:
        return
    assert any(found == article.id for file in FILES.values() for article in file.articles)


@pytest.mark.parametrize(
    ("text", "expected"),
    [("001.txt:9", "b"), ("001:2", "a"), ("01.txt:2", None), ("00.txt:2", None), ("001.md:2", None), ("099.txt", None)],
)
def test_the_beginning_of_a_files_name_will_do_before_a_line(text, expected):
    """FILE:LINE knows a file by the only beginning of its name, up to a mark; otherwise it says which dumps there are."""
    files = {"001_8f11.txt": held(("a", 5), ("b", 5)), "0010.txt": held(("c", 5))}
    if expected:
        assert resolve_id(text, files) == expected
        return
    with pytest.raises(UnknownArticleError, match="there is no dump") as caught:
        resolve_id(text, files)
    assert "dumps: " in caught.value.hint
    assert "001_8f11.txt" in caught.value.hint
