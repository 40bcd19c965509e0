"""Named tuples that cost a start little: `typing.NamedTuple` without compiling for each class.

`typing` compiles the annotation of every field when a class is made, and `collections` the
constructor of every class: together a fourth of what `log` took (docs/decisions.md). Type checkers
see the original.
"""

from __future__ import annotations

from b12track.hints import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable
    from types import CodeType
    from typing import NamedTuple, Self
else:
    from collections import _tuplegetter
    from types import FunctionType

    class _Record(tuple):
        """What all named tuples share, by the names that `collections.namedtuple` gives it."""

        __slots__ = ()

        @classmethod
        def _make(cls, values: Iterable[object]) -> Self:
            """The record of these values; raises TypeError where their number is another."""
            record = tuple.__new__(cls, values)
            if len(record) != len(cls._fields):
                raise TypeError(f"Expected {len(cls._fields)} arguments, got {len(record)}")
            return record

        def _replace(self, /, **values: object) -> Self:
            """The same with other values for these fields; raises ValueError for another name."""
            record = tuple.__new__(type(self), map(values.pop, self._fields, self))
            if values:
                raise ValueError(f"Got unexpected field names: {list(values)!r}")
            return record

        __replace__ = _replace

        def _asdict(self) -> dict[str, Any]:
            """Field → value."""
            return dict(zip(self._fields, self, strict=True))

        def __repr__(self) -> str:
            values = ", ".join(f"{name}={value!r}" for name, value in self._asdict().items())
            return f"{type(self).__name__}({values})"

        def __getnewargs__(self) -> tuple[Any, ...]:
            return tuple(self)

    class _FromAnnotations(type):
        """Makes the tuple of the annotated names; mypy sees to it that defaults come last."""

        def __new__(cls, name: str, _bases: tuple[type, ...], body: dict[str, Any]) -> type:
            fields = tuple(body["__annotations__"])
            defaults = {field: body[field] for field in fields if field in body}
            body |= {field: _tuplegetter(place, "") for place, field in enumerate(fields)}
            body |= {
                "__new__": _constructor(fields, tuple(defaults.values())),
                "__slots__": (),
                "__match_args__": fields,
                "_fields": fields,
                "_field_defaults": defaults,
            }
            return type(name, (_Record,), body)

    def _constructor(fields: tuple[str, ...], defaults: tuple[Any, ...]) -> FunctionType:
        """`__new__` of these arguments; compiled once for each number of them, then renamed."""
        code = _codes.get(len(fields))
        if code is None:
            names = ", ".join(f"_{place}" for place in range(len(fields)))
            source = f"lambda _cls, {names}: _new(_cls, ({names},))"
            code = _codes[len(fields)] = eval(source).__code__  # noqa: S307 - our own words
        renamed = code.replace(co_varnames=("_cls", *fields), co_name="__new__")
        return FunctionType(renamed, {"_new": tuple.__new__}, "__new__", defaults)

    #: How many fields → the constructor of so many.
    _codes: dict[int, CodeType] = {}

    NamedTuple = type.__new__(_FromAnnotations, "NamedTuple", (), {})

__all__ = ["NamedTuple"]
