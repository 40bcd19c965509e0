"""Open Food Facts: what people typed from labels; vitamins are in grams, a million times the µg."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from b12track.errors import InputRefused
from b12track.foods.sources import values
from b12track.foods.sources.format import AboutTable, TableFormat, row_by_row
from b12track.foods.sources.header import as_wide
from b12track.quantity import NG_PER_UG

if TYPE_CHECKING:
    from b12track.foods.sources.header import Reader
    from b12track.foods.table import Food, Portion

SOURCE: Final = "Open Food Facts"
NG_PER_G: Final = 1_000_000 * NG_PER_UG
_NEEDED: Final = ("code", "product_name", "vitamin-b12_100g")
_WANTED: Final = (
    *_NEEDED,
    "brands",
    "serving_size",
    "serving_quantity",
    "ingredients_text",
    "ingredients_analysis_tags",
    "vitamin-b6_100g",
    "vitamin-b1_100g",
    "pnns_groups_2",
    "last_modified_datetime",
)
_SERVING: Final = re.compile(r"1 ([a-z][a-z ]{1,30}?) ?\(", re.IGNORECASE)


def is_header(cells: list[str]) -> bool:
    """Whether these are columns of an Open Food Facts export."""
    return all(name in cells for name in _NEEDED)


def reader(header: list[str]) -> Reader:
    """How to read the rows under this header."""
    for name in _WANTED:
        if header.count(name) > 1:
            raise InputRefused(f"the column '{name}' stands twice.")
    places = [header.index(name) if name in header else -1 for name in _WANTED]
    width = len(header)
    return lambda cells: _food(as_wide(cells, width), places)


def _food(cells: list[str], places: list[int]) -> Food | None:
    row = [cells[place] if place >= 0 else "" for place in places]
    code, name, b12, brands, serving, grams = row[:6]
    ingredients, tags, b6, thiamin, group, changed = row[6:]
    number = code.strip()
    identity = values.Identity(
        values.code_of("off", number),
        values.name_of(_named(name, brands, number)),
        group.strip().lower() or "product",
        SOURCE,
        number,
        int(changed[:4]) if changed[:4].isascii() and changed[:4].isdecimal() else None,
    )
    contents = values.Contents(
        values.amount(b12, NG_PER_G),
        b6_ng=values.amount(b6, NG_PER_G),
        thiamin_ng=values.amount(thiamin, NG_PER_G),
    )
    food = values.food(identity, contents, _portions(serving, grams), _diet(tags), "label")
    return values.fortified(food) if values.is_b12_added(ingredients) else food


def _named(name: str, brands: str, number: str) -> str:
    """The product with its first brand, which is what tells it from a thousand others."""
    brand = brands.partition(",")[0].strip()
    name = name.strip() or f"product {number}"
    return name if not brand or brand.lower() in name.lower() else f"{name}, {brand}"


def _portions(serving: str, grams: str) -> tuple[Portion, ...]:
    """The serving, under its own name too where it says one: "1 muffin (65 g)"."""
    named = _SERVING.match(serving.strip())
    own = values.portion("1", named.group(1), grams.strip()) if named else None
    return values.unlike([values.portion("1", "serving", grams.strip()), own])


def _diet(tags: str) -> str:
    """Vegan or vegetarian only where the site's analysis of the ingredients says so."""
    known = tags.split(",")
    if "en:vegan" in known:
        return "vegan"
    return "vegetarian" if "en:vegetarian" in known else "omnivore"


FORMAT: Final = TableFormat(
    SOURCE,
    is_header,
    row_by_row(reader),
    AboutTable(
        "Open Food Facts, the table with tabs, packed or not",
        "grams in 100 g; implausible values are refused",
        "ODbL",
    ),
    is_bare=True,
)
