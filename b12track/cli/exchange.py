"""`import` and `export`: come from another tracker, and take everything with you."""

from __future__ import annotations

import os
import sys
import time
from typing import TYPE_CHECKING, Any, Final

import click

from b12track.cli.options import as_json, for_person
from b12track.cli.session import Session, json_text, say, say_saved
from b12track.diary.exchange.formats import WORDS
from b12track.errors import InputRefused, StorageFailed
from b12track.text import shown

if TYPE_CHECKING:
    import sqlite3

    from b12track.diary.exchange.format import Asked, Diary
    from b12track.diary.exchange.importing import Remark, Result

_OUT: Final = ("csv", "json", "parquet", "fhir")
#: So many remarks are told one by one in a terminal; JSON has them all.
_TOLD: Final = 8


def _list_formats(context: click.Context, _: click.Parameter, is_asked: bool) -> None:
    """Prints every format from the formats themselves."""
    if not is_asked:
        return
    from b12track.diary.exchange.formats import FORMATS
    from b12track.foods.sources.recognise import FOLDERS, TABLES
    from b12track.report.text import wrapped

    lines = ["Diaries, for b12track import:"]
    for known in FORMATS:
        lines += [
            wrapped(f"  {known.about.files}", "    "),
            wrapped(f"      {known.about.taken}. B12: {known.about.b12}", "      "),
        ]
    lines += ["", "Food tables, for b12track foods import:"]
    for about in [table.about for table in FOLDERS] + [table.about for table in TABLES]:
        lines += [wrapped(f"  {about.files}", "    "), wrapped(f"      B12: {about.b12}", "      ")]
    say("\n".join(lines))
    context.exit()


@click.command("import")
@click.argument("path", metavar="FILE", type=click.Path())
@click.option("--format", "kind", type=click.Choice(WORDS), help="What the file must be.")
@click.option("--dry-run", is_flag=True, help="Do it all, tell it, and save nothing.")
@click.option(
    "--b12-column", metavar="NAME", help="The column that is the B12, where two could be."
)
@click.option("--dates", type=click.Choice(("dmy", "mdy")), help="How 3/4/2026 is meant.")
@click.option(
    "--decimal", type=click.Choice(("comma", "point")), help="1.234,5 (comma) or 1,234.5 (point)."
)
@click.option(
    "--formats", is_flag=True, is_eager=True, expose_value=False, callback=_list_formats,
    help="List what is read, and nothing else.",
)  # fmt: skip
@click.option("--app", metavar="NAME", help="Apple Health: the records of this app alone.")
@click.option("--match-foods", is_flag=True, help="Samsung Health: look the foods up by name.")
@for_person
@as_json
@click.pass_obj
def import_(session: Session, /, path: str, dry_run: bool, as_json: bool, **options: Any) -> None:
    """Take in the diary of another tracker, or an export of b12track.

    The kind is recognised from the content. A row is taken once, however often it is imported;
    what is here is never overwritten; one `undo` takes the whole import back.

    \b
    b12track import servings.csv --dry-run
    b12track import export.xml
    """
    from b12track.diary.exchange import recognise

    with recognise.opened(path, _asked(session, options)) as found:
        result = _taken(session, path, found, dry_run)
    if as_json:
        about = {"file": path, "kind": found.kind, "dry_run": dry_run}
        say_saved(json_text({**about, **_document(result), "notes": found.notes}))
    else:
        say_saved("\n".join([_summary(found.kind, result, dry_run), *found.notes]))


def _asked(session: Session, options: dict[str, Any]) -> Asked:
    from b12track.diary.exchange.cells import Style
    from b12track.diary.exchange.format import Asked

    return Asked(
        now=session.now,
        foods=session.catalogue,
        format=options["kind"],
        b12_column=options["b12_column"],
        style=Style(options["decimal"], options["dates"]),
        app=options["app"],
        match_foods=options["match_foods"],
        told=_Progress("Reading"),
    )


def _taken(session: Session, path: str, found: Diary, dry_run: bool) -> Result:
    """Reads the whole file, then writes in one transaction: a refused file changes nothing."""
    from b12track.diary.exchange import importing, merging

    told = _Progress("Saving")
    rows = list(found.rows)
    with (session.trying if dry_run else session.writing)() as diary:
        if session.person_name and found.is_ours:
            raise InputRefused(f"{path} names its persons itself: import it without --for.")
        act = importing.OneAct(diary, session.act(f"import {found.kind}"[:50]))
        target = importing.Target(diary, session.person_id, act, session.today)
        if not found.is_ours:
            return importing.take(target, found.tracker, rows, told.of)
        try:
            return merging.merge(target, rows, told.of)
        except InputRefused as fault:
            sentence = str(fault)
            raise InputRefused(
                sentence if sentence.startswith(path) else f"{path}, {sentence}"
            ) from None


class _Progress:
    """A line on stderr that is renewed, once the work has taken a second, in a terminal only."""

    def __init__(self, verb: str) -> None:
        self._verb, self._started, self._told = verb, time.monotonic(), 0.0

    def __call__(self, part: float) -> None:
        now = time.monotonic()
        finished = part >= 1 and self._told > 0
        if sys.stderr.isatty() and now - self._started > 1 and (finished or now - self._told > 0.2):
            self._told = now
            filled = int(min(1, part) * 30)
            line = f"{self._verb} [{'#' * filled}{' ' * (30 - filled)}] {min(1, part):4.0%}"
            sys.stderr.write(f"{line}{chr(10) if part >= 1 else chr(13)}")
            sys.stderr.flush()

    def of(self, done: int, total: int) -> None:
        """So many of so many."""
        self(done / total if total else 1.0)


def _document(result: Result) -> dict[str, Any]:
    return {
        "new": result.new,
        "same": result.same,
        "differs": len(result.differs),
        "skipped": [one._asdict() for one in result.skipped],
        "differing": [one._asdict() for one in result.differs],
        "shared_days": result.shared_days,
    }


def _summary(kind: str, result: Result, dry_run: bool) -> str:
    verb = "Would import" if dry_run else "Imported"
    counts = (
        f"{result.new} new, {result.same} the same, {len(result.differs)} differing,"
        f" {len(result.skipped)} skipped"
    )
    lines = [f"{verb} {kind}: {counts}."]
    lines += _remarks("Differing, kept as they are here", result.differs)
    lines += _remarks("Skipped", result.skipped)
    if result.shared_days:
        days = "1 day" if result.shared_days == 1 else f"{result.shared_days} days"
        lines.append(f"{days} had entries from elsewhere already; both count.")
    if result.new and not dry_run:
        lines.append("b12track undo takes the whole import back.")
    return "\n".join(lines)


def _remarks(title: str, remarks: list[Remark]) -> list[str]:
    if not remarks:
        return []
    told = [f"  line {one.line}: {shown(one.reason)}" for one in remarks[:_TOLD]]
    more = len(remarks) - len(told)
    return [f"{title}:", *told, *([f"  and {more} more (--json lists all)"] if more else [])]


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
    """Write the diary for other programs, to FILE or to standard output.

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
