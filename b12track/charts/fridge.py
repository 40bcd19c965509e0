"""A sheet for the fridge: whose it is, the next dose, the week and the month, room to tick."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Final, NamedTuple

from b12track.charts.calendar import (
    MONDAY,
    day_place,
    draw_day_numbers,
    draw_month_head,
    letters_below,
    week_around,
)
from b12track.charts.cells import HALF, Cell, cell_keys, draw_cells
from b12track.charts.line_breaks import lines_of
from b12track.charts.sheet import Box, Margins, axes_in, em_of, sheet
from b12track.charts.style import Look, drawing, lettering
from b12track.charts.words import Words, states_finding
from b12track.text import escaped
from b12track.wording import UNNAMED, day_name

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from b12track.charts.timeline import State, Timeline

A4: Final = Look("a4")
_DUE_EM: Final = 1.6
_DUE_SCALE: Final = 1.15
_SIDE_EM: Final = 1.5
#: The names over the squares of a week, and the rows of a month: its head and up to six weeks.
_NAMES_EM: Final = 2.5
_NAMES_AT: Final = -0.52
_MONTH_ROWS: Final = 7.5
_LETTERS_ROW: Final = 1.3
#: So wide a sheet holds the month in each name.
_WIDE_EM: Final = 40.0
_MONTH_EM: Final = 24.0
#: Letters of the month, read from a step away, and the side of a square that bears so large ones.
_SCALE: Final = 1.5
_ROOMY_SQUARE_EM: Final = 3.4
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
    if fridge.person == UNNAMED:
        title = "My vitamin B12"
    finding = fridge.timeline.headline or f"{states_finding(fridge.timeline)}."
    line = fridge.timeline.line
    foot = f"{_TICK} Reference {line.name}. b12track records; it does not replace a doctor."
    due = [f"{due_words(dose, fridge.today)}." for dose in fridge.due]
    subtitle = f"{fridge.today:%B} {fridge.today.year}, made on {day_name(fridge.today)}."
    alt = " ".join([f"Sheet for the fridge. {title}.", finding, *due, subtitle, foot])
    return Words(title, subtitle, foot, alt, finding)


def due_words(dose: DueDose, today: date) -> str:
    """When a dose is due, in words.

    >>> due_words(DueDose(date(2026, 11, 29), "2,000 µg tablet"), date(2026, 11, 22))
    'Next dose Sun 29 Nov 2026: 2,000 µg tablet'
    >>> due_words(DueDose(date(2026, 11, 20), "tablet"), date(2026, 11, 22))
    'Was due Fri 20 Nov 2026: tablet'
    """
    if dose.on < today:
        return f"Was due {day_name(dose.on)}: {escaped(dose.words)}"
    return f"Next dose {day_name(dose.on)}: {escaped(dose.words)}"


def fridge_figure(fridge: Fridge, look: Look = A4, week_starts: int = MONDAY) -> Figure:
    """The sheet; the days to come are empty squares, and weeks begin on a weekday, 0 is Monday."""
    words, timeline = fridge_words(fridge), fridge.timeline
    with drawing(look):
        keys = cell_keys(set(timeline.states), look, has_dose=bool(timeline.doses))
        due_em = _DUE_EM * len(_due_lines(fridge, look))
        week_em = _NAMES_EM + (0.5 - _NAMES_AT) * _square_em(look)
        body_em = due_em + week_em + _MONTH_EM
        figure, box = sheet(look, words, keys, Margins(_SIDE_EM, _SIDE_EM, 0.8), body_em)
        em_y = em_of(figure, look)[1]
        _due(figure, fridge, box, look)
        top = box.top - due_em * em_y
        middle = top - week_em * em_y
        _week(axes_in(figure, Box(box.left, middle, box.right, top)), fridge, look, week_starts)
        month = axes_in(figure, Box(box.left, box.bottom, box.right, middle))
        square_em = (middle - box.bottom) / em_y / _MONTH_ROWS
        scale = _SCALE * min(1.0, square_em / _ROOMY_SQUARE_EM)
        _month(month, fridge, look, week_starts, scale)
    return figure


def _due_lines(fridge: Fridge, look: Look) -> list[str]:
    """The doses that are due, broken to the width of the sheet; or that none is known."""
    room_em = 7 * _square_em(look) / _DUE_SCALE
    words = [due_words(dose, fridge.today) for dose in fridge.due]
    words = words or ["No schedule of doses is recorded"]
    return [line for each in words for line in lines_of(each, room_em, "bold")]


def _square_em(look: Look) -> float:
    """The side of a square of the week, in letter sizes."""
    return (look.wide_em - 2 * _SIDE_EM) / 7


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
    first = week_around(fridge.today, week_starts)[0]
    days = [first + timedelta(days=number) for number in range(7)]
    top = _NAMES_AT - _NAMES_EM / _square_em(look)
    _square_axes(axes, 7, 0.5 - top, top)
    draw_cells(axes, [_cell(fridge, day, x, 0) for x, day in enumerate(days)], look)
    for x, day in enumerate(days):
        weight = "bold" if day == fridge.today else "normal"
        name = f"{day:%a}\n{day.day}" + (f" {day:%b}" if look.wide_em >= _WIDE_EM else "")
        axes.text(x, _NAMES_AT, name, ha="center", va="bottom", weight=weight, linespacing=1.1)
        _ring(axes, fridge, day, (x, 0), look)


def _month(axes: Axes, fridge: Fridge, look: Look, week_starts: int, scale: float) -> None:
    """The month as it hangs on a wall."""
    _square_axes(axes, 7, _MONTH_ROWS, top=0)
    draw_month_head(
        axes, (0, _LETTERS_ROW - letters_below(scale)), fridge.today, look, week_starts, scale
    )
    cells = []
    for day in fridge.month:
        x, y = day_place(day, week_starts)
        cells.append(_cell(fridge, day, x, y + 2))
        _ring(axes, fridge, day, (x, y + 2), look)
    draw_cells(axes, cells, look)
    draw_day_numbers(axes, fridge.month, (0, 2), look, week_starts, scale)


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
