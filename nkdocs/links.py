"""The words around links to other pages, as a table: headings of related links, teasers, what else to read or follow.

It must not know where in a dump a line stands: a row says only that a line is so worded. See `rules` for what a row is.
"""

from __future__ import annotations

from nkdocs.rules import Pattern, Sign

LINK_PATTERNS: tuple[Pattern, ...] = (
    Pattern(
        "related heading",
        Sign.RELATED,
        r"(?:related|recommended|similar|popular|trending|latest|recent|further|more|most[- ]read|most popular|top|other|"
        r"featured|next)"
        r"(?: \w+)? (?:articles?|posts?|stor(?:y|ies)|links?|reading|news|content|items|headlines|coverage|topics|entries|"
        r"videos?)(?: .{1,40})?|"
        r"(?:people|others|readers)(?: (?:are|who read this))? also (?:reading|read|liked|viewed).{0,20}|related|"
        r"(?:recent|latest|newest|letzte|neueste|derniers|últimos|ultimi) (?:comments|kommentare|commentaires|comentarios|"
        r"commenti)|"
        r"(?:vidéos?|articles?) à ne pas manquer|à découvrir|hot topics|(?:other|more) .{2,20} (?:columns|columnists|"
        r"galleries)|"
        r"recommended(?: for you)?|you (?:may|might|'ll|will)(?: also)? (?:also )?(?:like|enjoy|love|be interested "
        r"in).{0,12}|more (?:from|in|on|about|by|like) .{2,60}|"
        r"read (?:next|more)|up next|don't miss|see also|also (?:read|on|in) .{2,40}|also read|check (?:these|this) out|"
        r"editor'?s'? (?:choice|picks?)|(?:most|top) (?:read|popular|viewed|shared|commented|liked|discussed)(?: .{1,20})?|"
        r"next in .{2,40}|we recommend|linked mentions|(?:other|today's|reader) discussions?|(?:more )?must[- "
        r"]reads?(?: from .{1,30})?|"
        r"(?:selected|selections|picked|chosen) for you|"
        r"(?:suggested|recommended|further) (?:reads?|reading)|popular(?: now)?|from around the web|promoted stories|"
        r"trending(?: now)?|what to read next|news flash|breaking news|in this section|elsewhere on .{2,40}|recommended "
        r".{2,20}|"
        r"(?:weitere|ähnliche|verwandte|mehr|neueste|aktuelle|beliebte) (?:artikel|beiträge|themen|nachrichten|"
        r"meldungen).{0,40}|mehr zum thema|das könnte (?:sie|dich|ihnen).{0,40}|"
        r"auch (?:auf|bei) .{2,30}|meistkommentiert|en ce moment|à lire (?:également|ensuite|aussi)|"
        r"lesen sie auch.{0,40}|auch interessant|meistgelesen|(?:à )?lire aussi(?: sur .{1,40})?|(?:sur le|dans la) même "
        r"(?:sujet|rubrique|thème)|articles? (?:similaires|liés|récents)|"
        r"(?:les )?plus lus|du même auteur|(?:artículos|noticias|entradas|posts) (?:relacionad[oa]s|recientes)|te puede "
        r"interesar|lee también|más (?:noticias|leídas)|"
        r"(?:artigos|notícias|posts) (?:relacionad[oa]s|recentes)|leia (?:também|mais)|veja também|(?:articoli|notizie) "
        r"(?:correlat[ie]|recenti)|leggi anche|potrebbe interessarti|"
        r"(?:gerelateerde|meer|andere) (?:artikelen|berichten|nieuws)|lees ook|관련 ?(?:기사|글|뉴스)|많이 본 (?:기사|뉴스)|"
        r"인기 ?기사|相关(?:文章|"
        r"阅读|新闻)|推荐阅读|関連(?:記事|ニュース)|"
        r"おすすめ.{0,6}|читайте также|похожие (?:статьи|записи)|по теме",
        "You may also like",
        "Related by blood, the two families met again in spring",
    ),
    Pattern(
        "read also",
        Sign.PROMO,
        r"(?:read also|also read|see also|read more|read next|related|watch|listen|more|must read|don't miss|lesen sie auch|"
        r"lies auch|mehr dazu|"
        r"(?:à )?lire aussi|voir aussi|lee también|leia (?:também|mais)|leggi anche|lees ook|читайте также|관련 ?기사) ?[:：|"
        r"»>–-] "
        r"?.{3,200}|"
        r"lire(?: aussi)? ?:? .{8,200}|(?:love this|want more|like this|enjoyed this)\?.{0,60}|"
        r"(?:join|sign up for|keep up with|subscribe to) (?:the|our) .{3,60} (?:mailing list|newsletter)\b.{0,120}|"
        r"(?:previous|next|older|newer)(?: (?:article|post|story|entry)) ?:?.{0,160}|(?:previous|next) ?:\s.{3,160}|"
        r"(?:vorheriger|nächster|précédent|suivant) "
        r"(?:beitrag|artikel|article) ?:?.{0,160}|"
        r"(?:continue|keep) reading.{0,80}|read (?:the )?(?:full|more|rest|original)(?: (?:story|article|post|report|text|here|"
        r"about .{2,50}))?|(?:weiterlesen|lire la suite|s[ei]gue? leyendo|seguir leyendo|leer más|leia mais|continua a leggere|"
        r"leggi tutto|lees verder|더 ?보기|더보기|阅读全文|続きを読む|читать далее).{0,40}|via giphy|republish (?:this|our) "
        r".{1,40}|reuse this content|add (?:us )?as (?:a "
        r")?(?:preferred|"
        r"trusted) source.{0,30}|as a trusted source .{0,20}|view (?:all|more) .{2,60}|(?:see|show|load|view) (?:all|more|"
        r"less).{0,30}",
        "READ ALSO: The bridge that was never built",
        "More than a bridge was lost",
    ),
    Pattern(
        "where to read more",
        Sign.PROMO,
        r"(?:check out|see|find|read|get|discover|explore|view|browse) (?:(?:more|all(?: the)?|other|our other|our|the "
        r"(?:complete|full|rest|original|latest|entire))"
        r" (?:(?:\w+ ){0,2}(?:articles?|stor(?:y|ies)|posts?|coverage|version|galler(?:y|ies)|slideshow|archives?|"
        r"issues?|columns?))\b.{0,60})|"
        r"(?:see|view|browse) (?:the )?(?:complete|full|entire) (?:articles?|stor(?:y|ies)|coverage|archives?|"
        r"issues?)\b.{0,60}|(?:browse|search) (?:the |our |all |back )?(?:\w+ )?(?:issues?|archives?)|"
        r"(?:order|buy|request|purchase) (?:an? )?(?:article )?(?:reprints?|photos?|copies)\b.{0,40}|(?:dieser|der) "
        r"(?:artikel|beitrag|text) (?:ist|erschien) "
        r"(?:(?:zuerst|ursprünglich) )?(?:enthalten|erschienen)? ?(?:in|im|auf)\b.{2,100}|.{0,30}jetzt (?:abonnieren|"
        r"testen|bestellen|lesen)",
        "Check out more articles on the Harbour Gazette!",
        "See the complete wreck at low tide, and only then",
    ),
    Pattern(
        "what to buy",
        Sign.PROMO,
        r"(?:add to (?:cart|basket|bag)|view price|check (?:the )?price|buy (?:now|it now|on .{2,20})|shop now|in den "
        r"warenkorb|"
        r"ajouter au panier|añadir al carrito|aggiungi al carrello)(?: ?: ?.{2,120})?",
        "ADD TO CART: A brass lamp for the boathouse",
        "Buy on Friday what you need on Sunday morning",
    ),
    Pattern(
        "articles a reader has left",
        Sign.APPEAL,
        r"you(?:'ve| have) (?:now )?(?:reached|read|used|exceeded) .{0,60}\bfree articles?\b.{0,120}|"
        r"(?:you have )?\d+ (?:free )?articles? (?:left|remaining)\b.{0,60}|(?:this|the rest of this) (?:article|"
        r"content|story) is (?:for|only for|reserved for|available to) "
        r"(?:paying )?(?:subscribers|members)\b.{0,80}|(?:already|not) a (?:subscriber|member)\?.{0,60}|(?:noch kein|"
        r"bereits) (?:abo|abonnent\w*)\?.{0,60}|"
        r"déjà abonné.{0,60}",
        "You have reached your limit of 3 free articles this month.",
        "You have reached the limit of the old harbour wall",
    ),
    Pattern(
        "teaser",
        Sign.TEASER,
        r".{30,600}(?:read more|continue reading|\[…\]|\[\.\.\.|weiterlesen|lire la suite|leer más|leia mais|leggi tutto|lees "
        r"verder|читать далее|続きを読む)",
        "We walked along the old canal and found three mills. Read more",
        "We walked along the old canal and read more than we had in years",
    ),
    Pattern(
        "ways to keep a page",
        Sign.SHARE,
        r"(?:copy|copied)(?: the| article)? (?:link|url)(?: to clipboard)?|link copied|link kopieren|copier le lien|"
        r"copiar (?:el )?enlace|copia link|link kopiëren|링크 ?복사|"
        r"(?:add|save)(?: this)?(?: article| story)? (?:to|for) (?:my |your |a )?(?:reading list|read later|favou?rites|"
        r"bookmarks|library|later)|save (?:this )?(?:article|story)|(?:zur )?(?:merkliste|leseliste)(?: hinzufügen)?|"
        r"(?:ajouter|ajouté) (?:à|aux) (?:mes|vos|ma) .{3,20}|guardar (?:artículo|noticia)",
        "Add to reading list",
        "Add to reading lists what you like",
    ),
    Pattern(
        "furniture of a mail",
        Sign.MENU,
        r"(?:view|read|open|see) (?:this|the|it) ?(?:e-?mail|newsletter|message|issue|online)? ?(?:in|with|on) (?:your|a|the) "
        r"(?:web ?)?(?:browser|web)\b.{0,30}|"
        r"(?:(?:e-?mail|newsletter|mail) )?(?:im browser|online) (?:ansehen|anzeigen|öffnen|lesen)|"
        r"(?:voir|lire|afficher) .{0,40}(?:dans (?:votre|le|un) navigateur|version en ligne)\b.{0,20}|"
        r"ver .{0,30}en (?:el|tu|su) navegador\b.{0,20}|(?:unsubscribe|opt out)(?: (?:here|from|at any)\b.{0,60})?|"
        r"(?:newsletter )?ab(?:melden|bestellen)|se désabonner.{0,40}|se désinscrire.{0,40}|darse de baja.{0,40}|"
        r"(?:update|manage|change) (?:your |my )?(?:e-?mail |subscription |communication )?preferences|"
        r"you(?:'re| are) (?:receiving|getting) this(?: e-?mail| newsletter| message)?(?: because| as| since)\b.{0,200}|"
        r"you received this (?:e-?mail|newsletter|message) because\b.{0,200}|"
        r"(?:(?:was|were you) )?forwarded this (?:e-?mail|newsletter|message)\?.{0,80}|"
        r"(?:was )?this (?:e-?mail|newsletter) (?:was )?forwarded to you\b.{0,80}|"
        r"(?:sie erhalten|vous recevez|recibes?) (?:diese|cet|ce|este) (?:e-?mail|newsletter|message|correo|boletín)\b.{0,200}",
        "View this email in your browser",
        "View this email of the mayor as a threat",
    ),
    Pattern(
        "what a reader must pay for",
        Sign.APPEAL,
        r"(?:article |contenu )?réservé (?:à nos|aux) abonnés.{0,40}|il vous reste \d.{0,30} de cet article.{0,120}|"
        r"la suite (?:de cet article )?est réservée aux abonnés.{0,80}|(?:weiterlesen|lesen) (?:sie )?mit .{2,40}abo\b.{0,40}|"
        r"(?:contenido|artículo|noticia) (?:exclusiv[oa]|reservad[oa]) para suscriptores.{0,40}|"
        r".{2,160} is a reader-supported (?:publication|newsletter|site|blog)\b.{0,300}",
        "Il vous reste 62 % de cet article à lire.",
        "Il vous reste du pain de cet hiver",
    ),
    Pattern(
        "follow us",
        Sign.PROMO,
        r"(?:follow|like|find|join|connect with) (?:us|me)(?: (?:on|at)\b.{0,60})?|(?:folge|folgen sie) uns.{0,60}|"
        r"suivez-nous.{0,60}|"
        r"síguenos.{0,60}|siga-nos.{0,60}|seguici.{0,60}|volg ons.{0,60}|follow @?\w{2,30}|\d[\d.,]*k? followers|article "
        r"réservé aux abonnés|(?:for )?(?:subscribers?|members?) only|nur für abonnenten|exklusiv für abonnenten|download "
        r"(?:our|the) app.{0,60}|advertisements?|anzeige|werbung|publicité|publicidad|publicidade|"
        r"pubblicità|advertentie|광고|广告|реклама|sponsored(?: content)?|(?:story|article) continues "
        r"(?:below|after).{0,40}|(?:ad |page )?loading|please "
        r"wait.{0,20}",
        "Follow us on our river walks blog",
        "Follow the river to its source",
    ),
    Pattern(
        "where a person is followed",
        Sign.PROMO,
        r"(?:(?:follow|find|like) )?[^\W\d]\S{0,20}(?: \S{1,20}){1,4} (?:is )?on (?:twitter|facebook|instagram|x|threads|"
        r"mastodon|bluesky|linkedin)[: ]{1,3}(?:https?://|www\.|@)\S{2,80}",
        "Follow Ana Quill on Twitter: @anaquill",
        "Ana Quill asked on Twitter: who moved the boats?",
    ),
)
