"""`chart`: pictures of the diary as PNG, SVG or PDF, and in the terminal."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import click

from b12track.cli import pictures
from b12track.cli.options import as_json, for_person
from b12track.cli.output import check_new, suffix_of, write_files
from b12track.cli.session import Session, say, say_json
from b12track.diary import dates
from b12track.diary.days import days, first_and_last
from b12track.errors import InputRefused
from b12track.report import text

if TYPE_CHECKING:
    from collections.abc import Callable

    from b12track.analysis.contributors import Contributor
    from b12track.cli.pictures import Picture

_KINDS = ("png", "svg", "pdf")
_YEAR = 365
_QUARTER = 90


@click.group()
def chart() -> None:
    """Draw the diary: in the terminal, or with -o as PNG, SVG or PDF."""


def _options(command: Callable[..., None]) -> Callable[..., None]:
    """What every chart takes."""
    for option in (
        for_person,
        as_json,
        click.option("--words", is_flag=True, help="Say the picture in sentences."),
        click.option("--dark", is_flag=True, help="Light on dark."),
        click.option("--size", type=click.Choice(["page", "slide", "phone"]), default="page"),
        click.option("--force", is_flag=True, help="Replace the file if it is there."),
        click.option("-o", "--output", "path", metavar="FILE", help="FILE.png, .svg or .pdf."),
        click.option("--to", "end", metavar="DAY", default="today", help="The last day."),
        click.option("--from", "start", metavar="DAY", help="The first day."),
    ):
        command = option(command)
    return command


@chart.command()
@_options
@click.pass_obj
def week(session: Session, /, start: str | None, end: str, **options: Any) -> None:
    """Bars by origin for each day: the last seven, or --from --to."""
    from b12track.charts.week import MOST_DAYS

    span = span_of(session, start, end, 7)
    if len(span) > MOST_DAYS:
        raise InputRefused(
            f"{len(span)} days are too many for bars (at most {MOST_DAYS}):"
            " b12track chart trend shows longer spans."
        )
    _show(pictures.week_picture(session, span), "week", options)


@chart.command()
@_options
@click.pass_obj
def trend(session: Session, /, start: str | None, end: str, **options: Any) -> None:
    """Daily dots, means of 7 and 28 days, low-intake periods: the last year, or --from --to."""
    span = span_of(session, start, end, _YEAR, from_first=True)
    _show(pictures.trend_picture(session, span), "trend", options)


@chart.command()
@_options
@click.pass_obj
def calendar(session: Session, /, start: str | None, end: str, **options: Any) -> None:
    """A year at a glance, a cell a day: the last year, or --from --to."""
    from b12track.charts.calendar import MOST_MONTHS

    span = span_of(session, start, end, _YEAR, from_first=True)
    months = (span[-1].year - span[0].year) * 12 + span[-1].month - span[0].month + 1
    if months > MOST_MONTHS:
        raise InputRefused(f"{months} months are too many for a calendar (at most {MOST_MONTHS}).")
    _show(pictures.calendar_picture(session, span), "calendar", options)


@chart.command()
@click.option("--by", type=click.Choice(["food", "group", "origin"]), default="food")
@_options
@click.pass_obj
def sources(session: Session, /, by: str, start: str | None, end: str, **options: Any) -> None:
    """Which foods, groups or origins gave the B12: the last 90 days, or --from --to."""
    from b12track.analysis.contributors import contributors

    span = span_of(session, start, end, _QUARTER, from_first=True)
    with session.reading() as diary:
        shown = days(diary, session.person_id, span, session.today)
        foods = contributors(diary, session.person_id, span[0], span[-1])
    _show(pictures.sources_picture(_by(session, foods, by), shown, by), "sources", options)


@chart.command()
@_options
@click.pass_obj
def symptoms(session: Session, /, start: str | None, end: str, **options: Any) -> None:
    """How strong symptoms were, above the intake of the same days: the last year."""
    span = span_of(session, start, end, _YEAR, from_first=True)
    _show(pictures.symptoms_picture(session, span), "symptoms", options)


@chart.command()
@click.option("--years", type=click.IntRange(1, 50), default=20, help="How far to project.")
@_options
@click.pass_obj
def store(session: Session, /, years: int, start: str | None, end: str, **options: Any) -> None:
    """A rough projection of the body's store at the recorded uptake of the last 90 days."""
    span = span_of(session, start, end, _QUARTER, from_first=True)
    _show(pictures.store_picture(session, span, years), "store", options)


def span_of(
    session: Session, start: str | None, end: str, count: int, *, from_first: bool = False
) -> list[date]:
    """The days meant: as given, else `count` of them, not before the diary's first if asked."""
    last = dates.day(end, session.today)
    if start:
        return dates.span(dates.day(start, session.today), last)
    first = last - timedelta(days=count - 1)
    if from_first:
        with session.reading() as diary:
            ends = first_and_last(diary, session.person_id)
        known = date.fromisoformat(ends[0]) if ends else last - timedelta(days=6)
        first = min(max(first, known), last)
    return dates.span(first, last)


def _by(session: Session, foods: list[Contributor], by: str) -> list[Contributor]:
    from b12track.analysis.contributors import by_origin, grouped

    if by == "food":
        return foods
    if by == "origin":
        return by_origin(foods)
    catalogue = session.catalogue()
    found = {food.food_code: catalogue.by_code(food.food_code) for food in foods}
    return grouped(foods, {code: food.food_group for code, food in found.items() if food})


def _show(picture: Picture, name: str, options: dict[str, Any]) -> None:
    """The chart where it was asked for: a file, JSON, sentences or the terminal."""
    words = picture.words
    if options["path"]:
        path = options["path"]
        write_picture(
            picture, path, size=options["size"], dark=options["dark"], force=options["force"]
        )
        if not options["as_json"]:
            say(f"{text.wrapped(words.title)}.\nWritten: {path} and, in words, {path}.txt")
    if options["as_json"]:
        spoken = {"title": words.title, "alt": words.alt, "footnote": words.footnote}
        say_json({"chart": name, **spoken, **picture.document})
    elif options["words"]:
        say(text.wrapped(words.alt))
    elif not options["path"]:
        say(f"{text.wrapped(words.title)}.\n{picture.lines}")


def write_picture(picture: Picture, path: str, *, size: str, dark: bool, force: bool) -> None:
    """Writes the picture, and its words beside it as FILE.txt; both are new, or `force`."""
    suffix = suffix_of(path, _KINDS)
    for each in (path, f"{path}.txt"):
        check_new(each, force=force)
    from b12track.charts.render import rendered
    from b12track.charts.style import Look

    look = Look(size, dark)
    content = rendered(picture.draw(look), picture.words, suffix, look)
    write_files({path: content, f"{path}.txt": f"{picture.words.alt}\n".encode()}, force=force)
