"""`reference`: what each authority recommends, side by side, with kind, year and source."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from b12track.cli.options import for_person, shaped
from b12track.errors import InputRefused

if TYPE_CHECKING:
    from b12track.cli.session import Session
    from b12track.cli.shape import Shape
    from b12track.science.reference_values import DietaryReferenceValue

_NUTRIENTS = ("b12", "b6", "thiamin", "folic-acid")


@click.group()
def reference() -> None:
    """What authorities recommend a day, side by side.

    b12track profile set --authority says whose value counts in your diary.

    \b
    Examples:
      b12track reference list
      b12track reference show
    """


@reference.command("list")
@shaped
@click.pass_obj
def list_authorities(session: Session, shape: Shape) -> None:
    """List the authorities with what they recommend for adults.

    A star marks whose values count in your diary. b12track explain reference says what RDA, AI
    and other kinds of value mean.

    \b
    Example:
      b12track reference list
    """
    from b12track.report.reference import authorities_text
    from b12track.science.reference_values import AUTHORITIES, adult_reference

    rows = [adult_reference(key) for key in AUTHORITIES if key != "india"]
    _say(rows, shape, authorities_text(rows, session.circumstances().authority))


@reference.command()
@click.option(
    "--authority",
    metavar="NAME",
    multiple=True,
    help="Whose values (else all): us, efsa, uk; may be repeated.",
)
@click.option(
    "--nutrient",
    type=click.Choice(_NUTRIENTS),
    metavar="NAME",
    default="b12",
    help="Which vitamin: b12, b6, thiamin or folic-acid (else b12).",
)
@click.option(
    "--all",
    "everything",
    is_flag=True,
    help="Show all, also other ages, stages and older editions.",
)
@for_person
@shaped
@click.pass_obj
def show(
    session: Session, authority: tuple[str, ...], nutrient: str, everything: bool, shape: Shape
) -> None:
    """Show every value that fits the person, side by side.

    Without a birth date these are an adult's. Upper limits stand with them. b12track explain
    reference says what RDA, AI, EAR and other kinds of value mean.

    \b
    Examples:
      b12track reference show
      b12track reference show --authority efsa --all
      b12track reference show --nutrient b6
    """
    from b12track.report.reference import references_text
    from b12track.science.reference_values import references

    values = references(nutrient) if everything else _fitting(session, nutrient)
    wanted = [name.lower() for name in authority]
    _refuse_unknown(wanted, nutrient)
    rows = [row for row in values if not wanted or row.authority in wanted]
    _say(rows, shape, references_text(nutrient, rows, _whom(session)))


def _refuse_unknown(wanted: list[str], nutrient: str) -> None:
    from b12track.science.reference_values import AUTHORITIES, adult_reference, references

    others = {row.authority for row in references(nutrient)}
    for name in wanted:
        if name not in others and name not in AUTHORITIES:
            adult_reference(name)  # says which there are
        if name == "india":
            adult_reference(name)


def _fitting(session: Session, nutrient: str) -> list[DietaryReferenceValue]:
    """Of each authority and kind the newest value for the person; both sexes where unknown."""
    from b12track.science.reference_values import reference_for, references

    now, months = session.circumstances(), session.yardstick.adult_or_age_months(session.today)
    values: list[DietaryReferenceValue] = []
    for authority, kind in dict.fromkeys((r.authority, r.kind) for r in references(nutrient)):
        for sex in (now.sex,) if now.sex else ("f", "m"):
            try:
                row = reference_for(nutrient, authority, kind, months, sex, now.stage)
            except InputRefused:
                continue
            if row not in values:
                values.append(row)
    return values


def _whom(session: Session) -> str:
    now, age = session.circumstances(), session.age_months()
    years = "adults" if age is None else f"{age // 12} years" if age >= 24 else f"{age} months"
    return f"{years}, {now.stage}" if now.stage else years


def _say(values: list[DietaryReferenceValue], shape: Shape, text: str) -> None:
    from b12track.report.reference import reference_rows

    rows = reference_rows(values)
    columns = " ".join(rows[0]) if rows else "nutrient"
    shape.say({"references": rows}, rows, columns, text)
