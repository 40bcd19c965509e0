"""`lab`: blood tests as printed, beside the laboratory's own range and guidelines' words."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

import click

from b12track.cli.doubles import doubted
from b12track.cli.numbers import row_number_argument
from b12track.cli.options import (
    Whole,
    as_json,
    for_person,
    noted,
    on_day,
    shaped,
    since_day,
    until_day,
)
from b12track.cli.records import columns_of, deletion, put_right
from b12track.cli.saving import Saving, one_act
from b12track.cli.saving_options import saves
from b12track.cli.session import Session, json_text, say, say_json, say_saved
from b12track.diary import dates, labs
from b12track.diary.labs import Lab
from b12track.errors import InputRefused
from b12track.quantity import decimal
from b12track.report import labs as report
from b12track.report.health_record import lab_document
from b12track.text import accepted
from b12track.wording import row_number

if TYPE_CHECKING:
    from collections.abc import Callable

    from b12track.cli.shape import Shape

_OTHER_NAMES: Final = {
    "active-b12": "holotc",
    "holotranscobalamin": "holotc",
    "vitamin-b12": "b12",
    "hcy": "homocysteine",
    "methylmalonic-acid": "mma",
    "folic-acid": "folate",
    "plp": "b6",
    "vitamin-b6": "b6",
    "gfr": "egfr",
    "a1c": "hba1c",
    "hb": "haemoglobin",
    "hgb": "haemoglobin",
    "hemoglobin": "haemoglobin",
}
_INDEX_OF: Final = ("holotc", "b12", "mma", "homocysteine")
#: Four results make one index when they are of one occasion.
_TOGETHER_DAYS: Final = 30


@click.group()
def lab() -> None:
    """Keep blood tests as they were printed; never a diagnosis.

    b12track explain tests says what each test shows.

    \b
    Examples:
      b12track lab add b12 250 pg/mL
      b12track lab list
    """


@lab.command()
@click.argument("marker")
@click.argument("value")
@click.argument("unit", required=False)
@click.option("--low", metavar="N", help="The low end of the laboratory's own range.")
@click.option("--high", metavar="N", help="The high end of the laboratory's own range.")
@saves(time=False, meal=False)
@click.pass_obj
def add(
    session: Session,
    /,
    marker: str,
    value: str,
    unit: str | None,
    low: str | None,
    high: str | None,
    saving: Saving,
) -> None:
    """Save a result as it was printed, with its unit.

    MARKER is what was measured. Shown with the words of guidelines: b12, holotc (active B12), mma
    (methylmalonic acid), homocysteine. Shown as they are: folate, haemoglobin, mcv, ferritin, b6,
    creatinine, egfr, tsh, hba1c, crp. A limit like >2000 is kept as one; type it in quotes.

    \b
    Examples:
      b12track lab add b12 250 pg/mL --on "7 apr" --low 180 --high 900
      b12track lab add mma 0.31 µmol/L
      b12track lab add b12 '>2000' pg/mL
    """
    given = _given(session, (marker, value, unit), saving, low=low, high=high)
    naming = ("person_id", "taken_on", "marker", "value", "unit")
    same: dict[str, object] = {name: getattr(given, name) for name in naming}
    doubt = doubted(session, "lab", same, may_ask=not saving.as_json)
    with one_act(session, saving, "lab add") as act:
        if act.act_id is None:
            saved, verb = labs.labs_of(act.diary, act.key), act.verb
        else:
            saved = [labs.add(act.diary, act.act_id, given)]
            number = row_number("lab", saved[0].lab_id)
            verb = act.verb if saving.dry_run else f"{act.verb} blood test {number}"
    sentences = [report.saved_text(lab, verb) for lab in saved] or [f"{verb}."]
    sentences += [doubt] if doubt else []
    _tell(saved, "\n".join(sentences), as_json=saving.as_json)


def _tell(saved: list[Lab], text: str, *, as_json: bool) -> None:
    say_saved(json_text({"labs": [lab_document(lab) for lab in saved]}) if as_json else text)


def _given(
    session: Session, typed: tuple[str, str, str | None], saving: Saving, **ends: str | None
) -> Lab:
    """The result that marker, value and unit say; InputRefused for an unknown marker or unit."""
    from b12track.science.biomarkers import MARKERS, si_value

    marker = accepted(typed[0], "the marker").lower().replace(" ", "-")
    marker = _OTHER_NAMES.get(marker, marker)
    if marker not in MARKERS:
        raise InputRefused(f"'{marker}' is not a marker b12track knows.", tuple(MARKERS))
    unit = _unit_of(marker, typed[2])
    value = _result(typed[1])
    low, high = (_end_of_range(ends[name]) for name in ("low", "high"))
    si_value(marker, float(value.lstrip("<>")), unit)
    _refuse_turned_range(low, high)
    on = dates.day(saving.on or "today", session.today).isoformat()
    return Lab(0, session.person_id, on, marker, value, unit, low, high, saving.kept_note)


def _refuse_turned_range(low: object, high: object) -> None:
    if low and high and decimal(str(low)) > decimal(str(high)):
        raise InputRefused(f"The low end {low} lies above the high end {high}.")


def _unit_of(marker: str, text: str | None) -> str:
    """The unit of a marker in its one spelling; InputRefused without one or with another."""
    from b12track.science.biomarkers import MARKERS, si_value

    units = tuple(unit for unit, _ in MARKERS[marker].factors)
    if not text:
        raise InputRefused(f"A result needs its unit: {marker} in one of these.", units)
    unit = _spelled(accepted(text, "the unit"), units)
    si_value(marker, 1.0, unit)
    return unit


def _spelled(unit: str, units: tuple[str, ...]) -> str:
    """The unit in its one spelling, where it is one of these, else as it was given."""
    plain = unit.lower().replace("\N{GREEK SMALL LETTER MU}", "µ").replace("umol", "µmol")
    return next((known for known in units if known.lower() == plain.replace("ug/", "µg/")), unit)


def _result(text: str) -> str:
    """A value or a limit as printed: "250", ">2000"; InputRefused for anything else."""
    limit = {"≤": "<", "≥": ">"}.get(text[:1], text[:1] if text[:1] in "<>" else "")
    return limit + (_end_of_range(text[1:].strip() if limit else text) or "")


def _end_of_range(text: str | None) -> str | None:
    """Digits as printed, for an end of the laboratory's range."""
    if text is None:
        return None
    if text[:1] in "<>≤≥":
        raise InputRefused(f"'{text}' is a limit, not an end of a range: give {text[1:]}.")
    number = decimal(text, "a result")
    if not 0 < number < 1_000_000:
        raise InputRefused(f"A laboratory value cannot be {text}.")
    return text


@lab.command("list")
@click.option("--marker", metavar="MARKER", help="Only this one: b12, mma and so on.")
@since_day("all")
@until_day
@for_person
@shaped
@click.pass_obj
def list_labs(
    session: Session, marker: str | None, start: str | None, end: str, shape: Shape
) -> None:
    """List the results by day.

    \b
    Examples:
      b12track lab list
      b12track lab list --marker b12
    """
    first = dates.day(start, session.today) if start else date.min
    last = dates.day(end, session.today)
    with session.reading() as diary:
        results = labs.labs(diary, session.person_id, first, last)
    wanted = _OTHER_NAMES.get(marker.lower(), marker.lower()) if marker else None
    results = [lab for lab in results if wanted in (None, lab.marker)]
    documents = [lab_document(lab) for lab in results]
    printed = [{**lab._asdict(), "limit": lab.limit} for lab in results]
    rows = [
        {**document, **{name: lab[name] for name in ("limit", "low", "high", "note")}}
        for document, lab in zip(documents, printed, strict=True)
    ]
    columns = "id date marker value unit si_value si_unit limit low high note"
    shape.say({"labs": documents}, rows, columns, report.list_text(results))


@lab.command()
@on_day("the newest results")
@click.option(
    "--age", metavar="YEARS", type=Whole(0, 120), help="Age at the test (else by profile)."
)
@for_person
@as_json
@click.pass_obj
def index(session: Session, on: str | None, age: int | None, as_json: bool) -> None:
    """Join four results of one occasion into the index 4cB12.

    They are holotc, b12, mma and homocysteine. The index is a published formula; b12track explain
    tests says what it shows.

    \b
    Examples:
      b12track lab index --age 76
      b12track lab index --on 2026-11-02 --age 76
    """
    from b12track.science.biomarkers import combined_index, si_value

    last = dates.day(on, session.today) if on else session.today
    first = last - timedelta(days=_TOGETHER_DAYS) if on else date.min
    with session.reading() as diary:
        used = _of_one_occasion(labs.labs(diary, session.person_id, first, last))
    age_years = _age(session, age, date.fromisoformat(used[0].taken_on))
    values = [si_value(lab.marker, lab.number, lab.unit)[0] for lab in used]
    combined = combined_index(values[0], values[1], values[2], values[3], age_years)
    about = combined, used, age_years
    if as_json:
        say_json({"cb12": report.index_document(*about)})
    else:
        say(report.index_text(*about))


def _of_one_occasion(results: list[Lab]) -> list[Lab]:
    """The newest result of each of the four markers; InputRefused unless they lie together."""
    newest = {lab.marker: lab for lab in results}
    missing = [marker for marker in _INDEX_OF if marker not in newest]
    if missing:
        raise InputRefused(
            f"The index needs {', '.join(_INDEX_OF)}; not recorded: {', '.join(missing)}."
        )
    used = [newest[marker] for marker in _INDEX_OF]
    limits = [f"{lab.marker} {lab.value}" for lab in used if lab.limit]
    if limits:
        raise InputRefused(f"The index needs values, and these are limits: {', '.join(limits)}.")
    taken = sorted(date.fromisoformat(lab.taken_on) for lab in used)
    if (taken[-1] - taken[0]).days > _TOGETHER_DAYS:
        raise InputRefused(
            f"The four results lie between {taken[0]} and {taken[-1]}: more than"
            f" {_TOGETHER_DAYS} days apart, so they make no index."
        )
    return used


def _age(session: Session, given: int | None, on: date) -> int:
    months = session.age_months(on)
    if given is None and months is None:
        raise InputRefused(
            "The index needs the age: --age 40, or b12track profile set --born 1986-03-01."
        )
    return given if given is not None else (months or 0) // 12


delete = deletion("lab", "results")(lab)


@lab.command()
@row_number_argument("lab")
@click.option("--value", metavar="N", help="The value as it was printed.")
@click.option("--unit", metavar="UNIT", help="Its unit as it was printed.")
@on_day("as it is")
@click.option("--low", metavar="N", help="The low end of the laboratory's own range.")
@click.option("--high", metavar="N", help="The high end of the laboratory's own range.")
@noted(", in place of the one before")
@for_person
@as_json
@click.pass_obj
def edit(session: Session, /, number: int, as_json: bool, **options: str | None) -> None:
    """Put a result right; b12track undo takes that back.

    ID is the number that lab list shows. What you do not name stays as it is.

    \b
    Example:
      b12track lab edit b1 --value 260 --unit pg/mL
    """
    if not any(options.values()):
        raise click.UsageError("Say what to change: --value, --unit, --on, --low, --high, --note.")

    def new_values(before: dict[str, object]) -> dict[str, object]:
        readers: dict[str, Callable[[str], dict[str, object]]] = {
            "value": lambda text: {"value": _result(text)},
            "unit": lambda text: {"unit": _unit_of(str(before["marker"]), text)},
            "low": lambda text: {"low": _end_of_range(text)},
            "high": lambda text: {"high": _end_of_range(text)},
            "on": lambda text: {"taken_on": dates.day(text, session.today).isoformat()},
            "note": lambda text: {"note": accepted(text, "the note")},
        }
        values = columns_of(options, readers)
        row = {**before, **values}
        _refuse_turned_range(row["low"], row["high"])
        return values

    changed = put_right(session, "lab", ("lab", number), new_values, labs.lab)
    _tell([changed], report.changed_text(changed), as_json=as_json)
