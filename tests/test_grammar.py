"""How a query is written: what each form means, and that nothing is ignored."""

import datetime as dt

import pytest
from articles import write_article
from hypothesis import example, given
from hypothesis import strategies as st
from yardstick import Yardstick

from nkdocs.errors import QueryError
from nkdocs.grammar import GRAMMAR, parse_query, read_query
from nkdocs.lexer import FIELDS
from nkdocs.query import (
    And,
    DateRange,
    Everything,
    Exact,
    FromSource,
    Fuzzy,
    Identified,
    Missing,
    Not,
    Or,
    Phrase,
    Prefix,
    Wildcard,
    Word,
    leaves,
    text_leaves,
)
from nkdocs.schema import to_document
from nkdocs.vocabulary import Vocabulary

TODAY = dt.date(2024, 3, 31)


VOCABULARY = Vocabulary(
    {"money": "remittances OR a", "loop": "a @loop", "one": "@two b", "two": "c -d", "bad": "a (b", "empty": "&"},
    (("Ryanggang", "Yanggang", "Liangjiang"), ("DPRK", "North Korea")),
)


def parsed(text, **options):
    """The tree of a query, today being the last day of March 2024."""
    return parse_query(text, today=TODAY, vocabulary=VOCABULARY, **options)


def word(text, field=None):
    """A word of one letter or so, that no stemmer touches."""
    return Word(text, text, field)


A, B, C, D = (word(name) for name in "abcd")
YEAR = DateRange(dt.date(2020, 1, 1), dt.date(2020, 12, 31), "2020")


USES = {
    "=word": Exact,
    "begin*": Prefix,
    "wom?n  *port": Wildcard,
    "word~  word~2": Fuzzy,
    "~word  ~word~2": Fuzzy,
    '"a phrase"': Phrase,
    '"near these"~5': Phrase,
    "a OR b": Or,
    "-word  NOT word": Not,
    "source:text": FromSource,
    "id:beginning": Identified,
    "missing:date": Missing,
    "has:note": Not,
}


def is_used(form, tree):
    """Whether the query has the node that its form stands for."""
    kind = USES.get(form, DateRange if form.startswith("date:") else None)
    return kind is None or any(isinstance(node, kind) for node in nodes(tree))


def nodes(tree):
    """All nodes of a tree."""
    yield tree
    for child in (*getattr(tree, "children", ()), *((tree.child,) if isinstance(tree, Not) else ())):
        yield from nodes(child)


@pytest.mark.parametrize("row", GRAMMAR, ids=lambda row: row.form)
def test_the_grammar_page(row):
    """Every example on the grammar page is a query, and uses the form that it is an example of."""
    tree = parsed(row.example)
    assert tree != Everything()
    assert row.meaning
    assert is_used(row.form, tree), row


def test_the_grammar_page_names_every_field():
    """No field is left out of the page."""
    page = " ".join(row.form for row in GRAMMAR)
    assert all(f"{field}:" in page for field in FIELDS)


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("a", A),
        ("a b c", And((A, B, C))),
        ("a AND b", And((A, B))),
        ("a (b c)", And((A, B, C))),
        ("a OR b", Or((A, B))),
        ("a OR (b OR c)", Or((A, B, C))),
        ("a b OR c d", Or((And((A, B)), And((C, D))))),
        ("a AND b OR c", Or((And((A, B)), C))),
        ("(a OR b) c", And((Or((A, B)), C))),
        ("a -b", And((A, Not(B)))),
        ("a NOT b", And((A, Not(B)))),
        ("a AND NOT b", And((A, Not(B)))),
        ("–a b", And((Not(A), B))),
        ("-a", And((Everything(), Not(A)))),
        ("-a -b", And((Everything(), Not(A), Not(B)))),
        ("NOT a OR b", Or((And((Everything(), Not(A))), B))),
        ("a (-b)", And((A, Not(B)))),
        ("-(a OR b) c", And((Not(Or((A, B))), C))),
        ("NOT NOT a", A),
        ("-(a b)", And((Everything(), Not(And((A, B)))))),
        ("a or b", And((A, word("or"), B))),
    ],
)
def test_operators(text, tree):
    """A space is AND, AND binds tighter than OR, and what excludes always stands beside something."""
    assert parsed(text) == tree


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("remittances", Word("remitt", "remittances")),
        ('"sends money"', Phrase(("send", "money"), "sends money")),
        ("“sends money„", Phrase(("send", "money"), "sends money")),
        ("«sends money»", Phrase(("send", "money"), "sends money")),
        ('"a b"~5', Phrase(("a", "b"), "a b", 5)),
        ('"a b"~0', Phrase(("a", "b"), "a b")),
        ('"a"', A),
        ('"a b"c', And((Phrase(("a", "b"), "a b"), C))),
        ("remittanc*", Prefix("remittanc", "remittanc*")),
        ("Remit*,", Prefix("remit", "Remit*")),
        ("여성*", Prefix("여성", "여성*")),
        ("wmen~", Fuzzy("wmen", "wmen~", 1)),
        ("wmen~2", Fuzzy("wmen", "wmen~2", 2)),
        ("~omen", Fuzzy("omen", "~omen", 1, any_first=True)),
        ("~omen,", Fuzzy("omen", "~omen", 1, any_first=True)),
        ("title:~emittance~2", Fuzzy("emittance", "~emittance~2", 2, "title", any_first=True)),
        ("=Letters,", Exact("letters", "=Letters")),
        ("title:=a", Exact("a", "=a", "title")),
        ("=여성의", Phrase(("여성", "성의"), "=여성의")),
        ("wom?n", Wildcard("wom?n", "wom?n")),
        ("Wom?n’s?", Wildcard("wom?ns", "Wom?n’s")),
        ("*port", Wildcard("*port", "*port")),
        ("(*port*)", Wildcard("*port*", "*port*")),
        ("?iver", Wildcard("?iver", "?iver")),
        ("author:k*m", Wildcard("k*m", "k*m", "author")),
        ("여", Wildcard("*여*", "여")),
        ("has:Note", And((Everything(), Not(Missing("note"))))),
        ("a -has:caption", And((A, Missing("caption")))),
        ("source:2019/*.txt", FromSource("2019/*.txt")),
        ("@money b", And((Or((Word("remitt", "remittances"), A)), B))),
        ("title:(@two)", And((word("c", "title"), Not(word("d", "title"))))),
        ("@one", And((C, Not(D), B))),
        ("Yanggang", Or(tuple(Word(text.lower(), text) for text in ("Yanggang", "Ryanggang", "Liangjiang")))),
        ("a dprk", And((A, Or((Word("dprk", "dprk"), Phrase(("north", "korea"), "North Korea")))))),
        ('"north korea"', Or((Phrase(("north", "korea"), "north korea"), Word("dprk", "DPRK")))),
        ("north korea a", And((Or((Phrase(("north", "korea"), "north korea"), Word("dprk", "DPRK"))), A))),
        ("title:a", word("a", "title")),
        ("Title:a", word("a", "title")),
        ('author:"a b"', Phrase(("a", "b"), "a b", 0, "author")),
        ("body:rem*", Prefix("rem", "rem*", "body")),
        ("title:(a OR -b)", Or((word("a", "title"), And((Everything(), Not(word("b", "title"))))))),
        ("title:OR", Word("or", "OR", "title")),
        ("-title:a", And((Everything(), Not(word("a", "title"))))),
        ("source:Dumps/002.txt", FromSource("Dumps/002.txt")),
        ('source:"my (old) file"', FromSource("my (old) file")),
        ("id:Creating-Home", Identified("creating-home")),
        ("missing:Date", Missing("date")),
        ("date:2020", YEAR),
        ('date:"2020"', YEAR),
        ("date:>=2020", DateRange(dt.date(2020, 1, 1), None, ">=2020")),
        ("date:-90d..", DateRange(dt.date(2024, 1, 1), None, "-90d..")),
        ("date:last_month", DateRange(dt.date(2024, 2, 1), dt.date(2024, 2, 29), "last_month")),
        ("(date:2020 OR missing:date) a", And((Or((YEAR, Missing("date"))), A))),
    ],
)
def test_forms(text, tree):
    """Each form of the language is the leaf that it says."""
    assert parsed(text) == tree


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("U.S.", Word("US", "U.S.")),
        ("women’s", Word("woman", "women’s")),
        ("C++", Word("c", "C")),
        ("'tis", Word("tis", "tis")),
        ("(sic)", Word("sic", "sic")),
        ("home?", Word("home", "home")),
        ("Interview: a", And((Word("interview", "Interview"), A))),
        ("Q&A", Phrase(("q", "a"), "Q&A")),
        ("AT&T", Phrase(("at", "t"), "AT&T")),
        ("12:30", Phrase(("12", "30"), "12:30")),
        ("http://x.org/a?b", Phrase(("http", "x", "org", "a", "b"), "http://x.org/a?b")),
        ("K-pop", Or((Phrase(("k", "pop"), "K-pop"), Word("kpop", "K-pop")))),
        ("covid-19,", Or((Phrase(("covid", "19"), "covid-19"), Word("covid19", "covid-19")))),
        ("l’homme", Or((Phrase(("l", "homm"), "l’homme"), Word("lhomm", "l’homme")))),
        ("2023-03-17", Phrase(("2023", "03", "17"), "2023-03-17")),
        ("여성의", Phrase(("여성", "성의"), "여성의")),
        ("$1,500", Word("1500", "1,500")),
        ("a & b", And((A, B))),
        ("a — b", And((A, B))),
        ("a (&) b", And((A, B))),
        ("a b …", And((A, B))),
    ],
)
def test_punctuation_is_harmless(text, tree):
    """Words as they stand on a page are searched for as they are; what is in no word vanishes beside words."""
    assert parsed(text) == tree


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("a b", Or((A, B))),
        ("a", A),
        ("a b date:2020 -c", And((YEAR, Not(C), Or((A, B))))),
        ("date:2020 missing:author", And((YEAR, Missing("author")))),
        ("a AND b c", Or((And((A, B)), C))),
        ("a (b c)", Or((A, And((B, C))))),
        ("a b OR c", Or((A, B, C))),
        ("-a", And((Everything(), Not(A)))),
        ("a (date:2020 OR missing:date)", And((Or((YEAR, Missing("date"))), A))),
        ("title:(a b) c", Or((And((word("a", "title"), word("b", "title"))), C))),
    ],
)
def test_any_word(text, tree):
    """With any_word, words side by side are alternatives, while filters, exclusions, groups and AND hold as before."""
    assert parsed(text, any_word=True) == tree


def test_a_word_said_again_is_no_further_word():
    """Of words side by side each is looked for once, however often it is said, and counts so."""
    assert len(set(parsed("a b " * 200).children)) == 2


@pytest.mark.parametrize(
    ("sentence", "words", "why"),
    [
        ('why did he say "I will go', "why did he say I will go", "the quote is not closed"),
        ("the way to go (see below", "the way to go see below", "the ( is not closed"),
        ("the way to go) see below", "the way to go see below", "there is no ( that this ) closes"),
        ("what does main() do in it", "what does main do in it", "there is nothing between ( and )"),
        ("what is the title: of it", "what is the title of it", "title: needs a value"),
        ("what is the title", "what is the title", None),
    ],
)
def test_a_sentence_is_asked_for_as_its_words(sentence, words, why):
    """What a sentence has between its words is no syntax where it makes none; that it was read so is said."""
    reading = read_query(sentence, today=TODAY)
    assert reading._replace(expansions=()) == read_query(words, today=TODAY)._replace(expansions=())
    assert reading.expansions == ((f"searched for as plain words, since {why}",) if why else ())


@pytest.mark.parametrize(
    "text",
    [
        "money home brokers phones (rivers",
        "how do they (send",
        "how do they send money (-china home",
        "how do they send money OR (home",
        "how do they send titel:money home",
        "how do they send title:money (home",
        "how do they send mon*y (home",
        "how do they send @mony home",
        "how do they send money --since 2020",
        "how do they || we send money home",
    ],
)
def test_what_is_typed_to_be_obeyed_is_no_sentence(text):
    """A mistake in words that are no sentence, or in one with syntax that nobody writes by the way, is refused as ever."""
    with pytest.raises(QueryError):
        parsed(text)


@pytest.mark.parametrize(
    ("text", "column", "length", "says", "hint"),
    [
        ("", 0, 1, "empty", "word"),
        (" \t ", 0, 1, "empty", "word"),
        ("  & —", 2, 3, "no word", "word"),
        ("...", 0, 3, "no word", "word"),
        ('a ""', 2, 2, "nothing between the quotes", "leave them out"),
        ('a "b c', 2, 1, "quote is not closed", 'type "b c"'),
        ('5" b', 1, 1, "quote is not closed", "or none"),
        ("a (b", 2, 1, "( is not closed", "type )"),
        ("a b)", 3, 1, "no ( that this ) closes", "leave it out"),
        ("a () b", 2, 1, "nothing between ( and )", "leave them out"),
        ("a OR", 2, 2, "OR stands between", '"or"'),
        ("OR a", 0, 2, "OR stands between", "both sides"),
        ("a OR OR b", 2, 2, "OR stands between", "both sides"),
        ("a OR & b)", 8, 1, "no (", "leave it out"),
        ("a OR —", 2, 2, "OR stands between", "both sides"),
        ("a AND", 2, 3, "AND stands between", '"and"'),
        ("a AND OR b", 2, 3, "AND stands between", "both sides"),
        ("a AND AND b", 6, 3, "AND stands between", "both sides"),
        ("AND", 0, 3, "AND stands between", "both sides"),
        ("a NOT", 2, 3, "nothing that NOT excludes", "before a word"),
        ("a -OR", 2, 1, "nothing that - excludes", "before a word"),
        ("-", 0, 1, "no word", "type a word"),
        ("a --since", 2, 2, "options", "-since"),
        ("a foo:bar", 2, 4, "no field 'foo'; the fields are title, author", '"foo:bar"'),
        ("titel:bar", 0, 6, "no field 'titel'", "title:bar"),
        ('foo:"bar"', 0, 4, "no field", "without the colon"),
        ("title:", 0, 6, "title: needs a value", "title:word"),
        ("a date: 2020", 2, 5, "date: needs a value", "date:2019..2023"),
        ("(title:)", 1, 6, "needs a value", "title:"),
        ("title:&", 6, 1, "title: needs a word", "title:word"),
        ("title:-a", 6, 1, "before the name", "-title:a"),
        ("title:(a author:b)", 9, 7, "author: cannot stand inside title:", "outside"),
        ("date:(2020)", 5, 1, "one value", "date:... OR date:..."),
        ("a date:foo", 7, 3, "'foo' is not a date", "date:2019..2023"),
        ("date:2023..2019", 5, 10, "ends before it starts", "date:2019..2023"),
        ("date:2019 .. 2023", 10, 2, "..", "date:2019..2023"),
        ("date:2019 ..2023", 10, 2, "..", "date:2019..2023"),
        ('date:"2020"~2', 5, 8, "~ means nothing", "date:2020"),
        ("missing:x", 8, 1, "missing: knows title, date, author, caption, note", "missing:date"),
        ("has:x", 4, 1, "has: knows title, date, author, caption, note", "has:date"),
        ("has:", 0, 4, "has: needs a value", "has:note"),
        ("source:*", 7, 1, "a part of a path, or a pattern", "source:2019/*.txt"),
        ("*", 0, 1, "need 3 letters", "remit*"),
        ("a *b*", 2, 3, "need 3 letters", "remit*"),
        ("a*b?c*d?e*f?g*h?i*j", 0, 19, "8 of them", "remit*"),
        ("a**", 1, 2, "** anywhere", "remit*"),
        ("self-re?iance", 0, 13, "letters of one word", '"self-re?iance"'),
        ("여?의", 0, 3, "letters of one word", "in quotes"),
        ("wom?n~", 5, 1, "~ anywhere but", "women~2"),
        ("=self-reliance", 0, 14, "= stands before one word", "=selfreliance"),
        ("~self-rel~2", 0, 11, "~ stands before one word", "~selfrel"),
        ("a/b*", 0, 4, "more than one word", '"a/b" in quotes'),
        ("!money", 0, 1, "! before a word", "-word"),
        ('"“sent home”', 11, 1, "not closed", "leave this quote out"),
        ('"sent home" ~5', 12, 2, "~5 stands after nothing", '"two words"~5 without a space'),
        ("site:x.com", 0, 5, "no field", 'type "site:x.com"'),
        ("has:notes", 4, 5, "has: knows", "has:note"),
        ("a @name", 2, 5, "no saved query 'name'", "saved queries are money"),
        ("@mony", 0, 5, "no saved query 'mony'", "type @money"),
        ("a @loop", 2, 5, "contains itself", "nkdocs.toml"),
        ("a @bad", 2, 4, "the saved query 'bad' is not understood: the ( is not closed", "mend it in nkdocs.toml: a (b"),
        ("@empty", 0, 6, "not understood", "mend it"),
        ("id:*", 3, 1, "without *", "id:"),
        ("/a.b/", 0, 1, "regular expression", "remit*"),
        ("a || b", 2, 2, "||", "OR"),
        ("word^2", 4, 1, "^", "without ^"),
        ("word~3", 4, 2, "1 or 2 edits", "word~2"),
        ("word~~", 4, 1, "~ anywhere but", "women~2"),
        ("~us", 0, 3, "needs 4 letters", "us~"),
        ("a ~women~2", 2, 8, "with ~2 after it needs 6 letters", "women~2"),
        ("~wom*", 0, 5, "~ and * do not go together", "~wom"),
        ("~self-rel", 0, 9, "~ stands before one word", "~selfrel"),
        ("~women~3", 6, 2, "1 or 2 edits", "women~2"),
        ("a \x1b[31mb", 2, 1, "a control character in the query (0x1b)", "without"),
        ("a\x9d", 1, 1, "a control character", "plain text"),
        ('"a b"~x', 5, 2, "number of words", "~5"),
        ('"a b"~1000', 5, 5, "at most 999", "~5"),
        ('"a b"*', 5, 1, "cannot be a beginning", "without *"),
        ("self-rel*", 0, 9, "more than one word", "selfrel*"),
        ("a self-rel~", 2, 9, "more than one word", "selfrel~"),
        ("&*", 0, 2, "is no word", "remit*"),
        ("(" * 51 + "a" + ")" * 51, 50, 1, "more than 50 groups", "fewer"),
        (" ".join(f"a{number}" for number in range(100, 301)), 1000, 4, "more than 200 words and phrases", "as one phrase"),
        ("a OR " * 200 + "a", 1000, 1, "more than 200 words and phrases", "as one phrase"),
        ('"a b" ' * 201, 1200, 5, "more than 200 words and phrases", "as one phrase"),
        ('"' + "a " * 1001 + '"', 0, 2004, "more than 1,000 words", "fewer"),
        ("여" * 1002, 0, 1002, "more than 1,000 words", "fewer"),
        ("ab* " * 17, 64, 3, "more than 16 words with *, ? or ~", "fewer"),
        ("여 " * 17, 32, 1, "more than 16 words with *, ? or ~", "fewer"),
        ("a" * 20_001, 20_000, 1, "longer than 20,000", "fewer"),
        ("(" * 20_000, 4_000, 1, "too many parts", "fewer"),
    ],
)
def test_errors(text, column, length, says, hint):
    """What is not understood is refused, at its column, with what is wrong and what to type next."""
    with pytest.raises(QueryError) as caught:
        parsed(text)
    error = caught.value
    assert (error.column, error.length, error.query) == (column, length, text)
    assert says in str(error)
    assert hint in error.hint


@pytest.mark.parametrize(
    ("text", "same", "example"),
    [
        ("a - b", "a b", "-b"),
        ("a b -", "a b", "-word"),
        ("- a b", "a b", "-a"),
        ('a - "b c"', 'a "b c"', "-word"),
        ("a OR - b", "a OR b", "-b"),
        ("how much did it cost - and who paid", "how much did it cost and who paid", "-and"),
    ],
)
def test_a_hyphen_that_stands_alone_is_punctuation(text, same, example):
    """As in a pasted title; and it is said that it excludes nothing, and what to type for that."""
    reading = read_query(text, today=TODAY)
    assert reading.tree == parsed(same)
    assert reading.expansions == (f"a - with a space after it excludes nothing; to exclude, type {example}",)


@pytest.mark.parametrize(
    ("text", "phrases"),
    [
        ('"self-reliance of"', {("self", "relianc", "of"), ("selfreli", "of")}),
        ('"self-reliance"', {("self", "relianc"), ("selfreli",)}),
        ('"a well-known co-op"', {("a", "well", "know", "co", "op"), ("a", "wellknown", "coop"),
                                  ("a", "wellknown", "co", "op"), ("a", "well", "know", "coop")}),
        ('"self-reliance of"~3', {("self", "relianc", "of"), ("selfreli", "of")}),
        ('"self reliance of"', {("self", "relianc", "of")}),
    ],
)  # fmt: skip
def test_hyphens_in_a_phrase(text, phrases):
    """A word with a hyphen in a phrase is found written as one word too, each such word for itself."""
    found = {leaf.terms if isinstance(leaf, Phrase) else (leaf.term,) for leaf in text_leaves(parsed(text))}
    assert found == phrases


@pytest.mark.parametrize(
    "spellings",
    [
        ["Kim Jong-un", "Kim Jong Un", "Kim Jongun", "kim jong un"],
        ['"Kim Jong-un"', '"Kim Jong Un"', '"Kim Jongun"'],
        ["Yeon-mi Park", "Yeon Mi Park", "Yeonmi Park"],
    ],
)
def test_a_korean_name_is_found_in_every_spelling(spellings):
    """Each spelling of a name finds the texts with any of them: hyphenated, apart, and joined."""
    texts = {spelling.strip('"') for spelling in spellings}
    for spelling in spellings:
        tree = parsed(spelling)
        for text in texts:
            document = to_document(write_article("x", f"Then {text} spoke."))
            assert Yardstick().matches(tree, document), (spelling, text)
        assert not Yardstick().matches(tree, to_document(write_article("x", "Kim spoke of a park.")))


def test_words_that_are_no_name_stay_words():
    """Short words without a family name beside them, or with one that is no syllable, are words."""
    assert parsed("song on it") == And((Word("song", "song"), Word("on", "on"), Word("it", "it")))
    assert parsed("a jong un") == And((A, Word("jong", "jong"), Word("un", "un")))


def test_what_is_put_in_place_is_said():
    """Saved queries and synonyms that took part are named, each once, with what they stand for."""
    said = read_query("@one @two ryanggang a", today=TODAY, vocabulary=VOCABULARY).expansions
    assert said == (
        "@one is: @two b",
        "@two is: c -d",
        "ryanggang is also searched for as: Yanggang, Liangjiang",
    )
    assert read_query("a", today=TODAY, vocabulary=VOCABULARY).expansions == ()


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("C++ money", "only letters and digits are searched for: C++ as C"),
        ("law & order", "only letters and digits are searched for: & not at all"),
        ('"rock & roll" #MeToo $1,500 70%', "& not at all, #MeToo as MeToo, $1,500 as 1,500, 70% as 70"),
        ("=C++ OR C++*", "only letters and digits are searched for: C++ as C"),
        ("title:AT&T", "AT&T as AT T"),
        ("a 😀", "😀 not at all"),
        (" ".join(f"a{number}+" for number in range(12)), "a9+ as a9 and 2 more"),
        ('"remit* sent"', "in quotes, words are meant as they stand, without *, ?, ~ or =: remit sent"),
        ('-"wom?n =bought"~3', "in quotes, words are meant as they stand, without *, ?, ~ or =: wom n bought"),
        ('title:"remitance~ *sent 70%"', "without *, ?, ~ or =: remitance sent 70"),
        ("TELL US", "US is taken for the abbreviation; type us for the word"),
    ],
)
def test_what_is_not_searched_for_is_said(query, said):
    """Signs that are in no word are named with what is searched for instead, and so is a guess at what capitals mean."""
    (sentence,) = read_query(query, today=TODAY).expansions
    assert said in sentence


def test_ten_are_named_and_none_is_more():
    """What is not searched for is named up to a number, and "more" is said of what is left only."""
    [said] = read_query(" ".join(f"a{number}+" for number in range(10)), today=TODAY).expansions
    assert "a9+ as a9" in said
    assert "more" not in said


@pytest.mark.parametrize(
    "query",
    [
        '"who did it?"',
        "women’s rights, (sic): “so” — and/or… (a) ¿a? O'Brien",
        "US envoy",
        "U.S.",
        "wom?n *port a* a~",
        "KIM JONG UN",
    ],
)
def test_marks_of_a_sentence_are_not_told_of(query):
    """Punctuation, operators and names in capitals are nothing to speak of."""
    assert read_query(query, today=TODAY).expansions == ()


def test_a_name_in_capitals_is_the_name():
    """In a name, two letters are a syllable and no abbreviation, quoted or not."""
    for name in ("Kim Jong Un", "Kim Jong-un"):
        assert {leaf_terms(name.upper())} == {leaf_terms(name)}
        assert {leaf_terms(f'"{name.upper()}"')} == {leaf_terms(f'"{name}"')}


def leaf_terms(text):
    """The terms of a query's leaves, in order."""
    return tuple(getattr(leaf, "terms", None) or leaf.term for leaf in leaves(parsed(text)))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("a b", (A, B)),
        ("a", (A,)),
        ("b a b", (B, A, B)),
        ('a "b c" title:d date:2020 -d', (A,)),
        ("a b* c~ =d", (A,)),
        ("a AND b", ()),
        ("a OR b", ()),
        ("a (b c)", (A, B, C)),
        ("a (b OR c)", ()),
        ("a -(b c) title:(d)", (A,)),
        ("@two a", (A,)),
        ("Kim Jong-un a", (A,)),
        ("Kim Jong Un a", (A,)),
        ("a Yeonmi Park", (A,)),
    ],
)
def test_words_side_by_side(text, words):
    """Only plain words can be lacking: not what is quoted, has an operator or a field, or stands among operators."""
    reading = read_query(text, today=TODAY, vocabulary=VOCABULARY)
    assert reading.words == words
    assert all(word in (reading.tree.children if isinstance(reading.tree, And) else (reading.tree,)) for word in words)


def test_limits_are_generous():
    """Two hundred words, a phrase of a thousand, and fifty groups inside each other are a query."""
    assert len(list(leaves(parsed("a " * 200)))) == 200
    assert len(parsed('"' + "a " * 1000 + '"').terms) == 1000
    assert parsed("(" * 50 + "a" + ")" * 50) == A


MARKS = (
    'a b women’s K-pop 여성의 U.S. & — - -- " “ ( ) （ AND OR NOT * ~ ~2 ? = @ / title: author:b date:2020 date: missing:date '
    "id:x source:y has:note @money @loop =a wom?n *ort foo: http://x ^2 || .. \u0301 \ud800 \x00 \u200b"
)
SYNTAX = st.lists(st.sampled_from(MARKS.split(" ")), max_size=14)


@given(
    st.one_of(st.text(st.one_of(st.characters(), st.characters(categories=["Cs"]))), SYNTAX.map("".join), SYNTAX.map(" ".join))
)
@example('"')
@example("title:")
@example("-(")
def test_any_text(text):
    """Any text is a query, or a QueryError that points into it; and a tree is made as engines are promised."""
    for any_word in (False, True):
        try:
            tree = parsed(text, any_word=any_word)
        except QueryError as error:
            found = error
        else:
            check(tree)
            continue
        assert 0 <= found.column <= len(text)
        assert found.length >= 1
        assert found.hint


def check(tree, above=None):
    """Not stands only below And, beside something that matches; And and Or have several children and not their own kind."""
    match tree:
        case And(children):
            assert len(children) > 1
            assert not all(isinstance(child, Not) for child in children)
            assert not any(isinstance(child, And) for child in children)
            for child in children:
                check(child, And)
        case Or(children):
            assert len(children) > 1
            assert not any(isinstance(child, Or) for child in children)
            for child in children:
                check(child, Or)
        case Not(child):
            assert above is And
            check(child)
        case Word(term) | Fuzzy(term) | Prefix(term):
            assert term
        case Phrase(terms):
            assert len(terms) > 1
        case _:
            pass


QUERIES = st.recursive(
    st.sampled_from(["a", "-b", '"c d"', "e*", "title:f", "date:2020", "K-pop", "women's"]),
    lambda queries: st.one_of(
        st.lists(queries, min_size=1, max_size=3).map(" ".join),
        st.lists(queries, min_size=1, max_size=3).map(" OR ".join),
        queries.map("({})".format),
    ),
    max_leaves=8,
)


@given(QUERIES)
def test_equivalent_spellings(query):
    """Spaces, redundant parentheses, AND for a space, NOT for a hyphen, and typographic marks do not change a query."""
    tree = parsed(query)
    assert parsed(f"  {query}  ") == tree
    assert parsed(f"({query})") == tree
    assert parsed(query.replace(" ", "\u00a0 ").replace("c\u00a0 d", "c d")) == tree
    assert parsed(query.replace(" OR ", "|").replace(" ", " AND ").replace("|", " OR ").replace('"c AND d"', '"c d"')) == tree
    assert parsed(query.replace("-b", "NOT b")) == tree
    assert parsed(query.replace("-b", "–b")) == tree
    assert parsed(query.replace('"c d"', "“c d”").replace("(", "（").replace(")", "）")) == tree


@given(st.lists(st.sampled_from(["remittances", "women’s", "U.S.", "café"]), min_size=1, max_size=5), st.booleans())
def test_spelling_of_words(words, any_word):
    """Capitals, plain apostrophes, missing points and accents find the same terms."""
    plain = [word.upper().replace("’", "'").replace(".", "").replace("É", "E") for word in words]
    terms = [leaf.term for leaf in leaves(parsed(" ".join(words), any_word=any_word))]
    assert terms == [leaf.term for leaf in leaves(parsed(" ".join(plain), any_word=any_word))]
    assert len(terms) == len(words)


def test_a_sentence_in_capitals_has_no_operators():
    """In a sentence typed in capitals AND, OR and NOT are words, which is said; in what only looks like one they are not."""
    reading = read_query("THE USE OF LIQUIDS AND SOLIDS", today=TODAY)
    assert [word.text for word in reading.words] == ["the", "use", "of", "liquids", "and", "solids"]
    assert reading.expansions == ("a sentence in capitals: AND, OR and NOT are words in it",)
    assert not read_query("THE USE OF LIQUIDS", today=TODAY).expansions
    for text in ("NASA AND ESA OR JAXA OR ISRO", "the use of liquids AND solids", "THE USE OF (LIQUIDS AND SOLIDS)"):
        assert not read_query(text, today=TODAY).words


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("date:2012-13", "type date:2012..2013"),
        ("date:2012..2010", "type date:2010..2012"),
        ("date:2025-Q5", "quarters are Q1 to Q4: type date:2025-Q1"),
        ("date:2021-13", "months are 01 to 12: type date:2021-01"),
        ("date:2021-13-02", "months are 01 to 12: type date:2021-01"),
        ("date:2023-02-30", "the last day of that month is 2023-02-28: type date:2023-02-28"),
        ("date:soon", "type date:2019..2023"),
        ("date:20190304", "type date:2019-03-04"),
        ("date:3/4/2019", "type date:2019-4-3 or date:2019-3-4, as year-month-day"),
        ("date:=2019", "type date:2019"),
        ("date:!=2019", "type -date:2019"),
        ("date:>2019..2020", "type date:2019..2020"),
        ("date:2019,2020", "type (date:2019 OR date:2020)"),
        ("date:90d", "type date:-90d"),
        ("date:q3", "type date:2024-Q3, with the year"),
        ("date:'March 2019'", 'type date:"March 2019", with the year'),
        ('date:"Spring 2019"', "type date:2019, or from and to: date:2019-03..2019-05"),
    ],
)
def test_the_hint_of_a_wrong_date_fits_the_mistake(text, hint):
    """What a wrong date was perhaps meant to be is what the hint says to type."""
    with pytest.raises(QueryError) as caught:
        parse_query(text, today=TODAY)
    assert caught.value.hint == hint
