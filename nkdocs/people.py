"""Which words of a line are somebody's name: told by their shape, and cut at roles, offices, places and handles.

Nothing here knows whether a line names anybody: that a name follows, or stands alone, is for `authors` to say.
"""

from __future__ import annotations

import re

from nkdocs.east_names import has_cjk
from nkdocs.month_names import territories
from nkdocs.rules import words_of
from nkdocs.values import dataclass

_LIST_BREAK = re.compile(r"\s*(?:[,;&、，+]|(?<=\s)(?:and|und|et|y|e|en|и|with|mit|avec|con)(?=\s))\s*", re.IGNORECASE)
_STOP = re.compile(
    r"\s(?:in|for|from|at|of the|is|was|has|auf|für|aus|um|às|alle|à|pour|dans|para|desde|on|am|le|el|op|under|via|to|who|"
    r"which|that|about|à|le|dans|sur)(?=\s|$)|"
    r"\s(?:(?i:updated|published|posted|modified|last (?:updated|modified|edited)|leave an?|permalink|\d+ comments?|"
    r"veröffentlicht|aktualisiert|publiée?|publicad[oa]|pubblicato|gepubliceerd|"
    r"(?:photograph(?:y|s)|photos?|fotos?|illustrations?|images?|pictures?) (?:by|von|par|por|di))|PHOTOGRAPHY|PHOTOS?|FOTOS?|"
    r"last|[Ff]ollow)\b|\s(?:[Oo]f|[Ff]or|[Ss]pecial "
    r"[Tt]o) [Tt]he\s|[|<>\[{#]|https?:|\bwww\.|"
    r"(?<=[a-zà-ÿ]{2})(?<![Pp]rof)(?<!Mrs)(?<!Rev)(?<!Hon)(?<!Gov)(?<!Sen)(?<!Col)(?<!Gen)(?<!Capt)(?<!Srta)"
    r"(?<!Ing)(?<!Mag)\.\s|(?<=[a-zà-ÿ])(?:(?:No|One|\d{1,4}) Comments?|Leave an? )|"
    r"(?<=[a-zà-ÿ]{2})(?:Published|Updated|Posted|Modified|Veröffentlicht|Aktualisiert|Publié|Publicado|Pubblicato)(?![^\W\d_])"
)
#: The same in a byline that is all in capitals, where "LE" and "EL" are as likely parts of a name.
_LOUD_STOP = re.compile(r"\s(?:IN|FOR|FROM|AT|FÜR|POUR|PARA)\s")
BRACKETS = re.compile(r"\([^()]{0,80}\)|@\w+|\b[\w.+-]{1,64}@[\w-]{1,64}\.[\w.-]{2,20}")
#: "Ana Quill and", before what is no name.
_JOINED_TO_NOTHING = re.compile(r"\s(?:and|und|et|y|e|en|и|&)\s*$")
_SITE = re.compile(r"\w\.[a-z]{2,4}\b")
#: A stroke between words.
_SLASHED = re.compile(r"(?<=\w)/(?=\w)")
_AROUND_NAME = "'\"“”‘’.-"
_PARTICLES = words_of(
    "de del della der den di da do dos das du d' van von vom zum zu zur la le el al bin ibn ben y e af av ter ten st of"
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
    "ph.d md mba sports reporting staffer conservator archivist librarian historian registrar educator strategist economist "
    "consultant psychologist biologist ecologist geologist dietitian nutritionist superintendent commissioner "
    "anthropologist archaeologist physicist chemist statistician programmer technologist evangelist"
)
#: What begins a label of a few words ("In Brief"), and no name.
_BEFORE_NOUNS = words_of(
    "in at on from for with about into inside over under behind by to and or all more most new our your their its"
)
#: What stands between a role and what it is in.
_OF = words_of("of for at und de")
_ARTICLES = words_of("the la le les l' der die das el il lo")
#: What may stand before a name that a word of byline leads: "by guest blogger Ana Quill".
_LEADING_ROLES = words_of(
    "guest staff senior special freelance contributing contributor writer reporter editor blogger columnist correspondent "
    "journalist intern photographer author unser unsere unserer unserem unseren redakteur redakteurin mitarbeiter "
    "mitarbeiterin korrespondent korrespondentin korrespondenten reporterin"
)
_ROLE_WORDS = 5
#: Words of the shortest name that stands after a role.
_NAME = 2
#: What is part of a role, and none alone.
_FIELDS = words_of("news team opinion editorial digital business political sports crime desk guest special bureau chief senior")
#: What somebody writes about, between the name and the role: "Ana Author Education editor".
_BEATS = words_of(
    "education health science environment climate technology economics economy politics security defence defense religion arts "
    "culture media transport energy legal diplomatic consumer affairs property finance money travel food books"
)
#: What those are called for whom people write.
_OFFICES = words_of(
    "press presse times post herald gazette journal magazine tribune chronicle observer agency agence agentur media group "
    "network radio tv television university institute institution center centre college school foundation ltd inc llc gmbh "
    "corporation company newspapers afp ap reuters dpa xinhua bloomberg upi efe ansa kcna cnn bbc nbc abc cbs npr pbs special "
    "nachrichten zeitung rundfunk ground stadium museum library committee department association society council ministry "
    "embassy hospital academy gallery theatre theater church musée ministère mairie museo biblioteca universidad "
    "plc technologies systems holdings solutions partners associates industries "
    "universidade universität université verein gesellschaft ministerium institut stiftung fondation fundación"
)
#: How German names what people work for, in one word.
_OFFICE_ENDS = (
    "anstalt",
    "institut",
    "verband",
    "ministerium",
    "hochschule",
    "gesellschaft",
    "zeitung",
    "redaktion",
    "stiftung",
)
#: What an office that signs as a whole is called: after a word of byline it is the writer.
_DESKS = words_of("desk bureau newsroom redaktion redacción rédaction redação redazione redactie")
#: The same, where what stands before is no person's name: "KRV Staff", "KRVT River News".
_STAFFS = words_of("staff news team editors writers reporters contributor contributors correspondent")
#: Words that open a letter, not a name.
_SALUTATIONS = words_of(
    "dear hi hello hey hallo liebe lieber liebes cher chère chers chères bonjour querido querida queridos estimado estimada "
    "hola caro cara cari olá beste geachte"
)
#: Words that close a letter or a text, no name either.
_CLOSINGS = words_of(
    "viel viele beste besten herzliche schöne thanks thank cheers danke merci gracias grazie enjoy best regards"
)
#: Programs and services that pages are "posted by".
_PROGRAMS = words_of("picasa blogger wordpress facebook twitter instagram flickr tumblr google ifttt hootsuite mailchimp")
#: Agencies between a name and a role: "Ana Author AP Sports Writer".
_AGENCIES = words_of("AP AFP Reuters dpa UPI CNN BBC EFE ANSA Associated Press The")
#: Agencies right behind a name: "By Ana Author Bloomberg".
_WIRES = words_of("AP AFP Reuters dpa UPI Bloomberg")
#: Roles that are names of families too: after one word, in a byline, they are.
_SURNAMES = words_of("Engineer Chair Fellow Head Lead Dean Major Cook Baker Student Bishop")
#: Agencies of several words after a name: "Ana Author The Associated Press".
_AGENCY_BEHIND = re.compile(
    r"(?<=\S\s)(\S+)\s+(?:(?:the )?(?:australian )?associated press|agence france[- ]presse|press association|"
    r"(?:the )?canadian press|(?:fox|bbc|cbs|abc|nbc|sky|cbc|kyodo|xinhua|bloomberg|"
    r"yonhap) news(?: (?:digital|agency|service))?)\s*$",
    re.IGNORECASE,
)
_NO_NAMES = words_of(
    "the a an this that these those it its he she we they you i my our your his her their there here when where what how why "
    "who if then "
    "time way day year years today now all some many most more no not and but or as so far hand end means default popular "
    "request law mr mrs ms miss mme mlle dr prof sir herr frau señor señora "
    "der die das ein eine wir sie es le la les un une ce il elle nous on el los las un una se lo o os "
    "am um und im à et del al"
)
_NEVER = words_of(
    "comments comment share email print reply read more updated published posted date tags advertisement photo image "
    "policy privacy cookies "
    "기사등록 기사입력 최종수정 발행일 등록일 작성일 입력 수정 승인 댓글 공유 更新时间 发布时间 发表时间 更新日 公開日 投稿日 "
    "来源 编辑 分享 分享到 评论 首页 更多 视频 图片 相关 打印 收藏 转发 关注 登录 注册 搜索 原创 "
)


@dataclass(frozen=True, slots=True)
class Name:
    """A name read in a line, at ``text[start:end]``."""

    text: str
    start: int
    end: int


def read_names(text: str, start: int = 0, end: int | None = None, *, explicit: bool = False) -> tuple[Name, ...]:
    """The names in ``text[start:end]``, from its beginning up to the first piece that is no name.

    `explicit`: something has said that a name follows, so that handles and names in small letters are believed too.
    """
    end = len(text) if end is None else end
    piece = BRACKETS.sub(lambda found: " " * len(found[0]), text[start:end])
    if stop := _STOP.search(piece) or (_LOUD_STOP.search(piece) if piece.isupper() else None):
        piece = _JOINED_TO_NOTHING.sub("", piece[: stop.start()])
    names: list[Name] = []
    at = 0
    for gap in [*_LIST_BREAK.finditer(piece), None]:
        word = piece[at : gap.start() if gap else len(piece)]
        beside = bool(names) and (
            is_role(word)
            or is_office(word)
            or _SITE.search(word) is not None
            or _is_louder(word, names[0].text)
            or (gap is None and piece[:at].rstrip().endswith(",") and _is_place(word, names[-1].text))
        )
        kept = "" if beside else _name_in(_before_stroke(_AGENCY_BEHIND.sub(r"\1", word)), explicit=explicit and not names)
        if not kept:
            if word.strip() and not beside:
                break
        else:
            begin = start + at + word.index(kept)
            names.append(Name(text[begin : begin + len(kept)], begin, begin + len(kept)))
        if gap:
            at = gap.end()
    return tuple(names)


def _name_in(piece: str, *, explicit: bool) -> str:
    """The name a piece of a byline is, without a role after it; "" if it is none."""
    words = (piece := _said_once(piece)).strip(" \t.:*~–—-'\"“”‘’").split()
    is_desk = explicit and _signs_as_one(words)
    if explicit and not is_desk:
        words = _without_wire(_without_lead(words))
    cut = bool(words) and words[-1].strip(".,").casefold() in _ROLES
    while (
        not is_desk
        and words
        and words[-1].strip(".,").casefold() in _ROLES
        and len(words) > 1 + (explicit and words[-1] in _SURNAMES)
    ):
        words.pop()
        while len(words) > 2 and (words[-1] in _AGENCIES or words[-1].casefold() in _BEATS):
            words.pop()
    folded = [word.strip(".,'’").casefold() for word in words]
    if cut and not is_desk:  # "Senior Harbour" is what is left of "Senior Harbour Correspondent"
        first = next((at for at, word in enumerate(folded) if at > 1 and word in _ROLES), len(words))
        words, folded = words[:first], folded[:first]
        words = _loud_or_all(words)
        folded = folded[: len(words)]
    if not 1 <= len(words) <= 6 or sum(map(len, words)) > 60 or any(word in _NEVER for word in folded):
        return ""
    if (
        (len(words) > 1 and (words[-1] in _PARTICLES or " ".join(folded) in territories()))
        or folded[0] in _SALUTATIONS
        or (not explicit and folded[0] in _CLOSINGS)
        or (len(words) == 1 and folded[0] in _PROGRAMS)
    ):
        return ""
    if (not explicit and ("of" in folded or folded[0] in _BEFORE_NOUNS)) or (
        folded[0] in _ROLES and not _OF.isdisjoint(folded)
    ):  # "Office of the Mayor"
        return ""
    if (not is_desk and all(word in _ROLES for word in folded)) or (len(words) == 1 and folded[0] in _NO_NAMES):
        return ""
    kept = piece[piece.index(words[0]) :]
    kept = kept[: kept.rindex(words[-1]) + len(words[-1])].rstrip(",;:")
    if all(_is_name_word(word) or (place and folded[place] in _PARTICLES) for place, word in enumerate(words)):
        return kept if explicit or any(len(word) > 1 for word in words) else ""
    small = (
        explicit
        and len(words) <= 3
        and not any(word.endswith(("'s", "’s", "s'", "s’")) for word in words)
        and not any(word in _NO_NAMES or not re.fullmatch(r"(?=.*[^\W\d])[\w.'’/-]+", word) for word in folded)
    )
    return kept if small else ""


def _without_lead(words: list[str]) -> list[str]:
    """Words of a byline without a role before the name: "guest blogger Ana Quill"."""
    first = 0
    while len(words) - first > _NAME and words[first].casefold() in _LEADING_ROLES:
        first += 1
    return words[first:]


def _said_once(piece: str) -> str:
    """A name of several words that a page without its layout says twice in a row, once."""
    words = piece.split()
    half = len(words) // 2
    if half < _NAME or words[:half] != words[half:]:
        return piece
    return piece[: piece.index(words[half - 1], piece.index(words[0]) + len(words[0])) + len(words[half - 1])]


def _without_wire(words: list[str]) -> list[str]:
    """Words of a byline without the agency behind the name: "Ana Author Bloomberg"."""
    return words[:-1] if len(words) > _NAME and words[-1] in _WIRES else words


def _loud_or_all(words: list[str]) -> list[str]:
    """The first words alone, if these are in capitals and the others are not: "ANA QUILL Gazette" before a role."""
    loud = next((at for at, word in enumerate(words) if not word.isupper()), len(words))
    return words[:loud] if loud >= _NAME else words


def _before_stroke(piece: str) -> str:
    """A piece of a byline up to a stroke that parts a name from for whom somebody writes: "Ana Quill/Gazette Staff"."""
    name, *behind = _SLASHED.split(piece, maxsplit=1)
    return name if behind and len(name.split()) >= _NAME and (is_role(behind[0]) or is_office(behind[0])) else piece


def _is_louder(word: str, name: str) -> bool:
    """Whether a piece after a name is all in capitals and the name is not: a paper ("RIVER TODAY")."""
    return len(word.split()) > 1 and word.isupper() and not name.split(maxsplit=1)[0].isupper()


def _is_place(word: str, name: str) -> bool:
    """Whether the last word after a comma is where somebody writes ("Ana Quill, Hamburg"): people have two names or more."""
    return len(word.split()) == 1 and " " in name and not has_cjk(word)


def _signs_as_one(words: list[str]) -> bool:
    """Whether words of a byline are an office that signs as a whole: "National Desk", "Gazette Staff", "Post's News Team"."""
    if len(words) < 2:
        return False
    if words[-1].casefold() in _DESKS:
        return True
    before = words[:-1]
    acronym = any(word.isupper() and len(word) > 2 and "." not in word for word in before) and not words[-1].isupper()
    owned = any(word.endswith(("'s", "’s", "s'", "s’")) for word in before)
    alone = len(before) == 1 and (before[0].isupper() or words[-1].casefold() not in _ROLES)
    return words[-1].casefold() in _STAFFS and (alone or (acronym and not all(map(str.isupper, before))) or owned)


def _is_name_word(word: str) -> bool:
    letters = word.strip(_AROUND_NAME)
    if not letters or not letters[0].isalpha() or any(character.isdigit() for character in letters):
        return False
    lowered = letters.casefold()
    if re.fullmatch(r"(?:d|l|o|al|el|ul|mc|mac)['’-].+", lowered):
        return True
    return not letters[0].islower() and not re.search(r"[^\w.'’\-]", letters)


def is_role(text: str) -> bool:
    """Whether a short text says what somebody is rather than who ("Staff Writer")."""
    words = text[:80].replace("-", " ").split()
    return len(words) <= 6 and any(word.strip(".,").casefold() in _ROLES for word in words)


def ends_with_role(text: str) -> bool:
    """Whether what stands after a name is a role of a few words: "Senior Harbour Correspondent"."""
    words = [word.strip(".,").casefold() for word in text[:80].split()]
    return 0 < len(words) <= _ROLE_WORDS and words[0] in _ROLES | _BEATS | _OFFICES and words[-1] in _ROLES - _FIELDS


def is_office(text: str) -> bool:
    """Whether a short text after a name says for whom somebody writes ("The Gazette", "La Presse")."""
    words = text[:80].split()
    return 0 < len(words) <= 6 and (
        words[0].casefold() in _ARTICLES
        or any(word.strip(".,").casefold() in _OFFICES or word.strip(".,").casefold().endswith(_OFFICE_ENDS) for word in words)
    )
