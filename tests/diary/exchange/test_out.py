"""Parquet and FHIR: read back by other people's libraries, unknown never zero."""

from __future__ import annotations

import importlib
import io
import json
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Tool


@pytest.fixture
def diary(tool: Tool, tmp_path: Path) -> Tool:
    """Entries with and without time and B12, doses, a lab value, a symptom, a day's total."""
    tool.ok("log 2 eggs --on 2026-11-01 --at 8:30")
    tool.ok("take 1000 µg cyanocobalamin --on 2026-11-01")
    tool.ok("inject 1 mg hydroxocobalamin --on 2026-11-02")
    tool.ok("lab add b12 250 pmol/L --on 2026-11-05")
    tool.ok("symptom log tingling left hand 4 --on 2026-11-06")
    (tmp_path / "foods.csv").write_text("date,food,amount,b12_ug\n2026-10-05,Stew,1 bowl,\n")
    tool.ok(f"import {tmp_path / 'foods.csv'}")
    (tmp_path / "days.csv").write_text("date,b12_ug\n2026-10-01,1.25\n")
    tool.ok(f"import {tmp_path / 'days.csv'}")
    return tool


def test_parquet_comes_back_as_it_was(diary: Tool, tmp_path: Path) -> None:
    pytest.importorskip("pyarrow")
    import pandas as pd

    out = tmp_path / "diary.parquet"
    diary.ok(f"export {out}")
    frame = pd.read_parquet(out)
    assert list(frame["food"])[:1] == ["egg, whole, raw"] or len(frame) == 3
    egg, _, stew = frame.to_dict("records")
    assert egg["day"] == date(2026, 11, 1)
    assert str(egg["at"]) == "2026-11-01 08:30:00+00:00"
    assert pd.isna(stew["b12_ug"])
    assert pd.isna(stew["grams"])
    days = pd.read_parquet(tmp_path / "diary-days.parquet")
    assert dict(zip(map(str, days["day"]), days["b12_ug"], strict=True))["2026-10-01"] == 1.25
    assert str(days["b12_ug"].dtype) == "float64"
    assert out.stat().st_mode & 0o777 == 0o600


def test_parquet_needs_a_file(diary: Tool) -> None:
    assert diary("export --format parquet").code == 2


@pytest.mark.parametrize("version", ["R5", "R4"])
def test_fhir_is_valid_by_the_published_schema(diary: Tool, version: str) -> None:
    text = diary.ok(f"export --format fhir --fhir-version {version}").out
    bundle = json.loads(text)
    found = [entry["resource"] for entry in bundle["entry"]]
    kinds = [one["resourceType"] for one in found]
    assert kinds.count("MedicationStatement") == 2
    assert ("NutritionIntake" in kinds) == (version == "R5")
    urls = {entry["fullUrl"] for entry in bundle["entry"]}
    assert len(urls) == len(found)
    assert all(one["subject"]["reference"] in urls for one in found if "subject" in one)
    # R4 itself is in no package at hand; R4B differs from it in no resource used here.
    where = "fhir.resources" if version == "R5" else "fhir.resources.R4B"
    pytest.importorskip("fhir.resources")
    bundles: Any = importlib.import_module(f"{where}.bundle")
    assert len(bundles.Bundle.model_validate_json(text).entry) == len(found)


def test_fhir_never_makes_unknown_zero(diary: Tool) -> None:
    def stew(version: str) -> Any:
        text = diary.ok(f"export --format fhir --fhir-version {version}").out
        return next(
            e["resource"] for e in json.load(io.StringIO(text))["entry"] if "Stew" in str(e)
        )

    assert "ingredientLabel" not in stew("R5")
    assert stew("R4")["dataAbsentReason"]["coding"][0]["code"] == "unknown"
