"""Whether the day or the month comes first, told by the language and by dates of one reading."""

import pytest

from nkdocs.dates import DayOrder
from nkdocs.day_orders import order_days, order_of_dump
from nkdocs.lines import read_lines

SPANISH = "La alcaldesa ha dicho que el molino no se venderá, y que los vecinos pueden estar tranquilos por ahora. " * 3
ENGLISH = "The mayor has said that the mill will not be sold, and that all who live beside it can be at ease for now. " * 3


@pytest.mark.parametrize(
    ("text", "day"),
    [(SPANISH, "2019-11-06"), (ENGLISH, "2019")],
)
def test_the_language_of_an_article_orders_its_dates(text, day):
    """In Spanish 06/11/2019 is the sixth of November; in English it may be either, so only its year is sure."""
    lines = read_lines(f"A title\n06/11/2019\n{text}")
    order_days(lines)
    assert lines[1].dates[0].date.isoformat() == day


@pytest.mark.parametrize(
    ("text", "order"),
    [(ENGLISH, DayOrder.DMY), (SPANISH, None), ("", DayOrder.DMY)],
)
def test_dates_in_a_language_of_one_order_say_nothing_of_others(text, order):
    """A date that can only be day first orders the dump's others, unless it stands in a language that is always so."""
    assert order_of_dump(f"{text}\n28/09/2020\n{text}") is order


def test_a_dump_is_asked_a_bounded_number_of_times():
    """Many dates in a language of one order leave the dump's order open, and take no longer for each more."""
    assert order_of_dump(f"{SPANISH}\n28/09/2020\n" * 300) is None
