"""The options of every command that saves, handed over as one record."""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING, Any

import click

from b12track.cli.options import as_json, for_person, request_key
from b12track.cli.saving import Saving

if TYPE_CHECKING:
    from collections.abc import Callable


def saves(
    *, day: bool = True, time: bool = True, meal: bool = True, note: bool = True
) -> Callable[..., Any]:
    """Gives a command the options of saving, as one record `saving`."""
    options = [
        *([_ON] if day else []),
        *([_AT] if time else []),
        *([_MEAL] if meal else []),
        *([_NOTE] if note else []),
        for_person,
        request_key,
        click.option("--dry-run", is_flag=True, help="Show what would be saved; save nothing."),
        as_json,
    ]

    def with_options(command: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(command)
        def run(*arguments: Any, **given: Any) -> Any:
            saving = Saving(**{name: given.pop(name) for name in Saving._fields if name in given})
            return command(*arguments, saving=saving, **given)

        for option in reversed(options):
            run = option(run)
        return run

    return with_options


_ON = click.option("--on", metavar="DAY", help="today, yesterday, mon, -3d, 7 apr, 2026-03-01.")
_AT = click.option("--at", metavar="TIME", help="8:30, 8.30pm, 20:15.")
_MEAL = click.option("--meal", metavar="OCCASION", help="breakfast, lunch, dinner, snack …")
_NOTE = click.option("--note", metavar="TEXT", help="A note kept with it.")
