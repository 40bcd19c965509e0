"""`delete` of what stands beside the meals: the same words for symptoms and blood tests."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from b12track.cli.numbers import row_numbers
from b12track.cli.options import for_person
from b12track.cli.session import Session, say_saved
from b12track.diary import doses, journal

if TYPE_CHECKING:
    from collections.abc import Callable


def deletion(table: str, things: str) -> Callable[[click.Group], click.Command]:
    """A `delete` command for one table of the diary."""

    def added_to(group: click.Group) -> click.Command:
        @group.command(help=f"Delete {things} by id; b12track undo brings them back.")
        @row_numbers(table)
        @for_person
        @click.pass_obj
        def delete(session: Session, numbers: tuple[int, ...]) -> None:
            with session.writing() as diary:
                act_id = journal.begin(diary, session.act(f"{group.name} delete"))
                doses.remove(diary, act_id or 0, table, session.person_id, numbers)
            say_saved(f"Deleted {len(numbers)} (b12track undo brings back).")

        return delete

    return added_to
