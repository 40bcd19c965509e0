"""Each chart before it is shown: its words, the table behind it, and how to draw it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from b12track.quantity import NG_PER_UG

if TYPE_CHECKING:
    from collections.abc import Callable

    from matplotlib.figure import Figure

    from b12track.analysis.uptake import MovingWindow, Uptake
    from b12track.charts.fridge import Fridge
    from b12track.charts.sources import Sources
    from b12track.charts.store import Projection
    from b12track.charts.style import Look
    from b12track.charts.symptoms import Symptoms
    from b12track.charts.timeline import Timeline
    from b12track.charts.trend import Trend
    from b12track.charts.words import Words


_DAY_COLUMNS: Final = (
    "date state b12_ug b12_unknown_entries food_ug fortified_ug supplement_ug absorbed_low_ug"
    " absorbed_best_ug absorbed_high_ug injected_spread_ug reference_ug mark"
)


class Numbers(NamedTuple):
    """The numbers behind a picture: columns with units in their names, rows; unknown is None."""

    columns: list[str]
    rows: list[list[object]]


class Picture(NamedTuple):
    """One chart before it is shown."""

    words: Words
    table: Numbers
    draw: Callable[[Look], Figure]


def week_picture(week: Timeline) -> Picture:
    """Bars by origin for each day."""
    from b12track.charts.week import week_figure, week_words

    return Picture(week_words(week), days_table(week), lambda look: week_figure(week, look))


def calendar_picture(timeline: Timeline, week_starts: int = 0) -> Picture:
    """Months with a cell a day."""
    from b12track.charts.calendar import calendar_figure, calendar_words

    return Picture(
        calendar_words(timeline),
        days_table(timeline),
        lambda look: calendar_figure(timeline, look, week_starts),
    )


def trend_picture(trend: Trend) -> Picture:
    """What is taken up over food and doses."""
    from b12track.charts.trend import trend_figure, trend_words, window_of

    timeline = trend.timeline
    window = window_of(len(timeline.days))
    return Picture(
        trend_words(trend),
        days_table(timeline),
        lambda look: trend_figure(_taken_up(timeline, window), trend, look),
    )


def symptoms_picture(symptoms: Symptoms) -> Picture:
    """A small picture for each symptom over the injections."""
    from b12track.analysis.uptake import MovingWindow
    from b12track.charts.symptoms import symptoms_figure, symptoms_words

    rows: list[list[object]] = [
        [note.noted_on, note.words, note.term, note.side, note.severity] for note in symptoms.noted
    ]
    table = Numbers(["date", "words", "term", "side", "severity"], rows)
    return Picture(
        symptoms_words(symptoms),
        table,
        lambda look: symptoms_figure(
            _taken_up(symptoms.timeline, MovingWindow(28, 14)), symptoms, look
        ),
    )


def _taken_up(timeline: Timeline, window: MovingWindow) -> Uptake:
    """What food, tablets and injections give on each day, as a moving mean."""
    from b12track.analysis.uptake import daily_uptake, moving_uptake

    daily = daily_uptake(timeline.days, timeline.absorbed, timeline.by_injection_ug)
    return moving_uptake(daily, window)


def sources_picture(sources: Sources) -> Picture:
    """The contributors, food apart from supplements."""
    from b12track.charts.sources import sources_figure, sources_words

    columns = ["name", "food_code", "origin", "b12_ug", "b12_unknown_entries", "entries"]
    rows: list[list[object]] = [
        [
            part.name,
            part.food_code or None,
            part.b12_origin,
            None if part.unknown_entries == part.entries else part.b12_ng / NG_PER_UG,
            part.unknown_entries,
            part.entries,
        ]
        for part in sources.parts
    ]
    return Picture(
        sources_words(sources), Numbers(columns, rows), lambda look: sources_figure(sources, look)
    )


def store_picture(projection: Projection) -> Picture:
    """The body's store projected."""
    from b12track.charts.store import store_figure, store_words

    rows: list[list[object]] = [
        [point.day, round(point.low, 1), round(point.best, 1), round(point.high, 1)]
        for point in projection.points
    ]
    table = Numbers(["day", "low_ug", "best_ug", "high_ug"], rows)
    return Picture(store_words(projection), table, lambda look: store_figure(projection, look))


def fridge_picture(fridge: Fridge, week_starts: int = 0) -> Picture:
    """The sheet for the fridge."""
    from b12track.charts.fridge import fridge_figure, fridge_words

    return Picture(
        fridge_words(fridge),
        days_table(fridge.timeline),
        lambda look: fridge_figure(fridge, look, week_starts),
    )


def days_table(timeline: Timeline) -> Numbers:
    """One row a day: its state, what was swallowed by origin, what is absorbed, the reference."""
    rows: list[list[object]] = []
    for index, (day, mark) in enumerate(zip(timeline.days, timeline.states, strict=True)):
        known = day.b12_ng is not None
        origins = (day.food_ng, day.fortified_ng, day.supplement_ng)
        absorbed = timeline.absorbed.get(day.date.isoformat()) if known else None
        rows.append(
            [
                day.date.isoformat(),
                day.state,
                None if day.b12_ng is None else day.b12_ng / NG_PER_UG,
                day.b12_unknown_entries,
                *(ng / NG_PER_UG if known else None for ng in origins),
                *([round(ug, 3) for ug in absorbed] if absorbed else (None, None, None)),
                round(timeline.by_injection_ug.get(day.date, 0.0), 3),
                timeline.line.on(index) / NG_PER_UG,
                mark,
            ]
        )
    return Numbers(_DAY_COLUMNS.split(), rows)
