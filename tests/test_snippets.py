"""Pieces of an article that show why it was found, and what lights up in them."""

import pytest
import yardstick
from articles import write_article
from hypothesis import given
from hypothesis import strategies as st

from nkdocs import snippets
from nkdocs.analysis import sequence, tokens
from nkdocs.model import Kind
from nkdocs.query import And, DateRange, Everything, Exact, Fuzzy, Not, Or, Phrase, Prefix, Wildcard, Word, text_leaves
from nkdocs.snippets import ELLIPSIS, cut_snippets, highlight


def word(text, field=None):
    """The leaf that the grammar makes of a word."""
    (token,) = sequence(text)
    return Word(token.term, text, field)


def phrase(text, slop=0, field=None):
    """The leaf that the grammar makes of words in quotes."""
    return Phrase(tuple(token.term for token in sequence(text)), text, slop, field)


def lit(snippet):
    """What is highlighted in a snippet."""
    return [snippet.text[span.start : span.end] for span in snippet.highlights]


@pytest.mark.parametrize(
    ("text", "query", "expected"),
    [
        ("She sends money, MONEY and moneys.", word("money"), ["money", "MONEY", "moneys"]),
        ("Women’s rights; a women's group; woman", word("women’s"), ["Women’s", "women's", "woman"]),
        ("Café, cafe\u0301 and CAFE", word("cafe"), ["Café", "cafe\u0301", "CAFE"]),
        ("her self-reliance and her self", word("selfreliance"), ["self-reliance"]),
        ("sends money back, and money forth", phrase("money back"), ["money back"]),
        ("money, back home", phrase("money back home"), ["money, back home"]),
        ("a b a b a", phrase("a b a"), ["a b a b a"]),
        ("back to the money and all that", phrase("money back", 3), ["back to the money"]),
        ("back to the money and all that", phrase("money back", 1), []),
        ("remittances are remitted by remittees", Prefix("remittan", ""), ["remittances"]),
        ("the bridge, the brigde, the badge", Fuzzy("bridge", "", 1), ["bridge", "brigde"]),
        ("여성의 이야기, 여성", word("여성"), ["여성", "여성"]),
        ("탈북자들이 탈북자", phrase("탈북자"), ["탈북자", "탈북자"]),
        ("money and home", And((word("money"), Not(word("home")))), ["money"]),
        ("money and home", Or((word("home"), word("money"), Everything())), ["money", "home"]),
        ("self-reliance", Or((phrase("self reliance"), word("selfreliance"))), ["self-reliance"]),
        ("money", DateRange(None, None, ""), []),
        ("", word("money"), []),
    ],
)
def test_what_lights_up(text, query, expected):
    """Highlighted is what matches as it matches: words in all their forms, phrases and near groups whole, nothing else."""
    assert [text[span.start : span.end] for span in highlight(text, query, "body")] == expected


def test_fields_light_up_where_they_were_asked_for():
    """A word asked for in a field lights up in that field only; without a field in every one."""
    query = And((word("money", "title"), word("home")))
    assert len(highlight("money home", query, "title")) == 2
    assert len(highlight("money home", query, "body")) == 1
    assert len(highlight("money home", query, None)) == 2


LONG = write_article(
    "long",
    (Kind.TITLE, "Money money money"),
    "First sentence, of no matter. Second one about the river. Dr. Kim of the U.S. was there? “Yes!” She sends money.",
    (Kind.CAPTION, "The bridge over the river, where money changes hands"),
    "A paragraph that ends the story. It goes on without end. The boat is money on the river. The very last sentence.",
    (Kind.NOTE, "*Names on the river were changed."),
    (Kind.BOILERPLATE, "Send money to us by the river"),
    title="Money money money",
    line=10,
    offset=500,
)


def test_pieces_are_sentences_of_one_block():
    """A piece begins and ends with whole sentences of one block, and abbreviations end none."""
    (piece,) = cut_snippets(LONG, word("Kim"), width=60)
    assert piece.text == "Dr. Kim of the U.S. was there? “Yes!” She sends money."
    assert lit(piece) == ["Kim"]
    assert piece.line == 12
    for title in ("Dr. ", "(Dr. ", "So did\nDr.\n"):
        article = write_article("x", f"{title}Kim of the U.S. see it. So was I.")
        assert ELLIPSIS in cut_snippets(article, word("Kim"), width=24)[0].text


def test_the_pieces_with_most_different_words_come_first_and_in_order():
    """The piece with both words is among those shown; pieces stand in the order of the dump and tell different things."""
    both = And((word("boat"), word("river"), word("money"), word("names")))
    pieces = cut_snippets(LONG, both, count=2, width=40)
    assert [piece.text for piece in pieces] == ["The boat is money on the river.", "*Names on the river were changed."]
    assert [piece.line for piece in pieces] == [16, 18]
    assert len(cut_snippets(LONG, both, count=1)) == 1
    assert cut_snippets(LONG, both, count=0) == ()
    everywhere = cut_snippets(LONG, word("river"), count=9, width=40)
    assert [piece.line for piece in everywhere] == [12, 14, 16, 18]


def test_captions_and_notes_are_pieces_of_their_own():
    """A match in a caption or a note is shown as such; boilerplate and the title are never shown."""
    pieces = cut_snippets(LONG, word("river"), count=9)
    assert [piece.kind for piece in pieces] == [Kind.PROSE, Kind.CAPTION, Kind.PROSE, Kind.NOTE]
    assert not any("Send money" in piece.text for piece in cut_snippets(LONG, word("money"), count=9))


def test_without_a_match_in_the_body_the_prose_begins():
    """A hit by its title, author or date shows the start of its prose, with nothing highlighted."""
    article = write_article("x", (Kind.HEADING, "Heading"), "The prose. It goes on.", "More.", title="River", line=3)
    for query in (word("river"), word("prose", "title"), Everything(), DateRange(None, None, "")):
        (piece,) = cut_snippets(article, query)
        assert (piece.text, piece.line, piece.highlights, piece.kind) == ("The prose. It goes on.", 5, (), Kind.PROSE)
    assert cut_snippets(write_article("only", (Kind.CAPTION, "A caption")), Everything())[0].text == "A caption"
    assert cut_snippets(write_article("no-body", title="River"), word("river")) == ()


def test_a_long_opening_is_cut_between_words():
    """A first sentence wider than the piece ends after a word, with an ellipsis."""
    (piece,) = cut_snippets(write_article("x", "word " * 100), Everything(), width=52)
    assert piece.text == "word " * 9 + "word" + ELLIPSIS


def test_a_long_sentence_is_cut_around_its_matches():
    """Of a sentence wider than the piece, words around the densest matches are shown, with an ellipsis at each cut."""
    article = write_article("x", "a river far off " + "and on " * 60 + "the boat and the river met " + "so on " * 60)
    (piece,) = cut_snippets(article, And((word("boat"), word("river"))), count=1, width=60)
    assert lit(piece) == ["boat", "river"]
    assert piece.text[0] == piece.text[-1] == ELLIPSIS
    assert 40 <= len(piece.text) <= 62
    assert set(piece.text.strip(ELLIPSIS).split()) <= set(article.text.split())


def test_a_phrase_over_lines_and_blocks_stays_whole():
    """A phrase that runs on over a line end, a sentence end or into the next paragraph is shown and highlighted as one."""
    article = write_article("x", "Nothing here. She sends\nmoney", "back home. Then nothing.", line=5)
    (piece,) = cut_snippets(article, phrase("sends money back"))
    assert lit(piece) == ["sends money  back"]
    assert piece.line == 5
    assert cut_snippets(article, word("money"))[0].line == 6
    (piece,) = cut_snippets(article, phrase("home then"), width=12)
    assert lit(piece) == ["home. Then"]


def test_what_is_wider_than_the_piece_is_shown_by_its_words():
    """A near group wider than the piece lights up word by word, and a word wider than the piece as far as it fits."""
    article = write_article("x", "money " + "and so on " * 10 + "home")
    pieces = cut_snippets(article, phrase("home money", 50), width=30)
    assert [lit(piece) for piece in pieces] == [["money"], ["home"]]
    (piece,) = cut_snippets(write_article("x", "w" * 50), Prefix("ww", ""), width=20)
    assert lit(piece) == ["w" * 20]


def test_no_character_is_torn_apart():
    """Where there is no space to cut at, an accent stays with its letter and a joined emoji stays joined."""
    family = "\U0001f469\u200d\U0001f467"
    for width in range(60, 76):
        for text in ("e\u0301" * 40 + " x " + "o\u0308" * 40, family * 20 + " x " + family * 20):
            (piece,) = cut_snippets(write_article("x", text), word("x"), width=width)
            left, right = piece.text.strip(ELLIPSIS).split("x")
            unit = "e\u0301" if text[0] == "e" else family
            other = "o\u0308" if text[0] == "e" else family
            assert left.strip() == unit * (len(left.strip()) // len(unit))
            assert right.strip() == other * (len(right.strip()) // len(other))


def test_a_match_behind_a_joiner_is_shown_whole():
    """Where a piece is cut inside a word, what was found is in it from its first letter on."""
    for before in ("\u200d", "\u200d\u200d"):
        for width in range(6, 30):
            (piece,) = cut_snippets(write_article("x", "/" * 90 + before + "x" + "/" * 90), word("x"), width=width)
            assert lit(piece) == ["x"]


def test_languages_without_spaces_are_cut_at_their_own_marks():
    """A sentence of Chinese or Japanese ends at its own full stop."""
    (piece,) = cut_snippets(write_article("x", "第一句话。脱北者来了。第三句话很长很长。"), phrase("脱北者"), width=14)
    assert lit(piece) == ["脱北者"]
    assert piece.text == "第一句话。脱北者来了。"


def test_a_line_of_a_megabyte_gives_a_small_piece():
    """A dump of one endless line with matches everywhere still gives pieces of the asked width."""
    pieces = cut_snippets(write_article("x", "money home " * 90_000), And((word("money"), word("home"))), count=3)
    assert len(pieces) == 3
    assert all(len(piece.text) <= 242 and len(piece.highlights) > 20 for piece in pieces)


WORDS = (
    "money",
    "Home",
    "homes.",
    "self-reliance",
    "여성의",
    "cafe\u0301",
    "back!",
    "on.",
    "U.S.",
    "\n",
    "money,\n\nhome",
    "so",
    "-",
)
texts = st.lists(st.sampled_from(WORDS), max_size=40).map(" ".join) | st.text(max_size=60)
terms = st.sampled_from(sorted({token.term for text in WORDS for token in sequence(text)}))
leaves = (
    st.builds(Word, terms, st.just(""))
    | st.builds(Phrase, st.lists(terms, min_size=1, max_size=3).map(tuple), st.just(""), st.integers(0, 3))
    | st.builds(Prefix, st.sampled_from(("ho", "m", "여", "self")), st.just(""))
    | st.builds(Exact, st.sampled_from(("money", "homes", "cafe", "selfreliance", "us")), st.just(""))
    | st.builds(Wildcard, st.sampled_from(("*ome", "m?n*y", "?e*", "*여*", "*e")), st.just(""))
    | st.builds(Fuzzy, st.sampled_from(("hoem", "mony", "bakc")), st.just(""), st.integers(1, 2))
)
queries = st.lists(leaves, min_size=1, max_size=3).map(lambda some: Or(tuple(some))) | leaves.map(lambda leaf: And((leaf,)))


@given(
    st.lists(st.tuples(st.sampled_from((Kind.PROSE, Kind.HEADING, Kind.NOTE)), texts), max_size=4),
    queries,
    st.integers(1, 4),
    st.integers(20, 120),
)
def test_no_better_piece_is_passed_over(blocks, query, count, width):
    """The pieces are those that are chosen where every sentence with a match is looked at."""
    article = write_article("x", *blocks)
    chosen = cut_snippets(article, query, count, width)
    with pytest.MonkeyPatch.context() as patched:
        bounded = snippets._Sentence
        everything = frozenset(range(9))
        patched.setattr(snippets, "_Sentence", lambda text, number, _, __, wide: bounded(text, number, everything, 999, wide))
        assert cut_snippets(article, query, count, width) == chosen


def assert_spans_match(text, spans, query):
    """Spans are inside the text, in order and apart, and in each of them some leaf of the query matches."""
    ends = [0]
    for span in spans:
        assert ends[-1] <= span.start < span.end <= len(text)
        ends.append(span.end)
        shown = tokens(text[span.start : span.end])
        assert any(yardstick.count_places(leaf, shown) for leaf in text_leaves(query)), text[span.start : span.end]


@given(texts, queries)
def test_every_highlight_matches(text, query):
    """Every highlighted span contains a match of the query, and something lights up exactly where the query matches."""
    spans = highlight(text, query, "body")
    assert_spans_match(text, spans, query)
    assert bool(spans) == any(yardstick.count_places(leaf, tokens(text)) for leaf in text_leaves(query))


@given(
    st.lists(st.tuples(st.sampled_from((Kind.PROSE, Kind.HEADING, Kind.CAPTION, Kind.NOTE)), texts), max_size=5),
    queries,
    st.integers(1, 4),
    st.integers(40, 200),
)
def test_every_snippet_is_of_the_article_and_shows_a_match(blocks, query, count, width):
    """Snippets are as many and as wide as asked, in order, from the line they name, and show matches if there are any."""
    article = write_article("x", *blocks, line=4, offset=90)
    pieces = cut_snippets(article, query, count, width)
    assert len(pieces) <= count
    assert [snippet.line for snippet in pieces] == sorted(snippet.line for snippet in pieces)
    flat = " ".join(article.text.split())
    for snippet in pieces:
        assert snippet.highlights or len(pieces) == 1
        assert len(snippet.text.strip(ELLIPSIS)) <= width
        assert "\n" not in snippet.text
        assert_spans_match(snippet.text, snippet.highlights, query)
        if all(kind not in (Kind.CAPTION, Kind.NOTE) for kind, _ in blocks):
            assert " ".join(snippet.text.strip(ELLIPSIS).split()) in flat
        shown = snippet.text[snippet.highlights[0].start :] if snippet.highlights else snippet.text
        assert shown.split()[0].strip(ELLIPSIS) in "\n".join(article.text.split("\n")[snippet.line - 4 :])
    assert bool(pieces) == any(text.strip() for _, text in blocks)
