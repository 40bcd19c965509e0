"""`suggest`: the smallest changes that would lift the week over the reference, and no advice."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final, NamedTuple

import click

from b12track.analysis.suggestions import (
    Change,
    Need,
    changes,
    diet_eaten,
    fortified_options,
    own_options,
    swaps,
)
from b12track.analysis.summary import Summary, summary
from b12track.cli.options import diet_option, for_person, shaped
from b12track.diary import dates, doses, plans, regimens
from b12track.diary.days import days, entries_between
from b12track.quantity import whole

if TYPE_CHECKING:
    from collections.abc import Sequence

    from b12track.cli.session import Session
    from b12track.cli.shape import Shape
    from b12track.diary.days import Day
    from b12track.diary.journal import Entry
    from b12track.diary.regimens import Due
    from b12track.foods.catalogue import Catalogue
    from b12track.foods.table import Food
    from b12track.report.suggestions import Published

_HABIT_DAYS: Final = 90
_LEAST_RECORDED: Final = 3
_MOST_OWN, _MOST_FORTIFIED = 3, 2
#: Rows of foods.csv that stand for what a shop has; labels differ, and the answer says so.
_OFFERED: Final = (
    "fortified soy milk",
    "fortified oat milk",
    "fortified almond milk",
    "fortified rice milk",
    "fortified coconut milk drink",
    "fortified soy yogurt",
    "fortified oat yogurt",
    "nutritional yeast, fortified",
    "fortified yeast extract",
)
_CEREAL: Final = {"us": "fortified breakfast cereal (US)"}
_SCHEDULES: Final = ("daily-10", "weekly-2000", "daily-50")
#: What is published for people without intrinsic factor; the others would mislead them.
_WITHOUT_FACTOR: Final = ("bnf", "us-usual", "oral-1000")
#: What a suggestion has in CSV: a change of foods, or a published schedule.
_COLUMNS: Final = (
    "kind food food_code portion in_place_of times_a_week added_ug_per_week new_mean_ug_per_day"
    " title source"
)


class Suggestions(NamedTuple):
    """Everything `suggest` says: the week, what is lacking, and the changes by kind."""

    need: Need | None
    week: Summary
    due: list[Due]
    diet_from: str = ""
    own: Sequence[Change] = ()
    swapped: Sequence[Change] = ()
    fortified: Sequence[Change] = ()


@click.command()
@diet_option("as in the profile")
@for_person
@shaped
@click.pass_obj
def suggest(session: Session, diet: str | None, shape: Shape) -> None:
    """Show the smallest changes that would reach the reference.

    The reference is what an authority recommends a day. It looks at the last seven days. Foods
    you eat come first, then fortified foods, then published supplement schedules; the fewest
    extra portions a week win. It is arithmetic on your own diary, not advice.

    \b
    Examples:
      b12track suggest
      b12track suggest --diet vegan
    """
    from b12track.report.suggestions import document, suggestion_documents

    answer = _answer(session, diet)
    about = [*answer.own, *answer.swapped, *answer.fortified], _published(answer.need)
    rows = suggestion_documents(answer.need, *about) if answer.need else []
    whole = document(answer.need, answer.week, *about)
    shape.say(whole, rows, _COLUMNS, _text(session, answer))


def _answer(session: Session, diet: str | None) -> Suggestions:
    today, person = session.today, session.person_id
    span = dates.span(today - timedelta(days=6), today)
    with session.reading() as diary:
        recorded = days(diary, person, span, today)
        entries = entries_between(diary, person, today - timedelta(days=_HABIT_DAYS), today)
        due = [dose for dose in regimens.due(diary, person, today) if dose.days_overdue >= 0]
        injected = doses.injections(diary, person, today - timedelta(days=_HABIT_DAYS), today)
    week = summary(recorded)
    if week.mean_ng_per_day is None or week.recorded_days < _LEAST_RECORDED:
        return Suggestions(None, week, due)
    catalogue = session.catalogue()
    foods = _foods(catalogue, entries)
    diet_known = diet or session.circumstances(today).diet
    need = Need(
        whole(week.mean_ng_per_day),
        session.reference(today).per_day_ng,
        diet_known or diet_eaten(entries, foods),
        session.profile,
        session.circumstances(today).stage is not None,
        0.0 if injected else _absorbed_lack_ug(session, recorded, entries),
    )
    origin = "said" if diet else "profile" if diet_known else "eaten"
    answer = Suggestions(need, week, due, origin)
    if not need.profile.active.best:
        return answer  # without intrinsic factor no portion of food fills the week
    offered = _offered(session, catalogue)
    this_week = [entry for entry in entries if entry.eaten_on >= span[0].isoformat()]
    return answer._replace(
        own=changes(need, own_options(entries, foods, need), _MOST_OWN),
        swapped=swaps(need, this_week, foods, offered),
        fortified=changes(need, fortified_options(offered, entries, need), _MOST_FORTIFIED),
    )


def _absorbed_lack_ug(session: Session, recorded: list[Day], entries: list[Entry]) -> float:
    """What a week lacks, by the model, to what has to be absorbed; 0 where that is not known.

    Asked only where something is known to hinder absorption: for others a day without meals and
    times, which counts as one occasion, would lack something by its way of being logged alone.
    """
    from b12track.analysis.absorbed import absorbed_by_day, mean_absorbed

    profile = session.profile
    mean = mean_absorbed(recorded, absorbed_by_day(entries, session.yardstick.profile_on))
    required = session.yardstick.required(session.today)
    hindered = profile.release.best < 1 or profile.active.best < 1
    if mean is None or required is None or not hindered:
        return 0.0
    return max(0.0, 7 * (required.ug_per_day - mean.best))


def _foods(catalogue: Catalogue, entries: list[Entry]) -> dict[str, Food]:
    """Food code → food, for what was eaten and is still in the table."""
    codes = {entry.food_code for entry in entries}
    by_code = (catalogue.by_code(code) for code in sorted(codes))
    return {food.food_code: food for food in by_code if food}


def _offered(session: Session, catalogue: Catalogue) -> list[Food]:
    """The fortified foods that may be named, with the cereal of the authority's country."""
    authority = session.circumstances(session.today).authority
    cereal = _CEREAL.get(authority, "fortified breakfast cereal (EU)")
    return [food for name in (*_OFFERED, cereal) if (food := catalogue.named(name))]


def _published(need: Need | None) -> Published:
    """Title, source and lasting phase of the published schedules that concern this person."""
    from b12track.science.regimens import regimen

    without = need is not None and not need.profile.active.best
    schedules = [regimen(key) for key in (_WITHOUT_FACTOR if without else _SCHEDULES)]
    return [(schedule.title, schedule.source, schedule.phases[-1]) for schedule in schedules]


def _text(session: Session, answer: Suggestions) -> str:
    from b12track.report import suggestions
    from b12track.report.text import mean_text
    from b12track.wording import reference_name

    reference = reference_name(session.reference())
    if answer.need is None:
        return suggestions.too_few(answer.week.recorded_days)
    lines = suggestions.opening(answer.need, mean_text(answer.week), reference)
    due = [plans.words_of(dose.regimen.plan) for dose in answer.due]
    lines += [f"Your own schedule has a dose due: {words}." for words in due]
    if answer.need.is_lacking or not answer.need.profile.active.best:
        filling = (answer.own, answer.fortified)
        lines += suggestions.change_lines(answer.need, filling, answer.swapped, answer.diet_from)
        published = _published(answer.need)
        lines += suggestions.schedule_lines(published, answer.need.profile)
    lines.append(suggestions.CLOSING)
    return suggestions.wrapped_lines(lines)
