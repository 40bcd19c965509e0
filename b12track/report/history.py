"""The history of the diary: who changed what and when, as lines and as JSON."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final

from b12track.diary.dates import kept_moment
from b12track.quantity import ug_text
from b12track.report.text import wrapped
from b12track.text import escaped
from b12track.wording import UNNAMED, clock_text, day_name, mg_text, row_number, time_text

if TYPE_CHECKING:
    from datetime import datetime

    from b12track.diary.history import PastAct

#: Rows told one by one; a long import is told by its number.
_ROWS_TOLD: Final = 12
_ROWS_NAMED: Final = 4


def act_document(act: PastAct) -> dict[str, object]:
    """One act for scripts: change, at, command, person, rows, undone, and each row's change."""
    return {
        "change": act.act_id,
        "at": _at(act).isoformat(),
        "command": act.command,
        "person": act.person,
        "rows": len(act.changes),
        "undone": act.is_undone,
        "changes": [
            {"table": table, "id": row_id, "before": _row(before), "after": _row(after)}
            for table, row_id, before, after in act.changes
        ],
    }


def act_lines(act: PastAct, clock: str = "24h") -> list[str]:
    """One act for people: a line for the act and one for each row it changed."""
    person = f" for {escaped(act.person)}" if act.person and act.person != UNNAMED else ""
    at = _at(act)
    moment = f"{day_name(at.date())} {time_text(at.time(), clock)}"
    head = f"{act.act_id:>5}  {moment}  {escaped(act.command)}{person}"
    changes = [change for change in act.changes if change[0] not in _SILENT] or list(act.changes)
    lines = [
        wrapped(f"{'':7}{_told_text(*change, clock)}", " " * 9) for change in changes[:_ROWS_TOLD]
    ]
    if len(changes) > _ROWS_TOLD:
        lines.append(f"{'':7}and {len(changes) - _ROWS_TOLD} more")
    return [head + (", undone" if act.is_undone else ""), *lines]


def _told_text(table: str, row_id: int, before: str | None, after: str | None, clock: str) -> str:
    """What became of one row, beginning with what was done to it."""
    sign, _, words = _change_text(table, row_id, _row(before), _row(after), clock).partition(" ")
    return f"{_DONE[sign]} {words}"


def act_sentence(act: PastAct, mine: str, clock: str = "24h") -> str:
    """One act in a sentence: command, when, what it did; whose, where that is not `mine`."""
    at = _at(act)
    when = f"{at.date()} {time_text(at.time(), clock)}"
    whose = f" for {escaped(act.person)}" if act.person else ""
    rows = [
        _change_text(table, row_id, _row(before), _row(after), clock)[2:]
        for table, row_id, before, after in act.changes
        if table != "supplement"
    ]
    what = "; ".join(rows[:_ROWS_NAMED])
    more = f"; and {len(rows) - _ROWS_NAMED} more" if len(rows) > _ROWS_NAMED else ""
    is_other = act.person is not None and act.person != mine
    other = f" It was {escaped(act.person or '')}'s, not {escaped(mine)}'s." if is_other else ""
    return f"{escaped(act.command)}{whose}, {when} (change {act.act_id}): {what}{more}.{other}"


def _at(act: PastAct) -> datetime:
    return kept_moment(act.made_at_s, act.utc_offset_s)


def _row(text: str | None) -> dict[str, object] | None:
    return None if text is None else dict(json.loads(text))


def _change_text(
    table: str,
    row_id: int,
    before: dict[str, object] | None,
    after: dict[str, object] | None,
    clock: str,
) -> str:
    """What became of one row: "+" written, "-" deleted, "~" changed, with what it says."""
    if before is None or after is None:
        sign = "+" if before is None else "-"
        return f"{sign} {_row_text(table, row_id, before or after or {})}"
    changed = []
    for name in after:
        if before.get(name) != after.get(name) and name not in _INNER:
            was, now = (_value_text(name, row.get(name), clock) for row in (before, after))
            changed.append(f"{_WORDS.get(name, name.replace('_', ' '))} {was} → {now}")
    return f"~ {_row_text(table, row_id, before)}: {', '.join(changed) or 'nothing'}"


def _row_text(table: str, row_id: int, row: dict[str, object]) -> str:
    if table == "entry":
        amount = _value_text("b12_ng", row["b12_ng"])
        return escaped(f"#{row_id} {row['eaten_on']} {row['food_name']}, {row['amount']}, {amount}")
    if table == "day_mark":
        return escaped(f"{row['day']} {row['state']}")
    values = " ".join(str(row[name]) for name in _TOLD.get(table, ("name",)) if row.get(name))
    if "dose_ng" in row:
        values += f", {ug_text(int(str(row['dose_ng'])))} µg"
    return escaped(f"{table.replace('_', ' ')} {row_number(table, row_id)} {values}".rstrip())


#: What tells a row of a table, besides its dose where it has one.
_TOLD: Final = {
    "injection": ("given_on", "form"),
    "regimen": ("starts_on", "route", "form"),
    "symptom": ("noted_on", "words", "severity"),
    "lab": ("taken_on", "marker", "value", "unit"),
    "supplement": ("form", "route"),
    "profile_fact": ("kind", "value"),
    "preference": ("name", "value"),
    "chosen_food": ("words_key", "food_code"),
    "flag_note": ("kind", "flag"),
}


#: Columns in people's words, and columns that only the program reads.
_WORDS: Final = {
    "eaten_on": "day",
    "noted_on": "day",
    "taken_on": "day",
    "given_on": "day",
    "eating_occasion": "meal",
    "food_name": "food",
    "portion_mg": "weight",
    "dose_ng": "dose",
    "b12_ng": "B12",
    "b12_added_ng": "added B12",
    "b6_ng": "B6",
    "thiamin_ng": "thiamin",
    "in_use": "in use",
    "day_start_min": "start of the day",
    "to_day": "until",
    "every_number": "every",
    "every_unit": "unit",
    "starts_on": "first day",
    "stopped_on": "last day",
    "assumed_until": "counted as taken until",
}
_INNER: Final = (
    "eaten_at_s",
    "given_at_s",
    "utc_offset_s",
    "food_code",
    "food_source",
    "name_key",
    "b12_origin",
    "matrix",
    "hpo",
)
_DONE: Final = {"+": "wrote", "-": "deleted", "~": "changed"}
#: Tables that say nothing beside the entry they belong to.
_SILENT: Final = ("supplement",)


def _value_text(name: str, value: object, clock: str = "24h") -> str:
    if name.endswith(("b12_ng", "b12_added_ng", "dose_ng")):
        return "unknown" if value is None else f"{ug_text(int(str(value)))} µg"
    if name in ("b6_ng", "thiamin_ng"):
        return "unknown" if value is None else mg_text(int(str(value)))
    if name == "portion_mg":
        return "unknown" if value is None else f"{int(str(value)) / 1000:g} g"
    if name == "day_start_min" and value is not None:
        return clock_text(int(str(value)), clock)
    if name == "in_use":
        return "yes" if value else "no"
    return "nothing" if value is None else escaped(str(value))
