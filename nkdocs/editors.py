"""How a file is opened at a line: the command of the person's own editor, as a list of words that no shell ever sees.

Each editor has its own way to be told a line, so the ways are a table, with an example each that a test runs. What the person
names (`open` in their own settings, VISUAL, EDITOR) is split into words first, and the file and line are put in afterwards:
whatever stands in a path, it is one word, and an absolute one, so that no name of a file is an option.
"""

from __future__ import annotations

import re
import shlex
import shutil
from collections.abc import Mapping
from pathlib import Path, PurePath, PureWindowsPath
from typing import NamedTuple

from nkdocs.errors import NkdocsError


class Editor(NamedTuple):
    """A way to be told a line: the words after the command, the names of programs that take them, and an example."""

    words: tuple[str, ...]
    programs: str
    example: tuple[str, str]


EDITORS = (
    Editor(
        ("+{line}", "{file}"),
        "vi vim nvim gvim mvim view vim.basic vim.tiny neovide nano pico rnano emacs emacsclient mg zile micro kak hx helix"
        " joe jed ne mcedit gedit gnome-text-editor pluma xed geany bbedit less",
        ("nvim -p", "nvim -p +39 /a/001.txt"),
    ),
    Editor(
        ("--goto", "{file}:{line}"),
        "code code-insiders code-oss codium vscodium cursor windsurf",
        ("code --wait", "code --wait --goto /a/001.txt:39"),
    ),
    Editor(("{file}:{line}",), "subl sublime_text zed zeditor", ("subl -w", "subl -w /a/001.txt:39")),
    Editor(
        ("--line", "{line}", "{file}"),
        "kate kwrite idea pycharm webstorm goland rubymine clion mate",
        ("kate -b", "kate -b --line 39 /a/001.txt"),
    ),
    Editor(("-n{line}", "{file}"), "notepad++", ("notepad++", "notepad++ -n39 /a/001.txt")),
)
_PLACEHOLDER = re.compile(r"\{(file|line)\}")


def read_command(text: str) -> tuple[str, ...]:
    """The words of a command as a person writes it, quotes taken off. Raises `ValueError` that says what is wrong."""
    try:
        words = tuple(shlex.split(text))
    except ValueError:
        raise ValueError("has a quote without a partner") from None
    if not words or not words[0].strip():
        raise ValueError("names no program")
    if _PLACEHOLDER.search(words[0]):
        raise ValueError("must begin with the name of a program")
    for word in words:
        if odd := re.search(r"\{[a-z_]*\}", _PLACEHOLDER.sub("", word)):
            raise ValueError(f"knows {{file}} and {{line}}, not {odd[0]}")
    return words


def editor_command(setting: str, environment: Mapping[str, str]) -> tuple[str, ...]:
    """The words of the person's command: their setting, or VISUAL, or EDITOR. Raises `NkdocsError` if there is none of use."""
    named = ((setting, "the setting open"), *((environment.get(name, ""), name) for name in ("VISUAL", "EDITOR")))
    for text, origin in named:
        if text.strip():
            if shutil.which(text):  # the path of a program may have spaces, and nobody puts quotes around it
                return (text,)
            try:
                return read_command(text)
            except ValueError as error:
                raise NkdocsError(f"{origin} {error}: {text}", 'name a program: export EDITOR="nano"') from None
    raise NkdocsError(
        "no editor is set", 'name yours: export EDITOR="nano", or open = "code --goto {file}:{line}" in your own settings'
    )


def words_for(command: tuple[str, ...], file: Path, line: int) -> tuple[tuple[str, ...], bool]:
    """What to start for a file (absolute) and a 1-based line; and whether it is told the line (not all can be)."""
    if not any(_PLACEHOLDER.search(word) for word in command):
        ways = next((row.words for row in EDITORS if _program(command[0]) in row.programs.split()), ("{file}",))
        # Who writes "code -g" has said it already.
        command = (*command, *(word for word in ways if word != "--goto" or not {"-g", word}.intersection(command)))
    values = {"file": str(file), "line": str(line)}
    # One pass: what stands in braces in the name of a file stays as it is.
    words = tuple(_PLACEHOLDER.sub(lambda match: values[match[1]], word) for word in command)
    return words, any("{line}" in word for word in command)


def _program(word: str) -> str:
    """The name of a program, without its folder and what Windows puts behind it."""
    name = PureWindowsPath(word).name if "\\" in word else PurePath(word).name
    return name.lower().removesuffix(".exe").removesuffix(".cmd")
