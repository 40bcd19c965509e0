"""The days as pictures in SVG, once for a desk and once, narrow, for a phone.

Colours are classes of the stylesheet, so that dark, printed and forced colours hold; every shape
differs from the others without its colour, and each picture tells its numbers in words.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from html import escape
from itertools import groupby
from typing import TYPE_CHECKING, Final

from markupsafe import Markup

from b12track.page.words import amount, day_name, state_words
from b12track.text import escaped

if TYPE_CHECKING:
    from b12track.page.document import Document

#: A day that holds more than so many references is cut off with an arrow and keeps its number.
_ORDINARY: Final = 5
_QUARTER: Final = 91


#: Draws days for a desk, or narrow for a phone.
Draw = Callable[["Document", bool], Markup]


def both(draw: Draw, span: Document) -> Markup:
    """The picture for a desk and the one for a phone; the stylesheet shows one of them."""
    return draw(span, False) + draw(span, True)


def week(span: Document, narrow: bool) -> Markup:
    """Up to seven days as bars with their amounts beside the reference."""
    width, height, left, floor = (360, 330, 6, 280) if narrow else (720, 360, 10, 300)
    days, full = span["days"], _full(span)
    step = (width - 2 * left) / len(days)
    top = 44
    parts = [_line("axis", left, floor, width - left, floor)]
    for number, day in enumerate(days):
        x, middle = left + number * step + step * 0.16, left + (number + 0.5) * step
        parts += _bar(day, (x, step * 0.68), (top, floor), full)
        on = date.fromisoformat(day["date"])
        parts.append(_text("label", middle, floor + 22, f"{on:%a}"))
        parts.append(_text("label", middle, floor + 42, str(on.day)))
    y = _height(span["reference"]["ug_per_day"], (top, floor), full)
    parts.append(_line("reference", left, y, width - left, y))
    parts.append(_text("note", left, 18, f"- - -  {_reference(span)}", "start"))
    return _svg("week", narrow, (width, height), span, parts)


def month(span: Document, narrow: bool) -> Markup:
    """Days as a calendar of weeks; a disc says how each stands beside the reference."""
    cell, tall = (51, 66) if narrow else (96, 74)
    days = span["days"]
    first = date.fromisoformat(days[0]["date"]).weekday()
    rows = (first + len(days) + 6) // 7
    parts = [
        _text("label", (n + 0.5) * cell, 20, name)
        for n, name in enumerate(("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"))
    ]
    for number, day in enumerate(days, first):
        x, y = (number % 7 + 0.5) * cell, 30 + number // 7 * tall
        on = date.fromisoformat(day["date"])
        name = f"{on.day} {on:%b}" if number == first or on.day == 1 else str(on.day)
        parts.append(_text("label", x, y + 16, name))
        parts.append(_disc(day["against_reference"], x, y + 40))
    return _svg("month", narrow, (cell * 7, 36 + rows * tall), span, parts)


def year(span: Document, narrow: bool) -> Markup:
    """Every day of a year as a thin bar; on a phone a quarter of it in each row."""
    days, full = span["days"], _full(span)
    length = _QUARTER if narrow else len(days)
    rows = [days[at : at + length] for at in range(0, len(days), length)]
    width, tall = (360, 150) if narrow else (900, 300)
    step = (width - 8) / length
    parts = [_text("note", 4, 18, f"- - -  {_reference(span)}", "start")]
    for row, quarter in enumerate(rows):
        top, floor = 40 + row * tall, 40 + row * tall + tall - 46
        parts.append(_line("axis", 4, floor, width - 4, floor))
        for number, day in enumerate(quarter):
            x = 4 + number * step
            if day["b12_ug"] is None:
                parts.append(_rect("missing", x, floor + 1, step, 4))
            elif day["b12_ug"]:
                y = _height(min(day["b12_ug"], full), (top, floor), full)
                parts.append(_rect("bar", x, y, max(step - 0.4, 0.8), floor - y))
        parts += _months(quarter, step, floor + 26, 1 if narrow else 2)
        y = _height(span["reference"]["ug_per_day"], (top, floor), full)
        parts.append(_line("reference", 4, y, width - 4, y))
    return _svg("year", narrow, (width, 46 + len(rows) * tall), span, parts)


def _months(days: list[Document], step: float, y: float, every: int) -> list[str]:
    """The names of the months below the first day of each."""
    labels, at = [], 0
    for number, (_, group) in enumerate(groupby(days, lambda day: day["date"][:7])):
        within = list(group)
        on = date.fromisoformat(within[0]["date"])
        if len(within) * step >= 34 and number % every == 0:
            labels.append(_text("label", 4 + at * step, y, f"{on:%b}", "start"))
        at += len(within)
    return labels


def _full(span: Document) -> float:
    """What the height of a picture stands for, in µg."""
    reference = float(span["reference"]["ug_per_day"])
    amounts = [day["b12_ug"] or 0.0 for day in span["days"]]
    return max([2 * reference, *(ug for ug in amounts if ug <= _ORDINARY * reference)])


def _height(ug: float, ends: tuple[float, float], full: float) -> float:
    top, floor = ends
    return floor - (floor - top) * ug / full


def _bar(
    day: Document, across: tuple[float, float], ends: tuple[float, float], full: float
) -> list[str]:
    """One day of the week: its bar and its number, or a frame that says there is none."""
    x, wide = across
    _top, floor = ends
    if day["b12_ug"] is None:
        return [
            _rect("unknown", x, floor - 40, wide, 40),
            _text("number", x + wide / 2, floor - 14, "–" if day["state"] == "unrecorded" else "?"),
        ]
    least = "≥" if day["b12_unknown_entries"] else ""
    y = _height(min(day["b12_ug"], full), ends, full)
    cut = day["b12_ug"] > full
    number = f"{least}{amount(day['b12_ug']).removesuffix(' µg').removesuffix('.00')}"
    return [
        _rect("bar", x, y, wide, max(floor - y, 1)),
        *([_text("cut", x + wide / 2, y + 22, "↑")] if cut else []),
        _text("number", x + wide / 2, y - 6, number),
    ]


def _disc(stands: str | None, x: float, y: float) -> str:
    """How a day stands: a full disc, half of one, a ring, a question, a small stroke."""
    if stands == "reached":
        return f'<circle class="bar" cx="{x:.1f}" cy="{y:.1f}" r="14"/>'
    ring = f'<circle class="ring" cx="{x:.1f}" cy="{y:.1f}" r="13"/>'
    if stands == "below":
        return f'{ring}<path class="bar" d="M{x - 13:.1f},{y:.1f}a13,13 0 0 0 26,0z"/>'
    if stands == "none":
        return ring
    if stands == "uncertain":
        return _text("number", x, y + 7, "?")
    return _line("axis", x - 7, y, x + 7, y)


def _reference(span: Document) -> str:
    reference = span["reference"]
    return f"reference {amount(reference['ug_per_day']).replace('0 µg', ' µg')} a day"


def _rect(kind: str, x: float, y: float, wide: float, tall: float) -> str:
    at = f'x="{x:.1f}" y="{y:.1f}" width="{wide:.1f}" height="{tall:.1f}"'
    return f'<rect class="{kind}" {at}/>'


def _line(kind: str, x1: float, y1: float, x2: float, y2: float) -> str:
    return f'<line class="{kind}" x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}"/>'


def _text(kind: str, x: float, y: float, words: str, anchor: str = "middle") -> str:
    return (
        f'<text class="{kind}" x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}">'
        f"{escape(escaped(words))}</text>"
    )


def _svg(
    name: str, narrow: bool, size: tuple[float, float], span: Document, parts: list[str]
) -> Markup:
    """The whole picture, with what it shows in words."""
    days, kind = span["days"], "narrow" if narrow else "wide"
    mean = span["mean_ug_per_day"]
    title = f"B12 from {_day(days[0])} to {_day(days[-1])}"
    desc = f"{span['recorded_days']} of {span['total_days']} days are fully written down"
    desc += f"; on these {amount(mean)} a day on average" if mean is not None else ""
    desc += f"; {_reference(span)}."
    if len(days) <= 7:
        desc += " " + "; ".join(f"{_day(day)}: {state_words(day)}" for day in days) + "."
    return Markup(  # noqa: S704 - made here of numbers, days and fixed words
        f'<svg class="{kind}" viewBox="0 0 {size[0]:.0f} {size[1]:.0f}" role="img"'
        f' aria-labelledby="{name}-{kind}-title {name}-{kind}-desc">'
        f'<title id="{name}-{kind}-title">{escape(title)}</title>'
        f'<desc id="{name}-{kind}-desc">{escape(desc)}</desc>{"".join(parts)}</svg>'
    )


def _day(day: Document) -> str:
    return day_name(date.fromisoformat(day["date"]))
