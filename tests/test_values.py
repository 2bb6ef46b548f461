"""Our data classes are what the standard library's are, as far as we use them."""

import dataclasses
import pickle
from dataclasses import FrozenInstanceError, asdict, astuple, field, fields, replace
from typing import Generic, TypeVar

import pytest

from nkdocs.values import dataclass

V = TypeVar("V")


def make(decorator):
    """A frozen class with every kind of field, made by a decorator."""

    @decorator(frozen=True, slots=True, order=True)
    class Point:
        """A point."""

        x: int
        y: int = 2
        tags: tuple[str, ...] = field(default=(), compare=False)
        names: list[str] = field(default_factory=list, compare=False, repr=False)

        def __post_init__(self):
            if self.x < 0:
                raise ValueError("x is negative")

        @property
        def total(self):
            return self.x + self.y

    return Point


OURS, THEIRS = make(dataclass), make(dataclasses.dataclass)


@pytest.mark.parametrize(
    "question",
    [
        lambda point: repr(point(1)),
        lambda point: (point(1) == point(1), point(1) == point(2), point(1, tags=("a",)) == point(1)),
        lambda point: (point(1) < point(1, 3), repr(sorted([point(3), point(2), point(2, 1)])), point(1) >= point(1)),
        lambda point: point(1) == (1, 2),
        lambda point: hash(point(1)) == hash(point(1, tags=("a",))),
        lambda point: len({point(1), point(1), point(2)}),
        lambda point: [(row.name, row.type, row.repr, row.compare) for row in fields(point)],
        lambda point: (asdict(point(1)), astuple(point(1))),
        lambda point: repr(replace(point(1), y=5, names=["a"])),
        lambda point: (point(1).names is point(1).names, point.__match_args__, point(4).total, point.__doc__),
        lambda point: (hasattr(point(1), "__dict__"), point.__slots__, point.__qualname__.split(".")[-1]),
    ],
)
def test_ours_answer_as_theirs(question):
    """What is asked of a class of ours is answered as the library's own would."""
    assert question(OURS) == question(THEIRS)


@pytest.mark.parametrize(
    ("attempt", "error"),
    [
        (lambda point: point(), TypeError),
        (lambda point: point(1, 2, (), [], 5), TypeError),
        (lambda point: point(1, z=2), TypeError),
        (lambda point: point(-1), ValueError),
        (lambda point: setattr(point(1), "x", 2), FrozenInstanceError),
        (lambda point: delattr(point(1), "x"), FrozenInstanceError),
        (lambda point: point(1) < 3, TypeError),
    ],
)
def test_ours_refuse_what_theirs_refuse(attempt, error):
    """What the library's classes raise, ours raise: for the first value made, and for later ones."""
    for kind in (make(dataclass), OURS, THEIRS):
        with pytest.raises(error):
            attempt(kind)


@dataclass(slots=True)
class Box(Generic[V]):
    """A class at the top of a module, that can be changed."""

    value: V
    count: int = 0


@dataclass(frozen=True, slots=True)
class Nothing:
    """A class without fields."""


def test_values_can_be_sent_and_changed():
    """A value goes through pickle as it is; one that is not frozen can be changed, and has no hash."""
    assert pickle.loads(pickle.dumps([Box(1), Nothing()])) == [Box(1), Nothing()]  # noqa: S301  # our own
    assert {Nothing()} == {Nothing()}
    box = Box[str]("a")
    box.count += 1
    assert box == Box("a", 1)
    with pytest.raises(TypeError, match="unhashable"):
        hash(box)
    match box:
        case Box(value, count):
            assert (value, count) == ("a", 1)
