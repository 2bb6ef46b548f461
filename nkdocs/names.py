"""How a Korean name is written in Latin letters: ``Kim Jong-un``, ``Kim Jong Un``, ``Kim Jongun``, ``Jongun Kim``.

A given name of two syllables is joined, hyphenated or written apart, as each newspaper likes, and one person is all of them. A
name is known by its family name beside syllables that Korean can have; a word wrongly taken for one costs a look for a word
that nobody wrote. What is found with the spellings is not known here.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from nkdocs.characters import compiled

_FAMILY_NAMES = """
    kim lee yi rhee ri li park pak bak choi choe jung jeong chung chong kang gang cho jo yoon yun jang chang lim rim han oh shin
    seo suh kwon gwon hwang ahn song ryu yoo yu hong jeon chun ko moon mun yang son sohn bae paik baek paek heo huh hur nam
    shim sim noh roh ro ha kwak gwak cha joo ju woo koo ku min jin chin ji eom um won chon pyon byun thae tae hyon hyun
"""
FAMILY_NAMES = frozenset(_FAMILY_NAMES.split())
#: Not compiled before a word is looked at: most queries have no family name in them.
_SYLLABLE = (
    r"(?:kk|tt|pp|ss|jj|ch|sh|[bcdghjklmnprst])?"
    r"(?:yeo|yae|yoo|you|wae|weo|woo|ae|eo|eu|ui|oe|oo|ou|ee|ya|ye|yo|yu|wa|wo|we|wi|[aeiou])"
    r"(?:ng|ck|[klmnptbgr])?"
)
_SHORTEST = 2


def is_syllable(word: str) -> bool:
    """Whether a folded word can be one syllable of a given name."""
    return len(word) >= _SHORTEST and compiled(_SYLLABLE).fullmatch(word) is not None


def syllables(word: str) -> list[tuple[str, str]]:
    """The ways in which a folded word is two syllables; a hyphen in it says which."""
    if "-" in word:
        parts = word.split("-")
        return [(parts[0], parts[1])] if len(parts) == 2 and all(map(is_syllable, parts)) else []
    cuts = ((word[:place], word[place:]) for place in range(_SHORTEST, len(word) - _SHORTEST + 1)) if len(word) < 14 else ()
    return [(first, second) for first, second in cuts if is_syllable(first) and is_syllable(second)]


def given_names(words: Sequence[str]) -> Iterator[tuple[int, int, int]]:
    """Where, among folded words, a family name stands, and a given name beside it: one word of two syllables, or two of one."""
    at = 0
    while at < len(words):
        found = next((found for width in (2, 1) if (found := _given(words, at, at + width)) is not None), None)
        if found is not None:
            yield found
        at = found[2] if found is not None else at + 1


def _given(words: Sequence[str], start: int, end: int) -> tuple[int, int, int] | None:
    if end > len(words):
        return None
    beside = (place for place in (start - 1, end) if 0 <= place < len(words) and words[place] in FAMILY_NAMES)
    family = next(beside, None)
    if family is None:
        return None
    given = words[start:end]
    is_given = all(map(is_syllable, given)) if len(given) == 2 else bool(syllables(given[0]))
    return (family, start, end) if is_given else None
