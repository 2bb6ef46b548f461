"""Who a line says wrote the article: bylines, sign-offs and the names in them.

Names are told by their shape (capitals, particles, a few words), cut at roles, places and handles. Nothing here knows where in
an article a line stands: whether "– A. Name, Director" signs the article or a quotation is decided by `extract`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from nkdocs.rules import words_of

#: Characters of a line that are looked at.
_LOOK = 300
#: Between the parts of a glued line: "By A | May 4 | 3 Comments".
_BREAK = re.compile(r"\s*[|•●·»›]\s*|\s+[–—-]+\s+|\s+/\s+|/(?=\s?(?:by|von|par|por)\s)")
_VERBS = (
    r"(?:(?:original(?:ly)?|first|last|this|article|story|words|text|post(?:ed)?|published|written|report(?:ed|ing)?|created|"
    r"compiled|"
    r"contributed|interview(?:ed)?|submitted|contributed|news provided|produced|updated|modified|reviewed|an? \w+|entry|column|"
    r"analysis|opinion|essay|review|blog|geschrieben|"
    r"veröffentlicht|verfasst|ein \w+|écrit|publié|rédigé|proposé|escrito|publicado|postado|scritto|pubblicato|geschreven|"
    r"gepubliceerd|"
    r"опубликовано)\s+){0,3}"
)
#: What opens a byline.
_OPENER = re.compile(rf"[\s,#(\[–—-]*{_VERBS}(?:by|von|par|por|di|door|автор|от)\b\s*:?\s*", re.IGNORECASE)
#: A label that opens a byline.
_LABEL = re.compile(
    r"\s*(?:(?:written |posted |published )?(?:authors?|writers?|reporter|contributors?)|aut(?:or|or/in|oren|orin|ora|ores|eur|"
    r"eure|eurs|rice|ore|ori|rice)|redakteur(?:in)?|"
    r"schrijver|text(?:e|o)?|testo|tekst|words|byline|글|글쓴이|작성자|기자|취재|작가|作者|记者|記者|文|撰文|執筆者?|著者|"
    r"автор|текст)\s*(?:[:：／]|\s/\s)\s*",
    re.IGNORECASE,
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
    r"\s*(?:\[[^\]]{1,20}\]\s*)?(?:[가-힣]{2,8}\s*=\s*)?(?:[가-힣]{2,8}\s*/\s*)?([가-힣]{2,4})\s*(?:기자|특파원|선임기자|논설위원|칼럼니스트|"
    r"객원기자)(?![가-힣])"
)
_CHINESE = re.compile(
    r"\s*(?:本报|本刊|新华社|编辑|责任编辑)?(?:记者|記者|作者|文)\s+([\u4e00-\u9fff]{2,4})(?![\u4e00-\u9fff])"
)
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
_CJK = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]")
_DASH = re.compile(r"\s*(?:[–—―~]|--?|\*)\s*(?=[^\W\d_])")
_LIST_BREAK = re.compile(r"\s*(?:[,;&、，+]|(?<=\s)(?:and|und|et|y|e|en|и|with|mit|avec|con)(?=\s))\s*", re.IGNORECASE)
_STOP = re.compile(
    r"\s(?:in|for|from|at|of the|is|was|has|auf|für|aus|à|pour|dans|para|desde|on|am|le|el|op|under|via|to|who|which|that|"
    r"about|à|le|dans|sur)(?=\s|$)|"
    r"\s(?:updated|published|posted|modified|last|permalink|leave|[Ff]ollow|\d+ comments?)\b|\s(?:[Oo]f|[Ff]or|[Ss]pecial "
    r"[Tt]o) [Tt]he\s|[|<>\[{#]|https?:|\bwww\.|"
    r"(?<=[a-zà-ÿ]{2})(?<![Pp]rof)\.\s"
)
_BRACKETS = re.compile(r"\([^()]{0,80}\)|@\w+|\b[\w.+-]{1,64}@[\w-]{1,64}\.[\w.-]{2,20}")
_SITE = re.compile(r"\w\.[a-z]{2,4}\b")
_AROUND_NAME = "'\"“”‘’.-"
_EMAIL = re.compile(r"\s*[\w.+-]{1,64}@[\w-]{1,64}\.[\w.-]{2,20}\s*")
_PARTICLES = words_of(
    "de del della der den di da do dos das du d' van von vom zu zur la le el al bin ibn ben y e af av ter ten st of"
)
_ROLES = words_of(
    "staff writer writers reporter reporters editor editors correspondent columnist columnists contributor contributors guest "
    "special "
    "senior chief deputy assistant managing associate executive director manager president professor dr intern author authors "
    "freelance "
    "freelancer journalist photographer news team desk bureau contributing opinion editorial digital business political sports "
    "crime "
    "redaktion redakteur redakteurin redaktorin journaliste rédaction redacción redactor redactora redação redazione redactie "
    "mitarbeiter "
    "volontär volontärin korrespondent korrespondentin engineer analyst researcher scientist founder co-founder ceo cto cfo "
    "head lead officer "
    "fellow professor lecturer student curator producer developer designer coordinator specialist advisor chair member phd "
    "ph.d md mba sports"
)
_ARTICLES = words_of("the la le les l' der die das el il lo")
#: What those are called for whom people write.
_OFFICES = words_of(
    "press presse times post herald gazette journal magazine tribune chronicle observer agency agence agentur media group "
    "network radio tv television university institute institution center centre college school foundation ltd inc llc gmbh "
    "corporation company newspapers afp ap reuters dpa xinhua bloomberg upi efe ansa kcna cnn bbc nbc abc cbs npr pbs special "
    "nachrichten zeitung rundfunk ground stadium"
)
#: What an office that signs as a whole is called: after a word of byline it is the writer.
_DESKS = words_of("desk bureau newsroom redaktion redacción rédaction redação redazione redactie")
#: Agencies between a name and a role: "Ana Author AP Sports Writer".
_AGENCIES = words_of("AP AFP Reuters dpa UPI CNN BBC EFE ANSA Associated Press The")
#: Roles that are names of families too: after one word, in a byline, they are.
_SURNAMES = words_of("Engineer Chair Fellow Head Lead Dean Major Cook Baker Student Bishop")
_NO_NAMES = words_of(
    "the a an this that these those it its he she we they you i my our your his her their there here when where what how why "
    "who if then "
    "time way day year years today now all some many most more no not and but or as so far hand end means default popular "
    "request law "
    "der die das ein eine wir sie es le la les un une ce il elle nous on el los las un una se lo o os"
)
_NEVER = words_of(
    "comments comment share email print reply read more updated published posted date tags advertisement photo image "
    "기사등록 기사입력 최종수정 발행일 등록일 작성일 입력 수정 승인 댓글 공유 更新时间 发布时间 发表时间 更新日 公開日 投稿日 "
    "来源 编辑"
)


@dataclass(frozen=True, slots=True)
class Name:
    """A name read in a line, at ``text[start:end]``."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Byline:
    """The names a line gives as its writers, the rule that read them, and whether only an address was given."""

    names: tuple[Name, ...]
    rule: str
    address_only: bool = False


def read_byline(text: str, taken: tuple[tuple[int, int], ...] = ()) -> Byline | None:
    """The byline a line states, its dates (`taken`, spans of the line) left out; None if it states none."""
    line = _blank_out(text[:_LOOK], taken)
    if avatar := _AVATAR.match(line):
        names = read_names(line, avatar.start(1), avatar.end(1))
        return Byline(names, "avatar") if names else None
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
                return Byline(names, rule)
        for pattern in (_KOREAN, _CHINESE):
            if found := pattern.match(line, start, end):
                return Byline((Name(found[1], found.start(1), found.end(1)),), "reporter's title")
    return None


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
    whole = len(names) == 1 and names[0].text == opened[1] and 2 <= len(opened[1].split()) <= 4
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
    if comma and not (role.strip()[:1].isupper() or role.strip().split(" ")[0].casefold() in _ROLES):
        return None
    names = read_names(text, opened.end(), opened.end() + len(name))
    if not names:
        return None
    rule = "sign-off with a role" if comma else "sign-off" if len(names[0].text.split()) >= 2 else "first name"
    return Byline(names, rule)


def read_bare_names(text: str, taken: tuple[tuple[int, int], ...] = ()) -> Byline | None:
    """Names that stand alone in a line, or before a role or a date in a glued line; None if the line says anything else."""
    line = _blank_out(text[:_LOOK], taken)
    parts = [(start, end) for start, end in _parts(line) if line[start:end].strip(" ,.")]
    if not parts or len(text) > 120:
        return None
    start, end = parts[0]
    names = read_names(line, start, end)
    first = line[start:end]
    covered = sum(name.end - name.start for name in names)
    rest = re.sub(r"\b(?:and|und|et|y|e|&)\b|[\W_]", "", _BRACKETS.sub("", _outside(first, names, start)))
    if not names or not covered or _words_left(rest):
        return None
    if not all(_is_cjk_name(name.text) if _CJK.search(name.text) else 2 <= len(name.text.split()) <= 4 for name in names):
        return None
    if len(parts) > 1 and not taken and not is_role(line[parts[1][0] : parts[1][1]]):
        return None
    return Byline(names, "bare name")


def read_names(text: str, start: int = 0, end: int | None = None, *, explicit: bool = False) -> tuple[Name, ...]:
    """The names in ``text[start:end]``, from its beginning up to the first piece that is no name.

    `explicit`: something has said that a name follows, so that handles and names in small letters are believed too.
    """
    end = len(text) if end is None else end
    piece = _BRACKETS.sub(lambda found: " " * len(found[0]), text[start:end])
    if stop := _STOP.search(piece):
        piece = piece[: stop.start()]
    names: list[Name] = []
    at = 0
    for gap in [*_LIST_BREAK.finditer(piece), None]:
        word = piece[at : gap.start() if gap else len(piece)]
        beside = bool(names) and (is_role(word) or is_office(word) or _SITE.search(word) is not None)
        kept = "" if beside else _name_in(word, explicit=explicit and not names)
        if not kept:
            if word.strip() and not beside:
                break
        else:
            begin = start + at + word.index(kept)
            names.append(Name(kept, begin, begin + len(kept)))
        if gap:
            at = gap.end()
    return tuple(names)


def _name_in(piece: str, *, explicit: bool) -> str:
    """The name a piece of a byline is, without a role after it; "" if it is none."""
    words = piece.strip(" \t.:*~–—-'\"“”‘’").split()
    is_desk = bool(explicit and words and words[-1].casefold() in _DESKS)
    while (
        not is_desk
        and words
        and words[-1].strip(".,").casefold() in _ROLES
        and len(words) > 1 + (explicit and words[-1] in _SURNAMES)
    ):
        words.pop()
        while len(words) > 2 and words[-1] in _AGENCIES:
            words.pop()
    folded = [word.strip(".,'’").casefold() for word in words]
    if not 1 <= len(words) <= 6 or sum(map(len, words)) > 60 or any(word in _NEVER for word in folded):
        return ""
    if folded[0] in _ROLES and any(word in ("of", "for", "at", "und", "de") for word in folded):
        return ""
    if (not is_desk and all(word in _ROLES for word in folded)) or (len(words) == 1 and folded[0] in _NO_NAMES):
        return ""
    kept = piece[piece.index(words[0]) :]
    kept = kept[: kept.rindex(words[-1]) + len(words[-1])].rstrip(",;:")
    if all(_is_name_word(word) or (place and folded[place] in _PARTICLES) for place, word in enumerate(words)):
        return kept if explicit or any(len(word) > 1 for word in words) else ""
    small = (
        explicit and len(words) <= 3 and not any(word in _NO_NAMES or not re.fullmatch(r"[\w.'’/-]+", word) for word in folded)
    )
    return kept if small else ""


def _is_name_word(word: str) -> bool:
    letters = word.strip(_AROUND_NAME)
    if not letters or not letters[0].isalpha() or any(character.isdigit() for character in letters):
        return False
    lowered = letters.casefold()
    if re.fullmatch(r"(?:d|l|o|al|el|ul|mc|mac)['’-].+", lowered):
        return True
    return not letters[0].islower() and not re.search(r"[^\w.'’\-]", letters)


def _is_cjk_name(text: str) -> bool:
    return re.fullmatch(r"[가-힣]{2,4}|[\u4e00-\u9fff]{2,3}", text) is not None


def is_role(text: str) -> bool:
    """Whether a short text says what somebody is rather than who ("Staff Writer")."""
    words = text[:80].split()
    return len(words) <= 6 and any(word.strip(".,").casefold() in _ROLES for word in words)


def is_office(text: str) -> bool:
    """Whether a short text after a name says for whom somebody writes ("The Gazette", "La Presse")."""
    words = text[:80].split()
    return 0 < len(words) <= 6 and (
        words[0].casefold() in _ARTICLES or any(word.strip(".,").casefold() in _OFFICES for word in words)
    )


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
    edges = [(found.start(), found.end()) for found in _BREAK.finditer(line)]
    starts = [0, *(end for _, end in edges)]
    ends = [*(start for start, _ in edges), len(line)]
    return [(start, end) for start, end in zip(starts, ends, strict=True) if start < end]
