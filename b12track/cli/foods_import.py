"""`foods import`: a foreign food table into the catalogue, counted."""

from __future__ import annotations

import os
import sys
import time
from typing import TYPE_CHECKING

import click

from b12track.cli.options import as_json
from b12track.cli.session import Session, json_text, say_saved
from b12track.errors import InputRefused
from b12track.text import escaped

if TYPE_CHECKING:
    from b12track.foods.importing import FoodsReport

#: So many refusals are printed; --json gives up to a thousand.
_SHOWN_REFUSALS = 20


@click.command("import")
@click.argument("file", type=click.Path(exists=True))
@click.option("--allow-extreme", is_flag=True, help="Take more than 1,000 µg B12 per 100 g too.")
@click.option("--dry-run", is_flag=True, help="Count what would be taken; take nothing.")
@as_json
@click.pass_obj
def import_foods(
    session: Session, file: str, allow_extreme: bool, dry_run: bool, as_json: bool
) -> None:
    """Take the foods of another table.

    Known are USDA FoodData Central (zip or folder), Open Food Facts, CIQUAL, CoFID, FNDDS, or a
    CSV with the columns of foods.csv.

    What the file is is told from its content. All of it is taken or nothing; lines that cannot
    be taken exactly are refused one by one, and told. Importing again changes nothing.
    """
    from b12track.foods.importing import ImportOptions, import_table

    bar = _Bar()
    wishes = ImportOptions(allow_extreme, dry_run, bar.show)
    try:
        report = import_table(session.foods_path, file, wishes)
    finally:
        bar.clear()
    if as_json:
        say_saved(json_text(_document(report)))
    else:
        say_saved("\n".join(_lines(report, file, is_trial=dry_run)))
    if report.refused and not report.new + report.differs + report.same:
        raise InputRefused(f"{file}: no line of it could be taken; nothing was changed.")


class _Bar:
    """A bar on stderr, only in a terminal and only when it takes more than a second."""

    def __init__(self) -> None:
        self._start = time.monotonic()
        self._is_shown = False

    def show(self, fraction: float) -> None:
        """Draws how much has been read, from 0 to 1; a bar that cannot be known stays away."""
        if not sys.stderr.isatty() or time.monotonic() - self._start < 1 or not fraction:
            return
        done = round(30 * min(fraction, 1))
        sys.stderr.write(f"\r[{'#' * done}{'.' * (30 - done)}] {fraction:4.0%}")
        sys.stderr.flush()
        self._is_shown = True

    def clear(self) -> None:
        """Takes the bar away."""
        if self._is_shown:
            sys.stderr.write("\r" + " " * 40 + "\r")
            sys.stderr.flush()


def _document(report: FoodsReport) -> dict[str, object]:
    return {
        "source": report.source,
        "new": report.new,
        "differs": report.differs,
        "same": report.same,
        "b12_unknown": report.b12_unknown,
        "not_foods": report.not_foods,
        "refused": report.refused,
        "skipped": [{"line": line or None, "reason": reason} for line, reason in report.reasons],
    }


def _lines(report: FoodsReport, file: str, *, is_trial: bool) -> list[str]:
    taken = report.new + report.differs + report.same
    would = "would be " if is_trial else ""
    lines = [
        f"{report.source}: {taken:,} foods, {report.b12_unknown:,} of them without a B12 value.",
        ", ".join(
            (
                f"{report.new:,} {would}new",
                f"{report.differs:,} {would}changed",
                f"{report.same:,} already there",
                f"{report.refused:,} refused.",
            )
        ),
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
