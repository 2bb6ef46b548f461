"""The paragraphs of a draft, with the line of every character: plain text, Markdown, HTML.

A draft is what a person writes now, not a dump: its form is known, and libraries read it. Fenced code, the mark of a heading,
the address of a link and front matter are no text of the draft.
"""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import PurePath
from typing import Literal

from nkdocs.rules import words_of
from nkdocs.values import dataclass

Form = Literal["txt", "md", "html"]
FORMS: tuple[Form, ...] = ("txt", "md", "html")
_SUFFIXES: dict[str, Form] = {".html": "html", ".htm": "html", ".xhtml": "html", ".md": "md", ".markdown": "md"}
_FRONT_MATTER = re.compile(r"\A---[ \t]*\n.*?\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
#: What begins a new paragraph in HTML, and what is no text.
_BLOCKS = words_of(
    "address article aside blockquote br body dd div dl dt figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr li main "
    "nav ol p section table tbody td th thead tr ul"
)
_SILENT = frozenset({"script", "style", "head", "code", "pre", "template", "noscript", "textarea"})


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph, whether it is a quotation as a whole, and where its lines begin: places in the text, and numbers from 1."""

    text: str
    is_quoted: bool
    starts: tuple[int, ...]
    numbers: tuple[int, ...]

    def line(self, place: int) -> int:
        """The 1-based line of the draft that a character stands in."""
        return self.numbers[max(0, bisect.bisect_right(self.starts, place) - 1)]


def form_of(path: str) -> Form:
    """The form of a draft by its name; plain text where that says nothing."""
    return _SUFFIXES.get(PurePath(path).suffix.lower(), "txt")


def paragraphs(text: str, form: Form) -> list[Paragraph]:
    """The paragraphs of a draft, in order."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    read = {"txt": _read_text, "md": _read_markdown, "html": _read_html}[form]
    return [paragraph for paragraph in read(text) if paragraph.text.strip()]


class _Writer:
    """A paragraph being put together from pieces, each with its line."""

    def __init__(self) -> None:
        self.text = ""
        self.starts: list[int] = []
        self.numbers: list[int] = []

    def add(self, piece: str, line: int) -> None:
        """Text that begins in a line, and may go on in the next ones."""
        for at, part in enumerate(piece.split("\n")):
            if at:
                self.text += "\n"
            self.starts.append(len(self.text))
            self.numbers.append(line + at)
            self.text += part

    def paragraph(self, *, is_quoted: bool) -> Paragraph:
        """What was put together."""
        return Paragraph(self.text, is_quoted, tuple(self.starts) or (0,), tuple(self.numbers) or (1,))


def _read_text(text: str) -> Iterator[Paragraph]:
    writer, quoted = _Writer(), False
    for number, line in enumerate(text.split("\n"), 1):
        marked = line.lstrip().startswith(">")
        bare = line.lstrip().lstrip(">").strip() if marked else line
        if not bare.strip() or marked != quoted:
            yield writer.paragraph(is_quoted=quoted)
            writer, quoted = _Writer(), marked
        if bare.strip():
            writer.add(("\n" if writer.text else "") + bare, number - bool(writer.text))
    yield writer.paragraph(is_quoted=quoted)


def _read_markdown(text: str) -> Iterator[Paragraph]:
    from markdown_it import MarkdownIt  # for those who have such a draft

    if front := _FRONT_MATTER.match(text):
        text = "\n" * front[0].count("\n") + text[front.end() :]
    depth = 0
    for token in MarkdownIt("commonmark").enable("table").parse(text):
        depth += (token.type == "blockquote_open") - (token.type == "blockquote_close")
        if token.type == "html_block" and token.map is not None:
            yield from _read_html(token.content, token.map[0])
        if token.type == "code_block" and token.map is not None:
            yield from _read_indented(token.content, token.map[0], is_quoted=depth > 0)
        if token.type != "inline" or token.map is None:
            continue
        writer, line = _Writer(), token.map[0] + 1
        for child in token.children or ():
            if child.type in ("softbreak", "hardbreak"):
                writer.add("\n", line)
                line += 1
            elif child.type in ("text", "text_special"):
                writer.add(child.content, line)
            elif child.type in ("code_inline", "image"):
                writer.add(" ", line)
        yield writer.paragraph(is_quoted=depth > 0)


def _read_indented(text: str, before: int, *, is_quoted: bool) -> Iterator[Paragraph]:
    """The paragraphs of lines set in by four spaces. Markdown takes them for code; writers set in what they quote."""
    for paragraph in _read_text(text):
        numbers = tuple(before + number for number in paragraph.numbers)
        yield Paragraph(paragraph.text, is_quoted or paragraph.is_quoted, paragraph.starts, numbers)


class _Html(HTMLParser):
    """The standard library's reader of HTML, which takes whatever comes and says in which line it is."""

    def __init__(self, before: int) -> None:
        super().__init__(convert_charrefs=False)
        self._before = before
        self.found: list[Paragraph] = []
        self._writer = _Writer()
        self._quoted = 0
        self._silent: list[str] = []

    def end_paragraph(self) -> None:
        """What was read so far is a paragraph."""
        self.found.append(self._writer.paragraph(is_quoted=self._quoted > 0))
        self._writer = _Writer()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """A block begins; ``<q>`` is a quotation mark."""
        del attrs
        if tag in _BLOCKS:
            self.end_paragraph()
            if "head" in self._silent:
                self._silent.clear()  # its end may be left out
        self._quoted += tag == "blockquote"
        self._silent += [tag] if tag in _SILENT else []
        if tag == "q":
            self._add("“")

    def handle_endtag(self, tag: str) -> None:
        """A block ends."""
        if tag in _BLOCKS:
            self.end_paragraph()
        self._quoted -= tag == "blockquote" and self._quoted > 0
        if tag in self._silent:
            self._silent.remove(tag)
        if tag == "q":
            self._add("”")

    def handle_data(self, data: str) -> None:
        """Text."""
        self._add(data)

    def handle_entityref(self, name: str) -> None:
        """A character by its name."""
        from html import unescape  # for those who have such a draft

        self._add(unescape(f"&{name};"))

    def handle_charref(self, name: str) -> None:
        """A character by its number."""
        self.handle_entityref(f"#{name}")

    def _add(self, text: str) -> None:
        if not self._silent:
            self._writer.add(text, self._before + self.getpos()[0])


def _read_html(text: str, before: int = 0) -> Iterator[Paragraph]:
    """The paragraphs of a text, before which the draft has so many lines."""
    reader = _Html(before)
    reader.feed(text)
    reader.close()
    reader.end_paragraph()
    yield from reader.found
