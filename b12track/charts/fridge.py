"""A sheet for the fridge: whose it is, the next dose, the week and the month, room to tick."""

from __future__ import annotations

import textwrap
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final, NamedTuple

from b12track.charts.calendar import MONDAY, day_place, draw_day_numbers, draw_month_head
from b12track.charts.cells import HALF, Cell, cell_keys, draw_cells
from b12track.charts.sheet import Box, Margins, axes_in, em_of, sheet
from b12track.charts.style import Look, drawing, lettering
from b12track.charts.words import Words, states_finding
from b12track.text import escaped
from b12track.wording import day_name

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from b12track.charts.timeline import State, Timeline

A4: Final = Look("a4")
_DUE_EM: Final = 2.0
_DUE_SCALE: Final = 1.15
_BOLD_EM: Final = 0.66  # the mean width of a bold letter
_WEEK_EM: Final = 8.6
_MONTH_EM: Final = 24.0
#: Letters of the month: it is read from a step away.
_SCALE: Final = 1.5
_TICK: Final = "Empty squares are to tick by hand; a ring marks a day on which a dose is due."


class DueDose(NamedTuple):
    """A dose that the person's own schedule asks for: its day and its words."""

    on: date
    words: str


class Fridge(NamedTuple):
    """Whose sheet, the days known so far of this week and month, today, the doses that are due."""

    person: str
    timeline: Timeline
    today: date
    due: Sequence[DueDose] = ()

    @property
    def month(self) -> list[date]:
        """All days of the month of today."""
        first = self.today.replace(day=1)
        days = (first + timedelta(days=number) for number in range(31))
        return [day for day in days if day.month == first.month]


def fridge_words(fridge: Fridge) -> Words:
    """The name, the judgement and the next dose; the footnote says what the squares mean."""
    title = f"Vitamin B12 of {escaped(fridge.person)}"
    finding = fridge.timeline.headline or f"{states_finding(fridge.timeline)}."
    line = fridge.timeline.line
    foot = f"{_TICK} Reference {line.name}. b12track records; it does not replace a doctor."
    due = [f"{_due_words(dose, fridge.today)}." for dose in fridge.due]
    subtitle = f"{fridge.today:%B} {fridge.today.year}, made on {day_name(fridge.today)}."
    alt = " ".join([f"Sheet for the fridge. {title}.", finding, *due, subtitle, foot])
    return Words(title, subtitle, foot, alt, finding)


def _due_words(dose: DueDose, today: date) -> str:
    """When a dose is due, in words.

    >>> _due_words(DueDose(date(2026, 11, 29), "2,000 µg tablet"), date(2026, 11, 22))
    'Next 2,000 µg tablet: Sun 29 Nov 2026'
    >>> _due_words(DueDose(date(2026, 11, 20), "tablet"), date(2026, 11, 22))
    'Was due Fri 20 Nov 2026: tablet'
    """
    if dose.on < today:
        return f"Was due {day_name(dose.on)}: {escaped(dose.words)}"
    return f"Next {escaped(dose.words)}: {day_name(dose.on)}"


def fridge_figure(fridge: Fridge, look: Look = A4, week_starts: int = MONDAY) -> Figure:
    """The sheet; the days to come are empty squares, and weeks begin on a weekday, 0 is Monday."""
    words, timeline = fridge_words(fridge), fridge.timeline
    with drawing(look):
        keys = cell_keys(set(timeline.states), look, has_dose=bool(timeline.doses))
        due_em = _DUE_EM * len(_due_lines(fridge, look))
        body_em = due_em + _WEEK_EM + _MONTH_EM
        figure, box = sheet(look, words, keys, Margins(1.5, 1.5, 0.8), body_em)
        em_y = em_of(figure, look)[1]
        _due(figure, fridge, box, look)
        top = box.top - due_em * em_y
        week = axes_in(figure, Box(box.left, top - _WEEK_EM * em_y, box.right, top))
        _week(week, fridge, look, week_starts)
        month = axes_in(figure, Box(box.left, box.bottom, box.right, top - _WEEK_EM * em_y))
        _month(month, fridge, look, week_starts)
    return figure


def _due_lines(fridge: Fridge, look: Look) -> list[str]:
    """The doses that are due, broken to the width of the sheet; or that none is known."""
    room = int((look.wide_em - 3) / (_DUE_SCALE * _BOLD_EM))
    words = [_due_words(dose, fridge.today) for dose in fridge.due]
    words = words or ["No schedule of doses is recorded"]
    return [line for each in words for line in textwrap.wrap(each, room)]


def _due(figure: Figure, fridge: Fridge, box: Box, look: Look) -> None:
    """The doses that are due in large letters, or that no schedule is recorded."""
    em_y = em_of(figure, look)[1]
    families, lines = lettering(_due_lines(fridge, look))
    for place, line in enumerate(lines):
        figure.text(
            box.left,
            box.top - _DUE_EM * place * em_y,
            line,
            va="top",
            weight="bold" if fridge.due else "normal",
            fontfamily=families,
            size=look.size.points * _DUE_SCALE,
        )


def _state_of(fridge: Fridge, day: date) -> State:
    """The state of a day; the days to come are empty."""
    index = (day - fridge.timeline.days[0].date).days
    known = 0 <= index < len(fridge.timeline.days) and day <= fridge.today
    return fridge.timeline.states[index] if known else "unrecorded"


def _cell(fridge: Fridge, day: date, x: float, y: float) -> Cell:
    is_dose = any(dose.on == day for dose in fridge.timeline.doses)
    return Cell(x, y, _state_of(fridge, day), is_dose)


def _week(axes: Axes, fridge: Fridge, look: Look, week_starts: int) -> None:
    """The seven days of this calendar week as large squares under their names."""
    first = fridge.today - timedelta(days=(fridge.today.weekday() - week_starts) % 7)
    days = [first + timedelta(days=number) for number in range(7)]
    _square_axes(axes, 7, 1.6, top=-1.1)
    draw_cells(axes, [_cell(fridge, day, x, 0) for x, day in enumerate(days)], look)
    for x, day in enumerate(days):
        weight = "bold" if day == fridge.today else "normal"
        name = f"{day:%a}\n{day.day} {day:%b}"
        axes.text(x, -0.52, name, ha="center", va="bottom", weight=weight, linespacing=1.1)
        _ring(axes, fridge, day, (x, 0), look)


def _month(axes: Axes, fridge: Fridge, look: Look, week_starts: int) -> None:
    """The month as it hangs on a wall."""
    _square_axes(axes, 7, 7.2, top=0.3)
    draw_month_head(axes, (0, 0.6), fridge.today, look, week_starts, _SCALE)
    cells = []
    for day in fridge.month:
        x, y = day_place(day, week_starts)
        cells.append(_cell(fridge, day, x, y + 2))
        _ring(axes, fridge, day, (x, y + 2), look)
    draw_cells(axes, cells, look)
    draw_day_numbers(axes, fridge.month, (0, 2), look, week_starts, _SCALE)


def _square_axes(axes: Axes, wide: int, high: float, top: float) -> None:
    """Axes for cells of one by one, as large as fit, in the middle of the room."""
    axes.axis("off")
    axes.set_xlim(-0.5, wide - 0.5)
    axes.set_ylim(top + high, top)
    axes.set_aspect("equal", anchor="N")
    axes.apply_aspect()


def _ring(axes: Axes, fridge: Fridge, day: date, at: tuple[float, float], look: Look) -> None:
    """A ring where a dose is due."""
    from matplotlib.patches import Circle

    if any(dose.on == day for dose in fridge.due):
        ring = Circle(
            at, HALF * 0.6, facecolor="none", edgecolor=look.palette.ink, linewidth=1.4, label="due"
        )
        axes.add_patch(ring)
