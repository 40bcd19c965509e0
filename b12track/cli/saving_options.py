"""The options of every command that saves, handed over as one record."""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING

from b12track.cli.options import (
    Command,
    as_json,
    at_time,
    dry_run,
    for_meal,
    for_person,
    noted,
    on_day,
    request_key,
)
from b12track.cli.saving import Saving

if TYPE_CHECKING:
    from collections.abc import Callable


def saves(
    *, day: bool = True, time: bool = True, meal: bool = True, note: bool = True
) -> Callable[[Command], Command]:
    """Gives a command the options of saving, as one record `saving`."""
    options: list[Callable[[Command], Command]] = [
        *([on_day("today")] if day else []),
        *([at_time("now, where no day or meal is named")] if time else []),
        *([for_meal("none")] if meal else []),
        *([noted()] if note else []),
        for_person,
        request_key,
        dry_run,
        as_json,
    ]

    def with_options(command: Command) -> Command:
        @wraps(command)
        def with_saving(*arguments: object, **given: object) -> object:
            saving = Saving._make(given.pop(name, None) for name in Saving._fields)
            return command(*arguments, saving=saving, **given)

        run: Command = with_saving
        for option in reversed(options):
            run = option(run)
        return run

    return with_options
