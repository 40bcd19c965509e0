"""The header of a foreign table: where its columns stand and in which units; nothing is guessed."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from b12track.errors import InputRefused
from b12track.quantity import NG_PER_MG, NG_PER_UG

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from b12track.foods.table import Food

    #: How the rows under a header are read: cells in, a food out, None for a line without one.
    Reader = Callable[[list[str]], Food | None]

#: How tables write the microgram; the micro sign and the Greek letter are two characters.
MICROGRAMS: Final = ("\u00b5g", "\u03bcg", "ug", "mcg")


def columns(header: list[str], wanted: Mapping[str, tuple[str, ...]]) -> dict[str, int]:
    """Where the wanted columns stand, -1 for one that is not there.

    A header cell is meant when its words begin with the wanted ones: editions differ in line
    breaks and units. Raises InputRefused where two cells could be meant.
    """
    places = {}
    for name, beginnings in wanted.items():
        places_of = [place for place, cell in enumerate(header) if _begins(cell, beginnings)]
        if len(places_of) > 1:
            raise InputRefused(f"the column '{header[places_of[0]].strip()}' stands twice.")
        places[name] = places_of[0] if places_of else -1
    return places


def has_columns(
    header: list[str], wanted: Mapping[str, tuple[str, ...]], needed: Sequence[str]
) -> bool:
    """Whether a header has every needed column."""
    return all(any(_begins(cell, wanted[name]) for cell in header) for name in needed)


def _begins(cell: str, beginnings: tuple[str, ...]) -> bool:
    words = _words(cell) if len(cell) < 200 else ""
    return any(words == begin or words.startswith(f"{begin} ") for begin in beginnings)


def _words(cell: str) -> str:
    """The words of a header cell without case, accents and marks; plurals stay."""
    return " ".join(re.sub(r"[\W_]+", " ", cell.lower()).split())


def must_be_in(header: list[str], place: int, units: tuple[str, ...]) -> None:
    """Refuses a column whose unit is not the expected one; units are never inferred."""
    if place < 0:
        return
    words = " ".join(header[place].split())
    if not _is_in(words, units):
        raise InputRefused(f"the column '{words}' is not in {units[0]}.")


def columns_in_ug_and_mg(
    header: list[str], wanted: Mapping[str, tuple[str, ...]]
) -> dict[str, int]:
    """Where the wanted columns stand; refused where B12 is not in µg, or B6 or B1 not in mg."""
    places = columns(header, wanted)
    must_be_in(header, places["b12"], MICROGRAMS)
    for name in ("b6", "thiamin"):
        must_be_in(header, places[name], ("mg",))
    return places


def _is_in(words: str, units: tuple[str, ...]) -> bool:
    return any(re.search(rf"(?<![\w]){re.escape(unit)}(?!\w)", words) for unit in units)


def unit_ng(header: list[str], place: int) -> int:
    """Nanograms in the unit that a column's name says, µg or mg; refused where it says neither.

    >>> unit_ng(["VITB6 Vitamin B6 [µg/100g]"], 0), unit_ng(["Thiamin (mg)"], 0)
    (1000, 1000000)
    """
    words = " ".join(header[place].split())
    is_ug, is_mg = _is_in(words, MICROGRAMS), _is_in(words, ("mg",))
    if is_ug == is_mg:
        raise InputRefused(f"the column '{words}' is neither in µg nor in mg.")
    return NG_PER_UG if is_ug else NG_PER_MG


def as_wide(cells: list[str], width: int) -> list[str]:
    """The cells, refused where the row is shorter or longer than the header."""
    if len(cells) != width:
        raise InputRefused(f"{len(cells)} cells where {width} are needed.")
    return cells


def by_name(
    header: list[str], places: Mapping[str, int], food_of: Callable[[dict[str, str]], Food | None]
) -> Reader:
    """Reads rows by the names of their columns; "" is the cell of a column that is not there."""

    def read(cells: list[str]) -> Food | None:
        row = as_wide(cells, len(header))
        return food_of({name: row[at].strip() if at >= 0 else "" for name, at in places.items()})

    return read
