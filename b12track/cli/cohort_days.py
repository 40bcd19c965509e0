"""`cohort days`: person-days of many people, from diaries and from the files of surveys."""

from __future__ import annotations

import os
import sys
from collections import Counter
from functools import partial
from typing import TYPE_CHECKING, TypedDict

import click

from b12track.cli.options import TABLE_FILE, as_json, force, pseudonym_key
from b12track.cli.output import check_new, new_file, suffix_of
from b12track.cli.progress_line import progress_line
from b12track.cli.session import say, say_json
from b12track.diary import dates
from b12track.errors import InputRefused
from b12track.text import escaped

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Unpack

    from b12track.cohort.columns import PersonDay
    from b12track.cohort.folder import Damaged


class _Options(TypedDict):
    people: str | None
    b12_column: str | None
    b12_unit: str | None
    person_column: str | None
    day_column: str | None
    key_path: str | None
    force: bool
    as_json: bool


@click.command()
@click.argument("sources", metavar="SOURCE…", nargs=-1, required=True)
@click.option("-o", "--output", "path", metavar="FILE", required=True, help=TABLE_FILE)
@click.option("--people", metavar="FILE", help="A CSV file: person, sex, age, weight, group.")
@click.option("--b12-column", metavar="NAME", help="Which column is the B12, where two could be.")
@click.option(
    "--b12-unit",
    type=click.Choice(["ug", "mg", "ng"]),
    metavar="UNIT",
    help="The unit of B12, where the file does not say it: ug, mg or ng.",
)
@click.option("--person-column", metavar="NAME", help="Intake24: which column names the person.")
@click.option("--day-column", metavar="NAME", help="Intake24: which column names the day.")
@pseudonym_key
@force
@as_json
def days(sources: tuple[str, ...], path: str, **options: Unpack[_Options]) -> int:
    """Make one table of the days of many people, a row for each.

    SOURCE is a folder of b12track diaries; or files of a survey: NHANES (.XPT), ASA24 totals,
    Intake24; or a CSV file.

    No name is in the table. People of diaries, ASA24 and Intake24 get invented names by a key,
    which is kept in a file beside the diaries, or else beside FILE; only who has it can tell who
    is who.

    \b
    Examples:
      b12track cohort days diaries -o days.parquet
      b12track cohort days recalls.csv -o recalls.parquet --people people.csv
    """
    from b12track.cohort import table

    suffix = suffix_of(path, table.SUFFIXES)
    check_new(path, force=options["force"])
    damaged: list[Damaged] = []
    with progress_line() as step:
        if len(sources) == 1 and os.path.isdir(sources[0]):
            name = "diaries"
            person_days, damaged = _diaries(sources[0], options, step)
        else:
            name, person_days = _files(sources, path, options)
        if not person_days:
            raise InputRefused("No person-day was found; nothing was written.")
        step("writing")
        _write(person_days, path, suffix, force=options["force"])
    for diary in damaged:
        sys.stderr.write(escaped(f"Left out: {diary.name}: {diary.reason}") + "\n")
    _tell(name, person_days, path, as_json=options["as_json"])
    return 1 if damaged else 0


def _diaries(
    folder: str, options: _Options, step: Callable[[str], None]
) -> tuple[list[PersonDay], list[Damaged]]:
    if options["people"]:
        raise InputRefused("--people is for files; diaries know their people.")
    from b12track.cohort.folder import all_of_everybody, diary_names
    from b12track.cohort.pseudonyms import KEY_NAME, pseudonyms_by
    from b12track.cohort.sources.diaries import days_of

    names = diary_names(folder)
    pseudonyms = pseudonyms_by(options["key_path"] or os.path.join(folder, KEY_NAME))
    read = partial(days_of, pseudonyms=pseudonyms, now=dates.now())
    people, damaged = all_of_everybody(folder, names, read, step)
    return [day for person in people for day in person], damaged


def _files(sources: tuple[str, ...], path: str, options: _Options) -> tuple[str, list[PersonDay]]:
    from b12track.cohort.pseudonyms import KEY_NAME, pseudonyms_by
    from b12track.cohort.sources.intake24 import Columns
    from b12track.cohort.sources.people import people_in, with_people
    from b12track.cohort.sources.recognise import source_of

    columns = None
    if options["b12_column"]:
        named = (options["b12_unit"], options["person_column"], options["day_column"])
        columns = Columns(options["b12_column"], *named)
    source = source_of(sources, columns)
    person_days = source.days
    if options["people"]:
        name = escaped(os.path.basename(options["people"]))
        if not os.path.isfile(options["people"]):
            raise InputRefused(f"There is no file {name}.")
        person_days = with_people(person_days, people_in(options["people"], name), name)
    taken = list(person_days)
    if source.has_names:
        beside = os.path.join(os.path.dirname(path), KEY_NAME)
        pseudonyms = pseudonyms_by(options["key_path"] or beside)
        taken = [day._replace(person=pseudonyms.of(day.person)) for day in taken]
    return source.name, taken


def _write(person_days: list[PersonDay], path: str, suffix: str, *, force: bool) -> None:
    from b12track.cohort import table
    from b12track.cohort.engine import libraries

    in_order = sorted(person_days, key=lambda day: (day.person, day.day))
    columns = table.used_columns(in_order)
    with libraries("cohort"), new_file(path, force=force) as file:
        writer = table.Writer(file, suffix, columns)
        for part in table.tables(in_order, columns):
            writer.write(part)
        writer.close()


def _tell(name: str, person_days: list[PersonDay], path: str, *, as_json: bool) -> None:
    people = len({day.person for day in person_days})
    states = Counter(day.state for day in person_days)
    least = sum(bool(day.at_least) for day in person_days)
    if as_json:
        counts = {"people": people, "person_days": len(person_days), "states": dict(states)}
        say_json({"source": name, "file": path, **counts, "lower_bounds": least})
        return
    words = ", ".join(f"{number:,} {state}" for state, number in sorted(states.items()))
    bounds = f"; {least:,} lower bound{'s' * (least != 1)}" if least else ""
    persons = "1 person" if people == 1 else f"{people:,} people"
    say(f"{name}: {persons}, {len(person_days):,} person-days: {words}{bounds}.")
    say(f"Written: {path}")
