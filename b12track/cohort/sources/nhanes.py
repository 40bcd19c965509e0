"""Person-days of NHANES: the day totals of both recalls, supplements, and who the people are.

Files as the CDC publishes them (SAS transport): DR1TOT_x, DR2TOT_x, DEMO_x, and where wanted
DS1TOT_x, DS2TOT_x. Variables: SEQN; DR1DRSTZ (1 reliable, 2 not, 4 with breast milk, 5 not done);
DR1TVB12 (µg in food); DS1TVB12 (µg in supplements); WTDRD1; RIAGENDR; RIDAGEYR; SDMVPSU; SDMVSTRA.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Final

from b12track.cohort.columns import MOST_NG, PersonDay, Traits
from b12track.errors import InputRefused
from b12track.quantity import NG_PER_UG, ug_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_RECORD: Final = 80
#: What pandas makes of a SAS zero lies far below any amount.
_ZERO: Final = 1e-60
_RELIABLE, _NOT_DONE = 1, 5
_WEEKEND: Final = (1, 7)  # Sunday is 1
_KINDS: Final = {
    "DR1": ("SEQN", "DR1DRSTZ", "DR1TVB12"),
    "DR2": ("SEQN", "DR2DRSTZ", "DR2TVB12"),
    "DS1": ("SEQN", "DS1TVB12"),
    "DS2": ("SEQN", "DS2TVB12"),
    "DEMO": ("SEQN", "RIAGENDR", "RIDAGEYR"),
}

Row = dict[str, float]


def is_transport(path: str) -> bool:
    """Whether a file is a SAS transport file by its first bytes."""
    with open(path, "rb") as file:
        return file.read(20) == b"HEADER RECORD*******"


def person_days(paths: Sequence[str]) -> Iterator[PersonDay]:
    """The recalls of every person, day 1 before day 2; raises InputRefused.

    A recall that is not reliable, or holds breast milk, is partial; one that was not done is not
    there. Weights are those of day 1, which everybody in the file has (NCHS: for estimates that
    use both days of all, day-1 weights).
    """
    tables = dict(map(_read, paths))
    if len(tables) < len(paths):
        raise InputRefused("Two of the files hold the same part of NHANES.")
    if not {"DR1", "DR2"} & set(tables):
        raise InputRefused("NHANES needs DR1TOT (and DR2TOT) beside the other files.")
    seen = sorted(set(tables.get("DR1", {})) | set(tables.get("DR2", {})))
    for number in seen:
        weight = _weight(
            next(tables[kind][number] for kind in ("DR1", "DR2") if number in tables.get(kind, {}))
        )
        for recall in (1, 2):
            totals = tables.get(f"DR{recall}", {}).get(number)
            if totals is None or round(totals[f"DR{recall}DRSTZ"]) == _NOT_DONE:
                continue
            day = _day(number, recall, totals, tables.get(f"DS{recall}"))
            yield day._replace(**_who(tables.get("DEMO", {}).get(number, {})))._replace(
                weight=weight
            )


def _day(number: int, recall: int, totals: Row, doses: dict[int, Row] | None) -> PersonDay:
    status = round(totals[f"DR{recall}DRSTZ"])
    food = _ng(totals.get(f"DR{recall}TVB12"), f"SEQN {number}, DR{recall}TVB12")
    dose = None
    if doses is not None and food is not None:  # who is not in the file took none
        dose = _ng(doses.get(number, {}).get(f"DS{recall}TVB12"), f"SEQN {number}") or 0
    weekday = totals.get(f"DR{recall}DAY")
    return PersonDay(
        person=str(number),
        day=str(recall),
        state="complete" if status == _RELIABLE else "partial",
        b12_ng=None if food is None else food + (dose or 0),
        supplement_ng=dose,
        weekend=None if weekday is None else round(weekday) in _WEEKEND,
        recall=recall,
    )


def _who(person: Row) -> Traits:
    """Sex, age and the survey's own strata and clusters, as far as DEMO is there."""
    sex = person.get("RIAGENDR")
    age = person.get("RIDAGEYR")
    stratum, cluster = person.get("SDMVSTRA"), person.get("SDMVPSU")
    return {
        "sex": None if sex is None else {1: "m", 2: "f"}.get(round(sex)),
        "age": age,
        "stratum": None if stratum is None else str(round(stratum)),
        "cluster": None if cluster is None else str(round(cluster)),
    }


def _weight(totals: Row) -> float | None:
    names = ("WTDRD1", "WTDRD1PP", "WTDR2D", "WTDR2DPP")
    return next((totals[name] for name in names if totals.get(name)), None)


def _ng(ug: float | None, what: str) -> int | None:
    if ug is None:
        return None
    ng = round(ug * NG_PER_UG)
    if not 0 <= ng <= MOST_NG:
        raise InputRefused(f"{what}: {ug:g} µg is no amount of a day (at most {ug_text(MOST_NG)}).")
    return ng


def _read(path: str) -> tuple[str, dict[int, Row]]:
    """Which part of NHANES a file is, and its rows by SEQN; missing cells are not in a row."""
    import pandas as pd

    name = os.path.basename(path)
    if os.path.getsize(path) % _RECORD:
        raise InputRefused(f"{name}: cut off, for it does not end at the end of a record.")
    try:
        frame = pd.read_sas(path, format="xport")
    except (ValueError, KeyError, IndexError, UnicodeDecodeError, OverflowError) as error:
        raise InputRefused(f"{name} is no SAS transport file, or a damaged one: {error}.") from None
    columns = [str(column).upper() for column in frame.columns]
    kind = next((kind for kind in _KINDS if _part(kind) in columns), None)
    if kind is None:
        raise InputRefused(f"{name}: not DR1TOT, DR2TOT, DEMO, DS1TOT or DS2TOT of NHANES.")
    lacking = [column for column in _KINDS[kind] if column not in columns]
    if lacking:
        raise InputRefused(f"{name} has no column {', '.join(lacking)}.")
    return kind, _by_number(frame.to_dict("split")["data"], columns, name)


def _part(kind: str) -> str:
    """The column by which a part is known."""
    return "RIDAGEYR" if kind == "DEMO" else f"{kind}TVB12"


def _by_number(data: list[list[object]], columns: list[str], name: str) -> dict[int, Row]:
    rows: dict[int, Row] = {}
    for line, cells in enumerate(data, start=1):
        row = {
            column: 0.0 if abs(cell) < _ZERO else float(cell)
            for column, cell in zip(columns, cells, strict=True)
            if isinstance(cell, float) and cell == cell
        }
        number = row.get("SEQN")
        if number is None or number != round(number):
            raise InputRefused(f"{name}, row {line}, column SEQN: not a person's number.")
        if round(number) in rows:
            raise InputRefused(f"{name}, row {line}: SEQN {number:.0f} is there twice.")
        if _status_column(columns) and _status_column(columns) not in row:
            raise InputRefused(f"{name}, row {line}, column {_status_column(columns)}: empty.")
        rows[round(number)] = row
    return rows


def _status_column(columns: list[str]) -> str | None:
    """The column that says whether a recall is reliable, where a file has one."""
    return next((column for column in columns if column in ("DR1DRSTZ", "DR2DRSTZ")), None)
