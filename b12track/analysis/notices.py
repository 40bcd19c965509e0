"""Notices: rules of diet and age, what covers until when, and what stands in a judgement's way."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from b12track.analysis.judgement import VEGAN_DAYS, days_without_source
from b12track.quantity import about_ug_text
from b12track.record import NamedTuple
from b12track.science.usual_intake import FLAG_DAYS
from b12track.wording import span_name

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from b12track.analysis.dose_cover import DoseCover
    from b12track.analysis.span import Span
    from b12track.diary.days import Day
    from b12track.diary.profile import Circumstances

_WINDOW_DAYS: Final = 28
_METHOD: Final = "docs/method.md#the-judgement"

_LEAST_DAYS: Final = 7
_IOM_OLDER: Final = (
    "“Because 10 to 30 percent of older people may be unable to absorb naturally occurring"
    " vitamin B12, it is advisable for those older than 50 years to meet their RDA mainly by"
    " consuming foods fortified with vitamin B12 or a vitamin B12-containing supplement.”"
)


class Notice(NamedTuple):
    """A sentence with a code for scripts, its source, and its level: note, notice or flag."""

    code: str
    text: str
    source: str
    level: str = "note"


def limits(days: Sequence[Day]) -> list[Notice]:
    """What limits a judgement of the last 28 days: gaps, and foods without a B12 value."""
    recent = [day for day in days[-_WINDOW_DAYS - 1 :] if day.state != "paused"][:-1]
    recorded = sum(day.is_recorded for day in recent)
    unknown = sum(day.b12_unknown_entries > 0 for day in recent)
    notices = []
    if recent and recorded < min(FLAG_DAYS, len(recent)):
        more = FLAG_DAYS - recorded
        notices.append(
            Notice(
                "few-recorded-days",
                f"{recorded} of the last {len(recent)} days are recorded; below"
                f" {FLAG_DAYS} a day cannot be judged. {more} more recorded"
                f" {'day' if more == 1 else 'days'} until something can be said of them.",
                _METHOD,
            )
        )
    if unknown:
        notices.append(
            Notice(
                "unknown-b12",
                f"{unknown} of the last {len(recent)} days hold foods without a B12 value; such a"
                " day is judged only where its known part reaches the reference.",
                _METHOD,
            )
        )
    return notices


def rules(span: Span, on: date) -> list[Notice]:
    """The notices that follow from diet, age, conditions, medicines and what still covers."""
    if not span.intakes:
        return []
    course, now = span.course(on), span.yardstick.circumstances(on)
    lasting = [cover for cover in span.dose_covers if cover.on <= on <= cover.until]
    notices = [_covers(max(lasting, key=lambda cover: cover.until))] if lasting else []
    notices += _without_source(days_without_source(course))
    if span.yardstick.is_older(on) and not any(cover.is_injection for cover in lasting):
        notices += _mostly_food_bound([intake.day for intake in course.intakes])
    return notices + _known_risks(now)


def _covers(cover: DoseCover) -> Notice:
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
        "docs/method.md#covers",
    )


def _without_source(days: int) -> list[Notice]:
    tier = next((tier for tier in reversed(VEGAN_DAYS) if days >= VEGAN_DAYS[tier]), None)
    if tier is None:
        return []
    text = (
        f"The last {days} recorded days hold no fortified food, supplement or injection, and no"
        " earlier dose that covers them. Other vegan foods hold no reliable B12."
    )
    return [Notice("vegan-no-reliable-source", text, "The Vegan Society; DGE 2018", tier)]


def _mostly_food_bound(days: Sequence[Day]) -> list[Notice]:
    """From 51 years: less than half of the intake of the last 28 days crystalline."""
    recorded = [day for day in days[-_WINDOW_DAYS:] if day.is_recorded]
    known = [day for day in recorded if not day.total_from]
    all_ng = sum(day.food_ng + day.fortified_ng + day.supplement_ng for day in known)
    free_ng = sum(day.fortified_ng + day.supplement_ng for day in known)
    if len(known) < _LEAST_DAYS or not all_ng or 2 * free_ng >= all_ng:
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

    notices = []
    for name in (*now.conditions, *now.medicines):
        note, source, _ = known(name)
        notices.append(Notice(name, f"{name.replace('-', ' ')}: {note}.", source))
    return notices
