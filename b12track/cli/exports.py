"""`export`: take everything with you, for other programs."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, Final, NamedTuple

import click

from b12track.cli.options import for_person
from b12track.cli.options import force as force_
from b12track.cli.session import Session, say_saved
from b12track.errors import InputRefused, StorageFailed

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable

_OUT: Final = ("csv", "json", "parquet", "fhir")
#: What stands for standard output.
_STDOUT: Final = "-"


class _Wanted(NamedTuple):
    """What is to be written: the format, where, and where the days go, if anywhere."""

    kind: str
    path: str | None
    days: str | None
    fhir_version: str


@click.command()
@click.argument("path", metavar="[FILE]", required=False, type=click.Path(allow_dash=True))
@click.option(
    "-o", "--output", type=click.Path(allow_dash=True), hidden=True, help="FILE, as elsewhere."
)
@click.option(
    "--format",
    "kind",
    type=click.Choice(_OUT),
    metavar="NAME",
    help="Which format: csv, json, parquet or fhir (else by the name of FILE).",
)
@click.option(
    "--days",
    metavar="FILE",
    type=click.Path(allow_dash=True),
    help="Where the days of a csv or parquet export go (else beside FILE); without FILE, only the"
    " days.",
)
@click.option(
    "--fhir-version",
    type=click.Choice(("R5", "R4")),
    metavar="NAME",
    default="R5",
    help="Which edition of fhir: R5 or R4 (else R5).",
)
@click.option(
    "--all",
    "folder",
    metavar="FOLDER",
    type=click.Path(),
    help="Write everything in every format to this folder, with a README.",
)
@force_
@for_person
@click.pass_obj
def export(
    session: Session,
    path: str | None,
    output: str | None,
    kind: str | None,
    days: str | None,
    fhir_version: str,
    folder: str | None,
    force: bool,
) -> None:
    """Write the diary for other programs.

    Without FILE, or with - in its place, it is printed.

    json is everything but the history, and can be imported again. csv is a table with a line for
    each entry, and a second file for the days. parquet holds the same for programs of statistics.
    fhir is for health records.

    \b
    Examples:
      b12track export diary.json
      b12track export diary.csv
      b12track export --all my-diary
    """
    if path and output:
        raise click.UsageError("Name the file once: b12track export FILE.")
    path = path or output
    if folder is not None:
        if path or kind or days or session.person_name:
            raise click.UsageError("--all writes everything of everybody into its folder.")
        _write_all(session, folder, force=force)
        return
    wanted = _Wanted(kind or _kind_of(path or days), path, days, fhir_version)
    if wanted.days is not None and wanted.kind not in ("csv", "parquet"):
        raise click.UsageError("--days goes with csv and parquet.")
    with session.reading() as diary:
        files = _files(session, diary, wanted)
    printed = files.pop(_STDOUT, None)
    if files:
        from b12track.cli.output import write_files

        write_files(files, force=force)
    if printed is not None:
        _to_stdout(printed)
    else:
        say_saved(f"Written: {', '.join(files)}.")


def _kind_of(path: str | None) -> str:
    """The format that the name of the file tells; json where there is no file."""
    if path is None or path == _STDOUT:
        return "json"
    from b12track.cli.output import suffix_of

    if path.lower().endswith(".fhir.json"):
        return "fhir"
    return suffix_of(path, ("json", "csv", "parquet"))


def _files(session: Session, diary: sqlite3.Connection, wanted: _Wanted) -> dict[str, bytes]:
    """Path → content of everything this export writes; "-" is standard output."""
    path = wanted.path or _STDOUT
    person_id = session.person_id if session.person_name else None
    if wanted.kind == "json":
        from b12track.diary.exchange import own_json

        if person_id is not None:
            raise click.UsageError("json holds everybody; --for goes with csv, parquet and fhir.")
        return {path: "".join(f"{line}\n" for line in own_json.lines(diary)).encode()}
    if wanted.kind == "fhir":
        from b12track.diary.exchange import fhir

        text = fhir.bundle_text(diary, session.person, session.now, wanted.fhir_version)
        return {path: text.encode()}
    return _two_tables(diary, wanted, person_id)


def _two_tables(
    diary: sqlite3.Connection, wanted: _Wanted, person_id: int | None
) -> dict[str, bytes]:
    """The entries and the days, each in its file; only the days where only they were asked for."""
    entries_path, days_path = wanted.path, wanted.days
    if entries_path is None and days_path is None:
        entries_path = _STDOUT
    if days_path is None and entries_path not in (None, _STDOUT):
        stem, suffix = os.path.splitext(str(entries_path))
        days_path = f"{stem}-days{suffix}"
    if entries_path == days_path:
        raise click.UsageError("The entries and the days go to two places.")
    tables: list[Callable[[sqlite3.Connection, int | None], str | bytes]]
    if wanted.kind == "csv":
        from b12track.diary.exchange import own_csv

        tables = [own_csv.entries, own_csv.days]
    else:
        from b12track.diary.exchange import parquet

        if _STDOUT in (entries_path, days_path):
            raise click.UsageError("parquet is no text: name a FILE.")
        tables = [parquet.entries, parquet.days]
    contents: dict[str, bytes] = {}
    for path, table in zip((entries_path, days_path), tables, strict=True):
        if path is not None:
            text = table(diary, person_id)
            contents[path] = text.encode() if isinstance(text, str) else text
    return contents


def _write_all(session: Session, folder: str, *, force: bool) -> None:
    """Everything into a folder of its own, which must be new or empty, or may be replaced."""
    from b12track.cli.output import write_files
    from b12track.diary.exchange import own_folder

    if os.path.exists(folder) and not os.path.isdir(folder):
        raise InputRefused(f"{folder} is no folder; nothing was written.")
    if os.path.isdir(folder) and os.listdir(folder) and not force:
        raise InputRefused(f"{folder} is not empty; --force replaces what is of this name in it.")
    with session.reading() as diary:
        files = own_folder.files(diary, session.now)
    try:
        os.makedirs(os.path.join(folder, "tables"), mode=0o700, exist_ok=True)
        os.chmod(folder, 0o700)  # makedirs gives its mode to the last folder alone
    except OSError as error:
        raise StorageFailed(f"{folder} cannot be made: {error.strerror}.") from None
    write_files({os.path.join(folder, name): text for name, text in files.items()}, force=force)
    say_saved(f"Written: {len(files)} files in {folder}; {own_folder.README} says what is what.")


def _to_stdout(content: bytes) -> None:
    """Exactly these bytes, whatever the terminal's encoding: an export is not for the eye."""
    try:
        stream = getattr(sys.stdout, "buffer", None)
        if stream is None:
            sys.stdout.write(content.decode())
        else:
            sys.stdout.flush()
            stream.write(content)
            stream.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise StorageFailed(f"The output failed: {error.strerror}.") from None
