"""What a judgement needs of a day: what was absorbed, of which doses, and whether it is known."""

from __future__ import annotations

from datetime import date

import pytest

from b12track.analysis.absorbed import NOTHING, absorbed_of
from b12track.analysis.day_cache import AbsorbedDay
from b12track.analysis.day_intakes import absorbed_days, day_intakes
from b12track.analysis.yardstick import Yardstick
from b12track.diary.days import Day
from b12track.diary.journal import Entry
from b12track.science.band import Band

ON = date(2026, 11, 22)
NOBODY = Yardstick([])


def _eaten(b12_ng: int | None, origin: str = "natural", day: int = 22) -> Entry:
    matrix = "egg" if origin == "natural" else "crystalline"
    return Entry(
        *(1, 1, f"2026-11-{day}", None, None, None, "x", "x", "", "1", 100_000),
        *(b12_ng, None, origin, matrix, None, None, None),
    )


def _absorbed(*entries: Entry) -> AbsorbedDay:
    (day,) = absorbed_days(entries, NOBODY).values()
    return day


@pytest.mark.parametrize(
    ("entries", "dose_ug", "is_large", "has_source"),
    [
        ((_eaten(900),), 0.0, False, False),
        ((_eaten(None, "supplement"),), 0.0, False, True),
        ((_eaten(0, "fortified"),), 0.0, False, False),
        ((_eaten(6_999, "fortified"),), 6.999, False, True),
        ((_eaten(7_000, "fortified"),), 7.0, True, True),
        ((_eaten(900), _eaten(4_000, "fortified"), _eaten(3_000, "supplement")), 7.0, True, True),
    ],
)
def test_a_dose_of_a_weeks_need_is_told_apart(
    entries: tuple[Entry, ...], dose_ug: float, is_large: bool, has_source: bool
) -> None:
    absorbed = _absorbed(*entries)
    profile = NOBODY.profile(ON)
    assert absorbed.absorbed == absorbed_of(entries, profile)
    assert absorbed.dose_ug == pytest.approx(dose_ug)
    assert absorbed.has_source == has_source
    doses = [entry for entry in entries if entry.b12_origin != "natural"]
    assert absorbed.dose_absorbed == (absorbed_of(doses, profile) if is_large else NOTHING)


def test_days_are_told_apart() -> None:
    by_day = absorbed_days([_eaten(900, day=20), _eaten(500, day=20), _eaten(900)], NOBODY)
    assert list(by_day) == ["2026-11-20", "2026-11-22"]
    assert by_day["2026-11-20"].absorbed.best > by_day["2026-11-22"].absorbed.best


@pytest.mark.parametrize(
    ("day", "is_judged"),
    [
        (Day(ON, "complete", 900, 0, 1, 900, 0, 0), True),
        (Day(ON, "complete", 900, 1, 1, 900, 0, 0), False),
        (Day(ON, "partial", 900, 0, 1, 900, 0, 0), False),
        (Day(ON, "fasting", 0, 0, 0, 0, 0, 0), True),
        (Day(ON, "unrecorded", None, 0, 0, 0, 0, 0), False),
        (Day(ON, "complete", 900, 0, 0, 900, 0, 0, "a tracker"), False),
        (Day(ON, "complete", 900, 0, 0, 900, 0, 0, "a tracker", is_whole=True), True),
    ],
)
def test_a_day_is_judged_where_all_of_it_is_known(day: Day, is_judged: bool) -> None:
    (intake,) = day_intakes([day], {})
    assert intake.is_judged == is_judged
    # Of a whole total the share is absorbed that authorities assume, never less than the foods say.
    assert intake.absorbed == (Band(0.45, 0.45, 0.45) if day.is_whole else NOTHING)
    assert (intake.dose_ug, intake.has_source) == (0.0, False)


def test_of_a_whole_total_no_less_is_absorbed_than_of_its_foods() -> None:
    day = Day(ON, "complete", 900, 0, 1, 900, 0, 0, "a tracker", is_whole=True)
    kept = AbsorbedDay(Band(0.1, 0.5, 0.9), 2.0, Band(1.0, 1.0, 1.0), has_source=True)
    (intake,) = day_intakes([day], {"2026-11-22": kept})
    assert intake.absorbed == Band(0.45, 0.5, 0.9)
    assert (intake.dose_ug, intake.dose_absorbed, intake.has_source) == (2.0, kept[2], True)
