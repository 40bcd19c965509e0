"""Options and arguments that several commands share, and the days they name."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import click

from b12track.text import harmless

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

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


def one_format(as_json: bool, as_csv: bool) -> None:
    """Refuses both formats at once."""
    if as_json and as_csv:
        raise click.UsageError("Give --json or --csv, not both.")


def csv_text(header: list[str], rows: Sequence[Sequence[object]]) -> str:
    """Rows as CSV (RFC 4180, LF); unknown is an empty cell; no cell can be a formula."""
    import csv
    import io

    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(
        [[harmless(cell) if isinstance(cell, str) else cell for cell in row] for row in rows]
    )
    return out.getvalue().rstrip("\n")


def table_text(header: list[str], documents: Sequence[Mapping[str, object]]) -> str:
    """Documents as CSV: the columns named, a row each."""
    return csv_text(header, [[document[name] for name in header] for document in documents])


def day_argument() -> Callable[[Any], Any]:
    """An optional DAY argument that takes -3d as a value."""
    return click.argument("day", required=False, default="today", metavar="[DAY]")
