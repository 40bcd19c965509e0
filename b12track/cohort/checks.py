"""What a table must hold to be taken: columns of the right kinds, sound amounts, days once each."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from b12track.cohort import scan
from b12track.cohort.columns import COUNTED_STATES, MOST_NG, REPLICATE, REQUIRED, kind_of
from b12track.diary.days import STATES
from b12track.errors import InputRefused
from b12track.quantity import ug_text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from b12track.cohort.engine import Days
    from b12track.cohort.people import People

#: Kinds of cells that must come as numbers.
_NUMBERS: Final = ("amount", "age", "weight", "count")


class Left(NamedTuple):
    """Person-days that are there but cannot count as exact, and people without a requirement."""

    not_complete: int
    lower_bounds: int
    unknown: int
    people: int


def check_columns(days: Days, name: str) -> None:
    """Raises InputRefused where a needed column is missing or of another kind."""
    columns = days.table.columns
    lacking = [column for column in REQUIRED if column not in columns]
    if lacking:
        raise InputRefused(
            f"{name} has no column {', '.join(lacking)}: a table of person-days needs person, day,"
            " state and b12_ng (b12track cohort days makes one)."
        )
    for column, kind in days.table.schema().items():
        asked = kind_of(column)
        if asked in _NUMBERS and not kind.is_numeric():
            raise InputRefused(f"{name}, column {column}: {kind}, but numbers are needed.")
        if asked == "flag" and not kind.is_boolean():
            raise InputRefused(f"{name}, column {column}: {kind}, but true or false is needed.")
        if asked == "state" and not kind.is_string():
            raise InputRefused(f"{name}, column {column}: {kind}, but text is needed.")


def check_weights(people: People, name: str) -> None:
    """Raises InputRefused where a weight is missing or below zero, or all are zero."""
    for column, weights in people.numbers.items():
        if column != "weight" and not REPLICATE.fullmatch(column):
            continue
        lacking = int((~(weights >= 0)).sum())
        if lacking or not weights.any():
            what = f"{lacking} without one" if lacking else "nobody has any"
            raise InputRefused(f"{name}, column {column}: {what}.")


def checked(days: Days, name: str, *, is_checked: bool) -> Left:
    """How many rows cannot count; raises InputRefused for rows that contradict themselves."""
    rows = days.result(scan.counts(days.table)).to_pylist()
    for row in rows:
        if row["state"] not in STATES:
            raise InputRefused(
                f"{name}, column state: {row['state']!r} is no state of a day"
                f" ({', '.join(STATES)})."
            )
        _check_amounts({part: row[part] for part in row if part != "state"}, name)
    if not is_checked and not days.is_rising():
        for row in days.result(scan.repeated(days.table).limit(1)).to_pylist():
            raise InputRefused(
                f"{name}: person {row['person']} has the day {row['day']} {row['rows']} times."
            )
    counted = [row for row in rows if row["state"] in COUNTED_STATES]
    return Left(
        sum(row["rows"] for row in rows if row["state"] not in COUNTED_STATES),
        sum(int(row["at_least"]) for row in counted) if "at_least" in days.table.columns else 0,
        sum(int(row["unknown"]) for row in counted),
        0,
    )


def _check_amounts(numbers: Mapping[str, float | None], name: str) -> None:
    for column, value in numbers.items():
        if column.startswith("least_") and value is not None and value < 0:
            raise InputRefused(
                f"{name}, column {column.removeprefix('least_')}: {value} ng is below zero."
            )
    most = numbers["most_b12_ng"]
    if most is not None and most != most:
        raise InputRefused(f"{name}, column b12_ng: NaN is no amount; leave unknown ones empty.")
    if most is not None and most > MOST_NG:
        raise InputRefused(
            f"{name}, column b12_ng: {ug_text(round(most))} µg in one day is absurd (at most"
            f" {ug_text(MOST_NG)} µg); the unit is nanograms."
        )
    if numbers.get("beyond"):
        raise InputRefused(f"{name}: on {numbers['beyond']} days supplement_ng is above b12_ng.")
