"""What is remembered of flags: kept as they stood, put off, and seen in their tier."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from b12track.analysis.flags import flags, is_seen, to_keep
from b12track.analysis.low_periods import low_periods
from b12track.diary.flag_notes import FlagNote
from b12track.science.band import Band
from tests.analysis.diaries import FIRST, span_of

#: Four weeks that were low when they were kept; the diary begins with their first day.
KEPT = FlagNote(
    *(1, 1, "low-2026-01-04", "kept", "notice", "2026-02-01", "2026-01-31"),
    because=None,
    recorded_days=27,
    absorbed_ng=250,
    required_ng=1000,
    deficit_ng=20_250,
)


def _said(kind: str, tier: str = "notice", until: str | None = None) -> FlagNote:
    return FlagNote(2, 1, "low-2026-01-04", kind, tier, "2026-02-02", until)


def test_a_period_whose_records_are_gone_stands_as_it_was_kept() -> None:
    span = span_of("30*. 5*2")
    (period,) = flags(span, span.last, [KEPT])
    assert (period.start, period.end, period.days) == (FIRST, date(2026, 1, 31), 28)
    assert (period.tier, period.state, period.recorded_days) == ("notice", "open", 27)
    assert (period.mean_ng_per_day, period.threshold_ng_per_day) == (Decimal(250), 1000)
    assert (period.deficit_ng, period.band) == (20_250, Band(0.25, 0.25, 0.25))


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("30*. 14*2", "closed"),
        ("30*. 13*2", "open"),
        ("30*. 13*2 ~0.5", "open"),
        ("30*. 13*2 14*.", "stale"),
        ("40*.", "stale"),
    ],
)
def test_it_closes_by_recorded_days_and_by_nothing_else(text: str, state: str) -> None:
    span = span_of(text)
    assert [period.state for period in flags(span, span.last, [KEPT])] == [state]


def test_it_is_told_once_where_the_records_still_say_it() -> None:
    span = span_of("30*0.2")
    computed = low_periods(span, span.last)
    assert flags(span, span.last, [KEPT, KEPT._replace(tier="note")]) == computed
    assert flags(span, span.last, [_said("seen")]) == computed


def test_what_was_kept_later_was_not_known_before() -> None:
    span = span_of("40*.")
    assert flags(span, date(2026, 1, 31), [KEPT]) == []
    assert len(flags(span, date(2026, 2, 1), [KEPT])) == 1
    newer = KEPT._replace(tier="flag", recorded_days=1)
    assert [p.tier for p in flags(span, span.last, [KEPT, newer])] == ["flag"]


def test_before_the_first_day_what_was_kept_is_stale() -> None:
    earlier = KEPT._replace(flag="low-2025-12-01", said_on="2025-12-31", until="2025-12-31")
    (period,) = flags(span_of("40*2"), date(2026, 1, 3), [earlier])
    assert (period.start, period.state) == (date(2025, 12, 1), "stale")


def test_periods_stand_in_the_order_of_their_days() -> None:
    span = span_of("40*. 30*0.2")
    starts = [period.start for period in flags(span, span.last, [KEPT])]
    assert starts == [FIRST, date(2026, 2, 13)]


def test_a_period_that_is_put_off_says_so_until_that_day() -> None:
    span = span_of("30*0.2")
    put_off = _said("snoozed", until="2026-02-02")
    (period,) = flags(span, span.last, [put_off])
    assert (period.state, period.snooze, period.is_open) == ("snoozed", put_off, True)
    (period,) = flags(span, span.last, [put_off._replace(until="2026-02-01")])
    assert (period.state, period.snooze) == ("open", None)
    (period,) = flags(span, span.last, [put_off._replace(flag="low-2026-01-05")])
    assert period.state == "open"


def test_a_period_that_is_over_cannot_be_put_off() -> None:
    span = span_of("30*0.2 20*2")
    (period,) = flags(span, span.last, [_said("snoozed", until="2026-12-31")])
    assert (period.state, period.snooze) == ("closed", None)


def test_an_open_period_is_kept_once_a_tier() -> None:
    span = span_of("30*0.2")
    (note,) = to_keep(span, [])
    assert note == FlagNote(
        *(0, 1, "low-2026-01-04", "kept", "notice", "2026-02-02", "2026-02-02", None),
        *(30, 200, 1000, 24_000),
    )
    assert to_keep(span, [note]) == []
    assert to_keep(span, [note._replace(tier="note")]) == [note]
    assert to_keep(span_of("30*0.2 20*2"), []) == []
    assert to_keep(span_of("7*0.2"), []) == []  # a note alone


def test_seen_in_a_tier_is_seen_in_the_lower_ones() -> None:
    notes = [_said("seen", "notice"), _said("kept", "flag")]
    seen = [is_seen("low-2026-01-04", tier, notes) for tier in ("note", "notice", "flag")]
    assert seen == [True, True, False]
    assert not is_seen("low-2026-01-05", "note", notes)
