"""Where an article says it comes from: lines such as ``URL: https://...`` and ``Accessed 3 May 2021`` that were saved with it.

Most dumps have none, and then nothing is said: an address is never made up of a site's name, nor an access date of a file's
time. Only a line that says nothing else counts, and only at the beginning or the end of the article: an address within the
text, or in a list of works, is that of something else.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple

from nkdocs.model import Article, PartialDate
from nkdocs.values import dataclass

#: Lines with text, after the title and before the end, in which an origin may stand.
_AFTER_TITLE, _BEFORE_END = 8, 6
_LONGEST = 2_000
_ADDRESS = r"<?(?P<url>https?://[^\s<>\"]+[^\s<>\".,;])>?"
_DATE = r"(?P<date>[^:]{4,40}?)"


class OriginLine(NamedTuple):
    """A line that tells an origin: its name, its pattern, a line that is one, and a line that is none."""

    name: str
    pattern: str
    example: str
    other: str


ORIGIN_LINES = (
    OriginLine(
        "labelled address",
        rf"(?:url|link|source|source url|original|original article|permalink|retrieved from|available at)\s*[:：]\s*{_ADDRESS}",
        "Source: https://example.org/2021/05/money",
        "See the source at https://example.org/2021 for more",
    ),
    OriginLine(
        "access date",
        rf"(?:accessed|retrieved|date accessed|access date|saved|captured|archived)(?: on)?\s*[:：]?\s*{_DATE}"
        rf"(?:,? (?:from|at) {_ADDRESS})?\.?",
        "Accessed on 3 May 2021",
        "The page was accessed on 3 May 2021",
    ),
    OriginLine(
        "labelled site",
        r"(?:website|site|publisher)\s*[:：]\s*(?P<site>(?!https?:)[^\s:][^:]{1,60})",
        "Publisher: The Harbour Gazette",
        "Publisher: see https://example.org",
    ),
)
_PATTERNS = tuple(re.compile(row.pattern, re.IGNORECASE) for row in ORIGIN_LINES)


@dataclass(frozen=True, slots=True)
class Origin:
    """What an article says of where it comes from; None where it says nothing."""

    url: str | None = None
    accessed: PartialDate | None = None
    site: str | None = None


def read_origin(article: Article) -> Origin:
    """What the lines at the beginning and the end of the article say of its origin. The first line that says it counts."""
    origin = Origin()
    for line in _lines(article):
        for pattern in _PATTERNS:
            if len(line) <= _LONGEST and (found := pattern.fullmatch(line)):
                told = found.groupdict()
                origin = replace(
                    origin,
                    url=origin.url or told.get("url"),
                    site=origin.site or told.get("site"),
                    accessed=origin.accessed or _day(told.get("date")),
                )
    return origin


def _lines(article: Article) -> Iterator[str]:
    lines = [line.strip() for line in article.text.split("\n")]
    title = article.start_line - article.first_line
    after = [at for at, line in enumerate(lines) if line and at > title]
    chosen = {*range(title), *after[:_AFTER_TITLE], *after[-_BEFORE_END:]}
    return (line for at, line in enumerate(lines) if at in chosen)


def _day(text: str | None) -> PartialDate | None:
    """The date that a text is, and nothing else."""
    if text is None:
        return None
    from nkdocs.dates import find_dates  # the calendars of eleven languages, for the few articles that have such a line

    found = find_dates(text)
    whole = len(found) == 1 and not found[0].reason and (found[0].start, found[0].end) == (0, len(text))
    return found[0].date if whole else None
