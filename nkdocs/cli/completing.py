"""Completion in a shell: what could stand where the cursor is, by Click's own machinery, with scripts of ours around it.

The scripts are ours because values are not words of ours: an author's name has spaces and may hold anything, a query has colons
and quotes, and a shell breaks words at both. What is typed is read here, where a test can reach it, and what goes back is
quoted so that it stays one word, whatever is in it. Completion raises nothing, prints nothing but candidates, and has nothing
to say where there is no archive.
"""

from __future__ import annotations

import contextlib
import os
import re
from typing import NamedTuple

import click
from click.shell_completion import CompletionItem, ShellComplete

from nkdocs.cli.candidates import MOST

VARIABLE = "_NKDOCS_COMPLETE"

_BASH = r"""_nkdocs_completion() {
    local kind value line="${COMP_LINE:0:COMP_POINT}"
    COMPREPLY=()
    while IFS=, read -r kind value; do
        case $kind in
            dir) compopt -o dirnames ;;
            file) compopt -o default ;;
            part) compopt -o nospace; COMPREPLY+=("$value") ;;
            plain) COMPREPLY+=("$value") ;;
        esac
    done < <(COMP_LINE="$line" COMP_BREAKS="$COMP_WORDBREAKS" %(complete_var)s=bash_complete "$1" 2>/dev/null)
}
complete -o nosort -F _nkdocs_completion %(prog_name)s 2>/dev/null || complete -F _nkdocs_completion %(prog_name)s
"""
_ZSH = r"""#compdef %(prog_name)s

_nkdocs_completion() {
    local -a plain parts described
    local kind value help
    (( $+commands[%(prog_name)s] )) || return 1
    while IFS=, read -r kind value; do
        help=${value#*$'\t'}
        [[ $value == *$'\t'* ]] || help=
        value=${value%%%%$'\t'*}
        case $kind in
            dir) _path_files -/ ;;
            file) _path_files -f ;;
            part) parts+=("$value") ;;
            plain) if [[ -n $help ]]; then described+=("${value//:/\\:}:$help"); else plain+=("$value"); fi ;;
        esac
    done < <(COMP_LINE="${(j: :)words[1,CURRENT]}" %(complete_var)s=zsh_complete %(prog_name)s 2>/dev/null)
    (( $#described )) && _describe -V unsorted described -U
    (( $#parts )) && compadd -U -S '' -V unsorted -a parts
    (( $#plain )) && compadd -U -V unsorted -a plain
}

# From fpath this file is the body of a function, which is run at each tab until it has given way to the other.
compdef _nkdocs_completion %(prog_name)s
if [[ $zsh_eval_context[-1] == loadautofunc ]]; then
    _nkdocs_completion "$@"
fi
"""
_FISH = r"""function _nkdocs_completion
    for line in (env %(complete_var)s=fish_complete COMP_LINE=(commandline -cp | string collect) %(prog_name)s 2>/dev/null)
        set -l pair (string split -m 1 , -- $line)
        switch $pair[1]
            case dir
                __fish_complete_directories (commandline -ct)
            case file
                __fish_complete_path (commandline -ct)
            case plain part
                printf '%%s\n' $pair[2]
        end
    end
end
complete --no-files --command %(prog_name)s --arguments "(_nkdocs_completion)"
"""


class Typed(NamedTuple):
    """What stands before the cursor: whole words, the last one without its quotes, and how much of it is out of reach.

    `kept`: the beginning of the last word, as read, that the shell leaves where it is; `quote`: the mark that is still open.
    """

    words: list[str]
    last: str
    kept: str
    quote: str


def read_line(line: str, breaks: str = "") -> Typed:
    """A command line as far as it is typed, read as a shell reads it. `breaks`: where the shell breaks a word further."""
    words: list[str] = []
    word, before, kept, quote = "", "", "", ""
    begun = False
    characters = iter(line)
    for character in characters:
        if quote:
            if character == quote:
                quote, kept = "", before
            elif character == "\\" and quote == '"':
                word += next(characters, "")
            else:
                word += character
            continue
        if character in " \t\n":
            words += [word] if begun else []
            word, kept, begun = "", "", False
            continue
        begun = True
        if character in "'\"":
            quote, before, kept = character, kept, word
        elif character == "\\":
            word += next(characters, "")
        else:
            if character in breaks:
                # Readline leaves where they are all breaks but two, which it takes for the beginning of the next part.
                kept = word if character in "@$" else word + character
            word += character
    return Typed(words, word, kept, quote)


def quoted(value: str, typed: Typed) -> str | None:
    """The rest of a value, behind what the shell keeps, as it is written into a command line of bash; None if it cannot be."""
    if not value.startswith(typed.kept):
        return None
    rest = value[len(typed.kept) :]
    if typed.quote:
        return None if set(rest) & set("'" if typed.quote == "'" else '"$`\\!') else rest
    return re.sub(r"([^\w@%+=:,./-])", r"\\\1", rest)


class _Completion(ShellComplete):
    """Candidates as lines of ``kind,value``."""

    def get_completion_args(self) -> tuple[list[str], str]:
        self.typed = read_line(os.environ.get("COMP_LINE", ""), os.environ.get("COMP_BREAKS", ""))
        return self.typed.words[1:], self.typed.last

    def complete(self) -> str:
        args, incomplete = self.get_completion_args()
        # Click takes an option from before its value: --author=Kim
        option = f"{incomplete.partition('=')[0]}=" if re.match("--[a-z-]+=", incomplete) else ""
        found = self.get_completions(args, incomplete)[:MOST]
        lines = (self.line(item, option + str(item.value)) for item in found)
        return "".join(f"{line}\n" for line in lines if line)

    def line(self, item: CompletionItem[str], value: str) -> str:
        """A candidate, with its meaning for the shells that show it."""
        kind = "part" if item.type == "plain" and value.endswith((":", "@")) else item.type
        about = " ".join(item.help.split()) if item.help else ""
        return f"{kind},{value}\t{about}" if about else f"{kind},{value}"

    def format_completion(self, item: CompletionItem[str]) -> str:
        return self.line(item, str(item.value))


class _Bash(_Completion):
    name = "bash"
    source_template = _BASH

    def line(self, item: CompletionItem[str], value: str) -> str:
        kind = super().line(item, value).partition(",")[0]
        shown = quoted(value, self.typed) if item.type == "plain" else ""
        return "" if shown is None else f"{kind},{shown}"


class _Zsh(_Completion):
    name = "zsh"
    source_template = _ZSH


class _Fish(_Completion):
    name = "fish"
    source_template = _FISH


SHELLS: dict[str, type[_Completion]] = {shell.name: shell for shell in (_Bash, _Zsh, _Fish)}


def script(command: click.Command, shell: str) -> str:
    """What a shell reads to complete the words of the command."""
    return SHELLS[shell](command, {}, "nkdocs", VARIABLE).source()


def answer(command: click.Command, asked: str) -> str:
    """The candidates for what a script asks, such as ``bash_complete``; nothing if anything at all is wrong."""
    shell = {f"{name}_complete": row for name, row in SHELLS.items()}.get(asked)
    if shell is None:
        return ""
    with open(os.devnull, "w", encoding="utf-8") as nowhere, contextlib.redirect_stderr(nowhere):  # noqa: PTH123
        try:
            return shell(command, {}, "nkdocs", VARIABLE).complete()
        except Exception:  # noqa: BLE001  # a person who types has no use for our troubles
            return ""
