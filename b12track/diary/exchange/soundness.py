"""What a row of a file must say beyond what the tables check, so that every command can read it."""

from __future__ import annotations

import json
import re
from datetime import date
from typing import TYPE_CHECKING, Final

from b12track.diary.dates import EARLIEST
from b12track.diary.profile import ALWAYS, DIETS, SEXES
from b12track.science.circumstances import CONDITIONS, MEDICINES
from b12track.science.reference_values import AUTHORITIES

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

_DAYS: Final = (
    "eaten_on",
    "day",
    "noted_on",
    "since",
    "taken_on",
    "given_on",
    "starts_on",
    "stopped_on",
    "assumed_until",
    "from_day",
    "to_day",
)
_NUMBER: Final = re.compile(r"[0-9]{1,9}(\.[0-9]{1,9})?", re.ASCII)
#: What a laboratory printed may be a limit.
_RESULT: Final = re.compile(rf"[<>]?{_NUMBER.pattern}", re.ASCII)
_WEEKDAYS: Final = re.compile(r"[0-6](,[0-6])*", re.ASCII)
_PORTION: Final = re.compile(r"[0-9]{1,10} [^\n]{1,60}", re.ASCII)
_PART: Final = {"food_code": str, "food": str, "amount": str}
#: What a value of `profile_fact` may be, for the kinds that are no day.
_WORDS: Final = {
    "sex": SEXES,
    "authority": AUTHORITIES,
    "diet": DIETS,
    "condition": CONDITIONS,
    "medicine": MEDICINES,
    "pregnant": ("",),
    "lactating": ("",),
}


def fault_of(table: str, values: Mapping[str, object]) -> str | None:
    """What keeps a row from being read by the commands that show it, or None.

    >>> fault_of("lab", {"taken_on": "2026-11-26", "low": "1e400"})
    "low is '1e400', which is not what b12track writes there"
    """
    for column, value in values.items():
        is_sound = _is_day if column in _DAYS else _SOUND.get((table, column))
        if value is not None and is_sound is not None and not is_sound(str(value)):
            return f"{column} is {str(value)[:40]!r}, which is not what b12track writes there"
    if table == "profile_fact" and not _is_fact(values):
        return f"value is {str(values.get('value'))[:40]!r}, which says nothing b12track knows"
    return None


def _is_day(text: str) -> bool:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return False
    return day.isoformat() == text and (day >= EARLIEST or text == ALWAYS)


def _is_fact(values: Mapping[str, object]) -> bool:
    kind, value = str(values.get("kind")), str(values.get("value"))
    return _is_day(value) if kind == "born" else value in _WORDS.get(kind, ())


def _are_portions(text: str) -> bool:
    return all(_PORTION.fullmatch(line) for line in text.split("\n") if line)


def _are_parts(text: str) -> bool:
    try:
        parts = json.loads(text)
    except ValueError:
        return False
    return isinstance(parts, list) and all(map(_is_part, parts))


def _is_part(part: object) -> bool:
    if not isinstance(part, dict) or set(part) != {*_PART, "mg"}:
        return False
    mg = part["mg"]
    is_weight = mg is None or (isinstance(mg, int) and 0 < mg < 2**63)
    return is_weight and all(isinstance(part[name], kind) for name, kind in _PART.items())


_SOUND: Final[dict[tuple[str, str], Callable[[str], object]]] = {
    ("lab", "value"): _RESULT.fullmatch,
    ("lab", "low"): _NUMBER.fullmatch,
    ("lab", "high"): _NUMBER.fullmatch,
    ("regimen", "weekdays"): _WEEKDAYS.fullmatch,
    ("own_food", "portions"): _are_portions,
    ("saved_meal", "items"): _are_parts,
}
