"""The shapes in which people write a date on a line, as regular expressions: one for each way of putting the parts together.

Every repetition in them is bounded and none is nested, so that the time a line takes grows only with its length. What the
parts of a match mean, and whether they make a date at all, is not known here (see `dates`).
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable

from nkdocs.month_names import months, weekdays

#: Month names that are words elsewhere: no month unless a day stands before them ("out 2023", "Mars 2020").
WORDS_TOO = frozenset({
    "ago", "gen", "giu", "lug", "mag", "marco", "marz", "out", "set", "maj", "mart", "marts", "martie", "maret", "ocak", "ekim",
    "nisan", "luty", "leden", "zari", "unor", "rijen", "mayis", "kasim", "aralik",
})  # fmt: skip
#: The same, but only when capitalised: French writes months small.
NAMES_TOO = frozenset({"avril", "mars"})

#: A line without one of these states no date: most lines of a dump are done with at this point.
MAY_HOLD_DATE = re.compile(r"\d\d\d\d|[-‐‑–./'’‘]\d\d(?!\d)|[〇一二三四五六七八九]{4}|(?:\d|元)\s?年")
#: What calendars that count from another year than ours call their year, and the year before their first.
ERAS = {"juche": 1911, "주체": 1911, "民國": 1911, "民国": 1911, "令和": 2018, "平成": 1988, "昭和": 1925}

_ORDINAL = r"(?:st|nd|rd|th|er|re|e|[ºª°]|-?го)"
_NO_WORD_BEFORE = r"(?<!\w)"
_NO_WORD_OR_NAME_BEFORE = r"(?:(?<!\w)|(?-i:(?<=[a-zé]{2})))"
#: "Jane DoeMarch 17, 2023": a web page without its layout glues neighbours together.
_NO_WORD_OR_GLUE_BEFORE = r"(?:(?<!\w)|(?-i:(?<=[a-zé0-9])(?=[A-Z])))"
#: "By Jane Doe2023-03-17 14:05": a day glued to a name is told from a file's name by the time of day behind it.
_GLUED_BEFORE_TIME = r"(?-i:(?<=[a-z]{2}))(?=\d{4}-\d\d-\d\d[ T]\d\d:\d\d)"
#: Digits that are a part of something longer: a file name, an address, a price, a version.
_NO_NUMBER_BEFORE = r"(?<![0-9A-Za-z_./\-$€£#])"
_NO_NUMBER_AFTER = r"(?!\d)(?!_)(?![-‐‑–./]\w)(?!%)(?:(?-i:(?![a-z]))|(?=(?:by|von|par|por)\s))"
#: "May 4, 20203:33 PM": the time of day is glued to the year.
_NO_DIGIT_BUT_TIME_AFTER = r"(?!\d(?!\d?:\d\d|\d{0,3} ?(?:comments?|kommentare?|commentaires?|comentarios?|reacties)\b))"
#: "4 mai 20204 mai 2020": a page without its layout says its date twice.
_OR_DAY_AGAIN = r"(?=(?P=day)\s)"
_HYPHEN = r"[-‐‑–./]"
_KANJI = "〇一二三四五六七八九十"


@functools.cache
def shapes() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """The name and pattern of every shape. Groups: year, short (two digits), month, name, day, until (of a range), mark."""
    name = rf"(?P<name>{_any_of(months())})\.?"
    day_to_name = r"(?:\s{0,3}(?:(?:of|de|di|van)\s{1,2}|d['’]\s?)?|\s?[-/–]\s?)"
    name_to_year = r"(?:/[^\W\d_]{3,10}\s|\.?\s{0,3}(?:(?:of|de|del|do|di)\s{1,2}|,\s{0,2})?|\s?[-/–]\s?)"
    year = rf"(?:(?P<year>\d{{4}}){_NO_DIGIT_BUT_TIME_AFTER}|['’‘](?P<short>\d\d)(?!\w))"
    year_or_twice = year.replace(_NO_DIGIT_BUT_TIME_AFTER, f"(?:{_NO_DIGIT_BUT_TIME_AFTER}|{_OR_DAY_AGAIN})")
    again = rf"(?:(?P=day){day_to_name}(?P=name)\.?{name_to_year}(?P=year))?"
    clock = r"(?:\s\d\d:\d\d(?::\d\d)?(?:\s[A-Z]{3,4})?)?"
    to = r"\s{0,2}(?:[-–—]|to|and|&|bis|und|au|et|al|y|e)\s{0,2}"
    written = {
        "day first": rf"{_NO_WORD_OR_NAME_BEFORE}(?<!\d[.,:/])(?:(?P<since>\d{{1,2}}){_ORDINAL}?\.?{to})?"
        rf"(?P<day>\d{{1,2}})(?:{_ORDINAL}\s?,?|(?P<dot>\.))?{day_to_name}{name}{name_to_year}{year_or_twice}{again}",
        "hyphenated": rf"{_NO_NUMBER_BEFORE}(?P<day>\d{{1,2}})(?P<mark>[-/]){name}(?P=mark)(?P<short>\d\d)(?![\w/-])",
        "month first": rf"{_NO_WORD_OR_GLUE_BEFORE}{name},?\s{{0,3}}[-/.]?\s{{0,2}}(?:the\s)?(?P<day>\d{{1,2}}){_ORDINAL}?"
        rf"(?:{to}(?P<until>\d{{1,2}}){_ORDINAL}?)?{clock}(?:\s{{0,2}}[,.]\s{{0,3}}|\s{{1,3}}|[-/])(?P<year>\d{{4}})"
        + _NO_DIGIT_BUT_TIME_AFTER,
        "year first": rf"{_NO_WORD_BEFORE}(?P<year>\d{{4}})\.?[\s/-]{{1,2}}{name}[\s/-]{{1,2}}(?P<day>\d{{1,2}}){_ORDINAL}?"
        r"(?!\w)(?![:.]\d)(?!\s?,?\s?\d{4})",
        "month": rf"{_NO_WORD_BEFORE}{name}(?:\s{{1,3}}(?:(?:of|de|del|di)\s{{1,2}})?|\s?[-/]\s?|(?P<comma>,)\s{{1,3}})"
        r"(?P<year>\d{4})(?!\w)(?![-–./]\d)(?(comma)(?=\s{0,3}(?:$|[^\w\s])))",
        "iso": rf"(?:{_NO_NUMBER_BEFORE}|{_GLUED_BEFORE_TIME})(?P<year>\d{{4}})\s?(?P<mark>{_HYPHEN})\s?"
        rf"(?P<month>\d{{1,2}})\s?(?P=mark)\s?(?P<day>\d{{1,2}}){_NO_NUMBER_AFTER}\.?",
        "numeric": rf"{_NO_NUMBER_BEFORE}(?P<first>\d{{1,2}})\s?\u200f?(?P<mark>{_HYPHEN})\s?"
        rf"(?P<second>\d{{1,2}})\s?\u200f?(?P=mark)\s?"
        rf"(?:(?P<year>\d{{4}})|(?P<short>\d\d)){_NO_NUMBER_AFTER}",
        "era": rf"(?<!\w)(?P<era>{'|'.join(ERAS)})\s?(?P<count>\d{{1,3}}|元)\s?(?:\(\d{{4}}\)\s?)?[.年년]?"
        r"\s?(?P<month>\d{1,2})\s?[.月월]\s?(?P<day>\d{1,2})(?!\d)(?:\s?[日일])?\.?",
        "east asian": rf"(?<!\d)(?P<year>\d{{4}}|[{_KANJI}]{{4}})\s?[年년]\s?(?P<month>\d{{1,2}}|[{_KANJI}]{{1,2}})\s?[月월]"
        rf"(?:\s?(?:(?P<since>\d{{1,2}})\s?[日일]?\s?[~∼～〜-]\s?)?(?P<day>\d{{1,2}}|[{_KANJI}]{{1,3}})\s?[日일号號]|(?!\s?\d))",
    }
    return tuple((shape, re.compile(pattern, re.IGNORECASE)) for shape, pattern in written.items())


#: Shapes that have numbers only, with the same mark twice.
_MARKED = frozenset({"iso", "numeric"})


@functools.cache
def _beginnings() -> re.Pattern[str]:
    """What every name of a month in ASCII begins with, written small."""
    return re.compile("|".join(sorted({name[:3] for name in months() if name.isascii()})))


def shapes_in(text: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Those of the `shapes` that a text may have; told of ASCII quickly, and of no other."""
    if not text.isascii():
        return shapes()
    small = text.lower()
    named = _beginnings().search(small) is not None
    marked = text.count("-") > 1 or text.count(".") > 1 or text.count("/") > 1
    if not named and not marked and "juche" not in small:
        return ()
    return tuple(row for row in shapes() if (marked if row[0] in _MARKED else "juche" in small if row[0] == "era" else named))


@functools.cache
def surroundings() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What belongs to a date before it (the end of a text) and after it: the day of the week and the time of day."""
    long = _any_of(name for name in weekdays() if len(name) > 2)
    short = _any_of(name for name in weekdays() if len(name) == 2)
    single = "".join(name for name in weekdays() if len(name) == 1)
    zone = (
        r"(?:\s?\(?(?:UTC|GMT|[ECMP][SD]?T|CES?T|BST|KST|JST|IST|AES?T|WIB|WITA|Z)\b(?:\s?[+-]\d{1,2})?\)?|\s?[+-]\d\d:?\d\d\b|"
        r"\s\(?(?-i:(?:[A-Z][a-z]{3,10}\s){1,3}Time)\b\)?)?"
    )
    half = r"(?:오전|오후|上午|下午|午前|午後)\s?"
    hour = (
        rf"(?:{half})?\d{{1,2}}\s?[:h시時点]\s?\d\d(?:\s?[:분分]\s?\d\d)?(?:\.\d{{1,6}})?(?:\s?[분分초秒])?(?:\s?[ap]\.?m\b\.?)?"
        rf"(?:\s(?:uhr|uur)\b)?{zone}|\d\d\.\d\d\s?uhr\b|(?:kl|klo)\b\.?\s?\d{{1,2}}[.:]\d\d\b|\d{{1,2}}\s?[ap]\.?m\b\.?{zone}"
    )
    before = re.compile(
        rf"(?:(?<![\w:.,])(?:{hour})\s{{0,2}}[,|·-]?\s{{0,2}}(?:on\s)?)?"
        rf"(?:(?<!\w)(?:(?P<long>{long})[.,]?|(?P<short>{short})[.,])\s{{0,2}},?\s{{0,2}}(?:the\s|den\s|le\s|el\s)?)?\Z",
        re.IGNORECASE,
    )
    after = re.compile(
        r"(?:\s?(?:г\.|года?\b|г\b))?"
        rf"(?:\s?[(（]\s?(?P<single>[{single}])\s?[)）]|\s?[(（,，]?\s?(?P<long>{long})(?!\w)\s?[)）]?)?"
        rf"(?:(?:\s{{0,2}}[,|·•–-]?\s{{0,2}}(?:at|um|om|à|às|a las|alle|в|kl\.?)?\s{{0,2}}|T)(?:{hour}))?",
        re.IGNORECASE,
    )
    return before, after


#: "3 days ago", "yesterday", "just now", and what other languages say for it.
_UNIT = r"(?:s|m|h|d|w|y|sec(?:ond)?|min(?:ute)?|ho?u?r|day|week|month|mo|yr|year)s?"
RELATIVE = re.compile(
    rf"\b(?:\d{{1,3}}\+?|an?|one|two|three|few)\s{{0,2}}{_UNIT}\s{{1,2}}ago\b"
    r"|\b(?:just now|today|yesterday|moments ago|last (?:week|month|year))\b"
    r"|\b(?:heute|gestern|hier|ayer|ontem|ieri|vandaag|gisteren|сегодня|вчера)\b"
    r"|\b(?:vor|hace|há|il y a)\s{1,2}(?:\d{1,3}|einem|einer|un|una|une|um|uma)\s{1,2}\w{3,12}\b"
    r"|\b\d{1,3}\s{1,2}\w{3,12}\s{1,2}(?:fa|geleden|atrás|назад)\b"
    r"|\d{1,3}\s?(?:초|분|시간|일|주|개월|달|년)\s?전(?!\w)|방금 전|어제"
    r"|\d{1,3}\s?(?:秒|分钟?|時間|小时|天|日|週間|周|か月|个月|年)前",
    re.IGNORECASE,
)

#: A line of ASCII that says so has one of these when it is written small: quick to look for.
RELATIVE_SMALL = re.compile(r"ago|just|today|yester|last|heute|gest|hier|ayer|ontem|ieri|vandaag|gist|vor|hace|il y|fa|geleden")

#: A year that stands alone: no part of a number, a date or an address.
BARE_YEAR = re.compile(r"(?<![\w./$€£#,:-])(?P<year>(?:19|20)\d\d|2100)(?![\w/%]|[.,:-]\d)")


def _any_of(names: Iterable[str]) -> str:
    return "|".join(re.escape(name) for name in sorted(names, key=lambda name: (-len(name), name)))
