"""Notices: what stands in the way of a judgement, said beside the low-intake periods."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

    from b12track.diary.days import Day

_WINDOW_DAYS: Final = 28
_LEAST_RECORDED: Final = 14


class Notice(NamedTuple):
    """A sentence with a code for scripts and its source."""

    code: str
    text: str
    source: str


def notices(days: Sequence[Day]) -> list[Notice]:
    """What limits a judgement of the last 28 days: gaps, and foods without a B12 value."""
    recent = [day for day in days[-_WINDOW_DAYS - 1 :] if day.state != "paused"][:-1]
    recorded = sum(day.is_recorded for day in recent)
    unknown = sum(day.b12_unknown_entries > 0 for day in recent)
    found = []
    if recent and recorded < min(_LEAST_RECORDED, len(recent)):
        found.append(
            Notice(
                "few-recorded-days",
                f"{recorded} of the last {len(recent)} days are recorded; below"
                f" {_LEAST_RECORDED} a low period can be missed.",
                "docs/method.md#low-intake-periods",
            )
        )
    if unknown:
        found.append(
            Notice(
                "unknown-b12",
                f"{unknown} of the last {len(recent)} days hold foods without a B12 value; such a"
                " day is judged only where its known part reaches the reference.",
                "docs/method.md#low-intake-periods",
            )
        )
    return found
