"""What was absorbed of the entries of days, by the model: µg with a band, occasion by occasion."""

from __future__ import annotations

from itertools import groupby

from b12track.hints import TYPE_CHECKING
from b12track.science.absorption import absorbed_in_day
from b12track.science.band import Band, total
from b12track.science.eating_occasions import Ingested

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from b12track.diary.days import Day
    from b12track.diary.journal import Entry
    from b12track.science.absorption_profiles import Profile

    #: The absorption profile in force on a day, given as entries carry it ("2026-03-01").
    ProfileOn = Callable[[str], Profile]
    #: Absorbed µg by day; a day that is not there had no entries.
    ByDay = Mapping[str, Band]

NOTHING = Band(0.0, 0.0, 0.0)


def ingested(entry: Entry) -> Ingested:
    """The entry as far as absorption asks about it; an unknown amount gives nothing.

    Times count from one midnight for all entries, in the offset each was written with.
    """
    at_minutes = None
    if entry.eaten_at_s is not None:
        at_minutes = (entry.eaten_at_s + (entry.utc_offset_s or 0)) // 60
    return Ingested(
        entry.b12_ng or 0,
        entry.b12_added_ng,
        entry.b12_origin,
        entry.matrix,
        at_minutes,
        entry.eating_occasion,
    )


def absorbed_of(entries: Iterable[Entry], profile: Profile) -> Band:
    """The µg absorbed from the entries of one day; a lower bound where a B12 value is unknown.

    Source: docs/method.md#absorption.
    """
    return absorbed_in_day([ingested(entry) for entry in entries if entry.b12_ng], profile)


def absorbed_by_day(entries: Iterable[Entry], profile_on: ProfileOn) -> dict[str, Band]:
    """The µg absorbed on each day that has entries; the entries come in the order of their days."""
    return {
        day: absorbed_of(eaten, profile_on(day))
        for day, eaten in groupby(entries, lambda entry: entry.eaten_on)
    }


def mean_absorbed(days: Sequence[Day], by_day: ByDay) -> Band | None:
    """The mean µg absorbed per recorded day, over the same days as the mean intake.

    Days of which only a total is known are left out: absorption depends on the foods.
    The ends are means of the ends: the doubts of the model point the same way every day.
    """
    known = [day for day in days if day.is_recorded and not day.total_from]
    amounts = [by_day.get(day.date.isoformat(), NOTHING) for day in known]
    if not amounts:
        return None
    return Band(*(end / len(amounts) for end in total(amounts)))
