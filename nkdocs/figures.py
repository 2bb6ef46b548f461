"""Numbers in sentences that have a word: how many, of what, when, and where that stands, so that figures can be compared.

A figure is of the year that its sentence names, or else of the article's date; one without either is undated. Years, dates,
times and numbers in names are no figures. The rows of `MEASURES` say what a number counts, each with an example and a
counter-example.
"""

from __future__ import annotations

import bisect
import itertools
import re
import sys
from collections.abc import Iterator, Sequence
from decimal import Decimal

from nkdocs.analysis import has_terms
from nkdocs.model import Article, PartialDate
from nkdocs.schema import passages
from nkdocs.values import dataclass

#: A longer one is a code or a fault, and no count.
_NUMBER = r"\d{1,3}(?:,\d{3}){1,5}(?:\.\d{1,9})?|\d{1,18}(?:\.\d{1,9})?"
_MAGNITUDES = {
    "hundred": 100, "thousand": 1_000, "million": 1_000_000, "billion": 1_000_000_000, "trillion": 1_000_000_000_000,
    "bn": 1_000_000_000, "m": 1_000_000, "k": 1_000,
}  # fmt: skip
_CURRENCIES = r"US\$|[$€£¥₩₽₹]"
_MONTHS = (
    "(?:January|February|March|April|May|June|July|August|September|October|November|December|"
    "Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)"
)
#: What shows that the number before it is none of a time.
_MEANT = "hundred|thousand|million|billion|trillion|per ?cent|percentage|points?|dollars|euros|pounds|km|miles|met(?:er|re)s"
_LARGE = r"(?P<magnitude>hundred|thousand|million|billion|trillion)"


@dataclass(frozen=True, slots=True)
class Measure:
    """What a number counts. `example` is a sentence, `unit` the unit of its number; the counter-example has none."""

    name: str
    pattern: str
    example: str
    unit: str
    counter_example: str


MEASURES = (
    Measure(
        "money",
        rf"(?P<unit>{_CURRENCIES}) ?(?P<number>{_NUMBER})(?: ?(?P<magnitude>hundred|thousand|million|billion|trillion|"
        r"bn|m|k)\b)?",
        "They sent $2.5 million home.", "$", "They sent 2.5 million home.",
    ),
    Measure(
        "part", r"(?P<number>\d{1,9}|[Oo]ne|[Tt]wo|[Tt]hree)(?P<unit>) (?:in|out of)(?: every)? (?P<of>\d{1,9}(?:,\d{3}){0,2})",
        "Only 1 in 4 women came.", "%", "Only 4 women came.",
    ),
    Measure(
        "share", rf"(?P<number>{_NUMBER}) ?(?P<unit>%|percent\b|per cent\b|percentage points?\b)",
        "About 70% of them are women.", "%", "About 70 of them are women.",
    ),
    Measure(
        "measured",
        rf"(?P<number>{_NUMBER})(?: {_LARGE}s?\b)?[ -]?(?P<unit>km|kilomet(?:er|re)s?|miles?|met(?:er|re)s?|[cm]m|kg|kilos?|"
        r"tons?|tonnes?|pounds|euros?|dollars?|(?:Chinese )?[Yy]uan|won|yen|hours?|days?|weeks?|months?|years?|minutes?)\b",
        "The walk took 9 hours.", "hours", "The walk took 9 people.",
    ),
    Measure(
        "counted", rf"(?P<number>{_NUMBER})(?: {_LARGE}\b)?(?P<unit>)",
        "Over 33,000 refugees came.", "", "Many refugees came.",
    ),
)  # fmt: skip
_FRACTIONS = "¼-¾⅐-⅞"
#: Not a part of a name, a longer number, a fraction, a decade (the 90s), or a number in a row (the 5th).
_COMPILED = [
    re.compile(
        rf"(?<![\w.,/-]){row.pattern}"
        rf"(?![\w-]*\d|[.,/]\d| ?[{_FRACTIONS}]| \d+/\d|['’]?s\b|(?<=\d)(?:st|nd|rd|th|x)\b)"
    )
    for row in MEASURES
]
_SPELLED = {"one": 1, "two": 2, "three": 3}
#: What stands before a number that counts something, where the next words do not say what; and between the ends of a range.
_BEFORE = re.compile(
    r"\b(?:over|under|nearly|about|around|almost|than|approximately|roughly|some|only|to|of|and|from|least|most)\s+$"
)
#: What is said of a number: that it is a bound, or not exact.
_QUALIFIER = re.compile(
    r"\b((?:more|less|fewer|greater|higher|lower) than|at (?:least|most)|up to|over|under|nearly|about|around|almost|"
    r"approximately|roughly|only|an estimated|as (?:many|much|few|little) as|close to)\s+$",
    re.IGNORECASE,
)
#: What a number behind it is the name of, and no count: Form 990.
_LABEL = re.compile(
    r"\b(?:Form|Article|Section|Chapter|Room|Flight|Highway|Route|Resolution|Part|Page|Number|Volume|Issue|Item|Phase|Version|"
    r"Table|Level|Unit|Office|Bureau|Camp|Annex|Title|Law|Act|Order|Directive|No\.)\s+$"
)
_TO = re.compile(r"\s*(?:to|and|or|[-–—])\s*$")
#: Dates and times, which are no figures; and a year, which says when.
_DATES = re.compile(
    rf"\b\d{{1,2}}(?:st|nd|rd|th)? {_MONTHS}\b(?:,? (?:19|20)\d\d)?|"
    rf"\b{_MONTHS}\.? \d{{1,2}}(?:st|nd|rd|th)?\b(?:,? (?:19|20)\d\d)?|"
    r"\b\d{1,2}:\d\d ?(?:am|pm|[ap]\.m\.)?(?!\d)|\b\d{1,4}[/-]\d{1,2}[/-]\d{1,4}\b|"
    # With a point it is a time only where that is said: 12.50 is more often an amount.
    r"\b\d{1,2}\.\d\d ?(?:am|pm|[ap]\.m\.)(?!\w)|"
    rf"\b(?:at|by|until|till) (?:[01]?\d|2[0-4])\.[0-5]\d(?![\d%]|\.\d| (?:{_MEANT})\b)"
)
_YEAR = re.compile(
    r"(?<![\d,.$€£-])(?P<year>(?:1[89]|20)\d\d)"
    r"(?![\d%]|[,.]\d|s?-year| (?:people|women|men|refugees|dollars|percent|meters|miles))"
)
#: A word beside which a figure is as of now, where the year stands further off; and a year since which something lasts.
_NOW = re.compile(r"\b(?:now|today|nowadays|currently|at present)\b(?![’'])", re.IGNORECASE)
_SINCE = re.compile(rf"\bsince(?: the \w+ of)?(?: (?:early|mid|late|{_MONTHS}\.?))?[ -]\s*$", re.IGNORECASE)
_RANGE = re.compile(r"(?<!\d)(?:1[89]|20)\d\d ?[-–] ?(?:(?:1[89]|20)\d\d|\d\d)(?!\d)")
_SENTENCE_END = re.compile(r"(?:(?<=[.!?…])|(?<=[.!?…][\"'”’»)\]]))\s+(?=[\"'“‘«(\[]*[^\W_a-z])|\n\s*\n|(?<=[。！？])")
_ABBREVIATION = re.compile(rf"(?:\b(?:[A-Z]|Mr|Mrs|Ms|Dr|St|Prof|Gen|No|vs|approx|{_MONTHS})\.|\b[A-Z]\.[A-Z]\.)$")
#: Characters that are looked at before a number, and behind it; and characters of a sentence that is shown whole.
_BESIDE, _BEHIND, _LONGEST = 80, 400, 2_000
#: Words behind a number that say what is counted.
_WHAT = re.compile(r"\s*(?P<what>(?:[^\W\d_][\w'’-]*\s*){1,6})")
_STOP = re.compile(
    r"\s\b(?:and|or|but|were|was|are|is|have|has|had|who|which|that|in|on|at|by|to|for|from|when|while|as|will|would|could|can|"
    r"should|than|with|within|during|last|since|compared|ago|later|earlier|per|"
    r"Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|between|knew|said|made|lived|left|came|according|just)\b.*",
    re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Figure:
    """A number in a sentence: as written, its qualifier (more than; or ""), value, unit ("": counted), what is counted.

    `year` is the one that the sentence names; `date` that, or the article's. `line` is 1-based.
    """

    article: Article
    line: int
    number: str
    qualifier: str
    value: Decimal
    unit: str
    what: str
    year: int | None
    sentence: str

    @property
    def date(self) -> PartialDate | None:
        """When it was so, as far as is known."""
        if self.year is not None:
            return PartialDate(self.year)
        return self.article.date.value if self.article.date else None


def figures(article: Article, terms: Sequence[str]) -> Iterator[Figure]:
    """The numbers of an article's sentences that have all these terms (`analysis`), in order."""
    wanted = set(terms)
    for passage in passages(article):
        for start, end in sentences(passage.text):
            sentence = passage.text[start:end]
            if any(map(str.isdigit, sentence)) and has_terms(sentence, wanted):
                part = passage.parts[bisect.bisect_right(passage.parts, start, key=lambda part: part.start) - 1]
                line = article.line_of(part.offset + start - part.start)
                whole = " ".join(sentence.split())
                for place, figure in _figures_at(sentence):
                    yield Figure(article, line, *figure, whole if len(whole) <= _LONGEST else _around(sentence, place))


def _around(sentence: str, place: int) -> str:
    """What stands around a place of what is too long for a sentence, such as a table without full stops."""
    start, end = max(0, place - _LONGEST // 2), place + _LONGEST // 2
    words = " ".join(sentence[start:end].split())
    return f"{'… ' * (start > 0)}{words}{' …' * (end < len(sentence))}"


def sentences(text: str) -> Iterator[tuple[int, int]]:
    """Where the sentences of a text begin and end."""
    start = 0
    for mark in [*_SENTENCE_END.finditer(text), None]:
        end = mark.start() if mark else len(text)
        if mark and _ABBREVIATION.search(text[max(0, end - 12) : end]) and "\n\n" not in mark[0]:
            continue
        if text[start:end].strip():
            lead = len(text[start:end]) - len(text[start:end].lstrip())
            yield start + lead, end
        start = mark.end() if mark else end


def figures_in(sentence: str) -> Iterator[tuple[str, str, Decimal, str, str, int | None]]:
    """The figures of a sentence: number as written, qualifier, value, unit, what is counted, and the year that it names."""
    for _, figure in _figures_at(sentence):
        yield figure


def _figures_at(sentence: str) -> Iterator[tuple[int, tuple[str, str, Decimal, str, str, int | None]]]:
    """The figures of a sentence, each with its place. What stands beside a number is looked at for a few words only."""
    blank = _DATES.sub(lambda match: _years_only(match[0]), sentence)
    blank = _RANGE.sub(_blank, blank)
    named = [
        match for match in _YEAR.finditer(blank) if not _SINCE.search(blank[max(0, match.start() - _BESIDE) : match.start()])
    ]
    years, then = {int(match["year"]) for match in named}, [match.start() for match in named]
    now = [match.start() for match in _NOW.finditer(sentence)]
    blank = _YEAR.sub(_blank, blank)
    taken = bytearray(len(blank))
    found = []
    for pattern in _COMPILED:
        for match in pattern.finditer(blank):
            start, end = match.span()
            if ("of" in match.re.groupindex and not 0 < _part(match) <= 100) or 1 in taken[start:end]:
                continue
            taken[start:end] = b"\1" * (end - start)
            found.append(match)
    year = years.pop() if len(years) == 1 else None
    found.sort(key=lambda match: match.start())
    for match, following in itertools.zip_longest(found, found[1:]):
        value, unit = _value(match)
        what = _what(sentence, match.end())
        if following is not None and not (unit or what) and _TO.fullmatch(sentence, match.end(), following.start()):
            unit, what = _value(following)[1], _what(sentence, following.end())
        before = sentence[max(0, match.start() - _BESIDE) : match.start()]
        if not unit and _LABEL.search(before):
            continue
        if unit or what or _BEFORE.search(before):
            qualified = _QUALIFIER.search(before)
            said = " ".join(qualified[1].lower().split()) if qualified else ""
            of = None if _away(now, match.start()) < _away(then, match.start()) else year
            yield match.start(), (match[0].strip(), said, value, unit, what, of)


def _away(places: Sequence[int], place: int) -> int:
    """Characters from a place to the nearest of these, which are in order; more than any, if there is none."""
    at = bisect.bisect(places, place)
    return min((abs(place - other) for other in places[max(0, at - 1) : at + 1]), default=sys.maxsize)


def _blank(match: re.Match[str]) -> str:
    return " " * len(match[0])


def _years_only(date: str) -> str:
    """A date with its year alone, as long as before."""
    year = re.search(r"(?:19|20)\d\d\s*$", date)
    return " " * (len(date) - 4) + date[-4:] if year else " " * len(date)


def _value(match: re.Match[str]) -> tuple[Decimal, str]:
    """The value of a figure, and its unit."""
    if "of" in match.re.groupindex:
        return _part(match), "%"
    magnitude = match.groupdict().get("magnitude") or ""
    number = Decimal(match["number"].replace(",", "")) * _MAGNITUDES.get(magnitude.lower(), 1)
    return number, "%" if match["unit"].startswith("per") else match["unit"]


def _part(match: re.Match[str]) -> Decimal:
    """In 100, to two places: 25 of "1 in 4". Of none it is 0."""
    number, whole = match["number"].lower(), Decimal(match["of"].replace(",", ""))
    return round(Decimal(_SPELLED.get(number) or number) * 100 / whole, 2) if whole else Decimal(0)


def _what(sentence: str, place: int) -> str:
    found = _WHAT.match(sentence, place, place + _BEHIND)
    return " ".join(_STOP.sub("", f" {found['what']}").split()) if found else ""
