"""`import`: come from another tracker, or bring an export of b12track back."""

from __future__ import annotations

import sys
from contextlib import ExitStack, closing
from typing import TYPE_CHECKING, Final, NamedTuple

import click

from b12track.cli.options import as_json, dry_run, for_person
from b12track.cli.progress_line import progress_bar
from b12track.cli.session import Session, json_text, say, say_saved
from b12track.diary.exchange.formats import WORDS
from b12track.diary.totals import READINGS
from b12track.errors import InputRefused
from b12track.text import escaped
from b12track.wording import of_days

if TYPE_CHECKING:
    import sqlite3

    from b12track.diary.exchange.format import Asked, ForeignDiary
    from b12track.diary.exchange.result import Gone, Remark, Result
    from b12track.diary.exchange.target import ImportAct

#: So many remarks are told one by one in a terminal; JSON has them all.
_TOLD: Final = 8


class ImportWishes(NamedTuple):
    """How the rows are taken: only tried, updating what differs, totals read in one way."""

    dry_run: bool
    update: bool
    totals: str | None


def _list_formats(context: click.Context, _: click.Parameter, is_asked: bool) -> None:
    """Prints every format from the formats themselves."""
    if not is_asked:
        return
    from b12track.diary.exchange.formats import FORMATS
    from b12track.foods.sources.recognise import FOLDERS, TABLES
    from b12track.report.text import wrapped

    lines = ["Diaries, for b12track import:"]
    for about in dict.fromkeys(known.about for known in FORMATS):
        lines += [
            wrapped(f"  {about.files}", "    "),
            wrapped(f"      {about.taken}. B12: {about.b12}", "      "),
        ]
    lines += ["", "Food tables, for b12track foods import:"]
    for table in [known.about for known in FOLDERS] + [known.about for known in TABLES]:
        lines += [wrapped(f"  {table.files}", "    "), wrapped(f"      B12: {table.b12}", "      ")]
    say("\n".join(lines).replace("`", ""))
    context.exit()


@click.command("import")
@click.argument("path", metavar="FILE", required=False, type=click.Path())
@click.option(
    "--format",
    "word",
    metavar="NAME",
    type=click.Choice(WORDS),
    help="Which format, if it is not recognised; --formats has all.",
)
@click.option(
    "--update", is_flag=True, help="Where the diary says otherwise, take what the file says."
)
@click.option(
    "--totals",
    type=click.Choice(READINGS),
    metavar="HOW",
    help="Whether the totals of days in the file are complete, or least: that foods without a"
    " B12 value are left out. Without FILE, for all that was imported so far.",
)
@click.option("--b12-column", metavar="NAME", help="Which column is the B12, where two could be.")
@click.option(
    "--b12-unit", metavar="UNIT", help="The unit of B12, where the file does not say it: µg or mg."
)
@click.option(
    "--dates",
    type=click.Choice(("dmy", "mdy")),
    metavar="ORDER",
    help="How 3/4/2026 is meant: dmy, the day first, or mdy, the month first.",
)
@click.option(
    "--decimal",
    type=click.Choice(("comma", "point")),
    metavar="SIGN",
    help="How numbers are written: comma as in 1.234,5 or point as in 1,234.5.",
)
@click.option("--app", metavar="NAME", help="From Apple Health, what this app recorded alone.")
@click.option(
    "--match-foods", is_flag=True, help="Take B12 that is missing from the food table, by name."
)
@click.option("--ask", is_flag=True, help="Then ask about each food without a B12 value.")
@click.option(
    "--formats",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_list_formats,
    help="List the formats that can be read; import nothing.",
)
@for_person
@dry_run
@as_json
@click.pass_obj
def import_(
    session: Session,
    /,
    path: str | None,
    dry_run: bool,
    update: bool,
    match_foods: bool,
    ask: bool,
    as_json: bool,
    **given: str | None,
) -> None:
    """Take in the diary of another tracker, or an export.

    FILE is what the other tracker exported; its format is recognised from the content. A row is
    taken once, however often it is imported; what is in the diary is never overwritten without
    --update; b12track undo takes the whole import back.

    \b
    Examples:
      b12track import servings.csv --dry-run
      b12track import export.xml
      b12track import --formats
    """
    from b12track.diary.exchange import recognise

    wishes = ImportWishes(dry_run, update, given["totals"])
    if path is None:
        _read_totals(session, given["word"], wishes)
        return
    notes: list[str] = []
    with progress_bar("Reading") as progress:
        asked = _asked(session, given)._replace(
            match_foods=match_foods, note=notes.append, progress=progress
        )
        with recognise.opened(path, asked) as diary:
            result = _taken(session, path, diary, wishes)
    about = {"file": path, "kind": diary.kind, "dry_run": wishes.dry_run}
    text = "\n".join([_summary(diary.kind, result, wishes), *notes])
    say_saved(json_text({**about, **_document(result), "notes": notes}) if as_json else text)
    if ask and not wishes.dry_run:
        _ask(session)


def _asked(session: Session, given: dict[str, str | None]) -> Asked:
    """What the options say of the file."""
    from b12track.diary.exchange.cells import Style, b12_unit
    from b12track.diary.exchange.format import Asked

    return Asked(
        now=session.now,
        foods=session.catalogue,
        format=given["word"],
        b12_column=given["b12_column"],
        b12_unit=b12_unit(given["b12_unit"]) if given["b12_unit"] else None,
        style=Style(given["decimal"], given["dates"]),
        app=given["app"],
    )


def _ask(session: Session) -> None:
    """The questions about foods without B12, or where nobody is there, how to answer them."""
    from b12track.cli import asking, foods_unknown

    if asking.is_terminal():
        foods_unknown.ask(session)
    else:
        sys.stderr.write("Nobody is there to be asked: b12track foods unknown lists the foods.\n")


def _read_totals(session: Session, word: str | None, wishes: ImportWishes) -> None:
    """Says anew how the totals that are there are to be read, as one act."""
    from b12track.diary import totals
    from b12track.diary.exchange.target import ImportAct

    if wishes.totals is None:
        raise click.UsageError("Name the file: b12track import servings.csv --dry-run")
    with (session.trying if wishes.dry_run else session.writing)() as diary:
        sources = totals.sources(diary, session.person_id)
        sources = [source for source in sources if word in (None, source)]
        if not sources:
            raise InputRefused(f"There are no totals of days{f' from {word}' if word else ''}.")
        act = ImportAct(diary, session.act("import --totals"))
        for source in sources:
            _say_totals(diary, act, session.person_id, (source, wishes.totals))
    say_saved(f"{_read_as(wishes.totals)}: {', '.join(sources)}.")


def _say_totals(
    diary: sqlite3.Connection, act: ImportAct, person_id: int, reading: tuple[str, str]
) -> None:
    from b12track.diary import totals

    if totals.readings(diary, person_id).get(reading[0]) != reading[1]:
        totals.read_as(diary, act.number(), person_id, reading)


def _read_as(reading: str) -> str:
    if reading == "complete":
        return "Read as complete, foods without a value held none"
    return "Read as lower bounds, foods without a value may have held more"


def _taken(session: Session, path: str, source: ForeignDiary, wishes: ImportWishes) -> Result:
    """Reads the whole file, then writes in one transaction: a refused file changes nothing."""
    from b12track.diary.exchange import importing, merging
    from b12track.diary.exchange.spool import Spool
    from b12track.diary.exchange.target import ImportAct, Target

    own_rows = list(source.rows) if source.is_ours else []
    with ExitStack() as stack:
        spool = stack.enter_context(closing(Spool(() if source.is_ours else source.rows)))
        draw = stack.enter_context(progress_bar("Saving"))
        diary = stack.enter_context((session.trying if wishes.dry_run else session.writing)())
        if session.person_name and source.is_ours:
            raise InputRefused(f"{path} names its persons itself: import it without --for.")
        if wishes.update and not wishes.dry_run:
            session.keep_flags(diary)
        act = ImportAct(diary, session.act(f"import {source.kind}"[:50]))
        target = Target(diary, session.person_id, act, session.today, is_update=wishes.update)

        def progress(done: int, total: int) -> None:
            draw(done / total if total else 1.0)

        if not source.is_ours:
            result = importing.take(target, source.tracker, spool, progress)
            if wishes.totals:
                _say_totals(diary, act, session.person_id, (source.tracker, wishes.totals))
            return result
        try:
            return merging.merge(target, own_rows, progress)
        except InputRefused as fault:
            sentence = str(fault)
            raise InputRefused(
                sentence if sentence.startswith(path) else f"{path}, {sentence}"
            ) from None


def _document(result: Result) -> dict[str, object]:
    return {
        "new": result.new,
        "same": result.same,
        "differs": len(result.differs),
        "updated": result.updated,
        "skipped": [remark._asdict() for remark in result.skipped],
        "differing": [remark._asdict() for remark in result.differs],
        "gone": [
            {"id": gone.entry_id, "date": gone.day, "food": gone.food} for gone in result.gone
        ],
        "shared_days": result.shared_days,
    }


def _summary(kind: str, result: Result, wishes: ImportWishes) -> str:
    from b12track.report.text import wrapped

    verb = "Would import" if wishes.dry_run else "Imported"
    counts = (
        f"{result.new} new, {result.same} the same, {len(result.differs)} differing,"
        f" {len(result.skipped)} skipped"
    )
    updated = f", {result.updated} updated" if wishes.update else ""
    lines = [f"{verb} {kind}: {counts}{updated}."]
    lines += _remarks("Differing, kept as they are here", result.differs)
    if result.differs and not wishes.update:
        lines.append("--update takes what the file says instead.")
    lines += _remarks("Skipped", result.skipped)
    lines += _gone(result.gone)
    if result.shared_days:
        lines.append(
            f"{of_days(result.shared_days)} had entries from elsewhere already; both count."
        )
    lines += _next_steps(result, wishes)
    if result.new + result.updated and not wishes.dry_run:
        lines.append("b12track undo takes the whole import back.")
    return "\n".join(wrapped(line, "  ") for line in lines)


def _next_steps(result: Result, wishes: ImportWishes) -> list[str]:
    """What could still be said of foods and totals that leave B12 open."""
    lines = []
    if result.unknown and not wishes.dry_run:
        have = "entry has" if result.unknown == 1 else "entries have"
        lines.append(
            f"{result.unknown} new {have} no B12 value: b12track foods unknown asks about each"
            " food once."
        )
    if wishes.totals:
        lines.append(f"{_read_as(wishes.totals)}.")
    elif result.least:
        lines.append(
            "Totals leave out foods without a value: lower bounds, unless import --totals complete"
            " is right for you."
        )
    return lines


def _remarks(title: str, remarks: list[Remark]) -> list[str]:
    if not remarks:
        return []
    lines = [f"  line {remark.line}: {escaped(remark.reason)}" for remark in remarks[:_TOLD]]
    return [f"{title}:", *lines, *_more(len(remarks) - len(lines))]


def _gone(gone: list[Gone]) -> list[str]:
    """What the tracker does not have any more; it stays here until it is deleted here."""
    if not gone:
        return []
    lines = [f"  #{entry.entry_id} {entry.day} {escaped(entry.food)}" for entry in gone[:_TOLD]]
    title = "Imported before and not in this file any more (b12track delete ID takes one away):"
    return [title, *lines, *_more(len(gone) - len(lines))]


def _more(count: int) -> list[str]:
    return [f"  and {count} more (--json lists all)"] if count else []
