"""OpenNutriTracker's user_intake, as JSON or CSV, which its zip both holds: B12 in 100 g."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Final

from b12track.diary.exchange import cells, files
from b12track.diary.exchange.files import JsonFile
from b12track.diary.exchange.format import About, Asked, Format
from b12track.diary.exchange.servings import Row, Serving, amount_of, name_of, occasion_of
from b12track.diary.exchange.tables import Table, with_columns
from b12track.errors import InputRefused
from b12track.quantity import MASS_MG, MG_PER_G, VOLUME_ML, plain, unit, whole

if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal

WORD: Final = "opennutritracker"
_FIELDS: Final = ("id", "dateTime", "amount", "unit", "meal")
#: Column of the CSV → field of an intake and of its meal in JSON.
_COLUMNS: Final = {
    "id": "id",
    "date_time": "dateTime",
    "type": "type",
    "amount": "amount",
    "unit": "unit",
}
_MEAL_COLUMNS: Final = {
    "meal_name": "name",
    "meal_brands": "brands",
    "meal_source": "source",
    "meal_serving_quantity": "servingQuantity",
    "meal_serving_unit": "servingUnit",
    "meal_data_version": "dataVersion",
}
_NUTRIENT_COLUMNS: Final = {
    "vitamin_b12_per_100g": "vitaminB12100",
    "vitamin_b6_per_100g": "vitaminB6100",
}
_NUMBERS: Final = ("amount", "servingQuantity", "dataVersion", "vitaminB12100", "vitaminB6100")
_NG_PER_G: Final = 1_000_000_000
#: Units of the app, of which only oz and serving are not grams or millilitres.
_OUNCES: Final = {"oz": MASS_MG["oz"], "fl.oz": VOLUME_ML["fl oz"] * MG_PER_G}


def is_intakes(file: JsonFile) -> bool:
    """Whether a document is a list of intakes."""
    first = file.document[0] if isinstance(file.document, list) and file.document else None
    return isinstance(first, dict) and all(name in first for name in _FIELDS)


def rows(file: JsonFile, asked: Asked) -> Iterator[Row]:
    """The intakes of user_intake.json in their order."""
    return files.each(
        file.name, file.document, lambda number, intake: _serving(number, intake, asked)
    )


def table_rows(table: Table, asked: Asked) -> Iterator[Row]:
    """The intakes of user_intake.csv in their order."""

    groups = [
        [(field, place) for column, field in columns.items() for place in [table.place(column)]]
        for columns in (_COLUMNS, _MEAL_COLUMNS, _NUTRIENT_COLUMNS)
    ]

    def value(row: list[str], field: str, place: int | None) -> object:
        cell = row[place].strip() if place is not None else ""
        if not cell:
            return None
        return cells.machine_number(cell) if field in _NUMBERS else cell

    def read(line: int, row: list[str]) -> Row:
        intake, meal, nutriments = (
            {field: value(row, field, place) for field, place in group} for group in groups
        )
        return _serving(line, {**intake, "meal": {**meal, "nutriments": nutriments}}, asked)

    return table.each(read)


def _serving(number: int, intake: files.Record, asked: Asked) -> Serving:
    meal = intake.get("meal")
    nutriments = meal.get("nutriments") if isinstance(meal, dict) else None
    if not isinstance(meal, dict) or not isinstance(nutriments, dict):
        raise InputRefused("the meal has no nutriments.")
    moment = _moment(files.text(intake.get("dateTime"), "dateTime"))
    name, brands = (files.text(meal.get(word), word) for word in ("name", "brands"))
    brand = brands.partition(",")[0].strip()
    food = name if not brand or brand.casefold() in name.casefold() else f"{name}, {brand}"
    amount = files.number(intake.get("amount"), "amount")
    word = files.text(intake.get("unit"), "unit")
    hundreds, portion_mg = _eaten(amount, word, meal)
    b12, b6 = (
        None if value is None or hundreds is None else whole(value * hundreds)
        for value in _in_100_g(meal, nutriments)
    )
    return Serving(
        line=number,
        day=moment.date(),
        food=name_of(food or "unnamed food", "the food's name"),
        amount=amount_of(f"{plain(amount)} {word}" if amount is not None else ""),
        b12_ng=b12,
        at=cells.instant(moment.date(), moment.time(), asked.now),
        occasion=occasion_of(files.text(intake.get("type"), "type")),
        portion_mg=portion_mg,
        b6_ng=b6,
        named=(files.text(intake.get("id"), "id") or number,),
    )


def _moment(text: str) -> datetime:
    """The local moment, which the app writes without an offset."""
    try:
        return datetime.fromisoformat(text).replace(tzinfo=None)
    except ValueError:
        raise InputRefused(f"'{text}' is no moment.") from None


def _eaten(
    amount: Decimal | None, word: str, meal: files.Record
) -> tuple[Decimal | None, int | None]:
    """How many times 100 g or ml were eaten, and the weight where the unit is a mass."""
    if amount is None:
        return None, None
    small = word.casefold().strip()
    if small in ("g", "ml", "g/ml", "gml", ""):
        mg = amount * MG_PER_G
    elif small in ("oz", "fl.oz", "fl oz", "floz"):
        mg = amount * _OUNCES["oz" if small == "oz" else "fl.oz"]
    elif small == "serving":
        serving = files.number(meal.get("servingQuantity"), "servingQuantity")
        if serving is None:
            return None, None
        mg = amount * serving * MG_PER_G
    else:
        raise InputRefused(f"'{word}' is no unit of this app.")
    is_mass = unit(small) in MASS_MG or (
        small == "serving" and meal.get("servingUnit") in (None, "g")
    )
    portion_mg = whole(mg)
    return mg / 100_000, portion_mg if is_mass and 1 <= portion_mg <= 5_000_000 else None


def _in_100_g(
    meal: files.Record, nutriments: files.Record
) -> tuple[Decimal | None, Decimal | None]:
    """Nanograms of B12 and B6 in 100 g.

    Before the app kept a data version it stored Open Food Facts in grams; what it mixed from
    such foods into recipes is in no unit at all, and unknown.
    """
    b12 = files.number(nutriments.get("vitaminB12100"), "vitaminB12100")
    b6 = files.number(nutriments.get("vitaminB6100"), "vitaminB6100")
    source = meal.get("source")
    if files.number(meal.get("dataVersion"), "dataVersion") or source not in ("off", "recipe"):
        factors = (1_000, 1_000_000)
    elif source == "off":
        factors = (_NG_PER_G, _NG_PER_G)
    else:
        return None, None
    return tuple(  # type: ignore[return-value]
        None if value is None else value * factor
        for value, factor in zip((b12, b6), factors, strict=True)
    )


_ABOUT: Final = About(
    "OpenNutriTracker's zip, its `user_intake.json` or `user_intake.csv`",
    "one entry an intake",
    "in 100 g: µg; grams for Open Food Facts before the app kept a data version; recipes of then"
    " are unknown",
    "g, oz, servings of known weight",
    "yes",
)
FORMAT: Final = Format(WORD, "OpenNutriTracker", JsonFile, is_intakes, rows, _ABOUT)
TABLE_FORMAT: Final = Format(
    WORD,
    "OpenNutriTracker",
    Table,
    with_columns("date_time", "amount", "meal_source"),
    table_rows,
    _ABOUT,
)
