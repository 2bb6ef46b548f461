"""Words that turn what a sentence says: numbers, negations, units, dates, quantities, and how sure somebody is.

A quotation in which one of them differs from its source says something else, however alike the two look; such a difference is
named first, and by its kind. The tables name differences: whether there is one never depends on them.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from nkdocs.quoted_words import QuotedWord
from nkdocs.values import dataclass

#: Kinds of differences, the gravest first.
KINDS = (
    "number", "negation", "name", "unit", "date", "quantity", "certainty", "left out", "added", "order", "wording",
    "spelling", "case", "punctuation",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Row:
    """Words of a kind, folded in case, and a sentence with one of them and a sentence without."""

    kind: str
    words: frozenset[str]
    example: str
    counter_example: str


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


def _row(kind: str, words: str, example: str, counter_example: str) -> Row:
    return Row(kind, _words(words), example, counter_example)


ROWS = (
    _row(
        "number",
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
        "eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred hundreds thousand thousands "
        "million millions billion billions trillion trillions half halves third thirds quarter quarters dozen dozens once "
        "twice thrice single double triple first second fourth fifth sixth seventh eighth ninth tenth twentieth",
        "nine out of ten",
        "none of them",
    ),
    _row(
        "number",
        "eins zwei drei vier fünf sechs sieben acht neun zehn elf zwölf zwanzig dreißig vierzig fünfzig hundert tausend "
        "million millionen milliarde milliarden halb hälfte drittel viertel dutzend",
        "zwei von ihnen",
        "zwar nicht",
    ),
    _row(
        "number",
        "deux trois quatre cinq sept huit neuf dix onze douze quinze vingt trente quarante cinquante soixante cent mille "
        "millions milliard milliards moitié tiers quart dos tres cuatro cinco seis siete ocho nueve diez veinte treinta "
        "cien ciento mil millón millones mitad tercio",
        "dos de cada diez",
        "de todos",
    ),
    _row("number", "〇 一 二 三 四 五 六 七 八 九 十 百 千 万 萬 億 亿 兆 两", "三十 人", "人民"),
    _row(
        "negation",
        "no not never none nobody nothing nowhere neither nor without cannot hardly barely scarcely rarely seldom non "
        "ain't nay dont cant wont isnt wasnt arent werent didnt doesnt hasnt havent hadnt couldnt wouldnt shouldnt",
        "they were not told",
        "they were told",
    ),
    _row(
        "negation",
        "nicht nichts kein keine keinen keinem keiner keines nie niemals niemand ohne weder nirgends",
        "nie da",
        "da",
    ),
    _row("negation", "ne pas jamais aucun aucune sans ni rien nul nulle", "sans eux", "avec eux"),
    _row("negation", "nunca ningún ninguno ninguna nadie nada jamás tampoco", "dijo nada", "con todo"),
    _row(
        "negation",
        "non nessuno nessuna niente senza não nem nenhum nenhuma ninguém sem jamais",
        "sem nada",
        "com tudo",
    ),
    _row("negation", "niet geen nooit niemand niets zonder не нет ни без никогда никто ничего", "niet waar", "waar"),
    _row("negation", "않 안 못 없 아 不 没 沒 未 無 无 非 否 莫 勿", "가지 않 았다", "가다"),
    _row(
        "unit",
        "% ‰ ° $ € £ ¥ ₩ ₽ ₹ ¢ percent cent percentage dollar dollars euro euros pound pounds won yuan yen renminbi rmb "
        "rubles roubles franc francs krone kroner peso pesos rupee rupees usd eur gbp krw cny jpy chf cents km kilometer "
        "kilometers kilometre kilometres mile miles meter meters metre metres m cm mm centimeter centimeters foot feet "
        "inch inches yard yards kg kilo kilos kilogram kilograms gram grams g lb lbs ounce ounces ton tons tonne tonnes "
        "liter liters litre litres gallon gallons acre acres hectare hectares ha celsius fahrenheit degrees degree watt "
        "watts kw mw gw kwh volt volts hz mph kmh prozent kilometern meile meilen pfund tonnen pourcent 원 달러 元 円",
        "70 percent",
        "70 people",
    ),
    _row(
        "date",
        "monday tuesday wednesday thursday friday saturday sunday today yesterday tomorrow tonight morning afternoon "
        "evening night noon midnight second seconds minute minutes hour hours day days week weeks fortnight month months "
        "year years january february march april june july august september october november december jan feb mar apr jun "
        "jul aug sep sept oct nov dec januar februar märz mai juni juli oktober dezember janvier février mars avril juin "
        "juillet août septembre octobre novembre décembre enero febrero marzo abril mayo junio julio agosto septiembre "
        "octubre noviembre diciembre decade decades century centuries daily weekly monthly yearly annual annually spring "
        "summer autumn winter am pm bc ad",
        "for two months",
        "for two people",
    ),
    _row(
        "quantity",
        "all every each any some many much most more less least fewer few several both either only almost nearly about "
        "around approximately roughly over under above below exactly just entirely partly mostly mainly majority minority "
        "always often usually sometimes occasionally whole total up down twice everyone everybody anyone somebody someone "
        "enough too very than except unless until",
        "most of them",
        "them",
    ),
    _row(
        "certainty",
        "may might can could must should would will shall ought need perhaps maybe possibly probably likely unlikely "
        "allegedly reportedly apparently supposedly certainly definitely surely clearly seem seems seemed appear appears "
        "appeared suggest suggests suggested believe believes believed think thinks thought claim claims claimed alleged "
        "if whether suspected",
        "they might leave",
        "they leave",
    ),
)
_BY_WORD: dict[str, str] = {word: row.kind for row in reversed(ROWS) for word in row.words}
_MAGNITUDES = _words(
    "hundred hundreds thousand thousands million millions billion billions trillion trillions dozen dozens percent % ‰ bn mn "
    "m k milliard milliards milliarde milliarden millionen prozent mil millones mille pourcent 万 萬 億 亿 千 百 만 억 천 백"
)
_PREFIXES = ("un", "in", "im", "il", "ir", "dis", "non")


@dataclass(frozen=True, slots=True)
class Denial:
    """Words that deny by their beginning what the rest of them says; a word that is one, and one that only looks like it."""

    name: str
    pattern: str
    example: str
    counter_example: str


DENIALS = (
    Denial(
        "un-, as the end tells",
        r"un(?!der|it|i[foqv]|cover|do|earth|fold|leash|load|lock|pack|ravel|veil|wind)\w{2,}(?:ed|able|ible|ing|ly|ful)",
        "unprepared", "unveiled",
    ),
    Denial(
        "un-, short", "un(?:able|aware|certain|clear|fair|fit|happy|just|known|safe|true|well|wise)", "unfit", "until",
    ),
    Denial(
        "in-",
        "in(?:accura|adequa|appropria|capab|competen|complete|consisten|correct|decisi|dispensab|effective|efficient|eligib|"
        "experienced|explicab|flexib|frequen|hospitable|human|significan|sincere|soluble|sufficien|toleran|visib|"
        r"voluntar|vulnerab)\w*|in(?:active|ability|direct|equality|justice|sane|secure|security)",
        "incapable", "increased",
    ),
    Denial(
        "im-, il-, ir-",
        "(?:im(?:balance|matur|mobil|moral|mortal|partial|patien|perfect|plausib|possib|practica|precis|probab|prudent|pure)|"
        "il(?:legal|legitim|litera|logical)|"
        r"ir(?:rational|regular|relevan|replaceab|responsib|reversib))\w*",
        "impossible", "important",
    ),
    Denial(
        "dis-",
        "dis(?:agree|allow|approv|belie[fv]|comfort|connect|continu|hono|honest|like|loyal|obe[dy]|prove[ds]?$|regard|respect|"
        r"satisf|trust|unit)\w*",
        "disagreed", "discovered",
    ),
    Denial(
        "mis-",
        r"mis(?:inform|interpret|judg|label|lead|led$|quot|represent|report|stat(?!ion)|trust|understand|understood)\w*",
        "misquoted", "mission",
    ),
    Denial("anti-, a word of its own before its hyphen", "anti", "anti-war", "antique"),
    Denial(
        "German un-",
        "un(?:bekannt|bewusst|fähig|gefährlich|gern|gerecht|gewiss|glaubwürdig|glücklich|gültig|klar|möglich|nötig|"
        r"schuldig|sicher|wahr|wichtig|zufrieden)\w*",
        "unschuldig", "unter",
    ),
    Denial(
        "French in-, im-",
        r"in(?:connu|égal|exact|juste|suffisan|utile)\w*|im(?:possible|puissan|précis)\w*|il(?:légal|légitime)\w*",
        "inutile", "industrie",
    ),
)  # fmt: skip
_DENIES = [re.compile(row.pattern) for row in DENIALS]
#: Never the name of anybody, though written with a capital wherever it stands.
_NO_NAMES = frozenset({"i", "i'm", "i've", "i'll", "i'd"})


def kind_of(word: QuotedWord) -> str:
    """The kind of a word by itself, or "": whatever has a digit is a number; names are told by where they stand (`is_name`)."""
    key = word.key.casefold()
    if word.sort == "number" or any(unicodedata.category(each) == "No" for each in key):
        return "number"
    if key in _BY_WORD:
        return "date" if word.key == "May" else _BY_WORD[key]
    if key.endswith("n't") or key.startswith("n'"):
        return "negation"
    return "number" if any(each.isdigit() for each in key) else ""


def denies(word: QuotedWord) -> bool:
    """Whether a word is a negation, or denies by its beginning what the rest of it says."""
    return kind_of(word) == "negation" or any(row.fullmatch(word.key.casefold()) for row in _DENIES)


def is_magnitude(word: QuotedWord) -> bool:
    """Whether a number before the word is a part of what they say together: ``1 million``, ``70 percent``."""
    return word.key.casefold() in _MAGNITUDES


def is_name(words: Sequence[QuotedWord], at: int) -> bool:
    """Whether the word at this place is written with a capital, and not because a sentence begins."""
    word = words[at]
    if not word.key[:1].isupper() or word.sort != "word" or word.key.casefold() in _NO_NAMES or kind_of(word):
        return False
    before = next((each for each in reversed(words[:at]) if each.sort != "quote"), None)
    begins = before is None or before.key in (".", "!", "?", "…", ":", "。", "！", "？")
    return not begins or (word.key.isupper() and len(word.key) > 1)


def is_negated(one: str, other: str) -> bool:
    """Whether one of two words is the other with a prefix that denies it: possible, impossible."""
    shorter, longer = sorted((one.casefold(), other.casefold()), key=len)
    return len(shorter) > 2 and any(longer == prefix + shorter for prefix in _PREFIXES)
