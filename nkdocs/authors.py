"""Who a line says wrote the article: bylines, sign-offs and the names in them.

What a name is, is known by `people`. Nothing here knows where in an article a line stands: whether "– A. Name, Director"
signs the article or a quotation is decided by `neighbours` and `signing`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from nkdocs.addressed_names import read_addressed
from nkdocs.east_names import has_cjk, is_cjk_name
from nkdocs.month_names import months
from nkdocs.people import BRACKETS, Name, ends_with_role, is_office, is_role, read_names
from nkdocs.rules import words_of
from nkdocs.values import dataclass

#: Characters of a line that are looked at.
_LOOK = 300
#: Between the parts of a glued line: "By A | May 4 | 3 Comments".
_BREAK = re.compile(
    r"\s*[|•●·»›]\s*|\s+[–—-]+\s+|\s+//?\s+|(?<=[^\s:：])(?=(?:作者|记者|責任編輯|责任编辑|来源|來源)\s?[:：])|/(?=\s?(?:by|von|par|por)\s)|\s{2,}(?=[^\W\d]{4,10}:\s)"
)
#: Nothing is glued without one of these.
_MAYBE_BREAK = re.compile(r"[|•●·»›–—/:：]|\s[\s-]")
#: What the short words begin with.
_SHORT_FIRST = frozenset(" SPAUDON")
_VERBS = (
    r"(?:(?:original(?:ly)?|first|last|this|article|story|words|text|post(?:ed)?|published|written|report(?:ed|ing)?|created|"
    r"compiled|"
    r"contributed|interview(?:ed)?|submitted|contributed|news provided|produced|updated|modified|reviewed|an? \w+|entry|column|"
    r"analysis|opinion|essay|review|blog|recipe|filed|added|shared|uploaded|edited|told|guest|column|propos|"
    r"recueillis?|entretien|réalisée?|aufgezeichnet|geschrieben|gespeichert|eingestellt|"
    r"erstellt|eingetragen|ajouté|envoyé|posté|enviado|publicada|inserito|"
    r"veröffentlicht|verfasst|eine? \w+|une? \w+|una? \w+|écrit|publié|rédigé|proposé|escrito|publicado|postado|scritto|"
    r"pubblicato|geschreven|"
    r"gepubliceerd|"
    r"опубликовано)\s+){0,3}"
)
#: What opens a byline.
_OPENER = re.compile(
    rf"[\s,#(\[/–—-]*(?:{_VERBS}(?:by|von|par|por|di|door|автор|от)|as told to|(?:pubblicato|postato|scritto|inserito) da|"
    r"(?:un article|texte|reportage|récit|enquête) de|"
    r"(?:das |die )?(?:interview|gespräch|fragen) (?:führten?|stellten?))\b\s*:?\s*",
    re.IGNORECASE,
)
#: A label that opens a byline.
_LABEL = re.compile(
    r"\s*(?:(?:written |posted |published )?(?:author(?:s|\(s\)|/s|['’]s(?: name)?)?|writers?|"
    r"(?:redaktur (?:& |dan |/ ?)?)?reporter|contributors?)|bericht(?: und fotos?)?|aut(?:or|or/in|oren|orin|ora|ores|eur|"
    r"eure|eurs|rice|ore|ori|rice)|redakteur(?:in)?|"
    r"penulis|redaktur|wartawan|yazar|szerző|írta|författare|skribent|forfatter|kirjoittaja|tác giả|"
    r"schrijver|text(?:e|o)?(?: (?:und|and|et|y|e|&) (?:fotos?|photos?|bilder|"
    r"images?|photographs))?|testo|tekst|words|byline|글|글쓴이|작성자|기자|취재|작가|作者|记者|記者|文|撰文|執筆者?|著者|"
    r"автор|текст)\s*(?:[:：／]|\s/\s)\s*",
    re.IGNORECASE,
)
#: The same without a colon, where nothing follows but a name: "Author Ana Quill", "AuthorAna Quill".
_BARE_LABEL = re.compile(
    r"\s*(?:(?:Authors?|Autor(?:in|en|a|es)?|Auteure?s?|Autrice|Autor[ei])\s+|(?:Author|Auteur)(?=[A-ZÀ-Ý][a-zà-ÿ]))"
    r"(?=[^\W\d_]\S*\s[^\W\d_])"
)
#: Labels of several writers: bars may stand between their names.
_SEVERAL = re.compile(r"\s*(?:author(?:s|\(s\)|['’]s)|writers|autoren|auteurs|autores|autori)\s*:", re.IGNORECASE)
#: Short words for "by" that are other words elsewhere: nothing but names of two words or more follows, or a mark.
_SHORT_OPENER = re.compile(
    r"\s*(?:(?:Scris|Publicat|Postat|Adăugat) de|(?:Skrevet|Skriven|Publisert|Publicerad|Udgivet) a[vf]|(?:Ditulis )?Oleh:?|"
    r"A[vf]|Napisała?|Napsala?|(?:Dodane|Opublikowane) przez)\s+|\s*De\s(?=[^-–—]{5,50}\s[-–—]\s*$)"
)
#: A label that says the next line or part names whoever made the pictures.
_PICTURES = re.compile(r"\s*(?:photo|foto|image|bild|picture|illustration|video|사진|写真|摄影|graphic)", re.IGNORECASE)
#: An author named at the end of a longer line of small print.
_IN_FOOTER = re.compile(
    r"(?:posted|published|written|modified|updated|filed)\b.{0,200}?\bby\s+|(?:veröffentlicht|geschrieben)\b.{0,200}?\bvon\s+|"
    r"publié\b.{0,200}?\bpar\s+|publicad[oa]\b.{0,200}?\bpor\s+",
    re.IGNORECASE,
)
_KOREAN = re.compile(
    r"\s*(?:\[[^\]]{1,20}\]\s*)?[\[(【]?(?:[가-힣]{2,8}\s*=\s*)?(?:[가-힣]{2,8}\s*/\s*)?"
    r"(?:(?:[가-힣]{1,6}(?:부|팀|국|센터|본부)|글\s?[·/,&]\s?사진|글|취재)\s)?([가-힣]{2,4}(?:\s?[·,]\s?[가-힣]{2,4}){0,4})\s*"
    r"(?:기자|특파원|선임기자|논설위원|칼럼니스트|객원기자|인턴기자|수습기자)(?![가-힣])"
)
_CHINESE = re.compile(
    r"\s*(?:本报|本刊|新华社|编辑|责任编辑)?(?:记者|記者|作者|文)\s+([\u4e00-\u9fff]{2,4})(?![\u4e00-\u9fff])"
)
_EAST_NAME = re.compile(r"[가-힣\u4e00-\u9fff]{2,4}")
_BIO = re.compile(
    r"\s*(?:about(?: the author:?)?|über|à propos de|sobre|more (?:from|by|about)|all posts by|view all posts by)\s+",
    re.IGNORECASE,
)
_INTRODUCED = re.compile(
    r"\s*[*—–-]?\s*([^\W\d_][^\s,;:()]{0,20}(?: [^\W\d_][^\s,;:()]{0,20}){1,3}),? (?:is|was|ist|est|es|é|è|IS|"
    r"writes|works|covers|reports|has (?:been|covered|written|worked)|schreibt|arbeitet)\s"
)
_TRADES = words_of(
    "writer reporter editor journalist columnist correspondent blogger contributor author freelance novelist critic essayist "
    "covers writes writing reporting reporter-at-large fellow producer redakteur redakteurin journalistin autor autorin "
    "journaliste chroniqueur blogueur blogueuse auteur autrice periodista escritor escritora redactor columnista jornalista "
    "giornalista politólogo political intern student professor"
)
_AVATAR = re.compile(r"\s*([^\W\d_].{1,58}?)['’]s (?:avatar|profile (?:photo|picture|image)|picture|photo)\s*$")
#: What may stand beside names alone.
_NOTHING = re.compile(r"\b(?:and|und|et|y|e|&|reporting)\b|[\W_]", re.IGNORECASE)
#: Words of labels and sections: a line of a few words with one of them names nobody.
LABELS = words_of(
    "highlights pages page contacts contact news business sports politics culture opinion video videos gallery story stories "
    "article articles topics topic related law science health travel weather events resources links photos pictures "
    "headlines release press introduction summary contents overview background conclusion"
)
#: A day without its year.
_DAY = re.compile(r"(?<!\w)(?:([^\W\d_]{3,10})\.? \d{1,2}|\d{1,2}\.? ([^\W\d_]{3,10}))(?!\w)")
_DIGIT, _APOSTROPHE = re.compile(r"\d"), re.compile("['’]")
_DASH = re.compile(r"\s*(?:[–—―~]|--?|\*)\s*(?=[^\W\d_])")
#: Words of publishing between a name and a date, which is blanked out.
_PUBLISHED = re.compile(
    r"(?:(?<!\w)|(?-i:(?<=[a-zà-ÿ]{2})(?=[A-Z])))(?:(?:last\s)?(?:published|updated|posted|modified)(?:\son)?|veröffentlicht(?:\sam)?|aktualisiert|publié(?:\sle)?|"
    r"mis\sà\sjour(?:\sle)?|publicado(?:\sel)?|승인|입력|수정|등록|작성|발행|기사입력)\s?:?\s*(?=\|)",
    re.IGNORECASE,
)
#: "WORDS Ana Quill PHOTOGRAPHY Bo Bild": the labels are told from the names by their capitals.
_LOUD_LABEL = re.compile(r"\s*(?:WORDS|TEXTE?|STORY)\s+(?=[^\W\d_]\S*\s[^\W\d_])")
_LOUD_PICTURES = re.compile(r"\s*(?:$|(?:PHOTO|FOTO|IMAGE|ILLUSTRATION|PICTURE))")
_EMAIL = re.compile(r"\s*[\w.+-]{1,64}@[\w-]{1,64}\.[\w.-]{2,20}\s*")


@dataclass(frozen=True, slots=True)
class Byline:
    """The names a line gives as its writers, the rule that read them, and whether only an address was given."""

    names: tuple[Name, ...]
    rule: str
    address_only: bool = False


def read_byline(text: str, taken: tuple[tuple[int, int], ...] = ()) -> Byline | None:
    """The byline a line states, its dates (`taken`, spans of the line) left out; None if it states none."""
    line = _without_days(_blank_out(text[:_LOOK], taken))
    if avatar := _AVATAR.match(line) if _APOSTROPHE.search(line) else None:
        names = read_names(line, avatar.start(1), avatar.end(1))
        return Byline(names, "avatar") if names else None
    if "@" in line and (found := read_addressed(line)) is not None:
        return Byline(*found)
    return _in_parts(line)


def _in_parts(line: str) -> Byline | None:
    """The byline that the first part of a line to be one states."""
    for start, end in _parts(line):
        if _PICTURES.match(line, start, end):
            continue
        for pattern, rule in ((_OPENER, "byline"), (_LABEL, "author label")):
            opened = pattern.match(line, start, end)
            if opened is None:
                continue
            if _EMAIL.fullmatch(line, opened.end(), end):
                address = line[opened.end() : end].strip()
                begin = line.index(address, opened.end())
                return Byline((Name(address, begin, begin + len(address)),), rule, address_only=True)
            if names := read_names(line, opened.end(), end, explicit=True):
                return Byline((*names, *_behind_bars(line, end)) if _SEVERAL.match(line, start, end) else names, rule)
        if names := _labelled(line, start, end):
            return Byline(names, "author label")
        if not line.isascii() and (reporters := _reporters(line, start, end)):
            return Byline(reporters, "reporter's title")
    return None


def _behind_bars(line: str, after: int) -> Iterator[Name]:
    """The names of two words or more that are all of the parts behind a label of several writers and the first name."""
    for start, end in _parts(line):
        if start >= after:
            names = read_names(line, start, end)
            if (
                not names
                or not all(" " in name.text for name in names)
                or line[start:end].strip() != line[names[0].start : names[-1].end]
            ):
                return
            yield from names


def _without_days(line: str) -> str:
    """A line with its days without a year blanked out."""
    if _DIGIT.search(line) is None:
        return line
    return _DAY.sub(lambda found: "|".ljust(len(found[0])) if _is_month(found) else found[0], line)


def _reporters(line: str, start: int, end: int) -> tuple[Name, ...]:
    """The names beside a reporter's title in Korean or Chinese."""
    first = _KOREAN.match(line) if start == 0 else None
    found = first or _KOREAN.match(line, start, end) or _CHINESE.match(line, start, end)
    if found is None:
        return ()
    return tuple(Name(name[0], name.start(), name.end()) for name in _EAST_NAME.finditer(line, *found.span(1)))


def _labelled(line: str, start: int, end: int) -> tuple[Name, ...]:
    """The names of two words or more that are all that stands after a label without a colon."""
    if (loud := _LOUD_LABEL.match(line, start, end)) is not None:
        names = read_names(line, loud.end(), end)
        apart = names and " " in names[0].text and not names[0].text.isupper()
        return names if apart and _LOUD_PICTURES.match(line[names[-1].end : end]) else ()
    opened = _BARE_LABEL.match(line, start, end)
    if opened is None and line[start] in _SHORT_FIRST:
        opened = _SHORT_OPENER.match(line, start, end)
    names = read_names(line, opened.end(), end) if opened is not None else ()
    if opened is None or not names or " " not in names[0].text:
        return ()
    return names if line[opened.end() : end].strip(" |–—-") == line[names[0].start : names[-1].end] else ()


def read_footer_byline(text: str, taken: tuple[tuple[int, int], ...] = ()) -> Byline | None:
    """The writer named inside small print: "This entry was posted in Rivers by Ana"."""
    line = _blank_out(text[:_LOOK], taken)
    found = _IN_FOOTER.search(line)
    names = read_names(line, found.end(), len(line), explicit=True) if found else ()
    return Byline(names[:1], "entry footer") if names else None


def read_bio(text: str) -> Byline | None:
    """The person a line introduces as its heading: "About Ana Author"."""
    opened = _BIO.match(text[:_LOOK])
    names = read_names(text[:_LOOK].rstrip(" →»:"), opened.end()) if opened else ()
    return Byline(names, "about the author") if len(names) == 1 and len(names[0].text.split()) >= 2 else None


def read_end_bio(text: str) -> Byline | None:
    """The person whom a closing sentence introduces by a trade of writing: "Ana Quill is a staff writer."."""
    opened = _INTRODUCED.match(text[:_LOOK])
    if opened is None or not any(word.strip(".,;").casefold() in _TRADES for word in text[opened.end() : _LOOK].split()[:12]):
        return None
    names = read_names(text, opened.start(1), opened.end(1))
    whole = (
        len(names) == 1
        and opened[1] in (names[0].text, f"{names[0].text} {names[0].text}")
        and 2 <= len(opened[1].split()) <= 4
    )
    return Byline(names, "introduced at the end") if whole else None


def read_signoff(text: str) -> Byline | None:
    """The name after a dash, alone or with a role of its own after a comma ("– Ana Author, Director of Rivers").

    What follows the comma must look like a role: a capital or a known role word. "– Ana, came here in 2010" is the source of a
    quotation.
    """
    opened = _DASH.match(text)
    if opened is None or len(text) > 160:
        return None
    name, comma, role = text[opened.end() :].partition(",")
    if comma and not (role.strip()[:1].isupper() or is_role(role.strip().split(" ")[0])):
        return None
    names = read_names(text, opened.end(), opened.end() + len(name))
    if not names:
        return None
    rule = "sign-off with a role" if comma else "sign-off" if len(names[0].text.split()) >= 2 else "first name"
    return Byline(names, rule)


def read_bare_names(text: str, taken: tuple[tuple[int, int], ...] = ()) -> Byline | None:
    """Names that stand alone in a line, or before a role or a date in a glued line; None if the line says anything else."""
    line = _blank_out(text[:_LOOK], taken)
    line = _PUBLISHED.sub(lambda found: "|".ljust(len(found[0])), line) if taken else line
    parts = [(start, end) for start, end in _parts(line) if line[start:end].strip(" ,.")]
    if not parts or len(text) > 120:
        return None
    start, end = parts[0]
    head, comma, beside = line[start:end].partition(",")
    if comma and (is_role(beside) or is_office(beside)):
        end = start + len(head)
    names = read_names(line, start, end)
    if names and ends_with_role(line[names[-1].end : end]):
        end = names[-1].end
    first = line[start:end]
    covered = sum(name.end - name.start for name in names)
    rest = _NOTHING.sub("", BRACKETS.sub("", _outside(first, names, start)))
    if not names or not covered or _words_left(rest) or is_office(line[start:end]):
        return None
    if any(word.strip(".,:").casefold() in LABELS for word in first.split()):
        return None
    if not all(is_cjk_name(name.text) if has_cjk(name.text) else 2 <= len(name.text.split()) <= 4 for name in names):
        return None
    if len(parts) > 1 and not taken and not is_role(line[parts[1][0] : parts[1][1]]):
        return None
    return Byline(names, "bare name")


def _is_month(found: re.Match[str]) -> bool:
    return (found[1] or found[2]).casefold() in months()


def _words_left(rest: str) -> bool:
    return any(character.isalnum() for character in rest)


def _outside(text: str, names: tuple[Name, ...], start: int) -> str:
    for name in reversed(names):
        text = text[: name.start - start] + " " + text[name.end - start :]
    return text


def _blank_out(text: str, taken: tuple[tuple[int, int], ...]) -> str:
    for start, end in taken:
        text = text[:start] + "|".ljust(end - start)[: end - start] + text[end:]
    return text


def _parts(line: str) -> list[tuple[int, int]]:
    if _MAYBE_BREAK.search(line) is None or _BREAK.search(line) is None:
        return [(0, len(line))] if line else []
    edges = [(found.start(), found.end()) for found in _BREAK.finditer(line)]
    starts = [0, *(end for _, end in edges)]
    ends = [*(start for start, _ in edges), len(line)]
    return [(start, end) for start, end in zip(starts, ends, strict=True) if start < end]
