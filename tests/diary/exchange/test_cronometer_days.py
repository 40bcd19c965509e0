"""Cronometer's daily summary in other languages and units: the total is known by its sum."""

from __future__ import annotations

import pytest

from tests.diary.exchange.fixtures import Import

HEADER = "Date,Group,Energy (kJ),B12 (Cobalamin) (µg),Protein (g),Completed"
GERMAN = (
    f"{HEADER}\n"
    "2026-03-01,Frühstück,800.00,1.11,20.00,false\n"
    "2026-03-01,Abendessen,900.00,0.50,15.55,false\n"
    "2026-03-01,Gesamt,1700.00,1.61,35.55,false\n"
    "2026-03-02,Frühstück,800.00,1.00,20.00,true\n"
    "2026-03-02,Gesamt,800.00,1.00,20.00,true\n"
)


def test_the_total_is_the_row_that_equals_the_others(importing: Import) -> None:
    outcome = importing(GERMAN)
    assert (outcome["kind"], outcome["new"]) == ("Cronometer daily summary", 2)
    assert [importing.day(f"2026-03-0{n}")["b12_ug"] for n in (1, 2)] == [1.61, 1.0]


def test_without_a_total_the_groups_are_added(importing: Import) -> None:
    importing("\n".join(line for line in GERMAN.splitlines() if "Gesamt" not in line))
    assert importing.day("2026-03-01")["b12_ug"] == 1.61


def test_date_group_and_total_without_completed(importing: Import) -> None:
    text = "Date,Group,B12 (µg)\n2026-03-01,Lunch,1.00\n2026-03-01,Total,1.00\n"
    assert importing(text)["kind"] == "Cronometer daily summary"
    assert importing.day("2026-03-01")["b12_ug"] == 1.0


def test_two_equal_groups_are_no_total_and_no_sum(importing: Import) -> None:
    text = "Date,Group,B12 (µg)\n2026-03-01,Mittag,1.00\n2026-03-01,Abend,1.00\n"
    assert "could both be the total" in importing.refused(text)


@pytest.mark.parametrize("energy", ["Energy (kcal)", "Energy (kJ)", "Energie (kcal)"])
def test_whatever_the_energy_is_called(importing: Import, energy: str) -> None:
    text = f"Date,{energy},B12 (Cobalamin) (µg),Completed\n9/14/2026,900,2.00,false\n"
    assert importing(text)["kind"] == "Cronometer daily summary"
    assert importing.day("2026-09-14")["b12_ug"] == 2.0


def test_decimal_commas_between_semicolons(importing: Import) -> None:
    text = "Date;Energy (kcal);B12 (Cobalamin) (µg);Completed\n2026-03-01;900,5;2,25;false\n"
    importing(text)
    assert importing.day("2026-03-01")["b12_ug"] == 2.25
