"""From results to characters: what a renderer can show, and how hostile text is made safe. `forms` chooses one.

A renderer is given values of `model` and a stream, and writes results and nothing else: no notice, no progress. It must not
know how a result came about: no index, no query language, no disk.

Article text, file names and queries come from strangers. Whatever a terminal would obey instead of show is taken out here, in
`sanitize`, and nowhere else; every renderer but JSON, which escapes, prints nothing that has not passed through it.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Literal, Protocol

from nkdocs.characters import compiled

if TYPE_CHECKING:
    from collections.abc import Sequence

    from nkdocs.answers import Answer, IndexReport, Status, Timeline
    from nkdocs.correction_plans import FixReport
    from nkdocs.excerpts import Excerpt
    from nkdocs.health import Diagnosis
    from nkdocs.model import Article, Span
    from nkdocs.parsing import ParseReport

#: What a terminal obeys: CSI sequences, and strings (OSC, DCS, SOS, PM, APC) up to their end. Nothing here is scanned twice.
_SEQUENCES = re.compile(
    "(?:\x1b\\[|\x9b)[0-?]*[ -/]*[@-~]"
    "|(?:\x1b[\\]PX^_]|[\x90\x98\x9d-\x9f])[^\x07\x1b\x90\x98\x9c-\x9f\n]*(?:\x07|\x1b\\\\|\x9c)"
)
#: Joiners shape letters in the scripts from Arabic to Khmer; anywhere else they only hide.
_IDLE_JOINERS = "(?<![\u0600-\u1fff])[\u200c\u200d]"
_JOINERS = "\u200c\u200d"
#: Format characters that are seen: signs written under Arabic, Syriac and Kaithi numbers.
_SEEN = frozenset("\u0600\u0601\u0602\u0603\u0604\u0605\u06dd\u070f\u0890\u0891\u08e2\U000110bd\U000110cd")
#: White space that moves the cursor, or that some programs take for the end of a line.
_BREAKS = "\t\v\f\r\x1c\x1d\x1e\x1f\x85\u2028\u2029"
#: Selectors choose a form of signs, emoji, Han and Mongolian letters; anywhere else, and one after another, they only hide.
#: Behind an opening quotation mark, which is often ours, a text begins.
SELECTORS = "\u180b-\u180d\u180f\ufe00-\ufe0f\U000e0100-\U000e01ef"
_HAN = "\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_MARKS = "\u2010-\u2017\u2019\u201b\u201d\u201f-\u2027"
_SIGNS = f"\u1000-\u109f{_MARKS}\u2030-\u205e\u2070-\u33ff{_HAN}\ua840-\ua87f\uff01-\uff5e\U00010000-\U0001ffff"
_IDLE_SELECTORS = (
    f"(?<![\u1807-\u180a\u1820-\u18aa])[\u180b-\u180d\u180f]|(?<![{_SIGNS}])[\ufe00-\ufe0d]"
    f"|(?<![0-9#*\xa9\xae{_SIGNS}])[\ufe0e\ufe0f]|(?<![{_HAN}])[\U000e0100-\U000e01ef]"
)
#: Unseen as well, though letters or marks by their category, or not assigned: Hangul fillers, inherent Khmer vowels, the
#: grapheme joiner, tags.
UNSEEN = "\u034f\u115f\u1160\u17b4\u17b5\u2065\u3164\uffa0\ufff0-\ufff8\U000e0000-\U000e00ff\U000e01f0-\U000e0fff"
_UNSEEN = f"[{UNSEEN}]"
#: What few texts have. What is looked for only in these is compiled when there is one: that takes longer than to print a page.
_RARE = re.compile(f"[{SELECTORS}{UNSEEN}]")


class _Shown(dict[int, str]):
    """What is printed for a character, worked out when it is first met."""

    def __missing__(self, code: int) -> str:
        self[code] = shown = _show(chr(code))
        return shown


def _show(character: str) -> str:
    if character in _BREAKS:
        return " "
    category = unicodedata.category(character)
    if category == "Cs":
        # A byte of a file name that is no UTF-8 (surrogateescape) is shown as what it is.
        return f"\\x{ord(character) - 0xDC00:02x}" if "\udc80" <= character <= "\udcff" else "\ufffd"
    hidden = category == "Cc" or (category == "Cf" and character not in _SEEN and character not in _JOINERS)
    return "" if hidden or (_RARE.match(character) and compiled(_UNSEEN).match(character)) else character


_SHOWN = _Shown({ord("\n"): "\n"})


def sanitize(text: str, *, keep_newlines: bool = False) -> str:
    r"""The text without anything that a terminal obeys, or that deceives the eye.

    Escape sequences, control and C1 characters, bidi controls and unseen characters are taken out; tabs and odd line ends
    become spaces, and so does ``"\n"`` unless `keep_newlines`; a lone surrogate is shown as ``\xNN`` or U+FFFD.
    """
    if text.isprintable() and (text.isascii() or not _RARE.search(text)):
        return text
    shown = _SEQUENCES.sub("", text)
    if not text.isascii():
        shown = compiled(_IDLE_JOINERS).sub("", shown)
    shown = shown.translate(_SHOWN)
    if _RARE.search(shown):
        shown = compiled(_IDLE_SELECTORS).sub("", shown)
    return shown if keep_newlines else shown.replace("\n", " ")


#: The ways in which `show` shows an article, by the method of a renderer.
View = Literal["article", "raw", "evidence"]


class AnswerRenderer(Protocol):
    """Shows what `search` and `list` found. `tells_total`: what is printed says itself that it is only a part."""

    tells_total: bool

    def search(self, answer: Answer) -> None:
        """The hits, with pieces of text."""

    def listing(self, answer: Answer) -> None:
        """The articles, without."""


class CountsRenderer(AnswerRenderer, Protocol):
    """Shows what was counted: the facets of an answer, in the place of its hits, and timelines."""

    def timeline(self, timeline: Timeline) -> None:
        """How many articles are of each time."""


class Renderer(AnswerRenderer, Protocol):
    """Shows whatever a command can give back."""

    def article(self, article: Article, highlights: Sequence[Span] = ()) -> None:
        """An article for reading. `highlights` are spans of the dump."""

    def raw(self, article: Article, highlights: Sequence[Span] = ()) -> None:
        """The lines of the dump that the article was read from, numbered as in the file."""

    def evidence(self, article: Article) -> None:
        """Every claim about the article: those that were chosen, and those that were not."""

    def excerpt(self, excerpt: Excerpt, highlights: Sequence[Span] = ()) -> None:
        """The lines around a line of a dump."""

    def parsed(self, report: ParseReport) -> None:
        """The articles of each file, and what every line was taken for if the report says."""

    def status(self, status: Status) -> None:
        """What the archive holds."""

    def indexed(self, report: IndexReport) -> None:
        """What a run of `index` did."""

    def fixed(self, report: FixReport) -> None:
        """What `fix` corrected."""

    def diagnosed(self, diagnosis: Diagnosis) -> None:
        """What `doctor` found."""
