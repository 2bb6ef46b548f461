"""What is said of an article besides title, date and authors: why a value is in doubt, whom a note protects, its copies.

Shared by the renderers. The text is the dump's own in part, and not yet safe to print.
"""

from __future__ import annotations

from collections.abc import Iterator

from nkdocs.doubts import Doubt, badges, doubts
from nkdocs.model import Copy, Hit
from nkdocs.render import layout

__all__ = ["Doubt", "badges", "beside", "copies_line", "doubt_line", "doubts"]

#: Copies whose places are named.
_PLACES = 4


def doubt_line(doubt: Doubt) -> str:
    """``? date: updated line, line 12``."""
    return f"? {doubt.field}: {doubt.why}, line {doubt.line}"


def copies_line(copies: tuple[Copy, ...]) -> str:
    """``+2 copies: a.txt:1, b.txt:40``; "" without any."""
    if not copies:
        return ""
    more = f" and {len(copies) - _PLACES:,} more" if len(copies) > _PLACES else ""
    places = ", ".join(f"{copy.source}:{copy.line}" for copy in copies[:_PLACES])
    return f"+{layout.plural(len(copies), 'copy', 'copies')}: {places}{more}"


def beside(hit: Hit) -> Iterator[tuple[str, str]]:
    """The lines beside a hit, each with its style."""
    yield from ((f"{badge} (note in line {line})", "badge") for badge, line in badges(hit.article))
    yield from ((doubt_line(doubt), "doubt") for doubt in doubts(hit.article))
    if hit.copies:
        yield copies_line(hit.copies), "faint"
    if hit.shared:
        yield f"shares: {', '.join(hit.shared)}", "label"
