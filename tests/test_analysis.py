"""What a word is, and which characters are the same."""

import re
import string
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nkdocs import analysis
from nkdocs.analysis import ABBREVIATIONS, Token, analyse, digest, pieces, run, sequence, tokens
from nkdocs.characters import fold
from nkdocs.irregular import IRREGULAR
from nkdocs.skimming import beginnings_of, tokens_beginning

#: Any characters at all, lone surrogates included, with those that matter here more often.
TEXTS = st.text(
    st.one_of(
        st.characters(),
        st.characters(categories=["Cs", "Mn", "Mc", "Cf", "Nd", "No"]),
        st.sampled_from("aeSs1, .-–'’_\u00ad\u200b\u0301\x00여성脱ｶﾞก\u1100\u1161"),
    ),
    max_size=40,
)


def terms(text):
    """The terms of the plain run of words."""
    return [token.term for token in sequence(text)]


def everything(text):
    """The terms of all tokens, compounds too."""
    return {token.term for token in tokens(text)}


@pytest.mark.parametrize(
    "spellings",
    [
        "remittance REMITTANCES remittances Remittance",
        "women’s women's womens women`s women´s womenʼs women＇s WOMEN’S women",
        "O’Brien obrien O'BRIEN",
        "James James's James’s",
        "U.S. US U.S us",
        "D.P.R.K. DPRK",
        "$1,500 1,500 1500 ₩1,500",
        "1,234,567 1234567",
        "70% 70 (70)",
        "café CAFÉ cafe\u0301 cafe cafés",
        "Straße STRASSE strasse",
        "Łódź lodz",
        "smørrebrød smorrebrod",
        "İstanbul istanbul",
        "ﬁne fine ｆｉｎｅ",
        "remit\u00adtance remit\u200btance remit\u2060tance remit\ufefftance remittance",
        "don't don’t",
        "ёлка елка",
        "שָׁלוֹם שלום",
        "ガール ｶﾞｰﾙ カ\u3099ール",
        "여성의 \u110b\u1167\u1109\u1165\u11bc\u110b\u1174",
        "1990's 1990s",
    ],
)
def test_words_that_meet(spellings):
    """All spellings of one word give the same terms."""
    assert len({tuple(terms(spelling)) for spelling in spellings.split(" ")}) == 1
    assert terms(spellings.split(" ")[0])


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("he'll", "hell"),
        ("we're", "were"),
        ("can't", "cant"),
        ("I’d", "id"),
        ("she’ll", "shell"),
        ("65.7", "657"),
        ("が", "か"),
        ("1,5", "15"),
    ],
)
def test_words_that_do_not_meet(one, other):
    """What only looks alike stays apart."""
    assert terms(one) != terms(other)


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("US U.S. u.s. U.S", ["US"] * 4),
        ("us Us", ["us"] * 2),
        ("US’s UN's WHO’s", ["US", "UN", "WHO"]),
        ("Un Kim Jong Un", ["un", "kim", "jong", "un"]),
        ("the U.S.-led AIDS aid", ["the", "US", "lead", "AIDS", "aid"]),
        ("MONEY HOME USA", ["money", "home", "usa"]),
    ],
)
def test_abbreviations_are_no_small_words(text, meant):
    """A few words in capitals or with dots are meant as such in a query, and in a text are the small word as well."""
    assert [token.term for token in run(text)] == meant
    assert everything(text) >= {*meant, *(term.lower() for term in meant if term not in ("WHO", "AIDS"))}
    assert [token[2:] for token in run(text)] == [token[2:] for token in sequence(text)]


@pytest.mark.parametrize("word", sorted(ABBREVIATIONS))
def test_abbreviations_are_indexed_as_they_are_sought(word):
    """Pieces of a text have the tokens of the text, abbreviations too, and they are found where only some are looked at."""
    for written in (word.upper(), f"({word.upper()},", f"{word.upper()}s", f"{word.upper()}-led", ".".join(word)):
        assert [piece for each in pieces(written) for piece in analyse(each)] == tokens(written)
        found = tokens_beginning(f"x {written} y", beginnings_of(word.upper()))
        assert word.upper() in {token.term for token in found}


def test_contractions_meet_whatever_the_apostrophe():
    """A contraction keeps its apostrophe, and it is the same one however it is written."""
    assert terms("he'll") == terms("he’ll") == terms("HEʼLL") == ["he'll"]


@pytest.mark.parametrize(
    ("text", "run"),
    [
        ("Q&A", ["q", "a"]),
        ("C++", ["c"]),
        ("'tis (sic) “so”", ["tis", "sic", "so"]),
        ("65.7% of 33,000", ["65.7", "of", "33000"]),
        ("1,5", ["1", "5"]),
        ("2,10,300", ["2", "10", "300"]),
        ("kris_6 Minmahaw_web.jpg", ["kris", "6", "minmahaw", "web", "jpg"]),
        ("J.K. Rowling, J.K.Rowling", ["jk", "rowl", "jk", "rowl"]),
        ("the end.Next", ["the", "end", "next"]),
        ("a\u00a0b\u2009c\u3000d", ["a", "b", "c", "d"]),
        ("http://x.org/a", ["http", "x", "org", "a"]),
        ("2023년 K팝", ["2023", "년", "k", "팝"]),
        ("여성의", ["여성", "성의"]),
        ("脱北者", ["脱北", "北者"]),
        ("성", ["성"]),
        ("हिन्दी भाषा", ["हिन्दी", "भाषा"]),
        ("½ ⑴ ①", ["1⁄2", "1", "1"]),
        ("\ud800 x\x00y \udcff", ["x", "y"]),
        ("- — ' \u0301 \u200b …", []),
        ("", []),
    ],
)
def test_runs(text, run):
    """A text is the run of its words: punctuation parts them, points and commas inside numbers do not."""
    assert terms(text) == run


def test_stemming_is_for_ascii_letters():
    """Words with other letters or with digits are not stemmed."""
    assert terms("runs ipad2s 10s быстрые") == ["run", "ipad2s", "10s", "быстрые"]


@pytest.mark.parametrize(
    ("written", "compound"),
    [
        ("self-reliance", "selfreliance"),
        ("self‑reliance", "selfreliance"),
        ("self–reliance", "selfreliance"),
        ("K-pop", "kpop"),
        ("covid-19", "COVID19"),
        ("state-of-the-art", "stateoftheart"),
        ("Jong-un", "Jongun"),
        ("l’homme", "lhomme"),
        ("d'Angelo", "dAngelo"),
        ("dell’uomo", "delluomo"),
        ("U.S.-based", "USbased"),
    ],
)
def test_compounds(written, compound):
    """A compound is found by its parts in order, and as one word."""
    (whole,) = sequence(compound)
    assert whole.term in everything(written)
    parts = re.sub("[-‑–’']", " ", written)
    assert terms(parts) == terms(written)
    spanning = [token for token in tokens(written) if token.term == whole.term]
    assert [(token.start, token.end, token.position) for token in spanning] == [(0, len(written), 0)]


@pytest.mark.parametrize("text", ["2023-03-17", "1990–1995", "a-b-c-d-e-f-g", "money—home", "one - two", "-x-"])
def test_no_compounds(text):
    """Numbers, long chains and dashes between clauses make no compound."""
    assert tokens(text) == sequence(text)


def test_tokens_in_full():
    """A token says where it stands, what it is in both forms, and at which position."""
    assert tokens("The self-reliances’ 2,000") == [
        Token("the", "the", 0, 3, 0),
        Token("self", "self", 4, 8, 1),
        Token("selfreli", "selfreliances", 4, 18, 1),
        Token("relianc", "reliances", 9, 18, 2),
        Token("2000", "2000", 20, 25, 3),
    ]
    assert tokens("l’homme") == [Token("l", "l", 0, 1, 0), Token("lhomm", "lhomme", 0, 7, 0), Token("homm", "homme", 2, 7, 1)]
    assert tokens("여성의 x") == [Token("여성", "여성", 0, 2, 0), Token("성의", "성의", 1, 3, 1), Token("x", "x", 4, 5, 2)]


def test_scripts_that_touch():
    """Where scripts meet without a space, the words of each are found, at their places and at positions without a gap."""
    assert [token[2:] for token in tokens("K-pop여성의 x")] == [
        (0, 1, 0),
        (0, 5, 0),
        (2, 5, 1),
        (5, 7, 2),
        (6, 8, 3),
        (9, 10, 4),
    ]
    assert [(token.start, token.end) for token in tokens("self\u200b-help\u200b")] == [(0, 4), (0, 10), (6, 10)]


def test_overlong_words_are_cut():
    """A word without end has a term of bounded length, the same in texts and queries."""
    (token,) = tokens("x" * 1_000_000)
    assert (len(token.term), token.end) == (64, 1_000_000)
    assert token.term == sequence("x" * 70)[0].term


@given(TEXTS)
def test_offsets(text):
    """Tokens lie inside the text and in order, none is empty, and each stands where its own characters are."""
    found = tokens(text)
    assert [(token.position, token.start) for token in found] == sorted((token.position, token.start) for token in found)
    for token in found:
        assert 0 <= token.start < token.end <= len(text)
        assert token.term
        assert token.form
        assert token.form in {again.form for again in tokens(text[token.start : token.end])}


@given(TEXTS)
def test_sequence(text):
    """The plain run has one token a position, from 0 on, without a gap, all of them tokens of the text."""
    run = sequence(text)
    assert [token.position for token in run] == list(range(len(run)))
    assert set(run) <= set(tokens(text))


@given(TEXTS)
def test_folding_twice(text):
    """Folding what is folded changes nothing."""
    assert fold(fold(text)) == fold(text)


def test_folding_every_character_twice():
    """Folding each character there is, twice, is folding it once."""
    for code in range(0x30000):
        once = fold(chr(code))
        assert fold(once) == once, hex(code)


@given(TEXTS)
def test_case_and_composition_do_not_matter(text):
    """Text in capitals, or taken apart by Unicode, has the terms of the text, wherever both still hold the same characters.

    Dots are left out: between letters they make initials of them, while each letter is one character.
    """
    kept = set(string.printable) - {"."}
    letters = "".join(character for character in text if character in kept or "\u00c0" <= character <= "\u024f")
    assert terms(unicodedata.normalize("NFD", letters)) == terms(letters)
    ascii_only = letters.encode("ascii", "ignore").decode()
    assert terms(ascii_only.upper()) == terms(ascii_only)


@given(st.lists(st.sampled_from(["women’s", "self-reliance", "U.S.", "65.7%", "여성의", "café", "he'll", "1,500"]), min_size=1))
def test_words_do_not_change_each_other(words):
    """The run of a text is the runs of its words, one after another."""
    assert terms(" ".join(words)) == [term for word in words for term in terms(word)]


@given(st.sampled_from("'’‘ʼ＇`´"), st.sampled_from("-‐‑‒–−－"), st.sampled_from([" ", "\u00a0", "\u2009", "\u202f", "\u3000"]))
def test_typography_does_not_matter(apostrophe, hyphen, space):
    """All apostrophes, all hyphens and all spaces are the same, in folding and in words."""
    text = "women{0}s self{1}reliance{2}he{0}ll"
    written, plain = text.format(apostrophe, hyphen, space), text.format("'", "-", " ")
    assert fold(written) == plain
    assert tokens(written) == tokens(plain)


def test_folding_keeps_the_rest():
    """Folding is no tokenizing: punctuation, digits and line ends stay."""
    assert fold("“Ça”,\n«Où»? 3½ …\u00ad") == '"ca",\n"ou"? 31⁄2 ...'


def test_digest_follows_the_definition(monkeypatch):
    """Another version of the analyzer has another digest, so that an old index is not searched with new words."""
    before = digest()
    assert re.fullmatch("[0-9a-f]{64}", before)
    monkeypatch.setattr(analysis, "VERSION", analysis.VERSION + 1)
    assert digest() != before


def test_the_cache_is_bounded(monkeypatch):
    """A corpus of ever new words does not fill the memory, and words are the same after the cache is emptied."""
    monkeypatch.setattr(analysis, "_cache", {})
    monkeypatch.setattr(analysis, "_CACHE_SIZE", 10)
    text = " ".join(f"word{number}" for number in range(95))
    assert [token.term for token in tokens(text)] == text.split()
    assert len(analysis._cache) <= 10


@given(
    st.text(max_size=40) | st.text("aéR'-., _`\u2019\xa0x1", max_size=40),
    st.sets(st.text("aerx1", min_size=1, max_size=3), max_size=3),
    st.integers(0, 3),
)
def test_tokens_by_what_they_begin_with(text, beginnings, reach):
    """Looking only for some beginnings finds every token that begins so, where it stands, and the words within reach of it."""
    every = {token[:4]: token.position for token in tokens(text)}
    found = {token[:4]: token.position for token in tokens_beginning(text, beginnings, reach)}
    assert found.keys() <= every.keys()
    wanted = [token for token in every if token[1].startswith(tuple(beginnings))]
    for token in wanted:
        near = {other for other, place in every.items() if 0 <= place - every[token] <= reach}
        assert near <= found.keys()
        assert {other for other, place in found.items() if 0 <= place - found[token] <= reach} == near
        assert all(found[other] - found[token] == every[other] - every[token] for other in near)


@given(st.from_regex(r"[a-z]{1,8}(ational|ibility|ization|iveness|ously|fully|ying|ies|ied|ing|ed|s|ly)?", fullmatch=True))
def test_forms_begin_as_their_terms_do(form):
    """A form begins with one of the beginnings of its term, whatever the stemmer makes of it."""
    for token in tokens(form):
        assert token.form.startswith(tuple(beginnings_of(token.term)))


@pytest.mark.parametrize("form", [*IRREGULAR, *(f"{form}s" for form in IRREGULAR), "dying", "skies", "sensibility", "cries"])
def test_irregular_forms_begin_as_their_terms_do(form):
    """The same holds for forms that no rule makes."""
    test_forms_begin_as_their_terms_do.hypothesis.inner_test(form)
