"""Citations in the forms that programs read: BibTeX, BibLaTeX, RIS and CSL-JSON, all from the one CSL item.

pybtex and rispy know the forms; what is ours is which field goes where, and that no text of a dump is taken for an order:
LaTeX's signs are written out, also where BibTeX would count them. A title is in braces of its own, so that
no style changes its capitals; so is a name that is not split. Text has passed through `sanitize`, and is on one line.
"""

from __future__ import annotations

import io
import json
import re
from collections.abc import Callable, Sequence
from typing import Any

from nkdocs.citations import Citation
from nkdocs.render import sanitize

#: The forms of whole files, each with the suffix of its files.
FORMS = {"bibtex": ".bib", "biblatex": ".bib", "ris": ".ris", "csl-json": ".json"}
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_LATEX = {
    "\\": r"{\textbackslash}", "{": r"\{", "}": r"\}", "~": r"{\textasciitilde}",
    "^": r"{\textasciicircum}", "$": r"\$", "&": r"\&", "%": r"\%", "#": r"\#", "_": r"\_",
}  # fmt: skip
#: For braces without a partner: BibTeX counts braces even behind a backslash.
_LONE = {**_LATEX, "{": r"{\textbraceleft}", "}": r"{\textbraceright}"}
_SIGN = re.compile("[" + re.escape("".join(_LATEX)) + "]")
#: Two of these in a row are one other sign to LaTeX.
_LIGATURE = re.compile(r"([-`',])(?=\1)|[?!](?=`)")


def write_bibliography(citations: Sequence[Citation], form: str) -> str:
    """A whole file of the form, ending in a line end. UTF-8."""
    return _WRITERS[form]([_clean(citation.item) for citation in citations])


def _clean(value: Any) -> Any:  # noqa: ANN401  # a value of JSON
    if isinstance(value, str):
        return " ".join(sanitize(value).split())
    if isinstance(value, list):
        return [_clean(part) for part in value]
    if isinstance(value, dict):
        return {name: _clean(part) for name, part in value.items()}
    return value


def latex(text: str) -> str:
    """A text with LaTeX's signs written out."""
    signs = _LATEX if _is_paired(text) else _LONE
    escaped = _SIGN.sub(lambda found: signs[found[0]], text)
    return _LIGATURE.sub(r"\g<0>{}", escaped)


def _is_paired(text: str) -> bool:
    """Whether each brace of a text has its partner behind it."""
    depth = 0
    for sign in text:
        depth += (sign == "{") - (sign == "}")
        if depth < 0:
            return False
    return not depth


def _latex_name(name: dict[str, str]) -> str:
    if "literal" in name:
        return f"{{{latex(name['literal'])}}}"
    return f"{latex(name['family'])}, {latex(name['given'])}"


def _bibtex(items: Sequence[dict[str, Any]]) -> str:
    def dated(item: dict[str, Any]) -> list[tuple[str, str]]:
        parts = _date_parts(item, "issued")
        if not parts:
            return [("year", "n.d.")]
        fields = [("year", str(parts[0]))]
        fields += [("month", _MONTHS[month - 1]) for month in parts[1:2]]
        return [*fields, *(("day", str(day)) for day in parts[2:3])]

    return _bib(items, dated, lambda _: "misc")


def _biblatex(items: Sequence[dict[str, Any]]) -> str:
    def dated(item: dict[str, Any]) -> list[tuple[str, str]]:
        date = _iso(item, "issued")
        return [("date", date)] if date else []

    return _bib(items, dated, lambda item: "online" if "URL" in item else "misc")


def _bib(
    items: Sequence[dict[str, Any]],
    dated: Callable[[dict[str, Any]], list[tuple[str, str]]],
    kind: Callable[[dict[str, Any]], str],
) -> str:
    from pybtex.database import BibliographyData, Entry  # for those who want BibTeX
    from pybtex.database.output.bibtex import Writer

    class Verbatim(Writer):  # type: ignore[misc]  # pybtex has no types
        """What is written has its signs written out already; the name of a month is a word of BibTeX's own."""

        def _encode(self, text: str) -> str:
            return text

        def quote(self, s: str) -> str:
            self.check_braces(s)
            return s if s in _MONTHS else f"{{{s}}}"

    entries = {}
    for item in items:
        fields = [("author", " and ".join(map(_latex_name, item.get("author", ()))))]
        fields.append(("title", f"{{{latex(item['title'])}}}" if item.get("title") else ""))
        fields.append(("organization", latex(item.get("container-title", ""))))
        fields += dated(item)
        # An address is read to the letter by the packages that print it.
        fields += [("url", _address(item.get("URL", ""))), ("urldate", _iso(item, "accessed"))]
        fields.append(("note", latex(item["note"])))
        entries[item["id"]] = Entry(kind(item), [(name, value) for name, value in fields if value])
    out = io.StringIO()
    Verbatim(encoding="UTF-8").write_stream(BibliographyData(entries), out)
    return out.getvalue()


def _address(url: str) -> str:
    """An address that BibTeX can hold: what would end the field, or begin a comment of LaTeX, is written as an address does."""
    return re.sub(r"[{}\\^`\"]", lambda found: f"%{ord(found[0]):02X}", url)


def _ris(items: Sequence[dict[str, Any]]) -> str:
    import rispy  # for those who want RIS

    class Plain(rispy.RisWriter):  # type: ignore[misc]  # rispy has no types
        """Without the numbers between references, which are no part of the form."""

        def set_header(self, count: int) -> str:
            del count
            return ""

    rows = []
    for item in items:
        row: dict[str, Any] = {"type_of_reference": "ELEC", "id": item["id"]}
        if authors := item.get("author"):
            row["authors"] = [
                name["literal"] if "literal" in name else f"{name['family']}, {name['given']}" for name in authors
            ]
        parts = _date_parts(item, "issued")
        row |= {
            "title": item.get("title", ""),
            "secondary_title": item.get("container-title", ""),
            "year": f"{parts[0]:04d}" if parts else "",
            "date": _ris_date(parts),
            "urls": [item["URL"]] if "URL" in item else [],
            "access_date": _ris_date(_date_parts(item, "accessed")),
            "notes": [item["note"]],
        }
        rows.append({name: value for name, value in row.items() if value})
    return str(rispy.dumps(rows, implementation=Plain)).rstrip("\n") + "\n"


def _ris_date(parts: Sequence[int]) -> str:
    """``2019/03/04/``, with nothing between the strokes where nothing is known; "" without a date."""
    return "/".join([f"{parts[0]:04d}", *(f"{part:02d}" for part in parts[1:])]) + "/" * (4 - len(parts)) if parts else ""


def _csl_json(items: Sequence[dict[str, Any]]) -> str:
    return json.dumps(items, ensure_ascii=False, indent=2) + "\n"


def _date_parts(item: dict[str, Any], name: str) -> list[int]:
    dates = item.get(name, {}).get("date-parts", [[]])
    return list(dates[0])


def _iso(item: dict[str, Any], name: str) -> str:
    parts = _date_parts(item, name)
    return "-".join([f"{parts[0]:04d}", *(f"{part:02d}" for part in parts[1:])]) if parts else ""


_WRITERS = {"bibtex": _bibtex, "biblatex": _biblatex, "ris": _ris, "csl-json": _csl_json}
