"""The words around reader comments and forms, as a table: where comments begin, what heads one, what a form asks for.

It must not know where in a dump a line stands: a row says only that a line is so worded. See `rules` for what a row is.
"""

from __future__ import annotations

from nkdocs.rules import Pattern, Sign

COMMENT_PATTERNS: tuple[Pattern, ...] = (
    Pattern(
        "comment form",
        Sign.COMMENTS,
        r"(?:leave|post|add|write|submit) (?:a |an |your |us a )?(?:reply|comment|response|comments)(?: to .{1,60}| below)?|"
        r"join the "
        r"(?:conversation|discussion)|have your say|(?:schreibe|hinterlasse) .{0,12}(?:kommentar|antwort).{0,20}|(?:laisser|"
        r"écrire|poster) un "
        r"commentaire.{0,20}|"
        r"(?:deja|dejar|escribe|envi[aá]) (?:un|tu) comentario.{0,20}|deixe .{0,12}comentário.{0,20}|lascia un commento.{0,20}|"
        r"(?:geef een reactie|plaats een reactie).{0,20}|댓글 ?(?:쓰기|남기기|달기|작성)|发表评论|コメントを(?:残す|書く)|"
        r"(?:добавить|оставить) "
        r"комментарий|skriv en kommentar|die diskussion ist geschlossen|(?:the )?comments? (?:(?:for|on|to) this "
        r".{1,20} )?(?:are|is) "
        r"(?:now )?(?:closed|off).{0,20}",
        "Leave a Reply",
        "Leave a reply with the clerk and wait outside",
    ),
    Pattern(
        "comment count",
        Sign.COMMENTS,
        r"(?:\{ ?)?(?:\d[\d,.]*|no|one|two|three|view|show|all|add|see|read) ?(?:\d+ )?(?:comments?|responses?|"
        r"replies|reply|"
        r"thoughts|trackbacks?|pingbacks?|kommentare?|commentaires?|réactions?|comentarios?|comentários?|commenti|reacties|"
        r"комментари[йяев]{1,2})"
        r"(?: (?:to|on|so far|yet|zu|auf|sur|pour|para|su|op)\b.{0,140}|…? ?read (?:it|them) below.{0,20})?(?: ?\})?",
        "3 responses to “A walk by the river”",
        "3 responses were heard by the committee",
    ),
    Pattern(
        "comments heading",
        Sign.COMMENTS,
        r"(?:comments?|kommentare?|commentaires?|comentarios?|comentários?|commenti|reacties?|댓글|评论|コメント|комментарии)"
        r"(?: ?:? ?[(\[]?\d+[개件]?(?: posted| total)?[)\]]?)?|"
        r"(?:reader )?comments? \d+ total|\d+ comments? displayed|comments? (?:section|policy|are closed.{0,10})|"
        r"discuss(?:ion)?(?: this "
        r".{1,30})?|"
        r"(?:(?:reader|visitor|user)s?['’]? )?comments?(?: (?:add|post|leave) (?:a|your) comment)?|"
        r"showing all comment.{0,20}|sign in to (?:add|post|leave).{0,60}|vos réactions.{0,8}|"
        r"(?:log ?in|login) to (?:comment|reply).{0,20}",
        "Comments (12)",
        "Comments by the mayor drew fire",
    ),
    Pattern(
        "comment head",
        Sign.COMMENTER,
        r"(?:\S{1,30} ){1,5}(?:says|said|wrote|writes|commented|sagt|schreibt|dit|a écrit|dice|dijo|diz|disse|ha scritto|zegt|"
        r"schreef)"
        r"(?: (?:on|am|le|el) .{0,12}\d.{0,28})?|"
        r"(?!posted).{2,40} posted at \d{1,2}[:.]\d\d.{0,30}|"
        r"(?:comment|posted|kommentar|réponse) by .{1,50} (?:on|at|—|-) .{4,40}|pingback: .{3,160}|trackback: .{3,160}",
        "Old Gardener says:",
        "The old gardener says that roses need more sun than we think",
    ),
    Pattern(
        "reply link",
        Sign.REPLY,
        r"reply(?: to .{1,40})?|reply ?delete|delete ?reply|delete|antworten|répondre|responder|rispondi|reageren|"
        r"beantwoorden|답글(?: ?달기)?|回复|返信|ответить|"
        r"report(?: abuse| comment)?|"
        r"like(?:d by .{1,30})?|upvote|downvote|flag|quote|permalink|edit|cancel reply",
        "Reply",
        "Reply from the ministry expected",
    ),
    Pattern(
        "bar under a comment",
        Sign.REPLY,
        r"(?:feature|report|flag|rate|hide|highlight) this comment|"
        r"(?:\d+ ?)?(?:(?:reply|like|unlike|share|report|flag|quote|recommend|upvote|permalink|link|edit|delete|abuse|hide|"
        r"antworten|melden|zitieren|répondre|signaler|j'aime|alerter|responder|denunciar|me gusta|rispondi|segnala)"
        r"[ •·|›,()\d]{0,6}){2,8}|(?:show|load|view|see) (?:\d+ )?(?:more|all|older|newer)(?: \d+)? (?:comments|replies|"
        r"réponses)",
        "Like · Reply · 3",
        "Like a reply to the queen, the song came late",
    ),
    Pattern(
        "name and time ago",
        Sign.COMMENTER,
        r"[^()]{2,40} \((?:over |about )?(?:\d+|an?|one) (?:year|month|week|day|hour|minute|min)s? ago\)|"
        r"[^•·|]{1,40} ?[•·|] ?(?:over |about )?(?:\d+|an?|one) (?:year|month|week|day|hour|minute|min)s? ago.{0,30}|"
        r"\S{2,30}(?: \S{2,30})? \d+ ?(?:pts?|points?)|.{2,40} [·•] (?:top commenter|works at|studied at|"
        r"follow(?:ing)?)\b.{0,60}",
        "Old Gardener • 3 years ago",
        "The garden opened 3 years ago and nobody came",
    ),
    Pattern(
        "order of comments",
        Sign.COMMENTS,
        r"(?:sort(?:ed)? by|sortieren nach|trier par|ordenar por) ?:? ?(?:newest|oldest|best|top|most \w+|neueste|plus "
        r"récents?)?.{0,20}|"
        r"(?:newest|oldest|best) ?(?:first)? ?[|•·] ?(?:newest|oldest|best).{0,30}|add a comment\.*|what do you think\?|"
        r"\d+ (?:people )?(?:listening|following)",
        "Newest | Oldest",
        "Newest member of the choir is the oldest too",
    ),
    Pattern(
        "comment form text",
        Sign.FORM,
        r"you (?:can|may) use these html .{0,300}|.{0,40}e-?mail (?:address )?(?:will|is) (?:not be|never) (?:published|shown|"
        r"shared).{0,80}|"
        r"notify me (?:of|when|by|via).{0,80}|save my name.{0,100}|required fields.{0,40}|fields? marked .{0,60}|fill in your "
        r"details.{0,80}|"
        r"you are commenting using .{0,80}|connecting to .{1,12}|you must (?:be )?(?:log|sign|register).{0,80}|anonymous "
        r"comments .{0,60}|(?:enter|type) your "
        r".{1,60}|"
        r"(?:%d |\d+ )?bloggers? like this|please enter your .{1,40}|(?:this site uses|protected by) .{0,10}(?:akismet|"
        r"recaptcha).{0,120}|your (?:comment|name|message|email|e-mail)(?: "
        r"address)?|"
        r"(?:deine|ihre) e-mail-adresse wird nicht.{0,80}|votre adresse .{0,20}ne sera pas publiée.{0,80}|tu dirección de "
        r"correo.{0,100}|"
        r"\*? ?i (?:understand|agree|accept|consent)\b.{0,250}|by (?:signing up|subscribing|submitting|clicking)\b.{0,250}|"
        r"(?:google|twitter|facebook|profile|gravatar) (?:photo|picture)|learn how your comment data.{0,60}",
        "Your email address will not be published. Required fields are marked *",
        "You can use these seeds until May",
    ),
    Pattern(
        "newsletter form",
        Sign.PROMO,
        r"(?:subscribe|sign up|signup|join)(?: now| today| here| free)?(?: (?:to|for|our|via|by|with)\b.{0,45})?|get (?:our|"
        r"the|your) .{0,40}"
        r"(?:newsletter|inbox|updates|emails?).{0,60}|.{0,50}(?:in|to) your inbox.{0,40}|awesome you're .{1,20}|.{0,8}you're "
        r"(?:subscribed|in|signed up).{0,12}|"
        r"no,? thanks?.{0,12}|maybe later|not now|oh no.{0,6}looks like .{1,40}|"
        r"something went wrong.{0,40}|thank you for completing.{0,30}|survey|poll|vote|"
        r"thank you for (?:subscribing|signing up).{0,40}|thanks for (?:reading|subscribing).{0,100}|"
        r"after newsletter promotion|.{0,20}newsletter (?:abonnieren|bestellen)|"
        r"abonnieren .{0,60}|s'abonner.{0,40}|abonnez-vous.{0,60}|suscríbe(?:te|se).{0,60}|inscreva-se.{0,60}|iscriviti.{0,60}|"
        r"(?:뉴스레터 )?구독(?:하기)?|订阅.{0,10}|"
        r"подписаться.{0,40}",
        "Subscribe to our newsletter",
        "Subscribe fees rose for the third year",
    ),
)
