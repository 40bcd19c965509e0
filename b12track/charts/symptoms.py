"""Symptoms over time, one small picture each, over the injections; no claim of a cause."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Final, NamedTuple

from b12track.analysis.symptom_series import Series, series_of
from b12track.charts.date_axis import date_ticks
from b12track.charts.reference import write_beside
from b12track.charts.sheet import Box, Key, Margins, axes_in, em_of, sheet
from b12track.charts.style import PAGE, Look, drawing, lettering, shortened
from b12track.charts.trend import draw_uptake
from b12track.charts.words import Words, dose_sentences, states_sentence
from b12track.text import escaped
from b12track.wording import day_name, of_days, span_name

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from b12track.analysis.uptake import Uptake
    from b12track.charts.timeline import Timeline
    from b12track.diary.symptoms import Noted

_MOST_SEVERE: Final = 10
_MOST_ROWS: Final = 12
_TOLD: Final = 30
_ROW_EM: Final = 4.4
_UPTAKE_EM: Final = 6.0
#: The first name needs room below the words above it.
_NAME_EM: Final = 0.7
_INJECTION: Final = "injection"
_TABLET: Final = "tablet that covers a week"


class Symptoms(NamedTuple):
    """A timeline and what was noted in it, in order of time."""

    timeline: Timeline
    noted: Sequence[Noted]


def symptoms_words(symptoms: Symptoms) -> Words:
    """What was noted, how strong at most and when; the footnote says what it does not show."""
    days, line = symptoms.timeline.days, symptoms.timeline.line
    series, noted = series_of(symptoms.noted), symptoms.noted
    title = "No symptom noted in this time"
    if noted:
        strongest = max(series, key=lambda each: each.worst.severity)
        title = (
            f"{of_days(len(noted), 'note')} of {of_days(len(series), 'symptom')}; strongest"
            f" {escaped(strongest.name)}, {strongest.worst.severity} of {_MOST_SEVERE}"
        )
    subtitle = f"Severity, 0 (gone) to {_MOST_SEVERE}. {span_name(days[0].date, days[-1].date)}."
    foot = "Side by side is no proof of cause: many things cause each of these."
    if series[_MOST_ROWS:]:
        rest = ", ".join(escaped(each.name) for each in series[_MOST_ROWS:])
        foot = f"Not drawn for want of room: {rest}. {foot}"
    foot += f" Below: µg of B12 taken up per day by a model, mean of 28 days. {line.source}."
    listed = [
        f"{day_name(date.fromisoformat(note.noted_on))}: {escaped(note.words)}, {note.severity}."
        for note in noted[-_TOLD:]
    ]
    if len(noted) > _TOLD:
        listed.insert(0, f"{len(noted) - _TOLD} earlier notes.")
    alt = [f"Symptoms over injections. {title}.", subtitle, states_sentence(days)]
    alt += [_series_sentence(each) for each in series]
    alt += [*listed, *dose_sentences(symptoms.timeline), foot]
    return Words(title, subtitle, foot, " ".join(alt)).under(symptoms.timeline.headline)


def _series_sentence(series: Series) -> str:
    first, last = series.notes[0], series.notes[-1]
    return (
        f"{escaped(series.name)}: first {first.severity}, worst {series.worst.severity},"
        f" last {last.severity}."
    )


def symptoms_figure(taken: Uptake, symptoms: Symptoms, look: Look = PAGE) -> Figure:
    """A row for each symptom with its severities (0-10), and what is taken up below them.

    `taken` is what `analysis.uptake.moving_uptake` gives for each day.
    """
    series = series_of(symptoms.noted)[:_MOST_ROWS]
    limit = 34 if not look.is_narrow else 24
    families, names = lettering([shortened(each.name, limit) for each in series])
    words = symptoms_words(symptoms)
    timeline = symptoms.timeline
    with drawing(look):
        legend = _legend(timeline, look)
        name_em = _NAME_EM if series else 0.0
        body_em = name_em + _ROW_EM * len(series) + _UPTAKE_EM
        margins = Margins(4.4, 5.4 if look.is_narrow else 6.6, 2.6)
        figure, box = sheet(look, words, legend, margins, body_em)
        row = (box.top - box.bottom) / body_em
        for place, each in enumerate(series):
            top = box.top - (name_em + place * _ROW_EM) * row
            axes = axes_in(figure, Box(box.left, top - _ROW_EM * 0.68 * row, box.right, top))
            _severities(axes, each, look)
            _doses(axes, timeline, look)
            _frame(axes, timeline, look)
            axes.set_title(
                names[place],
                loc="left",
                pad=0.15 * look.size.points,
                size=look.size.points * 0.9,
                fontfamily=families,
            )
        top = box.bottom + (_UPTAKE_EM - 1.2) * row
        lowest = axes_in(figure, Box(box.left, box.bottom, box.right, top))
        draw_uptake(lowest, taken, timeline, look)
        _doses(lowest, timeline, look)
        _frame(lowest, timeline, look)
        first, last = timeline.days[0].date, timeline.days[-1].date
        lowest.set_xticks(*date_ticks(first, last, (box.right - box.left) / em_of(figure, look)[0]))
        lowest.tick_params(axis="x", labelsize=look.size.points * 0.85)
    return figure


def _severities(axes: Axes, series: Series, look: Look) -> None:
    """The notes of one symptom: a dot each, the worst and the newest in numbers."""
    axes.set_ylim(-0.5, _MOST_SEVERE + 0.5)
    axes.set_yticks((0, _MOST_SEVERE))
    axes.tick_params(axis="y", labelsize=look.size.points * 0.7)
    places = [date.fromisoformat(note.noted_on).toordinal() for note in series.notes]
    levels = [note.severity for note in series.notes]
    axes.plot(
        places,
        levels,
        color=look.palette.food,
        marker="o",
        linewidth=1.1,
        markersize=look.size.points * (0.4 if len(places) <= 40 else 0.2),
        clip_on=False,
        label=series.name,
        zorder=3,
    )
    newest = series.notes[-1]
    write_beside(
        axes, _MOST_SEVERE / 2, f"worst {series.worst.severity}\nlast {newest.severity}", look
    )


def _doses(axes: Axes, timeline: Timeline, look: Look) -> None:
    """A vertical line for each injection, a dotted one for a tablet that covers a week."""
    palette = look.palette
    for kind, style in ((_INJECTION, "-"), ("tablet", ":")):
        doses = timeline.doses_of(kind)
        if kind == "tablet" and len(doses) > 60:
            continue  # so many lines would be a ground, not marks
        for dose in doses:
            axes.axvline(
                dose.on.toordinal(),
                color=palette.covered,
                linewidth=1.4 if kind == _INJECTION else 0.8,
                linestyle=style,
                zorder=1,
                label=kind,
            )


def _frame(axes: Axes, timeline: Timeline, look: Look) -> None:
    days = timeline.days
    axes.set_xlim(days[0].date.toordinal() - 0.5, days[-1].date.toordinal() + 0.5)
    axes.set_xticks([])
    axes.set_axisbelow(True)
    axes.spines["left"].set_visible(False)
    axes.spines["bottom"].set_color(look.palette.faint)


def _legend(timeline: Timeline, look: Look) -> list[Key]:
    from matplotlib.lines import Line2D

    keys = []
    colour = look.palette.covered
    if timeline.doses_of(_INJECTION):
        keys.append(Key(_INJECTION, Line2D([], [], color=colour, linewidth=1.6)))
    if 0 < len(timeline.doses_of("tablet")) <= 60:
        line = Line2D([], [], color=colour, linewidth=1.0, linestyle=":")
        keys.append(Key(_TABLET, line))
    return keys
