"""Whether the archive says what a quotation says."""

import itertools
import re
from collections import Counter
from dataclasses import replace
from random import Random
from types import SimpleNamespace

import pytest
from articles import write_article
from hypothesis import assume, given
from hypothesis import strategies as st
from yardstick import Yardstick

from nkdocs import tightening
from nkdocs.model import Copy, Kind
from nkdocs.passage_search import MOST_READ, Reader
from nkdocs.quoting import judge
from nkdocs.schema import to_document
from nkdocs.sources import Text
from nkdocs.telling_words import KINDS
from nkdocs.twins import Groups
from nkdocs.verdicts import Verdict

SHIP = (
    "The ferry Aurora left Port Ellis on 3 May 2011 with 1,204 people and $2.5 million in cash. Captain Ida Moreau did not "
    "know that the radio was broken. “We were never warned,” she said. ‘Nobody told us — not once.’ At 70% of its speed, the "
    "ship needed nine hours to cross the 16-mile strait."
)
PARAGRAPHS = (
    "Most of the crew slept below. The cook, who had worked on the ship for eleven years, heard the water first.",
    "He ran to the bridge and woke the mate, and the two of them counted the boats.",
)
ARTICLES = [
    write_article(
        "ferry",
        SHIP,
        (Kind.CAPTION, "The Aurora at anchor, painted by an unknown hand"),
        (Kind.BOILERPLATE, "Subscribe to our newsletter"),
        PARAGRAPHS[0],
        (Kind.IMAGE, "cook.jpg"),
        PARAGRAPHS[1],
        (Kind.NOTE, "*The cook's name has been changed."),
        title="The Night the Aurora Crossed",
        date="2012-02-01",
        path="dumps/ferry.txt",
    ),
    write_article(
        "harbour",
        "Port Ellis has a harbour of two basins. The lamps on the mole were lit by hand until 1962. "
        "It was a cold and quiet town.",
        "Its people lived from the sea. Is it possible to live so today?",
        title="A Harbour Town",
        path="dumps/harbour.txt",
    ),
    write_article(
        "gale",
        "They say that we are unprepared for the gale, and may yet match it.",
        title="Gale",
        path="dumps/gale.txt",
    ),
    write_article(
        "strike",
        "The strike began on a Monday. For two years nobody at the mill was paid. They lived on bread.",
        "The pickets stood at the gate (the east-gate of the yard) all night, the first at the gate of the mill.",
        "“It is though no one hears us.” He sighed. “Nobody has brought us a loaf of bread.”",
        "They called the plan impossible, and left early.",
        title="The Strike",
        path="dumps/strike.txt",
    ),
    write_article("guide", "Guide to the coast. It was a cold and quiet town.", title="Guide", path="dumps/guide.txt"),
    write_article("copy", "Its people lived from the sea. Or so they say.", title="Copied", path="dumps/copy.txt"),
    write_article(
        "toll",
        "They pay the toll to an agent named by that lighthouse. The lighthouse keeper counts it twice. After taking a share, "
        "he hands a purse to the pilot’s widow. The dredger reached the shoal in July and began clearing the channel under the "
        "eyes of inspectors, who last sounded it in June, and did not say why. Pilots are often fishermen, pilots are the ones "
        "reading the tides.",
        title="The Toll",
        path="dumps/toll.txt",
    ),
    write_article(
        "inquiry",
        "More than 70% of the boats were lost. To the owners it was more than a matter of money.",
        "It may be that the mate had sold the lamp. On the beach the lamp was found, allegedly. When the court heard the cook, "
        "nearly everybody would ask whether the owners could pay. In spring the U.S. envoy came aboard the wreck.",
        title="The Inquiry",
        path="dumps/inquiry.txt",
    ),
    write_article(
        "korean",
        "여성들은 시장에서 돈을 벌었다. 그들은 국경을 넘지 않았다. 在三十年后，他没有回来。",
        "Er sagte: „Wir haben 3 Kinder.“ Elle a dit : « On n’a rien vu. »",
        "A foot-\nnote was lost.[12] Min* came back.",
        title="한국 이야기",
        path="dumps/korean.txt",
    ),
]
COPIES = (Copy("harbour", "dumps/harbour.txt", 1), Copy("copy", "dumps/copy.txt", 1))
GROUPS = Groups({copy.id: COPIES for copy in COPIES})


@pytest.fixture(scope="module")
def reader():
    """What reads a few made-up articles, two of them said to be copies."""
    engine = Yardstick()
    with engine.writing() as transaction:
        for article in ARTICLES:
            transaction.put(to_document(article))
    return Reader(engine, GROUPS)


@pytest.mark.parametrize(
    "text",
    [
        "left Port Ellis on 3 May 2011 with 1,204 people",
        "“left Port Ellis on 3 May 2011 with 1,204 people,”",
        "...left  Port Ellis\non 3\u00a0May 2011…",
        "captain Ida Moreau did not know that the radio was broken",
        '"We were never warned," she said. "Nobody told us -- not once."',
        "“Nobody told us – not once”",
        "heard the water first. He ran to the bridge",
        "Subscribe",
        "The Aurora at anchor, painted by an unknown hand.",
        "The cook's name has been changed",
        "the 16-mile strait",
        "the 16‑mile strait",
        "Its people lived from the sea.",
        "시장에서 돈을 벌었다",
        "국경을 넘지",
        "他没有回来",
        "»Wir haben 3 Kinder.«",
        '"On n\'a rien vu"',
        "A footnote was lost.",
        "a foot-note was lost. Min came back",
        "Is it possible to live so today?",
        "Is it possible to live so",
        "co\u00adok, who had worked",
    ],
)
def test_word_for_word_is_verbatim(text, reader):
    """Kinds of quotes and dashes, spaces, the first letter's case, marks at the ends, and what is skipped, change nothing."""
    expected = Verdict.NOT_FOUND if text == "Subscribe" else Verdict.VERBATIM
    assert judge(reader, text).verdict is expected


@pytest.mark.parametrize(
    ("text", "kind", "archive", "quotation"),
    [
        ("left Port Ellis on 3 May 2011 with 1,240 people", "number", "1,204", "1,240"),
        ("left Port Ellis on 3 May 2011 with 1204 people", "punctuation", "1,204", "1204"),
        ("the ship needed ten hours to cross the 16-mile strait", "number", "nine", "ten"),
        ("left Port Ellis on 4 May 2011 with 1,204 people", "number", "3", "4"),
        ("left Port Ellis on 3 June 2011 with 1,204 people", "date", "May", "June"),
        ("Captain Ida Moreau did know that the radio was broken", "negation", "not", ""),
        ("Captain Ida Moreau didn't know that the radio was broken", "negation", "did not", "didn't"),
        ("We were warned, she said", "negation", "never", ""),
        ("Captain Ida Morel did not know that the radio was broken", "name", "Moreau", "Morel"),
        ("The ferry Aurora left Port Ellery on 3 May 2011", "name", "Ellis", "Ellery"),
        ("1,204 people and €2.5 million in cash", "unit", "$2", "€2"),
        ("Some of the crew slept below", "quantity", "Most", "Some"),
        ("The cook heard the water first", "left out", ", who had worked on the ship for eleven years,", ""),
        ("Most of the crew sleep below", "wording", "slept", "sleep"),
        ("Most of the crew slept below. The cok, who had worked", "spelling", "cook", "cok"),
        ("Most of the Crew slept below", "case", "crew", "Crew"),
        ("the mate and the two of them counted the boats", "punctuation", ",", ""),
        ("He ran to the bridge and woke the old mate", "added", "", "old"),
        ("impossible to live so today", "negation", "possible", "impossible"),
        ("left Port Ellis on 3 May 2011 with 1", "number", "1,204", "1"),
        ("Is it possible to live so today.", "punctuation", "?", "."),
    ],
)
def test_a_difference_is_named_by_its_gravest_kind(text, kind, archive, quotation, reader):
    """What differs is told, the gravest kind of it first, with what stands in the archive and its line."""
    found = judge(reader, text)
    assert found.verdict is Verdict.ALTERED
    first = found.differences[0]
    if kind == "left out":
        assert "eleven" in first.archive
        assert first.kind == "number"
    elif kind == "unit":
        assert first.kind == "unit"
        assert first.archive.startswith("$")
    else:
        assert (first.kind, first.archive, first.quotation) == (kind, archive, quotation)
    assert first.line == found.passages[0].line or kind == "punctuation"
    assert not found.passages[0].exact or found.passages[0].likeness == 1


@pytest.mark.parametrize(
    ("text", "kind", "archive"),
    [
        ("with 1,204 people and $2.5", "number", "2.5 million"),
        ("million in cash", "number", "2.5 million"),
        ("At 70", "unit", "70%"),
        ("2.5 million in cash", "unit", "$2.5"),
        ("mile strait", "number", "16-mile"),
        ("needed nine hours to cross the 16", "number", "16-mile"),
    ],
)
def test_a_number_or_word_that_is_cut_in_two_is_altered(text, kind, archive, reader):
    """What a number counts in, and the rest of a word, belong to it: without them the quotation says something else."""
    found = judge(reader, text)
    assert found.verdict is Verdict.ALTERED
    assert (found.differences[0].kind, found.differences[0].archive) == (kind, archive)


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("The cook … heard the water first", Verdict.VERBATIM),
        ("The cook [...] heard the water first.", Verdict.VERBATIM),
        ("The cook . . . heard the water first.", Verdict.VERBATIM),
        ("[H]e ran to the bridge (...) and the two of them counted the boats", Verdict.VERBATIM),
        ("[The cook] ran to the bridge and woke the mate[s]", Verdict.VERBATIM),
        ("He ran to the bridge and woke [her], and the two [sic] of them counted the boats", Verdict.VERBATIM),
        ("Most of the crew slept below … and woke the mate", Verdict.VERBATIM),
        ("The cook … heard the water first [...]", Verdict.VERBATIM),
        ("[…] heard the water first [sic]", Verdict.VERBATIM),
        ("two of them counted the boat[s]", Verdict.VERBATIM),
        ("two of them counted the boats [at night]", Verdict.VERBATIM),
        ("two of them counted the boats [not]", Verdict.ALTERED),
        ("the radio was [not] broken", Verdict.ALTERED),
        ("[im]possible to live so today?", Verdict.ALTERED),
        ("[k]nown hand", Verdict.ALTERED),
        ("two of them counted the boat[less]", Verdict.ALTERED),
        ("Captain Ida Moreau … know that the radio was broken", Verdict.STITCHED),
        ("They say that we … may yet match it", Verdict.STITCHED),
        ("counted the boats … heard the water first", Verdict.STITCHED),
        ("The ferry Aurora left Port Ellis … counted the boats", Verdict.STITCHED),
        ("two basins … heard the water first", Verdict.STITCHED),
        ("Captain Ida Moreau [knew] that the radio was broken", Verdict.ALTERED),
        ("The cook … heard the fire first", Verdict.ALTERED),
        ("The cook … sang of mountains that nobody climbs", Verdict.NOT_FOUND),
    ],
)
def test_omissions_and_insertions_are_the_writers_right_as_long_as_they_hide_nothing(text, verdict, reader):
    """In order, near each other, no negation left out or put in: VERBATIM, with what was left out; otherwise it is not."""
    assert judge(reader, text).verdict is verdict


@pytest.mark.parametrize(
    "text",
    [
        "For two years nobody at the mill was paid. The strike began on a Monday.",
        "Nobody has brought us a loaf of bread. It is though no one hears us.",
        "They lived on bread. For two years nobody at the mill was paid.",
    ],
)
def test_sentences_that_changed_places_are_altered_in_their_order(text, reader):
    """Whatever words they have, they are neither left out nor put in, and no other is named before that."""
    found = judge(reader, text)
    assert found.verdict is Verdict.ALTERED
    assert found.differences[0].kind == "order"


def test_a_denial_by_a_beginning_is_not_hidden_by_an_omission(reader):
    """As a negation is not."""
    assert judge(reader, "They called the plan … and left early").verdict is Verdict.STITCHED


def test_of_the_places_of_a_piece_one_that_is_not_cut_is_taken(reader):
    """A piece that stands in half a word first, and whole further on, stands whole."""
    found = judge(reader, "stood … the gate of the mill")
    assert found.verdict is Verdict.VERBATIM
    found = judge(reader, "The pickets … gate of the")
    assert found.verdict is Verdict.VERBATIM


def test_what_is_left_out_is_told(reader):
    """The words behind an omission, and those behind an insertion, stand in the notes."""
    notes = " ".join(judge(reader, "[The] cook … heard the [rising] water first").notes)
    assert "left out (line" in notes
    assert "eleven years" in notes
    assert "[rising] is the writer's" in notes


def test_what_is_put_in_at_the_end_is_told(reader):
    """The writer's own words behind the last of the archive's."""
    assert "[at night] is the writer's" in judge(reader, "two of them counted the boats [at night]").notes


def test_what_is_altered_says_in_how_many_places_it_stands(reader):
    """Also where only what is put in is wrong."""
    found = judge(reader, "It was [not] a cold and quiet town")
    assert (found.verdict, found.total, len(found.passages)) == (Verdict.ALTERED, 2, 2)


def test_one_character_of_a_script_without_spaces_is_found(reader):
    """The index has pairs of them."""
    assert judge(reader, "他").verdict is Verdict.VERBATIM


def test_pieces_that_nothing_marks_are_stitched(reader):
    """Two runs of words from two articles are no quotation, though every word is in the archive."""
    found = judge(reader, "The lamps on the mole were lit by hand and the two of them counted the boats")
    assert found.verdict is Verdict.STITCHED
    assert [passage.article.id for passage in found.passages] == ["harbour", "ferry"]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Captain Ida Moreau did not know that the was broken", [("left out", "radio", "")]),
        ("Captain Ida Moreau did not know that the broken", [("left out", "radio was", "")]),
        ("The cook, who had worked on the ship for eleven, heard the water", [("date", "years", "")]),
        ("the cook, who had worked on the ship for eleven years, the water first", [("left out", "heard", "")]),
        ("Most the crew slept below. The cook, who had worked on the ship", [("left out", "of", "")]),
        ("Ferry left Port Ellis on 3 May 2011 with 1,204 people", [("name", "Aurora", "")]),
    ],
)
def test_what_is_left_out_beside_the_last_word_is_named_so(text, told, reader):
    """Words that stand before the last word of a quotation, or behind its first, were left out; no other stands for them."""
    found = judge(reader, text)
    assert [(each.kind, each.archive, each.quotation) for each in found.differences if each.kind != "case"] == told


def test_sentences_in_another_order_are_shown_as_they_stand(reader):
    """The passage is all that was quoted, as it stands there, and no diff with words that have only moved."""
    first, _, rest = SHIP.partition(". ")
    second, *_ = rest.split(". ", maxsplit=1)
    found = judge(reader, f"{second.partition(' “')[0].rstrip('.')}. {first}.")
    assert (found.verdict, [each.kind for each in found.differences]) == (Verdict.ALTERED, ["order"])
    (passage,) = found.passages
    assert passage.text.startswith("The ferry Aurora left")
    assert passage.text.endswith("that the radio was broken")
    assert (passage.diff, passage.exact, passage.likeness) == ((), False, 1.0)


def test_pieces_that_stand_everywhere_are_soon_given_up(monkeypatch):
    """Where each piece may follow the one before at many places, and the last nowhere, no place is gone on from twice."""
    looked = Counter()
    find = Text.find

    def count(self, run, *bounds):
        looked["times"] += 1
        assert looked["times"] < 10_000
        return find(self, run, *bounds)

    monkeypatch.setattr(Text, "find", count)
    engine = Yardstick()
    with engine.writing() as transaction:
        transaction.put(to_document(write_article("sea", "Zebra. " + "The sea the sky " * 60)))
    judge(Reader(engine, Groups()), " … ".join(["the"] * 6 + ["zebra"]))
    assert looked["times"]


@pytest.mark.parametrize("kind", ["altered", "other words", "common words"])
def test_a_long_quotation_is_laid_beside_a_text_in_bounded_time(kind, monkeypatch):
    """The tables of words that are filled grow in proportion with the quotation, or less, and what differs is found."""
    spent = Counter()
    distance = tightening.Levenshtein.distance

    def count(one, other):
        spent[size] += 1 + len(one) * len(other) // 64
        return distance(one, other)

    monkeypatch.setattr(tightening, "Levenshtein", SimpleNamespace(distance=count))
    chance = Random(5)
    words = [
        "w" + chr(97 + chance.randrange(26)) * 3 + chr(97 + chance.randrange(26)) * 2 + chr(97 + chance.randrange(26))
        if chance.random() < 0.7
        else chance.choice(["the", "of", "and"])
        for _ in range(2_500)
    ]
    engine = Yardstick()
    with engine.writing() as transaction:
        transaction.put(to_document(write_article("long", " ".join(words))))
    for size in (650, 1_950):
        said = words[300 : 300 + size]
        if kind == "other words":
            chance.shuffle(said)
        elif kind == "common words":
            said = [chance.choice(["the", "of", "and"]) for _ in said]
        else:
            said[size // 3] = said[size // 2] = "zebra"
        found = judge(Reader(engine, Groups()), " ".join(said))
        if kind == "altered":
            assert [(each.kind, each.quotation) for each in found.differences] == [("wording", "zebra")] * 2
    assert spent[1_950] < 6 * spent[650] < 200_000_000


@given(st.lists(st.sampled_from([-1, 0, 1]), max_size=60), st.integers(0, 9))
def test_the_nearest_place_is_found_without_asking_everywhere(steps, first):
    """Of places of which each is nearer or farther than the one before by one at most, it is the first of the nearest."""
    away = [abs(each) for each in itertools.accumulate(steps, initial=first)]
    assert tightening._least(len(away), away.__getitem__, 0) == away.index(min(away))


def test_pieces_are_found_behind_articles_with_the_rare_words_of_both():
    """Two runs are stitched also where others have more of the rarest words than the articles that the runs are from."""
    first = "Every lantern on the old breakwater burned whale oil until the"
    second = "a cartographer measured the estuary twice before he drew it"
    engine = Yardstick()
    with engine.writing() as transaction:
        for number in range(9):
            drawn = f"A cartographer measured whale, lantern, estuary; twice, every breakwater burned before, until {number}."
            transaction.put(to_document(write_article(f"near-{number}", drawn)))
        transaction.put(to_document(write_article("light", f"{first} war. " + "It rained. " * 90)))
        transaction.put(to_document(write_article("map", f"They say {second}. " + "It rained. " * 90)))
    found = judge(Reader(engine, Groups()), f"{first} {second}")
    assert found.verdict is Verdict.STITCHED
    assert {passage.article.id for passage in found.passages} == {"light", "map"}


def test_several_articles_are_ambiguous_and_copies_are_not(reader):
    """A quotation in two articles is ambiguous, and both are listed; copies of an article are one, and named."""
    found = judge(reader, "It was a cold and quiet town")
    assert found.verdict is Verdict.AMBIGUOUS
    assert {passage.article.id for passage in found.passages} == {"harbour", "guide"}
    copied = judge(reader, "Its people lived from the sea")
    assert copied.verdict is Verdict.VERBATIM
    assert any("copies" in note for note in copied.notes)


@pytest.mark.parametrize("corrected", ["harbour", "copy"])
@pytest.mark.parametrize("text", ["Its people lived from the sea", "Its people all lived from the sea"])
def test_a_corrected_copy_is_quoted_first(reader, corrected, text):
    """Of copies that say the same, the first passage is that of one that a person corrected."""
    copies = tuple(replace(copy, corrected=copy.id == corrected) for copy in COPIES)
    found = judge(Reader(reader.engine, Groups({copy.id: copies for copy in copies})), text)
    assert found.passages[0].article.id == corrected


def test_of_very_many_articles_it_is_said_that_there_may_be_more():
    """Only so many articles are read, and then the number is a least."""
    engine = Yardstick()
    with engine.writing() as transaction:
        for number in range(MOST_READ + 5):
            transaction.put(to_document(write_article(f"a-{number}", f"The very same words stand here, {number} times.")))
    found = judge(Reader(engine, Groups()), "The very same words")
    assert found.verdict is Verdict.AMBIGUOUS
    assert f"at least {MOST_READ} articles" in " ".join(found.notes)


def _ask_among_many(others, last=None):
    engine = Yardstick()
    with engine.writing() as transaction:
        for number in range(2 * MOST_READ):
            transaction.put(to_document(write_article(f"a-{number:03}", others)))
        if last is not None:
            transaction.put(to_document(write_article("z", last)))
    return Reader(engine, Groups())


@pytest.mark.parametrize("others", ["The very, same words stand here.", "The very same words-cut stand here."])
def test_what_stands_word_for_word_is_found_behind_any_number_of_near_ones(others):
    """Where many articles have the words but for a mark, or cut from a word, the one that has them as they are is found."""
    reader = _ask_among_many(others, "The very same words stand here. " + "The sea was calm that night. " * 40)
    found = judge(reader, "The very same words")
    assert found.verdict is Verdict.VERBATIM
    assert [each.article.id for each in found.passages] == ["z"]
    assert judge(_ask_among_many(others), "The very same words").verdict is Verdict.ALTERED


def test_a_second_place_is_found_behind_any_number_of_near_ones():
    """What stands word for word in two articles is AMBIGUOUS, however many stand between them that have it in another way."""
    reader = _ask_among_many("The very, same words stand here.", "The very same words stand here.")
    with reader.engine.writing() as transaction:
        far = "The very same words stand here. " + "The sea was calm that night. " * 40
        transaction.put(to_document(write_article("far", far)))
    assert judge(reader, "The very same words").verdict is Verdict.AMBIGUOUS


def test_what_was_not_read_is_told(monkeypatch):
    """A verdict other than VERBATIM says so if articles with the words were not read."""
    for module in ("passage_search", "quoting"):
        monkeypatch.setattr(f"nkdocs.{module}.MOST_SOUGHT", MOST_READ)
    others = "The very, same words stand here."
    found = judge(_ask_among_many(others, "The very same words stand here."), "The very same words")
    assert found.verdict is Verdict.ALTERED
    assert "201 articles have its words, and 100 were read" in " ".join(found.notes)


@pytest.mark.parametrize(
    "text", ["Whales sang under the ice of a distant moon", "of the and", "zebra", "…", "", "???", "[all of it]"]
)
def test_what_is_not_there_is_not_found(text, reader):
    """Nothing near enough is NOT FOUND, and what is near is said to be only that."""
    found = judge(reader, text)
    assert found.verdict is Verdict.NOT_FOUND
    assert not found.passages or "only that" in " ".join(found.notes)


def test_the_rest_of_the_sentence_is_told_if_it_denies(reader):
    """A quotation cut out of a sentence with a negation before it says so."""
    notes = " ".join(judge(reader, "the radio was broken").notes)
    assert "“not” before it" in notes


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("the boats were lost", ["directly before it stands “More than 70% of”"]),
        ("a matter of money", ["directly before it stands “more than”"]),
        ("the mate had sold the lamp", ["its sentence has “may” before it: It may be that"]),
        ("the lamp was found", ["its sentence has “allegedly” after it: , allegedly."]),
        ("the court heard the cook", []),
    ],
)
def test_what_stands_beside_a_quotation_is_told_if_it_limits_it(text, told, reader):
    """How many, or how sure, is told where it stands next to the quotation; what another clause says is not."""
    found = judge(reader, text)
    assert found.verdict is Verdict.VERBATIM
    assert [note for note in found.notes if "stands “" in note or "sentence has" in note] == told


@pytest.mark.parametrize(
    ("text", "difference"),
    [
        ("the US envoy came aboard", ("spelling", "U.S.", "US")),
        ("US envoy came aboard the wreck", ("spelling", "U.S.", "US")),
    ],
)
def test_an_abbreviation_is_not_cut_in_two(text, difference, reader):
    """One that is written in another way is spelling, and is told whole."""
    found = judge(reader, text)
    assert found.verdict is Verdict.ALTERED
    assert [(each.kind, each.archive, each.quotation) for each in found.differences] == [difference]


def test_a_passage_says_where_it_stands(reader):
    """Lines, kind and the characters of the dump are those of the words."""
    (passage,) = judge(reader, "unknown hand").passages
    assert (passage.line, passage.last_line, passage.kind) == (3, 3, Kind.CAPTION)
    assert ARTICLES[0].cut(passage.span) == "unknown hand"
    (passage,) = judge(reader, "heard the water first. He ran").passages
    assert (passage.line, passage.last_line) == (7, 11)


@pytest.mark.parametrize(
    ("text", "kind", "archive", "quotation"),
    [
        ("They pay the toll to an agent named by that widow", "wording", "lighthouse", "widow"),
        ("The dredger reached the shoal in June", "date", "July", "June"),
        ("Pilots ARE the ones reading the tides", "case", "are", "ARE"),
        ("PILOTS ARE THE ONES READING THE TIDES", "case", "pilots are the ones reading the tides", None),
    ],
)
def test_a_word_that_stands_further_on_too_is_compared_with_the_one_in_its_place(text, kind, archive, quotation, reader):
    """The passage is the tightest with nearly as many of the words, and the only difference is what was changed."""
    found = judge(reader, text)
    assert found.verdict is Verdict.ALTERED
    assert [(each.kind, each.archive, each.quotation) for each in found.differences] == [(kind, archive, quotation or text)]


def test_kinds_are_in_order(reader):
    """The gravest difference comes first."""
    found = judge(reader, "captain Ida Morel knew that the radio was broke, and 1,205 people")
    kinds = [KINDS.index(each.kind) for each in found.differences]
    assert kinds == sorted(kinds)


PROSE = " ".join((*PARAGRAPHS, SHIP)).split()


@given(st.sampled_from(ARTICLES), st.data())
def test_any_words_of_an_article_are_word_for_word(reader, article, data):
    """Whatever stands between two spaces of a text is VERBATIM or AMBIGUOUS, unless a number is cut from its unit."""
    texts = [text for text in article.texts(Kind.PROSE, Kind.CAPTION) if "foot-" not in text]
    words = data.draw(st.sampled_from(texts)).split()
    start = data.draw(st.integers(0, len(words) - 1))
    end = data.draw(st.integers(start + 1, len(words)))
    text = " ".join(words[start:end])
    assume(re.search(r"\w", text))
    found = judge(reader, text)
    if found.verdict is Verdict.ALTERED:
        assert "million" in found.differences[0].archive
    else:
        assert found.verdict in (Verdict.VERBATIM, Verdict.AMBIGUOUS)


@given(st.data())
def test_a_changed_number_is_never_verbatim(reader, data):
    """Whatever digit of a quotation is another, the verdict is neither VERBATIM nor AMBIGUOUS."""
    words = SHIP.split()
    number = data.draw(st.sampled_from([at for at, word in enumerate(words) if any(map(str.isdigit, word))]))
    start = data.draw(st.integers(0, number))
    end = data.draw(st.integers(number + 1, len(words)))
    places = [at for at, letter in enumerate(words[number]) if letter.isdigit()]
    place = data.draw(st.sampled_from(places))
    digit = data.draw(st.sampled_from([each for each in "0123456789" if each != words[number][place]]))
    changed = words[number][:place] + digit + words[number][place + 1 :]
    found = judge(reader, " ".join([*words[start:number], changed, *words[number + 1 : end]]))
    assert found.verdict not in (Verdict.VERBATIM, Verdict.AMBIGUOUS)


@given(st.text(alphabet="abz 0123.,-…[]()'\"“”‘’\n가年%$not", max_size=60))
def test_no_text_is_trouble(reader, text):
    """Any text at all gets a verdict, and every passage lies in its article."""
    for passage in judge(reader, text).passages:
        assert passage.article.cut(passage.span).strip()
