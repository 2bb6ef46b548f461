"""An article as a source: what a citation says of it, in the one form that all others are made from (CSL-JSON, as a value).

A citation says what the archive knows and no more. A date is as precise as it was read, or lacking; a name is split only where
that is certain; site, address and access date are there only if the dump states them. What cannot go into a field of its own
goes into the note, so that nobody cites without it: where in the archive the text stands, with the digest of the file; what is
in doubt; and the notes that protect people.
"""

from __future__ import annotations

import re
from typing import Any

from nkdocs.doubts import Corrected, Doubt, Note, corrections, doubts, notes
from nkdocs.model import Article, PartialDate
from nkdocs.naming import split_name
from nkdocs.origins import read_origin
from nkdocs.values import dataclass

#: What keys of citations are made of in every program that reads them.
_KEY = re.compile(r"[a-z0-9][a-z0-9-]*")
#: Characters of a note that are cited; the line says where the rest is.
_LONGEST_NOTE = 300
_Csl = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Citation:
    """An article as a source.

    `key` is its id: unique in the archive, and the same as long as its title is. `item` is the CSL-JSON item; `place` is where
    it stands, such as ``seeds/001.txt, lines 39–71``; `cautions` are sentences about what is in doubt, what a person
    corrected, and whom a note protects.
    """

    key: str
    item: _Csl
    place: str
    digest: str
    cautions: tuple[str, ...]
    doubts: tuple[Doubt, ...]
    corrections: tuple[Corrected, ...]
    notes: tuple[Note, ...]
    article: Article


def cite_article(article: Article) -> Citation:
    """The citation of an article that has an id. Raises `ValueError` for an id that can be no key."""
    if not _KEY.fullmatch(article.id):
        raise ValueError(f"not a key: {article.id!r}")
    origin = read_origin(article)
    place, digest = _place(article), article.source.digest
    doubted, given, noted = tuple(doubts(article)), tuple(corrections(article)), tuple(notes(article))
    cautions = (*map(_about_doubt, doubted), *(f"{each.field} {each.said}" for each in given), *map(_about_note, noted))
    told = "; ".join([f"archive file {place}", *([f"sha256 {digest}"] if digest else []), *cautions])
    item: _Csl = {
        "id": article.id,
        "type": "webpage",
        "title": article.title.value if article.title else None,
        "author": [_name(claim.value) for claim in article.authors] or None,
        "issued": _date(article.date.value if article.date else None),
        "accessed": _date(origin.accessed),
        "container-title": origin.site,
        "URL": origin.url,
        "archive_location": place,
        "note": told,
    }
    known = {name: value for name, value in item.items() if value is not None}
    return Citation(article.id, known, place, digest, cautions, doubted, given, noted, article)


def _place(article: Article) -> str:
    first, last = article.start_line, article.end_line
    return f"{article.source.path}, {f'line {first}' if first == last else f'lines {first}–{last}'}"


def _name(name: str) -> dict[str, str]:
    parts = split_name(name)
    return {"family": parts[1], "given": parts[0]} if parts else {"literal": name}


def _date(date: PartialDate | None) -> dict[str, list[list[int]]] | None:
    if date is None:
        return None
    return {"date-parts": [[part for part in (date.year, date.month, date.day) if part is not None]]}


def _about_doubt(doubt: Doubt) -> str:
    return f"{doubt.field} in doubt ({doubt.why}, line {doubt.line})"


def _about_note(note: Note) -> str:
    text = note.text if len(note.text) <= _LONGEST_NOTE else note.text[:_LONGEST_NOTE].rsplit(" ", 1)[0] + " …"
    return f"note in line {note.line}: {text}"
