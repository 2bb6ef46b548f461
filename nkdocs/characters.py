"""Which characters are the same to a searcher, for texts and for queries: case, accents, widths, kinds of marks and spaces.

What makes a word of them is not known here (see `analysis`).
"""

from __future__ import annotations

import functools
import re
import unicodedata

APOSTROPHES = "'’‘‛ʼʻ＇`´′"
HYPHENS = "-‐‑‒–−﹣－"
_FOLDED = {
    **dict.fromkeys(map(ord, APOSTROPHES), "'"),
    **dict.fromkeys(map(ord, HYPHENS + "—―"), "-"),
    **dict.fromkeys(map(ord, "“”„‟«»″＂"), '"'),
    **dict.fromkeys([0xA0, 0x1680, *range(0x2000, 0x200B), 0x202F, 0x205F, 0x3000], " "),
    # letters that Unicode does not take apart
    **str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ħ": "h", "ı": "i", "æ": "ae", "œ": "oe", "ð": "d", "þ": "th", "ŋ": "n"}),
}
#: Soft hyphen, zero-width and bidi characters, variation selectors: seen by nobody.
UNSEEN = "\u00ad\u034f\u061c\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff\U000e0000-\U000e0fff"
_REMOVED = re.compile(f"[{UNSEEN}]")
#: Accents, and the points of Hebrew and Arabic, which are written or left out.
_ACCENTS = "[\u0300-\u036f\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u064b-\u065f\u0670\u1dc0-\u1dff]"
#: Hangul (syllables, letters, their halves), Han, kana, Thai, Lao, Burmese, Khmer.
UNSPACED = (
    "\u1100-\u11ff\u3131-\u318e\ua960-\ua97f\uac00-\ud7a3\ud7b0-\ud7ff\uffa0-\uffdc"
    "\u3005-\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
    "\u3041-\u3096\u3099\u309a\u309d-\u309f\u30a1-\u30fa\u30fc-\u30ff\u31f0-\u31ff\uff66-\uff9f"
    "\u0e01-\u0e3a\u0e40-\u0e4e\u0e81-\u0ece\u1000-\u1049\u1050-\u109f\u1780-\u17d3"
)
#: Words with a letter that is not of ASCII; scripts that have no accents are left out early.
_NOT_ASCII = rf"[a-z]*[^\W\d_\x00-\x7f{UNSPACED}][^\W\d_]*"


def title_key(title: str) -> str:
    """What titles are sorted by: folded, from the first letter or digit on."""
    key = fold(title)
    return key[next((place for place, character in enumerate(key) if character.isalnum()), 0) :]


def fold(text: str) -> str:
    """The text with everything made the same that is the same to a searcher.

    Case, accents, widths and ligatures (NFKC), kinds of apostrophes, quotes, dashes and spaces; unseen characters are gone.
    Folding twice is folding once.
    """
    if text.isascii():
        return text.lower().replace("`", "'")
    while (folded := _fold_once(text)) != text:
        text = folded
    return folded


def accented(text: str) -> list[str]:
    """The words of a text that folding takes accents or the like from, as spelled but for case; each once."""
    if text.isascii():
        return []
    words = dict.fromkeys(compiled(_NOT_ASCII).findall(unicodedata.normalize("NFC", text).casefold()))
    return [word for word in words if fold(word) != word]


def is_unspaced(text: str) -> bool:
    """Whether a character of a script without spaces between words is in the text: such words are found by pairs."""
    return not text.isascii() and unspaced_run().search(fold(text)) is not None


@functools.cache
def compiled(pattern: str) -> re.Pattern[str]:
    """A pattern that most texts never need: compiling them all takes longer than a search does."""
    return re.compile(pattern)


@functools.cache
def unspaced_run() -> re.Pattern[str]:
    """A run of characters of the scripts without spaces, in text that need not be folded."""
    return re.compile(f"(?![{UNSEEN}])[{UNSPACED}{UNSEEN}]+")


def _fold_once(text: str) -> str:
    seen = _REMOVED.sub("", text).translate(_FOLDED)
    taken_apart = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", seen).casefold())
    return unicodedata.normalize("NFKC", compiled(_ACCENTS).sub("", taken_apart).translate(_FOLDED))
