"""Who said what in an article: quoted passages with the words that say whose they are.

A speaker is what the text says beside a quotation, never who it is likely to be. Where that is only *she* or *he*, or a
quotation goes on without saying so, it is the speaker named last, if that was near; such a speaker is marked as inferred. A
quotation that nobody is named for has none.

The rows of `ATTRIBUTIONS` say how a speaker stands before or behind a quotation, each with an example and a counter-example.
"""

from __future__ import annotations

import bisect
import itertools
import re
from collections.abc import Iterator
from typing import Literal

from nkdocs.model import Article, Kind
from nkdocs.quotation import read_quotation
from nkdocs.quoted_passages import find_quotations
from nkdocs.rules import words_of
from nkdocs.schema import ASIDE_KINDS, Passage, passages
from nkdocs.values import dataclass

_VERBS = (
    "said|says|told|tells|added|adds|explained|explains|asked|asks|wrote|writes|recalled|recalls|noted|notes|remarked|remarks|"
    "replied|replies|answered|answers|continued|continues|insisted|insists|warned|warns|argued|argues|claimed|claims|stated|states|"
    "commented|comments|admitted|admits|agreed|agrees|concluded|concludes|confirmed|confirms|shared|shares|remembered|remembers|"
    "declared|declares|announced|announces|joked|jokes|observed|observes|shouted|whispered|reported|reports|"
    "sagte|sagt|erklärte|erklärt|meinte|meint|betonte|betont|schrieb|schreibt|"
    "dit|déclar[eé]|expliqu[eé]|affirm[eé]|assur[eé]|racont[eé]|ajout[eé]|estim[eé]|dijo|dice|afirmó|afirma|explicó|explica|añadió|contó|cuenta|"
    "ha detto|dice|disse|spiega|afirmou"
)
_ADVERB = r"(?:has |had |have )?(?:also |then |later |recently |once |still |further |a |hat |a-t-(?:il|elle) )?"
_PART = r"(?:[^\W\d_a-z][^\W\d_]*(?:[-'’.][^\W\d_]+)*\.?|[A-Z]\.|de|del|van|von|bin|al|la|le|da|dos|der|den)"
#: A name: words with capitals, and what stands between them.
NAME = rf"[^\W\d_a-z](?:[\w'’.-]*)(?: {_PART}){{0,5}}"
#: Somebody who is not named: one man, a woman named Ji, the lead author.
_SOMEBODY = r"(?:[Aa]n?|[Oo]ne|[Tt]he|[Aa]nother|[Hh]is|[Hh]er|[Tt]heir|[Mm]y) [^“”\"«».;:!?]{1,70}?"
_PRONOUN = r"(?:[Ss]he|[Hh]e|[Tt]hey|I|[Ww]e|[Ee]r|[Ss]ie|[Ii]ls?|[Ee]lles?|[Éé]l|[Ee]lla)"
_WHO = rf"(?P<who>{_PRONOUN}\b|{_SOMEBODY}|{NAME})"
#: What says more of a speaker behind the name: ``, a spokesman,``.
_MORE = r"(?:, [^“”\"«».;:!?]{1,90}?,)?"


@dataclass(frozen=True, slots=True)
class Attribution:
    """How a speaker stands beside a quotation. `example` is a sentence, `speaker` who says it there."""

    name: str
    where: Literal["before", "after"]
    pattern: str
    example: str
    speaker: str
    counter_example: str


ATTRIBUTIONS = (
    Attribution(
        "said Miso", "after",
        rf"[\s,—–-]*{_ADVERB}(?:{_VERBS}) {_WHO}(?=[,.;:!?]|$| (?:in|on|at|of|to|who|from|when|as|after|while|about|"
        r"with|during|by|and|for)\b)",
        "“We left at night,” said Miso in Seoul.", "Miso", "“We left at night” was the title of her book.",
    ),
    Attribution(
        "Miso said", "after", rf"[\s,—–-]*{_WHO}{_MORE} {_ADVERB}(?:{_VERBS})\b",
        "“We left at night,” Miso said.", "Miso", "“We left at night,” and nobody heard of it.",
    ),
    Attribution(
        "according to Miso, after", "after",
        rf"[\s,—–-]*(?i:according to|so|selon|según|secondo) (?P<who>{NAME}|{_SOMEBODY})(?=[,.;:’]|$|’s )",
        "“We left at night,” according to Miso.", "Miso", "“We left at night,” in accordance with the plan.",
    ),
    Attribution(
        "Miso said, before", "before",
        rf"(?:^|[.!?;,”\"] |\b(?:[Bb]ut|[Aa]nd|[Aa]s|[Ww]hen|[Ww]hile) ){_WHO}{_MORE} {_ADVERB}(?:{_VERBS})"
        r"(?: (?:me|us|them|him|her|reporters|that|in [^“”\".]{1,40}|the [A-Z][^“”\".]{1,30}))?[\s,:]*$",
        "Miso told reporters: “We left at night.”", "Miso", "The book is called “We left at night.”",
    ),
    Attribution(
        "according to Miso, before", "before",
        rf"(?i:according to|in the words of|as|selon|laut|según) (?P<who>{NAME}|{_SOMEBODY})"
        r"(?: (?:puts|put) it)?[\s,:]*$",
        "According to Miso, “we left at night.”", "Miso", "According to plan they “left at night.”",
    ),
    Attribution(
        "Miso:", "before", rf"(?:^|\n)(?P<who>{NAME}):\s*$",
        "Miso: “We left at night.”", "Miso", "They had a plan: “We left at night.”",
    ),
)  # fmt: skip
_MONTHS = "Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec"
_COMPILED = [(row, re.compile(row.pattern)) for row in ATTRIBUTIONS]
_NAMED = re.compile(
    r"(?:named|called|author|reporter|spokesman|spokeswoman|director|president|minister|professor|Dr\.?),? "
    rf"(?P<name>{NAME})$"
)
#: ``said the author, Rajiv Chowdhury,``
_APPOSED = re.compile(rf", (?P<name>{NAME})(?=[,.])")
_INNER_NAME = re.compile(rf"(?:^|, )(?P<name>{NAME})$")
#: Words with a capital that are nobody.
_NOBODY = words_of("But And When While As The This That These Those It There Here If Then So Because What Where Why How")
#: The day, and what else a network puts there, behind the name of who posted something: ``Miso (@miso) October 16``.
_SIGNED_DAY = re.compile(rf"(?: \(@\w+\))? (?:(?:{_MONTHS})[a-z]*\.? \d{{1,2}}|\d{{1,2}} (?:{_MONTHS})[a-z]*\.?(?: \d{{4}})?)$")
_DASH = re.compile(r"^\s*(?:[—–―-]|--)\s*")
#: Somebody who is named where nothing is said yet.
_INTRODUCED = re.compile(rf"\b(?:named|called) (?P<name>{NAME})")
_QUOTED = re.compile(r"[“„«\"][^“”„«»\"]*[”“»\"]")
#: Somebody of whom there may be several: who speaks in the next paragraph may be another.
_ANY = re.compile(r"(?:an?|one|another) ", re.IGNORECASE)
#: What French puts into a quotation, or behind it: ``« C’est fini, soupire-t-elle. On rentre. »``; a question is no such thing.
_TURNED = r"(?:[a-zà-ÿ]{3,20}[ae]-t|a-t|dit|répond|reprend|poursuit|écrit|sourit|conclut)-(?P<who>ils?|elles?)\b"
_PUT_IN = re.compile(rf",\s+{_TURNED}[^,.;:!?«»]{{0,90}}(?=[,.;:])")
_PUT_BEHIND = re.compile(rf"[\s,]*{_TURNED}")
#: Paragraphs after which a speaker is no longer the one who goes on.
_NEAR = 3
#: Words of a quotation that nobody is named for, which may only be a way to speak.
_FEW = 5
#: Characters beside a quotation that are looked at.
_BESIDE = 160


@dataclass(frozen=True, slots=True)
class Saying:
    """A quoted passage: what was said, by whom as far as the text says it, in what words, and the 1-based line.

    `about` is what the text says of the speaker; `inferred`: the speaker was named before, not beside this quotation,
    or is only a pronoun. `rule`
    says which row told, or "" if none did.
    """

    article: Article
    text: str
    line: int
    speaker: str | None = None
    about: str = ""
    inferred: bool = False
    rule: str = ""


def is_unnamed(saying: Saying) -> bool:
    """Whether the speaker is only a pronoun or somebody without a name: she, the minister."""
    return saying.speaker is not None and re.fullmatch(rf"{_PRONOUN}|{_SOMEBODY}", saying.speaker) is not None


def sayings(article: Article) -> list[Saying]:
    """What is said in an article, in the order of the dump."""
    found = [*_signed(article)]
    taken = {saying.text for saying in found}
    for passage in passages(article):
        if passage.parts[0].kind not in ASIDE_KINDS:
            found += [saying for saying in _in_text(article, passage) if saying.text not in taken]
    return sorted(found, key=lambda saying: saying.line)


def _signed(article: Article) -> Iterator[Saying]:
    """Quotations with a line of their own that says whose they are."""
    blocks = [block for block in article.blocks if article.cut(block.span).strip()]
    for before, block in itertools.pairwise(blocks):
        if block.kind is Kind.ATTRIBUTION and before.kind in (Kind.QUOTE, Kind.PROSE, Kind.HEADING):
            text = _bare(article.cut(before.span))
            name, _, about = _DASH.sub("", article.cut(block.span).strip()).partition(",")
            if read_quotation(text).size > 2 and name.strip():
                speaker, more = (" ".join(part.replace("\u200b", "").split()) for part in (name, about))
                if dated := _SIGNED_DAY.search(speaker):
                    speaker, more = speaker[: dated.start()], ""  # behind the comma is the year
                yield Saying(article, text, article.line_of(before.span.start), speaker, more, rule="signed")


def _bare(text: str) -> str:
    return " ".join(text.split()).strip('“”"„«»‘’ ')


def _in_text(article: Article, passage: Passage) -> Iterator[Saying]:
    """Quotations in a text, with who says them."""
    last: tuple[str, int] | None = None
    number = 0
    for paragraph in re.finditer(r"(?:.+\n?)+", passage.text):
        number += 1
        text = paragraph[0]
        found = [each for each in find_quotations(text)[0] if each.sort == "quotation" and read_quotation(each.text).size > 2]
        if introduced := [*_INTRODUCED.finditer(_QUOTED.sub("", text))]:
            last = (introduced[-1]["name"].rstrip("."), number)
        for at, each in enumerate(found):
            before = text[max(found[at - 1].end if at else 0, each.start - _BESIDE) : each.start]
            following = found[at + 1].start if at + 1 < len(found) else len(text)
            after = text[each.end : min(following, each.end + _BESIDE)]
            speaker, rule = _speaker(before, after)
            if speaker is None and (put_in := _PUT_IN.search(each.text) or _PUT_BEHIND.match(after)):
                speaker, rule = put_in["who"], "dit-elle"
            inferred = False
            if speaker is None or re.fullmatch(_PRONOUN, speaker):
                is_near = last is not None and number - last[1] < (1 if _ANY.match(last[0]) else _NEAR)
                goes_on = speaker is not None or (at > 0 and last is not None and last[1] == number)
                inferred = is_near and goes_on
                speaker = last[0] if last is not None and inferred else speaker
                rule = rule or ("goes on" if inferred else "")
            if speaker is not None and not re.fullmatch(_PRONOUN, speaker):
                last = (speaker, number)
            inferred = inferred or (speaker is not None and re.fullmatch(_PRONOUN, speaker) is not None)
            if speaker is None and read_quotation(each.text).size < _FEW:
                continue
            offset = _offset(passage, paragraph.start() + each.start)
            yield Saying(article, " ".join(each.text.split()), article.line_of(offset), speaker, "", inferred, rule)


def _offset(passage: Passage, place: int) -> int:
    part = passage.parts[bisect.bisect_right(passage.parts, place, key=lambda part: part.start) - 1]
    return part.offset + place - part.start


def _speaker(before: str, after: str) -> tuple[str | None, str]:
    """Who is named beside a quotation, and by which row."""
    for row, pattern in _COMPILED:
        found = pattern.match(after) if row.where == "after" else pattern.search(before)
        if found and (name := _name(found["who"])):
            apposed = _APPOSED.match(after, found.end()) if row.where == "after" and name[0].islower() else None
            return apposed["name"] if apposed else name, row.name
    return None, ""


def _name(who: str) -> str:
    """The name in what is said of a speaker; or all of it, where nobody is named."""
    who = " ".join(who.split()).strip(" ,")
    if who.split()[0] in _NOBODY and not re.match(r"The [A-Z]", who):
        return ""
    if named := _NAMED.search(who) or (None if re.fullmatch(NAME, who) else _INNER_NAME.search(who)):
        who = named["name"]
    return who if re.search(r"\b[A-Z]\.$|\bJr\.$", who) else who.rstrip(".")
