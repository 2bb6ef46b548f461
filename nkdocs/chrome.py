"""The words of page furniture, as tables: share bars, menus, footers, tags, related links, appeals and the like.

A row may be general knowledge of the web in any language. It must not know a site, nor where in a dump a line stands.
"""

from __future__ import annotations

import re

from nkdocs.comments import COMMENT_PATTERNS
from nkdocs.furniture_words import VOCABULARIES
from nkdocs.links import LINK_PATTERNS
from nkdocs.rules import Pattern, Sign, words_of_line

CHROME_PATTERNS: tuple[Pattern, ...] = (
    Pattern(
        "invitation to a newsletter",
        Sign.PROMO,
        r"(?=.{0,460}(?:newsletter|inbox|mailing list|mail list|boletín))(?=.{0,300}\b(?:sign(?:ing)? up|subscribe|"
        r"register|join|get|receive|enter your|abonnier\w*|anmelden|inscrivez|abonnez|suscr[íi]b\w*|"
        r"apúnt\w*|inscreva|assine|iscriviti|aanmelden)\b)"
        r".{0,300}\b(?:(?:our|free|daily|weekly|weekday|monthly|morning|notre|unser\w*|nuestr\w|nossa?) "
        r".{0,40}(?:newsletter|mailing list|e-?mail list|boletín)|"
        r"(?:in|to) your inbox)\b.{0,160}",
        "Start your day on the river: sign up for our free morning newsletter.",
        "The choir has had a newsletter since 1990, and we get two copies of it",
    ),
    Pattern(
        "note on earnings",
        Sign.FOOTER,
        r"(?=.{0,300}(?:affiliate|commission))(?:.{0,200}\baffiliate (?:links?|program(?:me)?|partners?)\b.{0,250}|"
        r".{0,160}\b(?:we|i) (?:may|might|can|will) (?:earn|receive|get) (?:a |an )?"
        r"(?:small |affiliate )*commissions?\b.{0,200})|"
        r".{2,40} (?:may|might|can|will) (?:earn|receive|get) (?:a |an )?(?:\w+ )?(?:compensation|commissions?) .{0,40}"
        r"\blinks? (?:to|on|in|from)\b.{0,200}",
        "Some of these links are affiliate links, and we may earn a small commission.",
        "The commission may earn the thanks of the town",
    ),
    Pattern(
        "page numbers",
        Sign.MENU,
        r"(?:pages? ?:? ?)?\d{1,3}(?:(?: ?[|,·] ?| )\d{1,3}){1,12}(?: ?\.{3} ?\d+)?(?: (?:next|weiter|suivante?|"
        r"siguiente)(?: page)?)?|"
        r"(?:next|previous) page|page \d+(?: (?:of|von|sur|de) \d+)?",
        "Page 1 2 3 Next",
        "Page one of the paper was empty",
    ),
    Pattern(
        "path of the page",
        Sign.MENU,
        r"(?:home|start(?:seite)?|accueil|inicio|início|index)(?: [:>»›/|] [^:>»›|/]{2,40}){2,6}",
        "Home : News : Rivers :",
        "Home: the news of the river",
    ),
    Pattern(
        "cookie notice",
        Sign.FOOTER,
        r"(?:we|this (?:web)?site|our (?:web)?site|by (?:continuing|using)).{0,60}\bcookies?\b.{0,300}|(?:accept|reject|"
        r"manage) (?:all )?cookies|"
        r"(?:diese|unsere) (?:web)?seite .{0,40}cookies.{0,200}|.{0,60}(?:utilise|usa|utiliza|gebruikt) .{0,10}cookies.{0,200}",
        "This website uses cookies to improve your experience.",
        "We baked cookery books of grandmother's time",
    ),
    Pattern(
        "copyright",
        Sign.FOOTER,
        r"(?:(?:©|\(c\))(?! ?[^\d/]{3,40} / [^\d]{3,60}$)|&copy;|copyright\b).{0,420}|.{0,200}(?:all rights reserved|"
        r"alle rechte vorbehalten|tous droits réservés|"
        r"todos los derechos "
        r"reservados|todos os direitos reservados|tutti i diritti riservati|alle rechten voorbehouden|무단 ?전재.{0,30}|"
        r"저작권자.{0,60}|"
        r"版权所有|все права защищены).{0,60}",
        "Copyright © 2019 The Harbour Gazette. All rights reserved.",
        "Rights of way were reserved for all",
    ),
    Pattern(
        "whose opinions",
        Sign.FOOTER,
        r"(?:the |all )?(?:views|opinions)(?: and (?:views|opinions))? (?:expressed|stated|published)\b.{10,300}|"
        r"les (?:opinions|points de vue) (?:exprimées?|exprimés?)\b.{10,300}|(?:die|alle) (?:hier |im .{3,20})?geäußerten "
        r"meinungen\b.{5,300}|"
        r"las opiniones (?:expresadas|vertidas)\b.{10,300}|los comentarios publicados\b.{10,300}|le opinioni "
        r"espresse\b.{10,300}|"
        r"as opiniões expressas\b.{10,300}",
        "The opinions expressed here are those of the writers alone.",
        "The opinions of the old gardeners were heard",
    ),
    Pattern(
        "site footer",
        Sign.FOOTER,
        r"(?:registration on or )?(?:use of|by using) (?:(?:and/)?or registration on )?(?:any portion of )?"
        r"(?:this|our) (?:web)?site (?:\S{1,20} ){0,4}(?:constitutes|signifies|indicates|implies|means) .{5,240}|"
        r"users of (?:this|our) (?:web)?site agree .{5,240}|"
        r"(?:proudly |this .{1,20} is )?powered by .{2,60}|(?:privacy|cookie) (?:policy|notice|statement).{0,60}|terms "
        r"(?:of|and) .{2,40}|"
        r"dmca.{0,40}|"
        r"(?:theme|design|website|site) by .{2,50}|back to top|nach oben|haut de page|(?:published|managed) by .{2,40} (?:gmbh|"
        r"ltd|inc|llc)",
        "Proudly powered by WordPress",
        "Powered flight changed the town",
    ),
    Pattern(
        "tags",
        Sign.TAGS,
        r"(?:tags?|tagged(?: as| with| in)?|filed (?:under|in|as)|article tags|keywords?|topics?|labels?|"
        r"(?:main )?categor(?:y|ies)|posted (?:in|under)|"
        r"schlagw(?:ort|örter)|schlagworte|stichworte?|kategorien?|abgelegt unter|veröffentlicht in|mots[- ]clés|catégories?|"
        r"classé dans|étiquettes?|"
        r"etiquetas|categorías?|categorias?|archivado en|marcadores|categorie|archiviato in|rubriek|trefwoorden|태그|카테고리|"
        r"分类|标签|"
        r"カテゴリー?|タグ|"
        r"метки|рубрика)(?: ?[:：|].{0,300}|(?<=tagged as) .{1,200}|(?<=tagged with) .{1,200}|(?<=filed under) .{1,200}|"
        r"(?<=posted in) .{1,200})?|#\w+(?:[ ,]+#\w+){0,30}",
        "Filed under: Gardens, Rivers",
        "Topics for the next meeting are open",
    ),
    Pattern(
        "entry footer",
        Sign.TAGS,
        r"this (?:entry|post|article) (?:was|is) (?:posted|filed|published|written|tagged).{0,300}|bookmark the "
        r"permalink.{0,40}|"
        r"(?:dieser (?:beitrag|eintrag) wurde).{0,300}|(?:ce billet|cet article) a été publié (?:dans|le).{0,300}|esta entrada "
        r"fue publicada.{0,300}",
        "This entry was posted in Rivers by Ana. Bookmark the permalink.",
        "This entry won the second prize",
    ),
    Pattern(
        "about the author",
        Sign.BIO,
        r"about (?:the |this |our )?(?:authors?|writers?|contributors?|blogger)(?: .{1,60})?|über (?:den |die )?(?:autor|"
        r"autorin)(?: .{1,60})?|à propos de l'aut(?:eur|rice)|sobre (?:el|la|o|a) autora?|"
        r"l'aut(?:eur|eure|rice)|(?:the )?author bio(?:graphy)?|(?:der|die) autor(?:in)?|"
        r"(?:l'autore|over de auteur|作者简介|об авторе|글쓴이 소개)|author bio.{0,20}",
        "About the author",
        "About the authority of the court little is known",
    ),
    Pattern(
        "appeal",
        Sign.APPEAL,
        r"(?:donate|give|support us|become a (?:member|donor|patron|supporter)|give (?:now|today|monthly|once)|donate (?:now|"
        r"today|here|monthly)|make a (?:gift|donation)|"
        r"join us|get involved|take action|buy (?:now|tickets)|sign (?:the|our) .{1,40}|jetzt spenden|spenden|faire un don|je "
        r"donne|dona(?:r)?(?: ahora)?|doe(?:r)?(?: agora)?|"
        r"dona ora|doneer(?: nu)?|후원하기|기부하기|捐款|寄付する|помочь|learn more(?: .{2,60})?|find out more.{0,40}|click "
        r"here.{0,40}|"
        r"apply now|book now|register now|start (?:now|today|free.{0,12}))"
        r"|.{0,60}\bconsider (?:making|giving|becoming|supporting|subscribing|a (?:gift|donation|contribution))\b.{3,500}"
        r"|(?:your|every) .{0,12}(?:donation|gift|support|contribution)s? .{3,120}|.{0,80}(?:give monthly|monthly donor|make a "
        r"donation|your donation|donate (?:today|now)).{0,80}",
        "Donate Now",
        "Give the dough an hour to rise",
    ),
    Pattern(
        "link to the writer",
        Sign.SHARE,
        r"(?:e-?mail|contact|message) the (?:author|writer|reporter|editor)(?: ?[|•·] ?.{0,40})?|(?:view|see)? ?/? ?post "
        r"comments?(?: \(atom\))?|"
        r"view ?/ ?post comments?|(?:이|본) ?기사를 공유합니다|download (?:this |the )?pdf\b.{0,40}",
        "Email the author | Follow on Twitter",
        "Email the author of the letter had never sent",
    ),
    Pattern(
        "way back",
        Sign.MENU,
        r"(?:back|return) to (?:the )?(?:main |all |our )?(?:news|articles|blogs?|home|home ?page|top|list|menu|index|overview|"
        r"stories|posts|search results|archives?|press releases)|zurück (?:zur?|zum) (?:startseite|übersicht|liste)|zur "
        r"startseite|"
        r"retour (?:à|au|aux) (?:l'accueil|la liste|actualités)|volver (?:a|al) (?:inicio|portada|noticias)|목록(?:으로| 보기)|"
        r"showing (?:all )?(?:posts|entries|results|articles)\b.{0,50}|(?:there are )?no (?:older|newer) (?:posts|stories)|"
        r"loading(?: (?:photo|image|picture|video|slide|map)s?)?(?: (?:gallery|player|show))?|(?:view|see) (?:full|larger|"
        r"original)[ -]?(?:size)?d? (?:image|picture|photo)|custom search",
        "Back to Articles",
        "Back to the river after all these years",
    ),
    Pattern(
        "notice of release",
        Sign.MENU,
        r"for immediate release\W?.{0,40}|(?:not )?for (?:immediate )?release(?: (?:on|at|until)\b.{0,40})?|embargoed "
        r"(?:until|till).{0,60}|"
        r"(?:media|press|news) (?:release|statement)s?(?: no\. ?\d+)?|(?:presse|medien)mitteilung(?:en)?|communiqués? de "
        r"presse|"
        r"comunicados? de (?:prensa|imprensa)|comunicat[oi] stampa|persbericht|보도자료|新闻稿|プレスリリース|пресс-релиз",
        "FOR IMMEDIATE RELEASE",
        "For release from the zoo the otters were weighed",
    ),
    Pattern(
        "source of a report",
        Sign.COUNT,
        r"(?:media|press|presse) ?(?:contacts?|inquiries|kontakt) ?: ?.{2,160}|contacts? presse ?: ?.{2,160}|"
        r"(?:page |web |online |copy )?editor ?: ?(?:\S{1,20} ?){1,4}|(?:from|source|quelle|fuente|fonte|bron) ?: "
        r"?(?:\S{1,20} ?){1,4}",
        "From: Harbour Gazette",
        "From harbour to harbour with the old ferry",
    ),
    Pattern(
        "people who took part",
        Sign.COUNT,
        r"\d[\d,.]*k? (?:with|from|by) \d[\d,.]*k? (?:\w{3,15} ){0,2}(?:posters?|readers?|people|users?|voices?|participants?)"
        r"(?: participating)?|with \d+ comments|"
        r"(?:hits?|views?|visits?|조회수?|阅读|浏览|vues|visitas|aufrufe|zugriffe)(?: ?:? ?\d[\d,.]*k?)?",
        "75 with 51 posters participating",
        "75 with 51 years of service each were thanked",
    ),
    Pattern(
        "bare number",
        Sign.COUNT,
        r"\d[\d.,]{0,6}[km]?(?: (?:shares?|likes?|views?|votes?|claps?|reads?|mal gelesen|vues|visitas|조회))?|조회(?:수)? "
        r"?:?\d[\d,]*",
        "1,204 views",
        "1984 revisited",
    ),
    Pattern(
        "reading time",
        Sign.COUNT,
        r"(?:(?:estimated )?(?:reading|read) time ?:? ?)?(?:about )?(?:\d{1,3}|less than a|a)[ -](?:min(?:ute)?s?\.?)(?:[ "
        r"-]read(?:ing time)?| to read| lesezeit| de lecture| de lectura| de leitura| di lettura)?|"
        r"(?:lesezeit|leesttijd|leestijd|temps de lecture|tiempo de lectura|tempo de leitura|tempo di lettura|reading time) "
        r"?:? ?.{1,20}|(?:읽는 시간).{0,8}|время чтения.{0,12}",
        "4 min read",
        "4 minutes later the train came",
    ),
    Pattern(
        "page furniture",
        Sign.MENU,
        r"(?:log|sign) ?-?(?:in|up|out)|my account|(?:show|hide|view|toggle|open|close|expand|enlarge)(?: (?:this|the|full|"
        r"more|less))?(?: (?:caption|image|photo|menu|gallery|slideshow|transcript|comments|contents|details))|"
        r"(?:toggle|show|hide)? ?more (?:options|information)|(?:click )?(?:for|to turn) sound|mute|unmute|transcript|"
        r"embed|download|<iframe .{0,400}|"
        r"listen · .{0,12}|(?:article|post|story|reader) (?:tools|options|discussion)|(?:start|begin) typing to search.{0,40}|"
        r"enlarge|zoom(?: in| out)?|play(?: video| audio)?|listen(?: to (?:this )?(?:article|story))?|(?:clock|calendar|"
        r"user|comment|search|menu|arrow|"
        r"share|play) icon|"
        r"(?:text|font) size(?: ?[a+-]){0,6}|(?:smaller|larger) (?:text|font)|table of contents|on this page|in this article|"
        r"inhaltsverzeichnis|sommaire|índice|click to enlarge|"
        r"image \d+ of \d+|\d+ ?/ ?\d+|\d+ of \d+|slide(?:show)?|skip (?:advertisement|ad|to .{2,30})|(?:you are here|sie "
        r"(?:sind|befinden sich) hier|vous êtes ici|est[áa]s aquí|você está aqui|ti trovi qui|u bent hier).{0,80}|links to "
        r"this post|"
        r"breadcrumbs?.{0,40}|"
        r"printer[- ]friendly.{0,30}|version imprimable.{0,30}|druckversion|.{0,40}\(opens in (?:a )?new (?:window|tab)\)|<a "
        r"href=.{0,300}|<img .{0,300}|"
        r"(?:view|see|show) (?:all|related) "
        r"(?:posts|pages|articles|stories|comments)?.{0,60}|all posts by .{2,60}|the logo for .{2,400}|home "
        r"?(?:[>»/›|].{2,120})",
        "Show Caption",
        "Play began late because of the rain",
    ),
)

_COMPILED: tuple[tuple[Pattern, re.Pattern[str]], ...] = tuple(
    (row, re.compile(row.pattern)) for row in (*COMMENT_PATTERNS, *CHROME_PATTERNS, *LINK_PATTERNS)
)
#: Whether any row matches, in one go.
_ANY = re.compile("|".join(f"(?:{row.pattern})" for row, _ in _COMPILED))
#: Every word of the tables: a line that begins with another is of none.
_WORDS = frozenset[str]().union(*(row.strong | row.weak for row in VOCABULARIES))


def sign_of_chrome(line: str) -> tuple[Sign, str] | None:
    """The sign and the row's name for a `bare` line that is furniture of a page by its wording; None for any other."""
    words = words_of_line(line)
    if words and words[0] in _WORDS:
        for vocabulary in VOCABULARIES:
            if vocabulary.covers(words):
                return vocabulary.sign, vocabulary.name
    if _ANY.fullmatch(line) is None:
        return None
    return next((row.sign, row.name) for row, pattern in _COMPILED if pattern.fullmatch(line))
