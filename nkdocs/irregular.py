"""Irregular forms of English words, which no stemmer of endings can bring together: knowledge as data.

Left out are forms that are words of their own as well (left, found, saw, felt, lay, wound): they would bring together what
means something else. So are pairs that begin with different letters (went, ate): a match is looked for by its first letter.
"""

from __future__ import annotations

#: A word, and its irregular forms.
_FORMS = """
man men
woman women
child children
foot feet
tooth teeth
goose geese
mouse mice
wife wives
knife knives
wolf wolves
thief thieves
half halves
shelf shelves
loaf loaves
calf calves
become became
begin began begun
bend bent
bleed bled
break broke broken
breed bred
bring brought
build built
buy bought
catch caught
choose chose chosen
cling clung
creep crept
deal dealt
dig dug
draw drew drawn
dream dreamt
drink drank drunk
drive drove driven
fall fallen
feed fed
fight fought
flee fled
fly flew flown
forbid forbade forbidden
forget forgot forgotten
forgive forgave forgiven
freeze froze frozen
get got gotten
give gave given
grow grew grown
hang hung
hear heard
hide hid hidden
hold held
keep kept
kneel knelt
know knew known
lead led
lend lent
lose lost
make made
mean meant
meet met
overcome overcame
pay paid
ride rode ridden
ring rang rung
run ran
say said
seek sought
sell sold
send sent
shake shook shaken
shoot shot
shrink shrank shrunk
sing sang sung
sink sank sunk
sleep slept
speak spoke spoken
spend spent
spin spun
stand stood
steal stole stolen
stick stuck
strike struck
swear swore sworn
sweep swept
swim swam swum
swing swung
take took taken
teach taught
tear tore torn
tell told
think thought
throw threw thrown
understand understood
undergo underwent undergone
wake woke woken
wear wore worn
weave wove woven
weep wept
win won
withdraw withdrew withdrawn
write wrote written
"""

#: Every irregular form, and the word it is a form of.
IRREGULAR = {form: word for word, *forms in map(str.split, _FORMS.split("\n")[1:-1]) for form in forms}
