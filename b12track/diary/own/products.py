"""Products a person takes, with what their labels say of one tablet."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from b12track.diary import journal
from b12track.diary.storage import rows
from b12track.errors import InputRefused
from b12track.foods.table import Food, Portion, food_key
from b12track.quantity import MG_PER_G
from b12track.record import NamedTuple

if TYPE_CHECKING:
    import sqlite3

#: Supplements weigh one nominal gram a tablet, so 100 g are 100 tablets (docs/foods.md).
_TABLETS: Final = 100
_UNITS: Final = ("tablet", "capsule", "pill", "lozenge", "spray", "drop", "gummy", "dose")


class Product(NamedTuple):
    """A product; amounts in nanograms per tablet, None where the label says nothing."""

    product_id: int
    name: str
    name_key: str
    form: str | None
    b12_ng: int
    b6_ng: int | None
    thiamin_ng: int | None
    folic_acid_ng: int | None


class Label(NamedTuple):
    """What a label says of one tablet, in nanograms; None where it says nothing."""

    form: str | None
    b12_ng: int
    b6_ng: int | None
    thiamin_ng: int | None
    folic_acid_ng: int | None


def product(connection: sqlite3.Connection, name: str) -> Product | None:
    """The product of this name, compared as foods are, or None."""
    records = rows.records(connection, "product", Product, "name_key = ?", (food_key(name),))
    return records[0] if records else None


def products(connection: sqlite3.Connection) -> list[Product]:
    """Every product, by name."""
    return rows.records(connection, "product", Product, "1 ORDER BY name_key")


def keep(connection: sqlite3.Connection, act_id: int, name: str, label: Label) -> Product:
    """Writes a product, or its new label; entries made before keep what they were."""
    key = food_key(name)
    if not key or len(name) > 100:
        raise InputRefused("A product's name has 1 to 100 characters.")
    known = product(connection, name)
    if known is None:
        values = {"name": name, "name_key": key, **label._asdict()}
        journal.add(connection, act_id, "product", values)
    elif Label(*known[3:]) != label:
        journal.change(connection, act_id, ("product", known.product_id), dict(label._asdict()))
    kept = product(connection, name)
    assert kept is not None  # noqa: S101 - it was written two lines above
    return kept


def code_of(product: Product) -> str:
    """The food code of entries of this product, by its name."""
    return f"product-{product.name_key.replace(' ', '-')}"[:100]


def as_food(product: Product, year: int) -> Food:
    """The product as a food, so that it is weighed, saved and summed like any other.

    `year` is when the label was read.
    """

    def per_100g(ng: int | None) -> int | None:
        return None if ng is None else ng * _TABLETS

    return Food(
        food_code=code_of(product),
        name=product.name,
        aliases=(),
        food_group="supplement",
        b12_ng_per_100g=product.b12_ng * _TABLETS,
        b12_origin="supplement",
        b12_added_ng_per_100g=product.b12_ng * _TABLETS,
        matrix="crystalline" if product.b12_ng else "none",
        b6_ng_per_100g=per_100g(product.b6_ng),
        thiamin_ng_per_100g=per_100g(product.thiamin_ng),
        portions=tuple(Portion(name, MG_PER_G) for name in _UNITS),
        default_portion="tablet",
        diet="omnivore",
        data_quality="label",
        source="own label",
        source_code="per tablet",
        source_year=year,
        note="",
    )


def food_of(connection: sqlite3.Connection, food_code: str, year: int) -> Food | None:
    """The product with this food code, as a food, or None."""
    matching = (label for label in products(connection) if code_of(label) == food_code)
    return next((as_food(label, year) for label in matching), None)
