"""Person-days of ASA24: its file of totals (…_Totals.csv), one row a recall.

Columns: UserName, RecallNo, RecallStatus (2 complete, 5 broken off), VB12 in µg.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from b12track.cohort.columns import PersonDay
from b12track.cohort.sources.cells import Place, rows, value
from b12track.errors import InputRefused
from b12track.quantity import NG_PER_UG

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_COLUMNS: Final = ("UserName", "RecallNo", "RecallStatus", "VB12")
_STATES: Final = {"2": "complete", "5": "partial"}


def is_asa24(columns: Mapping[str, str]) -> bool:
    """Whether a header is that of ASA24's totals."""
    return "UserName" in columns and "RecallNo" in columns


def person_days(path: str, name: str) -> Iterator[PersonDay]:
    """The recalls in their order; raises InputRefused with file, line, column and reason."""
    lines = rows(path, name)
    _, header = next(lines)
    lacking = [column for column in _COLUMNS if column not in header]
    if lacking:
        raise InputRefused(f"{name} has no column {', '.join(lacking)}.")
    first: dict[tuple[str, int], int] = {}
    for line, cells in lines:
        day = _person_day(cells, line, name)
        key = (day.person, day.recall or 0)
        if key in first:
            raise InputRefused(
                f"{name}, line {line}: recall {day.recall} of this person is already in line"
                f" {first[key]}."
            )
        first[key] = line
        yield day


def _person_day(cells: Mapping[str, str], line: int, name: str) -> PersonDay:
    values = {
        column: value(cells[column], kind, Place(name, line, column), factor)
        for column, kind, factor in (
            ("UserName", "text", 1),
            ("RecallNo", "count", 1),
            ("VB12", "amount", NG_PER_UG),
        )
    }
    for column in ("UserName", "RecallNo"):
        if values[column] is None:
            raise InputRefused(f"{Place(name, line, column)}: empty.")
    status = cells["RecallStatus"].strip()
    if status not in _STATES:
        raise InputRefused(
            f"{Place(name, line, 'RecallStatus')}: '{status}' is neither 2 (complete) nor 5"
            " (broken off)."
        )
    return PersonDay(
        person=values["UserName"],
        day=str(values["RecallNo"]),
        state=_STATES[status],
        b12_ng=values["VB12"],
        recall=values["RecallNo"],
    )
