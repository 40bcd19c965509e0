"""Named tuples that cost a start little: `typing.NamedTuple` without a look at the annotations.

`typing` compiles the annotation of every field when a class is made, a sixth of what `log` took
(docs/decisions.md). Type checkers see the original.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from typing import NamedTuple
else:
    from collections import namedtuple

    class _FromAnnotations(type):
        """Makes the tuple of the annotated names; mypy sees to it that defaults come last."""

        def __new__(cls, name: str, _bases: tuple[type, ...], body: dict[str, Any]) -> type:
            fields = body["__annotations__"]
            defaults = [body[field] for field in fields if field in body]
            made = namedtuple(name, fields, defaults=defaults, module=body["__module__"])
            for key, value in body.items():
                if key not in fields and key != "__module__":
                    setattr(made, key, value)
            return made

    NamedTuple = type.__new__(_FromAnnotations, "NamedTuple", (), {})

__all__ = ["NamedTuple"]
