"""What follows from symptoms, tests and what a person named, each in its source's words."""

from __future__ import annotations

from contextlib import closing
from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from b12track.analysis.low_periods import low_periods
from b12track.analysis.other_nutrients import other_nutrients
from b12track.analysis.risks import Lately, lately, risks
from b12track.analysis.summary import Summary
from b12track.diary.profile import Circumstances
from b12track.diary.storage.file import open_to_read
from b12track.diary.symptoms import Noted
from tests.analysis.diaries import span_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from b12track.analysis.low_periods import LowPeriod
    from b12track.analysis.notices import Notice
    from tests.conftest import Tool

NOBODY = Circumstances(None, None, "us", None, None, (), ())
ON = date(2026, 11, 22)


def _felt(words: str, term: str, severity: int, side: str | None = None) -> Noted:
    return Noted(1, 1, ON.isoformat(), None, words, term, None, severity, side, None)


def _intake(days: int, ug: int | None) -> Summary:
    mean = None if ug is None else Decimal(ug * 1000)
    return Summary(30, days, mean, mean, 0, 0)


def _notices(
    now: Circumstances = NOBODY,
    felt: Sequence[Noted] = (),
    periods: Sequence[LowPeriod] = (),
    *,
    intake: Summary | None = None,
    has_test: bool = True,
    has_injection: bool = False,
) -> dict[str, Notice]:
    nothing = other_nutrients([], [], {})
    recent = Lately(nothing, felt, has_test, has_injection, intake or _intake(0, None))
    return {notice.code: notice for notice in risks(now, recent, periods, 2_400)}


def _words(felt: Sequence[Noted]) -> str:
    """The words that are repeated to whoever named a risk factor."""
    notice = _notices(NOBODY._replace(diet="vegan"), felt).get("symptom-and-risk-factor")
    return notice.text.split("recorded: ")[1].split(";")[0] if notice else ""


@pytest.mark.parametrize(
    ("felt", "words"),
    [
        ([_felt("tired", "fatigue", 1)], "tired"),
        ([_felt("tired", "fatigue", 3), _felt("tired", "fatigue", 0)], ""),
        ([_felt("itch", "other", 3), _felt("ache", "other", 3)], "itch, ache"),
        ([_felt("tired", "fatigue", 3), _felt("worn out", "fatigue", 3)], "worn out"),
        (
            [_felt("left foot", "paraesthesia", 4, "left"), _felt("x", "paraesthesia", 0, "right")],
            "left foot",
        ),
        ([_felt("left foot", "paraesthesia", 4, "left"), _felt("x", "paraesthesia", 0)], ""),
        (
            [_felt("left foot", "paraesthesia", 4, "left"), _felt("x", "paraesthesia", 0, "both")],
            "",
        ),
        (
            [_felt("left foot", "paraesthesia", 4, "left"), _felt("tired", "fatigue", 0)],
            "left foot",
        ),
    ],
)
def test_the_newest_word_on_each_symptom_and_side_counts(felt: list[Noted], words: str) -> None:
    assert _words(felt) == words


def test_a_symptom_has_its_level_and_is_a_flag() -> None:
    numb = [_felt("numb feet", "distal sensory impairment", 3)]
    notices = _notices(NOBODY._replace(medicines=("nitrous-oxide",)), numb)
    assert notices["symptom-recorded"].level == "flag"
    assert notices["symptom-recorded"].text.startswith("within 24 h: see a doctor today")
    assert "symptom-recorded" not in _notices(felt=[_felt("an itch", "other", 3)])
    assert "symptom-and-risk-factor" not in _notices(felt=numb)


def test_metformin_has_the_words_of_the_regulator() -> None:
    now = NOBODY._replace(medicines=("metformin",))
    notice = _notices(now, [_felt("tired", "fatigue", 2)])["metformin-and-symptom"]
    assert (notice.source, notice.level) == ("MHRA Drug Safety Update 2022", "note")
    assert notice.text.startswith("MHRA, the UK medicines regulator, asks people on metformin")
    assert notice.text.endswith("pale or yellow skin to seek advice.")
    assert "metformin-and-symptom" not in _notices(now, [_felt("itch", "other", 2)])
    assert "metformin-and-symptom" not in _notices(felt=[_felt("tired", "fatigue", 2)])


def test_a_risk_factor_asks_for_a_test_of_the_last_year() -> None:
    now = NOBODY._replace(diet="vegetarian", conditions=("crohns-disease",))
    notice = _notices(now, has_test=False)["no-test-for-a-year"]
    assert notice.text == (
        "routine: discuss with professional (risk group without test for a year). No B12 test of"
        " the last year is recorded; named: vegetarian diet, crohns disease."
    )
    assert "no-test-for-a-year" not in _notices(now)
    assert "no-test-for-a-year" not in _notices(NOBODY._replace(diet="omnivore"), has_test=False)


@pytest.mark.parametrize(
    ("days", "ug", "has_injection", "text", "is_said"),
    [
        (7, 3, False, "30*3", True),
        (6, 3, False, "30*3", False),
        (7, 2, False, "30*3", False),
        (7, 3, True, "30*3", False),
        (7, 3, False, "28*0.2", False),
        (7, 3, False, "7*0.2", True),  # a note alone is not low
        (30, None, False, "30*3", False),
    ],
)
def test_enough_swallowed_may_not_be_absorbed(
    days: int, ug: int | None, has_injection: bool, text: str, is_said: bool
) -> None:
    span = span_of(text)
    notices = _notices(
        NOBODY._replace(conditions=("gastrectomy",)),
        periods=low_periods(span, span.last),
        intake=_intake(days, ug),
        has_injection=has_injection,
    )
    assert ("absorption-can-fail" in notices) == is_said


@pytest.mark.parametrize(
    ("text", "is_long"), [("28*0.2", True), ("27*0.2", False), ("28*0.2 20*2", False)]
)
def test_four_low_weeks_are_long(text: str, is_long: bool) -> None:
    span = span_of(text)
    assert ("long-low-period" in _notices(periods=low_periods(span, span.last))) == is_long


def test_what_bears_on_a_day_lies_before_it(tool: Tool, home: Path) -> None:
    for line in (
        "log 2 eggs --on -31d",
        "log 2 eggs --on -1d",
        "mark -1d complete",
        "symptom log tingling 4 --on -32d",
        "symptom log tired 4 --on -2d",
        "symptom log itch 4",
        "inject 1 mg hydroxocobalamin",
        "lab add b12 300 pmol/L",
        "lab add folate 10 nmol/L --on -3d",
    ):
        tool.ok(line)
    with closing(open_to_read(str(home / "diary.db"))) as connection:
        before = lately(connection, 1, ON - timedelta(days=1), ON)
        today = lately(connection, 1, ON, ON)
        a_year_on = lately(connection, 1, ON + timedelta(days=366), ON)
    assert [noted.words for noted in before.symptoms] == ["tired"]
    assert [noted.words for noted in today.symptoms] == ["tired", "itch"]
    assert (before.has_test, before.has_injection) == (False, False)
    assert (today.has_test, today.has_injection) == (True, True)
    assert (a_year_on.has_test, a_year_on.has_injection) == (False, False)
    assert (before.intake.total_days, before.intake.recorded_days) == (30, 1)
    assert before.nutrients.entries == 1
