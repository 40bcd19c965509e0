"""`regimen edit`: a schedule put right; what it was before stays in the history."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

import click

from b12track.cli.numbers import row_number_argument
from b12track.cli.options import as_json, for_person
from b12track.cli.records import put_right
from b12track.cli.session import Session, json_text, say_saved
from b12track.diary import dates, plans, regimens
from b12track.errors import InputRefused
from b12track.text import accepted

if TYPE_CHECKING:
    from b12track.diary.plans import Plan
    from b12track.diary.regimens import Regimen

#: The word that takes the last day of a schedule away.
_OPEN: Final = "open"


@click.command("edit")
@row_number_argument("regimen")
@click.option("--dose", metavar="DOSE", help="Which dose: 1 mg, 1000 µg.")
@click.option("--schedule", metavar="WORDS", help="How often: 'weekly on sunday'.")
@click.option("--form", metavar="FORM", help="Which form: hydroxocobalamin, cyanocobalamin.")
@click.option("--start", metavar="DAY", help="Its first day (else as it is).")
@click.option("--end", metavar="DAY", help="Its last day, or open for none (else as it is).")
@click.option(
    "--assume-taken/--not-assumed",
    default=None,
    help="Count each dose as taken, unless you delete it; or no longer.",
)
@for_person
@as_json
@click.pass_obj
def edit_regimen(
    session: Session,
    /,
    number: int,
    assume_taken: bool | None,
    as_json: bool,
    **changes: str | None,
) -> None:
    """Put a schedule right; b12track undo takes that back.

    ID is the number that regimen list shows. What was taken under it stays as it is. A schedule
    that was changed by whoever prescribed it is better stopped and added anew: then the days
    before keep the old one.

    \b
    Examples:
      b12track regimen edit r1 --dose "1000 µg" --schedule "twice a week"
      b12track regimen edit r1 --end yesterday
    """
    from b12track.cli.regimen import regimen_document, regimen_line

    if all(value is None for value in (assume_taken, *changes.values())):
        raise click.UsageError("Say what to change: --dose, --schedule, --form, --start, --end.")

    def new_values(row: dict[str, object]) -> dict[str, object]:
        return _new_values(session, regimens.of_row(tuple(row.values())), changes, assume_taken)

    changed = put_right(session, "regimen", ("regimen", number), new_values, regimens.regimen)
    if as_json:
        say_saved(json_text({"regimens": [regimen_document(session, changed)]}))
    else:
        say_saved(regimen_line(session, changed, "Changed regimen "))


def _new_values(
    session: Session, before: Regimen, changes: dict[str, str | None], assume_taken: bool | None
) -> dict[str, object]:
    """The columns that the options change; InputRefused for what cannot be a schedule."""
    values: dict[str, object] = dict(_new_plan(before.plan, changes)._asdict())
    starts_on, ends_on = before.starts_on, before.stopped_on
    if changes["start"] is not None:
        starts_on = dates.day(changes["start"], session.today)
    if changes["end"] is not None:
        is_open = changes["end"].strip().lower() == _OPEN
        ends_on = None if is_open else dates.day(changes["end"], session.today)
    if ends_on is not None and assume_taken:
        raise InputRefused(f"It ended on {ends_on}: --end open, and it is followed on.")
    if ends_on is not None and ends_on < starts_on:
        raise InputRefused(f"It would end on {ends_on}, before it starts on {starts_on}.")
    values["starts_on"] = starts_on.isoformat()
    values["stopped_on"] = ends_on.isoformat() if ends_on else None
    until = _assumed_until(session, before, assume_taken, starts_on)
    values["assumed_until"] = until.isoformat() if until and ends_on is None else None
    return values


def _assumed_until(
    session: Session, before: Regimen, wanted: bool | None, starts_on: date
) -> date | None:
    """Up to which day doses count as written; a choice made today never fills the past."""
    until = before.assumed_until
    if wanted is False or (until is None and not wanted):
        return None
    day_before = starts_on - timedelta(days=1)
    return max(until or session.today - timedelta(days=1), day_before)


def _new_plan(plan: Plan, changes: dict[str, str | None]) -> Plan:
    """The plan with another dose, schedule or form."""
    if changes["dose"] is not None:
        plan = plan._replace(dose_ng=plans.dose_alone(changes["dose"]))
    if changes["form"] is not None:
        plan = plan._replace(form=plans.form_alone(changes["form"]))
    if changes["schedule"] is not None:
        plan = plans.rescheduled(plan, accepted(changes["schedule"], "the schedule"))
    return plan
