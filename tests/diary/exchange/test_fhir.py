"""FHIR: valid by the published schema, unknown never zero."""

from __future__ import annotations

import importlib
import io
import json
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.conftest import Tool


@pytest.mark.parametrize("version", ["R5", "R4"])
def test_fhir_is_valid_by_the_published_schema(varied: Tool, version: str) -> None:
    text = varied.ok(f"export --format fhir --fhir-version {version}").out
    bundle = json.loads(text)
    resources = [entry["resource"] for entry in bundle["entry"]]
    kinds = [item["resourceType"] for item in resources]
    assert kinds.count("MedicationStatement") == 2
    assert ("NutritionIntake" in kinds) == (version == "R5")
    urls = {entry["fullUrl"] for entry in bundle["entry"]}
    assert len(urls) == len(resources)
    assert all(item["subject"]["reference"] in urls for item in resources if "subject" in item)
    # R4 itself is in no package at hand; R4B differs from it in no resource used here.
    where = "fhir.resources" if version == "R5" else "fhir.resources.R4B"
    pytest.importorskip("fhir.resources")
    bundles: Any = importlib.import_module(f"{where}.bundle")
    assert len(bundles.Bundle.model_validate_json(text).entry) == len(resources)


def test_fhir_never_makes_unknown_zero(varied: Tool) -> None:
    def stew(version: str) -> Any:
        text = varied.ok(f"export --format fhir --fhir-version {version}").out
        return next(
            e["resource"] for e in json.load(io.StringIO(text))["entry"] if "Stew" in str(e)
        )

    assert "ingredientLabel" not in stew("R5")
    assert stew("R4")["dataAbsentReason"]["coding"][0]["code"] == "unknown"
