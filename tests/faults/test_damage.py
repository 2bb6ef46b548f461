"""Damage is noticed, whatever it is: no wrong answer, no traceback, one sentence, and `nkdocs index` mends it."""

import random

import pytest
from campaigns import damage
from campaigns.ground import Row


@pytest.mark.campaign
def test_no_damage_gives_a_wrong_answer(ground, survive):
    """Of flipped bytes and cut files a share, of lost, zeroed, changed and older files all: right answers, or the sentence."""
    survive(damage.run(ground, share=0.005))


def test_an_index_too_large_to_be_read_whole(ground):
    """`status --check` sees what is damaged in it, no answer is wrong, and `index` makes it anew where it comes upon it."""
    row = Row("a byte flipped")
    damage.mend_large(ground, row, 0.05, random.Random(1))
    assert row.tried >= 15
    assert row.lost == []
