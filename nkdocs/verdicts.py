"""What can be said of a quotation: a verdict, the passages it rests on, what differs, and what else should be known.

These are values: how a verdict is come by is `quoting`, how it is shown is `render`.
"""

from __future__ import annotations

from enum import Enum
from typing import Literal

from nkdocs.model import Article, Kind, Span
from nkdocs.values import dataclass


class Verdict(Enum):
    """Whether the archive says what a quotation says. The value is the word that is shown, and written in JSON.

    VERBATIM: word for word, but for kinds of quotation marks, apostrophes and dashes, spaces, the case of the first letter, and
    the marks at its ends. AMBIGUOUS: that, in several articles that are no copies of each other. STITCHED: its pieces are word
    for word, but from several places, or with more left out between them than a reader would think. ALTERED: it is a passage,
    with differences. NOT FOUND: no passage is near enough to be what was meant.
    """

    VERBATIM = "VERBATIM"
    ALTERED = "ALTERED"
    STITCHED = "STITCHED"
    AMBIGUOUS = "AMBIGUOUS"
    NOT_FOUND = "NOT FOUND"


@dataclass(frozen=True, slots=True)
class Difference:
    """What stands in the archive and what in the quotation in its place; "" is nothing. `line` is the 1-based line of it.

    `kind` is one of `telling_words.KINDS`.
    """

    kind: str
    archive: str
    quotation: str
    line: int


@dataclass(frozen=True, slots=True)
class Step:
    """A piece of a word diff: what both have, what only the archive has (left out), or what only the quotation has (added).

    The text begins with a space where there is one between it and the piece before.
    """

    sort: Literal["same", "left out", "added"]
    text: str


@dataclass(frozen=True, slots=True)
class Standing:
    """A passage of the archive that a quotation, or a piece of it, was compared with.

    `span` is its place in characters of the dump, `line` and `last_line` its 1-based lines, `text` what stands there, `before`
    and `after` the rest of its sentences, `quotation` the piece. `likeness`: the share of the piece's words that stand there in
    its order, from 0 to 1. `diff` is empty for one that is word for word.
    """

    article: Article
    span: Span
    line: int
    last_line: int
    kind: Kind
    text: str
    quotation: str
    likeness: float = 1.0
    exact: bool = True
    before: str = ""
    after: str = ""
    diff: tuple[Step, ...] = ()


@dataclass(frozen=True, slots=True)
class Judgement:
    """A quotation as it was given, the verdict, and its reasons. `total`: of how many places, if not all are listed.

    `is_stale`: it rests on a dump that has changed or is gone since it was indexed; the notes say which.
    """

    quotation: str
    verdict: Verdict
    passages: tuple[Standing, ...] = ()
    differences: tuple[Difference, ...] = ()
    notes: tuple[str, ...] = ()
    total: int = 0
    is_stale: bool = False

    @property
    def is_right(self) -> bool:
        """Whether the quotation is VERBATIM, by a dump that is still what was indexed."""
        return self.verdict is Verdict.VERBATIM and not self.is_stale


@dataclass(frozen=True, slots=True)
class Checked:
    """A quotation of a draft, at a 1-based line of it, and what can be said of it."""

    line: int
    judgement: Judgement


@dataclass(frozen=True, slots=True)
class Unchecked:
    """What stands in quotation marks in a draft and is not checked: a term or title, or marks never closed or too far apart."""

    line: int
    text: str
    why: Literal["term", "title", "not closed", "too long"]

    @property
    def is_trouble(self) -> bool:
        """Whether it should have been checked, and could not be."""
        return self.why in ("not closed", "too long")


@dataclass(frozen=True, slots=True)
class DraftReport:
    """What can be said of all quotations of a draft. `path` is as it was given."""

    path: str
    checked: tuple[Checked, ...] = ()
    unchecked: tuple[Unchecked, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def is_right(self) -> bool:
        """Whether every quotation is VERBATIM, by dumps that are still what was indexed, and none could not be checked."""
        return all(each.judgement.is_right for each in self.checked) and not any(each.is_trouble for each in self.unchecked)

    def counts(self) -> dict[str, int]:
        """How many quotations have each verdict, in the order of `Verdict`."""
        verdicts = [each.judgement.verdict for each in self.checked]
        return {verdict.value: verdicts.count(verdict) for verdict in Verdict}
