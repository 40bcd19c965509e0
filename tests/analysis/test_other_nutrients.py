"""B6, thiamin and folic acid: summed over all products, beside every limit, without a score."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from b12track.analysis.other_nutrients import (
    NutrientMean,
    b6_limits,
    b6_warning,
    folic_acid_ng,
    limit_text,
    other_nutrients,
)
from b12track.diary.doses import Supplement
from b12track.diary.journal import Entry
from b12track.diary.symptoms import Noted
from b12track.science.cautions import SAME_SYMPTOMS
from b12track.science.symptoms import ABSORPTION_CAVEAT
from tests.analysis.diaries import diary

if TYPE_CHECKING:
    from typing import Any

    from tests.conftest import Tool


def flat(text: str) -> str:
    return " ".join(text.split())


def notices(tool: Tool) -> dict[str, Any]:
    return {row["code"]: row for row in tool("flags --json").json["notices"]}


def on_days(tool: Tool, days: int, *line: str) -> None:
    for number in range(1, days + 1):
        tool.ok(*line, "--on", f"-{number}d")


def test_b6_is_summed_over_all_products_and_food(tool: Tool) -> None:
    on_days(tool, 5, "take 1", "shake", "--b12", "2 µg", "--b6", "20 mg")
    on_days(tool, 5, "take 1", "energy drink", "--b12", "1 µg", "--b6", "5 mg")
    on_days(tool, 5, "take 1", "magnesium with b6", "--b12", "0 µg", "--b6", "10 mg")
    on_days(tool, 5, "log 1 banana")
    week = tool.ok("week --json").json
    b6 = week["b6"]
    assert b6["supplements_mg_per_day"] == 35
    assert b6["all_days_mg_per_day"] == pytest.approx(35.4, abs=0.2)
    assert [(row["mg_per_day"], row["above"]) for row in b6["limits"]] == [
        (10, True),
        (12, True),
        (50, False),
        (100, False),
    ]
    assert [row["name"] for row in b6["products"]] == [
        "shake",
        "magnesium with b6",
        "energy drink",
    ]
    assert SAME_SYMPTOMS in flat(tool.ok("week").out)
    text = notices(tool)["b6-above-limit"]["text"]
    assert "from food and 3 products: 35.4 mg a day, mean of 5 days with entries" in text
    assert "above 12 mg (EFSA UL 2023); not above 50 mg" in text
    assert SAME_SYMPTOMS in text
    assert "routine: discuss with professional (B6 >12 mg/d)" in text


@pytest.mark.parametrize(
    ("mg", "level"), [(9, None), (11, "note"), (13, "note"), (51, "flag"), (101, "flag")]
)
def test_the_limits_have_their_levels(tool: Tool, mg: int, level: str | None) -> None:
    on_days(tool, 4, "take 1", "b6", "--b12", "0 µg", "--b6", f"{mg} mg")
    notice = notices(tool).get("b6-above-limit")
    assert (notice["level"] if notice else None) == level


def test_the_british_level_is_that_of_supplements_alone() -> None:
    nutrients = other_nutrients([], [], {})._replace(
        b6_all=NutrientMean(12_000_001, 9, 0), b6_supplements=NutrientMean(10_000_000, 9, 0)
    )
    limits = {limit.value.authority: limit for limit in b6_limits(nutrients)}
    assert [*limits] == ["uk", "efsa", "anz", "us"]
    assert (limits["uk"].intake_ng, limits["uk"].is_exceeded) == (10_000_000, False)
    assert (limits["efsa"].intake_ng, limits["efsa"].is_exceeded) == (12_000_001, True)
    assert limit_text(limits["uk"]) == "not above 10 mg (UK SUL 2003, supplements alone)"
    assert limit_text(limits["efsa"]) == "above 12 mg (EFSA UL 2023)"
    assert len(b6_limits(nutrients, with_others=True)) == 6


def test_new_tingling_makes_any_excess_urgent_at_once(tool: Tool) -> None:
    tool.ok("take 1", "b6", "--b12", "0 µg", "--b6", "25 mg")
    assert "b6-above-limit" not in notices(tool)
    tool.ok("symptom log tingling in both feet 3")
    notice = notices(tool)["b6-above-limit"]
    assert notice["level"] == "flag"
    assert "within days: arrange an appointment" in notice["text"]


def test_children_have_their_own_limits(tool: Tool) -> None:
    tool.ok("profile set --born 2020-03-01")
    on_days(tool, 4, "take 1", "gummies", "--b12", "1 µg", "--b6", "11 mg")
    text = notices(tool)["b6-above-limit"]["text"]
    assert "above 4.5 mg (EFSA UL 2023)" in text
    assert "not above 40 mg (US/Canada" in text


def test_b6_and_b1_stand_beside_their_references(tool: Tool) -> None:
    tool.ok("log 100 g oats --on yesterday")
    week = tool.ok("week --json").json
    assert week["b6"]["reference"]["value"] == 1.3
    assert week["thiamin"]["reference"]["value"] == 1.2
    assert week["thiamin"]["days"] == 1
    assert "B1 (thiamin)" in flat(tool.ok("week").out)
    tool.ok("profile set --authority efsa")
    assert tool.ok("week --json").json["thiamin"]["reference"]["unit"] == "mg/MJ"
    assert "score" not in tool.ok("week").out


def test_unknown_values_make_a_lower_bound(tool: Tool) -> None:
    tool.ok("log 100 g oats --on yesterday")
    tool.ok("take 1000 µg --on yesterday")
    assert tool.ok("week --json").json["b6"]["unknown_entries"] == 1
    assert "B6 at least" in flat(tool.ok("week").out)


def test_folic_acid_is_noted_beside_low_b12(tool: Tool) -> None:
    on_days(tool, 10, "take 1 folic acid 400")
    assert "folic-acid" not in notices(tool)
    on_days(tool, 10, "log 1 apple")
    text = notices(tool)["folic-acid"]["text"]
    assert text.startswith("Folic acid from supplements: 400 µg a day, mean of 10 days")
    assert "Do not start high-dose folic acid before B12 has been checked." in text


def test_folic_acid_is_noted_above_its_limit(tool: Tool) -> None:
    on_days(tool, 4, "take 1 folic acid 5 mg")
    text = notices(tool)["folic-acid"]["text"]
    assert "5,000 µg a day" in text
    assert text.endswith("discuss with professional (before high-dose folic acid).")


def _eaten(name: str, day: int, b6_ng: int | None, **more: object) -> Entry:
    entry = Entry(
        *(1, 1, f"2026-01-{day:02}", None, None, None, name, name, "", "1", 100_000),
        *(500, None, "natural", "egg", b6_ng, None, None),
    )
    return entry._replace(**more)  # type: ignore[arg-type]


def test_means_name_the_days_over_which_they_are() -> None:
    days = diary("2*1 ~1 . 1")
    days[-1] = days[-1]._replace(total_from="a tracker")
    entries = [
        _eaten("egg", 4, 3_000_000, thiamin_ng=200),
        _eaten("pill", 4, 9_000_000, b12_origin="supplement"),
        _eaten("bar", 4, 20_000_000, b12_origin="supplement"),
        _eaten("egg", 5, None),
        _eaten("pill", 6, 9_000_000, b12_origin="supplement"),
        _eaten("total", 8, 5_000_000),
    ]
    known = {2: Supplement(2, None, "oral", None, 600_000)}
    entries[1] = entries[1]._replace(entry_id=2)
    nutrients = other_nutrients(days, entries, known)
    assert nutrients.b6 == (16_000_000, 2, 1)
    assert nutrients.thiamin == (100, 2, 3)
    assert nutrients.b6_all == (13_666_666, 3, 1)
    assert nutrients.b6_supplements == (12_666_666, 3, 0)
    assert nutrients.folic_acid == (200_000, 3, 2)
    assert nutrients.products == (("bar", 20_000_000), ("pill", 18_000_000))
    assert nutrients.b6_by_day == {
        "2026-01-04": 32_000_000,
        "2026-01-05": 0,
        "2026-01-06": 9_000_000,
    }
    assert (nutrients.entries, nutrients.left_out_days) == (5, 1)
    assert nutrients.most_b6 == (32_000_000, "2026-01-04")
    assert [nutrients.days_above(ng) for ng in (8_999_999, 9_000_000, 32_000_000)] == [2, 1, 0]
    assert other_nutrients([], [], {}).most_b6 == (0, "")


@pytest.mark.parametrize(
    ("mg", "days", "severity", "level"),
    [
        (10, 4, 0, None),
        (11, 4, 0, "notice"),
        (11, 3, 0, None),
        (11, 3, 1, "urgent"),
        (13, 4, 0, "warning"),
        (51, 4, 0, "strong"),
        (101, 4, 0, "urgent"),
    ],
)
def test_b6_has_its_level_by_amount_days_and_symptoms(
    mg: int, days: int, severity: int, level: str | None
) -> None:
    mean = NutrientMean(mg * 1_000_000, days, 1)
    nutrients = other_nutrients([], [], {})._replace(
        b6_all=mean, b6_supplements=mean, products=(("pill", 1),)
    )
    felt = [Noted(1, 1, "2026-01-04", None, "w", "paraesthesia", None, severity, None, None)]
    warned = b6_warning(nutrients, felt)
    assert (None if warned is None else warned.caution.level) == level
    if warned is not None:
        assert warned.with_symptoms == bool(severity)
        assert warned.text.startswith(
            f"Vitamin B6 from food and 1 product: at least {mg} mg a day, mean of {days} days with"
        )


@pytest.mark.parametrize(
    ("code", "portion_mg", "label", "ng"),
    [
        ("pill", 2_000, Supplement(1, None, "oral", 40_000_000), 800_000),
        ("pill", 2_000, Supplement(1, None, "oral", 40_000_000, 123), 123),
        ("pill", None, Supplement(1, None, "oral", 40_000_000), None),
        ("pill", 2_000, Supplement(1, None, "oral", None), None),
        ("pill", 2_000, None, None),
        ("folic-acid-400", 2_000, None, 800_000),
        ("folic-acid-400", 2_000, Supplement(1, None, "oral", None), 800_000),
    ],
)
def test_folic_acid_is_that_of_the_label_else_of_the_name(
    code: str, portion_mg: int | None, label: Supplement | None, ng: int | None
) -> None:
    taken = Entry(
        *(1, 1, "2026-11-22", None, None, None, code, code, "", "2", portion_mg),
        *(None, None, "supplement", "none", None, None, None),
    )
    assert folic_acid_ng(taken, label) == ng


def test_folic_acid_of_an_own_label_counts(tool: Tool) -> None:
    on_days(tool, 4, "take 2", "prenatal plus", "--b12", "6 µg", "--folic-acid", "600 µg")
    week = tool.ok("week --json").json
    assert week["folic_acid_supplements_ug_per_day"] == 1200
    assert "1,200 µg a day" in notices(tool)["folic-acid"]["text"]


def test_conditions_and_medicines_change_what_is_shown(tool: Tool) -> None:
    on_days(tool, 8, "log 3 eggs, 300 ml milk")
    assert notices(tool).keys() <= {"few-recorded-days"}
    tool.ok("profile set --medicine metformin")
    notice = notices(tool)
    assert notice["absorption-can-fail"]["text"] == ABSORPTION_CAVEAT
    assert "named: metformin" in notice["no-test-for-a-year"]["text"]
    tool.ok("lab add b12 400 pg/mL --on -20d")
    assert "no-test-for-a-year" not in notices(tool)
    tool.ok("symptom log tired 5")
    assert "MHRA" in notices(tool)["metformin-and-symptom"]["text"]
    assert (
        "at least one symptom and one risk factor"
        in notices(tool)["symptom-and-risk-factor"]["text"]
    )


def test_an_injection_makes_no_remark_about_intake(tool: Tool) -> None:
    on_days(tool, 8, "log 3 eggs, 300 ml milk")
    tool.ok("profile set --condition pernicious-anaemia")
    tool.ok("inject 1 mg hydroxocobalamin --on -9d")
    assert "absorption-can-fail" not in notices(tool)


def test_nitrous_oxide_with_numbness_is_within_a_day(tool: Tool) -> None:
    tool.ok("profile set --medicine nitrous-oxide")
    tool.ok("symptom log numb feet 4")
    notice = notices(tool)["symptom-recorded"]
    assert notice["text"].startswith("within 24 h: see a doctor today (nitrous-oxide use")
    assert tool("flags --quiet").code == 1


def test_a_vegan_pregnancy_has_its_note(tool: Tool) -> None:
    tool.ok("profile set --diet vegan --pregnant 2026-09-01..2026-11-22")
    text = notices(tool)["vegan-with-child"]["text"]
    assert text == ("routine: discuss with professional (pregnancy/breastfeeding on a vegan diet).")


def test_what_is_gone_is_noted_no_more(tool: Tool) -> None:
    tool.ok("symptom log tingling 4 --on -3d")
    assert notices(tool)["symptom-recorded"]["level"] == "flag"
    tool.ok("symptom log tingling 0")
    assert "symptom-recorded" not in notices(tool)


def test_month_and_page_tell_the_same_b6(tool: Tool) -> None:
    tool.ok("take 1", "b-complex", "--b12", "5 µg", "--b6", "60 mg", "--on", "-2d")
    tool.ok("log 1 apple --on yesterday")
    month = tool.ok("month --json").json["b6"]
    page = tool.ok("report --from -9d --json").json["b6"]
    assert month["all_days_mg_per_day"] == page["mean_mg_per_day"]
    assert (page["days"], page["most_on"]) == (2, "2026-11-20")
