"""`inject` with its parts: the injections on record, one put right, one taken out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from b12track.cli.default_group import DefaultGroup
from b12track.cli.numbers import row_number_argument
from b12track.cli.options import (
    as_json,
    for_person,
    noted,
    on_day,
    shaped,
    since_day,
    until_day,
)
from b12track.cli.records import columns_of, deletion, put_right
from b12track.cli.session import Session, json_text, say_saved
from b12track.cli.take import inject as save_injection
from b12track.diary import dates, doses, plans
from b12track.report.health_record import injection_document, injection_text
from b12track.report.text import wrapped
from b12track.text import accepted
from b12track.wording import row_number

if TYPE_CHECKING:
    from collections.abc import Callable

    from b12track.cli.shape import Shape

inject = DefaultGroup(save_injection)


@inject.command("list")
@since_day("all")
@until_day
@for_person
@shaped
@click.pass_obj
def list_injections(session: Session, start: str | None, end: str, shape: Shape) -> None:
    """List the injections by day.

    \b
    Examples:
      b12track inject list
      b12track inject list --from 2026-01-01
    """
    first, last = session.days_meant(start, end)
    with session.reading() as diary:
        given = doses.injections(diary, session.person_id, first, last)
    rows = [injection_document(injection) for injection in given]
    nothing = "No injection recorded: b12track inject 1 mg hydroxocobalamin"
    text = "\n".join(map(_line, given)) or nothing
    shape.say({"injections": rows}, rows, "id date dose_ug form note", text)


def _line(injection: doses.Injection) -> str:
    number = row_number("injection", injection.injection_id)
    return wrapped(f"{injection.given_on}  {number} {injection_text(injection)}.", "  ")


@inject.command()
@row_number_argument("injection")
@click.option("--dose", metavar="DOSE", help="Which dose: 1 mg, 1000 µg.")
@click.option("--form", metavar="FORM", help="Which form: hydroxocobalamin, cyanocobalamin.")
@on_day("as it is")
@noted(", in place of the one before")
@for_person
@as_json
@click.pass_obj
def edit(session: Session, /, number: int, as_json: bool, **options: str | None) -> None:
    """Put an injection right; b12track undo takes that back.

    ID is the number that inject list shows. What you do not name stays as it is.

    \b
    Example:
      b12track inject edit i1 --dose "1 mg" --on yesterday
    """
    readers: dict[str, Callable[[str], dict[str, object]]] = {
        "dose": lambda text: {"dose_ng": plans.dose_alone(text)},
        "form": lambda text: {"form": plans.form_alone(text)},
        "on": lambda text: {
            "given_on": dates.day(text, session.today).isoformat(),
            "given_at_s": None,
            "utc_offset_s": None,
        },
        "note": lambda text: {"note": accepted(text, "the note")},
    }
    values = columns_of(options, readers)
    if not values:
        raise click.UsageError("Say what to change: --dose, --form, --on or --note.")
    row = ("injection", number)
    changed = put_right(session, "inject", row, lambda _: values, doses.injection)
    document = {"injections": [injection_document(changed)]}
    say_saved(json_text(document) if as_json else f"Changed: {_line(changed)}")


delete = deletion("injection", "injections")(inject)
