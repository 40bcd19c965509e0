"""`profile`: the people of the diary, and when a day begins for each."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from b12track.cli.circumstances import set_profile, show_profile
from b12track.cli.options import as_csv, as_json, for_person, one_format, table_text
from b12track.cli.session import Session, say, say_json, say_saved
from b12track.diary import dates, journal, people
from b12track.errors import InputRefused
from b12track.text import escaped, quoted
from b12track.wording import clock_text, time_text

if TYPE_CHECKING:
    from b12track.diary.people import Person


@click.group()
def profile() -> None:
    """The people of this diary, and what decides their references."""


profile.add_command(set_profile)
profile.add_command(show_profile)


@profile.command()
@click.argument("name", nargs=-1, required=True)
@click.pass_obj
def add(session: Session, name: tuple[str, ...]) -> None:
    """Add a person: b12track profile add mum."""
    with session.writing() as diary:
        act_id = journal.begin(diary, session.act("profile add"))
        added = people.add(diary, act_id or 0, " ".join(name))
    say_saved(f"Added {added.name}: b12track log 2 eggs --for {quoted(added.name)}")


@profile.command()
@click.argument("name", nargs=-1, required=True)
@for_person
@click.pass_obj
def rename(session: Session, name: tuple[str, ...]) -> None:
    """Give a person another name.

    For example: b12track profile rename Anna --for me.
    """
    with session.writing() as diary:
        act_id = journal.begin(diary, session.act("profile rename"))
        renamed = people.rename(diary, act_id or 0, session.person, " ".join(name))
    say_saved(f"{session.person.name} is called {renamed.name} now.")


@profile.command()
@click.argument("name", nargs=-1, required=True)
@click.option("--yes", is_flag=True, help="Delete, and not only say what would go.")
@click.pass_obj
def delete(session: Session, name: tuple[str, ...], yes: bool) -> None:
    """Delete a person with everything that is theirs.

    Without --yes it is only said what would go. `undo` brings all of it back.
    """
    from b12track.diary.leaving import belongings, leave

    with session.reading() as diary:
        who = people.person(diary, " ".join(name))
        count = {table: len(keys) for table, keys in belongings(diary, who).items() if keys}
    rows = ", ".join(f"{number} {table.replace('_', ' ')}" for table, number in count.items())
    if not yes:
        raise InputRefused(
            f"{who.name} would go with {rows or 'no row'}; nothing was deleted."
            f" To delete: b12track profile delete {quoted(who.name)} --yes"
        )
    with session.writing() as diary:
        act_id = journal.begin(diary, session.act("profile delete"))
        leave(diary, act_id or 0, who)
    say_saved(f"Deleted {who.name} with {rows or 'no row'} (b12track undo brings all back).")


@profile.command()
@click.argument("name", nargs=-1, required=True)
@click.pass_obj
def use(session: Session, name: tuple[str, ...]) -> None:
    """Say whom commands without --for are about."""
    with session.writing() as diary:
        act_id = journal.begin(diary, session.act("profile use"))
        used = people.use(diary, act_id or 0, " ".join(name))
    say_saved(f"Commands without --for are about {used.name} now.")


@profile.command("list")
@as_json
@as_csv
@click.pass_obj
def list_people(session: Session, as_json: bool, as_csv: bool) -> None:
    """List the people; * is whom commands without --for are about."""
    one_format(as_json, as_csv)
    with session.reading() as diary:
        everybody = people.people(diary)
    if as_json:
        say_json({"people": [_document(person) for person in everybody]})
    elif as_csv:
        say(
            table_text(
                ["person", "in_use", "day_start"], [_document(person) for person in everybody]
            )
        )
    else:
        say("\n".join(_line(person, session.preference("clock")) for person in everybody))


@profile.command("day-start")
@click.argument("time", metavar="TIME")
@for_person
@click.pass_obj
def day_start(session: Session, time: str) -> None:
    """Say when a new day begins, for those who eat at night.

    What is logged before that time belongs to the evening before. Entries already written keep
    the day they have.
    """
    clock = dates.clock(time)
    with session.writing() as diary:
        act_id = journal.begin(diary, session.act("profile day-start"))
        minutes = clock.hour * 60 + clock.minute
        people.set_day_start(diary, act_id or 0, session.person, minutes)
    begins = time_text(clock, session.preference("clock"))
    say_saved(f"A new day begins at {begins} for {session.person.name}.")


def _document(person: Person) -> dict[str, object]:
    return {
        "person": person.name,
        "in_use": person.in_use,
        "day_start": clock_text(person.day_start_min),
    }


def _line(person: Person, clock: str) -> str:
    begins = clock_text(person.day_start_min, clock)
    start = f", days begin at {begins}" if person.day_start_min else ""
    return f"{'*' if person.in_use else ' '} {escaped(person.name)}{start}"
