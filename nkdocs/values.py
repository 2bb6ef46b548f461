"""Data classes that cost little to make: `dataclass` as the standard library has it, for classes like ours.

The library writes and compiles half a dozen methods for every class when its module is loaded: of a search that takes a tenth
of a second, that was a third, for sixty classes of which it uses ten. Here methods are shared, and the one that is worth
compiling, ``__init__``, is compiled when the first value is made. All else is the same: what `fields`, `replace`, `asdict` and
`astuple` of `dataclasses` give, patterns, equality, order, hashing, and that a frozen value cannot be changed.

Not supported, because nobody here uses it: inheritance between such classes, `InitVar`, and keyword-only fields.
"""

from __future__ import annotations

import dataclasses
import operator
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

__all__ = ["dataclass"]

T = TypeVar("T")

if TYPE_CHECKING:
    from dataclasses import dataclass
else:

    def dataclass(*, frozen: bool = False, slots: bool = False, order: bool = False) -> Callable[[type[T]], type[T]]:
        """Make a class of fields out of one with annotations. See `dataclasses.dataclass`."""

        def make(cls: type[T]) -> type[T]:
            return _make(cls, frozen=frozen, slots=slots, order=order)

        return make


def _make(cls: Any, *, frozen: bool, slots: bool, order: bool) -> Any:  # noqa: ANN401  # classes of all kinds
    fields = {name: _field(cls, name, kind) for name, kind in cls.__annotations__.items()}
    space = dict(cls.__dict__)
    for name, row in fields.items():
        if slots or row.default is dataclasses.MISSING:
            space.pop(name, None)
    compared = [name for name, row in fields.items() if row.compare]
    space |= {"__dataclass_fields__": fields, "__match_args__": tuple(fields), "_compared": _getter(compared)}
    space.setdefault("__repr__", _repr)
    space |= {"__eq__": _eq, "__hash__": _hash if frozen else None}
    if frozen:
        space |= {"__setattr__": _refuse_to_set, "__delattr__": _refuse_to_delete, "__reduce__": _reduce}
    if order:
        space |= {f"__{name}__": _comparison(getattr(operator, name)) for name in ("lt", "le", "gt", "ge")}
    if slots:
        space |= {"__slots__": tuple(fields)}
    for name in ("__dict__", "__weakref__"):  # of the class as it was
        space.pop(name, None)
    made = type(cls)(cls.__name__, cls.__bases__, space)
    made.__qualname__ = cls.__qualname__
    made.__init__ = _first_init(made, fields, frozen=frozen)
    return made


def _field(cls: type, name: str, kind: str) -> Any:  # noqa: ANN401  # a generic type that its users never see
    default = cls.__dict__.get(name, dataclasses.MISSING)
    row: Any = default if isinstance(default, dataclasses.Field) else dataclasses.field(default=default)
    row.name, row.type = name, kind  # a string until somebody asks
    row._field_type = dataclasses._FIELD  # type: ignore[attr-defined]  # noqa: SLF001  # what `dataclasses.fields` looks for
    return row


def _getter(names: list[str]) -> Callable[[object], Any]:
    if not names:
        return staticmethod(lambda _: ())
    return operator.attrgetter(*names)


def _first_init(cls: Any, fields: dict[str, Any], *, frozen: bool) -> Callable[..., None]:  # noqa: ANN401  # the same
    """What makes the first value of a class, and writes the class's own ``__init__`` for all others."""

    def init(self: object, *args: object, **kwargs: object) -> None:
        cls.__init__ = _write_init(cls, fields, frozen=frozen)
        cls.__init__(self, *args, **kwargs)

    return init


def _write_init(cls: Any, fields: dict[str, Any], *, frozen: bool) -> Callable[..., None]:  # noqa: ANN401  # the same
    names: dict[str, Any] = {"_set": object.__setattr__, "_missing": dataclasses.MISSING}
    arguments, lines = ["self"], []
    for name, row in fields.items():
        value = name
        if row.default is not dataclasses.MISSING:
            names[f"_default_{name}"] = row.default
            arguments.append(f"{name}=_default_{name}")
        elif row.default_factory is not dataclasses.MISSING:
            names[f"_make_{name}"] = row.default_factory
            arguments.append(f"{name}=_missing")
            value = f"_make_{name}() if {name} is _missing else {name}"
        else:
            arguments.append(name)
        lines.append(f"  _set(self, {name!r}, {value})" if frozen else f"  self.{name} = {value}")
    if hasattr(cls, "__post_init__"):
        lines.append("  self.__post_init__()")
    exec(f"def __init__({', '.join(arguments)}):\n" + "\n".join(lines or ["  pass"]), names)  # noqa: S102  # our own names only
    written: Callable[..., None] = names["__init__"]
    written.__qualname__ = f"{cls.__qualname__}.__init__"
    return written


def _eq(self: Any, other: Any) -> Any:  # noqa: ANN401  # methods of any class
    if other.__class__ is not self.__class__:
        return NotImplemented
    return self._compared(self) == self._compared(other)


def _hash(self: Any) -> int:  # noqa: ANN401  # the same
    return hash((self.__class__, self._compared(self)))


def _comparison(how: Callable[[Any, Any], bool]) -> Callable[[Any, Any], Any]:
    def compare(self: Any, other: Any) -> Any:  # noqa: ANN401  # the same
        if other.__class__ is not self.__class__:
            return NotImplemented
        return how(self._compared(self), self._compared(other))

    return compare


def _repr(self: Any) -> str:  # noqa: ANN401  # the same
    shown = (f"{name}={getattr(self, name)!r}" for name, row in self.__dataclass_fields__.items() if row.repr)
    return f"{self.__class__.__qualname__}({', '.join(shown)})"


def _refuse_to_set(_self: object, name: str, _value: object) -> None:
    raise dataclasses.FrozenInstanceError(f"cannot assign to field {name!r}")


def _refuse_to_delete(_self: object, name: str) -> None:
    raise dataclasses.FrozenInstanceError(f"cannot delete field {name!r}")


def _reduce(self: Any) -> tuple[Any, ...]:  # noqa: ANN401  # the same
    return self.__class__, tuple(getattr(self, name) for name in self.__dataclass_fields__)
