"""The one sentence of a span: how many days lie below, and what is not known of them."""

from __future__ import annotations

import pytest

from b12track.analysis.contributors import Contributor
from b12track.analysis.findings import (
    days_below,
    intake_finding,
    periods_finding,
    sources_finding,
)
from b12track.analysis.low_periods import low_periods
from tests.analysis.diaries import diary, span_of


@pytest.mark.parametrize(
    ("text", "finding"),
    [
        ("3*. p ~9", "No complete recorded day among 5 days"),
        ("1 . ~1", "Below the reference on the one recorded day"),
        ("1 1?", "Below the reference on 1 of 2 recorded days; 1 not certain"),
        ("1 2 3 ~1", "Below the reference on 2 of 3 recorded days"),
        ("3 1? ~1", "At or above the reference on 1 of 2 recorded days; 1 not certain"),
        ("3? 3", "At or above the reference on all 2 recorded days"),
        ("2.4 .", "At or above the reference on the one recorded day"),
        ("3*2.4 .", "At or above the reference on all 3 recorded days"),
    ],
)
def test_recorded_days_stand_beside_the_reference(text: str, finding: str) -> None:
    days = diary(text)
    assert intake_finding(days, 2_400) == finding
    assert intake_finding(days, [2_400] * len(days)) == finding


def test_each_day_may_have_a_reference_of_its_own() -> None:
    days = diary("2 2 2")
    assert days_below(days, [1_999, 2_000, 2_001]) == 1
    assert intake_finding(days, [1_999, 2_000, 2_001]) == (
        "Below the reference on 1 of 3 recorded days"
    )


@pytest.mark.parametrize(
    ("text", "from_day", "finding"),
    [
        ("7*.", 0, "No complete recorded day among 7 days"),
        ("20*2 .", 0, "No low-intake period in 20 recorded of 21 days"),
        ("30*0.2 20*2", 0, "Low intake for 30 days, 4 Jan to 2 Feb 2026"),
        ("20*2 30*0.2", 0, "Low intake for 30 days, 24 Jan to 22 Feb 2026, still open"),
        (
            "30*0.2 20*2 30*0.2",
            0,
            "2 low-intake periods, 60 of 80 days, the last still open",
        ),
        ("30*0.2 20*2 30*0.2 20*2", 10, "2 low-intake periods, 50 of 90 days"),
    ],
)
def test_low_periods_are_counted_in_the_days_that_are_looked_at(
    text: str, from_day: int, finding: str
) -> None:
    span = span_of(text)
    assert periods_finding(span.days[from_day:], low_periods(span, span.last)) == finding


def test_the_largest_source_has_its_share() -> None:
    salmon = Contributor("salmon", "salmon", "natural", 900, 3, 0)
    milk = Contributor("milk", "milk", "natural", 100, 3, 1)
    apple = Contributor("apple", "apple", "natural", 0, 3, 0)
    assert sources_finding([salmon, milk]) == ("Largest source: salmon, 90 % of the recorded B12")
    assert sources_finding([salmon, milk], "fish").startswith("Largest source: fish, 90 %")
    assert sources_finding([apple]) == "No B12 in what was recorded"
    assert sources_finding([]) == "Nothing recorded in this time"
