"""An archive in another language: its endings count for nothing, accents or not, and its small words are left out."""

import contextlib
import datetime as dt

import pytest
from articles import write_article
from hypothesis import given
from hypothesis import strategies as st
from yardstick import Yardstick

from nkdocs import analysis, commands, terms
from nkdocs.answering import understand
from nkdocs.answers import SearchRequest
from nkdocs.archive import Where
from nkdocs.config import load
from nkdocs.engine import open_engine
from nkdocs.errors import ConfigError, IndexOutdatedError
from nkdocs.function_words import LANGUAGES, function_words
from nkdocs.grammar import parse_query
from nkdocs.schema import to_document
from nkdocs.snippets import highlight

TODAY = dt.date(2024, 5, 1)


@pytest.fixture(autouse=True)
def _english_again():
    """What one test speaks, the next does not."""
    yield
    analysis.speak("english")


def found(engine, query):
    """The ids that a query finds."""
    return {hit.article.id for hit in engine.search(parse_query(query, today=TODAY), limit=None).hits}


@pytest.mark.parametrize(
    ("language", "text", "queries"),
    [
        ("german", "Die alten Häuser wurden verkauft", ["haus", "Häusern", "hausern", "verkauft", '"alte Haus"']),
        (
            "portuguese",
            "As crianças precisam de educação",
            ["educacao", "educações", "criança", '"as criancas"', '"educação criança"~2'],
        ),
        ("portuguese", "As criancas precisam de educacao", ["educação", "crianças", '"as crianças"']),
        ("french", "Les élections générales approchent", ["élection", "election", "generale", '"election generale"']),
        ("russian", "В новых школах города учатся дети", ["школа", "новый", "город", '"новая школа"']),
        ("spanish", "Las canciones de los niños", ["canción", "cancion", "nino", "niño"]),
        ("finnish", "Talossa asuu lapsia", ["talo", "talossa"]),
    ],
)
def test_endings_count_for_nothing(language, text, queries, tmp_path):
    """Any form of a word finds it, with its accents or without them, in the engine as in the yardstick, and lights up."""
    analysis.speak(language)
    document = to_document(write_article("a", text))
    yardstick = Yardstick()
    engine = open_engine("whoosh", tmp_path)
    for held in (yardstick, engine):
        with held.writing() as transaction:
            transaction.put(document)
    with contextlib.closing(engine):
        for query in queries:
            assert found(engine, query) == found(yardstick, query) == {"a"}, query
            assert highlight(text, parse_query(query, today=TODAY), "body"), query
        assert not found(engine, "xylophone")


def test_no_stemmer():
    """With none, a word is found as it is written, but for case and accents."""
    analysis.speak("none")
    assert [token.term for token in analysis.sequence("Running cafés women")] == ["running", "cafes", "women"]


@given(text=st.text(max_size=60) | st.text("aeéiïñçãõüß йёш-’'.", max_size=40), language=st.sampled_from(terms.languages()))
def test_tokens_in_any_language(text, language):
    """Over any text, in every language: nothing raises, offsets lie inside, each place has a word, and no term is empty."""
    try:
        analysis.speak(language)
        found = analysis.tokens(text)
    finally:
        analysis.speak("english")
    assert all(0 <= token.start < token.end <= len(text) and token.term for token in found)
    assert sorted({token.position for token in found}) == list(range(len({token.position for token in found})))
    assert [token.position for token in found] == sorted(token.position for token in found)


@pytest.mark.parametrize(
    ("language", "query", "left_out"),
    [
        ("english", "how do people send money", ("how", "do")),
        ("german", "wie schicken die Leute Geld nach Hause", ("wie", "die", "nach")),
        ("french", "comment les réfugiés où envoient argent", ("comment", "les", "où")),
        ("spanish", "cómo envían dinero a casa", ("cómo", "a")),
        ("italian", "come mandano soldi a casa", ("come", "a")),
        ("portuguese", "como mandam dinheiro para casa", ("como", "para")),
        ("dutch", "hoe sturen mensen geld naar huis", ("hoe", "naar")),
        ("swedish", "hur skickar de pengar hem", ("hur", "de")),
        ("russian", "как отправляют деньги домой", ("как",)),
        ("turkish", "parayı nasıl gönderirler eve", ()),
    ],
)
def test_small_words_of_the_language(language, query, left_out):
    """A question is asked without the words that say little in its language; where there is no list, with all of them."""
    analysis.speak(language)
    assert understand(SearchRequest(query), TODAY).tiers.left_out == left_out


def test_lists_are_of_languages_that_can_be_spoken():
    """Every list is of a language that has a stemmer, of folded words, and not of another language."""
    assert set(LANGUAGES) <= set(terms.languages())
    for language in LANGUAGES:
        analysis.speak(language)
        assert 60 < len(function_words()) < 250


def test_the_setting(tmp_path):
    """A language is a value of nkdocs.toml in any case; another is refused with all there are; English is the default."""
    path = tmp_path / "nkdocs.toml"
    path.write_text('language = "German"')
    assert load(tmp_path, environment={}).language == "german"
    path.write_text('language = "klingon"')
    with pytest.raises(ConfigError, match=r"language must be one language of: arabic, .*german.*, none, and is 'klingon'"):
        load(tmp_path, environment={})
    path.write_text("language = 1")
    with pytest.raises(ConfigError, match="one language of"):
        load(tmp_path, environment={})
    path.unlink()
    assert load(tmp_path, environment={}).language == "english"


def test_an_index_of_another_language_is_made_anew(tmp_path):
    """Until then a search says so; afterwards it finds by the endings of the language, and only what changed is read again."""
    root = tmp_path / "archive"
    root.mkdir()
    (root / "a.txt").write_text(
        "Die Häuser am Fluss\n\nVon Anna Müller\n\n12. März 2021\n\nDie alten Häuser wurden verkauft.\n"
    )
    where = Where(root, index=tmp_path / "index")
    commands.index(where)
    assert commands.search(where, SearchRequest("haus")).results.total == 0
    (root / "nkdocs.toml").write_text('language = "german"')
    with pytest.raises(IndexOutdatedError, match='with language = "english", and the settings say "german"') as caught:
        commands.search(where, SearchRequest("haus"))
    assert "index" in caught.value.hint
    assert 'with language = "english"' in commands.status(where).notices[0]
    assert commands.index(where).rebuilt.startswith('the index was made with language = "english"')
    assert commands.search(where, SearchRequest("haus")).results.total == 1
    assert not commands.check(where).findings
    (root / "nkdocs.toml").unlink()
    with pytest.raises(IndexOutdatedError, match='with language = "german", and the settings say "english"'):
        commands.search(where, SearchRequest("haus"))
