"""The paragraphs of a draft, with the line of every character: plain text, Markdown, HTML.

A draft is what a person writes now, not a dump: its form is known, and libraries read it. Fenced code, the mark of a heading,
the address of a link and front matter are no text of the draft.
"""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterable, Iterator
from html.parser import HTMLParser
from pathlib import PurePath
from typing import TYPE_CHECKING, Literal

from nkdocs.errors import ConfigError
from nkdocs.rules import words_of
from nkdocs.values import dataclass

if TYPE_CHECKING:
    from markdown_it.token import Token

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
#: How deep quotations and lists of Markdown may stand in each other: the library leaves out what is deeper, and says nothing.
_DEEPEST = 40
#: Tags that are begun and never ended, in a draft. Each makes the library read the rest again.
_MOST_BROKEN = 20
#: What the library raises an error for, or stops at: no beginning of a section that it knows, and no number of a character.
_NO_SECTION = re.compile(r"<!\[(?!(?:temp|cdata|ignore|include|rcdata|if|else|endif)(?![\w.-]))", re.IGNORECASE)
_NO_NUMBER = re.compile(r"&#(?!(?:[0-9]+|[xX][0-9a-fA-F]+)[^0-9a-fA-F])")


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
    """The paragraphs of a draft, in order. Raises `ConfigError` for one of which not all could be read, with the line."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    read = {"txt": _read_text, "md": _read_markdown, "html": _read_html}[form]
    return [paragraph for paragraph in read(text) if paragraph.text.strip()]


class _Writer:
    """A paragraph being put together from pieces, each with its line."""

    def __init__(self) -> None:
        self.size = 0
        self._parts: list[str] = []
        self.starts: list[int] = []
        self.numbers: list[int] = []

    def add(self, piece: str, line: int) -> None:
        """Text that begins in a line, and may go on in the next ones."""
        for at, part in enumerate(piece.split("\n")):
            if at:
                self._put("\n")
            self.starts.append(self.size)
            self.numbers.append(line + at)
            self._put(part)

    def _put(self, part: str) -> None:
        self._parts.append(part)
        self.size += len(part)

    def paragraph(self, *, is_quoted: bool) -> Paragraph:
        """What was put together."""
        return Paragraph("".join(self._parts), is_quoted, tuple(self.starts) or (0,), tuple(self.numbers) or (1,))


def _read_text(text: str) -> Iterator[Paragraph]:
    writer, quoted = _Writer(), False
    for number, line in enumerate(text.split("\n"), 1):
        marked = line.lstrip().startswith(">")
        bare = line.lstrip().lstrip(">").strip() if marked else line
        if not bare.strip() or marked != quoted:
            yield writer.paragraph(is_quoted=quoted)
            writer, quoted = _Writer(), marked
        if bare.strip():
            writer.add(("\n" if writer.size else "") + bare, number - bool(writer.size))
    yield writer.paragraph(is_quoted=quoted)


def _read_markdown(text: str) -> Iterator[Paragraph]:
    from markdown_it import MarkdownIt  # for those who have such a draft

    if front := _FRONT_MATTER.match(text):
        text = "\n" * front[0].count("\n") + text[front.end() :]
    depth = 0
    for token in MarkdownIt("commonmark", {"maxNesting": _DEEPEST}).enable("table").parse(text):
        if token.level >= _DEEPEST - 1 and token.map is not None:
            raise _unread(token.map[0] + 1, "quotations and lists stand in each other, deeper than is read", "md")
        depth += (token.type == "blockquote_open") - (token.type == "blockquote_close")
        if token.type == "html_block" and token.map is not None:
            yield from _read_html(token.content, token.map[0])
        if token.type == "code_block" and token.map is not None:
            yield from _read_indented(token.content, token.map[0], is_quoted=depth > 0)
        if token.type == "inline" and token.map is not None:
            yield _inline(token.children or (), token.map[0] + 1, is_quoted=depth > 0)


def _inline(children: Iterable[Token], line: int, *, is_quoted: bool) -> Paragraph:
    """The paragraph of what stands in a line of Markdown, and those after it."""
    writer = _Writer()
    for child in children:
        if child.type in ("softbreak", "hardbreak"):
            writer.add("\n", line)
            line += 1
        elif child.type in ("text", "text_special"):
            writer.add(child.content, line)
        elif child.type in ("code_inline", "image"):
            writer.add(" ", line)
    return writer.paragraph(is_quoted=is_quoted)


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
        self._silent: dict[str, list[int]] = {}

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
        if tag in _SILENT:
            self._silent.setdefault(tag, []).append(self._line())
        if tag == "q":
            self._add("“")

    def handle_endtag(self, tag: str) -> None:
        """A block ends."""
        if tag in _BLOCKS:
            self.end_paragraph()
        self._quoted -= tag == "blockquote" and self._quoted > 0
        if tag in self._silent:
            self._silent[tag].pop()
            self._silent = {name: lines for name, lines in self._silent.items() if lines}
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

    def read(self, text: str, *, is_whole: bool) -> None:
        """Read a text to its end. What is begun and not ended is text; `ConfigError` where it would hide the rest."""
        try:
            self.feed(_NO_NUMBER.sub("&amp;#", _NO_SECTION.sub("&lt;![", text)) + "\n")
            # The library's own end of a text goes over the rest once for each tag that is begun and never ended.
            for _ in range(_MOST_BROKEN):
                if not self.rawdata or self.cdata_elem:
                    break
                rest, self.rawdata = self.rawdata, ""
                self._add(rest[0])
                self.feed(rest[1:])
        except AssertionError as error:
            raise _unread(self._line(), f"this is no HTML ({error})", "html") from None
        if self._silent and is_whole:
            tag = next(iter(self._silent))
            raise _unread(self._silent[tag][0], f"<{tag}> is never closed, and hides what follows", "html")
        if self.rawdata and not self.cdata_elem:
            raise _unread(self._line(), "a tag is begun here and never ended, as many are before it", "html")
        self.end_paragraph()

    def _line(self) -> int:
        return self._before + self.getpos()[0]

    def _add(self, text: str) -> None:
        if not self._silent:
            self._writer.add(text, self._line())


def _read_html(text: str, before: int | None = None) -> Iterator[Paragraph]:
    """The paragraphs of a text. `before`: it is a part of a draft, and so many lines are before it; None: it is all of it."""
    reader = _Html(before or 0)
    reader.read(text, is_whole=before is None)
    yield from reader.found


def _unread(line: int, why: str, form: Form) -> ConfigError:
    """Why not all of a draft can be read: a check that leaves out a part of it, and says nothing, would be a lie."""
    what = f"the draft cannot be read to its end as {form}: line {line}: {why}"
    return ConfigError(what, "mend that, or check it as text: --as txt")
