"""Citations as sentences of a style: citeproc-py sets them, by styles of our own that stand in ``csl/``.

The official styles cover books, laws and films, run to thousands of lines and are other people's, under a licence that whoever
hands them on has to keep; a web article in a dump has a handful of fields. So the styles here say only what those fields need.

citeproc takes some characters for orders (tags in a title) and joins a full stop to whatever ends before it; so what a text
holds is handed to it in disguise, and undisguised afterwards. What is in doubt, and the notes that protect people, follow the
sentence in brackets: no style has a place for them, and nobody should cite without them.
"""

from __future__ import annotations

import functools
import html
import re
from collections.abc import Callable, Sequence
from types import SimpleNamespace
from typing import Any

from nkdocs.citations import Citation
from nkdocs.render import sanitize
from nkdocs.render.markdown import escape_inline

#: The styles, each a file of its name.
STYLES = ("apa", "chicago", "mla", "footnote")
#: Digits of a digest in a sentence; the whole of it is in the forms for programs.
_DIGITS = 16
#: Disguises, in the private area of Unicode: an end that needs no full stop, tags, and what the style wants slanted.
_END, _LESS, _MORE, _AND, _SLANT, _UPRIGHT = "\ue000", "\ue001", "\ue002", "\ue003", "\ue004", "\ue005"
_DISGUISE = str.maketrans({"<": _LESS, ">": _MORE, "&": _AND})
_UNDISGUISE = str.maketrans({_LESS: "<", _MORE: ">", _AND: "&"})
_PRIVATE = str.maketrans(dict.fromkeys((_END, _LESS, _MORE, _AND, _SLANT, _UPRIGHT), "\ufffd"))
_ENDED = re.compile(r"[.?!…。？！]['\"’”»)\]]*$")
_AFTER_END = re.compile(f"{_END}({_UPRIGHT}?)[.,]")


def style_texts(citations: Sequence[Citation], style: str) -> list[str]:
    """Each citation as a plain sentence of the style; ``markdown`` is the footnote in Markdown."""
    if style == "markdown":
        return [_told(marked, _markdown) for marked in _set(citations, "footnote")]
    return [_told(marked, _plain) for marked in _set(citations, style)]


def style_html(citations: Sequence[Citation], style: str) -> list[str]:
    """The same as HTML, escaped."""
    return [_told(marked, _html) for marked in _set(citations, style)]


def _told(marked: str, write: Callable[[str, bool], str]) -> str:
    """The sentence, each piece of it as `write` has it: a text, and whether the style wants it slanted."""
    pieces = re.split(f"({_SLANT}[^{_UPRIGHT}]*{_UPRIGHT})", _AFTER_END.sub(r"\1", marked).replace(_END, ""))
    return "".join(
        write(piece.strip(_SLANT + _UPRIGHT).translate(_UNDISGUISE), piece.startswith(_SLANT)) for piece in pieces if piece
    )


def _plain(text: str, slanted: bool) -> str:
    del slanted
    return text


def _markdown(text: str, slanted: bool) -> str:
    return f"*{escape_inline(text)}*" if slanted else escape_inline(text)


def _html(text: str, slanted: bool) -> str:
    safe = html.escape(text)
    return f"<i>{safe}</i>" if slanted else safe


def _set(citations: Sequence[Citation], style: str) -> list[str]:
    """The sentences, disguised, with what follows them."""
    import citeproc  # with lxml, for those who want sentences
    from citeproc.source.json import CiteProcJSON

    items = [_disguised(citation) for citation in citations]
    source = CiteProcJSON(items)
    sheet = _style(style)
    book = citeproc.CitationStylesBibliography(sheet, source, _FORMATTER)
    set_: list[str] = []
    for citation, item in zip(citations, items, strict=True):
        cited = citeproc.Citation([citeproc.CitationItem(item["id"])])
        cited.bibliography = book
        set_.append(str(sheet.render_bibliography(cited.cites)[0]) + _behind(citation, style))
    return set_


@functools.cache
def _style(name: str) -> Any:  # noqa: ANN401  # citeproc has no types
    from importlib import resources  # the same

    import citeproc

    path = resources.files("nkdocs.render") / "csl" / f"{name}.csl"
    with resources.as_file(path) as file:
        return citeproc.CitationStylesStyle(str(file), validate=False)


def _slanted(text: object) -> str:
    return f"{_SLANT}{text}{_UPRIGHT}"


#: What citeproc asks of the form it writes.
_FORMATTER = SimpleNamespace(
    preformat=str, Italic=_slanted, Oblique=_slanted, Bold=str, Light=str, Underline=str, Superscript=str, Subscript=str,
    SmallCaps=str,
)  # fmt: skip


def _disguised(citation: Citation) -> dict[str, Any]:
    """The item, with what is for sentences only. A title that ends a sentence itself is followed by no full stop."""
    item = {name: _hidden(value) for name, value in citation.item.items() if name not in ("note", "id", "type")}
    item.setdefault("title", "[untitled]")
    if _ENDED.search(item["title"]):
        item["title"] += _END
    return {**item, "id": citation.key, "type": "webpage"}


def _hidden(value: Any) -> Any:  # noqa: ANN401  # a value of JSON
    if isinstance(value, str):
        return " ".join(sanitize(value).split()).translate(_PRIVATE).translate(_DISGUISE)
    if isinstance(value, list):
        return [_hidden(part) for part in value]
    if isinstance(value, dict):
        return {name: _hidden(part) for name, part in value.items()}
    return value


def _behind(citation: Citation, style: str) -> str:
    """What stands behind the sentence: the digest, in a footnote, and what must not be lost."""
    digest = [f"sha256 {citation.digest[:_DIGITS]}…"] if style == "footnote" and citation.digest else []
    told = _hidden("; ".join([*digest, *citation.cautions]))
    return f" [{told}]" if told else ""
