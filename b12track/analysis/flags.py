"""Flags with their memory: low periods as they are computed, joined to what was noted on them."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from b12track.analysis.low_periods import (
    TIERS,
    LowPeriod,
    Stretch,
    low_periods,
    recovered_from,
    state_of,
)
from b12track.diary.flag_notes import FlagNote, snooze
from b12track.hints import TYPE_CHECKING, Final
from b12track.science.band import Band

if TYPE_CHECKING:
    from collections.abc import Sequence

    from b12track.analysis.course import Course
    from b12track.analysis.span import Span

_LOW: Final = "low-"
_NG_PER_UG: Final = 1000


def flags(span: Span, as_of: date, notes: Sequence[FlagNote]) -> list[LowPeriod]:
    """The low periods as they stand on a day with what is remembered of them, the oldest first.

    A period that was kept before records were taken away stays, until 14 recorded days reach the
    requirement; one that is snoozed says so.
    """
    computed = low_periods(span, as_of)
    kept = [note for note in notes if note.kind == "kept" and note.said_on <= as_of.isoformat()]
    lost = [note for note in kept if not any(is_of(note, period) for period in computed)]
    latest = {note.flag: note for note in lost}
    course = span.course(as_of)
    periods = [*computed, *(_as_kept(course, note) for note in latest.values())]
    return sorted(
        (_with_snooze(period, notes, as_of) for period in periods), key=lambda each: each.start
    )


def to_keep(span: Span, notes: Sequence[FlagNote]) -> list[FlagNote]:
    """The notes to write before records are taken away: every open notice and flag, once a tier."""
    return [
        FlagNote(
            0,
            span.person.person_id,
            period.flag_id,
            "kept",
            period.tier,
            span.last.isoformat(),
            period.end.isoformat(),
            None,
            period.recorded_days,
            int(period.mean_ng_per_day),
            period.threshold_ng_per_day,
            period.deficit_ng,
        )
        for period in low_periods(span, span.last)
        if period.is_open and period.tier != "note"
        if not any(is_of(note, period) and note.tier == period.tier for note in notes)
    ]


def is_seen(flag: str, tier: str, notes: Sequence[FlagNote]) -> bool:
    """Whether a person said to have seen a flag in this tier or a higher one."""
    seen = [note.tier for note in notes if note.kind == "seen" and note.flag == flag]
    return any(TIERS.index(each) >= TIERS.index(tier) for each in seen)


def _start(flag: str) -> date | None:
    """The first day of a low period by its name; None for a notice."""
    return date.fromisoformat(flag.removeprefix(_LOW)) if flag.startswith(_LOW) else None


def is_of(note: FlagNote, period: LowPeriod) -> bool:
    """Whether a kept period is (a part of) a computed one: their days overlap."""
    start = _start(note.flag)
    end = date.fromisoformat(note.until or note.said_on)
    return start is not None and start <= period.end and period.start <= end


def _as_kept(course: Course, note: FlagNote) -> LowPeriod:
    """The period as it stood, closed where 14 recorded days since its start say so."""
    start, end = _start(note.flag) or date.min, date.fromisoformat(note.until or note.said_on)
    first = course.intakes[0].day.date if course.intakes else start
    stretch = Stretch((start - first).days, max(0, (start - first).days) - 1, note.tier)
    is_closed = any(
        recovered_from(course, stretch, index) is not None
        for index in range(max(0, stretch.start), len(course.intakes))
    )
    mean = (note.absorbed_ng or 0) / _NG_PER_UG
    return LowPeriod(
        start=start,
        end=end,
        tier=note.tier,
        state="closed" if is_closed else state_of(course),
        days=(end - start) // timedelta(days=1) + 1,
        recorded_days=note.recorded_days or 0,
        mean_ng_per_day=Decimal(note.absorbed_ng or 0),
        threshold_ng_per_day=note.required_ng or 0,
        deficit_ng=note.deficit_ng or 0,
        band=Band(mean, mean, mean),
    )


def _with_snooze(period: LowPeriod, notes: Sequence[FlagNote], as_of: date) -> LowPeriod:
    put_off = snooze(notes, period.flag_id, as_of) if period.is_open else None
    return period._replace(state="snoozed", snooze=put_off) if put_off else period
