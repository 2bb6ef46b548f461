"""What a person's words ask for: which may be lacking, which are left out, what weighs more."""

import math

import pytest

from nkdocs.analysis import sequence
from nkdocs.query import And, Beside, Boost, Boosted, Missing, Or, Phrase, Word
from nkdocs.tiers import APART, NEIGHBOURS, Tiers, arrange


def words(text):
    """The leaves of words side by side."""
    return [Word(sequence(word)[0].term, word) for word in text.split()]


def arranged(text, *filters, **options):
    """The tiers of words side by side, with filters."""
    return arrange(And((*words(text), *filters)), words(text), **options)


@pytest.mark.parametrize(
    ("text", "left_out", "kept"),
    [
        ("how do defectors send money home", "how do", "defectors send money home"),
        ("the women", "", "the women"),
        ("to be or not to be", "", "to be or not"),
        ("How Do Women Live", "How Do", "Women Live"),
        ("aid from US troops", "from", "aid US troops"),
        ("what happened in May", "what in", "happened May"),
        ("may they go home", "may they", "go home"),
        ("don’t they know", "don’t they", "know"),
    ],
)
def test_words_that_say_little_are_left_out(text, left_out, kept):
    """Of many words those that say little are left out and named, unless no other remains; a name written large stays."""
    tiers = arranged(text)
    assert tiers.left_out == tuple(left_out.split())
    assert [word.text for word in tiers.words] == kept.split()


def test_the_tiers_of_words_and_filters():
    """All words and the filters come first, then any of the words and all of the filters; neighbours weigh a little."""
    a, b = words("a1 b1")
    missing = Missing("date")
    beside = (Beside(("a1", "b1"), APART, NEIGHBOURS),)
    assert arranged("a1 b1", missing) == Tiers(
        Boosted(And((missing, a, b)), (), beside), Boosted(And((missing, Or((a, b)))), (), beside), (a, b), (), (a, b)
    )


def test_neighbours_are_those_typed_and_those_left():
    """Words that stand together weigh more, with those between that say little and without: so a remembered quote is found."""
    pairs = [pair.terms for pair in arranged("dreams of the sea").all_words.beside]
    assert pairs == [("dream", "sea"), ("dream", "of"), ("of", "the"), ("the", "sea")]


def test_many_words_are_a_sentence():
    """Of a few words all are expected; one more, and others may follow; of a sentence it counts how many an article has."""
    kinds = [(tiers.is_loose, tiers.is_sentence) for tiers in map(arranged, ("a1 b1 c1", "a1 b1 c1 d1", "a1 b1 c1 d1 e1"))]
    assert kinds == [(False, False), (True, False), (True, True)]


def test_a_word_said_more_often_weighs_more():
    """A word said n times is searched for once, and weighs 1 + ln n."""
    tiers = arranged("a1 b1 a1 a1")
    assert tiers.words == tuple(words("a1 b1"))
    assert Boost(words("a1")[0], math.log(3)) in tiers.all_words.boosts
    assert len(tiers.all_words.child.children) == 2


def test_every_word():
    """Where every word is meant, none is left out and none may be lacking."""
    tiers = arranged("how do defectors send money", every_word=True)
    assert tiers.some_words is None
    assert tiers.left_out == ()
    assert len(tiers.all_words.child.children) == 5


def test_what_is_no_word_side_by_side_is_never_loosened():
    """Where nothing but filters would be left, there is no second tier; what must occur must occur in both."""
    (a,) = words("a1")
    phrase = Phrase(("b1", "c1"), "b1 c1")
    assert arrange(And((a, phrase)), [a]).some_words == phrase
    assert arrange(And((phrase, Missing("date"))), []).some_words is None
    assert arrange(And((a, Missing("date"))), [a]).some_words is None
    assert arrange(Or((a, Missing("date"))), []).some_words is None
    assert arrange(a, [a]) == Tiers(a, None, (a,), (), (a,))


def test_giving_up_a_word():
    """Without a word, the tiers are those of the others, filters and all."""
    missing = Missing("date")
    tiers = arranged("a1 b1 c1", missing)
    assert tiers.without(words("b1")) == arranged("a1 c1", missing)
    assert tiers.without(words("b1 c1")).some_words is None
    assert tiers.without(words("b1 c1")).all_words == And((missing, *words("a1")))


def compound(text):
    """What a word with hyphens is read as."""
    return Or(
        (Phrase(tuple(token.term for token in sequence(text)), text), Word(sequence(text.replace("-", ""))[0].term, text))
    )


def test_a_word_with_hyphens_may_stand_apart():
    """Articles with some of the words may have the parts of a compound apart; all the words is all of it, together."""
    both = (compound("market-place"), Word("river", "river"))
    tiers = arrange(And(both), both)
    assert tiers.all_words.child == And(both)
    assert tiers.some_words.child == Or((*both, Word("market", "market"), Word("place", "place")))
    assert [pair.terms for pair in tiers.some_words.beside] == [("market", "place"), ("place", "river")]
    rest = tiers.without(both[:1])
    assert rest.words == (Word("market", "market"), Word("place", "place"), both[1])
    assert tiers.without(both).words == rest.words[:2]
    alone = arrange(both[0], both[:1])
    assert (alone.all_words, alone.some_words) == (Boosted(both[0], (), alone.all_words.beside), None)
