"""Where sentences begin: after the marks that end one, and not after abbreviations."""

import pytest

from nkdocs.sentences import beginnings

#: Texts with a bar where the next sentence begins.
CUT = (
    "He went home. |She stayed! |Why? |Because…  |So",
    "He met Mr. Kim and Dr. Lee in the U.S. Army on Jan. 3, not in St. Petersburg.",
    "He met (“Mr. Kim”) here.",
    "She left (“for good.”) |Then he wrote “Come back!” and “why?” she said.",
    "It cost 1.5 million. |In 2019. |Nobody paid. |",
    "He said so. and went on. |",
    "He said so. été came. |Été came.",
    "A heading\n\n|Some text\n \n\n|More",
    "第一句话。|脱北者来了。”|第三句！ |End",
    "She ate an egg. |An owl. |It was so. |No.",
    'She said "so.)”" |Then not "so.)”))" Never',
)


@pytest.mark.parametrize("text", CUT)
def test_sentences_begin_after_those_before(text):
    """At the first character that is no space, and where a small letter or an abbreviation stands, nowhere."""
    parts = text.split("|")
    ends = [sum(map(len, parts[: number + 1])) for number in range(len(parts) - 1)]
    assert sorted(beginnings("".join(parts))) == ends
