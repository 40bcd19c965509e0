"""`backup`, `restore` and `check`: copies of the diary, the way back, and its health."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

import click

from b12track.cli.options import as_json, shaped
from b12track.cli.session import Session, json_text, say, say_json, say_saved
from b12track.diary.storage import backup as copies
from b12track.diary.storage import places
from b12track.errors import DiaryDamaged, InputRefused
from b12track.text import escaped

if TYPE_CHECKING:
    from b12track.cli.shape import Shape
    from b12track.diary.storage.examination import Examination
    from b12track.diary.storage.proof import Inventory


@click.command()
@click.argument("target", metavar="[FILE]", required=False)
@as_json
@click.pass_obj
def backup(session: Session, target: str | None, as_json: bool) -> None:
    """Copy the diary to FILE, or beside itself.

    The copy is checked, and never replaces a file. One is also made by itself on each day on
    which the diary changes, and before each upgrade.

    \b
    Examples:
      b12track backup
      b12track backup my-backup.db
    """
    if target is None:
        made, held = copies.make(session.path, session.now, "manual")
    else:
        made = _as_path(target)
        held = copies.copy(session.path, made)
    from b12track.foods.catalogue_file import imported_foods

    elsewhere = imported_foods(session.foods_path)
    if as_json:
        say_saved(
            json_text({"backup": made, **held._asdict(), "imported_foods_not_in_it": elsewhere})
        )
        return
    lines = [f"Copied and verified: {escaped(made)}", _held(held)]
    if elsewhere:
        lines.append(
            f"Not in it: {elsewhere:,} foods that you imported. They are in"
            f" {escaped(session.foods_path)}; keep the files they came from."
        )
    say_saved("\n".join(lines))


def _as_path(text: str) -> str:
    if not text.strip() or "\0" in text:
        raise InputRefused("That is not the path of a file.")
    return os.path.abspath(os.path.expanduser(text))


def _held(held: Inventory | None) -> str:
    if held is None:
        return "cannot be read"
    span = f", {held.first_day} to {held.last_day}" if held.first_day else ""
    people = f"{held.people} {'person' if held.people == 1 else 'people'}"
    return f"{held.entries} entries{span}; {held.changes} changes; {people}"


@click.command()
@click.argument("source", metavar="[FILE]", required=False)
@click.option("--yes", is_flag=True, help="Do it; without this you are asked first.")
@shaped
@click.pass_obj
def restore(session: Session, source: str | None, yes: bool, shape: Shape) -> None:
    """Make the diary what a backup holds.

    Without FILE it lists the backups that were made by themselves. The diary as it is now is kept
    beside them, so that a restore can be taken back.

    \b
    Examples:
      b12track restore
      b12track restore my-backup.db --yes
    """
    if source is None:
        _list_backups(session, shape)
        return
    if shape.as_csv:
        raise click.UsageError("--csv goes with the list of backups: b12track restore --csv.")
    path = places.location(source)
    from b12track.diary.storage import restoring

    now_held, held = restoring.preview(session.path, path)
    there = os.path.lexists(session.path)
    if not shape.as_json:
        say(f"The diary now: {_held(now_held) if there else 'none'}\nThe backup:    {_held(held)}")
    if not yes and not (sys.stdin.isatty() and click.confirm("Restore it?", err=True)):
        raise InputRefused("Nothing was restored: add --yes to do it.")
    done = restoring.restore(session.path, path, session.now)
    if shape.as_json:
        say_json({"restored": done.contents._asdict(), "kept": done.kept})
    else:
        kept = f"\nThe diary as it was is kept: {escaped(done.kept)}" if done.kept else ""
        say_saved(f"Restored: {_held(done.contents)}{kept}")


def _list_backups(session: Session, shape: Shape) -> None:
    kept = copies.backups(session.path)
    rows = [
        {"backup": copy.path, "made_on": copy.made_on.isoformat(), "reason": copy.reason}
        for copy in kept
    ]
    lines = [f"{copy.made_on}  {copy.reason:<16} {escaped(copy.path)}" for copy in kept]
    text = "\n".join(lines) or "There are no automatic backups yet."
    shape.say({"backups": rows}, rows, "backup made_on reason", text)


@click.command()
@click.option("--fix", is_flag=True, help="Close files that others can read; change nothing else.")
@shaped
@click.pass_obj
def check(session: Session, fix: bool, shape: Shape) -> int:
    """Examine the diary file and change nothing.

    It looks for damage, for a file that others can read, for days out of order and for amounts
    that are unlikely.

    For scripts: the exit code is 1 when something was found, else 0.

    \b
    Examples:
      b12track check
      b12track check --fix
    """
    from b12track.diary.storage import examination

    done = examination.mend(session.path) if fix else []
    codes = {food.food_code for food in session.catalogue().all()}
    try:
        examined = examination.examine(session.path, session.now, codes.__contains__)
    except DiaryDamaged as damage:
        if shape.as_json:
            say_json({"findings": [{"code": "damage", "text": str(damage)}]})
        raise
    findings = [finding._asdict() for finding in examined.findings]
    document = {"findings": findings, "mended": done, **examined.facts}
    shape.say(document, findings, "code text", "\n".join(_check_lines(done, examined)))
    return 1 if findings else 0


def _check_lines(done: list[str], examined: Examination) -> list[str]:
    facts = examined.facts
    lines = [
        f"{escaped(str(facts['diary']))}: {facts['entries']} entries; SQLite {facts['sqlite']}"
    ]
    lines += [escaped(sentence) for sentence in done]
    lines += [f"[{finding.code}] {escaped(finding.text)}" for finding in examined.findings]
    return lines if examined.findings else [*lines, "Nothing amiss was found."]


@click.command(hidden=True)
@click.option("--fix", is_flag=True, help="Close files that others can read; change nothing else.")
@as_json
@click.pass_context
def doctor(ctx: click.Context, fix: bool, as_json: bool) -> int:
    """Examine the diary file, as check does; the page for a doctor is made by report."""
    sys.stderr.write(
        "`doctor` examines the diary file; its name is `check` now."
        " The page for your doctor: b12track report\n"
    )
    return int(ctx.invoke(check, fix=fix, as_json=as_json))
