"""What a word is: the one definition of tokens, for texts and for queries. Which characters are the same `characters` knows.

Every engine is fed with these tokens and every snippet lights them up, so that what is found and what is shown agree. Tokens
are cut out of the text as it stands and folded one by one: their offsets are right even where folding changes lengths. What is
done with a token (fields, positions across fields, scores) is not known here.

The rules, each with its reason:

- A term is folded and stemmed, a form is folded only. In English words of ASCII letters are stemmed, by Snowball's stemmer;
  irregular forms (women, bought) go to their word first. An archive in another language says so (`speak`): the stemmer of that
  language reads words with their accents, and where it makes another stem of the word without them, that is one more term at
  its place: who types educacao finds educação.
- Apostrophes inside a word vanish (O’Brien, women’s), but not in contractions: "he'll" is not "hell".
- Parts joined by hyphens, and by the apostrophes of elision (l’homme), are words, and their compound is one more at the place
  of the first, so that ``self-reliance``, ``self reliance`` and ``selfreliance`` meet. Numbers alone make no compound.
- Letters with dots between are a word (U.S.), digits with a point are one (65.7), commas between thousands vanish (1,500).
- Case says nothing, but for a few words that are something else in capitals or with dots: US is no "us", UN no "Un" of a name.
  Such a word is that of small letters too, and its capitals are one more at its place. Typed so, only they are meant (`run`).
- Hangul, Han, kana and scripts without spaces become overlapping pairs of characters, each at a position of its own.
"""

from __future__ import annotations

import functools
import itertools
import re
import unicodedata
from collections.abc import Collection, Iterator
from typing import NamedTuple

from nkdocs.characters import APOSTROPHES, HYPHENS, UNSEEN, compiled, fold, is_unspaced, unspaced_run
from nkdocs.terms import LONGEST, choose_language, folded, language, term_of, terms_of

#: To be raised with every change that makes another term of some text: the index is then rebuilt.
VERSION = 3
_MOST_PARTS = 6
_CACHE_SIZE = 200_000
#: Words of English and other languages that in capitals are a country, an organisation, an illness, a trade.
ABBREVIATIONS = frozenset({"us", "un", "it", "who", "is", "am", "aids", "ice", "ai", "au", "eu", "la"})
_CAPITALS = frozenset(map(str.upper, ABBREVIATIONS))

#: One character as a reader counts them: a syllable of Hangul in its parts, a letter with its marks.
_CLUSTER = (
    "(?s:[\u1100-\u115f\ua960-\ua97f]+[\u1160-\u11a7\ud7b0-\ud7c6]*[\u11a8-\u11ff\ud7cb-\ud7ff]*|.[\u3099\u309a\uff9e\uff9f]*)"
)
#: Where the marks of scripts are, and where a character of `_UNSPACED` may be, to be seen at a glance.
_WITH_MARKS = (range(0x300, 0x2000), range(0x3099, 0x309B), range(0xA66F, 0xABFF), range(0xFE20, 0xFE30))
_MAYBE_MARKS = "[" + "".join(f"{chr(block[0])}-{chr(block[-1])}" for block in _WITH_MARKS) + "]"
_MAYBE_UNSPACED = "[\u0e01-\u1fff\u3005-\U0003ffff]"
#: Neither is in a text without one of these, of which Python makes a pattern in a fifteenth of the time.
_FURTHER = r"[^\x00-\u02ff\u2000-\u2fff]"
#: In a piece without those scripts: words with hyphens between. What is no letter, digit, hyphen or point is a mark there.
_WORD = rf"[^\W_]++(?:[^{HYPHENS}\w.,]++[^\W_]++|(?<=\d)[.,](?=\d)[^\W_]++)*+[^{HYPHENS}{APOSTROPHES}\w.,]*+"
_PART = rf"(?:[^\W\d_](?:\.[^\W\d_])+(?![^\W_])\.?|{_WORD})"
_CHAIN = rf"{_PART}(?:[{HYPHENS}]{_PART})*+"
_ELISION = rf"(?i:[cdjlmnst]|qu|un|all|dall|dell|nell|sull|quell)(?=[{APOSTROPHES}]\w[\u0300-\u036f]*\w)"
_BETWEEN_HYPHENS = f"[^{HYPHENS}]+(?<![{UNSEEN}])"
#: What stands before and after words, and is never part of one without a letter on its other side.
_MARKS = '"“”().,:;!?…'
_BETWEEN_COMMAS = re.compile("[^,]+")
_THOUSANDS = re.compile(r"\d{1,3}(?:,\d{3})+(?!\d)")


def speak(language: str) -> None:
    """Make words of texts and of queries terms of this language from now on: one of `languages`."""
    if choose_language(language):
        _cache.clear()
        _analysed.clear()


class Token(NamedTuple):
    """A word of a text, at ``text[start:end]``.

    `term`: folded and stemmed, what words and phrases match; `form`: folded only, what prefixes and fuzzy words match.
    `position`: the 0-based number of the word; a compound shares the position of its first part.
    """

    term: str
    form: str
    start: int
    end: int
    position: int


def tokens(text: str) -> list[Token]:
    """All tokens of a text, compounds too, ordered by position, then start. Never raises."""
    found: list[Token] = []
    position = 0
    held, new = _cache, tuple.__new__  # this loop is most of the time that a snippet takes
    for match in _pattern(text).finditer(text):
        piece = match[0]
        parts = held.get(piece)
        if parts is None:
            parts = _remember(piece)
        start = match.start()
        for term, form, first, last, place in parts:
            found.append(new(Token, (term, form, start + first, start + last, position + place)))
        if parts:
            position += parts[-1][4] + 1
    return found


def has_terms(text: str, terms: Collection[str]) -> bool:
    """Whether a text has all these terms; one character of a script without spaces stands in pairs too."""
    held = {token.term for token in tokens(text)}
    return all(term in held or (len(term) == 1 and is_unspaced(term) and any(term in each for each in held)) for term in terms)


def pieces(text: str) -> list[str]:
    """The text between spaces. What hangs together in a word has no space in it.

    The tokens of the text are those of its pieces, one after the other, each piece counted from the position after the last.
    """
    return text.split()


def plain_word(piece: str) -> str:
    """The form of one of `pieces` that is a word of ASCII letters, but for marks around it; else ""."""
    word = piece.strip(_MARKS)
    is_plain = word.isascii() and word.isalpha() and len(word) <= LONGEST and word.removesuffix("s") not in _CAPITALS
    return word.lower() if is_plain else ""


def analyse(piece: str) -> list[Token]:
    """The tokens of one of `pieces`: the same as `tokens` gives, quicker for what most are, a word with marks around it."""
    return [token] if (token := _plain(piece)) else tokens(piece)


def _plain(piece: str) -> Token | None:
    """The only token of a word of ASCII letters, but for marks around it."""
    form = plain_word(piece)
    if not form:
        return None
    word = piece.strip(_MARKS)
    start = piece.index(word)
    return Token(term_of(form), form, start, start + len(word), 0)


def analysed(piece: str) -> list[Token]:
    """The same, remembered for whoever asks again: not to be changed."""
    parts = _analysed.get(piece)
    if parts is None:
        parts = analyse(piece)
        if len(piece) <= LONGEST:
            if len(_analysed) >= _CACHE_SIZE:
                _analysed.clear()
            _analysed[piece] = parts
    return parts


def sequence(text: str) -> list[Token]:
    """The plain run of a text's words, without compounds: what a phrase is made of. Positions are 0, 1, 2 and so on."""
    run: list[Token] = []
    for token in tokens(text):
        if not run or token.position != run[-1].position:
            run.append(token)
    return run


def run(text: str) -> list[Token]:
    """As `sequence`, as it is meant in a query: an abbreviation in capitals or with dots is that, and not the small word."""
    words: list[Token] = []
    for token in tokens(text):
        if not words or token.position != words[-1].position:
            words.append(token)
        elif token.term in _CAPITALS:
            words[-1] = token
    return words


def word_form(text: str) -> str:
    """A part of one word, folded as the forms of words are; empty if it is none, or more than one."""
    form = folded(text)
    return form if form.isalnum() and not any(text.count(mark) for mark in HYPHENS) else ""


def digest() -> str:
    """A hexadecimal digest of this definition, with the releases of the stemmer and of Unicode: texts and queries share it.

    Before it stands a language that is not English, with a colon.
    """
    import hashlib

    from Stemmer import version

    made = hashlib.sha256(f"{VERSION} {language()} {version()} {unicodedata.unidata_version}".encode()).hexdigest()
    return made if language() == "english" else f"{language()}:{made}"


_Part = tuple[str, str, int, int, int]
_cache: dict[str, tuple[_Part, ...]] = {}
_analysed: dict[str, list[Token]] = {}


def _remember(piece: str) -> tuple[_Part, ...]:
    token = _plain(piece)
    parts = (token,) if token else tuple(_analyse(piece))
    if len(piece) <= LONGEST:
        if len(_cache) >= _CACHE_SIZE:
            _cache.clear()
        _cache[piece] = parts
    return parts


def _pattern(text: str) -> re.Pattern[str]:
    """A piece of this text that holds one word, or several that may hang together: letters and digits, and what joins them.

    Which of them do hang together is found for each piece once (`_analyse`); this pattern runs over every text.
    """
    is_marked = not text.isascii() and compiled(_FURTHER).search(text) and compiled(_MAYBE_MARKS).search(text)
    return _joined(_marks() if is_marked else "")


@functools.cache
def _joined(marks: str) -> re.Pattern[str]:
    after = f"[{marks}]++|" if marks else ""
    return re.compile(rf"[^\W_]++(?:[{HYPHENS}{marks}{UNSEEN}{APOSTROPHES}.,]++[^\W_]++)*+(?:{after}(?<=\.[^\W\d_])\.)?")


@functools.cache
def _marks() -> str:
    """The marks of all scripts, as they stand in a set of characters: accents, vowels, tones."""
    return "".join(
        f"{chr(codes[0])}-{chr(codes[-1])}"
        for block in _WITH_MARKS
        for is_mark, run in itertools.groupby(block, key=lambda code: unicodedata.category(chr(code)).startswith("M"))
        if is_mark and (codes := tuple(run))
    )


def _analyse(piece: str) -> list[_Part]:
    """The tokens of one piece, their offsets and positions counted from its start."""
    found: list[_Part] = []
    position = 0
    for parts in _groups(piece):
        found += ((term, form, start, end, position + place) for term, form, start, end, place in parts)
        position += parts[-1][4] + 1 if parts else 0
    return found


def _groups(piece: str) -> Iterator[list[_Part]]:
    """The tokens of what hangs together in a piece, the positions of each group from 0 on."""
    plain = piece.isascii() or not (compiled(_FURTHER).search(piece) and compiled(_MAYBE_UNSPACED).search(piece))
    runs = [] if plain else [run.span() for run in unspaced_run().finditer(piece)]
    start = 0
    for end, following in [*runs, (len(piece), len(piece))]:
        for chain in compiled(_CHAIN).finditer(piece, start, end):
            yield _words(chain[0], chain.start())
        yield _pairs(piece[end:following], end)
        start = following


def _words(chain: str, offset: int) -> list[_Part]:
    """The words that hyphens and elisions join, and their compound."""
    words = [(form, offset + start, offset + end) for start, end in _spans(chain) if (form := folded(chain[start:end]))]
    parts = [
        (term, form, start, end, place)
        for place, (form, start, end) in enumerate(words)
        for term in terms_of(form, chain[start - offset : end - offset])
    ]
    if 1 < len(words) <= _MOST_PARTS and not all(form.isdecimal() for form, _, _ in words):
        compound = "".join(form for form, _, _ in words)[:LONGEST]
        second = next(place for place, part in enumerate(parts) if part[4])
        parts.insert(second, (term_of(compound), compound, words[0][1], words[-1][2], 0))
    meant = [
        (capitals, capitals, *part[2:])
        for part in parts
        if (capitals := _capitals(chain[part[2] - offset : part[3] - offset], part[1]))
    ]
    return sorted([*parts, *meant], key=lambda part: part[4]) if meant else parts


def _capitals(word: str, form: str) -> str:
    """An abbreviation as such, if the word is written as one: US, U.S., u.s., US's; else nothing."""
    small = form if form in ABBREVIATIONS else form[:-1] if form.endswith("s") else ""
    letters = [letter for letter in word if letter.isalpha()][: len(small)]
    is_one = small in ABBREVIATIONS and (all(map(str.isupper, letters)) or word[1:2] == ".")
    return small.upper() if is_one else ""


def _spans(piece: str) -> Iterator[tuple[int, int]]:
    """Where the words of a piece stand: what is between hyphens, and what is before and after the apostrophe of an elision."""
    for part in compiled(_BETWEEN_HYPHENS).finditer(piece):
        start, end = part.span()
        if (article := compiled(_ELISION).match(piece, start, end)) is not None:
            yield start, article.end()
            start = article.end() + 1
        if "," in part[0] and not _THOUSANDS.match(piece, start, end):
            for number in _BETWEEN_COMMAS.finditer(piece, start, end):
                yield number.span()
        else:
            yield start, end


def _pairs(run: str, offset: int) -> list[_Part]:
    """A run of a script without spaces, as overlapping pairs of its characters; one character alone stands for itself."""
    characters = [
        (form, offset + cluster.start(), offset + cluster.end())
        for cluster in compiled(_CLUSTER).finditer(run)
        if (form := fold(cluster[0]))
    ]
    if len(characters) == 1:
        form, start, end = characters[0]
        return [(form, form, start, end, 0)]
    return [
        (first + second, first + second, start, end, place)
        for place, ((first, start, _), (second, _, end)) in enumerate(itertools.pairwise(characters))
    ]
