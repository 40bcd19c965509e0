"""`foods import`: a foreign food table into the catalogue, counted."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import click

from b12track.cli.options import as_json, dry_run
from b12track.cli.progress_line import progress_bar
from b12track.cli.session import Session, json_text, say_saved
from b12track.errors import InputRefused
from b12track.text import escaped

if TYPE_CHECKING:
    from b12track.foods.importing import FoodsReport

#: So many refusals are printed; --json gives up to a thousand.
_SHOWN_REFUSALS = 20


@click.command("import")
@click.argument("file", metavar="FILE", type=click.Path(exists=True))
@click.option(
    "--allow-extreme", is_flag=True, help="Take foods with more than 1,000 µg B12 in 100 g, too."
)
@dry_run
@as_json
@click.pass_obj
def import_foods(
    session: Session, file: str, allow_extreme: bool, dry_run: bool, as_json: bool
) -> None:
    """Take the foods of another food table.

    FILE is one that you have downloaded, of USDA FoodData Central, Open Food Facts, CIQUAL, CoFID
    and others that b12track import --formats lists; or a CSV file with the columns name and
    b12_ug_per_100g. Lines that cannot be taken exactly are left out and named. Importing again
    changes nothing.

    \b
    Examples:
      b12track foods import foods.csv --dry-run
      b12track foods import foods.csv
    """
    from b12track.foods.importing import ImportOptions, import_table

    with progress_bar("Reading") as progress:
        wishes = ImportOptions(allow_extreme, dry_run, progress)
        report = import_table(session.foods_path, file, wishes)
    text = "\n".join(_lines(report, file, is_trial=dry_run))
    say_saved(json_text(_document(report)) if as_json else text)
    if report.refused and not report.new + report.differs + report.same:
        raise InputRefused(f"{file}: no line of it could be taken; nothing was changed.")


def _document(report: FoodsReport) -> dict[str, object]:
    document = report._asdict()
    reasons = document.pop("reasons")
    return {**document, "skipped": [{"line": line or None, "reason": why} for line, why in reasons]}


def _lines(report: FoodsReport, file: str, *, is_trial: bool) -> list[str]:
    taken = report.new + report.differs + report.same
    would = "would be " if is_trial else ""
    counts = (
        f"{report.new:,} {would}new, {report.differs:,} {would}changed,"
        f" {report.same:,} already there, {report.refused:,} refused."
    )
    lines = [
        f"{report.source}: {taken:,} foods, {report.b12_unknown:,} of them without a B12 value.",
        counts,
    ]
    if taken and not is_trial:
        lines.append(
            "b12track undo does not take this back; b12track foods rebuild --forget-imported"
            " takes away all that was imported."
        )
    if report.not_foods:
        lines.append(f"{report.not_foods:,} lines are no foods (samples, headings).")
    name = os.path.basename(os.path.normpath(file))
    for line, reason in report.reasons[:_SHOWN_REFUSALS]:
        lines.append(escaped(f"Refused: {name}, line {line}: {reason}"))
    if report.refused > _SHOWN_REFUSALS:
        lines.append(f"… and {report.refused - _SHOWN_REFUSALS:,} more (see --json).")
    return lines
