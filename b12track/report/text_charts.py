"""Charts as lines of text: the words first, then the bar, so that they can be read aloud."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from b12track.analysis.findings import share_text
from b12track.analysis.summary import summary
from b12track.quantity import ug_text, whole
from b12track.report.text import bar, letter, wrapped
from b12track.text import shown
from b12track.wording import ug_value

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Sequence

    from b12track.analysis.contributors import Contributor
    from b12track.diary.days import Day
    from b12track.science.body_store import StorePoint

#: Up to so many days a line stands for a week, then for a month, then for a year.
_WEEKS_UP_TO = 200
_MONTHS_UP_TO = 1500
_ROWS = 12


def trend_lines(days: Sequence[Day], reference_ng: int) -> str:
    """One line a week, month or year: the mean of its recorded days, how many, a bar."""
    parts = [summary(part) for _, part in _parts(days)]
    means = [part.mean_ng_per_day for part in parts if part.mean_ng_per_day is not None]
    ordinary = [whole(mean) for mean in means if mean <= 5 * reference_ng]
    full = max([2 * reference_ng, *ordinary])
    lines = ["Means of recorded days, µg per day; the reference is marked |."]
    for (name, _), part in zip(_parts(days), parts, strict=True):
        recorded = f"{part.recorded_days:>3} of {part.total_days:>3} days"
        if part.mean_ng_per_day is None:
            lines.append(f"{name}         -  {recorded}")
            continue
        mean = whole(part.mean_ng_per_day)
        amount = ("≥" if part.lower_bound_days else "") + ug_text(mean)
        lines.append(f"{name}  {amount:>8}  {recorded}  {bar(mean, reference_ng, full)}".rstrip())
    return "\n".join(lines)


def _parts(days: Sequence[Day]) -> list[tuple[str, list[Day]]]:
    """The days in weeks, months or years, each with a name of one width."""
    key: Callable[[Day], Hashable]
    if len(days) <= _WEEKS_UP_TO:
        key, form = (lambda day: day.date.isocalendar()[:2]), "week of {0:%d %b %Y}"
    elif len(days) <= _MONTHS_UP_TO:
        key, form = (lambda day: (day.date.year, day.date.month)), "{0:%b %Y}"
    else:
        key, form = (lambda day: day.date.year), "{0:%Y}"
    groups = [list(group) for _, group in groupby(days, key)]
    return [(form.format(group[0].date), group) for group in groups]


def calendar_lines(days: Sequence[Day], reference_ng: int) -> str:
    """One line a month: a letter a day, and how many days are recorded."""
    lines = [
        wrapped(
            "A letter a day: # at the reference or above, - below, 0 none, ? partial or unknown,"
            " . unrecorded."
        )
    ]
    for _, group in groupby(days, lambda day: (day.date.year, day.date.month)):
        month = list(group)
        letters = " " * (month[0].date.day - 1)
        letters += "".join(letter(day, reference_ng) for day in month)
        recorded = sum(day.is_recorded for day in month)
        lines.append(f"{month[0].date:%b %Y}  {recorded:>2} of {len(month):>2} days  {letters}")
    return "\n".join(lines)


def symptom_lines(rows: Sequence[tuple[str, int, str]]) -> str:
    """One line a note: day, severity of 10, a mark for each point, the name."""
    lines = [
        wrapped(f"{day}  {severity:>2} of 10  {shown(name)}  {'#' * severity}".rstrip(), " " * 22)
        for day, severity, name in rows
    ]
    return "\n".join(lines) or "No symptom noted."


def store_lines(points: Sequence[StorePoint]) -> str:
    """One line a year: the best guess and its band, in µg."""
    lines = ["µg in the body by the best guess (worst to most favourable case)."]
    years: dict[int, StorePoint] = {}
    for point in points:
        years.setdefault(int(point.day / 365.25), point)
    for year, point in years.items():
        low, best, high = (ug_text(round(value * 1000)) for value in point[1:])
        lines.append(f"{'now' if year == 0 else f'{year} y':>5}  {best:>7}  ({low} to {high})")
    return "\n".join(lines)


def source_lines(parts: Sequence[Contributor]) -> str:
    """One line a contributor: amount, share of what is known, name."""
    total = sum(part.b12_ng for part in parts)
    lines = []
    giving = [part for part in parts if part.b12_ng or part.unknown_entries]
    for part in giving[:_ROWS]:
        share = share_text(part.b12_ng, total)
        amount = ("≥" if part.unknown_entries else "") + ug_text(part.b12_ng)
        if part.unknown_entries == part.entries:
            amount = "unknown"
        name = wrapped(f"{amount:>9} µg  {share:>5}  {shown(part.name)}", " " * 21)
        lines.append(name.replace("unknown µg", "unknown   "))
    rest = giving[_ROWS:]
    if rest:
        lines.append(f"and {len(rest)} others, {ug_value(sum(part.b12_ng for part in rest))} µg.")
    if len(giving) < len(parts):
        lines.append(f"{len(parts) - len(giving)} without any B12.")
    return "\n".join(lines) or "Nothing recorded."
