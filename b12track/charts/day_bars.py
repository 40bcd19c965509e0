"""What of a day is drawn as a bar: a large dose is not, so that food stays visible."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from b12track.charts.words import PARTS, parts_of

if TYPE_CHECKING:
    from b12track.charts.timeline import Timeline

#: A day above this many references keeps its supplements off the bar, on a lane of their own;
#: food above it ends in an arrow with its number.
CUT_AT_REFERENCES: Final = 5


def bar_parts(week: Timeline, index: int) -> tuple[int, ...]:
    """The parts drawn as a bar: a large dose is left to its lane."""
    parts = parts_of(week.days[index])
    if is_apart(week, index):
        return tuple(
            0 if name == "supplement" else ng for name, ng in zip(PARTS, parts, strict=True)
        )
    return parts


def is_apart(week: Timeline, index: int) -> bool:
    day = week.days[index]
    most_ng = CUT_AT_REFERENCES * week.line.per_day_ng
    return bool(day.supplement_ng) and (day.b12_ng or 0) > most_ng
