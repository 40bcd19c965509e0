"""The calendar: months as they hang on a wall, the state of each day by colour and by mark."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Final, NamedTuple

from b12track.charts.cells import Cell, cell_keys, draw_cells
from b12track.charts.letters import Letters, Spot, write
from b12track.charts.sheet import Box, Margins, axes_in, em_of, sheet
from b12track.charts.style import PAGE, Look, drawing
from b12track.charts.words import Words, dose_sentences, states_finding, states_sentence
from b12track.quantity import ug_text
from b12track.wording import span_name

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from b12track.charts.timeline import Timeline
    from b12track.diary.days import Day

#: More months than this are too many pictures to look at.
MOST_MONTHS: Final = 24
#: The rows of one month: its name, the letters of the weekdays, up to six weeks, and room below.
_HEAD_ROWS: Final = 2
_ROWS: Final = _HEAD_ROWS + 6.4
_COLUMNS: Final = 8  # seven days and the room between two months
_LARGEST_CELL_EM: Final = 2.6
#: With so few months side by side a cell has room for the number of its day.
_NUMBERED: Final = 2
_DAYS: Final = "MTWTFSS"
MONDAY: Final = 0
#: A picture for a page is at most so much higher than wide, so that it fits one sheet of paper.
_PAGE: Final = 1.15


class _Grid(NamedTuple):
    """How many months stand side by side, and how wide a cell is, in letter sizes."""

    across: int
    down: int
    rows: float
    cell_em: float


def calendar_words(timeline: Timeline) -> Words:
    """How much is recorded and how it stands to the reference; `alt` tells the months."""
    days, line = timeline.days, timeline.line
    title = states_finding(timeline)
    subtitle = f"A square a day. {span_name(days[0].date, days[-1].date)}. Reference {line.value}."
    foot = f"Reference {line.name}: {line.source}. A day without a record is not zero."
    months = [_month_sentence(month) for month in months_of(days)]
    alt = [f"Calendar. {title}.", subtitle, f"Reference {line.name}.", states_sentence(days)]
    return Words(title, subtitle, foot, " ".join([*alt, *months, *dose_sentences(timeline)])).under(
        timeline.headline
    )


def months_of(days: Sequence[Day]) -> list[list[Day]]:
    """The days month by month."""
    months: list[list[Day]] = []
    for day in days:
        if not months or months[-1][0].date.month != day.date.month:
            months.append([])
        months[-1].append(day)
    return months


def _month_sentence(month: Sequence[Day]) -> str:
    known = [day.b12_ng for day in month if day.is_recorded and day.b12_ng is not None]
    mean = f", mean {ug_text(round(sum(known) / len(known)))} µg per day" if known else ""
    return f"{month[0].date:%b %Y}: {len(known)} of {len(month)} days recorded{mean}."


def calendar_figure(timeline: Timeline, look: Look = PAGE, week_starts: int = MONDAY) -> Figure:
    """Consecutive days of at most MOST_MONTHS months; weeks begin on a weekday, 0 is Monday."""
    months = months_of(timeline.days)
    with drawing(look):
        grid = _grid(months, look, week_starts)
        keys = cell_keys(set(timeline.states), look, has_dose=bool(_doses(timeline)))
        margins = Margins(left=1.0, right=1.0, bottom=0.8)
        body_em = grid.down * grid.rows * grid.cell_em
        figure, box = sheet(look, calendar_words(timeline), keys, margins, body_em)
        axes = axes_in(figure, _square(figure, box, grid, look))
        _draw_months(axes, timeline, grid, look, week_starts)
    return figure


def _grid(months: Sequence[Sequence[Day]], look: Look, week_starts: int) -> _Grid:
    """As many months side by side as the width holds with cells that can be read."""
    room, count = look.wide_em - 2, len(months)
    across = min(count, 3 if look.is_narrow else 6)
    most = min(count, 6) if look.size_name == "page" else across
    while across < most and _high_em(count, across, room) > _PAGE * room:
        across += 1
    down = -(-count // across)
    across = -(-count // down)  # 7 months stand as 4 and 3, not as 6 and 1
    rows = _ROWS
    if down == 1:  # a row of months is as high as the weeks in it
        weeks = [day_place(m[-1].date, week_starts)[1] - _skipped(m, week_starts) for m in months]
        rows = _HEAD_ROWS + max(weeks) + 1.4
    return _Grid(across, down, rows, min(_LARGEST_CELL_EM, room / (across * _COLUMNS - 1)))


def _high_em(count: int, across: int, room_em: float) -> float:
    """How high so many months are, so many of them side by side."""
    return -(-count // across) * _ROWS * min(_LARGEST_CELL_EM, room_em / (across * _COLUMNS - 1))


def _skipped(month: Sequence[Day], week_starts: int) -> int:
    """The weeks of a month before its first day that is shown."""
    return day_place(month[0].date, week_starts)[1]


def _square(figure: Figure, box: Box, grid: _Grid, look: Look) -> Box:
    """The room for cells that are as high as wide, in the upper left of what is left."""
    em_x, em_y = em_of(figure, look)
    high = (box.top - box.bottom) / em_y
    cell = min(grid.cell_em, high / (grid.down * grid.rows))
    wide = cell * (grid.across * _COLUMNS - 1)
    bottom = box.top - cell * grid.down * grid.rows * em_y
    return Box(box.left, bottom, box.left + wide * em_x, box.top)


def _draw_months(axes: Axes, timeline: Timeline, grid: _Grid, look: Look, week_starts: int) -> None:
    """Draws the months of a timeline on axes of square cells."""
    axes.axis("off")
    axes.set_xlim(-0.5, grid.across * _COLUMNS - 1.5)
    axes.set_ylim(grid.down * grid.rows - 0.5, -0.5)
    states = dict(zip((day.date for day in timeline.days), timeline.states, strict=True))
    doses, cells = _doses(timeline), []
    # Letters no larger than the cells they stand over: on a fixed sheet cells may be small.
    cell_em = axes.get_position().width * look.wide_em / (grid.across * _COLUMNS - 1)
    scale = min(1.0, cell_em)
    for number, month in enumerate(months_of(timeline.days)):
        left, top = number % grid.across * _COLUMNS, number // grid.across * grid.rows
        draw_month_head(axes, (left, top), month[0].date, look, week_starts, scale)
        first = top + _HEAD_ROWS - (_skipped(month, week_starts) if grid.down == 1 else 0)
        for day in month:
            x, y = day_place(day.date, week_starts)
            cells.append(Cell(left + x, first + y, states[day.date], day.date in doses))
        if grid.across <= _NUMBERED:
            dates = [day.date for day in month]
            draw_day_numbers(axes, dates, (left, first), look, week_starts)
    draw_cells(axes, cells, look)


def day_place(day: date, week_starts: int) -> tuple[int, int]:
    """Column and row of a day in its month.

    >>> day_place(date(2026, 11, 1), MONDAY), day_place(date(2026, 11, 2), MONDAY)
    ((6, 0), (0, 1))
    """
    before = (day.replace(day=1).weekday() - week_starts) % 7
    return (before + day.day - 1) % 7, (before + day.day - 1) // 7


def draw_month_head(
    axes: Axes,
    at: tuple[float, float],
    first: date,
    look: Look,
    week_starts: int,
    scale: float = 1.0,
) -> None:
    """The name of a month and the letters of the weekdays; `scale` is of the letters."""
    left, top = at
    write(axes, f"{first:%b %Y}", Spot(left - 0.43, top), look, Letters(0.85 * scale))
    for number in range(7):
        letter = _DAYS[(number + week_starts) % 7]
        place = Spot(left + number, top + letters_below(scale))
        write(axes, letter, place, look, Letters(0.7 * scale, "soft", "center"))


def letters_below(scale: float) -> float:
    """How far the letters of the weekdays stand below the name of a month, in cells."""
    return 1.05 / max(1.0, scale)


def draw_day_numbers(
    axes: Axes,
    days: Sequence[date],
    at: tuple[float, float],
    look: Look,
    week_starts: int,
    scale: float = 1.0,
) -> None:
    """The number of each day of a month in the corner of its cell; `at` is the first cell."""
    for day in days:
        x, y = day_place(day, week_starts)
        corner = Spot(at[0] + x - 0.40, at[1] + y - 0.40)
        write(axes, str(day.day), corner, look, Letters(0.55 * scale, va="top", pad=0.6))


def _doses(timeline: Timeline) -> set[date]:
    return {dose.on for dose in timeline.doses}


def week_around(day: date, week_starts: int = MONDAY) -> tuple[date, date]:
    """The first and the last day of the calendar week that holds a day.

    >>> week_around(date(2026, 11, 22))
    (datetime.date(2026, 11, 16), datetime.date(2026, 11, 22))
    """
    first = day - timedelta(days=(day.weekday() - week_starts) % 7)
    return first, first + timedelta(days=6)
