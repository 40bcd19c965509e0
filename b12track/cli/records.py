"""What stands beside the meals put right and taken out: the same steps whatever the table."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

import click

from b12track.cli.numbers import row_numbers
from b12track.cli.options import for_person
from b12track.cli.session import Session, say_saved
from b12track.diary import doses, journal
from b12track.wording import ROW_LETTERS

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Mapping

    Values = dict[str, object]

R = TypeVar("R")


def put_right(
    session: Session,
    group: str,
    row: tuple[str, int],
    new_values: Callable[[Values], Values],
    read: Callable[[sqlite3.Connection, int], R],
) -> R:
    """Changes a row of the person's, named by table and number, and gives it as it is then.

    `new_values` makes the columns that change of those before; raises InputRefused for no such row.
    """
    table, number = row
    with session.acting(f"{group} edit") as (diary, act_id):
        before = doses.own_row(diary, table, session.person_id, number, "change")
        journal.change(diary, act_id, row, new_values(before))
        return read(diary, number)


def columns_of(
    options: Mapping[str, str | None], readers: Mapping[str, Callable[[str], Values]]
) -> Values:
    """The columns that the options which were given change, each read in its own way."""
    values: Values = {}
    for name, read in readers.items():
        values |= read(text) if (text := options[name]) else {}
    return values


def deletion(table: str, things: str) -> Callable[[click.Group], click.Command]:
    """A `delete` command for one table of the diary."""

    def added_to(group: click.Group) -> click.Command:
        @group.command(
            help=f"Delete {things} by id; b12track undo brings them back.\n\n"
            f"ID is the number that {group.name} list shows.\n\n"
            f"\b\nExample:\n  b12track {group.name} delete {ROW_LETTERS[table]}1"
        )
        @row_numbers(table)
        @for_person
        @click.pass_obj
        def delete(session: Session, numbers: tuple[int, ...]) -> None:
            with session.acting(f"{group.name} delete") as (diary, act_id):
                doses.remove(diary, act_id, table, session.person_id, numbers)
            say_saved(f"Deleted {len(numbers)} (b12track undo brings back).")

        return delete

    return added_to
