"""The words that page furniture is made of: a line of no other words is a share bar, a menu, or the fields of a form.

A table as `chrome` has them of patterns: general knowledge of the web in any language, of no site.
"""

from __future__ import annotations

from nkdocs.rules import Sign, Vocabulary, words_of

_GLUE = words_of(
    "a an the this that to on in of by via with or and it at for your our my us we you is are now here all more new opens "
    "window click "
    "icon button logo x plus + der die das den dem zu zum zur auf mit von und oder in im per als hier alle mehr neue "
    "le la les l' un une des du de d' sur par avec et ou à au cet cette ce votre nos tous "
    "el los las una del al en con y o este esta su por para mas más um uma o os as no na em e ao esse este "
    "il lo gli di da su con e questo questa che het een van op met en te dit deze naar en в на с и к по 이 의 을 를"
)

VOCABULARIES: tuple[Vocabulary, ...] = (
    Vocabulary(
        "share bar",
        Sign.SHARE,
        words_of(
            "printable printemail share shares shared save follow following followers tweet tweets facebook twitter "
            "linkedin pinterest "
            "whatsapp reddit tumblr email e-mail print printer "
            "retweet telegram stumbleupon digg delicious flipboard messenger pocket bluesky mastodon threads instagram youtube "
            "bookmark "
            "permalink "
            "trackback trackbacks reprints like likes pin teilen drucken twittern merken empfehlen partager partage suivre "
            "imprimer envoyer tweeter compartir "
            "imprimir compartilhar tuitear enviar condividi stampa invia delen deel printen mailen xing vk ok.ru weibo wechat "
            "line "
            "kakao "
            "이웃추가 url복사 신고하기 신고 공감하기 공감 스크랩하기 본문 폰트 조정 기능 기사보내기 폰트 확대 축소 뉴스듣기 "
            "공유 공유하기 인쇄 프린트 가 카카오톡 페이스북 트위터 스크랩 分享 打印 微博 微信 シェア ツイート 印刷 поделиться "
            "печать "
            "твитнуть вконтакте одноклассники addthis sharethis blogthis print-friendly"
        ),
        _GLUE
        | words_of(
            "friendly version format page article story post link copy copied url text size font smaller larger pdf download "
            "save friend friends "
            "artikel seite beitrag empfehlen senden l'article artículo artigo articolo artikel pagina google google+ follow "
            "imprimable "
            "mail order comments comment mode copier lien kopieren enlace"
        ),
        "Click to share on Facebook (Opens in new window)",
        "Facebook says it will share less",
        16,
    ),
    Vocabulary(
        "navigation",
        Sign.MENU,
        words_of(
            "home homepage icon menu search login logout log-in sign-in signin register archives archive categories navigation "
            "nav sitemap rss "
            "contact about advertise advertising careers next previous prev older newer skip close accueil startseite inicio "
            "início "
            "principal suche recherche buscar busca cerca zoeken anmelden registrieren connexion connecter kontakt impressum "
            "datenschutz "
            "weiter zurück suivant précédent siguiente anterior próximo successivo precedente volgende vorige 목록 이전 다음 "
            "홈 로그인 "
            "회원가입 "
            "검색 메뉴 방명록 글쓰기 관리 首页 登录 注册 搜索 上一篇 下一篇 ホーム ログイン 検索 前へ 次へ главная поиск войти "
            "меню"
        ),
        _GLUE
        | words_of(
            "post posts page pages article articles entry entries content main primary log sign up out back top blog site "
            "website view see "
            "read tag story stories news section account privacy policy terms use service cookie cookies help faq press jobs "
            "media feed feeds "
            "map directory shop store artikel beitrag beiträge seite inhalt contenu article página conteúdo contenuto trail "
            "breadcrumb 글"
        ),
        "Skip to main content",
        "Home is where the search begins",
        7,
    ),
    Vocabulary(
        "form fields",
        Sign.FORM,
        words_of(
            "name email e-mail website submit required username password captcha nom courriel nombre correo nome sito naam "
            "absenden "
            "senden enviar envoyer invia verzenden 이름 비밀번호 등록 名前 メール 姓名 邮箱 имя отправить"
        ),
        _GLUE
        | words_of("address url first last full your comment message subject phone cancel reply send post optional web site"),
        "Email (required)",
        "Name and address of the witness",
        4,
    ),
)
