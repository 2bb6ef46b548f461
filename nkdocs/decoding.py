r"""Bytes of a file -> its text. Pure: it knows no paths and no settings, and raises `NoTextError` only.

Dumps come from many hands, so four things are tried, from the surest to the guess: a byte order mark, UTF-8, UTF-16 that gives
itself away by its zero bytes, and at last an older encoding. The guess is charset-normalizer's, with one rule of ours before
it: it takes a page of mostly English words with a few typographic quotes for Central European, which is how Western pages
look. A dump glued together from files of two encodings is read line by line, so that one old page does not garble a hundred
others.

Nothing is mended: what a character is stays as in the dump. Only line ends become ``"\n"``, because every line number rests
on them.
"""

from __future__ import annotations

import codecs
import re

from nkdocs.errors import NoTextError

#: How well-known files that are no text begin, what they are, and what to do with them.
_SIGNATURES = (
    (b"%PDF-", "a PDF", "make text of it first: pdftotext FILE"),
    (b"PK\x03\x04", "a ZIP or office file", "unpack it, or save it as plain text, first"),
    (b"\x1f\x8b", "a gzip file", "unpack it first: gunzip FILE"),
    (b"BZh", "a bzip2 file", "unpack it first: bunzip2 FILE"),
    (b"\xfd7zXZ\x00", "an xz file", "unpack it first: unxz FILE"),
    (b"\xd0\xcf\x11\xe0", "an old office file", "save it as plain text first"),
    (b"{\\rtf", "an RTF file", "save it as plain text first"),
    (b"\x89PNG", "a PNG image", ""),
    (b"\xff\xd8\xff", "a JPEG image", ""),
    (b"GIF8", "a GIF image", ""),
    (b"SQLite format 3\x00", "an SQLite database", ""),
    (b"\x7fELF", "a program", ""),
)
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16: its mark begins with theirs
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_NO_TEXT = "save it as plain text (UTF-8), or move it out of the way"
#: Control characters that text has no use for. Tab, line ends, form feed, backspace, ^Z and escape do occur in text.
_CONTROLS = bytes(byte for byte in range(32) if byte not in b"\t\n\v\f\r\b\x1a\x1b")
_HIGH_RUN = re.compile(rb"[\x80-\xff]+")
_WESTERN = re.compile("[“”‘’‚„…–—•«»‹›€£§©®°´·¿¡™½¼¾ª\xa0\xadÀ-ÖØ-Üß-ïñ-öø-üÿœŒŠšŽž]")
_SHOUT_AFTER_WHISPER = re.compile("[a-z][À-ÖØ-Ü]")
_SAMPLE = 32_768


def decode(raw: bytes) -> tuple[str, str]:
    """The text of a file and the name of its encoding. Raises `NoTextError` for what is empty or no text."""
    if not raw.strip():
        raise NoTextError("the file is empty", "nothing to do, unless its text was lost")
    for signature, what, hint in _SIGNATURES:
        if raw.startswith(signature):
            raise NoTextError(f"the file is {what}, not text", hint or _NO_TEXT)
    text, encoding = _decode_marked(raw) or _decode_seven_bit(raw) or _decode_unmarked(raw)
    narrow = text.encode("utf-8", "surrogatepass") if encoding.startswith(("utf-16", "utf-32")) else raw
    if _too_many_controls(narrow):  # one stray zero byte in a page of text is the page's affair
        raise NoTextError("the file is binary, not text", _NO_TEXT)
    text = _normalize_line_ends(text)
    if not text.strip():
        raise NoTextError("the file is empty", "nothing to do, unless its text was lost")
    return text, encoding


def looks_like_text(start: bytes) -> bool:
    """Whether the first bytes of a file look like text: what decides about a file whose name does not say."""
    if any(start.startswith(mark) for mark, _ in _MARKS):
        return True
    if any(start.startswith(signature) for signature, *_ in _SIGNATURES):
        return False
    return _zero_bytes_of_utf16(start) is not None or (b"\0" not in start and not _too_many_controls(start))


def _decode_marked(raw: bytes) -> tuple[str, str] | None:
    for mark, encoding in _MARKS:
        if raw.startswith(mark):
            try:
                return raw[len(mark) :].decode(encoding), encoding
            except UnicodeDecodeError:
                return None  # the mark is an accident, or the file is cut off: the other ways see about it
    return None


def _decode_seven_bit(raw: bytes) -> tuple[str, str] | None:
    """Japanese and Korean in seven bits, which would pass for UTF-8: their escape sequences tell."""
    if b"\x1b$" not in raw:
        return None
    for encoding in ("iso2022_jp_2", "iso2022_kr"):
        try:
            return raw.decode(encoding), encoding
        except UnicodeDecodeError:
            continue
    return None


def _decode_unmarked(raw: bytes) -> tuple[str, str]:
    try:
        return raw.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        pass
    if wide := _zero_bytes_of_utf16(raw[:_SAMPLE]):
        return raw[: len(raw) // 2 * 2].decode(wide, "replace"), wide
    if b"\0" in raw or _too_many_controls(raw):
        raise NoTextError("the file is binary, not text", _NO_TEXT)
    return _decode_mixed(raw) or _decode_old(raw)


def _zero_bytes_of_utf16(start: bytes) -> str | None:
    """UTF-16 without a mark: of its Western letters, spaces and line ends every other byte is zero."""
    even, odd = start[0::2].count(0), start[1::2].count(0)
    if max(even, odd) * 5 > len(start) and min(even, odd) * 50 < max(even, odd):
        return "utf-16-be" if even > odd else "utf-16-le"
    return None


def _too_many_controls(raw: bytes) -> bool:
    return (len(raw) - len(raw.translate(None, _CONTROLS))) * 50 > len(raw)


def _decode_mixed(raw: bytes) -> tuple[str, str] | None:
    """UTF-8 with some lines in an older encoding, or with a few broken bytes. None if it is not mostly UTF-8."""
    lines = raw.splitlines(keepends=True)
    wrong = {number for number, line in enumerate(lines) if not _is_utf8(line)}
    right = sum(1 for number, line in enumerate(lines) if number not in wrong and not line.isascii())
    broken = {number for number in wrong if _mostly_utf8(lines[number])}
    old = sorted(wrong - broken)
    if right + len(broken) <= len(old):
        return None
    encoding = _guess(b"".join(lines[number] for number in old)) if old else ""
    texts = [
        line.decode("utf-8", "replace") if number not in wrong or number in broken else line.decode(encoding, "replace")
        for number, line in enumerate(lines)
    ]
    return "".join(texts), f"utf-8+{encoding}" if encoding else "utf-8"


def _is_utf8(line: bytes) -> bool:
    try:
        line.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _mostly_utf8(line: bytes) -> bool:
    text = line.decode("utf-8", "replace")
    return sum(1 for character in text if character > "\x7f") > 2 * text.count("\ufffd")


def _decode_old(raw: bytes) -> tuple[str, str]:
    encoding = _guess(raw)
    try:
        return raw.decode(encoding), encoding
    except UnicodeDecodeError:
        return raw.decode(encoding, "replace"), encoding


def _guess(raw: bytes) -> str:
    """The name of the older encoding that the bytes are probably in."""
    sample = b"\n".join(line for line in raw[: 64 * _SAMPLE].splitlines() if not line.isascii())
    if len(sample) > _SAMPLE:
        end = max(sample.rfind(b" ", 0, _SAMPLE), sample.rfind(b"\n", 0, _SAMPLE))  # where no character is cut in two
        sample = sample[: end if end > 0 else _SAMPLE]
    if _looks_western(sample):
        return "cp1252"
    # Loaded here: most archives are UTF-8 throughout, and need no guessing.
    from charset_normalizer import from_bytes

    best = from_bytes(sample).best()
    encoding = best.encoding if best else "cp1252"
    return {"mac_iceland": "mac_roman", "utf_8": "cp1252", "ascii": "cp1252"}.get(encoding, encoding)


def _looks_western(sample: bytes) -> bool:
    """Single accented letters and typographic signs between plain ones: Windows-1252, and ISO 8859-1 with it."""
    runs = _HIGH_RUN.findall(sample)
    high = sum(map(len, runs))
    if high > 1.5 * len(runs):
        return False
    try:
        text = sample.decode("cp1252")
    except UnicodeDecodeError:
        return False
    return len(_WESTERN.findall(text)) > 0.97 * high and len(_SHOUT_AFTER_WHISPER.findall(text)) * 20 <= high


def _normalize_line_ends(text: str) -> str:
    text = text.replace("\r\n", "\n")
    if "\n" in text:
        return text
    for end in ("\r", "\x85", "\u2028", "\u2029"):
        if end in text:
            return text.replace(end, "\n")
    return text
