"""Which lines are a program's source, a command typed to a shell, or a listing of files, and no words of an article's prose.

Articles about programs quote them line by line. Such lines are short, come again, and hold bars, arrows and brackets, as menus
do; but no menu is written in them. Only what is hardly ever written in prose is a row here: a line of code that reads like
words stays a short line.
"""

from __future__ import annotations

import re
from typing import Final

from nkdocs.values import dataclass

#: The rule of such lines.
CODE: Final = "line of code"


@dataclass(frozen=True, slots=True)
class Row:
    """A pattern that a whole line of code matches, a line that it must match and one that it must not."""

    name: str
    pattern: str
    example: str
    counter_example: str


ROWS: Final = (
    Row(
        "dotted call",
        r"(?:return |await |var |let )?[A-Za-z_$][\w$]*(?:\.[\w$]+)+\(.*[);,{(\[]",
        "browser.tabs.close()",
        "Inc. (2019)",
    ),
    Row(
        "call without arguments",
        r"[A-Za-z_$][\w$]*\(\)(?:\.[\w$]+\(.*\))*[;:,]?(?: ?\{)?",
        "set_up();",
        "color(s)",
    ),
    Row(
        "definition",
        r"(?:async )?(?:def|class|function|func|fn|sub) [A-Za-z_$][\w$.]*\s?(?:\(.*)?[:{;,(]",
        "def mend(self):",
        "class of 1984:",
    ),
    Row(
        "import",
        r"from [\w.]+ import [\w*, ()]+|import \w+(?:\.\w+)+(?: as \w+)?;?|#include [<\"].+|using [\w.]+;|"
        r"use [\w\\]+(?:::[\w{}*, ]+)+;?",
        "from os.path import join",
        "import of grain from the coast",
    ),
    Row("annotation", r"@[A-Za-z_][\w.]*\(.*", "@route('/boats')", "@ana_quill (2019)"),
    Row(
        "statement",
        r"(?=.*;$)(?!.*(?:[^\W\d_]{2,}\s){4})[^.!?…]{1,160}(?:=|\(|->|::|\]).{0,160};",
        "int boats = 3;",
        "they came (all of them and their boats);",
    ),
    Row(
        "assignment",
        r"[a-z_$][\w.$\[\]'\"]*\s(?:[-+*/|&]?=|:=|=>)\s"
        r"(?:[\[({\"'].*|.*\w\(.*\)[,;]?|[\w.]+_[\w.]+|\d+|True|False|None|null|true|false)",
        "total = count(boats)",
        "work = the time that is left",
    ),
    Row("closing brackets", r"[\])]*\}[\])}]*[;,)]*(?: else \{)?", "});", "(}"),
    Row("command at a prompt", r"\$ [a-z./~][\w./~-]*(?: .*)?", "$ make install", "$ 500 for the boat"),
    Row(
        "command",
        r"(?:sudo \w+|pip3? install|npm (?:i|install|run)|git (?:clone|commit|push|pull|checkout)|docker (?:run|build)|"
        r"apt(?:-get)? install|brew install|curl -\w+|cd [~./][\w./~-]*)(?: .{0,200})?",
        "pip install boats",
        "git is what the crew called him",
    ),
    Row("tree of files", r"(?:[|│]\s{0,8}){0,8}[|├└│`+](?:--|──).*", "|   |-- lib/", "| Home | News |"),
    Row(
        "member of an object",
        r"\"[\w.-]+\"\s?:\s?(?:[\[{\"\d-].*|true,?|false,?|null,?)",
        '"boats": [',
        '"Boats": a play in three acts',
    ),
    Row("quotes of a text in code", r"\"{3}.*|'{3}.*|`{3}\w*", '"""Mend the boats."""', '"" he said'),
    Row("prompt of a language", r">>> \S.*", ">>> boats[0]", ">> More news"),
)
_CODE: Final = re.compile("|".join(f"(?:{row.pattern})" for row in ROWS))
#: Every row has one of them.
_MARKS: Final = re.compile(r"[(){}=;:$@<>|│├└`\"'_.~\[]|^(?:sudo|pip|npm|git|docker|apt|brew|curl|cd|from|import) ")


def is_code(text: str) -> bool:
    """Whether a line, of at most some hundred characters, is code."""
    return _MARKS.search(text) is not None and _CODE.fullmatch(text) is not None
