"""Words that say little by themselves: articles, pronouns, prepositions, conjunctions, auxiliaries, question words.

A question is asked without them where other words remain (`tiers`). Knowledge as data, a list for each language that has one;
of other languages none is left out. Words that are a noun or a name as well (French *été*, German *Rat*) are in no list.
"""

from __future__ import annotations

import functools
from collections.abc import Sequence

from nkdocs.characters import fold
from nkdocs.terms import language

#: A language is known by so many small words, one in so many words at least, and so many times as many as of any other.
_FEWEST, _ONE_IN, _AHEAD = 8, 6, 1.2
_MARKS = ".,;:!?()[]\"'«»“”„‘’…–—-"

_LISTS = {
    "english": """
        a an the this that these those some any such own same much many i me my mine myself we us our ours ourselves
        you your yours yourself yourselves he him his himself she her hers herself it its itself they them their
        theirs themselves one who whom whose which what when where why how whether am is are was were be been being do
        does did doing have has had having can could may might must shall should will would isn't aren't wasn't
        weren't don't doesn't didn't haven't hasn't hadn't can't couldn't won't wouldn't shouldn't i'm i've i'll it's
        he's she's that's there's what's who's let's you're we're they're you've we've they've and or but nor so yet
        if then than because as while though although until unless of at by for with about against between into
        through during before after above below to from up down in out on off over under upon onto toward towards
        within without among per via there here again too very just only also not no
    """,
    "german": """
        der die das den dem des ein eine einen einem einer eines kein keine keinen keinem keiner dieser diese dieses
        diesen diesem jener jene jenes ich mich mir du dich dir er ihn ihm sie es wir uns ihr euch ihnen sich man mein
        meine dein deine sein seine seinen seinem seiner ihre ihren ihrem ihrer unser unsere wer wen wem wessen was
        wann wo warum wie welche welcher welches bin bist ist sind seid war waren wird werden wurde wurden worden habe
        hat haben hatte hatten kann können konnte konnten muss müssen musste soll sollen sollte will wollen wollte
        darf dürfen und oder aber denn doch sondern wenn dass ob weil als während an am auf aus bei beim bis durch für
        gegen im in ins mit nach ohne seit über um unter von vom vor zu zum zur zwischen hier dort da auch nicht nur
        noch schon sehr so
    """,
    "french": """
        le la les l un une des du de d au aux ce cet cette ces c je j me m moi tu te t toi il elle on nous vous ils
        elles se s lui leur leurs y en mon ma mes ton ta tes sa ses notre nos votre vos qui que qu quoi dont où quand
        comment pourquoi combien quel quelle quels quelles est sont suis sommes êtes était étaient sera seront a ai as
        avons avez ont avait avaient peut peuvent pouvait doit doivent fait et ou mais donc or ni car si comme parce à
        dans par pour avec sans sous sur entre vers chez depuis pendant avant après contre ne n pas plus très aussi
    """,
    "spanish": """
        el la los las lo un una unos unas al del este esta estos estas ese esa esos esas aquel aquella yo me mí tú te
        ti él ella nosotros vosotros ellos ellas usted ustedes se le les nos os mi mis tu tus su sus nuestro nuestra
        quien quién quienes que qué cual cuál cuándo cuando dónde donde cómo como cuánto es son era eran fue fueron
        ser está están estaba ha han había hay puede pueden debe deben tiene tienen y e o u pero sino ni si porque
        aunque a ante bajo con contra de desde durante en entre hacia hasta para por según sin sobre tras no más muy
        también ya
    """,
    "italian": """
        il lo la i gli le l un uno una del dello della dei degli delle al allo alla ai agli alle dal dalla dai nel
        nella nei nelle sul sulla sui sulle questo questa questi queste quel quella quei quelle io me mi tu te ti lui
        lei noi ci voi vi loro si ne mio mia tuo tua suo sua suoi sue nostro nostra chi che cosa cui quale quali
        quando dove come perché quanto è sono era erano sarà essere ha hanno aveva ho può possono deve devono fa e ed
        o ma se anche né di a da in con su per tra fra senza non più molto
    """,
    "portuguese": """
        o a os as um uma uns umas do da dos das ao à aos às no na nos nas pelo pela pelos pelas este esta estes estas
        esse essa isso aquele aquela eu me mim tu te ti ele ela nós vós eles elas você vocês se lhe lhes meu minha seu
        sua seus suas nosso nossa quem que qual quais quando onde como quanto é são era eram foi foram ser está estão
        estava há tem têm tinha pode podem deve devem e ou mas nem se porque embora ante após até com contra de desde
        em entre para por sem sob sobre não mais muito também já
    """,
    "dutch": """
        de het een deze die dit dat ik me mij jij je jou hij hem zij ze wij we ons u jullie hen hun zich mijn jouw
        zijn haar onze wie wat welke wanneer waar waarom hoe is ben bent was waren wordt worden werd werden heeft heb
        hebben had hadden kan kunnen kon moet moeten zal zullen zou wil en of maar want dus als dan omdat terwijl aan
        bij door in met na naar om onder op over per te ten ter tegen tot tussen uit van voor zonder er hier daar niet
        geen ook nog wel zeer
    """,
    "swedish": """
        en ett den det de dem denna detta dessa jag mig du dig han honom hon henne vi oss ni er sig man min mitt mina
        din ditt sin sitt sina hans hennes deras vår vårt våra vem vad vilken vilket vilka när var varför hur är vara
        varit blir blev har hade ha kan kunde måste ska skall skulle vill och eller men om att som då därför medan av
        på i för från till med vid mot mellan under över efter innan utan inte också bara mycket
    """,
    "russian": """
        я меня мне мной ты тебя тебе он его ему им она её ей ею оно мы нас нам нами вы вас вам вами они их ими себя
        себе мой моя моё мои твой свой своя своё свои наш ваш этот эта это эти тот та то те кто кого кому что чего
        чему какой какая какое какие который которая которое которые когда где куда откуда почему зачем как сколько
        быть был была было были есть будет и а но или да если чтобы потому хотя в во на с со к ко у о об от до из за
        по под над при про для без через между перед не ни же ли бы уже ещё только очень так
    """,
}


@functools.cache
def _words(language: str) -> frozenset[str]:
    return frozenset(map(fold, _LISTS.get(language, "").split()))


def function_words() -> frozenset[str]:
    """The words that say little, folded, of the language that is spoken; none, where there is no list."""
    return _words(language())


def language_of(words: Sequence[str]) -> str | None:
    """The language whose small words a text has most of; None, where they are too few, or of two languages alike."""
    forms = [fold(word.strip(_MARKS)) for word in words]
    hits = sorted(((sum(form in _words(language) for form in forms), language) for language in _LISTS), reverse=True)
    (most, language), (second, _) = hits[:2]
    enough = most >= _FEWEST and most * _ONE_IN >= len(forms) and most >= second * _AHEAD
    return language if enough else None


LANGUAGES = tuple(_LISTS)
