"""How two dozen languages call the months, the days of the week and the countries: the tables of the Unicode CLDR, from babel.

A table of our own would be wrong somewhere. The names are read once, when the first line that may hold a date is looked at:
babel is not loaded by a command that reads no dump. This module must not know how a date is put together from its parts.
"""

from __future__ import annotations

import functools
import unicodedata
from collections.abc import Iterator
from typing import Literal

#: The languages, and the regions that have names of their own ("Jänner", "Sept").
LOCALES = (
    *("en", "en_GB", "de", "de_AT", "fr", "fr_CA", "es", "es_MX", "pt", "pt_PT", "it", "nl", "ko", "zh", "ja", "ru"),
    *("ar", "ar_SY"),
)
#: Languages of which only the whole names are read: their abbreviations are words of others ("pro", "led", "des").
WHOLE_LOCALES = ("ro", "pl", "cs", "sk", "hu", "tr", "id", "sv", "da", "nb", "fi", "uk", "bg")
#: Of these the names without accents are read too; elsewhere some are names of people ("julius").
_BARE_LOCALES = frozenset({"ro", "pl", "cs", "tr"})
#: Languages that write a day as ``17.`` before the name of a month.
_DOTTED_LOCALES = ("de", "de_AT")
#: Abbreviations in no table, but in use.
_MORE_MONTHS = {"sept": 9, "maerz": 3}
_MORE_WEEKDAYS = {"tues": 1, "weds": 2, "thur": 3, "thurs": 3}
_WIDTHS: tuple[Literal["wide", "abbreviated"], ...] = ("wide", "abbreviated")
_CONTEXTS: tuple[Literal["format", "stand-alone"], ...] = ("format", "stand-alone")


@functools.cache
def months() -> dict[str, int]:
    """Every name and abbreviation of a month that is made of letters, casefolded and without its dot, to 1..12."""
    return _whole_months(WHOLE_LOCALES) | _months_of(LOCALES) | _MORE_MONTHS


@functools.cache
def dotted_months() -> frozenset[str]:
    """The names of the languages that write a day as ``17.`` before them."""
    return frozenset(_months_of(_DOTTED_LOCALES)) | frozenset(_whole_months(("cs", "sk", "da", "nb", "fi")))


@functools.cache
def weekdays() -> dict[str, int]:
    """Every name and abbreviation of a day of the week, casefolded and without its dot, to 0 (Monday)..6."""
    named = (*_names("days", WHOLE_LOCALES, ("wide",)), *_names("days"))
    return {name: number for number, written in named for name in _spellings(written)} | _MORE_WEEKDAYS


@functools.cache
def territories() -> frozenset[str]:
    """Every name of a country or a part of the world that has several words, casefolded: "north korea", "corée du nord"."""
    from babel import Locale

    languages = dict.fromkeys(Locale.parse(locale).language for locale in LOCALES)
    named = (name.casefold() for language in languages for name in Locale(language).territories.values())
    return frozenset(name for name in named if " " in name)


def _months_of(locales: tuple[str, ...]) -> dict[str, int]:
    return {
        name: number
        for number, written in _names("months", locales)
        if not any(character.isnumeric() for character in written)  # 3월 and 3月 are read as numbers, 三月 too
        for name in _spellings(written)
    }


def _whole_months(locales: tuple[str, ...]) -> dict[str, int]:
    """The whole names of the months in some languages."""
    return {
        name: number
        for locale in locales
        for number, written in _names("months", (locale,), ("wide",))
        for name in _spellings(written)
        if locale in _BARE_LOCALES or not name.isascii() or written.isascii()
    }


def _names(
    what: Literal["months", "days"],
    locales: tuple[str, ...] = LOCALES,
    widths: tuple[Literal["wide", "abbreviated"], ...] = _WIDTHS,
) -> Iterator[tuple[int, str]]:
    from babel.dates import get_day_names, get_month_names

    names = get_month_names if what == "months" else get_day_names
    for locale in locales:
        for width in widths:
            for context in _CONTEXTS:
                yield from names(width, context, locale=locale).items()


def _spellings(written: str) -> set[str]:
    """A name as people type it: without its dot, composed or not, and with or without the accents of Latin letters."""
    name = unicodedata.normalize("NFC", written).casefold().removesuffix(".")
    decomposed = unicodedata.normalize("NFD", name)
    bare = "".join(character for character in decomposed if not unicodedata.combining(character))
    return {name, decomposed, bare} if bare.isascii() else {name, decomposed}
