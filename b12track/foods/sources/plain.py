"""Plain CSV with the columns of docs/foods.md; only `name` and `b12_ug_per_100g` are needed."""

from __future__ import annotations

from functools import lru_cache
from operator import itemgetter
from typing import TYPE_CHECKING, Final, NamedTuple

from b12track.errors import InputRefused
from b12track.foods.sources import values
from b12track.foods.sources.format import AboutTable, TableFormat, row_by_row
from b12track.foods.table import (
    COLUMNS,
    DIETS,
    MATRICES,
    ORIGINS,
    QUALITIES,
    Food,
    Portion,
    food_key,
    portions_of,
)

if TYPE_CHECKING:
    from collections.abc import Callable

_NEEDED: Final = ("name", "b12_ug_per_100g")
#: `foods list --csv` prints the origin under its short name.
_OTHER_NAMES: Final = {"origin": "b12_origin", "matrix": "matrix"}
_ALLOWED: Final = (
    ("b12_origin", frozenset(ORIGINS)),
    ("matrix", frozenset(MATRICES)),
    ("diet", frozenset(DIETS)),
    ("data_quality", frozenset(QUALITIES)),
)


def is_header(cells: list[str]) -> bool:
    """Whether these column names are those of a plain table."""
    return all(name in map(str.strip, cells) for name in _NEEDED)


def reader(header: list[str]) -> Callable[[list[str]], Food]:
    """How to read the rows under this header.

    Raises InputRefused for a column that stands twice or that docs/foods.md does not know: a
    misspelt name must not lose its values unseen.
    """
    names = [_OTHER_NAMES.get(cell.strip(), cell.strip()) for cell in header]
    for name in names:
        if name not in COLUMNS:
            raise InputRefused(
                f"the column '{name}' is not one of {', '.join(COLUMNS)}."
                if name
                else "a column has no name."
            )
        if names.count(name) > 1:
            raise InputRefused(f"the column '{name}' stands twice.")
    # A column that is not there is read from an empty cell put after the last one.
    places = {name: names.index(name) if name in names else -1 for name in COLUMNS}
    own = itemgetter(*(places[name] for name in COLUMNS if name not in _OFTEN_ALIKE))
    often_alike = itemgetter(*(places[name] for name in _OFTEN_ALIKE))

    def food(cells: list[str]) -> Food:
        if len(cells) != len(names):
            raise InputRefused(f"{len(cells)} cells where {len(names)} are needed.")
        cells.append("")
        return _food(own(cells), _shared(*often_alike(cells)))

    return food


class _Shared(NamedTuple):
    """What many rows of a table have in common."""

    group: str
    origin: str
    matrix: str
    portions: tuple[Portion, ...]
    default: str
    diet: str
    quality: str
    source: str
    year: int | None
    note: str


#: The columns that `_Shared` is read from, in its order.
_OFTEN_ALIKE: Final = (
    "food_group",
    "b12_origin",
    "matrix",
    "portions",
    "default_portion",
    "diet",
    "data_quality",
    "source",
    "source_year",
    "note",
)


def _food(own: tuple[str, ...], shared: _Shared) -> Food:
    """The food of a row's own cells, in the order of the columns, and of those it shares."""
    code, name, aliases, b12_cell, added_cell, b6, thiamin, source_code = own
    name = values.name_of(name)
    b12 = values.ug(b12_cell) if b12_cell else None
    added = values.part_of(b12, values.ug(added_cell)) if added_cell else None
    group, origin, matrix, portions, default, diet, quality, source, year, note = shared
    return Food(
        values.code_of("csv", code) if code else _code_of(name),
        name,
        _aliases(aliases) if aliases else (),
        group or "imported",
        b12,
        origin or ("fortified" if added else "natural"),
        added,
        "none" if b12 == 0 else matrix or values.matrix_of(group, name, b12, added),
        values.mg(b6) if b6 else None,
        values.mg(thiamin) if thiamin else None,
        portions,
        default,
        diet,
        quality,
        source,
        values.text_of(source_code),
        year,
        note,
    )


@lru_cache(maxsize=5000)
def _shared(*cells: str) -> _Shared:
    group, origin, matrix, portion_cell, default, diet, quality, source, year, note = cells
    _must_be_known((origin, matrix, diet, quality))
    portions = _portions(portion_cell)
    return _Shared(
        values.text_of(group),
        origin,
        matrix,
        portions,
        _default(default, portions),
        diet or "omnivore",
        quality or "label",
        values.text_of(source) or "own table",
        int(year) if year.isascii() and year.isdecimal() and len(year) == 4 else None,
        values.text_of(note),
    )


def _must_be_known(cells: tuple[str, ...]) -> None:
    for cell, (column, allowed) in zip(cells, _ALLOWED, strict=True):
        if cell and cell not in allowed:
            raise InputRefused(f"'{cell[:50]}' is not one of {', '.join(sorted(allowed))}.")
        if cell == "supplement" and column == "b12_origin" and cells[1] not in ("", "crystalline"):
            raise InputRefused("a supplement is crystalline.")


def _code_of(name: str) -> str:
    """A code made of a name's words, behind a prefix that no other table has."""
    return f"csv-{food_key(name).replace(' ', '-').replace('%', 'pct')}"[:100]


def _aliases(cell: str) -> tuple[str, ...]:
    return tuple(values.name_of(part) for part in cell.split(";") if part.strip())


def _portions(cell: str) -> tuple[Portion, ...]:
    known = tuple(portions_of(cell))
    if any(not 1 <= portion.portion_mg <= 5_000_000 for portion in known):
        raise InputRefused("a portion is not between 1 mg and 5 kg.")
    if len({portion.name for portion in known}) != len(known):
        raise InputRefused("a portion stands twice.")
    return known


def _default(name: str, portions: tuple[Portion, ...]) -> str:
    if name and all(name != portion.name for portion in portions):
        raise InputRefused(f"the default portion '{name[:50]}' is not among the portions.")
    return name or (portions[0].name if portions else "")


FORMAT: Final = TableFormat(
    "CSV",
    is_header,
    row_by_row(reader),
    AboutTable("CSV with the columns of foods.md", "`b12_ug_per_100g`; empty is unknown", "yours"),
)
