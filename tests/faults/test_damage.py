"""Damage is noticed, whatever it is: no wrong answer, no traceback, one sentence, and `nkdocs index` mends it."""

from campaigns import damage


def test_no_damage_gives_a_wrong_answer(ground, survive):
    """Of flipped bytes and cut files a share, of lost, zeroed, changed and older files all: right answers, or the sentence."""
    survive(damage.run(ground, share=0.005))
