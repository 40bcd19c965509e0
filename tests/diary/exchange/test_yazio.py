"""Yazio's exporter: two files, and a unit that has to be said."""

from __future__ import annotations

import json
import zipfile
from typing import TYPE_CHECKING, Any

import pytest

from tests.diary.exchange.fixtures import Import

if TYPE_CHECKING:
    from pathlib import Path

PRODUCTS = {
    "p1": {
        "name": "Milk 3.5 %",
        "base_unit": "ml",
        "nutrients": {"energy.energy": 0.64, "vitamin.b12": 0.004},
    },
    "p2": {"name": "Egg", "base_unit": "g", "nutrients": {"vitamin.b12": 0.0089}},
    "p3": {"name": "Bread", "base_unit": "g", "nutrients": {"energy.energy": 2.5}},
}
DAYS = {
    "2026-03-01": {
        "consumed": {
            "products": [
                {
                    "id": "a",
                    "date": "2026-03-01 08:00:00",
                    "daytime": "breakfast",
                    "product_id": "p1",
                    "amount": 250,
                    "serving": "glass",
                    "serving_quantity": 1,
                },
                {
                    "id": "b",
                    "daytime": "lunch",
                    "product_id": "p2",
                    "amount": 120.5,
                    "serving": None,
                    "serving_quantity": None,
                },
                {"id": "c", "daytime": "lunch", "product_id": "p3", "amount": 50},
                {"id": "d", "daytime": "lunch", "product_id": "gone", "amount": 50},
            ],
            "recipe_portions": [
                {"id": "e", "daytime": "dinner", "recipe_id": "r", "portion_count": 1}
            ],
            "simple_products": [{"id": "f", "daytime": "snack", "name": "Cake", "nutrients": {}}],
        }
    },
    "2026-03-02": {"consumed": {"products": []}},
}


def export(path: Path, days: Any = DAYS) -> bytes:
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("days.json", json.dumps(days))
        archive.writestr("products.json", json.dumps(PRODUCTS))
    return path.read_bytes()


def test_the_unit_is_asked_for_with_an_example(importing: Import, tmp_path: Path) -> None:
    refusal = importing.refused(export(tmp_path / "x"))
    assert "--b12-unit" in refusal
    assert "100 g of Egg would hold 0.89 µg, or 0.89 mg" in refusal


@pytest.mark.parametrize(("unit", "egg"), [("mcg", 1.07245), ("mg", 1072.45)])
def test_products_by_their_amount(importing: Import, tmp_path: Path, unit: str, egg: float) -> None:
    outcome = importing(export(tmp_path / "x"), "--b12-unit", unit)
    assert (outcome["kind"], outcome["new"]) == ("Yazio", 6)
    entries = importing.day("2026-03-01")["entries"]
    assert entries[0]["amount"] == "1 glass"
    assert entries[1]["b12_ug"] == pytest.approx(egg, abs=0.0006)
    assert [entry["b12_ug"] for entry in entries[2:]] == [None] * 4
    assert [entry["grams"] for entry in entries[:3]] == [None, 120.5, 50]
    assert [entry["food"] for entry in entries[3:]] == ["unnamed food", "unnamed food", "Cake"]
    assert importing(export(tmp_path / "y"), "--b12-unit", unit)["same"] == 6


def test_broken_days_are_refused(importing: Import, tmp_path: Path) -> None:
    for days, reason in (
        ({"2026-13-01": {"consumed": {"products": [{"id": "a"}]}}}, "record 1"),
        ({"2026-03-01": {"consumed": {"products": [{"id": "a", "amount": "x"}]}}}, "record 1"),
        ({"2026-03-01": {"consumed": {"products": ["a"]}}}, "record 1"),
        ({"2026-03-01": ["a"]}, "2026-03-01"),
    ):
        assert reason in importing.refused(export(tmp_path / "x", days), "--b12-unit", "mg")
