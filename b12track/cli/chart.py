"""`chart`: pictures of the diary as PNG, SVG or PDF, and in the terminal."""

from __future__ import annotations

from datetime import timedelta
from functools import wraps
from typing import TYPE_CHECKING, Final, NamedTuple

import click

from b12track.cli import pictures
from b12track.cli.options import (
    WEEK_STARTS,
    Command,
    Whole,
    as_csv,
    as_json,
    for_person,
    looks,
    since_day,
    until_day,
    with_shape,
)
from b12track.cli.output import check_picture, write_picture
from b12track.cli.session import Session, say, say_json, say_saved
from b12track.cli.shape import csv_text
from b12track.diary import dates
from b12track.errors import InputRefused
from b12track.report import text

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from b12track.analysis.contributors import Contributor
    from b12track.charts.picture import Picture
    from b12track.cli.pictures import Shown
    from b12track.cli.shape import Shape

_WEEKDAYS: Final = {"monday": 0, "sunday": 6, "saturday": 5}
_YEAR: Final = 365
_QUARTER: Final = 90


class Output(NamedTuple):
    """Where a picture goes, and how it looks: what every chart takes."""

    path: str | None
    force: bool
    size: str
    dark: bool
    large: bool
    words: bool
    shape: Shape


@click.group()
def chart() -> None:
    """Draw the diary, in the terminal or with -o as a picture.

    \b
    Examples:
      b12track chart week
      b12track chart trend -o trend.png
      b12track chart trend --words
    """


def _output(default_size: str = "page") -> Callable[[Command], Command]:
    """The options that every chart takes, handed over as one `output`."""
    options = (
        as_csv,
        as_json,
        for_person,
        click.option("--words", is_flag=True, help="Say in sentences what the picture shows."),
        looks(default_size),
    )

    def decorated(command: Command) -> Command:
        @wraps(command)
        def with_output(**given: object) -> object:
            output = Output._make(given.pop(name) for name in Output._fields)
            return command(output=output, **given)

        wrapped: Command = with_shape(with_output)
        for option in options:
            wrapped = option(wrapped)
        return wrapped

    return decorated


_week_starts = click.option(
    "--week-starts",
    type=click.Choice(tuple(_WEEKDAYS)),
    metavar="WEEKDAY",
    help=WEEK_STARTS.format("as in the profile"),
)


def _first_weekday(session: Session, week_starts: str | None) -> int:
    """The first day of a week as said, else as the person prefers; 0 is Monday."""
    return _WEEKDAYS[week_starts or session.preference("week-starts")]


@chart.command()
@click.option("--calendar", is_flag=True, help="The calendar week so far, not the last seven days.")
@_week_starts
@since_day("six days before")
@until_day
@_output()
@click.pass_obj
def week(
    session: Session,
    /,
    start: str | None,
    end: str,
    calendar: bool,
    week_starts: str | None,
    output: Output,
) -> None:
    """Draw a bar for each day of a week, by where the B12 came from.

    \b
    Examples:
      b12track chart week
      b12track chart week --calendar -o week.svg
    """
    from b12track.charts.week import MOST_DAYS

    if calendar:
        if start:
            raise click.UsageError("Give --calendar or --from, not both.")
        from b12track.charts.calendar import week_around

        ends = week_around(dates.day(end, session.today), _first_weekday(session, week_starts))
        span = dates.span(*ends)
    else:
        span = span_of(session, start, end, 7)
    if len(span) > MOST_DAYS:
        raise InputRefused(
            f"{len(span)} days are too many for bars (at most {MOST_DAYS}):"
            " b12track chart trend shows longer spans."
        )
    _show(pictures.week_shown(session, span), "week", output)


@chart.command()
@since_day("a year before")
@until_day
@_output()
@click.pass_obj
def trend(session: Session, /, start: str | None, end: str, output: Output) -> None:
    """Draw what was taken up over a year, from food and doses.

    \b
    Examples:
      b12track chart trend
      b12track chart trend --from 2026-10-01 -o trend.svg
    """
    span = span_of(session, start, end, _YEAR, from_first=True)
    _show(pictures.trend_shown(session, span), "trend", output)


@chart.command()
@_week_starts
@since_day("a year before")
@until_day
@_output()
@click.pass_obj
def calendar(
    session: Session, /, start: str | None, end: str, week_starts: str | None, output: Output
) -> None:
    """Draw a year at a glance, a square for each day.

    \b
    Examples:
      b12track chart calendar
      b12track chart calendar -o year.svg
    """
    from b12track.charts.calendar import MOST_MONTHS

    span = span_of(session, start, end, _YEAR, from_first=True)
    months = (span[-1].year - span[0].year) * 12 + span[-1].month - span[0].month + 1
    if months > MOST_MONTHS:
        raise InputRefused(f"{months} months are too many for a calendar (at most {MOST_MONTHS}).")
    drawn = pictures.calendar_shown(session, span, _first_weekday(session, week_starts))
    _show(drawn, "calendar", output)


@chart.command()
@click.option(
    "--by",
    type=click.Choice(["food", "group", "origin"]),
    metavar="WHAT",
    default="food",
    help="By what: food, group or origin (else food).",
)
@since_day("89 days before")
@until_day
@_output()
@click.pass_obj
def sources(session: Session, /, by: str, start: str | None, end: str, output: Output) -> None:
    """Draw which foods, groups or origins gave the B12.

    Origin is natural, fortified or supplement.

    \b
    Examples:
      b12track chart sources
      b12track chart sources --by origin --from -30d
    """
    from b12track.analysis.contributors import contributors
    from b12track.diary.days import entries_between

    span = span_of(session, start, end, _QUARTER, from_first=True)
    with session.reading() as diary:
        foods = contributors(entries_between(diary, session.person_id, span[0], span[-1]))
    drawn = pictures.sources_shown(session, _by(session, foods, by), span, by)
    _show(drawn, "sources", output)


@chart.command()
@since_day("the first record")
@until_day
@_output()
@click.pass_obj
def symptoms(session: Session, /, start: str | None, end: str, output: Output) -> None:
    """Draw how strong each symptom was, above the injections.

    \b
    Examples:
      b12track chart symptoms
      b12track chart symptoms --words
    """
    span = span_of(session, start, end, None, from_first=True)
    _show(pictures.symptoms_shown(session, span), "symptoms", output)


@chart.command()
@click.option(
    "--years", metavar="N", type=Whole(1, 50), default=20, help="How many years ahead (else 20)."
)
@since_day("89 days before")
@until_day
@_output()
@click.pass_obj
def store(session: Session, /, years: int, start: str | None, end: str, output: Output) -> None:
    """Draw a rough projection of the body's store of B12.

    It goes on as if you ate as in the last 90 days, or in those that you name.

    \b
    Examples:
      b12track chart store
      b12track chart store --years 10 -o store.svg
    """
    span = span_of(session, start, end, _QUARTER, from_first=True)
    _show(pictures.store_shown(session, span, years), "store", output)


@chart.command()
@_week_starts
@until_day
@_output("a4")
@click.pass_obj
def fridge(session: Session, /, end: str, week_starts: str | None, output: Output) -> None:
    """Draw a sheet for the fridge: name, next dose, week, month.

    \b
    Examples:
      b12track chart fridge
      b12track chart fridge -o fridge.pdf
    """
    on = dates.day(end, session.today)
    drawn = pictures.fridge_shown(session, on, _first_weekday(session, week_starts))
    _show(drawn, "fridge", output)


def span_of(
    session: Session, start: str | None, end: str, count: int | None, *, from_first: bool = False
) -> list[date]:
    """The days meant: as given, else `count` of them up to the end, all of them for None.

    Not before the first record of any kind if asked; a week where there is none.
    """
    from b12track.diary.extent import extent

    first, last = session.days_meant(start, end, count)
    if from_first and not start:
        with session.reading() as diary:
            ends = extent(diary, session.person_id)
        known = ends[0] if ends else last - timedelta(days=6)
        first = min(max(first, known), last)
    return dates.span(first, last)


def _by(session: Session, foods: list[Contributor], by: str) -> list[Contributor]:
    from b12track.analysis.contributors import by_origin, grouped

    if by == "food":
        return foods
    if by == "origin":
        return by_origin(foods)
    catalogue = session.catalogue()
    by_code = {food.food_code: catalogue.by_code(food.food_code) for food in foods}
    return grouped(foods, {code: food.food_group for code, food in by_code.items() if food})


def _show(drawn: Shown, name: str, output: Output) -> None:
    """The chart where it was asked for: a file, JSON, CSV, sentences or the terminal."""
    words, table = drawn.picture.words, drawn.picture.table
    if output.path:
        written = _written(drawn.picture, output, output.path)
        if not output.shape.is_for_scripts:
            say_saved(f"{text.wrapped(words.title)}.\n{written}")
    if output.shape.as_json:
        spoken = {"title": words.title, "alt": words.alt, "footnote": words.footnote}
        if words.finding:
            spoken["finding"] = words.finding
        say_json({"chart": name, **spoken, **drawn.document})
    elif output.shape.as_csv:
        say(csv_text(table.columns, table.rows))
    elif output.words:
        say(text.wrapped(words.alt))
    elif not output.path:
        finding = f"{text.wrapped(words.finding)}\n" if words.finding else ""
        say(f"{text.wrapped(words.title)}.\n{finding}{drawn.lines}")


def _written(picture: Picture, output: Output, path: str) -> str:
    """Writes the picture and its words; says where they are."""
    suffix = check_picture(path, force=output.force)
    from b12track.charts.render import rendered
    from b12track.charts.style import Look

    look = Look(output.size, output.dark, output.large)
    content = rendered(picture.draw(look), picture.words, suffix, look)
    return write_picture(path, content, picture.words.alt, force=output.force)
