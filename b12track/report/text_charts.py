"""Charts as lines of text: the words first, then the picture, so that they can be read aloud."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Final, NamedTuple

from b12track.analysis.findings import share_text
from b12track.quantity import ug_text
from b12track.report.bars import bar, bar_columns, reach, spark
from b12track.report.text import columns, width, wrapped
from b12track.text import escaped
from b12track.wording import of_days, ug_value

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Sequence
    from datetime import date

    from b12track.analysis.contributors import Contributor
    from b12track.diary.days import Day
    from b12track.science.body_store import StorePoint

#: Up to so many days a line stands for a week, then for a month, then for a year.
_WEEKS_UP_TO: Final = 200
_MONTHS_UP_TO: Final = 1500
_ROWS: Final = 12
#: What a day is called in a line of letters, by its state in the pictures.
LETTERS: Final = {
    "enough": "#",
    "covered": "+",
    "below": "-",
    "none": "0",
    "unsure": "?",
    "paused": ".",
    "unrecorded": ".",
}
_LEGEND: Final = (
    "A letter a day: # at the reference or above, + covered by a dose, - below, 0 none,"
    " ? partial or unknown, . unrecorded."
)
_STRONGEST: Final = 10


class TrendRow(NamedTuple):
    """A week, month or year of a trend: its days, and means in µg per day, None where unknown."""

    name: str
    recorded_days: int
    total_days: int
    food_ug: float | None
    taken_up_ug: float | None


def stretches(days: Sequence[Day]) -> list[tuple[str, list[Day]]]:
    """The days in weeks, months or years, each with its name."""
    key: Callable[[Day], Hashable]
    if len(days) <= _WEEKS_UP_TO:
        key, form = (lambda day: day.date.isocalendar()[:2]), "{0:%d %b %Y}"
    elif len(days) <= _MONTHS_UP_TO:
        key, form = (lambda day: (day.date.year, day.date.month)), "{0:%b %Y}"
    else:
        key, form = (lambda day: day.date.year), "{0:%Y}"
    groups = [list(group) for _, group in groupby(days, key)]
    return [(form.format(group[0].date), group) for group in groups]


def trend_lines(parts: Sequence[TrendRow], required_ug: float) -> str:
    """One line a week, month or year: recorded days, food, what is taken up, a bar."""
    head = "Means in µg per day; a bar is what is taken up (a model), | what is needed on average."
    lines = [wrapped(head)]
    named = max((len(part.name) for part in parts), default=4)
    lines.append(f"{'from':<{named}}  {'recorded':>9}  {'food':>6}  {'taken up':>8}")
    room = columns() - len(lines[-1]) - 3
    ordinary = [p.taken_up_ug for p in parts if p.taken_up_ug and p.taken_up_ug <= 6 * required_ug]
    full = max([2 * required_ug, *ordinary])
    for part in parts:
        recorded = f"{part.recorded_days} of {part.total_days}"
        food = "-" if part.food_ug is None else ug_text(round(part.food_ug * 1000))
        taken = "-" if part.taken_up_ug is None else ug_text(round(part.taken_up_ug * 1000))
        line = f"{part.name:<{named}}  {recorded:>9}  {food:>6}  {taken:>8}"
        if part.taken_up_ug is not None and room >= 2:
            line += f"  {bar(part.taken_up_ug, required_ug, full, min(60, room))}"
        lines.append(line.rstrip())
    return "\n".join(lines)


def calendar_lines(days: Sequence[Day], states: Sequence[str]) -> str:
    """One line a month: a letter a day, and how many days are recorded."""
    lines = [wrapped(_LEGEND)]
    judged = zip(days, states, strict=True)
    is_wide = columns() >= 56
    for _, group in groupby(judged, lambda pair: (pair[0].date.year, pair[0].date.month)):
        month = list(group)
        letters = " " * (month[0][0].date.day - 1)
        letters += "".join(LETTERS[state] for _, state in month)
        recorded = sum(day.is_recorded for day, _ in month)
        counts = f" {recorded:>2} of {len(month):>2} days " if is_wide else ""
        lines.append(f"{month[0][0].date:%b %Y}{counts} {letters}")
    return "\n".join(lines)


class SymptomRow(NamedTuple):
    """One symptom for the terminal: its words, and day and severity of each note."""

    name: str
    notes: Sequence[tuple[date, int]]


def symptom_lines(
    rows: Sequence[SymptomRow], injected_on: Sequence[date], first: date, last: date
) -> str:
    """Injections, then a line a symptom: first, worst and last severity, and a spark over time."""
    if not rows:
        return "No symptom noted."
    named = min(max(len(escaped(row.name)) for row in rows), 28, width() // 3)
    room = max(6, columns() - named - 20)
    days = (last - first).days + 1
    room = min(room, days)

    def place(day: date) -> int:
        return min(room - 1, (day - first).days * room // days)

    lines = [f"{'':<{named}}  first worst last"]
    if injected_on:
        marks = ["·"] * room
        for day in injected_on:
            marks[place(day)] = "│"
        lines[0] = f"{'injections':<{named}}  first worst last  {''.join(marks)}"
    for row in rows:
        levels: list[int | None] = [None] * room
        for day, severity in row.notes:
            levels[place(day)] = max(severity, levels[place(day)] or 0)
        severities = [severity for _, severity in row.notes]
        numbers = f"{severities[0]:>5} {max(severities):>5} {severities[-1]:>4}"
        name = escaped(row.name)
        name = name if len(name) <= named else f"{name[: named - 1]}…"
        lines.append(f"{name:<{named}}  {numbers}  {spark(levels, _STRONGEST)}".rstrip())
    ends = f"{first:%b %Y}", f"{last:%b %Y}"
    if room >= 20:
        lines.append(f"{'':<{named + 18}}{ends[0]}{ends[1]:>{room - len(ends[0])}}")
    lines.append(wrapped(f"Severity 0 (gone) to {_STRONGEST}; {of_days(days)} from left to right."))
    return "\n".join(lines)


def store_lines(points: Sequence[StorePoint], threshold_ug: float) -> str:
    """One line a year: the best guess and its band, in µg and as a line."""
    head = "µg in the body: best guess (worst to most favourable case), drawn from 0."
    lines = [wrapped(f"{head} Lowest seen in health: {threshold_ug:,.0f}.")]
    years: dict[int, StorePoint] = {}
    for point in points:
        years.setdefault(int(point.day / 365.25), point)
    most = max(point.high for point in points)
    for year, point in years.items():
        low, best, high = (ug_text(round(value * 1000)) for value in point[1:])
        words = f"{'now' if year == 0 else f'{year} y':>5}  {best:>6} {f'({low} to {high})':<18}"
        room = bar_columns(columns() - len(words) - 2) if columns() >= 60 else 0
        drawn = reach(point.low, point.best, point.high, most, room) if room else ""
        lines.append(f"{words}  {drawn}".rstrip())
    return "\n".join(lines)


def source_lines(parts: Sequence[Contributor]) -> str:
    """Foods with amount, share and name, then supplements apart."""
    lines: list[str] = []
    foods = [part for part in parts if part.b12_origin != "supplement"]
    supplements = [part for part in parts if part.b12_origin == "supplement"]
    if foods:
        lines += _part_lines(foods)
    if supplements:
        lines += ["Supplements, apart: of a large dose a small part is absorbed."]
        lines += _part_lines(supplements)
    return "\n".join(wrapped(line) for line in lines) or "Nothing recorded."


def _part_lines(parts: Sequence[Contributor]) -> list[str]:
    """One line a contributor, the largest first: amount, share of these, a bar, name."""
    total = sum(part.b12_ng for part in parts)
    giving = [part for part in parts if part.b12_ng or part.unknown_entries]
    most = max([part.b12_ng for part in giving], default=0)
    room = min(24, columns() - 60)
    lines = []
    for part in giving[:_ROWS]:
        share = share_text(part.b12_ng, total)
        amount = f"{'≥' if part.unknown_entries else ''}{ug_text(part.b12_ng)} µg"
        if part.unknown_entries == part.entries:
            amount = "unknown   "
        drawn = f"  {plain_bar(part.b12_ng, most, room)}" if room >= 8 and most else ""
        lines.append(wrapped(f"{amount:>12}  {share:>5}{drawn}  {escaped(part.name)}", " " * 21))
    rest = giving[_ROWS:]
    if rest:
        lines.append(f"and {len(rest)} others, {ug_value(sum(part.b12_ng for part in rest))} µg.")
    if len(giving) < len(parts):
        lines.append(f"{len(parts) - len(giving)} without any B12.")
    return lines


def plain_bar(value: int, most: int, room: int) -> str:
    """A bar without a mark, blank to its full width."""
    return ("█" * (value * room // most)).ljust(room)
