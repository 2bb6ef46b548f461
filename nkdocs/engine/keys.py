"""Under which key a word is stored, and how strings become bytes.

A word is written once, under a key that holds its term and its form: ``remitt NUL remittances LF``. All forms of a term are
neighbours in the sorted list of keys, and a form is found among the keys with its first letter, which stemming never changes.
The NUL before it and the line feed after it are in no word: with them the beginning and the end of a form can be searched for.

Strings are written as UTF-8 with surrogates let through, since names of files may hold bytes that no encoding has.
"""

from __future__ import annotations

import zlib

#: Positions left free between passages: more than any near group may span.
GAP = 1_000_000


def beginning(term: str) -> str:
    """What the keys of all forms of a term begin with, and no other key does."""
    return term + "\0"


def key_of(term: str, form: str) -> bytes:
    """The key of a form, as it is stored."""
    return encode(f"{term}\0{form}\n")


def form_of(key: bytes) -> str:
    """The form that a key stands for."""
    return decode(key[key.index(0) + 1 : -1])


def follower(term: bytes) -> int:
    """The number, from 1 to 255, that stands for a term after another word. Many terms share it."""
    return 1 + zlib.crc32(term) % 255


def encode(text: str) -> bytes:
    """The bytes under which a string is stored."""
    return text.encode("utf-8", "surrogatepass")


def decode(stored: bytes) -> str:
    """The string that `encode` stored."""
    return stored.decode("utf-8", "surrogatepass")
