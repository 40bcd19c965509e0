"""Days for charts, written in one letter each; and what every chart is drawn with."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from b12track.charts.timeline import Dose, Timeline
from b12track.charts.words import ReferenceLine
from b12track.diary.days import Day
from b12track.science.band import Band

if TYPE_CHECKING:
    from matplotlib.collections import Collection

LINE = ReferenceLine(2400, "US/Canada", "RDA 1998", "IOM 1998 ch. 9")
FIRST = date(2026, 11, 16)


def day(
    offset: int,
    state: str = "complete",
    *,
    food: int = 0,
    fortified: int = 0,
    supplement: int = 0,
    unknown: int = 0,
    entries: int = 3,
    first: date = FIRST,
) -> Day:
    """A day with amounts in ng; unrecorded, paused and fasting days have no entries."""
    entries = 0 if state in ("unrecorded", "paused", "fasting") else entries
    known = food + fortified + supplement
    b12 = known if entries > unknown else None
    b12 = 0 if state == "fasting" else b12
    return Day(first + timedelta(offset), state, b12, unknown, entries, food, fortified, supplement)


LETTERS = {
    ".": {"state": "unrecorded"},
    "p": {"state": "paused"},
    "f": {"state": "fasting"},
    "/": {"state": "partial", "food": 700},
    "0": {"food": 0},
    "-": {"food": 900, "fortified": 300},
    "#": {"food": 3100},
    "?": {"unknown": 3},
    "u": {"food": 800, "unknown": 1},
    "T": {"food": 900, "fortified": 600, "supplement": 1_000_000},
}


def days(letters: str, first: date = FIRST) -> list[Day]:
    """A letter a day: `.` unrecorded, `-` below, `#` above the reference, `T` with a tablet."""
    return [day(offset, first=first, **LETTERS[letter]) for offset, letter in enumerate(letters)]


def long(count: int, first: date = date(2016, 11, 23)) -> list[Day]:
    """Years with holes: gaps, partial days, a low stretch, a weekly tablet, unknown foods."""
    pattern = "#-#-#u#" * 13 + "." * 20 + "-0-0-0-" * 16 + "#-#-#-T" * 10 + "/?p.#-#" * 8
    return days((pattern * (count // len(pattern) + 1))[:count], first)


SPANS = {
    "empty": days("......."),
    "one": days("-"),
    "week": days("-#.ufT/"),
    "all unknown": days("???????"),
    "big doses": days("T0T0T0T"),
    "holes": days(("#-.." * 10)[:40]),
}


def timeline(span: list[Day], **more: Any) -> Timeline:
    """Days with a requirement of 1 µg and, unless said, nothing else on them."""
    return Timeline(span, **{"line": LINE, "required_ug": 1.0, **more})


def tablet(offset: int, covers: int = 7) -> Dose:
    """A tablet of 2,000 µg on a day, and the days it covers after it."""
    on = FIRST + timedelta(offset)
    return Dose(on, "tablet", 2_000_000, Band(15, 25, 40), on + timedelta(covers))


def injection(offset: int, covers: int = 91, first: date = FIRST) -> Dose:
    """An injection of 1 mg on a day, and the days it covers after it."""
    on = first + timedelta(offset)
    return Dose(on, "injection", 1_000_000, Band(275, 275, 730), on + timedelta(covers))


def shapes(group: Collection) -> int:
    """How many shapes a collection draws: a path holds many."""
    return sum(len(path.to_polygons(closed_only=False)) for path in group.get_paths())
