"""What `nkdocs doctor` finds, and that it finds nothing where nothing is wrong."""

import io
import json
import random
import shutil

import pytest
from articles import write_article
from hypothesis import given
from hypothesis import strategies as st

from nkdocs import commands
from nkdocs.answers import Change, ChangeKind, Problem
from nkdocs.archive import Where
from nkdocs.copies import NEAR, find_copies
from nkdocs.correction_plans import Fixed, FixReport
from nkdocs.health import Diagnosis, Disk, Finding, examine
from nkdocs.model import Kind
from nkdocs.render import sanitize
from nkdocs.render.json import JsonRenderer
from nkdocs.render.plain import PlainRenderer
from nkdocs.render.rich import RichRenderer
from nkdocs.render.terminal import Paint, Screen

WORDS = ["river", "lantern", "market", "winter", "barrel", "ferry", "miller", "letter", "ribbon", "valley", "snow", "trader"]


def prose(seed, words=200):
    """Text of its own for each seed."""
    chooser = random.Random(seed)
    return " ".join(chooser.choice(WORDS) + str(chooser.randrange(40)) for _ in range(words)) + "."


def sound(at, **rest):
    """An article with nothing wrong."""
    given_ = {"title": f"Story {at}", "date": "2021-05-04", "path": f"dumps/{at}.txt", **rest}
    return write_article(f"story-{at}", *given_.pop("blocks", [prose(at)]), **given_)


def signed(article):
    """The same with an author that is sure."""
    from dataclasses import replace

    from nkdocs.model import Claim, Span, Trust

    return replace(article, authors=(Claim("author", "Ada Lowe", Span(0, 0), "byline", Trust.HIGH),))


def healthy(count=8):
    """Articles with nothing wrong."""
    return [signed(sound(at)) for at in range(count)]


def kinds(articles, disk=None):
    """The kinds of what is found."""
    return [finding.kind for finding in examine(articles, disk or Disk())]


def test_nothing_is_found_where_nothing_is_wrong():
    """An archive in which all is well has no findings, and neither has an empty one."""
    assert kinds(healthy()) == []
    assert kinds([]) == []


@pytest.mark.parametrize(
    ("article", "kind", "mend"),
    [
        (signed(sound(9, date=None)), "no date", "nkdocs fix story-9 date="),
        (sound(9), "no author", "nkdocs fix story-9 author="),
        (signed(sound(9, title=None)), "no title", "nkdocs fix story-9 title="),
        (sound(9, authors=("A. B",)), "doubtful value", "nkdocs fix story-9 author='A. B'"),
        (signed(sound(9, blocks=[prose(9, 5_000)])), "long", "nkdocs fix dumps/9.txt:LINE split"),
        (signed(sound(9, blocks=["A few words."])), "short", "nkdocs show story-9 --raw"),
        (signed(sound(9, blocks=[(Kind.BOILERPLATE, "Share")])), "short", "nkdocs show story-9 --raw"),
        (
            signed(sound(9, blocks=[*((Kind.HEADING, word) for word in ("Home", "News", "Shop", "About", "Help")), prose(9)])),
            "menu",
            "nkdocs fix dumps/9.txt:1 boilerplate",
        ),
        (signed(sound(9, blocks=[prose(9) + " Itâ€™s a cafÃ©."])), "garbled", "iconv -f UTF-8 -t WINDOWS-1252 dumps/9.txt"),
        (signed(sound(9, blocks=[prose(9) + " Ð¡Ð¾Ð½ \ufffd"])), "garbled", "dumps/9.txt"),
        (signed(sound(9, blocks=[prose(3)])), "copies", "nkdocs show story-3"),
        (signed(sound(9, blocks=[prose(3).replace("river1", "brook")])), "near copies", "nkdocs show story-3"),
    ],
)
def test_each_trouble_is_found_alone_with_its_command(article, kind, mend):
    """One article in nine has one trouble: that, and nothing else, is found, where it is, with what mends it."""
    [finding] = examine([*healthy(), article], Disk())
    assert finding.kind == kind
    assert mend in finding.mend
    assert any(place.startswith("dumps/9.txt:") for place in finding.places)
    assert finding.what


@pytest.mark.parametrize(
    "text",
    [
        "Ça, c’est à São Paulo: «não», Ångström, œuvre, naïve café – “yes” … 50 € £3 ½ ±1",
        "ÁÉÍÓÚ ÂÊÔ ÃÕ ÀÈ ÄÖÜß ÑÇ ÆØÅ",
        "A word in capitals: “CAFÉ”, “AMANHÃ”, “ESPAÑA”, ‘PÄ’, «VOILÀ», «café»…, Î¢",
        "한국어 新聞 Новости العربية",
    ],
)
def test_letters_with_accents_are_not_garbled(text):
    """Texts in many languages, read as they were written, are no finding."""
    assert kinds([*healthy(), signed(sound(9, blocks=[prose(9) + text + " " + text]))]) == []


def test_shares_are_told_for_all_articles():
    """How many of how many lack something is one finding, with every place."""
    articles = [*healthy(6), *(signed(sound(at, date=None)) for at in (7, 8))]
    [finding] = examine(articles, Disk())
    assert finding.what == "2 of 8 articles (25%) have no date"
    assert finding.places == ("dumps/7.txt:1", "dumps/8.txt:1")


def test_what_the_disk_says_is_found():
    """Dumps that came, changed or went, files that cannot be read, and corrections that fit nothing; folders are no matter."""
    disk = Disk(
        tuple(Change(f"{kind.value}.txt", kind) for kind in ChangeKind),
        (Problem("bad.bin", "it is no text", "save it as text"), Problem("dumps/", "3 files passed over")),
        (Problem("corrections.toml:3", "it fits nothing", "take it out"),),
    )
    assert kinds(healthy(), disk) == ["added", "modified", "removed", "unreadable", "correction"]


def test_names_of_files_are_quoted_in_commands():
    """A command can be pasted into a shell, whatever a file is called."""
    article = signed(sound(9, path="a b;rm.txt", blocks=["A few words."]))
    findings = examine([*healthy(), signed(sound(9, path="a b;rm.txt", blocks=[prose(9, 5_000)])), article], Disk())
    assert any("'a b;rm.txt:" in finding.mend or "'a b;rm.txt'" in finding.mend for finding in findings)


# Copies -----------------------------------------------------------------------------------------------------------------------


def likeness(one, two):
    """Jaccard of the runs of four words: the plain definition."""
    runs = [{tuple(words[at : at + 4]) for at in range(max(1, len(words) - 3))} for words in (one.split(), two.split())]
    return len(runs[0] & runs[1]) / len(runs[0] | runs[1])


@given(st.lists(st.lists(st.sampled_from("abcdef"), min_size=12, max_size=40).map(" ".join), max_size=12))
def test_copies_are_what_the_definition_says(texts):
    """Two texts are in a group exactly if a chain of near texts leads from one to the other."""
    near = {at: {at} for at in range(len(texts))}
    for one in range(len(texts)):
        for two in range(one):
            if likeness(texts[one], texts[two]) >= NEAR:
                joined = near[one] | near[two]
                for at in joined:
                    near[at] = joined
    expected = {tuple(sorted(group)) for group in near.values() if len(group) > 1}
    assert {copies.places for copies in find_copies(texts)} == expected


def test_exact_copies_are_told_from_near_ones():
    """Case, spaces and punctuation make no difference; other words do."""
    text = prose(1)
    changed = text.replace(text.split()[90], "otherwise")
    [copies] = find_copies([text, text.upper().replace(" ", "\n"), prose(2)])
    assert (copies.places, copies.likeness) == ((0, 1), 1.0)
    [copies] = find_copies([text, prose(2), changed])
    assert copies.places == (0, 2)
    assert NEAR < copies.likeness < 1


def test_a_text_in_many_copies_is_one_group():
    """Also where every article repeats the same note, and where a thousand are the same but for a word."""
    note = prose(0, 40)
    texts = [f"{note} {prose(at)}" for at in range(1, 120)]
    assert find_copies(texts) == []
    many = [f"{prose(500)} copy{at}" for at in range(1000)]
    [copies] = find_copies([*texts, *many])
    assert len(copies.places) == 1000


def test_short_texts_are_no_copies():
    """A line that many pages have in common is no article."""
    assert find_copies(["Read more on our site", "Read more on our site", "", ""]) == []


def test_chinese_and_korean_texts_are_compared_by_characters():
    """Texts without spaces have copies too."""
    text = "最初の列車は、まだ暗い駅をゆっくりと出て、川沿いの町へ向かった。誰も口をきかなかった。"
    assert [
        copies.places
        for copies in find_copies([text, "何か別のことについて書かれた長い文章がここにある。本当に長い。", text + "終"])
    ] == [(0, 2)]


# In an archive ----------------------------------------------------------------------------------------------------------------

STORY = "{title}\n\n{date}\n\nBy Ada Lowe\n\n{body}\n"


@pytest.fixture
def where(tmp_path):
    """An archive of three dumps, one of them undated, one a copy of another."""
    for name, title, date, seed in (
        ("a", "A Winter Yard", "March 3, 2021", 1),
        ("b", "The Ferry at Dawn", "", 2),
        ("c", "A Winter Yard Again", "March 3, 2021", 1),
    ):
        body = (prose(seed, 30).capitalize() + " ") * 4
        (tmp_path / f"{name}.txt").write_text(STORY.format(title=title, date=date, body=body))
    commands.index(Where(tmp_path))
    return Where(tmp_path)


def test_doctor_examines_an_archive(where):
    """What is undated and what is a copy is found; a correction mends the one, and a new dump is told."""
    diagnosis = commands.doctor(where)
    assert diagnosis.articles == 3
    assert [finding.kind for finding in diagnosis.findings] == ["no date", "copies"]
    assert diagnosis.findings[1].places == ("a.txt:1", "c.txt:1")
    commands.fix(where, "the-ferry", ["date=2020"])
    shutil.copy(where.start / "a.txt", where.start / "d.txt")
    assert [(finding.kind, finding.places) for finding in commands.doctor(where).findings] == [
        ("copies", ("a.txt:1", "c.txt:1")),
        ("added", ("d.txt",)),
    ]


def test_much_text_outside_any_article_is_found_until_it_is_split(tmp_path):
    """Prose that belongs to no article, because a beginning was not seen, is named with its first line; a split mends it."""
    first, second = ([prose(seed + at, 40) for at in range(6)] for seed in (0, 50))
    lines = [
        "Granary to become a library",
        "By Ana Quill",
        *first,
        "Comments (2)",
        "Bees return to the roof",
        "By Bo Inkwell",
        *second,
    ]
    (tmp_path / "a.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")
    where = Where(tmp_path)
    commands.index(where)
    assert "left out" not in [finding.kind for finding in commands.doctor(where).findings]
    commands.fix(where, "a.txt:10", ["join"])
    (found,) = [finding for finding in commands.doctor(where).findings if finding.kind == "left out"]
    assert found.places == ("a.txt:12",)
    assert found.what.startswith("6 paragraphs after the text of “Granary to become a library”, ")
    commands.fix(where, "a.txt:10", ["split"])
    assert "left out" not in [finding.kind for finding in commands.doctor(where).findings]


# On the screen ----------------------------------------------------------------------------------------------------------------

HOSTILE = st.text(st.characters() | st.sampled_from("\x1b\x9b\x07\u202e\u200b\n\t"), max_size=30)


@given(st.lists(st.builds(Finding, HOSTILE, HOSTILE, st.lists(HOSTILE, max_size=6).map(tuple), HOSTILE), max_size=9), HOSTILE)
def test_no_form_prints_what_a_terminal_obeys(findings, name):
    """File names and titles in findings and fixes are shown safely by every renderer, and JSON holds them all."""
    diagnosis = Diagnosis(name, len(findings), tuple(findings))
    report = FixReport(tuple(Fixed(f.kind, "date", f.what, f.mend) for f in findings), (), name, applied=True)
    for renderer in (PlainRenderer, RichRenderer):
        for method, value in (("diagnosed", diagnosis), ("fixed", report)):
            out = io.StringIO()
            getattr(renderer(out, Screen(paint=Paint.NOTHING, width=60, height=10**6)), method)(value)
            assert all(character in "\n\t" or sanitize(character) == character for character in out.getvalue())
    out = io.StringIO()
    JsonRenderer(out).diagnosed(diagnosis)
    assert [row["what"] for row in json.loads(out.getvalue())["findings"]] == [finding.what for finding in findings]


def test_an_article_with_several_doubtful_values_is_one_entry():
    """What is not sure of an article is said in one finding, with its title once and one command that keeps all of it."""
    from dataclasses import replace

    from nkdocs.model import Trust

    article = sound(9, authors=("A. B",))
    doubtful = replace(article, title=replace(article.title, trust=Trust.LOW))
    (finding,) = [each for each in examine([doubtful], Disk()) if each.kind == "doubtful value"]
    assert finding.what == "the title “Story 9”, and its author 'A. B', are not sure"
    assert "title='Story 9' author='A. B' if they are right" in finding.mend
