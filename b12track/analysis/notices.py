"""Notices: rules of diet and age, what covers until when, and what stands in a judgement's way."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from b12track.analysis.findings import span_name
from b12track.quantity import about_ug_text
from b12track.science.usual_intake import FLAG_DAYS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from b12track.analysis.covers import Cover
    from b12track.analysis.lenses import Record
    from b12track.diary.days import Day
    from b12track.diary.profile import Circumstances

_WINDOW_DAYS: Final = 28
_METHOD: Final = "docs/method.md#low-intake-periods"

#: Recorded days without a reliable source after which a vegan diet is noticed, and flagged.
VEGAN_NOTICE_DAYS: Final = 7
VEGAN_FLAG_DAYS: Final = 28
#: After so many days in a row that are not known, nobody can say what was taken meanwhile.
_FORGET_AFTER: Final = 28

#: "Those older than 50 years" (IOM 1998).
OLDER_MONTHS: Final = 50 * 12
_IOM_OLDER: Final = (
    "“Because 10 to 30 percent of older people may be unable to absorb naturally occurring"
    " vitamin B12, it is advisable for those older than 50 years to meet their RDA mainly by"
    " consuming foods fortified with vitamin B12 or a vitamin B12-containing supplement.”"
)


class Notice(NamedTuple):
    """A sentence with a code for scripts, its source, and its level: notice or flag."""

    code: str
    text: str
    source: str
    level: str = "notice"


def notices(days: Sequence[Day]) -> list[Notice]:
    """What limits a judgement of the last 28 days: gaps, and foods without a B12 value."""
    recent = [day for day in days[-_WINDOW_DAYS - 1 :] if day.state != "paused"][:-1]
    recorded = sum(day.is_recorded for day in recent)
    unknown = sum(day.b12_unknown_entries > 0 for day in recent)
    found = []
    if recent and recorded < min(FLAG_DAYS, len(recent)):
        more = FLAG_DAYS - recorded
        found.append(
            Notice(
                "few-recorded-days",
                f"{recorded} of the last {len(recent)} days are recorded; below"
                f" {FLAG_DAYS} a low period can be missed. {more} more recorded"
                f" {'day' if more == 1 else 'days'} until something can be said of them.",
                _METHOD,
            )
        )
    if unknown:
        found.append(
            Notice(
                "unknown-b12",
                f"{unknown} of the last {len(recent)} days hold foods without a B12 value; such a"
                " day is judged only where its known part reaches the reference.",
                _METHOD,
            )
        )
    return found


def rules(record: Record, now: Circumstances, age_months: int | None) -> list[Notice]:
    """The notices that follow from diet, age, conditions, medicines and what still covers."""
    if not record.days:
        return []
    covers = [*record.injection_covers, *record.tablet_covers]
    lasting = [cover for cover in covers if cover.on <= record.as_of <= cover.until]
    found = [_covers(max(lasting, key=lambda cover: cover.until))] if lasting else []
    if now.diet == "vegan":
        found += _without_source(record, covers)
    is_injected = any(cover.is_injection for cover in lasting)
    if age_months is not None and age_months >= OLDER_MONTHS and not is_injected:
        found += _mostly_food_bound(record)
    return found + _known_risks(now)


def _covers(cover: Cover) -> Notice:
    """Until when the dose that lasts longest covers, by what is kept of it."""
    low, best, high = (about_ug_text(ug) for ug in cover.kept_ug)
    what = f"injected {cover.form}" if cover.is_injection else "by mouth"
    verb = "retained" if cover.is_injection else "absorbed"
    return Notice(
        "covered",
        f"{cover.dose_ug:,.0f} µg {what} on {span_name(cover.on, cover.on)} count as about"
        f" {best} µg {verb} ({low} to {high}), by a model, and as covering until"
        f" {span_name(cover.until, cover.until)}, no longer than published schedules leave between"
        " two doses. An agreed schedule comes first.",
        "docs/method.md#the-absorbed-lens",
    )


def without_source(record: Record, covers: Sequence[Cover]) -> int:
    """Recorded days up to the last one since a supplement, fortified food or cover ended.

    Days that are not known add nothing and end nothing, unless 28 follow one another.
    """
    sources = {
        entry.eaten_on
        for entry in record.entries
        if entry.b12_origin in ("supplement", "fortified") and entry.b12_ng != 0
    }
    count = unknown = 0
    for day in reversed(record.days):
        has_source = day.date.isoformat() in sources or any(
            cover.on <= day.date <= cover.until for cover in covers
        )
        if has_source or unknown >= _FORGET_AFTER:
            break
        unknown = 0 if day.is_recorded else unknown + 1
        count += day.is_recorded and not day.total_from
    return count


def _without_source(record: Record, covers: Sequence[Cover]) -> list[Notice]:
    days = without_source(record, covers)
    if days < VEGAN_NOTICE_DAYS:
        return []
    return [
        Notice(
            "vegan-no-reliable-source",
            f"The last {days} recorded days hold no fortified food, supplement or injection, and"
            " no earlier dose that covers them. Other vegan foods hold no reliable B12.",
            "The Vegan Society; DGE 2018",
            "flag" if days >= VEGAN_FLAG_DAYS else "notice",
        )
    ]


def _mostly_food_bound(record: Record) -> list[Notice]:
    """From 50 years: less than half of the intake of the last 28 days crystalline."""
    recorded = [day for day in record.days[-_WINDOW_DAYS:] if day.is_recorded]
    known = [day for day in recorded if not day.total_from]
    all_ng = sum(day.food_ng + day.fortified_ng + day.supplement_ng for day in known)
    free_ng = sum(day.fortified_ng + day.supplement_ng for day in known)
    if len(known) < VEGAN_NOTICE_DAYS or not all_ng or 2 * free_ng >= all_ng:
        return []
    return [
        Notice(
            "older-mostly-food-bound",
            f"On the last {len(known)} recorded days {free_ng * 100 // all_ng} % of the B12 was"
            f" from supplements or fortified food. Institute of Medicine: {_IOM_OLDER}",
            "IOM 1998 ch. 9, p. 306",
        )
    ]


def _known_risks(now: Circumstances) -> list[Notice]:
    """What is known of each condition and medicine that the person named."""
    from b12track.science.circumstances import known

    found = []
    for name in (*now.conditions, *now.medicines):
        note, source, _ = known(name)
        found.append(Notice(name, f"{name.replace('-', ' ')}: {note}.", source))
    return found
