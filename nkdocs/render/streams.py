"""The streams of the process: what they can encode, and how they end.

Whatever a text holds and whatever encoding a stream has, printing raises nothing. A reader that has gone, as of ``| head``, has
what it wanted; a disk that is full is trouble.
"""

from __future__ import annotations

import codecs
import contextlib
import errno
import os
import sys
import unicodedata

#: The name of our way with characters that an encoding lacks.
SOFTLY = "nkdocs"
_SPELLED = {
    "‘": "'", "’": "'", "“": '"', "”": '"', "–": "-", "—": "--", "…": "...", "·": "-", "│": "|", "─": "-", "•": "*",
    "█": "#", "▌": "#", "⋮": ":",
    "\u00a0": " ",
}  # fmt: skip


def _spell(error: UnicodeError) -> tuple[str, int]:
    """What is written for characters that an encoding lacks: the nearest in ASCII, or a question mark."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    spelled = []
    for character in error.object[error.start : error.end]:
        bare = unicodedata.normalize("NFKD", character).encode("ascii", "ignore").decode("ascii")
        spelled.append(_SPELLED.get(character) or bare or "?")
    return "".join(spelled), error.end


codecs.register_error(SOFTLY, _spell)


def soften(stream: object) -> None:
    """Let a stream print something for every character, whatever its encoding, instead of raising."""
    reconfigure = getattr(stream, "reconfigure", None)
    if reconfigure is not None:
        reconfigure(errors=SOFTLY)


def prepare() -> None:
    """Make stdout and stderr take everything; closed ones (``>&-``) lead nowhere, and a closed stdin is empty."""
    if sys.stdin is None:
        sys.stdin = open(os.devnull, encoding="utf-8")  # noqa: PTH123, SIM115  # the same
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: PTH123, SIM115  # to the end of the process
        soften(getattr(sys, name))


def is_end(error: BaseException) -> bool:
    """Whether an error means that nothing more can be written. One that is about a file, by name, is another trouble."""
    return isinstance(error, OSError) and error.filename is None and error.errno in (errno.EPIPE, errno.ENOSPC, errno.EIO)


def give_up(error: OSError) -> str:
    """Let the interpreter's last flush go nowhere. The trouble in a sentence; "" if it is only that the reader has gone."""
    with contextlib.suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return "" if error.errno == errno.EPIPE else f"cannot write: {error.strerror}"


def no_path(error: OSError) -> str:
    """That no system takes so long a path, or one that leads in a circle, in a sentence; "" if that is not what is wrong."""
    from nkdocs.render import sanitize  # seldom needed

    if error.errno not in (errno.ENAMETOOLONG, errno.ELOOP) or error.filename is None:
        return ""
    return f"{sanitize(os.fsdecode(error.filename))[:200]}: {(error.strerror or '').lower()}"


def unnameable(error: UnicodeEncodeError) -> str:
    """That the encoding of this locale lacks a character of a file's name, in a sentence; "" if that is not what is wrong."""
    encoding = codecs.lookup(sys.getfilesystemencoding()).name
    if encoding == "utf-8" or codecs.lookup(error.encoding).name != encoding:
        return ""
    return f"the name of a file cannot be written in the encoding of this locale ({encoding}): {ascii(error.object)[:200]}"
