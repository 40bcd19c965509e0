"""Health Auto Export: sums by day or hour, JSON and CSV."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.diary.exchange.fixtures import Import


def metrics(*points: dict[str, Any], units: str = "mcg", name: str = "vitamin_b12") -> str:
    steps = {"name": "step_count", "units": "count", "data": [{"date": "x", "qty": 1}]}
    wanted = {"name": name, "units": units, "data": list(points)}
    return json.dumps({"data": {"metrics": [steps, wanted], "workouts": []}})


def point(moment: str, qty: float | None) -> dict[str, Any]:
    return {"date": moment, "qty": qty, "source": "Cronometer"}


def test_the_sums_of_a_local_day(importing: Import) -> None:
    text = metrics(
        point("2026-01-01 00:00:00 -0800", 1.25),
        point("2026-01-01 18:00:00 -0800", 0.5),
        point("2026-01-02 00:00:00 -0800", 0),
        point("2026-01-03 00:00:00 -0800", None),
    )
    outcome = importing(text)
    assert (outcome["kind"], outcome["new"]) == ("Health Auto Export", 2)
    assert [importing.day(f"2026-01-0{n}")["b12_ug"] for n in (1, 2, 3)] == [1.75, 0, None]
    assert importing(text)["same"] == 2


def test_milligrams_are_milligrams(importing: Import) -> None:
    importing(metrics(point("2026-01-01 00:00:00 +0100", 0.001), units="mg"))
    assert importing.day("2026-01-01")["b12_ug"] == 1


@pytest.mark.parametrize("first", ["Date/Time", "Date"])
def test_the_csv(importing: Import, first: str) -> None:
    text = (
        f"{first},Active Energy (kJ),Vitamin B12 (mcg),Vitamin C (mg)\n"
        "2026-01-01 00:00:00,900.1,1.6699999570846558,2\n2026-01-02 00:00:00,900,,\n"
    )
    outcome = importing(text)
    assert (outcome["kind"], outcome["new"]) == ("Health Auto Export", 1)
    assert importing.day("2026-01-01")["b12_ug"] == 1.67


def test_without_b12_it_says_so(importing: Import) -> None:
    outcome = importing(metrics(name="vitamin_c"))
    assert (outcome["new"], outcome["notes"]) == (0, ["2 metrics, none of B12."])


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (metrics(point("2026-01-01 00:00:00 +0100", 1), units="IU"), "IU"),
        (metrics(point("soon", 1)), "record 1: 'soon'"),
        (metrics(point("2026-02-30 00:00:00", 1)), "record 1"),
        (metrics(point("2026-01-01 00:00:00", -1)), "record 1: qty"),
        ("Date/Time,Vitamin B12 (mcg)\n2026-01-01 00:00:00,much\n", "line 2"),
    ],
)
def test_what_cannot_be_read_is_refused(importing: Import, text: str, reason: str) -> None:
    assert reason in importing.refused(text)
