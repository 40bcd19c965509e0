"""OpenNutriTracker: zip, JSON and CSV, with the grams that older versions kept."""

from __future__ import annotations

import json
import zipfile
from typing import TYPE_CHECKING, Any

import pytest

from tests.diary.exchange.fixtures import Import

if TYPE_CHECKING:
    from pathlib import Path

HEADER = (
    "id,date_time,type,amount,unit,meal_code,meal_name,meal_brands,meal_source,meal_quantity,"
    "meal_unit,meal_serving_quantity,meal_serving_unit,meal_serving_size,kcal_per_100g,"
    "vitamin_b6_per_100g,vitamin_b12_per_100g,niacin_per_100g"
)


def intake(number: int, **changes: Any) -> dict[str, Any]:
    meal = {
        "code": "1",
        "name": "Oat drink",
        "brands": "Oaters, X",
        "source": "fdc",
        "servingQuantity": 250.0,
        "servingUnit": "ml",
        "dataVersion": 1,
        "nutriments": {"energyKcal100": 46.0, "vitaminB12100": 0.38, "vitaminB6100": None},
    }
    meal |= {name: changes.pop(name) for name in list(changes) if name in meal}
    return {
        "id": f"id-{number}",
        "unit": "g",
        "amount": 150.0,
        "type": "breakfast",
        "dateTime": "2026-08-20T08:15:00.000",
        "meal": meal,
        **changes,
    }


def b12_of(importing: Import) -> list[float | None]:
    return [entry["b12_ug"] for entry in importing.day("2026-08-20")["entries"]]


def test_intakes_of_json(importing: Import) -> None:
    text = json.dumps(
        [
            intake(1),
            intake(2, unit="serving", amount=2, servingUnit="g", servingQuantity=30),
            intake(3, unit="ml", amount=200.5),
            intake(4, nutriments={"vitaminB12100": None}),
            intake(5, nutriments={"vitaminB12100": 0}),
        ]
    )
    outcome = importing(text)
    assert (outcome["kind"], outcome["new"]) == ("OpenNutriTracker", 5)
    entries = importing.day("2026-08-20")["entries"]
    assert b12_of(importing) == [0.57, 0.228, 0.762, None, 0]
    assert [entry["grams"] for entry in entries] == [150, 60, None, 150, 150]
    assert entries[0]["food"] == "Oat drink, Oaters"
    assert (entries[0]["meal"], entries[0]["at"]) == ("breakfast", "2026-08-20T08:15:00+00:00")
    assert importing(text)["same"] == 5


def test_older_exports_hold_open_food_facts_in_grams(importing: Import) -> None:
    grams = {"vitaminB12100": 3.8e-07, "vitaminB6100": 0.0001}
    importing(
        json.dumps(
            [
                intake(1, source="off", dataVersion=None, nutriments=grams),
                intake(2, source="off"),
                intake(3, source="recipe", dataVersion=None),
                intake(4, source="custom", dataVersion=None),
            ]
        )
    )
    assert b12_of(importing) == [0.57, 0.57, None, 0.57]


@pytest.mark.parametrize("version", ["", ",1"])
def test_intakes_of_csv(importing: Import, version: str) -> None:
    header = f"{HEADER}{',meal_data_version' if version else ''}"
    b12 = "0.38" if version else "3.8e-07"
    row = (
        f"id-1,2026-08-20T08:15:00.000,breakfast,150.0,g,1,Oat drink,Oaters,off,,g,,,,46.0,,{b12},"
    )
    outcome = importing(f"{header}\n{row}{version}\nid-2{row[4:].replace(b12, '')}{version}\n")
    assert outcome["new"] == 2
    assert b12_of(importing) == [0.57, None]


def test_the_zip_is_taken_once(importing: Import, tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "export.zip", "w") as archive:
        archive.writestr("user_activity.json", "[]")
        archive.writestr("user_tracked_day.json", '[{"day": "2026-08-20"}]')
        archive.writestr("user_intake.json", json.dumps([intake(1)]))
        archive.writestr("user_intake.csv", f"{HEADER}\n")
    outcome = importing((tmp_path / "export.zip").read_bytes())
    assert outcome["new"] == 1
    assert importing(json.dumps([intake(1)]))["same"] == 1


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"unit": "handful"}, "record 1: 'handful'"),
        ({"amount": -1}, "record 1: amount"),
        ({"amount": True}, "record 1: amount"),
        ({"dateTime": "yesterday"}, "record 1: 'yesterday'"),
        ({"nutriments": {"vitaminB12100": "much"}}, "record 1: vitaminB12100"),
        ({"name": "Oats\x1b[2J"}, "U+001B"),
    ],
)
def test_what_cannot_be_read_is_refused(
    importing: Import, changes: dict[str, Any], reason: str
) -> None:
    assert reason in importing.refused(json.dumps([intake(1, **changes)]))


def test_nan_is_no_number(importing: Import) -> None:
    assert "NaN" in importing.refused(json.dumps([intake(1, amount=float("nan"))]))
