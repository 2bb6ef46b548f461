"""Names are told by their shape, and cut at roles, offices, places and handles."""

import pytest

from nkdocs.people import ends_with_role, is_office, is_role, read_names


def test_names_are_where_they_say():
    """The span of a name is where it stands in the line."""
    line = "By Ana Quill and Bo Inkwell"
    assert [line[name.start : name.end] for name in read_names(line, 3)] == ["Ana Quill", "Bo Inkwell"]


def test_roles_are_no_names():
    """What somebody is is told from who somebody is."""
    assert is_role("Staff Engineer")
    assert not is_role("Ana Quill")
    assert is_role("Editor-in-Chief")
    assert ends_with_role("Senior Harbour Correspondent")
    assert not ends_with_role("Harbour Street")


@pytest.mark.parametrize(
    ("piece", "names"),
    [
        ("KRVT River News", ["KRVT River News"]),
        ("KRV STAFF", ["KRV STAFF"]),
        ("The Post's Editorial Writers", ["The Post's Editorial Writers"]),
        ("Ana Quill Staff Writer", ["Ana Quill"]),
        ("Ana Quill, RIVER TODAY", ["Ana Quill"]),
        ("ANA QUILL, BO INKWELL", ["ANA QUILL", "BO INKWELL"]),
        ("Ana (A.B.) Quill", ["Ana (A.B.) Quill"]),
        ("Picasa", []),
        ("Dear Readers", []),
    ],
)
def test_an_office_that_signs_as_a_whole_is_one_name(piece, names):
    """After a word of byline an office is a name, a paper behind a name is none, and neither is a program or a greeting."""
    assert [name.text for name in read_names(piece, explicit=True)] == names


def test_offices_are_told_from_people():
    """What somebody writes for has a word that offices have."""
    assert is_office("Riverton University")
    assert not is_office("Ana Quill")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Mrs. J. Quill, Old Mill", "Mrs. J. Quill"),
        ("ANA QUILL ASSISTANT CONSUMER EDITOR FOR RIVERS.COM", "ANA QUILL"),
        ("Mrs", ""),
    ],
)
def test_titles_and_offices_beside_a_name_in_a_byline(text, name):
    """The dot of a title ends no name, capitals hide no office, and a title alone is no name."""
    assert "".join(found.text for found in read_names(text, explicit=True)[:1]) == name
