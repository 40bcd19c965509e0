"""The rules of diet, age and doses, each in whole sentences with its source."""

from __future__ import annotations

from datetime import timedelta

import pytest

from b12track.analysis.health_record import HealthRecord
from b12track.analysis.notices import Notice, limits, rules
from b12track.diary.doses import Injection
from b12track.science.circumstances import known
from tests.analysis.diaries import FIRST, day_intakes, diary, span_of, span_with

BORN = ("born", "1960-01-01")


def _rules(text: str, *facts: tuple[str, str], record: HealthRecord | None = None) -> list[Notice]:
    span = span_of(text, *facts, record=record)
    return rules(span, span.last)


def _codes(text: str, *facts: tuple[str, str]) -> list[str]:
    return [notice.code for notice in _rules(text, *facts)]


def test_a_dose_says_until_when_and_by_what_it_counts() -> None:
    (tablet,) = _rules("T 0.1")
    assert (tablet.code, tablet.level) == ("covered", "note")
    assert tablet.text.startswith(
        "2,000 µg by mouth on 4 Jan 2026 count as about 25 µg absorbed (8.9 to 36), by a model, and"
        " as covering until 11 Jan 2026,"
    )
    given = Injection(1, 1, FIRST.isoformat(), None, None, 1_000_000, "hydroxocobalamin", None)
    (injection,) = _rules("T 0.1", record=HealthRecord(injections=[given]))
    assert injection.text.startswith(
        "1,000 µg injected hydroxocobalamin on 4 Jan 2026 count as about 275 µg retained"
    )
    assert _codes("T 9*0.1") == []


@pytest.mark.parametrize(
    ("days", "level"), [(6, None), (7, "note"), (27, "note"), (28, "notice"), (84, "flag")]
)
def test_a_vegan_diet_without_a_source(days: int, level: str | None) -> None:
    notices = _rules(f"{days}*0.1", ("diet", "vegan"))
    assert [notice.level for notice in notices] == ([] if level is None else [level])
    for notice in notices:
        assert (notice.code, notice.source) == (
            "vegan-no-reliable-source",
            "The Vegan Society; DGE 2018",
        )
        assert notice.text.startswith(f"The last {days} recorded days hold no fortified food,")


@pytest.mark.parametrize(
    ("text", "is_said"), [("7*1", True), ("6*1", False), ("6*1 =5", False), ("7*0", False)]
)
def test_from_51_years_food_alone_is_told(text: str, is_said: bool) -> None:
    assert _codes(text, BORN) == (["older-mostly-food-bound"] if is_said else [])
    assert _codes(text, ("born", "1990-01-01")) == []


def test_the_share_from_supplements_is_that_of_the_recorded_days() -> None:
    (notice,) = [n for n in _rules("7*1", BORN) if n.code == "older-mostly-food-bound"]
    assert notice.text.startswith("On the last 7 recorded days 0 % of the B12 was from supplements")
    assert notice.source == "IOM 1998 ch. 9, p. 306"
    assert "older-mostly-food-bound" not in _codes("7*1 T", BORN)


@pytest.mark.parametrize(("fortified_ng", "share"), [(0, 0), (999, 49), (1_000, None)])
def test_less_than_half_from_supplements_is_mostly_food(
    fortified_ng: int, share: int | None
) -> None:
    intakes = [
        each._replace(
            day=each.day._replace(food_ng=2_000 - fortified_ng, fortified_ng=fortified_ng)
        )
        for each in day_intakes("7*1")
    ]
    span = span_with(intakes, [BORN])
    shares = [
        notice.text.partition("recorded days ")[2].partition(" %")[0]
        for notice in rules(span, span.last)
    ]
    assert shares == ([] if share is None else [f"{share}"])


def test_what_is_known_of_a_condition_stands_in_its_sources_words() -> None:
    (condition, medicine) = _rules(
        "0.1", ("condition", "crohns-disease"), ("medicine", "metformin")
    )
    assert (condition.code, medicine.code) == ("crohns-disease", "metformin")
    assert condition.text == f"crohns disease: {known('crohns-disease').note}."
    assert (medicine.source, medicine.level) == ("MHRA 2022", "note")


def test_without_days_there_are_no_rules() -> None:
    span = span_of("0.1", ("condition", "crohns-disease"))
    span.intakes = []
    assert rules(span, FIRST) == []


@pytest.mark.parametrize(
    ("text", "recorded", "days", "more"),
    [
        ("13*1 .", 13, 13, "1 more recorded day until"),
        ("3*1 9*. 1", 3, 12, "11 more recorded days"),
    ],
)
def test_few_recorded_days_are_counted(text: str, recorded: int, days: int, more: str) -> None:
    notices = limits(diary(text))
    assert [notice.code for notice in notices] == (["few-recorded-days"] if days > recorded else [])
    for notice in notices:
        assert notice.text.startswith(f"{recorded} of the last {days} days are recorded; below 14")
        assert more in notice.text


def test_days_that_limit_a_judgement_are_those_of_four_weeks() -> None:
    assert limits(diary("29*1")) == []
    assert limits([]) == []
    assert limits(diary("9*. 28*1 .")) == []
    assert limits(diary("1? 28*1 .")) == []
    (notice,) = limits(diary("1 3*1? 25*1 ."))
    assert notice.code == "unknown-b12"
    assert notice.text.startswith("3 of the last 28 days hold foods without a B12 value;")
    assert limits(diary("14*p 14*1 ."))[:1] == []


def test_a_cover_that_begins_later_is_none_yet() -> None:
    span = span_of("0.1 T")
    assert rules(span, FIRST) == []
    assert [notice.code for notice in rules(span, FIRST + timedelta(days=1))] == ["covered"]
