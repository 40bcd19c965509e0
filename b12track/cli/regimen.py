"""`regimen`: the schedules a person follows, what is due, and published ones for comparison."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import click

from b12track.cli.numbers import row_number_argument
from b12track.cli.options import as_json, for_person, on_day, quiet, shaped
from b12track.cli.regimen_edit import edit_regimen
from b12track.cli.session import Session, json_text, say_saved
from b12track.diary import dates, plans, regimens
from b12track.errors import InputRefused
from b12track.report.absorbed import band_document
from b12track.report.document import ug
from b12track.report.text import wrapped
from b12track.wording import band_text, day_name, of_days, row_number

if TYPE_CHECKING:
    import sqlite3

    from b12track.analysis.published_regimens import Compared
    from b12track.cli.shape import Shape
    from b12track.diary.plans import Plan
    from b12track.diary.regimens import Due, Regimen

#: What a schedule has in CSV.
_CELLS: Final = "id regimen route form dose_ug doses every starts_on stopped_on assumed_taken"
_NO_ADVICE: Final = (
    "Published schedules stand here for comparison, not as advice; whoever prescribed a schedule"
    " is the one to change it."
)
_NONE: Final = 'No regimen yet: b12track regimen add "2000 µg weekly on sunday"'


@click.group()
def regimen() -> None:
    """The schedule of supplements or injections, and what is due.

    \b
    Examples:
      b12track regimen add 2000 µg weekly on sunday
      b12track regimen due
    """


@regimen.command()
@click.argument("words", nargs=-1, required=True)
@click.option("--start", metavar="DAY", default="today", help="Its first day (else today).")
@click.option("--from", "start", metavar="DAY", hidden=True, help="The old word for --start.")
@click.option(
    "--assume-taken", is_flag=True, help="Count each dose as taken, unless you delete it."
)
@for_person
@as_json
@click.pass_obj
def add(
    session: Session, words: tuple[str, ...], start: str, assume_taken: bool, as_json: bool
) -> None:
    """Add a schedule in your own words: dose and how often.

    \b
    Examples:
      b12track regimen add 2000 µg weekly on sunday
      b12track regimen add daily 50 µg
      b12track regimen add hydroxocobalamin 1 mg every 8 weeks
    """
    plan = plans.plan(" ".join(words))
    first = dates.day(start, session.today)
    with session.acting("regimen add") as (diary, act_id):
        number = regimens.add(diary, act_id, session.person_id, plan, first, assume_taken)
        doses = regimens.due(diary, session.person_id, session.today)
    due = next(dose for dose in doses if dose.regimen.regimen_id == number)
    if as_json:
        say_saved(json_text({"regimens": [regimen_document(session, due.regimen)]}))
    else:
        say_saved(_added(session, due, assume_taken))


def _added(session: Session, due: Due, assumed: bool) -> str:
    from b12track.analysis.published_regimens import compared

    plan = due.regimen.plan
    published = compared(plan, session.profile)
    same = [
        f"{each.published.title} ({each.published.source})" for each in published if each.is_same
    ]
    number = row_number("regimen", due.regimen.regimen_id)
    lines = [
        f"Saved regimen {number}: {plans.words_of(plan)}. {_when(due)}.",
        _uptake_line(session, plan),
    ]
    if assumed:
        lines.append(
            "Its doses are written as taken when they are due, because you chose so;"
            " b12track delete takes one out that was not."
        )
    if same:
        lines.append(f"Published alike: {'; '.join(same)}.")
    lines.append(
        "Beside published schedules, for comparison and not as advice: b12track regimen list"
    )
    return "\n".join(wrapped(line, "  ") for line in lines)


def _when(due: Due) -> str:
    if due.days_overdue == 0:
        return "Due today"
    return f"{'Due since' if due.days_overdue > 0 else 'Next due'} {day_name(due.due_on)}"


def _uptake_line(session: Session, plan: Plan) -> str:
    """What the plan brings in, by the model, for this person."""
    from b12track.analysis.published_regimens import own_ug_per_day

    profile = session.profile
    verb = "Retained" if plan.route == "injection" else "Absorbed"
    by_mouth = plan.route != "injection" and profile.name != "healthy"
    whom = f" (profile {profile.name})" if by_mouth else ""
    return f"{verb} by the model{whom}: {band_text(own_ug_per_day(plan, profile))} a day."


@regimen.command("list")
@click.option("--all", "with_stopped", is_flag=True, help="Show all, also those that were stopped.")
@for_person
@shaped
@click.pass_obj
def list_regimens(session: Session, with_stopped: bool, shape: Shape) -> None:
    """List your schedules beside published ones.

    Beside each stands how much of it is absorbed, as estimated.

    \b
    Examples:
      b12track regimen list
      b12track regimen list --all
    """
    with session.reading() as diary:
        followed = regimens.regimens(diary, session.person_id, with_stopped)
    rows = [regimen_document(session, regimen) for regimen in followed]
    lines = [regimen_line(session, regimen) for regimen in followed]
    by_route = {regimen.plan.route == "injection": regimen.plan for regimen in followed[::-1]}
    for route in dict.fromkeys(regimen.plan.route == "injection" for regimen in followed):
        lines += _table(session, by_route[route], injected=route)
    text = "\n".join([*lines, wrapped(_NO_ADVICE)]) if followed else _NONE
    shape.say({"regimens": rows}, rows, _CELLS, text)


def regimen_line(session: Session, regimen: Regimen, before: str = "") -> str:
    """A schedule with its number and what it brings in, by the model; `before` begins the line."""
    stopped = f", stopped on {day_name(regimen.stopped_on)}" if regimen.stopped_on else ""
    agreed = ", counted as taken unless deleted" if regimen.assumed_until else ""
    number = row_number("regimen", regimen.regimen_id)
    words = f"{before}{number}: {plans.words_of(regimen.plan)}{agreed}{stopped}."
    return wrapped(f"{words} {_uptake_line(session, regimen.plan)}", "   ")


def _table(session: Session, plan: Plan, injected: bool) -> list[str]:
    """The published schedules by one route, a line each: µg a day, schedule, source."""
    from b12track.analysis.published_regimens import compared

    verb = "retained" if injected else "absorbed"
    lines = [f"Published, µg {verb} a day by the model:"]
    for each in compared(plan, session.profile):
        number = band_text(each.ug_per_day).removeprefix("about ").replace(" µg", "")
        title = f"{each.published.title} ({each.published.source})"
        lines.append(wrapped(f"  {number:<18} {title}", " " * 21))
    return lines


def regimen_document(session: Session, regimen: Regimen) -> dict[str, object]:
    """A schedule for scripts, with published ones beside it."""
    from b12track.analysis.published_regimens import compared, own_ug_per_day

    plan, profile = regimen.plan, session.profile
    return {
        "id": regimen.regimen_id,
        "regimen": plans.words_of(plan),
        "route": plan.route,
        "form": plan.form,
        "dose_ug": ug(plan.dose_ng),
        "doses": plan.doses,
        "every": f"{plan.every_number} {plan.every_unit}",
        "starts_on": regimen.starts_on.isoformat(),
        "stopped_on": regimen.stopped_on.isoformat() if regimen.stopped_on else None,
        "assumed_taken": regimen.assumed_until is not None,
        "uptake_ug_per_day": band_document(own_ug_per_day(plan, profile)),
        "published": [_published(each) for each in compared(plan, profile)],
    }


def _published(compared: Compared) -> dict[str, object]:
    return {
        "key": compared.published.key,
        "title": compared.published.title,
        "source": compared.published.source,
        "evidence": compared.published.evidence,
        "same": compared.is_same,
        "uptake_ug_per_day": band_document(compared.ug_per_day),
    }


@regimen.command()
@quiet
@for_person
@shaped
@click.pass_obj
def due(session: Session, quiet: bool, shape: Shape) -> int:
    """Show what is due, overdue, and next.

    Doses that count as taken, because you chose so, are written down first.

    For scripts: the exit code is 1 when something is due, else 0.

    \b
    Examples:
      b12track regimen due
      b12track regimen due --for mum
    """
    written, doses = _due(session)
    rows = [_due_document(dose) for dose in doses]
    now = [row for row, dose in zip(rows, doses, strict=True) if dose.days_overdue >= 0]
    document = {"due": now, "next": [row for row in rows if row not in now], "written": written}
    lines = [f"Written as taken, as agreed: {dose}." for dose in written]
    lines += [wrapped(_due_text(dose), "  ") for dose in doses]
    if shape.is_for_scripts or not quiet:
        columns = "id regimen due_on days_overdue"
        shape.say(document, rows, columns, "\n".join(lines) or _NONE)
    return 1 if now else 0


def _due(session: Session) -> tuple[list[str], list[Due]]:
    """What was written as agreed, and every regimen's next day; writes only where it must."""
    with session.reading() as diary:
        waiting = regimens.assumed(diary, session.person_id, session.today)
        doses = regimens.due(diary, session.person_id, session.today)
    if not waiting:
        return [], doses
    with session.writing() as diary:
        written = regimens.catch_up(diary, session.person_id, session.today, session.now)
        return written, regimens.due(diary, session.person_id, session.today)


def _due_document(dose: Due) -> dict[str, object]:
    return {
        "regimen": plans.words_of(dose.regimen.plan),
        "id": dose.regimen.regimen_id,
        "due_on": dose.due_on.isoformat(),
        "days_overdue": dose.days_overdue,
    }


def _due_text(dose: Due) -> str:
    words = plans.words_of(dose.regimen.plan)
    if dose.days_overdue == 0:
        return f"Due today: {words}."
    if dose.days_overdue > 0:
        return f"Overdue by {of_days(dose.days_overdue)}, since {day_name(dose.due_on)}: {words}."
    return f"Next on {day_name(dose.due_on)}: {words}."


def _followed(session: Session, diary: sqlite3.Connection, number: int) -> Plan:
    """The plan of a schedule that is followed, refused where there is none of this number."""
    known = regimens.regimens(diary, session.person_id)
    followed = {regimen.regimen_id: regimen.plan for regimen in known}
    if number not in followed:
        raise InputRefused(
            f"There is no regimen {row_number('regimen', number)} to stop.",
            tuple(
                f"{row_number('regimen', key)}: {plans.words_of(plan)}"
                for key, plan in followed.items()
            ),
        )
    return followed[number]


@regimen.command()
@row_number_argument("regimen")
@on_day("today", "today")
@for_person
@click.pass_obj
def stop(session: Session, number: int, on: str) -> None:
    """Stop a schedule in this diary; what was taken under it stays.

    ID is the number that regimen list shows.

    \b
    Example:
      b12track regimen stop r1 --on yesterday
    """
    last = dates.day(on, session.today)
    with session.reading() as diary:
        _followed(session, diary, number)
    with session.acting("regimen stop") as (diary, act_id):
        # Another program may have taken it away since then.
        plan = _followed(session, diary, number)
        regimens.stop(diary, act_id, number, last)
    say_saved(wrapped(f"Stopped in this diary on {day_name(last)}: {plans.words_of(plan)}."))


regimen.add_command(edit_regimen)
