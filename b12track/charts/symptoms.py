"""Symptoms over time above the intake of the same days; side by side, without a claim of cause."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from b12track.analysis.intake import moving_mean
from b12track.charts.reference import draw_reference
from b12track.charts.sheet import Box, Margins, axes_in, sheet
from b12track.charts.style import PAGE, Look, drawing, lettering, shortened
from b12track.charts.trend import LONG_DAYS, LONG_LEAST, date_ticks
from b12track.charts.words import ReferenceLine, Words, day_label, states_sentence
from b12track.text import shown
from b12track.wording import of_days, span_name

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from b12track.diary.days import Day
    from b12track.diary.symptoms import Noted

#: Each term has its shape and its line; colours only help.
_SHAPES: Final[tuple[tuple[str, Any], ...]] = (
    ("o", "-"),
    ("s", "--"),
    ("^", "-."),
    ("D", ":"),
    ("X", (0, (1, 1))),
)
_MOST_SEVERE: Final = 10
_TOLD: Final = 30
_UPPER_SHARE: Final = 0.5


class Symptoms(NamedTuple):
    """Calendar days, what was noted in them in order of time, and the reference of intake."""

    days: Sequence[Day]
    noted: Sequence[Noted]
    line: ReferenceLine

    @property
    def terms(self) -> list[str]:
        """The names drawn, the most often noted first; a side keeps its own line."""
        counts: dict[str, int] = {}
        for one in self.noted:
            counts[name_of(one)] = counts.get(name_of(one), 0) + 1
        return sorted(counts, key=lambda name: (-counts[name], name))[: len(_SHAPES)]


def name_of(one: Noted) -> str:
    """The standard term, or the person's own words where there is none, with the side."""
    term = one.words if one.term == "other" else one.term
    sides = {"left": ", left", "right": ", right", "both": ", both sides"}
    return f"{term}{sides.get(one.side or '', '')}"


def symptoms_words(symptoms: Symptoms) -> Words:
    """What was noted, how strong at most and when; the footnote says what it does not show."""
    span = span_name(symptoms.days[0].date, symptoms.days[-1].date)
    noted = symptoms.noted
    title = "No symptom noted in this time"
    if noted:
        worst = max(noted, key=lambda one: one.severity)
        title = (
            f"{of_days(len(noted), 'symptom note')}; strongest {shown(name_of(worst))},"
            f" {worst.severity} of {_MOST_SEVERE}"
        )
    told = f"Severity 0 (gone) to {_MOST_SEVERE} above; mean intake of 28 days below. {span}."
    foot = (
        "Side by side is no proof of cause: many things cause each of these. Reference"
        f" {symptoms.line.name}: {symptoms.line.source}."
    )
    listed = [
        f"{day_label(date.fromisoformat(one.noted_on))}: {shown(name_of(one))}, {one.severity}."
        for one in noted[-_TOLD:]
    ]
    alt = " ".join(
        [f"Symptoms above intake. {title}.", told, states_sentence(symptoms.days), *listed, foot]
    )
    return Words(title, told, foot, alt)


def symptoms_figure(frame: pd.DataFrame, symptoms: Symptoms, look: Look = PAGE) -> Figure:
    """Severity (0-10) of up to five symptoms above the 28-day mean of intake (µg per day)."""
    families, names = lettering([shortened(name, 34) for name in symptoms.terms])
    words = symptoms_words(symptoms)
    title = lettering([words.title])[1][0]
    with drawing(look):
        legend = _legend(names, look)
        figure, box = sheet(look, words._replace(title=title), legend, Margins(4.6, 6.4, 3.6))
        for text in [*figure.texts, *(t for one in figure.legends for t in one.get_texts())]:
            text.set_fontfamily(families)
        middle = box.bottom + (box.top - box.bottom) * _UPPER_SHARE
        gap = 0.8 * look.size.points / 72 / look.size.height
        upper = axes_in(figure, Box(box.left, middle + gap, box.right, box.top))
        lower = axes_in(figure, Box(box.left, box.bottom, box.right, middle - gap))
        _severities(upper, symptoms, look)
        _intake(lower, frame, symptoms, look)
        _dates(upper, lower, symptoms.days, look)
    return figure


def _severities(axes: Axes, symptoms: Symptoms, look: Look) -> None:
    """A line with its own shape for each symptom, from note to note."""
    axes.set_ylim(-0.4, _MOST_SEVERE + 0.4)
    axes.set_yticks((0, 5, 10))
    axes.set_ylabel("severity")
    axes.grid(axis="y", color=look.palette.faint, linewidth=0.6)
    for place, name in enumerate(symptoms.terms):
        notes = [one for one in symptoms.noted if name_of(one) == name]
        marker, dashes = _SHAPES[place]
        axes.plot(
            [date.fromisoformat(one.noted_on).toordinal() for one in notes],
            [one.severity for one in notes],
            color=_colours(look)[place], marker=marker, linestyle=dashes, linewidth=1.2,
            markersize=look.size.points * 0.6, clip_on=False,
        )  # fmt: skip


def _intake(axes: Axes, frame: pd.DataFrame, symptoms: Symptoms, look: Look) -> None:
    """The 28-day mean; above three references the axis ends, because more tells no more here."""
    numbers = [day.date.toordinal() for day in symptoms.days]
    mean = moving_mean(frame, LONG_DAYS, LONG_LEAST)
    limit = 3 * symptoms.line.per_day_ng / 1000
    axes.set_ylim(0, limit)
    axes.set_ylabel("µg per day")
    axes.grid(axis="y", color=look.palette.faint, linewidth=0.6)
    axes.plot(numbers, mean.clip(upper=limit * 0.99).to_numpy(), color=look.palette.fortified,
              linewidth=2.2)  # fmt: skip
    if bool((mean > limit).any()):
        axes.annotate(
            f"{limit:g} µg\nor more", (1, 1), (4, 0), xycoords="axes fraction",
            textcoords="offset points", va="top", annotation_clip=False,
            color=look.palette.soft, size=look.size.points * 0.75,
        )  # fmt: skip
    draw_reference(axes, numbers, symptoms.line, look)


def _dates(upper: Axes, lower: Axes, days: Sequence[Day], look: Look) -> None:
    first, last = days[0].date, days[-1].date
    room_em = lower.get_position().width * look.size.width * 72 / look.size.points
    for axes in (upper, lower):
        axes.set_xlim(first.toordinal() - 0.5, last.toordinal() + 0.5)
        axes.set_axisbelow(True)
    upper.set_xticks([])
    lower.set_xticks(*date_ticks(first, last, room_em))
    lower.tick_params(axis="x", labelsize=look.size.points * 0.85)


def _colours(look: Look) -> tuple[str, ...]:
    palette = look.palette
    return (palette.food, palette.fortified, palette.reference, palette.soft, palette.ink)


def _legend(names: Sequence[str], look: Look) -> list[Any]:
    from matplotlib.lines import Line2D

    lines = [
        Line2D([], [], marker=marker, linestyle=dashes, color=colour, linewidth=1.2,
               markersize=look.size.points * 0.5, label=name)
        for name, (marker, dashes), colour in zip(names, _SHAPES, _colours(look), strict=False)
    ]  # fmt: skip
    mean = Line2D([], [], color=look.palette.fortified, linewidth=2.2, label="mean intake, 28 days")
    return [*lines, mean]
