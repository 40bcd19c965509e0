"""`profile`: the people of the diary, and when a day begins for each."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from b12track.cli.circumstances import set_profile, show_profile
from b12track.cli.options import Command, for_person, shaped
from b12track.cli.session import Session, say_saved
from b12track.diary import dates, people
from b12track.errors import InputRefused
from b12track.text import escaped, quoted
from b12track.wording import clock_text, time_text

if TYPE_CHECKING:
    from b12track.cli.shape import Shape
    from b12track.diary.people import Person


def _name(command: Command) -> Command:
    """The name of a person, of as many words as it takes."""
    argument = click.argument("name", nargs=-1, required=True, callback=_joined)
    return argument(command)


def _joined(_: click.Context, __: click.Parameter, words: tuple[str, ...]) -> str:
    return " ".join(words)


@click.group()
def profile() -> None:
    """The people of this diary: age, diet, whose reference counts.

    The reference is what an authority recommends a day.

    \b
    Examples:
      b12track profile set --born 1950-05-01 --sex f --diet vegan
      b12track profile show
      b12track profile add mum
    """


profile.add_command(set_profile)
profile.add_command(show_profile)


@profile.command()
@_name
@click.pass_obj
def add(session: Session, name: str) -> None:
    """Add a person, whose meals are kept apart.

    \b
    Examples:
      b12track profile add mum
      b12track log 2 eggs --for mum
    """
    with session.acting("profile add") as (diary, act_id):
        added = people.add(diary, act_id, name)
    say_saved(f"Added {added.name}: b12track log 2 eggs --for {quoted(added.name)}")


@profile.command()
@click.argument("name", nargs=-1, required=True)
@for_person
@click.pass_obj
def rename(session: Session, name: tuple[str, ...]) -> None:
    """Give a person another name.

    NAME is the new name; --for says whom.

    \b
    Example:
      b12track profile rename Anna --for me
    """
    with session.acting("profile rename") as (diary, act_id):
        _check_one_name(people.people(diary), name)
        renamed = people.rename(diary, act_id, session.person, " ".join(name))
    say_saved(f"{session.person.name} is called {renamed.name} now.")


def _check_one_name(everybody: list[Person], words: tuple[str, ...]) -> None:
    """Refuses "me Anna", which is the old name and the new one, unless it is one word in quotes."""
    for person in everybody:
        for size in {1, len(person.name.split())}:
            first, rest = " ".join(words[:size]), " ".join(words[size:])
            if rest and first.casefold() == person.name.casefold():
                raise InputRefused(
                    f"{escaped(first)} is a name already; say b12track profile rename"
                    f" {quoted(rest)} --for {quoted(person.name)}, or put the whole of the new"
                    " name in quotes."
                )


@profile.command()
@_name
@click.option("--yes", is_flag=True, help="Do it; without this it is only said what would go.")
@click.pass_obj
def delete(session: Session, name: str, yes: bool) -> None:
    """Delete a person with everything that is theirs.

    b12track undo brings all of it back.

    \b
    Example:
      b12track profile delete mum --yes
    """
    from b12track.diary.leaving import belongings, leave

    with session.reading() as diary:
        who = people.person(diary, name)
        count = {table: len(keys) for table, keys in belongings(diary, who).items() if keys}
    rows = ", ".join(_counted(number, table) for table, number in count.items()) or "no row"
    if not yes:
        raise InputRefused(
            f"{who.name} would go with {rows}; nothing was deleted."
            f" To delete: b12track profile delete {quoted(who.name)} --yes"
        )
    with session.acting("profile delete") as (diary, act_id):
        leave(diary, act_id, who)
    say_saved(f"Deleted {who.name} with {rows} (b12track undo brings all back).")


def _counted(number: int, table: str) -> str:
    """So many rows of a table in words: "2 entries", "1 day mark"."""
    word = table.replace("_", " ")
    if number == 1:
        return f"1 {word}"
    return f"{number} {word.removesuffix('y')}ies" if word.endswith("y") else f"{number} {word}s"


@profile.command()
@_name
@click.pass_obj
def use(session: Session, name: str) -> None:
    """Say who is in use: whom commands without --for are about.

    \b
    Examples:
      b12track profile use mum
      b12track profile use me
    """
    with session.acting("profile use") as (diary, act_id):
        used = people.use(diary, act_id, name)
    say_saved(f"Commands without --for are about {used.name} now.")


@profile.command("list")
@shaped
@click.pass_obj
def list_people(session: Session, shape: Shape) -> None:
    """List the people; a star marks the one in use.

    \b
    Example:
      b12track profile list
    """
    with session.reading() as diary:
        everybody = people.people(diary)
    rows = [_document(person) for person in everybody]
    clock = session.preference("clock")
    text = "\n".join(_line(person, clock) for person in everybody)
    shape.say({"people": rows}, rows, "person in_use day_start", text)


@profile.command("day-start")
@click.argument("time", metavar="TIME")
@for_person
@click.pass_obj
def day_start(session: Session, time: str) -> None:
    """Say when a new day begins, for those who eat at night.

    What is logged before that TIME belongs to the day before. Entries that are there keep the
    day they have.

    \b
    Examples:
      b12track profile day-start 4:00
      b12track profile day-start 0:00
    """
    clock = dates.clock(time)
    with session.acting("profile day-start") as (diary, act_id):
        minutes = clock.hour * 60 + clock.minute
        people.set_day_start(diary, act_id, session.person, minutes)
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
