"""`chart`: pictures of the diary as PNG, SVG or PDF, and in the terminal."""

from __future__ import annotations

from datetime import timedelta
from functools import wraps
from typing import TYPE_CHECKING, Final, NamedTuple

import click

from b12track.cli import pictures
from b12track.cli.options import Command, as_csv, as_json, for_person, with_shape
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

_SIZES: Final = ("page", "slide", "phone", "a4")
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
    """Draw the diary, in the terminal or with -o as a picture."""


def _output(default_size: str = "page") -> Callable[[Command], Command]:
    """The options that every chart takes, handed over as one `output`."""
    options = (
        for_person,
        as_json,
        as_csv,
        click.option("--words", is_flag=True, help="Say the picture in sentences."),
        click.option("--large", is_flag=True, help="Letters half as large again."),
        click.option("--dark", is_flag=True, help="Light on dark."),
        click.option(
            "--size",
            type=click.Choice(_SIZES),
            default=default_size,
            show_default=True,
            help="How large the picture is.",
        ),
        click.option("--force", is_flag=True, help="Replace the file if it is there."),
        click.option("-o", "--output", "path", metavar="FILE", help="FILE.png, .svg or .pdf."),
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


_first_day = click.option("--from", "start", metavar="DAY", help="The first day.")
_last_day = click.option("--to", "end", metavar="DAY", default="today", help="The last day.")
_week_starts = click.option(
    "--week-starts",
    type=click.Choice(tuple(_WEEKDAYS)),
    help="The first day of a week (else as profile set said, else Monday).",
)


def _first_weekday(session: Session, week_starts: str | None) -> int:
    """The first day of a week as said, else as the person prefers; 0 is Monday."""
    return _WEEKDAYS[week_starts or session.preference("week-starts")]


@chart.command()
@click.option("--calendar", is_flag=True, help="The calendar week, not the last seven days.")
@_week_starts
@_first_day
@_last_day
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
    """Bars by origin for each day.

    The last seven, a calendar week, or --from --to.
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
@_first_day
@_last_day
@_output()
@click.pass_obj
def trend(session: Session, /, start: str | None, end: str, output: Output) -> None:
    """What is taken up, food and doses.

    The last year, or --from --to.
    """
    span = span_of(session, start, end, _YEAR, from_first=True)
    _show(pictures.trend_shown(session, span), "trend", output)


@chart.command()
@_week_starts
@_first_day
@_last_day
@_output()
@click.pass_obj
def calendar(
    session: Session, /, start: str | None, end: str, week_starts: str | None, output: Output
) -> None:
    """A year at a glance, a square a day.

    The last year, or --from --to.
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
    default="food",
    help="What a bar stands for.",
)
@_first_day
@_last_day
@_output()
@click.pass_obj
def sources(session: Session, /, by: str, start: str | None, end: str, output: Output) -> None:
    """Which foods, groups or origins gave the B12.

    The last 90 days, or --from --to.
    """
    from b12track.analysis.contributors import contributors

    span = span_of(session, start, end, _QUARTER, from_first=True)
    with session.reading() as diary:
        foods = contributors(diary, session.person_id, span[0], span[-1])
    drawn = pictures.sources_shown(session, _by(session, foods, by), span, by)
    _show(drawn, "sources", output)


@chart.command()
@_first_day
@_last_day
@_output()
@click.pass_obj
def symptoms(session: Session, /, start: str | None, end: str, output: Output) -> None:
    """Each symptom over the injections.

    From the first record of any kind, or --from --to.
    """
    span = span_of(session, start, end, None, from_first=True)
    _show(pictures.symptoms_shown(session, span), "symptoms", output)


@chart.command()
@click.option("--years", type=click.IntRange(1, 50), default=20, help="How far to project.")
@_first_day
@_last_day
@_output()
@click.pass_obj
def store(session: Session, /, years: int, start: str | None, end: str, output: Output) -> None:
    """A rough projection of the body's store.

    It goes on at the uptake of the last 90 days.
    """
    span = span_of(session, start, end, _QUARTER, from_first=True)
    _show(pictures.store_shown(session, span, years), "store", output)


@chart.command()
@_week_starts
@_last_day
@_output("a4")
@click.pass_obj
def fridge(session: Session, /, end: str, week_starts: str | None, output: Output) -> None:
    """A sheet for the fridge.

    The name, the next dose, the week, the month.
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
