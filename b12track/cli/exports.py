"""`export`: take everything with you, for other programs."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, Any, Final

import click

from b12track.cli.options import for_person
from b12track.cli.session import Session, say_saved
from b12track.errors import StorageFailed

if TYPE_CHECKING:
    import sqlite3

_OUT: Final = ("csv", "json", "parquet", "fhir")


@click.command()
@click.argument("path", metavar="[FILE]", required=False, type=click.Path())
@click.option("--format", "kind", type=click.Choice(_OUT), help="Else by the name of the file.")
@click.option(
    "--fhir-version", type=click.Choice(("R5", "R4")), default="R5", show_default=True,
    help="For --format fhir.",
)  # fmt: skip
@click.option("--force", is_flag=True, help="Replace files that are there.")
@for_person
@click.pass_obj
def export(session: Session, /, path: str | None, kind: str | None, **options: Any) -> None:
    """Write the diary for other programs.

    To FILE or to standard output.

    json is everything but the history, exactly. csv is one line an entry, with a second file
    for the days. parquet is for pandas, DuckDB and R. fhir is a bundle for health records.

    \b
    b12track export diary.json
    b12track export diary.csv
    """
    kind = kind or _kind_of(path)
    with session.reading() as diary:
        files = _files(session, diary, path, kind, options["fhir_version"])
    if path is None:
        _to_stdout(files[""])
        return
    from b12track.cli.output import write_files

    write_files(files, force=options["force"])
    say_saved(f"Written: {', '.join(files)}.")


def _kind_of(path: str | None) -> str:
    """The format that the name of the file tells; json where there is no file."""
    if path is None:
        return "json"
    from b12track.cli.output import suffix_of

    if path.lower().endswith(".fhir.json"):
        return "fhir"
    return suffix_of(path, ("json", "csv", "parquet"))


def _files(
    session: Session, diary: sqlite3.Connection, path: str | None, kind: str, version: str
) -> dict[str, bytes]:
    """Path → content of everything this export writes; "" is standard output."""
    name = path or ""
    stem, suffix = os.path.splitext(name)
    person_id = session.person_id if session.person_name else None
    if kind == "json":
        from b12track.diary.exchange import own_json

        if person_id is not None:
            raise click.UsageError("json holds everybody; --for goes with csv, parquet and fhir.")
        return {name: "".join(f"{line}\n" for line in own_json.lines(diary)).encode()}
    if kind == "csv":
        from b12track.diary.exchange import own_csv

        files = {name: own_csv.entries(diary, person_id).encode()}
        if path:
            files[f"{stem}-days{suffix}"] = own_csv.days(diary, person_id).encode()
        return files
    if kind == "fhir":
        from b12track.diary.exchange import fhir

        return {name: fhir.bundle_text(diary, session.person, session.now, version).encode()}
    from b12track.diary.exchange import parquet

    if path is None:
        raise click.UsageError("parquet is no text: name a FILE.")
    return {
        name: parquet.entries(diary, person_id),
        f"{stem}-days{suffix}": parquet.days(diary, person_id),
    }


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
