"""Yazio's exporter, days.json beside products.json: nutrients in 1 g, their unit not said."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from b12track.diary.exchange import cells, files
from b12track.diary.exchange.format import About, Asked, Format
from b12track.diary.exchange.servings import Row, Serving, amount_of, name_of, occasion_of
from b12track.errors import InputRefused
from b12track.foods.sources.folders import Folder
from b12track.quantity import DOSE_NG, MG_PER_G, plain, whole

if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal

_B12: Final = "vitamin.b12"
_DAYS, _PRODUCTS = "days.json", "products.json"


def is_export(folder: Folder) -> bool:
    """Whether the files of the exporter lie in a folder or zip."""
    return {_DAYS, _PRODUCTS} <= set(folder.names)


def rows(folder: Folder, asked: Asked) -> Iterator[Row]:
    """The foods of each day; recipes and quick entries carry no B12 and are unknown.

    Raises InputRefused until the unit of the B12 is said: public sources disagree on it.
    """
    days, products = (_document(folder, name) for name in (_DAYS, _PRODUCTS))
    unit = asked.b12_unit
    if unit is None:
        raise InputRefused(f"{folder.path}: {_question(products)}")
    return _servings(folder, days, products, DOSE_NG[unit])


def _document(folder: Folder, name: str) -> files.Record:
    raw, _, called = folder.raw(name)
    document = files.json_file(raw, called).document
    if not isinstance(document, dict):
        raise InputRefused(f"{called} is no list by name.")
    return document


def _question(products: files.Record) -> str:
    """What has to be asked, with what the richest product would hold in either unit."""
    amounts = [
        (amount, files.text(product.get("name"), "name"))
        for product in products.values()
        for amount in [files.number(_nutrients(product).get(_B12), _B12)]
        if amount
    ]
    question = "Yazio does not say the unit of its B12: say --b12-unit µg or --b12-unit mg."
    if not amounts:
        return question
    amount, name = max(amounts)
    in_100_g = plain(amount * 100)
    return f"{question} 100 g of {name} would hold {in_100_g} µg, or {in_100_g} mg."


def _nutrients(product: Any) -> files.Record:  # noqa: ANN401 - whatever stands in the document
    nutrients = product.get("nutrients") if isinstance(product, dict) else None
    return nutrients if isinstance(nutrients, dict) else {}


def _servings(
    folder: Folder, days: files.Record, products: files.Record, unit_ng: Decimal
) -> Iterator[Row]:
    name = f"{folder.path}/{_DAYS}"
    eaten = [serving for day, content in days.items() for serving in _eaten_on(name, day, content)]
    return files.each(
        name, eaten, lambda number, serving: _serving(number, serving, products, unit_ng)
    )


def _eaten_on(name: str, day: str, content: object) -> list[files.Record]:
    """What the lists of one day hold, each with its day and the name of its list."""
    consumed = content.get("consumed") if isinstance(content, dict) else None
    if not isinstance(consumed, dict):
        raise InputRefused(f"{name}: {day} is no day.")
    return [
        {"day": day, "kind": kind, "fields": fields}
        for kind, several in consumed.items()
        if isinstance(several, list)
        for fields in several
    ]


def _serving(number: int, eaten: files.Record, products: files.Record, unit_ng: Decimal) -> Serving:
    day, fields = cells.day(eaten["day"]), eaten["fields"]
    if not isinstance(fields, dict):
        raise InputRefused("this is no record.")
    product = products.get(str(fields.get("product_id")), {})
    amount = files.number(fields.get("amount"), "amount")
    per_g = files.number(_nutrients(product).get(_B12), _B12)
    is_known = eaten["kind"] == "products" and amount is not None and per_g is not None
    grams = amount if product.get("base_unit") == "g" else None
    portion_mg = whole(grams * MG_PER_G) if grams else None
    identity = files.text(fields.get("id"), "id")
    return Serving(
        line=number,
        day=day,
        food=name_of(
            files.text(product.get("name") or fields.get("name"), "name") or "unnamed food",
            "the food's name",
        ),
        amount=_amount(fields, amount, product),
        b12_ng=whole((amount or 0) * (per_g or 0) * unit_ng) if is_known else None,
        occasion=occasion_of(files.text(fields.get("daytime"), "daytime")),
        portion_mg=portion_mg if portion_mg and 1 <= portion_mg <= 5_000_000 else None,
        named=(identity or number,),
    )


def _amount(fields: files.Record, amount: Decimal | None, product: files.Record) -> str:
    """The amount in the app's words: "1 glass", "250 ml"."""
    count = files.number(fields.get("serving_quantity"), "serving_quantity")
    serving = files.text(fields.get("serving"), "serving")
    if serving and count is not None:
        return amount_of(f"{plain(count)} {serving}")
    unit = files.text(product.get("base_unit"), "base_unit")
    return amount_of(f"{plain(amount)} {unit}" if amount is not None else "")


_ABOUT: Final = About(
    "Yazio's exporter, a folder or zip with `days.json` and `products.json`",
    "one entry a food",
    "in the unit that `--b12-unit` says; recipes and quick entries are unknown",
    "grams",
)
FORMAT: Final = Format("yazio", "Yazio", Folder, is_export, rows, _ABOUT)
