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
_DIETS: Final = ("vegan", "vegetarian", "pescatarian", "omnivore")
#: What the --diet of every command says.
DIET: Final = "Which diet: vegan, vegetarian, pescatarian or omnivore (else {})."
#: What the --week-starts of every command says.
WEEK_STARTS: Final = "The first day of the week: monday, sunday or saturday (else {})."


class Whole(click.IntRange):
    """A whole number in a range, which is said as "1 to 100"."""

    name = "whole number"

    def _describe_range(self) -> str:
        return _range_words(self.min, self.max)


class Number(click.FloatRange):
    """A number in a range, which is said as "1 to 100"."""

    name = "number"

    def _describe_range(self) -> str:
        return _range_words(self.min, self.max)


def _range_words(least: float | None, most: float | None) -> str:
    return f"at least {least}" if most is None else f"{least} to {most}"


as_json = click.option("--json", "as_json", is_flag=True, help="Print JSON, for scripts.")
as_csv = click.option("--csv", "as_csv", is_flag=True, help="Print CSV, for spreadsheets.")
detail = click.option("--detail", is_flag=True, help="Show the statistics and the sources.")
request_key = click.option(
    "--id", "key", metavar="KEY", help="For scripts: done only once, however often KEY is given."
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
        if not words.strip() or not code.strip():
            raise click.BadParameter(f"'{pair}' names no food: milk=milk-goat")
        ctx.obj.chosen[words] = code


#: Answers the question which food some words mean, where nobody can be asked.
choose = click.option(
    "--choose",
    metavar="WORDS=CODE",
    multiple=True,
    expose_value=False,
    callback=_chosen,
    help="Which food words mean, by its food_code in foods search --csv; it is remembered.",
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


def on_day(otherwise: str, default: str | None = None) -> Callable[[Command], Command]:
    """The day on which something happened, and which it is where nothing is said."""
    forms = "yesterday, mon, -3d, '7 apr', 2026-03-01"
    words = f"On which day: {forms} (else {otherwise})."
    return click.option("--on", metavar="DAY", default=default, help=words)


def at_time(otherwise: str) -> Callable[[Command], Command]:
    """The time at which something happened, and which it is where nothing is said."""
    words = f"At what time: 8:30, 8.30pm, 20:15 (else {otherwise})."
    return click.option("--at", metavar="TIME", help=words)


def for_meal(otherwise: str) -> Callable[[Command], Command]:
    """The meal to which something belonged, and which it is where nothing is said."""
    words = f"For which meal: breakfast, lunch, dinner, snack (else {otherwise})."
    return click.option("--meal", metavar="OCCASION", help=words)


def noted(otherwise: str = "") -> Callable[[Command], Command]:
    """A note, and what becomes of the one before where nothing is said."""
    words = f"A note to keep with it{otherwise}."
    return click.option("--note", metavar="TEXT", help=words)


def diet_option(otherwise: str) -> Callable[[Command], Command]:
    """One of the diets, and which it is where nothing is said."""
    return click.option(
        "--diet",
        type=click.Choice(_DIETS),
        metavar="DIET",
        help=DIET.format(otherwise),
    )


dry_run = click.option("--dry-run", is_flag=True, help="Show what would be saved; save nothing.")
#: A file that is there is never replaced by accident.
force = click.option("--force", is_flag=True, help="Replace the file if it is there.")
_SIZES: Final = ("page", "slide", "phone", "a4")


def looks(size: str) -> Callable[[Command], Command]:
    """Where a picture goes and how it looks, and which size it has where nothing is said."""
    file = "Write to this file; its name ends in .png, .svg or .pdf."
    sizes = f"The size of the picture: page, slide, phone or a4 (else {size})."
    options = (
        click.option("-o", "--output", "path", metavar="FILE", help=file),
        force,
        click.option("--size", type=click.Choice(_SIZES), metavar="SIZE", default=size, help=sizes),
        click.option("--dark", is_flag=True, help="Light letters on a dark ground."),
        click.option("--large", is_flag=True, help="Letters half as large again."),
    )

    def with_looks(command: Command) -> Command:
        for option in reversed(options):
            command = option(command)
        return command

    return with_looks


#: Where a table of many people goes, and what it is compared with.
TABLE_FILE: Final = "Write to this file; its name ends in .parquet or .csv."
REQUIREMENT: Final = "An average requirement of your own, in micrograms, in place of theirs."
pseudonym_key = click.option(
    "--key", "key_path", metavar="FILE", help="Where the key of the invented names is kept."
)
quiet = click.option("--quiet", is_flag=True, help="Print nothing; only the exit code answers.")


def no_option(
    ctx: click.Context, _parameter: click.Parameter, words: tuple[str, ...] | str | None
) -> tuple[str, ...] | str | None:
    """Refuses an option among words of which -3d may be one; else the words as they are."""
    for word in (words,) if isinstance(words, str) else words or ():
        if word.startswith("--"):
            raise click.NoSuchOption(word, ctx=ctx)
    return words


def _day_words(ctx: click.Context, parameter: click.Parameter, words: tuple[str, ...]) -> str:
    given = no_option(ctx, parameter, words)
    return " ".join(given) if given else "today"  # a day of no letters is none


#: An optional DAY argument of one word or several that takes -3d as a value.
day_argument = click.argument("day", nargs=-1, metavar="[DAY]", callback=_day_words)
#: The end of a span of days that is today where nothing is said.
until_day = click.option(
    "--to", "end", metavar="DAY", default="today", help="The last day (else today)."
)


def since_day(otherwise: str) -> Callable[[Command], Command]:
    """The first day of a span, and which it is where nothing is said."""
    return click.option("--from", "start", metavar="DAY", help=f"The first day (else {otherwise}).")
