"""What a pattern about the messy world of pasted web pages is, and those that tell a line by its shape.

Knowledge is added as a row of a table, never as an `if` in a step. A row says what a whole line *is* (`Sign`), and carries
a line it must match and one it must not; one test runs them all. The tables: `SHAPES` here (marks, notes, pictures: told by
characters and construction), and, told by their words, `comments.COMMENT_PATTERNS` and `chrome.CHROME_PATTERNS` and
`chrome.VOCABULARIES`.

Structure says more than wording, so a row is general or it is not written: it must not know a site, a person or a title,
nor where in a dump the line stands. Patterns have no nested repetition and see a bounded line: a hostile dump cannot hang
us.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import Enum

from nkdocs.values import dataclass


class _Single:
    """What there is one object of: an enum's own hash is slow, and every line is asked for its sign many times."""

    __slots__ = ()
    __hash__ = object.__hash__


class Sign(_Single, Enum):
    """What a line is by itself. The value is the word `parse --explain` prints."""

    __hash__ = object.__hash__  # the members are the only ones of their kind, and are looked up for every line

    PROSE = "prose"
    SHORT = "short line"
    LISTED = "list item"
    ATTRIBUTION = "attribution"
    DATE = "date line"
    BYLINE = "byline"
    CAPTION = "caption"
    IMAGE = "image name"
    NOTE = "note"
    BIO = "about the author"
    END = "end mark"
    TAGS = "tags"
    SHARE = "share"
    MENU = "menu"
    FORM = "form"
    COMMENTS = "comments begin"
    COMMENTER = "comment head"
    REPLY = "reply link"
    RELATED = "related links"
    PROMO = "promotion"
    TEASER = "teaser"
    FOOTER = "footer"
    COUNT = "count"
    APPEAL = "appeal"


#: Signs of lines that no article contains as text of its own.
CHROME = frozenset(
    {Sign.TAGS, Sign.SHARE, Sign.MENU, Sign.FORM, Sign.COMMENTS, Sign.COMMENTER, Sign.REPLY, Sign.RELATED, Sign.PROMO}
    | {Sign.TEASER, Sign.FOOTER, Sign.COUNT, Sign.END, Sign.APPEAL}
)

_AROUND = " \t\u00a0»«›‹<>→←↑↓•|·–—-*#[](){}…:!.,▶►▼▾✉☰⌄✓✅✔☑☆★♥❤+🔔📧📩👍💬🔗×\u200b\ufeff"
_DIGITS = "0123456789"
_WORD = re.compile(r"[^\W_]+(?:['’\-+][^\W_]+)*")


def words_of(text: str) -> frozenset[str]:
    """A table of words written as one text, with spaces between."""
    return frozenset(text.split())


def bare(text: str) -> str:
    """`text` as the tables of words see it: case-folded, one kind of apostrophe and space, nothing but words at its ends."""
    return " ".join(text.replace("’", "'").casefold().split()).strip(_AROUND)


def words_of_line(line: str) -> list[str]:
    """The words of a `bare` line, without the numbers glued to them."""
    return [word.rstrip(_DIGITS) or word for word in _WORD.findall(line)]


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """A line of at most `longest` words, all of them ours and one of them strong, has this sign."""

    name: str
    sign: Sign
    strong: frozenset[str]
    weak: frozenset[str]
    example: str
    counter_example: str
    longest: int = 8

    def matches(self, line: str) -> bool:
        """Whether a `bare` line is made of these words only."""
        return self.covers(words_of_line(line))

    def covers(self, words: Sequence[str]) -> bool:
        """The same, of the words of a line."""
        if not 0 < len(words) <= self.longest:
            return False
        return any(word in self.strong for word in words) and all(word in self.strong or word in self.weak for word in words)


@dataclass(frozen=True, slots=True)
class Pattern:
    """A line that matches `pattern` as a whole has this sign: `bare` for tables of words, as it stands for `SHAPES`."""

    name: str
    sign: Sign
    pattern: str
    example: str
    counter_example: str


_PICTURE = r"(?:(?:file |cover |featured |main |header )?(?:photos?|images?|pictures?|illustrations?|graphics?|video))"
_BILD = (
    r"(?:fotos?|bild(?:er)?|bildquelle|titelbild|abbildung|foto's|crédits?(?: photos?)?|fotografia|fotografía|immagine|imagen|"
    r"imagem|"
    r"사진|写真|图片?|摄影|фото)"
)
_AGENCIES = (
    r"(?:ap|afp|reuters|getty(?: images)?|dpa|epa|xinhua|yonhap|shutterstock|istock|unsplash|pexels|wikimedia(?: commons)?|"
    r"flickr|keystone|"
    r"picture alliance|imago|alamy|pixabay|courtesy(?: of)?:? [^()]{2,60}|photo(?: by)?:? [^()]{2,60}|image credit:? "
    r"[^()]{2,60}|"
    r"foto:? [^()]{2,60}|file(?: photo)?|handout|\(c\) [^()]{2,60})"
)

#: Told by the line as it stands, in any case. The first that matches counts.
SHAPES: tuple[Pattern, ...] = (
    Pattern(
        "end mark",
        Sign.END,
        r"\(?-?-?0-?-\)?|(?:#\s?){2,5}|[(\[-]*(?:end|ende|fin|fine|끝|完|ends)[)\].-]*|[∎■□◼♦◆]|(?:[*~·•]\s?){3,9}|"
        r"[_=—-]{3,80}",
        "-0-",
        "At the end of the road",
    ),
    Pattern(
        "protective note",
        Sign.NOTE,
        r"(?=[*†‡(\[“\"]|(?:editor'?s? |author'?s? )?note:|\w+\*? (?:is|are) )[*†‡(\[“\"]{0,4}\s*(?:"
        r"[^.]{0,80}\b(?:names?|identit(?:y|ies)|pseudonyms?|details|locations?)\b[^.]{0,60}\b(?:changed|altered|withheld|used|"
        r"concealed|"
        r"protect(?:ed)?|omitted|pseudonym|fictitious)\b|[^.]{0,60}\bis (?:a pseudonym|not (?:his|her|their|the) real name)\b|"
        r"not (?:his|her|their) real names?|[^.]{0,60}\bnamen?\b[^.]{0,40}\b(?:geändert|anonymisiert)\b|"
        r"[^.]{0,60}\b(?:prénoms?|noms?)\b[^.]{0,40}\b(?:modifiés?|changés?)\b|[^.]{0,60}\bnombres?\b[^.]{0,40}\b(?:cambiados?|"
        r"ficticios?)\b|"
        r"[^.]{0,60}\bnomes?\b[^.]{0,40}\b(?:alterados?|fictícios?|trocados?)\b|"
        r"[^.]{0,60}\bnom[ei]\b[^.]{0,40}\b(?:cambiat[oi]|di fantasia)\b|"
        r".{0,30}(?:가명|化名|仮名).{0,60}|[^.]{0,60}\bимена?\b[^.]{0,40}\bизменен[ыо]\b).{0,300}",
        "*Names have been changed to protect the people in this story.",
        "The street names were changed in 1990.",
    ),
    Pattern(
        "name and time",
        Sign.COMMENTER,
        r"\S.{0,40}?\s?\d{1,2}[./-]\d{1,2}[./-]\d{2,4},?\s(?:at|um|à|-|@)?\s?\d{1,2}[:.]\d{2}.{0,6}",
        "Old Gardener 07.14.12 at 15:54",
        "The gate opens at 15:54",
    ),
    Pattern(
        "hashtags",
        Sign.TAGS,
        r"#(?=\w{0,30}[^\W\d])\w{2,60}(?:[ ,]{1,3}#\w{1,60}){0,30}",
        "#rivers, #mills",
        "#1 in the league of small harbours",
    ),
    Pattern(
        "embedded post",
        Sign.ATTRIBUTION,
        r"[–—-]{1,3}\s*.{1,80}\(@\w{1,40}\).{0,60}",
        "— Old Gardener (@gardener) October 16, 2024",
        "— Old Gardener, Head of Roses",
    ),
    Pattern(
        "name of a picture's file",
        Sign.IMAGE,
        r"[\w()\-.%+@, ]{1,120}\.(?:jpe?g|png|gif|webp|svg|bmp|tiff?)|(?=\S*_)(?=\S*[^\W\d])[\w()\-.%]{2,120}|"
        r"(?:img|dsc|dscn|dscf|image|screenshot|screen[-_ ]shot|clip_image|photo|pxl|unnamed|untitled|pic)[-_ ]?\d[\w\-]{0,60}",
        "harbour_at_dawn_2",
        "Harbour at dawn",
    ),
    Pattern(
        "avatar",
        Sign.IMAGE,
        r".{1,60}['’]s (?:avatar|profile (?:photo|picture|image))|(?:avatar|profile picture) (?:of|for) .{1,60}",
        "Ana Author's avatar",
        "Ana Author's garden",
    ),
    Pattern(
        "picture's credit",
        Sign.CAPTION,
        rf"[(\[]?\s*(?:{_PICTURE}\s*(?:[:/]|by:? ?$|by:? |credits?\b|courtesy|from |via |©|\(c\))|{_BILD}\s*(?:[:=/©]|von |"
        rf"de |di |par |"
        rf"por )|"
        r"(?:photographs?\b|photography(?: by|:)|courtesy of|credit:|caption:|above:|pictured:|left:|right:|image (?:source|"
        r"caption)|image "
        r"\d+[:.])).{0,300}",
        "Photo by Theodora Quill",
        "Photography changed the town",
    ),
    Pattern(
        "credit after a sign",
        Sign.CAPTION,
        r"© ?[^\d/]{3,40} / [^\d]{3,60}",
        "© Ana Author / Harbour Pictures",
        "© 2019 Harbour Gazette / All rights reserved",
    ),
    Pattern(
        "photographer's name",
        Sign.CAPTION,
        r"[^\W\d][^\s/]{0,20}(?: [^\W\d][^\s/]{0,20}){1,3} ?[/|,] ?(?:staff|special|freelance|[^\s/|,]{3,20}) "
        r"photo(?:graph(?:er|e)s?|journalists?)",
        "Ana Quill/Staff Photographer",
        "Ana Quill was a staff photographer",
    ),
    Pattern(
        "who stands where in a picture",
        Sign.CAPTION,
        r"(?:\((?:l ?[-–] ?r|l to r|from left(?: to right)?)\)|(?:pictured )?from left(?: to right)?:|von links(?: nach "
        r"rechts)?:|de gauche à droite ?:|de izquierda a derecha:|da sinistra:).{3,250}",
        "(L-R) Ana Quill, Bo Inkwell and the boat",
        "From left to right the boats lay in rows",
    ),
    Pattern(
        "credit at the end",
        Sign.CAPTION,
        r".{10,300}[.!?)\]] ?(?:photo(?:graph)?|picture|image|illustration|foto|bild|crédit photo|imagen|immagine)(?: "
        r"credit)?s? ?: ?.{2,60}",
        "The choir on the steps on Friday. Photograph: Ana Author",
        "The choir was in the picture: thirty-one heads",
    ),
    Pattern(
        "credit after the caption",
        Sign.CAPTION,
        r".{25,300}\s(?-i:(?:Photo|Photograph|Picture|Image|Illustration|Foto|Bild|Crédit photo)(?: [Cc]redit| [Bb]y)?): ?"
        r"(?-i:[A-Z©])[^.!?:]{1,50}",
        "Nine of the twelve boats on the slip at the old yard Photo: HARBOUR NEWS",
        "How the harbour learnt to live with one photo: a story of nine boats",
    ),
    Pattern(
        "credit in brackets",
        Sign.CAPTION,
        r"[^\[].{8,200}\[(?:photo: ?)?[^\W\d]{2,20}(?: [^\W\d]{2,20}){1,3}(?:/[^\[\]]{2,30})?\]",
        "Wheels of cheese in the old cellar [Ana Quill]",
        "Wheels of cheese in the old cellar [2]",
    ),
    Pattern(
        "picture agency",
        Sign.CAPTION,
        rf".{{0,300}}[(/|©–-]\s*(?:[^()]{{0,80}}[/ ])?{_AGENCIES}(?: photo| images)?\s*\)?\.?(?: close| enlarge| hide)?",
        "An old man watches the harbour. (Ana Author/AFP/Getty Images)",
        "An old man watches the harbour (and the gulls)",
    ),
)

#: Without one of these a line is no credit of a picture: looked for first, because that is quick.
_PICTURED = re.compile(
    rf"\]$|phot|image|picture|illustration|graphic|video|credit|caption|courtesy|above:|left[:)]|right[:)]|"
    rf"l ?[-–] ?r\)|l to r\)|links|droite|derecha|sinistra|{_BILD}|\b{_AGENCIES}\b|"
    rf"\(c\)|©",
    re.IGNORECASE,
)
#: A line of ASCII that is one of a picture has one of these when it is written small: many times as quick to look for.
_PICTURED_SMALL = re.compile(
    r"\]|phot|image|picture|illustration|graphic|video|credit|caption|courtesy|above:|left[:)]|right[:)]|"
    r"l ?- ?r\)|l to r\)|links|droite|derecha|sinistra|foto|bild|immagine|"
    r"ap\b|afp|reuters|getty|dpa|epa|xinhua|yonhap|shutterstock|istock|unsplash|pexels|wikimedia|flickr|keystone|imago|alamy|"
    r"pixabay|file|handout|\(c\)"
)
_COMPILED: tuple[tuple[Pattern, re.Pattern[str]], ...] = tuple((row, re.compile(row.pattern, re.IGNORECASE)) for row in SHAPES)
_UNPICTURED = tuple(row for row in _COMPILED if row[0].sign is not Sign.CAPTION)


def sign_of_shape(text: str) -> tuple[Sign, str] | None:
    """The sign and the row's name for a line, as it stands, whose shape says what it is; None for any other."""
    small = text.isascii() and _PICTURED_SMALL.search(text.lower()) is None
    pictured = not small and _PICTURED.search(text) is not None
    for row, pattern in _COMPILED if pictured else _UNPICTURED:
        if pattern.fullmatch(text):
            return row.sign, row.name
    return None
