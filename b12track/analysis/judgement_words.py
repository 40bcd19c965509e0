"""A judgement as one sentence in plain words; statistics stand behind `--detail`."""

from __future__ import annotations

from datetime import date
from itertools import groupby

from b12track.analysis.judged_window import LEAST_RECORDED, few_recorded_words
from b12track.analysis.judgement import (
    COVERED,
    ENOUGH,
    LOW,
    LOW_IF_COMPLETE,
    Judgement,
)
from b12track.hints import TYPE_CHECKING, Final
from b12track.quantity import about_ug_text, ug_text
from b12track.text import escaped
from b12track.wording import how_long, near_day, of_days, reference_name, ug_value

if TYPE_CHECKING:
    from collections.abc import Sequence

    from b12track.analysis.low_periods import LowPeriod
    from b12track.analysis.span import Span

_NG_PER_UG: Final = 1000
_WEEKDAYS: Final = 7
#: What a person can say of totals that may leave foods out.
_TOTALS: Final = (
    "; or, where the totals of a tracker leave nothing out, b12track import --totals complete"
)


def sentence(answer: Judgement, name: str | None = None) -> str:
    """The one sentence a person acts on; `name` stands before it where a diary holds several."""
    words = {
        COVERED: _covered,
        ENOUGH: _enough,
        LOW: _low,
        LOW_IF_COMPLETE: _low_if_complete,
    }.get(answer.answer, _not_judged)(answer)
    return f"{name}: {words}" if name else words


def spoken(span: Span, answer: Judgement) -> str:
    """The sentence with the person's name where the diary holds more than one."""
    return sentence(answer, None if span.is_alone else escaped(span.person.name))


def _covered(answer: Judgement) -> str:
    cover = answer.cover
    if cover is None:
        return "Covered."
    on, until = near_day(cover.on, answer.as_of), near_day(cover.until, answer.as_of)
    if cover.is_injection:
        return f"Covered until {until} by the injection of {on}.{_still_open(answer)}"
    days = (answer.as_of - cover.on).days
    weekday = "today" if days == 0 and answer.is_today else f"{cover.on:%A}"
    day = weekday if days < _WEEKDAYS else on
    whose = f"{day}'s tablet" if days < _WEEKDAYS else f"the tablet of {day}"
    return f"Covered until {until} by {whose}.{_still_open(answer)}"


def _still_open(answer: Judgement) -> str:
    """What was low before the dose, where it has not been closed."""
    period = answer.period
    if period is None or period.tier == "note":
        return ""
    end = near_day(period.end, answer.as_of)
    return f" Low before that, for {how_long(period.days)} up to {end}."


def _enough(answer: Judgement) -> str:
    window, reference = answer.window, answer.reference
    recorded = f"{window.recorded} recorded"
    if answer.because == "below-recommendation" and answer.intake_ug is not None:
        intake = ug_text(round(answer.intake_ug * _NG_PER_UG))
        return (
            f"Enough for half of people: {intake} µg a day on"
            f" {of_days(window.recorded, 'recorded day')}, below the {reference.kind} of"
            f" {ug_value(reference.per_day_ng)} µg."
        )
    is_met = (answer.intake_ug or 0.0) * _NG_PER_UG >= reference.per_day_ng
    met = "the reference" if is_met else "the average requirement"
    span = f"the last {window.days} days" if window.days else "these days"
    food = "food and tablets" if answer.has_tablets else "food"
    names = " and ".join(name.replace("-", " ") for name in answer.named)
    but = f" Intake says less with {names}." if names else ""
    return f"Recorded {food} met {met} over {span} ({recorded}).{but}"


def _low(answer: Judgement) -> str:
    period = answer.period
    tail = ""
    if answer.because == "no-reliable-source":
        tail = (
            f" No fortified food, supplement or injection on"
            f" {of_days(answer.days_without_source, 'recorded day')}."
        )
    if period is None:
        since = answer.since or answer.as_of
        days = (answer.as_of - since).days + 1
        return f"Low for {how_long(days)}:{tail[0:1]}{tail[1:2].lower()}{tail[2:]}"
    absorbed = about_ug_text(period.band.best)
    about = "about " if absorbed != "0" else ""
    fact = (
        f"{about}{absorbed} µg absorbed a day{_whose(answer)}, {period.recorded_days} of"
        f" {of_days(period.days)} recorded"
    )
    if period.state == "stale":
        end = near_day(period.end, answer.as_of)
        return (
            f"Low for {how_long(period.days)} up to {end}: {fact}. Nothing is recorded since.{tail}"
        )
    stretch = " A short stretch; stores last years." if answer.tier == "note" else ""
    return f"Low for {how_long(period.days)}: {fact}.{stretch}{tail}"


def _whose(answer: Judgement) -> str:
    """By whose absorption, where that is not a healthy person's: the model says so, not a test."""
    names = [n for n in answer.profile.split("+") if n not in ("healthy", "over-50")]
    return f" by a model for {' and '.join(n.replace('-', ' ') for n in names)}" if names else ""


def _low_if_complete(answer: Judgement) -> str:
    window, reference = answer.window, answer.reference
    what = "totals are" if answer.because == "totals" else "days are"
    intake = ug_text(round((answer.intake_ug or 0.0) * _NG_PER_UG))
    limit_ng = reference.per_day_ng
    if reference.kind == "AI" and answer.required is not None:
        limit_ng = round(2 * answer.required.ug_per_day * _NG_PER_UG)
    return (
        f"If those {what} complete: {intake} µg a day on {window.recorded} of"
        f" {of_days(window.days)}, below {ug_value(limit_ng)} µg."
    )


def _not_judged(answer: Judgement) -> str:
    window = answer.window
    if answer.because == "due-doses":
        return f"Not judged: {due_words(answer.due_days)}."
    if answer.because == "no-requirement":
        return "Not judged: no authority has set an average requirement for this age."
    if answer.because == "few-recorded-days":
        return few_recorded_words(window.recorded)
    if answer.because == "unknown-b12":
        return (
            f"Not judged: {window.unjudged} of the last {of_days(window.days)} hold foods without"
            " a B12 value, or a bare total."
        )
    absorbed = about_ug_text(answer.absorbed.best) if answer.absorbed else "?"
    required = f"{answer.required.ug_per_day:g}" if answer.required else "?"
    return (
        f"Not judged: about {absorbed} µg absorbed a day on"
        f" {of_days(window.recorded, 'recorded day')} is too near the {required} µg needed."
    )


def due_words(days: Sequence[date]) -> str:
    """The due days that are not recorded: "2 Sundays on which a tablet was due are not recorded".

    >>> from datetime import date
    >>> due_words([date(2026, 11, 15), date(2026, 11, 22)])
    '2 Sundays on which a tablet was due are not recorded'
    """
    named = sorted(days, key=lambda day: day.weekday())
    counts = [(name, len(list(group))) for name, group in groupby(named, lambda day: f"{day:%A}")]
    if len(counts) > 2:  # a daily schedule: weekdays say nothing
        return f"{of_days(len(days))} on which a tablet was due are not recorded"
    words = " and ".join(f"{count} {name}{'' if count == 1 else 's'}" for name, count in counts)
    return f"{words} on which a tablet was due {'is' if len(days) == 1 else 'are'} not recorded"


def would_settle(answer: Judgement) -> str | None:
    """The one thing that would let the day be judged; None where it is judged."""
    if answer.because == "due-doses":
        days = ", ".join(near_day(day, answer.as_of) for day in answer.due_days)
        return f"saying whether a tablet was taken on {days}"
    if answer.because == "few-recorded-days":
        return f"{of_days(LEAST_RECORDED - answer.window.recorded, 'more recorded day')}"
    if answer.because in ("totals", "unknown-b12", "unknown-foods"):
        return f"the foods of these days, or their B12 values{_TOTALS * answer.has_totals}"
    if answer.because == "near-requirement":
        return "more recorded days"
    return None


def period_words(period: LowPeriod, to: date) -> str:
    """One low period in a sentence: its tier, days, what was absorbed, its state."""
    state = {"stale": ", stale: nothing recorded since"}.get(
        period.state, ", still open" if period.is_open else ""
    )
    if period.snooze is not None and period.snooze.until:
        state = f", snoozed until {near_day(date.fromisoformat(period.snooze.until), to)}"
    absorbed = about_ug_text(period.band.best)
    return (
        f"{period.tier.title()}, {near_day(period.start, to)} to {near_day(period.end, to)}{state}:"
        f" {'about ' if absorbed != '0' else ''}{absorbed} µg absorbed a day,"
        f" {period.recorded_days} of {of_days(period.days)}"
        f" recorded; {ug_value(period.threshold_ng_per_day)} µg needed."
    )


def reserve_words(period: LowPeriod) -> str:
    """What such a time takes of what can be spared, and how long the rest lasts, by the model."""
    from b12track.science.body_store import Store, spare_share, years_band

    shares = spare_share(period.days, period.band)
    low, best, high = (f"{100 * share:.0f}" for share in shares)
    years = years_band(Store(uptake_ug_per_day=period.band))
    first, likely, last = ("never" if year is None else f"{year:.0f}" for year in years)
    lasts = f"{likely} years ({first} to {last})" if likely != "never" else "for good"
    return (
        f"By a rough model for people in general, {how_long(period.days)} at this amount take"
        f" about {best} % ({low} to {high}) of what can be spared; at it the rest lasts {lasts}."
    )


def reference_fact(answer: Judgement) -> str:
    """Whose value intake stands beside: a fact, never a verdict."""
    return f"Reference {reference_name(answer.reference)}."
