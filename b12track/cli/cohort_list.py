"""`cohort list`: the round of a home or practice, one line a person, the most urgent first."""

from __future__ import annotations

import os
import sys
from functools import partial
from typing import TYPE_CHECKING, Final

import click

from b12track.cli.options import force, pseudonym_key, shaped
from b12track.cli.output import check_new, suffix_of, write_files
from b12track.cli.progress_line import progress_line
from b12track.cli.session import say
from b12track.diary import dates
from b12track.diary.storage.schema import FIRST_PERSON
from b12track.text import escaped

if TYPE_CHECKING:
    import sqlite3
    from datetime import datetime

    from b12track.cli.shape import Shape
    from b12track.cohort.folder import Damaged
    from b12track.cohort.pseudonyms import Pseudonyms
    from b12track.cohort.round import Visit
    from b12track.diary.people import Person


#: What a person has in CSV.
_COLUMNS: Final = (
    "person urgency answer sentence route due_on days_overdue needs_test missing_days days"
)


@click.command("list")
@click.argument("folder", metavar="FOLDER")
@click.option("--names", is_flag=True, help="Say who they are (else invented names, by the key).")
@pseudonym_key
@click.option(
    "-o", "--output", "path", metavar="FILE", help="Write to this file; its name ends in .html."
)
@force
@shaped
def list_(
    folder: str, names: bool, key_path: str | None, path: str | None, force: bool, shape: Shape
) -> int:
    """List the people of a care home or practice, a line for each.

    It says whose intake is low, whose dose is due and whose days are missing, sorted by what to
    do first. FOLDER holds the diaries: files that end in .db, or folders with a diary.db. A
    diary that is damaged is named and left out; the exit code is then 1.

    \b
    Examples:
      b12track cohort list diaries --names
      b12track cohort list diaries --names -o round.html
    """
    from b12track.report import cohort_list as report

    if path:
        suffix_of(path, ("html",))
        check_new(path, force=force)
    visits, damaged = _visits(folder, key_path, names=names)
    today = dates.now().date()
    if path:
        page = report.round_page(visits, damaged, today)
        write_files({path: page.encode()}, force=force)
    if path and not shape.is_for_scripts:
        say(f"Written: {path}")
    else:
        document = report.round_document(visits, damaged, today)
        shape.say(document, report.round_rows(visits), _COLUMNS, report.round_text(visits, today))
    for diary in damaged:
        sys.stderr.write(escaped(f"Left out: {diary.name}: {diary.reason}") + "\n")
    return 1 if damaged else 0


def _visits(folder: str, key_path: str | None, *, names: bool) -> tuple[list[Visit], list[Damaged]]:
    from b12track.cohort.folder import all_of_everybody, diary_names
    from b12track.cohort.pseudonyms import KEY_NAME, pseudonyms_by
    from b12track.cohort.round import in_order

    diaries = diary_names(folder)
    key = None if names else pseudonyms_by(key_path or os.path.join(folder, KEY_NAME))
    read = partial(_visit, folder=folder, key=key, now=dates.now())
    with progress_line() as step:
        visits, damaged = all_of_everybody(folder, diaries, read, step)
    return in_order(visits), damaged


def _visit(
    connection: sqlite3.Connection,
    diary: str,
    who: Person,
    *,
    folder: str,
    key: Pseudonyms | None,
    now: datetime,
) -> Visit:
    from b12track.analysis.day_cache import path_beside
    from b12track.cohort.round import visit_of

    kept = path_beside(os.path.join(folder, diary))
    if key is not None:
        return visit_of(connection, who, key.of(diary, str(who.person_id)), now, kept)
    # A diary that never asked for a name goes by that of its file.
    file_name = os.path.dirname(diary) or os.path.splitext(diary)[0]
    name = file_name if who.name == FIRST_PERSON["name"] else who.name
    return visit_of(connection, who, name, now, kept)
