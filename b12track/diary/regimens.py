"""Regimens: the schedules a person follows, and when the next dose of each is due."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

from b12track.diary import doses, journal
from b12track.diary.days import days
from b12track.diary.plans import FORMS, Plan
from b12track.diary.storage import rows
from b12track.foods.table import Food, Portion
from b12track.foods.weighing import Item
from b12track.quantity import DOSE_NG, MG_PER_G, plain
from b12track.record import NamedTuple

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Mapping
    from datetime import datetime

#: A share of a dose still counts as the dose: 1,600 of 2,000 µg.
_ENOUGH: Final = Decimal("0.8")
#: At most so many doses are written as taken at once; the rest follow with the next command.
_MOST_WRITTEN: Final = 400


class Regimen(NamedTuple):
    """A plan that a person follows from one day until it is stopped."""

    regimen_id: int
    person_id: int
    plan: Plan
    starts_on: date
    stopped_on: date | None
    assumed_until: date | None


class Due(NamedTuple):
    """When the next dose of a regimen is due; `days_overdue` is below zero before that day."""

    regimen: Regimen
    due_on: date
    days_overdue: int


def add(
    connection: sqlite3.Connection,
    act_id: int,
    person_id: int,
    plan: Plan,
    starts_on: date,
    assumed: bool,
) -> int:
    """Writes a regimen and returns its number; `assumed` has doses written as taken."""
    values = {
        "person_id": person_id,
        **plan._asdict(),
        "starts_on": starts_on.isoformat(),
        "assumed_until": (starts_on - timedelta(days=1)).isoformat() if assumed else None,
    }
    return journal.add(connection, act_id, "regimen", values)


def stop(connection: sqlite3.Connection, act_id: int, regimen_id: int, on: date) -> None:
    """Ends a regimen; what was taken under it stays."""
    row = ("regimen", regimen_id)
    journal.change(connection, act_id, row, {"stopped_on": on.isoformat(), "assumed_until": None})


def regimens(
    connection: sqlite3.Connection, person_id: int, with_stopped: bool = False
) -> list[Regimen]:
    """The regimens of a person, the oldest first; stopped ones only where asked for."""
    condition = "person_id = ?" if with_stopped else "person_id = ? AND stopped_on IS NULL"
    regimen_rows = rows.select(
        connection, "regimen", f"{condition} ORDER BY regimen_id", (person_id,)
    )
    return [of_row(row) for row in regimen_rows]


def regimen(connection: sqlite3.Connection, regimen_id: int) -> Regimen:
    """The regimen with this number, verified; the caller knows that it is there."""
    return of_row(rows.select(connection, "regimen", "regimen_id = ?", (regimen_id,))[0])


def of_row(row: tuple[Any, ...]) -> Regimen:
    """The regimen that a row of its table is."""
    starts_on, stopped_on, assumed_until = (
        date.fromisoformat(day) if day else None for day in row[9:12]
    )
    assert starts_on is not None  # noqa: S101 - the column is NOT NULL
    return Regimen(row[0], row[1], Plan(*row[2:9]), starts_on, stopped_on, assumed_until)


def due(connection: sqlite3.Connection, person_id: int, today: date) -> list[Due]:
    """The next due day of every regimen that is not stopped, the most overdue first."""
    overdue = []
    for regimen in regimens(connection, person_id):
        taken = taken_on(connection, regimen, today)
        on = next_due(regimen, taken)
        overdue.append(Due(regimen, on, (today - on).days))
    return sorted(overdue, key=lambda regimen: (regimen.due_on, regimen.regimen.regimen_id))


def taken_on(
    connection: sqlite3.Connection, regimen: Regimen, today: date, since: date | None = None
) -> dict[date, int]:
    """Day → how many doses of this regimen were recorded on it, as far back as it matters.

    A day counts by all its supplements, or all its injections, together. What is due next rests
    on the last dose; with `since` every day from two intervals before that one is looked at.
    """
    plan = regimen.plan
    first = (since or today) - timedelta(days=2 * plan.period_days + 7)
    amounts: dict[date, int] = {}
    if plan.route == "injection":
        for injection in doses.injections(connection, regimen.person_id, first, today):
            on = date.fromisoformat(injection.given_on)
            amounts[on] = amounts.get(on, 0) + injection.dose_ng
    else:
        span = [first + timedelta(days=n) for n in range((today - first).days + 1)]
        for day in days(connection, regimen.person_id, span, today):
            amounts[day.date] = day.supplement_ng
    return counted(amounts, plan.dose_ng)


def counted(amounts: Mapping[date, int], dose_ng: int) -> dict[date, int]:
    """Day → how many doses its ng are, without the days that hold none.

    >>> counted({date(2026, 3, 1): 1_600_000, date(2026, 3, 2): 50_000}, 2_000_000)
    {datetime.date(2026, 3, 1): 1}
    """
    counts = {on: int(Decimal(ng) / dose_ng + 1 - _ENOUGH) for on, ng in amounts.items()}
    return {on: count for on, count in counts.items() if count > 0}


def next_due(regimen: Regimen, taken: Mapping[date, int]) -> date:
    """The day on which the next dose is due, given the doses taken so far.

    A dose up to three days before or after its day of the week is the dose of that day; without
    a day of the week the interval runs from the last dose.
    """
    plan = regimen.plan
    if not taken:
        return _first_weekday(regimen.starts_on, plan.weekdays)
    last = max(taken)
    if plan.every_unit == "day" and plan.every_number == 1 and not plan.weekdays:
        return last if taken[last] < plan.doses else last + timedelta(days=1)
    apart = max(1, plan.period_days // plan.doses)
    if plan.weekdays:
        return _first_weekday(last + timedelta(days=max(1, apart - 3)), plan.weekdays)
    if plan.every_unit == "month" and plan.doses == 1:
        return _months_later(last, plan.every_number)
    return last + timedelta(days=apart)


def _first_weekday(day: date, weekdays: str | None) -> date:
    """The first of these days of the week, on or after a day."""
    wanted = [int(number) for number in weekdays.split(",")] if weekdays else [day.weekday()]
    return day + timedelta(days=min((number - day.weekday()) % 7 for number in wanted))


def _months_later(day: date, months: int) -> date:
    """The same day of a later month, or that month's last day.

    >>> _months_later(date(2026, 11, 30), 3)
    datetime.date(2027, 2, 28)
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    ends = date(year + (month + 1) // 12, (month + 1) % 12 + 1, 1) - timedelta(days=1)
    return ends.replace(day=min(day.day, ends.day))


def assumed(
    connection: sqlite3.Connection, person_id: int, today: date
) -> list[tuple[Regimen, list[date]]]:
    """The doses that count as taken, because the person chose so, and are not yet written."""
    waiting = []
    for regimen in regimens(connection, person_id):
        if regimen.assumed_until is not None and regimen.assumed_until < today:
            # Every day since: one that has its dose never gets a second.
            recorded = taken_on(connection, regimen, today, regimen.assumed_until)
            missing = _missing(regimen, regimen.assumed_until, recorded, today)
            waiting += [(regimen, missing)] if missing else []
    return waiting


def _missing(
    regimen: Regimen, until: date, recorded: Mapping[date, int], today: date
) -> list[date]:
    """The due days after `until` without a recorded dose near them."""
    plan = regimen.plan
    taken = {day: count for day, count in recorded.items() if day <= until}
    later = sorted(day for day in recorded if day > until)
    near = timedelta(days=plan.period_days // plan.doses // 2)
    missing: list[date] = []
    while (on := next_due(regimen, taken)) <= today and len(missing) < _MOST_WRITTEN:
        if later and later[0] <= on + near:
            on = later.pop(0)
        elif on > until:
            missing.append(on)
        taken[on] = plan.doses  # what was looked at before and deleted stays deleted
    return missing


def catch_up(
    connection: sqlite3.Connection, person_id: int, today: date, moment: datetime
) -> list[str]:
    """Writes the doses that count as taken, as one act of their own; what was written, in words.

    What the person then deletes stays deleted: each day is looked at once.
    """
    waiting = assumed(connection, person_id, today)
    if not waiting:
        return []
    act = journal.Act("regimen, taken as agreed", moment, None, person_id)
    act_id = journal.begin(connection, act) or 0
    written = []
    for regimen, missing in waiting:
        written += [f"{_written(connection, act_id, regimen, on)}, {on}" for on in missing]
        row = ("regimen", regimen.regimen_id)
        journal.change(connection, act_id, row, {"assumed_until": missing[-1].isoformat()})
    return written


def _written(connection: sqlite3.Connection, act_id: int, regimen: Regimen, on: date) -> str:
    """One dose as an entry or an injection, with a note that says why it is there."""
    plan, note = regimen.plan, f"taken as agreed in regimen {regimen.regimen_id}"
    if plan.route == "injection":
        given = doses.Given(regimen.person_id, on, None, note)
        injection = doses.inject(connection, act_id, given, plan.dose_ng, plan.form or FORMS[0])
        return f"injection {injection.injection_id}"
    eaten = journal.Eaten(regimen.person_id, on, None, None, note)
    ids = journal.record(connection, act_id, eaten, [dose_item(plan)] * plan.doses_a_day)
    for number in ids:
        known = doses.Supplement(number, plan.form, plan.route, None)
        doses.describe(connection, act_id, known)
    return f"entry {', '.join(str(number) for number in ids)}"


def dose_item(plan: Plan) -> Item:
    """One dose of a plan as an item of the diary, without asking the catalogue."""
    form = plan.form or FORMS[0]
    dose = f"{plain(Decimal(plan.dose_ng) / DOSE_NG['µg'])} µg"
    # 1 g nominal holds 1000 µg (docs/foods.md).
    return Item(_pure(form), None, dose, "", Decimal(plan.dose_ng) / 1000)


def _pure(form: str) -> Food:
    """The catalogue's row of pure B12 in this form, as far as an entry needs it."""
    name = "vitamin B12 (cyanocobalamin)" if form == FORMS[0] else form
    per_100g = int(100 * DOSE_NG["mg"])
    return Food(
        f"b12-{form}",
        name,
        (),
        "supplement",
        per_100g,
        "supplement",
        per_100g,
        "crystalline",
        None,
        None,
        (Portion("tablet", MG_PER_G),),
        "tablet",
        "vegan",
        "label",
        "label definition",
        "1 g nominal = 1000 µg",
        2026,
        "",
    )
