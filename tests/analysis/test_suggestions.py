"""The search behind `suggest`: compared with trying every number of portions."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from b12track.analysis.suggestions import (
    Need,
    Option,
    allowed,
    changes,
    diet_eaten,
    fortified_options,
    own_options,
    swaps,
)
from b12track.diary.journal import Entry
from b12track.foods.table import DIETS, Food, Portion
from b12track.science.absorption_profiles import HEALTHY
from b12track.science.eating_occasions import Ingested


def option(name: str, ng: int, group: str = "egg", days: int = 3) -> Option:
    item = Ingested(ng, None, "natural", "egg", None, None)
    return Option("eaten", name, name, group, "1", item, days)


def need(mean_ng: int, reference_ng: int = 2400) -> Need:
    return Need(mean_ng, reference_ng, "omnivore", HEALTHY)


def test_fewest_portions_win_then_habit_then_the_smaller_excess() -> None:
    suggested = changes(
        need(2000),
        [
            option("egg", 600, "egg", 9),
            option("cheese", 500, "cheese", 9),
            option("trout", 3000, "fish", 2),
            option("cod", 2900, "white fish", 2),
        ],
        4,
    )
    assert [(offer.option.name, offer.times_a_week) for offer in suggested] == [
        ("cod", 1),
        ("trout", 1),
        ("egg", 5),
        ("cheese", 6),
    ]


def test_one_of_each_group_and_no_more_than_asked() -> None:
    options = [option("egg", 600), option("other egg", 700), option("milk", 900, "milk")]
    assert [offer.option.name for offer in changes(need(2000), options, 2)] == [
        "other egg",
        "milk",
    ]
    assert len(changes(need(2000), options, 1)) == 1


def test_what_would_need_too_many_portions_is_left_out() -> None:
    assert changes(need(0), [option("cheese", 600, "cheese")], 3) == []
    assert changes(need(0), [option("egg", 1300)], 3) == []
    assert changes(need(0), [option("liver", 10_000, "offal")], 3) == []
    assert changes(need(2400), [option("egg", 600)], 3) == []


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 2399), st.integers(100, 20_000))
def test_the_number_is_the_least_that_fills_the_week(mean_ng: int, portion_ng: int) -> None:
    wanted = need(mean_ng)
    enough = [n for n in range(1, 15) if n * portion_ng >= wanted.week_ng]
    suggested = changes(wanted, [option("cheese", portion_ng, "cheese")], 1)
    assert [offer.times_a_week for offer in suggested] == enough[:1]
    for offer in suggested:
        assert offer.new_mean_ug >= 2.4 - 1e-9
        assert offer.absorbed_ug.low <= offer.absorbed_ug.best <= offer.absorbed_ug.high


def test_a_portion_that_adds_nothing_worth_a_sentence_is_left_out() -> None:
    assert changes(need(2390), [option("bread", 99)], 3) == []
    assert [offer.times_a_week for offer in changes(need(2390), [option("bread", 100)], 3)] == [1]


def test_two_portions_a_day_are_told_apart_at_one_meal() -> None:
    (twice,) = changes(need(1000), [option("cheese", 700, "cheese")], 1)
    assert twice.times_a_week == 14
    assert twice.at_one_meal_ug is not None
    assert twice.at_one_meal_ug.best < twice.absorbed_ug.best
    (once,) = changes(need(1000), [option("cheese", 1400, "cheese")], 1)
    assert (once.times_a_week, once.at_one_meal_ug) == (7, None)
    assert (once.added_ug, once.new_mean_ug) == (pytest.approx(9.8), pytest.approx(2.4))


MILK = Food(
    *("soy-fortified", "fortified soy milk", (), "plant milk and yogurt", 381, "fortified", 351),
    *("crystalline", None, None, (Portion("glass", 250_000), Portion("cup", 240_000)), "glass"),
    *("vegan", "label", "a label", "", None, ""),
)


def test_a_fortified_food_is_offered_in_its_usual_portion() -> None:
    (offer,) = fortified_options([MILK], [], need(0))
    assert offer == Option(
        *("fortified", "fortified soy milk", "soy-fortified", "plant milk and yogurt"),
        "1 glass, 250 g",
        Ingested(952, 877, "fortified", "crystalline", None, None),
        0,
    )
    assert fortified_options([MILK], [], need(0)._replace(diet="vegan")) == [offer]
    (unsaid,) = fortified_options([MILK._replace(b12_added_ng_per_100g=None)], [], need(0))
    assert unsaid.item == offer.item._replace(added_ng=None)  # not known is not none
    cheese = MILK._replace(food_code="cheese", diet="vegetarian")
    assert fortified_options([cheese], [], need(0)._replace(diet="vegan")) == []


def test_a_plain_milk_is_swapped_for_its_fortified_kin_as_often_as_it_was_had() -> None:
    plain = MILK._replace(food_code="soy", name="soy milk", b12_ng_per_100g=0)
    oat = MILK._replace(food_code="oat-fortified", name="fortified oat milk")
    week = [
        *(_eaten("soy", day, 0, portion_mg=mg) for day, mg in ((1, 155_000), (1, 205_000))),
        _eaten("soy", 3, 0, portion_mg=255_000),
        _eaten("soy", 4, 5),  # with B12 in it
        _eaten("soy", 4, 0, portion_mg=None),
        _eaten("unknown", 4, 0),
    ]
    foods = {"soy": plain}
    (swap,) = swaps(need(2000), week, foods, [oat, MILK])
    assert swap.option == Option(
        *("swap", "fortified soy milk", "soy-fortified", "plant milk and yogurt", "1 soy"),
        Ingested(781, 781, "fortified", "crystalline", None, None),
        0,
        "soy",
    )
    assert (swap.times_a_week, swap.added_ug) == (3, pytest.approx(2.343))
    assert swap.new_mean_ug == pytest.approx(2.0 + 2.343 / 7)
    assert swaps(need(2400), week, foods, [MILK]) == []
    assert swaps(need(2000), week, foods, [oat]) == []
    dairy = MILK._replace(diet="vegetarian")
    assert swaps(need(2000)._replace(diet="vegan"), week, foods, [dairy]) == []
    assert swaps(need(2000), week, {"soy": plain._replace(food_group="egg")}, [MILK]) == []


def _eaten(code: str, day: int, ng: int | None, **more: object) -> Entry:
    entry = Entry(
        *(1, 1, f"2026-11-{day:02}", None, None, None, code, code, "", f"1 {code}", 100_000),
        *(ng, None, "natural", "egg", None, None, None),
    )
    return entry._replace(**more)  # type: ignore[arg-type]


def test_a_habit_is_offered_in_the_portion_that_is_mostly_eaten() -> None:
    pill = {"b12_origin": "supplement", "matrix": "none", "portion_mg": None}
    entries = [
        *(_eaten("egg", day, ng, amount=f"{ng}") for day, ng in ((1, 900), (2, 500), (3, 100))),
        *(_eaten("bun", day, ng) for day, ng in ((1, 99), (2, None), (3, 99))),
        *(_eaten("cake", 1, 700) for _ in range(3)),
        *(_eaten("pill", day, 5_000, **pill) for day in (1, 2)),
        *(_eaten("b6 pill", day, 5_000, **pill, b6_ng=2_000_001) for day in (1, 2)),
        *(_eaten("guess", day, 5_000, portion_mg=None) for day in (1, 2)),
    ]
    foods = {name: MILK._replace(food_group="egg", diet="vegetarian") for name in ("egg", "bun")}
    wanted = need(0)._replace(diet="vegetarian")
    egg, taken = own_options(entries, foods, wanted)
    assert egg == Option(
        *("eaten", "egg", "egg", "egg", "500"),
        Ingested(500, None, "natural", "egg", None, None),
        3,
    )
    assert (taken.name, taken.group, taken.days_eaten) == ("pill", "supplement", 2)
    assert own_options(entries[:3], foods, wanted._replace(diet="vegan")) == []
    algae = {"egg": MILK._replace(food_group="algae and ferment")}
    assert own_options(entries[:3], algae, wanted) == []
    offal = {"egg": MILK._replace(food_group="offal")}
    assert len(own_options(entries[:3], offal, wanted)) == 1
    assert own_options(entries[:3], offal, wanted._replace(is_with_child=True)) == []


def test_who_ate_nothing_is_offered_what_everybody_eats() -> None:
    assert diet_eaten([], {}) == "vegan"


def test_diets_hold_the_stricter_ones() -> None:
    for number, diet in enumerate(DIETS):
        assert [allowed(diet, other) for other in DIETS] == [n <= number for n in range(len(DIETS))]
