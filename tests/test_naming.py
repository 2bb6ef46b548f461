"""A name is split only where it is certain which part is the family's."""

import pytest

from nkdocs.names import FAMILY_NAMES
from nkdocs.naming import GIVEN_NAMES, split_name


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("Lindsey Miller", ("Lindsey", "Miller")),
        ("Jennifer Kim", ("Jennifer", "Kim")),
        ("Jean-Luc Aufranc", ("Jean-Luc", "Aufranc")),
        ("NICHOLAS BAKALAR", ("NICHOLAS", "BAKALAR")),
        ("J. K. Rowling", ("J. K.", "Rowling")),
        ("J.E. Stone", ("J.E.", "Stone")),
        ("John F. O’Brien", ("John F.", "O’Brien")),
        ("Loïc Dupont-Aignan", ("Loïc", "Dupont-Aignan")),
    ],
)
def test_a_name_that_begins_with_a_known_given_name_is_split(name, parts):
    """Given names and initials first, then one family name, each as printed."""
    assert split_name(name) == parts


@pytest.mark.parametrize(
    "name",
    [
        "Kim Jong Un", "Kim Blake", "김철수", "山田 太郎", "Orbán Viktor", "Nguyễn Văn An", "Loïc Le Clerc",
        "Ludwig van Beethoven",
        "Amnesty International", "Associated Press", "World Bank", "Martin Luther King Jr.", "Prince", "joshua becker", "A. B.",
        "The Minimalists", "Robert Bosch Foundation", "Simon and Garfunkel", "Miller, Lindsey", "Md Aynal Haque", "Maria 2", "",
        "Иван Петров", "Human Rights Watch", "St. John News",
    ],
)  # fmt: skip
def test_any_other_name_stays_as_printed(name):
    """Family names first, offices, particles, single names, other scripts: nobody is turned round by guessing."""
    assert split_name(name) is None


def test_no_family_name_is_in_the_table():
    """A name that families of Korea have would turn round whoever writes it first."""
    assert not GIVEN_NAMES & FAMILY_NAMES


def test_the_table_is_in_small_plain_letters():
    """As the words that are looked up in it."""
    assert all(name.isascii() and name.isalpha() and name.islower() for name in GIVEN_NAMES)
