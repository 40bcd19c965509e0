"""Options and arguments that several commands share, and the days they name."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Final

import click

#: A function on its way to be a command.
Command = Callable[..., object]

#: Lets -1 and -3d be arguments and not options.
NEGATIVE_ARGUMENTS: Final = {"ignore_unknown_options": True}


as_json = click.option("--json", "as_json", is_flag=True, help="Print JSON for scripts.")
as_csv = click.option("--csv", "as_csv", is_flag=True, help="Print CSV, one line a row.")
detail = click.option("--detail", is_flag=True, help="Show the statistics and the sources.")
request_key = click.option(
    "--id", "key", metavar="KEY", help="A key of your own: the same key never acts twice."
)


def _about(ctx: click.Context, _parameter: click.Parameter, name: str | None) -> None:
    if name is not None:
        ctx.obj.person_name = name


#: Names the person a command is about; the session finds them when it is needed.
for_person = click.option(
    "--for",
    metavar="PERSON",
    expose_value=False,
    callback=_about,
    help="The person it is about (else the one in use).",
)


def _chosen(ctx: click.Context, _parameter: click.Parameter, pairs: tuple[str, ...]) -> None:
    for pair in pairs:
        words, _, code = pair.rpartition("=")
        ctx.obj.chosen[words] = code


#: Answers the question which food some words mean, where nobody can be asked.
choose = click.option(
    "--choose",
    metavar="WORDS=CODE",
    multiple=True,
    expose_value=False,
    callback=_chosen,
    help="Which food words mean, by its code; kept, like an answer.",
)


def with_shape(command: Command) -> Command:
    """Hands --json, --csv and --detail over as one `shape`."""

    @wraps(command)
    def run(*arguments: object, as_json: bool, as_csv: bool, **given: object) -> object:
        from b12track.cli.shape import Shape

        if as_json and as_csv:
            raise click.UsageError("Give --json or --csv, not both.")
        shape = Shape(as_json, as_csv, bool(given.pop("detail", False)))
        return command(*arguments, shape=shape, **given)

    return run


def shaped(command: Command) -> Command:
    """Gives a command --json and --csv, handed over as one `shape`, with its --detail."""
    return as_json(as_csv(with_shape(command)))


#: An optional DAY argument that takes -3d as a value.
day_argument = click.argument("day", required=False, default="today", metavar="[DAY]")
#: The end of a span of days that is today where nothing is said.
until_day = click.option(
    "--to", "end", metavar="DAY", default="today", help="The last day (else today)."
)


def since_day(otherwise: str) -> Callable[[Command], Command]:
    """The first day of a span, and which it is where nothing is said."""
    return click.option("--from", "start", metavar="DAY", help=f"The first day (else {otherwise}).")
