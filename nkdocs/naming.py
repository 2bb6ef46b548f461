"""The parts of a writer's name, where it is certain which is which; otherwise the name stays as it was printed.

Styles of citation want a family name first, and a name wrongly turned round is a wrong source. Kim Jong Un, Orbán Viktor and
Amnesty International must never become somebody else, so a name is split only where its first word is known to be given:
an initial, or one of the names below. What is not in the table is cited as it stands, which is right in every style.
"""

from __future__ import annotations

import re
import unicodedata

from nkdocs.people import is_office
from nkdocs.rules import words_of

#: Given names that are hardly ever a family's, a place's or a word of an office's name; folded to plain letters.
GIVEN_NAMES = words_of(
    "aaron abigail ada adam adele adrian agnes aidan aisha alan albert alejandro alessandro alex alexander alexandra alfred "
    "alice alicia alison allison alvaro amanda amelia amy ana anders andre andrea andreas andrew angela anita anja ann anna "
    "anne annette annie anthony antoine antonio arthur astrid barbara beatrice beatriz ben benjamin bernard bernd bethany "
    "bettina bill birgit bjorn bob brandon brenda brian bridget brigitte bruce bruno caitlin camille carl carla carlos "
    "carmen carol caroline catherine cecilia celine charles chloe chris christina christine christoph christophe "
    "christopher claire clara claudia claudio claus colin cristina cynthia dan daniel daniela danielle dave david deborah "
    "debra denise dennis derek diana diane diego dieter dominic dominique don donald donna dorothy doug douglas dylan ed "
    "eduardo edward eileen elaine eleanor elena elisabeth elise elizabeth ellen emilia emiliano emilie emily emma emmanuel "
    "enrique eric erica erik ernst esther ethan eugene eva evelyn fabian fabio federico felix fernando francesca francesco "
    "francine franck francois frank fred frederic friedrich gabriel gabriela gareth gary gemma geoffrey george georgina "
    "gerald gerard gerd gilles giovanni giulia giuseppe gordon greg gregory gretchen guillaume gunter gustavo hannah hans "
    "harold harriet heather hector heidi heinz helen helena helene helga henri henrik henry herbert holger howard hugh hugo "
    "ian ignacio ileana ilse imogen ines ingrid irene isabel isabella isabelle ivan jack jacob jacqueline jacques jaime "
    "jake james jamie jan jane janet janice jason javier jayesh jayne jean jeff jeffrey jennifer jens jeremy jerome jerry "
    "jessica jill jim joan joanna joanne joao jochen jodie joe joel johan johannes john jon jonas jonathan jorg jorge jose "
    "joseph josephine josh joshua juan juanita judith judy juergen julia julian julie julien juliette jurgen justin karen "
    "karin karl karsten kate katharina katherine kathleen kathryn kathy katie katja katrin keith kelly kenneth kerstin "
    "kevin kirsten klaus kristen kristin kurt larry lars laszlo laura lauren laurence laurent leah leon leonard leonardo "
    "leslie lewis linda lindsay lindsey lisa loic lorenzo lorraine louis louise luc luca lucas lucia lucie lucy luis luisa "
    "lukas luke lydia magdalena magnus manuel manuela marc marcel marcia marco marcos marcus margaret maria mariana marie "
    "marina mario marion mark markus marta martha martin martina mary mathias mathieu mathilde matt matteo matthew matthias "
    "maureen maurice max maximilian megan melanie melissa mercedes michael michel michele michelle miguel mike milena "
    "miriam mohamed mohammed monica monika nadia nadine nancy natalia natalie nathalie nathan neil nicholas nick nicola "
    "nicolas nicole niels nigel nikolaus nils nina nora norbert norman olaf ole olga oliver olivia olivier oscar otto pablo "
    "pam pamela paola paolo pascal patricia patrick paul paula pauline pedro peggy peter petra phil philip philipp philippe "
    "phillip pierre pietro pilar rachel rafael rainer ralf ralph ramon randy raphael raquel raul ray raymond rebecca regina "
    "renate rene ricardo richard rita robert roberto robin rocio rodrigo roger roland rolf ronald ronnie rosa rosalind "
    "rosemary rosie roxanne roy rudolf rupert russell ruth ryan sabine sally sam samantha samuel sandra sara sarah scott "
    "sean sebastian sergio sharon shaun sheila sherry shirley silke silvia simon simona simone siobhan sofia sonia sonja "
    "sonya sophia sophie stacey stefan stefanie stella stephan stephanie stephen steve steven stuart susan susana susanne "
    "sven sylvia sylvie tamara tania tanja tatiana ted teresa terry tessa theodore theresa therese thierry thomas thorsten "
    "tim timothy tina tobias toby todd tom tony torsten tracey tracy travis trevor tyler ulla ulrich ulrike ursula ute uwe "
    "valentina valerie vanessa vera veronica veronique vincent vivian volker walter wanda wayne wendy werner wilhelm "
    "william wolfgang xavi xavier yolanda yvette yvonne zachary zoe zoltan"
)
#: What stands before or after a family name and belongs to it in one country and not in the next.
_PARTICLES = words_of(
    "de del della der den di da do dos das du van von vom zu zur la le les el al bin ibn ben ter ten st jr sr ii iii iv e y "
    "af av"
)
#: Words of what is no person, beside those that bylines know.
_BODIES = words_of(
    "international watch rights news daily weekly online review report reports project fund global united national world "
    "alliance network voices today editors staff team admin press the and of for inc"
)
_INITIAL = re.compile(r"(?:[^\W\d_]\.-?){1,4}|[^\W\d_]")
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")


def split_name(name: str) -> tuple[str, str] | None:
    """The given names and the family name, as printed; None where that is not certain."""
    words = name.split()
    if not 2 <= len(words) <= 4 or is_office(name) or any(_folded(word) in _BODIES for word in words):
        return None
    *given, family = words
    if not _is_given(given[0]) or not all(map(_is_given, given[1:])):
        return None
    if not _WORD.fullmatch(family) or len(family) < 2 or _folded(family) in _PARTICLES or not _is_latin(name):
        return None
    return " ".join(given), family


def _is_given(word: str) -> bool:
    if not word[0].isupper():
        return False
    if _INITIAL.fullmatch(word):
        return True
    return all(part in GIVEN_NAMES for part in _folded(word).split("-"))


def _folded(word: str) -> str:
    """A word in small letters without marks, and without the signs at its ends."""
    apart = unicodedata.normalize("NFKD", word.casefold()).replace("ø", "o").replace("ł", "l")
    return "".join(letter for letter in apart if not unicodedata.combining(letter)).strip(".,'’")


def _is_latin(name: str) -> bool:
    return all(unicodedata.name(letter, "").startswith("LATIN") for letter in name if letter.isalpha())
