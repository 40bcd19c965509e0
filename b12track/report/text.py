"""The words of the tool in a terminal: one day, a span of days, low periods, a reply to `log`."""

from __future__ import annotations

import os

from b12track.hints import TYPE_CHECKING, Final
from b12track.quantity import grams_text, ug_text, whole
from b12track.report.absorbed import absorbed_mean_line
from b12track.report.bars import bar, bar_columns
from b12track.text import escaped
from b12track.wording import band_text, clock_text, day_name, of_days, reference_name, ug_value

if TYPE_CHECKING:
    from collections.abc import Sequence

    from b12track.analysis.low_periods import LowPeriod
    from b12track.analysis.summary import Summary
    from b12track.diary.days import Day
    from b12track.diary.journal import Entry
    from b12track.science.band import Band
    from b12track.science.reference_values import DietaryReferenceValue

ORIGIN_NAMES: Final = ("food", "fortified food", "supplements")
FOOTER: Final = (
    "b12track records food and supplements. It does not diagnose, treat or replace a health"
    " professional."
)
#: What stands on the line of a day beside its bar: name, amount, the mark, what it is called.
_BESIDE_BAR: Final = 10 + 2 + 8 + 2 + 1 + 9


def width() -> int:
    """The columns for prose: those of the terminal, but never more than 100."""
    return min(columns(), 100)


def columns() -> int:
    """The columns of the terminal from 40 to 200, 80 where there is none; pictures use them all."""
    given = os.environ.get("COLUMNS", "")
    try:
        wide = int(given) if given.isdecimal() else os.get_terminal_size().columns
    except OSError:
        wide = 80
    return max(40, min(wide or 80, 200))


def wrapped(text: str, indent: str = "") -> str:
    """The text broken at the terminal's width, later lines indented."""
    return "\n".join(broken(text, width(), indent))


def broken(text: str, columns: int, indent: str = "") -> list[str]:
    """The text in lines of at most so many columns, broken at blanks; [""] for no text.

    Like textwrap, whose import alone costs a sixtieth of a whole `log`.

    >>> broken("at least 1.4 µg today", 10, "  ")
    ['at least', '  1.4 µg', '  today']
    """
    lines: list[str] = []
    current = ""
    for number, word in enumerate(text.split(" ")):
        joined = f"{current} {word}" if number else word
        if len(joined) <= columns or not current.strip():
            current = joined
        else:
            lines.append(current.rstrip())
            current = indent + word
        while len(current) > columns:
            lines.append(current[:columns])
            current = indent + current[columns:]
    return [*lines, current]


def amount_text(b12_ng: int | None, unknown_entries: int, entries: int) -> str:
    """An amount with its honesty: "1.4 µg", "at least 1.4 µg; 2 of 9 foods have no B12 value"."""
    if b12_ng is None:
        return "unknown"
    if not unknown_entries:
        return f"{ug_text(b12_ng)} µg"
    have = "has" if unknown_entries == 1 else "have"
    return (
        f"at least {ug_text(b12_ng)} µg; {unknown_entries} of {entries} foods {have} no B12 value"
    )


def entry_lines(entries: Sequence[Entry], clock: str = "24h") -> list[str]:
    """One line an entry: id, time, meal, food, amount, µg; the µg stand in one column."""
    amounts = ["?" if entry.b12_ng is None else ug_text(entry.b12_ng) for entry in entries]
    wide = max(map(len, amounts), default=0)
    room = width() - wide - 6
    lines = []
    for entry, ug in zip(entries, amounts, strict=True):
        what = f"{_when(entry, clock)}{escaped(entry.food_name)}, {weight_text(entry)}"
        first, *more = broken(what, room - 2, " " * 7)
        lines.append(f"  {first:<{room}}{ug:>{wide}} µg")
        lines += [f"  {line}" for line in more]
    return lines


def _when(entry: Entry, clock: str) -> str:
    parts = [f"#{entry.entry_id:<4}"]
    if entry.eaten_at_s is not None and entry.utc_offset_s is not None:
        minutes = (entry.eaten_at_s + entry.utc_offset_s) // 60 % 1440
        parts.append(clock_text(minutes, clock))
    if entry.eating_occasion:
        parts.append(escaped(entry.eating_occasion))
    return "  ".join([parts[0], " ".join(parts[1:]) + " "]) if len(parts) > 1 else parts[0] + "  "


def weight_text(entry: Entry) -> str:
    """The amount as said with its grams; a tablet's nominal weight is not shown."""
    if entry.b12_origin == "supplement":
        return entry.amount
    if entry.portion_mg is None:  # as another tracker gave it: perhaps "1 cup", perhaps nothing
        return "?" if entry.amount == "?" else f"{entry.amount} = ?"
    grams = grams_text(entry.portion_mg)
    return grams if entry.amount == grams else f"{entry.amount} = {grams}"


def day_text(
    day: Day,
    entries: Sequence[Entry],
    reference: DietaryReferenceValue,
    clock: str = "24h",
) -> str:
    """A day with its entries, its total beside the reference, and its origins."""
    lines = [f"{day_name(day.date)}: {_state_words(day)}", *entry_lines(entries, clock)]
    if day.entries or day.total_from:
        lines.append(wrapped(f"Total {_total(day)}. Reference {reference_name(reference)}."))
    if day.entries:
        amounts = (day.food_ng, day.fortified_ng, day.supplement_ng)
        parts = [f"{name} {ug_text(ng)} µg" for name, ng in zip(ORIGIN_NAMES, amounts, strict=True)]
        lines.append(wrapped(f"From {', '.join(parts)}."))
    return "\n".join(lines)


def _total(day: Day) -> str:
    """The day's amount; where another tracker's total stands for it, whose."""
    total = amount_text(day.b12_ng, day.b12_unknown_entries, day.entries)
    least = "at least " if day.total_is_least and not day.b12_unknown_entries else ""
    return f"{least}{total} (the total of {escaped(day.total_from)})" if day.total_from else total


def _state_words(day: Day) -> str:
    if day.entries == 0 and not day.total_from:
        return {"fasting": "fasting, 0 µg", "partial": "partial, nothing recorded"}.get(
            day.state, day.state
        )
    return "partial (not finished or not all recorded)" if day.state == "partial" else day.state


def span_text(
    days: Sequence[Day],
    mean: Summary,
    reference: DietaryReferenceValue,
    absorbed: Band | None = None,
    detail: bool = False,
) -> str:
    """One line a day with a bar, then the means, swallowed and absorbed, with their denominator."""
    largest = _scale(days, reference.per_day_ng)
    title = f"{day_name(days[0].date)} to {day_name(days[-1].date)}, µg of B12 per day."
    lines = [wrapped(f"{title} Reference {reference_name(reference)}, marked |.")]
    lines += [day_line(day, reference.per_day_ng, largest) for day in days]
    lines.append(wrapped(mean_text(mean)))
    if absorbed is not None:
        least = mean.lower_bound_days > 0
        lines.append(wrapped(absorbed_mean_line(absorbed, mean.recorded_days, least, detail)))
    return "\n".join(lines)


def mean_text(mean: Summary) -> str:
    """The mean with its denominator: "Mean of 5 recorded days of 7: 1.6 µg per day"."""
    if mean.mean_ng_per_day is None:
        return f"No complete recorded day among these {mean.total_days}, so there is no mean."
    least = "at least " if mean.lower_bound_days else ""
    words = (
        f"Mean of {of_days(mean.recorded_days, 'recorded day')} of {mean.total_days}:"
        f" {least}{ug_text(whole(mean.mean_ng_per_day))} µg per day"
    )
    if mean.median_ng_per_day is not None and mean.recorded_days > 2:
        words += f", median {ug_text(whole(mean.median_ng_per_day))}"
    return f"{words}; {mean.zero_days} of them without any B12." if mean.zero_days else f"{words}."


def _scale(days: Sequence[Day], reference_ng: int) -> int:
    """What a full bar stands for: the reference twice, or less than the largest dose."""
    ordinary = [day.b12_ng for day in days if day.b12_ng and day.b12_ng <= 5 * reference_ng]
    return max([2 * reference_ng, *ordinary])


def day_line(day: Day, reference_ng: int, full_ng: int) -> str:
    """One day of a text chart: date, amount, bar; a bar cut short ends in ">"."""
    name = f"{day.date:%a} {day.date.day:>2} {day.date:%b}"
    if day.b12_ng is None:
        words = "unknown B12" if day.entries else day.state
        return f"{name}         -  {words}"
    amount = ("≥" if day.is_lower_bound else "") + ug_text(day.b12_ng)
    note = {"partial": "  partial", "fasting": "  fasting", "paused": "  paused"}.get(day.state, "")
    cells = bar(day.b12_ng, reference_ng, full_ng, bar_columns(columns() - _BESIDE_BAR))
    return f"{name}  {amount:>8}  {cells}{note}".rstrip()


def period_text(period: LowPeriod) -> str:
    """One period: its lens, when, how many days recorded, the mean, the deficit, the unknown."""
    end = f"{day_name(period.end)}, still open" if period.is_open else day_name(period.end)
    unknown = period.days - period.recorded_days
    unsaid = f"; {unknown} days are not known" if unknown > 1 else "; 1 day is not known"
    until = period.covered_until
    covered = f" An injection covers until about {day_name(until)}." if until else ""
    what = "Absorbed, by a model" if period.lens == "absorbed" else "Intake"
    mean = f"{ug_text(whole(period.mean_ng_per_day))} µg"
    if period.band is not None:
        mean = band_text(period.band)
    return (
        f"{what}, {day_name(period.start)} to {end}: mean {mean}"
        f" per day over {period.recorded_days} recorded of {period.days} days, below"
        f" {ug_value(period.threshold_ng_per_day)} µg; {ug_text(period.deficit_ng)} µg short"
        f" in all{unsaid if unknown else ''}.{covered}"
    )


def reply_text(
    saved: Sequence[Entry],
    assumptions: Sequence[str],
    days: Sequence[Day],
    week: Summary,
    reference: DietaryReferenceValue,
    verb: str,
) -> str:
    """The answer to `log`: what was understood, what it gives, the day and the week."""
    items = []
    for item, assumed in zip(saved, assumptions, strict=True):
        b12 = "B12 unknown" if item.b12_ng is None else f"{ug_text(item.b12_ng)} µg"
        reason = f" ({assumed})" if assumed else ""
        items.append(f"{escaped(item.food_name)} {weight_text(item)}{reason}, {b12}")
    day = days[-1]
    total = amount_text(day.b12_ng, day.b12_unknown_entries, day.entries)
    first = wrapped(f"{verb}: {'; '.join(items)}.", "  ")
    known, but, unknown = total.partition("; ")
    beside = f"{day_name(day.date)}: {known} of {reference_name(reference)}{but}{unknown}."
    second = wrapped(f"{beside} {week_text(week)}", "  ")
    return f"{first}\n{second}"


def week_text(week: Summary) -> str:
    """The week in half a line: "Week to then: 1.6 µg per day on 5 recorded of 7 days."."""
    if week.mean_ng_per_day is None:
        return "Last 7 days: no complete day yet."
    least = "at least " if week.lower_bound_days else ""
    mean = ug_text(whole(week.mean_ng_per_day))
    return f"Last 7 days: {least}{mean} µg/day on {week.recorded_days} recorded of 7 days."


_LETTERS: Final = {
    "#": "at the reference or above",
    "-": "below the reference",
    "0": "none",
    "?": "partial or unknown",
    ".": "unrecorded",
}


def glance_text(days: Sequence[Day], reference: DietaryReferenceValue) -> str:
    """Days in one line of letters, the oldest first, with what they mean and how many there are."""
    letters = "".join(letter(day, reference.per_day_ng) for day in days)
    # A row of signs says nothing to the ear, so each is counted.
    counts = ", ".join(
        f"{sign} {meaning}: {letters.count(sign)}"
        for sign, meaning in _LETTERS.items()
        if sign in letters
    )
    return wrapped(f"Last {len(days)} days: {letters}  ({counts})", "  ")


def letter(day: Day, reference_ng: int) -> str:
    """One day as a letter: # - 0 ? or . as `glance_text` explains them."""
    if day.b12_ng is None:
        return "." if day.state in ("unrecorded", "paused") else "?"
    if day.b12_ng >= reference_ng:
        return "#"
    if day.is_lower_bound:
        return "?"
    return "-" if day.b12_ng else "0"
