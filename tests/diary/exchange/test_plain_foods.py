"""Plain CSV of foods: no column that says how much was eaten is left unread."""

from __future__ import annotations

import pytest

from tests.diary.exchange.fixtures import Import


@pytest.mark.parametrize("name", ["unit", "units", "measure", "Unit"])
def test_the_unit_column_belongs_to_the_amount(importing: Import, name: str) -> None:
    importing(
        f"date,food,quantity,{name}\n2026-07-15,cheddar,30,g\n2026-07-15,beef liver,1,oz\n"
        "2026-07-15,cheddar,1,slice\n"
    )
    cheddar, liver, slice_of = importing.day("2026-07-15")["entries"]
    assert (cheddar["grams"], int(liver["grams"]), slice_of["amount"]) == (30, 28, "1 slice")
    assert cheddar["b12_ug"] < 1
    assert liver["b12_ug"] < 25


def test_the_unit_is_kept_beside_a_given_b12(importing: Import) -> None:
    importing("date,food,amount,unit,b12_ug\n2026-07-15,Stew,1.5,cups,2\n2026-07-15,Oats,40,g,\n")
    stew, oats = importing.day("2026-07-15")["entries"]
    assert (stew["amount"], stew["grams"]) == ("1.5 cups", None)
    assert (oats["amount"], oats["grams"], oats["b12_ug"]) == ("40 g", 40, None)


def test_decimal_commas_in_amounts_that_the_file_proves(importing: Import) -> None:
    importing("date;food;amount;unit\n15.07.2026;cheddar;12,5;g\n")
    assert importing.day("2026-07-15")["entries"][0]["grams"] == 12.5


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("date,food,amount,serving size\n2026-07-15,cheddar,2,30 g\n", "'serving size'"),
        ("date,food,amount,quantity\n2026-07-15,cheddar,2,30\n", "'quantity'"),
        ("date,food,b12_ug,weight\n2026-07-15,cheddar,1,30\n", "'weight'"),
        ("date,food,b12_ug,unit\n2026-07-15,cheddar,1,g\n", "the unit of no amount"),
        ("date,food,amount,unit\n2026-07-15,cheddar,30 g,oz\n", "has a unit"),
    ],
)
def test_an_amount_that_would_be_lost_refuses_the_file(
    importing: Import, text: str, reason: str
) -> None:
    assert reason in importing.refused(text)


def test_rows_that_were_deleted_there_are_left_out(importing: Import) -> None:
    outcome = importing("date,food,amount,deleted\n2026-07-15,egg,2,0\n2026-07-15,milk,1 cup,1\n")
    assert (outcome["new"], outcome["skipped"][0]["line"]) == (1, 3)
