"""What makes a lack matter sooner, and for how long it does."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from b12track.analysis.health_record import HealthRecord
from b12track.analysis.sooner import reasons_for_sooner
from b12track.diary.doses import Injection
from b12track.diary.labs import Lab
from b12track.diary.symptoms import Noted
from tests.analysis.diaries import FIRST, span_of

ON = FIRST + timedelta(days=29)


def _days_ago(days: int) -> str:
    return (ON - timedelta(days=days)).isoformat()


def _reasons(*facts: tuple[str, str], record: HealthRecord | None = None) -> list[str]:
    return reasons_for_sooner(span_of("30*0.2", *facts, record=record), ON)


def _felt(term: str, severity: int, days_ago: int) -> HealthRecord:
    return HealthRecord(
        symptoms=[Noted(1, 1, _days_ago(days_ago), None, "w", term, None, severity, None, None)]
    )


def _tests(*results: tuple[str, str, str, int]) -> HealthRecord:
    return HealthRecord(
        labs=[
            Lab(n, 1, _days_ago(ago), marker, value, unit, None, None, None)
            for n, (marker, value, unit, ago) in enumerate(results)
        ]
    )


@pytest.mark.parametrize(
    ("facts", "reasons"),
    [
        ([], []),
        ([("pregnant", "")], ["pregnancy"]),
        ([("born", "2024-02-03")], ["under two years of age"]),
        ([("born", "2024-02-02")], []),
        (
            [("condition", "gastrectomy"), ("condition", "crohns-disease")],
            ["gastrectomy, crohns disease"],
        ),
        ([("medicine", "metformin")], []),
    ],
)
def test_stage_age_and_conditions(facts: list[tuple[str, str]], reasons: list[str]) -> None:
    assert _reasons(*facts) == reasons


def test_a_condition_does_not_matter_under_an_injection() -> None:
    given = Injection(1, 1, _days_ago(20), None, None, 1_000_000, "hydroxocobalamin", None)
    record = HealthRecord(injections=[given])
    assert _reasons(("condition", "gastrectomy"), record=record) == []
    long_ago = HealthRecord(injections=[given._replace(given_on=_days_ago(92))])
    assert _reasons(("condition", "gastrectomy"), record=long_ago) == ["gastrectomy"]


@pytest.mark.parametrize(
    ("term", "severity", "days_ago", "counts"),
    [
        ("paraesthesia", 1, 0, True),
        ("paraesthesia", 4, 28, True),
        ("paraesthesia", 4, 29, False),
        ("paraesthesia", 4, -1, False),
        ("paraesthesia", 0, 0, False),
        ("fatigue", 4, 0, False),
    ],
)
def test_a_nerve_symptom_counts_for_four_weeks(
    term: str, severity: int, days_ago: int, counts: bool
) -> None:
    reasons = _reasons(record=_felt(term, severity, days_ago))
    assert reasons == (["a nerve symptom noted in these weeks"] if counts else [])


@pytest.mark.parametrize(
    ("results", "reasons"),
    [
        ([("b12", "120", "pmol/L", 9)], ["the last b12 test (NICE: confirmed deficiency)"]),
        (
            [("b12", "<140", "pmol/L", 9)],
            ["the last b12 test (BSH: below the cut-off of 148 pmol/L)"],
        ),
        ([("b12", ">100", "pmol/L", 9)], []),
        ([("holotc", "30", "pmol/L", 0)], ["the last holotc test (BSH: suggestive)"]),
        ([("b12", "120", "pmol/L", 9), ("b12", "400", "pmol/L", 8)], []),
        ([("b12", "400", "pmol/L", 9), ("b12", "120", "pmol/L", -1)], []),
        ([("folate", "1", "nmol/L", 9), ("homocysteine", "50", "µmol/L", 9)], []),
    ],
)
def test_the_last_test_up_to_the_day_in_its_sources_words(
    results: list[tuple[str, str, str, int]], reasons: list[str]
) -> None:
    assert _reasons(record=_tests(*results)) == reasons


def test_a_later_day_sees_a_later_test() -> None:
    span = span_of("30*0.2", record=_tests(("b12", "120", "pmol/L", 5)))
    assert reasons_for_sooner(span, date.fromisoformat(_days_ago(6))) == []
    assert len(reasons_for_sooner(span, date.fromisoformat(_days_ago(5)))) == 1
