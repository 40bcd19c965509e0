"""Suggestions in sentences and as JSON: what each change adds, swallowed and absorbed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from b12track.quantity import about_ug_text, ug_text
from b12track.report.absorbed import band_document
from b12track.report.text import wrapped
from b12track.science.regimens import uptake_ug_per_day
from b12track.science.symptoms import ABSORPTION_CAVEAT
from b12track.text import escaped
from b12track.wording import band_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from b12track.analysis.suggestions import Change, Need
    from b12track.analysis.summary import Summary
    from b12track.science.absorption_profiles import Profile
    from b12track.science.regimens import Phase

    #: Title, source and lasting phase of a published schedule.
    Published = Sequence[tuple[str, str, Phase]]

CLOSING: Final = (
    "Arithmetic on what is recorded, not advice. Fortified foods differ: the label decides."
)
_DIET_FROM: Final = {
    "said": "as you said",
    "profile": "as in your profile",
    "eaten": "by what was recorded; --diet says otherwise",
}
#: By how much two meals must beat one before it is worth a sentence.
_WORTH_SAYING: Final = 1.05


def too_few(recorded_days: int) -> str:
    """The answer where too little of the week is known."""
    return wrapped(
        f"{recorded_days} of the last 7 days are recorded, too few to say what would lift the"
        " week: b12track gaps lists what is missing."
    )


def opening(need: Need, mean: str, reference: str) -> list[str]:
    """What the week had, and what it lacks to the reference."""
    if need.week_ng > 0:
        lack = ug_text(need.week_ng)
        return [f"{mean} Reference {reference}: a week like this is {lack} µg short of it."]
    lines = [f"{mean} Reference {reference}."]
    if not need.profile.active.best:
        return lines
    if need.absorbed_lack_ug > 0:
        lack = about_ug_text(need.absorbed_lack_ug)
        words = (
            "Swallowed, the recorded week reaches the reference; absorbed, by the model, a week"
            f" like this is about {lack} µg short of what has to be absorbed."
        )
        return [*lines, words]
    words = "The recorded week reaches the reference, so nothing is missing."
    risky = need.profile.name != "healthy"
    return [*lines, f"{words} {ABSORPTION_CAVEAT}" if risky else words]


def change_lines(
    need: Need,
    filling: tuple[Sequence[Change], Sequence[Change]],
    swapped: Sequence[Change],
    diet_from: str,
) -> list[str]:
    """The changes in the order of their smallness, a sentence each; own foods before fortified.

    Where food-bound B12 may be absorbed poorly, fortified foods come first (IOM 1998).
    """
    if not need.profile.active.best:
        advice = (
            "Without intrinsic factor, as the profile says, food adds next to nothing by the model;"
            " a schedule that was prescribed stays with whoever prescribed it."
        )
        return [advice]
    own, fortified = filling
    ordered = [*fortified, *own] if need.profile.release.low < 1 else [*own, *fortified]
    diet = f"{need.diet}, {_DIET_FROM[diet_from]}"
    if not ordered:
        lines = [f"No single food of the diary or among fortified foods fills it ({diet})."]
    else:
        lines = [f"Any one of these would fill it ({diet}):"]
        lines += [f"{number}. {sentence(change)}" for number, change in enumerate(ordered, 1)]
    return [*lines, *(f"Part of it: {sentence(change)}" for change in swapped)]


def sentence(change: Change) -> str:
    """One change in one sentence: how much, how often, what it adds, what the mean becomes."""
    option = change.option
    how_often = {1: "once more a week", 7: "once more every day", 14: "twice more every day"}.get(
        change.times_a_week, f"{change.times_a_week} times more a week"
    )
    known = f", which you had on {option.days_eaten} days" if option.days_eaten else ""
    instead = ""
    if option.replaces:
        instead = f" in place of {escaped(option.replaces)}"
        times = change.times_a_week
        how_often = f"{'once' if times == 1 else f'{times} times'} a week"
    split = ""
    if (
        change.at_one_meal_ug
        and change.absorbed_ug.best > _WORTH_SAYING * change.at_one_meal_ug.best
    ):
        at_once = about_ug_text(change.at_one_meal_ug.best)
        split = f" at separate meals, {at_once} µg if two are taken at once"
    return (
        f"{escaped(option.name)} ({escaped(option.portion)}{known}) {how_often}{instead}: adds"
        f" {ug_text(round(change.added_ug * 1000))} µg a week, of which"
        f" {band_text(change.absorbed_ug)} absorbed{split}; the mean becomes"
        f" {change.new_mean_ug:.1f} µg a day."
    )


def schedule_lines(published: Published, profile: Profile) -> list[str]:
    """What societies publish, each with its source and what the model says is absorbed."""
    schedules = [
        f"{title} ({source}), {band_text(uptake_ug_per_day(phase, profile))} a day"
        f" {'retained' if phase.route == 'injection' else 'absorbed'}"
        for title, source, phase in published
    ]
    return [f"Schedules that others publish: {'; '.join(schedules)}."]


def wrapped_lines(lines: Sequence[str]) -> str:
    """The lines at the terminal's width; numbered ones indented below their number."""
    return "\n".join(wrapped(line, "   " if line[:1].isdecimal() else "  ") for line in lines)


def document(
    need: Need | None,
    week: Summary,
    changes: Sequence[Change],
    published: Published,
) -> dict[str, object]:
    """The changes for scripts, in the order of their smallness within each kind."""
    if need is None:
        return {"recorded_days": week.recorded_days, "lacking_ug_per_week": None, "suggestions": []}
    return {
        "recorded_days": week.recorded_days,
        "diet": need.diet,
        "mean_ug_per_day": need.mean_ng / 1000,
        "reference_ug_per_day": need.reference_ng / 1000,
        "lacking_ug_per_week": max(0, need.week_ng) / 1000,
        "lacking_absorbed_ug_per_week": round(max(0.0, need.absorbed_lack_ug), 3),
        "suggestions": suggestion_documents(need, changes, published),
    }


def suggestion_documents(
    need: Need, changes: Sequence[Change], published: Published
) -> list[dict[str, object]]:
    """Changes of foods, then published schedules where anything is lacking."""
    rows = [_change_document(change) for change in changes]
    if not need.is_lacking and need.profile.active.best:
        return rows
    return rows + [
        {
            "kind": "schedule",
            "title": title,
            "source": source,
            "absorbed_ug_per_day": band_document(uptake_ug_per_day(phase, need.profile)),
        }
        for title, source, phase in published
    ]


def _change_document(change: Change) -> dict[str, object]:
    return {
        "kind": change.option.kind,
        "food": change.option.name,
        "food_code": change.option.food_code,
        "portion": change.option.portion,
        "in_place_of": change.option.replaces or None,
        "times_a_week": change.times_a_week,
        "added_ug_per_week": round(change.added_ug, 6),
        "absorbed_ug_per_week": band_document(change.absorbed_ug),
        "absorbed_at_one_meal_ug_per_week": band_document(change.at_one_meal_ug),
        "new_mean_ug_per_day": round(change.new_mean_ug, 6),
        "sentence": sentence(change),
    }
