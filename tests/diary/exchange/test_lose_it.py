"""Lose It!: American dates, deleted rows, `n/a`, and no B12."""

from __future__ import annotations

from tests.diary.exchange.fixtures import Import

LOSE_IT = (
    "Date,Name,Icon,Meal,Quantity,Units,Calories,Deleted,Fat (g),Protein (g),Carbohydrates (g),"
    "Saturated Fat (g),Sugars (g),Fiber (g),Cholesterol (mg),Sodium (mg)\n"
    '03/04/2026,"Cheddar",Cheese,Lunch,30,Grams,120,0,10,7,0,n/a,n/a,n/a,n/a,n/a\n'
    '03/04/2026,"Cheddar",Cheese,Lunch,60,Grams,240,1,20,14,0,6,0,0,30,360\n'
    '03/04/2026,"Egg",Egg,Breakfast,2,Each,150,0,10,12,1,3,1,0,372,140\n'
)


def test_foods_without_b12_are_unknown_and_deleted_ones_left_out(importing: Import) -> None:
    outcome = importing(LOSE_IT)
    assert (outcome["kind"], outcome["new"]) == ("Lose It! food log", 2)
    assert outcome["skipped"] == [{"line": 3, "reason": "2026-03-04: Cheddar was deleted there"}]
    cheddar, egg = importing.day("2026-03-04")["entries"]
    assert (cheddar["grams"], cheddar["b12_ug"], cheddar["meal"]) == (30, None, "lunch")
    assert (egg["amount"], egg["b12_ug"]) == ("2 Each", None)
    assert importing(LOSE_IT)["same"] == 2


def test_foods_are_looked_up_on_request(importing: Import) -> None:
    outcome = importing(LOSE_IT, "--match-foods")
    cheddar = importing.day("2026-03-04")["entries"][0]
    assert (cheddar["food"], cheddar["grams"]) == ("cheddar", 30)
    assert 0 < cheddar["b12_ug"] < 1
    assert outcome["new"] + len(outcome["skipped"]) == 3


def test_broken_rows_are_refused_with_their_line(importing: Import) -> None:
    assert "line 2" in importing.refused(LOSE_IT.replace("03/04/2026", "13/04/2026", 1))
