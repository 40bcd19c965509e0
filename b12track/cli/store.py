"""`store`: a rough projection of the body's B12 store, for people in general."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, TypedDict, Unpack

import click

from b12track.cli.options import Number, Whole, for_person, shaped
from b12track.cli.session import Session, say, say_json
from b12track.diary import dates, doses
from b12track.diary.days import days, entries_between
from b12track.errors import InputRefused

if TYPE_CHECKING:
    from datetime import date

    from b12track.analysis.store_outlook import Outlook
    from b12track.cli.shape import Shape
    from b12track.science.band import Band

_PROFILES = ("healthy", "atrophic-gastritis", "pernicious-anaemia")
NITROUS_OXIDE = (
    "Nitrous oxide inactivates B12 in the body, so a projection would say nothing: none is shown."
)


class Assumptions(TypedDict):
    """What a person assumes in place of what is recorded; None where nothing is."""

    start_ug: float | None
    uptake_ug_per_day: float | None
    profile: str | None


@click.command()
@click.option(
    "--start-ug",
    type=Number(1, 100_000),
    metavar="N",
    help="The store today, in micrograms (else as in people in general).",
)
@click.option(
    "--uptake-ug-per-day",
    type=Number(0, 1000),
    metavar="N",
    help="What is absorbed a day, in micrograms (else as recorded).",
)
@click.option(
    "--profile",
    type=click.Choice(_PROFILES),
    metavar="CASE",
    help="Whose loss and absorption: healthy, atrophic-gastritis or pernicious-anaemia.",
)
@click.option(
    "--years", metavar="N", type=Whole(1, 50), default=10, help="How many years ahead (else 10)."
)
@for_person
@shaped
@click.pass_obj
def store(session: Session, /, years: int, shape: Shape, **options: Unpack[Assumptions]) -> None:
    """Estimate how long the body's store of B12 would last.

    It is a rough estimate, with a wide range, for people in general; it says nothing of anyone's
    blood. It goes on as if you ate as on the recorded days of the last 90, with what injections
    of the last year left in the body. b12track explain store says more.

    \b
    Examples:
      b12track store
      b12track store --uptake-ug-per-day 0
      b12track store --profile pernicious-anaemia --years 20
    """
    from b12track.report import store as report

    about = {"person": session.person.name}
    if projects_nothing(session):
        refused = {"years_to_threshold": None, "series": (), "refused": NITROUS_OXIDE}
        if shape.as_json:
            say_json({**about, **refused})
        else:
            say(NITROUS_OXIDE)
        return
    projection = projected(session, years, options)
    document = {**about, **report.store_document(projection, session.today)}
    rows = report.series_documents(projection, session.today)
    shape.say(document, rows, "date low best high", report.store_text(projection, session.today))


def projects_nothing(session: Session) -> bool:
    """Whether the person named what makes every projection meaningless."""
    return "nitrous-oxide" in session.circumstances().medicines


def projected(
    session: Session, years: int, options: Assumptions, span: list[date] | None = None
) -> Outlook:
    """The outlook of `store` and of its chart; uptake from the span, else the last 90 days."""
    from b12track.analysis.store_outlook import outlook
    from b12track.science.band import Band
    from b12track.science.body_store import START_UG, Store, loss_per_day

    name = options["profile"] or session.profile.name
    start, uptake = options["start_ug"], options["uptake_ug_per_day"]
    plan = Store(
        START_UG if start is None else Band(start, start, start),
        loss_per_day(name),
        _recorded_uptake(session, options["profile"], span)
        if uptake is None
        else Band(uptake, uptake, uptake),
    )
    return outlook(plan, round(years * 365.25))


def _recorded_uptake(session: Session, profile_name: str | None, span: list[date] | None) -> Band:
    """The mean absorbed of the recorded days, and of injections; InputRefused where none is."""
    from b12track.analysis.absorbed import absorbed_by_day, mean_absorbed
    from b12track.analysis.store_outlook import UPTAKE_DAYS, injected_ug_per_day
    from b12track.science.absorption_profiles import profile
    from b12track.science.band import total

    if span is None:
        span = dates.span(session.today - timedelta(days=UPTAKE_DAYS - 1), session.today)
    with session.reading() as diary:
        recorded = days(diary, session.person_id, span, session.today)
        entries = entries_between(diary, session.person_id, span[0], span[-1])
        given = doses.injections(
            diary, session.person_id, session.today - timedelta(days=400), session.today
        )
    # The future is today's: with the profile of today, for the days that are looked up as well.
    today = profile(profile_name) if profile_name else session.yardstick.profile(session.today)
    by_day = absorbed_by_day(entries, lambda _: today)
    swallowed = mean_absorbed(recorded, by_day)
    if swallowed is None:
        raise InputRefused(
            f"No complete day among the last {len(span)}: give --uptake-ug-per-day N."
        )
    return total([swallowed, injected_ug_per_day(given, session.today)])
