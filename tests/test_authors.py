"""Names and bylines are told by their shape, and cut at roles, places and handles."""

import pytest

from nkdocs.authors import (
    read_bare_names,
    read_bio,
    read_byline,
    read_end_bio,
    read_footer_byline,
    read_signoff,
)
from nkdocs.named_fields import read_name_in_place, read_named_role


def _texts(byline):
    return [name.text for name in byline.names] if byline is not None else None


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("By Ana Quill", ["Ana Quill"]),
        ("By ANA QUILL and BO INKWELL", ["ANA QUILL", "BO INKWELL"]),
        ("By Ana Quill in Riverton", ["Ana Quill"]),
        ("By Ana Quill, Staff Writer", ["Ana Quill"]),
        ("By Ana Quill, Objects Conservator", ["Ana Quill"]),
        ("Pressemitteilung vom", None),
        ("by Dr. Ana Quill, Professor of Hydraulics, and Bo Inkwell", ["Dr. Ana Quill", "Bo Inkwell"]),
        ("By Ana Quill (@anaquill)", ["Ana Quill"]),
        ("Written by ana quill · 12 Comments", ["ana quill"]),
        ("Posted by Ana Quill | Permalink | 6 Comments", ["Ana Quill"]),
        ("Von Ana van der Berg", ["Ana van der Berg"]),
        ("Par Ana Plume et Léo Plume", ["Ana Plume", "Léo Plume"]),
        ("Text: Ana Quill, Fotos: Bo Bild", ["Ana Quill"]),
        ("// By Ana Quill • Nov 11, 2020", ["Ana Quill"]),
        ("By Ana Quill March 18 at 12:22 PM Follow @anaquill", ["Ana Quill"]),
        ("Gespeichert von ana am 24. Juli", ["ana"]),
        ("River Journal #131 - February   Author: Ana Quill", ["Ana Quill"]),
        ("By 1963, as the Gazette explains:", None),
        ("Eine Analyse von Ana Quill", ["Ana Quill"]),
        ("Von Ana Quill, Hamburg", ["Ana Quill"]),
        ("Von Ana Quill, Bo Inkwell, Hamburg", ["Ana Quill", "Bo Inkwell"]),
        ("By Ana Quill, Bo Inkwell and Cleo", ["Ana Quill", "Bo Inkwell", "Cleo"]),
        ("Autor: Ana Quill, Nördliche Landesanstalt für Flüsse", ["Ana Quill"]),
        ("von Ana Quill Veröffentlicht am 3. Juli", ["Ana Quill"]),
        ("Author Ana Quill", ["Ana Quill"]),
        ("Author Ana Quill drowns in ink", None),
        ("Author unknown", None),
        ("Posted by ben", ["ben"]),
        ("By guest blogger Ana Quill", ["Ana Quill"]),
        ("By Ana QuillNo Comments", ["Ana Quill"]),
        ("Author(s): Ana Quill", ["Ana Quill"]),
        ("Recipe by Ana Quill", ["Ana Quill"]),
        ("Bericht und Fotos: Ana Feder", ["Ana Feder"]),
        ("Von unserer Redakteurin Ana Feder", ["Ana Feder"]),
        ("취재 김서진 인턴기자", ["김서진"]),
        ("By Guest Contributor Ana Quill", ["Ana Quill"]),
        ("Guest post by Ana Quill", ["Ana Quill"]),
        ("As told to Ana Quill", ["Ana Quill"]),
        ("By Ana Quill Leave a Comment", ["Ana Quill"]),
        ("By Ana Quill/Gazette Staff", ["Ana Quill"]),
        ("By ANA QUILL Gazette Staff Writer", ["ANA QUILL"]),
        ("Words by Ana Quill Photography by Bo Bild", ["Ana Quill"]),
        ("WORDS Ana Quill PHOTOGRAPHY Bo Bild", ["Ana Quill"]),
        ("WORDS OF A POET", None),
        ("Propos recueillis par Ana Plume", ["Ana Plume"]),
        ("Rédigé par Ana Plume et publié sur la Toile", ["Ana Plume"]),
        ("Texte de Ana Plume", ["Ana Plume"]),
        ("Pubblicato da Ana Penna alle 14:05", ["Ana Penna"]),
        ("Das Interview führte Ana Feder", ["Ana Feder"]),
        ("Eingestellt von Ana Feder um 14:05", ["Ana Feder"]),
        ("Text und Fotos: Ana Feder", ["Ana Feder"]),
        ("김서진 기자", ["김서진"]),
        ("[강변일보=김서진 기자]", ["김서진"]),
        ("글·사진 김서진 기자", ["김서진"]),
        ("김서진·한유나 기자", ["김서진", "한유나"]),
        ("사건을 취재한 기자", None),
        ("記者 佐藤美咲", ["佐藤美咲"]),
        ("By The Gardeners", ["The Gardeners"]),
        ("By Ana QuillPublished: Apr 5, 2020", ["Ana Quill"]),
        ("By Ana McPublished", ["Ana McPublished"]),
        ("AuthorAna Quill", ["Ana Quill"]),
        ("Authorised Copy Only", None),
        ("By ANA QUILL THE ASSOCIATED PRESS", ["ANA QUILL"]),
        ("By Ana Quill Fox News", ["Ana Quill"]),
        ("By The Associated Press", ["The Associated Press"]),
        ("By Ana Press", ["Ana Press"]),
        ("von am", None),
        ("Von und", None),
        ("By the time we left it was dark", None),
        ("by Ana Quill // 9 Comments", ["Ana Quill"]),
        ("Recipe by: Ana Quill // Old Kitchen | Photography by: Bo Bild", ["Ana Quill"]),
        ("Author's: Ana Quill | Bo Inkwell", ["Ana Quill", "Bo Inkwell"]),
        ("Authors: Ana Quill | Rivers", ["Ana Quill"]),
        ("Author: Ana Quill | Bo Inkwell", ["Ana Quill"]),
        ("by anglers' patience on the bank", None),
        ("来源：新河网作者：王小明", ["王小明"]),
        ("来源：新河网", None),
        ("Redaktur & Reporter : Boy", ["Boy"]),
        ("Penulis: Ana Pena", ["Ana Pena"]),
        ("Oleh Ana Pena", ["Ana Pena"]),
        ("Oleh Ana", None),
        ("Skrevet av Ana Penn", ["Ana Penn"]),
        ("Av Ana Penn", ["Ana Penn"]),
        ("Av elva til havet", None),
        ("Scris de Ana Pană", ["Ana Pană"]),
        ("De Gazeta Râului -", ["Gazeta Râului"]),
        ("De Gazeta Râului", None),
        ("Napisała Ana Pióro", ["Ana Pióro"]),
        ("by post@mill.example (Ana Quill) at", ["Ana Quill"]),
        ("by post@mill.example (mill) at", ["mill"]),
        ('From: "Ana Quill" <ana@mill.example>', ["Ana Quill"]),
        ("From: ana@mill.example (Ana Quill)", ["Ana Quill"]),
        ("From: Harbour Gazette", None),
        ("From: the mill <ana@mill.example> to the harbour", None),
        ("By Ana Quill Bloomberg", ["Ana Quill"]),
        ("By Ana Bloomberg", ["Ana Bloomberg"]),
        ("By Ana Quill Ana Quill", ["Ana Quill"]),
        ("By ANA QUILL-DeMILL, BO INKWELL and CLEO REED", ["ANA QUILL-DeMILL", "BO INKWELL", "CLEO REED"]),
        ("By Ana Quill, RIVER TODAY", ["Ana Quill"]),
        ("By Staff Reporter", None),
        ("Photo by Ana Quill", None),
        ("Standing by the river", None),
    ],
)
def test_a_byline_names_its_writers(line, names):
    """A byline gives the names in it, in order, and a line that is none gives nothing."""
    assert _texts(read_byline(line)) == names


def test_an_address_is_told_from_a_name():
    """An e-mail address after "by" is the poster's, and marked as such."""
    byline = read_byline("By desk@gazette.example")
    assert byline.address_only
    assert _texts(byline) == ["desk@gazette.example"]


@pytest.mark.parametrize(
    ("line", "names", "rule"),
    [
        ("– Ana Quill, Head of Rivers", ["Ana Quill"], "sign-off with a role"),
        ("-- Ana Quill", ["Ana Quill"], "sign-off"),
        ("— Ana", ["Ana"], "first name"),
        ("– Ana, came here in 2010", None, None),
        ("– Bo Inkwell, rescued in the flood of 2017", None, None),
        ("Ana Quill, Head of Rivers", None, None),
    ],
)
def test_a_signoff_has_a_role_of_its_own(line, names, rule):
    """A name after a dash signs, with a role or alone; what somebody did is no role."""
    signed = read_signoff(line)
    assert _texts(signed) == names
    assert rule == (signed.rule if signed else None)


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("Ana Quill", ["Ana Quill"]),
        ("Ana Quill and Bo Inkwell | Guest Columnists", ["Ana Quill", "Bo Inkwell"]),
        ("Reading the masters", None),
        ("Mitteilung vom", None),
        ("섬마을 학교", None),
        ("王小明", ["王小明"]),
        ("欧阳明", ["欧阳明"]),
        ("分享到", None),
        ("要闻", None),
        ("한서진", ["한서진"]),
        ("Ana Quill went to the mill", None),
        ("Ana Quill Senior Harbour Correspondent", ["Ana Quill"]),
        ("Ana Quill Reporting", ["Ana Quill"]),
        ("ANA QUILL Gazette Staff Writer", ["ANA QUILL"]),
        ("Ana Quill Education editor", ["Ana Quill"]),
        ("Ana Quill Education", ["Ana Quill Education"]),
        ("Viel Freude", None),
        ("Ana Quill, Riverton Rowing Ground", ["Ana Quill"]),
        ("佐藤 美咲", ["佐藤 美咲"]),
        ("Riverton Art Museum", None),
        ("Dear Parents,", None),
        ("Story Highlights", None),
        ("North Korea", None),
        ("Privacy Policy", None),
        ("Nouvelle-Zélande", None),
        ("Corée du Sud", None),
        ("Ana Korea", ["Ana Korea"]),
    ],
)
def test_bare_names_are_nothing_but_names(line, names):
    """A line is a bare name only if nothing else is said in it."""
    assert _texts(read_bare_names(line)) == names


def test_a_word_of_publishing_glued_to_a_name_is_no_part_of_it():
    """A page's "Updated:" that is pasted right behind a name is its own word."""
    line = "Ana QuillUpdated: Jul 21, 2022, 19:28"
    assert _texts(read_bare_names(line, ((18, 30),))) == ["Ana Quill"]
    assert _texts(read_bare_names("Ana Preposted Jul 21, 2022", ((14, 26),))) == ["Ana Preposted"]


def test_small_print_and_headings_name_writers():
    """The writer is read from an entry's footer, and from the heading of a biography."""
    assert _texts(read_footer_byline("This entry was posted in Rivers by Ana Quill. Bookmark the permalink.")) == ["Ana Quill"]
    assert _texts(read_bio("About Ana Quill")) == ["Ana Quill"]
    assert read_bio("About the river") is None


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("Ana Quill is a staff writer who covers the harbour.", "Ana Quill"),
        ("Odo Reed ist Redakteur im Hafenbüro.", "Odo Reed"),
        ("Odo Reed Odo Reed est journaliste au port.", "Odo Reed"),
        ("Ana Quill is the oldest ferry on the river.", None),
        ("The harbour is a writer's dream.", None),
    ],
)
def test_a_closing_sentence_introduces_its_writer(line, name):
    """A sentence that begins with a name and gives it a trade of writing introduces the writer."""
    found = read_end_bio(line)
    assert (found.names[0].text if found else None) == name


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("By Ana Quill, Associated Press", ["Ana Quill"]),
        ("By Ana Quill, The Estuary Post", ["Ana Quill"]),
        ("By National Desk", ["National Desk"]),
        ("By Ana Quill Follow @anaquill", ["Ana Quill"]),
        ("By Ana Quill and Bo Inkwell", ["Ana Quill", "Bo Inkwell"]),
    ],
)
def test_for_whom_somebody_writes_is_no_writer(line, names):
    """An office after a name is left out; an office that signs as a whole is the writer."""
    assert [name.text for name in read_byline(line).names] == names


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("Ana Quill | Staff Writer | @anaquill", ["Ana Quill"]),
        ("Ana Quill | ana@gazette.example By Ana Quill | ana@gazette.example", ["Ana Quill"]),
        ("Ana Quill | Bo Inkwell", None),
        ("News | Sports Editor | Opinion", None),
        ("Riverton Museum | @museum", None),
    ],
)
def test_a_role_or_an_address_behind_a_bar_marks_a_name(line, names):
    """A name, a bar, and what the person is or how to write to the person are a byline; other labels in a row are not."""
    assert _texts(read_named_role(line)) == names


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("Ana Quill in Riverton", ["Ana Quill"]),
        ("Ana Quill in Riverton and Bo Inkwell in Old Harbour", ["Ana Quill", "Bo Inkwell"]),
        ("Ana Quill in a boat", None),
        ("Herons in Riverton", None),
    ],
)
def test_a_name_may_have_its_place(line, names):
    """A name of two words and a capitalised place after "in", and nothing else, are read as a writer and where from."""
    assert _texts(read_name_in_place(line)) == names
