"""Who said what in an article."""

import pytest
from articles import write_article

from nkdocs.model import Kind
from nkdocs.quoted_passages import find_quotations
from nkdocs.sayings import ATTRIBUTIONS, _speaker, is_unnamed, sayings


@pytest.mark.parametrize("row", ATTRIBUTIONS, ids=lambda row: row.name)
def test_each_row_finds_its_speaker_and_not_another(row):
    """A row's example names its speaker, and its counter-example names nobody."""
    for text, speaker in ((row.example, row.speaker), (row.counter_example, None)):
        (quoted,) = find_quotations(text)[0]
        assert _speaker(text[: quoted.start], text[quoted.end :])[0] == speaker
    (quoted,) = find_quotations(row.example)[0]
    assert _speaker(row.example[: quoted.start], row.example[quoted.end :])[1] == row.name


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("“We think it is small,” said the lead author, Ida Moreau, a doctor.", "Ida Moreau"),
        ("“We were never told,” said a woman named Ji, who left.", "Ji"),
        ("“Nobody came to us,” one man says.", "one man"),
        ("„Wir gehen jetzt heim“, sagte Anna Berg.", "Anna Berg"),
        ("« Nous n’avons rien vu », a déclaré Paul Morel.", "Paul Morel"),
        ("“Nobody leaves this place,” a senior prison official has said.", "a senior prison official"),
        ("He called it “the best of all days” and slept.", None),
    ],
)
def test_speakers_in_all_sorts_of_sentences(text, speaker):
    """A name, somebody who is not named, German, French; and nobody."""
    (saying,) = sayings(write_article("a", text))
    assert saying.speaker == speaker


def test_a_quotation_that_goes_on_is_of_the_speaker_named_last():
    """She, and a quotation without a speaker in the same paragraph, are inferred; three paragraphs on nobody is."""
    article = write_article(
        "a",
        "“We left at night,” said Mara Lind. “It was cold then.”",
        "“Nobody saw us leave,” she said.",
        "The road was long.",
        "It went on for days.",
        "“I never looked back again,” she said.",
    )
    found = [(saying.speaker, saying.inferred) for saying in sayings(article)]
    assert found == [("Mara Lind", False), ("Mara Lind", True), ("Mara Lind", True), ("she", True)]


def test_a_signed_quotation_has_what_is_said_of_its_speaker():
    """The line behind a quotation names its speaker, and says more."""
    article = write_article(
        "a", (Kind.QUOTE, "“You hear someone say that it is you.”"), (Kind.ATTRIBUTION, "– Miso, escaped in 2010"), "The rest."
    )
    (saying,) = sayings(article)
    assert (saying.speaker, saying.about, saying.rule, saying.line) == ("Miso", "escaped in 2010", "signed", 1)


def test_words_in_marks_that_nobody_says_are_left_out():
    """A term of a few words is no saying."""
    assert sayings(write_article("a", "They wanted her to ‘find a boy’ there.")) == []


def test_a_day_behind_the_name_of_a_signed_quotation_is_no_part_of_it():
    """What a network puts behind the name of who posted something is cut from it."""
    blocks = [(Kind.QUOTE, "Nobody has seen such a winter here."), (Kind.ATTRIBUTION, "— Ida Moreau (@ida) October 16, 2024")]
    (saying,) = sayings(write_article("a", *blocks))
    assert (saying.speaker, saying.about) == ("Ida Moreau", "")


@pytest.mark.parametrize("pronoun", ["he", "She"])
def test_a_pronoun_names_nobody(pronoun):
    """A speaker who is only a pronoun, with nobody named before, is marked as inferred."""
    (saying,) = sayings(write_article("a", f"“We left at night,” {pronoun} said."))
    assert saying.inferred
    assert is_unnamed(saying)


def test_somebody_without_a_name_says_nothing_more_in_the_next_paragraph():
    """There *a woman* may be another one, and *she* is only she; whom *the* stands before is still meant."""
    article = write_article(
        "a",
        "“We are hungry and our tarp is torn,” a woman tells the camera. “It is misery here.”",
        "A young woman says she has no bed. “I could not sleep last night,” she says.",
    )
    assert [each.speaker for each in sayings(article)] == ["a woman", "a woman", "she"]
    article = write_article("a", "“We left at night,” the miller said.", "“Nobody saw us leave,” she said.")
    assert [each.speaker for each in sayings(article)] == ["the miller", "the miller"]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("« La loi est la fin de tout, affirme-t-elle. Je crois en autre chose. »", "elle"),
        ("« Je suis inquiet, glisse-t-il lorsqu’on le croise devant la porte. J’avais un contrat. »", "il"),
        ("« Je suis inquiet, a-t-il déclaré, et je ne dors plus. »", "il"),
        ("« Nous n’avons rien vu du tout », dit-elle.", "elle"),
        ("« Nous n’avons rien vu du tout », a-t-il déclaré.", "il"),
        ("« Mais alors, pense-t-elle vraiment à nous ? Je ne sais plus. »", None),
        ("« Y a-t-il encore une place pour nous, dans cette ville. »", None),
    ],
)
def test_french_turns_verb_and_pronoun_round(text, speaker):
    """The words put in are no name: the speaker is a pronoun, and inferred; a question is none of them."""
    (saying,) = sayings(write_article("a", text))
    assert saying.speaker == speaker
    assert saying.inferred == (speaker is not None)
